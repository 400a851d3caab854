//! What an operation reports: indicators, costs, certified minutes.

pub(crate) mod bilan;
pub(crate) mod cout;
pub(crate) mod minutes;
pub(crate) mod personnel;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes.service(bilan::api::voir::bilan_view).service(bilan::api::exporter::bilan_export);
}
