//! Former versions of sheets that were reopened.

use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use emargement_api::VersionFeuille;
use kernel::{ActeurId, FeuilleId, Id, UtilisateurId};
use serde_json::Value;
use store::{Colonne, Error, Paginer, Tx, write_json};

use crate::{
    schema::feuille_versions as versions,
    temps::feuille::{domain::feuille::Feuille, store::lire_lignes},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = versions)]
struct Row {
    version: i32,
    lignes: Value,
    agent_le: Option<DateTime<Utc>>,
    superieur: Option<Colonne<UtilisateurId>>,
    superieur_le: Option<DateTime<Utc>>,
    motif: String,
    rouverte_le: DateTime<Utc>,
    rouverte_par: Colonne<ActeurId>,
}

impl TryFrom<Row> for VersionFeuille {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let lignes = lire_lignes(row.lignes)?;
        Ok(Self {
            version: row.version,
            agent_le: row.agent_le,
            superieur: row.superieur.map(Into::into),
            superieur_nom: None,
            superieur_le: row.superieur_le,
            rouverte_le: row.rouverte_le,
            rouverte_par: row.rouverte_par.into(),
            rouverte_par_nom: None,
            motif: row.motif,
            total: lignes.iter().map(|ligne| ligne.minutes).sum(),
            lignes,
        })
    }
}

/// Keeps the signed version of a sheet before it is reopened.
pub(crate) async fn archiver(tx: &mut Tx, feuille: &Feuille, motif: &str) -> Result<(), Error> {
    let (territoire, par, now) = (tx.territoire().uuid(), tx.acteur().id, tx.now());
    let lignes = write_json(&feuille.lignes)?;
    diesel::insert_into(versions::table)
        .values((
            versions::territoire_id.eq(territoire),
            versions::feuille_id.eq(feuille.id.uuid()),
            versions::version.eq(feuille.version),
            versions::lignes.eq(lignes),
            versions::agent_le.eq(feuille.agent_le),
            versions::superieur.eq(feuille.superieur.map(Id::uuid)),
            versions::superieur_le.eq(feuille.superieur_le),
            versions::motif.eq(motif),
            versions::rouverte_le.eq(now),
            versions::rouverte_par.eq(par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A page of the former versions of a sheet, the latest first, before the version `avant`, and one more when there are more.
pub(crate) async fn versions(
    tx: &mut Tx,
    id: FeuilleId,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<VersionFeuille>, Error> {
    let mut query = versions::table
        .filter(versions::territoire_id.eq(tx.territoire().uuid()))
        .filter(versions::feuille_id.eq(id.uuid()))
        .into_boxed();
    if let Some(avant) = avant {
        query = query.filter(versions::version.lt(avant));
    }
    let rows: Vec<Row> =
        query.order(versions::version.desc()).select(Row::as_select()).page(limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
