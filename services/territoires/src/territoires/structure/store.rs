//! Rows of the directory.

use chrono::NaiveDate;
use diesel::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable,
    Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{Code, Id, RessourceId, Siret, StructureId, Telephone, TerritoireId};
use problem::{Problem, Slug};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Paginer, Tx, read_code, read_json, write_json};
use territoires_api::{FiltreStructures, NouvelleStructure};

use crate::{
    schema::structures,
    territoires::structure::{
        domain::Structure,
        texte::{mots, strpos},
    },
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = structures, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<StructureId>,
    version: i32,
    nom: String,
    nature: String,
    categorie: Option<String>,
    siret: Option<String>,
    adresse: Option<Value>,
    telephone: Option<String>,
    jusqua: Option<NaiveDate>,
}

impl TryFrom<Row> for Structure {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let siret = row.siret.map(|text| text.parse()).transpose();
        let telephone = row.telephone.map(TryInto::try_into).transpose();
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            contenu: NouvelleStructure {
                nom: row.nom,
                nature: read_code(&row.nature)?,
                categorie: row.categorie.as_deref().map(read_code).transpose()?,
                siret: siret.map_err(|_| Error::Corrupt("structures.siret".to_owned()))?,
                adresse: row.adresse.map(read_json).transpose()?,
                telephone: telephone.map_err(|_| Error::Corrupt("structures.telephone".to_owned()))?,
                jusqua: row.jusqua,
            },
        })
    }
}

fn row(tx: &Tx, structure: &Structure) -> Result<Row, Error> {
    let NouvelleStructure { nom, nature, categorie, siret, adresse, telephone, jusqua } = &structure.contenu;
    Ok(Row {
        territoire_id: tx.territoire().into(),
        id: structure.id.into(),
        version: structure.version,
        nom: nom.clone(),
        nature: nature.code().to_owned(),
        categorie: categorie.map(|one| one.code().to_owned()),
        siret: siret.as_ref().map(|one| Siret::as_str(one).to_owned()),
        adresse: adresse.as_ref().map(write_json).transpose()?,
        telephone: telephone.as_ref().map(|one| Telephone::as_str(one).to_owned()),
        jusqua: *jusqua,
    })
}

fn deja_nommee() -> Problem {
    Problem::new(Slug::Conflit, "Une structure porte déjà ce nom.").at("/nom", "existe", "déjà dans l'annuaire")
}

pub(crate) async fn ajouter(tx: &mut Tx, contenu: NouvelleStructure) -> Result<Structure, Problem> {
    let added = Structure { id: tx.id(), version: 1, contenu };
    let row = row(tx, &added)?;
    let done = diesel::insert_into(structures::table).values(&row).execute(tx.conn()).await;
    done.on_constraint("structures_nom", deja_nommee)?;
    Ok(added)
}

/// Writes a structure that was read with [`verrouiller`].
pub(crate) async fn enregistrer(tx: &mut Tx, structure: &Structure) -> Result<(), Problem> {
    let row = row(tx, structure)?;
    let one = structures::table.find((row.territoire_id, row.id));
    let done = diesel::update(one).set(&row).execute(tx.conn()).await;
    done.on_constraint("structures_nom", deja_nommee)?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: StructureId) -> Result<Option<Structure>, Error> {
    let one = structures::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = one.select(Row::as_select()).first(tx.conn()).await.optional()?;
    row.map(TryInto::try_into).transpose()
}

/// A structure, locked for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: StructureId) -> Result<Option<Structure>, Error> {
    let one = structures::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = one.select(Row::as_select()).for_no_key_update().first(tx.conn()).await.optional()?;
    row.map(TryInto::try_into).transpose()
}

/// A page by name, after `apres`, of those that meet every criterion.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreStructures,
    apres: Option<(String, StructureId)>,
) -> Result<Vec<Structure>, Error> {
    let (nom, id) = apres.unwrap_or((String::new(), Id::MIN));
    let mut query = structures::table
        .filter(structures::territoire_id.eq(tx.territoire().uuid()))
        .filter(structures::nom.ge(nom.clone()))
        .filter(structures::nom.gt(nom).or(structures::id.gt(id.uuid())))
        .into_boxed();
    if let Some(nature) = filtre.nature {
        query = query.filter(structures::nature.eq(nature.code()));
    }
    if let Some(siret) = &filtre.siret {
        query = query.filter(structures::siret.eq(Siret::as_str(siret)));
    }
    if let Some(jour) = filtre.au {
        query = query.filter(structures::jusqua.is_null().or(structures::jusqua.ge(jour)));
    }
    for mot in filtre.texte.iter().flat_map(|texte| texte.split_whitespace()) {
        query = query.filter(strpos(mots(structures::nom), mots(mot)).gt(0));
    }
    let query = query.order((structures::nom, structures::id));
    let rows: Vec<Row> = query.select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Those of these structures that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<Structure>, Error> {
    let query = structures::table
        .filter(structures::territoire_id.eq(tx.territoire().uuid()))
        .filter(structures::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
