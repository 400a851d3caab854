//! `GET /v1/utilisateurs/{id}/historique`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::UtilisateurLire};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::http::{Filtre, Pagination, Reponse, operation};
use store::{Db, Page};
use suite_api::ChangementDto;

use crate::comptes::utilisateur::app;

/// Lire l'historique de la fiche d'un utilisateur
///
/// Qui a changé quoi, quand, de quoi en quoi, le plus récent d'abord. Ce qui a changé avant que les valeurs ne soient
/// gardées n'a que ses champs.
#[operation(get "/v1/utilisateurs/{id}/historique", tag = "comptes")]
pub(crate) async fn utilisateur_historique_list(
    grant: Grant<UtilisateurLire>,
    id: Path<UtilisateurId>,
    Filtre(page): Filtre<Pagination>,
    db: Data<Db>,
) -> Result<Reponse<Page<ChangementDto>>, Problem> {
    let avant = page.apres()?;
    let changes = db.read(&grant, async |tx| app::historique(tx, *id, avant, page.limite).await).await?;
    Ok(Reponse::page(Page::new(changes, page.limite, |one| one.version)))
}
