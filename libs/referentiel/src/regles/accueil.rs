//! Before the entry: who may refer a person (seed 003), what is still to be explained to them (seeds 000, 002 and 003), and by
//! when a frein that threatens the entry is answered (seed 001).

use chrono::NaiveDate;
use kernel::{CategoriePrescripteur, calendrier};

use crate::{Attendu, PointExplique, Referentiel, Verdict};

/// Whether a prescripteur of this kind is authorised, and the warning where it is not. `None` where the territory lists no kind.
#[must_use]
pub fn prescripteur_habilite(
    referentiel: &Referentiel,
    categorie: Option<CategoriePrescripteur>,
) -> Option<Verdict<bool>> {
    let authorised = &referentiel.accueil.as_ref()?.prescripteurs;
    if authorised.is_empty() {
        return None;
    }
    let known = categorie.is_some_and(|one| authorised.contains(&one));
    let sentence = match categorie {
        _ if known => "prescripteur habilité".to_owned(),
        Some(one) => format!("prescripteur hors de la liste du territoire : {}", one.libelle()),
        None => "prescripteur dont la catégorie n'est pas renseignée".to_owned(),
    };
    Some(Verdict::new(referentiel, "prescripteur_habilite", known, sentence))
}

/// What the territory explains and was not explained by `au`, of what was on these days. `None` where the territory asks
/// for nothing.
#[must_use]
pub fn a_expliquer(
    referentiel: &Referentiel,
    dites: &[(PointExplique, NaiveDate)],
    au: NaiveDate,
) -> Option<Verdict<Vec<PointExplique>>> {
    let asked = &referentiel.accueil.as_ref()?.explications;
    if asked.is_empty() {
        return None;
    }
    let first = |one: PointExplique| dites.iter().filter(|said| said.0 == one).map(|said| said.1).min();
    let missing = |one: &&PointExplique| first(**one).is_none_or(|jour| jour > au);
    let left: Vec<_> = asked.iter().filter(missing).copied().collect();
    let sentence = if left.is_empty() {
        "tout a été expliqué à la personne".to_owned()
    } else {
        format!("reste à expliquer : {}", left.iter().map(|one| one.libelle()).collect::<Vec<_>>().join(", "))
    };
    let verdict = Verdict::new(referentiel, "explications", left, sentence);
    let said = asked.iter().filter_map(|one| first(*one).filter(|jour| *jour <= au).map(|jour| (one, jour)));
    Some(said.fold(verdict, |verdict, (one, jour)| verdict.fait(one.libelle(), jour)))
}

/// The answer that is awaited of the structure d'animation, told on `signale_le` that a frein threatens an entry (seed 001: « avec
/// la SA lorsqu’un frein peut peser en défaveur de l’entrée effective »). Unverified: it says no day; the lead time of the alert
/// is given.
#[must_use]
pub fn reponse_au_frein(referentiel: &Referentiel, signale_le: NaiveDate) -> Attendu {
    let days = referentiel.alertes.frein;
    let limite = calendrier::plus_jours(signale_le, days);
    let attendu = Attendu::new(referentiel, "frein_signale", "réponse au frein qui menace l'entrée", limite, days);
    attendu.fait("signalé le", signale_le)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance, livre};

    #[test]
    fn what_was_not_explained_by_the_day_is_said() {
        use PointExplique as E;
        let rules = livre("grand-chalon").unwrap();
        let left = |said: &[(PointExplique, &str)], au| {
            let said: Vec<_> = said.iter().map(|(one, jour)| (*one, d(jour))).collect();
            a_expliquer(&rules, &said, d(au)).unwrap()
        };
        assert_eq!(left(&[], "2026-02-05").conclusion, [E::Dispositif, E::Actions, E::FinancementEuropeen]);
        let some = [(E::Dispositif, "2026-02-05"), (E::Actions, "2026-02-05"), (E::FinancementEuropeen, "2026-02-06")];
        let day_before = left(&some, "2026-02-05");
        assert_eq!(day_before.conclusion, [E::FinancementEuropeen]);
        assert_eq!(day_before.raison.explication, "reste à expliquer : le financement européen");
        let day = left(&some, "2026-02-06");
        assert_eq!((day.conclusion, day.raison.faits.len()), (vec![], 3));
    }

    #[test]
    fn a_prescripteur_of_another_kind_is_warned_about() {
        let clermont = livre("clermont").unwrap();
        let said = |one| prescripteur_habilite(&clermont, one).unwrap();
        assert!(said(Some(CategoriePrescripteur::MissionLocale)).conclusion);
        let other = said(Some(CategoriePrescripteur::Autre));
        assert_eq!(other.raison.explication, "prescripteur hors de la liste du territoire : autre");
        assert!(!other.conclusion && !said(None).conclusion);
        assert_eq!(prescripteur_habilite(&livre("dijon").unwrap(), None), None);
    }

    #[test]
    fn a_territory_that_asks_for_nothing_says_nothing() {
        assert_eq!(a_expliquer(&livre("dijon").unwrap(), &[], d("2026-02-05")), None);
    }

    #[test]
    fn a_frein_that_threatens_the_entry_is_answered_within_a_week() {
        use EtatEcheance as E;
        let due = reponse_au_frein(&livre("dijon").unwrap(), d("2021-01-20"));
        let on = |au| due.etat(d(au));
        assert_eq!((on("2021-01-19"), on("2021-01-20")), (E::EnCours, E::Proche), "from the day on which it is told");
        assert_eq!((on("2021-01-27"), on("2021-01-28")), (E::DernierJour, E::Depassee));
    }
}
