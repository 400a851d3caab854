use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{
    UtilisateurId,
    calendrier::{self, Periode},
};
use store::{Error, Tx};

use crate::{schema::conges, temps::conge::domain::Conge};

pub(crate) async fn ajouter(tx: &mut Tx, nouveau: &Conge) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(conges::table)
        .values((
            conges::territoire_id.eq(territoire),
            conges::id.eq(nouveau.id.uuid()),
            conges::agent.eq(nouveau.agent.uuid()),
            conges::du.eq(nouveau.du),
            conges::au.eq(nouveau.au),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The days of leave of someone that touch a month.
pub(crate) async fn du_mois(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<Vec<Periode>, Error> {
    let query = conges::table
        .filter(conges::territoire_id.eq(tx.territoire().uuid()))
        .filter(conges::agent.eq(agent.uuid()))
        .filter(conges::du.lt(calendrier::plus_mois(mois, 1)))
        .filter(conges::au.ge(mois));
    let rows: Vec<(NaiveDate, NaiveDate)> = query.select((conges::du, conges::au)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(du, au)| Periode { du, au: Some(au) }).collect())
}
