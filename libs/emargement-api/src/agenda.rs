//! Appointments and presences.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{Duree, ModeSignature, Nominatif, OperationId, ParticipantId, Personnes, RendezVousId, UtilisateurId};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::CompteRenduTenu;

kernel::codes! {
    /// What an appointment is.
    pub enum NatureRendezVous {
        /// Diagnostic interview, before the entry.
        Diagnostic = "diagnostic",
        /// Interview of the accompaniment.
        Entretien = "entretien",
        /// Collective workshop.
        Atelier = "atelier",
        /// Bilan tripartite of an étape.
        Bilan = "bilan",
        /// Telephone call: only who calls signs for it.
        Telephone = "telephone",
    }
}

kernel::codes! {
    /// Where an appointment stands.
    pub enum EtatRendezVous {
        /// To come, or being signed.
        Prevu = "prevu",
        /// Over: each presence is settled.
        Termine = "termine",
        /// Cancelled before it was held.
        Annule = "annule",
    }
}

impl EtatRendezVous {
    /// As an appointment is said to be, in French.
    #[must_use]
    pub const fn libelle(self) -> &'static str {
        match self {
            Self::Prevu => "prévu",
            Self::Termine => "terminé",
            Self::Annule => "annulé",
        }
    }
}

kernel::codes! {
    /// What became of one person.
    pub enum Issue {
        /// Not settled yet.
        Attendu = "attendu",
        /// Came.
        Present = "present",
        /// Did not come.
        Absent = "absent",
        /// Did not come and said why.
        Excuse = "excuse",
    }
}

kernel::codes! {
    /// Why a person did not come: never a medical detail.
    pub enum MotifAbsence {
        /// Health.
        Sante = "sante",
        /// Another appointment, a procedure.
        Administratif = "administratif",
        /// A child or a relative to look after.
        Garde = "garde",
        /// Transport.
        Transport = "transport",
        /// Another reason.
        Autre = "autre",
    }
}

kernel::codes! {
    /// Who signs the sheet.
    pub enum SignataireEmargement {
        /// The person.
        Participant = "participant",
        /// Who leads the appointment.
        Animateur = "animateur",
    }
}

kernel::codes! {
    /// When one signs.
    pub enum Moment {
        /// At the start.
        Arrivee = "arrivee",
        /// At the end.
        Depart = "depart",
    }
}

kernel::codes! {
    /// Why a signature is recorded once the appointment is over.
    pub enum MotifTardif {
        /// It was given on a paper sheet, received since.
        FeuillePapier = "feuille_papier",
        /// It was forgotten on the day.
        Oubli = "oubli",
        /// The tool could not be reached.
        OutilIndisponible = "outil_indisponible",
        /// Another reason.
        Autre = "autre",
    }
}

/// How a signature came to the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Recueil {
    /// Who collected it; who leads, for their own.
    pub par: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// When it was recorded.
    pub le: DateTime<Utc>,
    /// Why so late, once the appointment was over.
    pub motif: Option<MotifTardif>,
}

/// How the signatures of somebody came to the sheet; unknown for those of before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Recueils {
    /// The signature of the start.
    pub arrivee: Option<Recueil>,
    /// The signature of the end.
    pub depart: Option<Recueil>,
}

impl Nomme for Recueil {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nomme for Recueils {
    fn nommer(&mut self, noms: &mut Noms) {
        self.arrivee.nommer(noms);
        self.depart.nommer(noms);
    }
}

/// An appointment to put in the agenda.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauRendezVous {
    /// What it is.
    pub nature: NatureRendezVous,
    /// Title, as it stands on the sheet.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Entretien de suivi")]
    pub titre: String,
    /// Start, with its offset.
    #[schema(example = "2026-03-12T09:00:00+01:00")]
    pub debut: DateTime<Utc>,
    /// End, with its offset.
    #[schema(example = "2026-03-12T10:00:00+01:00")]
    pub fin: DateTime<Utc>,
    /// Place.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Maison de l'emploi, bureau 3")]
    pub lieu: String,
    /// Persons expected.
    #[garde(length(min = 1, max = 60))]
    pub participants: Vec<ParticipantId>,
    /// Who leads; oneself by default.
    pub animateur: Option<UtilisateurId>,
    /// The European operation to which the time belongs.
    pub operation: Option<OperationId>,
    /// Category of time of the référentiel.
    #[schema(example = "entretien")]
    #[garde(pattern("^[a-z][a-z0-9_]{0,39}$"))]
    pub categorie: String,
}

/// What people change of an appointment, as long as nobody signed.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct PlanRendezVous {
    /// Title, as it stands on the sheet.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Entretien de suivi")]
    pub titre: String,
    /// Start, with its offset.
    #[schema(example = "2026-03-12T09:00:00+01:00")]
    pub debut: DateTime<Utc>,
    /// End, with its offset.
    #[schema(example = "2026-03-12T10:00:00+01:00")]
    pub fin: DateTime<Utc>,
    /// Place.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Maison de l'emploi, bureau 3")]
    pub lieu: String,
    /// Who leads.
    pub animateur: UtilisateurId,
    /// The European operation to which the time belongs.
    pub operation: Option<OperationId>,
    /// Category of time of the référentiel.
    #[schema(example = "entretien")]
    #[garde(pattern("^[a-z][a-z0-9_]{0,39}$"))]
    pub categorie: String,
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RendezVousDto {
    /// Identifier.
    pub id: RendezVousId,
    /// Version of what people edit: one more at each change.
    #[serde(default)]
    #[schema(example = 1)]
    pub version: i32,
    /// What it is.
    pub nature: NatureRendezVous,
    /// Title.
    #[schema(example = "Entretien de suivi")]
    pub titre: String,
    /// Start.
    pub debut: DateTime<Utc>,
    /// End.
    pub fin: DateTime<Utc>,
    /// Minutes from start to end.
    pub minutes: Duree,
    /// Place.
    #[schema(example = "Maison de l'emploi, bureau 3")]
    pub lieu: String,
    /// Who leads.
    pub animateur: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub animateur_nom: Option<String>,
    /// The European operation.
    pub operation: Option<OperationId>,
    /// Its number and its title.
    #[serde(default)]
    #[schema(example = "202600123 – Accompagnement des participants du PLIE")]
    pub operation_nom: Option<String>,
    /// Category of time.
    #[schema(example = "entretien")]
    pub categorie: String,
    /// Where it stands.
    pub etat: EtatRendezVous,
    /// When who leads signed the start and the end.
    pub animateur_arrivee: Option<DateTime<Utc>>,
    /// See `animateur_arrivee`.
    pub animateur_depart: Option<DateTime<Utc>>,
    /// How these two came to the sheet.
    pub animateur_recueil: Recueils,
    /// Persons expected.
    pub presences: Vec<PresenceDto>,
    /// Whether a compte rendu of the whole séance is there, of a group; absent while nobody began one.
    #[serde(default)]
    pub compte_rendu: Option<CompteRenduTenu>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for RendezVousDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.animateur, &mut self.animateur_nom);
        noms.place(self.operation, &mut self.operation_nom);
        self.animateur_recueil.nommer(noms);
        self.presences.nommer(noms);
    }
}

impl Nominatif for RendezVousDto {
    fn montrer(&self, personnes: &mut Personnes) {
        for presence in &self.presences {
            personnes.ajouter(presence.participant);
        }
    }
}

/// One person at an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PresenceDto {
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What became of them.
    pub issue: Issue,
    /// Why they did not come.
    pub motif: Option<MotifAbsence>,
    /// When they signed the start.
    pub arrivee: Option<DateTime<Utc>>,
    /// When they signed the end.
    pub depart: Option<DateTime<Utc>>,
    /// Who collected these two signatures, and when.
    pub recueil: Recueils,
    /// Whether every signature is there: theirs and that of who leads, start and end.
    pub justifiee: bool,
    /// What is missing for it, in French.
    #[schema(example = json!(["signature de départ du participant"]))]
    pub manque: Vec<String>,
    /// Whether the compte rendu of what was said with them is there, theirs or that of the whole séance; absent while none is
    /// awaited nor begun.
    #[serde(default)]
    pub compte_rendu: Option<CompteRenduTenu>,
}

impl Nomme for PresenceDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.recueil.nommer(noms);
    }
}

/// A signature on a sheet.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelEmargement {
    /// Who signs.
    pub signataire: SignataireEmargement,
    /// The person, when a person signs.
    pub participant: Option<ParticipantId>,
    /// Start or end.
    pub moment: Moment,
    /// At what instant: a start before the end of the appointment, an end after its start, two hours around it at most.
    #[schema(example = "2026-03-12T09:02:00+01:00")]
    pub signe_le: DateTime<Utc>,
    /// How.
    pub mode: ModeSignature,
    /// SHA-256 of the drawn signature or of the scan, in hexadecimal.
    #[garde(inner(pattern("^[0-9a-f]{64}$")))]
    pub empreinte: Option<String>,
    /// Why it is recorded once the appointment is over; required then.
    pub motif: Option<MotifTardif>,
}

/// That a person did not come.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleAbsence {
    /// The person.
    pub participant: ParticipantId,
    /// Why, when it is known; the person is then excused.
    pub motif: Option<MotifAbsence>,
}

/// Which appointments of the agenda.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct JoursAgenda {
    /// First day.
    #[param(example = "2026-03-01")]
    pub du: NaiveDate,
    /// Last day, included; at most 62 days later.
    #[param(example = "2026-03-31")]
    pub au: NaiveDate,
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Led by one person.
    pub animateur: Option<UtilisateurId>,
    /// Of one European operation.
    pub operation: Option<OperationId>,
    /// Of one nature.
    pub nature: Option<NatureRendezVous>,
    /// Those that stand there.
    pub etat: Option<EtatRendezVous>,
    /// Of those that are over: true, those of which each presence of who came is proved; false, the others.
    pub justifie: Option<bool>,
    /// Appointments at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// Which appointments of an agenda, without its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jours {
    /// First day.
    pub du: NaiveDate,
    /// Last day, included.
    pub au: NaiveDate,
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Led by one person.
    pub animateur: Option<UtilisateurId>,
    /// Of one European operation.
    pub operation: Option<OperationId>,
    /// Of one nature.
    pub nature: Option<NatureRendezVous>,
    /// Those that stand there.
    pub etat: Option<EtatRendezVous>,
    /// Of those that are over, whether each presence of who came is proved.
    pub justifie: Option<bool>,
}

impl JoursAgenda {
    /// Which appointments.
    #[must_use]
    pub const fn jours(&self) -> Jours {
        let Self { du, au, participant, animateur, operation, nature, etat, justifie, .. } = *self;
        Jours { du, au, participant, animateur, operation, nature, etat, justifie }
    }
}
