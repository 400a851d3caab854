//! What was said and decided at appointments.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{CompteRenduId, Nominatif, ParticipantId, Personnes, RendezVousId, StructureId, Theme, UtilisateurId};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::NatureRendezVous;

kernel::codes! {
    /// Where a compte rendu stands.
    pub enum EtatCompteRendu {
        /// Being written: its author alone reads it.
        Brouillon = "brouillon",
        /// Validated by its author.
        Valide = "valide",
        /// Thrown away by its author before it was validated: nothing stays of what it said.
        Abandonne = "abandonne",
    }
}

kernel::codes! {
    /// How far what a compte rendu says goes.
    pub enum Confidentialite {
        /// It stays with who wrote it, who works for the same employer and the animation team.
        Equipe = "equipe",
        /// It is read by whoever reads the person's file.
        Suivi = "suivi",
        /// The same, and it may be told to a named partner.
        Partenaire = "partenaire",
    }
}

kernel::codes! {
    /// Whether the compte rendu of an appointment is there.
    pub enum SuiviCompteRendu {
        /// It is there.
        Valide = "valide",
        /// The caller began it; or somebody did, and none is awaited.
        Brouillon = "brouillon",
        /// It is awaited.
        Attendu = "attendu",
    }
}

/// What a compte rendu says, and to whom.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct EcritCompteRendu {
    /// What it was about, each theme once.
    #[serde(default)]
    #[garde(length(max = 20))]
    pub themes: Vec<Theme>,
    /// What was decided; no medical detail.
    #[garde(inner(length(chars, min = 2, max = 2000)))]
    #[schema(example = "CV à refaire, candidature à la cantine scolaire")]
    pub decisions: Option<String>,
    /// What comes next, and by whom; no medical detail.
    #[garde(inner(length(chars, min = 2, max = 2000)))]
    #[schema(example = "Mme Diallo appelle la crèche ; la référente écrit à l'employeur")]
    pub suites: Option<String>,
    /// The rest, in one's own words; no medical detail.
    #[garde(inner(length(chars, min = 2, max = 10_000)))]
    #[schema(example = "Garde d'enfant le mercredi : une place en crèche est demandée.")]
    pub libre: Option<String>,
    /// How far it goes: whoever reads the person's file when it is left out.
    #[serde(default = "suivi")]
    pub confidentialite: Confidentialite,
    /// To which partner it may be told, when it goes as far.
    pub partenaire: Option<StructureId>,
}

const fn suivi() -> Confidentialite {
    Confidentialite::Suivi
}

/// A compte rendu to begin.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauCompteRendu {
    /// Of whom; of a group, the whole séance when it is left out, without naming anybody.
    pub participant: Option<ParticipantId>,
    /// What it says.
    #[garde(dive)]
    pub contenu: EcritCompteRendu,
}

/// What a validated compte rendu should have said.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CorrectionCompteRendu {
    /// What it says now, whole.
    #[garde(dive)]
    pub contenu: EcritCompteRendu,
    /// Why it is corrected.
    #[garde(length(chars, min = 2, max = 500))]
    #[schema(example = "date du rendez-vous avec l'employeur relue")]
    pub motif: String,
    /// The version that was read, and that this one replaces.
    #[garde(range(min = 1, max = 1_000_000))]
    #[schema(example = 3)]
    pub remplace: i32,
}

/// What a compte rendu says, to who may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContenuCompteRendu {
    /// What it was about.
    pub themes: Vec<Theme>,
    /// What was decided.
    #[schema(example = "CV à refaire, candidature à la cantine scolaire")]
    pub decisions: Option<String>,
    /// What comes next.
    #[schema(example = "Mme Diallo appelle la crèche ; la référente écrit à l'employeur")]
    pub suites: Option<String>,
    /// The rest.
    #[schema(example = "Garde d'enfant le mercredi : une place en crèche est demandée.")]
    pub libre: Option<String>,
}

impl From<EcritCompteRendu> for ContenuCompteRendu {
    fn from(ecrit: EcritCompteRendu) -> Self {
        let EcritCompteRendu { themes, decisions, suites, libre, .. } = ecrit;
        Self { themes, decisions, suites, libre }
    }
}

/// Why a version stands in the place of the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MotifCompteRendu {
    /// Why, to who may read what it says.
    #[schema(example = "date du rendez-vous avec l'employeur relue")]
    pub motif: Option<String>,
    /// By whom.
    pub par: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// When.
    pub le: DateTime<Utc>,
}

impl Nomme for MotifCompteRendu {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// What was said and decided at an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompteRenduDto {
    /// Identifier.
    pub id: CompteRenduId,
    /// Version: one more each time that it is written otherwise.
    #[schema(example = 1)]
    pub version: i32,
    /// The appointment.
    pub rendez_vous: RendezVousId,
    /// What the appointment was.
    pub nature: NatureRendezVous,
    /// Its day.
    #[schema(example = "2026-03-12")]
    pub jour: NaiveDate,
    /// Of whom; absent of the whole séance of a group.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Who wrote it.
    pub auteur: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub auteur_nom: Option<String>,
    /// Who led the appointment: another, where the animation team wrote in the place of who left.
    pub animateur: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub animateur_nom: Option<String>,
    /// Where it stands.
    pub etat: EtatCompteRendu,
    /// How far it goes.
    pub confidentialite: Confidentialite,
    /// To which partner it may be told.
    pub partenaire: Option<StructureId>,
    /// Its name.
    #[serde(default)]
    #[schema(example = "Boulangerie Perrin")]
    pub partenaire_nom: Option<String>,
    /// What it says; absent for who may know that it is there and not read it.
    pub contenu: Option<ContenuCompteRendu>,
    /// When it was written last.
    pub modifie_le: DateTime<Utc>,
    /// When its author validated it.
    pub valide_le: Option<DateTime<Utc>>,
    /// Whether it was written after the day of the appointment: validated, or written last while it is a draft.
    pub tardif: bool,
    /// Why this version stands in the place of the one before; absent of the first.
    pub correction: Option<MotifCompteRendu>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for CompteRenduDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.auteur, &mut self.auteur_nom);
        noms.place(self.animateur, &mut self.animateur_nom);
        noms.place(self.partenaire, &mut self.partenaire_nom);
        if let Some(correction) = &mut self.correction {
            correction.nommer(noms);
        }
    }
}

impl Nominatif for CompteRenduDto {
    fn montrer(&self, personnes: &mut Personnes) {
        if let Some(participant) = self.participant {
            personnes.ajouter(participant);
        }
    }
}

/// A version that another one replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VersionCompteRendu {
    /// Its number.
    #[schema(example = 1)]
    pub version: i32,
    /// How far it went.
    pub confidentialite: Confidentialite,
    /// To which partner it could be told.
    pub partenaire: Option<StructureId>,
    /// Its name.
    #[serde(default)]
    #[schema(example = "Boulangerie Perrin")]
    pub partenaire_nom: Option<String>,
    /// What it said; absent for who may not read it.
    pub contenu: Option<ContenuCompteRendu>,
    /// Who wrote it.
    pub par: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// When it was validated, or corrected so.
    pub le: DateTime<Utc>,
    /// Why it stood in the place of the one before, to who may read what it said; absent of the first.
    #[schema(example = "date du rendez-vous avec l'employeur relue")]
    pub motif: Option<String>,
}

impl Nomme for VersionCompteRendu {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.partenaire, &mut self.partenaire_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}

/// A compte rendu, as a line of a list: what it says is read with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompteRenduResume {
    /// Identifier.
    pub id: CompteRenduId,
    /// Version.
    #[schema(example = 1)]
    pub version: i32,
    /// The appointment.
    pub rendez_vous: RendezVousId,
    /// What the appointment was.
    pub nature: NatureRendezVous,
    /// Its day.
    #[schema(example = "2026-03-12")]
    pub jour: NaiveDate,
    /// Of whom; absent of the whole séance of a group.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Who wrote it.
    pub auteur: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub auteur_nom: Option<String>,
    /// Where it stands.
    pub etat: EtatCompteRendu,
    /// How far it goes.
    pub confidentialite: Confidentialite,
    /// When its author validated it.
    pub valide_le: Option<DateTime<Utc>>,
    /// Whether it was written after the day of the appointment.
    pub tardif: bool,
}

impl Nomme for CompteRenduResume {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.auteur, &mut self.auteur_nom);
    }
}

impl Nominatif for CompteRenduResume {
    fn montrer(&self, personnes: &mut Personnes) {
        if let Some(participant) = self.participant {
            personnes.ajouter(participant);
        }
    }
}

/// Somebody who came to an appointment of which no compte rendu was validated yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompteRenduAttendu {
    /// The appointment.
    pub rendez_vous: RendezVousId,
    /// What it was.
    pub nature: NatureRendezVous,
    /// Its title.
    #[schema(example = "Entretien de suivi")]
    pub titre: String,
    /// Its start.
    pub debut: DateTime<Utc>,
    /// Its end.
    pub fin: DateTime<Utc>,
    /// Who led it, and is to write.
    pub animateur: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub animateur_nom: Option<String>,
    /// Who came.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Since when it is awaited: the day on which the appointment ended.
    #[schema(example = "2026-03-12")]
    pub depuis: NaiveDate,
    /// The draft that the caller began of it.
    pub brouillon: Option<CompteRenduId>,
}

impl Nomme for CompteRenduAttendu {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.animateur, &mut self.animateur_nom);
        noms.place(self.participant, &mut self.participant_nom);
    }
}

impl Nominatif for CompteRenduAttendu {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// Whether a compte rendu is there, of an appointment or of one person at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompteRenduTenu {
    /// It is there, begun, or awaited.
    pub etat: SuiviCompteRendu,
    /// Which one; of a draft, to its author alone.
    pub id: Option<CompteRenduId>,
}

/// Which comptes rendus.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreComptesRendus {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// By one author.
    pub auteur: Option<UtilisateurId>,
    /// Those that stand there.
    pub etat: Option<EtatCompteRendu>,
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

/// Which comptes rendus that are awaited.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreAttendus {
    /// Of the appointments that one person led.
    pub animateur: Option<UtilisateurId>,
    /// Of those that the référents of a structure led.
    pub structure: Option<StructureId>,
    /// Of one person who came.
    pub participant: Option<ParticipantId>,
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
