//! `POST /v1/clients`.

use actix_web::web::Data;
use auth::{Grant, permission::ClientGerer};
use problem::Problem;
use runtime::http::{Commande, Cree, operation};
use store::Db;
use territoires_api::{ClientDto, NouveauClient};

use crate::{comptes::session::recente::Recente, jetons::client::app};

/// Donner accès à un outil tiers
///
/// L'outil obtient ses jetons par `client_credentials` : avec le secret, qui n'est montré que dans cette réponse, ou, s'il donne ses
/// clés publiques (`jwks`), en signant (`private_key_jwt`). Les bibliothèques OAuth 2 se règlent sur
/// `/.well-known/oauth-authorization-server` ; `POST /v1/jetons` montre comment.
#[operation(post "/v1/clients", refuses(AuthentificationRecente))]
pub(crate) async fn client_create(
    grant: Grant<ClientGerer>,
    _: Recente,
    db: Data<Db>,
    commande: Commande<NouveauClient>,
) -> Result<Cree<ClientDto>, Problem> {
    commande
        .executer(&db, &grant, async |tx, nouveau| {
            let client = app::creer(tx, nouveau).await?;
            Ok(Cree::a(format!("/v1/clients/{}", client.id), client).dite_une_fois())
        })
        .await
}
