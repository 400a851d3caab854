//! `GET /v1/feuilles/{id}/versions`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::TempsLire};
use emargement_api::VersionFeuille;
use kernel::FeuilleId;
use problem::Problem;
use runtime::http::{Filtre, Pagination, Reponse, operation};
use store::{Db, Page};

use crate::temps::feuille::app;

/// Lister les versions précédentes d’une feuille rouverte
///
/// Telles qu’elles ont été signées, avec qui les a rouvertes et pourquoi, la plus récente d’abord.
#[operation(get "/v1/feuilles/{id}/versions", tag = "temps")]
pub(crate) async fn feuille_versions_list(
    grant: Grant<TempsLire>,
    id: Path<FeuilleId>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
) -> Result<Reponse<Page<VersionFeuille>>, Problem> {
    let avant = page.apres()?;
    let rows = db.read(&grant, async |tx| app::lister_versions(tx, *id, avant, page.limite).await).await?;
    Ok(Reponse::page(Page::new(rows, page.limite, |one| one.version)))
}
