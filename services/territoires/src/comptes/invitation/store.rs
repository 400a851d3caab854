use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{TerritoireId, UtilisateurId};
use store::{Colonne, Error, Tx};

use crate::schema::invitations;

/// An invitation that waits for its holder.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = invitations)]
pub(crate) struct Invitation {
    pub(crate) territoire_id: Colonne<TerritoireId>,
    pub(crate) cible: Colonne<TerritoireId>,
    pub(crate) utilisateur_id: Colonne<UtilisateurId>,
    pub(crate) courriel: String,
    pub(crate) empreinte: Vec<u8>,
    pub(crate) envoyee_le: DateTime<Utc>,
    pub(crate) expire_le: DateTime<Utc>,
}

/// Keeps an invitation; it takes the place of the user's former one.
pub(crate) async fn poser(tx: &mut Tx, invitation: &Invitation) -> Result<(), Error> {
    diesel::insert_into(invitations::table)
        .values(invitation)
        .on_conflict((invitations::territoire_id, invitations::cible, invitations::utilisateur_id))
        .do_update()
        .set((
            invitations::courriel.eq(&invitation.courriel),
            invitations::empreinte.eq(&invitation.empreinte),
            invitations::envoyee_le.eq(invitation.envoyee_le),
            invitations::expire_le.eq(invitation.expire_le),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The invitation of a code, while it may be accepted.
pub(crate) async fn du_code(tx: &mut Tx, empreinte: &[u8]) -> Result<Option<Invitation>, Error> {
    let query = invitations::table
        .filter(invitations::territoire_id.eq(tx.territoire().uuid()))
        .filter(invitations::empreinte.eq(empreinte))
        .filter(invitations::expire_le.gt(tx.now()));
    Ok(query.select(Invitation::as_select()).first(tx.conn()).await.optional()?)
}

/// Takes the invitation of a code, once.
pub(crate) async fn consommer(tx: &mut Tx, empreinte: &[u8]) -> Result<Option<Invitation>, Error> {
    let one = invitations::table
        .filter(invitations::territoire_id.eq(tx.territoire().uuid()))
        .filter(invitations::empreinte.eq(empreinte))
        .filter(invitations::expire_le.gt(tx.now()));
    Ok(diesel::delete(one).returning(Invitation::as_returning()).get_result(tx.conn()).await.optional()?)
}

/// Withdraws the invitation of a user; false when none waits.
pub(crate) async fn retirer(tx: &mut Tx, cible: TerritoireId, utilisateur: UtilisateurId) -> Result<bool, Error> {
    let key = (tx.territoire().uuid(), cible.uuid(), utilisateur.uuid());
    Ok(diesel::delete(invitations::table.find(key)).execute(tx.conn()).await? == 1)
}

/// Until when the invitations of these users may be accepted.
pub(crate) async fn en_attente(
    tx: &mut Tx,
    cible: TerritoireId,
    utilisateurs: &[UtilisateurId],
) -> Result<Vec<(UtilisateurId, DateTime<Utc>)>, Error> {
    let ids: Vec<_> = utilisateurs.iter().map(|id| id.uuid()).collect();
    let query = invitations::table
        .filter(invitations::territoire_id.eq(tx.territoire().uuid()))
        .filter(invitations::cible.eq(cible.uuid()))
        .filter(invitations::utilisateur_id.eq_any(ids))
        .filter(invitations::expire_le.gt(tx.now()));
    let rows: Vec<(Colonne<UtilisateurId>, DateTime<Utc>)> =
        query.select((invitations::utilisateur_id, invitations::expire_le)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(id), expire_le)| (id, expire_le)).collect())
}
