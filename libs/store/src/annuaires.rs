//! What a service knows of what others own, a card of each; and, of what it owns itself, what the others are still
//! to be told.

use std::collections::{BTreeSet, HashMap};

use diesel::{ExpressionMethods, QueryDsl, upsert::excluded};
use diesel_async::RunQueryDsl;
use kernel::RessourceId;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Colonne, Error, Tx,
    schema::{a_dire, annuaire},
};

/// What the cards of users are kept under: their names are read here too.
pub const UTILISATEUR: &str = "utilisateur";

/// What the cards of structures are kept under, for the same reason.
pub const STRUCTURE: &str = "structure";

/// Keeps a card as its owner told it; the former one gives way.
pub async fn garder(tx: &mut Tx, nature: &str, id: RessourceId, fiche: &Value) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(annuaire::table)
        .values((
            annuaire::territoire_id.eq(territoire),
            annuaire::nature.eq(nature),
            annuaire::id.eq(id.uuid()),
            annuaire::fiche.eq(fiche),
        ))
        .on_conflict((annuaire::territoire_id, annuaire::nature, annuaire::id))
        .do_update()
        .set(annuaire::fiche.eq(excluded(annuaire::fiche)))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The cards of these, where they are known.
pub async fn lire(tx: &mut Tx, nature: &str, ids: &[RessourceId]) -> Result<HashMap<RessourceId, Value>, Error> {
    let query = annuaire::table
        .filter(annuaire::territoire_id.eq(tx.territoire().uuid()))
        .filter(annuaire::nature.eq(nature))
        .filter(annuaire::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<(Colonne<RessourceId>, Value)> =
        query.select((annuaire::id, annuaire::fiche)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(id), fiche)| (id, fiche)).collect())
}

/// What the card of a user or of a structure says of its name.
#[derive(Deserialize)]
struct Nom {
    prenom: Option<String>,
    nom: String,
}

/// The names of these users and structures, where their cards are known: `Claire Morel`, `CCAS de Chalon-sur-Saône`.
pub async fn noms(tx: &mut Tx, ids: &[RessourceId]) -> Result<HashMap<RessourceId, String>, Error> {
    let query = annuaire::table
        .filter(annuaire::territoire_id.eq(tx.territoire().uuid()))
        .filter(annuaire::nature.eq_any([UTILISATEUR, STRUCTURE]))
        .filter(annuaire::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<(Colonne<RessourceId>, Value)> =
        query.select((annuaire::id, annuaire::fiche)).load(tx.conn()).await?;
    let nomme = |(Colonne(id), fiche)| {
        let Nom { prenom, nom } = serde_json::from_value(fiche).ok()?;
        Some((id, prenom.map_or_else(|| nom.clone(), |prenom| format!("{prenom} {nom}"))))
    };
    Ok(rows.into_iter().filter_map(nomme).collect())
}

/// Whether something of these natures is still to be told.
pub async fn reste_a_dire(tx: &mut Tx, natures: &[&str]) -> Result<bool, Error> {
    let query =
        a_dire::table.filter(a_dire::territoire_id.eq(tx.territoire().uuid())).filter(a_dire::nature.eq_any(natures));
    Ok(diesel::select(diesel::dsl::exists(query)).get_result(tx.conn()).await?)
}

/// Takes what is to be told of a nature, the oldest first: whose cards changed, each once. Whoever takes at the same
/// instant waits, so that what is found told has been.
pub async fn prendre(tx: &mut Tx, nature: &str, limite: i64) -> Result<Vec<RessourceId>, Error> {
    let territoire = tx.territoire().uuid();
    let next: Vec<i64> = a_dire::table
        .filter(a_dire::territoire_id.eq(territoire))
        .filter(a_dire::nature.eq(nature))
        .order(a_dire::rang)
        .limit(limite)
        .select(a_dire::rang)
        .for_update()
        .load(tx.conn())
        .await?;
    let taken = a_dire::table.filter(a_dire::territoire_id.eq(territoire)).filter(a_dire::rang.eq_any(next));
    let ids: Vec<Colonne<RessourceId>> = diesel::delete(taken).returning(a_dire::id).load(tx.conn()).await?;
    Ok(ids.into_iter().map(RessourceId::from).collect::<BTreeSet<_>>().into_iter().collect())
}
