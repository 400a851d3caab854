//! Tables of the common base, present in every service's schema.
#![expect(missing_docs, reason = "the columns are documented in the migration")]

diesel::table! {
    abonnement (territoire_id, producteur) {
        territoire_id -> Uuid,
        producteur -> Text,
        seq -> BigInt,
        echecs -> Integer,
        gare_le -> Nullable<Timestamptz>,
        erreur -> Nullable<Text>,
    }
}

diesel::table! {
    inbox (territoire_id, producteur, evenement_id) {
        territoire_id -> Uuid,
        producteur -> Text,
        evenement_id -> Uuid,
        applique_le -> Timestamptz,
    }
}

diesel::table! {
    outbox (territoire_id, seq) {
        territoire_id -> Uuid,
        seq -> BigInt,
        id -> Uuid,
        #[sql_name = "type"]
        kind -> Text,
        sujet -> Uuid,
        survenu_le -> Timestamptz,
        trace -> Nullable<Text>,
        donnees -> Jsonb,
    }
}

diesel::table! {
    outbox_tete (territoire_id) {
        territoire_id -> Uuid,
        seq -> BigInt,
    }
}

diesel::table! {
    territoires_connus (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        nom -> Nullable<Text>,
        fuseau -> Text,
    }
}

diesel::table! {
    referentiels (territoire_id, version) {
        territoire_id -> Uuid,
        version -> Integer,
        effet -> Date,
        contenu -> Jsonb,
    }
}

diesel::table! {
    idempotence (territoire_id, sujet, cle) {
        territoire_id -> Uuid,
        sujet -> Uuid,
        cle -> Text,
        empreinte -> Binary,
        reponse -> Nullable<Jsonb>,
        cree_le -> Timestamptz,
        scellee -> Nullable<Binary>,
        personnes -> Array<Uuid>,
    }
}

diesel::table! {
    journal_lecture (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        lu_le -> Timestamptz,
        par -> Uuid,
        sujet -> Text,
        operation -> Text,
        ressource -> Nullable<Uuid>,
    }
}

diesel::table! {
    journal_liste (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        lu_le -> Timestamptz,
        par -> Uuid,
        sujet -> Text,
        operation -> Text,
        personnes -> Array<Uuid>,
    }
}

diesel::table! {
    messages (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        destinataire -> Text,
        sujet -> Text,
        corps -> Text,
        expire_le -> Timestamptz,
        essai_le -> Timestamptz,
        essais -> Integer,
    }
}

diesel::table! {
    historique (territoire_id, objet, version) {
        territoire_id -> Uuid,
        objet -> Uuid,
        version -> Integer,
        modifie_le -> Timestamptz,
        par -> Uuid,
        champs -> Array<Text>,
        valeurs -> Nullable<Jsonb>,
    }
}

diesel::table! {
    travaux (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        nature -> Text,
        objet -> Uuid,
        parametres -> Jsonb,
        etat -> Text,
        fait -> BigInt,
        total -> Nullable<BigInt>,
        probleme -> Nullable<Jsonb>,
        demande_par -> Uuid,
        demande_le -> Timestamptz,
        annulation_le -> Nullable<Timestamptz>,
        fini_le -> Nullable<Timestamptz>,
        rang -> BigInt,
    }
}

diesel::table! {
    travaux_file (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        pour -> Uuid,
        pris_jusqua -> Timestamptz,
        prise -> Nullable<Uuid>,
        essais -> Integer,
    }
}

diesel::table! {
    personnes_fusionnees (territoire_id, fusion) {
        territoire_id -> Uuid,
        fusion -> Uuid,
        garde -> Uuid,
        absorbe -> Uuid,
        deplaces -> Jsonb,
    }
}

diesel::table! {
    annuaire (territoire_id, nature, id) {
        territoire_id -> Uuid,
        nature -> Text,
        id -> Uuid,
        fiche -> Jsonb,
    }
}

diesel::table! {
    dossiers_limites (territoire_id, dossier_id) {
        territoire_id -> Uuid,
        dossier_id -> Uuid,
        limite_le -> Date,
    }
}

diesel::table! {
    a_dire (territoire_id, rang) {
        territoire_id -> Uuid,
        rang -> BigInt,
        nature -> Text,
        id -> Uuid,
    }
}

diesel::table! {
    dossiers_ouverts (territoire_id, source, utilisateur, dossier_id, du) {
        territoire_id -> Uuid,
        source -> Uuid,
        utilisateur -> Uuid,
        dossier_id -> Uuid,
        role -> Text,
        du -> Date,
        au -> Nullable<Date>,
    }
}
