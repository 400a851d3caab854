use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{CompteId, TerritoireId, UtilisateurId, saisie};
use problem::{Problem, Slug};
use std::collections::HashSet;
use store::{Colonne, Error, OnConstraint, Tx};

use crate::schema::{acces, comptes};

/// An account: it belongs to the deployment, and gives access to territories.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = comptes)]
pub(crate) struct Compte {
    pub(crate) territoire_id: Colonne<TerritoireId>,
    pub(crate) id: Colonne<CompteId>,
    pub(crate) courriel: String,
    pub(crate) mot_de_passe: String,
    pub(crate) totp: Option<Vec<u8>>,
    pub(crate) totp_actif: bool,
    pub(crate) totp_dernier: i64,
    pub(crate) cree_le: DateTime<Utc>,
}

pub(crate) async fn par_courriel(tx: &mut Tx, courriel: &str) -> Result<Option<Compte>, Error> {
    let query = comptes::table
        .filter(comptes::territoire_id.eq(tx.territoire().uuid()))
        .filter(comptes::courriel.eq(saisie::adresse(courriel)));
    Ok(query.select(Compte::as_select()).first(tx.conn()).await.optional()?)
}

/// The account of this identifier.
pub(crate) async fn par_id(tx: &mut Tx, id: CompteId) -> Result<Option<Compte>, Error> {
    Ok(comptes::table
        .find((tx.territoire().uuid(), id.uuid()))
        .select(Compte::as_select())
        .first(tx.conn())
        .await
        .optional()?)
}

/// Opens an account under an address that has none.
pub(crate) async fn ouvrir(tx: &mut Tx, courriel: &str, mot_de_passe: String) -> Result<Compte, Problem> {
    let compte = Compte {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        courriel: saisie::adresse(courriel),
        mot_de_passe,
        totp: None,
        totp_actif: false,
        totp_dernier: 0,
        cree_le: tx.now(),
    };
    let insert = diesel::insert_into(comptes::table).values(&compte).execute(tx.conn()).await;
    insert.on_constraint("comptes_courriel", occupee)?;
    Ok(compte)
}

fn occupee() -> Problem {
    Problem::new(Slug::Conflit, "Un compte a déjà cette adresse.")
}

/// Replaces the password of an account.
pub(crate) async fn changer_mot_de_passe(tx: &mut Tx, compte: CompteId, hash: &str) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), compte.uuid());
    diesel::update(comptes::table.find(key)).set(comptes::mot_de_passe.eq(hash)).execute(tx.conn()).await?;
    Ok(())
}

/// Replaces the address of an account.
pub(crate) async fn changer_courriel(tx: &mut Tx, compte: CompteId, courriel: &str) -> Result<(), Problem> {
    let key = (tx.territoire().uuid(), compte.uuid());
    let update = diesel::update(comptes::table.find(key)).set(comptes::courriel.eq(courriel)).execute(tx.conn()).await;
    update.on_constraint("comptes_courriel", occupee)?;
    Ok(())
}

/// Closes an account: it opens no territory, and keeps neither address, password nor second factor.
pub(crate) async fn fermer(tx: &mut Tx, compte: CompteId) -> Result<(), Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    let opened = acces::table.filter(acces::territoire_id.eq(territoire)).filter(acces::compte_id.eq(compte.uuid()));
    diesel::delete(opened).execute(tx.conn()).await?;
    diesel::update(comptes::table.find((territoire, compte.uuid())))
        .set((
            // Unique, and the address of nobody.
            comptes::courriel.eq(compte.to_string()),
            // The hash of no password.
            comptes::mot_de_passe.eq(""),
            comptes::totp.eq(None::<Vec<u8>>),
            comptes::totp_actif.eq(false),
            comptes::ferme_le.eq(now),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Takes a territory from the account of one of its users; the account, when they had one.
pub(crate) async fn fermer_acces(
    tx: &mut Tx,
    cible: TerritoireId,
    utilisateur: UtilisateurId,
) -> Result<Option<CompteId>, Error> {
    let one = acces::table
        .filter(acces::territoire_id.eq(tx.territoire().uuid()))
        .filter(acces::cible.eq(cible.uuid()))
        .filter(acces::utilisateur_id.eq(utilisateur.uuid()));
    let id: Option<Colonne<CompteId>> =
        diesel::delete(one).returning(acces::compte_id).get_result(tx.conn()).await.optional()?;
    Ok(id.map(Into::into))
}

/// Which of these users of a territory have accepted.
pub(crate) async fn ouverts(
    tx: &mut Tx,
    cible: TerritoireId,
    utilisateurs: &[UtilisateurId],
) -> Result<HashSet<UtilisateurId>, Error> {
    let ids: Vec<_> = utilisateurs.iter().map(|id| id.uuid()).collect();
    let query = acces::table
        .filter(acces::territoire_id.eq(tx.territoire().uuid()))
        .filter(acces::cible.eq(cible.uuid()))
        .filter(acces::utilisateur_id.eq_any(ids));
    let opened: Vec<Colonne<UtilisateurId>> = query.select(acces::utilisateur_id).load(tx.conn()).await?;
    Ok(opened.into_iter().map(Into::into).collect())
}

/// The territories to which an account gives access, oldest first, with the user that it is there.
pub(crate) async fn acces(tx: &mut Tx, compte: CompteId) -> Result<Vec<(TerritoireId, UtilisateurId)>, Error> {
    let query =
        acces::table.filter(acces::territoire_id.eq(tx.territoire().uuid())).filter(acces::compte_id.eq(compte.uuid()));
    let rows: Vec<(Colonne<TerritoireId>, Colonne<UtilisateurId>)> =
        query.order(acces::cree_le).select((acces::cible, acces::utilisateur_id)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(cible), Colonne(utilisateur))| (cible, utilisateur)).collect())
}

pub(crate) async fn ouvrir_acces(
    tx: &mut Tx,
    compte: CompteId,
    cible: TerritoireId,
    utilisateur: UtilisateurId,
) -> Result<(), Problem> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    diesel::insert_into(acces::table)
        .values((
            acces::territoire_id.eq(territoire),
            acces::compte_id.eq(compte.uuid()),
            acces::cible.eq(cible.uuid()),
            acces::utilisateur_id.eq(utilisateur.uuid()),
            acces::cree_le.eq(now),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("acces_pkey", || Problem::new(Slug::Conflit, "Ce compte ouvre déjà ce territoire."))?;
    Ok(())
}

/// The account of a user of a territory.
pub(crate) async fn du_membre(
    tx: &mut Tx,
    cible: TerritoireId,
    utilisateur: UtilisateurId,
) -> Result<Option<Compte>, Error> {
    let query = acces::table
        .filter(acces::territoire_id.eq(tx.territoire().uuid()))
        .filter(acces::cible.eq(cible.uuid()))
        .filter(acces::utilisateur_id.eq(utilisateur.uuid()));
    let id: Option<Colonne<CompteId>> = query.select(acces::compte_id).first(tx.conn()).await.optional()?;
    match id {
        Some(Colonne(id)) => par_id(tx, id).await,
        None => Ok(None),
    }
}

pub(crate) async fn preparer_totp(tx: &mut Tx, compte: CompteId, scelle: &[u8]) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), compte.uuid());
    diesel::update(comptes::table.find(key))
        .set((comptes::totp.eq(scelle), comptes::totp_actif.eq(false), comptes::totp_dernier.eq(0)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Turns the second factor off.
pub(crate) async fn retirer_totp(tx: &mut Tx, compte: CompteId) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), compte.uuid());
    diesel::update(comptes::table.find(key))
        .set((comptes::totp.eq(None::<Vec<u8>>), comptes::totp_actif.eq(false)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Accepts a code of `pas`, once: false when that step, or a later one, was accepted before.
pub(crate) async fn consommer_totp(tx: &mut Tx, compte: CompteId, pas: i64) -> Result<bool, Error> {
    let key = (tx.territoire().uuid(), compte.uuid());
    let changed = diesel::update(comptes::table.find(key).filter(comptes::totp_dernier.lt(pas)))
        .set((comptes::totp_dernier.eq(pas), comptes::totp_actif.eq(true)))
        .execute(tx.conn())
        .await?;
    Ok(changed == 1)
}
