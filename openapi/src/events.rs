//! The JSON Schema of each event's payload.

use emargement_api as emargement;
use events::annuaires;
use parcours_api as parcours;
use participants_api as participants;
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

/// Every event of the suite: its kind and the schema of its payload.
#[must_use]
pub(crate) fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        schema::<events::TerritoireCree>(events::TERRITOIRE_CREE),
        schema::<events::TerritoireSitue>(events::TERRITOIRE_CREE_V2),
        schema::<events::ReferentielPublie>(events::REFERENTIEL_PUBLIE),
        schema::<annuaires::Utilisateur>(annuaires::UTILISATEUR_DECRIT),
        schema::<annuaires::Structure>(annuaires::STRUCTURE_DECRITE),
        schema::<annuaires::EnTete>(annuaires::EN_TETE_DECRIT),
        schema::<annuaires::Personne>(annuaires::PERSONNE_DECRITE),
        schema::<annuaires::Operation>(annuaires::OPERATION_DECRITE),
        schema::<events::PersonnesFusionnees>(events::PERSONNES_FUSIONNEES),
        schema::<events::PersonnesFusionnees>(events::PERSONNES_SEPAREES),
        schema::<events::PersonneAnonymisee>(events::PERSONNE_ANONYMISEE),
        schema::<events::EtatCivilCorrige>(events::ETAT_CIVIL_CORRIGE),
        schema::<events::LimitationChangee>(events::LIMITATION_CHANGEE),
        schema::<events::MandatDonne>(events::MANDAT_DONNE),
        schema::<events::DossierSuivi>(events::DOSSIER_SUIVI),
        schema::<events::DossierSuivi>(events::PARCOURS_SUIVI),
        schema::<events::EcheancesDites>(events::ECHEANCES_CANDIDATURE),
        schema::<events::EcheancesDites>(events::ECHEANCES_PARTICIPATION),
        schema::<events::EcheancesDites>(events::ECHEANCES_RENDEZ_VOUS),
        schema::<participants::AccordPartage>(participants::ACCORD_PARTAGE),
        schema::<participants::SituationRsa>(participants::SITUATION_RSA),
        schema::<participants::CandidatureAffectee>(participants::CANDIDATURE_AFFECTEE),
        schema::<participants::DecisionPrise>(participants::DECISION_PRISE),
        schema::<participants::EntreeValidee>(participants::ENTREE_VALIDEE),
        schema::<participants::NiveauxDiagnostiques>(participants::NIVEAUX_DIAGNOSTIQUES),
        schema::<participants::EntreeCorrigee>(participants::ENTREE_CORRIGEE),
        schema::<participants::PrescripteurAContacter>(participants::PRESCRIPTEUR_A_CONTACTER),
        schema::<parcours::SortieConfirmee>(parcours::SORTIE_CONFIRMEE),
        schema::<participants::ReferentChange>(participants::REFERENT_CHANGE),
        schema::<participants::SuiviTermine>(participants::SUIVI_TERMINE),
        schema::<participants::SuiviRepris>(participants::SUIVI_REPRIS),
        schema::<participants::PointAPresenter>(participants::POINT_A_PRESENTER),
        schema::<participants::PointRetire>(participants::POINT_RETIRE),
        schema::<participants::PointDecide>(participants::POINT_DECIDE),
        schema::<parcours::ParcoursClos>(parcours::PARCOURS_CLOS),
        schema::<parcours::EtapeRompue>(parcours::ETAPE_ROMPUE),
        schema::<emargement::RendezVousTermine>(emargement::RENDEZ_VOUS_TERMINE),
        schema::<emargement::FeuilleCertifiee>(emargement::FEUILLE_CERTIFIEE),
        schema::<emargement::JoursCertifies>(emargement::FEUILLE_CERTIFIEE_V2),
        schema::<emargement::RacineSignee>(emargement::RACINE_SIGNEE),
        schema::<emargement::FeuilleRouverte>(emargement::FEUILLE_ROUVERTE),
    ]
}

fn schema<T: ToSchema + PartialSchema>(kind: &'static str) -> (&'static str, Value) {
    let mut referenced = Vec::new();
    T::schemas(&mut referenced);
    let definitions: Map<_, _> =
        referenced.into_iter().map(|(name, schema)| (name, serde_json::to_value(schema).unwrap_or_default())).collect();
    let mut whole = serde_json::to_value(T::schema()).unwrap_or_default();
    if let Value::Object(object) = &mut whole {
        object.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("title".to_owned(), json!(kind));
        if !definitions.is_empty() {
            object.insert("$defs".to_owned(), Value::Object(definitions));
        }
    }
    relocate(&mut whole);
    (kind, whole)
}

/// References of OpenAPI become references of JSON Schema.
fn relocate(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (name, inner) in object {
                match inner {
                    Value::String(text) if name == "$ref" => *text = text.replace("#/components/schemas/", "#/$defs/"),
                    _ => relocate(inner),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(relocate),
        _ => {}
    }
}
