//! `POST /v1/participants/{id}/adresses`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SituationGerer};
use kernel::ParticipantId;
use participants_api::{AdresseDto, NouvelleAdresse};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Enregistrer une adresse
///
/// Le code postal doit desservir la commune : sinon le champ attendu est dit.
#[utoipa::path(
    operation_id = "adresse_create",
    tag = "participants",
    params(("id" = ParticipantId, Path, description = "Le participant")),
    request_body = NouvelleAdresse,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SituationGerer::NOM))),
    responses((status = 201, body = AdresseDto))
)]
#[post("/v1/participants/{id}/adresses")]
pub(crate) async fn handler(
    grant: Grant<SituationGerer>,
    id: Path<ParticipantId>,
    db: Data<Db>,
    commande: Commande<NouvelleAdresse>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::adresses::ajouter(tx, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/participants/{id}/adresses"), done))
        })
        .await
}
