use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl};
use diesel_async::RunQueryDsl;
use emargement_api::FeuilleCertifiee;
use kernel::{Duree, OperationId, TerritoireId, UtilisateurId};
use store::{Colonne, Error, Tx};

use crate::schema::minutes_certifiees as minutes;

#[derive(Insertable)]
#[diesel(table_name = minutes)]
struct Row<'a> {
    territoire_id: Colonne<TerritoireId>,
    agent: Colonne<UtilisateurId>,
    mois: NaiveDate,
    operation_id: Colonne<OperationId>,
    categorie: &'a str,
    minutes: i32,
    non_justifiees: i32,
}

/// Keeps the minutes of a certified sheet that belong to an operation.
pub(crate) async fn garder(tx: &mut Tx, sheet: &FeuilleCertifiee) -> Result<(), Error> {
    let territoire_id = tx.territoire().into();
    let rows: Vec<_> = sheet
        .lignes
        .iter()
        .filter_map(|ligne| {
            Some(Row {
                territoire_id,
                agent: sheet.agent.into(),
                mois: sheet.mois,
                operation_id: ligne.operation?.into(),
                categorie: &ligne.categorie,
                minutes: ligne.minutes.minutes(),
                non_justifiees: ligne.non_justifiees.minutes(),
            })
        })
        .collect();
    diesel::insert_into(minutes::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// Forgets the minutes of a month.
pub(crate) async fn effacer(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<(), Error> {
    let month = minutes::table
        .filter(minutes::territoire_id.eq(tx.territoire().uuid()))
        .filter(minutes::agent.eq(agent.uuid()))
        .filter(minutes::mois.eq(mois));
    diesel::delete(month).execute(tx.conn()).await?;
    Ok(())
}

/// Certified time of an operation within its realisation: person, month, minutes, minutes not proved.
pub(crate) async fn de_l_operation(
    tx: &mut Tx,
    operation: OperationId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<Vec<(UtilisateurId, NaiveDate, Duree, Duree)>, Error> {
    let query = minutes::table
        .filter(minutes::territoire_id.eq(tx.territoire().uuid()))
        .filter(minutes::operation_id.eq(operation.uuid()))
        .filter(minutes::mois.between(du, au))
        .order((minutes::agent, minutes::mois));
    let rows: Vec<(Colonne<UtilisateurId>, NaiveDate, i32, i32)> = query
        .select((minutes::agent, minutes::mois, minutes::minutes, minutes::non_justifiees))
        .load(tx.conn())
        .await?;
    let duree = |minutes: i32| Duree::try_from(minutes).map_err(|error| Error::Corrupt(error.to_string()));
    rows.into_iter()
        .map(|(Colonne(agent), mois, all, unproved)| Ok((agent, mois, duree(all)?, duree(unproved)?)))
        .collect()
}
