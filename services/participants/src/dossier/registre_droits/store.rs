use diesel::ExpressionMethods;
use diesel_async::RunQueryDsl;
use kernel::{Code, ParticipantId, kind};
use store::{Error, Tx};

use crate::{dossier::registre_droits::domain::Acte, schema::registre_droits as registre};

/// Writes what was done of a right; without this line it is not done.
pub(crate) async fn inscrire(
    tx: &mut Tx,
    participant: ParticipantId,
    acte: Acte,
    motif: Option<&str>,
) -> Result<(), Error> {
    let (territoire, id, now, par) = (tx.territoire().uuid(), tx.id::<kind::Acte>(), tx.now(), tx.acteur().id);
    diesel::insert_into(registre::table)
        .values((
            registre::territoire_id.eq(territoire),
            registre::id.eq(id.uuid()),
            registre::participant_id.eq(participant.uuid()),
            registre::acte.eq(acte.code()),
            registre::motif.eq(motif),
            registre::fait_le.eq(now),
            registre::fait_par.eq(par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}
