//! Contacts and hours of a person: what counts, and under which rule.

use chrono::NaiveDate;
use emargement_api::NatureRendezVous;
use kernel::{
    Duree, RendezVousId,
    calendrier::{self, Periode},
};
use parcours_api::NatureEtape;
use referentiel::regles::contact::{Contact as Compte, Mode, Sejour, Situation};

use crate::{
    etapes::etape::domain::Etape,
    vie::etat::{
        self,
        domain::{Etat, PeriodeEtat},
    },
};

/// What an appointment that is over leaves: somebody came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    pub(crate) rendez_vous: RendezVousId,
    pub(crate) jour: NaiveDate,
    pub(crate) nature: NatureRendezVous,
    /// Between the signatures.
    pub(crate) minutes: Duree,
    /// Whether the signatures prove it.
    pub(crate) justifie: bool,
}

/// How the person is accompanied in these days: délégué when someone else is there every day (seed 000), in an étape or
/// in the job that is followed.
pub(crate) fn mode(periodes: &[PeriodeEtat], etapes: &[Etape], jours: Periode) -> Mode {
    let elsewhere = etapes
        .iter()
        .filter(|etape| delegue(etape.nature))
        .filter_map(Etape::periode)
        .any(|running| running.croise(jours));
    let in_a_job = |one: &PeriodeEtat| matches!(one.etat, Etat::Suivi(_)) && one.jours.croise(jours);
    if elsewhere || periodes.iter().any(in_a_job) { Mode::Delegue } else { Mode::Individuel }
}

/// Whether a contact is expected in these days: not of who was suspended, in veille or out on each of them.
pub(crate) fn accompagne(sejours: &[Sejour], jours: Periode) -> bool {
    sejours.iter().any(|one| one.situation.is_some() && one.jours.croise(jours))
}

/// What says where a person stands on each day, for the rhythm of contact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Presence<'a> {
    pub(crate) periodes: &'a [PeriodeEtat],
    /// Those that began, and those that might.
    pub(crate) etapes: &'a [Periode],
    /// Days on which nobody was owed a contact, whatever their state: suspensions and veilles that might be, a job that was
    /// held to be theirs.
    pub(crate) arrets: &'a [Periode],
    /// From which days on the person is to be seen more often, or no longer is, oldest first.
    pub(crate) renforts: &'a [(NaiveDate, bool)],
}

impl Presence<'_> {
    /// Where they stand from the entry on.
    pub(crate) fn sejours(&self) -> Vec<Sejour> {
        let Some(entree) = self.periodes.first().map(|one| one.jours.du) else { return vec![] };
        let spans = self.etapes.iter().chain(self.arrets);
        let ends = |jours: &Periode| [Some(jours.du), jours.au.map(|au| calendrier::plus_jours(au, 1))];
        let mut days: Vec<_> = spans.flat_map(ends).flatten().collect();
        days.extend(self.periodes.iter().map(|one| one.jours.du));
        days.extend(self.renforts.iter().map(|(le, _)| *le));
        days.retain(|jour| *jour >= entree);
        days.sort_unstable();
        days.dedup();
        let next = days.iter().skip(1).map(|jour| Some(calendrier::plus_jours(*jour, -1))).chain([None]);
        days.iter().zip(next).map(|(du, au)| self.sejour(Periode { du: *du, au })).collect()
    }

    fn sejour(&self, jours: Periode) -> Sejour {
        let renfort = self.renforts.iter().rfind(|(le, _)| *le <= jours.du);
        Sejour { jours, situation: self.situation(jours.du), renforce: renfort.is_some_and(|(_, renforce)| *renforce) }
    }

    /// Nowhere while no contact is expected.
    fn situation(&self, jour: NaiveDate) -> Option<Situation> {
        if self.arrets.iter().any(|jours| jours.contient(jour)) {
            return None;
        }
        match etat::domain::le(self.periodes, jour)? {
            Etat::Suivi(_) => Some(Situation::EnEmploi),
            Etat::EnEtape => Some(Situation::EnEtape),
            Etat::EnAccompagnement if self.etapes.iter().any(|run| run.contient(jour)) => Some(Situation::EnEtape),
            Etat::EnAccompagnement => {
                Some(Situation::Accompagne { deja_en_etape: self.etapes.iter().any(|run| run.du <= jour) })
            }
            Etat::EnVeille | Etat::Suspendu | Etat::Sorti => None,
        }
    }
}

/// In an ACI, in training or in a job someone else is there every day.
const fn delegue(nature: NatureEtape) -> bool {
    use NatureEtape as N;
    match nature {
        N::Aci | N::Ai | N::Ei | N::Etti | N::Formation | N::Emploi => true,
        N::Immersion | N::Atelier => false,
    }
}

impl Contact {
    /// What it counts for in the contact of the month; a workshop is none.
    pub(crate) fn compte(&self) -> Option<Compte> {
        match self.nature {
            NatureRendezVous::Diagnostic | NatureRendezVous::Entretien => {
                self.justifie.then_some(Compte::Entretien(self.minutes))
            }
            NatureRendezVous::Telephone | NatureRendezVous::Bilan => Some(Compte::Autre),
            NatureRendezVous::Atelier => None,
        }
    }

    /// Whether its minutes are hours of accompaniment: proved, and not a call, for which nobody but the
    /// référent signs.
    const fn fait_des_heures(&self) -> bool {
        self.justifie && !matches!(self.nature, NatureRendezVous::Telephone)
    }
}

/// Time of accompaniment that the contacts prove since the entry.
pub(crate) fn heures(contacts: &[Contact], entree_le: NaiveDate) -> Duree {
    let since = contacts.iter().filter(|contact| contact.jour >= entree_le);
    since.filter(|contact| contact.fait_des_heures()).map(|contact| contact.minutes).sum()
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id};
    use parcours_api::EtatEtape;
    use testdata::d;

    use super::*;
    use crate::vie::etat::domain::Suivi;

    fn etape(nature: NatureEtape, debut: &str, fin: Option<&str>) -> Etape {
        Etape {
            id: Id::MIN,
            version: 1,
            parcours: Id::MIN,
            participant: Id::MIN,
            nature,
            operateur: Id::MIN,
            intitule: "Espaces verts".to_owned(),
            debut: d(debut),
            fin_prevue: d("2026-12-31"),
            fin: fin.map(d),
            etat: EtatEtape::Demarree,
            motif: None,
            bilans: vec![],
            bilans_repris: vec![],
        }
    }

    fn march() -> Periode {
        Periode { du: d("2026-03-01"), au: Some(d("2026-03-31")) }
    }

    fn contact(nature: NatureRendezVous, justifie: bool) -> Contact {
        let minutes = Duree::heures_minutes(1, 0);
        Contact { rendez_vous: Id::MIN, jour: d("2026-03-12"), nature, minutes, justifie }
    }

    #[test]
    fn one_day_of_aci_in_the_month_makes_it_delegue() {
        let in_march = |debut, fin| {
            let aci = [etape(NatureEtape::Aci, debut, fin)];
            mode(&[], &aci, march())
        };
        assert_eq!(in_march("2026-03-31", None), Mode::Delegue);
        assert_eq!(in_march("2026-04-01", None), Mode::Individuel);
        assert_eq!(in_march("2026-01-05", Some("2026-03-01")), Mode::Delegue);
        assert_eq!(in_march("2026-01-05", Some("2026-02-28")), Mode::Individuel);
    }

    #[test]
    fn neither_a_workshop_nor_an_immersion_nor_an_etape_to_come_accompanies_every_day() {
        let march = march();
        for nature in [NatureEtape::Atelier, NatureEtape::Immersion] {
            assert_eq!(mode(&[], &[etape(nature, "2026-03-02", None)], march), Mode::Individuel);
        }
        let proposed = Etape { etat: EtatEtape::Acceptee, ..etape(NatureEtape::Aci, "2026-03-02", None) };
        assert_eq!(mode(&[], &[proposed], march), Mode::Individuel);
    }

    #[test]
    fn a_job_accompanies_from_its_first_day_on_and_not_before() {
        let etat = Etat::Suivi(Suivi::Emploi { debut: d("2026-03-31") });
        let from = |du| [PeriodeEtat { etat, jours: Periode { du: d(du), au: None } }];
        assert_eq!(mode(&from("2026-03-31"), &[], march()), Mode::Delegue);
        assert_eq!(mode(&from("2026-04-01"), &[], march()), Mode::Individuel, "in March nobody else was there");
    }

    #[test]
    fn one_day_of_accompaniment_in_the_month_calls_for_its_contact() {
        let in_march = |periodes: &[PeriodeEtat], arrets: &[Periode]| {
            accompagne(&Presence { periodes, etapes: &[], arrets, renforts: &[] }.sejours(), march())
        };
        let back = |du: &str| {
            let stopped = Periode { du: d("2026-02-12"), au: Some(calendrier::plus_jours(d(du), -1)) };
            [
                PeriodeEtat { etat: Etat::Suspendu, jours: stopped },
                PeriodeEtat { etat: Etat::EnAccompagnement, jours: Periode { du: d(du), au: None } },
            ]
        };
        assert!(in_march(&back("2026-03-31"), &[]));
        assert!(!in_march(&back("2026-04-01"), &[]), "suspended on each day of March");
        assert!(!in_march(&back("2026-03-31"), &[jours("2026-03-31", None)]), "nor was its last one owed");
        assert!(!in_march(&[], &[]), "not entered yet");
    }

    fn jours(du: &str, au: Option<&str>) -> Periode {
        Periode { du: d(du), au: au.map(d) }
    }

    #[test]
    fn the_rhythm_follows_the_state_of_the_day_and_asks_nothing_of_who_is_not_accompanied() {
        let is = |etat, etapes: &[Periode]| {
            let periodes = [PeriodeEtat { etat, jours: jours("2026-02-12", None) }];
            Presence { periodes: &periodes, etapes, arrets: &[], renforts: &[] }.situation(d("2026-03-12"))
        };
        let alone = |deja_en_etape| Some(Situation::Accompagne { deja_en_etape });
        assert_eq!(is(Etat::EnAccompagnement, &[]), alone(false));
        assert_eq!(is(Etat::EnAccompagnement, &[jours("2026-02-16", Some("2026-03-11"))]), alone(true));
        assert_eq!(is(Etat::EnAccompagnement, &[jours("2026-03-13", None)]), alone(false), "it has not begun");
        assert_eq!(
            is(Etat::EnAccompagnement, &[jours("2026-03-12", None)]),
            Some(Situation::EnEtape),
            "it might begin"
        );
        assert_eq!(is(Etat::EnEtape, &[]), Some(Situation::EnEtape));
        assert_eq!(is(Etat::Suivi(Suivi::Emploi { debut: d("2026-02-12") }), &[]), Some(Situation::EnEmploi));
        for none in [Etat::EnVeille, Etat::Suspendu, Etat::Sorti] {
            assert_eq!(is(none, &[]), None);
        }
    }

    #[test]
    fn a_stay_begins_with_each_fact_of_the_parcours_and_ends_the_day_before_the_next() {
        let periodes = [PeriodeEtat { etat: Etat::EnAccompagnement, jours: jours("2026-02-12", None) }];
        let told = Presence {
            periodes: &periodes,
            etapes: &[jours("2026-03-02", Some("2026-03-31"))],
            arrets: &[jours("2026-05-01", Some("2026-05-31"))],
            renforts: &[(d("2026-02-01"), true), (d("2026-06-10"), false)],
        };
        let (alone, between) =
            (Situation::Accompagne { deja_en_etape: false }, Situation::Accompagne { deja_en_etape: true });
        let expected = [
            ("2026-02-12", Some("2026-03-01"), Some(alone), true),
            ("2026-03-02", Some("2026-03-31"), Some(Situation::EnEtape), true),
            ("2026-04-01", Some("2026-04-30"), Some(between), true),
            ("2026-05-01", Some("2026-05-31"), None, true),
            ("2026-06-01", Some("2026-06-09"), Some(between), true),
            ("2026-06-10", None, Some(between), false),
        ];
        let expected =
            expected.map(|(du, au, situation, renforce)| Sejour { jours: jours(du, au), situation, renforce });
        assert_eq!(told.sejours(), expected);
        assert!(Presence { periodes: &[], ..told }.sejours().is_empty(), "not entered yet");
    }

    #[test]
    fn an_interview_counts_once_proved_a_call_always_and_a_workshop_never() {
        use NatureRendezVous as N;
        let hour = Some(Compte::Entretien(Duree::heures_minutes(1, 0)));
        assert_eq!(contact(N::Entretien, true).compte(), hour);
        assert_eq!(contact(N::Entretien, false).compte(), None);
        assert_eq!(contact(N::Telephone, false).compte(), Some(Compte::Autre));
        assert_eq!(contact(N::Atelier, true).compte(), None);
    }

    #[test]
    fn hours_are_proved_and_a_call_makes_none() {
        let all: Vec<_> =
            NatureRendezVous::TOUS.iter().flat_map(|one| [contact(*one, true), contact(*one, false)]).collect();
        assert_eq!(heures(&all, d("2026-03-12")), Duree::heures_minutes(4, 0));
        assert_eq!(heures(&all, d("2026-03-13")), Duree::ZERO, "what precedes the entry is no hour of it");
    }
}
