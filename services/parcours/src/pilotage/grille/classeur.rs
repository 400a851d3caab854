//! The presences of a month as a workbook.

use parcours_api::{EcartGrille, EtatParcours, GrilleDto, GrilleFigeeDto, LigneGrille};
use problem::Problem;
use tableaux::{Cellule, Classeur, Feuille};

use crate::pilotage::grille::domain::{etape, libelle};

fn texte(text: impl std::fmt::Display) -> Cellule {
    Cellule::Texte(text.to_string())
}

/// A count that fits a cell.
fn nombre(count: u32) -> Cellule {
    Cellule::Nombre(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The name of the file.
pub(crate) fn nom(grille: &GrilleDto) -> String {
    format!("etat-de-presence-{}", grille.mois.format("%Y-%m"))
}

/// The month as XLSX: its totals, then one line a person.
pub(crate) fn xlsx(grille: &GrilleDto) -> Result<Vec<u8>, Problem> {
    let classeur = Classeur { feuilles: vec![synthese(grille), personnes(grille)] };
    classeur.xlsx().map_err(|error| Problem::internal(&error))
}

/// A frozen month as XLSX, with what is known otherwise since.
pub(crate) fn exporter_figee(figee: &GrilleFigeeDto) -> Result<Vec<u8>, Problem> {
    let grille = &figee.grille;
    let classeur = Classeur { feuilles: vec![synthese(grille), personnes(grille), ecarts(figee)] };
    classeur.xlsx().map_err(|error| Problem::internal(&error))
}

fn ecarts(figee: &GrilleFigeeDto) -> Feuille {
    let place = |compte: Option<bool>| texte(compte.map_or("", |compte| if compte { "oui" } else { "non" }));
    let one = |one: &EcartGrille| {
        vec![
            texte(one.participant_nom.as_deref().unwrap_or_default()),
            place(one.figee),
            place(one.aujourd_hui),
            one.connu_le.map_or_else(|| texte(""), Cellule::Jour),
            texte(&one.explication),
        ]
    };
    Feuille {
        titre: "Connu depuis".to_owned(),
        entetes: vec!["Personne", "Place figée", "Place aujourd'hui", "Connu le", "Explication"],
        lignes: figee.ecarts.iter().map(one).collect(),
    }
}

fn synthese(grille: &GrilleDto) -> Feuille {
    let mut lines = vec![
        vec![texte("Structure"), texte(grille.structure_nom.as_deref().unwrap_or_default())],
        vec![texte("Mois"), texte(grille.mois.format("%m/%Y"))],
        vec![texte("Places occupées en fin de mois"), nombre(grille.occupees)],
        vec![texte("Personnes suivies dans le mois"), nombre(grille.personnes)],
        vec![texte("Contacts"), nombre(grille.contacts)],
        vec![texte("Durée des contacts"), Cellule::Duree(grille.minutes)],
    ];
    for one in &grille.jours {
        lines.push(vec![texte(format!("Jours {}", libelle(one.etat))), nombre(one.jours)]);
    }
    if grille.partielle {
        lines.push(vec![texte("Portée"), texte("les personnes dont vous voyez le dossier")]);
    }
    Feuille { titre: "Synthèse".to_owned(), entetes: vec!["Élément", "Valeur"], lignes: lines }
}

/// The states of whom a line tells: who is out is in none of them.
const ETATS: [(EtatParcours, &str); 5] = [
    (EtatParcours::EnAccompagnement, "Jours en accompagnement"),
    (EtatParcours::EnEtape, "Jours en étape"),
    (EtatParcours::EnVeille, "Jours en veille"),
    (EtatParcours::Suspendu, "Jours suspendus"),
    (EtatParcours::SuiviEmploi, "Jours suivis dans l'emploi"),
];

fn personnes(grille: &GrilleDto) -> Feuille {
    let mut entetes = vec!["Personne", "Référent", "Entrée au PLIE", "Sortie", "Place en fin de mois"];
    entetes.extend(ETATS.map(|(_, title)| title));
    entetes.extend(["Accompagnement", "Étape", "Contacts", "Durée des contacts"]);
    Feuille { titre: "Personnes".to_owned(), entetes, lignes: grille.lignes.iter().map(ligne).collect() }
}

fn ligne(one: &LigneGrille) -> Vec<Cellule> {
    let known = |nom: &Option<String>| texte(nom.as_deref().unwrap_or_default());
    let mut cells = vec![
        known(&one.participant_nom),
        known(&one.referent_nom),
        Cellule::Jour(one.entree_le),
        one.sorti_le.map_or_else(|| texte(""), Cellule::Jour),
        texte(if one.compte { "oui" } else { "non" }),
    ];
    for (etat, _) in ETATS {
        let days = one.jours.iter().find(|days| days.etat == etat).map_or(0, |days| days.jours);
        cells.push(nombre(days));
    }
    cells.push(texte(if one.delegue { "délégué" } else { "seul" }));
    cells.push(texte(etape(one.etape)));
    cells.push(nombre(one.contacts));
    cells.push(Cellule::Duree(one.minutes));
    cells
}
