//! What a rule answers: a conclusion and why.

use std::fmt::Display;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Referentiel;

/// A conclusion with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict<C> {
    /// What the rule concludes.
    pub conclusion: C,
    /// Why.
    pub raison: Raison,
}

/// Why a rule concluded what it did: enough for a person to check it by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Raison {
    /// Stable name of the rule.
    #[schema(example = "ecart_sans_etape")]
    pub regle: String,
    /// Version of the référentiel that was applied.
    #[schema(example = 1)]
    pub version: i32,
    /// The conclusion in one French sentence.
    pub explication: String,
    /// The facts used, in the order in which the rule reads them.
    pub faits: Vec<Fait>,
    /// Days left before the limit, negative once it has passed; absent where the rule has no limit.
    pub jours_restants: Option<i64>,
    /// The first day of which the history is known, where the rule would read more: of before, nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "2025-09-01")]
    pub inconnu_avant: Option<NaiveDate>,
}

/// One fact that a rule used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fait {
    /// What it is.
    #[schema(example = "dernière étape terminée le")]
    pub libelle: String,
    /// Its value, as text.
    #[schema(example = "2021-02-15")]
    pub valeur: String,
}

impl<C> Verdict<C> {
    /// A conclusion of `regle` under `referentiel`.
    pub fn new(referentiel: &Referentiel, regle: &str, conclusion: C, explication: impl Into<String>) -> Self {
        let raison = Raison {
            regle: regle.to_owned(),
            version: referentiel.version,
            explication: explication.into(),
            faits: Vec::new(),
            jours_restants: None,
            inconnu_avant: None,
        };
        Self { conclusion, raison }
    }

    /// Adds a fact that the rule used.
    #[must_use]
    pub fn fait(mut self, libelle: &str, valeur: impl Display) -> Self {
        self.raison.faits.push(Fait { libelle: libelle.to_owned(), valeur: valeur.to_string() });
        self
    }

    /// Says how many days are left.
    #[must_use]
    pub fn jours_restants(mut self, jours: i64) -> Self {
        self.raison.jours_restants = Some(jours);
        self
    }
}

/// Where a dated obligation stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EtatEcheance {
    /// The limit is further away than the territory's alert lead time.
    EnCours,
    /// The limit is near: someone should act.
    Proche,
    /// Today is the last day on which the rule can still be kept.
    DernierJour,
    /// The limit has passed.
    Depassee,
}
