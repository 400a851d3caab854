//! A suspension or a veille that was decided.

use chrono::NaiveDate;
use kernel::{
    ActeurId, Nominatif, ParcoursId, ParticipantId, Personnes, Refus, SuspensionId,
    calendrier::{self, Periode},
    phrase,
};
use parcours_api::{NatureSuspension, NouvelleSuspension};
use problem::FieldError;

/// Days on which a parcours is stopped, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Suspension {
    pub(crate) id: SuspensionId,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) nature: NatureSuspension,
    pub(crate) du: NaiveDate,
    /// Last day, included; a veille may have none.
    pub(crate) au: Option<NaiveDate>,
    pub(crate) motif: String,
    /// Who recorded the decision.
    pub(crate) decidee_par: ActeurId,
}

impl Suspension {
    /// Its days.
    pub(crate) const fn jours(&self) -> Periode {
        Periode { du: self.du, au: self.au }
    }

    /// Whether it may still end before its time; otherwise why not.
    pub(crate) fn peut_reprendre(&self, today: NaiveDate) -> Result<(), Refus> {
        match self.au {
            Some(au) if au < today => Err(Refus::new(format!("Cet arrêt a pris fin le {}.", phrase::jour(au)))),
            Some(_) | None => Ok(()),
        }
    }

    /// The person is accompanied again from this day on, which follows the first one and comes no later than it would.
    pub(crate) fn reprendre(&mut self, le: NaiveDate) -> Result<(), FieldError> {
        if le <= self.du {
            let detail = format!("l'arrêt commence le {} : la reprise le suit", phrase::jour(self.du));
            return Err(FieldError::new("/le", "incoherent", detail));
        }
        if let Some(au) = self.au.filter(|au| le > *au) {
            return Err(FieldError::new(
                "/le",
                "incoherent",
                format!("l'arrêt prend déjà fin le {}", phrase::jour(au)),
            ));
        }
        self.au = Some(calendrier::plus_jours(le, -1));
        Ok(())
    }
}

impl Nominatif for Suspension {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// The days of a suspension to decide: it ends, unless it is a veille.
pub(crate) fn jours(nouvelle: &NouvelleSuspension) -> Result<Periode, FieldError> {
    let NouvelleSuspension { nature, du, au, .. } = *nouvelle;
    if au.is_none() && nature == NatureSuspension::Suspension {
        return Err(FieldError::new(
            "/au",
            "requis",
            "une suspension a un dernier jour ; une veille peut n'en pas avoir",
        ));
    }
    if au.is_some_and(|au| au < du) {
        return Err(FieldError::new("/au", "incoherent", "le dernier jour précède le premier"));
    }
    Ok(Periode { du, au })
}

/// Whether these days are shared with none of those that were decided.
pub(crate) fn libre(decidees: &[Periode], nouvelle: Periode) -> bool {
    !decidees.iter().any(|other| other.croise(nouvelle))
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::d;

    use super::*;

    fn decidee(nature: NatureSuspension, du: &str, au: Option<&str>) -> Result<Periode, FieldError> {
        jours(&NouvelleSuspension { nature, du: d(du), au: au.map(d), motif: "comité de suivi".to_owned() })
    }

    #[test]
    fn two_suspensions_share_no_day() {
        use NatureSuspension::{Suspension, Veille};
        let march = decidee(Suspension, "2026-03-01", Some("2026-03-31")).unwrap();
        assert!(libre(&[march], decidee(Suspension, "2026-04-01", Some("2026-04-01")).unwrap()));
        assert!(!libre(&[march], decidee(Veille, "2026-03-31", None).unwrap()));
        assert!(libre(&[march], decidee(Veille, "2026-04-01", None).unwrap()));
    }

    #[test]
    fn a_suspension_ends_and_a_veille_may_not() {
        use NatureSuspension::{Suspension, Veille};
        assert!(decidee(Suspension, "2026-03-02", Some("2026-03-01")).is_err());
        assert!(decidee(Suspension, "2026-03-01", Some("2026-03-01")).is_ok());
        assert!(decidee(Suspension, "2026-03-01", None).is_err());
        assert!(decidee(Veille, "2026-03-01", None).is_ok());
    }

    fn suspension(au: Option<&str>) -> Suspension {
        Suspension {
            id: Id::MIN,
            parcours: Id::MIN,
            participant: Id::MIN,
            nature: NatureSuspension::Veille,
            du: d("2026-03-01"),
            au: au.map(d),
            motif: "comité de suivi".to_owned(),
            decidee_par: Id::MIN,
        }
    }

    #[test]
    fn who_comes_back_does_so_after_the_first_day_and_no_later_than_planned() {
        let last = |le: &str, au| {
            let mut one = suspension(au);
            one.reprendre(d(le)).map(|()| one.au).ok()
        };
        assert_eq!(last("2026-03-01", None), None, "it would never have been");
        assert_eq!(last("2026-03-02", None), Some(Some(d("2026-03-01"))));
        assert_eq!(last("2026-03-31", Some("2026-03-31")), Some(Some(d("2026-03-30"))));
        assert_eq!(last("2026-04-01", Some("2026-03-31")), None, "it is over by then");
    }

    #[test]
    fn what_is_over_ends_no_more() {
        let ended = suspension(Some("2026-03-31"));
        assert!(ended.peut_reprendre(d("2026-03-31")).is_ok());
        assert!(ended.peut_reprendre(d("2026-04-01")).is_err());
        assert!(suspension(None).peut_reprendre(d("2036-04-01")).is_ok());
    }
}
