//! The rights of the person: who read the file, how long it is kept, what is taken out or erased.

pub(crate) mod conservation;
pub(crate) mod copie;
pub(crate) mod effacement;
pub(crate) mod lecture;
pub(crate) mod obligation;
pub(crate) mod preuve;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(conservation::api::lister::conservation_list)
        .service(conservation::api::voir::conservation_view)
        .service(effacement::api::effacer::participant_erase)
        .service(copie::api::exporter::participant_export)
        .service(lecture::api::lister::participant_reads)
        .service(obligation::api::obliger::obligation_create)
        .service(preuve::api::telecharger::piece_prove);
}
