//! What a handover sheet says, in the words that people read.

use chrono::NaiveDate;
use kernel::{
    ParticipantId, Theme,
    phrase::{self, jour},
};
use parcours_api::DateSuivie;
use referentiel::Raison;
use serde::{Deserialize, Serialize};

use crate::{etapes::etape::domain::Etape, suivi::action::domain::Action};

/// A sheet, without whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contenu {
    pub(crate) entree_le: NaiveDate,
    pub(crate) situation: String,
    pub(crate) depuis: NaiveDate,
    pub(crate) contacts: Vec<String>,
    pub(crate) etape: Vec<String>,
    pub(crate) echeances: Vec<String>,
    /// Of a sheet that was kept before they were told, none.
    #[serde(default)]
    pub(crate) dates: Vec<String>,
}

/// A line of the plan of action that is open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Ligne {
    /// Whether no day was said: those come last.
    sans_jour: bool,
    pour_le: Option<NaiveDate>,
    pub(crate) texte: String,
}

/// The sheet of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fiche {
    pub(crate) participant: ParticipantId,
    pub(crate) participant_nom: Option<String>,
    pub(crate) contenu: Contenu,
    /// Those that whoever reads it may read.
    pub(crate) lignes: Vec<Ligne>,
}

/// The last contact, and the next one that is asked for.
pub(crate) fn contacts(dernier: Option<NaiveDate>, prochain: Option<NaiveDate>) -> Vec<String> {
    let last = dernier.map_or_else(|| "aucun contact".to_owned(), |le| format!("dernier contact le {}", jour(le)));
    let next = prochain.map(|le| format!("prochain contact au plus tard le {}", jour(le)));
    [last].into_iter().chain(next).collect()
}

/// The étape that runs, or since when none does.
pub(crate) fn etape(running: Option<&Etape>, jours_sans: Option<i64>) -> Vec<String> {
    let step = running
        .map(|one| format!("{} : du {} au {} (fin prévue)", one.intitule, jour(one.debut), jour(one.fin_prevue)));
    let without = jours_sans.map(|jours| format!("aucune depuis {}", phrase::nombre(jours, "jour")));
    step.or(without).into_iter().collect()
}

/// The lines of the plan that are open: those that everybody who follows the parcours reads, and those that only who accompanies
/// the person does.
pub(crate) fn ouvertes(all: Vec<Action>) -> (Vec<Ligne>, Vec<Ligne>) {
    let open = all.into_iter().filter(Action::ouverte);
    let (hidden, shown): (Vec<_>, Vec<_>) = open.partition(|one| one.ecrit.theme.is_some_and(Theme::sensible));
    (lignes(&shown), lignes(&hidden))
}

fn lignes(all: &[Action]) -> Vec<Ligne> {
    let said = all.iter().map(|one| {
        let (intitule, etat, pour_le) = (&one.ecrit.intitule, one.etat.libelle(), one.ecrit.echeance);
        let day = pour_le.map(|le| format!(", pour le {}", jour(le))).unwrap_or_default();
        Ligne { sans_jour: pour_le.is_none(), pour_le, texte: format!("{intitule} : {etat}{day}") }
    });
    said.collect()
}

/// The same as they are read: the nearest day first, those without one last.
pub(crate) fn lues(mut all: Vec<Ligne>) -> Vec<String> {
    all.sort();
    all.into_iter().map(|one| one.texte).collect()
}

/// What the rules ask for, what is latest first.
pub(crate) fn echeances(raisons: &[Raison]) -> Vec<String> {
    let mut all: Vec<_> = raisons.iter().collect();
    all.sort_by_key(|one| (one.jours_restants.is_none(), one.jours_restants));
    all.into_iter().map(|one| one.explication.clone()).collect()
}

/// What comes beside it, with its day.
pub(crate) fn dates(all: &[DateSuivie]) -> Vec<String> {
    all.iter().map(|one| format!("{} : le {}", one.objet, jour(one.le))).collect()
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    #[test]
    fn what_is_late_comes_first_and_what_has_no_day_last() {
        let reason = |regle: &str, jours_restants| Raison {
            regle: regle.to_owned(),
            version: 1,
            explication: regle.to_owned(),
            faits: vec![],
            jours_restants,
            inconnu_avant: None,
        };
        let all = [reason("sans limite", None), reason("bientôt", Some(3)), reason("dépassée", Some(-2))];
        assert_eq!(echeances(&all), ["dépassée", "bientôt", "sans limite"]);
    }

    #[test]
    fn the_nearest_line_comes_first_and_what_has_no_day_last() {
        let line = |texte: &str, jour: Option<&str>| Ligne {
            sans_jour: jour.is_none(),
            pour_le: jour.map(d),
            texte: texte.to_owned(),
        };
        let all =
            vec![line("un jour", None), line("en juillet", Some("2026-07-15")), line("en juin", Some("2026-06-30"))];
        assert_eq!(lues(all), ["en juin", "en juillet", "un jour"]);
    }

    #[test]
    fn nothing_is_hidden_when_nothing_happened() {
        assert_eq!(contacts(None, None), ["aucun contact"]);
        let both = contacts(Some(d("2026-06-02")), Some(d("2026-07-02")));
        assert_eq!(both, ["dernier contact le 02/06/2026", "prochain contact au plus tard le 02/07/2026"]);
        assert_eq!(etape(None, Some(42)), ["aucune depuis 42 jours"]);
    }
}
