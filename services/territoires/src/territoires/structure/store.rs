use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use kernel::{Code, Id, RessourceId, StructureId};
use problem::{Problem, Slug};
use store::{Colonne, Error, OnConstraint, Tx, read_code};
use territoires_api::{NouvelleStructure, StructureDto};

use crate::schema::structures;

type Row = (Colonne<StructureId>, String, String, Option<String>);

pub(crate) async fn ajouter(tx: &mut Tx, structure: NouvelleStructure) -> Result<StructureDto, Problem> {
    let id: StructureId = tx.id();
    let territoire = tx.territoire().uuid();
    diesel::insert_into(structures::table)
        .values((
            structures::territoire_id.eq(territoire),
            structures::id.eq(id.uuid()),
            structures::nom.eq(&structure.nom),
            structures::nature.eq(structure.nature.code()),
            structures::siret.eq(structure.siret.as_ref().map(kernel::Siret::as_str)),
        ))
        .execute(tx.conn())
        .await
        .on_constraint("structures_nom", || {
            Problem::new(Slug::Conflit, "Une structure porte déjà ce nom.").at("/nom", "existe", "déjà dans l'annuaire")
        })?;
    let NouvelleStructure { nom, nature, siret } = structure;
    Ok(StructureDto { id, nom, nature, siret })
}

/// A page by name, after `apres`.
pub(crate) async fn lister(
    tx: &mut Tx,
    apres: Option<(String, StructureId)>,
    limite: i64,
) -> Result<Vec<StructureDto>, Error> {
    let (nom, id) = apres.unwrap_or((String::new(), Id::MIN));
    let query = structures::table
        .filter(structures::territoire_id.eq(tx.territoire().uuid()))
        .filter(structures::nom.ge(nom.clone()))
        .filter(structures::nom.gt(nom).or(structures::id.gt(id.uuid())));
    let rows: Vec<Row> = query
        .order((structures::nom, structures::id))
        .limit(limite + 1)
        .select((structures::id, structures::nom, structures::nature, structures::siret))
        .load(tx.conn())
        .await?;
    rows.into_iter().map(lire).collect()
}

/// Those of these structures that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<StructureDto>, Error> {
    let query = structures::table
        .filter(structures::territoire_id.eq(tx.territoire().uuid()))
        .filter(structures::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<Row> =
        query.select((structures::id, structures::nom, structures::nature, structures::siret)).load(tx.conn()).await?;
    rows.into_iter().map(lire).collect()
}

fn lire((id, nom, nature, siret): Row) -> Result<StructureDto, Error> {
    let siret = siret.map(|text| text.parse()).transpose();
    let siret = siret.map_err(|_| Error::Corrupt("structures.siret".to_owned()))?;
    Ok(StructureDto { id: id.into(), nom, nature: read_code(&nature)?, siret })
}
