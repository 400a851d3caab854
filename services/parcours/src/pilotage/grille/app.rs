//! The presences of a month: as they are known, frozen, and what is known otherwise since.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use events::annuaires::{self, Structure};
use kernel::{
    Duree, GrilleId, ParcoursId, ParticipantId, StructureId,
    calendrier::{dernier_du_mois, plus_jours, premier_du_mois},
};
use parcours_api::{
    EcartGrille, FiltreGrille, FiltreGrilles, GrilleDto, GrilleFigeeDto, GrilleResume, LigneGrille, NouvelleGrille,
};
use problem::Problem;
use referentiel::regles::file_active::compte;
use store::{Tx, ouvertures, referentiels};

use crate::{
    etapes::etape,
    pilotage::{
        accompagnement,
        grille::{
            domain::{Comptees, Ecart, Mois, ecarts, jours, ranger},
            store::{self as rows, Figee},
        },
        occupation::{app::equipe, domain::Equipier},
    },
};

/// A structure of the directory.
pub(crate) async fn exiger_structure(tx: &mut Tx, structure: StructureId) -> Result<(), Problem> {
    annuaires::exiger(tx, "/structure", structure, |_: &Structure| Ok(())).await
}

/// The structure of which presences are asked is of the territory.
pub(crate) async fn exiger_filtre(tx: &mut Tx, filtre: &FiltreGrille) -> Result<(), Problem> {
    exiger_structure(tx, filtre.structure).await
}

/// The same of a list.
pub(crate) async fn exiger_filtre_de_liste(tx: &mut Tx, filtre: &FiltreGrilles) -> Result<(), Problem> {
    match filtre.structure {
        Some(structure) => exiger_structure(tx, structure).await,
        None => Ok(()),
    }
}

/// The lines of a month as they are known now, in a number of queries that does not depend on the persons.
pub(crate) async fn lignes(
    tx: &mut Tx,
    structure: StructureId,
    premier: NaiveDate,
) -> Result<Vec<LigneGrille>, Problem> {
    let dernier = dernier_du_mois(premier);
    let team: Vec<Equipier> = equipe(tx, structure).await?;
    // Of a month that runs, nothing is known beyond today.
    let au = dernier.min(tx.today());
    let presences = rows::presences(tx, &team, (premier, au)).await?;
    let mut ids: Vec<ParcoursId> = presences.iter().map(|one| one.parcours).collect();
    ids.dedup();
    let etapes = etape::store::des_parcours(tx, &ids).await?;
    let persons: Vec<_> = presences.iter().map(|one| one.participant).collect();
    // Who leaves on the first of the next month has no line there: what happened on that day is told here.
    let contacts = accompagnement::store::des_personnes(tx, &persons, premier, plus_jours(dernier, 1)).await?;
    let suivies = rows::suivies(tx, &persons).await?;
    let regles = referentiels::en_vigueur(tx, dernier).await?;
    let mois = Mois { dernier: au, etapes: &etapes, suivies: &suivies };
    Ok(mois.lignes(&presences, contacts, |etat| compte(&regles, etat.situation(), au)))
}

/// A month with its totals, and the persons whom it counts, all of them shown.
fn composer(structure: StructureId, mois: NaiveDate, comptees: Comptees, lignes: Vec<LigneGrille>) -> GrilleDto {
    let days = lignes.iter().flat_map(|one| &one.jours).map(|one| (one.etat, one.jours));
    let jours = jours(days);
    let Comptees { personnes, occupees } = comptees;
    GrilleDto {
        structure,
        structure_nom: None,
        mois,
        occupees,
        personnes,
        contacts: lignes.iter().map(|one| one.contacts).sum(),
        minutes: lignes.iter().map(|one| one.minutes).sum::<Duree>(),
        jours,
        partielle: false,
        lignes,
    }
}

/// The presences of a month of a structure, as they are known now: of who sees files that are opened by name, those persons alone.
pub(crate) async fn du_mois(tx: &mut Tx, filtre: FiltreGrille) -> Result<GrilleDto, Problem> {
    let mois = premier_du_mois(filtre.mois.unwrap_or_else(|| tx.today()));
    tx.refuse_future("/mois", mois)?;
    let mut lines = lignes(tx, filtre.structure, mois).await?;
    let partielle = ouvertures::retenir(tx, &mut lines, |one| one.participant).await?;
    let told = GrilleDto { partielle, ..composer(filtre.structure, mois, Comptees::de(&lines), lines) };
    Ok(annuaires::nommer(tx, told).await?)
}

/// Freezes a month that is over: what is learnt later is told beside it, and alters nothing.
pub(crate) async fn figer(tx: &mut Tx, nouvelle: NouvelleGrille) -> Result<GrilleFigeeDto, Problem> {
    let NouvelleGrille { structure, mois } = nouvelle;
    exiger_structure(tx, structure).await?;
    let mois = premier_du_mois(mois);
    if dernier_du_mois(mois) >= tx.today() {
        let detail = format!("le mois {:02}/{} n'est pas terminé", mois.month(), mois.year());
        return Err(Problem::field("/mois", "futur", detail));
    }
    let lines = lignes(tx, structure, mois).await?;
    let comptees = Some(Comptees::de(&lines));
    let figee = Figee { id: tx.id(), structure, mois, le: tx.now(), par: tx.acteur().id, comptees };
    rows::figer(tx, &figee, &ranger(lines)).await?;
    montrer(tx, figee, None).await
}

/// A frozen month with what is known otherwise since, or 404.
pub(crate) async fn voir(tx: &mut Tx, id: GrilleId) -> Result<GrilleFigeeDto, Problem> {
    let figee = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    montrer(tx, figee, None).await
}

/// The same as who acts may see it: of who sees files that are opened by name, with the lines of those persons alone.
pub(crate) async fn consulter(tx: &mut Tx, id: GrilleId) -> Result<GrilleFigeeDto, Problem> {
    let figee = rows::voir(tx, id).await?.ok_or_else(Problem::not_found)?;
    let opened = ouvertures::borne(tx).await?;
    montrer(tx, figee, opened.as_ref()).await
}

async fn montrer(
    tx: &mut Tx,
    figee: Figee,
    seuls: Option<&BTreeSet<ParticipantId>>,
) -> Result<GrilleFigeeDto, Problem> {
    let mut then = rows::lignes(tx, figee.id).await?;
    let mut now = lignes(tx, figee.structure, figee.mois).await?;
    // Both are bounded, whoever the first one leaves out.
    let partielle = ouvertures::limiter(&mut then, seuls, |one| one.ligne.participant)
        | ouvertures::limiter(&mut now, seuls, |one| one.participant);
    let found = ecarts(&then, &now);
    let ids: Vec<_> = found.iter().filter_map(|one| one.figee.or(one.aujourd_hui)).map(|one| one.parcours).collect();
    let learnt = rows::appris(tx, &ids, figee.le).await?;
    let told = found.iter().filter_map(|one| {
        let line = one.figee.or(one.aujourd_hui)?;
        Some(ecart(one, line, learnt.get(&line.parcours).map(|instant| tx.jour(*instant))))
    });
    let ecarts: Vec<_> = told.collect();
    let Comptees { personnes: personnes_aujourd_hui, occupees: occupees_aujourd_hui } = Comptees::de(&now);
    let lines: Vec<_> = then.into_iter().map(|one| one.ligne).collect();
    // Of what a former pod froze while it still served, as its lines say them; of some of the persons, as theirs do.
    let comptees = figee.comptees.filter(|_| !partielle).unwrap_or_else(|| Comptees::de(&lines));
    let grille = GrilleDto { partielle, ..composer(figee.structure, figee.mois, comptees, lines) };
    let shown = GrilleFigeeDto { figee: figee.into(), grille, occupees_aujourd_hui, personnes_aujourd_hui, ecarts };
    tx.concerner(&shown).await?;
    Ok(annuaires::nommer(tx, shown).await?)
}

fn ecart(one: &Ecart<'_>, line: &LigneGrille, connu_le: Option<NaiveDate>) -> EcartGrille {
    let days = |line: Option<&LigneGrille>| line.map(|line| line.jours.clone()).unwrap_or_default();
    EcartGrille {
        parcours: line.parcours,
        participant: line.participant,
        participant_nom: None,
        figee: one.figee.map(|line| line.compte),
        aujourd_hui: one.aujourd_hui.map(|line| line.compte),
        jours_figes: days(one.figee),
        jours_aujourd_hui: days(one.aujourd_hui),
        connu_le,
        explication: one.explication(connu_le),
    }
}

impl From<Figee> for GrilleResume {
    fn from(figee: Figee) -> Self {
        let Figee { id, structure, mois, le, par, comptees: _ } = figee;
        Self { id, structure, structure_nom: None, mois, figee_le: le, figee_par: par, figee_par_nom: None }
    }
}

/// A page of frozen months, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreGrilles,
    apres: Option<(NaiveDate, GrilleId)>,
) -> Result<Vec<GrilleResume>, Problem> {
    let found: Vec<GrilleResume> = rows::lister(tx, filtre, apres).await?.into_iter().map(Into::into).collect();
    Ok(annuaires::nommer(tx, found).await?)
}
