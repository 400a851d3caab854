//! `POST /v1/habilitations/{id}/cloture`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::UtilisateurGerer};
use kernel::HabilitationId;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;
use territoires_api::FinHabilitation;

use crate::store::utilisateurs;

/// Mettre fin à un rôle
#[utoipa::path(
    operation_id = "habilitation_end",
    tag = "comptes",
    params(("id" = HabilitationId, Path, description = "L'habilitation")),
    request_body = FinHabilitation,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(UtilisateurGerer::NOM))),
    responses((status = 200, body = FinHabilitation))
)]
#[post("/v1/habilitations/{id}/cloture")]
pub(crate) async fn handler(
    grant: Grant<UtilisateurGerer>,
    id: Path<HabilitationId>,
    db: Data<Db>,
    commande: Commande<FinHabilitation>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, fin| {
            let ended = utilisateurs::cloturer(tx, *id, fin.au).await?;
            if ended { Ok(Reponse::ok(fin)) } else { Err(Problem::not_found()) }
        })
        .await
}
