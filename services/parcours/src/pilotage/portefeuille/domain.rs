//! The days that a person of a portfolio has before them, beside those of the rules.

use chrono::NaiveDate;
use kernel::calendrier::plus_jours;
use parcours_api::{DateSuivie, NatureDate, NatureSuspension};
use referentiel::regles::points_partenaires;

use crate::{
    pilotage::suspension::domain::Suspension, suivi::liaison::domain::Liaison, vie::affectation::domain::Affectation,
};

/// What is known of a person that has a day to come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Faits<'a> {
    /// Exchanges that are planned.
    pub(crate) liaisons: &'a [Liaison],
    pub(crate) suspensions: &'a [Suspension],
    /// Who follows the person on each day, oldest first.
    pub(crate) affectations: &'a [Affectation],
}

impl Faits<'_> {
    /// The days to come, seen on `jour`, the first one first. An exchange is to come until somebody says what became of it.
    pub(crate) fn dates(self, jour: NaiveDate) -> Vec<DateSuivie> {
        let planned = self.liaisons.iter().map(echange);
        let back = self.suspensions.iter().filter_map(|one| reprise(one, jour));
        let mut all: Vec<_> = planned.chain(back).chain(self.relais(jour)).collect();
        all.sort_by_key(|one| one.le);
        all
    }

    /// When whoever follows the person gives them to somebody else, or back.
    fn relais(self, jour: NaiveDate) -> Option<DateSuivie> {
        let rang = self.affectations.iter().position(|one| one.jours.contient(jour))?;
        let (now, next) = (self.affectations.get(rang)?, self.affectations.get(rang + 1)?);
        let before = rang.checked_sub(1).and_then(|before| self.affectations.get(before));
        let objet = match before {
            Some(one) if one.referent == next.referent => "fin du remplacement",
            Some(_) | None => "changement de référent",
        };
        let date = DateSuivie { le: next.jours.du, nature: NatureDate::Referent, objet: objet.to_owned() };
        (now.referent != next.referent).then_some(date)
    }
}

fn echange(one: &Liaison) -> DateSuivie {
    let with = one.avec.as_ref().map(|who| format!(" ({who})")).unwrap_or_default();
    let objet = format!("{}{with}", points_partenaires::objet(one.interlocuteur));
    DateSuivie { le: one.le, nature: NatureDate::Liaison, objet }
}

/// The first day on which the person is accompanied again, where it is known and has not come.
fn reprise(one: &Suspension, jour: NaiveDate) -> Option<DateSuivie> {
    let le = plus_jours(one.au?, 1);
    let objet = match one.nature {
        NatureSuspension::Suspension => "reprise après la suspension",
        NatureSuspension::Veille => "reprise après la veille",
    };
    (le > jour).then(|| DateSuivie { le, nature: NatureDate::Reprise, objet: objet.to_owned() })
}

#[cfg(test)]
mod tests {
    use kernel::{Id, UtilisateurId, calendrier::Periode};
    use parcours_api::EtatLiaison;
    use referentiel::Partenaire;
    use testdata::d;

    use super::*;

    const NOTHING: Faits<'static> = Faits { liaisons: &[], suspensions: &[], affectations: &[] };

    fn planned(le: &str) -> Liaison {
        Liaison {
            id: Id::MIN,
            parcours: Id::MIN,
            participant: Id::MIN,
            interlocuteur: Partenaire::FranceTravail,
            structure: None,
            avec: Some("Mme Petit".to_owned()),
            le: d(le),
            etat: EtatLiaison::Prevue,
            compte_rendu: None,
            motif: None,
            par: Id::MIN,
        }
    }

    fn stopped(du: &str, au: Option<&str>) -> Suspension {
        Suspension {
            id: Id::MIN,
            parcours: Id::MIN,
            participant: Id::MIN,
            nature: NatureSuspension::Suspension,
            du: d(du),
            au: au.map(d),
            motif: "soins".to_owned(),
            decidee_par: Id::MIN,
            version: 1,
            retiree: false,
        }
    }

    fn followed(referent: u128, du: &str, au: Option<&str>) -> Affectation {
        let (referent, jours): (UtilisateurId, _) = (Id::from_u128(referent), Periode { du: d(du), au: au.map(d) });
        Affectation { referent, jours, motif: None, par: None, nom: None }
    }

    fn said(faits: Faits<'_>, jour: &str) -> Vec<(NaiveDate, String)> {
        faits.dates(d(jour)).into_iter().map(|one| (one.le, one.objet)).collect()
    }

    #[test]
    fn an_exchange_that_nobody_said_was_held_stays_and_the_first_day_comes_first() {
        let liaisons = [planned("2026-06-01"), planned("2026-07-01")];
        let suspensions = [stopped("2026-06-08", Some("2026-06-19"))];
        let all = said(Faits { liaisons: &liaisons, suspensions: &suspensions, ..NOTHING }, "2026-06-10");
        let exchange = "point d'étape avec France Travail (Mme Petit)".to_owned();
        let back = (d("2026-06-20"), "reprise après la suspension".to_owned());
        assert_eq!(all, [(d("2026-06-01"), exchange.clone()), back, (d("2026-07-01"), exchange)]);
    }

    #[test]
    fn who_is_stopped_is_back_the_day_after_the_last_one() {
        let suspensions = [stopped("2026-06-08", Some("2026-06-19")), stopped("2026-06-08", None)];
        let dates = |jour| said(Faits { suspensions: &suspensions, ..NOTHING }, jour).len();
        assert_eq!((dates("2026-06-19"), dates("2026-06-20")), (1, 0));
    }

    #[test]
    fn who_replaces_gives_back_and_who_leaves_hands_over() {
        let affectations = [
            followed(1, "2026-02-12", Some("2026-05-31")),
            followed(2, "2026-06-01", Some("2026-08-31")),
            followed(1, "2026-09-01", None),
        ];
        let date = |jour| said(Faits { affectations: &affectations, ..NOTHING }, jour);
        assert_eq!(date("2026-05-31"), [(d("2026-06-01"), "changement de référent".to_owned())]);
        assert_eq!(date("2026-08-31"), [(d("2026-09-01"), "fin du remplacement".to_owned())]);
        assert_eq!(date("2026-09-01"), []);
    }
}
