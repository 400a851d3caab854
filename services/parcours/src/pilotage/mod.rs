//! What a référent and a manager follow: the whole of a parcours, contacts and hours, the file active, the portfolio.

pub(crate) mod accompagnement;
pub(crate) mod capacite;
pub(crate) mod file_active;
pub(crate) mod portefeuille;
pub(crate) mod qualification;
pub(crate) mod reunion;
pub(crate) mod suspension;
pub(crate) mod vue;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(accompagnement::api::voir::accompagnement_view)
        .service(capacite::api::fixer::capacite_set)
        .service(file_active::api::voir::file_active_view)
        .service(portefeuille::api::voir::portefeuille_view)
        .service(qualification::api::lister::qualification_list)
        .service(qualification::api::qualifier::qualification_create)
        .service(reunion::api::reunir::parcours_merge)
        .service(suspension::api::lister::suspension_list)
        .service(suspension::api::reprendre::suspension_resume)
        .service(suspension::api::suspendre::suspension_create)
        .service(vue::api::confier::parcours_assign)
        .service(vue::api::lister::parcours_list)
        .service(vue::api::voir::parcours_view);
}
