//! Positive exits (seeds 000 and 002): confirmed after six months, and only with a document.

use chrono::NaiveDate;
use kernel::calendrier;
use rust_decimal::Decimal;

use super::bilans::mois_entiers;
use crate::{ContratAide, Referentiel, Sortie, Verdict};

/// What the person left for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Open-ended contract.
    Cdi {
        /// Percentage of full time.
        quotite: Decimal,
    },
    /// Fixed-term contract or temporary mission.
    Cdd {
        /// Last day of the contract.
        fin: NaiveDate,
        /// Percentage of full time.
        quotite: Decimal,
    },
    /// Business created.
    Creation,
    /// Qualifying training.
    Formation {
        /// Last day of the training.
        fin: NaiveDate,
        /// Day on which the title was obtained.
        titre_obtenu_le: Option<NaiveDate>,
    },
    /// CDDI in an ACI, or a mise à disposition by an association intermédiaire.
    Insertion,
    /// Aided contract at an ordinary employer.
    ContratAide {
        /// Last day of the contract.
        fin: NaiveDate,
        /// Percentage of full time.
        quotite: Decimal,
        /// Day on which the animation team decided, with its reasons, that it counts.
        decision_equipe: Option<NaiveDate>,
    },
}

/// What is known of one exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faits {
    /// What the person left for.
    pub nature: Nature,
    /// First day of the job, business or training.
    pub debut: NaiveDate,
    /// Day on which the document that proves it was received.
    pub justifie_le: Option<NaiveDate>,
    /// Last day of what was broken before its time.
    pub rompu_le: Option<NaiveDate>,
}

/// What an exit is worth on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// Confirmed positive, at the date `le`, and counted from `compte_le` on: the day on which both
    /// the date and the document were there.
    Positive {
        /// Date of the exit.
        le: NaiveDate,
        /// First day on which it counts.
        compte_le: NaiveDate,
    },
    /// It could become positive on this day.
    EnSuivi {
        /// The day.
        jusqu_au: NaiveDate,
    },
    /// The time has come and the document has not.
    DocumentManquant {
        /// Date that the exit will bear once the document is there.
        le: NaiveDate,
    },
    /// The training runs, or its title is still to come.
    TitreAttendu {
        /// Last day on which the title is awaited.
        jusqu_au: NaiveDate,
    },
    /// It takes a decision of the animation team, with its reasons.
    DecisionAttendue,
    /// It is not a positive exit and will not become one.
    NonPositive,
}

/// What the exit is worth on `au` under the territory's rules.
#[must_use]
pub fn qualifier(referentiel: &Referentiel, faits: &Faits, au: NaiveDate) -> Verdict<Conclusion> {
    let verdict = |conclusion, sentence: &str| {
        let proof = faits.justifie_le.map_or_else(|| "—".to_owned(), |jour| jour.to_string());
        Verdict::new(referentiel, "sortie_positive", conclusion, sentence)
            .fait("début", faits.debut)
            .fait("document reçu le", proof)
    };
    let terme = match terme(&referentiel.sortie, faits) {
        Ok(terme) => terme,
        Err(sentence) => return verdict(Conclusion::NonPositive, &sentence),
    };
    let broken = faits.rompu_le.filter(|dernier| *dernier <= au);
    if broken.is_some_and(|dernier| terme.manque(dernier)) {
        return verdict(Conclusion::NonPositive, "rompu avant la fin du suivi : le parcours reprend en accompagnement");
    }
    let date = match terme {
        Terme::Le(date) => date,
        Terme::Titre { jusqu_au } if jusqu_au < au => {
            return verdict(Conclusion::NonPositive, &format!("le titre était attendu jusqu'au {jusqu_au}"));
        }
        Terme::Titre { jusqu_au } => {
            let left = calendrier::jours_entre(au, jusqu_au);
            let sentence = format!("la formation compte à son titre, attendu jusqu'au {jusqu_au}");
            return verdict(Conclusion::TitreAttendu { jusqu_au }, &sentence).jours_restants(left);
        }
    };
    if attend_l_equipe(&referentiel.sortie, faits.nature, au) {
        let sentence = "un contrat aidé ne compte que sur décision motivée de l'équipe d'animation";
        return verdict(Conclusion::DecisionAttendue, sentence);
    }
    if au < date {
        let left = calendrier::jours_entre(au, date);
        return verdict(Conclusion::EnSuivi { jusqu_au: date }, "suivi dans l'emploi en cours").jours_restants(left);
    }
    match faits.justifie_le.filter(|jour| *jour <= au) {
        None => {
            verdict(Conclusion::DocumentManquant { le: date }, "document manquant : pas de document, pas de sortie")
        }
        Some(proof) => {
            verdict(Conclusion::Positive { le: date, compte_le: date.max(proof) }, "sortie positive confirmée")
        }
    }
}

/// When an exit becomes positive if it holds.
#[derive(Debug, Clone, Copy)]
enum Terme {
    /// On this day.
    Le(NaiveDate),
    /// On the day of a title that was not obtained, awaited until this one.
    Titre { jusqu_au: NaiveDate },
}

impl Terme {
    /// Whether what was broken with its day `dernier` never comes to it.
    fn manque(self, dernier: NaiveDate) -> bool {
        match self {
            Self::Le(date) => !tenu(dernier, date),
            Self::Titre { .. } => true,
        }
    }
}

/// Whether what ended with its day `dernier`, included, had lasted until `date`: the follow-up ends with the day before.
fn tenu(dernier: NaiveDate, date: NaiveDate) -> bool {
    calendrier::plus_jours(dernier, 1) >= date
}

/// Whether it takes a decision of the animation team that was not made by `au`.
fn attend_l_equipe(rule: &Sortie, nature: Nature, au: NaiveDate) -> bool {
    match nature {
        Nature::ContratAide { decision_equipe, .. } => {
            rule.contrat_aide.is_some() && decision_equipe.is_none_or(|jour| jour > au)
        }
        Nature::Cdi { .. } | Nature::Cdd { .. } | Nature::Creation | Nature::Formation { .. } | Nature::Insertion => {
            false
        }
    }
}

/// When the exit becomes positive if it holds, or why it never does.
fn terme(rule: &Sortie, faits: &Faits) -> Result<Terme, String> {
    let debut = faits.debut;
    match faits.nature {
        Nature::Cdi { quotite } => {
            if let Some(part) = rule.cdi_quotite_exclue.filter(|part| quotite <= *part) {
                return Err(format!("un CDI doit dépasser {part} % d'un temps plein"));
            }
            Ok(fin_du_suivi(rule, debut))
        }
        Nature::Cdd { fin, quotite } => {
            if let Some(months) = rule.cdd_mois_min.filter(|months| mois_entiers(debut, fin) < *months) {
                return Err(format!("un CDD doit durer au moins {months} mois"));
            }
            if let Some(part) = rule.cdd_quotite_min.filter(|part| quotite < *part) {
                return Err(format!("un CDD doit être au moins à {part} % d'un temps plein"));
            }
            jusqu_au_bout(rule, debut, fin)
        }
        Nature::Insertion if rule.insertion_exclue => {
            Err("un contrat en ACI ou une mise à disposition n'est jamais une sortie positive".to_owned())
        }
        Nature::Creation | Nature::Insertion => Ok(fin_du_suivi(rule, debut)),
        Nature::Formation { fin, titre_obtenu_le } => {
            if let Some(months) = rule.formation_mois_min.filter(|months| mois_entiers(debut, fin) < *months) {
                return Err(format!("une formation qualifiante doit durer au moins {months} mois"));
            }
            Ok(match titre_obtenu_le {
                Some(date) => Terme::Le(date),
                None if rule.formation_titre => Terme::Titre { jusqu_au: rule.titre_attendu_jusqu_au(fin) },
                None => Terme::Le(fin),
            })
        }
        Nature::ContratAide { fin, quotite, .. } => {
            let short = |aided: &ContratAide| mois_entiers(debut, fin) < aided.mois_min || quotite < aided.quotite_min;
            if let Some(ContratAide { mois_min, quotite_min }) = rule.contrat_aide.filter(short) {
                return Err(format!(
                    "un contrat aidé doit durer au moins {mois_min} mois, à {quotite_min} % d'un temps plein au moins"
                ));
            }
            jusqu_au_bout(rule, debut, fin)
        }
    }
}

/// The first day after the follow-up.
fn fin_du_suivi(rule: &Sortie, debut: NaiveDate) -> Terme {
    Terme::Le(calendrier::plus_mois(debut, rule.suivi_mois))
}

/// The same for a contract that ends: the follow-up is in the job, from its first day to its last.
fn jusqu_au_bout(rule: &Sortie, debut: NaiveDate, fin: NaiveDate) -> Result<Terme, String> {
    let terme = fin_du_suivi(rule, debut);
    if terme.manque(fin) {
        return Err(format!("le contrat finit le {fin}, avant les {} mois de suivi dans l'emploi", rule.suivi_mois));
    }
    Ok(terme)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::livre;

    fn pct(heures: &str) -> Decimal {
        heures.parse::<Decimal>().unwrap() * Decimal::ONE_HUNDRED / Decimal::from(35)
    }

    fn job(nature: Nature) -> Faits {
        Faits { nature, debut: d("2017-06-01"), justifie_le: Some(d("2017-06-10")), rompu_le: None }
    }

    fn in_lyon(faits: Faits, au: &str) -> Conclusion {
        qualifier(&livre("lyon").unwrap(), &faits, d(au)).conclusion
    }

    fn positive_on(date: &str) -> Conclusion {
        Conclusion::Positive { le: d(date), compte_le: d(date) }
    }

    #[test]
    fn a_cdi_must_exceed_half_time() {
        assert_eq!(in_lyon(job(Nature::Cdi { quotite: pct("17.5") }), "2017-12-01"), Conclusion::NonPositive);
        assert_eq!(in_lyon(job(Nature::Cdi { quotite: pct("18") }), "2017-12-01"), positive_on("2017-12-01"));
    }

    #[test]
    fn a_cdd_must_last_six_months_and_half_time_is_enough() {
        let cdd = |fin, heures| job(Nature::Cdd { fin: d(fin), quotite: pct(heures) });
        assert_eq!(in_lyon(cdd("2017-11-30", "17.5"), "2017-12-01"), positive_on("2017-12-01"));
        assert_eq!(in_lyon(cdd("2017-11-29", "35"), "2017-12-01"), Conclusion::NonPositive);
    }

    #[test]
    fn a_business_counts_after_six_months() {
        assert_eq!(in_lyon(job(Nature::Creation), "2017-11-30"), Conclusion::EnSuivi { jusqu_au: d("2017-12-01") });
        assert_eq!(in_lyon(job(Nature::Creation), "2017-12-01"), positive_on("2017-12-01"));
    }

    #[test]
    fn a_training_counts_at_its_title_and_never_without() {
        let training = |titre| job(Nature::Formation { fin: d("2017-08-31"), titre_obtenu_le: titre });
        assert_eq!(in_lyon(training(Some(d("2017-10-10"))), "2017-10-10"), positive_on("2017-10-10"));
        assert_eq!(in_lyon(training(None), "2018-10-10"), Conclusion::NonPositive);
    }

    #[test]
    fn a_training_that_runs_awaits_its_title_and_a_year_after_its_end_at_most() {
        let training = |rompu, au| {
            let nature = Nature::Formation { fin: d("2017-08-31"), titre_obtenu_le: None };
            in_lyon(Faits { rompu_le: Option::map(rompu, d), ..job(nature) }, au)
        };
        let awaited = Conclusion::TitreAttendu { jusqu_au: d("2018-08-31") };
        assert_eq!(training(None, "2017-06-01"), awaited, "on its first day");
        assert_eq!(training(None, "2017-09-01"), awaited, "it ended, the jury has not met");
        assert_eq!(training(None, "2018-08-31"), awaited);
        assert_eq!(training(None, "2018-09-01"), Conclusion::NonPositive);
        assert_eq!(training(Some("2017-07-14"), "2017-07-13"), awaited);
        assert_eq!(training(Some("2017-07-14"), "2017-07-14"), Conclusion::NonPositive, "given up");
        let short = Nature::Formation { fin: d("2017-08-30"), titre_obtenu_le: None };
        assert_eq!(in_lyon(job(short), "2017-06-01"), Conclusion::NonPositive, "less than three months");
    }

    #[test]
    fn an_aci_and_a_mise_a_disposition_never_count() {
        assert_eq!(in_lyon(job(Nature::Insertion), "2018-12-01"), Conclusion::NonPositive);
    }

    #[test]
    fn an_aided_contract_takes_a_decision_of_the_animation_team() {
        let pec =
            |decision| job(Nature::ContratAide { fin: d("2018-02-28"), quotite: pct("20"), decision_equipe: decision });
        assert_eq!(in_lyon(pec(None), "2017-12-01"), Conclusion::DecisionAttendue);
        assert_eq!(in_lyon(pec(Some(d("2017-06-15"))), "2017-12-01"), positive_on("2017-12-01"));
    }

    #[test]
    fn without_document_it_waits_and_counts_on_the_day_it_arrives_at_its_own_date() {
        let without = Faits { justifie_le: None, ..job(Nature::Cdi { quotite: pct("35") }) };
        assert_eq!(in_lyon(without, "2017-12-01"), Conclusion::DocumentManquant { le: d("2017-12-01") });
        let late = Faits { justifie_le: Some(d("2018-01-15")), ..without };
        assert_eq!(in_lyon(late, "2018-01-14"), Conclusion::DocumentManquant { le: d("2017-12-01") });
        assert_eq!(
            in_lyon(late, "2018-01-15"),
            Conclusion::Positive { le: d("2017-12-01"), compte_le: d("2018-01-15") }
        );
    }

    #[test]
    fn a_broken_cdi_is_not_an_exit() {
        let broken = Faits { rompu_le: Some(d("2017-09-15")), ..job(Nature::Cdi { quotite: pct("35") }) };
        assert_eq!(in_lyon(broken, "2017-12-01"), Conclusion::NonPositive);
    }

    #[test]
    fn the_last_day_of_six_months_of_work_is_part_of_them() {
        let six_months = |nature, rompu| {
            let faits = Faits {
                nature,
                debut: d("2024-06-01"),
                justifie_le: Some(d("2024-06-10")),
                rompu_le: Option::map(rompu, d),
            };
            in_lyon(faits, "2024-12-01")
        };
        let (cdi, fin) = (Nature::Cdi { quotite: pct("35") }, d("2024-11-30"));
        assert_eq!(six_months(cdi, Some("2024-11-30")), positive_on("2024-12-01"));
        assert_eq!(
            six_months(Nature::Cdd { fin, quotite: pct("35") }, None),
            positive_on("2024-12-01"),
            "the same days"
        );
        assert_eq!(six_months(cdi, Some("2024-11-29")), Conclusion::NonPositive);
    }

    #[test]
    fn chalon_follows_for_six_months() {
        let c = Faits {
            debut: d("2019-04-01"),
            justifie_le: Some(d("2019-04-20")),
            ..job(Nature::Cdi { quotite: pct("35") })
        };
        let on = |au| qualifier(&livre("grand-chalon").unwrap(), &c, d(au)).conclusion;
        assert_eq!(on("2019-09-30"), Conclusion::EnSuivi { jusqu_au: d("2019-10-01") });
        assert_eq!(on("2019-10-01"), positive_on("2019-10-01"));
    }

    #[test]
    fn the_follow_up_is_in_the_job_also_where_no_length_of_contract_is_asked() {
        let chalon = livre("grand-chalon").unwrap();
        let until = |nature, rompu| {
            let faits = Faits { rompu_le: Option::map(rompu, d), ..job(nature) };
            qualifier(&chalon, &faits, d("2018-01-15")).conclusion
        };
        let cdd = |fin| Nature::Cdd { fin: d(fin), quotite: pct("35") };
        let aided = |fin| Nature::ContratAide { fin: d(fin), quotite: pct("20"), decision_equipe: None };
        assert_eq!(until(cdd("2017-06-30"), None), Conclusion::NonPositive, "one month");
        assert_eq!(until(cdd("2017-11-29"), None), Conclusion::NonPositive, "a day short");
        assert_eq!(until(cdd("2017-11-30"), None), positive_on("2017-12-01"));
        assert_eq!(until(aided("2017-11-29"), None), Conclusion::NonPositive);
        assert_eq!(until(aided("2017-11-30"), None), positive_on("2017-12-01"));
        assert_eq!(until(cdd("2018-05-31"), Some("2017-11-29")), Conclusion::NonPositive, "broken a day short");
    }

    #[test]
    fn an_aided_contract_that_broke_awaits_no_decision() {
        let aided = |decision, au| {
            let fin = d("2018-02-28");
            let nature = Nature::ContratAide { fin, quotite: pct("20"), decision_equipe: Option::map(decision, d) };
            in_lyon(Faits { rompu_le: Some(d("2017-09-15")), ..job(nature) }, au)
        };
        assert_eq!(aided(None, "2017-09-14"), Conclusion::DecisionAttendue);
        assert_eq!(aided(Some("2017-09-15"), "2017-09-14"), Conclusion::DecisionAttendue, "it is made the day after");
        assert_eq!(aided(None, "2017-09-15"), Conclusion::NonPositive);
    }
}
