//! What contradicts a sheet, by day: each is mended, or explained, before it is signed.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate, Weekday};
use emargement_api::{Anomalie, EtatRendezVous, LigneFeuille, NatureAnomalie};
use kernel::{
    Duree, Fuseau, JoursFeries,
    calendrier::{self, Periode, dernier_du_mois, premier_du_mois},
    phrase,
};

use crate::agenda::rendez_vous::domain::RendezVous;

/// The longest working day that needs no explanation.
const JOURNEE: Duree = Duree::heures_minutes(12, 0);
/// The longest working week (Code du travail, article L3121-20).
const SEMAINE: Duree = Duree::heures_minutes(48, 0);

/// What the lines of a month are set against.
#[derive(Debug)]
pub(crate) struct Autour<'a> {
    /// First day of the month.
    pub(crate) mois: NaiveDate,
    /// Whether its employee signed it.
    pub(crate) signee: bool,
    /// Days of leave.
    pub(crate) conges: &'a [Periode],
    pub(crate) feries: JoursFeries,
    /// Days on which an appointment stands that is not settled.
    pub(crate) non_termines: &'a [NaiveDate],
    /// The lines of the days before the month that are of its first week.
    pub(crate) avant: &'a [LigneFeuille],
    /// What somebody explained.
    pub(crate) expliquees: &'a HashMap<(NatureAnomalie, NaiveDate), String>,
}

/// The first day that the sheet of a month looks at: the Monday of its first week.
pub(crate) fn premier_lundi(mois: NaiveDate) -> NaiveDate {
    calendrier::plus_jours(mois, -i64::from(mois.weekday().num_days_from_monday()))
}

/// Days of a month on which appointments stand that are neither over nor cancelled.
pub(crate) fn non_termines(mois: NaiveDate, fuseau: Fuseau, rendez_vous: &[RendezVous]) -> Vec<NaiveDate> {
    let open = rendez_vous.iter().filter(|one| one.etat == EtatRendezVous::Prevu);
    let first = open
        .filter_map(|one| one.plage().jours(fuseau).map(|(jour, _)| jour).find(|day| premier_du_mois(*day) == mois));
    first.collect()
}

/// Everything that contradicts a sheet, by day. What was signed is not judged by what came around it since: a week that is too
/// long and that nobody had to explain then is filled by days of the month before.
pub(crate) fn anomalies(lignes: &[LigneFeuille], autour: &Autour<'_>) -> Vec<Anomalie> {
    let found = jours(lignes, autour)
        .into_iter()
        .chain(semaines(lignes, autour))
        .chain(sans_horaire(lignes))
        .chain(ouverts(autour.non_termines));
    let mut found: Vec<_> = found
        .map(|(nature, jour, detail)| {
            let explication = autour.expliquees.get(&(nature, jour)).cloned();
            Anomalie { nature, jour, detail, explication }
        })
        .filter(|one| one.nature != NatureAnomalie::SemaineTropLongue || !autour.signee || one.explication.is_some())
        .collect();
    found.sort_by_key(|anomalie| (anomalie.jour, anomalie.nature));
    found
}

type Trouvee = (NatureAnomalie, NaiveDate, String);

/// Time on days that are not worked, and days that are too long.
fn jours(lignes: &[LigneFeuille], autour: &Autour<'_>) -> Vec<Trouvee> {
    let mut found = Vec::new();
    for (jour, total) in totaux(lignes, |jour| jour) {
        let told = phrase::jour(jour);
        if autour.conges.iter().any(|conge| conge.contient(jour)) {
            found.push((NatureAnomalie::JourDeConge, jour, format!("{total} comptées le {told}, jour de congé")));
        }
        if autour.feries.contient(jour) {
            found.push((NatureAnomalie::JourFerie, jour, format!("{total} comptées le {told}, jour férié")));
        }
        if total > JOURNEE {
            found.push((NatureAnomalie::JourneeTropLongue, jour, format!("{total} comptées le {told}")));
        }
    }
    found
}

/// Weeks that are too long, each told on its last day of the month. Of a week across two months, the first month looks at its
/// own days, and the second at all of them, unless it adds nothing.
fn semaines(lignes: &[LigneFeuille], autour: &Autour<'_>) -> Vec<Trouvee> {
    let own = totaux(lignes, dimanche);
    let weeks = totaux(autour.avant.iter().chain(lignes), dimanche);
    let long = weeks.into_iter().filter(|(sunday, total)| *total > SEMAINE && own.contains_key(sunday));
    long.map(|(sunday, total)| {
        let monday = calendrier::plus_jours(sunday, -6);
        let detail =
            format!("{total} comptées dans la semaine du {} au {}", phrase::jour(monday), phrase::jour(sunday));
        (NatureAnomalie::SemaineTropLongue, sunday.min(dernier_du_mois(autour.mois)), detail)
    })
    .collect()
}

/// Days of activities of which nobody said the hours.
fn sans_horaire(lignes: &[LigneFeuille]) -> Vec<Trouvee> {
    let days = totaux(lignes.iter().filter(|ligne| ligne.sans_horaire()), |jour| jour);
    days.into_iter()
        .map(|(jour, total)| {
            let detail = format!("{total} comptées sans horaire le {}", phrase::jour(jour));
            (NatureAnomalie::SansHoraire, jour, detail)
        })
        .collect()
}

/// Appointments that are not settled, once for each day.
fn ouverts(non_termines: &[NaiveDate]) -> Vec<Trouvee> {
    let mut open = non_termines.to_vec();
    open.sort_unstable();
    open.dedup();
    open.into_iter()
        .map(|jour| {
            let detail = format!("un rendez-vous du {} n'est ni terminé ni annulé", phrase::jour(jour));
            (NatureAnomalie::NonTermine, jour, detail)
        })
        .collect()
}

/// The time of each key of their days.
fn totaux<'a>(
    lignes: impl IntoIterator<Item = &'a LigneFeuille>,
    cle: impl Fn(NaiveDate) -> NaiveDate,
) -> BTreeMap<NaiveDate, Duree> {
    let mut sums: BTreeMap<NaiveDate, Duree> = BTreeMap::new();
    for ligne in lignes {
        let total = sums.entry(cle(ligne.jour)).or_default();
        *total = *total + ligne.minutes;
    }
    sums
}

/// The last day of the week of a day.
fn dimanche(jour: NaiveDate) -> NaiveDate {
    let left = Weekday::Sun.num_days_from_monday() - jour.weekday().num_days_from_monday();
    calendrier::plus_jours(jour, left.into())
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    const RIEN: &[LigneFeuille] = &[];

    fn ligne(jour: &str, minutes: u16) -> LigneFeuille {
        let minutes = Duree::heures_minutes(0, minutes);
        LigneFeuille {
            jour: d(jour),
            source: Id::MIN,
            origine: "rendez_vous".into(),
            categorie: "entretien".into(),
            operation: None,
            operation_nom: None,
            minutes,
            justifiees: minutes,
            justifiee: true,
            debut: None,
            fin: None,
            manque: vec![],
        }
    }

    /// A sheet of this month that nobody signed, with nothing around it.
    fn seule(mois: NaiveDate, expliquees: &HashMap<(NatureAnomalie, NaiveDate), String>) -> Autour<'_> {
        Autour {
            mois,
            signee: false,
            conges: &[],
            feries: JoursFeries::France,
            non_termines: &[],
            avant: RIEN,
            expliquees,
        }
    }

    fn dites(lignes: &[LigneFeuille], autour: &Autour<'_>) -> Vec<(NatureAnomalie, NaiveDate)> {
        anomalies(lignes, autour).into_iter().map(|one| (one.nature, one.jour)).collect()
    }

    fn natures(
        lignes: &[LigneFeuille],
        conges: &[Periode],
        avant: &[LigneFeuille],
    ) -> Vec<(NatureAnomalie, NaiveDate)> {
        let expliquees = HashMap::new();
        let autour = Autour { conges, avant, ..seule(premier_du_mois(lignes[0].jour), &expliquees) };
        dites(lignes, &autour)
    }

    #[test]
    fn an_interview_on_a_day_of_leave_waits_for_its_explanation() {
        let leave = [Periode { du: d("2026-03-16"), au: Some(d("2026-03-20")) }];
        let lignes = [ligne("2026-03-16", 60), ligne("2026-03-20", 60), ligne("2026-03-23", 60)];
        let found = [(NatureAnomalie::JourDeConge, d("2026-03-16")), (NatureAnomalie::JourDeConge, d("2026-03-20"))];
        assert_eq!(natures(&lignes, &leave, RIEN), found);
        let said = HashMap::from([((NatureAnomalie::JourDeConge, d("2026-03-16")), "congé annulé".to_owned())]);
        let autour = Autour { conges: &leave, ..seule(d("2026-03-01"), &said) };
        let told: Vec<_> = anomalies(&lignes, &autour).into_iter().map(|one| one.explication).collect();
        assert_eq!(told, [Some("congé annulé".to_owned()), None]);
    }

    #[test]
    fn a_day_of_twelve_hours_passes_and_a_longer_one_is_asked_about() {
        let day = |minutes| natures(&[ligne("2026-03-12", 360), ligne("2026-03-12", minutes)], &[], RIEN);
        assert_eq!(day(360), []);
        assert_eq!(day(361), [(NatureAnomalie::JourneeTropLongue, d("2026-03-12"))]);
    }

    #[test]
    fn a_week_of_forty_eight_hours_passes_and_a_longer_one_is_asked_about_on_its_sunday() {
        let week = |last| {
            let days = ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"].map(|jour| ligne(jour, 600));
            natures(&[days.to_vec(), vec![ligne("2026-03-15", last)]].concat(), &[], RIEN)
        };
        assert_eq!(week(480), []);
        assert_eq!(week(481), [(NatureAnomalie::SemaineTropLongue, d("2026-03-15"))]);
    }

    #[test]
    fn a_week_across_two_months_is_asked_about_in_the_month_of_its_sunday() {
        let march = ["2026-03-30", "2026-03-31"].map(|jour| ligne(jour, 720));
        let april = ["2026-04-01", "2026-04-02"].map(|jour| ligne(jour, 720));
        assert_eq!(natures(&march, &[], RIEN), []);
        assert_eq!(natures(&april, &[], &march), []);
        let longer = [april.to_vec(), vec![ligne("2026-04-03", 1)]].concat();
        assert_eq!(natures(&longer, &[], &march), [(NatureAnomalie::SemaineTropLongue, d("2026-04-05"))]);
        assert_eq!(premier_lundi(d("2026-04-01")), d("2026-03-30"));
        assert_eq!(premier_lundi(d("2026-06-01")), d("2026-06-01"), "a Monday");
    }

    #[test]
    fn a_week_that_the_days_of_the_ending_month_fill_is_asked_about_there_on_its_last_day() {
        let four = ["2026-02-23", "2026-02-24", "2026-02-25", "2026-02-26"].map(|jour| ligne(jour, 720));
        assert_eq!(natures(&four, &[], RIEN), []);
        let longer = [four.to_vec(), vec![ligne("2026-02-27", 1)]].concat();
        assert_eq!(natures(&longer, &[], RIEN), [(NatureAnomalie::SemaineTropLongue, d("2026-02-28"))]);
        let expliquees = HashMap::new();
        let march = Autour { avant: &longer, ..seule(d("2026-03-01"), &expliquees) };
        assert_eq!(dites(&[], &march), [], "nothing was done on its Sunday, the first of March");
        assert_eq!(dites(&[ligne("2026-03-02", 60)], &march), [], "nor by another week");
        let sunday = [(NatureAnomalie::SemaineTropLongue, d("2026-03-01"))];
        assert_eq!(dites(&[ligne("2026-03-01", 1)], &march), sunday, "its Sunday makes it longer");
    }

    #[test]
    fn a_signed_sheet_is_not_judged_by_what_the_month_before_counts_since() {
        let avant = ["2026-02-23", "2026-02-24", "2026-02-25", "2026-02-26"].map(|jour| ligne(jour, 720));
        let lignes = [ligne("2026-03-01", 1)];
        let week = (NatureAnomalie::SemaineTropLongue, d("2026-03-01"));
        let told = |signee, expliquees: &HashMap<_, _>| {
            dites(&lignes, &Autour { signee, avant: &avant, ..seule(d("2026-03-01"), expliquees) })
        };
        assert_eq!(told(false, &HashMap::new()), [week]);
        assert_eq!(told(true, &HashMap::new()), []);
        let explained = HashMap::from([(week, "salon de l'emploi".to_owned())]);
        assert_eq!(told(true, &explained), [week], "what was explained is still read");
    }

    #[test]
    fn a_month_of_three_hundred_and_thirty_six_hours_is_asked_about_each_week() {
        let days: Vec<_> = (1..=28).map(|jour| ligne(&format!("2027-02-{jour:02}"), 720)).collect();
        let weeks = natures(&days, &[], RIEN).into_iter().filter(|one| one.0 == NatureAnomalie::SemaineTropLongue);
        assert_eq!(weeks.count(), 4);
    }

    #[test]
    fn an_activity_without_hours_waits_for_its_explanation() {
        let mut without = LigneFeuille { origine: LigneFeuille::ACTIVITE.to_owned(), ..ligne("2026-03-12", 90) };
        assert_eq!(natures(&[without.clone()], &[], RIEN), []);
        without.manque = vec![LigneFeuille::SANS_HORAIRE.to_owned()];
        assert_eq!(natures(&[without], &[], RIEN), [(NatureAnomalie::SansHoraire, d("2026-03-12"))]);
    }

    #[test]
    fn an_appointment_left_open_contradicts_the_month_once_a_day() {
        let expliquees = HashMap::new();
        let open = [d("2026-03-12"), d("2026-03-12")];
        let autour = Autour { non_termines: &open, ..seule(d("2026-03-01"), &expliquees) };
        assert_eq!(dites(&[], &autour), [(NatureAnomalie::NonTermine, d("2026-03-12"))]);
    }
}
