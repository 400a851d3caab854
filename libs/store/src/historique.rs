//! Who changed which fields of what people edit: a 412 tells the late writer.

use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Id};
use problem::{FieldError, Problem, Slug};

use crate::{Colonne, Error, Tx, schema::historique};

/// Records that this transaction changed `champs` and made `version`.
pub async fn noter<K>(tx: &mut Tx, objet: Id<K>, version: i32, champs: &[&str]) -> Result<(), Error> {
    let (territoire, par, now) = (tx.territoire().uuid(), tx.acteur().id, tx.now());
    diesel::insert_into(historique::table)
        .values((
            historique::territoire_id.eq(territoire),
            historique::objet.eq(objet.uuid()),
            historique::version.eq(version),
            historique::modifie_le.eq(now),
            historique::par.eq(par.uuid()),
            historique::champs.eq(champs),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Refuses a writer who read `lue` while the resource is at `actuelle`, and says what changed between.
pub async fn exiger_version<K>(tx: &mut Tx, objet: Id<K>, lue: i32, actuelle: i32) -> Result<(), Problem> {
    if lue == actuelle {
        return Ok(());
    }
    let changes: Vec<(i32, DateTime<Utc>, Colonne<ActeurId>, Vec<String>)> = historique::table
        .filter(historique::territoire_id.eq(tx.territoire().uuid()))
        .filter(historique::objet.eq(objet.uuid()))
        .filter(historique::version.gt(lue))
        .order(historique::version)
        .limit(50)
        .select((historique::version, historique::modifie_le, historique::par, historique::champs))
        .load(tx.conn())
        .await
        .map_err(Error::from)?;
    let detail =
        format!("Vous aviez lu la version {lue} ; la version actuelle est la {actuelle}. Rien n'a été modifié.");
    let fields = changes.iter().flat_map(|(version, le, Colonne(par), champs)| {
        champs.iter().map(move |champ| {
            FieldError::new(format!("/{champ}"), "modifie", format!("modifié par {par} le {le} (version {version})"))
        })
    });
    let mut problem = Problem::new(Slug::VersionDepassee, detail);
    problem.errors = fields.collect();
    Err(problem)
}
