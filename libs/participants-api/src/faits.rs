//! Dated facts of a file: situations and addresses. A correction replaces; nothing is overwritten.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{ActeurId, AdresseId, CodeCommune, CodePostal, CodeQpv, Nominatif, Personnes, PieceId, SituationId};
use referentiel::regles::eligibilite::Reponse;
use serde::{Deserialize, Serialize};
use suite_api::{Nomme, Noms};
use utoipa::ToSchema;

use crate::{ParticipantDto, PieceDto};

/// A situation to record: a dated fact with its source.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleSituation {
    /// The situation, by the code of the référentiel.
    #[garde(pattern("^[a-z][a-z_]{1,40}$"))]
    #[schema(example = "rsa")]
    pub code: String,
    /// One of four answers.
    pub reponse: Reponse,
    /// First day on which it holds.
    #[schema(example = "2026-01-15")]
    pub depuis: NaiveDate,
    /// Last day on which it holds; absent while it lasts.
    #[schema(example = "2026-06-30")]
    pub jusqua: Option<NaiveDate>,
    /// The pièce that proves it.
    pub piece: Option<PieceId>,
    /// Where it comes from.
    #[garde(length(chars, min = 2, max = 120), custom(problem::ligne))]
    #[schema(example = "déclaration")]
    pub source: String,
}

/// A recorded situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SituationDto {
    /// Identifier.
    pub id: SituationId,
    /// The situation.
    #[schema(example = "rsa")]
    pub code: String,
    /// The answer.
    pub reponse: Reponse,
    /// First day on which it holds.
    #[schema(example = "2026-01-15")]
    pub depuis: NaiveDate,
    /// Last day on which it holds.
    #[schema(example = "2026-06-30")]
    pub jusqua: Option<NaiveDate>,
    /// The pièce that proves it.
    pub piece: Option<PieceId>,
    /// Where it comes from.
    #[schema(example = "déclaration")]
    pub source: String,
    /// The record that it corrects.
    pub remplace: Option<SituationId>,
    /// Why it was corrected.
    #[schema(example = "date lue sur la notification")]
    pub motif: Option<String>,
    /// When it was recorded.
    pub saisie_le: DateTime<Utc>,
    /// Who recorded it.
    pub saisie_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub saisie_par_nom: Option<String>,
}

impl Nomme for SituationDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.saisie_par, &mut self.saisie_par_nom);
    }
}

/// The correction of a recorded fact.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Correction<F: Validate<Context = ()>> {
    /// What should have been recorded; absent when nothing should have been.
    #[garde(dive)]
    pub fait: Option<F>,
    /// Why.
    #[garde(length(chars, min = 2, max = 300))]
    #[schema(example = "date lue sur la notification")]
    pub motif: String,
}

/// An address to record, from a day on.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleAdresse {
    /// Number and street; absent for somebody without a home.
    #[garde(inner(length(chars, min = 2, max = 200)))]
    #[schema(example = "12 rue des Lilas")]
    pub voie: Option<String>,
    /// Building, stair, person who lodges.
    #[garde(inner(length(chars, min = 1, max = 200)))]
    #[schema(example = "chez M. Petit")]
    pub complement: Option<String>,
    /// Postal code, that of the commune.
    #[schema(example = "71100")]
    pub code_postal: CodePostal,
    /// INSEE code of the commune.
    #[schema(example = "71076")]
    pub commune: CodeCommune,
    /// The quartier prioritaire, in the vintage of that day.
    #[schema(example = "QN07101M")]
    pub qpv: Option<CodeQpv>,
    /// Whether the commune is in a zone France ruralités revitalisation.
    pub zone_rurale: Option<bool>,
    /// First day at this address.
    #[schema(example = "2026-01-15")]
    pub depuis: NaiveDate,
    /// Last day at this address; absent while it lasts.
    #[schema(example = "2026-06-30")]
    pub jusqua: Option<NaiveDate>,
    /// The pièce that proves it.
    pub piece: Option<PieceId>,
    /// Where it comes from.
    #[garde(length(chars, min = 2, max = 120), custom(problem::ligne))]
    #[schema(example = "justificatif de domicile")]
    pub source: String,
}

/// A recorded address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdresseDto {
    /// Identifier.
    pub id: AdresseId,
    /// What was recorded.
    #[serde(flatten)]
    pub adresse: NouvelleAdresse,
    /// Name of the commune.
    #[schema(example = "Chalon-sur-Saône")]
    pub commune_nom: String,
    /// Grouping of communes.
    #[schema(example = "CA Le Grand Chalon")]
    pub epci: Option<String>,
    /// The record that it corrects.
    pub remplace: Option<AdresseId>,
    /// Why it was corrected.
    #[schema(example = "numéro relu sur la facture")]
    pub motif: Option<String>,
    /// When it was recorded.
    pub saisie_le: DateTime<Utc>,
    /// Who recorded it.
    pub saisie_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub saisie_par_nom: Option<String>,
}

impl Nomme for AdresseDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.saisie_par, &mut self.saisie_par_nom);
    }
}

/// A person's file on a day, as it was known on another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DossierDto {
    /// The day on which facts hold.
    #[schema(example = "2026-02-12")]
    pub au: NaiveDate,
    /// The instant at which the file was known so.
    pub connu_au: DateTime<Utc>,
    /// The identity, as it was known then.
    pub identite: ParticipantDto,
    /// The address on that day.
    pub adresse: Option<AdresseDto>,
    /// The situations on that day, one a code.
    pub situations: Vec<SituationDto>,
    /// The pièces received until then.
    pub pieces: Vec<PieceDto>,
}

impl Nomme for DossierDto {
    fn nommer(&mut self, noms: &mut Noms) {
        self.adresse.nommer(noms);
        self.situations.nommer(noms);
        self.pieces.nommer(noms);
    }
}

impl Nominatif for DossierDto {
    fn montrer(&self, personnes: &mut Personnes) {
        self.identite.montrer(personnes);
    }
}
