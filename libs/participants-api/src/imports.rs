//! Taking over an existing base: how its columns read, its lines before they count, what became of them.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{CorrespondanceId, Nominatif, ParticipantId, Personnes, StructureId, UtilisateurId, codes, kind};
use referentiel::Signataire;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use suite_api::{ActionLigne, ChampImporte, ColonneImportee, Doute, EtatLigne, Nomme, Noms, ProblemeLigne, Textes};
use utoipa::ToSchema;

use crate::{NouveauParticipant, NouvelleAdresse, NouvelleSituation, RaisonDoublon};

codes! {
    /// What a column tells.
    pub enum Champ {
        /// The person's identifier in the former program: by it, the same line sent twice counts once.
        Reference = "reference",
        /// Last name.
        Nom = "nom",
        /// First name.
        Prenom = "prenom",
        /// Name at birth.
        NomNaissance = "nom_naissance",
        /// Birth date.
        DateNaissance = "date_naissance",
        /// Sex.
        Sexe = "sexe",
        /// Telephone.
        Telephone = "telephone",
        /// Address for messages.
        Courriel = "courriel",
        /// Identifier at France Travail.
        IdentifiantFranceTravail = "identifiant_france_travail",
        /// Nationality group.
        Nationalite = "nationalite",
        /// Country of birth.
        PaysNaissance = "pays_naissance",
        /// Commune of birth, by its INSEE code.
        CommuneNaissance = "commune_naissance",
        /// Highest level of education.
        NiveauFormation = "niveau_formation",
        /// Adults of the household.
        Adultes = "adultes",
        /// Dependent children.
        EnfantsACharge = "enfants_a_charge",
        /// Number and street.
        Voie = "voie",
        /// Building, stair, person who lodges.
        Complement = "complement",
        /// Postal code.
        CodePostal = "code_postal",
        /// Commune of residence: its INSEE code, or its name beside a postal code.
        Commune = "commune",
        /// Quartier prioritaire.
        Qpv = "qpv",
        /// Whether the commune is in a zone France ruralités revitalisation.
        ZoneRurale = "zone_rurale",
        /// First day at the address.
        AdresseDepuis = "adresse_depuis",
        /// A situation: the column says which one.
        Situation = "situation",
        /// Entry date in the PLIE.
        EntreeLe = "entree_le",
        /// The référent who follows the person, by the identifier of the account.
        Referent = "referent",
        /// The prescripteur, by the identifier of the structure.
        Prescripteur = "prescripteur",
        /// Day of the diagnosis that led to the entry.
        DiagnosticLe = "diagnostic_le",
        /// Where it was made, by its code in the territory's rules.
        DiagnosticLieu = "diagnostic_lieu",
        /// The method used, by its code in the territory's rules.
        DiagnosticMethode = "diagnostic_methode",
        /// Day on which the contrat d'engagement engaged.
        ContratLe = "contrat_le",
        /// Its last day, when it has a term.
        ContratFin = "contrat_fin",
        /// Who signed it.
        ContratSignataires = "contrat_signataires",
    }
}

impl ChampImporte for Champ {
    /// Where problems of [`NouveauParticipant`], of its address (`/adresse`), of its situations and of its
    /// entry point at.
    fn pointeur(self) -> &'static str {
        match self {
            Self::Reference => "/reference",
            Self::Nom => "/nom",
            Self::Prenom => "/prenom",
            Self::NomNaissance => "/etat_civil/nom_naissance",
            Self::DateNaissance => "/date_naissance",
            Self::Sexe => "/sexe",
            Self::Telephone => "/telephone",
            Self::Courriel => "/courriel",
            Self::IdentifiantFranceTravail => "/etat_civil/identifiant_france_travail",
            Self::Nationalite => "/etat_civil/nationalite",
            Self::PaysNaissance => "/etat_civil/pays_naissance",
            Self::CommuneNaissance => "/etat_civil/commune_naissance",
            Self::NiveauFormation => "/etat_civil/niveau_formation",
            Self::Adultes => "/etat_civil/menage/adultes",
            Self::EnfantsACharge => "/etat_civil/menage/enfants_a_charge",
            Self::Voie => "/adresse/voie",
            Self::Complement => "/adresse/complement",
            Self::CodePostal => "/adresse/code_postal",
            Self::Commune => "/adresse/commune",
            Self::Qpv => "/adresse/qpv",
            Self::ZoneRurale => "/adresse/zone_rurale",
            Self::AdresseDepuis => "/adresse/depuis",
            Self::Situation => "/situation",
            Self::EntreeLe => "/entree_le",
            Self::Referent => "/referent",
            Self::Prescripteur => "/prescripteur",
            Self::DiagnosticLe => "/diagnostic/le",
            Self::DiagnosticLieu => "/diagnostic/lieu",
            Self::DiagnosticMethode => "/diagnostic/methode",
            Self::ContratLe => "/contrat/le",
            Self::ContratFin => "/contrat/fin",
            Self::ContratSignataires => "/contrat/signataires",
        }
    }

    fn attendu(self) -> &'static str {
        match self {
            Self::Reference => "l'identifiant de la personne dans l'ancien logiciel, unique dans le fichier",
            Self::Nom | Self::Prenom | Self::NomNaissance => "un texte de 80 caractères au plus",
            Self::DateNaissance
            | Self::AdresseDepuis
            | Self::EntreeLe
            | Self::DiagnosticLe
            | Self::ContratLe
            | Self::ContratFin => "une date : 20/05/1984 ou 1984-05-20",
            Self::Sexe => "F ou M (femme, homme, Mme, M. sont compris)",
            Self::Telephone => "un numéro de téléphone français ou international",
            Self::Courriel => "une adresse électronique",
            Self::IdentifiantFranceTravail => "un identifiant France Travail, ancien ou nouveau",
            Self::Nationalite => "francaise, union_europeenne ou hors_union",
            Self::PaysNaissance => "un code de pays ISO à deux lettres, par exemple FR",
            Self::CommuneNaissance => "un code commune INSEE, par exemple 69123",
            Self::NiveauFormation => "un niveau de la liste, par exemple cap_bep",
            Self::Adultes | Self::EnfantsACharge => "un nombre entier",
            Self::Voie | Self::Complement => "un texte de 200 caractères au plus",
            Self::CodePostal => "un code postal, par exemple 71100",
            Self::Commune => "un code commune INSEE, ou un nom de commune à côté d'un code postal",
            Self::Qpv => "un code de quartier prioritaire, par exemple QN07101M",
            Self::ZoneRurale => "oui ou non",
            Self::Situation => "oui, non, refus_de_repondre ou non_obtenue",
            Self::Referent => "l'identifiant du compte du référent ; traduisez-y les noms par « valeurs »",
            Self::Prescripteur => "l'identifiant de la structure ; traduisez-y les noms par « valeurs »",
            Self::DiagnosticLieu => "le code d'un lieu d'accueil du référentiel",
            Self::DiagnosticMethode => "le code d'une méthode de diagnostic du référentiel",
            Self::ContratSignataires => {
                "participant, prescripteur, referent, direction ou president, séparés par une virgule"
            }
        }
    }
}

/// A field that a column can tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChampDto {
    /// The field.
    pub champ: Champ,
    /// Whether a line without it is refused.
    pub obligatoire: bool,
    /// What is expected, in French.
    #[schema(example = "une date : 20/05/1984 ou 1984-05-20")]
    pub attendu: String,
    /// The values, when they are a closed list.
    pub valeurs: Vec<String>,
}

/// How a column reads.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct Colonne {
    /// Its title in the table; accents, case and spaces around aside.
    #[garde(length(chars, min = 1, max = 120), custom(problem::ligne))]
    #[schema(example = "Date naiss.")]
    pub titre: String,
    /// What it tells.
    pub champ: Champ,
    /// Which situation, when it tells one.
    #[serde(default)]
    #[garde(inner(pattern("^[a-z][a-z0-9_]{0,39}$")))]
    #[schema(example = "rsa")]
    pub situation: Option<String>,
    /// The column that tells since when the situation holds; the day of the extraction otherwise.
    #[serde(default)]
    #[garde(inner(length(chars, min = 1, max = 120), custom(problem::ligne)))]
    #[schema(example = "RSA depuis")]
    pub depuis: Option<String>,
    /// What a value of the table means here: `{"Mme": "F"}`.
    #[serde(default)]
    #[garde(length(max = 500))]
    #[schema(value_type = Textes<500, 120>, inline)]
    pub valeurs: BTreeMap<String, String>,
}

impl ColonneImportee for Colonne {
    type Champ = Champ;

    fn titre(&self) -> &str {
        &self.titre
    }

    fn champ(&self) -> Champ {
        self.champ
    }

    fn precision(&self) -> Option<&str> {
        self.situation.as_deref()
    }

    fn depuis(&self) -> Option<&str> {
        self.depuis.as_deref()
    }

    fn valeurs(&self) -> &BTreeMap<String, String> {
        &self.valeurs
    }
}

/// How the tables of a former program read.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct NouvelleCorrespondance {
    /// Its name.
    #[garde(length(chars, min = 2, max = 80), custom(problem::ligne))]
    #[schema(example = "Extraction de l'ancien logiciel")]
    pub nom: String,
    /// Where the lines come from: references are unique within it.
    #[garde(pattern("^[a-z][a-z0-9_]{1,39}$"))]
    #[schema(example = "ancien_logiciel")]
    pub source: String,
    /// The columns that count; the others are left aside.
    #[garde(dive, length(min = 1, max = 120))]
    pub colonnes: Vec<Colonne>,
}

/// A mapping that the territory keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CorrespondanceDto {
    /// Identifier.
    pub id: CorrespondanceId,
    /// Version, to be named in `If-Match`.
    #[schema(example = 1)]
    pub version: i32,
    /// What it says.
    #[serde(flatten)]
    pub contenu: NouvelleCorrespondance,
    /// When it was last changed.
    pub modifiee_le: DateTime<Utc>,
}

/// Why somebody must say what becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Hesitation {
    /// The file that may be that of the same person.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// The line of the same import that may be the same person.
    #[schema(example = 12)]
    pub ligne: Option<i32>,
    /// Why, for a file of somebody else's making.
    pub raisons: Vec<RaisonDoublon>,
    /// Whether the file was changed in the suite since the former import.
    pub modifie_depuis: bool,
}

impl Nomme for Hesitation {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
    }
}

impl Doute<kind::Participant> for Hesitation {
    fn objet(&self) -> Option<ParticipantId> {
        self.participant
    }

    fn modifie_depuis(&self) -> bool {
        self.modifie_depuis
    }

    fn change(objet: ParticipantId) -> Self {
        Self { participant: Some(objet), participant_nom: None, ligne: None, raisons: Vec::new(), modifie_depuis: true }
    }

    fn meme_identite() -> Self {
        Self {
            participant: None,
            participant_nom: None,
            ligne: None,
            raisons: vec![RaisonDoublon::MemeNomMemeNaissance],
            modifie_depuis: false,
        }
    }
}

/// What a line tells, read by the mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LigneLue {
    /// The identity.
    pub personne: NouveauParticipant,
    /// The address.
    pub adresse: Option<NouvelleAdresse>,
    /// The situations.
    pub situations: Vec<NouvelleSituation>,
    /// The entry in the PLIE.
    pub entree: Option<EntreeReprise>,
}

/// An entry in the PLIE that happened before the suite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EntreeReprise {
    /// Entry date.
    #[schema(example = "2024-03-01")]
    pub entree_le: NaiveDate,
    /// The référent.
    pub referent: UtilisateurId,
    /// The structure that had sent the person.
    pub prescripteur: Option<StructureId>,
    /// The diagnosis that led to it.
    #[serde(default)]
    pub diagnostic: Option<DiagnosticRepris>,
    /// The contract that was signed.
    #[serde(default)]
    pub contrat: Option<ContratRepris>,
}

/// A diagnosis that was made before the suite: what it found is not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DiagnosticRepris {
    /// Its day.
    #[schema(example = "2024-02-05")]
    pub le: NaiveDate,
    /// Where, by its code in the territory's rules.
    #[schema(example = "maison-emploi")]
    pub lieu: Option<String>,
    /// The method, by its code in the territory's rules.
    #[schema(example = "odes")]
    pub methode: Option<String>,
}

/// A contract that was signed before the suite: its text is on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ContratRepris {
    /// Day on which it engaged.
    #[schema(example = "2024-03-01")]
    pub le: NaiveDate,
    /// Last day, when it has a term.
    #[schema(example = "2026-02-28")]
    pub fin: Option<NaiveDate>,
    /// Who signed it, as the former program says.
    pub signataires: Vec<Signataire>,
}

/// A line of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LigneDto {
    /// Its number in the table.
    #[schema(example = 12)]
    pub rang: i32,
    /// Where it stands.
    pub etat: EtatLigne,
    /// What integrating it does, or did.
    pub action: Option<ActionLigne>,
    /// The file.
    pub participant: Option<ParticipantId>,
    /// Their name.
    #[schema(example = "Aminata Diallo")]
    pub participant_nom: Option<String>,
    /// What is wrong.
    pub problemes: Vec<ProblemeLigne>,
    /// Why somebody must decide.
    pub hesitations: Vec<Hesitation>,
    /// Its cells by column; absent once it is integrated: the file says it.
    pub cellules: Option<BTreeMap<String, String>>,
    /// What it tells, when it can be read.
    pub lecture: Option<LigneLue>,
}

impl Nomme for LigneDto {
    fn nommer(&mut self, noms: &mut Noms) {
        noms.place(self.participant, &mut self.participant_nom);
        self.hesitations.nommer(noms);
    }
}

/// A person who is in no file yet has no identifier to be written under.
impl Nominatif for LigneDto {
    fn montrer(&self, personnes: &mut Personnes) {
        let hesitations = self.hesitations.iter().filter_map(|one| one.participant);
        for one in self.participant.into_iter().chain(hesitations) {
            personnes.ajouter(one);
        }
    }
}

/// What becomes of lines about which somebody must decide.
#[operation::bounded]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct DecisionLignes {
    /// Their numbers.
    #[garde(length(min = 1, max = 1000))]
    #[schema(example = json!([12, 47]))]
    pub rangs: Vec<i32>,
    /// What integrating them will do; absent to leave them out.
    pub action: Option<ActionLigne>,
    /// The file to complete or to replace; that of the hesitation when there is only one.
    pub participant: Option<ParticipantId>,
}
