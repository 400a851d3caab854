pub(crate) mod liste;
mod versions;

pub(crate) use versions::{archiver, versions};

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    AsChangeset, ExpressionMethods, Insertable, NullableExpressionMethods, OptionalExtension, PgExpressionMethods,
    QueryDsl, Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use emargement_api::{EtatFeuille, Explication, LigneFeuille, NatureAnomalie};
use kernel::{Code, FeuilleId, TerritoireId, UtilisateurId};
use serde_json::Value;
use store::{Colonne, Error, Tx, read_code, read_json, write_json};

use crate::{
    schema::{feuille_explications as explications, feuilles},
    temps::feuille::domain::feuille::Feuille,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = feuilles, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<FeuilleId>,
    agent: Colonne<UtilisateurId>,
    mois: NaiveDate,
    version: i32,
    etat: String,
    agent_le: Option<DateTime<Utc>>,
    superieur: Option<Colonne<UtilisateurId>>,
    superieur_le: Option<DateTime<Utc>>,
    lignes: Option<Value>,
    superieur_designe: Option<Colonne<UtilisateurId>>,
}

impl TryFrom<Row> for Feuille {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            agent: row.agent.into(),
            mois: row.mois,
            version: row.version,
            etat: read_code(&row.etat)?,
            agent_le: row.agent_le,
            superieur: row.superieur.map(Into::into),
            superieur_le: row.superieur_le,
            lignes: row.lignes.map(lire_lignes).transpose()?,
            designe: row.superieur_designe.map(Into::into),
        })
    }
}

/// Reads the lines of a signed sheet. Those of before said of each minute the same: proved, or not.
fn lire_lignes(mut lignes: Value) -> Result<Vec<LigneFeuille>, Error> {
    for ligne in lignes.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        if !ligne.contains_key("justifiees") {
            let proved = ligne.get("justifiee").and_then(Value::as_bool).unwrap_or_default();
            let minutes = if proved { ligne.get("minutes").cloned() } else { None };
            ligne.insert("justifiees".to_owned(), minutes.unwrap_or_else(|| Value::from(0)));
        }
    }
    read_json(lignes)
}

fn row(tx: &Tx, feuille: &Feuille) -> Result<Row, Error> {
    Ok(Row {
        territoire_id: tx.territoire().into(),
        id: feuille.id.into(),
        agent: feuille.agent.into(),
        mois: feuille.mois,
        version: feuille.version,
        etat: feuille.etat.code().to_owned(),
        agent_le: feuille.agent_le,
        superieur: feuille.superieur.map(Into::into),
        superieur_le: feuille.superieur_le,
        lignes: feuille.lignes.as_ref().map(write_json).transpose()?,
        superieur_designe: feuille.designe.map(Into::into),
    })
}

/// Opens the sheet of a month; the one that exists is given back.
pub(crate) async fn ouvrir(tx: &mut Tx, nouvelle: &Feuille) -> Result<Feuille, Error> {
    let row = row(tx, nouvelle)?;
    diesel::insert_into(feuilles::table).values(&row).on_conflict_do_nothing().execute(tx.conn()).await?;
    du_mois(tx, nouvelle.agent, nouvelle.mois).await?.ok_or_else(|| Error::Corrupt("feuille".to_owned()))
}

/// The sheet of someone's month, when there is one.
pub(crate) async fn du_mois(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<Option<Feuille>, Error> {
    let query = feuilles::table
        .filter(feuilles::territoire_id.eq(tx.territoire().uuid()))
        .filter(feuilles::agent.eq(agent.uuid()))
        .filter(feuilles::mois.eq(mois));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

pub(crate) async fn voir(tx: &mut Tx, id: FeuilleId) -> Result<Option<Feuille>, Error> {
    let query = feuilles::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Reads a sheet and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: FeuilleId) -> Result<Option<Feuille>, Error> {
    let query = feuilles::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Writes the whole of a locked sheet.
pub(crate) async fn enregistrer(tx: &mut Tx, feuille: &Feuille) -> Result<(), Error> {
    let row = row(tx, feuille)?;
    diesel::update(feuilles::table.find((tx.territoire().uuid(), feuille.id.uuid())))
        .set(&row)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Certified sheets whose days are still to be told, locked; those that another process holds are left to it.
pub(crate) async fn a_dire(tx: &mut Tx, limite: i64) -> Result<Vec<Feuille>, Error> {
    let query = feuilles::table
        .filter(feuilles::territoire_id.eq(tx.territoire().uuid()))
        .filter(feuilles::etat.eq(EtatFeuille::Certifiee.code()))
        .filter(feuilles::jours_dits.is_distinct_from(feuilles::version.nullable()))
        .order(feuilles::id)
        .limit(limite);
    let rows: Vec<Row> = query.select(Row::as_select()).for_update().skip_locked().load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Whether some are.
pub(crate) async fn reste_a_dire(tx: &mut Tx) -> Result<bool, Error> {
    let query = feuilles::table
        .filter(feuilles::territoire_id.eq(tx.territoire().uuid()))
        .filter(feuilles::etat.eq(EtatFeuille::Certifiee.code()))
        .filter(feuilles::jours_dits.is_distinct_from(feuilles::version.nullable()));
    Ok(diesel::select(diesel::dsl::exists(query)).get_result(tx.conn()).await?)
}

/// Remembers that the days of a locked sheet are told.
pub(crate) async fn noter_dits(tx: &mut Tx, feuille: &Feuille) -> Result<(), Error> {
    diesel::update(feuilles::table.find((tx.territoire().uuid(), feuille.id.uuid())))
        .set(feuilles::jours_dits.eq(feuille.version))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn expliquer(tx: &mut Tx, id: FeuilleId, explication: &Explication) -> Result<(), Error> {
    let (territoire, par, now) = (tx.territoire().uuid(), tx.acteur().id, tx.now());
    diesel::insert_into(explications::table)
        .values((
            explications::territoire_id.eq(territoire),
            explications::feuille_id.eq(id.uuid()),
            explications::nature.eq(explication.nature.code()),
            explications::jour.eq(explication.jour),
            explications::motif.eq(&explication.motif),
            explications::par.eq(par.uuid()),
            explications::explique_le.eq(now),
        ))
        .on_conflict((explications::territoire_id, explications::feuille_id, explications::nature, explications::jour))
        .do_update()
        .set((
            explications::motif.eq(&explication.motif),
            explications::par.eq(par.uuid()),
            explications::explique_le.eq(now),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What was explained on a sheet.
pub(crate) async fn explications(
    tx: &mut Tx,
    id: FeuilleId,
) -> Result<HashMap<(NatureAnomalie, NaiveDate), String>, Error> {
    let query = explications::table
        .filter(explications::territoire_id.eq(tx.territoire().uuid()))
        .filter(explications::feuille_id.eq(id.uuid()));
    let rows: Vec<(String, NaiveDate, String)> =
        query.select((explications::nature, explications::jour, explications::motif)).load(tx.conn()).await?;
    rows.into_iter().map(|(nature, jour, motif)| Ok(((read_code(&nature)?, jour), motif))).collect()
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_signed_before_proofs_were_counted_is_proved_whole_or_not_at_all() {
        let line = |justifiee: bool| {
            json!({ "jour": "2026-03-12", "source": Id::<kernel::kind::Feuille>::MIN, "origine": "rendez_vous",
                "categorie": "entretien", "operation": null, "minutes": 60, "justifiee": justifiee })
        };
        let read = lire_lignes(json!([line(true), line(false)])).unwrap();
        assert_eq!(read.iter().map(|one| one.justifiees.minutes()).collect::<Vec<_>>(), [60, 0]);
    }
}
