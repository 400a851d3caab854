//! `GET /v1/activites`.

use actix_web::web::Data;
use auth::{Grant, permission::TempsLire};
use emargement_api::{ActiviteDto, FiltreActivites};
use problem::Problem;
use runtime::http::{self, Filtre, Reponse, operation};
use store::{Db, Page};

use crate::temps::activite::app;

/// Lister le temps compté hors rendez-vous
///
/// Les jours les plus récents d’abord : le sien et celui des agents dont on certifie la feuille ; la direction et le
/// gestionnaire, celui de toute l’équipe.
#[operation(get "/v1/activites", tag = "temps")]
pub(crate) async fn activite_list(
    grant: Grant<TempsLire>,
    Filtre(filtre): Filtre<FiltreActivites>,
    db: Data<Db>,
) -> Result<Reponse<Page<ActiviteDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    let rows = db.read(&grant, async |tx| app::lister(tx, &filtre, apres).await).await?;
    Ok(Reponse::page(Page::new(rows, filtre.limite, |one| (one.jour, one.id))))
}
