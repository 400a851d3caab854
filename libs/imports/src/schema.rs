//! The tables of staging: a service that takes tables over has them in its schema.

diesel::table! {
    imports (territoire_id, id) {
        territoire_id -> Uuid,
        id -> Uuid,
        etat -> Text,
        fichier -> Text,
        sha256 -> Nullable<Text>,
        #[sql_name = "cle"]
        emplacement -> Nullable<Text>,
        correspondance_id -> Uuid,
        lecture -> Jsonb,
        entetes -> Nullable<Jsonb>,
        arrete_le -> Date,
        oublie_le -> Date,
        cree_le -> Timestamptz,
        cree_par -> Uuid,
    }
}

diesel::table! {
    lignes_importees (territoire_id, import_id, rang) {
        territoire_id -> Uuid,
        import_id -> Uuid,
        rang -> Integer,
        etat -> Text,
        action -> Nullable<Text>,
        objet_id -> Nullable<Uuid>,
        reference -> Nullable<Text>,
        identite -> Nullable<Text>,
        empreinte -> Nullable<Text>,
        problemes -> Jsonb,
        hesitations -> Jsonb,
        cellules -> Nullable<Jsonb>,
        ordre -> SmallInt,
        groupe -> Nullable<Text>,
        version_vue -> Nullable<Integer>,
    }
}

diesel::table! {
    references_importees (territoire_id, source, reference) {
        territoire_id -> Uuid,
        source -> Text,
        reference -> Text,
        objet_id -> Uuid,
        empreinte -> Text,
        version -> Integer,
        import_id -> Uuid,
    }
}
