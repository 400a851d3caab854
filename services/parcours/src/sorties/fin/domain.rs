//! How a parcours ends otherwise than by a positive exit, and how a decision corrects it.

use chrono::NaiveDate;
use kernel::{ActeurId, DemandeId, Refus, calendrier::Periode, phrase};
use parcours_api::{MotifCloture, NouvelleFin};
use problem::FieldError;

use crate::{
    etapes::etape::domain::Etape,
    vie::{
        etat::domain::Suivi,
        parcours::domain::{Commande, Parcours},
    },
};

/// Whether a parcours may end: its phase allows it, and nothing of it runs any more; otherwise why not.
pub(crate) fn peut(parcours: &Parcours, etapes: &[Etape]) -> Result<(), Refus> {
    parcours.peut(Commande::Clore)?;
    etapes.iter().try_for_each(Etape::refuse_de_courir)
}

/// Whether the étapes that were taken up began before this day, from which on the person is out; otherwise which one did not.
pub(crate) fn suit_les_etapes(pointer: &str, le: NaiveDate, etapes: &[Etape]) -> Result<(), FieldError> {
    let held = etapes.iter().try_for_each(|one| one.refuse_de_suivre(le));
    held.map_err(|detail| FieldError::new(pointer, "incoherent", detail))
}

/// Whether what the person was followed in began before this day, from which on they are out; otherwise what did not.
pub(crate) fn suit_les_suivis(pointer: &str, le: NaiveDate, suivis: &[(Suivi, Periode)]) -> Result<(), FieldError> {
    let Some((suivi, jours)) = suivis.iter().find(|(_, jours)| jours.du >= le) else { return Ok(()) };
    let quoi = match suivi {
        Suivi::Emploi { .. } => "l'emploi suivi",
        Suivi::Formation { .. } => "la formation suivie",
    };
    let (debut, le) = (phrase::jour(jours.du), phrase::jour(le));
    let detail = format!("{quoi} a commencé le {debut} : la personne n'était pas sortie le {le}");
    Err(FieldError::new(pointer, "incoherent", detail))
}

/// How a parcours ended, when a decision may correct it or take it back; otherwise why not.
pub(crate) fn corrigeable(parcours: &Parcours, fin: Option<Fin>) -> Result<Fin, Refus> {
    parcours.peut(Commande::Rouvrir)?;
    fin.ok_or_else(|| Refus::new("Le parcours s’est terminé par une sortie positive, ou au profit d’un autre."))
}

/// What waits for an instance is decided by it.
pub(crate) fn sans_demande(attend: Option<DemandeId>) -> Result<(), Refus> {
    match attend {
        Some(_) => Err(Refus::new("Une instance doit décider de cette correction : retirez d’abord la demande.")),
        None => Ok(()),
    }
}

/// Why a parcours ended, on what day, and where the person went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fin {
    pub(crate) motif: MotifCloture,
    /// First day out of the PLIE.
    pub(crate) le: NaiveDate,
    pub(crate) destination: Option<String>,
    pub(crate) precisions: Option<String>,
    /// Who recorded it.
    pub(crate) par: ActeurId,
    /// How often it was changed, from 1: its history says each change.
    pub(crate) version: i32,
    /// The decision that corrected it last.
    pub(crate) correction: Option<Correction>,
}

/// The decision that corrects how a parcours ended, or takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correction {
    pub(crate) le: NaiveDate,
    pub(crate) motif: String,
    pub(crate) par: ActeurId,
}

/// What is decided of how a parcours ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revision {
    /// The version that it replaces.
    pub(crate) remplace: i32,
    /// How it ended after all; none when it goes on.
    pub(crate) fin: Option<NouvelleFin>,
    pub(crate) decision: Correction,
}

impl Fin {
    /// An end as somebody tells it first.
    pub(crate) fn dite(nouvelle: NouvelleFin, par: ActeurId) -> Self {
        let NouvelleFin { motif, le, destination, precisions } = nouvelle;
        Self { motif, le, destination, precisions, par, version: 1, correction: None }
    }

    /// Whether the day of a decision follows the end that it corrects, and has come.
    pub(crate) fn precede(&self, decision: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
        if decision < self.le || decision > today {
            let detail = format!("attendu : du {}, date de la fin, à aujourd'hui", phrase::jour(self.le));
            return Err(FieldError::new("/decision/le", "hors_bornes", detail));
        }
        Ok(())
    }

    /// The same as a decision corrects it, in something at least. `retour` is the day on which the person began another parcours
    /// since: this one had ended by then.
    pub(crate) fn corrigee(
        &self,
        nouvelle: NouvelleFin,
        decision: Correction,
        retour: Option<NaiveDate>,
    ) -> Result<Self, FieldError> {
        let NouvelleFin { motif, le, destination, precisions } = nouvelle;
        let told = (&motif, &le, &destination, &precisions);
        if told == (&self.motif, &self.le, &self.destination, &self.precisions) {
            return Err(FieldError::new(
                "/fin",
                "identique",
                "cette fin est déjà connue ainsi : rien n'est à corriger",
            ));
        }
        if let Some(retour) = retour.filter(|retour| le > *retour) {
            let detail = format!("la personne est revenue : un autre parcours commence le {}", phrase::jour(retour));
            return Err(FieldError::new("/fin/le", "incoherent", detail));
        }
        let (par, version) = (self.par, self.version);
        Ok(Self { motif, le, destination, precisions, par, version, correction: Some(decision) })
    }
}

/// Whether a parcours may go on that ended: not when the person began another one since, on `retour`.
pub(crate) fn reprend(retour: Option<NaiveDate>) -> Result<(), Refus> {
    let Some(retour) = retour else { return Ok(()) };
    let detail = format!(
        "La personne est revenue : un autre parcours commence le {}, celui-ci ne reprend pas.",
        phrase::jour(retour)
    );
    Err(Refus::new(detail))
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;
    use crate::vie::parcours::domain::Phase;

    fn dite(motif: MotifCloture, le: &str) -> NouvelleFin {
        NouvelleFin { motif, le: d(le), destination: None, precisions: None }
    }

    /// Gave up on 1 September 2026.
    fn abandon() -> Fin {
        Fin::dite(dite(MotifCloture::Abandon, "2026-09-01"), Id::MIN)
    }

    fn decision(le: &str) -> Correction {
        Correction { le: d(le), motif: "elle avait déménagé".to_owned(), par: Id::MIN }
    }

    #[test]
    fn an_end_is_corrected_once_there_is_one_and_by_nobody_while_an_instance_decides_of_it() {
        let over = Parcours::exemple(Phase::Termine);
        assert_eq!(corrigeable(&over, Some(abandon())).unwrap(), abandon());
        assert!(corrigeable(&over, None).unwrap_err().to_string().contains("sortie positive"));
        assert!(corrigeable(&Parcours::exemple(Phase::EnCours), Some(abandon())).is_err(), "it goes on");
        assert!(sans_demande(None).is_ok() && sans_demande(Some(Id::MIN)).is_err());
    }

    #[test]
    fn a_decision_follows_the_end_that_it_corrects_and_has_come() {
        let on = |le| abandon().precede(d(le), d("2026-09-15")).is_ok();
        assert_eq!(["2026-08-31", "2026-09-01", "2026-09-15", "2026-09-16"].map(on), [false, true, true, false]);
    }

    #[test]
    fn a_correction_changes_something_and_keeps_who_told_the_end() {
        let moved = dite(MotifCloture::Demenagement, "2026-09-01");
        let corrected = abandon().corrigee(moved, decision("2026-09-10"), None).unwrap();
        assert_eq!((corrected.motif, corrected.par), (MotifCloture::Demenagement, abandon().par));
        assert_eq!(corrected.correction, Some(decision("2026-09-10")));
        let same = abandon().corrigee(dite(MotifCloture::Abandon, "2026-09-01"), decision("2026-09-10"), None);
        assert_eq!(same.unwrap_err().pointer, "/fin");
    }

    #[test]
    fn nobody_is_out_before_a_job_in_which_they_were_followed() {
        let debut = d("2026-04-01");
        let jours = Periode { du: debut, au: Some(d("2026-06-15")) };
        let out = |suivi, le| suit_les_suivis("/le", d(le), &[(suivi, jours)]).map_err(|error| error.detail);
        let emploi = Suivi::Emploi { debut };
        let expected = "l'emploi suivi a commencé le 01/04/2026 : la personne n'était pas sortie le 01/04/2026";
        assert_eq!(out(emploi, "2026-04-01"), Err(expected.to_owned()), "out on its very first day");
        assert_eq!(out(emploi, "2026-04-02"), Ok(()));
        let formation = Suivi::Formation { fin: d("2026-12-31"), titre_obtenu_le: None };
        assert!(out(formation, "2026-03-01").unwrap_err().starts_with("la formation suivie"));
    }

    #[test]
    fn an_end_does_not_pass_the_day_on_which_the_person_came_back() {
        let until = |le, retour: Option<&str>| {
            let moved = dite(MotifCloture::Abandon, le);
            abandon().corrigee(moved, decision("2026-11-10"), retour.map(d)).map_err(|error| error.pointer)
        };
        assert!(until("2026-10-01", Some("2026-10-01")).is_ok(), "back on the very day");
        assert_eq!(until("2026-10-02", Some("2026-10-01")).unwrap_err(), "/fin/le");
        assert!(until("2026-10-02", None).is_ok());
        assert!(reprend(None).is_ok() && reprend(Some(d("2026-10-01"))).is_err());
    }
}
