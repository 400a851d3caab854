//! The presences of a month: who occupied a place of a structure, day by day in sum, and what was done with them.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, Duree, GrilleId, Nominatif, ParcoursId, ParticipantId, Personnes, StructureId, UtilisateurId};
use serde::{Deserialize, Serialize};
use suite_api::{Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::{EtatParcours, NatureEtape, PeriodeParcours};

/// Of which structure, and of which month.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreGrille {
    /// The structure.
    pub structure: StructureId,
    /// Any day of the month; the current one by default.
    #[param(example = "2026-03-01")]
    pub mois: Option<NaiveDate>,
}

/// A month of a structure, to be frozen.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleGrille {
    /// The structure.
    pub structure: StructureId,
    /// Any day of the month, which is over.
    #[schema(example = "2026-03-01")]
    pub mois: NaiveDate,
}

/// Which frozen months.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreGrilles {
    /// Of one structure.
    pub structure: Option<StructureId>,
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

/// Days in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct JoursEtat {
    /// The state.
    pub etat: EtatParcours,
    /// How many days of the month.
    #[schema(example = 31)]
    pub jours: u32,
}

/// A person in a month of a structure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LigneGrille {
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// The last référent of the structure who followed them in the month.
    pub referent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// Entry in the PLIE.
    #[schema(example = "2026-02-12")]
    pub entree_le: NaiveDate,
    /// First day out of the PLIE, of who left in the month.
    #[schema(example = "2026-03-20")]
    pub sorti_le: Option<NaiveDate>,
    /// Whether they occupy a place of the structure on the last day of the month.
    pub compte: bool,
    /// Days of the month in each state while the structure followed them.
    pub jours: Vec<JoursEtat>,
    /// The same day by day: from the first on which the structure followed them in the month to the last, each ended.
    pub periodes: Vec<PeriodeParcours>,
    /// Whether someone else accompanies them every day (ACI, training, job) on one of these days.
    pub delegue: bool,
    /// Contacts of these days: at a handover each structure has its own.
    #[schema(example = 2)]
    pub contacts: u32,
    /// Their minutes.
    #[schema(example = 90)]
    pub minutes: Duree,
    /// The étape that runs on the last of these days.
    pub etape: Option<NatureEtape>,
}

impl Nomme for LigneGrille {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.referent, &mut self.referent_nom);
    }
}

impl Nominatif for LigneGrille {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// The presences of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GrilleDto {
    /// The structure.
    pub structure: StructureId,
    /// Its name.
    #[serde(default)]
    #[schema(example = "Maison de l'emploi")]
    pub structure_nom: Option<String>,
    /// First day of the month.
    #[schema(example = "2026-03-01")]
    pub mois: NaiveDate,
    /// Places occupied on its last day.
    #[schema(example = 70)]
    pub occupees: u32,
    /// Persons followed on a day of it at least.
    #[schema(example = 72)]
    pub personnes: u32,
    /// Contacts of the month.
    #[schema(example = 81)]
    pub contacts: u32,
    /// Their minutes.
    #[schema(example = 4500)]
    pub minutes: Duree,
    /// Days of all persons in each state.
    pub jours: Vec<JoursEtat>,
    /// Whether others, whose files the caller does not see, are left out: of the lines, and of all that is counted.
    #[serde(default)]
    pub partielle: bool,
    /// One line a person, who left in the month included.
    pub lignes: Vec<LigneGrille>,
}

impl Nomme for GrilleDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
        self.lignes.nommer(noms);
    }
}

impl Nominatif for GrilleDto {
    fn montrer(&self, personnes: &mut Personnes) {
        self.lignes.iter().for_each(|one| one.montrer(personnes));
    }
}

/// A month that was frozen, in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GrilleResume {
    /// Identifier.
    pub id: GrilleId,
    /// The structure.
    pub structure: StructureId,
    /// Its name.
    #[serde(default)]
    #[schema(example = "Maison de l'emploi")]
    pub structure_nom: Option<String>,
    /// First day of the month.
    #[schema(example = "2026-03-01")]
    pub mois: NaiveDate,
    /// When it was frozen.
    pub figee_le: DateTime<Utc>,
    /// Who froze it.
    pub figee_par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Karim Benali")]
    pub figee_par_nom: Option<String>,
}

impl Nomme for GrilleResume {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
        noms.place(self.figee_par, &mut self.figee_par_nom);
    }
}

/// A month that was frozen, and what is known otherwise since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GrilleFigeeDto {
    /// Which one, by whom and when.
    #[serde(flatten)]
    pub figee: GrilleResume,
    /// As it was frozen: nothing alters it.
    pub grille: GrilleDto,
    /// Places occupied on its last day as it is known today.
    #[schema(example = 71)]
    pub occupees_aujourd_hui: u32,
    /// Persons followed on a day of it at least as it is known today: two files made one since are one person.
    #[serde(default)]
    #[schema(example = 72)]
    pub personnes_aujourd_hui: u32,
    /// Person by person, what is known otherwise since.
    pub ecarts: Vec<EcartGrille>,
}

impl Nomme for GrilleFigeeDto {
    fn nommer(&mut self, noms: &mut Noms) {
        self.figee.nommer(noms);
        self.grille.nommer(noms);
        self.ecarts.nommer(noms);
    }
}

impl Nominatif for GrilleFigeeDto {
    fn montrer(&self, personnes: &mut Personnes) {
        self.grille.montrer(personnes);
        self.ecarts.iter().for_each(|one| personnes.ajouter(one.participant));
    }
}

/// A person of whom a frozen month is known otherwise since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EcartGrille {
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Whether they occupied a place as it was frozen; absent when they were not in it.
    pub figee: Option<bool>,
    /// Whether they do as it is known today; absent when they are not in it any more.
    pub aujourd_hui: Option<bool>,
    /// Days in each state as it was frozen.
    pub jours_figes: Vec<JoursEtat>,
    /// Days in each state as it is known today.
    pub jours_aujourd_hui: Vec<JoursEtat>,
    /// Day on which what changed was recorded.
    #[schema(example = "2026-05-04")]
    pub connu_le: Option<NaiveDate>,
    /// The same in one sentence.
    #[schema(example = "entrée le 12/03/2026, connue le 04/05/2026 : occupe une place")]
    pub explication: String,
}

impl Nomme for EcartGrille {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

/// What a structure says of a month of its own, to be compared with what is known.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleComparaison {
    /// The structure.
    pub structure: StructureId,
    /// Any day of the month.
    #[schema(example = "2026-03-01")]
    pub mois: NaiveDate,
    /// Each person of its grid, once.
    #[garde(length(min = 1, max = 1_000), dive)]
    pub personnes: Vec<PresenceDite>,
}

/// A person in the grid of a structure.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct PresenceDite {
    /// The person.
    pub participant: ParticipantId,
    /// Whether the structure counts them on the last day of the month.
    pub present: bool,
    /// In which state, when its grid says it.
    pub situation: Option<EtatParcours>,
}

kernel::codes! {
    /// What two grids say of a person.
    pub enum ConstatPresence {
        /// The same.
        Identique = "identique",
        /// Only the PLIE counts them.
        AuPlieSeulement = "au_plie_seulement",
        /// Only the structure counts them.
        ALaStructureSeulement = "a_la_structure_seulement",
        /// Both say whether they count, and not in which state.
        SituationDifferente = "situation_differente",
    }
}

kernel::codes! {
    /// What made the presence of a person what it is on the last day of a month.
    pub enum FaitPresence {
        /// They entered the PLIE.
        Entree = "entree",
        /// They left it.
        Sortie = "sortie",
        /// An étape began.
        Etape = "etape",
        /// A veille began.
        Veille = "veille",
        /// A suspension began.
        Suspension = "suspension",
        /// A job or a training that is followed began.
        Emploi = "emploi",
        /// Accompaniment resumed.
        Reprise = "reprise",
        /// A référent of another structure follows them from that day on.
        Passation = "passation",
    }
}

/// The fact that explains a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FaitDate {
    /// Which one.
    pub nature: FaitPresence,
    /// Its day.
    #[schema(example = "2026-03-20")]
    pub le: NaiveDate,
}

/// What the PLIE and a structure say of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LigneComparee {
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Their parcours.
    pub parcours: ParcoursId,
    /// Whether both say the same.
    pub constat: ConstatPresence,
    /// Whether they occupy a place of the structure on the last day, as it is known to the PLIE.
    pub compte: bool,
    /// In which state they are then; none when no référent of the structure followed them in the month.
    pub situation: Option<EtatParcours>,
    /// What the structure says; absent when the person is not in its grid.
    pub dite: Option<PresenceDite>,
    /// The fact that explains the difference.
    pub fait: Option<FaitDate>,
    /// The same in one sentence.
    #[schema(example = "n'occupe pas de place pour le PLIE : sortie le 20/03/2026")]
    pub explication: Option<String>,
}

impl Nomme for LigneComparee {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

/// A month of a structure, compared with its own grid person by person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComparaisonGrille {
    /// The structure.
    pub structure: StructureId,
    /// Its name.
    #[serde(default)]
    #[schema(example = "Maison de l'emploi")]
    pub structure_nom: Option<String>,
    /// First day of the month.
    #[schema(example = "2026-03-01")]
    pub mois: NaiveDate,
    /// Whether others, whose files the caller does not see, are left out of what is known to the PLIE.
    #[serde(default)]
    pub partielle: bool,
    /// Places occupied on its last day, as it is known to the PLIE.
    #[schema(example = 70)]
    pub occupees: u32,
    /// Persons whom the structure counts then.
    #[schema(example = 71)]
    pub comptees: u32,
    /// Persons of whom both say the same.
    #[schema(example = 69)]
    pub identiques: u32,
    /// Each person of one grid or of both, those of whom they differ first.
    pub personnes: Vec<LigneComparee>,
}

impl Nomme for ComparaisonGrille {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
        self.personnes.nommer(noms);
    }
}

impl Nominatif for ComparaisonGrille {
    fn montrer(&self, personnes: &mut Personnes) {
        self.personnes.iter().for_each(|one| personnes.ajouter(one.participant));
    }
}
