//! Somebody who is around a person, with what the person agreed to share.

use std::cmp::Reverse;

use chrono::NaiveDate;
use kernel::{ActeurId, IntervenantId, Nominatif, ParcoursId, ParticipantId, Personnes};
use parcours_api::{FonctionIntervenant, IntervenantEcrit, PartageIntervenant};
use problem::FieldError;

/// Those around one person, at most: they are read at once.
pub(crate) const AUTOUR: usize = 50;

/// Somebody who is around a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Intervenant {
    pub(crate) id: IntervenantId,
    /// Of what people edit.
    pub(crate) version: i32,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) ecrit: IntervenantEcrit,
    pub(crate) par: ActeurId,
}

impl Nominatif for Intervenant {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Intervenant {
    /// In which order they are shown: the référent social first, then the last to come.
    pub(crate) fn rang(&self) -> (bool, Reverse<NaiveDate>, IntervenantId) {
        (self.ecrit.fonction != FonctionIntervenant::ReferentSocial, Reverse(self.ecrit.du), self.id)
    }
}

/// What is shared was agreed to, and nothing is agreed of what is not.
pub(crate) fn admettre(ecrit: &IntervenantEcrit, today: NaiveDate) -> Result<(), FieldError> {
    if ecrit.au.is_some_and(|au| au < ecrit.du) {
        return Err(FieldError::new("/au", "incoherent", "la fin précède le début"));
    }
    match (ecrit.partage, ecrit.accord_le) {
        (PartageIntervenant::Rien, Some(_)) => {
            Err(FieldError::new("/accord_le", "incoherent", "rien n'est partagé : aucun accord n'est à dire"))
        }
        (PartageIntervenant::Etapes | PartageIntervenant::Plan | PartageIntervenant::Tout, None) => {
            Err(FieldError::new("/accord_le", "manquant", "attendu : le jour où la personne a donné son accord"))
        }
        (_, Some(jour)) if jour > today => {
            Err(FieldError::new("/accord_le", "futur", "l'accord est déjà donné, ou ne l'est pas"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn ecrit(partage: PartageIntervenant, accord_le: Option<&str>) -> IntervenantEcrit {
        IntervenantEcrit {
            fonction: FonctionIntervenant::ReferentSocial,
            nom: "Sylvie Petit".to_owned(),
            organisme: None,
            telephone: None,
            courriel: None,
            du: d("2026-02-12"),
            au: None,
            partage,
            accord_le: accord_le.map(d),
        }
    }

    fn refused(partage: PartageIntervenant, accord_le: Option<&str>) -> Option<String> {
        admettre(&ecrit(partage, accord_le), d("2026-03-12")).err().map(|error| error.pointer)
    }

    #[test]
    fn nothing_is_shared_without_the_day_on_which_the_person_agreed() {
        use PartageIntervenant as P;
        assert_eq!(refused(P::Rien, None), None);
        assert_eq!(refused(P::Plan, Some("2026-03-12")), None);
        for wrong in [(P::Etapes, None), (P::Tout, Some("2026-03-13")), (P::Rien, Some("2026-03-12"))] {
            assert_eq!(refused(wrong.0, wrong.1).as_deref(), Some("/accord_le"), "{wrong:?}");
        }
    }

    #[test]
    fn somebody_is_around_until_their_first_day_at_the_earliest() {
        let until = |au| {
            admettre(&IntervenantEcrit { au: Some(d(au)), ..ecrit(PartageIntervenant::Rien, None) }, d("2026-03-12"))
        };
        assert_eq!(until("2026-02-12"), Ok(()));
        assert_eq!(until("2026-02-11").unwrap_err().pointer, "/au");
    }

    #[test]
    fn the_referent_social_comes_first_then_the_last_to_come() {
        use FonctionIntervenant as F;
        let somebody = |fonction, du| Intervenant {
            id: Id::MIN,
            version: 1,
            parcours: Id::MIN,
            participant: Id::MIN,
            ecrit: IntervenantEcrit { fonction, du: d(du), ..ecrit(PartageIntervenant::Rien, None) },
            par: Id::MIN,
        };
        let mut all = [
            somebody(F::Tuteur, "2026-03-01"),
            somebody(F::Cesf, "2026-05-01"),
            somebody(F::ReferentSocial, "2026-01-05"),
        ];
        all.sort_by_key(Intervenant::rang);
        assert_eq!(all.map(|one| one.ecrit.fonction), [F::ReferentSocial, F::Cesf, F::Tuteur]);
    }
}
