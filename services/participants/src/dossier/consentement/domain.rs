//! Answers of the person to what is asked of them, and for how long each holds.

use chrono::NaiveDate;
use kernel::{ActeurId, ConsentementId, ParticipantId, StructureId, phrase};
use participants_api::{Finalite, NouveauConsentement};
use problem::FieldError;
use referentiel::regles::partage::Reponse;

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consentement {
    pub(crate) id: ConsentementId,
    pub(crate) participant: ParticipantId,
    pub(crate) finalite: Finalite,
    pub(crate) partenaire: Option<StructureId>,
    pub(crate) accord: bool,
    pub(crate) recueilli_le: NaiveDate,
    pub(crate) expire_le: Option<NaiveDate>,
    pub(crate) retire_le: Option<NaiveDate>,
    pub(crate) saisi_par: ActeurId,
}

impl Consentement {
    /// An answer of today or before.
    pub(crate) fn recueillir(
        id: ConsentementId,
        participant: ParticipantId,
        nouveau: NouveauConsentement,
        today: NaiveDate,
        saisi_par: ActeurId,
    ) -> Result<Self, FieldError> {
        let NouveauConsentement { finalite, partenaire, accord, recueilli_le, expire_le } = nouveau;
        if (finalite == Finalite::Partage) != partenaire.is_some() {
            let detail = "un partage nomme son partenaire, et lui seul";
            return Err(FieldError::new("/partenaire", "incoherent", detail));
        }
        if recueilli_le > today {
            return Err(FieldError::new("/recueilli_le", "futur", "un accord n'est pas recueilli dans le futur"));
        }
        if expire_le.is_some_and(|fin| fin < recueilli_le) {
            let detail = format!("attendu : le {} ou plus tard", phrase::jour(recueilli_le));
            return Err(FieldError::new("/expire_le", "incoherent", detail));
        }
        Ok(Self { id, participant, finalite, partenaire, accord, recueilli_le, expire_le, retire_le: None, saisi_par })
    }

    /// Is withdrawn from a day on.
    pub(crate) fn retirer(&mut self, le: NaiveDate) -> Result<(), FieldError> {
        if le < self.recueilli_le {
            let detail = format!("attendu : le {} ou plus tard", phrase::jour(self.recueilli_le));
            return Err(FieldError::new("/le", "incoherent", detail));
        }
        self.retire_le = Some(le);
        Ok(())
    }

    /// Whether it holds on `jour`.
    pub(crate) fn vaut(&self, jour: NaiveDate) -> bool {
        Reponse::from(self).vaut(jour)
    }
}

impl From<&Consentement> for Reponse {
    fn from(one: &Consentement) -> Self {
        let Consentement { accord, recueilli_le, expire_le, retire_le, .. } = *one;
        Self { accord, recueilli_le, expire_le, retire_le }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn partage(accord: bool) -> NouveauConsentement {
        NouveauConsentement {
            finalite: Finalite::Partage,
            partenaire: Some(Id::MIN),
            accord,
            recueilli_le: d("2026-01-12"),
            expire_le: Some(d("2027-01-11")),
        }
    }

    fn recueillir(nouveau: NouveauConsentement) -> Result<Consentement, FieldError> {
        Consentement::recueillir(Id::MIN, Id::MIN, nouveau, d("2026-01-12"), Id::MIN)
    }

    #[test]
    fn a_yes_holds_through_its_last_day_and_until_the_day_of_its_withdrawal() {
        let mut one = recueillir(partage(true)).unwrap();
        assert_eq!((one.vaut(d("2027-01-11")), one.vaut(d("2027-01-12"))), (true, false));
        assert!(one.retirer(d("2026-01-11")).is_err());
        one.retirer(d("2026-06-01")).unwrap();
        assert_eq!((one.vaut(d("2026-05-31")), one.vaut(d("2026-06-01"))), (true, false));
        assert!(!recueillir(partage(false)).unwrap().vaut(d("2026-01-12")), "a no never holds");
    }

    #[test]
    fn a_share_names_its_partner_and_nothing_else_does() {
        assert!(recueillir(NouveauConsentement { partenaire: None, ..partage(true) }).is_err());
        assert!(recueillir(NouveauConsentement { recueilli_le: d("2026-01-13"), ..partage(true) }).is_err());
        assert!(recueillir(NouveauConsentement { expire_le: Some(d("2026-01-11")), ..partage(true) }).is_err());
        assert!(recueillir(NouveauConsentement { expire_le: Some(d("2026-01-12")), ..partage(true) }).is_ok());
    }
}
