use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, Insertable, QueryDsl};
use diesel_async::RunQueryDsl;
use emargement_api::{FeuilleCertifiee, JoursCertifies};
use kernel::{Duree, OperationId, TerritoireId, UtilisateurId, calendrier::plus_mois};
use store::{Colonne, Error, Tx};

use crate::schema::{jours_certifies as jours, minutes_certifiees as minutes};

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

#[derive(Insertable)]
#[diesel(table_name = jours)]
struct RowDuJour<'a> {
    territoire_id: Colonne<TerritoireId>,
    agent: Colonne<UtilisateurId>,
    jour: NaiveDate,
    operation_id: Colonne<OperationId>,
    categorie: &'a str,
    minutes: i32,
    non_justifiees: i32,
}

/// Keeps the minutes of a certified sheet that belong to an operation, until its days are told.
pub(crate) async fn garder(tx: &mut Tx, sheet: &FeuilleCertifiee) -> Result<(), Error> {
    effacer(tx, sheet.agent, sheet.mois).await?;
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

/// Keeps the days of a certified sheet that belong to an operation, in place of the totals of its month.
pub(crate) async fn garder_jours(tx: &mut Tx, sheet: &JoursCertifies) -> Result<(), Error> {
    effacer(tx, sheet.agent, sheet.mois).await?;
    let territoire_id = tx.territoire().into();
    let rows = sheet.lignes.iter().filter_map(|ligne| {
        Some(RowDuJour {
            territoire_id,
            agent: sheet.agent.into(),
            jour: ligne.jour,
            operation_id: ligne.operation?.into(),
            categorie: &ligne.categorie,
            minutes: ligne.minutes.minutes(),
            non_justifiees: ligne.non_justifiees.minutes(),
        })
    });
    diesel::insert_into(jours::table).values(rows.collect::<Vec<_>>()).execute(tx.conn()).await?;
    Ok(())
}

/// Forgets the minutes of a month.
pub(crate) async fn effacer(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<(), Error> {
    let month = minutes::table
        .filter(minutes::territoire_id.eq(tx.territoire().uuid()))
        .filter(minutes::agent.eq(agent.uuid()))
        .filter(minutes::mois.eq(mois));
    diesel::delete(month).execute(tx.conn()).await?;
    let days = jours::table
        .filter(jours::territoire_id.eq(tx.territoire().uuid()))
        .filter(jours::agent.eq(agent.uuid()))
        .filter(jours::jour.ge(mois))
        .filter(jours::jour.lt(plus_mois(mois, 1)));
    diesel::delete(days).execute(tx.conn()).await?;
    Ok(())
}

/// Certified time of an operation on the days of its realisation: person, day, minutes, minutes not proved.
pub(crate) async fn de_l_operation(
    tx: &mut Tx,
    operation: OperationId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<Vec<(UtilisateurId, NaiveDate, Duree, Duree)>, Error> {
    let days: Vec<(Colonne<UtilisateurId>, NaiveDate, i32, i32)> = jours::table
        .filter(jours::territoire_id.eq(tx.territoire().uuid()))
        .filter(jours::operation_id.eq(operation.uuid()))
        .filter(jours::jour.between(du, au))
        .select((jours::agent, jours::jour, jours::minutes, jours::non_justifiees))
        .load(tx.conn())
        .await?;
    // Only the totals of these are known yet: they stand whole on the first day of their month.
    let months: Vec<(Colonne<UtilisateurId>, NaiveDate, i32, i32)> = minutes::table
        .filter(minutes::territoire_id.eq(tx.territoire().uuid()))
        .filter(minutes::operation_id.eq(operation.uuid()))
        .filter(minutes::mois.between(du, au))
        .select((minutes::agent, minutes::mois, minutes::minutes, minutes::non_justifiees))
        .load(tx.conn())
        .await?;
    let duree = |minutes: i32| Duree::try_from(minutes).map_err(|error| Error::Corrupt(error.to_string()));
    let mut sums: BTreeMap<(UtilisateurId, NaiveDate), (Duree, Duree)> = BTreeMap::new();
    for (Colonne(agent), jour, all, unproved) in days.into_iter().chain(months) {
        let sum = sums.entry((agent, jour)).or_default();
        *sum = (sum.0 + duree(all)?, sum.1 + duree(unproved)?);
    }
    Ok(sums.into_iter().map(|((agent, jour), (all, unproved))| (agent, jour, all, unproved)).collect())
}
