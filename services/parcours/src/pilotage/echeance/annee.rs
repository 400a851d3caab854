//! A year of five hundred persons, day by day: no alert that its rule does not explain, none missing. What is said from
//! dates is compared with what somebody would find who counts the days.

use chrono::{Datelike, NaiveDate};
use emargement_api::NatureRendezVous;
use kernel::{
    Duree, Id,
    calendrier::{self, Periode},
};
use parcours_api::{EtatEtape, NatureEtape};
use referentiel::{Attendu, Referentiel, livre};
use testdata::d;

use crate::{
    etapes::etape::domain::Etape,
    pilotage::{accompagnement::domain::Contact, echeance::domain::Faits},
    vie::{
        etat::domain::{Etat, PeriodeEtat},
        parcours::domain::{Parcours, Phase},
    },
};

const PERSONNES: u64 = 500;

/// Numbers that follow from their seed, the same in each run.
struct Hasard(u64);

impl Hasard {
    fn entre(&mut self, from: i64, to: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from + i64::try_from((self.0 >> 33) % u64::try_from(to - from).unwrap()).unwrap()
    }
}

/// What happens to a person, whether or not it is known yet.
struct Vie {
    entree: NaiveDate,
    etapes: Vec<(NaiveDate, NaiveDate)>,
    arrets: Vec<Periode>,
    contacts: Vec<Contact>,
}

fn vie(seed: u64) -> Vie {
    let mut hasard = Hasard(seed * 7 + 1);
    let entree = calendrier::plus_jours(d("2025-01-01"), hasard.entre(0, 400));
    let mut day = calendrier::plus_jours(entree, hasard.entre(0, 150));
    let mut etapes = Vec::new();
    for _ in 0..hasard.entre(0, 5) {
        let end = calendrier::plus_jours(day, hasard.entre(0, 90));
        etapes.push((day, end));
        day = calendrier::plus_jours(end, hasard.entre(1, 200));
    }
    let mut arrets = Vec::new();
    if hasard.entre(0, 3) == 0 {
        let du = calendrier::plus_jours(entree, hasard.entre(0, 300));
        arrets.push(Periode { du, au: Some(calendrier::plus_jours(du, hasard.entre(0, 60))) });
    }
    let mut contacts = Vec::new();
    let mut day = entree;
    for _ in 0..hasard.entre(0, 24) {
        day = calendrier::plus_jours(day, hasard.entre(5, 60));
        let minutes = if hasard.entre(0, 4) == 0 { Duree::heures_minutes(0, 30) } else { Duree::heures_minutes(1, 0) };
        let nature = NatureRendezVous::Entretien;
        contacts.push(Contact { rendez_vous: Id::MIN, jour: day, nature, minutes, justifie: true });
    }
    Vie { entree, etapes, arrets, contacts }
}

/// What is known of it on a day: an étape that has not ended has no last day yet.
struct Connu {
    parcours: Parcours,
    etapes: Vec<Etape>,
    periodes: Vec<PeriodeEtat>,
    contacts: Vec<Contact>,
}

fn connu(vie: &Vie, jour: NaiveDate) -> Connu {
    let parcours = Parcours {
        id: Id::MIN,
        participant: Id::MIN,
        candidature: Id::MIN,
        referent: Id::MIN,
        entree_le: vie.entree,
        phase: Phase::EnCours,
        sorti_le: None,
        reuni_a: None,
        connu_depuis: None,
        naissance: None,
    };
    let begun = vie.etapes.iter().filter(|(du, _)| *du <= jour);
    let etape = |(du, au): &(NaiveDate, NaiveDate)| Etape {
        id: Id::MIN,
        version: 1,
        parcours: Id::MIN,
        participant: Id::MIN,
        nature: NatureEtape::Atelier,
        operateur: Id::MIN,
        intitule: "Atelier".to_owned(),
        debut: *du,
        fin_prevue: *au,
        fin: (*au < jour).then_some(*au),
        etat: if *au < jour { EtatEtape::Terminee } else { EtatEtape::Demarree },
        motif: None,
        bilans: vec![],
        bilans_repris: vec![],
    };
    let mut periodes = Vec::new();
    let mut from = vie.entree;
    for arret in &vie.arrets {
        if arret.du > from {
            let jours = Periode { du: from, au: Some(calendrier::plus_jours(arret.du, -1)) };
            periodes.push(PeriodeEtat { etat: Etat::EnAccompagnement, jours });
        }
        periodes.push(PeriodeEtat { etat: Etat::Suspendu, jours: *arret });
        from = calendrier::plus_jours(arret.au.unwrap(), 1);
    }
    periodes.push(PeriodeEtat { etat: Etat::EnAccompagnement, jours: Periode { du: from, au: None } });
    let contacts = vie.contacts.iter().filter(|one| one.jour <= jour).cloned().collect();
    Connu { parcours, etapes: begun.map(etape).collect(), periodes, contacts }
}

fn demandes(referentiel: &Referentiel, vie: &Vie, jour: NaiveDate) -> Vec<Attendu> {
    let Connu { parcours, etapes, periodes, contacts } = connu(vie, jour);
    let faits = Faits {
        parcours: &parcours,
        etapes: &etapes,
        sorties: &[],
        essayees: &[],
        arrets: &vie.arrets,
        revue: None,
        prolonge_au: None,
        periodes: &periodes,
        contacts: &contacts,
        renforts: &[],
        liaisons: &[],
        inscription: None,
    };
    let asked = faits.demandes(jour, |_| Ok::<_, ()>(referentiel)).unwrap();
    asked.into_iter().map(|one| one.attendu).collect()
}

/// The last day of a rule that counts days: each suspended one gives one more, as long as the limit has not passed.
fn compte_les_jours(vie: &Vie, jour: NaiveDate, mois: u32) -> Option<NaiveDate> {
    if vie.etapes.iter().any(|(du, au)| *du <= jour && *au >= jour) {
        return None;
    }
    let since = vie.etapes.iter().filter(|(_, au)| *au < jour).map(|(_, au)| *au).max().unwrap_or(vie.entree);
    let mut limite = calendrier::plus_mois(since, mois);
    for arret in &vie.arrets {
        if arret.du > limite {
            continue;
        }
        let mut day = arret.du;
        while arret.contient(day) {
            if day > since {
                limite = calendrier::plus_jours(limite, 1);
            }
            day = calendrier::plus_jours(day, 1);
        }
    }
    Some(limite)
}

/// The last day of the first month without an hour after the last that had one, those that were wholly suspended aside.
fn cherche_le_mois(vie: &Vie, jour: NaiveDate) -> NaiveDate {
    let hour = |mois: NaiveDate| {
        vie.contacts.iter().any(|one| {
            one.jour <= jour
                && (one.jour.year(), one.jour.month()) == (mois.year(), mois.month())
                && one.minutes >= Duree::heures_minutes(1, 0)
        })
    };
    let first = calendrier::premier_du_mois(vie.entree);
    let months: Vec<_> = (0..60).map(|rank| calendrier::plus_mois(first, rank)).collect();
    let last = months.iter().rposition(|mois| hour(*mois));
    let followed = |mois: NaiveDate| {
        let mut day = mois.max(vie.entree);
        while day <= calendrier::dernier_du_mois(mois) {
            if !vie.arrets.iter().any(|arret| arret.contient(day)) {
                return true;
            }
            day = calendrier::plus_jours(day, 1);
        }
        false
    };
    let after = months[last.map_or(0, |rank| rank + 1)..].iter().find(|mois| followed(**mois));
    calendrier::dernier_du_mois(*after.unwrap())
}

/// The last day of the first twelve months with fewer étapes than asked after the last that had them.
fn compte_les_annees(vie: &Vie, jour: NaiveDate, attendues: usize) -> NaiveDate {
    let begun = |rank: u32| {
        let (du, au) =
            (calendrier::plus_mois(vie.entree, 12 * rank), calendrier::plus_mois(vie.entree, 12 * rank + 12));
        vie.etapes.iter().filter(|(first, _)| *first <= jour && *first >= du && *first < au).count()
    };
    let kept = (0..10).rev().find(|rank| begun(*rank) >= attendues);
    let due = kept.map_or(0, |rank| rank + 1);
    calendrier::plus_jours(calendrier::plus_mois(vie.entree, 12 * due + 12), -1)
}

/// Walks from the last contact, day by day: when one is owed, and when it is late. Who stops before it is late owes nothing,
/// and counts again from the day on which they come back.
fn marche_jusqu_au_retard(vie: &Vie, jour: NaiveDate) -> NaiveDate {
    let debut = calendrier::plus_mois(vie.entree, 3);
    let running = |day| vie.etapes.iter().any(|(du, au)| *du <= jour && *du <= day && (*au >= jour || day <= *au));
    let stopped = |day| vie.arrets.iter().any(|arret| day >= vie.entree && arret.contient(day));
    let mut from = vie.contacts.iter().map(|one| one.jour).filter(|le| *le <= jour).max().unwrap_or(vie.entree);
    let (mut day, mut owed, mut away) = (from, None, stopped(from));
    loop {
        if stopped(day) {
            (owed, away) = (None, true);
        } else {
            if away {
                (from, away) = (day, false);
            }
            let fortnight = !running(day) && day < debut;
            let due = if fortnight { calendrier::plus_jours(from, 14) } else { calendrier::plus_mois(from, 1) };
            owed = owed.or_else(|| (day >= due).then_some(day));
            if let Some(last) = owed.map(|owed| calendrier::plus_jours(owed, 7)).filter(|last| day > *last) {
                return last;
            }
        }
        day = calendrier::plus_jours(day, 1);
    }
}

#[test]
fn over_a_year_of_five_hundred_persons_no_alert_is_missing_and_none_is_without_its_rule() {
    let (dijon, chalon, lyon) = (livre("dijon").unwrap(), livre("grand-chalon").unwrap(), livre("lyon").unwrap());
    let mut seen = [0; 4];
    for person in 0..PERSONNES {
        let vie = vie(person);
        for day in (0..365).step_by(7).map(|days| calendrier::plus_jours(d("2026-01-01"), days)) {
            if day < vie.entree {
                continue;
            }
            let limits = [
                (&dijon, "ecart_sans_etape", compte_les_jours(&vie, day, 4)),
                (&chalon, "contact_du_mois", Some(cherche_le_mois(&vie, day))),
                (&lyon, "etapes_par_douze_mois", Some(compte_les_annees(&vie, day, 2))),
                (&lyon, "rythme_de_contact", Some(marche_jusqu_au_retard(&vie, day))),
            ];
            for (rank, (rules, rule, counted)) in limits.into_iter().enumerate() {
                let asked: Vec<_> = demandes(rules, &vie, day).into_iter().filter(|one| one.regle == rule).collect();
                let said: Vec<_> = asked.iter().map(|one| one.limite).collect();
                assert_eq!(said, counted.into_iter().collect::<Vec<_>>(), "{rule} of person {person} on {day}");
                seen[rank] += asked.iter().filter(|one| one.alerte_le <= day).count();
            }
        }
    }
    assert!(seen.iter().all(|alerts| *alerts > 1_000), "each rule warns: {seen:?}");
}
