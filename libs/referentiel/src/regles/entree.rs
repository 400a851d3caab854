//! Entry date: seed 002 gives three rules, of which each territory has one.

use chrono::NaiveDate;
use kernel::phrase;

use crate::{Referentiel, RegleEntree, Verdict};

/// What is known of the entry procedure of one candidature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faits {
    /// First diagnostic interview kept.
    pub entretien_diagnostic: Option<NaiveDate>,
    /// Session whose decision was favourable.
    pub commission_favorable: Option<NaiveDate>,
    /// Day on which the last required signature of the contrat d'engagement was given.
    pub contrat_signe: Option<NaiveDate>,
}

/// The entry date, or `None` while it cannot be told. Without a favourable commission there is no
/// entry, whatever the rule.
#[must_use]
pub fn date_entree(referentiel: &Referentiel, faits: Faits) -> Verdict<Option<NaiveDate>> {
    let (name, date) = match referentiel.entree.regle {
        RegleEntree::Commission => ("la commission", faits.commission_favorable),
        RegleEntree::Contrat => ("la signature du contrat d'engagement", faits.contrat_signe),
        RegleEntree::EntretienDiagnostic => ("l'entretien de diagnostic", faits.entretien_diagnostic),
    };
    let (conclusion, sentence) = match (faits.commission_favorable, date) {
        (None, _) => (None, "pas d'entrée sans décision favorable de la commission".to_owned()),
        (Some(_), None) => (None, format!("l'entrée attend {name}")),
        (Some(_), Some(date)) => (Some(date), format!("l'entrée est à la date de {name} : {}", phrase::jour(date))),
    };
    let text = |date: Option<NaiveDate>| date.map_or_else(|| "—".to_owned(), |date| date.to_string());
    Verdict::new(referentiel, "date_entree", conclusion, sentence)
        .fait("entretien de diagnostic", text(faits.entretien_diagnostic))
        .fait("commission favorable", text(faits.commission_favorable))
        .fait("contrat signé", text(faits.contrat_signe))
}

/// Whether whoever is retained for a collective action of this name, held on `le`, enters by it on that day.
#[must_use]
pub fn par_action_collective(referentiel: &Referentiel, nom: &str, le: NaiveDate) -> Verdict<bool> {
    let admis = referentiel.entree.action_collective;
    let sentence = if admis {
        format!("entrée par l'action collective « {nom} » : {}", phrase::jour(le))
    } else {
        "le territoire n'admet pas d'entrée par une action collective".to_owned()
    };
    Verdict::new(referentiel, "entree_action_collective", admis, sentence).fait("action collective", le)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    #[test]
    fn the_same_file_enters_on_three_dates_in_the_three_plie_of_the_rhone() {
        let faits = Faits {
            entretien_diagnostic: Some(d("2017-03-02")),
            commission_favorable: Some(d("2017-03-16")),
            contrat_signe: Some(d("2017-03-23")),
        };
        for (slug, expected) in
            [("lyon", "2017-03-16"), ("uni-est", "2017-03-23"), ("sud-ouest-lyonnais", "2017-03-02")]
        {
            assert_eq!(date_entree(&livre(slug).unwrap(), faits).conclusion, Some(d(expected)), "{slug}");
        }
    }

    #[test]
    fn a_collective_action_lets_in_where_the_territory_says_so() {
        let allowed = |slug: &str| par_action_collective(&livre(slug).unwrap(), "Forum", d("2015-03-02")).conclusion;
        assert!(allowed("clermont"), "seed 003");
        for slug in ["lyon", "grand-chalon", "dijon"] {
            assert!(!allowed(slug), "{slug}");
        }
    }

    #[test]
    fn no_commission_decision_no_entry_whatever_the_rule() {
        let faits = Faits {
            entretien_diagnostic: Some(d("2017-03-02")),
            commission_favorable: None,
            contrat_signe: Some(d("2017-03-23")),
        };
        for slug in ["lyon", "uni-est", "sud-ouest-lyonnais"] {
            assert_eq!(date_entree(&livre(slug).unwrap(), faits).conclusion, None, "{slug}");
        }
    }
}
