//! What the former program and the suite say of the persons of a month.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use chrono::NaiveDate;
use kernel::{ParcoursId, ParticipantId, phrase};
use parcours_api::{ConstatPresence, ConstatReprise, LigneComparaisonReprise, PresenceDite, PresenceReprise};

use crate::{
    pilotage::comparaison::domain::{Passage, Presence, Vis},
    vie::etat::domain::{Etat, PeriodeEtat, le},
};

/// A parcours, with what stands for the references of its person in the former program: several of who has parcours
/// that were made one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repris {
    pub(crate) passage: Passage,
    /// None of who was not taken over from it.
    pub(crate) empreintes: Vec<String>,
    /// First day of which its history is known, when it is after the entry.
    pub(crate) connu_depuis: Option<NaiveDate>,
}

/// A month, and the states of its parcours.
pub(crate) struct Mois<'a> {
    /// Its last day, or the present one while it runs.
    pub(crate) dernier: NaiveDate,
    pub(crate) periodes: &'a HashMap<ParcoursId, Vec<PeriodeEtat>>,
}

impl Mois<'_> {
    /// How a person is on the last day; nothing of who had not entered, or had left. `compte` says whether a state is in the
    /// file active.
    fn presence(&self, passage: &Passage, compte: &impl Fn(Etat) -> bool) -> Option<Presence> {
        let days = self.periodes.get(&passage.parcours)?;
        let etat = le(days, self.dernier).filter(|etat| passage.entree_le <= self.dernier && *etat != Etat::Sorti)?;
        Some(Presence { compte: compte(etat), dernier: Some((etat.code(), self.dernier)) })
    }

    /// What both say of each person of one or of both, those of whom they differ first; `dites` are what the former program
    /// says, each with what stands for its reference.
    pub(crate) fn comparer(
        &self,
        repris: &[Repris],
        dites: &[(String, PresenceReprise)],
        compte: impl Fn(Etat) -> bool,
    ) -> Vec<LigneComparaisonReprise> {
        let mut persons: BTreeMap<ParticipantId, Vec<&Repris>> = BTreeMap::new();
        for one in repris {
            persons.entry(one.passage.participant).or_default().push(one);
        }
        let mut said: HashMap<&str, &PresenceReprise> = dites.iter().map(|(cle, one)| (cle.as_str(), one)).collect();
        let mut told = Vec::new();
        for all in persons.values() {
            let named = all.iter().flat_map(|one| one.empreintes.iter().map(|cle| (*one, cle.as_str())));
            let own = named.filter_map(|(one, cle)| Some((one, said.remove(cle)?)));
            let mut own: Vec<_> = own.collect();
            // Of two files that were merged, the one that the former program counts is compared.
            own.sort_by_key(|(_, dite)| dite.present);
            let dite = own.pop().map(|(_, dite)| dite);
            told.extend(self.personne(all, dite, &compte));
            told.extend(own.into_iter().map(|(one, double)| reunie(&one.passage, double, dite)));
        }
        told.extend(dites.iter().filter(|(cle, _)| said.contains_key(cle.as_str())).map(|(_, one)| inconnue(one)));
        told.sort_by_key(|one| one.constat == ConstatReprise::Identique);
        told
    }

    /// One parcours a person: the one that is in the file active, or else in the PLIE, or else the last that had begun by the
    /// last day, or else the next one.
    fn personne(
        &self,
        all: &[&Repris],
        dite: Option<&PresenceReprise>,
        compte: &impl Fn(Etat) -> bool,
    ) -> Option<LigneComparaisonReprise> {
        let seen = all.iter().map(|one| (self.presence(&one.passage, compte), *one));
        let (presence, one) = seen.max_by_key(|(presence, one)| {
            let entree_le = one.passage.entree_le;
            let begun = (entree_le <= self.dernier).then_some(entree_le);
            (presence.map(|one| one.compte), begun, Reverse(entree_le))
        })?;
        let passage = one.passage;
        let vis = Vis {
            passage,
            dernier: self.dernier,
            presence,
            periodes: self.periodes.get(&passage.parcours).map(Vec::as_slice).unwrap_or_default(),
            ailleurs_depuis: None,
            dite: dite.map(|said| PresenceDite {
                participant: passage.participant,
                present: said.present,
                situation: said.situation,
            }),
            autre: "l'ancien logiciel",
        };
        let constat = vis.constat();
        let differs = constat != ConstatPresence::Identique;
        let inconnu_avant = one.connu_depuis.filter(|connu| differs && *connu > self.dernier);
        let unknown = |connu: NaiveDate| format!(" (inconnu avant le {})", phrase::jour(connu));
        let explication = vis.explication().map(|said| said + &inconnu_avant.map(unknown).unwrap_or_default());
        Some(LigneComparaisonReprise {
            reference: dite.map(|said| said.reference.clone()),
            participant: Some(passage.participant),
            participant_nom: None,
            parcours: Some(passage.parcours),
            constat: constat.into(),
            compte: vis.compte(),
            situation: vis.situation(),
            dite: dite.cloned(),
            fait: differs.then(|| vis.fait()).flatten(),
            inconnu_avant,
            explication,
        })
    }
}

/// A further reference of a person whose files were merged here: they are counted here once, by the other one.
fn reunie(passage: &Passage, dite: &PresenceReprise, autre: Option<&PresenceReprise>) -> LigneComparaisonReprise {
    let counted = autre.map(|one| format!(", la personne est comparée sous la référence {}", one.reference));
    LigneComparaisonReprise {
        participant: Some(passage.participant),
        parcours: Some(passage.parcours),
        explication: dite.present.then(|| format!("deux dossiers réunis{}", counted.unwrap_or_default())),
        ..inconnue(dite)
    }
}

/// A reference that no parcours has.
fn inconnue(dite: &PresenceReprise) -> LigneComparaisonReprise {
    let constat = if dite.present { ConstatReprise::AncienLogicielSeulement } else { ConstatReprise::Identique };
    LigneComparaisonReprise {
        reference: Some(dite.reference.clone()),
        participant: None,
        participant_nom: None,
        parcours: None,
        constat,
        compte: false,
        situation: None,
        dite: Some(dite.clone()),
        fait: None,
        inconnu_avant: None,
        explication: dite.present.then(|| "aucun parcours repris n'a cette référence".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, calendrier::Periode};
    use parcours_api::{EtatParcours, FaitPresence};
    use testdata::d;

    use super::*;

    fn repris(rank: u128, reference: &str, entree_le: &str, sorti_le: Option<&str>) -> Repris {
        let (entree_le, sorti_le) = (d(entree_le), sorti_le.map(d));
        let passage = Passage { parcours: Id::from_u128(rank), participant: Id::from_u128(rank), entree_le, sorti_le };
        Repris { passage, empreintes: vec![reference.to_owned()], connu_depuis: None }
    }

    fn dite(reference: &str, present: bool, situation: Option<EtatParcours>) -> (String, PresenceReprise) {
        (reference.to_owned(), PresenceReprise { reference: reference.to_owned(), present, situation })
    }

    /// What December 2025 says of each, by reference, with every state but the veille in the file active.
    fn decembre(
        repris: &[Repris],
        etats: &[(u128, Etat, &str)],
        dites: &[(String, PresenceReprise)],
    ) -> Vec<LigneComparaisonReprise> {
        let mut periodes: HashMap<ParcoursId, Vec<PeriodeEtat>> = HashMap::new();
        for (rank, etat, du) in etats {
            let jours = Periode { du: d(du), au: None };
            periodes.entry(Id::from_u128(*rank)).or_default().push(PeriodeEtat { etat: *etat, jours });
        }
        let mois = Mois { dernier: d("2025-12-31"), periodes: &periodes };
        mois.comparer(repris, dites, |etat| etat != Etat::EnVeille)
    }

    #[test]
    fn each_person_is_counted_by_both_by_one_of_them_or_in_another_state() {
        use ConstatReprise as C;
        let here = [
            repris(1, "101", "2024-03-01", None),
            repris(2, "102", "2024-03-01", None),
            repris(3, "103", "2024-03-01", None),
            repris(4, "104", "2024-03-01", None),
        ];
        let etats = [
            (1, Etat::EnEtape, "2025-05-05"),
            (2, Etat::EnVeille, "2025-11-01"),
            (3, Etat::EnAccompagnement, "2024-03-01"),
            (4, Etat::EnEtape, "2025-12-01"),
        ];
        let dites = [
            dite("101", true, Some(EtatParcours::EnEtape)),
            dite("102", true, None),
            dite("104", true, Some(EtatParcours::EnAccompagnement)),
            dite("999", true, None),
        ];
        let told = decembre(&here, &etats, &dites);
        let said: Vec<_> = told.iter().map(|one| (one.reference.as_deref(), one.constat)).collect();
        let expected = [
            (Some("102"), C::AncienLogicielSeulement),
            (None, C::IciSeulement),
            (Some("104"), C::SituationDifferente),
            (Some("999"), C::AncienLogicielSeulement),
            (Some("101"), C::Identique),
        ];
        assert_eq!(said, expected);
        assert_eq!(told[0].fait.map(|fait| (fait.nature, fait.le)), Some((FaitPresence::Veille, d("2025-11-01"))));
        assert_eq!(
            told[2].explication.as_deref(),
            Some("en étape pour le PLIE, en accompagnement pour l'ancien logiciel : étape commencée le 01/12/2025")
        );
    }

    #[test]
    fn who_left_counts_until_the_day_before_and_who_came_back_is_one_person() {
        let out = |sorti_le| {
            let left = [repris(1, "101", "2024-03-01", Some(sorti_le))];
            let etats = [(1, Etat::EnAccompagnement, "2024-03-01"), (1, Etat::Sorti, sorti_le)];
            decembre(&left, &etats, &[dite("101", true, None)])[0].constat
        };
        assert_eq!(out("2025-12-31"), ConstatReprise::AncienLogicielSeulement);
        assert_eq!(out("2026-01-01"), ConstatReprise::Identique);
        let mut again = repris(2, "101", "2025-12-31", None);
        again.passage.participant = Id::from_u128(1);
        let both = [repris(1, "101", "2019-03-01", Some("2021-07-01")), again];
        let etats = [(1, Etat::Sorti, "2021-07-01"), (2, Etat::EnAccompagnement, "2025-12-31")];
        let told = decembre(&both, &etats, &[dite("101", true, None)]);
        assert_eq!((told.len(), told[0].constat), (1, ConstatReprise::Identique));
    }

    #[test]
    fn who_is_out_on_the_last_day_is_told_of_by_the_passage_of_the_month_and_not_by_the_next_one() {
        let mut next = repris(2, "101", "2026-02-02", None);
        next.passage.participant = Id::from_u128(1);
        let both = [repris(1, "101", "2024-03-01", Some("2025-12-08")), next];
        let etats = [(1, Etat::Sorti, "2025-12-08"), (2, Etat::EnAccompagnement, "2026-02-02")];
        let told = decembre(&both, &etats, &[dite("101", true, None)]);
        assert_eq!(told[0].fait.map(|fait| (fait.nature, fait.le)), Some((FaitPresence::Sortie, d("2025-12-08"))));
        let later = decembre(&both[1..], &etats, &[dite("101", true, None)]);
        assert_eq!(later[0].fait.map(|fait| (fait.nature, fait.le)), Some((FaitPresence::Entree, d("2026-02-02"))));
    }

    #[test]
    fn of_two_files_that_were_merged_each_reference_is_told_and_one_is_compared() {
        let mut absorbed = repris(2, "102", "2025-02-03", None);
        absorbed.passage.participant = Id::from_u128(1);
        let both = [repris(1, "101", "2024-03-01", None), absorbed];
        let etats = [(1, Etat::EnAccompagnement, "2024-03-01"), (2, Etat::EnVeille, "2025-11-01")];
        let told = |first: bool, second: bool| {
            let told = decembre(&both, &etats, &[dite("101", first, None), dite("102", second, None)]);
            let mut told: Vec<_> = told.into_iter().map(|one| (one.reference, one.constat, one.compte)).collect();
            told.sort_by(|one, other| one.0.cmp(&other.0));
            told
        };
        let line = |reference: &str, constat, compte| (Some(reference.to_owned()), constat, compte);
        let (same, theirs) = (ConstatReprise::Identique, ConstatReprise::AncienLogicielSeulement);
        assert_eq!(told(true, false), [line("101", same, true), line("102", same, false)]);
        assert_eq!(told(false, true), [line("101", same, false), line("102", same, true)]);
        assert_eq!(told(true, true), [line("101", theirs, false), line("102", same, true)]);
        let why = decembre(&both, &etats, &[dite("101", true, None), dite("102", true, None)]).remove(0).explication;
        assert_eq!(why.as_deref(), Some("deux dossiers réunis, la personne est comparée sous la référence 102"));
    }

    #[test]
    fn a_month_that_was_over_before_the_history_is_known_says_so_where_it_differs() {
        let differs = |connu: &str| {
            let one = Repris { connu_depuis: Some(d(connu)), ..repris(1, "101", "2024-03-01", None) };
            decembre(&[one], &[(1, Etat::EnAccompagnement, "2024-03-01")], &[]).remove(0)
        };
        assert_eq!(differs("2025-12-31").inconnu_avant, None);
        let unknown = differs("2026-01-01");
        assert_eq!(unknown.inconnu_avant, Some(d("2026-01-01")));
        assert!(unknown.explication.unwrap().ends_with("(inconnu avant le 01/01/2026)"));
    }
}
