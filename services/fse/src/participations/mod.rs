//! One person in one operation, and the answers that Europe asks for.

pub(crate) mod entree;
pub(crate) mod fin;
pub(crate) mod indicateur;
pub(crate) mod mandat;
pub(crate) mod participation;
pub(crate) mod questionnaire;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(mandat::api::donner::mandat_create)
        .service(mandat::api::lister::mandat_list)
        .service(mandat::api::clore::mandat_end)
        .service(participation::api::entrer::participation_create)
        .service(participation::api::lister::participation_list_all)
        .service(participation::api::lister_de::participation_list)
        .service(participation::api::voir::participation_view)
        .service(questionnaire::api::repondre_entree::questionnaire_entree_create)
        .service(questionnaire::api::repondre_sortie::questionnaire_sortie_create);
}
