//! Imports.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    AsChangeset, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, CorrespondanceId, ImportId, TerritoireId};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use store::{Colonne, Error, Paginer, Tx, read_code, read_json, write_json};
use suite_api::{EtatImport, ImportResume};

use crate::{Import, schema::imports};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = imports, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ImportId>,
    etat: String,
    fichier: String,
    sha256: Option<String>,
    emplacement: Option<String>,
    correspondance_id: Colonne<CorrespondanceId>,
    lecture: Value,
    entetes: Option<Value>,
    arrete_le: NaiveDate,
    oublie_le: NaiveDate,
    cree_le: DateTime<Utc>,
    cree_par: Colonne<ActeurId>,
}

impl<L: DeserializeOwned> TryFrom<Row> for Import<L> {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            etat: read_code(&row.etat)?,
            fichier: row.fichier,
            sha256: row.sha256,
            emplacement: row.emplacement,
            correspondance: row.correspondance_id.into(),
            lecture: read_json(row.lecture)?,
            entetes: row.entetes.map(read_json).transpose()?.unwrap_or_default(),
            arrete_le: row.arrete_le,
            oublie_le: row.oublie_le,
            cree_le: row.cree_le,
            cree_par: row.cree_par.into(),
        })
    }
}

fn row<L: Serialize>(tx: &Tx, import: &Import<L>) -> Result<Row, Error> {
    Ok(Row {
        territoire_id: tx.territoire().into(),
        id: import.id.into(),
        etat: import.etat.code().to_owned(),
        fichier: import.fichier.clone(),
        sha256: import.sha256.clone(),
        emplacement: import.emplacement.clone(),
        correspondance_id: import.correspondance.into(),
        lecture: write_json(&import.lecture)?,
        entetes: Some(write_json(&import.entetes)?),
        arrete_le: import.arrete_le,
        oublie_le: import.oublie_le,
        cree_le: import.cree_le,
        cree_par: import.cree_par.into(),
    })
}

pub(crate) async fn ajouter<L: Serialize>(tx: &mut Tx, import: &Import<L>) -> Result<(), Error> {
    let row = row(tx, import)?;
    diesel::insert_into(imports::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// Writes the whole of an import that was read with [`verrouiller`].
pub(crate) async fn enregistrer<L: Serialize>(tx: &mut Tx, import: &Import<L>) -> Result<(), Error> {
    let row = row(tx, import)?;
    diesel::update(imports::table.find((row.territoire_id, row.id))).set(&row).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn voir<L: DeserializeOwned>(tx: &mut Tx, id: ImportId) -> Result<Option<Import<L>>, Error> {
    let query = imports::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Reads an import and locks it for the rest of the transaction.
pub(crate) async fn verrouiller<L: DeserializeOwned>(tx: &mut Tx, id: ImportId) -> Result<Option<Import<L>>, Error> {
    let query = imports::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// A page, newest first.
pub(crate) async fn lister(tx: &mut Tx, apres: Option<ImportId>, limite: i64) -> Result<Vec<ImportResume>, Error> {
    let mut query = imports::table.filter(imports::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(apres) = apres {
        query = query.filter(imports::id.lt(apres.uuid()));
    }
    let rows: Vec<(Colonne<ImportId>, String, String, NaiveDate, DateTime<Utc>)> = query
        .order(imports::id.desc())
        .select((imports::id, imports::etat, imports::fichier, imports::arrete_le, imports::cree_le))
        .page(limite)
        .load(tx.conn())
        .await?;
    rows.into_iter()
        .map(|(id, etat, fichier, arrete_le, cree_le)| {
            Ok(ImportResume { id: id.into(), etat: read_code(&etat)?, fichier, arrete_le, cree_le })
        })
        .collect()
}

/// Imports of which the rest is to be forgotten.
pub(crate) async fn a_oublier(tx: &mut Tx, le: NaiveDate, limite: i64) -> Result<Vec<ImportId>, Error> {
    let query = imports::table
        .filter(imports::territoire_id.eq(tx.territoire().uuid()))
        .filter(imports::oublie_le.le(le))
        .filter(imports::etat.ne(EtatImport::Abandonne.code()))
        .limit(limite);
    let ids: Vec<Colonne<ImportId>> = query.select(imports::id).load(tx.conn()).await?;
    Ok(ids.into_iter().map(Into::into).collect())
}
