use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    AggregateExpressionMethods, BoolExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods,
    QueryDsl, SelectableHelper,
    dsl::{count, min},
};
use diesel_async::RunQueryDsl;
use kernel::{ParcoursId, ParticipantId, UtilisateurId};
use store::{Colonne, Error, Tx};

use crate::{
    schema::{affectations, parcours, periodes},
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

/// The parcours that had begun on `au`, with their référent and their state of that day as they were known at `connu` (now,
/// when it is not said), after the identifiers `apres`, by référent.
pub(crate) async fn places(
    tx: &mut Tx,
    au: NaiveDate,
    connu: Option<DateTime<Utc>>,
    apres: (UtilisateurId, ParcoursId),
    limite: i64,
) -> Result<Vec<Place>, Error> {
    let (territoire, (referent, id)) = (tx.territoire().uuid(), apres);
    let state = periodes::territoire_id.eq(parcours::territoire_id).and(periodes::parcours_id.eq(parcours::id));
    let whose = affectations::territoire_id.eq(parcours::territoire_id).and(affectations::parcours_id.eq(parcours::id));
    let mut query = parcours::table
        .inner_join(periodes::table.on(state))
        .inner_join(affectations::table.on(whose))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(periodes::territoire_id.eq(territoire))
        .filter(affectations::territoire_id.eq(territoire))
        .filter(periodes::du.le(au))
        .filter(periodes::au.is_null().or(periodes::au.ge(au)))
        .filter(affectations::du.le(au))
        .filter(affectations::au.is_null().or(affectations::au.ge(au)))
        .filter(affectations::referent.ge(referent.uuid()))
        .filter(affectations::referent.gt(referent.uuid()).or(parcours::id.gt(id.uuid())))
        .order((affectations::referent, parcours::id))
        .limit(limite)
        .into_boxed();
    query = match connu {
        None => query.filter(periodes::remplacee_le.is_null()).filter(affectations::remplacee_le.is_null()),
        Some(connu) => query
            .filter(periodes::connue_le.le(connu))
            .filter(periodes::remplacee_le.is_null().or(periodes::remplacee_le.gt(connu)))
            .filter(affectations::connue_le.le(connu))
            .filter(affectations::remplacee_le.is_null().or(affectations::remplacee_le.gt(connu))),
    };
    let rows: Vec<(Colonne<UtilisateurId>, Colonne<ParticipantId>, Row)> =
        query.select((affectations::referent, parcours::participant_id, Row::as_select())).load(tx.conn()).await?;
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

/// How many persons each référent accompanied from a day to another, those whom they replaced somebody for included.
pub(crate) async fn accompagnes(
    tx: &mut Tx,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<HashMap<UtilisateurId, u32>, Error> {
    let territoire = tx.territoire().uuid();
    let whose = affectations::territoire_id.eq(parcours::territoire_id).and(affectations::parcours_id.eq(parcours::id));
    let still = parcours::sorti_le.gt(du).and(parcours::sorti_le.gt(affectations::du.nullable()));
    let query = parcours::table
        .inner_join(affectations::table.on(whose))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(affectations::territoire_id.eq(territoire))
        .filter(affectations::remplacee_le.is_null())
        .filter(affectations::du.le(au))
        .filter(affectations::au.is_null().or(affectations::au.ge(du)))
        .filter(parcours::sorti_le.is_null().or(still))
        .filter(parcours::reuni_a.is_null())
        .group_by(affectations::referent)
        .select((affectations::referent, count(parcours::participant_id).aggregate_distinct()));
    let rows: Vec<(Colonne<UtilisateurId>, i64)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(who), many)| (who, u32::try_from(many).unwrap_or(u32::MAX))).collect())
}
