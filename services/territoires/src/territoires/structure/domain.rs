//! What a structure of the directory may become.

use kernel::{CodePostal, NatureStructure, StructureId};
use problem::FieldError;
use territoires_api::{AdresseStructure, NouvelleStructure};

use crate::comptes::utilisateur::domain::{Habilitation, admettre};

/// A structure and the version of what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Structure {
    pub(crate) id: StructureId,
    pub(crate) version: i32,
    pub(crate) contenu: NouvelleStructure,
}

/// What is wrong with where one is.
pub(crate) fn adresse(adresse: &AdresseStructure) -> Vec<FieldError> {
    if adresse.code_postal.dessert(&adresse.commune) {
        return Vec::new();
    }
    let served: Vec<_> = adresse.code_postal.communes().iter().map(|one| one.nom().to_owned()).collect();
    let hint = if served.is_empty() { String::new() } else { format!(" ; il dessert {}", served.join(", ")) };
    let detail = format!(
        "le code postal {} n'est pas de {}{hint}",
        CodePostal::as_str(&adresse.code_postal),
        adresse.commune.nom()
    );
    vec![FieldError::new("/adresse/code_postal", "incoherent", detail)]
}

/// What is wrong with what is said of a structure.
pub(crate) fn erreurs(structure: &NouvelleStructure) -> Vec<FieldError> {
    let mut errors = structure.adresse.as_ref().map(adresse).unwrap_or_default();
    if structure.categorie.is_some() && structure.nature == NatureStructure::EmployeurReferent {
        errors.push(FieldError::new("/categorie", "incoherent", "cette structure n'oriente personne"));
    }
    errors
}

/// Why a structure may not become so: a role is held on its behalf that would not be given any more.
pub(crate) fn admet(structure: &NouvelleStructure, tenues: &[Habilitation]) -> Result<(), Vec<FieldError>> {
    let mut errors = Vec::new();
    if let Some(role) = tenues.iter().find(|one| admettre(one.role, structure.nature).is_err()) {
        let detail = format!(
            "quelqu'un agit en son nom comme {}, ce que cette nature n'admet pas : mettez d'abord fin à ce rôle",
            role.role.nom()
        );
        errors.push(FieldError::new("/nature", "refuse", detail));
    }
    if structure.jusqua.is_some_and(|jusqua| tenues.iter().any(|one| one.deborde(jusqua))) {
        let detail = "un rôle tenu en son nom dure au-delà : mettez-y d'abord fin ce jour-là ou avant";
        errors.push(FieldError::new("/jusqua", "refuse", detail));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use auth::Role;
    use kernel::calendrier::Periode;
    use testdata::d;

    use super::*;

    fn ccas() -> NouvelleStructure {
        NouvelleStructure {
            nom: "CCAS de Chalon-sur-Saône".to_owned(),
            nature: NatureStructure::Prescripteur,
            categorie: None,
            siret: None,
            adresse: None,
            telephone: None,
            jusqua: None,
        }
    }

    fn held(role: Role, au: Option<&str>) -> Habilitation {
        Habilitation { role, structure: None, superieur: None, periode: Periode { du: d("2026-01-01"), au: au.map(d) } }
    }

    #[test]
    fn a_postal_code_is_one_of_the_commune() {
        let at = |code_postal: &str| {
            let (voie, complement) = (None, None);
            let (code_postal, commune) = (code_postal.parse().unwrap(), "71076".to_owned().try_into().unwrap());
            erreurs(&NouvelleStructure {
                adresse: Some(AdresseStructure { voie, complement, code_postal, commune }),
                ..ccas()
            })
        };
        assert!(at("71100").is_empty() && erreurs(&ccas()).is_empty());
        assert_eq!(at("69003").first().map(|one| one.pointer.as_str()), Some("/adresse/code_postal"));
    }

    #[test]
    fn a_structure_stays_what_those_who_act_for_it_need() {
        let tenues = [held(Role::Prescripteur, Some("2026-12-31"))];
        let pointers = |next: NouvelleStructure| {
            admet(&next, &tenues).err().unwrap_or_default().into_iter().map(|one| one.pointer).collect::<Vec<_>>()
        };
        assert!(pointers(ccas()).is_empty());
        assert_eq!(pointers(NouvelleStructure { nature: NatureStructure::EmployeurReferent, ..ccas() }), ["/nature"]);
        assert!(pointers(NouvelleStructure { jusqua: Some(d("2026-12-31")), ..ccas() }).is_empty());
        assert_eq!(pointers(NouvelleStructure { jusqua: Some(d("2026-12-30")), ..ccas() }), ["/jusqua"]);
    }
}
