//! Who changed which fields of what people edit: a 412 tells the late writer.

use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Id};
use problem::{FieldError, Problem, Slug};

use crate::{Colonne, Error, Tx, annuaires, schema::historique};

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

/// A change, by whom.
#[derive(Queryable, Selectable)]
#[diesel(table_name = historique)]
struct Changement {
    version: i32,
    #[diesel(column_name = modifie_le)]
    le: DateTime<Utc>,
    par: Colonne<ActeurId>,
    champs: Vec<String>,
}

/// Refuses a writer who read `lue` while the resource is at `actuelle`, and says what changed between.
pub async fn exiger_version<K>(tx: &mut Tx, objet: Id<K>, lue: i32, actuelle: i32) -> Result<(), Problem> {
    if lue == actuelle {
        return Ok(());
    }
    let changes: Vec<Changement> = historique::table
        .filter(historique::territoire_id.eq(tx.territoire().uuid()))
        .filter(historique::objet.eq(objet.uuid()))
        .filter(historique::version.gt(lue))
        .order(historique::version)
        .limit(50)
        .select(Changement::as_select())
        .load(tx.conn())
        .await
        .map_err(Error::from)?;
    let qui: Vec<_> = changes.iter().map(|change| change.par.0.ressource()).collect();
    let noms = annuaires::noms(tx, &qui).await?;
    let detail =
        format!("Vous aviez lu la version {lue} ; la version actuelle est la {actuelle}. Rien n'a été modifié.");
    let fields = changes.iter().flat_map(|change| {
        let par = noms.get(&change.par.0.ressource()).map_or("quelqu'un de l'équipe", String::as_str);
        let le = tx.fuseau().heure_locale(change.le).format("le %d/%m/%Y à %H:%M");
        let told = format!("modifié par {par}, {le} (version {})", change.version);
        change.champs.iter().map(move |champ| FieldError::new(format!("/{champ}"), "modifie", told.clone()))
    });
    let mut problem = Problem::new(Slug::VersionDepassee, detail);
    problem.errors = fields.collect();
    Err(problem)
}
