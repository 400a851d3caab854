//! `GET /v1/feuilles`.

use actix_web::web::Data;
use auth::{Grant, permission::TempsLire};
use emargement_api::{FeuilleResume, FiltreFeuilles};
use problem::Problem;
use runtime::http::{self, Filtre, Reponse, operation};
use store::{Db, Page};

use crate::temps::feuille::app;

/// Lister les feuilles de temps
///
/// Les mois les plus récents d’abord : les siennes et celles que l’on certifie ; la direction et le gestionnaire, celles de
/// toute l’équipe.
#[operation(get "/v1/feuilles", tag = "temps")]
pub(crate) async fn feuille_list(
    grant: Grant<TempsLire>,
    Filtre(filtre): Filtre<FiltreFeuilles>,
    db: Data<Db>,
) -> Result<Reponse<Page<FeuilleResume>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    let rows = db.read(&grant, async |tx| app::lister(tx, &filtre, apres).await).await?;
    Ok(Reponse::page(Page::new(rows, filtre.limite, |one| (one.mois, one.id))))
}
