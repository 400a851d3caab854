use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ActiviteId, Duree, Id, OperationId, UtilisateurId, calendrier};
use referentiel::regles::entreprises::CATEGORIE;
use store::{Colonne, Error, Tx};

use crate::{schema::activites, temps::activite::domain::Activite};

pub(crate) async fn ajouter(tx: &mut Tx, nouvelle: &Activite) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(activites::table)
        .values((
            activites::territoire_id.eq(territoire),
            activites::id.eq(nouvelle.id.uuid()),
            activites::agent.eq(nouvelle.agent.uuid()),
            activites::jour.eq(nouvelle.jour),
            activites::minutes.eq(nouvelle.minutes.minutes()),
            activites::categorie.eq(&nouvelle.categorie),
            activites::operation.eq(nouvelle.operation.map(Id::uuid)),
            activites::libelle.eq(&nouvelle.libelle),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The activities of someone in a month.
pub(crate) async fn du_mois(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<Vec<Activite>, Error> {
    let query = activites::table
        .filter(activites::territoire_id.eq(tx.territoire().uuid()))
        .filter(activites::agent.eq(agent.uuid()))
        .filter(activites::jour.ge(mois))
        .filter(activites::jour.lt(calendrier::plus_mois(mois, 1)))
        .order((activites::jour, activites::id))
        .limit(2_000);
    let rows: Vec<(Colonne<ActiviteId>, NaiveDate, i32, String, Option<Colonne<OperationId>>, String)> = query
        .select((
            activites::id,
            activites::jour,
            activites::minutes,
            activites::categorie,
            activites::operation,
            activites::libelle,
        ))
        .load(tx.conn())
        .await?;
    rows.into_iter()
        .map(|(id, jour, minutes, categorie, operation, libelle)| {
            let minutes = Duree::try_from(minutes).map_err(|error| Error::Corrupt(error.to_string()))?;
            let operation = operation.map(Into::into);
            Ok(Activite { id: id.into(), agent, jour, minutes, categorie, operation, libelle })
        })
        .collect()
}

/// How many companies someone visited between two days: each counts once, by the name that their activities give.
pub(crate) async fn entreprises(
    tx: &mut Tx,
    agent: UtilisateurId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<usize, Error> {
    let query = activites::table
        .filter(activites::territoire_id.eq(tx.territoire().uuid()))
        .filter(activites::agent.eq(agent.uuid()))
        .filter(activites::jour.between(du, au))
        .filter(activites::categorie.eq(CATEGORIE))
        .select(activites::libelle)
        .distinct();
    let named: Vec<String> = query.load(tx.conn()).await?;
    Ok(named.iter().map(|one| one.trim().to_lowercase()).collect::<HashSet<_>>().len())
}
