use chrono::NaiveDate;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, define_sql_function, sql_types::Date, upsert::excluded};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ConsentementId, Id, ParticipantId, StructureId, kind};
use participants_api::{ConsentementDto, NouveauConsentement, Obligation};
use store::{Colonne, Error, Tx, lire_code};

use super::schema::{consentements, obligations, participants, registre_droits as registre};

define_sql_function! { fn greatest(one: Date, other: Date) -> Date; }

type Ligne = (
    Colonne<ConsentementId>,
    String,
    Option<Colonne<StructureId>>,
    bool,
    NaiveDate,
    Option<NaiveDate>,
    Option<NaiveDate>,
    Colonne<ActeurId>,
);

fn dto(ligne: Ligne, jour: NaiveDate) -> Result<ConsentementDto, Error> {
    let (id, finalite, partenaire, accord, recueilli_le, expire_le, retire_le, saisi_par) = ligne;
    let vaut = accord && expire_le.is_none_or(|fin| jour <= fin) && retire_le.is_none_or(|retrait| jour < retrait);
    let finalite = lire_code(&finalite)?;
    Ok(ConsentementDto {
        id: id.into(),
        finalite,
        partenaire: partenaire.map(Into::into),
        accord,
        recueilli_le,
        expire_le,
        retire_le,
        vaut,
        saisi_par: saisi_par.into(),
    })
}

pub(crate) async fn consentir(
    tx: &mut Tx,
    participant: ParticipantId,
    nouveau: NouveauConsentement,
) -> Result<ConsentementDto, Error> {
    let (territoire, id, now, par) = (tx.territoire().uuid(), tx.id::<kind::Consentement>(), tx.now(), tx.acteur().id);
    diesel::insert_into(consentements::table)
        .values((
            consentements::territoire_id.eq(territoire),
            consentements::id.eq(id.uuid()),
            consentements::participant_id.eq(participant.uuid()),
            consentements::finalite.eq(nouveau.finalite.code()),
            consentements::partenaire.eq(nouveau.partenaire.map(Id::uuid)),
            consentements::accord.eq(nouveau.accord),
            consentements::recueilli_le.eq(nouveau.recueilli_le),
            consentements::expire_le.eq(nouveau.expire_le),
            consentements::saisi_le.eq(now),
            consentements::saisi_par.eq(par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    let NouveauConsentement { finalite, partenaire, accord, recueilli_le, expire_le } = nouveau;
    let partenaire = partenaire.map(Into::into);
    let ligne = (id.into(), finalite.code().to_owned(), partenaire, accord, recueilli_le, expire_le, None, par.into());
    dto(ligne, tx.today())
}

/// The answers of a person, oldest first.
pub(crate) async fn consentements(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<ConsentementDto>, Error> {
    let jour = tx.today();
    let query = consentements::table
        .filter(consentements::territoire_id.eq(tx.territoire().uuid()))
        .filter(consentements::participant_id.eq(participant.uuid()))
        .order(consentements::id)
        .limit(500);
    let rows: Vec<Ligne> = query
        .select((
            consentements::id,
            consentements::finalite,
            consentements::partenaire,
            consentements::accord,
            consentements::recueilli_le,
            consentements::expire_le,
            consentements::retire_le,
            consentements::saisi_par,
        ))
        .load(tx.conn())
        .await?;
    rows.into_iter().map(|ligne| dto(ligne, jour)).collect()
}

/// The person of a consent, and the day on which it was given.
pub(crate) async fn consentement(tx: &mut Tx, id: ConsentementId) -> Result<Option<(ParticipantId, NaiveDate)>, Error> {
    let query = consentements::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<(Colonne<ParticipantId>, NaiveDate)> =
        query.select((consentements::participant_id, consentements::recueilli_le)).first(tx.conn()).await.optional()?;
    Ok(row.map(|(participant, jour)| (participant.into(), jour)))
}

pub(crate) async fn retirer(tx: &mut Tx, id: ConsentementId, le: NaiveDate) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(consentements::table.find(key)).set(consentements::retire_le.eq(le)).execute(tx.conn()).await?;
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
