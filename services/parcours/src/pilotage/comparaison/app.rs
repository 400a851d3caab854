//! Comparing the presences of a month with the grid of a structure, in a number of queries that does not depend on the persons.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use events::annuaires;
use kernel::{ParcoursId, ParticipantId, calendrier::dernier_du_mois, calendrier::premier_du_mois};
use parcours_api::{ComparaisonGrille, ConstatPresence, LigneComparee, LigneGrille, NouvelleComparaison, PresenceDite};
use problem::{FieldError, Problem};
use store::{Tx, fusions};

use crate::{
    pilotage::{
        comparaison::{
            domain::{Passage, Vis},
            store as rows,
        },
        grille::{self, domain::occupees},
    },
    vie::etat::{self, domain::PeriodeEtat},
};

/// The structure and each person of its grid are of the territory, and nobody is in it twice.
pub(crate) async fn exiger(tx: &mut Tx, nouvelle: &NouvelleComparaison) -> Result<(), Problem> {
    grille::app::exiger_structure(tx, nouvelle.structure).await?;
    let said = dites(tx, nouvelle).await?;
    let persons: Vec<_> = said.iter().map(|one| one.participant).collect();
    let known: BTreeSet<_> = rows::passages(tx, &persons).await?.into_iter().map(|one| one.participant).collect();
    let (mut seen, mut refused) = (BTreeSet::new(), Vec::new());
    for (rank, one) in said.iter().enumerate() {
        let at = format!("/personnes/{rank}/participant");
        if !known.contains(&one.participant) {
            refused.push(FieldError::new(at, "inconnu", "cette personne n'a pas de parcours dans le territoire"));
        } else if !seen.insert(one.participant) {
            refused.push(FieldError::new(at, "double", "cette personne est déjà dans la grille"));
        }
    }
    if refused.is_empty() { Ok(()) } else { Err(Problem::invalid(refused)) }
}

/// What the structure says of each person, by the file that is theirs now.
async fn dites(tx: &mut Tx, nouvelle: &NouvelleComparaison) -> Result<Vec<PresenceDite>, Problem> {
    let told: Vec<_> = nouvelle.personnes.iter().map(|one| one.participant).collect();
    let files = fusions::dossiers(tx, &told).await?;
    let said = nouvelle.personnes.iter().zip(files);
    Ok(said.map(|(one, participant)| PresenceDite { participant, ..*one }).collect())
}

/// What both grids say of each person of one of them.
pub(crate) async fn comparer(tx: &mut Tx, nouvelle: &NouvelleComparaison) -> Result<ComparaisonGrille, Problem> {
    let mois = premier_du_mois(nouvelle.mois);
    let dernier = dernier_du_mois(mois);
    let lignes = grille::app::lignes(tx, nouvelle.structure, mois).await?;
    let said: BTreeMap<_, _> = dites(tx, nouvelle).await?.into_iter().map(|one| (one.participant, one)).collect();
    let persons: BTreeSet<_> = lignes.iter().map(|one| one.participant).chain(said.keys().copied()).collect();
    let persons: Vec<_> = persons.into_iter().collect();
    let passages = retenus(rows::passages(tx, &persons).await?, &lignes);
    let ids: Vec<_> = passages.values().map(|one| one.parcours).collect();
    let mut periodes: HashMap<ParcoursId, Vec<PeriodeEtat>> = HashMap::new();
    for (id, days) in etat::store::des_parcours(tx, &ids).await? {
        periodes.entry(id).or_default().push(days);
    }
    let depuis: HashMap<_, _> = rows::suivis_depuis(tx, &ids, dernier).await?.into_iter().collect();
    let compared = passages.values().map(|passage| {
        comparee(&Vis {
            passage: *passage,
            dernier,
            presence: lignes.iter().find(|one| one.parcours == passage.parcours).map(Into::into),
            periodes: periodes.get(&passage.parcours).map(Vec::as_slice).unwrap_or_default(),
            suivi_depuis: depuis.get(&passage.parcours).copied(),
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
        occupees: occupees(&lignes),
        comptees: many(said.values().filter(|one| one.present).count()),
        identiques: many(personnes.iter().filter(|one| one.constat == ConstatPresence::Identique).count()),
        personnes,
    };
    Ok(annuaires::nommer(tx, told).await?)
}

/// One parcours a person: the one that is in the grid and occupies a place, or else the one that is in it, or else the last.
fn retenus(passages: Vec<Passage>, lignes: &[LigneGrille]) -> BTreeMap<ParticipantId, Passage> {
    let rank = |one: &Passage| lignes.iter().find(|ligne| ligne.parcours == one.parcours).map(|ligne| ligne.compte);
    let mut kept = BTreeMap::new();
    for one in passages {
        let former = kept.entry(one.participant).or_insert(one);
        if rank(&one) > rank(former) {
            *former = one;
        }
    }
    kept
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
