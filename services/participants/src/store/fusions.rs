use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, FusionId, Id, ParticipantId, TerritoireId};
use participants_api::FusionDto;
use problem::{Problem, Slug};
use serde_json::Value;
use store::Colonne;
use store::{
    Error, OnConstraint, Tx, ecrire_json,
    fusions::{self, Deplaces, Table},
    lire_json,
};

use super::schema::{fusions as table, participants};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = table)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<FusionId>,
    garde: Colonne<ParticipantId>,
    absorbe: Colonne<ParticipantId>,
    motif: String,
    deplaces: Value,
    fait_le: DateTime<Utc>,
    fait_par: Colonne<ActeurId>,
    annule_le: Option<DateTime<Utc>>,
    annule_par: Option<Colonne<ActeurId>>,
}

/// Whose record each one is.
const DOSSIERS: [Table; 7] = [
    Table { nom: "candidatures", id: "id", unique: "id" },
    Table { nom: "situations", id: "id", unique: "id" },
    Table { nom: "adresses", id: "id", unique: "id" },
    Table { nom: "pieces", id: "id", unique: "id" },
    Table { nom: "contrats", id: "id", unique: "id" },
    Table { nom: "entretiens_diagnostic", id: "rendez_vous_id", unique: "rendez_vous_id" },
    Table { nom: "consentements", id: "id", unique: "id" },
];

fn dto(row: Row) -> Result<FusionDto, Error> {
    let moved: Deplaces = lire_json(row.deplaces)?;
    Ok(FusionDto {
        id: row.id.into(),
        garde: row.garde.into(),
        absorbe: row.absorbe.into(),
        motif: row.motif,
        deplaces: moved.values().map(Vec::len).sum(),
        fait_le: row.fait_le,
        fait_par: row.fait_par.into(),
        annule_le: row.annule_le,
    })
}

/// Moves what a file holds to another, and records it.
pub(crate) async fn fusionner(
    tx: &mut Tx,
    garde: ParticipantId,
    absorbe: ParticipantId,
    motif: String,
) -> Result<FusionDto, Problem> {
    let moved =
        fusions::deplacer(tx, absorbe, garde, &DOSSIERS).await.on_constraint("candidatures_en_cours", || {
            Problem::new(Slug::Conflit, "Les deux dossiers ont une candidature en cours : terminez l'une d'elles.")
        })?;
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        garde: garde.into(),
        absorbe: absorbe.into(),
        motif,
        deplaces: ecrire_json(&moved)?,
        fait_le: tx.now(),
        fait_par: tx.acteur().id.into(),
        annule_le: None,
        annule_par: None,
    };
    diesel::insert_into(table::table).values(&row).execute(tx.conn()).await.map_err(Error::from)?;
    marquer(tx, absorbe, Some(garde)).await?;
    Ok(dto(row)?)
}

/// The files that these absorbed.
pub(super) async fn absorbes(tx: &mut Tx, gardes: &[ParticipantId]) -> Result<Vec<ParticipantId>, Error> {
    let query = table::table
        .filter(table::territoire_id.eq(tx.territoire().uuid()))
        .filter(table::garde.eq_any(gardes.iter().map(|one| one.uuid())))
        .filter(table::annule_le.is_null());
    let found: Vec<Colonne<ParticipantId>> = query.select(table::absorbe).load(tx.conn()).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// Moves back what a merge moved. What was recorded since stays with the file that was kept.
pub(crate) async fn annuler(tx: &mut Tx, id: FusionId) -> Result<FusionDto, Problem> {
    let key = (tx.territoire().uuid(), id.uuid());
    let row: Option<Row> = table::table
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
    if super::participants::dossier(tx, row.garde.into()).await? != row.garde.into() {
        let detail = "Le dossier gardé a été fusionné depuis : annulez d'abord cette fusion-là.";
        return Err(Problem::new(Slug::TransitionInterdite, detail));
    }
    fusions::rendre(tx, &lire_json(row.deplaces.clone())?, row.garde.into(), row.absorbe.into(), &DOSSIERS).await?;
    let (now, par) = (tx.now(), tx.acteur().id);
    diesel::update(table::table.find(key))
        .set((table::annule_le.eq(now), table::annule_par.eq(par.uuid())))
        .execute(tx.conn())
        .await
        .map_err(Error::from)?;
    marquer(tx, row.absorbe.into(), None).await?;
    Ok(dto(Row { annule_le: Some(now), ..row })?)
}

async fn marquer(tx: &mut Tx, absorbe: ParticipantId, garde: Option<ParticipantId>) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), absorbe.uuid());
    diesel::update(participants::table.find(key))
        .set(participants::fusionne_dans.eq(garde.map(Id::uuid)))
        .execute(tx.conn())
        .await?;
    Ok(())
}
