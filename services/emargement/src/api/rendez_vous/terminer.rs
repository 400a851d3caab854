//! `POST /v1/rendez-vous/{id}/cloture`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::AgendaGerer};
use emargement_api::RendezVousDto;
use kernel::RendezVousId;
use problem::Problem;
use runtime::http::{Commande, Reponse, Vide};
use store::Db;

use crate::app;

/// Terminer un rendez-vous
///
/// Quand chaque présence est constatée.
#[utoipa::path(
    operation_id = "rendez_vous_close",
    tag = "agenda",
    params(("id" = RendezVousId, Path, description = "Le rendez-vous")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(AgendaGerer::NOM))),
    responses((status = 200, body = RendezVousDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/rendez-vous/{id}/cloture")]
pub(crate) async fn handler(
    grant: Grant<AgendaGerer>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::agenda::terminer(tx, *id).await?))).await
}
