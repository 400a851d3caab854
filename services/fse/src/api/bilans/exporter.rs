//! `GET /v1/operations/{id}/bilan.xlsx`.

use actix_web::{
    HttpResponse, get,
    http::header,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::BilanExporter};
use kernel::OperationId;
use problem::Problem;
use store::Db;

use crate::app;

/// Exporter le bilan d'une opération
///
/// Un classeur : synthèse, indicateurs, temps certifié. Aucun nom n'y figure.
#[utoipa::path(
    operation_id = "bilan_export",
    tag = "bilans",
    params(("id" = OperationId, Path, description = "L'opération")),
    security(("jeton" = [])),
    extensions(("x-permission" = json!(BilanExporter::NOM))),
    responses((status = 200, description = "Le classeur", body = Vec<u8>, content_type = XLSX))
)]
#[get("/v1/operations/{id}/bilan.xlsx")]
pub(crate) async fn handler(
    grant: Grant<BilanExporter>,
    id: Path<OperationId>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    let bilan = db.read(&grant, async |tx| app::bilans::calculer(tx, *id).await).await?;
    let workbook = app::classeur::xlsx(&bilan)?;
    let name = format!("attachment; filename=\"bilan-{id}.xlsx\"");
    Ok(HttpResponse::Ok().content_type(XLSX).insert_header((header::CONTENT_DISPOSITION, name)).body(workbook))
}

/// Media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
