//! `GET /v1/contrats/{id}/pdf`.

use actix_web::{HttpResponse, get, web::Path};
use auth::{Droit, permission::ContratLire};
use kernel::ContratId;
use problem::Problem;
use runtime::Lecture;

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
#[get("/v1/contrats/{id}/pdf", name = "contrat_print")]
pub(crate) async fn handler(lecture: Lecture<ContratLire>, id: Path<ContratId>) -> Result<HttpResponse, Problem> {
    let found = lecture.lire(async |tx| app::contrat_imprime::imprimer(tx, *id).await).await?;
    let (modele, donnees) = found.contenu;
    pages::repondre(modele, donnees, &format!("contrat-{id}")).await
}
