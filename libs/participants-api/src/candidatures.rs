//! Candidatures, from the first referral to the entry.

use chrono::NaiveDate;
use garde::Validate;
pub use kernel::Theme;
use kernel::{
    ActeurId, CandidatureId, CodeRome, ContactId, ModeSignature, Nominatif, ParticipantId, Personnes, StructureId,
    UtilisateurId,
};
use referentiel::{PointExplique, Raison, Signataire};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::{
    Adhesion, EntreeCollective, Experience, NouveauParticipant, NouvelleSituation, Preconisation, SignatureDto,
    traits::{POINTS, Trait, dans_le_cadre},
};

kernel::codes! {
    /// Where a candidature stands.
    pub enum EtatCandidature {
        /// Filed, signed.
        Deposee = "deposee",
        /// Given to a référent.
        Affectee = "affectee",
        /// Diagnosed.
        Diagnostic = "diagnostic",
        /// On the agenda of a commission.
        Presentee = "presentee",
        /// The commission said yes.
        Validee = "validee",
        /// The commission said no.
        Refusee = "refusee",
        /// The commission asks to see it again.
        Ajournee = "ajournee",
        /// The commission points elsewhere.
        Reorientee = "reorientee",
        /// The contrat d'engagement bears all its signatures.
        Contractualisee = "contractualisee",
        /// The person did not enter.
        NonEntree = "non_entree",
    }
}

kernel::codes! {
    /// Why a person did not enter.
    pub enum MotifNonEntree {
        /// Did not come.
        AbsenceAuxRendezVous = "absence_aux_rendez_vous",
        /// No longer wishes it.
        Abandon = "abandon",
        /// Found work meanwhile.
        Emploi = "emploi",
        /// Moved away.
        Demenagement = "demenagement",
        /// Not eligible.
        NonEligible = "non_eligible",
        /// Another reason.
        Autre = "autre",
    }
}

/// How a signature of a candidature was given: the file is not open yet, so that it holds neither the scan nor
/// a code.
#[operation::bounded]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub enum PreuveDepot {
    /// Told by who files, without trace: the paper is to be added to the file.
    #[default]
    Declaree,
    /// Drawn on a screen: the strokes, each a list of points in thousandths of the frame.
    Dessinee {
        /// The strokes.
        #[garde(length(min = 1, max = 200), inner(length(min = 2, max = POINTS)), custom(dans_le_cadre))]
        #[schema(value_type = Vec<Trait>)]
        traits: Vec<Vec<(u16, u16)>>,
    },
    /// On paper; who files attests that it was seen.
    Papier {
        /// Must be true.
        attestation: bool,
    },
}

impl PreuveDepot {
    /// How it is given.
    #[must_use]
    pub const fn mode(&self) -> ModeSignature {
        match self {
            Self::Declaree => ModeSignature::Declaree,
            Self::Dessinee { .. } => ModeSignature::Dessinee,
            Self::Papier { .. } => ModeSignature::Papier,
        }
    }
}

/// A signature of a candidature.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Signature {
    /// Who signed.
    pub signataire: Signataire,
    /// On what day.
    #[schema(example = "2026-01-12")]
    pub signe_le: NaiveDate,
    /// Name of the signatory.
    #[serde(default)]
    #[garde(inner(length(chars, min = 2, max = 120)))]
    #[schema(example = "Claire Petit")]
    pub nom: Option<String>,
    /// Where.
    #[serde(default)]
    #[garde(inner(length(chars, min = 2, max = 120)))]
    #[schema(example = "Chalon-sur-Saône")]
    pub lieu: Option<String>,
    /// How.
    #[serde(default)]
    #[garde(dive)]
    pub mode: PreuveDepot,
}

/// A candidature to file.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleCandidature {
    /// The person, of whom a file is opened.
    #[serde(default)]
    #[garde(dive)]
    pub personne: Option<NouveauParticipant>,
    /// The person's file, when they have one: the PLIE types nothing again. A prescripteur knows of none.
    #[serde(default)]
    pub participant: Option<ParticipantId>,
    /// What the prescripteur knows of the person's situation.
    #[serde(default)]
    #[garde(dive, length(max = 40))]
    pub situations: Vec<NouvelleSituation>,
    /// Signatures of the file.
    #[garde(dive, length(max = 5))]
    pub signatures: Vec<Signature>,
    /// Day of the filing.
    #[schema(example = "2026-01-12")]
    pub deposee_le: NaiveDate,
    /// The prescripteur's structure, when the PLIE files in its name; a prescripteur files for its own.
    pub prescripteur: Option<StructureId>,
}

/// A candidature, as the PLIE sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CandidatureDto {
    /// Identifier.
    pub id: CandidatureId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// The structure that referred the person.
    pub prescripteur: Option<StructureId>,
    /// Its name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub prescripteur_nom: Option<String>,
    /// Where it stands.
    pub etat: EtatCandidature,
    /// Filed on.
    #[schema(example = "2026-01-12")]
    pub deposee_le: NaiveDate,
    /// The référent.
    pub referent: Option<UtilisateurId>,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// Assigned on.
    #[schema(example = "2026-01-15")]
    pub affectee_le: Option<NaiveDate>,
    /// Diagnosed on.
    #[schema(example = "2026-02-05")]
    pub diagnostiquee_le: Option<NaiveDate>,
    /// Decided on.
    #[schema(example = "2026-02-12")]
    pub decidee_le: Option<NaiveDate>,
    /// Entry in the PLIE, by the territory's rule.
    #[schema(example = "2026-02-12")]
    pub entree_le: Option<NaiveDate>,
    /// Why the person did not enter.
    pub motif: Option<MotifNonEntree>,
    /// Why, in a few words.
    #[schema(example = "trois relances sans réponse")]
    pub commentaire: Option<String>,
    /// Since when too many appointments were missed for the prescripteur not to be told.
    #[schema(example = "2026-01-19")]
    pub prescripteur_a_contacter_le: Option<NaiveDate>,
    /// Days of entry that were told before this one, oldest first.
    #[serde(default)]
    pub entrees_remplacees: Vec<EntreeRemplacee>,
    /// The collective action by which the person entered.
    #[serde(default)]
    pub entree_collective: Option<EntreeCollective>,
    /// Last day of the accompaniment to which it led.
    #[schema(example = "2027-06-30")]
    pub suivi_termine_le: Option<NaiveDate>,
    /// Contacts made.
    pub contacts: Vec<ContactDto>,
    /// Signatures of the file.
    pub signatures: Vec<SignatureDto>,
    /// What the territory's rules say of it today: deadline of the diagnosis, missed appointments, entry.
    pub echeances: Vec<Raison>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

impl Nomme for CandidatureDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.prescripteur, &mut self.prescripteur_nom);
        noms.place(self.referent, &mut self.referent_nom);
        self.entrees_remplacees.nommer(noms);
        self.contacts.nommer(noms);
        self.signatures.nommer(noms);
    }
}

impl Nominatif for CandidatureDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// A day of entry to correct: the one that was told was wrong.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CorrectionEntree {
    /// The day of the entry, between the filing and today.
    #[schema(example = "2026-02-19")]
    pub entree_le: NaiveDate,
    /// The day that was told, whose place it takes.
    #[schema(example = "2026-02-12")]
    pub remplace: NaiveDate,
    /// Why it was wrong.
    #[garde(length(chars, min = 3, max = 500))]
    #[schema(example = "la séance du 12 février a été reportée")]
    pub motif: String,
}

/// A day of entry that was told, and corrected since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeRemplacee {
    /// The day that was told.
    #[schema(example = "2026-02-12")]
    pub entree_le: NaiveDate,
    /// Why it was wrong.
    #[schema(example = "la séance du 12 février a été reportée")]
    pub motif: String,
    /// What the rules of eligibility lacked on the day that took its place, in French.
    #[schema(example = json!(["attestation_rsa de moins de 90 jours attendue"]))]
    pub manques: Vec<String>,
    /// On what day it was corrected.
    #[schema(example = "2026-03-02")]
    pub corrigee_le: NaiveDate,
    /// By whom.
    pub par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

impl Nomme for EntreeRemplacee {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// A candidature, as its prescripteur follows it: its stage, never the diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CandidatureSuivie {
    /// Identifier.
    pub id: CandidatureId,
    /// Last name of the person.
    #[schema(example = "Diallo")]
    pub nom: String,
    /// First name of the person.
    #[schema(example = "Aminata")]
    pub prenom: String,
    /// Where it stands.
    pub etat: EtatCandidature,
    /// Filed on.
    #[schema(example = "2026-01-12")]
    pub deposee_le: NaiveDate,
    /// Decided on.
    #[schema(example = "2026-02-12")]
    pub decidee_le: Option<NaiveDate>,
    /// Since when too many appointments were missed.
    #[schema(example = "2026-01-19")]
    pub rendez_vous_manques_depuis: Option<NaiveDate>,
}

kernel::codes! {
    /// In what order candidatures are listed.
    pub enum TriCandidatures {
        /// Those recorded last first.
        Recentes = "recentes",
        /// Those that were filed first: they have waited longest.
        Depot = "depot",
        /// Those that were filed last.
        DepotRecent = "depot_recent",
    }
}

/// Which candidatures to read: those that meet every criterion.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreCandidatures {
    /// Where they stand.
    pub etat: Option<EtatCandidature>,
    /// Their référent.
    pub referent: Option<UtilisateurId>,
    /// The structure that referred the person.
    pub prescripteur: Option<StructureId>,
    /// The person.
    pub participant: Option<ParticipantId>,
    /// Filed on that day or later.
    #[param(example = "2026-01-01")]
    pub deposee_du: Option<NaiveDate>,
    /// Filed on that day or earlier.
    #[param(example = "2026-03-31")]
    pub deposee_au: Option<NaiveDate>,
    /// In what order; those recorded last first by default.
    #[param(inline)]
    pub tri: Option<TriCandidatures>,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before, in the same order.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<Curseur>,
}

/// The assignment of a candidature.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Affectation {
    /// The référent; absent, the one of `parmi` who has the fewest files is taken.
    pub referent: Option<UtilisateurId>,
    /// Référents among whom the load is balanced.
    #[serde(default)]
    #[garde(length(max = 100))]
    pub parmi: Vec<UtilisateurId>,
    /// The référent from whom the file is taken, when it has one: whoever took it meanwhile is not passed over.
    pub remplace: Option<UtilisateurId>,
    /// Assigned on.
    #[schema(example = "2026-01-15")]
    pub affectee_le: NaiveDate,
}

kernel::codes! {
    /// What an element of the diagnosis says.
    pub enum NatureElement {
        /// An obstacle.
        Frein = "frein",
        /// An asset.
        Atout = "atout",
        /// A goal.
        Objectif = "objectif",
    }
}

kernel::codes! {
    /// Who said it, or saw it.
    pub enum Origine {
        /// The person.
        Personne = "personne",
        /// The prescripteur.
        Prescripteur = "prescripteur",
        /// The référent.
        Referent = "referent",
        /// Another partner.
        Partenaire = "partenaire",
        /// A document.
        Document = "document",
    }
}

kernel::codes! {
    /// How heavy the obstacles of a theme are.
    pub enum NiveauFrein {
        /// None.
        Aucun = "aucun",
        /// Light.
        Leger = "leger",
        /// Marked.
        Marque = "marque",
        /// Blocking.
        Bloquant = "bloquant",
    }
}

kernel::codes! {
    /// How a theme moved since the entry.
    pub enum Evolution {
        /// No obstacle any more.
        Leve = "leve",
        /// Lighter.
        Allege = "allege",
        /// The same.
        Stable = "stable",
        /// Heavier.
        Aggrave = "aggrave",
    }
}

impl Evolution {
    /// From a level to a later one.
    #[must_use]
    pub fn entre(avant: NiveauFrein, apres: NiveauFrein) -> Self {
        match apres.cmp(&avant) {
            std::cmp::Ordering::Equal => Self::Stable,
            std::cmp::Ordering::Greater => Self::Aggrave,
            std::cmp::Ordering::Less if apres == NiveauFrein::Aucun => Self::Leve,
            std::cmp::Ordering::Less => Self::Allege,
        }
    }
}

/// An element of the diagnosis.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ElementDiagnostic {
    /// Theme.
    pub theme: Theme,
    /// What it says.
    pub nature: NatureElement,
    /// In a few words.
    #[garde(length(chars, min = 2, max = 500))]
    #[schema(example = "permis B en cours, pas de véhicule")]
    pub texte: String,
    /// Seen on; the day of the diagnosis by default.
    #[schema(example = "2026-02-05")]
    pub constate_le: Option<NaiveDate>,
    /// Who said it; the référent by default.
    pub origine: Option<Origine>,
    /// Whether the person agreed that partners read it.
    #[serde(default)]
    pub partage: bool,
}

/// How heavy a theme weighs on the day of the diagnosis.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NiveauTheme {
    /// Theme.
    pub theme: Theme,
    /// Its weight.
    pub niveau: NiveauFrein,
}

/// What the person wants to do.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Projet {
    /// In a few words.
    #[garde(length(chars, min = 2, max = 300), custom(problem::ligne))]
    #[schema(example = "agent de nettoyage, puis encadrement")]
    pub intitule: String,
    /// The occupation aimed at.
    #[schema(example = "K2204")]
    pub rome: Option<CodeRome>,
    /// What drives the person.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "retrouver un rythme, quitter les missions courtes")]
    pub motivation: Option<String>,
}

/// One line of the action plan.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ActionPrevue {
    /// What is to be done.
    #[garde(length(chars, min = 2, max = 300))]
    #[schema(example = "inscription à l'auto-école sociale")]
    pub action: String,
    /// By whom.
    pub par: Origine,
    /// Until when.
    #[schema(example = "2026-04-30")]
    pub echeance: Option<NaiveDate>,
    /// Whether it was done.
    #[serde(default)]
    pub faite: bool,
}

/// A diagnosis to record.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauDiagnostic {
    /// Established on.
    #[schema(example = "2026-02-05")]
    pub etabli_le: NaiveDate,
    /// Its elements.
    #[garde(dive, length(min = 1, max = 100))]
    pub elements: Vec<ElementDiagnostic>,
    /// Weight of each theme.
    #[serde(default)]
    #[garde(length(max = 20))]
    pub niveaux: Vec<NiveauTheme>,
    /// The project.
    #[garde(dive)]
    pub projet: Option<Projet>,
    /// The action plan.
    #[serde(default)]
    #[garde(dive, length(max = 40))]
    pub actions: Vec<ActionPrevue>,
    /// The previous path. What follows is left out while it says nothing: pods of the former version refuse a field that they
    /// do not know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(dive, length(max = 60))]
    pub experiences: Vec<Experience>,
    /// Capacity to adhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub adhesion: Option<Adhesion>,
    /// What is recommended to the commission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub preconisation: Option<Preconisation>,
    /// The method used, by its code in the territory's rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(length(chars, min = 2, max = 60), custom(problem::ligne)))]
    #[schema(example = "odes")]
    pub methode: Option<String>,
    /// Where the person was received, by its code in the territory's rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(inner(length(chars, min = 2, max = 60), custom(problem::ligne)))]
    #[schema(example = "maison-emploi")]
    pub lieu: Option<String>,
}

/// How a theme moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EvolutionTheme {
    /// Theme.
    pub theme: Theme,
    /// Its weight in the first diagnosis.
    pub entree: NiveauFrein,
    /// Its weight in the last one.
    pub actuel: NiveauFrein,
    /// From the one to the other.
    pub evolution: Evolution,
}

/// A diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DiagnosticDto {
    /// What its grid prints as its reference, and bears in the name of its file.
    #[serde(default)]
    #[schema(example = "2026-K7QX-3PDM")]
    pub reference: String,
    /// Established on.
    #[schema(example = "2026-02-05")]
    pub etabli_le: NaiveDate,
    /// By whom.
    pub auteur: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub auteur_nom: Option<String>,
    /// Its elements.
    pub elements: Vec<ElementDiagnostic>,
    /// Weight of each theme.
    pub niveaux: Vec<NiveauTheme>,
    /// The project.
    pub projet: Option<Projet>,
    /// The action plan.
    pub actions: Vec<ActionPrevue>,
    /// The previous path.
    #[serde(default)]
    pub experiences: Vec<Experience>,
    /// Capacity to adhere.
    pub adhesion: Option<Adhesion>,
    /// What is recommended to the commission.
    pub preconisation: Option<Preconisation>,
    /// The method used, by its code in the territory's rules.
    #[schema(example = "odes")]
    pub methode: Option<String>,
    /// Where the person was received, by its code in the territory's rules.
    #[schema(example = "maison-emploi")]
    pub lieu: Option<String>,
    /// How each theme moved since the first diagnosis.
    pub evolution: Vec<EvolutionTheme>,
    /// What the note de cadrage of the territory says of an entry on the day of the diagnosis, of who receives the RSA.
    #[serde(default)]
    pub cadrage: Option<Raison>,
}

impl Nomme for DiagnosticDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.auteur, &mut self.auteur_nom);
    }
}

/// What of the diagnosis is printed.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct Grille {
    /// Only what the person agreed to share.
    #[serde(default)]
    pub partage: bool,
}

/// That a person does not enter.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NonEntree {
    /// Why.
    pub motif: MotifNonEntree,
    /// In a few words.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "trois relances sans réponse")]
    pub commentaire: Option<String>,
}

kernel::codes! {
    /// Who was contacted about a candidature.
    pub enum Interlocuteur {
        /// The person.
        Personne = "personne",
        /// The prescripteur.
        Prescripteur = "prescripteur",
        /// The structure d'animation of the PLIE, whom the référent tells when a frein threatens the entry (seed 001).
        StructureAnimation = "structure_animation",
        /// The référent social of the person, with whom the diagnosis is made (seed 003).
        ReferentSocial = "referent_social",
    }
}

kernel::codes! {
    /// How.
    pub enum Moyen {
        /// By telephone.
        Telephone = "telephone",
        /// By message.
        Courriel = "courriel",
        /// By letter.
        Courrier = "courrier",
        /// By text message.
        Sms = "sms",
        /// Face to face.
        Rencontre = "rencontre",
    }
}

/// Who the référent social of a person is.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ReferentSocial {
    /// Their name.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Sylvie Petit")]
    pub nom: String,
    /// For whom they work.
    #[garde(inner(length(chars, min = 2, max = 160), custom(problem::ligne)))]
    #[schema(example = "Maison départementale des solidarités")]
    pub organisme: Option<String>,
}

/// A contact made about a candidature.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauContact {
    /// With whom.
    pub avec: Interlocuteur,
    /// On what day.
    #[schema(example = "2026-01-20")]
    pub le: NaiveDate,
    /// How.
    pub moyen: Moyen,
    /// Whether somebody answered.
    pub abouti: bool,
    /// In a few words; a note to the prescripteur is read by the prescripteur.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "deux rendez-vous manqués, nouvelle proposition le 26")]
    pub note: Option<String>,
    /// What was explained to the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[garde(length(max = 20))]
    pub explications: Vec<PointExplique>,
    /// Theme of the frein that threatens the entry, told to the structure d'animation, whose answer falls due until the next
    /// contact that somebody answered, or the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frein: Option<Theme>,
    /// Who the référent social is, of a contact with them: who accompanies the person and the animation team read it, never the
    /// prescripteur. Around the person since then, once they enter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(dive)]
    pub referent_social: Option<ReferentSocial>,
}

/// A contact that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContactDto {
    /// Identifier.
    pub id: ContactId,
    /// What was recorded.
    #[serde(flatten)]
    pub contact: NouveauContact,
    /// Who recorded it.
    pub saisi_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub saisi_par_nom: Option<String>,
}

impl Nomme for ContactDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.saisi_par, &mut self.saisi_par_nom);
    }
}
