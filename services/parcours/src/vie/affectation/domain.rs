//! Who is the référent of a person on each day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{
    ActeurId, ParticipantId, UtilisateurId,
    calendrier::{self, Periode},
};
use problem::FieldError;

use crate::vie::{etat::domain::PeriodeEtat, parcours::domain::Parcours};

/// The days on which somebody is the référent of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Affectation {
    pub(crate) referent: UtilisateurId,
    pub(crate) jours: Periode,
    /// Why the person was handed over; of the first one, nobody did.
    pub(crate) motif: Option<String>,
    /// Who handed them over.
    pub(crate) par: Option<ActeurId>,
    /// The name of a référent of the past who has no account: the identifier is theirs alone, and names no user.
    pub(crate) nom: Option<String>,
}

impl Affectation {
    /// The first one: who is the référent from the entry on.
    pub(crate) const fn premiere(referent: UtilisateurId, entree_le: NaiveDate) -> Self {
        Self { referent, jours: Periode { du: entree_le, au: None }, motif: None, par: None, nom: None }
    }

    /// The same on those of its days that are among these.
    fn pendant(&self, jours: Periode) -> Option<Self> {
        self.jours.commun(jours).map(|jours| Self { jours, ..self.clone() })
    }

    /// Whether the next one says the same from the day after its last one on.
    fn continue_par(&self, suivante: &Self) -> bool {
        self.jours.au.is_some_and(|au| calendrier::plus_jours(au, 1) == suivante.jours.du) && self.meme_remise(suivante)
    }

    /// Whether both are of one handover, on other days.
    fn meme_remise(&self, autre: &Self) -> bool {
        *self == Self { jours: self.jours, ..autre.clone() }
    }

    /// What is left of it beside these days: before, and after.
    fn sans(&self, jours: Periode) -> impl Iterator<Item = Self> {
        let before = Periode { du: self.jours.du, au: Some(calendrier::plus_jours(jours.du, -1)) };
        let after = jours.au.map(|au| Periode { du: calendrier::plus_jours(au, 1), ..self.jours });
        let cut = self.jours.croise(jours);
        let parts = if cut { [Some(before), after] } else { [Some(self.jours), None] };
        let kept = parts.into_iter().flatten().filter(|part| part.au.is_none_or(|au| part.du <= au));
        kept.map(|part| Self { jours: part, ..self.clone() }).collect::<Vec<_>>().into_iter()
    }
}

/// A person whom a référent follows, in one state, on days of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Suivi {
    pub(crate) participant: ParticipantId,
    pub(crate) periode: PeriodeEtat,
}

/// The days of a handover on which more places may be taken than the day before: the first one, and those on which somebody is
/// followed or changes state.
pub(crate) fn commencements(file: &[Suivi], own: &[Suivi], jours: Periode) -> Vec<NaiveDate> {
    let begun = file.iter().chain(own).map(|one| one.periode.jours.du);
    let mut days: Vec<_> = begun.filter(|jour| jours.contient(*jour)).chain([jours.du]).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The days of a handover, which ends after it begins.
pub(crate) fn duree(des_le: NaiveDate, jusqu_au: Option<NaiveDate>) -> Result<Periode, FieldError> {
    if jusqu_au.is_some_and(|au| au < des_le) {
        return Err(FieldError::new("/jusqu_au", "incoherent", "le dernier jour précède le premier"));
    }
    Ok(Periode { du: des_le, au: jusqu_au })
}

/// The same, of a handover to this référent, which changes something.
pub(crate) fn jours(
    presentes: &[Affectation],
    referent: UtilisateurId,
    des_le: NaiveDate,
    jusqu_au: Option<NaiveDate>,
) -> Result<Periode, FieldError> {
    let jours = duree(des_le, jusqu_au)?;
    let mut others = presentes.iter().filter(|one| one.referent != referent);
    if !others.any(|one| one.jours.croise(jours)) {
        return Err(FieldError::new("/referent", "identique", "cette personne est déjà le référent ces jours-là"));
    }
    Ok(jours)
}

/// Who is the référent on each day once the person is handed over: as before, but on these days.
pub(crate) fn confier(presentes: &[Affectation], nouvelle: Affectation) -> Vec<Affectation> {
    let mut all: Vec<_> = presentes.iter().flat_map(|one| one.sans(nouvelle.jours)).collect();
    all.push(nouvelle);
    all.sort_by_key(|one| one.jours.du);
    all
}

/// Who is the référent on each day once what a former program tells of the past was taken over: `base`, who followed the
/// person from the entry on, but on these days; what was handed over here stays.
pub(crate) fn reprendre(presentes: &[Affectation], base: Affectation, repris: &[Affectation]) -> Vec<Affectation> {
    let handed = presentes.iter().filter(|one| one.par.is_some());
    repris.iter().chain(handed).fold(vec![base], |all, one| confier(&all, one.clone()))
}

/// Who is the référent on each day once the entry is on another one. Days before it are hidden. Those that come back have whoever
/// was known last to be the référent then, of `anciennes`, in the order in which they ceased to be known; those on which nobody
/// ever was have the first one.
pub(crate) fn recommencer_le(
    presentes: &[Affectation],
    anciennes: &[Affectation],
    entree_le: NaiveDate,
) -> Vec<Affectation> {
    let hidden =
        presentes.first().map(|first| Periode { du: entree_le, au: Some(calendrier::plus_jours(first.jours.du, -1)) });
    let back = hidden.into_iter().flat_map(|jours| anciennes.iter().filter_map(move |one| one.pendant(jours)));
    let all = back.fold(presentes.to_vec(), |all, one| confier(&all, one));
    let mut since: Vec<Affectation> = Vec::new();
    for one in all.into_iter().filter(|one| one.jours.au.is_none_or(|au| entree_le <= au)) {
        match since.last_mut().filter(|last| last.continue_par(&one)) {
            Some(last) => last.jours.au = one.jours.au,
            None => since.push(one),
        }
    }
    if let Some(first) = since.first_mut() {
        first.jours.du = entree_le;
    }
    since
}

/// Whether whoever has these two, and none between, was replaced between them. Not when it is they who replaced somebody: who
/// follows the person between did so before the first one, or does so after the second one, by the same handover.
fn remplace_entre(affectations: &[Affectation], avant: usize, apres: usize) -> bool {
    let (Some(one), Some(other)) = (affectations.get(avant), affectations.get(apres)) else { return false };
    let first = |of: &Affectation| affectations.iter().position(|any| any.meme_remise(of));
    let last = |of: &Affectation| affectations.iter().rposition(|any| any.meme_remise(of));
    let within = |who: &Affectation| first(one) < first(who) && (one.meme_remise(other) || last(who) < last(other));
    affectations.iter().take(apres).skip(avant + 1).all(within)
}

/// To whom the file of the person is open, in the order of who it is and of the days: on those on which they are the référent,
/// and while somebody replaces them; until the day before the next parcours of the person, if that ends it.
pub(crate) fn suivis(affectations: &[Affectation], suivant: Option<NaiveDate>) -> Vec<(UtilisateurId, Periode)> {
    let mut days: BTreeMap<_, Vec<(usize, Periode)>> = BTreeMap::new();
    // Who has no account opens no file.
    for (rang, one) in affectations.iter().enumerate().filter(|(_, one)| one.nom.is_none()) {
        let own = days.entry(one.referent).or_default();
        match own.last_mut().filter(|(avant, _)| remplace_entre(affectations, *avant, rang)) {
            Some((avant, jours)) => (*avant, jours.au) = (rang, one.jours.au),
            None => own.push((rang, one.jours)),
        }
    }
    let last = suivant.map(|jour| calendrier::plus_jours(jour, -1));
    let all = days.into_iter().flat_map(|(qui, own)| own.into_iter().map(move |(_, jours)| (qui, jours)));
    let until = all.map(|(qui, jours)| (qui, Periode { au: jours.au.into_iter().chain(last).min(), ..jours }));
    until.filter(|(_, jours)| jours.au.is_none_or(|au| jours.du <= au)).collect()
}

/// When another parcours of the person begins, of one that is over: until it is, whoever follows them by it goes on. One that was
/// made one with another is nobody's next.
pub(crate) fn suivant(one: &Parcours, tous: &[Parcours]) -> Option<NaiveDate> {
    one.sorti_le?;
    let theirs = tous.iter().filter(|other| other.participant == one.participant && other.reuni_a.is_none());
    theirs.map(|other| other.entree_le).filter(|entree_le| *entree_le > one.entree_le).min()
}

/// The référent on this day: the first one before the entry.
pub(crate) fn le(affectations: &[Affectation], jour: NaiveDate) -> Option<UtilisateurId> {
    let begun = affectations.iter().rev().find(|one| one.jours.du <= jour);
    begun.or(affectations.first()).map(|one| one.referent)
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use proptest::prelude::*;
    use testdata::d;

    use super::*;
    use crate::vie::parcours::domain::Phase;

    /// A référent, by a letter.
    fn qui(letter: u8) -> UtilisateurId {
        Id::from_u128(u128::from(letter))
    }

    fn entre() -> Vec<Affectation> {
        vec![Affectation::premiere(qui(b'A'), d("2026-02-12"))]
    }

    fn remise(referent: u8, du: &str, au: Option<&str>) -> Affectation {
        let jours = Periode { du: d(du), au: au.map(d) };
        Affectation { referent: qui(referent), jours, motif: Some("congé".to_owned()), par: Some(Id::MIN), nom: None }
    }

    fn told(all: &[Affectation]) -> Vec<(UtilisateurId, NaiveDate, Option<NaiveDate>)> {
        all.iter().map(|one| (one.referent, one.jours.du, one.jours.au)).collect()
    }

    #[test]
    fn an_entry_that_moves_takes_with_it_who_was_the_référent_on_that_day() {
        let all = confier(&entre(), remise(b'B', "2026-03-01", Some("2026-03-31")));
        let from = |jour: &str| told(&recommencer_le(&all, &[], d(jour))).first().map(|one| (one.0, one.1));
        assert_eq!(from("2026-02-02"), Some((qui(b'A'), d("2026-02-02"))), "earlier than anybody was");
        assert_eq!(from("2026-02-28"), Some((qui(b'A'), d("2026-02-28"))));
        assert_eq!(from("2026-03-01"), Some((qui(b'B'), d("2026-03-01"))));
        assert_eq!(from("2026-03-31"), Some((qui(b'B'), d("2026-03-31"))));
        assert_eq!(told(&recommencer_le(&all, &[], d("2026-04-01"))), [(qui(b'A'), d("2026-04-01"), None)]);
        assert_eq!(recommencer_le(&all, &[], d("2026-02-12")), all, "where it is");
    }

    #[test]
    fn days_that_come_back_have_the_référent_who_was_known_last_to_follow_the_person_then() {
        let known = confier(&entre(), remise(b'B', "2026-03-01", Some("2026-03-31")));
        let later = recommencer_le(&known, &[], d("2026-04-01"));
        assert_eq!(recommencer_le(&later, &known, d("2026-02-12")), known, "there and back");
        assert_eq!(
            told(&recommencer_le(&later, &known, d("2026-03-31"))),
            [(qui(b'B'), d("2026-03-31"), Some(d("2026-03-31"))), (qui(b'A'), d("2026-04-01"), None)],
            "one day of them"
        );
        let handed = confier(&later, remise(b'C', "2026-04-01", None));
        assert_eq!(
            told(&recommencer_le(&handed, &[known.clone(), later].concat(), d("2026-02-12"))),
            [
                (qui(b'A'), d("2026-02-12"), Some(d("2026-02-28"))),
                (qui(b'B'), d("2026-03-01"), Some(d("2026-03-31"))),
                (qui(b'C'), d("2026-04-01"), None),
            ],
            "handed over while they were hidden"
        );
        let corrected = confier(&known, remise(b'D', "2026-02-12", Some("2026-03-31")));
        let later = recommencer_le(&corrected, &[], d("2026-04-01"));
        let all = recommencer_le(&later, &[known, corrected.clone()].concat(), d("2026-02-12"));
        assert_eq!(all, corrected, "what was known last, not first");
    }

    #[test]
    fn who_replaces_for_a_time_gives_the_person_back() {
        let all = confier(&entre(), remise(b'B', "2026-06-01", Some("2026-08-31")));
        let expected = [
            (qui(b'A'), d("2026-02-12"), Some(d("2026-05-31"))),
            (qui(b'B'), d("2026-06-01"), Some(d("2026-08-31"))),
            (qui(b'A'), d("2026-09-01"), None),
        ];
        assert_eq!(told(&all), expected);
        let on = |jour| le(&all, d(jour));
        assert_eq!(
            [on("2026-05-31"), on("2026-08-31"), on("2026-09-01")],
            [b'A', b'B', b'A'].map(|one| Some(qui(one)))
        );
    }

    /// To whom the file is open, on which days, when another parcours of the person begins on `next`.
    fn open(all: &[Affectation], next: Option<&str>) -> Vec<(UtilisateurId, NaiveDate, Option<NaiveDate>)> {
        suivis(all, next.map(d)).into_iter().map(|(qui, jours)| (qui, jours.du, jours.au)).collect()
    }

    #[test]
    fn the_file_is_open_to_whoever_follows_the_person_and_stays_so_to_whom_somebody_replaces() {
        let all = confier(&entre(), remise(b'B', "2026-06-01", Some("2026-08-31")));
        let replaced = (qui(b'B'), d("2026-06-01"), Some(d("2026-08-31")));
        assert_eq!(open(&all, None), [(qui(b'A'), d("2026-02-12"), None), replaced]);
        let given = confier(&all, remise(b'C', "2026-10-01", None));
        let former = (qui(b'A'), d("2026-02-12"), Some(d("2026-09-30")));
        assert_eq!(open(&given, None), [former, replaced, (qui(b'C'), d("2026-10-01"), None)]);
        let ended = open(&given, Some("2027-03-01"));
        assert_eq!(ended[2], (qui(b'C'), d("2026-10-01"), Some(d("2027-02-28"))), "another parcours begins");
        assert_eq!(open(&given, Some("2026-10-01")).len(), 2, "who would have begun on that day never does");
        assert_eq!(open(&given, Some("2026-10-02"))[2], (qui(b'C'), d("2026-10-01"), Some(d("2026-10-01"))));
    }

    #[test]
    fn whoever_replaces_twice_sees_the_person_on_these_days_and_not_between() {
        let once = confier(&entre(), remise(b'B', "2026-03-10", Some("2026-03-20")));
        let twice = confier(&once, remise(b'B', "2026-12-01", Some("2026-12-10")));
        let spring = (qui(b'B'), d("2026-03-10"), Some(d("2026-03-20")));
        let winter = (qui(b'B'), d("2026-12-01"), Some(d("2026-12-10")));
        assert_eq!(open(&twice, None), [(qui(b'A'), d("2026-02-12"), None), spring, winter]);
        let on = confier(&once, remise(b'B', "2026-03-21", Some("2026-03-31")));
        let longer = (qui(b'B'), d("2026-03-10"), Some(d("2026-03-31")));
        assert_eq!(open(&on, None), [(qui(b'A'), d("2026-02-12"), None), longer], "the day after: one time");
        let apart = confier(&once, remise(b'B', "2026-03-22", Some("2026-03-31")));
        assert_eq!(open(&apart, None).len(), 3, "one day of the other between");
    }

    #[test]
    fn whoever_took_over_goes_on_seeing_while_the_former_one_replaces_them_and_the_former_one_sees_these_days_alone() {
        let given = confier(&entre(), remise(b'B', "2026-09-01", None));
        let all = confier(&given, remise(b'A', "2026-10-01", Some("2026-10-31")));
        let former = (qui(b'A'), d("2026-02-12"), Some(d("2026-08-31")));
        let replacing = (qui(b'A'), d("2026-10-01"), Some(d("2026-10-31")));
        assert_eq!(open(&all, None), [former, replacing, (qui(b'B'), d("2026-09-01"), None)]);
    }

    #[test]
    fn whoever_comes_back_earlier_than_was_said_was_replaced_until_then() {
        let away = confier(&entre(), remise(b'B', "2026-06-01", Some("2026-08-31")));
        let back = confier(&away, remise(b'A', "2026-08-15", None));
        let replaced = (qui(b'B'), d("2026-06-01"), Some(d("2026-08-14")));
        assert_eq!(open(&back, None), [(qui(b'A'), d("2026-02-12"), None), replaced]);
    }

    #[test]
    fn a_replacement_that_is_itself_replaced_is_one_time() {
        let away = confier(&entre(), remise(b'B', "2026-06-01", Some("2026-08-31")));
        let all = confier(&away, remise(b'C', "2026-07-01", Some("2026-07-14")));
        let replacing = (qui(b'B'), d("2026-06-01"), Some(d("2026-08-31")));
        let within = (qui(b'C'), d("2026-07-01"), Some(d("2026-07-14")));
        assert_eq!(open(&all, None), [(qui(b'A'), d("2026-02-12"), None), replacing, within]);
    }

    #[test]
    fn another_parcours_ends_what_one_that_is_over_opens_and_no_other() {
        let (january, march) = (d("2026-01-12"), d("2026-03-02"));
        let left = Some(d("2026-02-27"));
        let over = Parcours { entree_le: january, sorti_le: left, ..Parcours::exemple(Phase::Termine) };
        let next = Parcours { id: Id::from_u128(2), entree_le: march, ..Parcours::exemple(Phase::EnCours) };
        let next_of = |one: &Parcours, other: &Parcours| suivant(one, &[one.clone(), other.clone()]);
        assert_eq!(next_of(&over, &next), Some(march));
        assert_eq!(next_of(&next, &over), None, "it is the last one");
        assert_eq!(next_of(&Parcours { sorti_le: None, ..over.clone() }, &next), None, "both go on");
        let one_with_it = Parcours { reuni_a: Some(over.id), ..next.clone() };
        assert_eq!(next_of(&over, &one_with_it), None, "it was made one with it");
        let of_another = Parcours { participant: Id::from_u128(9), ..next.clone() };
        assert_eq!(next_of(&over, &of_another), None, "somebody else's");
        let same_day = Parcours { entree_le: january, ..next };
        assert_eq!(next_of(&over, &same_day), None, "entered on the same day");
    }

    #[test]
    fn who_takes_over_from_the_entry_on_was_always_the_référent() {
        let all = confier(&entre(), remise(b'B', "2026-02-12", None));
        assert_eq!(told(&all), [(qui(b'B'), d("2026-02-12"), None)]);
    }

    #[test]
    fn the_past_of_a_former_program_stands_before_what_was_handed_over_here() {
        let told = |letter, du: &str, au: Option<&str>| Affectation {
            nom: Some("Jeanne Petit".to_owned()),
            motif: None,
            par: None,
            ..remise(letter, du, au)
        };
        let base = Affectation::premiere(qui(b'A'), d("2026-02-12"));
        let here = confier(&entre(), remise(b'B', "2026-06-01", None));
        let all = reprendre(&here, base.clone(), &[told(b'Z', "2026-02-12", Some("2026-03-31"))]);
        let expected = [
            (qui(b'Z'), d("2026-02-12"), Some(d("2026-03-31"))),
            (qui(b'A'), d("2026-04-01"), Some(d("2026-05-31"))),
            (qui(b'B'), d("2026-06-01"), None),
        ];
        assert_eq!(super::tests::told(&all), expected);
        let corrected = reprendre(&all, base, &[told(b'Z', "2026-02-12", Some("2026-02-28"))]);
        assert_eq!(super::tests::told(&corrected)[1], (qui(b'A'), d("2026-03-01"), Some(d("2026-05-31"))));
    }

    #[test]
    fn a_handover_changes_somebody_and_ends_after_it_begins() {
        let asked = |letter, du, au: Option<&str>| jours(&entre(), qui(letter), d(du), au.map(d));
        assert_eq!(asked(b'A', "2026-06-01", None).unwrap_err().pointer, "/referent");
        assert_eq!(asked(b'B', "2026-06-01", Some("2026-05-31")).unwrap_err().pointer, "/jusqu_au");
        assert!(asked(b'B', "2026-06-01", Some("2026-06-01")).is_ok());
    }

    #[test]
    fn a_ceiling_is_looked_at_on_each_day_on_which_somebody_comes() {
        let follow = |du: &str| Suivi {
            participant: Id::MIN,
            periode: PeriodeEtat {
                etat: crate::vie::etat::domain::Etat::EnAccompagnement,
                jours: Periode { du: d(du), au: None },
            },
        };
        let file = [follow("2026-05-31"), follow("2026-06-15"), follow("2026-09-01")];
        let jours = Periode { du: d("2026-06-01"), au: Some(d("2026-08-31")) };
        let looked = ["2026-06-01", "2026-06-15", "2026-07-01"].map(d);
        assert_eq!(commencements(&file, &[follow("2026-07-01")], jours), looked);
    }

    /// What a parcours knows of its référents, and what it knew.
    fn moved(all: &[Affectation], former: &mut Vec<Affectation>, entree: NaiveDate) -> Vec<Affectation> {
        let next = recommencer_le(all, former, entree);
        former.extend(all.iter().filter(|one| !next.contains(one)).cloned());
        next
    }

    fn handovers() -> impl Strategy<Value = Vec<(u8, i64, Option<i64>)>> {
        prop::collection::vec((b'A'..=b'D', 0i64..60, prop::option::of(0i64..30)), 0..6)
    }

    proptest! {
        #[test]
        fn each_day_has_one_référent_and_it_is_the_last_one_who_was_said(handovers in handovers()) {
            let entree = d("2026-02-12");
            let mut all = vec![Affectation::premiere(qui(b'A'), entree)];
            for (letter, from, days) in &handovers {
                let du = calendrier::plus_jours(entree, *from);
                let jours = Periode { du, au: days.map(|days| calendrier::plus_jours(du, days)) };
                all = confier(&all, Affectation { referent: qui(*letter), jours, motif: None, par: None, nom: None });
            }
            for day in 0..120 {
                let jour = calendrier::plus_jours(entree, day);
                let said = handovers.iter().rev().find(|(_, from, days)| *from <= day && days.is_none_or(|days| day <= from + days));
                let on: Vec<_> = all.iter().filter(|one| one.jours.contient(jour)).collect();
                prop_assert_eq!(on.len(), 1);
                prop_assert_eq!(on[0].referent, qui(said.map_or(b'A', |(letter, _, _)| *letter)));
                prop_assert_eq!(le(&all, jour), Some(on[0].referent));
                let open: Vec<_> = suivis(&all, None).into_iter().filter(|(_, jours)| jours.contient(jour)).collect();
                prop_assert_eq!(open.iter().filter(|(who, _)| *who == on[0].referent).count(), 1);
            }
        }

        #[test]
        fn an_entry_that_moves_and_moves_back_loses_no_référent(handovers in handovers(), moves in prop::collection::vec(0i64..80, 1..5)) {
            let entree = d("2026-02-12");
            let mut known = vec![Affectation::premiere(qui(b'A'), entree)];
            for (letter, from, days) in &handovers {
                let du = calendrier::plus_jours(entree, *from);
                let jours = Periode { du, au: days.map(|days| calendrier::plus_jours(du, days)) };
                known = confier(&known, Affectation { referent: qui(*letter), jours, motif: None, par: None, nom: None });
            }
            let (mut all, mut former) = (known.clone(), Vec::new());
            for days in &moves {
                let jour = calendrier::plus_jours(entree, *days);
                all = moved(&all, &mut former, jour);
                for day in *days..120 {
                    let jour = calendrier::plus_jours(entree, day);
                    prop_assert_eq!(le(&all, jour), le(&known, jour));
                }
            }
        }
    }
}
