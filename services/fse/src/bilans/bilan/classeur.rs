//! The bilan as a workbook.

use std::collections::BTreeMap;

use fse_api::Bilan;
use kernel::{Fuseau, ParticipationId};
use problem::Problem;
use tableaux::{Cellule, Classeur, Feuille};

fn texte(text: impl std::fmt::Display) -> Cellule {
    Cellule::Texte(text.to_string())
}

/// The bilan as XLSX: summary, indicators, the participations behind them, certified time; by the clocks of the territory.
pub(crate) fn xlsx(bilan: &Bilan, fuseau: Fuseau) -> Result<Vec<u8>, Problem> {
    let feuilles = vec![synthese(bilan, fuseau), indicateurs(bilan), participations(bilan), temps(bilan)];
    let classeur = Classeur { feuilles };
    classeur.xlsx().map_err(|error| Problem::internal(&error))
}

fn synthese(bilan: &Bilan, fuseau: Fuseau) -> Feuille {
    let (operation, couts) = (&bilan.operation.operation, &bilan.couts);
    let lines = vec![
        vec![texte("Opération"), texte(&operation.intitule)],
        vec![texte("Numéro"), texte(&operation.numero)],
        vec![texte("Début de réalisation"), Cellule::Jour(operation.debut)],
        vec![texte("Fin de réalisation"), Cellule::Jour(operation.fin)],
        vec![texte("Calculé le"), texte(fuseau.heure_locale(bilan.calcule_le).format("%d/%m/%Y %H:%M"))],
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

/// Each participation that counts, with the figures in which it does; each left out, with why.
fn participations(bilan: &Bilan) -> Feuille {
    let mut counted: BTreeMap<ParticipationId, Vec<&str>> = BTreeMap::new();
    for indicateur in &bilan.indicateurs {
        for participation in &indicateur.participations {
            counted.entry(*participation).or_default().push(&indicateur.code);
        }
    }
    let lines = counted.into_iter().map(|(id, codes)| vec![texte(id), texte(codes.join(", ")), texte("")]);
    let out =
        bilan.incompletes.iter().map(|one| vec![texte(one.participation), texte(""), texte(one.manque.join(", "))]);
    Feuille {
        titre: "Participations".to_owned(),
        entetes: vec!["Participation", "Comptée dans", "Non comptée : ce qui manque"],
        lignes: lines.chain(out).collect(),
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
