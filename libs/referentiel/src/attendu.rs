//! What a rule asks for by a day.

use chrono::NaiveDate;
use kernel::{calendrier, phrase};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{EtatEcheance, Fait, Raison, Referentiel, Verdict};

kernel::codes! {
    /// What an échéance is about.
    pub enum ObjetEcheance {
        /// A parcours.
        Parcours = "parcours",
        /// An étape of it.
        Etape = "etape",
        /// An exit of it.
        Sortie = "sortie",
        /// A candidature.
        Candidature = "candidature",
        /// A participation in an operation.
        Participation = "participation",
        /// An appointment.
        RendezVous = "rendez_vous",
    }
}

/// What a rule asks for, as dates alone: a list of them is read from an index and nothing is moved at midnight. The days
/// left and the sentence are made for whoever reads it, on the day of the reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attendu {
    /// Stable name of the rule.
    #[schema(example = "ecart_sans_etape")]
    pub regle: String,
    /// Version of the référentiel that was applied.
    #[schema(example = 1)]
    pub version: i32,
    /// What would satisfy it, in French.
    #[schema(example = "étape à commencer")]
    pub objet: String,
    /// First day on which one is warned of it.
    #[schema(example = "2021-05-16")]
    pub alerte_le: NaiveDate,
    /// The last day on which the rule is kept.
    #[schema(example = "2021-06-15")]
    pub limite: NaiveDate,
    /// The facts used, in the order in which the rule reads them.
    pub faits: Vec<Fait>,
    /// The first day of which the history is known, where it is counted from that day for want of what was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2025-09-01")]
    pub inconnu_avant: Option<NaiveDate>,
}

/// What a rule answers of somebody of whom the history may begin after the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reponse {
    /// This is asked.
    Attendu(Attendu),
    /// It cannot be said whether the rule was kept.
    Inconnu(Inconnu),
}

/// That a rule would have been kept, or not, before the history is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inconnu {
    /// Stable name of the rule.
    pub regle: String,
    /// Version of the référentiel that was applied.
    pub version: i32,
    /// What would have satisfied it, in French.
    pub objet: String,
    /// The first day of which the history is known.
    pub avant: NaiveDate,
}

impl Reponse {
    /// What is asked, when it is.
    #[must_use]
    pub fn attendu(self) -> Option<Attendu> {
        match self {
            Self::Attendu(attendu) => Some(attendu),
            Self::Inconnu(_) => None,
        }
    }
}

impl From<Attendu> for Reponse {
    fn from(attendu: Attendu) -> Self {
        Self::Attendu(attendu)
    }
}

impl Inconnu {
    /// Its reason, as a rule gives one.
    #[must_use]
    pub fn raison(self) -> Raison {
        let Self { regle, version, objet, avant } = self;
        let explication = format!("{objet} : inconnu avant le {}", phrase::jour(avant));
        Raison { regle, version, explication, faits: vec![], jours_restants: None, inconnu_avant: Some(avant) }
    }
}

impl Attendu {
    /// The same of a parcours whose history is known from a day on: a last day of before is no breach, and nobody knows.
    #[must_use]
    pub fn connu(self, depuis: Option<NaiveDate>) -> Reponse {
        match depuis.filter(|depuis| self.limite < *depuis) {
            Some(avant) => {
                let Self { regle, version, objet, .. } = self;
                Reponse::Inconnu(Inconnu { regle, version, objet, avant })
            }
            None => Reponse::Attendu(self),
        }
    }

    /// Says that it is counted from the first day that is known.
    #[must_use]
    pub const fn inconnu_avant(mut self, jour: Option<NaiveDate>) -> Self {
        self.inconnu_avant = jour;
        self
    }

    /// What `regle` asks for by `limite`, announced `alerte_jours` days before.
    #[must_use]
    pub fn new(referentiel: &Referentiel, regle: &str, objet: &str, limite: NaiveDate, alerte_jours: i64) -> Self {
        Self {
            regle: regle.to_owned(),
            version: referentiel.version,
            objet: objet.to_owned(),
            alerte_le: calendrier::plus_jours(limite, -alerte_jours),
            limite,
            faits: vec![Fait { libelle: "dernier jour".to_owned(), valeur: limite.to_string() }],
            inconnu_avant: None,
        }
    }

    /// Adds a fact that the rule used.
    #[must_use]
    pub fn fait(mut self, libelle: &str, valeur: impl std::fmt::Display) -> Self {
        self.faits.push(Fait { libelle: libelle.to_owned(), valeur: valeur.to_string() });
        self
    }

    /// Where it stands on `au`.
    #[must_use]
    pub fn etat(&self, au: NaiveDate) -> EtatEcheance {
        match calendrier::jours_entre(au, self.limite) {
            left if left < 0 => EtatEcheance::Depassee,
            0 => EtatEcheance::DernierJour,
            _ if au >= self.alerte_le => EtatEcheance::Proche,
            _ => EtatEcheance::EnCours,
        }
    }

    /// The same with its reason: the days left and the sentence that says so.
    #[must_use]
    pub fn le(&self, au: NaiveDate) -> Verdict<EtatEcheance> {
        let (objet, left) = (&self.objet, calendrier::jours_entre(au, self.limite));
        let explication = match self.etat(au) {
            EtatEcheance::Depassee => format!(
                "{objet} : échéance du {} dépassée de {}",
                phrase::jour(self.limite),
                phrase::nombre(-left, "jour")
            ),
            EtatEcheance::DernierJour => format!("{objet} : dernier jour"),
            EtatEcheance::Proche | EtatEcheance::EnCours => {
                format!(
                    "{objet} : à faire au plus tard le {}, {}",
                    phrase::jour(self.limite),
                    phrase::nombre(left, "jour restant")
                )
            }
        };
        let explication = match self.inconnu_avant {
            Some(avant) => format!("{explication} (inconnu avant le {})", phrase::jour(avant)),
            None => explication,
        };
        let raison = Raison {
            regle: self.regle.clone(),
            version: self.version,
            explication,
            faits: self.faits.clone(),
            jours_restants: Some(left),
            inconnu_avant: self.inconnu_avant,
        };
        Verdict { conclusion: self.etat(au), raison }
    }
}
