//! Tables of this service.

diesel::table! {
    parcours (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        candidature_id -> Uuid,
        referent -> Uuid,
        entree_le -> Date,
        etat -> Text,
        sorti_le -> Nullable<Date>,
        reuni_a -> Nullable<Uuid>,
        reuni_motif -> Nullable<Text>,
        reuni_par -> Nullable<Uuid>,
        reprise_source -> Nullable<Text>,
        reprise_reference -> Nullable<Text>,
        connu_depuis -> Nullable<Date>,
        naissance -> Nullable<Date>,
        relire_depuis -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    suspensions (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        nature -> Text,
        du -> Date,
        au -> Nullable<Date>,
        motif -> Text,
        decidee_par -> Uuid,
        import_id -> Nullable<Uuid>,
        version -> Integer,
        retiree -> Bool,
    }
}

diesel::table! {
    affectations (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        referent -> Uuid,
        du -> Date,
        au -> Nullable<Date>,
        motif -> Nullable<Text>,
        par -> Nullable<Uuid>,
        connue_le -> Timestamptz,
        remplacee_le -> Nullable<Timestamptz>,
        nom -> Nullable<Text>,
    }
}

diesel::table! {
    fins (territoire_id, parcours_id) {
        territoire_id -> Uuid,
        parcours_id -> Uuid,
        motif -> Text,
        le -> Date,
        destination -> Nullable<Text>,
        precisions -> Nullable<Text>,
        par -> Uuid,
        import_id -> Nullable<Uuid>,
        fait_id -> Nullable<Uuid>,
        version -> Integer,
        correction -> Nullable<Jsonb>,
    }
}

diesel::table! {
    fins_retirees (territoire_id, fait_id) {
        territoire_id -> Uuid,
        fait_id -> Uuid,
        parcours_id -> Uuid,
    }
}

diesel::table! {
    periodes (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        etat -> Text,
        du -> Date,
        au -> Nullable<Date>,
        debut_emploi -> Nullable<Date>,
        fin_formation -> Nullable<Date>,
        titre_obtenu_le -> Nullable<Date>,
        connue_le -> Timestamptz,
        remplacee_le -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    etapes (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        nature -> Text,
        operateur -> Uuid,
        intitule -> Text,
        debut -> Date,
        fin_prevue -> Date,
        fin -> Nullable<Date>,
        etat -> Text,
        motif -> Nullable<Text>,
        version -> Integer,
        import_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    bilans (territoire_id, etape_id, tenu_le) {
        territoire_id -> Uuid,
        etape_id -> Uuid,
        tenu_le -> Date,
        rendez_vous -> Nullable<Uuid>,
        fait_id -> Nullable<Uuid>,
        import_id -> Nullable<Uuid>,
        commentaire -> Nullable<Text>,
    }
}

diesel::table! {
    sorties (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        nature -> Jsonb,
        debut -> Date,
        employeur -> Text,
        etat -> Text,
        piece -> Nullable<Uuid>,
        justifiee_le -> Nullable<Date>,
        rompue_le -> Nullable<Date>,
        decision_le -> Nullable<Date>,
        decision_motif -> Nullable<Text>,
        acquise_le -> Nullable<Date>,
        decision_conditions -> Jsonb,
        partiel_choisi_le -> Nullable<Date>,
        age -> Nullable<Integer>,
        contrats -> Jsonb,
        accord_le -> Nullable<Date>,
        accord_moyen -> Nullable<Text>,
        appels -> Jsonb,
        repondu_en -> Nullable<Date>,
        correction -> Nullable<Jsonb>,
        import_id -> Nullable<Uuid>,
        version -> Integer,
        abandon -> Nullable<Jsonb>,
    }
}

diesel::table! {
    contacts (territoire_id, rendez_vous, participant_id) {
        territoire_id -> Uuid,
        rendez_vous -> Uuid,
        participant_id -> Uuid,
        jour -> Date,
        nature -> Text,
        minutes -> Integer,
        justifie -> Bool,
        import_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    capacites (territoire_id, referent, des_le) {
        territoire_id -> Uuid,
        referent -> Uuid,
        des_le -> Date,
        centiemes_etp -> SmallInt,
        connue_le -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    capacites_remplacees (territoire_id, referent, des_le, rang) {
        territoire_id -> Uuid,
        referent -> Uuid,
        des_le -> Date,
        rang -> Integer,
        centiemes_etp -> SmallInt,
        connue_le -> Nullable<Timestamptz>,
        remplacee_le -> Timestamptz,
    }
}

diesel::table! {
    conventions_places (territoire_id, id, version) {
        territoire_id -> Uuid,
        id -> Uuid,
        version -> Integer,
        structure -> Uuid,
        referent -> Nullable<Uuid>,
        du -> Date,
        au -> Date,
        places -> Integer,
        centiemes_etp -> Integer,
        reference -> Text,
        connue_le -> Timestamptz,
        remplacee_le -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    grilles (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        structure -> Uuid,
        mois -> Date,
        figee_le -> Timestamptz,
        figee_par -> Uuid,
        personnes -> Nullable<Integer>,
        occupees -> Nullable<Integer>,
    }
}

diesel::table! {
    grilles_lignes (territoire_id, grille_id, parcours_id) {
        territoire_id -> Uuid,
        grille_id -> Uuid,
        parcours_id -> Uuid,
        referent -> Uuid,
        entree_le -> Date,
        sorti_le -> Nullable<Date>,
        compte -> Bool,
        jours -> Jsonb,
        periodes -> Jsonb,
        delegue -> Bool,
        contacts -> Integer,
        minutes -> Integer,
        etape -> Nullable<Text>,
        rang -> Nullable<Integer>,
    }
}

diesel::table! {
    passations (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        de -> Uuid,
        vers -> Uuid,
        des_le -> Date,
        jusqu_au -> Nullable<Date>,
        personnes -> Integer,
        le -> Timestamptz,
        par -> Uuid,
    }
}

diesel::table! {
    passations_fiches (territoire_id, passation_id, parcours_id) {
        territoire_id -> Uuid,
        passation_id -> Uuid,
        parcours_id -> Uuid,
        contenu -> Jsonb,
        lignes -> Jsonb,
        sensibles -> Jsonb,
    }
}

diesel::table! {
    accords (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        partenaire -> Uuid,
        accord -> Bool,
        recueilli_le -> Date,
        expire_le -> Nullable<Date>,
        retire_le -> Nullable<Date>,
        rang -> BigInt,
    }
}

diesel::table! {
    echeances (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        source -> Text,
        sujet -> Uuid,
        objet -> Text,
        objet_id -> Uuid,
        regle -> Text,
        participant_id -> Uuid,
        parcours_id -> Nullable<Uuid>,
        referent -> Nullable<Uuid>,
        alerte_le -> Date,
        limite -> Date,
        contenu -> Jsonb,
        reportable -> Bool,
        reportee_au -> Nullable<Date>,
        report_motif -> Nullable<Text>,
        report_par -> Nullable<Uuid>,
        report_le -> Nullable<Timestamptz>,
        connue_le -> Timestamptz,
        close_le -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    actions (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        version -> Integer,
        nature -> Text,
        intitule -> Text,
        theme -> Nullable<Text>,
        porteur -> Text,
        partenaire -> Nullable<Text>,
        echeance -> Nullable<Date>,
        etape_id -> Nullable<Uuid>,
        etat -> Text,
        etat_le -> Date,
        resultat -> Nullable<Text>,
        par -> Uuid,
    }
}

diesel::table! {
    echeances_regles (territoire_id) {
        territoire_id -> Uuid,
        version -> Nullable<Integer>,
        apres -> Nullable<Uuid>,
        edition -> Integer,
    }
}

diesel::table! {
    situations_rsa (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        reponse -> Text,
        depuis -> Date,
        jusqua -> Nullable<Date>,
        remplace -> Nullable<Uuid>,
        retrait -> Bool,
        saisie_le -> Timestamptz,
    }
}

diesel::table! {
    niveaux (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        theme -> Text,
        le -> Date,
        niveau -> Text,
        par -> Uuid,
        du_diagnostic -> Bool,
    }
}

diesel::table! {
    niveaux_remplaces (territoire_id, niveau_id, rang) {
        territoire_id -> Uuid,
        niveau_id -> Uuid,
        rang -> Integer,
        niveau -> Text,
        par -> Uuid,
        remplace_le -> Timestamptz,
    }
}

diesel::table! {
    liaisons (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        interlocuteur -> Text,
        structure -> Nullable<Uuid>,
        avec -> Nullable<Text>,
        le -> Date,
        etat -> Text,
        moyen -> Nullable<Text>,
        convenu -> Nullable<Text>,
        partage -> Bool,
        motif -> Nullable<Text>,
        par -> Uuid,
    }
}

diesel::table! {
    besoins (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        theme -> Text,
        le -> Date,
        texte -> Text,
        issue -> Nullable<Text>,
        issue_le -> Nullable<Date>,
        precisions -> Nullable<Text>,
        par -> Uuid,
    }
}

diesel::table! {
    demarches (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        nature -> Text,
        le -> Date,
        objet -> Nullable<Text>,
        issue -> Nullable<Text>,
        issue_le -> Nullable<Date>,
        a_renouveler_le -> Nullable<Date>,
        precisions -> Nullable<Text>,
        par -> Uuid,
    }
}

diesel::table! {
    intervenants (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        version -> Integer,
        fonction -> Text,
        nom -> Text,
        organisme -> Nullable<Text>,
        telephone -> Nullable<Text>,
        courriel -> Nullable<Text>,
        du -> Date,
        au -> Nullable<Date>,
        partage -> Text,
        accord_le -> Nullable<Date>,
        par -> Uuid,
    }
}

diesel::table! {
    qualifications (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        qualification -> Text,
        le -> Date,
        cadre -> Text,
        renforce -> Bool,
        decision -> Nullable<Text>,
        suite -> Nullable<Text>,
        suite_le -> Nullable<Date>,
        par -> Uuid,
    }
}

diesel::table! {
    demandes (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        nature -> Text,
        instance -> Text,
        acte -> Nullable<Jsonb>,
        objet -> Text,
        motif -> Nullable<Text>,
        etat -> Text,
        demandee_le -> Date,
        demandee_par -> Uuid,
        decidee_le -> Nullable<Date>,
        commission -> Nullable<Uuid>,
        motif_decision -> Nullable<Text>,
        conditions -> Nullable<Text>,
        sans_effet -> Nullable<Text>,
    }
}

diesel::table! {
    prolongations (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        le -> Date,
        jusqu_au -> Date,
        motif -> Text,
        par -> Uuid,
    }
}

diesel::table! {
    revues (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        le -> Date,
        suite -> Text,
        prochaine_le -> Nullable<Date>,
        bilan -> Text,
        par -> Uuid,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    affectations,
    besoins,
    grilles_lignes,
    echeances,
    demandes,
    demarches,
    liaisons,
    parcours,
    passations_fiches,
    etapes,
    periodes,
    qualifications,
    sorties,
    suspensions
);

diesel::table! {
    correspondances (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        nom -> Text,
        contenu -> Jsonb,
        creee_le -> Timestamptz,
    }
}

diesel::table! {
    suites_reprises (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        contenu -> Jsonb,
        import_id -> Uuid,
    }
}

diesel::table! {
    referents_repris (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        parcours_id -> Uuid,
        referent -> Uuid,
        nom -> Nullable<Text>,
        du -> Date,
        au -> Nullable<Date>,
        import_id -> Uuid,
    }
}
