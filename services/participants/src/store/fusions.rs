use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::Id;
use participants_api::{Fusion, FusionDto, Participant};
use problem::{Problem, Slug};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{Error, OnConstraint, Tx, ecrire_json, lire_json};
use uuid::Uuid;

use super::schema::{
    adresses, candidatures, consentements, contrats, entretiens_diagnostic, fusions, participants, pieces, situations,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = fusions)]
struct Row {
    territoire_id: Uuid,
    id: Uuid,
    garde: Uuid,
    absorbe: Uuid,
    motif: String,
    deplaces: Value,
    fait_le: DateTime<Utc>,
    fait_par: Uuid,
    annule_le: Option<DateTime<Utc>>,
    annule_par: Option<Uuid>,
}

/// The records that a merge moved, by table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deplaces {
    situations: Vec<Uuid>,
    adresses: Vec<Uuid>,
    pieces: Vec<Uuid>,
    candidatures: Vec<Uuid>,
    contrats: Vec<Uuid>,
    entretiens: Vec<Uuid>,
    #[serde(default)]
    consentements: Vec<Uuid>,
}

impl Deplaces {
    fn nombre(&self) -> usize {
        let Self { situations, adresses, pieces, candidatures, contrats, entretiens, consentements } = self;
        [situations, adresses, pieces, candidatures, contrats, entretiens, consentements].map(Vec::len).iter().sum()
    }
}

fn dto(row: Row) -> Result<FusionDto, Error> {
    let moved: Deplaces = lire_json(row.deplaces)?;
    Ok(FusionDto {
        id: row.id.into(),
        garde: row.garde.into(),
        absorbe: row.absorbe.into(),
        motif: row.motif,
        deplaces: moved.nombre(),
        fait_le: row.fait_le,
        fait_par: row.fait_par,
        annule_le: row.annule_le,
    })
}

/// Moves every record of one file to another; says which.
macro_rules! deplacer {
    ($tx:expr, $table:ident, $id:ident, $de:expr, $vers:expr) => {{
        let territoire = $tx.territoire().uuid();
        let all = $table::table.filter($table::territoire_id.eq(territoire)).filter($table::participant_id.eq($de));
        diesel::update(all).set($table::participant_id.eq($vers)).returning($table::$id).get_results($tx.conn()).await
    }};
}

/// Moves the named records to a file.
macro_rules! rendre {
    ($tx:expr, $table:ident, $id:ident, $named:expr, $vers:expr) => {{
        let territoire = $tx.territoire().uuid();
        let all = $table::table.filter($table::territoire_id.eq(territoire)).filter($table::$id.eq_any($named));
        diesel::update(all).set($table::participant_id.eq($vers)).execute($tx.conn()).await
    }};
}

/// Moves what a file holds to another, and records it.
pub(crate) async fn fusionner(
    tx: &mut Tx,
    garde: Id<Participant>,
    absorbe: Id<Participant>,
    motif: String,
) -> Result<FusionDto, Problem> {
    let (de, vers) = (absorbe.uuid(), garde.uuid());
    let moved = Deplaces {
        candidatures: deplacer!(tx, candidatures, id, de, vers).on_constraint("candidatures_en_cours", || {
            Problem::new(Slug::Conflit, "Les deux dossiers ont une candidature en cours : terminez l'une d'elles.")
        })?,
        situations: deplacer!(tx, situations, id, de, vers).map_err(Error::from)?,
        adresses: deplacer!(tx, adresses, id, de, vers).map_err(Error::from)?,
        pieces: deplacer!(tx, pieces, id, de, vers).map_err(Error::from)?,
        contrats: deplacer!(tx, contrats, id, de, vers).map_err(Error::from)?,
        entretiens: deplacer!(tx, entretiens_diagnostic, rendez_vous_id, de, vers).map_err(Error::from)?,
        consentements: deplacer!(tx, consentements, id, de, vers).map_err(Error::from)?,
    };
    let row = Row {
        territoire_id: tx.territoire().uuid(),
        id: tx.id::<Fusion>().uuid(),
        garde: vers,
        absorbe: de,
        motif,
        deplaces: ecrire_json(&moved)?,
        fait_le: tx.now(),
        fait_par: tx.acteur().id,
        annule_le: None,
        annule_par: None,
    };
    diesel::insert_into(fusions::table).values(&row).execute(tx.conn()).await.map_err(Error::from)?;
    marquer(tx, absorbe, Some(garde)).await?;
    Ok(dto(row)?)
}

/// Moves back what a merge moved. What was recorded since stays with the file that was kept.
pub(crate) async fn annuler(tx: &mut Tx, id: Id<Fusion>) -> Result<FusionDto, Problem> {
    let key = (tx.territoire().uuid(), id.uuid());
    let row: Option<Row> = fusions::table
        .find(key)
        .select(Row::as_select())
        .for_update()
        .first(tx.conn())
        .await
        .optional()
        .map_err(Error::from)?;
    let row = row.ok_or_else(Problem::not_found)?;
    if row.annule_le.is_some() {
        return Err(Problem::new(Slug::TransitionInterdite, "Cette fusion est déjà annulée."));
    }
    let (moved, vers): (Deplaces, _) = (lire_json(row.deplaces.clone())?, row.absorbe);
    rendre!(tx, candidatures, id, moved.candidatures, vers).map_err(Error::from)?;
    rendre!(tx, situations, id, moved.situations, vers).map_err(Error::from)?;
    rendre!(tx, adresses, id, moved.adresses, vers).map_err(Error::from)?;
    rendre!(tx, pieces, id, moved.pieces, vers).map_err(Error::from)?;
    rendre!(tx, contrats, id, moved.contrats, vers).map_err(Error::from)?;
    rendre!(tx, entretiens_diagnostic, rendez_vous_id, moved.entretiens, vers).map_err(Error::from)?;
    rendre!(tx, consentements, id, moved.consentements, vers).map_err(Error::from)?;
    let (now, par) = (tx.now(), tx.acteur().id);
    diesel::update(fusions::table.find(key))
        .set((fusions::annule_le.eq(now), fusions::annule_par.eq(par)))
        .execute(tx.conn())
        .await
        .map_err(Error::from)?;
    marquer(tx, row.absorbe.into(), None).await?;
    Ok(dto(Row { annule_le: Some(now), ..row })?)
}

async fn marquer(tx: &mut Tx, absorbe: Id<Participant>, garde: Option<Id<Participant>>) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), absorbe.uuid());
    diesel::update(participants::table.find(key))
        .set(participants::fusionne_dans.eq(garde.map(Id::uuid)))
        .execute(tx.conn())
        .await?;
    Ok(())
}
