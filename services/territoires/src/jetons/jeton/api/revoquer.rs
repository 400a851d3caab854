//! `POST /v1/jetons/revocation`.

use actix_web::{HttpResponse, web::Data};
use problem::RefusOauth;
use runtime::{
    Context,
    http::{Form, operation},
};
use territoires_api::Revocation;

use crate::{
    etat::Etat,
    jetons::{
        client::preuve::Basic,
        jeton::app::{self, Guichet},
    },
    visiteur::Visiteur,
};

/// Fermer une session
///
/// RFC 7009 : le jeton de rafraîchissement ou d'accès que l'on rend ferme sa session, et tous les jetons de celle-ci cessent
/// d'être acceptés. Un outil prouve qui il est pour rendre les siens ; la demande suivante lui ouvre une autre session. Un jeton
/// inconnu n'est pas une erreur, et `token_type_hint` est sans effet.
#[operation(
    post "/v1/jetons/revocation",
    public,
    refuses(IdentifiantsRefuses),
    responses((status = 200, description = "Session fermée, ou jeton inconnu")),
)]
pub(crate) async fn jeton_revoke(
    visiteur: Visiteur,
    basic: Basic,
    context: Data<Context>,
    etat: Data<Etat>,
    Form(revocation): Form<Revocation>,
) -> Result<HttpResponse, RefusOauth> {
    app::revoquer(Guichet { context: &context, etat: &etat, visiteur: &visiteur }, basic, revocation).await?;
    Ok(HttpResponse::Ok().finish())
}
