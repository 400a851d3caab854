//! Who else is around a person: référent social, advisers, tutors. No physician: nothing medical is kept.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{
    ActeurId, EtapeId, IntervenantId, Nominatif, ParcoursId, ParticipantId, Personnes, StructureId, Telephone,
};
use serde::{Deserialize, Serialize};
use suite_api::{Nomme, Noms};
use utoipa::ToSchema;

use crate::{EtatAction, EtatEtape, EtatParcours, NatureAction, NatureEtape, Porteur};

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

/// An étape, as it may be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EtapePartagee {
    /// Identifier.
    pub etape: EtapeId,
    /// Its nature.
    pub nature: NatureEtape,
    /// What it is.
    #[schema(example = "Chantier espaces verts")]
    pub intitule: String,
    /// Who runs it.
    pub operateur: StructureId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Régie de quartier")]
    pub operateur_nom: Option<String>,
    /// First day.
    #[schema(example = "2026-03-02")]
    pub debut: NaiveDate,
    /// Last day, as foreseen.
    #[schema(example = "2026-08-31")]
    pub fin_prevue: NaiveDate,
    /// Last day, once it is over.
    pub fin: Option<NaiveDate>,
    /// Where it stands.
    pub etat: EtatEtape,
}

impl Nomme for EtapePartagee {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.operateur, &mut self.operateur_nom);
    }
}

/// A line of the plan of action, as it may be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LignePartagee {
    /// What it is.
    pub nature: NatureAction,
    /// What is to be reached or done.
    #[schema(example = "s'inscrire à l'auto-école sociale")]
    pub intitule: String,
    /// By whom.
    pub porteur: Porteur,
    /// Until when.
    #[schema(example = "2026-06-30")]
    pub echeance: Option<NaiveDate>,
    /// Where it stands.
    pub etat: EtatAction,
}

/// What may be told today of a person to somebody who is around them, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartageDto {
    /// To whom.
    pub intervenant: IntervenantId,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// On which day.
    #[schema(example = "2026-06-30")]
    pub au: NaiveDate,
    /// What the person agreed to, as it holds on that day.
    pub etendue: PartageIntervenant,
    /// Why, in one sentence.
    #[schema(example = "accord de la personne du 12/02/2026")]
    pub raison: String,
    /// In which state the parcours is, where all may be told.
    pub situation: Option<EtatParcours>,
    /// The étapes, oldest first, where they may be told.
    pub etapes: Vec<EtapePartagee>,
    /// The lines of the plan of action, where they may be told; what touches health never is.
    pub lignes: Vec<LignePartagee>,
}

impl Nomme for PartageDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.etapes.nommer(noms);
    }
}

impl Nominatif for PartageDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}
