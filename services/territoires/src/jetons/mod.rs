//! Tokens: how they are asked for, signed, verified and taken back.

pub(crate) mod cle;
pub(crate) mod client;
pub(crate) mod interne;
pub(crate) mod jeton;
pub(crate) mod metadonnees;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(cle::api::tourner::cle_rotate)
        .service(client::api::creer::client_create)
        .service(client::api::lister::client_list)
        .service(client::api::revoquer::client_delete)
        .service(jeton::api::demander::jeton_create)
        .service(jeton::api::revoquer::jeton_revoke);
}
