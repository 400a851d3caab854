//! `PUT /v1/imports/{id}/fichier`.

use actix_web::web::{Data, Path, Payload};
use auth::{Grant, permission::ImportGerer};
use depot::TypesAdmis;
use kernel::ImportId;
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use suite_api::ImportDto;

use crate::{fichiers::Fichiers, reprise::import::app};

/// Envoyer le fichier d'un import
///
/// Le corps est le fichier : XLSX (première feuille) ou CSV, dans n'importe quel séparateur et encodage. Sa lecture
/// est un travail à suivre ; un fichier qui n'a pas pu être lu peut être renvoyé.
#[operation(put "/v1/imports/{id}/fichier", refuses(FichierEnQuarantaine))]
pub(crate) async fn import_upload(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    payload: Payload,
    db: Data<Db>,
    fichiers: Data<Fichiers>,
) -> Result<Reponse<ImportDto>, Problem> {
    db.check(&grant, async |tx| app::Imports::attendre(tx, *id).await).await?;
    let recu = fichiers.recevoir(&grant, *id, TypesAdmis::Tableaux, payload).await?;
    let former = db.tx(&grant, async |tx| app::recevoir(tx, *id, &recu.emplacement, &recu.contenu).await).await;
    let useless = former.as_ref().map_or(Some(&recu.emplacement), Option::as_ref);
    if let Some(emplacement) = useless {
        fichiers.oublier(emplacement).await;
    }
    former?;
    Ok(Reponse::ok(db.tx(&grant, async |tx| app::Imports::voir(tx, *id).await).await?))
}
