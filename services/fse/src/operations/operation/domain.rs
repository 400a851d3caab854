//! European operations: what their convention says, and what it costs.

use chrono::{Datelike, NaiveDate};
use fse_api::NouvelleOperation;
use kernel::{Montant, OperationId, Programme, phrase};
use problem::FieldError;
use rust_decimal::Decimal;

/// First and last year of the expenditure that a programme pays (Regulations (EU) 1303/2013, article 65(2), and
/// 2021/1060, article 63(2)).
const fn annees(programme: Programme) -> (i32, i32) {
    match programme {
        Programme::Fse20142020 => (2014, 2023),
        Programme::FsePlus => (2021, 2029),
    }
}

/// No convention is above a billion euros.
const COUT_TOTAL_MAX_CENTIMES: i64 = 100_000_000_000;

/// Decimals of a rate, in per cent.
const DECIMALES_DU_TAUX: u32 = 4;

/// A project that Europe pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Operation {
    pub(crate) id: OperationId,
    /// Of its content.
    pub(crate) version: i32,
    pub(crate) contenu: NouvelleOperation,
}

impl Operation {
    /// An operation whose dates and amounts hold together.
    pub(crate) fn ouvrir(id: OperationId, contenu: NouvelleOperation) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if contenu.fin < contenu.debut {
            errors.push(FieldError::new("/fin", "incoherent", "la fin précède le début"));
        }
        let (first, last) = annees(contenu.programme);
        for (pointer, jour) in [("/debut", contenu.debut), ("/fin", contenu.fin)] {
            if !(first..=last).contains(&jour.year()) {
                let detail = format!("les dépenses de ce programme vont de {first} à {last}");
                errors.push(FieldError::new(pointer, "hors_bornes", detail));
            }
        }
        if contenu.taux <= Decimal::ZERO || contenu.taux > Decimal::ONE_HUNDRED {
            errors.push(FieldError::new("/taux", "hors_bornes", "attendu : un pourcentage de 0 exclu à 100"));
        } else if contenu.taux.normalize().scale() > DECIMALES_DU_TAUX {
            errors.push(FieldError::new("/taux", "hors_bornes", "attendu : quatre décimales au plus"));
        }
        let amounts = Montant::depuis_centimes(1)..=Montant::depuis_centimes(COUT_TOTAL_MAX_CENTIMES);
        if !amounts.contains(&contenu.cout_total) {
            errors.push(FieldError::new("/cout_total", "hors_bornes", "attendu : de 0.01 à 1000000000.00 €"));
        }
        if errors.is_empty() { Ok(Self { id, version: 1, contenu }) } else { Err(errors) }
    }

    /// The same operation, whose convention says `contenu`: of its programme still, and realised on the days on which somebody
    /// entered it or a cost of somebody begins, of which `occupes` are the first and the last.
    pub(crate) fn modifier(
        &self,
        contenu: NouvelleOperation,
        occupes: Option<(NaiveDate, NaiveDate)>,
    ) -> Result<Self, Vec<FieldError>> {
        let next = Self::ouvrir(self.id, contenu)?;
        let mut errors = Vec::new();
        if next.contenu.programme != self.contenu.programme {
            let detail = "le programme d'une opération ne change pas : ouvrez-en une autre";
            errors.push(FieldError::new("/programme", "incoherent", detail));
        }
        let (first, last) = occupes.unzip();
        if let Some(first) = first.filter(|first| *first < next.contenu.debut) {
            let detail = format!(
                "attendu : le {} au plus tard, où quelqu'un y entre ou un coût y commence",
                phrase::jour(first)
            );
            errors.push(FieldError::new("/debut", "incoherent", detail));
        }
        if let Some(last) = last.filter(|last| *last > next.contenu.fin) {
            let detail =
                format!("attendu : le {} au plus tôt, où quelqu'un y entre ou un coût y commence", phrase::jour(last));
            errors.push(FieldError::new("/fin", "incoherent", detail));
        }
        if errors.is_empty() { Ok(Self { version: self.version + 1, ..next }) } else { Err(errors) }
    }

    /// What Europe pays of the convention.
    pub(crate) fn montant_fse(&self) -> Montant {
        self.contenu.cout_total.part(self.contenu.taux / Decimal::ONE_HUNDRED)
    }

    /// Whether somebody may enter it by now: an entry is recorded once it took place, within the realisation.
    pub(crate) fn accueille(&self, today: NaiveDate) -> Result<(), FieldError> {
        let debut = self.contenu.debut;
        if debut > today {
            let detail = format!("l'opération commence le {} : personne n'y est encore entré", phrase::jour(debut));
            return Err(FieldError::new("/entree_le", "futur", detail));
        }
        Ok(())
    }

    /// A person enters while it is realised.
    pub(crate) fn couvre(&self, entree_le: NaiveDate) -> Result<(), FieldError> {
        let NouvelleOperation { debut, fin, .. } = self.contenu;
        if entree_le < debut || entree_le > fin {
            let detail = format!("l'opération va du {} au {}", phrase::jour(debut), phrase::jour(fin));
            return Err(FieldError::new("/entree_le", "hors_bornes", detail));
        }
        Ok(())
    }
}

#[cfg(test)]
impl Operation {
    /// An operation of the year 2026.
    pub(crate) fn exemple() -> Self {
        let contenu = NouvelleOperation {
            numero: "202600123".to_owned(),
            intitule: "Accompagnement".to_owned(),
            programme: Programme::FsePlus,
            debut: testdata::d("2026-01-01"),
            fin: testdata::d("2026-12-31"),
            option: fse_api::OptionCouts::Forfait40,
            taux: 60.into(),
            cout_total: "100000.00".parse().unwrap(),
            longue_duree_jeunes_mois: None,
        };
        Self { id: kernel::Id::MIN, version: 1, contenu }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn contenu() -> NouvelleOperation {
        Operation::exemple().contenu
    }

    fn ouvrir(contenu: NouvelleOperation) -> Result<Operation, Vec<FieldError>> {
        Operation::ouvrir(Id::MIN, contenu)
    }

    #[test]
    fn europe_pays_its_rate_of_the_convention() {
        assert_eq!(ouvrir(contenu()).unwrap().montant_fse(), "60000.00".parse().unwrap());
    }

    #[test]
    fn each_figure_of_a_convention_has_its_bounds() {
        let wrong =
            NouvelleOperation { fin: d("2025-12-31"), taux: 101.into(), cout_total: Montant::ZERO, ..contenu() };
        assert_eq!(ouvrir(wrong).unwrap_err().len(), 3);
        assert!(ouvrir(NouvelleOperation { taux: 100.into(), fin: d("2026-01-01"), ..contenu() }).is_ok());
    }

    #[test]
    fn a_convention_that_changes_keeps_its_programme_and_the_days_of_who_entered() {
        let former = ouvrir(contenu()).unwrap();
        let occupes = Some((d("2026-03-02"), d("2026-10-01")));
        let changed = |contenu| {
            former
                .modifier(contenu, occupes)
                .map_err(|errors| errors.into_iter().map(|error| error.pointer).collect::<Vec<_>>())
        };
        let later = NouvelleOperation { debut: d("2026-03-02"), fin: d("2026-10-01"), ..contenu() };
        assert_eq!(changed(later.clone()).unwrap().version, 2);
        let short = NouvelleOperation { debut: d("2026-03-03"), fin: d("2026-09-30"), ..later };
        assert_eq!(changed(short).unwrap_err(), ["/debut", "/fin"]);
        let other = NouvelleOperation {
            programme: Programme::Fse20142020,
            debut: d("2023-01-01"),
            fin: d("2023-12-31"),
            ..contenu()
        };
        assert_eq!(former.modifier(other, None).unwrap_err()[0].pointer, "/programme");
    }

    #[test]
    fn an_operation_is_realised_in_the_years_that_its_programme_pays() {
        use Programme::{Fse20142020, FsePlus};
        for (programme, debut, fin, refused) in [
            (FsePlus, "2021-01-01", "2029-12-31", &[][..]),
            (FsePlus, "2020-12-31", "2021-12-31", &["/debut"]),
            (FsePlus, "2015-01-01", "2015-12-31", &["/debut", "/fin"]),
            (FsePlus, "2029-01-01", "2030-01-01", &["/fin"]),
            (Fse20142020, "2014-01-01", "2023-12-31", &[]),
            (Fse20142020, "2013-12-31", "2024-01-01", &["/debut", "/fin"]),
        ] {
            let told = NouvelleOperation { programme, debut: d(debut), fin: d(fin), ..contenu() };
            let errors = ouvrir(told).err().unwrap_or_default();
            assert_eq!(errors.into_iter().map(|error| error.pointer).collect::<Vec<_>>(), refused, "{debut}, {fin}");
        }
    }

    #[test]
    fn an_amount_is_positive_and_below_a_billion_and_a_rate_has_four_decimals() {
        let refused = |cout_total: &str, taux: &str| {
            let (cout_total, taux) = (cout_total.parse().unwrap(), taux.parse().unwrap());
            let refused = ouvrir(NouvelleOperation { cout_total, taux, ..contenu() }).err().unwrap_or_default();
            refused.into_iter().map(|error| error.pointer).collect::<Vec<_>>()
        };
        for (amount, accepted) in [("0", false), ("-1", false), ("0.01", true), ("1000000000.00", true)] {
            assert_eq!(refused(amount, "60").is_empty(), accepted, "{amount}");
        }
        for amount in ["1000000000.01", "79228162514264337593543950335"] {
            assert_eq!(refused(amount, "60"), ["/cout_total"], "{amount}");
        }
        for (rate, accepted) in
            [("0", false), ("0.0001", true), ("59.12345", false), ("60.0000000", true), ("100", true)]
        {
            assert_eq!(refused("100.00", rate).is_empty(), accepted, "{rate}");
        }
    }

    #[test]
    fn nobody_has_entered_an_operation_before_its_first_day() {
        let admits = |today| ouvrir(contenu()).unwrap().accueille(d(today)).is_ok();
        assert_eq!((admits("2025-12-31"), admits("2026-01-01"), admits("2027-06-30")), (false, true, true));
    }

    #[test]
    fn a_person_enters_between_the_first_and_the_last_day() {
        let enters = |jour| ouvrir(contenu()).unwrap().couvre(d(jour)).is_ok();
        assert_eq!((enters("2025-12-31"), enters("2026-01-01")), (false, true));
        assert_eq!((enters("2026-12-31"), enters("2027-01-01")), (true, false));
    }
}
