//! `POST /v1/participants/{id}/consentements`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationGerer};
use kernel::ParticipantId;
use participants_api::{ConsentementDto, NouveauConsentement};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Recueillir un accord
///
/// Partage avec un partenaire, droit à l'image, ou information donnée (RGPD, art. 13).
#[utoipa::path(
    operation_id = "consentement_create",
    tag = "droits",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = NouveauConsentement,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationGerer::NOM))),
    responses((status = 201, body = ConsentementDto))
)]
#[post("/v1/participants/{id}/consentements")]
pub(crate) async fn handler(
    grant: Grant<SituationGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouveauConsentement>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::droits::consentir(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/participants/{id}/consentements"), done))
        })
        .await
}
