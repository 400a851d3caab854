//! The sheets of a list, without their lines.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, QueryDsl, Queryable, Selectable, SelectableHelper,
    dsl::{exists, sql},
    sql_types::{Bool, Text},
};
use emargement_api::{EtatRendezVous, FeuilleResume, FiltreFeuilles};
use kernel::{Code, FeuilleId, UtilisateurId, calendrier::premier_du_mois};
use store::{Colonne, Error, Paginer, Tx, read_code};

use crate::{
    schema::{activites, feuilles, rendez_vous},
    temps::portee::domain::Portee,
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = feuilles)]
struct Row {
    id: Colonne<FeuilleId>,
    agent: Colonne<UtilisateurId>,
    mois: NaiveDate,
    version: i32,
    etat: String,
    agent_le: Option<DateTime<Utc>>,
    superieur_designe: Option<Colonne<UtilisateurId>>,
    superieur: Option<Colonne<UtilisateurId>>,
    superieur_le: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for FeuilleResume {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            agent: row.agent.into(),
            agent_nom: None,
            mois: row.mois,
            version: row.version,
            etat: read_code(&row.etat)?,
            agent_le: row.agent_le,
            superieur_designe: row.superieur_designe.map(Into::into),
            superieur_designe_nom: None,
            superieur: row.superieur.map(Into::into),
            superieur_nom: None,
            superieur_le: row.superieur_le,
        })
    }
}

/// A page of the sheets that `portee` shows, the latest months first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    portee: Portee,
    filtre: &FiltreFeuilles,
    apres: Option<(NaiveDate, FeuilleId)>,
) -> Result<Vec<FeuilleResume>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = feuilles::table.filter(feuilles::territoire_id.eq(territoire)).into_boxed();
    if let Portee::Sienne(qui) = portee {
        query = query.filter(feuilles::agent.eq(qui.uuid()).or(feuilles::superieur_designe.eq(qui.uuid())));
    }
    if let Some(agent) = filtre.agent {
        query = query.filter(feuilles::agent.eq(agent.uuid()));
    }
    if let Some(jour) = filtre.mois {
        query = query.filter(feuilles::mois.eq(premier_du_mois(jour)));
    }
    if let Some(etat) = filtre.etat {
        query = query.filter(feuilles::etat.eq(etat.code()));
    }
    if let Some(operation) = filtre.operation {
        // As the sheet counts it: an appointment across the end of a month belongs to both.
        let met = rendez_vous::table
            .filter(rendez_vous::territoire_id.eq(territoire))
            .filter(rendez_vous::operation.eq(operation.uuid()))
            .filter(rendez_vous::animateur.eq(feuilles::agent))
            .filter(rendez_vous::etat.ne(EtatRendezVous::Annule.code()))
            .filter(
                sql::<Bool>(
                    "rendez_vous.jour BETWEEN feuilles.mois - 1 AND (feuilles.mois + interval '1 month -1 day')::date",
                )
                .sql(" AND rendez_vous.fin > timezone(")
                .bind::<Text, _>(tx.fuseau().code())
                .sql(", feuilles.mois::timestamp)"),
            );
        let done = activites::table
            .filter(activites::territoire_id.eq(territoire))
            .filter(activites::operation.eq(operation.uuid()))
            .filter(activites::agent.eq(feuilles::agent))
            .filter(sql::<Bool>(
                "activites.jour BETWEEN feuilles.mois AND (feuilles.mois + interval '1 month -1 day')::date",
            ));
        query = query.filter(exists(met).or(exists(done)));
    }
    if let Some((mois, id)) = apres {
        query = query.filter(feuilles::mois.le(mois)).filter(feuilles::mois.lt(mois).or(feuilles::id.lt(id.uuid())));
    }
    let rows: Vec<Row> = query
        .order((feuilles::mois.desc(), feuilles::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
