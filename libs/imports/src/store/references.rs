//! What a former program calls things: by it, a line that is sent twice counts once.

use std::collections::HashMap;

use diesel::{
    ExpressionMethods, Insertable, QueryableByName,
    sql_types::{Array, Integer, Text, Uuid as SqlUuid},
    upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{Id, ImportId, RessourceId, TerritoireId, hexadecimal};
use problem::{Problem, Slug};
use sha2::{Digest, Sha256};
use store::{Colonne, Error, OnConstraint, Tx};

use crate::schema::references_importees as refs;

/// What stands for a reference where nobody needs to read it: 64 hexadecimal digits that two services make alike of
/// one source and one reference.
#[must_use]
pub fn empreinte(source: &str, reference: &str) -> String {
    let mut hash = Sha256::new();
    for part in [source, reference.trim()] {
        hash.update(part);
        hash.update([0]);
    }
    hexadecimal(&hash.finalize())
}

/// A reference that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<K> {
    /// What the former program says.
    pub texte: String,
    /// What it is here.
    pub objet: Id<K>,
    /// What the line told.
    pub empreinte: String,
    /// The version that the import left.
    pub version: i32,
}

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = Text)]
    texte: String,
    #[diesel(sql_type = SqlUuid)]
    objet: Colonne<RessourceId>,
    #[diesel(sql_type = Text)]
    empreinte: String,
    #[diesel(sql_type = Integer)]
    version: i32,
}

/// Those of these references that are known. Each is looked up by its key: a join, or a list, would be planned
/// on what the table was before the import filled it.
pub async fn connues<K>(
    tx: &mut Tx,
    source: &str,
    references: &[&str],
) -> Result<HashMap<String, Reference<K>>, Error> {
    let rows: Vec<Known> = diesel::sql_query(
        "SELECT w.texte, r.objet_id AS objet, r.empreinte, r.version
         FROM unnest($3) AS w(texte)
         CROSS JOIN LATERAL (SELECT * FROM references_importees
           WHERE territoire_id = $1 AND source = $2 AND reference = w.texte LIMIT 1) r",
    )
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Text, _>(source)
    .bind::<Array<Text>, _>(references)
    .load(tx.conn())
    .await?;
    let known = |Known { texte, objet: Colonne(objet), empreinte, version }: Known| {
        (texte.clone(), Reference { texte, objet: objet.of_kind(), empreinte, version })
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Keeps references that nobody knew; refused when another import brought one meanwhile.
pub async fn ajouter<K>(tx: &mut Tx, source: &str, import: ImportId, lot: Vec<Reference<K>>) -> Result<(), Problem> {
    let territoire = tx.territoire();
    let rows: Vec<_> = lot.iter().map(|one| row(territoire, source, import, one)).collect();
    diesel::insert_into(refs::table)
        .values(rows)
        .execute(tx.conn())
        .await
        .on_constraint("references_externes_pkey", || {
            Problem::new(Slug::Conflit, "Un autre import vient d'apporter cette ligne : relisez-la.")
        })?;
    Ok(())
}

/// Keeps references, known or not, each told once.
pub async fn garder<K>(tx: &mut Tx, source: &str, import: ImportId, lot: &[Reference<K>]) -> Result<(), Error> {
    let territoire = tx.territoire();
    let rows: Vec<_> = lot.iter().map(|one| row(territoire, source, import, one)).collect();
    diesel::insert_into(refs::table)
        .values(rows)
        .on_conflict((refs::territoire_id, refs::source, refs::reference))
        .do_update()
        .set((
            refs::objet_id.eq(excluded(refs::objet_id)),
            refs::empreinte.eq(excluded(refs::empreinte)),
            refs::version.eq(excluded(refs::version)),
            refs::import_id.eq(excluded(refs::import_id)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = refs)]
struct Row<'a> {
    territoire_id: Colonne<TerritoireId>,
    source: &'a str,
    reference: &'a str,
    objet_id: Colonne<RessourceId>,
    empreinte: &'a str,
    version: i32,
    import_id: Colonne<ImportId>,
}

fn row<'a, K>(territoire_id: TerritoireId, source: &'a str, import: ImportId, one: &'a Reference<K>) -> Row<'a> {
    Row {
        territoire_id: territoire_id.into(),
        source,
        reference: &one.texte,
        objet_id: one.objet.ressource().into(),
        empreinte: &one.empreinte,
        version: one.version,
        import_id: import.into(),
    }
}
