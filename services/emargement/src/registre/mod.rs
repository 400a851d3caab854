//! The sealed ledger: a chain of entries, and its signed roots.

pub(crate) mod cle;
pub(crate) mod entree;
pub(crate) mod fusion;
pub(crate) mod racine;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(entree::api::lister::registre_list)
        .service(entree::api::verifier::registre_verify)
        .service(racine::api::lister::registre_racine_list);
}
