//! Facts that participants tells.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    ActeurId, CandidatureId, CommissionId, ConsentementId, DemandeId, ParticipantId, PieceId, SituationId, StructureId,
    UtilisateurId,
};
use referentiel::{NatureDemande, Raison, regles::eligibilite::Reponse};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Decision, DecisionDemande, NiveauFrein, ReferentSocial, Theme};

/// Kind of [`CandidatureAffectee`].
pub const CANDIDATURE_AFFECTEE: &str = "participants.candidature_affectee.v1";
/// Kind of [`EntreeValidee`].
pub const ENTREE_VALIDEE: &str = "participants.entree_validee.v1";

/// A candidature was given to a référent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CandidatureAffectee {
    /// The candidature.
    pub candidature: CandidatureId,
    /// The person.
    pub participant: ParticipantId,
    /// The référent.
    pub referent: UtilisateurId,
    /// On what day.
    pub affectee_le: NaiveDate,
}

/// A person entered the PLIE, by the territory's rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeValidee {
    /// The candidature.
    pub candidature: CandidatureId,
    /// The person.
    pub participant: ParticipantId,
    /// The référent.
    pub referent: UtilisateurId,
    /// Entry date.
    pub entree_le: NaiveDate,
    /// The rule applied and the facts used.
    pub raison: Raison,
    /// What an entry that was taken over is recognised by; absent of those that a commission decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reprise: Option<EntreeDeReprise>,
    /// Their référent social, whom a contact of the candidature named; absent while none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referent_social: Option<ReferentSocialConnu>,
}

/// The référent social of whoever enters, as the contacts of the candidature named them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReferentSocialConnu {
    /// Who they are.
    pub qui: ReferentSocial,
    /// Day of the first contact that named them.
    #[schema(example = "2026-01-20")]
    pub depuis: NaiveDate,
    /// Who recorded the last one.
    pub par: ActeurId,
}

/// Kind of [`NiveauxDiagnostiques`].
pub const NIVEAUX_DIAGNOSTIQUES: &str = "participants.niveaux_diagnostiques.v1";

/// How heavy the themes weighed in the diagnoses of who entered: told once they have, then whole again whenever one weighs
/// some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NiveauxDiagnostiques {
    /// The candidature.
    pub candidature: CandidatureId,
    /// What each diagnosis found, in the order in which they were recorded.
    pub niveaux: Vec<NiveauDiagnostique>,
}

/// How heavy a diagnosis found a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NiveauDiagnostique {
    /// The theme.
    pub theme: Theme,
    /// Its weight.
    pub niveau: NiveauFrein,
    /// Day of the diagnosis.
    #[schema(example = "2026-02-05")]
    pub le: NaiveDate,
    /// Who recorded it.
    pub par: ActeurId,
}

/// Kind of [`EntreeCorrigee`].
pub const ENTREE_CORRIGEE: &str = "participants.entree_corrigee.v1";

/// The day of an entry that was told was wrong: the commission corrected it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeCorrigee {
    /// The candidature.
    pub candidature: CandidatureId,
    /// The person.
    pub participant: ParticipantId,
    /// The day that was told.
    pub avant: NaiveDate,
    /// Entry date.
    pub entree_le: NaiveDate,
}

/// What an entry that was taken over from another program is recognised by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeDeReprise {
    /// The former program.
    #[schema(example = "ancien_logiciel")]
    pub source: String,
    /// What stands for the reference of the person in it: 64 hexadecimal digits, none when the table had no reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The day of the extraction: nothing of before is known but what a table tells.
    #[schema(example = "2026-01-05")]
    pub arrete_le: NaiveDate,
}

/// Kind of [`PrescripteurAContacter`].
pub const PRESCRIPTEUR_A_CONTACTER: &str = "participants.prescripteur_a_contacter.v1";
/// Kind of [`DecisionPrise`].
pub const DECISION_PRISE: &str = "participants.decision_prise.v1";

/// Too many appointments were missed before the entry: the prescripteur is to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrescripteurAContacter {
    /// The candidature.
    pub candidature: CandidatureId,
    /// The référent.
    pub referent: Option<UtilisateurId>,
    /// Since when.
    pub depuis: NaiveDate,
    /// The rule applied and the facts used.
    pub raison: Raison,
}

/// A commission decided of a candidature, or corrected its decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionPrise {
    /// The candidature.
    pub candidature: CandidatureId,
    /// The session.
    pub commission: CommissionId,
    /// What was decided.
    pub decision: Decision,
    /// On what day.
    pub decidee_le: NaiveDate,
    /// Whether it corrects a former decision.
    pub correction: bool,
}

/// Kind of [`SuiviTermine`].
pub const SUIVI_TERMINE: &str = "parcours.suivi_termine.v1";

/// What participants expects of parcours, which depends on it: nobody follows the person any more, so that they
/// weigh no more on the référent to whom candidatures are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SuiviTermine {
    /// The candidature by which the person entered.
    pub candidature: CandidatureId,
    /// Last day.
    pub le: NaiveDate,
}

/// Kind of [`SuiviRepris`].
pub const SUIVI_REPRIS: &str = "parcours.suivi_repris.v1";

/// What participants expects of parcours: the exit that was told was taken back by decision, the person is followed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SuiviRepris {
    /// The candidature by which the person entered.
    pub candidature: CandidatureId,
    /// Day of the decision.
    pub le: NaiveDate,
}

/// Kind of [`ReferentChange`].
pub const REFERENT_CHANGE: &str = "parcours.referent_change.v1";

/// What participants expects of parcours: another référent follows the person for good, on whom they weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReferentChange {
    /// The candidature by which the person entered.
    pub candidature: CandidatureId,
    /// Who follows them.
    pub referent: UtilisateurId,
    /// First day.
    pub des_le: NaiveDate,
}

/// Kind of [`AccordPartage`].
pub const ACCORD_PARTAGE: &str = "participants.accord_partage.v1";

/// A person answered whether they share what concerns a partner with it, or took their answer back. Told again when it
/// is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccordPartage {
    /// The answer.
    pub consentement: ConsentementId,
    /// The person.
    pub participant: ParticipantId,
    /// The partner.
    pub partenaire: StructureId,
    /// Yes or no.
    pub accord: bool,
    /// On what day.
    pub recueilli_le: NaiveDate,
    /// Last day on which it holds.
    pub expire_le: Option<NaiveDate>,
    /// From when on it is withdrawn.
    pub retire_le: Option<NaiveDate>,
}

/// Kind of [`SituationRsa`].
pub const SITUATION_RSA: &str = "participants.situation_rsa.v1";

/// A file says whether its person receives the RSA, which territories agree about with whoever leads it. A correction is another
/// record, as in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SituationRsa {
    /// The record.
    pub situation: SituationId,
    /// The person.
    pub participant: ParticipantId,
    /// What the person answered.
    pub reponse: Reponse,
    /// First day on which it holds.
    pub depuis: NaiveDate,
    /// Last day on which it holds.
    pub jusqua: Option<NaiveDate>,
    /// The record that it corrects.
    pub remplace: Option<SituationId>,
    /// Whether it withdraws that record, and says nothing else.
    pub retrait: bool,
    /// When it was recorded.
    pub saisie_le: DateTime<Utc>,
}

/// Kind of [`PointAPresenter`].
pub const POINT_A_PRESENTER: &str = "parcours.point_a_presenter.v1";

/// What participants expects of parcours: something of a parcours is to come before an instance, which decides of it or is
/// told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PointAPresenter {
    /// What is asked.
    pub demande: DemandeId,
    /// The person.
    pub participant: ParticipantId,
    /// The candidature by which they entered.
    pub candidature: CandidatureId,
    /// Its nature.
    pub nature: NatureDemande,
    /// Before which instance, by its code in the référentiel.
    #[schema(example = "commission")]
    pub instance: String,
    /// Whether it took effect already: the instance is told of it and decides of nothing.
    pub pour_information: bool,
    /// What is asked, in French.
    #[schema(example = "suspension du 01/03/2026 au 31/03/2026")]
    pub objet: String,
    /// Why.
    pub motif: Option<String>,
    /// On what day it was asked.
    pub demandee_le: NaiveDate,
    /// The pièce of the person's file that proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<PieceId>,
}

/// Kind of [`PointRetire`].
pub const POINT_RETIRE: &str = "parcours.point_retire.v1";

/// What participants expects of parcours: what was to come before an instance does no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PointRetire {
    /// What was asked.
    pub demande: DemandeId,
    /// Since which day.
    pub le: NaiveDate,
}

/// Kind of [`PointDecide`].
pub const POINT_DECIDE: &str = "participants.point_decide.v1";

/// An instance decided of what was asked, or corrected its decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PointDecide {
    /// What was asked.
    pub demande: DemandeId,
    /// The session.
    pub commission: CommissionId,
    /// What was decided.
    pub decision: DecisionDemande,
    /// Why.
    pub motif: Option<String>,
    /// On what conditions.
    pub conditions: Option<String>,
    /// On what day.
    pub decidee_le: NaiveDate,
    /// Whether it corrects a former decision.
    pub correction: bool,
    /// Whether the pièce that proves it is accepted at that moment; none of what no pièce proves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece_acceptee: Option<bool>,
}
