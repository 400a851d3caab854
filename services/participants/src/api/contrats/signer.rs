//! `POST /v1/contrats/{id}/signatures`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::ContratGerer};
use kernel::Id;
use participants_api::{Contrat, ContratDto, Signature};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Ajouter une signature au contrat d'engagement
///
/// La dernière signature requise engage.
#[utoipa::path(
    operation_id = "contrat_sign",
    tag = "contrats",
    params(("id" = Uuid, Path, description = "Le contrat")),
    request_body = Signature,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(ContratGerer::NOM))),
    responses((status = 200, body = ContratDto), (status = 409, description = "transition-interdite, conflit"))
)]
#[post("/v1/contrats/{id}/signatures")]
pub(crate) async fn handler(
    grant: Grant<ContratGerer>,
    id: Path<Id<Contrat>>,
    db: Data<Db>,
    commande: Commande<Signature>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, signature| Ok(Reponse::ok(app::contrats::signer(tx, *id, signature).await?)))
        .await
}
