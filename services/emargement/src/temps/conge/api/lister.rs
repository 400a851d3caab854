//! `GET /v1/conges`.

use actix_web::web::Data;
use auth::{Grant, permission::TempsLire};
use emargement_api::{CongeDto, FiltreConges};
use problem::Problem;
use runtime::http::{self, Filtre, Reponse, operation};
use store::{Db, Page};

use crate::temps::conge::app;

/// Lister les congés
///
/// Les plus récents d’abord : les siens et ceux des agents dont on certifie la feuille ; la direction et le gestionnaire,
/// ceux de toute l’équipe.
#[operation(get "/v1/conges", tag = "temps")]
pub(crate) async fn conge_list(
    grant: Grant<TempsLire>,
    Filtre(filtre): Filtre<FiltreConges>,
    db: Data<Db>,
) -> Result<Reponse<Page<CongeDto>>, Problem> {
    let apres = http::apres(filtre.apres.as_ref())?;
    let rows = db.read(&grant, async |tx| app::lister(tx, &filtre, apres).await).await?;
    Ok(Reponse::page(Page::new(rows, filtre.limite, |one| (one.du, one.id))))
}
