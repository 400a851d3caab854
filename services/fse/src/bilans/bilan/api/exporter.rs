//! `GET /v1/operations/{id}/bilan.xlsx`.

use actix_web::web::{Data, Path};
use auth::{Grant, permission::BilanExporter};
use kernel::OperationId;
use problem::Problem;
use runtime::http::{Fichier, Xlsx, operation};
use store::{Db, Tx};

use crate::bilans::bilan::{app, classeur};

/// Exporter le bilan d'une opération
///
/// Un classeur : synthèse, indicateurs, participations qui les composent, temps certifié de chaque agent. Aucun nom de
/// participant n'y figure.
#[operation(get "/v1/operations/{id}/bilan.xlsx", tag = "bilans", answer = "Le classeur")]
pub(crate) async fn bilan_export(
    grant: Grant<BilanExporter>,
    id: Path<OperationId>,
    db: Data<Db>,
) -> Result<Fichier<Xlsx>, Problem> {
    let read = async |tx: &mut Tx| {
        let bilan = app::calculer(tx, *id).await?;
        Ok::<_, Problem>((bilan, tx.fuseau()))
    };
    let (bilan, fuseau) = db.read(&grant, read).await?;
    Ok(Fichier::new(&format!("bilan-{id}"), classeur::xlsx(&bilan, fuseau)?))
}
