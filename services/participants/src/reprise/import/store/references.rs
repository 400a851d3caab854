//! What a former program calls persons.

use std::collections::HashMap;

use diesel::{
    ExpressionMethods, QueryableByName,
    sql_types::{Array, Bool, Text, Uuid as SqlUuid},
    upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{ImportId, ParticipantId, TerritoireId};
use problem::{Problem, Slug};
use store::{Colonne, Error, OnConstraint, Tx};

use crate::{reprise::import::domain::ligne::ReferenceConnue, schema::references_externes as refs};

/// A reference to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) texte: String,
    pub(crate) participant: ParticipantId,
    pub(crate) empreinte: String,
    pub(crate) version: i32,
}

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = Text)]
    reference: String,
    #[diesel(sql_type = Text)]
    empreinte: String,
    #[diesel(sql_type = SqlUuid)]
    participant: Colonne<ParticipantId>,
    #[diesel(sql_type = Bool)]
    modifie_depuis: bool,
}

/// Those of these references that are known. Each is looked up by its key: a join, or a list, would be planned
/// on what the tables were before the import filled them.
pub(crate) async fn connues(
    tx: &mut Tx,
    source: &str,
    references: &[&str],
) -> Result<HashMap<String, ReferenceConnue>, Error> {
    let rows: Vec<Known> = diesel::sql_query(
        "SELECT w.reference, r.empreinte, coalesce(p.fusionne_dans, p.id) AS participant,
                p.fusionne_dans IS NOT NULL OR p.version <> r.version AS modifie_depuis
         FROM unnest($3) AS w(reference)
         CROSS JOIN LATERAL (SELECT * FROM references_externes
           WHERE territoire_id = $1 AND source = $2 AND reference = w.reference LIMIT 1) r
         CROSS JOIN LATERAL (SELECT * FROM participants WHERE territoire_id = $1 AND id = r.participant_id LIMIT 1) p",
    )
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Text, _>(source)
    .bind::<Array<Text>, _>(references)
    .load(tx.conn())
    .await?;
    let known = |row: Known| {
        let Known { reference, empreinte, participant, modifie_depuis } = row;
        (reference, ReferenceConnue { participant: participant.into(), empreinte, modifie_depuis })
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Keeps references that nobody knew; refused when another import brought one meanwhile.
pub(crate) async fn ajouter(tx: &mut Tx, source: &str, import: ImportId, lot: Vec<Reference>) -> Result<(), Problem> {
    let territoire = tx.territoire();
    let rows: Vec<_> = lot.iter().map(|one| row(territoire, source, import, one)).collect();
    diesel::insert_into(refs::table)
        .values(rows)
        .execute(tx.conn())
        .await
        .on_constraint("references_externes_pkey", || {
            Problem::new(Slug::Conflit, "Un autre import vient d'apporter cette personne : relisez cette ligne.")
        })?;
    Ok(())
}

/// Keeps a reference, known or not.
pub(crate) async fn garder(tx: &mut Tx, source: &str, import: ImportId, one: &Reference) -> Result<(), Error> {
    let territoire = tx.territoire();
    diesel::insert_into(refs::table)
        .values(row(territoire, source, import, one))
        .on_conflict((refs::territoire_id, refs::source, refs::reference))
        .do_update()
        .set((
            refs::participant_id.eq(excluded(refs::participant_id)),
            refs::empreinte.eq(excluded(refs::empreinte)),
            refs::version.eq(excluded(refs::version)),
            refs::import_id.eq(excluded(refs::import_id)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

#[derive(diesel::Insertable)]
#[diesel(table_name = refs)]
struct Row<'a> {
    territoire_id: Colonne<TerritoireId>,
    source: &'a str,
    reference: &'a str,
    participant_id: Colonne<ParticipantId>,
    empreinte: &'a str,
    version: i32,
    import_id: Colonne<ImportId>,
}

fn row<'a>(territoire_id: TerritoireId, source: &'a str, import: ImportId, one: &'a Reference) -> Row<'a> {
    Row {
        territoire_id: territoire_id.into(),
        source,
        reference: &one.texte,
        participant_id: one.participant.into(),
        empreinte: &one.empreinte,
        version: one.version,
        import_id: import.into(),
    }
}
