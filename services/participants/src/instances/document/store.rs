use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{CandidatureId, Code, CommissionId, DocumentId, ParticipantId, RessourceId, StructureId, TerritoireId};
use participants_api::NatureDocument;
use serde::Deserialize;
use serde_json::Value;
use store::{Colonne, Error, Tx, read_code, read_json, write_json};

use crate::{
    instances::document::domain::{Document, Papier},
    schema::documents,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = documents)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<DocumentId>,
    nature: String,
    commission_id: Colonne<CommissionId>,
    candidature_id: Option<Colonne<CandidatureId>>,
    structure: Option<Colonne<StructureId>>,
    donnees: Value,
    cree_le: DateTime<Utc>,
    envoye_le: Option<NaiveDate>,
    canal: Option<String>,
    personnes: Vec<Colonne<ParticipantId>>,
}

/// Of what a document says, what its reference stands for.
#[derive(Deserialize)]
struct Cite {
    reference: RessourceId,
}

impl TryFrom<Row> for Document {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            reference: read_json::<Cite>(row.donnees)?.reference,
            commission: row.commission_id.into(),
            nature: read_code(&row.nature)?,
            structure: row.structure.map(Into::into),
            candidature: row.candidature_id.map(Into::into),
            cree_le: row.cree_le,
            envoye_le: row.envoye_le,
            canal: row.canal.as_deref().map(read_code).transpose()?,
            personnes: row.personnes.into_iter().map(Into::into).collect(),
        })
    }
}

fn lire(nature: NatureDocument, donnees: Value) -> Result<Papier, Error> {
    Ok(match nature {
        NatureDocument::Releve => Papier::Releve(read_json(donnees)?),
        NatureDocument::Extrait => Papier::Extrait(read_json(donnees)?),
        NatureDocument::Courrier => Papier::Courrier(read_json(donnees)?),
        NatureDocument::Convocation => Papier::Convocation(read_json(donnees)?),
    })
}

fn ecrire(papier: &Papier) -> Result<Value, Error> {
    match papier {
        Papier::Releve(page) | Papier::Extrait(page) => write_json(page),
        Papier::Courrier(page) => write_json(page),
        Papier::Convocation(page) => write_json(page),
    }
}

/// A document to keep.
pub(crate) struct Nouveau {
    pub(crate) id: DocumentId,
    pub(crate) papier: Papier,
    pub(crate) candidature: Option<CandidatureId>,
    pub(crate) structure: Option<StructureId>,
    /// Of whom the partner is told, in an extract.
    pub(crate) personnes: Vec<ParticipantId>,
}

/// Keeps the documents of a session, in one statement.
pub(crate) async fn ajouter(tx: &mut Tx, commission: CommissionId, nouveaux: Vec<Nouveau>) -> Result<(), Error> {
    let row = |nouveau: Nouveau| {
        Ok(Row {
            territoire_id: tx.territoire().into(),
            id: nouveau.id.into(),
            nature: nouveau.papier.nature().code().to_owned(),
            commission_id: commission.into(),
            candidature_id: nouveau.candidature.map(Into::into),
            structure: nouveau.structure.map(Into::into),
            donnees: ecrire(&nouveau.papier)?,
            cree_le: tx.now(),
            envoye_le: None,
            canal: None,
            personnes: nouveau.personnes.into_iter().map(Into::into).collect(),
        })
    };
    let rows: Vec<_> = nouveaux.into_iter().map(row).collect::<Result<_, Error>>()?;
    diesel::insert_into(documents::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// Documents of a session.
pub(crate) async fn lister(tx: &mut Tx, commission: CommissionId) -> Result<Vec<Document>, Error> {
    let query = documents::table
        .filter(documents::territoire_id.eq(tx.territoire().uuid()))
        .filter(documents::commission_id.eq(commission.uuid()))
        .order(documents::id)
        .limit(1_000);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A document with what it says.
pub(crate) async fn voir(tx: &mut Tx, id: DocumentId) -> Result<Option<(Document, Papier)>, Error> {
    let query = documents::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    let Some(row) = row else { return Ok(None) };
    let document = Document::try_from(row.clone())?;
    let papier = lire(document.nature, row.donnees)?;
    Ok(Some((document, papier)))
}

/// Reads a document and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: DocumentId) -> Result<Option<Document>, Error> {
    let query = documents::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    row.map(TryInto::try_into).transpose()
}

/// Writes when and how a document that was read with [`verrouiller`] left.
pub(crate) async fn enregistrer(tx: &mut Tx, document: &Document) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), document.id.uuid());
    diesel::update(documents::table.find(key))
        .set((documents::envoye_le.eq(document.envoye_le), documents::canal.eq(document.canal.map(Code::code))))
        .execute(tx.conn())
        .await?;
    Ok(())
}
