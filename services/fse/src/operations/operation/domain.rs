//! European operations: what their convention says, and what it costs.

use chrono::NaiveDate;
use fse_api::{CoutAgent, NouvelleOperation};
use kernel::{Montant, OperationId};
use problem::FieldError;
use rust_decimal::Decimal;

/// A project that Europe pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Operation {
    pub(crate) id: OperationId,
    pub(crate) contenu: NouvelleOperation,
}

impl Operation {
    /// An operation whose dates and amounts hold together.
    pub(crate) fn ouvrir(id: OperationId, contenu: NouvelleOperation) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if contenu.fin < contenu.debut {
            errors.push(FieldError::new("/fin", "incoherent", "la fin précède le début"));
        }
        if contenu.taux <= Decimal::ZERO || contenu.taux > Decimal::ONE_HUNDRED {
            errors.push(FieldError::new("/taux", "hors_bornes", "attendu : un pourcentage de 0 exclu à 100"));
        }
        if contenu.cout_total.centimes() <= 0 {
            errors.push(FieldError::new("/cout_total", "hors_bornes", "attendu : un montant positif"));
        }
        if errors.is_empty() { Ok(Self { id, contenu }) } else { Err(errors) }
    }

    /// What Europe pays of the convention.
    pub(crate) fn montant_fse(&self) -> Montant {
        self.contenu.cout_total.part(self.contenu.taux / Decimal::ONE_HUNDRED)
    }

    /// A person enters while it is realised.
    pub(crate) fn couvre(&self, entree_le: NaiveDate) -> Result<(), FieldError> {
        let NouvelleOperation { debut, fin, .. } = self.contenu;
        if entree_le < debut || entree_le > fin {
            let detail = format!("l'opération va du {debut} au {fin}");
            return Err(FieldError::new("/entree_le", "hors_bornes", detail));
        }
        Ok(())
    }
}

/// What the employer bears for someone: the cost of their share of a full time, when it is not said. Someone
/// works a full time at most.
pub(crate) fn charge(cout: &CoutAgent) -> Result<Montant, FieldError> {
    if cout.etp <= Decimal::ZERO || cout.etp > Decimal::ONE {
        return Err(FieldError::new("/etp", "hors_bornes", "attendu : de 0 exclu à 1"));
    }
    Ok(cout.charge.unwrap_or_else(|| cout.cout_annuel.part(cout.etp)))
}

#[cfg(test)]
mod tests {
    use fse_api::OptionCouts;
    use kernel::Id;
    use kernel::Programme;
    use testdata::d;

    use super::*;

    fn contenu() -> NouvelleOperation {
        NouvelleOperation {
            numero: "202600123".to_owned(),
            intitule: "Accompagnement".to_owned(),
            programme: Programme::FsePlus,
            debut: d("2026-01-01"),
            fin: d("2026-12-31"),
            option: OptionCouts::Forfait40,
            taux: 60.into(),
            cout_total: "100000.00".parse().unwrap(),
            longue_duree_jeunes_mois: None,
        }
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
    fn a_person_enters_between_the_first_and_the_last_day() {
        let enters = |jour| ouvrir(contenu()).unwrap().couvre(d(jour)).is_ok();
        assert_eq!((enters("2025-12-31"), enters("2026-01-01")), (false, true));
        assert_eq!((enters("2026-12-31"), enters("2027-01-01")), (true, false));
    }

    #[test]
    fn what_the_employer_bears_is_the_share_of_a_full_time() {
        let cout = |etp: &str, charge: Option<&str>| CoutAgent {
            agent: Id::MIN,
            cout_annuel: "40000.00".parse().unwrap(),
            etp: etp.parse().unwrap(),
            charge: charge.map(|charge| charge.parse().unwrap()),
        };
        assert_eq!(charge(&cout("0.5", None)), Ok("20000.00".parse().unwrap()));
        assert_eq!(charge(&cout("0.5", Some("18000.00"))), Ok("18000.00".parse().unwrap()));
        assert!(charge(&cout("0", None)).is_err());
        assert!(charge(&cout("1.01", None)).is_err());
        assert!(charge(&cout("1", None)).is_ok());
    }
}
