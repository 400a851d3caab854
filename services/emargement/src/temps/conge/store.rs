use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper,
    dsl::{exists, sql},
    sql_types::Bool,
};
use diesel_async::RunQueryDsl;
use emargement_api::FiltreConges;
use kernel::{
    CongeId, UtilisateurId,
    calendrier::{self, Periode},
};
use store::{Colonne, Error, Paginer, Tx};

use crate::{
    schema::{conges, feuilles},
    temps::{conge::domain::Conge, portee::domain::Portee, retrait::store::CongeRetire},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = conges)]
struct Row {
    id: Colonne<CongeId>,
    agent: Colonne<UtilisateurId>,
    du: NaiveDate,
    au: NaiveDate,
    #[diesel(embed)]
    retrait: CongeRetire,
}

impl From<Row> for Conge {
    fn from(row: Row) -> Self {
        Self { id: row.id.into(), agent: row.agent.into(), du: row.du, au: row.au, retrait: row.retrait.into() }
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, nouveau: &Conge) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(conges::table)
        .values((
            conges::territoire_id.eq(territoire),
            conges::id.eq(nouveau.id.uuid()),
            conges::agent.eq(nouveau.agent.uuid()),
            conges::du.eq(nouveau.du),
            conges::au.eq(nouveau.au),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: CongeId) -> Result<Option<Conge>, Error> {
    let query = conges::table.find((tx.territoire().uuid(), id.uuid()));
    let found: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    Ok(found.map(Into::into))
}

/// Keeps why days of leave count no more.
pub(crate) async fn retirer(tx: &mut Tx, conge: &Conge) -> Result<(), Error> {
    if let Some(retrait) = &conge.retrait {
        diesel::update(conges::table.find((tx.territoire().uuid(), conge.id.uuid())))
            .set(CongeRetire::from(retrait))
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

/// The days of leave of someone that touch a month, those that were withdrawn apart.
pub(crate) async fn du_mois(tx: &mut Tx, agent: UtilisateurId, mois: NaiveDate) -> Result<Vec<Periode>, Error> {
    let query = conges::table
        .filter(conges::territoire_id.eq(tx.territoire().uuid()))
        .filter(conges::agent.eq(agent.uuid()))
        .filter(conges::du.lt(calendrier::plus_mois(mois, 1)))
        .filter(conges::au.ge(mois))
        .filter(conges::retire_le.is_null());
    let rows: Vec<(NaiveDate, NaiveDate)> = query.select((conges::du, conges::au)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(du, au)| Periode { du, au: Some(au) }).collect())
}

/// A page of the days of leave that `portee` shows, the latest first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    portee: Portee,
    filtre: &FiltreConges,
    apres: Option<(NaiveDate, CongeId)>,
) -> Result<Vec<Conge>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = conges::table.filter(conges::territoire_id.eq(territoire)).into_boxed();
    if let Portee::Sienne(qui) = portee {
        let certified = feuilles::table
            .filter(feuilles::territoire_id.eq(territoire))
            .filter(feuilles::superieur_designe.eq(qui.uuid()))
            .filter(feuilles::agent.eq(conges::agent))
            .filter(feuilles::mois.le(conges::au))
            .filter(sql::<Bool>("feuilles.mois + interval '1 month' > conges.du"));
        query = query.filter(conges::agent.eq(qui.uuid()).or(exists(certified)));
    }
    if let Some(agent) = filtre.agent {
        query = query.filter(conges::agent.eq(agent.uuid()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(conges::au.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(conges::du.le(au));
    }
    if let Some((du, id)) = apres {
        query = query.filter(conges::du.le(du)).filter(conges::du.lt(du).or(conges::id.lt(id.uuid())));
    }
    let rows: Vec<Row> = query
        .order((conges::du.desc(), conges::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
