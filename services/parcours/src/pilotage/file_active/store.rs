use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{
    AggregateExpressionMethods, BoolExpressionMethods, ExpressionMethods, QueryDsl,
    dsl::{count, exists},
};
use diesel_async::RunQueryDsl;
use kernel::{Code, UtilisateurId};
use parcours_api::EtatParcours;
use store::{Colonne, Error, Tx};

use crate::schema::{parcours, sorties};

/// How many persons each référent accompanied from a day to another: who is still in parcours, and who left meanwhile
/// by an exit that held.
pub(crate) async fn accompagnes(
    tx: &mut Tx,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<HashMap<UtilisateurId, u32>, Error> {
    let left = sorties::table
        .filter(sorties::territoire_id.eq(tx.territoire().uuid()))
        .filter(sorties::parcours_id.eq(parcours::id))
        .filter(sorties::acquise_le.ge(du));
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::entree_le.le(au))
        .filter(parcours::etat.ne(EtatParcours::Sorti.code()).or(exists(left)))
        .group_by(parcours::referent)
        .select((parcours::referent, count(parcours::participant_id).aggregate_distinct()));
    let rows: Vec<(Colonne<UtilisateurId>, i64)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(who), many)| (who, u32::try_from(many).unwrap_or(u32::MAX))).collect())
}
