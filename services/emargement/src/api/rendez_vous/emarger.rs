//! `POST /v1/rendez-vous/{id}/emargements`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::AgendaGerer};
use emargement_api::{NouvelEmargement, RendezVousDto};
use kernel::RendezVousId;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Signer la feuille
///
/// Arrivée puis départ, pour chaque participant et pour l’animateur. Chaque signature est scellée dans le registre.
#[utoipa::path(
    operation_id = "emargement_create",
    tag = "agenda",
    params(("id" = RendezVousId, Path, description = "Le rendez-vous")),
    request_body = NouvelEmargement,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(AgendaGerer::NOM))),
    responses((status = 200, body = RendezVousDto), (status = 409, description = "transition-interdite, conflit"))
)]
#[post("/v1/rendez-vous/{id}/emargements")]
pub(crate) async fn handler(
    grant: Grant<AgendaGerer>,
    id: Path<RendezVousId>,
    db: Data<Db>,
    commande: Commande<NouvelEmargement>,
) -> Result<HttpResponse, Problem> {
    commande.executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::agenda::emarger(tx, *id, corps).await?))).await
}
