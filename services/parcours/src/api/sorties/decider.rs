//! `POST /v1/sorties/{id}/decision`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::SortieConfirmer};
use kernel::SortieId;
use parcours_api::{DecisionEquipe, SortieDto};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::app;

/// Retenir un contrat aidé
///
/// Sur décision motivée de l’équipe d’animation.
#[utoipa::path(
    operation_id = "sortie_decide",
    tag = "sorties",
    params(("id" = SortieId, Path, description = "La sortie")),
    request_body = DecisionEquipe,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(SortieConfirmer::NOM))),
    responses((status = 200, body = SortieDto), (status = 409, description = "transition-interdite"))
)]
#[post("/v1/sorties/{id}/decision")]
pub(crate) async fn handler(
    grant: Grant<SortieConfirmer>,
    id: Path<SortieId>,
    db: Data<Db>,
    commande: Commande<DecisionEquipe>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| Ok(Reponse::ok(app::sorties::decider(tx, *id, corps).await?)))
        .await
}
