//! `POST /v1/structures`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::StructureGerer};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;
use territoires_api::{NouvelleStructure, StructureDto};

use crate::store::structures;

/// Ajouter une structure à l’annuaire
#[utoipa::path(
    operation_id = "structure_create",
    tag = "annuaire",
    request_body = NouvelleStructure,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(StructureGerer::NOM))),
    responses((status = 201, body = StructureDto), (status = 409, description = "conflit"))
)]
#[post("/v1/structures")]
pub(crate) async fn handler(
    grant: Grant<StructureGerer>,
    db: Data<Db>,
    commande: Commande<NouvelleStructure>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let structure = structures::ajouter(tx, nouveau).await?;
            Ok(Reponse::cree(format!("/v1/structures/{}", structure.id), structure))
        })
        .await
}
