use diesel::{
    ExpressionMethods, QueryDsl,
    sql_types::{Array, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::ParticipantId;
use participants_api::NouveauParticipant;
use store::{Error, Tx};

use crate::{
    dossier::cle::domain,
    schema::{participants, recherche_cles as keys},
};

/// Makes the keys of a file anew, and its place in the lists.
pub(crate) async fn indexer(tx: &mut Tx, id: ParticipantId, personne: &NouveauParticipant) -> Result<(), Error> {
    oublier(tx, id).await?;
    ajouter(tx, &[(id, personne.clone())]).await?;
    diesel::update(participants::table.find((tx.territoire().uuid(), id.uuid())))
        .set((
            participants::cles_version.eq(domain::cles::VERSION),
            participants::nom_recherche.eq(kernel::lettres(&personne.nom)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Adds the keys of files that have none. In two arrays: many files make thousands of keys, more than one
/// statement has parameters for.
pub(crate) async fn ajouter(tx: &mut Tx, lot: &[(ParticipantId, NouveauParticipant)]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let made = lot
        .iter()
        .flat_map(|(id, personne)| domain::cles::du_dossier(personne).into_iter().map(|cle| (cle, id.uuid())));
    let (cles, ids): (Vec<_>, Vec<_>) = made.unzip();
    diesel::sql_query(
        "INSERT INTO recherche_cles (territoire_id, cle, participant_id)
         SELECT $1, cle, id FROM unnest($2, $3) AS made(cle, id)",
    )
    .bind::<SqlUuid, _>(territoire)
    .bind::<Array<Text>, _>(cles)
    .bind::<Array<SqlUuid>, _>(ids)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A file without keys is found by nobody.
pub(crate) async fn oublier(tx: &mut Tx, id: ParticipantId) -> Result<(), Error> {
    let own =
        keys::table.filter(keys::territoire_id.eq(tx.territoire().uuid())).filter(keys::participant_id.eq(id.uuid()));
    diesel::delete(own).execute(tx.conn()).await?;
    Ok(())
}
