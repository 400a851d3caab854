//! What is exchanged about a person with partners, what is asked of the service public de l'emploi, and who is around.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{
    ActeurId, DemarcheId, LiaisonId, Nominatif, ParcoursId, ParticipantId, Personnes, StructureId, UtilisateurId,
};
use referentiel::Partenaire;
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

kernel::codes! {
    /// How an exchange was held.
    pub enum MoyenLiaison {
        /// A meeting.
        Rencontre = "rencontre",
        /// A call.
        Telephone = "telephone",
        /// A call with pictures.
        Visio = "visio",
        /// A message.
        Courriel = "courriel",
        /// A letter.
        Courrier = "courrier",
    }
}

kernel::codes! {
    /// Where an exchange stands.
    pub enum EtatLiaison {
        /// It has a day.
        Prevue = "prevue",
        /// It was held.
        Tenue = "tenue",
        /// It was not.
        Annulee = "annulee",
    }
}

/// What came of an exchange.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CompteRenduLiaison {
    /// How it was held.
    pub moyen: MoyenLiaison,
    /// What was said and agreed; no medical detail.
    #[garde(length(chars, min = 2, max = 1000))]
    #[schema(example = "France Travail propose une prestation de six semaines")]
    pub convenu: String,
    /// Whether the person agreed that partners read it.
    #[serde(default)]
    pub partage: bool,
}

/// An exchange to plan, or that was held.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleLiaison {
    /// Which partner.
    pub interlocuteur: Partenaire,
    /// Their structure.
    pub structure: Option<StructureId>,
    /// With whom.
    #[garde(inner(length(chars, min = 2, max = 160), custom(problem::ligne)))]
    #[schema(example = "Mme Petit, conseillère")]
    pub avec: Option<String>,
    /// On what day.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// What came of it, of one that was held.
    #[garde(dive)]
    pub compte_rendu: Option<CompteRenduLiaison>,
}

/// That an exchange was held.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct TenueLiaison {
    /// On what day.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// What came of it.
    #[garde(dive)]
    pub compte_rendu: CompteRenduLiaison,
}

/// That an exchange is not held.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct AnnulationLiaison {
    /// Why; no medical detail.
    #[garde(length(chars, min = 3, max = 200), custom(problem::ligne))]
    #[schema(example = "la conseillère a changé d'agence")]
    pub motif: String,
}

/// An exchange about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LiaisonDto {
    /// Identifier.
    pub id: LiaisonId,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Which partner.
    pub interlocuteur: Partenaire,
    /// Their structure.
    pub structure: Option<StructureId>,
    /// Its name.
    #[serde(default)]
    #[schema(example = "France Travail Dijon Sud")]
    pub structure_nom: Option<String>,
    /// With whom.
    pub avec: Option<String>,
    /// On what day.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// Where it stands.
    pub etat: EtatLiaison,
    /// What came of it, once it was held.
    pub compte_rendu: Option<CompteRenduLiaison>,
    /// Why it was not held.
    pub motif: Option<String>,
    /// Who wrote it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

impl Nomme for LiaisonDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.structure, &mut self.structure_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nominatif for LiaisonDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// Which exchanges.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreLiaisons {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of one parcours.
    pub parcours: Option<ParcoursId>,
    /// Of persons of one référent.
    pub referent: Option<UtilisateurId>,
    /// With one partner.
    pub interlocuteur: Option<Partenaire>,
    /// Those that stand there.
    pub etat: Option<EtatLiaison>,
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

/// An exchange as the partner with which it was held reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LiaisonPartagee {
    /// Identifier.
    pub id: LiaisonId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// Which partner.
    pub interlocuteur: Partenaire,
    /// The structure with which it was held.
    pub structure: StructureId,
    /// Its name.
    #[serde(default)]
    #[schema(example = "France Travail Dijon Sud")]
    pub structure_nom: Option<String>,
    /// With whom.
    #[schema(example = "Mme Petit, conseillère")]
    pub avec: Option<String>,
    /// On what day.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// How it was held.
    pub moyen: MoyenLiaison,
    /// What was said and agreed.
    #[schema(example = "France Travail propose une prestation de six semaines")]
    pub convenu: String,
}

impl Nomme for LiaisonPartagee {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.structure, &mut self.structure_nom);
    }
}

impl Nominatif for LiaisonPartagee {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// Which exchanges that were held with one's own structure.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreLiaisonsPartagees {
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

kernel::codes! {
    /// What is asked of the service public de l'emploi.
    pub enum NatureDemarche {
        /// To be registered.
        Inscription = "inscription",
        /// That the registration goes on.
        Renouvellement = "renouvellement",
        /// An answer to an offer.
        Offre = "offre",
    }
}

kernel::codes! {
    /// What came of a démarche.
    pub enum IssueDemarche {
        /// What was asked was obtained.
        Aboutie = "aboutie",
        /// It was refused.
        Refusee = "refusee",
        /// Nothing came of it.
        SansSuite = "sans_suite",
    }
}

/// What came of a démarche, and when.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct SuiteDemarche {
    /// What came of it.
    pub issue: IssueDemarche,
    /// Since which day.
    #[schema(example = "2026-06-12")]
    pub le: NaiveDate,
    /// Until which day the registration holds, of one that was obtained.
    #[schema(example = "2026-12-31")]
    pub a_renouveler_le: Option<NaiveDate>,
    /// What else is to be known; no medical detail.
    #[garde(inner(length(chars, min = 2, max = 500)))]
    #[schema(example = "l'employeur cherche quelqu'un qui conduit")]
    pub precisions: Option<String>,
}

/// A démarche with the service public de l'emploi.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleDemarche {
    /// What is asked.
    pub nature: NatureDemarche,
    /// On what day.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// Which offer, or what else.
    #[garde(inner(length(chars, min = 2, max = 160), custom(problem::ligne)))]
    #[schema(example = "agent d'entretien, clinique du Parc")]
    pub objet: Option<String>,
    /// What came of it, when it is known.
    #[garde(dive)]
    pub suite: Option<SuiteDemarche>,
}

/// A démarche that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DemarcheDto {
    /// Identifier.
    pub id: DemarcheId,
    /// The parcours.
    pub parcours: ParcoursId,
    /// The person.
    pub participant: ParticipantId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What is asked.
    pub nature: NatureDemarche,
    /// On what day.
    #[schema(example = "2026-06-10")]
    pub le: NaiveDate,
    /// Which offer, or what else.
    pub objet: Option<String>,
    /// What came of it, when it is known.
    pub suite: Option<SuiteDemarche>,
    /// Who wrote it.
    pub par: ActeurId,
    /// Their name.
    #[serde(default)]
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

impl Nomme for DemarcheDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}

impl Nominatif for DemarcheDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

/// Which démarches.
#[operation::bounded]
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreDemarches {
    /// Of one person.
    pub participant: Option<ParticipantId>,
    /// Of one parcours.
    pub parcours: Option<ParcoursId>,
    /// Of persons of one référent.
    pub referent: Option<UtilisateurId>,
    /// Of one nature.
    pub nature: Option<NatureDemarche>,
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
