//! `POST /v1/utilisateurs/{id}/habilitations`.

use actix_web::{
    HttpResponse, post,
    web::{Data, Path},
};
use auth::{Droit, Grant, permission::UtilisateurGerer};
use kernel::UtilisateurId;
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;
use territoires_api::{NouvelleHabilitation, UtilisateurDto};

use crate::{app, store::utilisateurs};

/// Donner un rôle à un utilisateur
#[utoipa::path(
    operation_id = "habilitation_create",
    tag = "comptes",
    params(("id" = UtilisateurId, Path, description = "L'utilisateur")),
    request_body = NouvelleHabilitation,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(UtilisateurGerer::NOM))),
    responses((status = 201, body = UtilisateurDto))
)]
#[post("/v1/utilisateurs/{id}/habilitations")]
pub(crate) async fn handler(
    grant: Grant<UtilisateurGerer>,
    id: Path<UtilisateurId>,
    db: Data<Db>,
    commande: Commande<NouvelleHabilitation>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouvelle| {
            utilisateurs::voir(tx, *id).await?.ok_or_else(Problem::not_found)?;
            app::utilisateurs::habiliter(tx, *id, &nouvelle).await?;
            let user = utilisateurs::voir(tx, *id).await?.ok_or_else(Problem::not_found)?;
            Ok(Reponse::cree(format!("/v1/utilisateurs/{}", user.id), user))
        })
        .await
}
