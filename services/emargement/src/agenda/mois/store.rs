use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use emargement_api::EtatFeuille;
use kernel::{Code, RessourceId, UtilisateurId};
use store::{Colonne, Error, Tx, read_code};

use crate::schema::feuilles;

/// One thing at a time in a month of somebody: what enters it, and what signs or reopens its sheet, wait for one another
/// here. A month without a sheet has no row to lock.
pub(crate) async fn verrouiller(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<(), Error> {
    let territoire = tx.territoire();
    let lock = format!("SELECT pg_advisory_xact_lock(hashtextextended('mois{territoire}{agent}{mois}', 0))");
    Ok(tx.conn().batch_execute(&lock).await?)
}

/// Where the sheet of a month stands, once it was composed.
pub(crate) async fn feuille(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<Option<EtatFeuille>, Error> {
    let query = feuilles::table
        .filter(feuilles::territoire_id.eq(tx.territoire().uuid()))
        .filter(feuilles::agent.eq(agent.uuid()))
        .filter(feuilles::mois.eq(mois));
    let etat: Option<String> = query.select(feuilles::etat).first(tx.conn()).await.optional()?;
    etat.as_deref().map(read_code).transpose()
}

/// Whose sheets these are, and of which months.
pub(crate) async fn des_feuilles(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<(UtilisateurId, NaiveDate)>, Error> {
    let query = feuilles::table
        .filter(feuilles::territoire_id.eq(tx.territoire().uuid()))
        .filter(feuilles::id.eq_any(ids.iter().map(|one| one.uuid())));
    let rows: Vec<(Colonne<UtilisateurId>, NaiveDate)> =
        query.select((feuilles::agent, feuilles::mois)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(agent), mois)| (agent, mois)).collect())
}

/// The months of these people, from one to another, whose sheet is signed.
pub(crate) async fn signes(
    tx: &mut Tx,
    agents: &[UtilisateurId],
    du: NaiveDate,
    au: NaiveDate,
) -> Result<HashSet<(UtilisateurId, NaiveDate)>, Error> {
    let query = feuilles::table
        .filter(feuilles::territoire_id.eq(tx.territoire().uuid()))
        .filter(feuilles::agent.eq_any(agents.iter().map(|one| one.uuid())))
        .filter(feuilles::mois.between(du, au))
        .filter(feuilles::etat.ne(EtatFeuille::Composee.code()));
    let rows: Vec<(Colonne<UtilisateurId>, NaiveDate)> =
        query.select((feuilles::agent, feuilles::mois)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(agent), mois)| (agent, mois)).collect())
}
