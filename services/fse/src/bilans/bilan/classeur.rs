//! The bilan as a workbook.

use fse_api::Bilan;
use kernel::Fuseau;
use problem::Problem;
use tableaux::{Cellule, Classeur, Feuille};

fn texte(text: impl std::fmt::Display) -> Cellule {
    Cellule::Texte(text.to_string())
}

/// The bilan as XLSX: summary, indicators, certified time; by the clocks of the territory.
pub(crate) fn xlsx(bilan: &Bilan, fuseau: Fuseau) -> Result<Vec<u8>, Problem> {
    let classeur = Classeur { feuilles: vec![synthese(bilan, fuseau), indicateurs(bilan), temps(bilan)] };
    classeur.xlsx().map_err(|error| Problem::internal(&error))
}

fn synthese(bilan: &Bilan, fuseau: Fuseau) -> Feuille {
    let (operation, couts) = (&bilan.operation.operation, &bilan.couts);
    let lines = vec![
        vec![texte("Opération"), texte(&operation.intitule)],
        vec![texte("Numéro"), texte(&operation.numero)],
        vec![texte("Réalisation"), texte(format!("du {} au {}", operation.debut, operation.fin))],
        vec![texte("Calculé le"), texte(fuseau.heure_locale(bilan.calcule_le).format("%Y-%m-%d %H:%M"))],
        vec![texte("Participants complets"), Cellule::Nombre(bilan.participants.femmes + bilan.participants.hommes)],
        vec![texte("Participations incomplètes"), Cellule::Nombre(bilan.incompletes.len())],
        vec![texte("Coûts de personnel (€)"), Cellule::Montant(couts.personnel)],
        vec![texte("Forfait (€)"), Cellule::Montant(couts.forfait)],
        vec![texte("Coût total (€)"), Cellule::Montant(couts.total)],
        vec![texte("Taux d'intervention (%)"), texte(operation.taux)],
        vec![texte("Montant FSE (€)"), Cellule::Montant(couts.fse)],
        vec![texte("À risque faute de signature (€ FSE)"), Cellule::Montant(couts.risque.fse)],
    ];
    Feuille { titre: "Synthèse".to_owned(), entetes: vec!["Élément", "Valeur"], lignes: lines }
}

fn indicateurs(bilan: &Bilan) -> Feuille {
    let line = |one: &fse_api::Indicateur| {
        let (women, men) = (one.compte.femmes, one.compte.hommes);
        vec![
            texte(&one.code),
            texte(&one.libelle),
            Cellule::Nombre(women),
            Cellule::Nombre(men),
            Cellule::Nombre(women + men),
        ]
    };
    Feuille {
        titre: "Indicateurs".to_owned(),
        entetes: vec!["Code", "Indicateur", "Femmes", "Hommes", "Total"],
        lignes: bilan.indicateurs.iter().map(line).collect(),
    }
}

fn temps(bilan: &Bilan) -> Feuille {
    let line = |one: &fse_api::TempsAgent| {
        let rate = one.taux_horaire.map_or_else(|| texte("non renseigné"), Cellule::Montant);
        vec![
            texte(one.agent),
            texte(one.minutes),
            texte(one.non_justifiees),
            texte(one.hors_plafond),
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
