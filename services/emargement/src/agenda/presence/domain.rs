//! One person at an appointment: what becomes of them, and what they sign.

use chrono::{DateTime, NaiveDate, Utc};
use emargement_api::{Issue, Moment, MotifAbsence, MotifTardif};
use kernel::{Duree, Fuseau, ParticipantId, Refus, UtilisateurId, calendrier::plus_jours};
use serde::{Deserialize, Serialize};

/// A person expected at an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Presence {
    pub(crate) participant: ParticipantId,
    pub(crate) issue: Issue,
    pub(crate) motif: Option<MotifAbsence>,
    pub(crate) signe: Signatures,
    /// How these signatures came.
    pub(crate) recueil: Recueils,
}

/// What may become of a person who was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commande {
    /// They sign.
    Signer,
    /// They answered the call.
    Repondre,
    /// They did not come.
    Absenter,
    /// They did not come, and said why.
    Excuser,
}

/// What became of the person after `commande`, or why what is known forbids it.
fn apres(issue: Issue, commande: Commande) -> Result<Issue, Refus> {
    use Commande as C;
    use Issue as I;
    match (commande, issue) {
        (C::Signer, I::Attendu | I::Present) | (C::Repondre, I::Attendu) => Ok(I::Present),
        (C::Absenter, I::Attendu | I::Absent | I::Excuse) => Ok(I::Absent),
        (C::Excuser, I::Attendu | I::Absent | I::Excuse) => Ok(I::Excuse),
        (C::Signer | C::Repondre, I::Absent | I::Excuse) => {
            Err(Refus::new("L'absence de cette personne est déjà constatée."))
        }
        (C::Repondre | C::Absenter | C::Excuser, I::Present) => {
            Err(Refus::new("Cette personne a signé : elle est présente."))
        }
    }
}

impl Presence {
    /// A person who is expected.
    pub(crate) const fn attendue(participant: ParticipantId) -> Self {
        Self {
            participant,
            issue: Issue::Attendu,
            motif: None,
            signe: Signatures { arrivee: None, depart: None },
            recueil: Recueils { arrivee: None, depart: None },
        }
    }

    pub(crate) fn avancer(&mut self, commande: Commande) -> Result<(), Refus> {
        self.issue = apres(self.issue, commande)?;
        Ok(())
    }

    /// Signs, as `recueil` says it was collected.
    pub(crate) fn signer(&mut self, moment: Moment, le: DateTime<Utc>, recueil: Recueil) -> Result<(), RefusSignature> {
        self.signe.signer(moment, le)?;
        noter(&mut self.recueil, moment, recueil);
        Ok(())
    }

    /// They did not come; excused when a reason is given.
    pub(crate) fn absenter(&mut self, motif: Option<MotifAbsence>) -> Result<(), Refus> {
        self.avancer(if motif.is_some() { Commande::Excuser } else { Commande::Absenter })?;
        self.motif = motif;
        Ok(())
    }
}

/// How a signature came to the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recueil {
    /// Who collected it; who leads, for their own.
    pub(crate) par: UtilisateurId,
    /// When it was recorded.
    pub(crate) le: DateTime<Utc>,
    /// Why so late, once the appointment was over.
    pub(crate) motif: Option<MotifTardif>,
}

/// How the signatures of somebody came to the sheet; unknown for those of before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recueils {
    pub(crate) arrivee: Option<Recueil>,
    pub(crate) depart: Option<Recueil>,
}

/// Keeps how a signature came.
pub(crate) const fn noter(recueils: &mut Recueils, moment: Moment, recueil: Recueil) {
    match moment {
        Moment::Arrivee => recueils.arrivee = Some(recueil),
        Moment::Depart => recueils.depart = Some(recueil),
    }
}

/// When someone signed the start and the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Signatures {
    pub(crate) arrivee: Option<DateTime<Utc>>,
    pub(crate) depart: Option<DateTime<Utc>>,
}

/// Why a signature is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RefusSignature {
    #[error("Cette signature est déjà donnée ; une correction passe par la feuille papier scannée.")]
    DejaDonnee,
    #[error("L'arrivée se signe avant le départ.")]
    ArriveeDAbord,
    #[error("le départ suit l'arrivée")]
    DepartAvantArrivee,
}

impl Signatures {
    /// Arrival first, each once, departure after arrival.
    pub(crate) fn signer(&mut self, moment: Moment, le: DateTime<Utc>) -> Result<(), RefusSignature> {
        match (moment, self.arrivee, self.depart) {
            (Moment::Arrivee, Some(_), _) | (Moment::Depart, _, Some(_)) => Err(RefusSignature::DejaDonnee),
            (Moment::Depart, None, None) => Err(RefusSignature::ArriveeDAbord),
            (Moment::Depart, Some(start), None) if le <= start => Err(RefusSignature::DepartAvantArrivee),
            (Moment::Depart, Some(_), None) => {
                self.depart = Some(le);
                Ok(())
            }
            (Moment::Arrivee, None, _) => {
                self.arrivee = Some(le);
                Ok(())
            }
        }
    }

    /// From one to the other; nothing while one is missing.
    pub(crate) fn plage(&self) -> Option<Plage> {
        self.arrivee.zip(self.depart).map(|(debut, fin)| Plage { debut, fin })
    }
}

/// From an instant to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Plage {
    pub(crate) debut: DateTime<Utc>,
    pub(crate) fin: DateTime<Utc>,
}

impl Plage {
    /// Whole minutes.
    pub(crate) fn minutes(self) -> Duree {
        i32::try_from((self.fin - self.debut).num_minutes())
            .ok()
            .and_then(|minutes| Duree::try_from(minutes).ok())
            .unwrap_or_default()
    }

    /// What two have in common.
    pub(crate) fn croisement(self, other: Self) -> Option<Self> {
        let (debut, fin) = (self.debut.max(other.debut), self.fin.min(other.fin));
        (debut < fin).then_some(Self { debut, fin })
    }

    /// Its first and last days in the territory.
    pub(crate) fn bornes(self, fuseau: Fuseau) -> (NaiveDate, NaiveDate) {
        let first = fuseau.jour(self.debut);
        (first, self.jours(fuseau).last().map_or(first, |(jour, _)| jour))
    }

    /// Its days in the territory, each with the part that falls on it.
    pub(crate) fn jours(self, fuseau: Fuseau) -> impl Iterator<Item = (NaiveDate, Self)> {
        fuseau.jour(self.debut).iter_days().map_while(move |jour| {
            let next = fuseau.debut_du_jour(plus_jours(jour, 1));
            let day = Self { debut: fuseau.debut_du_jour(jour), fin: next };
            self.croisement(day).map(|part| (jour, part))
        })
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Code, Id, machine::ecarts};
    use testdata::minute;

    use super::*;
    use Commande as C;
    use Issue as I;

    #[test]
    fn a_presence_does_what_its_table_says_and_nothing_else() {
        let table = [
            (I::Attendu, C::Signer, I::Present),
            (I::Attendu, C::Repondre, I::Present),
            (I::Attendu, C::Absenter, I::Absent),
            (I::Attendu, C::Excuser, I::Excuse),
            (I::Present, C::Signer, I::Present),
            (I::Absent, C::Absenter, I::Absent),
            (I::Absent, C::Excuser, I::Excuse),
            (I::Excuse, C::Absenter, I::Absent),
            (I::Excuse, C::Excuser, I::Excuse),
        ];
        let commandes = [C::Signer, C::Repondre, C::Absenter, C::Excuser];
        assert_eq!(ecarts(&[I::Attendu], I::TOUS, &commandes, &table, apres), [""; 0]);
    }

    #[test]
    fn who_gives_a_reason_is_excused_and_who_gives_none_any_more_is_absent() {
        let mut one = Presence::attendue(Id::MIN);
        one.absenter(Some(MotifAbsence::Sante)).unwrap();
        assert_eq!((one.issue, one.motif), (I::Excuse, Some(MotifAbsence::Sante)));
        one.absenter(None).unwrap();
        assert_eq!((one.issue, one.motif), (I::Absent, None));
    }

    #[test]
    fn one_signs_the_arrival_then_the_departure_each_once() {
        let minutes = |signe: Signatures| signe.plage().map_or(Duree::ZERO, Plage::minutes);
        let mut signe = Signatures::default();
        assert_eq!(signe.signer(Moment::Depart, minute(0)), Err(RefusSignature::ArriveeDAbord));
        assert_eq!(signe.signer(Moment::Arrivee, minute(0)), Ok(()));
        assert_eq!(signe.signer(Moment::Arrivee, minute(1)), Err(RefusSignature::DejaDonnee));
        assert_eq!(signe.signer(Moment::Depart, minute(0)), Err(RefusSignature::DepartAvantArrivee));
        assert_eq!(minutes(signe), Duree::ZERO);
        assert_eq!(signe.signer(Moment::Depart, minute(118)), Ok(()));
        assert_eq!(signe.signer(Moment::Depart, minute(120)), Err(RefusSignature::DejaDonnee));
        assert_eq!(minutes(signe).minutes(), 118);
    }
}
