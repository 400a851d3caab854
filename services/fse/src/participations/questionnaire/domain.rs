//! What the answers at entry say, and what they leave open.

use chrono::NaiveDate;
use fse_api::{QuestionnaireEntree, SituationEntree};
use kernel::{calendrier, phrase};
use problem::FieldError;
use referentiel::Referentiel;

/// Status on the labour market, where registration wins over "inactive". `None` as long as it is open.
pub(crate) fn statut(reponses: &QuestionnaireEntree) -> Option<SituationEntree> {
    match (reponses.situation?, reponses.inscrit_france_travail) {
        (SituationEntree::Inactif, None) => None,
        (SituationEntree::Inactif, Some(true)) => Some(SituationEntree::Chomeur),
        (declared, _) => Some(declared),
    }
}

/// Questions that an indicator needs and that nobody answered: an absent answer is not a "no". Sensitive ones may be
/// refused.
pub(crate) fn manque(reponses: &QuestionnaireEntree) -> Vec<&'static str> {
    let unemployed = statut(reponses) == Some(SituationEntree::Chomeur);
    let open = [
        (reponses.situation.is_none(), "situation sur le marché du travail"),
        (reponses.situation.is_some() && statut(reponses).is_none(), "inscription à France Travail"),
        (unemployed && reponses.mois_sans_emploi.is_none(), "durée sans emploi"),
        (reponses.en_formation.is_none(), "formation ou études en cours"),
        (reponses.niveau.is_none(), "niveau d'études"),
    ];
    open.into_iter().filter(|(missing, _)| *missing).map(|(_, name)| name).collect()
}

/// Answers tell of the day before the entry: they are not collected long before it.
pub(crate) fn admet_recueil(
    referentiel: &Referentiel,
    entree_le: NaiveDate,
    recueilli_le: NaiveDate,
) -> Result<(), FieldError> {
    let days = referentiel.eligibilite_fse.recueil_jours_avant;
    let first = calendrier::plus_jours(entree_le, -i64::from(days));
    if recueilli_le < first {
        let detail = format!(
            "au plus tôt le {}, {days} jours avant l'entrée du {}",
            phrase::jour(first),
            phrase::jour(entree_le)
        );
        return Err(FieldError::new("/recueilli_le", "hors_bornes", detail));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::NiveauFormation;
    use referentiel::livre;
    use testdata::d;

    use super::*;

    fn chomeur() -> QuestionnaireEntree {
        QuestionnaireEntree {
            recueilli_le: d("2026-03-02"),
            situation: Some(SituationEntree::Chomeur),
            inscrit_france_travail: None,
            mois_sans_emploi: Some(3),
            en_formation: Some(false),
            niveau: Some(NiveauFormation::Bac),
            handicap: None,
            minima_sociaux: None,
            sans_domicile: None,
            origine_etrangere: None,
            nationalite: None,
        }
    }

    #[test]
    fn registration_wins_over_inactive_and_leaves_it_open_until_answered() {
        let inactive = |inscrit_france_travail| QuestionnaireEntree {
            situation: Some(SituationEntree::Inactif),
            inscrit_france_travail,
            ..chomeur()
        };
        assert_eq!(statut(&inactive(Some(false))), Some(SituationEntree::Inactif));
        assert_eq!(statut(&inactive(Some(true))), Some(SituationEntree::Chomeur));
        assert_eq!(statut(&inactive(None)), None);
        assert_eq!(manque(&inactive(None)), ["inscription à France Travail"]);
        assert_eq!(statut(&chomeur()), Some(SituationEntree::Chomeur), "registered or not");
    }

    #[test]
    fn what_an_indicator_needs_is_asked_of_those_whom_it_may_count() {
        let nobody = QuestionnaireEntree { situation: None, en_formation: None, niveau: None, ..chomeur() };
        let all = ["situation sur le marché du travail", "formation ou études en cours", "niveau d'études"];
        assert_eq!(manque(&nobody), all);
        assert_eq!(manque(&QuestionnaireEntree { en_formation: None, ..chomeur() }), [all[1]]);
        assert_eq!(manque(&QuestionnaireEntree { mois_sans_emploi: None, ..chomeur() }), ["durée sans emploi"]);
        let employed =
            QuestionnaireEntree { situation: Some(SituationEntree::EnEmploi), mois_sans_emploi: None, ..chomeur() };
        assert_eq!(manque(&employed), Vec::<&str>::new(), "who works has no duration");
    }

    #[test]
    fn answers_are_collected_three_months_before_the_entry_at_the_earliest() {
        let lyon = livre("lyon").unwrap();
        let collected = |le| admet_recueil(&lyon, d("2026-04-01"), d(le)).is_ok();
        assert_eq!((collected("2025-12-31"), collected("2026-01-01")), (false, true));
        assert!(collected("2026-09-01"), "late answers are answers");
    }
}
