//! What a statutory contrat d'engagement is.

use chrono::NaiveDate;
use kernel::{ActeurId, EngagementId, Nominatif, ParticipantId, Personnes, calendrier};
use participants_api::{EngagementEcrit, StatutEngagement};
use problem::FieldError;

/// Those of one person, at most: they are read at once.
pub(crate) const PAR_PERSONNE: usize = 50;

/// Months after the orientation within which it is signed (art. L5411-6, D5411-14-1).
const DELAI_MOIS: u32 = 1;

/// A statutory contrat d'engagement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Engagement {
    pub(crate) id: EngagementId,
    /// Of what people edit.
    pub(crate) version: i32,
    pub(crate) participant: ParticipantId,
    pub(crate) ecrit: EngagementEcrit,
    pub(crate) par: ActeurId,
}

impl Nominatif for Engagement {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Engagement {
    /// Last day to sign, while it is to be.
    pub(crate) fn a_signer_avant(&self) -> Option<NaiveDate> {
        let waits = self.ecrit.statut == StatutEngagement::ASigner;
        waits.then(|| calendrier::plus_mois(self.ecrit.oriente_le, DELAI_MOIS))
    }
}

/// The days follow one another and are those that the status tells; nothing is signed nor told of a day to come.
pub(crate) fn admettre(ecrit: &EngagementEcrit, today: NaiveDate) -> Result<(), FieldError> {
    let refuse = |pointer: &str, code: &str, detail: &str| Err(FieldError::new(pointer, code, detail));
    if ecrit.oriente_le > today {
        return refuse("/oriente_le", "futur", "l'orientation n'est pas dans le futur");
    }
    let signed = !matches!(ecrit.statut, StatutEngagement::ASigner);
    match ecrit.signe_le {
        Some(jour) if jour > today => return refuse("/signe_le", "futur", "une signature n'est pas dans le futur"),
        Some(jour) if jour < ecrit.oriente_le => {
            return refuse("/signe_le", "incoherent", "la signature suit l'orientation");
        }
        Some(_) if !signed => return refuse("/signe_le", "incoherent", "un contrat à signer n'est pas signé"),
        None if matches!(ecrit.statut, StatutEngagement::EnCours | StatutEngagement::Suspendu) => {
            return refuse("/signe_le", "manquant", "attendu : le jour de la signature");
        }
        _ => {}
    }
    match ecrit.fin_le {
        Some(_) if ecrit.statut != StatutEngagement::Termine => {
            refuse("/fin_le", "incoherent", "seul un contrat terminé a une fin")
        }
        None if ecrit.statut == StatutEngagement::Termine => {
            refuse("/fin_le", "manquant", "attendu : le dernier jour du contrat")
        }
        Some(fin) if fin < ecrit.signe_le.unwrap_or(ecrit.oriente_le) => {
            refuse("/fin_le", "incoherent", "la fin précède le début")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use participants_api::OrganismeReferent;
    use testdata::d;

    use super::*;
    use StatutEngagement as S;

    fn ecrit(statut: S, signe_le: Option<&str>, fin_le: Option<&str>) -> EngagementEcrit {
        EngagementEcrit {
            organisme: OrganismeReferent::FranceTravail,
            structure: None,
            referent_unique: None,
            oriente_le: d("2026-01-20"),
            signe_le: signe_le.map(d),
            heures: Some(15),
            statut,
            fin_le: fin_le.map(d),
        }
    }

    fn refused(statut: S, signe_le: Option<&str>, fin_le: Option<&str>) -> Option<String> {
        admettre(&ecrit(statut, signe_le, fin_le), d("2026-03-10")).err().map(|error| error.pointer)
    }

    #[test]
    fn a_signature_is_given_between_the_orientation_and_today_by_who_signed() {
        let signed = |jour| refused(S::EnCours, Some(jour), None);
        assert_eq!(signed("2026-01-19").as_deref(), Some("/signe_le"));
        assert_eq!((signed("2026-01-20"), signed("2026-03-10")), (None, None));
        assert_eq!(signed("2026-03-11").as_deref(), Some("/signe_le"));
        assert_eq!(refused(S::ASigner, Some("2026-02-10"), None).as_deref(), Some("/signe_le"));
        assert_eq!(refused(S::EnCours, None, None).as_deref(), Some("/signe_le"));
        assert_eq!(refused(S::ASigner, None, None), None);
    }

    #[test]
    fn what_ended_says_when_and_what_runs_does_not() {
        let ended = |jour| refused(S::Termine, Some("2026-02-10"), jour);
        assert_eq!(ended(None).as_deref(), Some("/fin_le"));
        assert_eq!((ended(Some("2026-02-09")).as_deref(), ended(Some("2026-02-10"))), (Some("/fin_le"), None));
        assert_eq!(
            refused(S::Termine, None, Some("2026-01-20")),
            None,
            "another orientation came before any signature"
        );
        assert_eq!(refused(S::EnCours, Some("2026-02-10"), Some("2026-03-01")).as_deref(), Some("/fin_le"));
    }

    #[test]
    fn it_is_to_be_signed_within_a_month_of_the_orientation() {
        let of = |ecrit| Engagement { id: Id::MIN, version: 1, participant: Id::MIN, ecrit, par: Id::MIN };
        assert_eq!(of(ecrit(S::ASigner, None, None)).a_signer_avant(), Some(d("2026-02-20")));
        assert_eq!(of(ecrit(S::EnCours, Some("2026-02-10"), None)).a_signer_avant(), None);
    }
}
