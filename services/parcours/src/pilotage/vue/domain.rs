//! What a parcours holds of before its entry, since the entry was corrected, whether who follows the person may, and on which
//! day its exit is judged.

use chrono::NaiveDate;
use kernel::{
    calendrier::{Periode, plus_jours},
    phrase,
};
use parcours_api::{EtatEtape, EtatSortie, NatureSuspension};
use referentiel::{Raison, Referentiel, Verdict};

use crate::{
    etapes::etape::domain::Etape, pilotage::suspension::domain::Suspension, sorties::sortie::domain::Sortie,
    vie::parcours::domain::Parcours,
};

/// What is known of a parcours that has a first day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Faits<'a> {
    pub(crate) etapes: &'a [Etape],
    pub(crate) suspensions: &'a [Suspension],
    pub(crate) sorties: &'a [Sortie],
    /// The last day of the accompaniment, when it ended.
    pub(crate) sorti_le: Option<NaiveDate>,
}

impl Faits<'_> {
    /// What begins before the entry, in the words of a sentence, with its first day: not what was given up, nor taken back.
    fn anterieurs(self, entree_le: NaiveDate) -> Vec<(String, NaiveDate)> {
        let etapes = self.etapes.iter().filter(|one| one.etat != EtatEtape::Abandonnee);
        let etapes = etapes.map(|one| (format!("l'étape « {} »", one.intitule), one.debut));
        let stopped = self.suspensions.iter().map(|one| (arret(one.nature).to_owned(), one.du));
        let exits = self.sorties.iter().filter(|one| one.correction.is_none());
        let exits = exits.map(|one| ("une sortie".to_owned(), one.debut));
        let end = self.sorti_le.map(|le| ("la fin de l'accompagnement".to_owned(), le));
        etapes.chain(stopped).chain(exits).chain(end).filter(|(_, debut)| *debut < entree_le).collect()
    }
}

const fn arret(nature: NatureSuspension) -> &'static str {
    match nature {
        NatureSuspension::Suspension => "une suspension",
        NatureSuspension::Veille => "une veille",
    }
}

/// What begins before the entry is told, each by a sentence: either day is to be corrected.
pub(crate) fn avant_l_entree(referentiel: &Referentiel, parcours: &Parcours, faits: Faits<'_>) -> Vec<Raison> {
    let entree_le = parcours.entree_le;
    let one = |(quoi, debut): (String, NaiveDate)| {
        let sentence = format!(
            "{quoi} est du {}, avant l'entrée au {} : corriger l'un des deux jours",
            phrase::jour(debut),
            phrase::jour(entree_le)
        );
        Verdict::new(referentiel, "fait_avant_l_entree", (), sentence)
            .fait("jour", debut)
            .fait("entrée", entree_le)
            .raison
    };
    faits.anterieurs(entree_le).into_iter().map(one).collect()
}

/// Whoever follows a person on `jour` and holds, on that day, none of the roles of référent that they were given opens no file
/// any more: the person is to be handed over.
pub(crate) fn sans_mandat(referentiel: &Referentiel, mandats: &[Periode], jour: NaiveDate) -> Option<Raison> {
    if mandats.iter().any(|one| one.contient(jour)) {
        return None;
    }
    let last = mandats.iter().filter_map(|one| one.au).filter(|au| *au < jour).max();
    let since = last.map(|au| format!(" depuis le {}", phrase::jour(plus_jours(au, 1)))).unwrap_or_default();
    let sentence = format!("référent sans mandat{since} : confier la personne à quelqu'un d'autre");
    let verdict = Verdict::new(referentiel, "referent_sans_mandat", (), sentence);
    let verdict = match last {
        Some(au) => verdict.fait("dernier jour du mandat", au),
        None => verdict,
    };
    Some(verdict.raison)
}

/// The day on which the exit of a parcours is judged: the first one of what the person leaves for, so that it is the same while
/// that is followed and once it is confirmed; the end of the accompaniment, of who left otherwise.
pub(crate) fn jour_de_la_sortie(sorties: &[Sortie], sorti_le: Option<NaiveDate>) -> Option<NaiveDate> {
    let debut = |etat: EtatSortie| sorties.iter().filter(|one| one.etat == etat).map(|one| one.debut).max();
    debut(EtatSortie::Confirmee).or(sorti_le).or_else(|| debut(EtatSortie::EnSuivi))
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use parcours_api::NatureEtape;
    use testdata::d;

    use super::*;
    use crate::vie::parcours::domain::Phase;

    fn etape(debut: &str, etat: EtatEtape) -> Etape {
        Etape {
            id: Id::MIN,
            version: 1,
            parcours: Id::MIN,
            participant: Id::MIN,
            nature: NatureEtape::Atelier,
            operateur: Id::MIN,
            intitule: "Atelier CV".to_owned(),
            debut: d(debut),
            fin_prevue: d("2026-12-31"),
            fin: None,
            etat,
            motif: None,
            bilans: vec![],
            bilans_repris: vec![],
        }
    }

    fn veille(du: &str) -> Suspension {
        Suspension {
            id: Id::MIN,
            parcours: Id::MIN,
            participant: Id::MIN,
            nature: NatureSuspension::Veille,
            du: d(du),
            au: None,
            motif: "congé parental".to_owned(),
            decidee_par: Id::MIN,
            version: 1,
            retiree: false,
        }
    }

    #[test]
    fn what_begins_on_the_day_before_the_entry_is_told_and_on_the_entry_it_is_not() {
        let rules = referentiel::livre("lyon").unwrap();
        let told = |etapes: &[Etape], suspensions: &[Suspension]| {
            let faits = Faits { etapes, suspensions, sorties: &[], sorti_le: None };
            avant_l_entree(&rules, &Parcours::exemple(Phase::EnCours), faits).len()
        };
        assert_eq!(told(&[etape("2026-02-11", EtatEtape::Demarree)], &[]), 1);
        assert_eq!(told(&[etape("2026-02-12", EtatEtape::Demarree)], &[]), 0);
        assert_eq!(told(&[etape("2026-02-11", EtatEtape::Abandonnee)], &[]), 0, "nobody began it");
        assert_eq!(told(&[], &[veille("2026-02-11"), veille("2026-02-12")]), 1);
    }

    #[test]
    fn a_person_is_to_be_handed_over_from_the_day_after_the_last_one_of_the_role_of_who_follows_them() {
        let rules = referentiel::livre("lyon").unwrap();
        let role = |du: &str, au: Option<&str>| Periode { du: d(du), au: au.map(d) };
        let said = |mandats: &[Periode], jour: &str| sans_mandat(&rules, mandats, d(jour)).map(|one| one.explication);
        let left = [role("2015-01-01", Some("2026-05-31")), role("2015-01-01", Some("2018-12-31"))];
        assert_eq!(said(&left, "2026-05-31"), None);
        let why = "référent sans mandat depuis le 01/06/2026 : confier la personne à quelqu'un d'autre";
        assert_eq!(said(&left, "2026-06-01").as_deref(), Some(why));
        assert_eq!(said(&[left[0], role("2026-06-01", None)], "2026-06-01"), None, "given again");
        let never = "référent sans mandat : confier la personne à quelqu'un d'autre";
        assert_eq!(said(&[], "2026-06-01").as_deref(), Some(never));
    }

    #[test]
    fn an_exit_is_judged_on_its_first_day_while_it_is_followed_and_once_it_is_confirmed() {
        let exit = |etat, debut| Sortie { etat, debut: d(debut), ..Sortie::exemple() };
        let followed = exit(EtatSortie::EnSuivi, "2026-11-02");
        let confirmed = exit(EtatSortie::Confirmee, "2026-11-02");
        let lost = exit(EtatSortie::NonPositive, "2026-11-03");
        let (debut, acquise_le) = (Some(d("2026-11-02")), Some(d("2027-05-02")));
        assert_eq!(jour_de_la_sortie(&[followed.clone(), lost.clone()], None), debut);
        assert_eq!(jour_de_la_sortie(&[lost.clone(), confirmed], acquise_le), debut);
        assert_eq!(jour_de_la_sortie(&[followed], Some(d("2026-11-01"))), Some(d("2026-11-01")), "they left otherwise");
        assert_eq!(jour_de_la_sortie(&[lost], None), None);
    }
}
