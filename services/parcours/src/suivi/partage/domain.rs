//! What a person agreed to, as it holds on a day.

use chrono::NaiveDate;
use kernel::phrase;
use parcours_api::{IntervenantEcrit, PartageIntervenant};

/// What may be told to somebody on a day, and why in one sentence: nothing before they come, after they left, or without the day on
/// which the person agreed.
pub(crate) fn etendue(ecrit: &IntervenantEcrit, jour: NaiveDate) -> (PartageIntervenant, String) {
    let nothing = |why: String| (PartageIntervenant::Rien, why);
    if jour < ecrit.du {
        return nothing(format!("n'intervient qu'à partir du {}", phrase::jour(ecrit.du)));
    }
    if let Some(au) = ecrit.au.filter(|au| jour > *au) {
        return nothing(format!("n'intervient plus depuis le {}", phrase::jour(au)));
    }
    match (ecrit.partage, ecrit.accord_le) {
        (PartageIntervenant::Rien, None) => nothing("la personne n'a donné son accord à aucun partage".to_owned()),
        (PartageIntervenant::Rien, Some(_)) => nothing("rien n'est à partager avec cet intervenant".to_owned()),
        (_, None) => nothing("le jour où la personne a donné son accord n'est pas dit".to_owned()),
        (_, Some(accord)) if jour < accord => {
            nothing(format!("l'accord de la personne ne vaut qu'à partir du {}", phrase::jour(accord)))
        }
        (partage, Some(accord)) => (partage, format!("accord de la personne du {}", phrase::jour(accord))),
    }
}

/// Whether the étapes may be told.
pub(crate) const fn dit_les_etapes(partage: PartageIntervenant) -> bool {
    matches!(partage, PartageIntervenant::Etapes | PartageIntervenant::Plan | PartageIntervenant::Tout)
}

/// Whether the plan of action may be.
pub(crate) const fn dit_le_plan(partage: PartageIntervenant) -> bool {
    matches!(partage, PartageIntervenant::Plan | PartageIntervenant::Tout)
}

/// Whether all that may be told may be.
pub(crate) const fn dit_tout(partage: PartageIntervenant) -> bool {
    matches!(partage, PartageIntervenant::Tout)
}

#[cfg(test)]
mod tests {
    use kernel::Code;
    use parcours_api::FonctionIntervenant;
    use testdata::d;

    use super::*;

    fn ecrit(partage: PartageIntervenant, accord: Option<&str>) -> IntervenantEcrit {
        IntervenantEcrit {
            fonction: FonctionIntervenant::ReferentSocial,
            nom: "Sylvie Petit".to_owned(),
            organisme: None,
            telephone: None,
            courriel: None,
            du: d("2026-02-12"),
            au: Some(d("2026-06-30")),
            partage,
            accord_le: accord.map(d),
        }
    }

    #[test]
    fn what_was_agreed_holds_while_they_are_there_and_from_the_day_of_the_agreement_on() {
        use PartageIntervenant as P;
        let on = |partage, accord: Option<&str>, jour: &str| etendue(&ecrit(partage, accord), d(jour)).0;
        let agreed = |jour| on(P::Plan, Some("2026-03-01"), jour);
        assert_eq!(
            ["2026-02-28", "2026-03-01", "2026-06-30", "2026-07-01"].map(agreed),
            [P::Rien, P::Plan, P::Plan, P::Rien]
        );
        assert_eq!(on(P::Tout, Some("2026-02-01"), "2026-02-11"), P::Rien, "not there yet");
        assert_eq!(on(P::Rien, None, "2026-03-12"), P::Rien);
        assert_eq!(on(P::Tout, None, "2026-03-12"), P::Rien, "nobody says when the person agreed");
    }

    #[test]
    fn each_reason_for_which_nothing_is_told_has_its_sentence() {
        use PartageIntervenant as P;
        let why = |partage, accord: Option<&str>, jour: &str| etendue(&ecrit(partage, accord), d(jour)).1;
        let agreed = |jour| why(P::Plan, Some("2026-03-01"), jour);
        assert_eq!(agreed("2026-02-11"), "n'intervient qu'à partir du 12/02/2026");
        assert_eq!(agreed("2026-02-28"), "l'accord de la personne ne vaut qu'à partir du 01/03/2026");
        assert_eq!(agreed("2026-03-01"), "accord de la personne du 01/03/2026");
        assert_eq!(agreed("2026-07-01"), "n'intervient plus depuis le 30/06/2026");
        assert_eq!(why(P::Plan, None, "2026-03-12"), "le jour où la personne a donné son accord n'est pas dit");
        assert_eq!(why(P::Rien, None, "2026-03-12"), "la personne n'a donné son accord à aucun partage");
        assert_eq!(why(P::Rien, Some("2026-03-01"), "2026-03-12"), "rien n'est à partager avec cet intervenant");
    }

    #[test]
    fn each_extent_tells_what_the_former_one_does_and_more() {
        let told = |one: &PartageIntervenant| [dit_les_etapes(*one), dit_le_plan(*one), dit_tout(*one)];
        let all: Vec<_> = PartageIntervenant::TOUS.iter().map(told).collect();
        assert_eq!(all, [[false; 3], [true, false, false], [true, true, false], [true; 3]]);
    }
}
