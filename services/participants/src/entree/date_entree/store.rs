use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Code, ParticipantId, RendezVousId};
use store::{Error, Tx, read_code};

use crate::{entree::date_entree::domain::Presence, schema::presences_constatees as presences};

/// Records what became of a person at an appointment; the last word wins.
pub(crate) async fn noter(
    tx: &mut Tx,
    rendez_vous: RendezVousId,
    participant: ParticipantId,
    presence: Presence,
) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let Presence { nature, jour, present, excuse } = presence;
    let told = (
        presences::nature.eq(nature.code()),
        presences::jour.eq(jour),
        presences::present.eq(present),
        presences::excuse.eq(excuse),
    );
    diesel::insert_into(presences::table)
        .values((
            presences::territoire_id.eq(territoire),
            presences::rendez_vous_id.eq(rendez_vous.uuid()),
            presences::participant_id.eq(participant.uuid()),
            told,
        ))
        .on_conflict((presences::territoire_id, presences::rendez_vous_id, presences::participant_id))
        .do_update()
        .set(told)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What became of a person at their appointments since `depuis`, oldest first.
pub(crate) async fn depuis(tx: &mut Tx, participant: ParticipantId, depuis: NaiveDate) -> Result<Vec<Presence>, Error> {
    let query = presences::table
        .filter(presences::territoire_id.eq(tx.territoire().uuid()))
        .filter(presences::participant_id.eq(participant.uuid()))
        .filter(presences::jour.ge(depuis))
        .order((presences::jour, presences::rendez_vous_id))
        .limit(200);
    let rows: Vec<(String, NaiveDate, bool, bool)> = query
        .select((presences::nature, presences::jour, presences::present, presences::excuse))
        .load(tx.conn())
        .await?;
    let presence = |(nature, jour, present, excuse): (String, _, _, _)| {
        Ok(Presence { nature: read_code(&nature)?, jour, present, excuse })
    };
    rows.into_iter().map(presence).collect()
}
