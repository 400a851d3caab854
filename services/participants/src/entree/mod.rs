//! The way in: candidature, diagnosis, eligibility, contract, and the links by which a prescripteur follows it.

pub(crate) mod candidature;
pub(crate) mod contrat;
pub(crate) mod date_entree;
pub(crate) mod diagnostic;
pub(crate) mod eligibilite;
pub(crate) mod lien;
pub(crate) mod signature;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(candidature::api::noter::candidature_contact)
        .service(candidature::api::deposer::candidature_create)
        .service(candidature::api::lister::candidature_list)
        .service(candidature::api::suivre::candidature_follow)
        .service(candidature::api::voir::candidature_view)
        .service(candidature::api::affecter::candidature_assign)
        .service(contrat::api::imprimer::contrat_print)
        .service(contrat::api::lister::contrat_list)
        .service(contrat::api::terminer::contrat_end)
        .service(contrat::api::renouveler::contrat_renew)
        .service(contrat::api::donner_code::contrat_code)
        .service(contrat::api::preparer::contrat_create)
        .service(contrat::api::voir::contrat_view)
        .service(contrat::api::signer::contrat_sign)
        .service(diagnostic::api::imprimer::diagnostic_print)
        .service(diagnostic::api::actualiser::diagnostic_update)
        .service(diagnostic::api::etablir::diagnostic_create)
        .service(diagnostic::api::voir::diagnostic_view)
        .service(eligibilite::api::voir_fse::eligibilite_fse_view)
        .service(eligibilite::api::voir::eligibilite_view)
        .service(lien::api::revoquer::lien_revoke)
        .service(lien::api::lister::lien_list)
        .service(lien::api::creer::lien_create);
}
