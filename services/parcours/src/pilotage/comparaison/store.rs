use chrono::NaiveDate;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParcoursId, ParticipantId};
use store::{Colonne, Error, Tx};

use crate::{pilotage::comparaison::domain::Passage, schema::parcours};

/// The parcours of these persons that are not joined to another one, the last one first.
pub(crate) async fn passages(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<Vec<Passage>, Error> {
    type Said = (Colonne<ParcoursId>, Colonne<ParticipantId>, NaiveDate, Option<NaiveDate>);
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(parcours::reuni_a.is_null())
        .order((parcours::entree_le.desc(), parcours::id.desc()));
    let rows: Vec<Said> = query
        .select((parcours::id, parcours::participant_id, parcours::entree_le, parcours::sorti_le))
        .load(tx.conn())
        .await?;
    let one = |(Colonne(parcours), Colonne(participant), entree_le, sorti_le)| Passage {
        parcours,
        participant,
        entree_le,
        sorti_le,
    };
    Ok(rows.into_iter().map(one).collect())
}
