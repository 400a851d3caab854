//! The cards, and what may be asked of each.

use chrono::NaiveDate;
use kernel::{
    CategoriePrescripteur, NatureStructure, OperationId, ParticipantId, Programme, Role, Service, StructureId,
    Telephone, TerritoireId, UtilisateurId, calendrier::Periode, kind, phrase,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Fiche;

/// Kind of [`Utilisateur`].
pub const UTILISATEUR_DECRIT: &str = "territoires.utilisateur_decrit.v1";
/// Kind of [`Structure`].
pub const STRUCTURE_DECRITE: &str = "territoires.structure_decrite.v1";
/// Kind of [`EnTete`].
pub const EN_TETE_DECRIT: &str = "territoires.en_tete_decrit.v1";
/// Kind of [`Personne`].
pub const PERSONNE_DECRITE: &str = "participants.personne_decrite.v1";
/// Kind of [`Operation`].
pub const OPERATION_DECRITE: &str = "fse.operation_decrite.v1";

/// A user of the territory, as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Utilisateur {
    /// The user.
    pub id: UtilisateurId,
    /// First name.
    #[schema(example = "Claire")]
    pub prenom: String,
    /// Last name.
    #[schema(example = "Morel")]
    pub nom: String,
    /// Every role given, ended ones included.
    pub roles: Vec<RoleTenu>,
}

/// A role given to somebody for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoleTenu {
    /// The role.
    pub role: Role,
    /// The structure on whose behalf.
    pub structure: Option<StructureId>,
    /// First day.
    #[schema(example = "2026-01-01")]
    pub du: NaiveDate,
    /// Last day, included; of a role that was withdrawn, the day before at the latest.
    #[schema(example = "2026-12-31")]
    pub au: Option<NaiveDate>,
}

impl RoleTenu {
    fn le(&self, jour: NaiveDate) -> bool {
        Periode { du: self.du, au: self.au }.contient(jour)
    }
}

impl Utilisateur {
    /// Holds a role on that day.
    pub fn tient(&self, role: Role, jour: NaiveDate) -> Result<(), String> {
        if self.roles.iter().any(|one| one.role == role && one.le(jour)) {
            return Ok(());
        }
        let role = match role {
            Role::Referent => "référent",
            Role::Controleur => "contrôleur",
            _ => role.nom(),
        };
        Err(format!(
            "{} {} n'est pas {role} le {} : choisissez quelqu'un qui l'est",
            self.prenom,
            self.nom,
            phrase::jour(jour)
        ))
    }

    /// The structure on whose behalf a role is held on that day.
    #[must_use]
    pub fn structure(&self, role: Role, jour: NaiveDate) -> Option<StructureId> {
        self.roles.iter().filter(|one| one.role == role && one.le(jour)).find_map(|one| one.structure)
    }

    /// Whether a role is held on behalf of this structure on that day.
    #[must_use]
    pub fn tient_pour(&self, role: Role, structure: StructureId, jour: NaiveDate) -> bool {
        self.roles.iter().any(|one| one.role == role && one.structure == Some(structure) && one.le(jour))
    }

    /// Works in the territory on that day, whatever the role.
    pub fn en_fonction(&self, jour: NaiveDate) -> Result<(), String> {
        if self.roles.iter().any(|one| one.le(jour)) {
            return Ok(());
        }
        let Self { prenom, nom, .. } = self;
        Err(format!(
            "{prenom} {nom} n'a aucun rôle dans le territoire le {} : choisissez quelqu'un d'autre",
            phrase::jour(jour)
        ))
    }
}

impl Fiche for Utilisateur {
    type Genre = kind::Utilisateur;
    const EVENEMENT: &'static str = UTILISATEUR_DECRIT;
    const NATURE: &'static str = store::annuaires::UTILISATEUR;
    const PROPRIETAIRE: Service = Service::Territoires;
    const INCONNU: &'static str = "cette personne n'a pas de compte dans le territoire";

    fn id(&self) -> UtilisateurId {
        self.id
    }
}

/// A structure of the directory, as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Structure {
    /// The structure.
    pub id: StructureId,
    /// Its name.
    #[schema(example = "CCAS de Chalon-sur-Saône")]
    pub nom: String,
    /// What it is to the PLIE.
    pub nature: NatureStructure,
    /// What kind of prescripteur it is; left out where nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categorie: Option<CategoriePrescripteur>,
    /// Where one writes to it, as the lines of an envelope; none when it is not known.
    #[serde(default)]
    #[schema(example = json!(["3 place de l'Hôtel de Ville", "71100 CHALON-SUR-SAÔNE"]))]
    pub adresse: Vec<String>,
}

impl Structure {
    /// Is one of these to the PLIE; `attendu` says them in French.
    pub fn est(&self, natures: &[NatureStructure], attendu: &str) -> Result<(), String> {
        if natures.contains(&self.nature) {
            return Ok(());
        }
        Err(format!("« {} » n'est pas {attendu} : choisissez une autre structure de l'annuaire", self.nom))
    }
}

impl Fiche for Structure {
    type Genre = kind::Structure;
    const EVENEMENT: &'static str = STRUCTURE_DECRITE;
    const NATURE: &'static str = store::annuaires::STRUCTURE;
    const PROPRIETAIRE: Service = Service::Territoires;
    const INCONNU: &'static str = "cette structure n'est pas dans l'annuaire du territoire";

    fn id(&self) -> StructureId {
        self.id
    }
}

/// What the papers of the territory say of who sends them, beside its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnTete {
    /// The territory.
    pub id: TerritoireId,
    /// Where one writes to it, as the lines of an envelope.
    #[schema(example = json!(["23 avenue Georges Pompidou", "71100 CHALON-SUR-SAÔNE"]))]
    pub adresse: Vec<String>,
    /// Telephone.
    #[schema(example = "03 85 12 34 56")]
    pub telephone: Option<Telephone>,
    /// Address at which one writes to the team.
    #[schema(example = "contact@grand-chalon.example")]
    pub courriel: Option<String>,
    /// The logo, a PNG image in base64, of 64 KiB at most.
    #[schema(content_encoding = "base64", content_media_type = "image/png")]
    pub logo: Option<String>,
}

impl Fiche for EnTete {
    type Genre = kind::Territoire;
    const EVENEMENT: &'static str = EN_TETE_DECRIT;
    const NATURE: &'static str = "en_tete";
    const PROPRIETAIRE: Service = Service::Territoires;
    const INCONNU: &'static str = "ce territoire n'a pas d'en-tête";

    fn id(&self) -> TerritoireId {
        self.id
    }
}

/// The file of a person, without anything of who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Personne {
    /// The file.
    pub id: ParticipantId,
    /// Whether it names nobody any more.
    pub anonyme: bool,
}

impl Personne {
    /// Still names somebody.
    pub fn nommee(&self) -> Result<(), String> {
        if self.anonyme { Err("le dossier de cette personne a été effacé".to_owned()) } else { Ok(()) }
    }
}

impl Fiche for Personne {
    type Genre = kind::Participant;
    const EVENEMENT: &'static str = PERSONNE_DECRITE;
    const NATURE: &'static str = "personne";
    const PROPRIETAIRE: Service = Service::Participants;
    const INCONNU: &'static str = "cette personne n'a pas de dossier dans le territoire";
    const NOMINATIVE: bool = true;

    fn id(&self) -> ParticipantId {
        self.id
    }
}

/// A European operation, as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Operation {
    /// The operation.
    pub id: OperationId,
    /// Its number in Ma démarche FSE.
    #[schema(example = "202600123")]
    pub numero: String,
    /// Its title; empty in a card that was told before it was.
    #[serde(default)]
    #[schema(example = "Accompagnement des participants du PLIE")]
    pub intitule: String,
    /// Its programme.
    pub programme: Programme,
    /// First day of realisation.
    #[schema(example = "2026-01-01")]
    pub debut: NaiveDate,
    /// Last day of realisation, included.
    #[schema(example = "2026-12-31")]
    pub fin: NaiveDate,
}

impl Operation {
    /// Its name, as it stands beside its identifier.
    #[must_use]
    pub fn nom(&self) -> String {
        store::annuaires::nom_d_operation(&self.numero, &self.intitule)
    }

    /// Runs on that day.
    pub fn couvre(&self, jour: NaiveDate) -> Result<(), String> {
        if (self.debut..=self.fin).contains(&jour) {
            return Ok(());
        }
        let Self { numero, debut, fin, .. } = self;
        Err(format!(
            "l'opération {numero} court du {} au {}, et non le {}",
            phrase::jour(debut),
            phrase::jour(fin),
            phrase::jour(jour)
        ))
    }
}

impl Fiche for Operation {
    type Genre = kind::Operation;
    const EVENEMENT: &'static str = OPERATION_DECRITE;
    const NATURE: &'static str = store::annuaires::OPERATION;
    const PROPRIETAIRE: Service = Service::Fse;
    const INCONNU: &'static str = "cette opération n'est pas du territoire";

    fn id(&self) -> OperationId {
        self.id
    }
}

#[cfg(test)]
mod tests {
    use testdata::d;

    use super::*;

    #[test]
    fn somebody_is_a_référent_on_the_days_of_the_role_and_on_no_other() {
        let role = RoleTenu { role: Role::Referent, structure: None, du: d("2026-01-01"), au: Some(d("2026-06-30")) };
        let claire =
            Utilisateur { id: kernel::Id::MIN, prenom: "Claire".into(), nom: "Morel".into(), roles: vec![role] };
        assert_eq!(claire.tient(Role::Referent, d("2026-06-30")), Ok(()));
        assert!(claire.tient(Role::Referent, d("2025-12-31")).is_err() && claire.en_fonction(d("2026-07-01")).is_err());
        assert!(claire.tient(Role::Animation, d("2026-03-01")).is_err() && claire.en_fonction(d("2026-03-01")).is_ok());
        let said = claire.tient(Role::Referent, d("2026-07-01")).unwrap_err();
        assert_eq!(said, "Claire Morel n'est pas référent le 01/07/2026 : choisissez quelqu'un qui l'est");
    }

    #[test]
    fn an_operation_runs_from_its_first_day_to_its_last() {
        let one = Operation {
            id: kernel::Id::MIN,
            numero: "202600123".into(),
            intitule: "Accompagnement".into(),
            programme: Programme::FsePlus,
            debut: d("2026-01-01"),
            fin: d("2026-12-31"),
        };
        assert!(one.couvre(d("2026-01-01")).is_ok() && one.couvre(d("2026-12-31")).is_ok());
        assert!(one.couvre(d("2025-12-31")).is_err() && one.couvre(d("2027-01-01")).is_err());
    }
}
