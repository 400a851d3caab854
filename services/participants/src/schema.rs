//! Tables of this service.

diesel::table! {
    logos (territoire_id, empreinte) {
        territoire_id -> Uuid,
        empreinte -> Text,
        image -> Binary,
    }
}

diesel::table! {
    participants (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        version -> Integer,
        nom -> Text,
        prenom -> Text,
        nom_recherche -> Text,
        date_naissance -> Date,
        sexe -> Text,
        commune -> Nullable<Text>,
        telephone -> Nullable<Text>,
        courriel -> Nullable<Text>,
        cree_le -> Timestamptz,
        etat_civil -> Jsonb,
        cles_version -> Integer,
        fusionne_dans -> Nullable<Uuid>,
        dernier_contact -> Nullable<Date>,
        limite_le -> Nullable<Date>,
        archive_le -> Nullable<Date>,
        anonymise_le -> Nullable<Date>,
        effacement -> Integer,
    }
}

diesel::table! {
    situations (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        code -> Text,
        reponse -> Text,
        depuis -> Date,
        source -> Text,
        saisie_le -> Timestamptz,
        saisie_par -> Uuid,
        jusqua -> Nullable<Date>,
        piece_id -> Nullable<Uuid>,
        remplace -> Nullable<Uuid>,
        motif -> Nullable<Text>,
        retrait -> Bool,
    }
}

diesel::table! {
    pieces (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        kind -> Text,
        date_document -> Nullable<Date>,
        recue_le -> Nullable<Date>,
        sha256 -> Nullable<Text>,
        saisie_le -> Timestamptz,
        saisie_par -> Uuid,
        etat -> Text,
        motif -> Nullable<Text>,
        expire_le -> Nullable<Date>,
        version -> Integer,
    }
}

diesel::table! {
    candidatures (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        prescripteur -> Nullable<Uuid>,
        etat -> Text,
        deposee_le -> Date,
        referent -> Nullable<Uuid>,
        affectee_le -> Nullable<Date>,
        diagnostiquee_le -> Nullable<Date>,
        decidee_le -> Nullable<Date>,
        entree_le -> Nullable<Date>,
        motif -> Nullable<Text>,
        commentaire -> Nullable<Text>,
        prescripteur_a_contacter_le -> Nullable<Date>,
        suivi_termine_le -> Nullable<Date>,
        entrees_remplacees -> Jsonb,
        action_collective_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    actions_collectives (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        nom -> Text,
        le -> Date,
        structure -> Nullable<Uuid>,
        operation -> Nullable<Uuid>,
        saisie_le -> Timestamptz,
        saisie_par -> Uuid,
    }
}

diesel::table! {
    reperages (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        futur_dossier -> Uuid,
        etat -> Text,
        nom -> Nullable<Text>,
        prenom -> Nullable<Text>,
        date_naissance -> Nullable<Date>,
        commune -> Nullable<Text>,
        telephone -> Nullable<Text>,
        courriel -> Nullable<Text>,
        repere_le -> Date,
        contexte -> Nullable<Text>,
        base_legale -> Text,
        informee_le -> Date,
        garde_jusqu_au -> Date,
        structure -> Nullable<Uuid>,
        candidature_id -> Nullable<Uuid>,
        motif -> Nullable<Text>,
        par -> Uuid,
    }
}

diesel::table! {
    engagements (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        version -> Integer,
        participant_id -> Uuid,
        organisme -> Text,
        structure -> Nullable<Uuid>,
        referent_unique -> Nullable<Text>,
        oriente_le -> Date,
        signe_le -> Nullable<Date>,
        heures -> Nullable<SmallInt>,
        statut -> Text,
        fin_le -> Nullable<Date>,
        par -> Uuid,
    }
}

diesel::table! {
    candidature_signatures (territoire_id, candidature_id, signataire) {
        territoire_id -> Uuid,
        candidature_id -> Uuid,
        signataire -> Text,
        signe_le -> Date,
        nom -> Nullable<Text>,
        lieu -> Nullable<Text>,
        mode -> Text,
        preuve -> Nullable<Jsonb>,
        saisie_le -> Timestamptz,
        saisie_par -> Uuid,
    }
}

diesel::table! {
    diagnostics (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        candidature_id -> Uuid,
        etabli_le -> Date,
        auteur -> Uuid,
        elements -> Jsonb,
        contenu -> Nullable<Jsonb>,
        import_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    presences_constatees (territoire_id, rendez_vous_id, participant_id) {
        territoire_id -> Uuid,
        rendez_vous_id -> Uuid,
        participant_id -> Uuid,
        jour -> Date,
        present -> Bool,
        nature -> Text,
        excuse -> Bool,
    }
}

diesel::table! {
    commissions (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        tenue_le -> Date,
        etat -> Text,
        presents -> Array<Uuid>,
        instance -> Text,
        lieu -> Nullable<Text>,
        membres -> Jsonb,
        deports -> Jsonb,
        acces_jusquau -> Nullable<Date>,
        deplacements -> Jsonb,
        annulation -> Nullable<Jsonb>,
    }
}

diesel::table! {
    engagements_secret (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        utilisateur_id -> Uuid,
        mandat_du -> Date,
        signe_le -> Date,
        version -> Text,
        texte -> Text,
    }
}

diesel::table! {
    actions_instances (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        commission_id -> Uuid,
        instance -> Text,
        decidee_le -> Date,
        participant_id -> Nullable<Uuid>,
        quoi -> Text,
        qui -> Text,
        echeance -> Date,
        etat -> Text,
        suites -> Jsonb,
        creee_par -> Uuid,
    }
}

diesel::table! {
    commission_dossiers (territoire_id, commission_id, candidature_id) {
        territoire_id -> Uuid,
        commission_id -> Uuid,
        candidature_id -> Uuid,
        rang -> BigInt,
        decision -> Nullable<Text>,
        motif -> Nullable<Text>,
        code_motif -> Nullable<Text>,
        conditions -> Nullable<Text>,
        corrigees -> Jsonb,
        derogation -> Nullable<Text>,
    }
}

diesel::table! {
    demandes (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        candidature_id -> Uuid,
        nature -> Text,
        instance -> Text,
        pour_information -> Bool,
        objet -> Text,
        motif -> Nullable<Text>,
        demandee_le -> Date,
        etat -> Text,
        reportee -> Bool,
        piece_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    commission_demandes (territoire_id, commission_id, demande_id) {
        territoire_id -> Uuid,
        commission_id -> Uuid,
        demande_id -> Uuid,
        rang -> BigInt,
        decision -> Nullable<Text>,
        motif -> Nullable<Text>,
        conditions -> Nullable<Text>,
        deports -> Jsonb,
        corrigees -> Jsonb,
    }
}

diesel::table! {
    contrats (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        candidature_id -> Uuid,
        participant_id -> Uuid,
        engage_le -> Nullable<Date>,
        debut -> Nullable<Date>,
        fin -> Nullable<Date>,
        renouvelle -> Nullable<Uuid>,
        operation -> Nullable<Jsonb>,
        texte -> Text,
        empreinte -> Text,
        termine_le -> Nullable<Date>,
        motif_fin -> Nullable<Text>,
        fige -> Nullable<Jsonb>,
        import_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    contrat_signatures (territoire_id, contrat_id, signataire) {
        territoire_id -> Uuid,
        contrat_id -> Uuid,
        signataire -> Text,
        signe_le -> Date,
        nom -> Nullable<Text>,
        lieu -> Nullable<Text>,
        mode -> Text,
        preuve -> Nullable<Jsonb>,
        saisie_le -> Timestamptz,
        saisie_par -> Uuid,
    }
}

diesel::allow_tables_to_appear_in_same_query!(candidatures, participants, participant_versions, recherche_cles);
diesel::allow_tables_to_appear_in_same_query!(pieces, piece_versions, piece_contenus);
diesel::allow_tables_to_appear_in_same_query!(participants, annonces, obligations);
diesel::allow_tables_to_appear_in_same_query!(participants, situations);
diesel::allow_tables_to_appear_in_same_query!(candidatures, commission_dossiers);
diesel::allow_tables_to_appear_in_same_query!(
    commission_dossiers,
    commission_demandes,
    commissions,
    demandes,
    documents
);

diesel::table! {
    participant_versions (territoire_id, participant_id, version) {
        territoire_id -> Uuid,
        participant_id -> Uuid,
        version -> Integer,
        saisie_le -> Timestamptz,
        saisie_par -> Uuid,
        contenu -> Jsonb,
    }
}

diesel::table! {
    adresses (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        voie -> Nullable<Text>,
        complement -> Nullable<Text>,
        code_postal -> Text,
        commune -> Text,
        qpv -> Nullable<Text>,
        zone_rurale -> Nullable<Bool>,
        depuis -> Date,
        jusqua -> Nullable<Date>,
        piece_id -> Nullable<Uuid>,
        source -> Text,
        remplace -> Nullable<Uuid>,
        motif -> Nullable<Text>,
        retrait -> Bool,
        saisie_le -> Timestamptz,
        saisie_par -> Uuid,
    }
}

diesel::table! {
    piece_versions (territoire_id, piece_id, version) {
        territoire_id -> Uuid,
        piece_id -> Uuid,
        version -> Integer,
        etat -> Text,
        motif -> Nullable<Text>,
        date_document -> Nullable<Date>,
        expire_le -> Nullable<Date>,
        recue_le -> Nullable<Date>,
        saisie_le -> Timestamptz,
        saisie_par -> Uuid,
        sha256 -> Nullable<Text>,
    }
}

diesel::table! {
    piece_contenus (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        piece_id -> Uuid,
        #[sql_name = "cle"]
        emplacement -> Text,
        sha256 -> Text,
        taille -> BigInt,
        type_mime -> Text,
        avis -> Text,
        depose_le -> Timestamptz,
        depose_par -> Uuid,
    }
}

diesel::table! {
    candidature_contacts (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        candidature_id -> Uuid,
        contenu -> Jsonb,
        saisi_le -> Timestamptz,
        saisi_par -> Uuid,
    }
}

diesel::table! {
    liens (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        candidature_id -> Uuid,
        cree_le -> Timestamptz,
        cree_par -> Uuid,
        expire_le -> Timestamptz,
        revoque_le -> Nullable<Timestamptz>,
        consulte_le -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    documents (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        nature -> Text,
        commission_id -> Uuid,
        candidature_id -> Nullable<Uuid>,
        structure -> Nullable<Uuid>,
        donnees -> Jsonb,
        cree_le -> Timestamptz,
        envoye_le -> Nullable<Date>,
        canal -> Nullable<Text>,
        personnes -> Array<Uuid>,
        demande_id -> Nullable<Uuid>,
        caduc_le -> Nullable<Date>,
    }
}

diesel::table! {
    contrat_codes (territoire_id, contrat_id, signataire) {
        territoire_id -> Uuid,
        contrat_id -> Uuid,
        signataire -> Text,
        empreinte -> Text,
        essais -> Integer,
        expire_le -> Timestamptz,
        utilise_le -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    recherche_cles (territoire_id, cle, participant_id) {
        territoire_id -> Uuid,
        cle -> Text,
        participant_id -> Uuid,
    }
}

diesel::table! {
    filtres (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        utilisateur -> Uuid,
        nom -> Text,
        criteres -> Jsonb,
        cree_le -> Timestamptz,
    }
}

diesel::table! {
    fusions (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        garde -> Uuid,
        absorbe -> Uuid,
        motif -> Text,
        deplaces -> Jsonb,
        fait_le -> Timestamptz,
        fait_par -> Uuid,
        annule_le -> Nullable<Timestamptz>,
        annule_par -> Nullable<Uuid>,
    }
}

diesel::table! {
    consentements (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        finalite -> Text,
        partenaire -> Nullable<Uuid>,
        accord -> Bool,
        recueilli_le -> Date,
        expire_le -> Nullable<Date>,
        retire_le -> Nullable<Date>,
        saisi_le -> Timestamptz,
        saisi_par -> Uuid,
        dit -> Bool,
        retrait_dit -> Nullable<Date>,
        rang -> BigInt,
    }
}

diesel::table! {
    obligations (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        operation -> Text,
        jusquau -> Date,
        saisi_le -> Timestamptz,
        saisi_par -> Uuid,
    }
}

diesel::table! {
    registre_droits (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        acte -> Text,
        motif -> Nullable<Text>,
        fait_le -> Timestamptz,
        fait_par -> Uuid,
    }
}

diesel::table! {
    annonces (territoire_id, participant_id) {
        territoire_id -> Uuid,
        participant_id -> Uuid,
        etape -> Text,
        annoncee_le -> Date,
        prevue_le -> Date,
    }
}

diesel::table! {
    correspondances (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        version -> Integer,
        nom -> Text,
        contenu -> Jsonb,
        modifiee_le -> Timestamptz,
    }
}
