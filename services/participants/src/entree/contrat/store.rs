use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{CandidatureId, Code, ContratId, De, Id, ImportId, ModeSignature, ParticipantId, TerritoireId};
use pages::contrat::Traits;
use participants_api::{FinContrat, PreuveSignature, SignatureContrat};
use problem::{Problem, Slug};
use referentiel::Signataire;
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Tx, read_code, read_json, write_json};

use crate::{
    entree::{
        contrat::domain::contrat::{CodeAttendu, Contrat},
        signature::{
            domain::Signature,
            store::{Row as SignatureRow, colonnes, signataire},
        },
    },
    schema::{contrat_codes as codes, contrat_signatures as signatures, contrats},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = contrats)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ContratId>,
    candidature_id: Colonne<CandidatureId>,
    participant_id: Colonne<ParticipantId>,
    engage_le: Option<NaiveDate>,
    debut: Option<NaiveDate>,
    fin: Option<NaiveDate>,
    renouvelle: Option<Colonne<ContratId>>,
    operation: Option<Value>,
    texte: String,
    empreinte: String,
    termine_le: Option<NaiveDate>,
    motif_fin: Option<String>,
    fige: Option<Value>,
    import_id: Option<Colonne<ImportId>>,
}

fn contrat(row: Row, signatures: Vec<Signature>) -> Result<Contrat, Error> {
    let motif = row.motif_fin.as_deref().map(read_code).transpose()?;
    Ok(Contrat {
        id: row.id.into(),
        candidature: row.candidature_id.into(),
        participant: row.participant_id.into(),
        debut: row.debut,
        fin: row.fin,
        renouvelle: row.renouvelle.map(Into::into),
        operation: row.operation.map(read_json).transpose()?,
        texte: row.texte,
        empreinte: row.empreinte,
        engage_le: row.engage_le,
        fige: row.fige.map(read_json).transpose()?,
        termine: row.termine_le.zip(motif).map(|(le, motif)| FinContrat { le, motif }),
        signatures,
        import: row.import_id.map(Into::into),
    })
}

/// A contract of which nothing came yet but, of one that a former program tells, its engagement.
fn row(territoire: TerritoireId, nouveau: &Contrat) -> Result<Row, Error> {
    Ok(Row {
        territoire_id: territoire.into(),
        id: nouveau.id.into(),
        candidature_id: nouveau.candidature.into(),
        participant_id: nouveau.participant.into(),
        engage_le: nouveau.engage_le,
        debut: nouveau.debut,
        fin: nouveau.fin,
        renouvelle: nouveau.renouvelle.map(Into::into),
        operation: nouveau.operation.as_ref().map(write_json).transpose()?,
        texte: nouveau.texte.clone(),
        empreinte: nouveau.empreinte.clone(),
        termine_le: None,
        motif_fin: None,
        fige: None,
        import_id: nouveau.import.map(Into::into),
    })
}

/// Records contracts that were signed before the suite, with who signed them.
pub(crate) async fn reprendre(tx: &mut Tx, all: &[Contrat]) -> Result<(), Error> {
    let territoire = tx.territoire();
    let rows = all.iter().map(|one| row(territoire, one)).collect::<Result<Vec<_>, Error>>()?;
    diesel::insert_into(contrats::table).values(rows).execute(tx.conn()).await?;
    let given = all.iter().flat_map(|one| one.signatures.iter().map(|signature| (one.id, signature)));
    let rows = given.map(|(id, one)| {
        (
            signatures::territoire_id.eq(territoire.uuid()),
            signatures::contrat_id.eq(id.uuid()),
            signatures::signataire.eq(one.signataire.nom()),
            signatures::signe_le.eq(one.signe_le),
            signatures::mode.eq(one.mode.code()),
            signatures::saisie_le.eq(one.saisie_le),
            signatures::saisie_par.eq(one.saisie_par.uuid()),
        )
    });
    diesel::insert_into(signatures::table).values(rows.collect::<Vec<_>>()).execute(tx.conn()).await?;
    Ok(())
}

/// Writes a contract that nobody signed yet.
pub(crate) async fn ajouter(tx: &mut Tx, nouveau: &Contrat) -> Result<(), Problem> {
    let row = row(tx.territoire(), nouveau)?;
    let done = diesel::insert_into(contrats::table).values(&row).execute(tx.conn()).await;
    let conflict = |detail: &'static str| move || Problem::new(Slug::Conflit, detail);
    if row.renouvelle.is_some() {
        done.on_constraint("contrats_renouvelle", conflict("Ce contrat a déjà été renouvelé."))?;
    } else {
        done.on_constraint("contrats_candidature", conflict("Cette candidature a déjà son contrat d'engagement."))?;
    }
    Ok(())
}

/// A contract with its signatures, locked for the rest of a writing transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ContratId) -> Result<Option<Contrat>, Error> {
    let query = contrats::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    match row {
        Some(row) => completer(tx, row).await.map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn voir(tx: &mut Tx, id: ContratId) -> Result<Option<Contrat>, Error> {
    let query = contrats::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    match row {
        Some(row) => completer(tx, row).await.map(Some),
        None => Ok(None),
    }
}

/// Adds its signatures.
async fn completer(tx: &mut Tx, row: Row) -> Result<Contrat, Error> {
    tx.concerner(&De::une(row.participant_id.into(), ())).await?;
    let query = signatures::table
        .filter(signatures::territoire_id.eq(row.territoire_id))
        .filter(signatures::contrat_id.eq(row.id))
        .order((signatures::signe_le, signatures::signataire));
    let signed: Vec<SignatureRow> = query.select(colonnes!(signatures)).load(tx.conn()).await?;
    contrat(row, signed.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?)
}

/// Keeps a signature; as it was kept.
pub(crate) async fn signer(tx: &mut Tx, id: ContratId, signature: SignatureContrat) -> Result<Signature, Problem> {
    let mode = signature.mode.mode();
    let preuve = match &signature.mode {
        PreuveSignature::Dessinee { traits } => Some(write_json(traits)?),
        PreuveSignature::Code { .. } => None,
        PreuveSignature::Papier { piece, .. } => Some(write_json(&piece.map(Id::uuid))?),
    };
    let (territoire, saisie_le, saisie_par) = (tx.territoire().uuid(), tx.now(), tx.acteur().id);
    let SignatureContrat { signataire, signe_le, nom, lieu, .. } = signature;
    diesel::insert_into(signatures::table)
        .values((
            signatures::territoire_id.eq(territoire),
            signatures::contrat_id.eq(id.uuid()),
            signatures::signataire.eq(signataire.nom()),
            signatures::signe_le.eq(signe_le),
            signatures::nom.eq(&nom),
            signatures::lieu.eq(&lieu),
            signatures::mode.eq(mode.code()),
            signatures::preuve.eq(preuve),
            signatures::saisie_le.eq(saisie_le),
            signatures::saisie_par.eq(saisie_par.uuid()),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("contrat_signatures_pkey", || {
            Problem::new(Slug::Conflit, "Cette partie a déjà signé le contrat.")
        })?;
    Ok(Signature { signataire, signe_le, nom, lieu, mode, saisie_le, saisie_par })
}

/// Writes what became of a contract that was read with [`verrouiller`], its signatures aside.
pub(crate) async fn enregistrer(tx: &mut Tx, contrat: &Contrat) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), contrat.id.uuid());
    diesel::update(contrats::table.find(key))
        .set((
            contrats::fige.eq(contrat.fige.as_ref().map(write_json).transpose()?),
            contrats::engage_le.eq(contrat.engage_le),
            contrats::termine_le.eq(contrat.termine.as_ref().map(|fin| fin.le)),
            contrats::motif_fin.eq(contrat.termine.as_ref().map(|fin| fin.motif.code())),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The strokes of the drawn signatures of a contract.
pub(crate) async fn traits(tx: &mut Tx, id: ContratId) -> Result<Vec<(Signataire, Traits)>, Error> {
    let query = signatures::table
        .filter(signatures::territoire_id.eq(tx.territoire().uuid()))
        .filter(signatures::contrat_id.eq(id.uuid()))
        .filter(signatures::mode.eq(ModeSignature::Dessinee.code()));
    let rows: Vec<(String, Option<Value>)> =
        query.select((signatures::signataire, signatures::preuve)).load(tx.conn()).await?;
    let read = |(who, preuve): (String, Option<Value>)| {
        Ok((signataire(&who)?, preuve.map(read_json).transpose()?.unwrap_or_default()))
    };
    rows.into_iter().map(read).collect()
}

/// The day on which the first contract of each of these candidatures engaged, when it did.
pub(crate) async fn engagements(
    tx: &mut Tx,
    candidatures: &[CandidatureId],
) -> Result<HashMap<CandidatureId, NaiveDate>, Error> {
    let query = contrats::table
        .filter(contrats::territoire_id.eq(tx.territoire().uuid()))
        .filter(contrats::candidature_id.eq_any(candidatures.iter().map(|id| id.uuid())))
        .filter(contrats::renouvelle.is_null())
        .filter(contrats::engage_le.is_not_null());
    let rows: Vec<(Colonne<CandidatureId>, Option<NaiveDate>)> =
        query.select((contrats::candidature_id, contrats::engage_le)).load(tx.conn()).await?;
    Ok(rows.into_iter().filter_map(|(Colonne(candidature), le)| Some((candidature, le?))).collect())
}

/// The contracts of a person, oldest first.
pub(crate) async fn du_participant(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<ContratId>, Error> {
    let query = contrats::table
        .filter(contrats::territoire_id.eq(tx.territoire().uuid()))
        .filter(contrats::participant_id.eq(participant.uuid()))
        .order(contrats::id)
        .limit(100);
    let ids: Vec<Colonne<ContratId>> = query.select(contrats::id).load(tx.conn()).await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// The contracts of a candidature, oldest first.
pub(crate) async fn de_la_candidature(tx: &mut Tx, candidature: CandidatureId) -> Result<Vec<ContratId>, Error> {
    let query = contrats::table
        .filter(contrats::territoire_id.eq(tx.territoire().uuid()))
        .filter(contrats::candidature_id.eq(candidature.uuid()))
        .order(contrats::id)
        .limit(20);
    let ids: Vec<Colonne<ContratId>> = query.select(contrats::id).load(tx.conn()).await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Keeps a code; it replaces the signatory's former one.
pub(crate) async fn attendre(
    tx: &mut Tx,
    id: ContratId,
    qui: Signataire,
    empreinte: &str,
    expire_le: DateTime<Utc>,
) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let fresh = (
        codes::empreinte.eq(empreinte),
        codes::essais.eq(0),
        codes::expire_le.eq(expire_le),
        codes::utilise_le.eq(None::<DateTime<Utc>>),
    );
    diesel::insert_into(codes::table)
        .values((
            codes::territoire_id.eq(territoire),
            codes::contrat_id.eq(id.uuid()),
            codes::signataire.eq(qui.nom()),
            fresh,
        ))
        .on_conflict((codes::territoire_id, codes::contrat_id, codes::signataire))
        .do_update()
        .set(fresh)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The code that a signatory was given.
pub(crate) async fn attendu(tx: &mut Tx, id: ContratId, qui: Signataire) -> Result<Option<CodeAttendu>, Error> {
    let query = codes::table.find((tx.territoire().uuid(), id.uuid(), qui.nom()));
    let row: Option<(String, i32, DateTime<Utc>, Option<DateTime<Utc>>)> = query
        .select((codes::empreinte, codes::essais, codes::expire_le, codes::utilise_le))
        .first(tx.conn())
        .await
        .optional()?;
    Ok(row.map(|(empreinte, essais, expire_le, utilise_le)| CodeAttendu { empreinte, essais, expire_le, utilise_le }))
}

/// Counts a try; a right one uses the code.
pub(crate) async fn essayer(tx: &mut Tx, id: ContratId, qui: Signataire, juste: bool) -> Result<(), Error> {
    let (key, now) = ((tx.territoire().uuid(), id.uuid(), qui.nom()), tx.now());
    diesel::update(codes::table.find(key))
        .set((codes::essais.eq(codes::essais + 1), codes::utilise_le.eq(juste.then_some(now))))
        .execute(tx.conn())
        .await?;
    Ok(())
}
