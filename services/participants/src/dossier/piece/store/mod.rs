pub(crate) mod connu;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    AsChangeset, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ContenuId, De, ParticipantId, PieceId, TerritoireId};
use participants_api::Contenu;
use store::{Colonne, Error, Tx, read_code};

use crate::{
    dossier::piece::domain::Piece,
    schema::{piece_contenus as contenus, piece_versions as versions, pieces},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = pieces, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<PieceId>,
    participant_id: Colonne<ParticipantId>,
    kind: String,
    date_document: Option<NaiveDate>,
    recue_le: Option<NaiveDate>,
    sha256: Option<String>,
    saisie_le: DateTime<Utc>,
    saisie_par: Colonne<ActeurId>,
    etat: String,
    motif: Option<String>,
    expire_le: Option<NaiveDate>,
    version: i32,
}

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = contenus)]
struct ContenuRow {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ContenuId>,
    piece_id: Colonne<PieceId>,
    emplacement: String,
    sha256: String,
    taille: i64,
    type_mime: String,
    avis: String,
    depose_le: DateTime<Utc>,
    depose_par: Colonne<ActeurId>,
}

impl TryFrom<Row> for Piece {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            participant: row.participant_id.into(),
            version: row.version,
            kind: row.kind,
            etat: read_code(&row.etat)?,
            motif: row.motif,
            date_document: row.date_document,
            expire_le: row.expire_le,
            recue_le: row.recue_le,
            sha256: row.sha256,
            contenu: None,
            saisie_le: row.saisie_le,
            saisie_par: row.saisie_par.into(),
        })
    }
}

fn row(tx: &Tx, piece: &Piece) -> Row {
    Row {
        territoire_id: tx.territoire().into(),
        id: piece.id.into(),
        participant_id: piece.participant.into(),
        kind: piece.kind.clone(),
        date_document: piece.date_document,
        recue_le: piece.recue_le,
        sha256: piece.sha256.clone(),
        saisie_le: piece.saisie_le,
        saisie_par: piece.saisie_par.into(),
        etat: piece.etat.code().to_owned(),
        motif: piece.motif.clone(),
        expire_le: piece.expire_le,
        version: piece.version,
    }
}

impl TryFrom<ContenuRow> for Contenu {
    type Error = Error;

    fn try_from(row: ContenuRow) -> Result<Self, Error> {
        Ok(Self {
            sha256: row.sha256,
            taille: row.taille,
            type_mime: row.type_mime,
            analyse: read_code(&row.avis)?,
            depose_le: row.depose_le,
            depose_par: row.depose_par.into(),
            depose_par_nom: None,
        })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, piece: &Piece) -> Result<(), Error> {
    let row = row(tx, piece);
    diesel::insert_into(pieces::table).values(&row).execute(tx.conn()).await?;
    garder_version(tx, &row).await
}

/// Writes what became of a pièce that was read with [`verrouiller`], as its next version.
pub(crate) async fn enregistrer(tx: &mut Tx, piece: &Piece) -> Result<(), Error> {
    let row = Row { version: piece.version + 1, ..row(tx, piece) };
    diesel::update(pieces::table.find((row.territoire_id, row.id))).set(&row).execute(tx.conn()).await?;
    garder_version(tx, &row).await
}

async fn garder_version(tx: &mut Tx, row: &Row) -> Result<(), Error> {
    let (now, par) = (tx.now(), tx.acteur().id);
    diesel::insert_into(versions::table)
        .values((
            versions::territoire_id.eq(row.territoire_id),
            versions::piece_id.eq(row.id),
            versions::version.eq(row.version),
            versions::etat.eq(&row.etat),
            versions::motif.eq(&row.motif),
            versions::date_document.eq(row.date_document),
            versions::expire_le.eq(row.expire_le),
            versions::recue_le.eq(row.recue_le),
            versions::sha256.eq(&row.sha256),
            versions::saisie_le.eq(now),
            versions::saisie_par.eq(par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A pièce with its file, or `None`.
pub(crate) async fn voir(tx: &mut Tx, id: PieceId) -> Result<Option<Piece>, Error> {
    let query = pieces::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    let Some(row) = row else { return Ok(None) };
    tx.concerner(&De::une(row.participant_id.0, ())).await?;
    let contenu = contenu(tx, id).await?.map(|(_, contenu)| contenu);
    Ok(Some(Piece { contenu, ..row.try_into()? }))
}

/// Reads a pièce and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: PieceId) -> Result<Option<Piece>, Error> {
    let query = pieces::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let found: Option<Piece> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found.as_ref().map(|piece| De::une(piece.participant, ()))).await?;
    Ok(found)
}

/// Every pièce of a file, oldest first, with its last file.
pub(crate) async fn lister(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<Piece>, Error> {
    let query = pieces::table
        .filter(pieces::territoire_id.eq(tx.territoire().uuid()))
        .filter(pieces::participant_id.eq(participant.uuid()))
        .order(pieces::id)
        .limit(1_000);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let pieces = rows.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?;
    completer(tx, pieces, None).await
}

/// Adds to pièces their last file, of those received by `instant` when one is named.
async fn completer(tx: &mut Tx, pieces: Vec<Piece>, instant: Option<DateTime<Utc>>) -> Result<Vec<Piece>, Error> {
    let mut query = contenus::table
        .filter(contenus::territoire_id.eq(tx.territoire().uuid()))
        .filter(contenus::piece_id.eq_any(pieces.iter().map(|piece| piece.id.uuid()).collect::<Vec<_>>()))
        .distinct_on(contenus::piece_id)
        .order((contenus::piece_id, contenus::id.desc()))
        .into_boxed();
    if let Some(instant) = instant {
        query = query.filter(contenus::depose_le.le(instant));
    }
    let rows: Vec<ContenuRow> = query.select(ContenuRow::as_select()).load(tx.conn()).await?;
    let mut files: HashMap<PieceId, ContenuRow> = rows.into_iter().map(|row| (row.piece_id.0, row)).collect();
    pieces
        .into_iter()
        .map(|piece| Ok(Piece { contenu: files.remove(&piece.id).map(TryInto::try_into).transpose()?, ..piece }))
        .collect()
}

/// Records a file received at `emplacement`.
pub(crate) async fn deposer(tx: &mut Tx, id: PieceId, emplacement: &str, contenu: &Contenu) -> Result<(), Error> {
    let row = ContenuRow {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        piece_id: id.into(),
        emplacement: emplacement.to_owned(),
        sha256: contenu.sha256.clone(),
        taille: contenu.taille,
        type_mime: contenu.type_mime.clone(),
        avis: contenu.analyse.code().to_owned(),
        depose_le: contenu.depose_le,
        depose_par: contenu.depose_par.into(),
    };
    diesel::insert_into(contenus::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// The last file of a pièce and where it is kept.
pub(crate) async fn contenu(tx: &mut Tx, id: PieceId) -> Result<Option<(String, Contenu)>, Error> {
    let row: Option<ContenuRow> = contenus::table
        .filter(contenus::territoire_id.eq(tx.territoire().uuid()))
        .filter(contenus::piece_id.eq(id.uuid()))
        .order(contenus::id.desc())
        .select(ContenuRow::as_select())
        .first(tx.conn())
        .await
        .optional()?;
    row.map(|row| Ok((row.emplacement.clone(), row.try_into()?))).transpose()
}
