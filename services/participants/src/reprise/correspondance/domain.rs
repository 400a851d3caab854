//! What a mapping must say.

use chrono::{DateTime, Utc};
use imports::traductions::trop_longues;
use kernel::{Code, CorrespondanceId, NiveauFormation};
use participants_api::{Champ, Colonne, GroupeNationalite, NouvelleCorrespondance, Sexe};
use problem::FieldError;
use referentiel::{SITUATIONS, regles::eligibilite::Reponse, situation};
use suite_api::ChampImporte;

/// Without these, no file can be opened.
const OBLIGATOIRES: [Champ; 4] = [Champ::Nom, Champ::Prenom, Champ::DateNaissance, Champ::Sexe];

/// A field that is worth nothing without another.
const ENSEMBLE: [(Champ, Champ); 10] = [
    (Champ::EntreeLe, Champ::Referent),
    (Champ::Adultes, Champ::EnfantsACharge),
    (Champ::EnfantsACharge, Champ::Adultes),
    (Champ::Voie, Champ::CodePostal),
    (Champ::DiagnosticLe, Champ::EntreeLe),
    (Champ::DiagnosticLieu, Champ::DiagnosticLe),
    (Champ::DiagnosticMethode, Champ::DiagnosticLe),
    (Champ::ContratLe, Champ::EntreeLe),
    (Champ::ContratFin, Champ::ContratLe),
    (Champ::ContratSignataires, Champ::ContratLe),
];

/// A mapping that the territory keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correspondance {
    pub(crate) id: CorrespondanceId,
    pub(crate) version: i32,
    pub(crate) contenu: NouvelleCorrespondance,
    pub(crate) modifiee_le: DateTime<Utc>,
}

/// What is expected in a field: whether it must be told, and the values that it takes, when they are a list.
pub(crate) fn attendu(champ: Champ) -> (bool, Vec<String>) {
    let valeurs = match champ {
        Champ::Sexe => codes::<Sexe>(),
        Champ::Nationalite => codes::<GroupeNationalite>(),
        Champ::NiveauFormation => codes::<NiveauFormation>(),
        Champ::Situation => codes::<Reponse>(),
        _ => Vec::new(),
    };
    (OBLIGATOIRES.contains(&champ), valeurs)
}

fn codes<T: Code>() -> Vec<String> {
    T::TOUS.iter().map(|one| one.code().to_owned()).collect()
}

/// What is wrong with a mapping.
pub(crate) fn erreurs(correspondance: &NouvelleCorrespondance) -> Vec<FieldError> {
    let columns = &correspondance.colonnes;
    let told = |champ| columns.iter().any(|one| one.champ == champ);
    let missing = OBLIGATOIRES.into_iter().filter(|champ| !told(*champ));
    let alone = ENSEMBLE.into_iter().filter(|(one, with)| told(*one) && !told(*with)).map(|(_, with)| with);
    let absent = missing.chain(alone).map(|champ| {
        let detail = format!("aucune colonne ne dit « {} » : {}", champ.code(), champ.attendu());
        FieldError::new("/colonnes", "absent", detail)
    });
    let wrong = columns.iter().enumerate().flat_map(|(rank, one)| colonne(rank, one));
    absent.chain(wrong).chain(trop_longues(columns)).collect()
}

fn colonne(rank: usize, colonne: &Colonne) -> Vec<FieldError> {
    let at =
        |field: &str, code: &str, detail: String| FieldError::new(format!("/colonnes/{rank}/{field}"), code, detail);
    let tells = colonne.champ == Champ::Situation;
    match &colonne.situation {
        None if tells => vec![at("situation", "absent", "dites quelle situation cette colonne rapporte".to_owned())],
        Some(_) if !tells => {
            vec![at("situation", "incoherent", "cette colonne ne rapporte pas une situation".to_owned())]
        }
        Some(code) if situation(code).is_none() => {
            let known: Vec<_> = SITUATIONS.iter().map(|one| one.code).collect();
            vec![at("situation", "inconnue", format!("situation inconnue ; attendu : {}", known.join(", ")))]
        }
        _ if !tells && colonne.depuis.is_some() => {
            vec![at("depuis", "incoherent", "seule une situation a une colonne de début".to_owned())]
        }
        _ => Vec::new(),
    }
}
