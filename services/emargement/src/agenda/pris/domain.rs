//! What takes the time of somebody.

use chrono::{DateTime, Utc};
use kernel::Fuseau;

kernel::codes! {
    /// What takes it.
    pub(crate) enum Preneur {
        /// An appointment that they lead, which is not cancelled.
        RendezVous = "rendez_vous",
        /// An activity that was recorded with its hours.
        Activite = "activite",
    }
}

/// Time of somebody that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pris {
    pub(crate) par: Preneur,
    pub(crate) debut: DateTime<Utc>,
    pub(crate) fin: DateTime<Utc>,
}

impl Pris {
    /// By what, from when to when by the clocks of the territory: « un rendez-vous de 09:00 à 10:00 ».
    pub(crate) fn dire(&self, fuseau: Fuseau) -> String {
        let what = match self.par {
            Preneur::RendezVous => "un rendez-vous",
            Preneur::Activite => "une activité comptée",
        };
        let [debut, fin] = [self.debut, self.fin].map(|instant| fuseau.heure_locale(instant).format("%H:%M"));
        format!("{what} de {debut} à {fin}")
    }

    /// Why who leads takes no appointment then. By what is said to themselves alone: who plans for another does not read
    /// their time.
    pub(crate) fn refuser(&self, fuseau: Fuseau, soi: bool) -> String {
        if soi {
            format!("L'animateur a déjà {}.", self.dire(fuseau))
        } else {
            "L'animateur n'est pas libre.".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use testdata::t;

    use super::*;

    #[test]
    fn what_takes_the_time_is_said_by_the_clocks_of_the_territory() {
        let (debut, fin) = (t("2026-03-12T08:00:00Z"), t("2026-03-12T09:30:00Z"));
        let said = |par| Pris { par, debut, fin }.dire(Fuseau::Paris);
        assert_eq!(said(Preneur::RendezVous), "un rendez-vous de 09:00 à 10:30");
        assert_eq!(said(Preneur::Activite), "une activité comptée de 09:00 à 10:30");
        let refused = |own| Pris { par: Preneur::Activite, debut, fin }.refuser(Fuseau::Paris, own);
        assert_eq!(refused(true), "L'animateur a déjà une activité comptée de 09:00 à 10:30.");
        assert_eq!(refused(false), "L'animateur n'est pas libre.");
    }
}
