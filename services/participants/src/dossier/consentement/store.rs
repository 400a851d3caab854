use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, PgExpressionMethods, QueryDsl, Queryable, Selectable,
    SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ConsentementId, De, Id, ParticipantId, StructureId};
use participants_api::Finalite;
use referentiel::regles::partage::Reponse;
use store::{Colonne, Error, Tx, read_code};

use crate::{dossier::consentement::domain::Consentement, schema::consentements};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = consentements)]
struct ConsentementRow {
    id: Colonne<ConsentementId>,
    participant_id: Colonne<ParticipantId>,
    finalite: String,
    partenaire: Option<Colonne<StructureId>>,
    accord: bool,
    recueilli_le: NaiveDate,
    expire_le: Option<NaiveDate>,
    retire_le: Option<NaiveDate>,
    saisi_par: Colonne<ActeurId>,
}

impl TryFrom<ConsentementRow> for Consentement {
    type Error = Error;

    fn try_from(row: ConsentementRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            participant: row.participant_id.into(),
            finalite: read_code(&row.finalite)?,
            partenaire: row.partenaire.map(Into::into),
            accord: row.accord,
            recueilli_le: row.recueilli_le,
            expire_le: row.expire_le,
            retire_le: row.retire_le,
            saisi_par: row.saisi_par.into(),
        })
    }
}

pub(crate) async fn consentir(tx: &mut Tx, nouveau: &Consentement) -> Result<(), Error> {
    let (territoire, now) = (tx.territoire().uuid(), tx.now());
    diesel::insert_into(consentements::table)
        .values((
            consentements::territoire_id.eq(territoire),
            consentements::id.eq(nouveau.id.uuid()),
            consentements::participant_id.eq(nouveau.participant.uuid()),
            consentements::finalite.eq(nouveau.finalite.code()),
            consentements::partenaire.eq(nouveau.partenaire.map(Id::uuid)),
            consentements::accord.eq(nouveau.accord),
            consentements::recueilli_le.eq(nouveau.recueilli_le),
            consentements::expire_le.eq(nouveau.expire_le),
            consentements::saisi_le.eq(now),
            consentements::saisi_par.eq(nouveau.saisi_par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What persons answered about structures, those about each in the order in which they were recorded.
pub(crate) type Reponses = HashMap<(ParticipantId, StructureId), Vec<Reponse>>;

/// What these persons answered about these structures, or about whichever.
pub(crate) async fn reponses(
    tx: &mut Tx,
    personnes: &[ParticipantId],
    structures: Option<&[StructureId]>,
) -> Result<Reponses, Error> {
    let mut query = consentements::table
        .filter(consentements::territoire_id.eq(tx.territoire().uuid()))
        .filter(consentements::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(consentements::partenaire.is_not_null())
        .order(consentements::rang)
        .into_boxed();
    if let Some(structures) = structures {
        query = query.filter(consentements::partenaire.eq_any(structures.iter().map(|one| one.uuid())));
    }
    let rows: Vec<ConsentementRow> = query.select(ConsentementRow::as_select()).load(tx.conn()).await?;
    let mut told = Reponses::new();
    for row in rows {
        let one = Consentement::try_from(row)?;
        if let Some(structure) = one.partenaire {
            told.entry((one.participant, structure)).or_default().push(Reponse::from(&one));
        }
    }
    Ok(told)
}

/// The answers of a person, in the order in which they were recorded.
pub(crate) async fn consentements(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<Consentement>, Error> {
    let query = consentements::table
        .filter(consentements::territoire_id.eq(tx.territoire().uuid()))
        .filter(consentements::participant_id.eq(participant.uuid()))
        .order(consentements::rang)
        .limit(500);
    let rows: Vec<ConsentementRow> = query.select(ConsentementRow::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Whose an answer is.
pub(crate) async fn personne(tx: &mut Tx, id: ConsentementId) -> Result<Option<ParticipantId>, Error> {
    let query = consentements::table.find((tx.territoire().uuid(), id.uuid())).select(consentements::participant_id);
    let row: Option<Colonne<ParticipantId>> = query.first(tx.conn()).await.optional()?;
    Ok(row.map(Into::into))
}

/// One answer, locked for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ConsentementId) -> Result<Option<Consentement>, Error> {
    let query = consentements::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<ConsentementRow> =
        query.select(ConsentementRow::as_select()).for_update().first(tx.conn()).await.optional()?;
    tx.concerner(&row.as_ref().map(|row| De::une(row.participant_id.into(), ()))).await?;
    row.map(TryInto::try_into).transpose()
}

/// Writes from when an answer that was read with [`verrouiller`] is withdrawn.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Consentement) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    diesel::update(consentements::table.find(key))
        .set(consentements::retire_le.eq(one.retire_le))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Answers on sharing that were not told, or whose withdrawal was not, locked; those that another process holds are left
/// to it.
pub(crate) async fn a_dire(tx: &mut Tx, limite: i64) -> Result<Vec<Consentement>, Error> {
    let untold = consentements::dit.eq(false).or(consentements::retrait_dit.is_distinct_from(consentements::retire_le));
    let query = consentements::table
        .filter(consentements::territoire_id.eq(tx.territoire().uuid()))
        .filter(consentements::finalite.eq(Finalite::Partage.code()))
        .filter(untold)
        .order(consentements::rang)
        .limit(limite);
    let query = query.select(ConsentementRow::as_select()).for_update().skip_locked();
    let rows: Vec<ConsentementRow> = query.load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Remembers that an answer is told as it now is.
pub(crate) async fn noter_dit(tx: &mut Tx, one: &Consentement) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    diesel::update(consentements::table.find(key))
        .set((consentements::dit.eq(true), consentements::retrait_dit.eq(one.retire_le)))
        .execute(tx.conn())
        .await?;
    Ok(())
}
