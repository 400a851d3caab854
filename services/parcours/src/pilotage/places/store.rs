use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper, sql_types::Text,
};
use diesel_async::RunQueryDsl;
use kernel::{ConventionPlacesId, StructureId, TerritoireId, UtilisateurId};
use parcours_api::{ConventionPlaces, FiltreConventionsPlaces};
use rust_decimal::Decimal;
use store::{Colonne, Error, Paginer, Tx};

use crate::{pilotage::places::domain::Convention, schema::conventions_places as conventions};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = conventions)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ConventionPlacesId>,
    version: i32,
    structure: Colonne<StructureId>,
    referent: Option<Colonne<UtilisateurId>>,
    du: NaiveDate,
    au: NaiveDate,
    places: i32,
    centiemes_etp: i32,
    reference: String,
    connue_le: DateTime<Utc>,
}

impl TryFrom<Row> for Convention {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let contenu = ConventionPlaces {
            structure: row.structure.into(),
            referent: row.referent.map(Into::into),
            du: row.du,
            au: row.au,
            places: u32::try_from(row.places).map_err(|error| Error::Corrupt(error.to_string()))?,
            etp: Decimal::new(row.centiemes_etp.into(), 2).normalize(),
            reference: row.reference,
        };
        Ok(Self { id: row.id.into(), version: row.version, contenu })
    }
}

/// One says what a holder has at a time: others wait here.
pub(crate) async fn verrouiller(tx: &mut Tx, contenu: &ConventionPlaces) -> Result<(), Error> {
    let holder = contenu.referent.map(|one| one.to_string()).unwrap_or_default();
    let key = format!("places {} {} {holder}", tx.territoire(), contenu.structure);
    let lock = diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))").bind::<Text, _>(key);
    lock.execute(tx.conn()).await?;
    Ok(())
}

/// Writes a version, which is what is known from now on.
pub(crate) async fn ecrire(tx: &mut Tx, one: &Convention) -> Result<(), Error> {
    let territoire = tx.territoire();
    let former = || {
        conventions::table
            .filter(conventions::territoire_id.eq(territoire.uuid()))
            .filter(conventions::id.eq(one.id.uuid()))
            .filter(conventions::remplacee_le.is_null())
    };
    // Who waited for another began before them: what follows is known after what it replaces.
    let known: Option<DateTime<Utc>> = former().select(conventions::connue_le).first(tx.conn()).await.optional()?;
    let now = known.map_or(tx.now(), |since| since.max(tx.now()));
    diesel::update(former()).set(conventions::remplacee_le.eq(now)).execute(tx.conn()).await?;
    let unreadable = |error: std::num::TryFromIntError| Error::Corrupt(error.to_string());
    let ConventionPlaces { structure, referent, du, au, places, etp, reference } = one.contenu.clone();
    let hundredths: i64 = (etp * Decimal::ONE_HUNDRED)
        .try_into()
        .map_err(|error: rust_decimal::Error| Error::Corrupt(error.to_string()))?;
    let row = Row {
        territoire_id: territoire.into(),
        id: one.id.into(),
        version: one.version,
        structure: structure.into(),
        referent: referent.map(Into::into),
        du,
        au,
        places: i32::try_from(places).map_err(unreadable)?,
        centiemes_etp: i32::try_from(hundredths).map_err(unreadable)?,
        reference,
        connue_le: now,
    };
    diesel::insert_into(conventions::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// A convention as it is known now.
pub(crate) async fn voir(tx: &mut Tx, id: ConventionPlacesId) -> Result<Option<Convention>, Error> {
    let query = conventions::table
        .filter(conventions::territoire_id.eq(tx.territoire().uuid()))
        .filter(conventions::id.eq(id.uuid()))
        .filter(conventions::remplacee_le.is_null());
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    row.map(TryInto::try_into).transpose()
}

/// Another convention of the same holder that runs on one of these days.
pub(crate) async fn concurrente(tx: &mut Tx, one: &Convention) -> Result<Option<Convention>, Error> {
    let contenu = &one.contenu;
    let mut query = conventions::table
        .filter(conventions::territoire_id.eq(tx.territoire().uuid()))
        .filter(conventions::structure.eq(contenu.structure.uuid()))
        .filter(conventions::remplacee_le.is_null())
        .filter(conventions::id.ne(one.id.uuid()))
        .filter(conventions::du.le(contenu.au))
        .filter(conventions::au.ge(contenu.du))
        .into_boxed();
    query = match contenu.referent {
        Some(referent) => query.filter(conventions::referent.eq(referent.uuid())),
        None => query.filter(conventions::referent.is_null()),
    };
    let row: Option<Row> = query.order(conventions::du).select(Row::as_select()).first(tx.conn()).await.optional()?;
    row.map(TryInto::try_into).transpose()
}

/// A page, newest first, and one more when there are more, as they were known at `connu`: now, when it is not said.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreConventionsPlaces,
    connu: Option<DateTime<Utc>>,
    apres: Option<ConventionPlacesId>,
) -> Result<Vec<Convention>, Error> {
    let mut query = conventions::table.filter(conventions::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    query = match connu {
        None => query.filter(conventions::remplacee_le.is_null()),
        Some(connu) => query
            .filter(conventions::connue_le.le(connu))
            .filter(conventions::remplacee_le.is_null().or(conventions::remplacee_le.gt(connu))),
    };
    if let Some(structure) = filtre.structure {
        query = query.filter(conventions::structure.eq(structure.uuid()));
    }
    if let Some(referent) = filtre.referent {
        query = query.filter(conventions::referent.eq(referent.uuid()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(conventions::au.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(conventions::du.le(au));
    }
    if let Some(apres) = apres {
        query = query.filter(conventions::id.lt(apres.uuid()));
    }
    let rows: Vec<Row> =
        query.order(conventions::id.desc()).select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// What conventions say that run on a day of a year at least, of a structure or of a référent when one is asked, as it was known
/// at `connu`: a territory has a few tens of them.
pub(crate) async fn de_l_annee(
    tx: &mut Tx,
    (premier, dernier): (NaiveDate, NaiveDate),
    (structure, referent): (Option<StructureId>, Option<UtilisateurId>),
    connu: Option<DateTime<Utc>>,
) -> Result<Vec<ConventionPlaces>, Error> {
    let mut query = conventions::table
        .filter(conventions::territoire_id.eq(tx.territoire().uuid()))
        .filter(conventions::du.le(dernier))
        .filter(conventions::au.ge(premier))
        .into_boxed();
    query = match connu {
        None => query.filter(conventions::remplacee_le.is_null()),
        Some(connu) => query
            .filter(conventions::connue_le.le(connu))
            .filter(conventions::remplacee_le.is_null().or(conventions::remplacee_le.gt(connu))),
    };
    if let Some(structure) = structure {
        query = query.filter(conventions::structure.eq(structure.uuid()));
    }
    if let Some(referent) = referent {
        query = query.filter(conventions::referent.eq(referent.uuid()));
    }
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(|row| Ok(Convention::try_from(row)?.contenu)).collect()
}
