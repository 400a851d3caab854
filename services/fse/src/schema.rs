//! Tables of this service.

diesel::table! {
    operations (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        numero -> Text,
        contenu -> Jsonb,
        version -> Integer,
        dite -> Integer,
    }
}

diesel::table! {
    operation_agents (territoire_id, operation_id, agent) {
        territoire_id -> Uuid,
        operation_id -> Uuid,
        agent -> Uuid,
        cout_annuel_centimes -> BigInt,
        etp_milliemes -> Integer,
    }
}

diesel::table! {
    couts_agents (territoire_id, operation_id, agent, depuis, version) {
        territoire_id -> Uuid,
        operation_id -> Uuid,
        agent -> Uuid,
        depuis -> Date,
        version -> Integer,
        cout_annuel_centimes -> BigInt,
        etp_milliemes -> Integer,
        charge_centimes -> Nullable<BigInt>,
        saisi_le -> Timestamptz,
        saisi_par -> Uuid,
    }
}

diesel::table! {
    participations (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        operation_id -> Uuid,
        participant_id -> Uuid,
        entree_le -> Date,
        sexe -> Text,
        date_naissance -> Date,
        creee_le -> Timestamptz,
        relire_depuis -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    redites (territoire_id, operation_id) {
        territoire_id -> Uuid,
        operation_id -> Uuid,
        apres -> Uuid,
    }
}

diesel::table! {
    fins_de_parcours (territoire_id, parcours_id) {
        territoire_id -> Uuid,
        parcours_id -> Uuid,
        participant_id -> Uuid,
        le -> Date,
        motif -> Nullable<Text>,
        reprise_le -> Nullable<Date>,
    }
}

diesel::table! {
    entrees_deplacees (territoire_id, candidature_id, avant) {
        territoire_id -> Uuid,
        candidature_id -> Uuid,
        participant_id -> Uuid,
        avant -> Date,
        entree_le -> Date,
    }
}

diesel::table! {
    questionnaires (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participation_id -> Uuid,
        moment -> Text,
        reponses -> Jsonb,
        saisi_le -> Timestamptz,
        saisi_par -> Uuid,
    }
}

diesel::table! {
    minutes_certifiees (territoire_id, agent, mois, operation_id, categorie) {
        territoire_id -> Uuid,
        agent -> Uuid,
        mois -> Date,
        operation_id -> Uuid,
        categorie -> Text,
        minutes -> Integer,
        non_justifiees -> Integer,
    }
}

diesel::table! {
    jours_certifies (territoire_id, agent, jour, operation_id, categorie) {
        territoire_id -> Uuid,
        agent -> Uuid,
        jour -> Date,
        operation_id -> Uuid,
        categorie -> Text,
        minutes -> Integer,
        non_justifiees -> Integer,
    }
}

diesel::table! {
    mandats (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        operation_id -> Uuid,
        controleur -> Uuid,
        entiere -> Bool,
        personnes -> Array<Uuid>,
        du -> Date,
        au -> Date,
        motif -> Text,
        donne_le -> Timestamptz,
        donne_par -> Uuid,
    }
}

diesel::allow_tables_to_appear_in_same_query!(operations, operation_agents);
diesel::allow_tables_to_appear_in_same_query!(participations, questionnaires);
