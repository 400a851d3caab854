use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    AggregateExpressionMethods, BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, SelectableHelper,
    dsl::{count, min},
};
use diesel_async::RunQueryDsl;
use kernel::{ParcoursId, ParticipantId, UtilisateurId};
use store::{Colonne, Error, Tx};

use crate::{
    schema::{parcours, periodes},
    vie::etat::{domain::Etat, domain::PeriodeEtat, store::Row},
};

/// A parcours on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) referent: UtilisateurId,
    pub(crate) parcours: ParcoursId,
    pub(crate) participant: ParticipantId,
    pub(crate) etat: Etat,
}

/// The parcours that had begun on `au`, with their state of that day as it was known at `connu` (now, when it is not
/// said), after the identifiers `apres`, by référent.
pub(crate) async fn places(
    tx: &mut Tx,
    au: NaiveDate,
    connu: Option<DateTime<Utc>>,
    apres: (UtilisateurId, ParcoursId),
    limite: i64,
) -> Result<Vec<Place>, Error> {
    let (territoire, (referent, id)) = (tx.territoire().uuid(), apres);
    let own = periodes::territoire_id.eq(parcours::territoire_id).and(periodes::parcours_id.eq(parcours::id));
    let mut query = parcours::table
        .inner_join(periodes::table.on(own))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(periodes::territoire_id.eq(territoire))
        .filter(periodes::du.le(au))
        .filter(periodes::au.is_null().or(periodes::au.ge(au)))
        .filter(parcours::referent.ge(referent.uuid()))
        .filter(parcours::referent.gt(referent.uuid()).or(parcours::id.gt(id.uuid())))
        .order((parcours::referent, parcours::id))
        .limit(limite)
        .into_boxed();
    query = match connu {
        None => query.filter(periodes::remplacee_le.is_null()),
        Some(connu) => query
            .filter(periodes::connue_le.le(connu))
            .filter(periodes::remplacee_le.is_null().or(periodes::remplacee_le.gt(connu))),
    };
    let rows: Vec<(Colonne<UtilisateurId>, Colonne<ParticipantId>, Row)> =
        query.select((parcours::referent, parcours::participant_id, Row::as_select())).load(tx.conn()).await?;
    let place = |(Colonne(referent), Colonne(participant), row): (_, _, Row)| {
        let etat = PeriodeEtat::try_from(&row)?.etat;
        Ok(Place { referent, parcours: row.parcours(), participant, etat })
    };
    rows.into_iter().map(place).collect()
}

/// The first instant of which it is known what was known in the territory.
pub(crate) async fn connu_depuis(tx: &mut Tx) -> Result<Option<DateTime<Utc>>, Error> {
    let query = periodes::table.filter(periodes::territoire_id.eq(tx.territoire().uuid()));
    Ok(query.select(min(periodes::connue_le)).first(tx.conn()).await?)
}

/// How many persons each référent accompanied from a day to another: who had entered and had not left.
pub(crate) async fn accompagnes(
    tx: &mut Tx,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<HashMap<UtilisateurId, u32>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::entree_le.le(au))
        .filter(parcours::sorti_le.is_null().or(parcours::sorti_le.gt(du)))
        .filter(parcours::reuni_a.is_null())
        .group_by(parcours::referent)
        .select((parcours::referent, count(parcours::participant_id).aggregate_distinct()));
    let rows: Vec<(Colonne<UtilisateurId>, i64)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(who), many)| (who, u32::try_from(many).unwrap_or(u32::MAX))).collect())
}
