//! Before the candidature: somebody whom a structure spotted, of whom next to nothing is noted, and not for long.

use chrono::NaiveDate;
use garde::Validate;
use kernel::{ActeurId, CandidatureId, CodeCommune, ReperageId, StructureId, Telephone};
use serde::{Deserialize, Serialize};
use suite_api::{Action, Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::{NouvelleSituation, Sexe, Signature};

kernel::codes! {
    /// Where a repérage stands.
    pub enum EtatReperage {
        /// The person was spotted, and nothing is decided.
        Ouvert = "ouvert",
        /// A candidature was filed for them.
        Candidature = "candidature",
        /// It led to nothing.
        Clos = "clos",
    }
}

kernel::codes! {
    /// On what the structure grounds that it notes somebody (Reg. 2016/679 art. 6).
    pub enum BaseLegale {
        /// The person agreed to it.
        Consentement = "consentement",
        /// A mission of public interest of the structure.
        MissionInteretPublic = "mission_interet_public",
    }
}

kernel::codes! {
    /// Why a repérage led to nothing.
    pub enum MotifClotureReperage {
        /// The person does not wish it.
        RefusDeLaPersonne = "refus_de_la_personne",
        /// Nobody could reach them.
        Injoignable = "injoignable",
        /// Not the public of the PLIE.
        HorsPublic = "hors_public",
        /// Does not live in the territory.
        HorsTerritoire = "hors_territoire",
        /// Another scheme suits better.
        AutreDispositif = "autre_dispositif",
        /// Another reason.
        Autre = "autre",
    }
}

/// Somebody to note: no more than is needed to find them again.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauReperage {
    /// Last name.
    #[garde(length(chars, min = 1, max = 80), custom(problem::nom))]
    #[schema(example = "Diallo")]
    pub nom: String,
    /// First name.
    #[garde(length(chars, min = 1, max = 80), custom(problem::nom))]
    #[schema(example = "Aminata")]
    pub prenom: String,
    /// Birth date, when it is known.
    #[schema(example = "1984-05-20")]
    pub date_naissance: Option<NaiveDate>,
    /// INSEE code of the commune of residence.
    #[schema(example = "71076")]
    pub commune: Option<CodeCommune>,
    /// Telephone.
    #[schema(example = "06 12 34 56 78")]
    pub telephone: Option<Telephone>,
    /// Address for messages.
    #[garde(inner(email, length(max = 200)))]
    #[schema(example = "aminata.diallo@courriel.example")]
    pub courriel: Option<String>,
    /// On what day they were spotted.
    #[schema(example = "2026-01-05")]
    pub repere_le: NaiveDate,
    /// Where, in a few words: nothing of health, nor of justice.
    #[garde(inner(length(chars, min = 2, max = 200)))]
    #[schema(example = "permanence au pied de l'immeuble")]
    pub contexte: Option<String>,
    /// On what the structure grounds it.
    pub base_legale: BaseLegale,
    /// On what day the person was told that they are noted, by whom and until when.
    #[schema(example = "2026-01-05")]
    pub informee_le: NaiveDate,
    /// The structure that spotted them: one's own, for who acts for structures.
    pub structure: Option<StructureId>,
}

/// Somebody who was spotted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReperageDto {
    /// Identifier.
    pub id: ReperageId,
    /// Where it stands.
    pub etat: EtatReperage,
    /// Last name; absent once a candidature was filed, whose file says it.
    #[schema(example = "Diallo")]
    pub nom: Option<String>,
    /// First name.
    #[schema(example = "Aminata")]
    pub prenom: Option<String>,
    /// Birth date.
    #[schema(example = "1984-05-20")]
    pub date_naissance: Option<NaiveDate>,
    /// INSEE code of the commune of residence.
    #[schema(example = "71076")]
    pub commune: Option<CodeCommune>,
    /// Telephone.
    #[schema(example = "06 12 34 56 78")]
    pub telephone: Option<Telephone>,
    /// Address for messages.
    #[schema(example = "aminata.diallo@courriel.example")]
    pub courriel: Option<String>,
    /// On what day they were spotted.
    #[schema(example = "2026-01-05")]
    pub repere_le: NaiveDate,
    /// Where.
    #[schema(example = "permanence au pied de l'immeuble")]
    pub contexte: Option<String>,
    /// On what the structure grounds it.
    pub base_legale: BaseLegale,
    /// On what day the person was told.
    #[schema(example = "2026-01-05")]
    pub informee_le: NaiveDate,
    /// Last day on which it is kept.
    #[schema(example = "2026-07-04")]
    pub garde_jusqu_au: NaiveDate,
    /// The structure that spotted them.
    pub structure: Option<StructureId>,
    /// Its name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub structure_nom: Option<String>,
    /// The candidature that was filed.
    pub candidature: Option<CandidatureId>,
    /// Why it led to nothing.
    pub motif: Option<MotifClotureReperage>,
    /// Who noted it.
    pub par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// What may be done with it now.
    pub actions: Vec<Action>,
}

impl Nomme for ReperageDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.structure, &mut self.structure_nom);
        noms.place(self.par, &mut self.par_nom);
    }
}

/// Which repérages to read.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreReperages {
    /// Where they stand.
    pub etat: Option<EtatReperage>,
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

/// What a candidature needs beside what the repérage noted: nothing is typed twice.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct CandidatureDeReperage {
    /// Birth date, when it was not noted.
    #[serde(default)]
    #[schema(example = "1984-05-20")]
    pub date_naissance: Option<NaiveDate>,
    /// Sex.
    pub sexe: Sexe,
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
}

/// That a repérage leads to nothing.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct ClotureReperage {
    /// Why.
    pub motif: MotifClotureReperage,
}

/// That somebody who was spotted is forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReperageEfface {
    /// Identifier.
    pub id: ReperageId,
    /// On what day.
    #[schema(example = "2026-01-20")]
    pub efface_le: NaiveDate,
}
