use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use fse_api::FiltreMandats;
use kernel::{ActeurId, MandatId, OperationId, ParticipantId, TerritoireId, UtilisateurId};
use store::{Colonne, Error, Paginer, Tx};

use crate::{participations::mandat::domain::Mandat, schema::mandats};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mandats)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<MandatId>,
    operation_id: Colonne<OperationId>,
    controleur: Colonne<UtilisateurId>,
    entiere: bool,
    personnes: Vec<Colonne<ParticipantId>>,
    du: NaiveDate,
    au: NaiveDate,
    motif: String,
    donne_le: DateTime<Utc>,
    donne_par: Colonne<ActeurId>,
}

impl From<Row> for Mandat {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            operation: row.operation_id.into(),
            controleur: row.controleur.into(),
            entiere: row.entiere,
            personnes: row.personnes.into_iter().map(Into::into).collect(),
            du: row.du,
            au: row.au,
            motif: row.motif,
            donne_le: row.donne_le,
            donne_par: row.donne_par.into(),
        }
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, mandat: &Mandat) -> Result<(), Error> {
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: mandat.id.into(),
        operation_id: mandat.operation.into(),
        controleur: mandat.controleur.into(),
        entiere: mandat.entiere,
        personnes: mandat.personnes.iter().copied().map(Into::into).collect(),
        du: mandat.du,
        au: mandat.au,
        motif: mandat.motif.clone(),
        donne_le: mandat.donne_le,
        donne_par: mandat.donne_par.into(),
    };
    diesel::insert_into(mandats::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// Reads a mandate and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: MandatId) -> Result<Option<Mandat>, Error> {
    let query = mandats::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// The mandates on an operation, locked.
pub(crate) async fn de_l_operation(tx: &mut Tx, operation: OperationId) -> Result<Vec<Mandat>, Error> {
    let query = mandats::table
        .filter(mandats::territoire_id.eq(tx.territoire().uuid()))
        .filter(mandats::operation_id.eq(operation.uuid()))
        .order(mandats::id);
    let rows: Vec<Row> = query.select(Row::as_select()).for_update().load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// A page, newest first, and one more when there are more.
pub(crate) async fn lister(tx: &mut Tx, filtre: &FiltreMandats, apres: Option<MandatId>) -> Result<Vec<Mandat>, Error> {
    let mut query = mandats::table.filter(mandats::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(operation) = filtre.operation {
        query = query.filter(mandats::operation_id.eq(operation.uuid()));
    }
    if let Some(controleur) = filtre.controleur {
        query = query.filter(mandats::controleur.eq(controleur.uuid()));
    }
    if let Some(le) = filtre.le {
        query = query.filter(mandats::du.le(le)).filter(mandats::au.ge(le));
    }
    if let Some(apres) = apres {
        query = query.filter(mandats::id.lt(apres.uuid()));
    }
    let rows: Vec<Row> =
        query.order(mandats::id.desc()).select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Writes whom a locked mandate names, and until when.
pub(crate) async fn enregistrer(tx: &mut Tx, mandat: &Mandat) -> Result<(), Error> {
    let personnes: Vec<_> = mandat.personnes.iter().map(|one| one.uuid()).collect();
    diesel::update(mandats::table.find((tx.territoire().uuid(), mandat.id.uuid())))
        .set((mandats::personnes.eq(personnes), mandats::au.eq(mandat.au)))
        .execute(tx.conn())
        .await?;
    Ok(())
}
