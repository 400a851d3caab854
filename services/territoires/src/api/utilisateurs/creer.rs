//! `POST /v1/utilisateurs`.

use actix_web::{HttpResponse, post, web::Data};
use auth::{Droit, Grant, permission::UtilisateurGerer};
use problem::Problem;
use runtime::http::{Commande, Reponse};
use store::Db;
use territoires_api::{NouvelUtilisateur, UtilisateurDto};

use crate::app;

/// Ouvrir un compte dans le territoire
///
/// Un compte qui existe déjà ailleurs sous la même adresse gagne ce territoire et garde son mot de passe.
#[utoipa::path(
    operation_id = "utilisateur_create",
    tag = "comptes",
    request_body = NouvelUtilisateur,
    security(("jeton" = [])),
    extensions(("x-permission" = json!(UtilisateurGerer::NOM))),
    responses((status = 201, body = UtilisateurDto), (status = 409, description = "conflit"))
)]
#[post("/v1/utilisateurs")]
pub(crate) async fn handler(
    grant: Grant<UtilisateurGerer>,
    db: Data<Db>,
    commande: Commande<NouvelUtilisateur>,
) -> Result<HttpResponse, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let user = app::utilisateurs::ajouter(tx, nouveau).await?;
            Ok(Reponse::cree(format!("/v1/utilisateurs/{}", user.id), user))
        })
        .await
}
