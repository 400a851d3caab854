use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use emargement_api::{CongeDto, NouveauConge};
use kernel::{
    CongeId, UtilisateurId,
    calendrier::{self, Periode},
};
use store::{Error, Tx};

use super::schema::conges;

pub(crate) async fn ajouter(tx: &mut Tx, nouveau: NouveauConge) -> Result<CongeDto, Error> {
    let id: CongeId = tx.id();
    let (territoire, agent) = (tx.territoire().uuid(), tx.acteur().soi());
    diesel::insert_into(conges::table)
        .values((
            conges::territoire_id.eq(territoire),
            conges::id.eq(id.uuid()),
            conges::agent.eq(agent.uuid()),
            conges::du.eq(nouveau.du),
            conges::au.eq(nouveau.au),
        ))
        .execute(tx.conn())
        .await?;
    Ok(CongeDto { id, agent, du: nouveau.du, au: nouveau.au })
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
