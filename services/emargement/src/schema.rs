//! Tables of this service.

diesel::table! {
    rendez_vous (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        nature -> Text,
        titre -> Text,
        debut -> Timestamptz,
        fin -> Timestamptz,
        jour -> Date,
        lieu -> Text,
        animateur -> Uuid,
        operation -> Nullable<Uuid>,
        categorie -> Text,
        etat -> Text,
        animateur_arrivee -> Nullable<Timestamptz>,
        animateur_depart -> Nullable<Timestamptz>,
        recueil -> Nullable<Jsonb>,
        dit -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    presences (territoire_id, rendez_vous_id, participant_id) {
        territoire_id -> Uuid,
        rendez_vous_id -> Uuid,
        participant_id -> Uuid,
        issue -> Text,
        motif -> Nullable<Text>,
        arrivee -> Nullable<Timestamptz>,
        depart -> Nullable<Timestamptz>,
        recueil -> Nullable<Jsonb>,
        id -> Uuid,
        attend_compte_rendu -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    comptes_rendus (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        rendez_vous_id -> Uuid,
        participant_id -> Nullable<Uuid>,
        auteur -> Uuid,
        pour -> Jsonb,
        etat -> Text,
        version -> Integer,
        ecrit -> Jsonb,
        modifie_le -> Timestamptz,
        valide_le -> Nullable<Timestamptz>,
        motif -> Nullable<Text>,
        corrige_par -> Nullable<Uuid>,
        corrige_le -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    compte_rendu_versions (territoire_id, compte_rendu_id, version) {
        territoire_id -> Uuid,
        compte_rendu_id -> Uuid,
        version -> Integer,
        ecrit -> Jsonb,
        pour -> Jsonb,
        par -> Uuid,
        le -> Timestamptz,
        motif -> Nullable<Text>,
    }
}

diesel::table! {
    racines (territoire_id, jour) {
        territoire_id -> Uuid,
        jour -> Date,
        seq -> BigInt,
        empreinte -> Binary,
        signature -> Binary,
        cle_publique -> Binary,
        signee_le -> Timestamptz,
        precedente -> Nullable<Binary>,
    }
}

diesel::table! {
    registre (territoire_id, seq) {
        territoire_id -> Uuid,
        seq -> BigInt,
        precedente -> Binary,
        contenu -> Text,
        empreinte -> Binary,
        inscrite_le -> Timestamptz,
        objet -> Nullable<Uuid>,
    }
}

diesel::table! {
    registre_textes (territoire_id, seq, champ) {
        territoire_id -> Uuid,
        seq -> BigInt,
        champ -> Text,
        sel -> Binary,
        texte -> Text,
        objet -> Uuid,
    }
}

diesel::table! {
    registre_hauteurs (territoire_id) {
        territoire_id -> Uuid,
        seq -> BigInt,
        empreinte -> Binary,
    }
}

diesel::table! {
    activites (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        agent -> Uuid,
        jour -> Date,
        minutes -> Integer,
        categorie -> Text,
        operation -> Nullable<Uuid>,
        libelle -> Text,
        debut -> Nullable<Timestamptz>,
        fin -> Nullable<Timestamptz>,
        retire_le -> Nullable<Timestamptz>,
        retire_par -> Nullable<Uuid>,
        retire_motif -> Nullable<Text>,
    }
}

diesel::table! {
    temps_pris (territoire_id, source) {
        territoire_id -> Uuid,
        source -> Uuid,
        nature -> Text,
        agent -> Uuid,
        debut -> Timestamptz,
        fin -> Timestamptz,
    }
}

diesel::table! {
    conges (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        agent -> Uuid,
        du -> Date,
        au -> Date,
        retire_le -> Nullable<Timestamptz>,
        retire_par -> Nullable<Uuid>,
        retire_motif -> Nullable<Text>,
    }
}

diesel::table! {
    feuilles (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        agent -> Uuid,
        mois -> Date,
        version -> Integer,
        etat -> Text,
        agent_le -> Nullable<Timestamptz>,
        superieur -> Nullable<Uuid>,
        superieur_le -> Nullable<Timestamptz>,
        lignes -> Nullable<Jsonb>,
        jours_dits -> Nullable<Integer>,
        superieur_designe -> Nullable<Uuid>,
    }
}

diesel::table! {
    feuille_explications (territoire_id, feuille_id, nature, jour) {
        territoire_id -> Uuid,
        feuille_id -> Uuid,
        nature -> Text,
        jour -> Date,
        motif -> Text,
        par -> Uuid,
        explique_le -> Timestamptz,
    }
}

diesel::table! {
    feuille_versions (territoire_id, feuille_id, version) {
        territoire_id -> Uuid,
        feuille_id -> Uuid,
        version -> Integer,
        lignes -> Jsonb,
        agent_le -> Nullable<Timestamptz>,
        superieur -> Nullable<Uuid>,
        superieur_le -> Nullable<Timestamptz>,
        motif -> Text,
        rouverte_le -> Timestamptz,
        rouverte_par -> Uuid,
    }
}

diesel::allow_tables_to_appear_in_same_query!(rendez_vous, presences, activites, comptes_rendus, conges, feuilles);
