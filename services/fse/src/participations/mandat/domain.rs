//! What a mandate of control opens, and for how long.

use chrono::{DateTime, NaiveDate, Utc};
use fse_api::NouveauMandat;
use kernel::{ActeurId, MandatId, Nominatif, OperationId, ParticipantId, Personnes, Refus, UtilisateurId, phrase};
use problem::FieldError;

/// A control lasts two years at most.
const PLUS_LONG: i64 = 731;

/// A mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mandat {
    pub(crate) id: MandatId,
    pub(crate) operation: OperationId,
    pub(crate) controleur: UtilisateurId,
    /// Whoever takes part in the operation, also later.
    pub(crate) entiere: bool,
    pub(crate) personnes: Vec<ParticipantId>,
    pub(crate) du: NaiveDate,
    pub(crate) au: NaiveDate,
    pub(crate) motif: String,
    pub(crate) donne_le: DateTime<Utc>,
    pub(crate) donne_par: ActeurId,
}

impl Nominatif for Mandat {
    fn montrer(&self, personnes: &mut Personnes) {
        for personne in &self.personnes {
            personnes.ajouter(*personne);
        }
    }
}

/// From when to when a mandate holds.
fn durer(du: NaiveDate, au: NaiveDate) -> Result<(), FieldError> {
    match (au - du).num_days() {
        0..=PLUS_LONG => Ok(()),
        _ => Err(FieldError::new("/au", "hors_bornes", "attendu : du premier jour à deux ans plus tard")),
    }
}

impl Mandat {
    /// A mandate on an operation, for the persons of a sample, each of whom is among those who take part; for all of these
    /// when nobody is named.
    pub(crate) fn donner(
        id: MandatId,
        operation: OperationId,
        nouveau: NouveauMandat,
        participants: Vec<ParticipantId>,
        par: (DateTime<Utc>, ActeurId),
    ) -> Result<Self, Vec<FieldError>> {
        let NouveauMandat { controleur, mut personnes, du, au, motif } = nouveau;
        let strangers = personnes.iter().enumerate().filter(|(_, one)| !participants.contains(one));
        let detail = "cette personne ne participe pas à l'opération";
        let mut errors: Vec<_> =
            strangers.map(|(rank, _)| FieldError::new(format!("/personnes/{rank}"), "inconnue", detail)).collect();
        errors.extend(durer(du, au).err());
        if !errors.is_empty() {
            return Err(errors);
        }
        let entiere = personnes.is_empty();
        if entiere {
            personnes = participants;
        }
        let (donne_le, donne_par) = par;
        Ok(Self { id, operation, controleur, entiere, personnes, du, au, motif, donne_le, donne_par })
    }

    /// Whether who enters the operation on `today` is named too.
    pub(crate) fn s_etend(&self, today: NaiveDate) -> bool {
        self.entiere && today <= self.au
    }

    /// Whether it may still be ended before its time: it holds, or it is to come.
    pub(crate) fn court(&self, today: NaiveDate) -> Result<(), Refus> {
        if today > self.au {
            return Err(Refus::new(format!("Le mandat est terminé depuis le {}.", phrase::jour(self.au))));
        }
        Ok(())
    }

    /// Ends on a day before its last one.
    pub(crate) fn clore(&mut self, au: NaiveDate) -> Result<(), FieldError> {
        if au < self.du || au > self.au {
            let detail = format!("attendu : du {} au {}", phrase::jour(self.du), phrase::jour(self.au));
            return Err(FieldError::new("/au", "hors_bornes", detail));
        }
        self.au = au;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn donner(personnes: &[u128], du: &str, au: &str) -> Result<Mandat, Vec<FieldError>> {
        let personnes = personnes.iter().map(|one| Id::from_u128(*one)).collect();
        let motif = "contrôle".to_owned();
        let nouveau = NouveauMandat { controleur: Id::MIN, personnes, du: d(du), au: d(au), motif };
        let participants = [1, 2].map(Id::from_u128).to_vec();
        Mandat::donner(Id::MIN, Id::MIN, nouveau, participants, (DateTime::UNIX_EPOCH, Id::MIN))
    }

    #[test]
    fn a_sample_is_of_those_who_take_part_and_nobody_named_is_everybody() {
        assert_eq!(donner(&[1, 9], "2026-09-01", "2026-09-30").unwrap_err()[0].pointer, "/personnes/1");
        let sample = donner(&[2], "2026-09-01", "2026-09-30").unwrap();
        assert_eq!((sample.personnes.len(), sample.s_etend(d("2026-09-01"))), (1, false));
        let whole = donner(&[], "2026-09-01", "2026-09-30").unwrap();
        assert_eq!(whole.personnes.len(), 2);
        assert_eq!((whole.s_etend(d("2026-09-30")), whole.s_etend(d("2026-10-01"))), (true, false));
    }

    #[test]
    fn a_mandate_lasts_a_day_to_two_years_and_ends_within_it() {
        let lasts = |au: &str| donner(&[1], "2026-09-01", au).is_ok();
        assert_eq!((lasts("2026-08-31"), lasts("2026-09-01")), (false, true));
        assert_eq!((lasts("2028-09-01"), lasts("2028-09-02")), (true, false));
        let mut one = donner(&[1], "2026-09-01", "2026-09-30").unwrap();
        assert!(one.clore(d("2026-08-31")).is_err() && one.clore(d("2026-10-01")).is_err());
        one.clore(d("2026-09-15")).unwrap();
        assert_eq!(one.au, d("2026-09-15"));
        assert_eq!((one.court(d("2026-09-15")).is_ok(), one.court(d("2026-09-16")).is_ok()), (true, false));
    }
}
