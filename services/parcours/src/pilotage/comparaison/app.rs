//! Comparing the presences of a month with the grid of a structure, in a number of queries that does not depend on the persons.

use std::collections::{BTreeMap, BTreeSet};

use events::annuaires;
use kernel::{
    Service,
    calendrier::{dernier_du_mois, premier_du_mois},
};
use parcours_api::{ComparaisonGrille, ConstatPresence, LigneComparee, NouvelleComparaison, PresenceDite};
use problem::{FieldError, Problem};
use store::{Tx, fusions, ouvertures};

use crate::{
    pilotage::{
        comparaison::{
            domain::{Vis, ailleurs_depuis, retenus},
            store as rows,
        },
        echeance::connus::ranger,
        grille::{self, domain::Comptees},
        occupation,
    },
    vie::{affectation, etat},
};

/// The structure and each person of its grid are of the territory, and nobody is in it twice.
pub(crate) async fn exiger(tx: &mut Tx, nouvelle: &NouvelleComparaison) -> Result<(), Problem> {
    grille::app::exiger_structure(tx, nouvelle.structure).await?;
    let said = dites(tx, nouvelle).await?;
    let persons: Vec<_> = said.iter().map(|one| one.participant).collect();
    let mut known = rows::passages(tx, &persons).await?;
    ouvertures::retenir(tx, &mut known, |one| one.participant).await?;
    let known: BTreeSet<_> = known.into_iter().map(|one| one.participant).collect();
    let (mut seen, mut refused) = (BTreeSet::new(), Vec::new());
    for (rank, one) in said.iter().enumerate() {
        let at = format!("/personnes/{rank}/participant");
        if !known.contains(&one.participant) {
            refused.push(FieldError::new(at, "inconnu", "cette personne n'a pas de parcours dans le territoire"));
        } else if !seen.insert(one.participant) {
            refused.push(FieldError::new(at, "double", "cette personne est déjà dans la grille"));
        }
    }
    // Who follows a person may have been told since.
    if refused.is_empty() { Ok(()) } else { Err(Problem::invalid(refused).selon([Service::Participants])) }
}

/// What the structure says of each person, by the file that is theirs now.
async fn dites(tx: &mut Tx, nouvelle: &NouvelleComparaison) -> Result<Vec<PresenceDite>, Problem> {
    let told: Vec<_> = nouvelle.personnes.iter().map(|one| one.participant).collect();
    let files = fusions::dossiers(tx, &told).await?;
    let said = nouvelle.personnes.iter().zip(files);
    Ok(said.map(|(one, participant)| PresenceDite { participant, ..*one }).collect())
}

/// What both grids say of each person of one of them: of who sees files that are opened by name, of those persons.
pub(crate) async fn comparer(tx: &mut Tx, nouvelle: &NouvelleComparaison) -> Result<ComparaisonGrille, Problem> {
    let mois = premier_du_mois(nouvelle.mois);
    tx.refuse_future("/mois", mois)?;
    let dernier = dernier_du_mois(mois).min(tx.today());
    let mut lignes = grille::app::lignes(tx, nouvelle.structure, mois).await?;
    let partielle = ouvertures::retenir(tx, &mut lignes, |one| one.participant).await?;
    let said: BTreeMap<_, _> = dites(tx, nouvelle).await?.into_iter().map(|one| (one.participant, one)).collect();
    let persons: BTreeSet<_> = lignes.iter().map(|one| one.participant).chain(said.keys().copied()).collect();
    let persons: Vec<_> = persons.into_iter().collect();
    let passages = retenus(&rows::passages(tx, &persons).await?, &lignes, dernier);
    let ids: Vec<_> = passages.values().map(|one| one.parcours).collect();
    let periodes = ranger(etat::store::des_parcours(tx, &ids).await?);
    let affectations = ranger(affectation::store::des_parcours(tx, &ids).await?);
    let team = occupation::app::equipe(tx, nouvelle.structure).await?;
    let compared = passages.values().map(|passage| {
        let suivie = affectations.get(&passage.parcours).map(Vec::as_slice).unwrap_or_default();
        comparee(&Vis {
            passage: *passage,
            dernier,
            presence: lignes.iter().find(|one| one.parcours == passage.parcours).map(Into::into),
            periodes: periodes.get(&passage.parcours).map(Vec::as_slice).unwrap_or_default(),
            ailleurs_depuis: ailleurs_depuis(suivie, &team, dernier),
            dite: said.get(&passage.participant).copied(),
            autre: "la structure",
        })
    });
    let mut personnes: Vec<_> = compared.collect();
    personnes.sort_by_key(|one| one.constat == ConstatPresence::Identique);
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let told = ComparaisonGrille {
        structure: nouvelle.structure,
        structure_nom: None,
        mois,
        partielle,
        occupees: Comptees::de(&lignes).occupees,
        comptees: many(said.values().filter(|one| one.present).count()),
        identiques: many(personnes.iter().filter(|one| one.constat == ConstatPresence::Identique).count()),
        personnes,
    };
    Ok(annuaires::nommer(tx, told).await?)
}

fn comparee(vis: &Vis<'_>) -> LigneComparee {
    let constat = vis.constat();
    LigneComparee {
        participant: vis.passage.participant,
        participant_nom: None,
        parcours: vis.passage.parcours,
        constat,
        compte: vis.compte(),
        situation: vis.situation(),
        dite: vis.dite,
        fait: (constat != ConstatPresence::Identique).then(|| vis.fait()).flatten(),
        explication: vis.explication(),
    }
}
