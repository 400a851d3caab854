//! Handing persons over from a référent to another, for good or for a time.

use std::collections::BTreeSet;

use auth::Role;
use events::annuaires::{self, Utilisateur};
use kernel::{ParcoursId, ParticipantId, UtilisateurId, calendrier::Periode, phrase};
use parcours_api::{AffectationDto, NouveauReferent, NouvellePassation, ParcoursLaisse, Passation};
use participants_api::{REFERENT_CHANGE, ReferentChange};
use problem::{FieldError, Problem};
use referentiel::regles::{capacite as regle, file_active::compte};
use store::{Error, Evenement, Tx, limitations, referentiels};

use crate::vie::{
    affectation::{
        domain::{Affectation, Suivi, commencements, confier, duree, jours, le, recommencer_le},
        store as rows, suivi,
    },
    capacite, etat,
    parcours::{
        self,
        domain::{Commande, Parcours},
    },
};

/// Parcours handed over at once, at most: more than any référent follows.
const ENSEMBLE: i64 = 500;

impl From<Affectation> for AffectationDto {
    fn from(one: Affectation) -> Self {
        let Affectation { referent, jours, motif, par, nom } = one;
        Self { referent, referent_nom: nom, du: jours.du, au: jours.au, motif, par, par_nom: None }
    }
}

/// The référents of parcours that were just opened.
pub(crate) async fn ouvrir(tx: &mut Tx, parcours: &[Parcours]) -> Result<(), Problem> {
    let first = |one: &Parcours| (one.id, vec![Affectation::premiere(one.referent, one.entree_le)]);
    rows::ecrire(tx, parcours.iter().map(first).collect()).await?;
    suivi::refaire(tx, &parcours.iter().map(|one| one.id).collect::<Vec<_>>()).await
}

/// The référents of a parcours whose entry was moved, which is locked.
pub(crate) async fn recommencer(tx: &mut Tx, parcours: &Parcours) -> Result<(), Problem> {
    let known = rows::des_parcours(tx, &[parcours.id]).await?;
    let known: Vec<_> = known.into_iter().map(|(_, one)| one).collect();
    let former = rows::anciennes(tx, parcours.id).await?;
    ecrire(tx, parcours, recommencer_le(&known, &former, parcours.entree_le)).await
}

/// Writes the référents of a locked parcours, and opens the person to them.
async fn ecrire(tx: &mut Tx, parcours: &Parcours, affectations: Vec<Affectation>) -> Result<(), Problem> {
    rows::ecrire(tx, vec![(parcours.id, affectations)]).await?;
    suivi::refaire(tx, &[parcours.id]).await
}

/// Who is the référent of a parcours today.
pub(crate) async fn du_jour(tx: &mut Tx, parcours: &Parcours) -> Result<UtilisateurId, Error> {
    let known: Vec<_> = rows::des_parcours(tx, &[parcours.id]).await?.into_iter().map(|(_, one)| one).collect();
    Ok(le(&known, tx.today()).unwrap_or(parcours.referent))
}

/// Whoever takes persons over is a référent on the first day, and on the last one.
async fn exiger(tx: &mut Tx, pointer: &str, remise: &NouveauReferent) -> Result<(), Problem> {
    let (des_le, jusqu_au) = (remise.des_le, remise.jusqu_au.unwrap_or(remise.des_le));
    annuaires::exiger(tx, pointer, remise.referent, |qui: &Utilisateur| {
        qui.tient(Role::Referent, des_le)?;
        qui.tient(Role::Referent, jusqu_au)
    })
    .await
}

/// Why this référent takes nobody more, where the territory sets a ceiling: on one of the days of the handover all their places
/// are taken. Days on which the person is in veille or suspended, and occupies no place, do not count, nor does whom they
/// follow already. The référent was locked with [`capacite::store::verrouiller`] before any parcours was: of two handovers
/// at once the second one counts the first.
async fn plafond(tx: &mut Tx, parcours: &Parcours, remise: &NouveauReferent) -> Result<Option<String>, Problem> {
    let regles = referentiels::en_vigueur(tx, remise.des_le).await?;
    if !regle::est_un_plafond(&regles) {
        return Ok(None);
    }
    let jours = Periode { du: remise.des_le, au: remise.jusqu_au };
    let own: Vec<_> = etat::store::des_parcours(tx, &[parcours.id]).await?.into_iter().map(|(_, one)| one).collect();
    let own: Vec<_> = own.into_iter().map(|one| Suivi { participant: parcours.participant, periode: one }).collect();
    let file = rows::file(tx, remise.referent, jours).await?;
    for jour in commencements(&file, &own, jours) {
        let counted = |all: &[Suivi]| -> BTreeSet<ParticipantId> {
            let there = all.iter().filter(|one| one.periode.jours.contient(jour));
            let placed = there.filter(|one| compte(&regles, one.periode.etat.situation(), jour));
            placed.map(|one| one.participant).collect()
        };
        let present = counted(&file);
        if counted(&own).is_empty() || present.contains(&parcours.participant) {
            continue;
        }
        let etp = capacite::store::du_referent(tx, remise.referent, jour).await?;
        let verdict = regle::accueille(&regles, etp, u32::try_from(present.len()).unwrap_or(u32::MAX));
        if let Some(full) = verdict.filter(|verdict| !verdict.conclusion) {
            return Ok(Some(format!("{} le {}", full.raison.explication, phrase::jour(jour))));
        }
    }
    Ok(None)
}

/// Hands a person over; says who followed them on the first day until now.
pub(crate) async fn designer(tx: &mut Tx, id: ParcoursId, remise: NouveauReferent) -> Result<UtilisateurId, Problem> {
    capacite::store::verrouiller(tx, remise.referent).await?;
    let mut parcours = parcours::app::verrouiller(tx, id).await?;
    exiger(tx, "/referent", &remise).await?;
    parcours.couvre("/des_le", remise.des_le)?;
    if let Some(plein) = plafond(tx, &parcours, &remise).await? {
        return Err(Problem::field("/referent", "plafond", plein));
    }
    remettre(tx, &mut parcours, &remise).await
}

/// The same, of a locked parcours.
async fn remettre(tx: &mut Tx, parcours: &mut Parcours, remise: &NouveauReferent) -> Result<UtilisateurId, Problem> {
    parcours.peut(Commande::Confier)?;
    let known = rows::des_parcours(tx, &[parcours.id]).await?;
    let known: Vec<_> = known.into_iter().map(|(_, one)| one).collect();
    let jours = jours(&known, remise.referent, remise.des_le, remise.jusqu_au)?;
    let former = le(&known, remise.des_le).unwrap_or(parcours.referent);
    let (motif, par) = (Some(remise.motif.clone()), Some(tx.acteur().id));
    let next = confier(&known, Affectation { referent: remise.referent, jours, motif, par, nom: None });
    ecrire(tx, parcours, next.clone()).await?;
    annoncer(tx, parcours, &next).await?;
    Ok(former)
}

/// Who follows a locked parcours in the end, said to the others when it is somebody else than before.
pub(crate) async fn annoncer(tx: &mut Tx, parcours: &mut Parcours, next: &[Affectation]) -> Result<(), Problem> {
    if let Some(last) = next.last().filter(|last| last.referent != parcours.referent) {
        parcours.referent = last.referent;
        parcours::store::enregistrer(tx, parcours).await?;
        let told = ReferentChange { candidature: parcours.candidature, referent: last.referent, des_le: last.jours.du };
        let now = tx.now();
        tx.emit(Evenement::new(REFERENT_CHANGE, parcours.id, now, &told)?);
    }
    Ok(())
}

/// Hands over all that somebody follows on the first day, or those that are named; what cannot be is told with its
/// reason, and left as it was.
pub(crate) async fn passer(tx: &mut Tx, passation: NouvellePassation) -> Result<Passation, Problem> {
    let NouvellePassation { de, vers, des_le, jusqu_au, motif, parcours } = passation;
    if de == vers {
        return Err(Problem::field("/vers", "identique", "une passation change de référent"));
    }
    annuaires::exiger(tx, "/de", de, |_: &Utilisateur| Ok(())).await?;
    let remise = NouveauReferent { referent: vers, des_le, jusqu_au, motif };
    capacite::store::verrouiller(tx, vers).await?;
    exiger(tx, "/vers", &remise).await?;
    duree(des_le, jusqu_au)?;
    let followed = suivis(tx, de, &remise).await?;
    let asked = demandes(&followed, parcours)?;
    let mut done = Passation { id: None, confies: vec![], laisses: vec![] };
    for id in asked {
        match remettre_un(tx, id, &remise).await? {
            Ok(()) => done.confies.push(id),
            Err(raison) => done.laisses.push(ParcoursLaisse { parcours: id, raison }),
        }
    }
    Ok(done)
}

/// What somebody follows on the first day of a handover.
async fn suivis(tx: &mut Tx, de: UtilisateurId, remise: &NouveauReferent) -> Result<Vec<ParcoursId>, Problem> {
    let found = rows::en_cours(tx, de, remise.des_le, ENSEMBLE).await?;
    if found.is_empty() {
        let detail = format!("ne suit personne le {}", phrase::jour(remise.des_le));
        return Err(Problem::field("/de", "incoherent", detail));
    }
    Ok(found)
}

/// Those that are named, each of which is followed; or all. They are locked in the order of their identifiers: two handovers
/// at once do not wait for each other.
fn demandes(followed: &[ParcoursId], named: Option<Vec<ParcoursId>>) -> Result<Vec<ParcoursId>, Problem> {
    let Some(mut named) = named else { return Ok(followed.to_vec()) };
    let stranger = |(rank, _): (usize, &ParcoursId)| {
        FieldError::new(format!("/parcours/{rank}"), "inconnu", "ce parcours n'est pas suivi par cette personne")
    };
    let errors: Vec<_> = named.iter().enumerate().filter(|(_, one)| !followed.contains(one)).map(stranger).collect();
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    named.sort_unstable();
    named.dedup();
    Ok(named)
}

/// Hands one of several over, unless its file is restricted or it ended meanwhile: then says why.
async fn remettre_un(tx: &mut Tx, id: ParcoursId, remise: &NouveauReferent) -> Result<Result<(), String>, Problem> {
    let mut parcours = parcours::store::verrouiller(tx, id).await?.ok_or_else(Problem::not_found)?;
    if let Some((_, jour)) = limitations::parmi(tx, &[parcours.participant]).await?.first() {
        return Ok(Err(limitations::refus(*jour).detail));
    }
    if let Err(refus) = parcours.peut(Commande::Confier) {
        return Ok(Err(refus.to_string()));
    }
    if let Some(plein) = plafond(tx, &parcours, remise).await? {
        return Ok(Err(plein));
    }
    remettre(tx, &mut parcours, remise).await?;
    Ok(Ok(()))
}
