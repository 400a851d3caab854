//! What a rule asks for by a day.

use chrono::NaiveDate;
use kernel::calendrier;
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
}

impl Attendu {
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
            EtatEcheance::Depassee => format!("{objet} : échéance du {} dépassée de {} jour(s)", self.limite, -left),
            EtatEcheance::DernierJour => format!("{objet} : dernier jour"),
            EtatEcheance::Proche | EtatEcheance::EnCours => {
                format!("{objet} : à faire au plus tard le {}, {left} jour(s) restant(s)", self.limite)
            }
        };
        let raison = Raison {
            regle: self.regle.clone(),
            version: self.version,
            explication,
            faits: self.faits.clone(),
            jours_restants: Some(left),
        };
        Verdict { conclusion: self.etat(au), raison }
    }
}
