//! What two grids say of a person, and the fact that explains where they differ.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use chrono::NaiveDate;
use kernel::{ParcoursId, ParticipantId, calendrier::plus_jours, phrase};
use parcours_api::{ConstatPresence, EtatParcours, FaitDate, FaitPresence, LigneGrille, PresenceDite};

use crate::{
    pilotage::{grille::domain::libelle, occupation::domain::Equipier},
    vie::{
        affectation::domain::Affectation,
        etat::domain::{Etat, PeriodeEtat},
    },
};

/// From when to when a person is in the PLIE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) entree_le: NaiveDate,
    /// First day out of it.
    pub(crate) sorti_le: Option<NaiveDate>,
}

/// One passage a person, of those in the order of their entries: the one that is in the grid and occupies a place, or else the
/// last that is in it, or else the last that had begun by the end of the month, or else the next one.
pub(crate) fn retenus(
    passages: &[Passage],
    lignes: &[LigneGrille],
    dernier: NaiveDate,
) -> BTreeMap<ParticipantId, Passage> {
    let line: HashMap<_, _> = lignes.iter().map(|one| (one.parcours, one.compte)).collect();
    let rank = |one: &Passage| {
        let begun = (one.entree_le <= dernier).then_some(one.entree_le);
        (line.get(&one.parcours).copied(), begun, Reverse(one.entree_le))
    };
    let mut kept = BTreeMap::new();
    for one in passages {
        let former = kept.entry(one.participant).or_insert(*one);
        if rank(one) > rank(former) {
            *former = *one;
        }
    }
    kept
}

/// Since when nobody of a structure follows a person who is followed elsewhere on a day: since the day after the last one on
/// which a member of its team did, whether the person was handed over or the member left; since the entry when none did.
pub(crate) fn ailleurs_depuis(affectations: &[Affectation], equipe: &[Equipier], jour: NaiveDate) -> Option<NaiveDate> {
    let until = affectations.iter().flat_map(move |one| {
        let own = equipe.iter().filter(move |member| member.referent == one.referent);
        own.filter_map(move |member| one.jours.commun(member.jours)).filter(move |days| days.du <= jour)
    });
    let until = until.map(|days| days.au.unwrap_or(jour)).max();
    let first = affectations.iter().map(|one| one.jours.du).min();
    until.map(|au| plus_jours(au, 1)).or(first).filter(|le| *le <= jour)
}

/// How a person is in a month, by what is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Presence {
    /// Whether they occupy a place on the last day.
    pub(crate) compte: bool,
    /// The last state in which they were in it, and until when.
    pub(crate) dernier: Option<(EtatParcours, NaiveDate)>,
}

impl From<&LigneGrille> for Presence {
    fn from(ligne: &LigneGrille) -> Self {
        let last = ligne.periodes.last().and_then(|one| Some((one.etat, one.au?)));
        Self { compte: ligne.compte, dernier: last }
    }
}

/// What is known of a person in a month, and what others say of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vis<'a> {
    pub(crate) passage: Passage,
    /// The last day that the month has by now.
    pub(crate) dernier: NaiveDate,
    /// How they were in it, when whoever is compared followed them in the month.
    pub(crate) presence: Option<Presence>,
    /// All the days of the parcours, oldest first.
    pub(crate) periodes: &'a [PeriodeEtat],
    /// Since when nobody of the structure follows them, when nobody does on the last day.
    pub(crate) ailleurs_depuis: Option<NaiveDate>,
    pub(crate) dite: Option<PresenceDite>,
    /// Who says it, as people call them.
    pub(crate) autre: &'static str,
}

impl Vis<'_> {
    /// Whether they occupy a place of the structure on the last day.
    pub(crate) fn compte(&self) -> bool {
        self.presence.is_some_and(|one| one.compte)
    }

    /// Their state on the last day on which the structure followed them in the month.
    pub(crate) fn situation(&self) -> Option<EtatParcours> {
        self.presence.and_then(|one| one.dernier).map(|(etat, _)| etat)
    }

    /// Both say the same, or not. A state is compared where both count the person and the structure says one.
    pub(crate) fn constat(&self) -> ConstatPresence {
        use ConstatPresence as C;
        let said = self.dite.is_some_and(|dite| dite.present);
        let otherwise = self.dite.and_then(|dite| dite.situation).is_some_and(|etat| Some(etat) != self.situation());
        match (self.compte(), said) {
            (true, false) => C::AuPlieSeulement,
            (false, true) => C::ALaStructureSeulement,
            (true, true) if otherwise => C::SituationDifferente,
            (true, true) | (false, false) => C::Identique,
        }
    }

    /// Whether somebody of the structure followed them until the last day, or until they left.
    fn a_la_structure(&self) -> bool {
        self.presence.and_then(|one| one.dernier).is_some_and(|(_, au)| au >= self.dernier)
    }

    /// What made their presence what it is on the last day.
    pub(crate) fn fait(&self) -> Option<FaitDate> {
        let Passage { entree_le, sorti_le, .. } = self.passage;
        let fact = |nature, le| Some(FaitDate { nature, le });
        if entree_le > self.dernier {
            return fact(FaitPresence::Entree, entree_le);
        }
        if let Some(le) = sorti_le.filter(|le| *le <= self.dernier) {
            return fact(FaitPresence::Sortie, le);
        }
        if !self.a_la_structure() {
            return self.ailleurs_depuis.and_then(|le| fact(FaitPresence::Passation, le));
        }
        let last = self.periodes.iter().find(|one| one.jours.contient(self.dernier))?;
        let nature = match last.etat {
            Etat::EnVeille => FaitPresence::Veille,
            Etat::Suspendu => FaitPresence::Suspension,
            Etat::Suivi(_) => FaitPresence::Emploi,
            Etat::EnEtape => FaitPresence::Etape,
            Etat::Sorti => FaitPresence::Sortie,
            Etat::EnAccompagnement if last.jours.du == entree_le => FaitPresence::Entree,
            Etat::EnAccompagnement => FaitPresence::Reprise,
        };
        fact(nature, last.jours.du)
    }

    /// Where they differ and why, in one sentence; nothing where they say the same.
    pub(crate) fn explication(&self) -> Option<String> {
        let lead = match self.constat() {
            ConstatPresence::Identique => return None,
            ConstatPresence::AuPlieSeulement => "occupe une place pour le PLIE".to_owned(),
            ConstatPresence::ALaStructureSeulement => "n'occupe pas de place pour le PLIE".to_owned(),
            ConstatPresence::SituationDifferente => {
                let said = |etat: Option<EtatParcours>| etat.map_or("sans situation", libelle);
                let theirs = self.dite.and_then(|dite| dite.situation);
                format!("{} pour le PLIE, {} pour {}", said(self.situation()), said(theirs), self.autre)
            }
        };
        let fact = self.fait().map(|fait| format!(" : {} le {}", dire(fait.nature), phrase::jour(fait.le)));
        Some(lead + fact.as_deref().unwrap_or_default())
    }
}

/// A fact, as people call it.
const fn dire(nature: FaitPresence) -> &'static str {
    match nature {
        FaitPresence::Entree => "entrée au PLIE",
        FaitPresence::Sortie => "sortie",
        FaitPresence::Etape => "étape commencée",
        FaitPresence::Veille => "mise en veille",
        FaitPresence::Suspension => "suspension",
        FaitPresence::Emploi => "emploi ou formation suivis",
        FaitPresence::Reprise => "accompagnement repris",
        FaitPresence::Passation => "suivie par une autre structure",
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Duree, Id, calendrier::Periode};
    use parcours_api::PeriodeParcours;
    use testdata::d;

    use super::*;

    fn ligne(compte: bool, etat: EtatParcours, au: &str) -> LigneGrille {
        LigneGrille {
            parcours: Id::MIN,
            participant: Id::MIN,
            participant_nom: None,
            referent: Id::MIN,
            referent_nom: None,
            entree_le: d("2026-02-12"),
            sorti_le: None,
            compte,
            jours: vec![],
            periodes: vec![PeriodeParcours { etat, du: d("2026-03-01"), au: Some(d(au)) }],
            delegue: false,
            contacts: 0,
            minutes: Duree::default(),
            etape: None,
        }
    }

    fn vis<'a>(ligne: Option<&'a LigneGrille>, periodes: &'a [PeriodeEtat], dite: Option<PresenceDite>) -> Vis<'a> {
        let passage = Passage { parcours: Id::MIN, participant: Id::MIN, entree_le: d("2026-02-12"), sorti_le: None };
        let (dernier, ailleurs_depuis) = (d("2026-03-31"), Some(d("2026-03-15")));
        Vis {
            passage,
            dernier,
            presence: ligne.map(Into::into),
            periodes,
            ailleurs_depuis,
            dite,
            autre: "la structure",
        }
    }

    fn dite(present: bool, situation: Option<EtatParcours>) -> PresenceDite {
        PresenceDite { participant: Id::MIN, present, situation }
    }

    fn since(etat: Etat, du: &str) -> [PeriodeEtat; 1] {
        [PeriodeEtat { etat, jours: Periode { du: d(du), au: None } }]
    }

    fn suivie(referent: u128, du: &str, au: Option<&str>) -> Affectation {
        let jours = Periode { du: d(du), au: au.map(d) };
        Affectation { jours, ..Affectation::premiere(Id::from_u128(referent), d(du)) }
    }

    fn equipier(referent: u128, du: &str, au: Option<&str>) -> Equipier {
        Equipier { referent: Id::from_u128(referent), jours: Periode { du: d(du), au: au.map(d) } }
    }

    #[test]
    fn who_is_elsewhere_is_so_since_the_handover_or_since_the_référent_left_the_structure() {
        let since = |affectations: &[Affectation], equipe: &[Equipier]| {
            ailleurs_depuis(affectations, equipe, d("2026-03-31")).map(|le| le.to_string())
        };
        let one = [suivie(1, "2026-02-12", None)];
        let moved = [equipier(1, "2025-01-01", Some("2026-03-19"))];
        assert_eq!(since(&one, &moved).as_deref(), Some("2026-03-20"), "the role ended, not the affectation");
        let last_day = [equipier(1, "2025-01-01", Some("2026-03-31"))];
        assert_eq!(since(&one, &last_day), None, "of the structure until the end of the month");
        let handed = [
            suivie(1, "2026-02-12", Some("2026-02-28")),
            suivie(2, "2026-03-01", Some("2026-03-09")),
            suivie(3, "2026-03-10", None),
        ];
        let stays = [equipier(1, "2025-01-01", None)];
        assert_eq!(since(&handed, &stays).as_deref(), Some("2026-03-01"), "to the next one, whoever came after");
        assert_eq!(since(&handed, &[]).as_deref(), Some("2026-02-12"), "never of the structure");
        let later = [equipier(3, "2026-04-01", None)];
        assert_eq!(since(&handed, &later).as_deref(), Some("2026-02-12"), "of the structure later");
    }

    #[test]
    fn of_two_passages_the_one_of_the_month_is_compared() {
        let passage = |parcours: u128, entree: &str| Passage {
            parcours: Id::from_u128(parcours),
            participant: Id::MIN,
            entree_le: d(entree),
            sorti_le: None,
        };
        let kept = |passages: &[Passage], lignes: &[LigneGrille]| {
            retenus(passages, lignes, d("2026-03-31"))[&Id::MIN].entree_le.to_string()
        };
        let (before, of_the_month) = (passage(1, "2025-02-03"), passage(2, "2026-03-31"));
        let (next, after) = (passage(3, "2026-04-01"), passage(4, "2026-07-01"));
        assert_eq!(kept(&[after, next, of_the_month, before], &[]), "2026-03-31", "begun by the last day");
        assert_eq!(kept(&[after, next], &[]), "2026-04-01", "the next one");
        let line = |parcours, compte| LigneGrille {
            parcours: Id::from_u128(parcours),
            ..ligne(compte, EtatParcours::EnAccompagnement, "2026-03-31")
        };
        assert_eq!(kept(&[of_the_month, before], &[line(1, false)]), "2025-02-03", "in the grid");
        assert_eq!(kept(&[of_the_month, before], &[line(1, true), line(2, false)]), "2025-02-03", "and with a place");
        assert_eq!(kept(&[of_the_month, before], &[line(1, false), line(2, false)]), "2026-03-31", "the last of them");
    }

    #[test]
    fn two_grids_say_the_same_or_one_of_them_counts_alone_or_in_another_state() {
        use ConstatPresence as C;
        use EtatParcours as E;
        let (here, asleep) = (ligne(true, E::EnEtape, "2026-03-31"), ligne(false, E::EnVeille, "2026-03-31"));
        let said = |ligne, dite| vis(ligne, &[], dite).constat();
        assert_eq!(said(Some(&here), Some(dite(true, None))), C::Identique, "a grid without states");
        assert_eq!(said(Some(&here), Some(dite(true, Some(E::EnEtape)))), C::Identique);
        assert_eq!(said(Some(&here), Some(dite(true, Some(E::EnAccompagnement)))), C::SituationDifferente);
        assert_eq!(said(Some(&here), Some(dite(false, Some(E::EnVeille)))), C::AuPlieSeulement);
        assert_eq!(said(Some(&here), None), C::AuPlieSeulement, "not in their grid");
        assert_eq!(said(Some(&asleep), Some(dite(true, None))), C::ALaStructureSeulement);
        assert_eq!(said(Some(&asleep), None), C::Identique);
        assert_eq!(said(None, Some(dite(true, None))), C::ALaStructureSeulement);
        assert_eq!(said(None, Some(dite(false, None))), C::Identique);
    }

    #[test]
    fn the_fact_of_the_last_day_explains() {
        use EtatParcours as E;
        let why = |vis: Vis<'_>| vis.explication().unwrap();
        let (here, asleep) = (ligne(true, E::EnEtape, "2026-03-31"), ligne(false, E::EnVeille, "2026-03-31"));
        let step = since(Etat::EnEtape, "2026-03-02");
        assert_eq!(why(vis(Some(&here), &step, None)), "occupe une place pour le PLIE : étape commencée le 02/03/2026");
        let other = Some(dite(true, Some(E::EnVeille)));
        assert_eq!(
            why(vis(Some(&here), &step, other)),
            "en étape pour le PLIE, en veille pour la structure : étape commencée le 02/03/2026"
        );
        let veille = since(Etat::EnVeille, "2026-02-20");
        let present = Some(dite(true, None));
        assert_eq!(
            why(vis(Some(&asleep), &veille, present)),
            "n'occupe pas de place pour le PLIE : mise en veille le 20/02/2026"
        );
    }

    #[test]
    fn who_is_out_not_in_yet_or_elsewhere_is_told_so_at_the_boundary_days() {
        let present = Some(dite(true, None));
        let fact = |change: fn(&mut Passage)| {
            let mut one = vis(None, &[], present);
            change(&mut one.passage);
            one.fait().map(|fait| (fait.nature, fait.le))
        };
        assert_eq!(fact(|one| one.entree_le = d("2026-04-01")), Some((FaitPresence::Entree, d("2026-04-01"))));
        assert_eq!(fact(|one| one.entree_le = d("2026-03-31")), Some((FaitPresence::Passation, d("2026-03-15"))));
        assert_eq!(fact(|one| one.sorti_le = Some(d("2026-03-31"))), Some((FaitPresence::Sortie, d("2026-03-31"))));
        assert_eq!(fact(|one| one.sorti_le = Some(d("2026-04-01"))), Some((FaitPresence::Passation, d("2026-03-15"))));
        let gone = ligne(false, EtatParcours::EnAccompagnement, "2026-03-14");
        let told = vis(Some(&gone), &[], present).explication();
        let why = "n'occupe pas de place pour le PLIE : suivie par une autre structure le 15/03/2026";
        assert_eq!(told.as_deref(), Some(why));
    }
}
