//! `POST /v1/parcours/{id}/etapes`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::EtapeGerer};
use kernel::ParcoursId;
use parcours_api::{EtapeDto, NouvelleEtape};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Positionner une personne sur une étape
#[utoipa::path(
    operation_id = "etape_create",
    tag = "etapes",
    params(("id" = ParcoursId, Path, description = "Le parcours")),
    request_body = NouvelleEtape,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(EtapeGerer::NOM))),
    responses((status = 201, body = EtapeDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/parcours/{id}/etapes")]
pub(crate) async fn handler(
    grant: Grant<EtapeGerer>,
    id: Path<ParcoursId>,
    db: Data<Db>,
    commande: Commande<NouvelleEtape>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            let etape = app::etapes::positionner(tx, *id, nouvelle).await?;
            Ok(Reponse::cree(format!("/v1/etapes/{}", etape.id), etape))
        })
        .await
}
