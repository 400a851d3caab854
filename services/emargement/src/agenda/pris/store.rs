use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{RessourceId, UtilisateurId};
use store::{Error, Tx, read_code};

use crate::{
    agenda::{
        presence::domain::Plage,
        pris::domain::{Preneur, Pris},
    },
    schema::temps_pris,
};

/// The first thing that takes time of somebody in `plage`, `sauf` itself apart. Appointments and activities keep it by
/// themselves, as they are written.
pub(crate) async fn occupe(
    tx: &mut Tx,
    agent: UtilisateurId,
    plage: Plage,
    sauf: RessourceId,
) -> Result<Option<Pris>, Error> {
    let query = temps_pris::table
        .filter(temps_pris::territoire_id.eq(tx.territoire().uuid()))
        .filter(temps_pris::agent.eq(agent.uuid()))
        .filter(temps_pris::source.ne(sauf.uuid()))
        .filter(
            diesel::dsl::sql::<diesel::sql_types::Bool>("tstzrange(debut, fin) && tstzrange(")
                .bind::<diesel::sql_types::Timestamptz, _>(plage.debut)
                .sql(", ")
                .bind::<diesel::sql_types::Timestamptz, _>(plage.fin)
                .sql(")"),
        )
        .order(temps_pris::debut);
    let found: Option<(String, DateTime<Utc>, DateTime<Utc>)> =
        query.select((temps_pris::nature, temps_pris::debut, temps_pris::fin)).first(tx.conn()).await.optional()?;
    let taken = |(nature, debut, fin): (String, _, _)| Ok(Pris { par: read_code::<Preneur>(&nature)?, debut, fin });
    found.map(taken).transpose()
}
