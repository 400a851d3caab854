//! What a read was, in words that the person understands.

/// The sentence of an operation, its subject left out: "a ouvert votre dossier".
#[must_use]
pub(crate) fn phrase(operation: &str) -> &'static str {
    match operation {
        "participant_view" => "a ouvert votre dossier",
        "participant_dossier" => "a lu votre dossier tel qu'il était à une date",
        "situation_list" | "adresse_list" => "a lu votre situation et votre adresse",
        "piece_list" => "a lu la liste de vos justificatifs",
        "piece_open" => "a ouvert l'un de vos justificatifs",
        "eligibilite_view" | "eligibilite_fse_view" => "a vérifié vos droits à l'accompagnement",
        "diagnostic_view" | "diagnostic_print" => "a lu votre diagnostic",
        "contrat_view" | "contrat_list" | "contrat_print" => "a lu votre contrat d'engagement",
        "consentement_list" => "a lu les accords que vous avez donnés",
        "participant_duplicates" => "a cherché si vous aviez un autre dossier",
        "parcours_view" => "a ouvert votre parcours",
        "accompagnement_view" => "a lu le suivi de votre accompagnement",
        "rendez_vous_view" => "a ouvert l'un de vos rendez-vous",
        "participation_view" => "a lu vos réponses aux questionnaires européens",
        _ => "a consulté votre dossier",
    }
}
