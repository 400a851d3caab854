//! The years between entry and exit of a person.

pub(crate) mod parcours;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes.service(parcours::api::lister::parcours_list);
}
