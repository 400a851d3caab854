use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, OptionalExtension, QueryDsl, Queryable,
    Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{
    CandidatureId, Code, CommissionId, DemandeId, DocumentId, ParticipantId, RessourceId, StructureId, TerritoireId,
};
use participants_api::NatureDocument;
use serde::Deserialize;
use serde_json::Value;
use store::{Colonne, Error, Paginer, Tx, read_code, read_json, write_json};

use crate::{
    instances::document::domain::{Document, Papier, Recu},
    schema::{commissions, documents},
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
    demande_id: Option<Colonne<DemandeId>>,
    caduc_le: Option<NaiveDate>,
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
            demande: row.demande_id.map(Into::into),
            cree_le: row.cree_le,
            envoye_le: row.envoye_le,
            canal: row.canal.as_deref().map(read_code).transpose()?,
            personnes: row.personnes.into_iter().map(Into::into).collect(),
            caduc_le: row.caduc_le,
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
    pub(crate) demande: Option<DemandeId>,
    pub(crate) structure: Option<StructureId>,
    /// Whom it names; of a letter about a candidature, its own says it.
    pub(crate) personnes: Vec<ParticipantId>,
}

impl Nouveau {
    /// A document that is addressed to nobody and speaks of nobody in particular.
    pub(crate) const fn de(id: DocumentId, papier: Papier) -> Self {
        Self { id, papier, candidature: None, demande: None, structure: None, personnes: vec![] }
    }
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
            demande_id: nouveau.demande.map(Into::into),
            caduc_le: None,
        })
    };
    let rows: Vec<_> = nouveaux.into_iter().map(row).collect::<Result<_, Error>>()?;
    diesel::insert_into(documents::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// The convocations to a session hold no more from today on; says how many did until now.
pub(crate) async fn perimer_les_convocations(tx: &mut Tx, commission: CommissionId) -> Result<usize, Error> {
    let today = tx.today();
    let held = documents::table
        .filter(documents::territoire_id.eq(tx.territoire().uuid()))
        .filter(documents::commission_id.eq(commission.uuid()))
        .filter(documents::nature.eq(NatureDocument::Convocation.code()))
        .filter(documents::caduc_le.is_null());
    Ok(diesel::update(held).set(documents::caduc_le.eq(Some(today))).execute(tx.conn()).await?)
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

type LigneRecue = (Colonne<DocumentId>, Value, String, NaiveDate, Option<Colonne<StructureId>>, Option<NaiveDate>);

/// Extracts that left for one of these structures; `seul`, or a page of them, the last first, and one more when there are
/// more. Those of before, which do not say of whom they tell, are left out.
async fn partis(
    tx: &mut Tx,
    structures: &BTreeSet<StructureId>,
    seul: Option<DocumentId>,
    apres: Option<DocumentId>,
    limite: i64,
) -> Result<Vec<Recu>, Error> {
    let territoire = tx.territoire().uuid();
    let own = commissions::territoire_id.eq(documents::territoire_id).and(commissions::id.eq(documents::commission_id));
    let nobody: Vec<Colonne<ParticipantId>> = Vec::new();
    let mut query = documents::table
        .inner_join(commissions::table.on(own))
        .filter(documents::territoire_id.eq(territoire))
        .filter(commissions::territoire_id.eq(territoire))
        .filter(documents::nature.eq(NatureDocument::Extrait.code()))
        .filter(documents::structure.eq_any(structures.iter().map(|one| one.uuid())))
        .filter(documents::envoye_le.is_not_null())
        .filter(documents::personnes.ne(nobody))
        .into_boxed();
    if let Some(id) = seul {
        query = query.filter(documents::id.eq(id.uuid()));
    }
    if let Some(id) = apres {
        query = query.filter(documents::id.lt(id.uuid()));
    }
    let shown = (
        documents::id,
        documents::donnees,
        commissions::instance,
        commissions::tenue_le,
        documents::structure,
        documents::envoye_le,
    );
    let rows: Vec<LigneRecue> = query.order(documents::id.desc()).select(shown).page(limite).load(tx.conn()).await?;
    let read = |(Colonne(id), donnees, instance, tenue_le, structure, envoye_le): LigneRecue| {
        let reference = read_json::<Cite>(donnees).map(|cited| cited.reference);
        let (Colonne(structure), envoye_le) = structure.zip(envoye_le)?;
        Some(reference.map(|reference| Recu { id, reference, instance, tenue_le, structure, envoye_le }))
    };
    rows.into_iter().filter_map(read).collect()
}

/// A page of the extracts that left for one of these structures, the last first, and one more when there are more.
pub(crate) async fn recus(
    tx: &mut Tx,
    structures: &BTreeSet<StructureId>,
    apres: Option<DocumentId>,
    limite: i64,
) -> Result<Vec<Recu>, Error> {
    partis(tx, structures, None, apres, limite).await
}

/// An extract that left for one of these structures.
pub(crate) async fn recu(
    tx: &mut Tx,
    structures: &BTreeSet<StructureId>,
    id: DocumentId,
) -> Result<Option<Recu>, Error> {
    Ok(partis(tx, structures, Some(id), None, 1).await?.pop())
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
