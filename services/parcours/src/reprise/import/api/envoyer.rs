//! `PUT /v1/imports-de-parcours/{id}/fichier`.

use actix_web::web::{Data, Path, Payload};
use auth::{Grant, Scope, permission::ImportGerer};
use imports::{Depose, Fichiers};
use kernel::{Clock, ImportId, kind};
use problem::Problem;
use runtime::http::{Reponse, operation};
use store::Db;
use suite_api::ImportDto;

use crate::reprise::import::app::Imports;

/// Envoyer le fichier d'un import de parcours
///
/// Le corps est le fichier : XLSX (première feuille) ou CSV, dans n'importe quel séparateur et encodage. Sa lecture
/// est un travail, dont l'import dit l'avancement ; un fichier qui n'a pas pu être lu peut être renvoyé.
#[operation(put "/v1/imports-de-parcours/{id}/fichier", tag = "imports", refuses(FichierEnQuarantaine))]
pub(crate) async fn import_parcours_upload(
    grant: Grant<ImportGerer>,
    id: Path<ImportId>,
    payload: Payload,
    db: Data<Db>,
    clock: Data<Clock>,
    fichiers: Data<Fichiers>,
) -> Result<Reponse<ImportDto>, Problem> {
    db.check(&grant, async |tx| Imports::attendre(tx, *id).await).await?;
    let emplacement = format!("{}/parcours/{id}/{}", grant.territoire(), clock.id::<kind::Contenu>());
    let sha256 = fichiers.recevoir_table(&emplacement, payload).await?.sha256;
    let received = Depose { emplacement: &emplacement, sha256: &sha256 };
    let former = db.tx(&grant, async |tx| Imports::recevoir(tx, *id, received).await).await;
    if let Some(useless) = former.as_ref().map_or(Some(&emplacement), Option::as_ref) {
        fichiers.oublier(useless).await;
    }
    former?;
    Ok(Reponse::ok(db.tx(&grant, async |tx| Imports::voir(tx, *id).await).await?))
}
