//! What an hour of an agent costs, and how many of them a year may claim.

use chrono::{Datelike, NaiveDate};
use fse_api::CoutAgent;
use kernel::{Montant, calendrier, phrase};
use problem::FieldError;
use referentiel::{Referentiel, regles::budget};
use rust_decimal::Decimal;

use crate::operations::operation::domain::Operation;

/// Hours of a full-time year (Regulation (EU) 2021/1060, article 55(2)). Not the 1 607 hours of French
/// law, nor the 1 820 paid hours of the ASP.
const HEURES_ANNUELLES: u32 = 1_720;

/// No annual cost of one person is above a million euros.
const COUT_MAX_CENTIMES: i64 = 100_000_000;

/// What someone costs an operation, from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cout {
    pub(crate) depuis: NaiveDate,
    /// For a full time.
    pub(crate) annuel: Montant,
    pub(crate) etp: Decimal,
    /// What the employer bears of it, when it is said.
    pub(crate) charge: Option<Montant>,
}

impl Cout {
    /// A cost whose figures hold together, from a day of the operation: the first one, when none is said.
    pub(crate) fn fixer(operation: &Operation, dit: &CoutAgent) -> Result<Self, Vec<FieldError>> {
        let CoutAgent { depuis, cout_annuel, etp, charge, .. } = *dit;
        let period = operation.contenu.debut..=operation.contenu.fin;
        let depuis = depuis.unwrap_or(operation.contenu.debut);
        let mut errors = Vec::new();
        if !period.contains(&depuis) {
            let detail =
                format!("l'opération va du {} au {}", phrase::jour(period.start()), phrase::jour(period.end()));
            errors.push(FieldError::new("/depuis", "hors_bornes", detail));
        }
        if etp <= Decimal::ZERO || etp > Decimal::ONE {
            errors.push(FieldError::new("/etp", "hors_bornes", "attendu : de 0 exclu à 1"));
        } else if etp.normalize().scale() > 3 {
            errors.push(FieldError::new("/etp", "hors_bornes", "attendu : trois décimales au plus"));
        }
        let amounts = [("/cout_annuel", Some(cout_annuel)), ("/charge", charge)];
        for (pointer, _) in amounts.into_iter().filter(|(_, amount)| !amount.is_none_or(plausible)) {
            errors.push(FieldError::new(pointer, "hors_bornes", "attendu : de 0.01 à 1000000.00 €"));
        }
        if errors.is_empty() { Ok(Self { depuis, annuel: cout_annuel, etp, charge }) } else { Err(errors) }
    }

    /// What the employer bears: the cost of the share of a full time, when it is not said.
    pub(crate) fn supporte(&self) -> Montant {
        self.charge.unwrap_or_else(|| self.annuel.part(self.etp))
    }

    /// What is claimed by this cost, where `referentiel` is in force.
    pub(crate) fn tarif(&self, referentiel: &Referentiel) -> Tarif {
        let claimed = budget::cout_retenu(referentiel, self.etp, self.annuel, self.charge).conclusion;
        Tarif { depuis: self.depuis, taux: taux_horaire(claimed), etp: self.etp }
    }
}

/// After the first cost of a person (`connus` are theirs on the operation), each says from which day it holds: none
/// changes what former hours cost without saying so.
pub(crate) fn exiger_jour(dit: &CoutAgent, connus: &[Cout]) -> Result<(), FieldError> {
    match (dit.depuis, connus.iter().map(|connu| connu.depuis).max()) {
        (None, Some(last)) => {
            let detail =
                format!("un coût vaut déjà depuis le {} : dites depuis quel jour vaut celui-ci", phrase::jour(last));
            Err(FieldError::new("/depuis", "requis", detail))
        }
        _ => Ok(()),
    }
}

/// Whether an employer may pay this amount in a year for one person.
fn plausible(amount: Montant) -> bool {
    amount >= Montant::depuis_centimes(1) && amount <= Montant::depuis_centimes(COUT_MAX_CENTIMES)
}

/// What is claimed of the hours of someone, from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tarif {
    pub(crate) depuis: NaiveDate,
    /// Euros an hour.
    pub(crate) taux: Montant,
    pub(crate) etp: Decimal,
}

/// The one in force on a day, of `tarifs` from the oldest.
pub(crate) fn en_vigueur(tarifs: &[Tarif], jour: NaiveDate) -> Option<&Tarif> {
    tarifs.iter().rev().find(|tarif| tarif.depuis <= jour)
}

/// Hourly rate of someone: annual cost over 1 720 hours, the same for a part time, whose cost and hours
/// shrink together.
pub(crate) fn taux_horaire(cout_annuel: Montant) -> Montant {
    Montant::from(cout_annuel.euros() / Decimal::from(HEURES_ANNUELLES))
}

/// Hours that may be declared in a year for someone of these `tarifs`: no more than those of the rate (article
/// 55(3)), of the share of a full time that they work on each day of the year. A share that was never said to
/// change holds for the whole year.
pub(crate) fn heures_declarables(tarifs: &[Tarif], annee: i32) -> Decimal {
    let Some(premier) = NaiveDate::from_ymd_opt(annee, 1, 1) else { return Decimal::ZERO };
    let days = premier.iter_days().take_while(|jour| jour.year() == annee);
    let shares = days.map(|jour| en_vigueur(tarifs, jour).or(tarifs.first()).map_or(Decimal::ZERO, |one| one.etp));
    let length = calendrier::jours_entre(premier, calendrier::plus_mois(premier, 12));
    Decimal::from(HEURES_ANNUELLES) * shares.sum::<Decimal>() / Decimal::from(length)
}

#[cfg(test)]
mod tests {
    use fse_api::NouvelleOperation;
    use kernel::Id;
    use referentiel::livre;
    use testdata::d;

    use super::*;

    /// Of two years.
    fn operation() -> Operation {
        let one = Operation::exemple();
        Operation { contenu: NouvelleOperation { fin: d("2027-12-31"), ..one.contenu.clone() }, ..one }
    }

    fn dit(annuel: &str, etp: &str, charge: Option<&str>) -> CoutAgent {
        CoutAgent {
            agent: Id::MIN,
            depuis: None,
            cout_annuel: annuel.parse().unwrap(),
            etp: etp.parse().unwrap(),
            charge: charge.map(|charge| charge.parse().unwrap()),
        }
    }

    /// The pointers that are refused.
    fn refuses(dit: &CoutAgent) -> Vec<String> {
        let refused = Cout::fixer(&operation(), dit).err().unwrap_or_default();
        refused.into_iter().map(|error| error.pointer).collect()
    }

    fn tarif(depuis: &str, etp: &str) -> Tarif {
        Tarif { depuis: d(depuis), taux: Montant::ZERO, etp: etp.parse().unwrap() }
    }

    #[test]
    fn what_the_employer_bears_is_the_share_of_a_full_time() {
        let charge =
            |etp: &str, charge| Cout::fixer(&operation(), &dit("40000.00", etp, charge)).map(|cout| cout.supporte());
        assert_eq!(charge("0.5", None), Ok("20000.00".parse().unwrap()));
        assert_eq!(charge("0.5", Some("18000.00")), Ok("18000.00".parse().unwrap()));
        assert!(charge("0", None).is_err());
        assert!(charge("1.01", None).is_err());
        assert!(charge("1", None).is_ok());
    }

    #[test]
    fn each_figure_of_a_cost_has_its_bounds() {
        let large = "79228162514264337593543950335";
        for annuel in ["0", "-1", "0.00", "1000000.01", large] {
            assert_eq!(refuses(&dit(annuel, "1", None)), ["/cout_annuel"], "{annuel}");
            assert_eq!(refuses(&dit("40000.00", "1", Some(annuel))), ["/charge"], "{annuel}");
        }
        for etp in ["0", "-0.5", "0.0004", "0.0005", "1.001", large] {
            assert_eq!(refuses(&dit("40000.00", etp, None)), ["/etp"], "{etp}");
        }
        for (annuel, etp) in [("0.01", "0.001"), ("1000000.00", "1"), ("40000.00", "0.8000")] {
            assert_eq!(refuses(&dit(annuel, etp, None)), Vec::<String>::new(), "{annuel}, {etp}");
        }
        assert_eq!(refuses(&dit("0", "2", Some("-1"))), ["/etp", "/cout_annuel", "/charge"], "all at once");
    }

    #[test]
    fn a_later_cost_says_from_which_day_of_the_operation_it_holds() {
        let said = dit("40000.00", "1", None);
        let first = Cout::fixer(&operation(), &said).unwrap();
        assert_eq!(first.depuis, d("2026-01-01"));
        assert!(exiger_jour(&said, &[]).is_ok());
        assert_eq!(exiger_jour(&said, &[first]).unwrap_err().pointer, "/depuis");
        assert!(exiger_jour(&CoutAgent { depuis: Some(first.depuis), ..said }, &[first]).is_ok(), "a correction");
        let from = |jour: &str| CoutAgent { depuis: Some(d(jour)), ..dit("41000.00", "1", None) };
        assert_eq!((refuses(&from("2025-12-31")).len(), refuses(&from("2026-01-01")).len()), (1, 0));
        assert_eq!((refuses(&from("2027-12-31")).len(), refuses(&from("2028-01-01")).len()), (0, 1));
    }

    #[test]
    fn the_ceiling_bounds_the_rate_that_is_claimed() {
        let rate = |territoire: &str, charge: Option<&str>| {
            let cout = Cout::fixer(&operation(), &dit("60000.00", "1", charge)).unwrap();
            cout.tarif(&livre(territoire).unwrap()).taux.to_string()
        };
        assert_eq!(rate("dijon", Some("44500.00")), "25.87");
        assert_eq!(rate("dijon", None), "25.87");
        assert_eq!(rate("lyon", Some("44500.00")), "25.87", "no more than what is borne");
        assert_eq!(rate("lyon", None), "34.88");
    }

    #[test]
    fn a_cost_holds_until_the_next_one() {
        let tarifs = [tarif("2026-01-01", "1"), tarif("2026-07-01", "0.5")];
        let share = |jour| en_vigueur(&tarifs, d(jour)).map(|one| one.etp.to_string());
        assert_eq!(share("2025-12-31"), None);
        assert_eq!((share("2026-06-30"), share("2026-07-01")), (Some("1".into()), Some("0.5".into())));
    }

    #[test]
    fn a_year_has_1720_hours_for_a_full_time_pro_rata_of_the_share_of_each_day() {
        let hours = |tarifs: &[Tarif], annee| heures_declarables(tarifs, annee).normalize().to_string();
        assert_eq!(hours(&[tarif("2026-03-15", "1")], 2026), "1720", "an operation of two months does not shorten it");
        assert_eq!(hours(&[tarif("2026-03-15", "0.8")], 2028), "1376", "a leap year is not longer");
        assert_eq!(hours(&[], 2026), "0");
        // 73 days at full time and 292 at half time: 0.6 of a full time over the year.
        let halved = [tarif("2026-01-01", "1"), tarif("2026-03-15", "0.5")];
        assert_eq!((hours(&halved, 2026), hours(&halved, 2027)), ("1032".to_owned(), "860".to_owned()));
    }
}
