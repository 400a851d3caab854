//! By when an appointment is closed and its sheet signed (seeds 002 and 004: each interview is signed at its start and at its
//! end). No document says how long that may take: the delays are the territory's.

use chrono::NaiveDate;
use kernel::{
    calendrier::{dernier_du_mois, jours_entre, plus_jours, plus_mois},
    phrase,
};

use crate::{Attendu, Referentiel};

/// Days after which an appointment is closed at the latest, where the territory does not say.
const CLOTURE_JOURS: u16 = 7;
/// Days after which missing signatures are collected at the latest, where the territory does not say: those of a paper sheet
/// take longer to come.
const SIGNATURE_JOURS: u16 = 15;

/// The end of an appointment whose last day is `fin`, and that is still expected to be held or was being signed.
#[must_use]
pub fn a_clore(referentiel: &Referentiel, fin: NaiveDate) -> Attendu {
    let objet = format!("rendez-vous du {} à clore, à annuler, ou absence à constater", phrase::jour(fin));
    let jours = referentiel.emargement.cloture_jours.unwrap_or(CLOTURE_JOURS);
    apres(referentiel, "rendez_vous_a_clore", &objet, fin, jours)
}

/// The signatures that a person's sheet lacks (`manque`), of an appointment that is over and whose last day is `fin`; none when
/// it lacks nothing.
#[must_use]
pub fn a_completer(referentiel: &Referentiel, fin: NaiveDate, manque: &[&str]) -> Option<Attendu> {
    if manque.is_empty() {
        return None;
    }
    let manque = manque.join(", ");
    let objet = format!("émargement du {} à compléter ({manque})", phrase::jour(fin));
    let jours = referentiel.emargement.signature_jours.unwrap_or(SIGNATURE_JOURS);
    Some(apres(referentiel, "emargement_a_completer", &objet, fin, jours).fait("manque", manque))
}

/// One is warned from the day after. Whatever the delay, the sheet of the month waits for it: that one is signed by the end of
/// the month after.
fn apres(referentiel: &Referentiel, regle: &str, objet: &str, fin: NaiveDate, jours: u16) -> Attendu {
    let limite = plus_jours(fin, jours.into()).min(dernier_du_mois(plus_mois(fin, 1)));
    let alerte_jours = jours_entre(plus_jours(fin, 1), limite);
    Attendu::new(referentiel, regle, objet, limite, alerte_jours).fait("fin du rendez-vous", fin)
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::{EtatEcheance as E, livre};

    fn lyon(cloture_jours: Option<u16>, signature_jours: Option<u16>) -> Referentiel {
        let mut lyon = livre("lyon").unwrap();
        (lyon.emargement.cloture_jours, lyon.emargement.signature_jours) = (cloture_jours, signature_jours);
        lyon
    }

    #[test]
    fn an_appointment_is_closed_within_the_week_and_one_is_warned_from_the_day_after() {
        let due = a_clore(&lyon(None, None), d("2026-03-02"));
        assert_eq!((due.alerte_le, due.limite), (d("2026-03-03"), d("2026-03-09")));
        let table = [
            ("2026-03-02", E::EnCours),
            ("2026-03-03", E::Proche),
            ("2026-03-08", E::Proche),
            ("2026-03-09", E::DernierJour),
            ("2026-03-10", E::Depassee),
        ];
        assert_eq!(table.map(|(jour, _)| due.etat(d(jour))), table.map(|(_, etat)| etat));
        assert_eq!(
            due.le(d("2026-03-10")).raison.explication,
            "rendez-vous du 02/03/2026 à clore, à annuler, ou absence à constater : \
             échéance du 09/03/2026 dépassée de 1 jour"
        );
    }

    #[test]
    fn a_signature_that_is_missing_is_collected_within_a_fortnight_and_a_day() {
        let due = a_completer(&lyon(None, None), d("2026-03-02"), &["signature de départ du participant"]).unwrap();
        let table = [
            ("2026-03-02", E::EnCours),
            ("2026-03-03", E::Proche),
            ("2026-03-17", E::DernierJour),
            ("2026-03-18", E::Depassee),
        ];
        assert_eq!(table.map(|(jour, _)| due.etat(d(jour))), table.map(|(_, etat)| etat));
        assert_eq!(due.objet, "émargement du 02/03/2026 à compléter (signature de départ du participant)");
        assert_eq!(a_completer(&lyon(None, None), d("2026-03-02"), &[]), None, "nothing is missing");
    }

    #[test]
    fn a_territory_says_its_own_delays() {
        let rules = lyon(Some(1), Some(3));
        let closed = a_clore(&rules, d("2026-03-02"));
        assert_eq!((closed.alerte_le, closed.limite), (d("2026-03-03"), d("2026-03-03")), "the day after, no later");
        assert_eq!(a_completer(&rules, d("2026-03-02"), &["une signature"]).unwrap().limite, d("2026-03-05"));
    }

    #[test]
    fn no_delay_goes_beyond_the_end_of_the_month_after_when_the_sheet_of_the_month_is_signed() {
        let rules = lyon(Some(60), Some(60));
        let limite = |fin| (a_clore(&rules, d(fin)).limite, a_completer(&rules, d(fin), &["x"]).unwrap().limite);
        assert_eq!(limite("2026-03-01"), (d("2026-04-30"), d("2026-04-30")), "sixty days end with the month");
        assert_eq!(limite("2026-02-27"), (d("2026-03-31"), d("2026-03-31")), "and would go beyond it");
        assert_eq!(limite("2026-01-31"), (d("2026-02-28"), d("2026-02-28")), "a short month");
        let due = a_clore(&rules, d("2026-01-31"));
        assert_eq!(due.alerte_le, d("2026-02-01"), "one is warned from the day after all the same");
    }
}
