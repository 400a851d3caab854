use chrono::NaiveDate;
use diesel::{BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, ParcoursId, ParticipantId, SuspensionId};
use parcours_api::FiltreSuspensions;
use store::{Colonne, Error, Paginer, Tx};

use crate::{
    pilotage::suspension::domain::Suspension,
    schema::{parcours, suspensions},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = suspensions)]
struct Row {
    id: Colonne<SuspensionId>,
    parcours_id: Colonne<ParcoursId>,
    du: NaiveDate,
    au: NaiveDate,
    motif: String,
    decidee_par: Colonne<ActeurId>,
}

fn lire((row, Colonne(participant)): (Row, Colonne<ParticipantId>)) -> Suspension {
    Suspension {
        id: row.id.into(),
        parcours: row.parcours_id.into(),
        participant,
        du: row.du,
        au: row.au,
        motif: row.motif,
        decidee_par: row.decidee_par.into(),
    }
}

/// The suspensions of some parcours, oldest first.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Suspension>, Error> {
    let territoire = tx.territoire().uuid();
    let own = parcours::territoire_id.eq(suspensions::territoire_id).and(parcours::id.eq(suspensions::parcours_id));
    let query = suspensions::table
        .inner_join(parcours::table.on(own))
        .filter(suspensions::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(suspensions::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((suspensions::du, suspensions::id));
    let rows: Vec<(Row, Colonne<ParticipantId>)> =
        query.select((Row::as_select(), parcours::participant_id)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(lire).collect())
}

/// A page, the last to begin first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreSuspensions,
    apres: Option<(NaiveDate, SuspensionId)>,
) -> Result<Vec<Suspension>, Error> {
    let territoire = tx.territoire().uuid();
    let own = parcours::territoire_id.eq(suspensions::territoire_id).and(parcours::id.eq(suspensions::parcours_id));
    let mut query = suspensions::table
        .inner_join(parcours::table.on(own))
        .filter(suspensions::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .into_boxed();
    if let Some(id) = filtre.parcours {
        query = query.filter(suspensions::parcours_id.eq(id.uuid()));
    }
    if let Some(referent) = filtre.referent {
        query = query.filter(parcours::referent.eq(referent.uuid()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(suspensions::au.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(suspensions::du.le(au));
    }
    if let Some((du, id)) = apres {
        query = query.filter(suspensions::du.le(du)).filter(suspensions::du.lt(du).or(suspensions::id.lt(id.uuid())));
    }
    let rows: Vec<(Row, Colonne<ParticipantId>)> = query
        .order((suspensions::du.desc(), suspensions::id.desc()))
        .select((Row::as_select(), parcours::participant_id))
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    Ok(rows.into_iter().map(lire).collect())
}
