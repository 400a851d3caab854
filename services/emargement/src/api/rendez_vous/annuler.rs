//! `POST /v1/rendez-vous/{id}/annulation`.

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

/// Annuler un rendez-vous
///
/// Tant que personne n’a signé.
#[utoipa::path(
    operation_id = "rendez_vous_cancel",
    tag = "agenda",
    params(("id" = RendezVousId, Path, description = "Le rendez-vous")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(AgendaGerer::NOM))),
    responses((status = 200, body = RendezVousDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/rendez-vous/{id}/annulation")]
pub(crate) async fn handler(
    grant: Grant<AgendaGerer>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    commande: Commande<Vide>,
) -> Result<HttpResponse, Problem> {
    commande.executer(&db, &grant, async |tx, _| Ok(Reponse::ok(app::agenda::annuler(tx, *id).await?))).await
}
