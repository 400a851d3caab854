//! Contacts made about a candidature.

use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, CandidatureId, ContactId, kind};
use participants_api::{ContactDto, NouveauContact};
use serde_json::Value;
use store::{Colonne, Error, Tx, read_json, write_json};

use crate::schema::candidature_contacts as contacts;

pub(crate) async fn ajouter(
    tx: &mut Tx,
    candidature: CandidatureId,
    contact: NouveauContact,
) -> Result<ContactDto, Error> {
    let contenu = write_json(&contact)?;
    let (territoire, id, now, saisi_par) = (tx.territoire().uuid(), tx.id::<kind::Contact>(), tx.now(), tx.acteur().id);
    diesel::insert_into(contacts::table)
        .values((
            contacts::territoire_id.eq(territoire),
            contacts::id.eq(id.uuid()),
            contacts::candidature_id.eq(candidature.uuid()),
            contacts::contenu.eq(contenu),
            contacts::saisi_le.eq(now),
            contacts::saisi_par.eq(saisi_par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(ContactDto { id, contact, saisi_par, saisi_par_nom: None })
}

/// Contacts made about a candidature, oldest first.
pub(crate) async fn lister(tx: &mut Tx, candidature: CandidatureId) -> Result<Vec<ContactDto>, Error> {
    let query = contacts::table
        .filter(contacts::territoire_id.eq(tx.territoire().uuid()))
        .filter(contacts::candidature_id.eq(candidature.uuid()))
        .order(contacts::id)
        .limit(200);
    let rows: Vec<(Colonne<ContactId>, Value, Colonne<ActeurId>)> =
        query.select((contacts::id, contacts::contenu, contacts::saisi_par)).load(tx.conn()).await?;
    rows.into_iter()
        .map(|(Colonne(id), contenu, Colonne(saisi_par))| {
            Ok(ContactDto { id, contact: read_json(contenu)?, saisi_par, saisi_par_nom: None })
        })
        .collect()
}
