//! What the rules ask of each person of an appointment by a day.

use emargement_api::{EtatRendezVous, Issue};
use kernel::Fuseau;
use referentiel::{Attendu, Referentiel, regles::emargement};

use super::RendezVous;
use crate::agenda::presence::domain::Presence;

/// What is asked of a presence: that the appointment be closed, for as long as nobody says what became of the person, then that
/// its sheet be signed, for as long as it may be: `figee` says that the sheet of its month is signed.
pub(crate) fn demande(
    referentiel: &Referentiel,
    one: &RendezVous,
    presence: &Presence,
    fuseau: Fuseau,
    figee: bool,
) -> Option<Attendu> {
    let (_, fin) = one.plage().bornes(fuseau);
    match (one.etat, presence.issue) {
        (EtatRendezVous::Prevu, Issue::Attendu | Issue::Present) => Some(emargement::a_clore(referentiel, fin)),
        (EtatRendezVous::Termine, Issue::Present) if !figee => {
            emargement::a_completer(referentiel, fin, &one.manque(presence))
        }
        // Of who was set aside when it ended, nothing may be recorded.
        (EtatRendezVous::Termine, Issue::Attendu | Issue::Present)
        | (EtatRendezVous::Prevu | EtatRendezVous::Termine, Issue::Absent | Issue::Excuse)
        | (EtatRendezVous::Annule, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use emargement_api::NatureRendezVous;
    use kernel::Id;
    use referentiel::livre;
    use testdata::{d, t};

    use super::*;
    use crate::agenda::presence::domain::{Recueils, Signatures};

    /// An interview of 2 March 2026, from nine to ten in Paris.
    fn planned() -> RendezVous {
        RendezVous {
            id: Id::MIN,
            version: 1,
            nature: NatureRendezVous::Entretien,
            titre: "Entretien de suivi".to_owned(),
            debut: t("2026-03-02T08:00:00Z"),
            fin: t("2026-03-02T09:00:00Z"),
            lieu: "bureau 3".to_owned(),
            animateur: Id::MIN,
            operation: None,
            categorie: "entretien".to_owned(),
            etat: EtatRendezVous::Prevu,
            animateur_signe: Signatures::default(),
            animateur_recueil: Recueils::default(),
            presences: vec![Presence::attendue(Id::MIN)],
        }
    }

    fn signed(one: &RendezVous) -> Signatures {
        Signatures { arrivee: Some(one.debut), depart: Some(one.fin) }
    }

    /// The same, over, that everybody signed.
    fn held() -> RendezVous {
        let one = planned();
        let signe = signed(&one);
        let presence = Presence { issue: Issue::Present, signe, ..Presence::attendue(Id::MIN) };
        RendezVous { etat: EtatRendezVous::Termine, animateur_signe: signe, presences: vec![presence], ..one }
    }

    fn asked(one: &RendezVous, figee: bool) -> Option<Attendu> {
        demande(&livre("lyon").unwrap(), one, &one.presences[0], Fuseau::Paris, figee)
    }

    #[test]
    fn an_appointment_asks_to_be_closed_until_it_is_closed_cancelled_or_missed() {
        let due = asked(&planned(), false).unwrap();
        assert_eq!(
            (due.regle.as_str(), due.alerte_le, due.limite),
            ("rendez_vous_a_clore", d("2026-03-03"), d("2026-03-09"))
        );
        let mut came = planned();
        came.presences[0].issue = Issue::Present;
        assert_eq!(asked(&came, false), Some(due), "signed, and not closed");
        let mut missed = planned();
        missed.presences[0].absenter(None).unwrap();
        assert_eq!(asked(&missed, false), None);
        assert_eq!(asked(&RendezVous { etat: EtatRendezVous::Annule, ..planned() }, false), None);
        assert_eq!(asked(&held(), false), None, "closed, and signed by all");
    }

    #[test]
    fn a_held_appointment_asks_for_the_signatures_that_are_missing_until_its_month_is_signed() {
        let mut left = held();
        left.presences[0].signe.depart = None;
        let due = asked(&left, false).unwrap();
        assert_eq!(
            (due.regle.as_str(), due.alerte_le, due.limite),
            ("emargement_a_completer", d("2026-03-03"), d("2026-03-17"))
        );
        assert!(due.objet.ends_with("(signature de départ du participant)"), "{}", due.objet);
        assert_eq!(asked(&left, true), None, "nothing enters that sheet any more");
        let led = RendezVous { animateur_signe: Signatures::default(), ..held() };
        assert!(
            asked(&led, false)
                .unwrap()
                .objet
                .ends_with("(signature d'arrivée de l'animateur, signature de départ de l'animateur)")
        );
        let mut aside = held();
        aside.presences[0] = Presence::attendue(Id::MIN);
        assert_eq!(asked(&aside, false), None, "set aside when it ended");
    }

    #[test]
    fn the_day_on_which_it_ends_is_that_of_the_territory_and_midnight_is_still_the_day_before() {
        let until = |fin| asked(&RendezVous { fin: t(fin), ..planned() }, false).unwrap().alerte_le;
        assert_eq!(until("2026-03-02T23:00:00Z"), d("2026-03-03"), "at midnight in Paris");
        assert_eq!(until("2026-03-02T23:01:00Z"), d("2026-03-04"), "a minute after");
    }
}
