use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Code, ParticipantId, RendezVousId};
use store::{Colonne, Error, Tx, read_code};

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

/// What became of these persons at their appointments since `depuis`, oldest first.
pub(crate) async fn de(
    tx: &mut Tx,
    personnes: &[ParticipantId],
    depuis: NaiveDate,
) -> Result<HashMap<ParticipantId, Vec<Presence>>, Error> {
    let query = presences::table
        .filter(presences::territoire_id.eq(tx.territoire().uuid()))
        .filter(presences::participant_id.eq_any(personnes.iter().map(|id| id.uuid())))
        .filter(presences::jour.ge(depuis))
        .order((presences::jour, presences::rendez_vous_id));
    let rows: Vec<(Colonne<ParticipantId>, String, NaiveDate, bool, bool)> = query
        .select((presences::participant_id, presences::nature, presences::jour, presences::present, presences::excuse))
        .load(tx.conn())
        .await?;
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for (Colonne(personne), nature, jour, present, excuse) in rows {
        let presence = Presence { nature: read_code(&nature)?, jour, present, excuse };
        found.entry(personne).or_default().push(presence);
    }
    Ok(found)
}

/// The same of one person.
pub(crate) async fn depuis(tx: &mut Tx, participant: ParticipantId, depuis: NaiveDate) -> Result<Vec<Presence>, Error> {
    Ok(de(tx, &[participant], depuis).await?.remove(&participant).unwrap_or_default())
}
