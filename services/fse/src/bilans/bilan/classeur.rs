//! The bilan as a workbook.

use std::collections::{BTreeMap, HashMap};

use fse_api::{Bilan, Indicateur};
use kernel::{Fuseau, ParticipationId};
use problem::Problem;
use tableaux::{Cellule, Classeur, Feuille};

/// The sheet of the persons behind each figure, to which the figures lead.
const DERRIERE: &str = "Personnes comptées";

fn texte(text: impl std::fmt::Display) -> Cellule {
    Cellule::Texte(text.to_string())
}

/// The name of the file: the number of the operation and its period. What a number may have besides letters and figures is in
/// no name of a file.
pub(crate) fn nom(bilan: &Bilan) -> String {
    let operation = &bilan.operation.operation;
    let numero: String =
        operation.numero.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    format!("bilan-{numero}-du-{}-au-{}", operation.debut, operation.fin)
}

/// The bilan as XLSX: summary, indicators, participations, the persons behind each figure, certified time; by the clocks of
/// the territory.
pub(crate) fn xlsx(bilan: &Bilan, fuseau: Fuseau) -> Result<Vec<u8>, Problem> {
    let noms = noms(bilan);
    let feuilles = vec![
        synthese(bilan, fuseau),
        indicateurs(bilan),
        participations(bilan, &noms),
        personnes(bilan, &noms),
        temps(bilan),
    ];
    let classeur = Classeur { feuilles };
    classeur.xlsx().map_err(|error| Problem::internal(&error))
}

/// The names that the reader may be told, by participation.
fn noms(bilan: &Bilan) -> HashMap<ParticipationId, &str> {
    bilan.personnes.iter().filter_map(|one| Some((one.participation, one.participant_nom.as_deref()?))).collect()
}

/// The name behind a participation; nothing where the reader is not told it.
fn nom_de(noms: &HashMap<ParticipationId, &str>, participation: ParticipationId) -> Cellule {
    texte(noms.get(&participation).copied().unwrap_or_default())
}

fn synthese(bilan: &Bilan, fuseau: Fuseau) -> Feuille {
    let (operation, couts) = (&bilan.operation.operation, &bilan.couts);
    let lines = vec![
        vec![texte("Opération"), texte(&operation.intitule)],
        vec![texte("Numéro"), texte(&operation.numero)],
        vec![texte("Début de réalisation"), Cellule::Jour(operation.debut)],
        vec![texte("Fin de réalisation"), Cellule::Jour(operation.fin)],
        vec![texte("Calculé le"), Cellule::Instant(fuseau.heure_locale(bilan.calcule_le))],
        vec![texte("Participants complets"), Cellule::Nombre(bilan.participants.femmes + bilan.participants.hommes)],
        vec![texte("Participations incomplètes"), Cellule::Nombre(bilan.incompletes.len())],
        vec![texte("Coûts de personnel (€)"), Cellule::Montant(couts.personnel)],
        vec![texte("Forfait (€)"), Cellule::Montant(couts.forfait)],
        vec![texte("Coût total (€)"), Cellule::Montant(couts.total)],
        vec![texte("Taux d'intervention"), Cellule::Taux(operation.taux)],
        vec![texte("Montant FSE (€)"), Cellule::Montant(couts.fse)],
        vec![texte("À risque faute de signature (€ FSE)"), Cellule::Montant(couts.risque.fse)],
    ];
    Feuille { titre: "Synthèse".to_owned(), entetes: vec!["Élément", "Valeur"], lignes: lines }
}

/// Each figure leads to the persons behind it, who stand together in their sheet.
fn indicateurs(bilan: &Bilan) -> Feuille {
    let mut last = 0;
    let line = |one: &Indicateur| {
        let (women, men) = (one.compte.femmes, one.compte.hommes);
        let first = last + 1;
        last += one.participations.len();
        let words = match one.participations.len() {
            0 => None,
            1 => Some("1 personne".to_owned()),
            several => Some(format!("{several} personnes")),
        };
        let leads = |texte| Cellule::Renvoi { texte, feuille: DERRIERE.to_owned(), lignes: first..=last };
        vec![
            texte(&one.code),
            texte(&one.libelle),
            Cellule::Nombre(women),
            Cellule::Nombre(men),
            Cellule::Nombre(women + men),
            words.map_or_else(|| texte("aucune"), leads),
        ]
    };
    Feuille {
        titre: "Indicateurs".to_owned(),
        entetes: vec!["Code", "Indicateur", "Femmes", "Hommes", "Total", "Qui est compté"],
        lignes: bilan.indicateurs.iter().map(line).collect(),
    }
}

/// Each participation that counts, with the figures in which it does; each left out, with why.
fn participations(bilan: &Bilan, noms: &HashMap<ParticipationId, &str>) -> Feuille {
    let mut counted: BTreeMap<ParticipationId, Vec<&str>> = BTreeMap::new();
    for indicateur in &bilan.indicateurs {
        for participation in &indicateur.participations {
            counted.entry(*participation).or_default().push(&indicateur.code);
        }
    }
    let lines =
        counted.into_iter().map(|(id, codes)| vec![nom_de(noms, id), texte(id), texte(codes.join(", ")), texte("")]);
    let out = bilan.incompletes.iter().map(|one| {
        let id = one.participation;
        vec![nom_de(noms, id), texte(id), texte(""), texte(one.manque.join(", "))]
    });
    Feuille {
        titre: "Participations".to_owned(),
        entetes: vec!["Personne", "Participation", "Comptée dans", "Non comptée : ce qui manque"],
        lignes: lines.chain(out).collect(),
    }
}

/// The persons behind each figure, figure by figure.
fn personnes(bilan: &Bilan, noms: &HashMap<ParticipationId, &str>) -> Feuille {
    let lines = |one: &Indicateur| -> Vec<_> {
        let line = |id: &ParticipationId| vec![texte(&one.code), texte(&one.libelle), nom_de(noms, *id), texte(id)];
        one.participations.iter().map(line).collect()
    };
    Feuille {
        titre: DERRIERE.to_owned(),
        entetes: vec!["Code", "Indicateur", "Personne", "Participation"],
        lignes: bilan.indicateurs.iter().flat_map(lines).collect(),
    }
}

fn temps(bilan: &Bilan) -> Feuille {
    let line = |one: &fse_api::TempsAgent| {
        let rate = one.taux_horaire.map_or_else(|| texte("non renseigné"), Cellule::Montant);
        vec![
            one.agent_nom.as_ref().map_or_else(|| texte(one.agent), texte),
            Cellule::Duree(one.minutes),
            Cellule::Duree(one.non_justifiees),
            Cellule::Duree(one.hors_plafond),
            rate,
            Cellule::Montant(one.cout),
        ]
    };
    Feuille {
        titre: "Temps certifié".to_owned(),
        entetes: vec![
            "Agent",
            "Temps certifié",
            "Dont sans signature",
            "Dont au-delà du plafond annuel",
            "Dernier taux horaire (€)",
            "Coût (€)",
        ],
        lignes: bilan.temps.iter().map(line).collect(),
    }
}
