//! The way in: candidature, diagnosis, eligibility, contract, and the links by which a prescripteur follows it.

pub(crate) mod action_collective;
pub(crate) mod candidature;
pub(crate) mod contrat;
pub(crate) mod date_entree;
pub(crate) mod diagnostic;
pub(crate) mod eligibilite;
pub(crate) mod lien;
pub(crate) mod reperage;
pub(crate) mod signature;

use runtime::Routes;

/// The operations of this room.
pub(crate) fn routes(routes: &mut Routes) {
    routes
        .service(action_collective::api::lister::action_collective_list)
        .service(action_collective::api::prevoir::action_collective_create)
        .service(action_collective::api::voir::action_collective_view)
        .service(candidature::api::signer::candidature_sign)
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
        .service(reperage::api::clore::reperage_close)
        .service(reperage::api::deposer::reperage_apply)
        .service(reperage::api::effacer::reperage_erase)
        .service(reperage::api::lister::reperage_list)
        .service(reperage::api::noter::reperage_create)
        .service(reperage::api::voir::reperage_view)
        .service(lien::api::revoquer::lien_revoke)
        .service(lien::api::lister::lien_list)
        .service(lien::api::creer::lien_create);
}
