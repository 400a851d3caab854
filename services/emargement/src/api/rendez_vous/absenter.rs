//! `POST /v1/rendez-vous/{id}/absences`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::AgendaGerer};
use emargement_api::{NouvelleAbsence, RendezVousDto};
use kernel::RendezVousId;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Constater une absence
///
/// Avec un motif, la personne est excusée ; jamais de détail médical.
#[utoipa::path(
    operation_id = "absence_create",
    tag = "agenda",
    params(("id" = RendezVousId, Path, description = "Le rendez-vous")),
    request_body = NouvelleAbsence,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(AgendaGerer::NOM))),
    responses((status = 200, body = RendezVousDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/rendez-vous/{id}/absences")]
pub(crate) async fn handler(
    grant: Grant<AgendaGerer>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    commande: Commande<NouvelleAbsence>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::agenda::absenter(tx, *id, corps).await?)))
        .await
}
