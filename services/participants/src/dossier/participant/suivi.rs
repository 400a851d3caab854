//! Who follows a person towards their entry, and may see their file where référents see no other.

use std::collections::BTreeMap;

use auth::Role;
use events::{
    DOSSIER_SUIVI,
    annuaires::{self, Utilisateur},
    dire_suivis,
};
use kernel::{ParticipantId, UtilisateurId, calendrier::Periode};
use problem::Problem;
use store::{Tx, ouvertures::Ouverture};

use crate::dossier::participant::store as rows;

/// Opens a file to the référent who opens it, until it is given to somebody.
pub(crate) async fn a_qui_l_ouvre(tx: &mut Tx, dossier: ParticipantId) -> Result<(), Problem> {
    if !tx.acteur().titres.comme(Role::Referent) {
        return Ok(());
    }
    let jours = Periode { du: tx.today(), au: None };
    dire(tx, vec![Ouverture { utilisateur: tx.acteur().soi(), dossier, jours }]).await
}

/// Opens a file that was given to nobody to the référent who opened it, as on that day, and to no other.
pub(crate) async fn rendre_a_qui_l_ouvrit(tx: &mut Tx, dossier: ParticipantId) -> Result<(), Problem> {
    let Some((par, le)) = rows::historique::qui_ouvrit(tx, dossier).await? else { return Ok(()) };
    let (utilisateur, jours): (UtilisateurId, _) = (par.ressource().of_kind(), Periode { du: tx.jour(le), au: None });
    let known = annuaires::connues::<Utilisateur>(tx, &[utilisateur]).await?;
    let held = known.values().any(|qui| qui.tient(Role::Referent, jours.du).is_ok());
    let opened = held.then_some(Ouverture { utilisateur, dossier, jours });
    let each = BTreeMap::from([(dossier.ressource(), opened.into_iter().collect())]);
    dire_suivis(tx, DOSSIER_SUIVI, each).await
}

/// Opens each of these files to those whom they name, and to no other.
pub(crate) async fn dire(tx: &mut Tx, suivis: Vec<Ouverture>) -> Result<(), Problem> {
    let mut each: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in suivis {
        each.entry(one.dossier.ressource()).or_default().push(one);
    }
    dire_suivis(tx, DOSSIER_SUIVI, each).await
}
