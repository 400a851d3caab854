//! Contacts made about a candidature.

use std::collections::HashMap;

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

/// Contacts made about each of these candidatures, oldest first.
pub(crate) async fn de(
    tx: &mut Tx,
    candidatures: &[CandidatureId],
) -> Result<HashMap<CandidatureId, Vec<ContactDto>>, Error> {
    let query = contacts::table
        .filter(contacts::territoire_id.eq(tx.territoire().uuid()))
        .filter(contacts::candidature_id.eq_any(candidatures.iter().map(|id| id.uuid())))
        .order(contacts::id);
    let rows: Vec<(Colonne<CandidatureId>, Colonne<ContactId>, Value, Colonne<ActeurId>)> = query
        .select((contacts::candidature_id, contacts::id, contacts::contenu, contacts::saisi_par))
        .load(tx.conn())
        .await?;
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for (Colonne(candidature), Colonne(id), contenu, Colonne(saisi_par)) in rows {
        let contact = ContactDto { id, contact: read_json(contenu)?, saisi_par, saisi_par_nom: None };
        found.entry(candidature).or_default().push(contact);
    }
    Ok(found)
}
