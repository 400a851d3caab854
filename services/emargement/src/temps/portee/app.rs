//! Whose time is read, and of whom and what a list of it is asked.

use auth::{Role, Sujet};
use events::annuaires::{Operation, Renvois, Utilisateur};
use kernel::{OperationId, UtilisateurId};
use problem::{Problem, Slug};
use store::{Error, Tx, ouvertures};

use crate::temps::portee::domain::Portee;

/// The time that who acts reads; a tool that was given the right reads everybody's.
pub(crate) async fn portee(tx: &mut Tx) -> Result<Portee, Error> {
    let controls = tx.acteur().titres.tenus_comme(Role::Controleur);
    let mandat = !controls.vides() && !ouvertures::ouverts_par(tx, &controls).await?.is_empty();
    let acteur = tx.acteur();
    if acteur.sujet == Sujet::Client {
        return Ok(Portee::Toute);
    }
    Ok(Portee::de(acteur.soi(), &acteur.titres, mandat))
}

/// Whom and what a list is asked of has an account in the territory, or is an operation of it.
pub(crate) async fn exiger_filtre(
    tx: &mut Tx,
    agent: Option<UtilisateurId>,
    operation: Option<OperationId>,
) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    let agent = agent.map(|one| ("/agent".to_owned(), one));
    renvois.exiger(tx, agent, |_: &Utilisateur| Ok(())).await?;
    let operation = operation.map(|one| ("/operation".to_owned(), one));
    renvois.exiger(tx, operation, |_: &Operation| Ok(())).await?;
    renvois.conclure()
}

/// Each withdraws what they recorded themselves.
pub(crate) fn exiger_sien(tx: &Tx, agent: UtilisateurId) -> Result<(), Problem> {
    if agent == tx.acteur().soi() {
        return Ok(());
    }
    Err(Problem::new(Slug::Interdit, "Ce temps est celui d'un collègue : c'est à lui de le retirer."))
}
