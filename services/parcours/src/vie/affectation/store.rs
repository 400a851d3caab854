use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, QueryDsl, Queryable, Selectable, SelectableHelper,
    dsl::auto_type,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, AffectationId, ParcoursId, ParticipantId, TerritoireId, UtilisateurId, calendrier::Periode};
use store::{Colonne, Error, Tx};

use crate::{
    schema::affectations,
    vie::{
        affectation::domain::{Affectation, Suivi},
        etat::{domain::PeriodeEtat, store::Row as Periodes},
    },
};

/// Rows of one statement at most.
const LOT: usize = 2_000;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = affectations)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<AffectationId>,
    parcours_id: Colonne<ParcoursId>,
    referent: Colonne<UtilisateurId>,
    du: NaiveDate,
    au: Option<NaiveDate>,
    motif: Option<String>,
    par: Option<Colonne<ActeurId>>,
    connue_le: DateTime<Utc>,
    nom: Option<String>,
}

impl From<Row> for Affectation {
    fn from(row: Row) -> Self {
        Self {
            referent: row.referent.into(),
            jours: Periode { du: row.du, au: row.au },
            motif: row.motif,
            par: row.par.map(Into::into),
            nom: row.nom,
        }
    }
}

/// The parcours of which somebody is the référent on a day.
#[auto_type(no_type_alias)]
pub(crate) fn suivis_par(territoire: Colonne<TerritoireId>, referent: Colonne<UtilisateurId>, jour: NaiveDate) -> _ {
    affectations::table
        .filter(affectations::territoire_id.eq(territoire))
        .filter(affectations::referent.eq(referent))
        .filter(affectations::remplacee_le.is_null())
        .filter(affectations::du.le(jour))
        .filter(affectations::au.is_null().or(affectations::au.ge(jour)))
        .select(affectations::parcours_id)
}

/// What is known now of the référents of some parcours, oldest first.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<(ParcoursId, Affectation)>, Error> {
    Ok(connues(tx, ids).await?.into_iter().map(|row| (row.parcours_id.into(), row.into())).collect())
}

/// What was known of the référents of a parcours and no longer is, in the order in which it ceased to be.
pub(crate) async fn anciennes(tx: &mut Tx, id: ParcoursId) -> Result<Vec<Affectation>, Error> {
    let query = affectations::table
        .filter(affectations::territoire_id.eq(tx.territoire().uuid()))
        .filter(affectations::parcours_id.eq(id.uuid()))
        .filter(affectations::remplacee_le.is_not_null())
        .order((affectations::remplacee_le, affectations::du));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

async fn connues(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Row>, Error> {
    let query = affectations::table
        .filter(affectations::territoire_id.eq(tx.territoire().uuid()))
        .filter(affectations::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(affectations::remplacee_le.is_null())
        .order(affectations::du);
    Ok(query.select(Row::as_select()).load(tx.conn()).await?)
}

/// Writes the référents of locked parcours: what was known otherwise stays, as what was known until now.
pub(crate) async fn ecrire(tx: &mut Tx, all: Vec<(ParcoursId, Vec<Affectation>)>) -> Result<(), Error> {
    let ids: Vec<_> = all.iter().map(|(id, _)| *id).collect();
    let mut fresh: HashMap<_, _> = all.into_iter().collect();
    let mut gone = Vec::new();
    for row in connues(tx, &ids).await? {
        let (own, of) = (row.id, row.parcours_id.0);
        let known = Affectation::from(row);
        let same = fresh.get(&of).and_then(|all| all.iter().position(|one| *one == known));
        match (same, fresh.get_mut(&of)) {
            (Some(same), Some(all)) => drop(all.remove(same)),
            _ => gone.push(own),
        }
    }
    if !gone.is_empty() {
        let former = affectations::table
            .filter(affectations::territoire_id.eq(tx.territoire().uuid()))
            .filter(affectations::id.eq_any(gone));
        diesel::update(former).set(affectations::remplacee_le.eq(tx.now())).execute(tx.conn()).await?;
    }
    let mut rows = Vec::new();
    for (id, one) in fresh.into_iter().flat_map(|(id, all)| all.into_iter().map(move |one| (id, one))) {
        let Affectation { referent, jours, motif, par, nom } = one;
        rows.push(Row {
            territoire_id: tx.territoire().into(),
            id: tx.id().into(),
            parcours_id: id.into(),
            referent: referent.into(),
            du: jours.du,
            au: jours.au,
            motif,
            par: par.map(Into::into),
            connue_le: tx.now(),
            nom,
        });
    }
    for lot in rows.chunks(LOT) {
        diesel::insert_into(affectations::table).values(lot).execute(tx.conn()).await?;
    }
    Ok(())
}

/// To whom each of these parcours was given when it opened, whoever followed the person since.
pub(crate) async fn a_l_entree(tx: &mut Tx, ids: &[ParcoursId]) -> Result<HashMap<ParcoursId, UtilisateurId>, Error> {
    let query = affectations::table
        .filter(affectations::territoire_id.eq(tx.territoire().uuid()))
        .filter(affectations::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .distinct_on(affectations::parcours_id)
        .order((affectations::parcours_id, affectations::connue_le, affectations::du))
        .select((affectations::parcours_id, affectations::referent));
    let rows: Vec<(Colonne<ParcoursId>, Colonne<UtilisateurId>)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(id), Colonne(referent))| (id, referent)).collect())
}

/// The parcours that are not over of which somebody is the référent on a day, in the order of their identifiers, at most
/// `limite`.
pub(crate) async fn en_cours(
    tx: &mut Tx,
    referent: UtilisateurId,
    jour: NaiveDate,
    limite: i64,
) -> Result<Vec<ParcoursId>, Error> {
    use crate::schema::parcours;
    let territoire = tx.territoire().uuid();
    let query = parcours::table
        .filter(parcours::territoire_id.eq(territoire))
        .filter(parcours::sorti_le.is_null())
        .filter(parcours::id.eq_any(suivis_par(tx.territoire().into(), referent.into(), jour)))
        .order(parcours::id)
        .limit(limite);
    let rows: Vec<Colonne<ParcoursId>> = query.select(parcours::id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Whom somebody follows on some days, in each of their states: some tens of persons.
pub(crate) async fn file(tx: &mut Tx, referent: UtilisateurId, jours: Periode) -> Result<Vec<Suivi>, Error> {
    use crate::schema::{parcours, periodes};
    type Followed = (Colonne<ParticipantId>, Periodes, NaiveDate, Option<NaiveDate>);
    let territoire = tx.territoire().uuid();
    let state = periodes::territoire_id.eq(affectations::territoire_id);
    let whose = parcours::territoire_id.eq(affectations::territoire_id);
    let mut query = affectations::table
        .inner_join(periodes::table.on(state.and(periodes::parcours_id.eq(affectations::parcours_id))))
        .inner_join(parcours::table.on(whose.and(parcours::id.eq(affectations::parcours_id))))
        .filter(affectations::territoire_id.eq(territoire))
        .filter(periodes::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(affectations::referent.eq(referent.uuid()))
        .filter(affectations::remplacee_le.is_null())
        .filter(periodes::remplacee_le.is_null())
        .filter(affectations::au.is_null().or(affectations::au.ge(jours.du)))
        .filter(periodes::au.is_null().or(periodes::au.ge(jours.du)))
        .into_boxed();
    if let Some(au) = jours.au {
        query = query.filter(affectations::du.le(au)).filter(periodes::du.le(au));
    }
    let shown = (parcours::participant_id, Periodes::as_select(), affectations::du, affectations::au);
    let rows: Vec<Followed> = query.select(shown).load(tx.conn()).await?;
    let both = |(Colonne(participant), row, du, au): Followed| {
        let PeriodeEtat { etat, jours } = PeriodeEtat::try_from(&row)?;
        let common = jours.commun(Periode { du, au });
        Ok(common.map(|jours| Suivi { participant, periode: PeriodeEtat { etat, jours } }))
    };
    let all = rows.into_iter().map(both).collect::<Result<Vec<_>, Error>>()?;
    Ok(all.into_iter().flatten().collect())
}
