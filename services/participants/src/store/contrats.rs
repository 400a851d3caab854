use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::Id;
use participants_api::{Candidature, Contrat, Participant, Signature};
use problem::{Problem, Slug};
use store::{Error, OnConstraint, Tx};
use uuid::Uuid;

use super::{
    candidatures::signataire,
    schema::{contrat_signatures as signatures, contrats},
};

/// A contrat d'engagement, as the use cases know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Acte {
    pub(crate) id: Id<Contrat>,
    pub(crate) candidature: Id<Candidature>,
    pub(crate) participant: Id<Participant>,
    pub(crate) engage_le: Option<NaiveDate>,
    pub(crate) signatures: Vec<Signature>,
}

pub(crate) async fn ajouter(
    tx: &mut Tx,
    candidature: Id<Candidature>,
    participant: Id<Participant>,
) -> Result<Id<Contrat>, Problem> {
    let id: Id<Contrat> = tx.id();
    let territoire = tx.territoire().uuid();
    diesel::insert_into(contrats::table)
        .values((
            contrats::territoire_id.eq(territoire),
            contrats::id.eq(id.uuid()),
            contrats::candidature_id.eq(candidature.uuid()),
            contrats::participant_id.eq(participant.uuid()),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("contrats_candidature", || {
            Problem::new(Slug::Conflit, "Cette candidature a déjà son contrat d'engagement.")
        })?;
    Ok(id)
}

/// A contract with its signatures, locked for the rest of a writing transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: Id<Contrat>) -> Result<Option<Acte>, Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    let locked: Option<Uuid> =
        contrats::table.find(key).select(contrats::id).for_update().first(tx.conn()).await.optional()?;
    if locked.is_some() { voir(tx, id).await } else { Ok(None) }
}

pub(crate) async fn voir(tx: &mut Tx, id: Id<Contrat>) -> Result<Option<Acte>, Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    let row: Option<(Uuid, Uuid, Option<NaiveDate>)> = contrats::table
        .find(key)
        .select((contrats::candidature_id, contrats::participant_id, contrats::engage_le))
        .first(tx.conn())
        .await
        .optional()?;
    let Some((candidature, participant, engage_le)) = row else { return Ok(None) };
    let query = signatures::table
        .filter(signatures::territoire_id.eq(key.0))
        .filter(signatures::contrat_id.eq(key.1))
        .order((signatures::signe_le, signatures::signataire));
    let signed: Vec<(String, NaiveDate)> =
        query.select((signatures::signataire, signatures::signe_le)).load(tx.conn()).await?;
    let signatures = signed
        .into_iter()
        .map(|(who, signe_le)| Ok::<_, Error>(Signature { signataire: signataire(&who)?, signe_le }))
        .collect::<Result<_, _>>()?;
    Ok(Some(Acte { id, candidature: candidature.into(), participant: participant.into(), engage_le, signatures }))
}

pub(crate) async fn signer(tx: &mut Tx, id: Id<Contrat>, signature: Signature) -> Result<(), Problem> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(signatures::table)
        .values((
            signatures::territoire_id.eq(territoire),
            signatures::contrat_id.eq(id.uuid()),
            signatures::signataire.eq(signature.signataire.nom()),
            signatures::signe_le.eq(signature.signe_le),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("contrat_signatures_pkey", || {
            Problem::new(Slug::Conflit, "Cette partie a déjà signé le contrat.")
        })?;
    Ok(())
}

pub(crate) async fn engager(tx: &mut Tx, id: Id<Contrat>, le: NaiveDate) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(contrats::table.find(key)).set(contrats::engage_le.eq(le)).execute(tx.conn()).await?;
    Ok(())
}

/// The day on which the contract of a candidature engaged.
pub(crate) async fn engagement(tx: &mut Tx, candidature: Id<Candidature>) -> Result<Option<NaiveDate>, Error> {
    let query = contrats::table
        .filter(contrats::territoire_id.eq(tx.territoire().uuid()))
        .filter(contrats::candidature_id.eq(candidature.uuid()));
    Ok(query.select(contrats::engage_le).first::<Option<NaiveDate>>(tx.conn()).await.optional()?.flatten())
}
