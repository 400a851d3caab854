//! A parcours as commands take it, and of which of them a list is asked.

use std::collections::HashMap;

use events::annuaires::{Renvois, Utilisateur};
use kernel::{ParcoursId, ParticipantId, Refus, Service, UtilisateurId};
use participants_api::{EntreeCorrigee, EntreeValidee};
use problem::Problem;
use store::{Error, Tx, limitations};

use crate::vie::{
    affectation, etat,
    parcours::{domain::Parcours, store as rows},
};

/// Opens the parcours of persons who entered; told twice, one opens once. Those that open now are answered.
pub(crate) async fn ouvrir(tx: &mut Tx, entrees: &[EntreeValidee]) -> Result<Vec<Parcours>, Problem> {
    let opened = rows::ouvrir(tx, entrees).await?;
    if !opened.is_empty() {
        affectation::app::ouvrir(tx, &opened).await?;
        etat::app::redire_tous(tx, &opened).await?;
    }
    Ok(opened)
}

/// The day of an entry was corrected: the parcours, its first référent and its first state begin on the new one, and what was
/// known of the former day is kept. What precedes the new one stays as it is, and is told beside the parcours
///: nobody is there to refuse it.
pub(crate) async fn deplacer(tx: &mut Tx, corrigee: &EntreeCorrigee) -> Result<(), Problem> {
    let Some(parcours) = rows::verrouiller_de(tx, corrigee.candidature).await? else { return Ok(()) };
    let moved = Parcours { entree_le: corrigee.entree_le, ..parcours };
    rows::enregistrer(tx, &moved).await?;
    // From which day on the history of who was taken over is known, the row says: it may be after the new day alone.
    let Some(parcours) = rows::voir(tx, moved.id).await? else { return Ok(()) };
    affectation::app::recommencer(tx, &parcours).await?;
    Ok(etat::app::redire(tx, &parcours).await?)
}

/// A parcours that may change, locked for the rest of the transaction, or 404.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ParcoursId) -> Result<Parcours, Problem> {
    let parcours = rows::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    limitations::exiger_libres(tx, &[parcours.participant]).await?;
    Ok(parcours)
}

/// Which of these persons have a restricted file, and why nothing of them changes then.
pub(crate) async fn limites(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<HashMap<ParticipantId, Refus>, Error> {
    let restricted = limitations::parmi(tx, personnes).await?;
    Ok(restricted.into_iter().map(|(qui, jour)| (qui, Refus::new(limitations::refus(jour).detail))).collect())
}

/// Why nothing changes in the file of a person, when it is among those that are restricted.
pub(crate) fn libre(limites: &HashMap<ParticipantId, Refus>, qui: ParticipantId) -> Result<(), Refus> {
    limites.get(&qui).map_or(Ok(()), |refus| Err(refus.clone()))
}

/// The parcours of what a page shows, and whose files are restricted: each read at once for all of them.
#[derive(Debug)]
pub(crate) struct Tenus {
    parcours: HashMap<ParcoursId, Parcours>,
    limites: HashMap<ParticipantId, Refus>,
}

impl Tenus {
    pub(crate) async fn lire(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Self, Error> {
        let parcours = rows::parmi(tx, ids).await?;
        let persons: Vec<_> = parcours.values().map(|one| one.participant).collect();
        Ok(Self { limites: limites(tx, &persons).await?, parcours })
    }

    /// The parcours, and why nothing changes in the file of its person, when it is restricted.
    pub(crate) fn de(&self, id: ParcoursId) -> Result<(&Parcours, Result<(), Refus>), Problem> {
        let parcours = self.parcours.get(&id).ok_or_else(Problem::not_found)?;
        Ok((parcours, libre(&self.limites, parcours.participant)))
    }
}

/// Of whom and of what parcours a list is asked: a référent of the territory, a parcours of it.
pub(crate) async fn exiger_filtre(
    tx: &mut Tx,
    referent: Option<UtilisateurId>,
    parcours: Option<ParcoursId>,
) -> Result<(), Problem> {
    let mut renvois = Renvois::default();
    renvois.exiger(tx, referent.map(|one| ("/referent".to_owned(), one)), |_: &Utilisateur| Ok(())).await?;
    renvois.conclure()?;
    let Some(id) = parcours else { return Ok(()) };
    let known = match rows::voir(tx, id).await? {
        Some(found) => tx.voit(&[found.participant]).await?,
        None => false,
    };
    // Who follows the person may have been told since.
    let unknown = || Problem::field("/parcours", "inconnu", "ce parcours n'existe pas").selon([Service::Participants]);
    if known { Ok(()) } else { Err(unknown()) }
}
