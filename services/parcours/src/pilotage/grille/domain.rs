//! The lines of a month, made of the days of each person, and what is known otherwise since it was frozen.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kernel::{
    Code, Duree, ParcoursId, ParticipantId, UtilisateurId,
    calendrier::{Periode, jours_entre, plus_jours},
    phrase,
};
use parcours_api::{EtatParcours, JoursEtat, LigneGrille, NatureEtape, PeriodeParcours};
use referentiel::regles::contact::Mode;

use crate::{
    etapes::etape::domain::Etape,
    pilotage::accompagnement::domain::mode,
    vie::etat::domain::{Etat, PeriodeEtat},
};

/// Days of a month on which a structure followed a person, in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Presence {
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) entree_le: NaiveDate,
    pub(crate) sorti_le: Option<NaiveDate>,
    pub(crate) referent: UtilisateurId,
    pub(crate) etat: Etat,
    pub(crate) du: NaiveDate,
    pub(crate) au: NaiveDate,
}

/// What was done with a person in the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Contacts {
    pub(crate) nombre: u32,
    pub(crate) minutes: Duree,
}

/// A month, and what is read beside its presences.
pub(crate) struct Mois<'a> {
    pub(crate) premier: NaiveDate,
    pub(crate) dernier: NaiveDate,
    /// The last day that it has by now.
    pub(crate) au: NaiveDate,
    pub(crate) etapes: &'a [Etape],
    pub(crate) contacts: &'a BTreeMap<ParticipantId, Contacts>,
}

impl Mois<'_> {
    /// One line a parcours, in the order of the presences, who left in the month included; `compte` says whether a state
    /// occupies a place on the last day.
    pub(crate) fn lignes(&self, presences: &[Presence], compte: impl Fn(Etat) -> bool) -> Vec<LigneGrille> {
        let mut of: BTreeMap<ParcoursId, Vec<Presence>> = BTreeMap::new();
        for one in presences {
            of.entry(one.parcours).or_default().push(*one);
        }
        of.into_values().filter_map(|all| self.ligne(&all, &compte)).collect()
    }

    fn ligne(&self, all: &[Presence], compte: &impl Fn(Etat) -> bool) -> Option<LigneGrille> {
        let last = all.iter().max_by_key(|one| one.du)?;
        let span = |one: &Presence| Periode { du: one.du, au: Some(one.au) };
        let mut all = all.to_vec();
        all.sort_by_key(|one| one.du);
        let periodes: Vec<_> = all.iter().map(|one| PeriodeEtat { etat: one.etat, jours: span(one) }).collect();
        let own: Vec<_> = self.etapes.iter().filter(|one| one.parcours == last.parcours).cloned().collect();
        let month = Periode { du: self.premier, au: Some(self.dernier) };
        let running = own.iter().filter(|one| one.periode().is_some_and(|jours| jours.contient(self.au)));
        let contacts = self.contacts.get(&last.participant).copied().unwrap_or_default();
        let left = last.sorti_le.filter(|sorti| *sorti <= self.dernier);
        Some(LigneGrille {
            parcours: last.parcours,
            participant: last.participant,
            participant_nom: None,
            referent: last.referent,
            referent_nom: None,
            entree_le: last.entree_le,
            sorti_le: left,
            compte: all.iter().any(|one| span(one).contient(self.dernier) && compte(one.etat)),
            jours: jours(all.iter().map(|one| (one.etat.code(), nombre(one.du, one.au)))),
            periodes: suite(&periodes),
            delegue: mode(&periodes, &own, month) == Mode::Delegue,
            contacts: contacts.nombre,
            minutes: contacts.minutes,
            etape: running.map(|one| one.nature).next_back(),
        })
    }
}

/// Days that follow each other in one state are one period, whoever of the structure followed the person.
fn suite(periodes: &[PeriodeEtat]) -> Vec<PeriodeParcours> {
    let mut told: Vec<PeriodeParcours> = Vec::new();
    for one in periodes {
        let next = PeriodeParcours { etat: one.etat.code(), du: one.jours.du, au: one.jours.au };
        match told.last_mut() {
            Some(last) if last.etat == next.etat && last.au.is_some_and(|au| plus_jours(au, 1) == next.du) => {
                last.au = next.au;
            }
            _ => told.push(next),
        }
    }
    told
}

/// Days from one to another, both included.
fn nombre(du: NaiveDate, au: NaiveDate) -> u32 {
    u32::try_from(jours_entre(du, au) + 1).unwrap_or_default()
}

/// Days in each state, in the order of the states.
pub(crate) fn jours(all: impl Iterator<Item = (EtatParcours, u32)>) -> Vec<JoursEtat> {
    let mut told: Vec<JoursEtat> = Vec::new();
    for (etat, jours) in all {
        match told.iter_mut().find(|one| one.etat == etat) {
            Some(one) => one.jours += jours,
            None => told.push(JoursEtat { etat, jours }),
        }
    }
    told.sort_by_key(|one| EtatParcours::TOUS.iter().position(|etat| *etat == one.etat));
    told
}

/// How many persons of these lines occupy a place: who has two parcours occupies one.
pub(crate) fn occupees(lignes: &[LigneGrille]) -> u32 {
    let all: BTreeSet<_> = lignes.iter().filter(|one| one.compte).map(|one| one.participant).collect();
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

/// A parcours of which a frozen month is known otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ecart<'a> {
    pub(crate) figee: Option<&'a LigneGrille>,
    pub(crate) aujourd_hui: Option<&'a LigneGrille>,
}

/// What of a month is known otherwise: who is in it since or no more, who occupies a place since or no more, whose days changed.
pub(crate) fn ecarts<'a>(figees: &'a [LigneGrille], actuelles: &'a [LigneGrille]) -> Vec<Ecart<'a>> {
    let of = |all: &'a [LigneGrille], id| all.iter().find(|one| one.parcours == id);
    let ids: BTreeSet<_> = figees.iter().chain(actuelles).map(|one| one.parcours).collect();
    let all = ids.into_iter().map(|id| Ecart { figee: of(figees, id), aujourd_hui: of(actuelles, id) });
    let same = |one: &LigneGrille, other: &LigneGrille| one.compte == other.compte && one.periodes == other.periodes;
    all.filter(|one| !one.figee.zip(one.aujourd_hui).is_some_and(|(one, other)| same(one, other))).collect()
}

impl Ecart<'_> {
    /// The same in one sentence; `connu_le` is the day on which what changed was recorded.
    pub(crate) fn explication(&self, connu_le: Option<NaiveDate>) -> String {
        let place = |ligne: &LigneGrille| if ligne.compte { "occupe une place" } else { "n'occupe pas de place" };
        let known = connu_le.map(|jour| format!(", connu le {}", phrase::jour(jour))).unwrap_or_default();
        match (self.figee, self.aujourd_hui) {
            (None, Some(now)) => {
                format!(
                    "absente de la grille figée, entrée au PLIE le {}{known} : {}",
                    phrase::jour(now.entree_le),
                    place(now)
                )
            }
            (Some(_), None) => format!("n'est plus suivie par la structure ce mois-là{known}"),
            (Some(then), Some(now)) if then.compte != now.compte => {
                let verb = if now.compte { "occupe désormais une place" } else { "n'occupe plus de place" };
                format!("{verb} en fin de mois{known} : {}", dire(&now.jours))
            }
            (Some(then), Some(now)) => {
                format!("jours modifiés{known} : {} au lieu de {}", suivies(&now.periodes), suivies(&then.periodes))
            }
            (None, None) => String::new(),
        }
    }
}

/// Days in each state, as people read them.
pub(crate) fn dire(jours: &[JoursEtat]) -> String {
    let all: Vec<_> = jours.iter().map(|one| format!("{} j {}", one.jours, libelle(one.etat))).collect();
    all.join(", ")
}

/// Periods of a month, as people read them.
fn suivies(periodes: &[PeriodeParcours]) -> String {
    let day = |jour: NaiveDate| jour.format("%d/%m").to_string();
    let one = |one: &PeriodeParcours| {
        format!("{} du {} au {}", libelle(one.etat), day(one.du), one.au.map(day).unwrap_or_default())
    };
    periodes.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A state, as people call it.
pub(crate) const fn libelle(etat: EtatParcours) -> &'static str {
    match etat {
        EtatParcours::EnAccompagnement => "en accompagnement",
        EtatParcours::EnEtape => "en étape",
        EtatParcours::EnVeille => "en veille",
        EtatParcours::Suspendu => "suspendu",
        EtatParcours::SuiviEmploi => "suivi dans l'emploi",
        EtatParcours::Sorti => "sorti",
    }
}

/// The étape of a line, as people call it.
pub(crate) const fn etape(nature: Option<NatureEtape>) -> &'static str {
    use NatureEtape as N;
    match nature {
        None => "",
        Some(N::Aci) => "chantier d'insertion",
        Some(N::Ai) => "association intermédiaire",
        Some(N::Ei) => "entreprise d'insertion",
        Some(N::Etti) => "intérim d'insertion",
        Some(N::Formation) => "formation",
        Some(N::Immersion) => "immersion",
        Some(N::Atelier) => "atelier",
        Some(N::Emploi) => "emploi",
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn presence(parcours: u128, etat: Etat, du: &str, au: &str) -> Presence {
        Presence {
            parcours: Id::from_u128(parcours),
            participant: Id::from_u128(parcours),
            entree_le: d("2026-02-12"),
            sorti_le: None,
            referent: Id::MIN,
            etat,
            du: d(du),
            au: d(au),
        }
    }

    fn march(presences: &[Presence]) -> Vec<LigneGrille> {
        let contacts = BTreeMap::new();
        let (premier, dernier) = (d("2026-03-01"), d("2026-03-31"));
        let month = Mois { premier, dernier, au: dernier, etapes: &[], contacts: &contacts };
        month.lignes(presences, |etat| matches!(etat, Etat::EnAccompagnement | Etat::EnEtape))
    }

    #[test]
    fn a_line_counts_the_days_of_each_state_and_the_place_of_the_last_one() {
        let lines = march(&[
            presence(1, Etat::EnAccompagnement, "2026-03-01", "2026-03-30"),
            presence(1, Etat::EnVeille, "2026-03-31", "2026-03-31"),
            presence(2, Etat::EnAccompagnement, "2026-03-31", "2026-03-31"),
            Presence { sorti_le: Some(d("2026-03-20")), ..presence(3, Etat::EnEtape, "2026-03-01", "2026-03-19") },
        ]);
        let told: Vec<_> = lines.iter().map(|one| (one.compte, dire(&one.jours), one.sorti_le)).collect();
        assert_eq!(
            told,
            [
                (false, "30 j en accompagnement, 1 j en veille".to_owned(), None),
                (true, "1 j en accompagnement".to_owned(), None),
                (false, "19 j en étape".to_owned(), Some(d("2026-03-20"))),
            ]
        );
        assert_eq!(occupees(&lines), 1);
    }

    #[test]
    fn what_is_known_otherwise_is_told_person_by_person() {
        let whole = |parcours| presence(parcours, Etat::EnAccompagnement, "2026-03-01", "2026-03-31");
        let then = march(&[whole(1), whole(2), whole(3)]);
        let late = presence(4, Etat::EnAccompagnement, "2026-03-12", "2026-03-31");
        let stopped = presence(2, Etat::EnVeille, "2026-03-01", "2026-03-31");
        let now = march(&[whole(1), stopped, late]);
        let told: Vec<_> = ecarts(&then, &now).iter().map(|one| one.explication(Some(d("2026-05-04")))).collect();
        assert_eq!(
            told,
            [
                "n'occupe plus de place en fin de mois, connu le 04/05/2026 : 31 j en veille",
                "n'est plus suivie par la structure ce mois-là, connu le 04/05/2026",
                "absente de la grille figée, entrée au PLIE le 12/02/2026, connu le 04/05/2026 : occupe une place",
            ]
        );
        assert_eq!(ecarts(&then, &then), []);
    }
}
