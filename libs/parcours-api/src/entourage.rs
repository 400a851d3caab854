//! Who else is around a person: référent social, advisers, tutors. No physician: nothing medical is kept.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, IntervenantId, Nominatif, ParcoursId, ParticipantId, Personnes, Telephone};
use serde::{Deserialize, Serialize};
use suite_api::{Nomme, Noms};
use utoipa::ToSchema;

kernel::codes! {
    /// What somebody who is around a person does.
    pub enum FonctionIntervenant {
        /// Référent social of the Département or of the commune.
        ReferentSocial = "referent_social",
        /// Adviser of France Travail.
        ConseillerFranceTravail = "conseiller_france_travail",
        /// Adviser of a mission locale or of Cap emploi.
        ConseillerInsertion = "conseiller_insertion",
        /// Conseiller en économie sociale et familiale.
        Cesf = "cesf",
        /// Educator.
        Educateur = "educateur",
        /// Tutor at work or in training.
        Tuteur = "tuteur",
        /// Legal protection of the person.
        Mandataire = "mandataire",
        /// Another.
        Autre = "autre",
    }
}

kernel::codes! {
    /// What may be shared with somebody who is around a person.
    pub enum PartageIntervenant {
        /// Nothing.
        Rien = "rien",
        /// The étapes.
        Etapes = "etapes",
        /// The étapes and the plan of action.
        Plan = "plan",
        /// All that may be shared.
        Tout = "tout",
    }
}

/// What people write of somebody who is around a person.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct IntervenantEcrit {
    /// What they do.
    pub fonction: FonctionIntervenant,
    /// Their name.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Sylvie Petit")]
    pub nom: String,
    /// For whom they work.
    #[garde(inner(length(chars, min = 2, max = 160), custom(problem::ligne)))]
    #[schema(example = "Maison départementale des solidarités")]
    pub organisme: Option<String>,
    /// Telephone.
    #[schema(example = "03 80 12 34 56")]
    pub telephone: Option<Telephone>,
    /// Address for messages.
    #[garde(inner(email, length(max = 200)))]
    #[schema(example = "sylvie.petit@mds.example")]
    pub courriel: Option<String>,
    /// Since which day.
    #[schema(example = "2026-02-12")]
    pub du: NaiveDate,
    /// Last day, included.
    pub au: Option<NaiveDate>,
    /// What may be shared with them.
    pub partage: PartageIntervenant,
    /// On what day the person agreed to it; absent when nothing is shared.
    #[schema(example = "2026-02-12")]
    pub accord_le: Option<NaiveDate>,
}

/// Somebody who is around a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct IntervenantDto {
    /// Identifier.
    pub id: IntervenantId,
    /// Version of what people edit: one more at each change.
    #[schema(example = 1)]
    pub version: i32,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What they do.
    pub fonction: FonctionIntervenant,
    /// Their name.
    #[schema(example = "Sylvie Petit")]
    pub nom: String,
    /// For whom they work.
    pub organisme: Option<String>,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// Address for messages.
    pub courriel: Option<String>,
    /// Since which day.
    #[schema(example = "2026-02-12")]
    pub du: NaiveDate,
    /// Last day, included.
    pub au: Option<NaiveDate>,
    /// What may be shared with them.
    pub partage: PartageIntervenant,
    /// On what day the person agreed to it.
    pub accord_le: Option<NaiveDate>,
    /// Who wrote it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

impl Nomme for IntervenantDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nominatif for IntervenantDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// Who is around the person of a parcours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Entourage {
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// The référent social first, then the others, the last to come first.
    pub intervenants: Vec<IntervenantDto>,
}

impl Nomme for Entourage {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.intervenants.nommer(noms);
    }
}

impl Nominatif for Entourage {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}
