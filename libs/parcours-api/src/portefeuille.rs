//! How the persons of a référent are qualified, and all of them prepared for the interviews of « appui à la gestion des
//! parcours ».

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, EtapeId, Nominatif, ParcoursId, ParticipantId, Personnes, QualificationId, UtilisateurId};
use participants_api::{Evolution, NiveauFrein, Theme};
use referentiel::{PhaseContact, Raison};
use serde::{Deserialize, Serialize};
use suite_api::{Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::{EtatParcours, NatureEtape, ProchainContact};

kernel::codes! {
    /// How a person of a portfolio is qualified. Unverified: seed 001 asks to qualify « finement », and gives no list.
    pub enum NatureQualification {
        /// A job is near.
        ProcheEmploi = "proche_emploi",
        /// The parcours is being built.
        EnConstruction = "en_construction",
        /// It does not move.
        Bloque = "bloque",
        /// Another service fits better.
        AReorienter = "a_reorienter",
    }
}

kernel::codes! {
    /// In which interview somebody was qualified.
    pub enum CadreQualification {
        /// Interview of « appui à la gestion des parcours » with the animation team.
        AppuiGestion = "appui_gestion",
        /// A comité.
        Comite = "comite",
        /// The référent alone.
        Referent = "referent",
    }
}

/// How a person is qualified from a day on.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleQualification {
    /// How.
    pub qualification: NatureQualification,
    /// On what day.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// In which interview.
    pub cadre: CadreQualification,
    /// Whether the person is to be seen more often from now on.
    #[serde(default)]
    pub renforce: bool,
    /// What was decided; no medical detail.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "chercher une PMSMP dans la restauration")]
    pub decision: Option<String>,
    /// The next step.
    #[garde(inner(length(chars, min = 2, max = 300)))]
    #[schema(example = "rencontrer le restaurant du Lac")]
    pub suite: Option<String>,
    /// Until when.
    #[schema(example = "2026-06-30")]
    pub suite_le: Option<NaiveDate>,
}

/// How a person was qualified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QualificationDto {
    /// Identifier.
    pub id: QualificationId,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// How.
    pub qualification: NatureQualification,
    /// On what day.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// In which interview.
    pub cadre: CadreQualification,
    /// Whether the person is to be seen more often.
    pub renforce: bool,
    /// What was decided.
    pub decision: Option<String>,
    /// The next step.
    pub suite: Option<String>,
    /// Until when.
    pub suite_le: Option<NaiveDate>,
    /// By whom.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

impl Nomme for QualificationDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nominatif for QualificationDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// Which qualifications.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreQualifications {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of one parcours.
    pub parcours: Option<ParcoursId>,
    /// Of persons of one référent.
    pub referent: Option<UtilisateurId>,
    /// Of this day or later.
    #[param(example = "2026-01-01")]
    pub du: Option<NaiveDate>,
    /// Of this day or before.
    #[param(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// The persons of a référent, prepared for an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Portefeuille {
    /// The référent.
    pub referent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// On what day.
    #[schema(example = "2026-06-10")]
    pub au: NaiveDate,
    /// Whether others, whose files the caller does not see, are left out.
    #[serde(default)]
    pub partielle: bool,
    /// Each person whom they follow that day, the last to enter last.
    pub personnes: Vec<PersonneSuivie>,
}

impl Nomme for Portefeuille {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.referent, &mut self.referent_nom);
        self.personnes.nommer(noms);
    }
}

impl Nominatif for Portefeuille {
    fn montrer(&self, personnes: &mut Personnes) {
        for one in &self.personnes {
            personnes.ajouter(one.participant);
        }
    }
}

/// A person of a portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonneSuivie {
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// In which state the parcours is.
    pub situation: EtatParcours,
    /// Since which day.
    #[schema(example = "2026-03-02")]
    pub depuis: NaiveDate,
    /// Entry in the PLIE.
    #[schema(example = "2026-02-12")]
    pub entree_le: NaiveDate,
    /// Full months since.
    #[schema(example = 3)]
    pub mois: u32,
    /// The last contact.
    #[schema(example = "2026-06-02")]
    pub dernier_contact: Option<NaiveDate>,
    /// In which phase of the rhythm of contact they are.
    pub phase: Option<PhaseContact>,
    /// The next contact that the rhythm asks for.
    pub prochain_contact: Option<ProchainContact>,
    /// The étape that runs.
    pub etape: Option<EtapeSuivie>,
    /// Days since the last étape or the entry, when none runs.
    #[schema(example = 42)]
    pub jours_sans_etape: Option<i64>,
    /// The freins that still weigh.
    pub freins: Vec<FreinOuvert>,
    /// What the territory's rules say today: of the parcours, of its étapes and of its exits, of the participations in operations
    /// and of the appointments of the person.
    pub echeances: Vec<Raison>,
    /// What comes beside it, the first day first.
    #[serde(default)]
    pub dates: Vec<DateSuivie>,
    /// How they were qualified last.
    pub qualification: Option<QualificationDto>,
}

impl Nomme for PersonneSuivie {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        if let Some(one) = &mut self.qualification {
            one.nommer(noms);
        }
    }
}

kernel::codes! {
    /// What comes on a day.
    pub enum NatureDate {
        /// An exchange with a partner is planned.
        Liaison = "liaison",
        /// The person is accompanied again after a suspension or a veille.
        Reprise = "reprise",
        /// Somebody else follows the person.
        Referent = "referent",
    }
}

/// A day that a person of a portfolio has before them, beside those of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DateSuivie {
    /// The day; of an exchange that nobody said was held, it may have passed.
    #[schema(example = "2026-07-01")]
    pub le: NaiveDate,
    /// What comes.
    pub nature: NatureDate,
    /// The same in French.
    #[schema(example = "point d'étape avec France Travail (Mme Petit)")]
    pub objet: String,
}

/// The étape that a person of a portfolio is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EtapeSuivie {
    /// The étape.
    pub etape: EtapeId,
    /// What it is.
    pub nature: NatureEtape,
    /// Title.
    #[schema(example = "Chantier espaces verts")]
    pub intitule: String,
    /// First day.
    #[schema(example = "2026-05-01")]
    pub debut: NaiveDate,
    /// Planned last day, included.
    #[schema(example = "2026-10-31")]
    pub fin_prevue: NaiveDate,
}

/// A frein that still weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FreinOuvert {
    /// The theme.
    pub theme: Theme,
    /// Its weight.
    pub actuel: NiveauFrein,
    /// Since it was first weighed.
    pub evolution: Evolution,
}
