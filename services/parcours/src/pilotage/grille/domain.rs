//! The lines of a month, made of the days of each person, and what is known otherwise since it was frozen.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    pilotage::accompagnement::domain::{Contact, mode},
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

impl Presence {
    const fn jours(&self) -> Periode {
        Periode { du: self.du, au: Some(self.au) }
    }
}

/// The contacts of each person, oldest first.
pub(crate) type Contacts = HashMap<ParticipantId, Vec<Contact>>;

/// The days of a parcours, whoever follows the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Suivie {
    pub(crate) participant: ParticipantId,
    pub(crate) jours: Periode,
}

/// A month, and what is read beside its presences.
pub(crate) struct Mois<'a> {
    /// The last day that it has by now.
    pub(crate) dernier: NaiveDate,
    pub(crate) etapes: &'a [Etape],
    /// Every parcours of the persons, in this structure or not.
    pub(crate) suivies: &'a [Suivie],
}

impl Mois<'_> {
    /// One line a parcours, in the order of the parcours, who left in the month included; `compte` says whether a state
    /// occupies a place on the last day. Each of the `contacts` is given to one line: the first that holds its day, else the first
    /// whose exit is on it. Those of a day on which another structure followed the person, or nobody, are given to none.
    pub(crate) fn lignes(
        &self,
        presences: &[Presence],
        mut contacts: Contacts,
        compte: impl Fn(Etat) -> bool,
    ) -> Vec<LigneGrille> {
        let mut of: BTreeMap<ParcoursId, Vec<Presence>> = BTreeMap::new();
        for one in presences {
            of.entry(one.parcours).or_default().push(*one);
        }
        let mut given: Vec<_> = of.values().map(|all| donner(&mut contacts, all, |jour| tiennent(all, jour))).collect();
        // Of what no line holds.
        for (all, own) in of.values().zip(&mut given) {
            let sortie = self.sortie(all);
            own.extend(donner(&mut contacts, all, |jour| sortie == Some(jour)));
        }
        of.into_values().zip(given).filter_map(|(all, own)| self.ligne(all, &own, &compte)).collect()
    }

    /// The day on which the person left, of the structure that followed them until the day before: nobody follows them on it, and
    /// a contact of that day is of their last line, that of the month before when they left on the first of a month. Who goes on in
    /// another parcours is followed there.
    fn sortie(&self, all: &[Presence]) -> Option<NaiveDate> {
        let Presence { participant, sorti_le, .. } = *all.first()?;
        let le = sorti_le.filter(|le| tiennent(all, plus_jours(*le, -1)))?;
        let goes_on = self.suivies.iter().any(|one| one.participant == participant && one.jours.contient(le));
        (!goes_on).then_some(le)
    }

    fn ligne(
        &self,
        mut all: Vec<Presence>,
        contacts: &[Contact],
        compte: &impl Fn(Etat) -> bool,
    ) -> Option<LigneGrille> {
        all.sort_by_key(|one| one.du);
        let last = *all.last()?;
        let until = all.iter().map(|one| one.au).max()?;
        let own: Vec<_> = self.etapes.iter().filter(|one| one.parcours == last.parcours).cloned().collect();
        let running = own.iter().filter(|one| one.periode().is_some_and(|jours| jours.contient(until)));
        let periodes: Vec<_> = all.iter().map(|one| PeriodeEtat { etat: one.etat, jours: one.jours() }).collect();
        Some(LigneGrille {
            parcours: last.parcours,
            participant: last.participant,
            participant_nom: None,
            referent: last.referent,
            referent_nom: None,
            entree_le: last.entree_le,
            sorti_le: last.sorti_le.filter(|sorti| *sorti <= self.dernier),
            compte: all.iter().any(|one| one.jours().contient(self.dernier) && compte(one.etat)),
            jours: jours(all.iter().map(|one| (one.etat.code(), nombre(one.du, one.au)))),
            delegue: all.iter().any(|one| mode(&periodes, &own, one.jours()) == Mode::Delegue),
            periodes: suite(&periodes),
            contacts: u32::try_from(contacts.len()).unwrap_or(u32::MAX),
            minutes: contacts.iter().map(|one| one.minutes).sum::<Duree>(),
            etape: running.map(|one| one.nature).next_back(),
        })
    }
}

/// Whether one of these holds a day.
fn tiennent(all: &[Presence], jour: NaiveDate) -> bool {
    all.iter().any(|one| one.jours().contient(jour))
}

/// Takes the contacts of a person, whose presences these are, that fall on some days.
fn donner(contacts: &mut Contacts, all: &[Presence], tient: impl Fn(NaiveDate) -> bool) -> Vec<Contact> {
    let Some(theirs) = all.first().and_then(|one| contacts.get_mut(&one.participant)) else { return vec![] };
    let (given, left) = std::mem::take(theirs).into_iter().partition(|one| tient(one.jour));
    *theirs = left;
    given
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

/// How many persons a month counts: who has two parcours is one person, and occupies one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Comptees {
    /// Followed on a day of it at least.
    pub(crate) personnes: u32,
    /// Who occupy a place on its last day.
    pub(crate) occupees: u32,
}

impl Comptees {
    /// Those of some lines.
    pub(crate) fn de(lignes: &[LigneGrille]) -> Self {
        let many = |placed: bool| {
            let counted = lignes.iter().filter(|one| one.compte || !placed).map(|one| one.participant);
            u32::try_from(counted.collect::<BTreeSet<_>>().len()).unwrap_or(u32::MAX)
        };
        Self { personnes: many(false), occupees: many(true) }
    }
}

/// A line as it was frozen: `rang` says which lines were of one person then, and nothing of who they were. Of what a former pod
/// froze while it still served, it is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LigneFigee {
    pub(crate) rang: Option<i32>,
    pub(crate) ligne: LigneGrille,
}

/// The lines of a month, to be frozen.
pub(crate) fn ranger(lignes: Vec<LigneGrille>) -> Vec<LigneFigee> {
    let persons: BTreeSet<_> = lignes.iter().map(|one| one.participant).collect();
    let persons: BTreeMap<_, _> = persons.into_iter().zip(1..).collect();
    lignes.into_iter().map(|ligne| LigneFigee { rang: persons.get(&ligne.participant).copied(), ligne }).collect()
}

/// What became since of the file of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dossier {
    /// It was made one with that of a line before it.
    Reuni,
    /// It was made two again: a line before it was of the same file.
    Separe,
}

/// A parcours of which a frozen month is known otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ecart<'a> {
    pub(crate) figee: Option<&'a LigneGrille>,
    pub(crate) aujourd_hui: Option<&'a LigneGrille>,
    pub(crate) dossier: Option<Dossier>,
}

/// What of a month is known otherwise: who is in it since or no more, who occupies a place since or no more, whose days, contacts,
/// étape or référent changed, whose files were made one.
pub(crate) fn ecarts<'a>(figees: &'a [LigneFigee], actuelles: &'a [LigneGrille]) -> Vec<Ecart<'a>> {
    let then: BTreeMap<_, _> = figees.iter().map(|one| (one.ligne.parcours, one)).collect();
    let now: BTreeMap<_, _> = actuelles.iter().map(|one| (one.parcours, one)).collect();
    let ids: BTreeSet<_> = then.keys().chain(now.keys()).copied().collect();
    let all = ids.into_iter().map(|id| {
        let figee = then.get(&id).copied();
        let dossier = figee.and_then(|one| dossier(figees, one));
        Ecart { figee: figee.map(|one| &one.ligne), aujourd_hui: now.get(&id).copied(), dossier }
    });
    all.filter(|one| one.dossier.is_some() || !one.meme()).collect()
}

/// What became of the file of a frozen line, beside those before it.
fn dossier(figees: &[LigneFigee], one: &LigneFigee) -> Option<Dossier> {
    let before = figees.iter().take_while(|other| other.ligne.parcours != one.ligne.parcours);
    before.filter(|other| other.rang.is_some() && one.rang.is_some()).find_map(|other| {
        let (then, now) = (other.rang == one.rang, other.ligne.participant == one.ligne.participant);
        match (then, now) {
            (false, true) => Some(Dossier::Reuni),
            (true, false) => Some(Dossier::Separe),
            (true, true) | (false, false) => None,
        }
    })
}

impl Ecart<'_> {
    /// Whether the line says today what it said then.
    fn meme(&self) -> bool {
        self.figee.zip(self.aujourd_hui).is_some_and(|(then, now)| modifications(then, now, "").is_empty())
    }

    /// The same in one sentence; `connu_le` is the day on which what changed was recorded.
    pub(crate) fn explication(&self, connu_le: Option<NaiveDate>) -> String {
        let file = self.dossier.map(|dossier| match dossier {
            Dossier::Reuni => "dossier réuni depuis à un autre de cet état : une seule personne",
            Dossier::Separe => "dossier séparé depuis d'un autre de cet état : une autre personne",
        });
        let known = connu_le.map(|jour| format!(", connu le {}", phrase::jour(jour))).unwrap_or_default();
        let told = self.ligne(&known).into_iter().chain(file.map(str::to_owned));
        told.collect::<Vec<_>>().join(" ; ")
    }

    /// What the line says otherwise than then, a sentence each; `connu` is since when.
    fn ligne(&self, connu: &str) -> Vec<String> {
        match (self.figee, self.aujourd_hui) {
            (None, Some(now)) => {
                let (entree, place) = (phrase::jour(now.entree_le), place(now));
                vec![format!("absente de la grille figée, entrée au PLIE le {entree}{connu} : {place}")]
            }
            (Some(_), None) => vec![format!("n'est plus suivie par la structure ce mois-là{connu}")],
            (Some(then), Some(now)) => modifications(then, now, connu),
            (None, None) => vec![],
        }
    }
}

const fn place(ligne: &LigneGrille) -> &'static str {
    if ligne.compte { "occupe une place" } else { "n'occupe pas de place" }
}

/// What a line says otherwise than the one that was frozen: of each thing that a grid prints, a sentence.
fn modifications(then: &LigneGrille, now: &LigneGrille, connu: &str) -> Vec<String> {
    let days = jours_modifies(then, now, connu);
    // Of contacts and étapes nobody keeps when they were recorded: the day is that of the states and of the référents.
    let known = if days.is_some() { "" } else { connu };
    let referent = (then.referent != now.referent).then(|| format!("suivie par un autre référent{known}"));
    let contacts = (then.contacts != now.contacts)
        .then(|| format!("{} au lieu de {}", phrase::nombre(now.contacts, "contact"), then.contacts));
    let minutes = (then.minutes != now.minutes)
        .then(|| format!("durée des contacts de {} au lieu de {}", now.minutes, then.minutes));
    let mode = (then.delegue != now.delegue)
        .then(|| format!("accompagnement devenu {}", if now.delegue { "délégué" } else { "individuel" }));
    let step = (then.etape != now.etape).then(|| match (then.etape, now.etape) {
        (None, since) => format!("en étape en fin de mois : {}", etape(since)),
        (Some(_), None) => format!("plus en étape en fin de mois : {}", etape(then.etape)),
        (Some(_), since) => format!("étape de fin de mois : {} au lieu de {}", etape(since), etape(then.etape)),
    });
    [days, referent, contacts, minutes, mode, step].into_iter().flatten().collect()
}

/// The place of the last day, and otherwise the days themselves.
fn jours_modifies(then: &LigneGrille, now: &LigneGrille, connu: &str) -> Option<String> {
    if then.compte != now.compte {
        let verb = if now.compte { "occupe désormais une place" } else { "n'occupe plus de place" };
        return Some(format!("{verb} en fin de mois{connu} : {}", dire(&now.jours)));
    }
    let (since, before) = (suivies(&now.periodes), suivies(&then.periodes));
    (then.periodes != now.periodes).then(|| format!("jours modifiés{connu} : {since} au lieu de {before}"))
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
    use emargement_api::NatureRendezVous;
    use kernel::Id;
    use parcours_api::EtatEtape;
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
        with(presences, &[], Contacts::new())
    }

    fn with(presences: &[Presence], etapes: &[Etape], contacts: Contacts) -> Vec<LigneGrille> {
        let month = Mois { dernier: d("2026-03-31"), etapes, suivies: &[] };
        month.lignes(presences, contacts, |etat| matches!(etat, Etat::EnAccompagnement | Etat::EnEtape))
    }

    fn contact(jour: &str) -> Contact {
        let minutes = Duree::heures_minutes(0, 30);
        Contact { rendez_vous: Id::MIN, jour: d(jour), nature: NatureRendezVous::Entretien, minutes, justifie: true }
    }

    fn chantier(debut: &str) -> Etape {
        Etape {
            id: Id::MIN,
            version: 1,
            parcours: Id::from_u128(1),
            participant: Id::from_u128(1),
            nature: NatureEtape::Aci,
            operateur: Id::MIN,
            intitule: "Espaces verts".to_owned(),
            debut: d(debut),
            fin_prevue: d("2026-12-31"),
            fin: None,
            etat: EtatEtape::Demarree,
            motif: None,
            bilans: vec![],
            bilans_repris: vec![],
        }
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
        assert_eq!(Comptees::de(&lines), Comptees { personnes: 3, occupees: 1 });
    }

    #[test]
    fn a_contact_is_of_the_line_that_holds_its_day() {
        let told = |presences: &[Presence]| {
            let all = ["2026-03-01", "2026-03-14", "2026-03-15", "2026-03-31"].map(contact).to_vec();
            let lines = with(presences, &[], Contacts::from([(Id::from_u128(1), all)]));
            lines.iter().map(|one| (one.contacts, one.minutes.minutes())).collect::<Vec<_>>()
        };
        let until = presence(1, Etat::EnAccompagnement, "2026-03-01", "2026-03-14");
        let since = presence(1, Etat::EnAccompagnement, "2026-03-15", "2026-03-31");
        assert_eq!([told(&[until]), told(&[since])], [vec![(2, 60)], vec![(2, 60)]], "handed over on the 15th");
        let again = Presence { parcours: Id::from_u128(2), ..since };
        assert_eq!(told(&[until, again]), [(2, 60), (2, 60)], "out on the 15th and in again");
        let twice = Presence { parcours: Id::from_u128(2), ..until };
        assert_eq!(told(&[until, twice]), [(2, 60), (0, 0)], "two files made one are counted once");
    }

    #[test]
    fn a_contact_on_the_day_of_the_exit_is_of_the_last_line_before_it() {
        let told = |presences: &[Presence], suivies: &[Suivie], jour: &str| {
            let contacts = Contacts::from([(Id::from_u128(1), vec![contact(jour)])]);
            let month = Mois { dernier: d("2026-03-31"), etapes: &[], suivies };
            let lines = month.lignes(presences, contacts, |_| true);
            lines.iter().map(|one| one.contacts).collect::<Vec<_>>()
        };
        let out = |au: &str, sorti: &str| Presence {
            sorti_le: Some(d(sorti)),
            ..presence(1, Etat::EnAccompagnement, "2026-03-01", au)
        };
        let gone = out("2026-03-19", "2026-03-20");
        let on = |jour| told(&[gone], &[], jour);
        assert_eq!(["2026-03-19", "2026-03-20", "2026-03-21"].map(on), [vec![1], vec![1], vec![0]]);
        let first = out("2026-03-31", "2026-04-01");
        assert_eq!(told(&[first], &[], "2026-04-01"), [1], "April has no line of theirs");
        let former = out("2026-03-14", "2026-03-20");
        assert_eq!(told(&[former], &[], "2026-03-20"), [0], "another structure followed them last");
        let again = Presence { parcours: Id::from_u128(2), ..presence(1, Etat::EnEtape, "2026-03-20", "2026-03-31") };
        assert_eq!(told(&[gone, again], &[], "2026-03-20"), [0, 1], "in again on that day");
        let jours = Periode { du: d("2026-03-20"), au: None };
        let elsewhere = Suivie { participant: Id::from_u128(1), jours };
        assert_eq!(told(&[gone], &[elsewhere], "2026-03-20"), [0], "in again on that day, with another structure");
    }

    #[test]
    fn an_etape_is_of_the_line_that_holds_its_days() {
        let told = |au: &str, debut: &str| {
            let line = presence(1, Etat::EnAccompagnement, "2026-03-01", au);
            let lines = with(&[line], &[chantier(debut)], Contacts::new());
            (lines[0].delegue, lines[0].etape)
        };
        assert_eq!(told("2026-03-14", "2026-03-15"), (false, None), "it began with the next structure");
        assert_eq!(told("2026-03-14", "2026-03-14"), (true, Some(NatureEtape::Aci)));
    }

    #[test]
    fn two_files_made_one_since_stay_the_two_persons_who_were_counted() {
        let whole = |parcours| presence(parcours, Etat::EnAccompagnement, "2026-03-01", "2026-03-31");
        let mut frozen = ranger(march(&[whole(1), whole(2)]));
        let then = Comptees::de(&frozen.iter().map(|one| one.ligne.clone()).collect::<Vec<_>>());
        assert_eq!(then, Comptees { personnes: 2, occupees: 2 });
        frozen[1].ligne.participant = Id::from_u128(1);
        let now = march(&[whole(1), Presence { participant: Id::from_u128(1), ..whole(2) }]);
        assert_eq!(Comptees::de(&now), Comptees { personnes: 1, occupees: 1 });
        let told: Vec<_> = ecarts(&frozen, &now).iter().map(|one| (one.dossier, one.explication(None))).collect();
        let why = "dossier réuni depuis à un autre de cet état : une seule personne";
        assert_eq!(told, [(Some(Dossier::Reuni), why.to_owned())]);
        let again = ranger(now);
        assert_eq!(again.iter().map(|one| one.rang).collect::<Vec<_>>(), [Some(1), Some(1)], "frozen as one person");
        let mut apart = again;
        apart[1].ligne.participant = Id::from_u128(2);
        assert_eq!(dossier(&apart, &apart[1]), Some(Dossier::Separe));
        let unknown = LigneFigee { rang: None, ..apart[1].clone() };
        assert_eq!(dossier(&apart, &unknown), None, "frozen by a former pod");
    }

    #[test]
    fn each_thing_that_a_line_prints_is_told_when_it_is_known_otherwise() {
        let whole = presence(1, Etat::EnAccompagnement, "2026-03-01", "2026-03-31");
        let then = ranger(march(&[whole]));
        let told = |now: &[LigneGrille]| {
            let all = ecarts(&then, now);
            all.iter().map(|one| one.explication(Some(d("2026-05-04")))).collect::<Vec<_>>()
        };
        let met = with(&[whole], &[], Contacts::from([(Id::from_u128(1), vec![contact("2026-03-10")])]));
        assert_eq!(told(&met), ["1 contact au lieu de 0 ; durée des contacts de 0 h 30 au lieu de 0 h 00"]);
        let signed = LigneGrille { minutes: Duree::heures_minutes(1, 0), ..then[0].ligne.clone() };
        assert_eq!(told(&[signed]), ["durée des contacts de 1 h 00 au lieu de 0 h 00"], "signed later");
        let worked = with(&[whole], &[chantier("2026-03-02")], Contacts::new());
        let mode = "accompagnement devenu délégué ; en étape en fin de mois : chantier d'insertion";
        assert_eq!(told(&worked), [mode]);
        let handed = march(&[Presence { referent: Id::from_u128(9), ..whole }]);
        assert_eq!(told(&handed), ["suivie par un autre référent, connu le 04/05/2026"]);
        let stopped = march(&[presence(1, Etat::EnVeille, "2026-03-01", "2026-03-31")]);
        let both = [LigneGrille { contacts: 2, ..stopped[0].clone() }];
        assert_eq!(
            told(&both),
            ["n'occupe plus de place en fin de mois, connu le 04/05/2026 : 31 j en veille ; 2 contacts au lieu de 0"]
        );
    }

    #[test]
    fn what_is_known_otherwise_is_told_person_by_person() {
        let whole = |parcours| presence(parcours, Etat::EnAccompagnement, "2026-03-01", "2026-03-31");
        let then = ranger(march(&[whole(1), whole(2), whole(3)]));
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
        assert_eq!(ecarts(&then, &march(&[whole(1), whole(2), whole(3)])), []);
    }
}
