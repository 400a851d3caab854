use std::collections::HashMap;

use diesel::{BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, upsert::excluded};
use diesel_async::RunQueryDsl;
use kernel::Id;
use participants_api::{Import, Participant};
use problem::{Problem, Slug};
use store::{Error, OnConstraint, Tx};
use uuid::Uuid;

use super::schema::{participants, references_externes as refs};

/// What a former import left of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Connue {
    /// The file, or the one into which it was merged.
    pub(crate) participant: Id<Participant>,
    pub(crate) empreinte: String,
    /// Whether somebody changed the file since.
    pub(crate) modifie_depuis: bool,
}

/// A reference to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) texte: String,
    pub(crate) participant: Id<Participant>,
    pub(crate) empreinte: String,
    pub(crate) version: i32,
}

/// Those of these references that are known.
pub(crate) async fn connues(tx: &mut Tx, source: &str, references: &[&str]) -> Result<HashMap<String, Connue>, Error> {
    let rows: Vec<(String, String, i32, Uuid, i32, Option<Uuid>)> = refs::table
        .inner_join(
            participants::table
                .on(participants::territoire_id.eq(refs::territoire_id).and(participants::id.eq(refs::participant_id))),
        )
        .filter(refs::territoire_id.eq(tx.territoire().uuid()))
        .filter(refs::source.eq(source))
        .filter(refs::reference.eq_any(references))
        .select((
            refs::reference,
            refs::empreinte,
            refs::version,
            participants::id,
            participants::version,
            participants::fusionne_dans,
        ))
        .load(tx.conn())
        .await?;
    let known = rows.into_iter().map(|(reference, empreinte, left, file, version, merged)| {
        let modifie_depuis = merged.is_some() || version != left;
        (reference, Connue { participant: merged.unwrap_or(file).into(), empreinte, modifie_depuis })
    });
    Ok(known.collect())
}

/// Keeps references that nobody knew; refused when another import brought one meanwhile.
pub(crate) async fn ajouter(tx: &mut Tx, source: &str, import: Id<Import>, lot: Vec<Reference>) -> Result<(), Problem> {
    let territoire = tx.territoire().uuid();
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
pub(crate) async fn garder(tx: &mut Tx, source: &str, import: Id<Import>, one: &Reference) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
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
    territoire_id: Uuid,
    source: &'a str,
    reference: &'a str,
    participant_id: Uuid,
    empreinte: &'a str,
    version: i32,
    import_id: Uuid,
}

fn row<'a>(territoire_id: Uuid, source: &'a str, import: Id<Import>, one: &'a Reference) -> Row<'a> {
    Row {
        territoire_id,
        source,
        reference: &one.texte,
        participant_id: one.participant.uuid(),
        empreinte: &one.empreinte,
        version: one.version,
        import_id: import.uuid(),
    }
}
