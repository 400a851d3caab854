//! Exits.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, DemandeId, Nominatif, ParcoursId, ParticipantId, Personnes, PieceId, SortieId, UtilisateurId};
use referentiel::{
    ConditionDecision, EmployeurAide, Raison, SuiteInterim, TypeInsertion,
    regles::{sortie::CompteSortie, sortie_iae::ClasseIae},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

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
        /// Whether it is seasonal work.
        #[serde(default, skip_serializing_if = "non")]
        saisonnier: bool,
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
    Insertion {
        /// In what kind of structure: by it the territory's rule says whether the job can count.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        structure: Option<TypeInsertion>,
        /// Last day of the contract.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fin: Option<NaiveDate>,
        /// Percentage of full time, above 0 and at most 100.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[garde(inner(custom(pourcentage)))]
        #[schema(value_type = Option<String>, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "57.1429")]
        quotite: Option<Decimal>,
        /// First day of the missions of an association intermédiaire.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        missions_depuis: Option<NaiveDate>,
        /// Whether the person wishes no more to be accompanied, which was asked of them.
        #[serde(default, skip_serializing_if = "non")]
        sans_souhait: bool,
    },
    /// Aided contract at an ordinary employer.
    ContratAide {
        /// Last day of the contract; of the aid, when the contract has no end.
        fin: NaiveDate,
        /// Percentage of full time, above 0 and at most 100.
        #[garde(custom(pourcentage))]
        #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "57")]
        quotite: Decimal,
        /// Whether the contract has no end.
        #[serde(default, skip_serializing_if = "non")]
        cdi: bool,
        /// What kind of employer gives it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        employeur_type: Option<EmployeurAide>,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn non(said: &bool) -> bool {
    !*said
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
    /// Day on which it was checked with the person that they chose to work part-time, when it was.
    #[schema(example = "2026-11-02")]
    pub temps_partiel_choisi_le: Option<NaiveDate>,
}

kernel::codes! {
    /// How the agreement of a person was received.
    pub enum MoyenAccord {
        /// Told to the référent, face to face.
        Entretien = "entretien",
        /// Told by telephone.
        Telephone = "telephone",
        /// Written.
        Ecrit = "ecrit",
    }
}

/// That the person agrees that they leave.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct AccordSortie {
    /// On what day.
    #[schema(example = "2027-04-20")]
    pub le: NaiveDate,
    /// How.
    pub moyen: MoyenAccord,
}

/// A further contract, that followed the one before.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauContratSortie {
    /// First day.
    #[schema(example = "2026-12-01")]
    pub debut: NaiveDate,
    /// Last day; none of a contract without end.
    #[schema(example = "2027-03-31")]
    pub fin: Option<NaiveDate>,
    /// Percentage of full time, above 0 and at most 100.
    #[garde(custom(pourcentage))]
    #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "100")]
    pub quotite: Decimal,
    /// The employer.
    #[garde(length(chars, min = 2, max = 160), custom(problem::ligne))]
    #[schema(example = "Boulangerie Perrin")]
    pub employeur: String,
    /// Of a temporary mission, where it is done: in the same firm as the one before, or in another one.
    #[serde(default)]
    pub interim: Option<SuiteInterim>,
}

/// A contract that followed the first one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContratSortie {
    /// First day.
    #[schema(example = "2026-12-01")]
    pub debut: NaiveDate,
    /// Last day; none of a contract without end.
    #[schema(example = "2027-03-31")]
    pub fin: Option<NaiveDate>,
    /// Percentage of full time.
    #[schema(value_type = String, pattern = r"^\d{1,3}(\.\d{1,4})?$", example = "100")]
    pub quotite: Decimal,
    /// The employer.
    #[schema(example = "Boulangerie Perrin")]
    pub employeur: String,
    /// Last day of the contract before, when that one was broken.
    #[schema(example = "2026-11-27")]
    pub precedent_rompu_le: Option<NaiveDate>,
    /// Of a temporary mission, where it is done.
    #[serde(default)]
    pub interim: Option<SuiteInterim>,
    /// The pièce that proves it.
    #[serde(default)]
    pub piece: Option<PieceId>,
    /// When that pièce was received.
    #[serde(default)]
    #[schema(example = "2026-12-10")]
    pub justifie_le: Option<NaiveDate>,
}

kernel::codes! {
    /// What came of a call to a person who is followed.
    pub enum IssueAppel {
        /// Reached: they work.
        EnEmploi = "en_emploi",
        /// Reached: they work no more.
        EmploiPerdu = "emploi_perdu",
        /// No answer.
        PasDeReponse = "pas_de_reponse",
        /// They refuse to say.
        Refus = "refus",
    }
}

kernel::codes! {
    /// What the calls of a follow-up come to.
    pub enum ContactSuivi {
        /// Nobody called: it was not asked.
        NonDemande = "non_demande",
        /// Called, without answer so far.
        SansReponse = "sans_reponse",
        /// Called as often as the territory says, without answer.
        Injoignable = "injoignable",
        /// Reached.
        Joint = "joint",
        /// They refused to say.
        Refus = "refus",
    }
}

/// A call to a person who is followed.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelAppel {
    /// On what day.
    #[schema(example = "2026-12-07")]
    pub le: NaiveDate,
    /// What came of it.
    pub issue: IssueAppel,
}

/// A call that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppelDto {
    /// On what day.
    #[schema(example = "2026-12-07")]
    pub le: NaiveDate,
    /// What came of it.
    pub issue: IssueAppel,
    /// Who called.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

/// The decision that takes back a confirmed exit.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleCorrectionSortie {
    /// Day of the decision.
    #[schema(example = "2027-06-03")]
    pub le: NaiveDate,
    /// Why.
    #[garde(length(chars, min = 4, max = 500))]
    #[schema(example = "le contrat était celui d'une autre personne")]
    pub motif: String,
    /// Whether the person had this job, business or training all the same, and was followed in it: false when it was never
    /// theirs.
    #[serde(default = "oui")]
    #[schema(example = false)]
    pub emploi_tenu: bool,
}

const fn oui() -> bool {
    true
}

/// The decision that took back a confirmed exit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CorrectionSortie {
    /// Day of the decision.
    #[schema(example = "2027-06-03")]
    pub le: NaiveDate,
    /// Why.
    #[schema(example = "le contrat était celui d'une autre personne")]
    pub motif: String,
    /// Date that the exit bore.
    #[schema(example = "2027-05-02")]
    pub acquise_le: NaiveDate,
    /// Whether the person had this job, business or training all the same: followed in it until the day before that date.
    #[serde(default = "oui")]
    pub emploi_tenu: bool,
    /// Who recorded it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Paul Henry")]
    pub par_nom: Option<String>,
}

/// What the exit is called for who leaves an insertion structure: neither the verdict of the PLIE, nor the situation that
/// the European fund asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SortieIae {
    /// Its class.
    pub classe: ClasseIae,
    /// Last day in the structure.
    #[schema(example = "2026-10-30")]
    pub quittee_le: NaiveDate,
    /// Day on which the exit is observed.
    #[schema(example = "2026-11-02")]
    pub observee_le: NaiveDate,
    /// Why.
    pub raison: Raison,
}

/// Who is to be called.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreSuivis {
    /// Of persons of one référent.
    pub referent: Option<UtilisateurId>,
    /// Any day of the month; this one by default.
    #[param(example = "2026-12-01")]
    pub mois: Option<NaiveDate>,
    /// Elements at most, from 1 to 200.
    #[serde(default = "suite_api::par_page")]
    #[garde(range(min = 1, max = 200))]
    #[param(example = 50)]
    pub limite: i64,
    /// The `suivant` of the page before.
    #[garde(dive)]
    #[param(inline)]
    pub apres: Option<suite_api::Curseur>,
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
    /// The pièce that proves it: of its first contract, where others followed.
    pub piece: Option<PieceId>,
    /// When it was received.
    pub justifiee_le: Option<NaiveDate>,
    /// When it was broken.
    pub rompue_le: Option<NaiveDate>,
    /// Date of the exit, once confirmed.
    pub acquise_le: Option<NaiveDate>,
    /// Day on which it was checked with the person that they chose to work part-time.
    #[serde(default)]
    pub temps_partiel_choisi_le: Option<NaiveDate>,
    /// The contracts that followed the first one, in order.
    #[serde(default)]
    pub contrats: Vec<ContratSortie>,
    /// What the animation team decided of it.
    #[serde(default)]
    pub decision: Option<DecisionSortie>,
    /// The agreement of the person.
    #[serde(default)]
    pub accord: Option<AccordSortie>,
    /// The calls made while it is followed, oldest first.
    #[serde(default)]
    pub appels: Vec<AppelDto>,
    /// What they come to.
    #[serde(default = "non_demande")]
    pub contact: ContactSuivi,
    /// The decision that took it back after it was confirmed.
    #[serde(default)]
    pub correction: Option<CorrectionSortie>,
    /// Why it was given up before it was confirmed.
    #[serde(default)]
    pub abandon: Option<AbandonDto>,
    /// Whether it comes from a former program, which said its proof and its confirmation.
    #[serde(default)]
    pub reprise: bool,
    /// Whether it counts as positive for the PLIE today.
    #[serde(default = "pas_encore")]
    pub compte: CompteSortie,
    /// What it is called for who leaves an insertion structure; null for who does not.
    #[serde(default)]
    pub iae: Option<SortieIae>,
    /// What the territory's rule says of it today.
    pub raison: Raison,
    /// What is asked of an instance about it, while it waits for its decision.
    #[serde(default)]
    pub demande: Option<DemandeId>,
    /// What may be done with it now.
    #[serde(default)]
    pub actions: Vec<Action>,
}

const fn non_demande() -> ContactSuivi {
    ContactSuivi::NonDemande
}

const fn pas_encore() -> CompteSortie {
    CompteSortie::PasEncore
}

impl Nominatif for SortieDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Nomme for SortieDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.appels.nommer(noms);
        self.correction.nommer(noms);
        self.abandon.nommer(noms);
    }
}

impl Nomme for AbandonDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nomme for AppelDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nomme for CorrectionSortie {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// The document that proves an exit, or one of the contracts that make it.
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
    /// First day of the contract that it proves, where several follow one another; the first one when it is left out.
    #[schema(example = "2026-12-01")]
    pub contrat: Option<NaiveDate>,
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

kernel::codes! {
    /// Why an exit is followed no more that was neither confirmed nor broken.
    pub enum MotifAbandon {
        /// The document that would prove it never came.
        SansJustificatif = "sans_justificatif",
        /// The person does not agree that they leave, or to be followed.
        Refus = "refus",
        /// The person cannot be reached.
        Injoignable = "injoignable",
        /// The person leaves the PLIE otherwise.
        AutreDepart = "autre_depart",
    }
}

/// That an exit is followed no more, and will not be positive.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct AbandonSortie {
    /// Last day on which it was followed.
    #[schema(example = "2027-06-30")]
    pub le: NaiveDate,
    /// Why.
    pub motif: MotifAbandon,
}

/// Why an exit was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AbandonDto {
    /// Last day on which it was followed.
    #[schema(example = "2027-06-30")]
    pub le: NaiveDate,
    /// Why.
    pub motif: MotifAbandon,
    /// Who recorded it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

/// The answer to one of the conditions of an insertion or aided contract.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ReponseCondition {
    /// Which one.
    pub condition: ConditionDecision,
    /// Whether it is fulfilled.
    pub remplie: bool,
}

/// What the animation team decided of an insertion or aided contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionSortie {
    /// On what day.
    #[schema(example = "2026-11-20")]
    pub le: NaiveDate,
    /// Its reasons.
    #[schema(example = "correspond au projet, autonomie acquise")]
    pub motif: String,
    /// Its answer to each condition.
    pub conditions: Vec<ReponseCondition>,
}

/// That the animation team counts an insertion or aided contract, or does not.
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
    /// The answer to each condition that the territory's rules name; all of them, each once.
    #[serde(default)]
    #[garde(dive, length(max = 20))]
    pub conditions: Vec<ReponseCondition>,
    /// The day of the decision that this one corrects, when one was taken.
    #[schema(example = "2026-11-12")]
    pub remplace: Option<NaiveDate>,
}
