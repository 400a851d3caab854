//! Quartiers prioritaires de la politique de la ville, in their two vintages.

use chrono::NaiveDate;

use crate::texte::{digits, texte};

texte!(
    /// The code of a quartier prioritaire: `QP` and six characters in the vintage 2015, `QN` and six in
    /// the vintage 2024.
    #[schema(value_type = String, pattern = r"^(QP[0-9AB]{3}\d{3}|QN[0-9AB]{3}\d{2}[NMI])$", example = "QN07101M")]
    CodeQpv,
    /// Not the code of a quartier prioritaire.
    CodeQpvInvalide,
    "un quartier prioritaire est attendu sous la forme QP071003 (millésime 2015) ou QN07101M (millésime 2024)",
    |text| lire(text)
);

/// The map of the quartiers to which a code belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Millesime {
    /// Until 2023, and until 2024 overseas.
    Qpv2015,
    /// From 2024, and from 2025 overseas.
    Qpv2024,
}

fn lire(text: &str) -> Option<String> {
    let (vintage, rest) = text.split_at_checked(2)?;
    let (departement, order) = rest.split_at_checked(3)?;
    let place = digits(departement, 3) || matches!(departement, "02A" | "02B");
    let form = match vintage {
        "QP" => digits(order, 3),
        "QN" => {
            order.split_at_checked(2).is_some_and(|(rank, kind)| digits(rank, 2) && matches!(kind, "N" | "M" | "I"))
        }
        _ => false,
    };
    (place && form).then(|| text.to_owned())
}

impl CodeQpv {
    /// Its vintage.
    #[must_use]
    pub fn millesime(&self) -> Millesime {
        if self.0.starts_with("QP") { Millesime::Qpv2015 } else { Millesime::Qpv2024 }
    }

    /// Whether this code was the one in use on `jour`.
    #[must_use]
    pub fn valable_le(&self, jour: NaiveDate) -> bool {
        let overseas = self.0.get(2..5).is_some_and(|departement| departement >= "971");
        let year = if overseas { 2025 } else { 2024 };
        let new_map = NaiveDate::from_ymd_opt(year, 1, 1).is_some_and(|first| jour >= first);
        new_map == (self.millesime() == Millesime::Qpv2024)
    }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    fn valable(code: &str, jour: &str) -> bool {
        code.parse::<CodeQpv>().unwrap().valable_le(d(jour))
    }

    #[test]
    fn each_vintage_has_its_own_form() {
        for right in ["QP093028", "QP075019", "QN06201M", "QN97401N", "QP02A001"] {
            assert!(right.parse::<CodeQpv>().is_ok(), "{right}");
        }
        for wrong in ["QP93028", "QN06201X", "QN062001", "qp093028", "QX093028", "QP09302é"] {
            assert!(wrong.parse::<CodeQpv>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_map_changed_on_the_first_of_january_2024_and_a_year_later_overseas() {
        assert!(valable("QP093028", "2023-12-31") && !valable("QP093028", "2024-01-01"));
        assert!(!valable("QN06201M", "2023-12-31") && valable("QN06201M", "2024-01-01"));
        assert!(valable("QP974012", "2024-12-31") && !valable("QP974012", "2025-01-01"));
        assert!(!valable("QN97401N", "2024-12-31") && valable("QN97401N", "2025-01-01"));
    }
}
