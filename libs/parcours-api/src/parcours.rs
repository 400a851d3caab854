//! Parcours.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, CandidatureId, Nominatif, ParcoursId, ParticipantId, Personnes, SuspensionId, UtilisateurId};
use referentiel::Raison;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::{EtapeDto, SortieDto};

kernel::codes! {
    /// Where a parcours stands.
    pub enum EtatParcours {
        /// Accompanied, alone or in étape.
        EnAccompagnement = "en_accompagnement",
        /// Suspended by decision.
        Suspendu = "suspendu",
        /// In a job, followed until it has held.
        SuiviEmploi = "suivi_emploi",
        /// Out.
        Sorti = "sorti",
    }
}

/// A parcours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParcoursDto {
    /// Identifier.
    pub id: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// The candidature that led to it.
    pub candidature: CandidatureId,
    /// The référent.
    pub referent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// Entry in the PLIE.
    #[schema(example = "2026-02-12")]
    pub entree_le: NaiveDate,
    /// Where it stands.
    pub etat: EtatParcours,
    /// The parcours of the same person in favour of which it ended, by decision.
    pub reuni_a: Option<ParcoursId>,
    /// Its étapes, oldest first.
    pub etapes: Vec<EtapeDto>,
    /// Its suspensions, oldest first.
    #[serde(default)]
    pub suspensions: Vec<SuspensionDto>,
    /// Its exits, oldest first.
    pub sorties: Vec<SortieDto>,
    /// What the territory's rules say of it today.
    pub echeances: Vec<Raison>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for ParcoursDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.referent, &mut self.referent_nom);
        self.etapes.nommer(noms);
        self.suspensions.nommer(noms);
        self.sorties.nommer(noms);
    }
}

impl Nominatif for ParcoursDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// Another parcours of the same person, to end in favour of this one.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ReunionParcours {
    /// The parcours that ends.
    pub absorbe: ParcoursId,
    /// How it was checked that it is one person, and why this one goes on.
    #[garde(length(chars, min = 3, max = 200))]
    #[schema(example = "même pièce d'identité, suivie par Mme Morel")]
    pub motif: String,
}

/// A suspension decided by the body that may.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleSuspension {
    /// First day.
    #[schema(example = "2026-03-01")]
    pub du: NaiveDate,
    /// Last day, included.
    #[schema(example = "2026-03-31")]
    pub au: NaiveDate,
    /// Why; no medical detail.
    #[garde(length(chars, min = 3, max = 200))]
    #[schema(example = "décision du comité de suivi du 26 février")]
    pub motif: String,
}

/// A suspension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SuspensionDto {
    /// Identifier.
    pub id: SuspensionId,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// First day.
    #[schema(example = "2026-03-01")]
    pub du: NaiveDate,
    /// Last day, included.
    #[schema(example = "2026-03-31")]
    pub au: NaiveDate,
    /// Why.
    #[schema(example = "décision du comité de suivi du 26 février")]
    pub motif: String,
    /// Who recorded the decision.
    pub decidee_par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub decidee_par_nom: Option<String>,
}

impl Nominatif for SuspensionDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Nomme for SuspensionDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.decidee_par, &mut self.decidee_par_nom);
    }
}

/// The day on which the file active is counted.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FileActiveAu {
    /// Today by default.
    #[param(example = "2026-03-31")]
    pub au: Option<NaiveDate>,
}

/// The file active of each référent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileActive {
    /// On what day.
    #[schema(example = "2026-03-31")]
    pub au: NaiveDate,
    /// Persons counted.
    #[schema(example = 78)]
    pub personnes: usize,
    /// By référent.
    pub referents: Vec<FileReferent>,
}

/// The file active of one référent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileReferent {
    /// The référent.
    pub referent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// Persons counted, by the parcours behind the figure.
    pub parcours: Vec<ParcoursId>,
    /// Persons beyond the norm for their working time; absent where the territory has no norm, or their
    /// working time is not known.
    pub depassement: Option<u32>,
    /// Why.
    pub norme: Option<Raison>,
    /// Persons accompanied since 1 January, who left included, and how many the territory expects of their working
    /// time in a year; absent where it says none.
    #[serde(default)]
    pub norme_annee: Option<Raison>,
}

impl Nomme for FileReferent {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.referent, &mut self.referent_nom);
    }
}

impl Nomme for FileActive {
    fn nommer(&mut self, noms: &mut Noms) {
        self.referents.nommer(noms);
    }
}
