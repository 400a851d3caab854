//! What a read was, in words that the person understands.

/// The sentence of an operation, its subject left out: "a ouvert votre dossier".
#[must_use]
pub(crate) fn phrase(operation: &str) -> &'static str {
    match operation {
        "participant_contexte" => "a ouvert votre dossier avec votre candidature, votre diagnostic et votre contrat",
        "participant_view" => "a ouvert votre dossier",
        "participant_dossier" => "a lu votre dossier tel qu'il était à une date",
        "participant_list" => "a vu votre nom dans la liste des dossiers",
        "participant_name" => "a affiché votre nom dans une liste",
        "suivi_view" => "a suivi votre candidature par un lien",
        "participant_search" | "filtre_run" => "vous a trouvé par une recherche",
        "participant_duplicates" => "a cherché si vous aviez un autre dossier",
        "situation_list" | "adresse_list" => "a lu votre situation et votre adresse",
        "participant_historique_list" => "a lu ce qui a changé de votre identité",
        "situation_historique_list" | "adresse_historique_list" => {
            "a lu ce qui a changé de votre situation et de votre adresse"
        }
        "engagement_view" | "engagement_list" => "a lu votre contrat d'engagement avec votre organisme référent",
        "engagement_historique_list" => {
            "a lu ce qui a changé de votre contrat d'engagement avec votre organisme référent"
        }
        "piece_list" => "a lu la liste de vos justificatifs",
        "piece_prove" => "a ouvert la preuve de votre sortie pour un bilan européen",
        "piece_open" => "a ouvert l'un de vos justificatifs",
        "eligibilite_view" | "eligibilite_fse_view" => "a vérifié vos droits à l'accompagnement",
        "candidature_view" => "a ouvert votre candidature",
        "candidature_list" | "candidature_follow" => "a vu votre candidature dans une liste",
        "action_collective_view" => "a lu qui une action collective du PLIE a retenu",
        "reperage_view" | "reperage_list" => "a lu que vous aviez été repéré avant toute candidature",
        "lien_list" => "a lu les liens qui donnent à suivre votre candidature",
        "diagnostic_view" | "diagnostic_print" => "a lu votre diagnostic",
        "commission_view" | "commission_list" | "commission_propose" => "a lu l'ordre du jour d'une commission",
        "instance_action_list" => "a lu ce qu'une instance a décidé de faire pour vous",
        "demande_propose" => "a lu ce qui est demandé pour vous à une instance",
        "demande_list" => "a lu ce qui est demandé aux instances pour votre parcours",
        "document_list" | "document_print" => "a lu un document de commission qui vous concerne",
        "extrait_view" | "extrait_print" => "a lu ce qu'une commission a décidé de vous, comme partenaire",
        "contrat_view" | "contrat_list" | "contrat_print" => "a lu votre contrat d'engagement",
        "consentement_list" => "a lu les accords que vous avez donnés",
        "conservation_list" | "conservation_view" => "a lu jusqu'à quand votre dossier est gardé",
        "import_line_list" | "import_rejects" | "import_parcours_line_list" => {
            "a lu ce qu'un fichier repris dit de vous"
        }
        "import_parcours_compare" => "a comparé la file active où vous figurez à celle de l'ancien logiciel",
        "parcours_view" => "a ouvert votre parcours",
        "parcours_list" => "a vu votre parcours dans une liste",
        "parcours_etat_list" => "a lu par quels états votre parcours est passé",
        "plan_view" | "action_view" => "a lu votre plan d'action",
        "action_historique_list" => "a lu ce qui a changé de votre plan d'action",
        "liaison_shared_list" => "a lu, comme partenaire, ce que vous partagez des échanges tenus avec lui",
        "liaison_view" | "liaison_list" => "a lu ce qui est échangé de vous avec des partenaires",
        "besoin_list" => "a lu ce dont vous avez besoin",
        "demarche_list" => "a lu vos démarches auprès du service public de l'emploi",
        "intervenant_view" | "intervenant_list" => "a lu qui vous entoure",
        "intervenant_partage_view" => "a lu ce qui peut être dit de vous à qui vous entoure",
        "intervenant_historique_list" => "a lu ce qui a changé de qui vous entoure",
        "portefeuille_view" => "a préparé un entretien sur le portefeuille où vous êtes",
        "qualification_list" => "a lu comment votre parcours a été qualifié",
        "grille_view"
        | "grille_export"
        | "grille_compare"
        | "grille_figee_view"
        | "grille_figee_export"
        | "grille_figee_print" => "a lu l'état de présence mensuel où vous figurez",
        "fiche_passation_print" | "portefeuille_print" | "passation_print" => {
            "a imprimé la fiche de passation de votre suivi"
        }
        "taux_sorties_personne_list" => "a lu qui est compté dans les taux de sortie",
        "accompagnement_view" => "a lu le suivi de votre accompagnement",
        "etape_view" | "etape_list" => "a lu vos étapes",
        "etape_historique_list" => "a lu ce qui a changé d'une de vos étapes",
        "sortie_historique_list" => "a lu ce qui a changé de votre sortie",
        "suspension_historique_list" => "a lu ce qui a changé d'une suspension de votre parcours",
        "fin_historique_list" => "a lu ce qui a changé de la fin de votre parcours",
        "rendez_vous_view" => "a ouvert l'un de vos rendez-vous",
        "rendez_vous_historique_list" => "a lu ce qui a changé d'un de vos rendez-vous",
        "rendez_vous_list" => "a lu un agenda où vous avez rendez-vous",
        "compte_rendu_view" | "compte_rendu_version_list" => "a lu le compte rendu de l'un de vos rendez-vous",
        "compte_rendu_historique_list" => "a lu quand a été modifié le compte rendu de l'un de vos rendez-vous",
        "compte_rendu_list" => "a vu qu'il y a des comptes rendus de vos rendez-vous",
        "compte_rendu_due_list" => "a vu que le compte rendu de l'un de vos rendez-vous est attendu",
        "registre_list" | "rendez_vous_prove" => "a lu vos émargements dans le registre",
        "feuille_emargement_print" => "a imprimé la feuille d'émargement d'un de vos rendez-vous",
        "participation_view" => "a lu vos réponses aux questionnaires européens",
        "bilan_view" | "bilan_export" => "a lu qui est compté dans le bilan d'une opération européenne",
        "mandat_list" => "a lu à qui votre dossier est ouvert pour un contrôle",
        "echeance_list" | "echeance_try" => "a lu ce que les règles demandent pour vous, et pour quand",
        "suspension_list" => "a lu les suspensions de votre parcours",
        "sortie_view" | "sortie_list" => "a lu ce pour quoi vous sortez du PLIE",
        "suivi_sortie_list" => "a vu qu'il faut vous appeler pendant votre suivi dans l'emploi",
        "participation_list" | "participation_list_all" => "a vu votre participation à une opération européenne",
        _ => "a consulté votre dossier",
    }
}
