//! Who withdraws what they recorded, and why.

use chrono::{DateTime, Utc};
use kernel::{Refus, UtilisateurId};

/// That something was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Retrait {
    pub(crate) le: DateTime<Utc>,
    pub(crate) par: UtilisateurId,
    pub(crate) motif: String,
}

/// Withdraws something once.
pub(crate) fn retirer(retrait: &mut Option<Retrait>, nouveau: Retrait) -> Result<(), Refus> {
    if retrait.is_some() {
        return Err(Refus::new("Ce temps est déjà retiré."));
    }
    *retrait = Some(nouveau);
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::minute;

    use super::*;

    #[test]
    fn what_was_recorded_by_mistake_is_withdrawn_once() {
        let first = Retrait { le: minute(0), par: Id::MIN, motif: "saisie deux fois".to_owned() };
        let mut retrait = None;
        retirer(&mut retrait, first.clone()).unwrap();
        let again = Retrait { le: minute(5), ..first.clone() };
        assert!(retirer(&mut retrait, again).is_err());
        assert_eq!(retrait, Some(first), "the first reason stays");
    }
}
