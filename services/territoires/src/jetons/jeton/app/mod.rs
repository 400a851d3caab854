//! Tokens: asked for in one of three ways, given to services, taken back.

mod client;
mod compte;
mod renouvellement;
mod revocation;
mod service;
mod signature;

use chrono::TimeDelta;
use problem::{ErreurOauth, Problem, RefusOauth, Slug};
use runtime::Context;
use territoires_api::{Authentification, DemandeJeton, Jetons};

use crate::{
    etat::Etat,
    jetons::client::{
        app::presenter,
        preuve::{self, Basic, absent},
    },
    visiteur::Visiteur,
};

pub(crate) use revocation::{revoquer, sessions_fermees};
pub(crate) use service::donner_au_service;

/// Life of an access token.
const ACCES: TimeDelta = TimeDelta::minutes(10);

/// What a request for tokens comes from: the service, and who calls it.
#[derive(Clone, Copy)]
pub(crate) struct Guichet<'a> {
    pub(crate) context: &'a Context,
    pub(crate) etat: &'a Etat,
    pub(crate) visiteur: &'a Visiteur,
}

/// The one answer to whoever is not the holder of an account that counts.
fn refuses() -> Problem {
    Problem::new(
        Slug::IdentifiantsRefuses,
        "Adresse, mot de passe ou jeton incorrect, ou compte sans habilitation en cours.",
    )
}

/// Answers a request for tokens, whatever its kind.
pub(crate) async fn demander(
    guichet: Guichet<'_>,
    basic: Basic,
    mut demande: DemandeJeton,
) -> Result<Jetons, RefusOauth> {
    let presentation = demande.presentation();
    let grant = demande.grant_type.as_str();
    if !matches!(grant, "password" | "refresh_token" | "client_credentials") {
        let wrong = Problem::field("/grant_type", "inconnu", "attendu : password, refresh_token ou client_credentials");
        return Err(RefusOauth::new(ErreurOauth::UnsupportedGrantType, wrong));
    }
    let client = presenter(guichet.context, guichet.visiteur, basic, presentation).await?;
    match (grant, client) {
        ("client_credentials", Some(client)) => client::ouvrir(guichet, &client, demande.scope.as_deref()),
        ("client_credentials", None) => {
            let detail = "Un outil prouve qui il est : par son secret, ou en signant (client_assertion).";
            Err(preuve::inconnu(detail))
        }
        (_, Some(_)) => {
            Err(Problem::new(Slug::Interdit, "Un outil agit en son nom : grant_type=client_credentials.").into())
        }
        ("refresh_token", None) => {
            let token = demande.refresh_token.ok_or_else(|| absent("refresh_token"))?;
            renouvellement::renouveler(guichet, &token, demande.scope.is_some()).await
        }
        (_, None) => {
            let courriel = demande.username.ok_or_else(|| absent("username"))?;
            let mot_de_passe = demande.password.ok_or_else(|| absent("password"))?;
            let preuve = Authentification { mot_de_passe, totp: demande.totp };
            compte::ouvrir(guichet, (&courriel, preuve), demande.territoire, demande.scope.is_some()).await
        }
    }
}
