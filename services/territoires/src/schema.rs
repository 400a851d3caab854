//! Tables of this service.

diesel::table! { territoires (territoire_id, id) { territoire_id -> Uuid, id -> Uuid, code -> Text, nom -> Text, cree_le -> Timestamptz, fuseau -> Text, } }
diesel::table! { comptes (territoire_id, id) { territoire_id -> Uuid, id -> Uuid, courriel -> Text, mot_de_passe -> Text, totp -> Nullable<Binary>, totp_actif -> Bool, totp_dernier -> BigInt, cree_le -> Timestamptz, ferme_le -> Nullable<Timestamptz>, } }
diesel::table! { acces (territoire_id, compte_id, cible) { territoire_id -> Uuid, compte_id -> Uuid, cible -> Uuid, utilisateur_id -> Uuid, cree_le -> Timestamptz, } }
diesel::table! { sessions (territoire_id, id) { territoire_id -> Uuid, id -> Uuid, compte_id -> Uuid, cible -> Uuid, ouverte_le -> Timestamptz, vue_le -> Timestamptz, expire_le -> Timestamptz, fermee_le -> Nullable<Timestamptz>, authentifiee_le -> Nullable<Timestamptz>, } }
diesel::table! { rafraichissements (territoire_id, empreinte) { territoire_id -> Uuid, empreinte -> Binary, session_id -> Uuid, utilise_le -> Nullable<Timestamptz>, } }
diesel::table! { cles (territoire_id, kid) { territoire_id -> Uuid, kid -> Text, scellee -> Binary, signe_des -> Timestamptz, } }
diesel::table! { en_tetes (territoire_id) { territoire_id -> Uuid, version -> Integer, adresse -> Nullable<Jsonb>, telephone -> Nullable<Text>, courriel -> Nullable<Text>, logo -> Nullable<Binary>, } }
diesel::table! { structures (territoire_id, id) { territoire_id -> Uuid, id -> Uuid, nom -> Text, nature -> Text, siret -> Nullable<Text>, version -> Integer, adresse -> Nullable<Jsonb>, telephone -> Nullable<Text>, jusqua -> Nullable<Date>, categorie -> Nullable<Text>, } }
diesel::table! { utilisateurs (territoire_id, id) { territoire_id -> Uuid, id -> Uuid, courriel -> Text, prenom -> Text, nom -> Text, cree_le -> Timestamptz, version -> Integer, telephone -> Nullable<Text>, fonction -> Nullable<Text>, } }
diesel::table! { habilitations (territoire_id, id) { territoire_id -> Uuid, id -> Uuid, utilisateur_id -> Uuid, role -> Text, structure_id -> Nullable<Uuid>, du -> Date, au -> Nullable<Date>, donnee_par -> Uuid, superieur -> Nullable<Uuid>, retiree_le -> Nullable<Timestamptz>, } }
diesel::table! { invitations (territoire_id, cible, utilisateur_id) { territoire_id -> Uuid, cible -> Uuid, utilisateur_id -> Uuid, courriel -> Text, empreinte -> Binary, envoyee_le -> Timestamptz, expire_le -> Timestamptz, } }
diesel::table! { demandes (territoire_id, compte_id, objet) { territoire_id -> Uuid, compte_id -> Uuid, objet -> Text, empreinte -> Binary, courriel -> Nullable<Text>, demandee_le -> Timestamptz, expire_le -> Timestamptz, } }
diesel::table! { codes_secours (territoire_id, compte_id, empreinte) { territoire_id -> Uuid, compte_id -> Uuid, empreinte -> Binary, } }
diesel::table! { clients (territoire_id, id) { territoire_id -> Uuid, id -> Uuid, nom -> Text, secret -> Binary, scopes -> Array<Text>, expire_le -> Date, dernier_usage -> Nullable<Timestamptz>, revoque_le -> Nullable<Timestamptz>, jwks -> Nullable<Jsonb>, } }
diesel::table! { assertions (territoire_id, client_id, empreinte) { territoire_id -> Uuid, client_id -> Uuid, empreinte -> Binary, expire_le -> Timestamptz, } }
diesel::table! { sessions_clients (territoire_id, id) { territoire_id -> Uuid, id -> Uuid, cible -> Uuid, client_id -> Uuid, ouverte_le -> Timestamptz, fermee_le -> Nullable<Timestamptz>, } }

diesel::allow_tables_to_appear_in_same_query!(utilisateurs, habilitations);
diesel::allow_tables_to_appear_in_same_query!(sessions, rafraichissements);
