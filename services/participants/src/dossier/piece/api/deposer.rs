//! `PUT /v1/pieces/{id}/contenu`.

use actix_web::web::{Data, Path, Payload};
use auth::{Grant, permission::SituationGerer};
use depot::TypesAdmis;
use kernel::PieceId;
use participants_api::PieceDto;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::{Db, Tx};

use crate::{dossier::piece::app, fichiers::Fichiers, noms::nommer};

/// Envoyer le fichier d'une pièce
///
/// Le corps est le fichier. Son type est lu dans ses octets : PDF, JPEG, PNG, WebP, TIFF ou HEIF. Le dernier
/// fichier compte, les précédents restent.
#[operation(put "/v1/pieces/{id}/contenu", tag = "participants")]
pub(crate) async fn piece_upload(
    grant: Grant<SituationGerer>,
    id: Path<PieceId>,
    payload: Payload,
    db: Data<Db>,
    fichiers: Data<Fichiers>,
) -> Result<Reponse<PieceDto>, Problem> {
    db.check(&grant, async |tx| app::voir(tx, *id).await).await?;
    let recu = fichiers.recevoir(&grant, *id, TypesAdmis::Pieces, payload).await?;
    let keep = async |tx: &mut Tx| {
        let piece = app::deposer(tx, *id, &recu.emplacement, recu.contenu.clone()).await?;
        nommer(tx, PieceDto::from(piece)).await.map_err(Problem::from)
    };
    let kept = db.tx(&grant, keep).await;
    if kept.is_err() {
        fichiers.oublier(&recu.emplacement).await;
    }
    Ok(Reponse::ok(kept?))
}
