//! `GET /v1/contrats/{id}/pdf`.

use actix_web::{
    HttpResponse, get,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ContratLire};
use kernel::ContratId;
use problem::Problem;
use runtime::Journal;
use store::Db;

use crate::{app, pages};

/// Imprimer un contrat
///
/// En PDF, avec la mention européenne de son opération, les signatures reçues et la place des autres.
#[utoipa::path(
    operation_id = "contrat_print",
    tag = "contrats",
    params(("id" = ContratId, Path, description = "Le contrat")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratLire::NOM))),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"))
)]
#[get("/v1/contrats/{id}/pdf")]
pub(crate) async fn handler(
    grant: Grant<ContratLire>,
    id: Path<ContratId>,
    db: Data<Db>,
    journal: Data<Journal>,
) -> Result<HttpResponse, Problem> {
    let (participant, modele, donnees) =
        db.read(&grant, async |tx| app::contrat_imprime::imprimer(tx, *id).await).await?;
    journal.lecture(&grant, "contrat_print", Some(participant)).await;
    pages::repondre(modele, donnees, &format!("contrat-{id}")).await
}
