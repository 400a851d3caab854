//! `POST /v1/candidatures/{id}/liens`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::CandidatureInstruire};
use kernel::CandidatureId;
use participants_api::{LienDto, NouveauLien};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;

use crate::{app, liens::Sceau};

/// Créer un lien de suivi sans compte
///
/// Pour un prescripteur : l'étape, les pièces attendues, la décision communiquée, rien du diagnostic. Le jeton
/// n'est dit qu'une fois.
#[utoipa::path(
    operation_id = "lien_create",
    tag = "candidatures",
    params(("id" = CandidatureId, Path, description = "La candidature")),
    request_body = NouveauLien,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(CandidatureInstruire::NOM))),
    responses((status = 201, body = LienDto))
)]
#[post("/v1/candidatures/{id}/liens")]
pub(crate) async fn handler(
    grant: Grant<CandidatureInstruire>,
    id: Path<CandidatureId>,
    db: Data<Db>,
    sceau: Data<Sceau>,
    commande: Commande<NouveauLien>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, corps| {
            let done = app::liens::creer(tx, &sceau, *id, corps).await?;
            Ok(Reponse::cree(format!("/v1/liens/{}", done.id), done))
        })
        .await
}
