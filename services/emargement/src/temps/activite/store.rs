use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper,
    dsl::{exists, sql},
    sql_types::Bool,
};
use diesel_async::RunQueryDsl;
use emargement_api::FiltreActivites;
use kernel::{ActiviteId, Duree, Id, OperationId, UtilisateurId, calendrier::Periode};
use referentiel::regles::entreprises::CATEGORIE;
use store::{Colonne, Error, Paginer, Tx};

use crate::{
    agenda::presence::domain::Plage,
    schema::{activites, feuilles},
    temps::{
        activite::domain::{Activite, Quand},
        portee::domain::Portee,
        retrait::store::ActiviteRetiree,
    },
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = activites)]
struct Row {
    id: Colonne<ActiviteId>,
    agent: Colonne<UtilisateurId>,
    jour: NaiveDate,
    minutes: i32,
    categorie: String,
    operation: Option<Colonne<OperationId>>,
    libelle: String,
    debut: Option<DateTime<Utc>>,
    fin: Option<DateTime<Utc>>,
    #[diesel(embed)]
    retrait: ActiviteRetiree,
}

impl TryFrom<Row> for Activite {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            agent: row.agent.into(),
            quand: Quand {
                jour: row.jour,
                minutes: Duree::try_from(row.minutes).map_err(|error| Error::Corrupt(error.to_string()))?,
                plage: row.debut.zip(row.fin).map(|(debut, fin)| Plage { debut, fin }),
            },
            categorie: row.categorie,
            operation: row.operation.map(Into::into),
            libelle: row.libelle,
            retrait: row.retrait.into(),
        })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, nouvelle: &Activite) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    diesel::insert_into(activites::table)
        .values((
            activites::territoire_id.eq(territoire),
            activites::id.eq(nouvelle.id.uuid()),
            activites::agent.eq(nouvelle.agent.uuid()),
            activites::jour.eq(nouvelle.quand.jour),
            activites::minutes.eq(nouvelle.quand.minutes.minutes()),
            activites::categorie.eq(&nouvelle.categorie),
            activites::operation.eq(nouvelle.operation.map(Id::uuid)),
            activites::libelle.eq(&nouvelle.libelle),
            activites::debut.eq(nouvelle.quand.plage.map(|plage| plage.debut)),
            activites::fin.eq(nouvelle.quand.plage.map(|plage| plage.fin)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: ActiviteId) -> Result<Option<Activite>, Error> {
    let query = activites::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Keeps why an activity counts no more.
pub(crate) async fn retirer(tx: &mut Tx, activite: &Activite) -> Result<(), Error> {
    if let Some(retrait) = &activite.retrait {
        diesel::update(activites::table.find((tx.territoire().uuid(), activite.id.uuid())))
            .set(ActiviteRetiree::from(retrait))
            .execute(tx.conn())
            .await?;
    }
    Ok(())
}

/// The activities of someone in a period, those that were withdrawn apart.
pub(crate) async fn de_la_periode(tx: &mut Tx, agent: UtilisateurId, jours: Periode) -> Result<Vec<Activite>, Error> {
    let mut query = activites::table
        .filter(activites::territoire_id.eq(tx.territoire().uuid()))
        .filter(activites::agent.eq(agent.uuid()))
        .filter(activites::jour.ge(jours.du))
        .filter(activites::retire_le.is_null())
        .order((activites::jour, activites::id))
        .limit(2_000)
        .into_boxed();
    if let Some(au) = jours.au {
        query = query.filter(activites::jour.le(au));
    }
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page of the activities that `portee` shows, the latest days first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    portee: Portee,
    filtre: &FiltreActivites,
    apres: Option<(NaiveDate, ActiviteId)>,
) -> Result<Vec<Activite>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = activites::table.filter(activites::territoire_id.eq(territoire)).into_boxed();
    if let Portee::Sienne(qui) = portee {
        let certified = feuilles::table
            .filter(feuilles::territoire_id.eq(territoire))
            .filter(feuilles::superieur_designe.eq(qui.uuid()))
            .filter(feuilles::agent.eq(activites::agent))
            .filter(sql::<Bool>("feuilles.mois = date_trunc('month', activites.jour::timestamp)::date"));
        query = query.filter(activites::agent.eq(qui.uuid()).or(exists(certified)));
    }
    if let Some(agent) = filtre.agent {
        query = query.filter(activites::agent.eq(agent.uuid()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(activites::jour.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(activites::jour.le(au));
    }
    if let Some(categorie) = &filtre.categorie {
        query = query.filter(activites::categorie.eq(categorie));
    }
    if let Some(operation) = filtre.operation {
        query = query.filter(activites::operation.eq(operation.uuid()));
    }
    if let Some((jour, id)) = apres {
        query = query.filter(activites::jour.le(jour)).filter(activites::jour.lt(jour).or(activites::id.lt(id.uuid())));
    }
    let rows: Vec<Row> = query
        .order((activites::jour.desc(), activites::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many companies someone visited between two days: each counts once, by the name that their activities give.
pub(crate) async fn entreprises(
    tx: &mut Tx,
    agent: UtilisateurId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<usize, Error> {
    let query = activites::table
        .filter(activites::territoire_id.eq(tx.territoire().uuid()))
        .filter(activites::agent.eq(agent.uuid()))
        .filter(activites::jour.between(du, au))
        .filter(activites::categorie.eq(CATEGORIE))
        .filter(activites::retire_le.is_null())
        .select(activites::libelle)
        .distinct();
    let named: Vec<String> = query.load(tx.conn()).await?;
    Ok(named.iter().map(|one| one.trim().to_lowercase()).collect::<HashSet<_>>().len())
}
