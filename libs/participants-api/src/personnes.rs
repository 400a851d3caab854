//! Persons.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    ActeurId, CodeCommune, CommuneNaissance, FiltreId, FusionId, IdentifiantFranceTravail, NiveauFormation, Nominatif,
    ParticipantId, Pays, Personnes, StructureId, Telephone, UtilisateurId,
};
use serde::{Deserialize, Serialize};
use suite_api::{Curseur, Nomme, Noms};
use utoipa::{IntoParams, ToSchema};

use crate::EtatCandidature;

kernel::codes! {
    /// Sex, as the European indicators ask it.
    pub enum Sexe {
        /// Woman.
        Femme = "F",
        /// Man.
        Homme = "M",
    }
}

kernel::codes! {
    /// Nationality, by group: the indicators ask no more.
    pub enum GroupeNationalite {
        /// French.
        Francaise = "francaise",
        /// Of another State of the Union.
        Union = "union_europeenne",
        /// Of a third country, stateless or undetermined.
        HorsUnion = "hors_union",
    }
}

kernel::codes! {
    /// Level in a language (Common European Framework).
    pub enum NiveauLangue {
        /// Below A1.
        InfA1 = "inf_a1",
        /// A1.
        A1 = "a1",
        /// A2.
        A2 = "a2",
        /// B1.
        B1 = "b1",
        /// B2.
        B2 = "b2",
        /// C1 or C2.
        C = "c",
        /// Mother tongue.
        Maternelle = "maternelle",
    }
}

/// A language that the person speaks.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Langue {
    /// ISO 639-1 code.
    #[garde(pattern("^[a-z]{2}$"))]
    #[schema(example = "ar")]
    pub code: String,
    /// Level.
    pub niveau: NiveauLangue,
}

/// The household.
#[operation::bounded]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct Menage {
    /// Adults, the person included.
    #[garde(range(min = 1, max = 20))]
    #[schema(example = 1)]
    pub adultes: u8,
    /// Dependent children.
    #[garde(range(max = 20))]
    #[schema(example = 2)]
    pub enfants_a_charge: u8,
}

/// Somebody who knows where to reach the person, for the survey at six months.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct SecondContact {
    /// Name.
    #[garde(length(chars, min = 1, max = 120), custom(problem::ligne))]
    #[schema(example = "Fatou Diallo, sœur")]
    pub nom: String,
    /// Telephone.
    #[schema(example = "06 98 76 54 32")]
    pub telephone: Telephone,
}

/// What completes the identity. Everything is optional: a file is opened with what is known.
#[operation::bounded]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
pub struct EtatCivil {
    /// Name at birth, when another one is used.
    #[garde(inner(length(chars, min = 1, max = 80)))]
    #[schema(example = "Konaté")]
    pub nom_naissance: Option<String>,
    /// Country of birth, which may be no more; the French overseas are France.
    #[schema(example = "FR")]
    pub pays_naissance: Option<Pays>,
    /// Commune of birth, which may be no more: when, and only when, the country is France.
    #[schema(example = "69123")]
    pub commune_naissance: Option<CommuneNaissance>,
    /// Nationality group.
    pub nationalite: Option<GroupeNationalite>,
    /// Identifier at France Travail.
    #[schema(example = "7612345A")]
    pub identifiant_france_travail: Option<IdentifiantFranceTravail>,
    /// Highest level of education reached.
    pub niveau_formation: Option<NiveauFormation>,
    /// Household.
    #[garde(dive)]
    pub menage: Option<Menage>,
    /// Languages.
    #[garde(dive, length(max = 20))]
    pub langues: Vec<Langue>,
    /// Somebody else to call.
    #[garde(dive)]
    pub second_contact: Option<SecondContact>,
}
/// A person to open a file for. No NIR: the suite has no field for it.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauParticipant {
    /// Last name.
    #[garde(length(chars, min = 1, max = 80), custom(problem::nom))]
    #[schema(example = "Diallo")]
    pub nom: String,
    /// First name.
    #[garde(length(chars, min = 1, max = 80), custom(problem::nom))]
    #[schema(example = "Aminata")]
    pub prenom: String,
    /// Birth date.
    #[schema(example = "1984-05-20")]
    pub date_naissance: NaiveDate,
    /// Sex.
    pub sexe: Sexe,
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
    /// The rest of the identity.
    #[serde(default)]
    #[garde(dive)]
    pub etat_civil: EtatCivil,
}

/// A person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ParticipantDto {
    /// Identifier.
    pub id: ParticipantId,
    /// Version, to be named in `If-Match`.
    #[schema(example = 1)]
    pub version: i32,
    /// Last name.
    #[schema(example = "Diallo")]
    pub nom: String,
    /// First name.
    #[schema(example = "Aminata")]
    pub prenom: String,
    /// Birth date.
    #[schema(example = "1984-05-20")]
    pub date_naissance: NaiveDate,
    /// Sex.
    pub sexe: Sexe,
    /// INSEE code of the commune of residence.
    #[schema(example = "71076")]
    pub commune: Option<CodeCommune>,
    /// Telephone.
    #[schema(example = "06 12 34 56 78")]
    pub telephone: Option<Telephone>,
    /// Address for messages.
    #[schema(example = "aminata.diallo@courriel.example")]
    pub courriel: Option<String>,
    /// The rest of the identity.
    #[serde(default)]
    pub etat_civil: EtatCivil,
    /// When the file was opened.
    pub cree_le: DateTime<Utc>,
    /// The file into which this one was merged.
    #[serde(default)]
    pub fusionne_dans: Option<ParticipantId>,
    /// Since when the processing is restricted: the file is kept and read, not changed.
    #[serde(default)]
    #[schema(example = "2026-06-03")]
    pub limite_le: Option<NaiveDate>,
    /// Since when the file is out of the active base.
    #[serde(default)]
    #[schema(example = "2028-02-12")]
    pub archive_le: Option<NaiveDate>,
    /// Since when nothing names the person any more.
    #[serde(default)]
    #[schema(example = "2031-02-12")]
    pub anonymise_le: Option<NaiveDate>,
}

impl Nominatif for ParticipantDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.id);
    }
}

impl From<&ParticipantDto> for NouveauParticipant {
    fn from(dto: &ParticipantDto) -> Self {
        let ParticipantDto { nom, prenom, date_naissance, sexe, commune, telephone, courriel, etat_civil, .. } =
            dto.clone();
        Self { nom, prenom, date_naissance, sexe, commune, telephone, courriel, etat_civil }
    }
}

kernel::codes! {
    /// In what order persons are listed.
    pub enum TriParticipants {
        /// By name, accents and case aside.
        Nom = "nom",
        /// Those whose file was opened last first.
        Recents = "recents",
    }
}

/// Which persons to read: those who meet every criterion. Names are a search, never in a URL.
#[operation::bounded]
#[derive(Debug, Clone, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct FiltreParticipants {
    /// Whose last candidature is with this référent.
    pub referent: Option<UtilisateurId>,
    /// Whose last candidature was filed by this structure.
    pub prescripteur: Option<StructureId>,
    /// Whose last candidature stands there.
    pub etat: Option<EtatCandidature>,
    /// Who live in this commune.
    #[param(example = "71076")]
    pub commune: Option<CodeCommune>,
    /// In what order; by name by default.
    #[param(inline)]
    pub tri: Option<TriParticipants>,
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

/// A search: a POST, so that no name stands in a URL. Every criterion given must be met.
#[operation::bounded]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
#[garde(allow_unvalidated)]
pub struct Recherche {
    /// Words of the names, in any order, begun or whole: accents, case and hyphens aside. What only
    /// resembles (a part of a name, a name that sounds alike) comes after.
    #[garde(inner(length(chars, min = 2, max = 80)))]
    #[schema(example = "aminata dial")]
    pub nom: Option<String>,
    /// Birth date.
    #[schema(example = "1984-05-20")]
    pub date_naissance: Option<NaiveDate>,
    /// Telephone.
    #[schema(example = "06 12 34 56 78")]
    pub telephone: Option<Telephone>,
    /// Identifier at France Travail.
    #[schema(example = "7612345A")]
    pub identifiant_france_travail: Option<IdentifiantFranceTravail>,
}

/// A search to keep.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouveauFiltre {
    /// Its name, for the one who keeps it.
    #[garde(length(chars, min = 2, max = 80), custom(problem::ligne))]
    #[schema(example = "Les Diallo")]
    pub nom: String,
    /// The search.
    #[garde(dive)]
    pub recherche: Recherche,
}

/// A search that was kept: seen by its owner only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FiltreDto {
    /// Identifier.
    pub id: FiltreId,
    /// Its name.
    #[schema(example = "Les Diallo")]
    pub nom: String,
    /// The search.
    pub recherche: Recherche,
    /// When it was kept.
    pub cree_le: DateTime<Utc>,
}

/// Persons whose names are asked.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DemandeNoms {
    /// The persons.
    #[garde(length(min = 1, max = 1000))]
    pub participants: Vec<ParticipantId>,
}

/// The name of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NomDto {
    /// The person.
    pub participant: ParticipantId,
    /// First and last name.
    #[schema(example = "Aminata Diallo")]
    pub nom: String,
}

impl Nominatif for NomDto {
    fn montrer(&self, personnes: &mut Personnes) {
        personnes.ajouter(self.participant);
    }
}

kernel::codes! {
    /// Why two files may be those of one person.
    pub enum RaisonDoublon {
        /// The same identifier at France Travail.
        MemeIdentifiantFranceTravail = "meme_identifiant_france_travail",
        /// The same names and the same birth date.
        MemeNomMemeNaissance = "meme_nom_meme_naissance",
        /// The name at birth of one is the name of the other.
        NomDeNaissance = "nom_de_naissance",
        /// Last and first name swapped.
        NomEtPrenomInverses = "nom_et_prenom_inverses",
        /// Names that sound alike, a particle or the half of a double name aside, and the same birth date.
        NomProcheMemeNaissance = "nom_proche_meme_naissance",
        /// The same telephone and the same first name.
        MemeTelephoneMemePrenom = "meme_telephone_meme_prenom",
        /// The same address for messages, and the same first name or birth date.
        MemeCourriel = "meme_courriel",
        /// Names that sound alike, and birth dates that differ by a digit of the year or by day and month swapped.
        NomProcheNaissanceProche = "nom_proche_naissance_proche",
    }
}

/// A file that may be that of the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Doublon {
    /// The other file.
    pub participant: ParticipantDto,
    /// Why, strongest first.
    pub raisons: Vec<RaisonDoublon>,
}

impl Nominatif for Doublon {
    fn montrer(&self, personnes: &mut Personnes) {
        self.participant.montrer(personnes);
    }
}

/// Two files to make one.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleFusion {
    /// The file that is absorbed: all that it holds moves.
    pub absorbe: ParticipantId,
    /// How it was checked that it is one person.
    #[garde(length(chars, min = 2, max = 300))]
    #[schema(example = "même pièce d'identité")]
    pub motif: String,
}

/// Two files made one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FusionDto {
    /// Identifier.
    pub id: FusionId,
    /// The file that is kept.
    pub garde: ParticipantId,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub garde_nom: Option<String>,
    /// The file that was absorbed.
    pub absorbe: ParticipantId,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub absorbe_nom: Option<String>,
    /// How it was checked.
    #[schema(example = "même pièce d'identité")]
    pub motif: String,
    /// How many records moved.
    #[schema(example = 12)]
    pub deplaces: usize,
    /// When.
    pub fait_le: DateTime<Utc>,
    /// By whom.
    pub fait_par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub fait_par_nom: Option<String>,
    /// When it was undone.
    pub annule_le: Option<DateTime<Utc>>,
}

impl Nomme for FusionDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.garde, &mut self.garde_nom);
        noms.place(self.absorbe, &mut self.absorbe_nom);
        noms.place(self.fait_par, &mut self.fait_par_nom);
    }
}

/// One read of a person's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LectureDto {
    /// When.
    pub lu_le: DateTime<Utc>,
    /// Who.
    pub par: ActeurId,
    /// Their name.
    #[schema(example = "Claire Morel")]
    pub par_nom: Option<String>,
    /// What kind of subject.
    #[schema(example = "utilisateur")]
    pub sujet: String,
    /// Through which operation.
    #[schema(example = "participant_view")]
    pub operation: String,
    /// What for, in plain French.
    #[schema(example = "a ouvert votre dossier")]
    pub phrase: String,
}

impl Nomme for LectureDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.par, &mut self.par_nom);
    }
}

/// On what day, and as known when.
#[operation::bounded]
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, IntoParams, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
#[into_params(parameter_in = Query)]
pub struct Regard {
    /// The day on which facts must hold: today by default.
    #[param(example = "2026-02-12")]
    pub au: Option<NaiveDate>,
    /// The day at whose end the file is looked at, corrections recorded later left aside: now by default.
    #[param(example = "2026-03-31")]
    pub connu_au: Option<NaiveDate>,
}
