//! Time sheets: what contradicts them, and what they become.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use emargement_api::{Anomalie, EtatFeuille, LigneFeuille, MinutesCertifiees, NatureAnomalie};
use kernel::{Duree, OperationId, calendrier::Periode};

use super::jours_feries::est_ferie;

/// The longest working day that needs no explanation.
const LONGEST_DAY: Duree = Duree::heures_minutes(12, 0);

/// Everything that contradicts a sheet, by day.
pub(crate) fn anomalies(
    lignes: &[LigneFeuille],
    conges: &[Periode],
    non_termines: &[NaiveDate],
    expliquees: &HashMap<(NatureAnomalie, NaiveDate), String>,
) -> Vec<Anomalie> {
    let mut days: BTreeMap<NaiveDate, Duree> = BTreeMap::new();
    for ligne in lignes {
        let total = days.entry(ligne.jour).or_default();
        *total = *total + ligne.minutes;
    }
    let mut found = Vec::new();
    let mut note = |nature, jour, detail: String| {
        found.push(Anomalie { nature, jour, detail, explication: expliquees.get(&(nature, jour)).cloned() });
    };
    for (jour, total) in &days {
        if conges.iter().any(|conge| conge.contient(*jour)) {
            note(NatureAnomalie::JourDeConge, *jour, format!("{total} comptées le {jour}, jour de congé"));
        }
        if est_ferie(*jour) {
            note(NatureAnomalie::JourFerie, *jour, format!("{total} comptées le {jour}, jour férié"));
        }
        if *total > LONGEST_DAY {
            note(NatureAnomalie::JourneeTropLongue, *jour, format!("{total} comptées le {jour}"));
        }
    }
    let mut open: Vec<_> = non_termines.to_vec();
    open.sort_unstable();
    open.dedup();
    for jour in open {
        note(NatureAnomalie::NonTermine, jour, format!("un rendez-vous du {jour} n'est ni terminé ni annulé"));
    }
    found.sort_by_key(|anomalie| (anomalie.jour, anomalie.nature));
    found
}

/// Minutes by operation and category, and of these those whose presence sheet lacks a signature.
pub(crate) fn totaux(lignes: &[LigneFeuille]) -> Vec<MinutesCertifiees> {
    let mut sums: BTreeMap<(Option<OperationId>, &str), (Duree, Duree)> = BTreeMap::new();
    for ligne in lignes {
        let (all, unproved) = sums.entry((ligne.operation, &ligne.categorie)).or_default();
        *all = *all + ligne.minutes;
        if !ligne.justifiee {
            *unproved = *unproved + ligne.minutes;
        }
    }
    sums.into_iter()
        .map(|((operation, categorie), (minutes, non_justifiees))| MinutesCertifiees {
            operation,
            categorie: categorie.to_owned(),
            minutes,
            non_justifiees,
        })
        .collect()
}

/// Who signs a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signe {
    Agent,
    Superieur,
}

/// Why a signature is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refus {
    #[error("la feuille est déjà signée par l'agent")]
    DejaSignee,
    #[error("l'agent signe le premier")]
    AgentDAbord,
    #[error("la feuille est certifiée et figée ; rouvrez-la avec un motif")]
    Figee,
    #[error("la feuille n'est pas signée : il n'y a rien à rouvrir")]
    RienARouvrir,
    #[error("le mois n'est pas terminé")]
    MoisEnCours,
}

/// The state after a signature.
pub(crate) fn signer(etat: EtatFeuille, qui: Signe) -> Result<EtatFeuille, Refus> {
    match (etat, qui) {
        (EtatFeuille::Composee, Signe::Agent) => Ok(EtatFeuille::SigneeAgent),
        (EtatFeuille::Composee, Signe::Superieur) => Err(Refus::AgentDAbord),
        (EtatFeuille::SigneeAgent, Signe::Superieur) => Ok(EtatFeuille::Certifiee),
        (EtatFeuille::SigneeAgent, Signe::Agent) => Err(Refus::DejaSignee),
        (EtatFeuille::Certifiee, _) => Err(Refus::Figee),
    }
}

/// Whether the month may be signed at `now`: once it is over.
pub(crate) fn mois_termine(mois: NaiveDate, now: DateTime<Utc>) -> Result<(), Refus> {
    if kernel::calendrier::jour(now) < kernel::calendrier::plus_mois(mois, 1) {
        Err(Refus::MoisEnCours)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ligne(jour: &str, hours: u16, justifiee: bool) -> LigneFeuille {
        LigneFeuille {
            jour: d(jour),
            source: kernel::Id::MIN,
            origine: "rendez_vous".into(),
            categorie: "entretien".into(),
            operation: None,
            minutes: Duree::heures_minutes(hours, 0),
            justifiee,
        }
    }

    #[test]
    fn an_interview_on_a_day_of_leave_waits_for_its_explanation() {
        let leave = [Periode { du: d("2026-03-16"), au: Some(d("2026-03-20")) }];
        let lignes = [ligne("2026-03-16", 1, true), ligne("2026-03-23", 1, true)];
        let found = anomalies(&lignes, &leave, &[], &HashMap::new());
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].nature, found[0].jour, &found[0].explication),
            (NatureAnomalie::JourDeConge, d("2026-03-16"), &None)
        );
        let said = HashMap::from([((NatureAnomalie::JourDeConge, d("2026-03-16")), "congé annulé".to_owned())]);
        assert_eq!(anomalies(&lignes, &leave, &[], &said)[0].explication.as_deref(), Some("congé annulé"));
    }

    #[test]
    fn a_day_of_twelve_hours_passes_and_a_longer_one_is_asked_about() {
        let day = |hours| {
            anomalies(&[ligne("2026-03-12", 6, true), ligne("2026-03-12", hours, true)], &[], &[], &HashMap::new())
                .len()
        };
        assert_eq!((day(6), day(7)), (0, 1));
    }

    #[test]
    fn an_appointment_left_open_contradicts_the_month() {
        let found = anomalies(&[], &[], &[d("2026-03-12"), d("2026-03-12")], &HashMap::new());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].nature, NatureAnomalie::NonTermine);
    }

    #[test]
    fn the_employee_signs_first_and_the_superior_certifies() {
        assert_eq!(signer(EtatFeuille::Composee, Signe::Superieur), Err(Refus::AgentDAbord));
        assert_eq!(signer(EtatFeuille::Composee, Signe::Agent), Ok(EtatFeuille::SigneeAgent));
        assert_eq!(signer(EtatFeuille::SigneeAgent, Signe::Superieur), Ok(EtatFeuille::Certifiee));
        assert_eq!(signer(EtatFeuille::Certifiee, Signe::Superieur), Err(Refus::Figee));
    }

    #[test]
    fn minutes_without_all_signatures_are_told_apart() {
        let sums = totaux(&[ligne("2026-03-12", 2, true), ligne("2026-03-13", 1, false)]);
        assert_eq!(sums.len(), 1);
        assert_eq!((sums[0].minutes.minutes(), sums[0].non_justifiees.minutes()), (180, 60));
    }

    #[test]
    fn a_month_is_signed_once_it_is_over() {
        let now = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().into();
        assert_eq!(mois_termine(d("2026-03-01"), now("2026-03-31T20:00:00Z")), Err(Refus::MoisEnCours));
        assert_eq!(mois_termine(d("2026-03-01"), now("2026-03-31T22:30:00Z")), Ok(()), "1 April in Paris");
    }
}
