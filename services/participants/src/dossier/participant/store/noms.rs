//! The names of persons, without the rest of their files.

use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use participants_api::NomDto;
use store::{Colonne, Error, Tx};

use crate::schema::participants;

/// The names of those who have one: a file that was erased names nobody.
pub(crate) async fn lister(tx: &mut Tx, ids: &[ParticipantId]) -> Result<Vec<NomDto>, Error> {
    let query = participants::table
        .filter(participants::territoire_id.eq(tx.territoire().uuid()))
        .filter(participants::anonymise_le.is_null())
        .filter(participants::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<(Colonne<ParticipantId>, String, String)> =
        query.select((participants::id, participants::prenom, participants::nom)).load(tx.conn()).await?;
    let nomme = |(id, prenom, nom): (Colonne<_>, String, String)| NomDto {
        participant: id.into(),
        nom: format!("{prenom} {nom}"),
    };
    Ok(rows.into_iter().map(nomme).collect())
}
