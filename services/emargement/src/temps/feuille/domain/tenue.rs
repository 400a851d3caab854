//! What an appointment that was held counts, day by day, and how much of it was signed for.

use chrono::{DateTime, NaiveDate, Utc};
use emargement_api::LigneFeuille;
use kernel::{Duree, Fuseau, phrase};
use referentiel::{Emargement, regles::presences::prouvees};

use crate::agenda::{presence::domain::Plage, rendez_vous::domain::RendezVous};

/// The lines of an appointment, one for each of its days.
pub(crate) fn lignes(rendez_vous: &RendezVous, regle: Emargement, fuseau: Fuseau) -> Vec<LigneFeuille> {
    if !rendez_vous.compte() {
        return vec![];
    }
    rendez_vous.plage().jours(fuseau).map(|(jour, part)| ligne(rendez_vous, regle, jour, part)).collect()
}

fn ligne(rendez_vous: &RendezVous, regle: Emargement, jour: NaiveDate, part: Plage) -> LigneFeuille {
    // Counted from the start: what the days count is what the whole does, to the minute.
    let jusqu_a = |instant: DateTime<Utc>| Plage { debut: rendez_vous.debut, fin: instant }.minutes();
    let minutes = jusqu_a(part.fin).moins(jusqu_a(part.debut));
    let presents = rendez_vous.presents().count();
    let spans: Vec<_> =
        rendez_vous.presents().filter(|one| rendez_vous.justifiee(one)).map(|one| rendez_vous.signee(one)).collect();
    let completes = spans.len();
    let signees =
        couvertes(spans.into_iter().flatten().filter_map(|span| span.croisement(part)).collect()).min(minutes);
    LigneFeuille {
        jour,
        source: rendez_vous.id.ressource(),
        origine: "rendez_vous".to_owned(),
        categorie: rendez_vous.categorie.clone(),
        operation: rendez_vous.operation,
        operation_nom: None,
        minutes,
        justifiees: prouvees(regle, signees, completes, presents),
        justifiee: completes == presents,
        debut: Some(part.debut),
        fin: Some(part.fin),
        manque: manque(minutes, signees, completes, presents),
    }
}

/// Minutes that at least one of the spans covers.
fn couvertes(mut spans: Vec<Plage>) -> Duree {
    spans.sort_unstable();
    let mut whole: Vec<Plage> = Vec::new();
    for span in spans {
        match whole.last_mut().filter(|last| span.debut <= last.fin) {
            Some(last) => last.fin = last.fin.max(span.fin),
            None => whole.push(span),
        }
    }
    whole.into_iter().map(Plage::minutes).sum()
}

fn manque(minutes: Duree, signees: Duree, completes: usize, presents: usize) -> Vec<String> {
    let mut found = Vec::new();
    if completes < presents {
        let missing = presents - completes;
        found.push(format!("signatures manquantes pour {} sur {presents}", phrase::nombre(missing, "présence")));
    }
    if completes > 0 && signees < minutes {
        found.push(format!("{} min comptées au-delà du temps signé", minutes.moins(signees).minutes()));
    }
    found
}

#[cfg(test)]
mod tests {
    use emargement_api::{EtatRendezVous, Issue, NatureRendezVous};
    use kernel::{Id, ParticipantId};
    use testdata::{d, t};

    use super::*;
    use crate::agenda::presence::domain::{Presence, Recueils, Signatures};

    fn signed(arrivee: &str, depart: Option<&str>) -> Signatures {
        Signatures { arrivee: Some(t(arrivee)), depart: depart.map(t) }
    }

    /// A séance that is over: who leads signed it whole, and each person what is said.
    fn held(debut: &str, fin: &str, personnes: &[Signatures]) -> RendezVous {
        let presence = |(n, signe): (u128, &Signatures)| Presence {
            issue: Issue::Present,
            signe: *signe,
            ..Presence::attendue(ParticipantId::from_u128(n))
        };
        RendezVous {
            id: Id::MIN,
            version: 1,
            nature: NatureRendezVous::Atelier,
            titre: "Atelier CV".to_owned(),
            debut: t(debut),
            fin: t(fin),
            lieu: "salle Bocage".to_owned(),
            animateur: Id::MIN,
            operation: None,
            categorie: "atelier".to_owned(),
            etat: EtatRendezVous::Termine,
            animateur_signe: signed(debut, Some(fin)),
            animateur_recueil: Recueils::default(),
            presences: (1..).zip(personnes).map(presence).collect(),
        }
    }

    /// Day, minutes counted, minutes proved.
    fn told(one: &RendezVous) -> Vec<(NaiveDate, i32, i32)> {
        let lines = lignes(one, Emargement::default(), Fuseau::Paris);
        lines.iter().map(|one| (one.jour, one.minutes.minutes(), one.justifiees.minutes())).collect()
    }

    const DEBUT: &str = "2026-03-12T13:00:00Z";
    const FIN: &str = "2026-03-12T15:00:00Z";

    #[test]
    fn two_hours_that_all_left_after_ten_minutes_prove_ten_and_tell_the_rest() {
        let left = signed(DEBUT, Some("2026-03-12T13:10:00Z"));
        let seance = held(DEBUT, FIN, &[left, left]);
        assert_eq!(told(&seance), [(d("2026-03-12"), 120, 10)]);
        let line = &lignes(&seance, Emargement::default(), Fuseau::Paris)[0];
        assert_eq!(
            (line.justifiee, &line.manque[..]),
            (true, &["110 min comptées au-delà du temps signé".to_owned()][..])
        );
    }

    #[test]
    fn a_workshop_is_proved_for_as_long_as_somebody_signed_for_it() {
        let first = signed(DEBUT, Some("2026-03-12T13:30:00Z"));
        let second = signed("2026-03-12T13:20:00Z", Some("2026-03-12T14:00:00Z"));
        let third = signed("2026-03-12T14:30:00Z", Some(FIN));
        assert_eq!(told(&held(DEBUT, FIN, &[first, second, third])), [(d("2026-03-12"), 120, 90)]);
    }

    #[test]
    fn one_departure_missing_of_six_puts_the_part_of_that_person_in_doubt() {
        let whole = signed(DEBUT, Some(FIN));
        let seance = held(DEBUT, FIN, &[whole, whole, whole, whole, whole, signed(DEBUT, None)]);
        assert_eq!(told(&seance), [(d("2026-03-12"), 120, 100)]);
        let line = &lignes(&seance, Emargement::default(), Fuseau::Paris)[0];
        assert!(!line.justifiee);
        assert_eq!(line.manque, ["signatures manquantes pour 1 présence sur 6"]);
    }

    #[test]
    fn time_signed_before_and_after_the_seance_proves_nothing() {
        let early = signed("2026-03-12T12:00:00Z", Some("2026-03-12T13:01:00Z"));
        assert_eq!(told(&held(DEBUT, FIN, &[early])), [(d("2026-03-12"), 120, 1)]);
        let wide = signed("2026-03-12T12:00:00Z", Some("2026-03-12T16:30:00Z"));
        assert_eq!(told(&held(DEBUT, FIN, &[wide])), [(d("2026-03-12"), 120, 120)]);
    }

    #[test]
    fn a_night_is_split_at_midnight_and_no_minute_is_lost() {
        let (debut, fin) = ("2026-03-31T21:00:00Z", "2026-03-31T23:00:00Z");
        let seance = held(debut, fin, &[signed(debut, Some("2026-03-31T22:30:00Z"))]);
        assert_eq!(told(&seance), [(d("2026-03-31"), 60, 60), (d("2026-04-01"), 60, 30)]);
        let (debut, fin) = ("2026-03-31T21:00:30Z", "2026-03-31T22:31:00Z");
        assert_eq!(told(&held(debut, fin, &[signed(debut, Some(fin))])).iter().map(|one| one.1).sum::<i32>(), 90);
        let (debut, fin) = ("2026-03-12T21:00:00Z", "2026-03-12T23:00:00Z");
        assert_eq!(
            told(&held(debut, fin, &[signed(debut, Some(fin))])),
            [(d("2026-03-12"), 120, 120)],
            "midnight in Paris"
        );
    }

    #[test]
    fn an_evening_that_ends_at_midnight_has_one_day() {
        let (debut, fin) = ("2026-03-12T21:00:00Z", "2026-03-12T23:00:00Z");
        assert_eq!(held(debut, fin, &[]).plage().jours(Fuseau::Paris).count(), 1);
    }

    #[test]
    fn an_evening_across_the_end_of_a_month_is_split_by_the_clocks_of_the_territory() {
        let (debut, fin) = ("2026-08-31T19:00:00-04:00", "2026-08-31T20:00:00-04:00");
        let evening = held(debut, fin, &[signed(debut, Some(fin))]);
        let days = |fuseau| lignes(&evening, Emargement::default(), fuseau).into_iter().map(|one| one.jour).collect();
        let (there, elsewhere): (Vec<_>, Vec<_>) = (days(Fuseau::Guadeloupe), days(Fuseau::Reunion));
        assert_eq!((there, elsewhere), (vec![d("2026-08-31")], vec![d("2026-09-01")]));
    }
}
