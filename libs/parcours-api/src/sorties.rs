//! Exits.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{Nominatif, ParcoursId, ParticipantId, Personnes, PieceId, SortieId};
use referentiel::Raison;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::ToSchema;

/// What a person leaves for. `quotite` is a percentage of full time.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub enum NatureSortie {
    /// Open-ended contract.
    Cdi {
        /// Percentage of full time, above 0 and at most 100.
        #[garde(custom(pourcentage))]
        #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "100")]
        quotite: Decimal,
    },
    /// Fixed-term contract or mission.
    Cdd {
        /// Last day of the contract.
        fin: NaiveDate,
        /// Percentage of full time, above 0 and at most 100.
        #[garde(custom(pourcentage))]
        #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "50")]
        quotite: Decimal,
    },
    /// Business created.
    Creation {},
    /// Qualifying training.
    Formation {
        /// Last day.
        fin: NaiveDate,
        /// Day on which the title was obtained; told later while the training runs.
        titre_obtenu_le: Option<NaiveDate>,
    },
    /// Job in an insertion structure.
    Insertion {},
    /// Aided contract at an ordinary employer.
    ContratAide {
        /// Last day of the contract.
        fin: NaiveDate,
        /// Percentage of full time, above 0 and at most 100.
        #[garde(custom(pourcentage))]
        #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "57")]
        quotite: Decimal,
    },
}

fn pourcentage<Context>(quotite: &Decimal, _: &Context) -> garde::Result {
    let within = *quotite > Decimal::ZERO && *quotite <= Decimal::ONE_HUNDRED;
    if within { Ok(()) } else { Err(garde::Error::new("attendu : plus de 0 et au plus 100")) }
}

kernel::codes! {
    /// Where an exit stands.
    pub enum EtatSortie {
        /// Followed until it has held.
        EnSuivi = "en_suivi",
        /// Confirmed positive.
        Confirmee = "confirmee",
        /// Not positive: the parcours resumes.
        NonPositive = "non_positive",
    }
}

/// An exit to declare.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleSortie {
    /// What for.
    #[garde(dive)]
    pub nature: NatureSortie,
    /// First day of the job, business or training.
    #[schema(example = "2026-11-02")]
    pub debut: NaiveDate,
    /// The employer, or the training body.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Boulangerie Perrin")]
    pub employeur: String,
}

/// An exit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SortieDto {
    /// Identifier.
    pub id: SortieId,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What for.
    pub nature: NatureSortie,
    /// First day.
    #[schema(example = "2026-11-02")]
    pub debut: NaiveDate,
    /// The employer, or the training body.
    #[schema(example = "Boulangerie Perrin")]
    pub employeur: String,
    /// Where it stands.
    pub etat: EtatSortie,
    /// The pièce that proves it.
    pub piece: Option<PieceId>,
    /// When it was received.
    pub justifiee_le: Option<NaiveDate>,
    /// When it was broken.
    pub rompue_le: Option<NaiveDate>,
    /// Date of the exit, once confirmed.
    pub acquise_le: Option<NaiveDate>,
    /// What the territory's rule says of it today.
    pub raison: Raison,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nominatif for SortieDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Nomme for SortieDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

/// The document that proves an exit.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Justificatif {
    /// The pièce of the person's file: contract, pay slip, certificate.
    pub piece: PieceId,
    /// When it was received.
    #[schema(example = "2026-11-05")]
    pub recu_le: NaiveDate,
    /// The pièce that proved it until now, when one did: this one takes its place.
    pub remplace: Option<PieceId>,
}

/// That a training was validated.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct TitreObtenu {
    /// Day on which the title was obtained.
    #[schema(example = "2027-07-09")]
    pub obtenu_le: NaiveDate,
}

/// That the job did not hold.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct RuptureSortie {
    /// The last day.
    #[schema(example = "2027-01-15")]
    pub le: NaiveDate,
}

/// That the animation team counts an aided contract.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DecisionEquipe {
    /// On what day.
    #[schema(example = "2026-11-20")]
    pub le: NaiveDate,
    /// Its reasons.
    #[garde(length(chars, min = 4, max = 500))]
    #[schema(example = "correspond au projet, autonomie acquise")]
    pub motif: String,
    /// The day of the decision that this one corrects, when one was taken.
    #[schema(example = "2026-11-12")]
    pub remplace: Option<NaiveDate>,
}
