//! Who changed which fields of what people edit: a 412 tells the late writer, and the history tells it to whoever reads the
//! resource.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Id, RessourceId};
use problem::{FieldError, Problem, Slug};
use serde::Serialize;
use serde_json::Value;
use suite_api::{ChampModifie, ChangementDto, Connus};

use crate::{Colonne, Error, Paginer, Tx, annuaires, ecarts, read_json, schema::historique, write_json};

/// Records that this transaction changed `champs` and made `version`, of what keeps its versions itself.
pub async fn noter<K>(tx: &mut Tx, objet: Id<K>, version: i32, champs: &[&str]) -> Result<(), Error> {
    ecrire(tx, objet, version, champs, None).await
}

/// Records what this transaction changed of a resource, from `avant` to `apres`, and the version that it made; whether
/// it changed anything.
pub async fn noter_valeurs<K>(
    tx: &mut Tx,
    objet: Id<K>,
    version: i32,
    avant: &impl Serialize,
    apres: &impl Serialize,
) -> Result<bool, Error> {
    let changed = ecarts(&write_json(avant)?, &write_json(apres)?);
    if changed.is_empty() {
        return Ok(false);
    }
    let names: Vec<_> = changed.iter().map(|one| one.champ.trim_start_matches('/')).collect();
    ecrire(tx, objet, version, &names, Some(write_json(&changed)?)).await?;
    Ok(true)
}

async fn ecrire<K>(
    tx: &mut Tx,
    objet: Id<K>,
    version: i32,
    champs: &[&str],
    valeurs: Option<Value>,
) -> Result<(), Error> {
    let (territoire, par, now) = (tx.territoire().uuid(), tx.acteur().id, tx.now());
    diesel::insert_into(historique::table)
        .values((
            historique::territoire_id.eq(territoire),
            historique::objet.eq(objet.uuid()),
            historique::version.eq(version),
            historique::modifie_le.eq(now),
            historique::par.eq(par.uuid()),
            historique::champs.eq(champs),
            historique::valeurs.eq(valeurs),
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
    valeurs: Option<Value>,
}

impl TryFrom<Changement> for ChangementDto {
    type Error = Error;

    fn try_from(change: Changement) -> Result<Self, Error> {
        let Changement { version, le, par, champs, valeurs } = change;
        let unknown = |champ| ChampModifie::new(format!("/{champ}"), None, None);
        let champs: Vec<_> = match valeurs {
            Some(valeurs) => read_json(valeurs)?,
            None => champs.into_iter().map(unknown).collect(),
        };
        let motif = motif(&champs);
        Ok(Self { version: Some(version), le, par: par.into(), par_nom: None, motif, champs })
    }
}

/// The changes of a resource that came before the version `avant`, newest first, and one more than `limite` when there
/// are more.
pub async fn lister<K>(
    tx: &mut Tx,
    objet: Id<K>,
    avant: Option<i32>,
    limite: i64,
) -> Result<Vec<ChangementDto>, Error> {
    let rows: Vec<Changement> = historique::table
        .filter(historique::territoire_id.eq(tx.territoire().uuid()))
        .filter(historique::objet.eq(objet.uuid()))
        .filter(historique::version.lt(avant.unwrap_or(i32::MAX)))
        .order(historique::version.desc())
        .select(Changement::as_select())
        .page(limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Why something is corrected, kept as its `correction` with what changed: the history says it as the motive. Who decided so
/// is who made the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CorrectionDite<'a> {
    /// Why.
    pub motif: &'a str,
}

/// Why it was changed: the motive of what was decided or corrected then.
fn motif(champs: &[ChampModifie]) -> Option<String> {
    let said = champs.iter().find_map(|one| match one.champ.as_str() {
        "/correction" | "/decision" => one.apres.as_ref()?.get("motif")?.as_str(),
        "/correction/motif" | "/decision/motif" => one.apres.as_ref()?.as_str(),
        _ => None,
    });
    said.map(str::to_owned)
}

/// What a writer says of the version that they read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lues {
    /// It is one of these; none of them when what they say names no version.
    Parmi(Vec<i32>),
    /// Whichever stands: they mean to write over it.
    Toutes,
}

impl Lues {
    /// Whether the version that stands is one that they accept.
    fn admet(&self, actuelle: i32) -> bool {
        match self {
            Self::Parmi(versions) => versions.contains(&actuelle),
            Self::Toutes => true,
        }
    }

    /// The last one that they read.
    fn derniere(&self) -> Option<i32> {
        match self {
            Self::Parmi(versions) => versions.iter().copied().max(),
            Self::Toutes => None,
        }
    }
}

impl From<i32> for Lues {
    fn from(version: i32) -> Self {
        Self::Parmi(vec![version])
    }
}

/// Refuses a writer who read none of what the resource is at, `actuelle`, and says what changed since.
pub async fn exiger_version<K>(tx: &mut Tx, objet: Id<K>, lues: &Lues, actuelle: i32) -> Result<(), Problem> {
    exiger_version_selon(tx, objet, lues, actuelle, async |tx, qui| annuaires::noms(tx, &qui).await).await
}

/// The same where the names of users are known otherwise than by their cards.
pub async fn exiger_version_selon<K>(
    tx: &mut Tx,
    objet: Id<K>,
    lues: &Lues,
    actuelle: i32,
    noms: impl AsyncFnOnce(&mut Tx, BTreeSet<RessourceId>) -> Result<Connus, Error>,
) -> Result<(), Problem> {
    if lues.admet(actuelle) {
        return Ok(());
    }
    let Some(lue) = lues.derniere() else {
        let detail = format!("La version actuelle est la {actuelle}, que vous ne nommez pas. Rien n'a été modifié.");
        return Err(Problem::new(Slug::VersionDepassee, detail));
    };
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
    let noms = noms(tx, changes.iter().map(|change| change.par.0.ressource()).collect()).await?;
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_change_says_why_it_was_corrected_or_decided_and_nothing_where_nobody_said() {
        let why = |avant: Value, apres: Value| motif(&ecarts(&avant, &apres));
        let corrected = json!({ "du": "2026-03-02", "correction": CorrectionDite { motif: "autre personne" } });
        let told = json!({ "du": "2026-03-01", "correction": null });
        assert_eq!(why(told, corrected.clone()).unwrap(), "autre personne");
        let again = json!({ "du": "2026-03-02", "correction": { "motif": "lu sur la notification" } });
        assert_eq!(why(corrected.clone(), again).unwrap(), "lu sur la notification");
        let decided = json!({ "decision": { "le": "2026-03-02", "motif": "six mois tenus" } });
        assert_eq!(why(json!({ "decision": null }), decided).unwrap(), "six mois tenus");
        assert_eq!(why(corrected, json!({ "du": "2026-03-02", "correction": null })), None, "it is corrected no more");
        assert_eq!(why(json!({ "motif": "soins" }), json!({ "motif": "congé" })), None, "a motive of its own");
    }

    #[test]
    fn a_writer_is_let_through_by_one_version_of_those_that_they_read() {
        let read = Lues::Parmi(vec![7, 4]);
        assert!(read.admet(4) && read.admet(7) && !read.admet(5));
        assert_eq!(read.derniere(), Some(7), "what changed since is told from the last one");
        assert!(Lues::Toutes.admet(12) && !Lues::Parmi(Vec::new()).admet(1));
        assert_eq!(Lues::Parmi(Vec::new()).derniere(), None);
    }
}
