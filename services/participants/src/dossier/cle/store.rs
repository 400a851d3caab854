use diesel::{ExpressionMethods, Insertable, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ParticipantId, TerritoireId};
use participants_api::NouveauParticipant;
use store::{Colonne, Error, Tx};

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

/// Keys of one statement: it takes some sixty thousand values.
const LOT: usize = 10_000;

#[derive(Insertable)]
#[diesel(table_name = keys)]
struct Ligne {
    territoire_id: Colonne<TerritoireId>,
    cle: String,
    participant_id: Colonne<ParticipantId>,
}

/// Adds the keys of files that have none.
pub(crate) async fn ajouter(tx: &mut Tx, lot: &[(ParticipantId, NouveauParticipant)]) -> Result<(), Error> {
    let territoire_id = tx.territoire().into();
    let made = lot.iter().flat_map(|(id, personne)| {
        let cles = domain::cles::du_dossier(personne).into_iter();
        cles.map(|cle| Ligne { territoire_id, cle, participant_id: (*id).into() })
    });
    for cles in made.collect::<Vec<_>>().chunks(LOT) {
        diesel::insert_into(keys::table).values(cles).execute(tx.conn()).await?;
    }
    Ok(())
}

/// A file without keys is found by nobody.
pub(crate) async fn oublier(tx: &mut Tx, id: ParticipantId) -> Result<(), Error> {
    let own =
        keys::table.filter(keys::territoire_id.eq(tx.territoire().uuid())).filter(keys::participant_id.eq(id.uuid()));
    diesel::delete(own).execute(tx.conn()).await?;
    Ok(())
}
