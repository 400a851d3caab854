//! A démarche with the service public de l'emploi, and what comes of it.

use chrono::NaiveDate;
use kernel::{ActeurId, DemarcheId, Nominatif, ParcoursId, ParticipantId, Personnes, Refus, phrase};
use parcours_api::{IssueDemarche, NatureDemarche, NouvelleDemarche, SuiteDemarche};
use problem::FieldError;

use crate::vie::parcours::domain::{Commande as CommandeParcours, Parcours};

/// A démarche of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Demarche {
    pub(crate) id: DemarcheId,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) nature: NatureDemarche,
    pub(crate) le: NaiveDate,
    pub(crate) objet: Option<String>,
    pub(crate) suite: Option<SuiteDemarche>,
    pub(crate) par: ActeurId,
}

impl Nominatif for Demarche {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Demarche {
    /// A démarche of a parcours, with what came of it when it is known already.
    pub(crate) fn noter(
        id: DemarcheId,
        parcours: &Parcours,
        nouvelle: NouvelleDemarche,
        par: ActeurId,
    ) -> Result<Self, FieldError> {
        let NouvelleDemarche { nature, le, objet, suite } = nouvelle;
        parcours.couvre("/le", le)?;
        let mut one =
            Self { id, parcours: parcours.id, participant: parcours.participant, nature, le, objet, suite: None, par };
        if let Some(suite) = suite {
            one.conclure(suite, "/suite")?;
        }
        Ok(one)
    }

    /// Whether what came of it may still be said; otherwise why not.
    pub(crate) fn peut_conclure(&self, parcours: &Parcours) -> Result<(), Refus> {
        parcours.peut(CommandeParcours::Accompagner)?;
        if self.suite.is_some() { Err(Refus::new("La suite de cette démarche a été dite.")) } else { Ok(()) }
    }

    /// What came of it: `pointer` says where it stands in the request. A registration that was obtained may say until when
    /// it holds.
    pub(crate) fn conclure(&mut self, suite: SuiteDemarche, pointer: &str) -> Result<(), FieldError> {
        if suite.le < self.le {
            let detail = format!("la démarche a été faite le {}", phrase::jour(self.le));
            return Err(FieldError::new(format!("{pointer}/le"), "incoherent", detail));
        }
        if let Some(jour) = suite.a_renouveler_le {
            let at = format!("{pointer}/a_renouveler_le");
            let registered = matches!(self.nature, NatureDemarche::Inscription | NatureDemarche::Renouvellement);
            if !registered || suite.issue != IssueDemarche::Aboutie {
                return Err(FieldError::new(at, "incoherent", "se dit d'une inscription qui a abouti"));
            }
            if jour < suite.le {
                return Err(FieldError::new(
                    at,
                    "incoherent",
                    format!("l'inscription court depuis le {}", phrase::jour(suite.le)),
                ));
            }
        }
        self.suite = Some(suite);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;
    use crate::vie::parcours::domain::Phase;

    fn asked(nature: NatureDemarche) -> Demarche {
        let nouvelle = NouvelleDemarche { nature, le: d("2026-03-12"), objet: None, suite: None };
        Demarche::noter(kernel::Id::MIN, &Parcours::exemple(Phase::EnCours), nouvelle, kernel::Id::MIN).unwrap()
    }

    fn suite(issue: IssueDemarche, le: &str, a_renouveler_le: Option<&str>) -> SuiteDemarche {
        SuiteDemarche { issue, le: d(le), a_renouveler_le: a_renouveler_le.map(d), precisions: None }
    }

    #[test]
    fn what_came_of_it_is_said_once_from_its_own_day_on() {
        let parcours = Parcours::exemple(Phase::EnCours);
        let mut one = asked(NatureDemarche::Offre);
        let early = one.conclure(suite(IssueDemarche::Refusee, "2026-03-11", None), "").unwrap_err();
        assert_eq!(early.pointer, "/le");
        assert!(one.peut_conclure(&parcours).is_ok());
        one.conclure(suite(IssueDemarche::Refusee, "2026-03-12", None), "").unwrap();
        assert!(one.peut_conclure(&parcours).is_err());
        assert!(asked(NatureDemarche::Offre).peut_conclure(&Parcours::exemple(Phase::Termine)).is_err());
    }

    #[test]
    fn only_a_registration_that_was_obtained_is_to_be_renewed() {
        use IssueDemarche as I;
        use NatureDemarche as N;
        let renewed = |nature, issue, until| asked(nature).conclure(suite(issue, "2026-03-12", Some(until)), "/suite");
        assert_eq!(renewed(N::Inscription, I::Aboutie, "2026-03-12"), Ok(()));
        assert_eq!(renewed(N::Renouvellement, I::Aboutie, "2026-12-31"), Ok(()));
        for wrong in [
            renewed(N::Inscription, I::Aboutie, "2026-03-11"),
            renewed(N::Inscription, I::Refusee, "2026-12-31"),
            renewed(N::Offre, I::Aboutie, "2026-12-31"),
        ] {
            assert_eq!(wrong.unwrap_err().pointer, "/suite/a_renouveler_le");
        }
    }

    #[test]
    fn none_is_made_before_the_entry() {
        let on = |le| {
            let nouvelle = NouvelleDemarche { nature: NatureDemarche::Offre, le: d(le), objet: None, suite: None };
            Demarche::noter(kernel::Id::MIN, &Parcours::exemple(Phase::EnCours), nouvelle, kernel::Id::MIN)
        };
        assert!(on("2026-02-12").is_ok());
        assert_eq!(on("2026-02-11").unwrap_err().pointer, "/le");
    }
}
