//! `POST /v1/contrats/{id}/codes`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ContratGerer};
use kernel::ContratId;
use participants_api::{CodeDeSignature, DemandeDeCode};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Tirer un code de signature
///
/// Six chiffres, quinze minutes, cinq essais. À porter au signataire par un autre moyen que cet écran.
#[utoipa::path(
    operation_id = "contrat_code",
    tag = "contrats",
    params(("id" = ContratId, Path, description = "Le contrat")),
    request_body = DemandeDeCode,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratGerer::NOM))),
    responses((status = 201, body = CodeDeSignature))
)]
#[post("/v1/contrats/{id}/codes")]
pub(crate) async fn handler(
    grant: Grant<ContratGerer>,
    id: Path<ContratId>,
    db: Data<Db>,
    commande: Commande<DemandeDeCode>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::contrats::donner_code(tx, *id, corps.signataire).await?;
            Ok(Reponse::cree(format!("/v1/contrats/{id}"), done))
        })
        .await
}
