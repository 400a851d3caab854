//! What a handover sheet says, in the words that people read.

use chrono::NaiveDate;
use kernel::phrase::{self, jour};
use referentiel::Raison;

use crate::{etapes::etape::domain::Etape, suivi::action::domain::Action};

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

/// The lines of the plan that are open, the nearest day first, those without one last.
pub(crate) fn actions(all: &[Action]) -> Vec<String> {
    let mut open: Vec<_> = all.iter().filter(|one| one.ouverte()).collect();
    open.sort_by_key(|one| (one.ecrit.echeance.is_none(), one.ecrit.echeance));
    let said = open.into_iter().map(|one| match one.ecrit.echeance {
        Some(le) => format!("{} : {}, pour le {}", one.ecrit.intitule, one.etat.libelle(), jour(le)),
        None => format!("{} : {}", one.ecrit.intitule, one.etat.libelle()),
    });
    said.collect()
}

/// What the rules ask for, what is latest first.
pub(crate) fn echeances(raisons: &[Raison]) -> Vec<String> {
    let mut all: Vec<_> = raisons.iter().collect();
    all.sort_by_key(|one| (one.jours_restants.is_none(), one.jours_restants));
    all.into_iter().map(|one| one.explication.clone()).collect()
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
    fn nothing_is_hidden_when_nothing_happened() {
        assert_eq!(contacts(None, None), ["aucun contact"]);
        let both = contacts(Some(d("2026-06-02")), Some(d("2026-07-02")));
        assert_eq!(both, ["dernier contact le 02/06/2026", "prochain contact au plus tard le 02/07/2026"]);
        assert_eq!(etape(None, Some(42)), ["aucune depuis 42 jours"]);
    }
}
