//! The years between entry and exit of a person.

pub(crate) mod etat;
pub(crate) mod parcours;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes.service(etat::api::lister::parcours_etat_list);
}
