//! `PUT /v1/suivi/contenu`.

use actix_web::{
    HttpRequest,
    web::{Data, Payload},
};
use depot::TypesAdmis;
use kernel::PieceId;
use participants_api::PieceAttendue;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;

use crate::{
    entree::lien::sceau::{Sceau, invalide},
    fichiers::Fichiers,
    instances::suivi::app,
};

/// Envoyer une pièce attendue par un lien sans compte
///
/// Le corps est le fichier. Une pièce qui n'est pas attendue n'existe pas pour le porteur du lien.
#[operation(
    put "/v1/suivi/contenu",
    tag = "candidatures",
    params(
        ("X-Lien" = String, Header, max_length = 2_000, description = "Le jeton du lien"),
        ("X-Piece" = PieceId, Header, description = "La pièce attendue"),
    ),
    public,
    refuses(LienInvalide, Introuvable, Interdit),
)]
pub(crate) async fn suivi_upload(
    request: HttpRequest,
    payload: Payload,
    db: Data<Db>,
    sceau: Data<Sceau>,
    fichiers: Data<Fichiers>,
) -> Result<Reponse<PieceAttendue>, Problem> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let porteur = sceau.lire(header("X-Lien"))?;
    let piece: PieceId = header("X-Piece").parse().map_err(|_| invalide())?;
    db.check(&porteur, async |tx| app::attendre(tx, porteur, piece).await).await?;
    let recu = fichiers.recevoir(&porteur, piece, TypesAdmis::Pieces, payload).await?;
    let contenu = recu.contenu.clone();
    let kept = db.tx(&porteur, async |tx| app::deposer(tx, porteur, piece, &recu.emplacement, contenu).await).await;
    if kept.is_err() {
        fichiers.oublier(&recu.emplacement).await;
    }
    Ok(Reponse::ok(kept?))
}
