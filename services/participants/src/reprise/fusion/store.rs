use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, De, FusionId, Id, ParticipantId, TerritoireId};
use problem::{Problem, Slug};
use serde_json::Value;
use store::{
    Colonne, Error, OnConstraint, Tx,
    fusions::{self, Deplaces, Table},
    read_json, write_json,
};

use crate::{
    reprise::fusion::domain::Fusion,
    schema::{fusions as table, participants},
};

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
const DOSSIERS: [Table; 10] = [
    Table { nom: "candidatures", id: "id", unique: "id" },
    Table { nom: "demandes", id: "id", unique: "id" },
    Table { nom: "actions_instances", id: "id", unique: "id" },
    Table { nom: "situations", id: "id", unique: "id" },
    Table { nom: "adresses", id: "id", unique: "id" },
    Table { nom: "pieces", id: "id", unique: "id" },
    Table { nom: "engagements", id: "id", unique: "id" },
    Table { nom: "contrats", id: "id", unique: "id" },
    Table { nom: "presences_constatees", id: "rendez_vous_id", unique: "rendez_vous_id" },
    Table { nom: "consentements", id: "id", unique: "id" },
];

impl TryFrom<Row> for Fusion {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let moved: Deplaces = read_json(row.deplaces)?;
        Ok(Self {
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
}

/// Moves what a file holds to another, and records it.
pub(crate) async fn fusionner(
    tx: &mut Tx,
    garde: ParticipantId,
    absorbe: ParticipantId,
    motif: String,
) -> Result<Fusion, Problem> {
    let moved =
        fusions::deplacer(tx, absorbe, garde, &DOSSIERS).await.on_constraint("candidatures_en_cours", || {
            Problem::new(
                Slug::Conflit,
                "Les deux dossiers ont une candidature ou un accompagnement en cours : terminez l'un d'eux.",
            )
        })?;
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        garde: garde.into(),
        absorbe: absorbe.into(),
        motif,
        deplaces: write_json(&moved)?,
        fait_le: tx.now(),
        fait_par: tx.acteur().id.into(),
        annule_le: None,
        annule_par: None,
    };
    diesel::insert_into(table::table).values(&row).execute(tx.conn()).await.map_err(Error::from)?;
    // As the other services know it: a file that was opened under the former identifier is open under the one that is kept.
    fusions::fusionner(tx, row.id.0, garde, absorbe, &[]).await?;
    marquer(tx, absorbe, Some(garde)).await?;
    Ok(row.try_into()?)
}

/// Reads a merge and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: FusionId) -> Result<Option<Fusion>, Error> {
    let query = table::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let found: Option<Fusion> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found.as_ref().map(|fusion| De::plusieurs([fusion.garde, fusion.absorbe], ()))).await?;
    Ok(found)
}

/// Moves back what a merge that was undone had moved. What was recorded since stays with the file that was kept.
pub(crate) async fn rendre(tx: &mut Tx, fusion: &Fusion) -> Result<(), Error> {
    let (key, par) = ((tx.territoire().uuid(), fusion.id.uuid()), tx.acteur().id.uuid());
    let moved: Value = table::table.find(key).select(table::deplaces).first(tx.conn()).await?;
    fusions::rendre(tx, &read_json(moved)?, fusion.garde, fusion.absorbe, &DOSSIERS).await?;
    fusions::separer(tx, fusion.id, &[]).await?;
    diesel::update(table::table.find(key))
        .set((table::annule_le.eq(fusion.annule_le), table::annule_par.eq(par)))
        .execute(tx.conn())
        .await?;
    marquer(tx, fusion.absorbe, None).await
}

async fn marquer(tx: &mut Tx, absorbe: ParticipantId, garde: Option<ParticipantId>) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), absorbe.uuid());
    diesel::update(participants::table.find(key))
        .set(participants::fusionne_dans.eq(garde.map(Id::uuid)))
        .execute(tx.conn())
        .await?;
    Ok(())
}
