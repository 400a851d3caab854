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
    /// One more at each change.
    pub(crate) version: i32,
    /// Taken back: it never was.
    pub(crate) retiree: bool,
}

/// What a decision makes of a suspension or a veille.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correction {
    /// The version of which it is.
    pub(crate) remplace: i32,
    /// None when it never was.
    pub(crate) apres: Option<NouvelleSuspension>,
    pub(crate) motif: String,
}

impl Suspension {
    /// Its days.
    pub(crate) const fn jours(&self) -> Periode {
        Periode { du: self.du, au: self.au }
    }

    /// What was decided.
    pub(crate) fn dite(&self) -> NouvelleSuspension {
        NouvelleSuspension { nature: self.nature, du: self.du, au: self.au, motif: self.motif.clone() }
    }

    /// Whether it may be corrected; otherwise why not.
    pub(crate) fn peut_corriger(&self) -> Result<(), Refus> {
        if self.retiree { Err(Refus::new("Cet arrêt a été retiré : il n'a jamais eu lieu.")) } else { Ok(()) }
    }

    /// The same as it is known now, or taken back when nothing of it was.
    pub(crate) fn corrigee(&self, apres: Option<NouvelleSuspension>) -> Self {
        let version = self.version + 1;
        match apres {
            None => Self { retiree: true, version, ..self.clone() },
            Some(NouvelleSuspension { nature, du, au, motif }) => {
                Self { nature, du, au, motif, version, ..self.clone() }
            }
        }
    }

    /// The same as a table tells it again: it was, whatever took it back here. It has another version when that changes it.
    pub(crate) fn redite(&self, dite: NouvelleSuspension) -> Self {
        if !self.retiree && self.dite() == dite {
            return self.clone();
        }
        Self { retiree: false, ..self.corrigee(Some(dite)) }
    }

    /// Whether it may still end before its time; otherwise why not.
    pub(crate) fn peut_reprendre(&self, today: NaiveDate) -> Result<(), Refus> {
        self.peut_corriger()?;
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
        self.version += 1;
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
            version: 1,
            retiree: false,
        }
    }

    #[test]
    fn what_is_over_may_be_corrected_and_what_never_was_is_neither_corrected_nor_resumed() {
        let over = suspension(Some("2026-03-31"));
        let moved = NouvelleSuspension { du: d("2026-04-01"), au: Some(d("2026-04-30")), ..over.dite() };
        let corrected = over.corrigee(Some(moved.clone()));
        assert_eq!((corrected.dite(), corrected.version, corrected.retiree), (moved, 2, false));
        assert!(corrected.peut_corriger().is_ok());
        let never = over.corrigee(None);
        assert_eq!((never.dite(), never.version, never.retiree), (over.dite(), 2, true));
        assert!(never.peut_corriger().is_err() && never.peut_reprendre(d("2026-03-15")).is_err());
    }

    #[test]
    fn what_a_table_tells_again_has_another_version_where_it_differs_or_had_been_taken_back() {
        let one = suspension(Some("2026-03-31"));
        assert_eq!(one.redite(one.dite()), one);
        let longer = NouvelleSuspension { au: Some(d("2026-04-01")), ..one.dite() };
        let again = one.redite(longer.clone());
        assert_eq!((again.dite(), again.version, again.retiree), (longer, 2, false));
        let back = one.corrigee(None).redite(one.dite());
        assert_eq!((back.dite(), back.version, back.retiree), (one.dite(), 3, false));
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
