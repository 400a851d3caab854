//! The names of users and structures, which this service owns.

use std::collections::BTreeSet;

use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::RessourceId;
use store::{Colonne, Error, Tx};
use suite_api::{Connus, Nomme};

use crate::schema::{structures, utilisateurs};

/// `chose` with the name of each user and structure that it shows.
pub(crate) async fn nommer<T: Nomme>(tx: &mut Tx, chose: T) -> Result<T, Error> {
    suite_api::nommer(chose, async |innommes| connus(tx, &innommes.autres).await).await
}

/// The names of those of these that are users or structures of the territory.
pub(crate) async fn connus(tx: &mut Tx, ids: &BTreeSet<RessourceId>) -> Result<Connus, Error> {
    let territoire = tx.territoire().uuid();
    let asked = || ids.iter().map(|id| id.uuid());
    let users: Vec<(Colonne<RessourceId>, String, String)> = utilisateurs::table
        .filter(utilisateurs::territoire_id.eq(territoire))
        .filter(utilisateurs::id.eq_any(asked()))
        .select((utilisateurs::id, utilisateurs::prenom, utilisateurs::nom))
        .load(tx.conn())
        .await?;
    let structures: Vec<(Colonne<RessourceId>, String)> = structures::table
        .filter(structures::territoire_id.eq(territoire))
        .filter(structures::id.eq_any(asked()))
        .select((structures::id, structures::nom))
        .load(tx.conn())
        .await?;
    let users = users.into_iter().map(|(Colonne(id), prenom, nom)| (id, format!("{prenom} {nom}")));
    Ok(users.chain(structures.into_iter().map(|(Colonne(id), nom)| (id, nom))).collect())
}
