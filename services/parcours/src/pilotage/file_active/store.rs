use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, QueryableByName, SelectableHelper,
    sql_types::{Array, BigInt, Date, Nullable, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{ParcoursId, ParticipantId, UtilisateurId};
use store::{Colonne, Error, Tx};

use crate::{
    pilotage::occupation::store::{connu, seul},
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

/// A parcours that had an étape, with the one in favour of which it ended.
#[derive(Debug, Clone, Copy, QueryableByName)]
struct EnEtape {
    #[diesel(sql_type = SqlUuid)]
    id: Colonne<ParcoursId>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    reuni_a: Option<Colonne<ParcoursId>>,
}

/// Those of these parcours of which an étape had begun on `au`, in them or in the one that ended in their favour. Now, the
/// étapes say it, one that ran within a veille or beside a job too; of what was known at a past `instant`, the states alone
/// are kept.
pub(crate) async fn deja_en_etape(
    tx: &mut Tx,
    ids: &[ParcoursId],
    au: NaiveDate,
    instant: Option<DateTime<Utc>>,
) -> Result<HashSet<ParcoursId>, Error> {
    let begun = if instant.is_some() {
        let states = connu("e", instant);
        format!(
            "periodes e ON e.territoire_id = $2 AND e.parcours_id = p.id AND e.etat = 'en_etape' AND e.du <= $4
               AND {states}"
        )
    } else {
        "etapes e ON e.territoire_id = $2 AND e.parcours_id = p.id AND e.debut <= $4
           AND e.etat IN ('demarree', 'terminee', 'rompue')"
            .to_owned()
    };
    let query = diesel::sql_query(format!(
        "SELECT DISTINCT p.id, p.reuni_a
         FROM parcours p
         JOIN {begun}
         WHERE p.territoire_id = $2 AND (p.id = ANY($5) OR p.reuni_a = ANY($5))"
    ))
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Nullable<Timestamptz>, _>(instant)
    .bind::<Date, _>(au)
    .bind::<Array<SqlUuid>, _>(ids.iter().map(|one| one.uuid()).collect::<Vec<_>>());
    let rows: Vec<EnEtape> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().flat_map(|row| [Some(row.id), row.reuni_a]).flatten().map(Into::into).collect())
}

#[derive(Debug, Clone, Copy, QueryableByName)]
struct Accompagnees {
    #[diesel(sql_type = SqlUuid)]
    referent: Colonne<UtilisateurId>,
    #[diesel(sql_type = BigInt)]
    personnes: i64,
}

/// How many persons each référent accompanied from a day to another, those whom they replaced somebody for included, as it was
/// known at `instant`: now, when it is not said.
pub(crate) async fn accompagnes(
    tx: &mut Tx,
    du: NaiveDate,
    au: NaiveDate,
    instant: Option<DateTime<Utc>>,
) -> Result<HashMap<UtilisateurId, u32>, Error> {
    let (states, whose, alone) = (connu("e", instant), connu("a", instant), seul(instant));
    let query = diesel::sql_query(format!(
        "SELECT a.referent, count(DISTINCT p.participant_id) AS personnes
         FROM periodes e
         JOIN affectations a ON a.territoire_id = $2 AND a.parcours_id = e.parcours_id AND {whose}
           AND greatest(a.du, e.du, $4) <= least(a.au, e.au, $5)
         JOIN parcours p ON p.territoire_id = $2 AND p.id = e.parcours_id AND {alone}
         WHERE e.territoire_id = $2 AND e.etat <> 'sorti' AND {states}
         GROUP BY a.referent"
    ))
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Nullable<Timestamptz>, _>(instant)
    .bind::<Date, _>(du)
    .bind::<Date, _>(au);
    let rows: Vec<Accompagnees> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|row| (row.referent.0, u32::try_from(row.personnes).unwrap_or(u32::MAX))).collect())
}
