use chrono::NaiveDate;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParcoursId, ParticipantId};
use store::{Colonne, Error, Tx};

use crate::{
    pilotage::comparaison::domain::Passage,
    schema::{affectations, parcours},
};

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

/// Since when the référent of a day follows each of these parcours.
pub(crate) async fn suivis_depuis(
    tx: &mut Tx,
    ids: &[ParcoursId],
    jour: NaiveDate,
) -> Result<Vec<(ParcoursId, NaiveDate)>, Error> {
    let query = affectations::table
        .filter(affectations::territoire_id.eq(tx.territoire().uuid()))
        .filter(affectations::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(affectations::remplacee_le.is_null())
        .filter(affectations::du.le(jour))
        .filter(affectations::au.is_null().or(affectations::au.ge(jour)));
    let rows: Vec<(Colonne<ParcoursId>, NaiveDate)> =
        query.select((affectations::parcours_id, affectations::du)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(id), du)| (id, du)).collect())
}
