//! The years between entry and exit of a person.

pub(crate) mod affectation;
pub(crate) mod capacite;
pub(crate) mod demande;
pub(crate) mod etat;
pub(crate) mod parcours;
pub(crate) mod rsa;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(capacite::api::fixer::capacite_set)
        .service(demande::api::lister::demande_list)
        .service(demande::api::retirer::demande_withdraw)
        .service(etat::api::lister::parcours_etat_list);
}
