use std::{cmp::Reverse, collections::HashMap};

use chrono::NaiveDate;
use diesel::{
    ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper, dsl::max, upsert::excluded,
};
use diesel_async::RunQueryDsl;
use emargement_api::RendezVousTermine;
use kernel::{Code, Duree, ImportId, ParcoursId, ParticipantId, RendezVousId, TerritoireId};
use store::{Colonne, Error, Tx, read_code};

use crate::{pilotage::accompagnement::domain::Contact, schema::contacts, vie::parcours::domain::Parcours};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = contacts)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    rendez_vous: Colonne<RendezVousId>,
    participant_id: Colonne<ParticipantId>,
    jour: NaiveDate,
    nature: String,
    minutes: i32,
    justifie: bool,
    import_id: Option<Colonne<ImportId>>,
}

impl TryFrom<Row> for Contact {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            rendez_vous: row.rendez_vous.into(),
            jour: row.jour,
            nature: read_code(&row.nature)?,
            minutes: Duree::try_from(row.minutes).map_err(|error| Error::Corrupt(error.to_string()))?,
            justifie: row.justifie,
        })
    }
}

/// Keeps who came to an appointment that is over. Of two files that are one since, both expected there, what proves most
/// counts.
pub(crate) async fn noter(tx: &mut Tx, ended: &RendezVousTermine) -> Result<(), Error> {
    let territoire_id = tx.territoire().into();
    let mut came: Vec<_> = ended.presences.iter().filter(|presence| presence.present).collect();
    came.sort_by_key(|presence| (presence.participant, Reverse((presence.justifiee, presence.minutes))));
    came.dedup_by_key(|presence| presence.participant);
    let rows = came.into_iter().map(|presence| Row {
        territoire_id,
        rendez_vous: ended.rendez_vous.into(),
        participant_id: presence.participant.into(),
        jour: ended.jour,
        nature: ended.nature.code().to_owned(),
        minutes: presence.minutes.into(),
        justifie: presence.justifiee,
        import_id: None,
    });
    let rows: Vec<_> = rows.collect();
    diesel::insert_into(contacts::table)
        .values(&rows)
        .on_conflict((contacts::territoire_id, contacts::rendez_vous, contacts::participant_id))
        .do_update()
        .set((contacts::minutes.eq(excluded(contacts::minutes)), contacts::justifie.eq(excluded(contacts::justifie))))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Writes contacts that an import tells, each with whose it is, new ones or again.
pub(crate) async fn reprendre(tx: &mut Tx, import: ImportId, all: Vec<(ParticipantId, Contact)>) -> Result<(), Error> {
    let territoire_id = tx.territoire().into();
    let rows = all.into_iter().map(|(participant, contact)| Row {
        territoire_id,
        rendez_vous: contact.rendez_vous.into(),
        participant_id: participant.into(),
        jour: contact.jour,
        nature: contact.nature.code().to_owned(),
        minutes: contact.minutes.into(),
        justifie: contact.justifie,
        import_id: Some(import.into()),
    });
    let rows: Vec<_> = rows.collect();
    diesel::insert_into(contacts::table)
        .values(&rows)
        .on_conflict((contacts::territoire_id, contacts::rendez_vous, contacts::participant_id))
        .do_update()
        .set((
            contacts::jour.eq(excluded(contacts::jour)),
            contacts::nature.eq(excluded(contacts::nature)),
            contacts::minutes.eq(excluded(contacts::minutes)),
            contacts::justifie.eq(excluded(contacts::justifie)),
            contacts::import_id.eq(excluded(contacts::import_id)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The contacts of a person from `du` to `au`, both included, oldest first.
pub(crate) async fn entre(
    tx: &mut Tx,
    participant: ParticipantId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<Vec<Contact>, Error> {
    let mine = contacts::table.filter(contacts::territoire_id.eq(tx.territoire().uuid()));
    let query = mine.filter(contacts::participant_id.eq(participant.uuid())).filter(contacts::jour.between(du, au));
    let rows: Vec<Row> =
        query.order((contacts::jour, contacts::rendez_vous)).select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The contacts of each of these persons from `du` to `au`, both included, oldest first.
pub(crate) async fn des_personnes(
    tx: &mut Tx,
    personnes: &[ParticipantId],
    du: NaiveDate,
    au: NaiveDate,
) -> Result<HashMap<ParticipantId, Vec<Contact>>, Error> {
    let query = contacts::table
        .filter(contacts::territoire_id.eq(tx.territoire().uuid()))
        .filter(contacts::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(contacts::jour.between(du, au));
    let rows: Vec<Row> =
        query.order((contacts::jour, contacts::rendez_vous)).select(Row::as_select()).load(tx.conn()).await?;
    let mut theirs = HashMap::<ParticipantId, Vec<Contact>>::new();
    for row in rows {
        theirs.entry(row.participant_id.into()).or_default().push(row.try_into()?);
    }
    Ok(theirs)
}

/// The contacts of each of these parcours since its entry, oldest first.
pub(crate) async fn depuis_l_entree(
    tx: &mut Tx,
    parcours: &[Parcours],
) -> Result<HashMap<ParcoursId, Vec<Contact>>, Error> {
    let Some(first) = parcours.iter().map(|one| one.entree_le).min() else { return Ok(HashMap::new()) };
    let persons: Vec<_> = parcours.iter().map(|one| one.participant).collect();
    // A contact is over: none is to come.
    let theirs = des_personnes(tx, &persons, first, tx.today()).await?;
    let since = |one: &Parcours| {
        let all = theirs.get(&one.participant).into_iter().flatten();
        all.filter(|contact| contact.jour >= one.entree_le).cloned().collect()
    };
    Ok(parcours.iter().map(|one| (one.id, since(one))).collect())
}

/// The last contact of each of these persons until a day, of any nature.
pub(crate) async fn derniers(
    tx: &mut Tx,
    personnes: &[ParticipantId],
    au: NaiveDate,
) -> Result<HashMap<ParticipantId, NaiveDate>, Error> {
    let query = contacts::table
        .filter(contacts::territoire_id.eq(tx.territoire().uuid()))
        .filter(contacts::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(contacts::jour.le(au))
        .group_by(contacts::participant_id)
        .select((contacts::participant_id, max(contacts::jour)));
    let rows: Vec<(Colonne<ParticipantId>, Option<NaiveDate>)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().filter_map(|(Colonne(who), last)| Some((who, last?))).collect())
}
