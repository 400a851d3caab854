//! Who follows a person towards their entry, and may see their file where référents see no other.

use std::collections::BTreeMap;

use auth::Role;
use events::{DOSSIER_SUIVI, dire_suivis};
use kernel::{ParticipantId, calendrier::Periode};
use problem::Problem;
use store::{Tx, ouvertures::Ouverture};

/// Opens a file to the référent who opens it, until it is given to somebody.
pub(crate) async fn a_qui_l_ouvre(tx: &mut Tx, dossier: ParticipantId) -> Result<(), Problem> {
    if !tx.acteur().titres.comme(Role::Referent) {
        return Ok(());
    }
    let jours = Periode { du: tx.today(), au: None };
    dire(tx, vec![Ouverture { utilisateur: tx.acteur().soi(), dossier, jours }]).await
}

/// Opens each of these files to those whom they name, and to no other.
pub(crate) async fn dire(tx: &mut Tx, suivis: Vec<Ouverture>) -> Result<(), Problem> {
    let mut each: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in suivis {
        each.entry(one.dossier.ressource()).or_default().push(one);
    }
    dire_suivis(tx, DOSSIER_SUIVI, each).await
}
