//! What of a person leaves the team, by what they answered: to a structure that refers them, or that they are sent to.
//! The contract says so to the person in the same words for every territory.

use chrono::NaiveDate;

/// What a person answered when they were asked to share with a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reponse {
    /// Yes or no.
    pub accord: bool,
    /// On what day.
    pub recueilli_le: NaiveDate,
    /// Last day on which it holds.
    pub expire_le: Option<NaiveDate>,
    /// From when on it is withdrawn.
    pub retire_le: Option<NaiveDate>,
}

impl Reponse {
    /// Whether a yes holds on `jour`.
    #[must_use]
    pub fn vaut(&self, jour: NaiveDate) -> bool {
        self.accord && !self.expiree(jour) && !self.retiree(jour)
    }

    fn expiree(&self, jour: NaiveDate) -> bool {
        self.expire_le.is_some_and(|fin| jour > fin)
    }

    fn retiree(&self, jour: NaiveDate) -> bool {
        self.retire_le.is_some_and(|retrait| jour >= retrait)
    }
}

/// What a partner is shown of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Etendue {
    /// Nothing.
    Rien,
    /// Where the candidature stands that it filed, which the person signed.
    Etape,
    /// What concerns it.
    Entiere,
}

/// What a partner is shown on `jour`, by the answers of the person about it, oldest first: the last one decides. While the
/// person answered nothing, or their yes has run out, who filed the candidature that they signed sees where it stands.
#[must_use]
pub fn etendue(reponses: &[Reponse], depose: bool, jour: NaiveDate) -> Etendue {
    match reponses.iter().rev().find(|one| one.recueilli_le <= jour) {
        Some(last) if last.vaut(jour) => Etendue::Entiere,
        Some(last) if !last.accord || last.retiree(jour) => Etendue::Rien,
        _ if depose => Etendue::Etape,
        _ => Etendue::Rien,
    }
}

/// Why a partner is shown nothing, and what to do.
pub const REFUS: &str = "La personne n'a pas donné son accord pour partager ce qui la concerne avec votre structure, ou l'a \
                         retiré : voyez avec son référent, qui le recueille.";

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    fn oui() -> Reponse {
        Reponse { accord: true, recueilli_le: d("2026-01-12"), expire_le: None, retire_le: None }
    }

    #[test]
    fn a_yes_opens_from_its_day_to_its_last_and_to_the_eve_of_its_withdrawal() {
        let ended = Reponse { expire_le: Some(d("2026-06-30")), ..oui() };
        let on = |one: Reponse, jour: &str| etendue(&[one], false, d(jour));
        assert_eq!((on(oui(), "2026-01-11"), on(oui(), "2026-01-12")), (Etendue::Rien, Etendue::Entiere));
        assert_eq!((on(ended, "2026-06-30"), on(ended, "2026-07-01")), (Etendue::Entiere, Etendue::Rien));
        let withdrawn = Reponse { retire_le: Some(d("2026-06-01")), ..oui() };
        assert_eq!((on(withdrawn, "2026-05-31"), on(withdrawn, "2026-06-01")), (Etendue::Entiere, Etendue::Rien));
    }

    #[test]
    fn who_filed_sees_the_stage_until_the_person_says_no_or_takes_their_yes_back() {
        let jour = d("2026-07-01");
        let filed = |reponses: &[Reponse]| etendue(reponses, true, jour);
        let non = Reponse { accord: false, ..oui() };
        assert_eq!(filed(&[]), Etendue::Etape);
        assert_eq!(filed(&[Reponse { expire_le: Some(d("2026-06-30")), ..oui() }]), Etendue::Etape);
        assert_eq!(filed(&[non]), Etendue::Rien);
        assert_eq!(filed(&[Reponse { retire_le: Some(d("2026-06-01")), ..oui() }]), Etendue::Rien);
    }

    #[test]
    fn the_last_answer_decides() {
        let non = Reponse { accord: false, recueilli_le: d("2026-03-01"), ..oui() };
        let again = Reponse { recueilli_le: d("2026-05-01"), ..oui() };
        assert_eq!(etendue(&[oui(), non], false, d("2026-07-01")), Etendue::Rien);
        assert_eq!(etendue(&[oui(), non, again], false, d("2026-07-01")), Etendue::Entiere);
        assert_eq!(etendue(&[oui(), non], false, d("2026-02-28")), Etendue::Entiere, "as it was then");
    }
}
