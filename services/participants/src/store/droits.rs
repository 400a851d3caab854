use chrono::NaiveDate;
use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper, define_sql_function,
    sql_types::Date, upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ConsentementId, Id, ParticipantId, StructureId, kind};
use participants_api::Obligation;
use store::{Colonne, Error, Tx, lire_code};

use super::schema::{consentements, obligations, participants, registre_droits as registre};
use crate::domain::consentement::Consentement;

define_sql_function! { fn greatest(one: Date, other: Date) -> Date; }

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
            finalite: lire_code(&row.finalite)?,
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

/// The answers of a person, oldest first.
pub(crate) async fn consentements(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<Consentement>, Error> {
    let query = consentements::table
        .filter(consentements::territoire_id.eq(tx.territoire().uuid()))
        .filter(consentements::participant_id.eq(participant.uuid()))
        .order(consentements::id)
        .limit(500);
    let rows: Vec<ConsentementRow> = query.select(ConsentementRow::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// One answer, locked for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ConsentementId) -> Result<Option<Consentement>, Error> {
    let query = consentements::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<ConsentementRow> =
        query.select(ConsentementRow::as_select()).for_update().first(tx.conn()).await.optional()?;
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

pub(crate) async fn obliger(tx: &mut Tx, participant: ParticipantId, obligation: &Obligation) -> Result<(), Error> {
    let (territoire, id, now, par) = (tx.territoire().uuid(), tx.id::<kind::Obligation>(), tx.now(), tx.acteur().id);
    diesel::insert_into(obligations::table)
        .values((
            obligations::territoire_id.eq(territoire),
            obligations::id.eq(id.uuid()),
            obligations::participant_id.eq(participant.uuid()),
            obligations::operation.eq(&obligation.operation),
            obligations::jusquau.eq(obligation.jusquau),
            obligations::saisi_le.eq(now),
            obligations::saisi_par.eq(par.uuid()),
        ))
        .on_conflict((obligations::territoire_id, obligations::participant_id, obligations::operation))
        .do_update()
        .set(obligations::jusquau.eq(greatest(obligations::jusquau, excluded(obligations::jusquau))))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The duties to keep an absorbed file hold for the one that is kept. They stay when the merge is undone: a
/// duty too many loses nothing.
pub(crate) async fn transmettre(tx: &mut Tx, de: ParticipantId, vers: ParticipantId) -> Result<(), Error> {
    for obligation in obligations(tx, de).await? {
        obliger(tx, vers, &obligation).await?;
    }
    Ok(())
}

pub(crate) async fn obligations(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<Obligation>, Error> {
    let query = obligations::table
        .filter(obligations::territoire_id.eq(tx.territoire().uuid()))
        .filter(obligations::participant_id.eq(participant.uuid()))
        .order(obligations::jusquau.desc())
        .limit(200);
    let rows: Vec<(String, NaiveDate)> =
        query.select((obligations::operation, obligations::jusquau)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(operation, jusquau)| Obligation { operation, jusquau }).collect())
}

/// Writes what was done of a right; without this line it is not done.
pub(crate) async fn inscrire(
    tx: &mut Tx,
    participant: ParticipantId,
    acte: &str,
    motif: Option<&str>,
) -> Result<(), Error> {
    let (territoire, id, now, par) = (tx.territoire().uuid(), tx.id::<kind::Acte>(), tx.now(), tx.acteur().id);
    diesel::insert_into(registre::table)
        .values((
            registre::territoire_id.eq(territoire),
            registre::id.eq(id.uuid()),
            registre::participant_id.eq(participant.uuid()),
            registre::acte.eq(acte),
            registre::motif.eq(motif),
            registre::fait_le.eq(now),
            registre::fait_par.eq(par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn limiter(tx: &mut Tx, id: ParticipantId, le: Option<NaiveDate>) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(participants::table.find(key)).set(participants::limite_le.eq(le)).execute(tx.conn()).await?;
    Ok(())
}

/// The day of the last contact.
pub(crate) async fn dernier_contact(tx: &mut Tx, id: ParticipantId) -> Result<Option<NaiveDate>, Error> {
    let query = participants::table.find((tx.territoire().uuid(), id.uuid()));
    let day: Option<Option<NaiveDate>> =
        query.select(participants::dernier_contact).first(tx.conn()).await.optional()?;
    Ok(day.flatten())
}

/// Records a contact; an older one changes nothing. The person comes back to the active base.
pub(crate) async fn contact(tx: &mut Tx, participant: ParticipantId, jour: NaiveDate) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), participant.uuid());
    diesel::update(participants::table.find(key).filter(participants::dernier_contact.lt(jour)))
        .set(participants::dernier_contact.eq(jour))
        .execute(tx.conn())
        .await?;
    Ok(())
}
