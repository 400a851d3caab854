//! Tables of this service.

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
    }
}

diesel::table! {
    pieces (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        participant_id -> Uuid,
        kind -> Text,
        date_document -> Date,
        recue_le -> Date,
        sha256 -> Nullable<Text>,
        saisie_le -> Timestamptz,
        saisie_par -> Uuid,
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
    }
}

diesel::table! {
    candidature_signatures (territoire_id, candidature_id, signataire) {
        territoire_id -> Uuid,
        candidature_id -> Uuid,
        signataire -> Text,
        signe_le -> Date,
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
    }
}

diesel::table! {
    entretiens_diagnostic (territoire_id, rendez_vous_id) {
        territoire_id -> Uuid,
        rendez_vous_id -> Uuid,
        participant_id -> Uuid,
        jour -> Date,
        tenu -> Bool,
    }
}

diesel::table! {
    commissions (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        tenue_le -> Date,
        etat -> Text,
        presents -> Array<Uuid>,
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
    }
}

diesel::table! {
    contrats (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        candidature_id -> Uuid,
        participant_id -> Uuid,
        engage_le -> Nullable<Date>,
    }
}

diesel::table! {
    contrat_signatures (territoire_id, contrat_id, signataire) {
        territoire_id -> Uuid,
        contrat_id -> Uuid,
        signataire -> Text,
        signe_le -> Date,
    }
}

diesel::allow_tables_to_appear_in_same_query!(candidatures, participants);
