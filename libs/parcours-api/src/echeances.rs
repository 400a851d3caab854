//! What the rules ask for by a day: one list, whoever owns the facts.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{
    ActeurId, EcheanceId, Nominatif, ParcoursId, ParticipantId, Personnes, RessourceId, Service, StructureId,
    UtilisateurId,
};
use referentiel::{EtatEcheance, ObjetEcheance, Raison};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

/// Which échéances.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreEcheances {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of persons of one référent, of what is still asked of those whom they followed last and who left, and of the
    /// appointments that they lead.
    pub referent: Option<UtilisateurId>,
    /// Of persons of the référents of one structure, and of the appointments that these lead.
    pub structure: Option<StructureId>,
    /// Of one rule.
    #[garde(inner(pattern("^[a-z][a-z0-9_]{0,39}$")))]
    #[param(example = "ecart_sans_etape")]
    pub regle: Option<String>,
    /// Said by one service.
    pub source: Option<Service>,
    /// Of which one is warned on this day; today by default. A later day shows what comes.
    #[param(example = "2026-03-31")]
    pub au: Option<NaiveDate>,
    /// Whether those that were put off beyond that day are shown too.
    #[serde(default)]
    pub reportees: bool,
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

/// What a rule asks for by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EcheanceDto {
    /// Identifier.
    pub id: EcheanceId,
    /// Who owns its facts.
    pub source: Service,
    /// What it is about.
    pub objet: ObjetEcheance,
    /// Which one.
    pub objet_id: RessourceId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Their parcours; null of what a candidature, a participation or an appointment asks for.
    pub parcours: Option<ParcoursId>,
    /// The référent today, of who left the one who followed them last, when there is one.
    pub referent: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// Who leads the appointment that it is about; null of anything else.
    #[serde(default)]
    pub animateur: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub animateur_nom: Option<String>,
    /// Where it stands today.
    pub etat: EtatEcheance,
    /// What would satisfy it.
    #[schema(example = "étape à commencer")]
    pub attendu: String,
    /// First day on which one is warned.
    #[schema(example = "2026-05-16")]
    pub alerte_le: NaiveDate,
    /// The last day on which the rule is kept.
    #[schema(example = "2026-06-15")]
    pub limite: NaiveDate,
    /// The rule, the facts and the days left.
    pub raison: Raison,
    /// That it was put off, when it was.
    pub report: Option<ReportEcheance>,
    /// What may be done with it now. It is closed by facts, never by hand.
    #[serde(default)]
    pub actions: Vec<Action>,
}

impl Nominatif for EcheanceDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

impl Nomme for EcheanceDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        if let Some(referent) = self.referent {
            noms.place(referent, &mut self.referent_nom);
        }
        if let Some(animateur) = self.animateur {
            noms.place(animateur, &mut self.animateur_nom);
        }
        if let Some(report) = &mut self.report {
            noms.place(report.par, &mut report.par_nom);
        }
    }
}

/// That one is not to be warned of an échéance before a day. The rule and its last day stay what they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportEcheance {
    /// The day on which one is warned again.
    #[schema(example = "2026-07-01")]
    pub au: NaiveDate,
    /// Why.
    #[schema(example = "étape convenue avec l'opérateur, début le 1er juillet")]
    pub motif: String,
    /// Who put it off.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
}

/// An échéance to put off.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauReport {
    /// The day on which one is warned again.
    #[schema(example = "2026-07-01")]
    pub au: NaiveDate,
    /// Why; no medical detail.
    #[garde(length(chars, min = 3, max = 200))]
    #[schema(example = "étape convenue avec l'opérateur, début le 1er juillet")]
    pub motif: String,
    /// The day to which it was put off until now, when it was.
    #[schema(example = "2026-06-20")]
    pub remplace: Option<NaiveDate>,
}

/// As of which day, and of whom, échéances are counted.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreSynthese {
    /// What the list of one référent holds; that of each of them by default.
    pub referent: Option<UtilisateurId>,
    /// First day of the week that is looked at; today by default.
    #[param(example = "2026-03-30")]
    pub du: Option<NaiveDate>,
}

/// The échéances of a week, counted by référent and by rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SyntheseEcheances {
    /// First day of the week.
    #[schema(example = "2026-03-30")]
    pub du: NaiveDate,
    /// Its last day, included.
    #[schema(example = "2026-04-05")]
    pub au: NaiveDate,
    /// A line a référent and a rule of which one is warned that week.
    pub lignes: Vec<LigneEcheances>,
}

impl Nomme for SyntheseEcheances {
    fn nommer(&mut self, noms: &mut Noms) {
        for line in &mut self.lignes {
            if let Some(referent) = line.referent {
                noms.place(referent, &mut line.referent_nom);
            }
        }
    }
}

/// The échéances of one rule for one référent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LigneEcheances {
    /// In whose list they stand: the référent, and who leads the appointment, each on a line of their own when they are
    /// two; null of who has none.
    pub referent: Option<UtilisateurId>,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub referent_nom: Option<String>,
    /// The rule.
    #[schema(example = "ecart_sans_etape")]
    pub regle: String,
    /// Whose last day is before the week.
    #[schema(example = 2)]
    pub depassees: u32,
    /// Whose last day is in the week.
    #[schema(example = 3)]
    pub de_la_semaine: u32,
    /// Whose last day comes later, and of which one is warned already.
    #[schema(example = 5)]
    pub a_venir: u32,
    /// Of all of these, those that were put off beyond the week.
    #[schema(example = 1)]
    pub reportees: u32,
}

/// What might happen in a parcours.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct EssaiEcheances {
    /// An étape begins on this day.
    #[schema(example = "2026-06-20")]
    pub etape_le: Option<NaiveDate>,
    /// Its last day; it runs on when it is not said.
    #[schema(example = "2026-09-20")]
    pub etape_jusqu_au: Option<NaiveDate>,
    /// The parcours is suspended from this day.
    #[schema(example = "2026-06-01")]
    pub suspendu_le: Option<NaiveDate>,
    /// Last day of it; without end when it is not said.
    #[schema(example = "2026-06-30")]
    pub suspendu_jusqu_au: Option<NaiveDate>,
}

/// What the rules ask of a parcours, and what they would ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EcheancesEssayees {
    /// As it is.
    pub aujourd_hui: Vec<EcheanceEssayee>,
    /// As it would be.
    pub alors: Vec<EcheanceEssayee>,
}

/// What a rule asks of a parcours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EcheanceEssayee {
    /// First day on which one is warned.
    #[schema(example = "2026-05-16")]
    pub alerte_le: NaiveDate,
    /// The last day on which the rule is kept.
    #[schema(example = "2026-06-15")]
    pub limite: NaiveDate,
    /// The rule, the facts and the days left today.
    pub raison: Raison,
}
