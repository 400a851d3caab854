//! What the exit of a person from an insertion structure is called there (« sorties dynamiques »): the vocabulary of the
//! IAE, which is neither that of the PLIE nor that of the European fund.

use chrono::NaiveDate;
use kernel::calendrier::{moins_mois, plus_mois};

use super::sortie::{Faits, Nature};
use crate::{Comparaison, MotifCloture, Referentiel, SeuilMois, Verdict};

/// How many months before a job the person may have left the structure for the job to be what they left it for.
/// Unverified: no document says it.
const FENETRE_MOIS: u32 = 3;

/// A fixed-term contract is durable beyond six months.
const DURABLE: SeuilMois = SeuilMois { mois: 6, comparaison: Comparaison::PlusDe };

kernel::codes! {
    /// The class of an exit from an insertion structure.
    pub enum ClasseIae {
        /// Emploi durable.
        Durable = "durable",
        /// Emploi de transition.
        Transition = "transition",
        /// Sortie positive, in the sense of the IAE: a training, or another insertion structure.
        Positive = "positive",
        /// Any other one.
        Autre = "autre",
        /// Taken out of the exits that are counted.
        Retiree = "retiree",
    }
}

/// The class of an exit, for who left an insertion structure: `siae_fin` is the last day there, when there was one.
/// `None` for who does not leave one.
#[must_use]
pub fn classer(referentiel: &Referentiel, faits: &Faits, siae_fin: Option<NaiveDate>) -> Option<Verdict<ClasseIae>> {
    let left = siae_fin.filter(|fin| *fin >= moins_mois(faits.debut, FENETRE_MOIS))?;
    let (class, why) = classe(faits);
    let verdict = Verdict::new(referentiel, "sortie_iae", class, why);
    Some(verdict.fait("sortie de la structure le", left).fait("observée le", faits.debut))
}

/// The class of a parcours that ended otherwise; `le` is its last day.
#[must_use]
pub fn classer_fin(
    referentiel: &Referentiel,
    motif: MotifCloture,
    le: NaiveDate,
    siae_fin: Option<NaiveDate>,
) -> Option<Verdict<ClasseIae>> {
    let left = siae_fin.filter(|fin| plus_mois(*fin, FENETRE_MOIS) >= le)?;
    let (class, why) = match motif {
        // Unverified: which exits are taken out of the count is known by their name only (« retrait des sorties constatées »).
        MotifCloture::Deces => (ClasseIae::Retiree, "retirée des sorties constatées"),
        MotifCloture::Abandon
        | MotifCloture::Demenagement
        | MotifCloture::Reorientation
        | MotifCloture::Sante
        | MotifCloture::Retraite
        | MotifCloture::Exclusion
        | MotifCloture::FinDeDroits => (ClasseIae::Autre, "autre sortie"),
    };
    let verdict = Verdict::new(referentiel, "sortie_iae", class, why);
    Some(verdict.fait("sortie de la structure le", left).fait("observée le", le))
}

fn classe(faits: &Faits) -> (ClasseIae, String) {
    let class = |class, why: &str| (class, why.to_owned());
    match faits.nature {
        Nature::Cdi { .. } => class(ClasseIae::Durable, "emploi durable : CDI"),
        Nature::Cdd { fin, .. } if DURABLE.atteint(faits.debut, fin) => {
            class(ClasseIae::Durable, "emploi durable : CDD ou mission de plus de 6 mois")
        }
        // The source says under six months: one of exactly six is not over them.
        Nature::Cdd { .. } => class(ClasseIae::Transition, "emploi de transition : CDD ou mission de 6 mois au plus"),
        Nature::Creation => class(ClasseIae::Durable, "emploi durable : création d'activité"),
        Nature::ContratAide { .. } => {
            class(ClasseIae::Transition, "emploi de transition : contrat aidé chez un employeur de droit commun")
        }
        Nature::Formation { .. } => {
            class(ClasseIae::Positive, "sortie positive au sens de l'IAE : formation préqualifiante ou qualifiante")
        }
        Nature::Insertion(_) => class(
            ClasseIae::Positive,
            "sortie positive au sens de l'IAE : embauche par une autre structure d'insertion",
        ),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use testdata::d;

    use super::*;
    use crate::{livre, regles::sortie::Insertion};

    fn left_in_may(nature: Nature) -> Option<ClasseIae> {
        let faits = Faits::nus(nature, d("2017-06-01"));
        classer(&livre("lyon").unwrap(), &faits, Some(d("2017-05-31"))).map(|verdict| verdict.conclusion)
    }

    fn cdd(fin: &str) -> Nature {
        Nature::Cdd { fin: d(fin), quotite: Decimal::ONE_HUNDRED, saisonnier: false }
    }

    #[test]
    fn the_classes_of_the_iae_are_not_the_verdict_of_the_plie() {
        assert_eq!(left_in_may(Nature::Cdi { quotite: Decimal::TEN }), Some(ClasseIae::Durable), "whatever its hours");
        assert_eq!(left_in_may(cdd("2017-12-01")), Some(ClasseIae::Durable), "six months and a day");
        assert_eq!(left_in_may(cdd("2017-11-30")), Some(ClasseIae::Transition), "six months, which the PLIE counts");
        assert_eq!(left_in_may(Nature::Creation), Some(ClasseIae::Durable));
        let aided =
            Nature::ContratAide { fin: d("2018-05-31"), cdi: false, quotite: Decimal::ONE_HUNDRED, employeur: None };
        assert_eq!(left_in_may(aided), Some(ClasseIae::Transition));
        assert_eq!(left_in_may(Nature::Insertion(Insertion::default())), Some(ClasseIae::Positive));
        let training = Nature::Formation { fin: d("2017-08-31"), titre_obtenu_le: None };
        assert_eq!(left_in_may(training), Some(ClasseIae::Positive), "without title");
    }

    #[test]
    fn who_leaves_no_insertion_structure_has_no_class() {
        let faits = Faits::nus(Nature::Creation, d("2017-06-01"));
        let of = |siae| classer(&livre("lyon").unwrap(), &faits, Option::map(siae, d)).is_some();
        assert!(!of(None), "never in one");
        assert_eq!((of(Some("2017-03-01")), of(Some("2017-02-28"))), (true, false), "three months before at most");
    }

    #[test]
    fn a_parcours_that_ended_otherwise_is_another_exit_or_none_that_is_counted() {
        let of = |motif| {
            classer_fin(&livre("lyon").unwrap(), motif, d("2017-06-15"), Some(d("2017-05-31"))).unwrap().conclusion
        };
        assert_eq!(of(MotifCloture::Abandon), ClasseIae::Autre);
        assert_eq!(of(MotifCloture::Deces), ClasseIae::Retiree);
    }
}
