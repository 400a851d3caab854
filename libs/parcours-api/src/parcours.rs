//! Parcours.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{
    ActeurId, CandidatureId, DemandeId, Nominatif, ParcoursId, ParticipantId, PassationId, Personnes, StructureId,
    SuspensionId, UtilisateurId,
};
pub use referentiel::MotifCloture;
use referentiel::{GroupeSortie, Raison};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::{DemandeDto, EtapeDto, ProlongationDto, RevueDto, SortieDto, SortieIae};

kernel::codes! {
    /// Where a parcours stands on a day.
    pub enum EtatParcours {
        /// Accompanied alone.
        EnAccompagnement = "en_accompagnement",
        /// In an étape that began and has not ended.
        EnEtape = "en_etape",
        /// In veille by decision: nothing is done for now.
        EnVeille = "en_veille",
        /// Suspended by decision.
        Suspendu = "suspendu",
        /// In a job, followed until it has held.
        SuiviEmploi = "suivi_emploi",
        /// Out.
        Sorti = "sorti",
    }
}

kernel::codes! {
    /// What stops a parcours for a time.
    pub enum NatureSuspension {
        /// For health or another reason, until a day that is said.
        Suspension = "suspension",
        /// Nothing can be done for now; it may be without end.
        Veille = "veille",
    }
}

/// The days on which a parcours is in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PeriodeParcours {
    /// The state.
    pub etat: EtatParcours,
    /// First day.
    #[schema(example = "2026-02-12")]
    pub du: NaiveDate,
    /// Last day, included; null in the last period.
    #[schema(example = "2026-05-31")]
    pub au: Option<NaiveDate>,
}

/// As of which day the states of a parcours are asked.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct EtatsConnus {
    /// What was known at the end of that day; now by default.
    #[param(example = "2026-03-31")]
    pub connu_le: Option<NaiveDate>,
}

/// The states of a parcours as they were known on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EtatsParcours {
    /// At the end of that day.
    #[schema(example = "2026-03-31")]
    pub connu_le: NaiveDate,
    /// First day of which it is kept what was known; before, `periodes` is empty.
    #[schema(example = "2026-02-12")]
    pub connu_depuis: Option<NaiveDate>,
    /// From the entry on, oldest first: each day in one period.
    pub periodes: Vec<PeriodeParcours>,
}

/// That a parcours ends otherwise than by a positive exit.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleFin {
    /// Why.
    pub motif: MotifCloture,
    /// First day out of the PLIE.
    #[schema(example = "2026-09-01")]
    pub le: NaiveDate,
    /// Where the person goes: the service that takes over, the new territory. Needed of a reorientation.
    #[garde(inner(length(chars, min = 2, max = 160), custom(problem::ligne)), custom(vers_un_service(self.motif)))]
    #[schema(example = "CAP emploi de Saône-et-Loire")]
    pub destination: Option<String>,
    /// What else is to be known; no medical detail.
    #[garde(inner(length(chars, min = 3, max = 500)))]
    #[schema(example = "convenu avec la personne le 20 août")]
    pub precisions: Option<String>,
}

/// A reorientation is towards somebody.
fn vers_un_service<C>(motif: MotifCloture) -> impl Fn(&Option<String>, &C) -> garde::Result {
    move |destination, _| {
        if motif == MotifCloture::Reorientation && destination.is_none() {
            return Err(garde::Error::new("attendu : le service vers lequel la personne est réorientée"));
        }
        Ok(())
    }
}

/// The decision that corrects how a parcours ended, or takes it back.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleDecisionCorrection {
    /// Day of the decision.
    #[schema(example = "2026-10-05")]
    pub le: NaiveDate,
    /// Why.
    #[garde(length(chars, min = 4, max = 500))]
    #[schema(example = "la personne avait déménagé dès le mois d'août")]
    pub motif: String,
}

/// That how a parcours ended is corrected: by decision only.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CorrectionFin {
    /// The `version` of the end that it replaces, as it was read.
    #[garde(range(min = 1, max = 1_000_000))]
    #[schema(example = 1)]
    pub remplace: i32,
    /// How the parcours ended, as it is known now: the whole of it.
    #[garde(dive)]
    pub fin: NouvelleFin,
    /// Who corrects it decided so: when, and why.
    #[garde(dive)]
    pub decision: NouvelleDecisionCorrection,
}

/// That a parcours did not end, and goes on: by decision only.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct RetraitFin {
    /// The `version` of the end that is taken back, as it was read.
    #[garde(range(min = 1, max = 1_000_000))]
    #[schema(example = 1)]
    pub remplace: i32,
    /// Who takes it back decided so: when, and why.
    #[garde(dive)]
    pub decision: NouvelleDecisionCorrection,
}

/// The days on which somebody is the référent of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AffectationDto {
    /// The référent.
    pub referent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// First day.
    #[schema(example = "2026-02-12")]
    pub du: NaiveDate,
    /// Last day, included; null in the last one.
    #[schema(example = "2026-05-31")]
    pub au: Option<NaiveDate>,
    /// Why the person was handed over; null in the first one.
    #[schema(example = "congé de maternité de Mme Morel")]
    pub motif: Option<String>,
    /// Who handed them over.
    pub par: Option<ActeurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Paul Henry")]
    pub par_nom: Option<String>,
}

impl Nomme for AffectationDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.referent, &mut self.referent_nom);
        if let Some(par) = self.par {
            noms.place(par, &mut self.par_nom);
        }
    }
}

/// Who is to follow a person.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauReferent {
    /// The référent to come.
    pub referent: UtilisateurId,
    /// First day.
    #[schema(example = "2026-06-01")]
    pub des_le: NaiveDate,
    /// Last day, included, of who replaces somebody for a time; for good when it is not said.
    #[schema(example = "2026-08-31")]
    pub jusqu_au: Option<NaiveDate>,
    /// Why; no medical detail.
    #[garde(length(chars, min = 3, max = 200))]
    #[schema(example = "congé de maternité de Mme Morel")]
    pub motif: String,
}

/// Persons to hand over from a référent to another.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvellePassation {
    /// Who follows them.
    pub de: UtilisateurId,
    /// Who is to follow them.
    pub vers: UtilisateurId,
    /// First day.
    #[schema(example = "2026-06-01")]
    pub des_le: NaiveDate,
    /// Last day, included, of who replaces somebody for a time; for good when it is not said.
    #[schema(example = "2026-08-31")]
    pub jusqu_au: Option<NaiveDate>,
    /// Why; no medical detail.
    #[garde(length(chars, min = 3, max = 200))]
    #[schema(example = "congé de maternité de Mme Morel")]
    pub motif: String,
    /// Those to hand over; all that `de` follows on the first day when they are not named.
    #[garde(inner(length(min = 1, max = 500)))]
    pub parcours: Option<Vec<ParcoursId>>,
}

/// What a handover did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Passation {
    /// Under which its sheets are kept; none when nobody was handed over.
    #[serde(default)]
    pub id: Option<PassationId>,
    /// Handed over.
    pub confies: Vec<ParcoursId>,
    /// Left as they were.
    pub laisses: Vec<ParcoursLaisse>,
}

/// A parcours that was not handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParcoursLaisse {
    /// Which one.
    pub parcours: ParcoursId,
    /// Why.
    #[schema(example = "Le parcours est terminé.")]
    pub raison: String,
}

/// How a parcours ended otherwise than by a positive exit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FinParcours {
    /// Why.
    pub motif: MotifCloture,
    /// Its group by the territory's rules: its place in the rate of positive exits.
    pub groupe: GroupeSortie,
    /// What it is called for who leaves an insertion structure; null for who does not.
    #[serde(default)]
    pub iae: Option<SortieIae>,
    /// First day out of the PLIE.
    #[schema(example = "2026-09-01")]
    pub le: NaiveDate,
    /// Where the person goes.
    #[schema(example = "CAP emploi de Saône-et-Loire")]
    pub destination: Option<String>,
    /// What else is to be known.
    #[schema(example = "convenu avec la personne le 20 août")]
    pub precisions: Option<String>,
    /// Who recorded it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// How often it was corrected, from 1: a correction says which one it replaces.
    #[serde(default)]
    #[schema(example = 1)]
    pub version: i32,
    /// The decision that corrected it last.
    #[serde(default)]
    pub correction: Option<DecisionCorrection>,
    /// Whether that decision took it back: the parcours did not end so, and goes on.
    #[serde(default)]
    pub retiree: bool,
    /// The demande by which it is asked, or its correction, while an instance has not decided of it: the parcours has not
    /// ended, or ended as is said here.
    #[serde(default)]
    pub demande: Option<DemandeId>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nomme for FinParcours {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
        self.correction.nommer(noms);
    }
}

/// The decision that corrected how a parcours ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionCorrection {
    /// Day of the decision.
    #[schema(example = "2026-10-05")]
    pub le: NaiveDate,
    /// Why.
    #[schema(example = "la personne avait déménagé dès le mois d'août")]
    pub motif: String,
    /// Who recorded it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Paul Henry")]
    pub par_nom: Option<String>,
}

impl Nomme for DecisionCorrection {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
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
    /// The référent today.
    pub referent: UtilisateurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// Its référents from the entry on, oldest first: one on each day.
    #[serde(default)]
    pub affectations: Vec<AffectationDto>,
    /// Entry in the PLIE.
    #[schema(example = "2026-02-12")]
    pub entree_le: NaiveDate,
    /// First day of which all is known, of a parcours that was taken over: the rules say nothing of before.
    #[serde(default)]
    #[schema(example = "2025-09-01")]
    pub connu_depuis: Option<NaiveDate>,
    /// Where it stands today.
    pub etat: EtatParcours,
    /// Its states from the entry on, oldest first: each day in one period.
    #[serde(default)]
    pub periodes: Vec<PeriodeParcours>,
    /// How it ended, when it was not by a positive exit.
    #[serde(default)]
    pub fin: Option<FinParcours>,
    /// The parcours of the same person in favour of which it ended, by decision.
    pub reuni_a: Option<ParcoursId>,
    /// Its étapes, oldest first.
    pub etapes: Vec<EtapeDto>,
    /// Its suspensions, oldest first.
    #[serde(default)]
    pub suspensions: Vec<SuspensionDto>,
    /// What is asked of an instance about it, oldest first.
    #[serde(default)]
    pub demandes: Vec<DemandeDto>,
    /// Its reviews, oldest first.
    #[serde(default)]
    pub revues: Vec<RevueDto>,
    /// That it goes on after the end of the right, the decision that holds last.
    #[serde(default)]
    pub prolongations: Vec<ProlongationDto>,
    /// Its exits, oldest first.
    pub sorties: Vec<SortieDto>,
    /// What the note de cadrage of the territory says of the exit of who receives the RSA, or may, by the rules of the day of the
    /// exit, today while there is none; for who may read situations.
    #[serde(default)]
    pub cadrage_sortie: Option<Raison>,
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
        self.affectations.nommer(noms);
        self.etapes.nommer(noms);
        self.suspensions.nommer(noms);
        self.demandes.nommer(noms);
        self.revues.nommer(noms);
        self.prolongations.nommer(noms);
        self.fin.nommer(noms);
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

const fn suspension() -> NatureSuspension {
    NatureSuspension::Suspension
}

/// A suspension or a veille decided by the body that may.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleSuspension {
    /// What it is; a suspension when it is not said.
    #[serde(default = "suspension")]
    pub nature: NatureSuspension,
    /// First day.
    #[schema(example = "2026-03-01")]
    pub du: NaiveDate,
    /// Last day, included; a veille may have none.
    #[schema(example = "2026-03-31")]
    pub au: Option<NaiveDate>,
    /// Why; no medical detail.
    #[garde(length(chars, min = 3, max = 200))]
    #[schema(example = "décision du comité de suivi du 26 février")]
    pub motif: String,
}

/// That a suspension or a veille ends before its time.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct RepriseAccompagnement {
    /// First day on which the person is accompanied again.
    #[schema(example = "2026-03-16")]
    pub le: NaiveDate,
}

/// That a suspension or a veille is corrected: by the decision of whoever decides of one.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CorrectionSuspension {
    /// The `version` of the suspension that it replaces, as it was read.
    #[garde(range(min = 1, max = 1_000_000))]
    #[schema(example = 1)]
    pub remplace: i32,
    /// What it was, as it is known now: the whole of it; null when it never was. Said in either case: what is left out
    /// withdraws nothing.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    #[garde(dive)]
    pub suspension: Option<NouvelleSuspension>,
    /// Why it is corrected; no medical detail.
    #[garde(length(chars, min = 3, max = 200))]
    #[schema(example = "saisie sur une autre personne")]
    pub motif: String,
}

/// A suspension or a veille.
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
    /// What it is.
    pub nature: NatureSuspension,
    /// First day.
    #[schema(example = "2026-03-01")]
    pub du: NaiveDate,
    /// Last day, included; null while none is said.
    #[schema(example = "2026-03-31")]
    pub au: Option<NaiveDate>,
    /// Why.
    #[schema(example = "décision du comité de suivi du 26 février")]
    pub motif: String,
    /// Who recorded the decision.
    pub decidee_par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub decidee_par_nom: Option<String>,
    /// One more at each change.
    #[serde(default)]
    #[schema(example = 1)]
    pub version: i32,
    /// Whether it was taken back: it never was.
    #[serde(default)]
    pub retiree: bool,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
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
    /// As it was known at the end of that day; now by default.
    #[param(example = "2026-04-05")]
    pub connu_le: Option<NaiveDate>,
    /// Of one référent.
    pub referent: Option<UtilisateurId>,
    /// Of those who are référents on behalf of one structure on that day.
    pub structure: Option<StructureId>,
}

/// Persons counted of whom no étape has begun by that day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SansEtape {
    /// How many, whoever reads the figure.
    #[schema(example = 4)]
    pub personnes: u32,
    /// Their share in per cent, to the tenth; absent where nobody is counted.
    #[schema(value_type = Option<String>, example = "40.0")]
    pub part: Option<Decimal>,
    /// The parcours behind the figure: to who sees files that are opened by name, those alone.
    pub parcours: Vec<ParcoursId>,
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
    /// Of these, those without étape.
    #[serde(default)]
    pub sans_etape: SansEtape,
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
    /// Persons counted, whoever reads the figure.
    #[serde(default)]
    #[schema(example = 62)]
    pub personnes: u32,
    /// The parcours behind the figure: to who sees files that are opened by name, those alone.
    pub parcours: Vec<ParcoursId>,
    /// Of these, those without étape.
    #[serde(default)]
    pub sans_etape: SansEtape,
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
