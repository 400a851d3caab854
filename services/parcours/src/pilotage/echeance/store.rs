use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, OptionalExtension, QueryDsl, Queryable,
    Selectable, SelectableHelper,
    dsl::sql,
    sql_types::{Array, BigInt, Date, Nullable, Text, Uuid as SqlUuid},
    upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{
    ActeurId, Code, EcheanceId, Id, ParcoursId, ParticipantId, RessourceId, Service, TerritoireId, UtilisateurId,
};
use parcours_api::{FiltreEcheances, LigneEcheances};
use serde_json::Value;
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code, read_json, write_json};

use crate::{
    pilotage::echeance::domain::{Demande, Echeance, Report},
    schema::{affectations, echeances, echeances_regles, etapes, parcours},
    vie::parcours::domain::Phase,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = echeances)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<EcheanceId>,
    source: String,
    sujet: Colonne<RessourceId>,
    objet: String,
    objet_id: Colonne<RessourceId>,
    regle: String,
    participant_id: Colonne<ParticipantId>,
    parcours_id: Option<Colonne<ParcoursId>>,
    referent: Option<Colonne<UtilisateurId>>,
    alerte_le: NaiveDate,
    limite: NaiveDate,
    contenu: Value,
    reportable: bool,
    reportee_au: Option<NaiveDate>,
    report_motif: Option<String>,
    report_par: Option<Colonne<ActeurId>>,
    report_le: Option<DateTime<Utc>>,
    connue_le: DateTime<Utc>,
}

impl TryFrom<Row> for Echeance {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let report = match (row.reportee_au, row.report_motif, row.report_par, row.report_le) {
            (Some(au), Some(motif), Some(par), Some(le)) => Some(Report { au, motif, par: par.into(), le }),
            _ => None,
        };
        Ok(Self {
            id: row.id.into(),
            source: read_code(&row.source)?,
            participant: row.participant_id.into(),
            parcours: row.parcours_id.map(Into::into),
            referent: row.referent.map(Into::into),
            demande: Demande {
                objet: read_code(&row.objet)?,
                objet_id: row.objet_id.into(),
                attendu: read_json(row.contenu)?,
            },
            reportable: row.reportable,
            report,
        })
    }
}

/// A demand to keep, and whose it is.
#[derive(Debug, Clone)]
pub(crate) struct Dite {
    /// What says it, all at once.
    pub(crate) sujet: RessourceId,
    pub(crate) participant: ParticipantId,
    pub(crate) parcours: Option<ParcoursId>,
    pub(crate) referent: Option<UtilisateurId>,
    pub(crate) reportable: bool,
    pub(crate) demande: Demande,
}

impl Dite {
    /// Whether this row says the same of the same.
    fn est(&self, row: &Row, contenu: &Value) -> bool {
        row.contenu == *contenu
            && row.sujet.0 == self.sujet
            && row.objet_id.0 == self.demande.objet_id
            && row.participant_id.0 == self.participant
            && row.referent.map(|one| one.0) == self.referent
    }

    /// Whether it is what this row was put off about: the same rule of the same thing, by the same day.
    fn prolonge(&self, row: &Row) -> bool {
        row.objet_id.0 == self.demande.objet_id
            && row.regle == self.demande.attendu.regle
            && row.limite == self.demande.attendu.limite
    }
}

/// Writes all that these subjects of a service ask for: what is the same stays, what is asked no longer is closed.
pub(crate) async fn ecrire(tx: &mut Tx, source: Service, sujets: &[RessourceId], all: Vec<Dite>) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let query = echeances::table
        .filter(echeances::territoire_id.eq(territoire))
        .filter(echeances::source.eq(source.code()))
        .filter(echeances::sujet.eq_any(sujets.iter().map(|one| one.uuid())))
        .filter(echeances::close_le.is_null())
        .order(echeances::id)
        .for_update();
    let mut former: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let mut fresh = Vec::new();
    for dite in all {
        let contenu = write_json(&dite.demande.attendu)?;
        match former.iter().position(|row| dite.est(row, &contenu)) {
            Some(same) => drop(former.swap_remove(same)),
            None => fresh.push((dite, contenu)),
        }
    }
    if !former.is_empty() {
        let gone = echeances::table
            .filter(echeances::territoire_id.eq(territoire))
            .filter(echeances::id.eq_any(former.iter().map(|row| row.id)));
        diesel::update(gone).set(echeances::close_le.eq(tx.now())).execute(tx.conn()).await?;
    }
    let rows: Vec<_> = fresh.into_iter().map(|(dite, contenu)| row(tx, source, dite, contenu, &former)).collect();
    for lot in rows.chunks(1_000) {
        diesel::insert_into(echeances::table).values(lot).execute(tx.conn()).await?;
    }
    Ok(())
}

/// The row of a demand; what it continues hands over how it was put off.
fn row(tx: &mut Tx, source: Service, dite: Dite, contenu: Value, former: &[Row]) -> Row {
    let before = former.iter().find(|row| dite.prolonge(row)).cloned();
    let (reportee_au, report_motif, report_par, report_le) = before
        .map_or((None, None, None, None), |row| (row.reportee_au, row.report_motif, row.report_par, row.report_le));
    let Demande { objet, objet_id, attendu } = dite.demande;
    Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        source: source.code().to_owned(),
        sujet: dite.sujet.into(),
        objet: objet.code().to_owned(),
        objet_id: objet_id.into(),
        regle: attendu.regle,
        participant_id: dite.participant.into(),
        parcours_id: dite.parcours.map(Into::into),
        referent: dite.referent.map(Into::into),
        alerte_le: attendu.alerte_le,
        limite: attendu.limite,
        contenu,
        reportable: dite.reportable,
        reportee_au,
        report_motif,
        report_par,
        report_le,
        connue_le: tx.now(),
    }
}

/// An échéance that is open, locked for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: EcheanceId) -> Result<Option<Echeance>, Error> {
    let query = echeances::table.find((tx.territoire().uuid(), id.uuid())).filter(echeances::close_le.is_null());
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let found: Option<Echeance> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// Writes how an échéance is put off.
pub(crate) async fn reporter(tx: &mut Tx, one: &Echeance) -> Result<(), Error> {
    let put_off = one.report.as_ref();
    let key = (tx.territoire().uuid(), one.id.uuid());
    let now = (
        echeances::reportee_au.eq(put_off.map(|report| report.au)),
        echeances::report_motif.eq(put_off.map(|report| report.motif.as_str())),
        echeances::report_par.eq(put_off.map(|report| report.par.uuid())),
        echeances::report_le.eq(put_off.map(|report| report.le)),
    );
    diesel::update(echeances::table.find(key)).set(now).execute(tx.conn()).await?;
    Ok(())
}

/// Whose échéances are asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Suivis {
    /// The persons whom they follow, and themselves, of who has no parcours yet.
    pub(crate) personnes: Vec<ParticipantId>,
    pub(crate) referents: Vec<UtilisateurId>,
}

/// The persons whose référents these are on a day, those whose parcours is over aside.
pub(crate) async fn suivis(tx: &mut Tx, referents: Vec<UtilisateurId>, jour: NaiveDate) -> Result<Suivis, Error> {
    let territoire = tx.territoire().uuid();
    let theirs = affectations::table
        .filter(affectations::territoire_id.eq(territoire))
        .filter(affectations::referent.eq_any(referents.iter().map(|one| one.uuid())))
        .filter(affectations::remplacee_le.is_null())
        .filter(affectations::du.le(jour))
        .filter(affectations::au.is_null().or(affectations::au.ge(jour)))
        .select(affectations::parcours_id);
    let query = parcours::table
        .filter(parcours::territoire_id.eq(territoire))
        .filter(parcours::sorti_le.is_null())
        .filter(parcours::id.eq_any(theirs));
    let rows: Vec<Colonne<ParticipantId>> = query.select(parcours::participant_id).distinct().load(tx.conn()).await?;
    Ok(Suivis { personnes: rows.into_iter().map(Into::into).collect(), referents })
}

/// Who follows each of these persons on a day, by their parcours that is not over.
pub(crate) async fn referents(
    tx: &mut Tx,
    personnes: &[ParticipantId],
    jour: NaiveDate,
) -> Result<HashMap<ParticipantId, UtilisateurId>, Error> {
    let territoire = tx.territoire().uuid();
    let whose = affectations::territoire_id.eq(parcours::territoire_id).and(affectations::parcours_id.eq(parcours::id));
    let query = parcours::table
        .inner_join(affectations::table.on(whose))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(affectations::territoire_id.eq(territoire))
        .filter(parcours::sorti_le.is_null())
        .filter(parcours::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(affectations::remplacee_le.is_null())
        .filter(affectations::du.le(jour))
        .filter(affectations::au.is_null().or(affectations::au.ge(jour)))
        .order(parcours::id);
    let rows: Vec<(Colonne<ParticipantId>, Colonne<UtilisateurId>)> =
        query.select((parcours::participant_id, affectations::referent)).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(who), Colonne(referent))| (who, referent)).collect())
}

/// A page of open échéances of which one is warned on `au`, the first to fall due first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreEcheances,
    suivis: Option<&Suivis>,
    au: NaiveDate,
    apres: Option<(NaiveDate, EcheanceId)>,
) -> Result<Vec<Echeance>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = echeances::table
        .filter(echeances::territoire_id.eq(territoire))
        .filter(echeances::close_le.is_null())
        .filter(echeances::alerte_le.le(au))
        .into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(echeances::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(echeances::participant_id.eq(participant.uuid()));
    }
    if let Some(Suivis { personnes, referents }) = suivis {
        let candidates = echeances::parcours_id
            .is_null()
            .and(echeances::referent.eq_any(referents.iter().map(|one| one.uuid()).collect::<Vec<_>>()));
        let theirs = echeances::participant_id.eq_any(personnes.iter().map(|one| one.uuid()).collect::<Vec<_>>());
        query = query.filter(theirs.or(candidates));
    }
    if let Some(regle) = &filtre.regle {
        query = query.filter(echeances::regle.eq(regle));
    }
    if let Some(source) = filtre.source {
        query = query.filter(echeances::source.eq(source.code()));
    }
    if !filtre.reportees {
        query = query.filter(echeances::reportee_au.is_null().or(echeances::reportee_au.le(au)));
    }
    if let Some((limite, id)) = apres {
        query = query
            .filter(echeances::limite.ge(limite))
            .filter(echeances::limite.gt(limite).or(echeances::id.gt(id.uuid())));
    }
    let rows: Vec<Row> = query
        .order((echeances::limite, echeances::id))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many open échéances fall due before a week, in it and after it, by référent of `jour` and by rule.
pub(crate) async fn compter(
    tx: &mut Tx,
    (du, au): (NaiveDate, NaiveDate),
    referent: Option<UtilisateurId>,
    jour: NaiveDate,
) -> Result<Vec<LigneEcheances>, Error> {
    type Line = (Option<Colonne<UtilisateurId>>, String, i64, i64, i64, i64);
    let territoire = tx.territoire().uuid();
    let seuls = ouvertures::seuls(tx).await?;
    let query = sql::<(Nullable<SqlUuid>, Text, BigInt, BigInt, BigInt, BigInt)>(
        "WITH s AS (SELECT DISTINCT ON (p.participant_id) p.participant_id, a.referent
           FROM parcours p JOIN affectations a ON a.territoire_id = p.territoire_id AND a.parcours_id = p.id
           WHERE p.sorti_le IS NULL AND a.remplacee_le IS NULL AND p.territoire_id = ",
    )
    .bind::<SqlUuid, _>(territoire)
    .sql(" AND a.territoire_id = ")
    .bind::<SqlUuid, _>(territoire)
    .sql(" AND a.du <= ")
    .bind::<Date, _>(jour)
    .sql(" AND (a.au IS NULL OR a.au >= ")
    .bind::<Date, _>(jour)
    .sql(
        ") ORDER BY p.participant_id, p.id)
         SELECT coalesce(s.referent, e.referent) AS qui, e.regle, count(*) FILTER (WHERE e.limite < ",
    )
    .bind::<Date, _>(du)
    .sql("), count(*) FILTER (WHERE e.limite BETWEEN ")
    .bind::<Date, _>(du)
    .sql(" AND ")
    .bind::<Date, _>(au)
    .sql("), count(*) FILTER (WHERE e.limite > ")
    .bind::<Date, _>(au)
    .sql("), count(*) FILTER (WHERE e.reportee_au > ")
    .bind::<Date, _>(au)
    .sql(") FROM echeances e LEFT JOIN s ON s.participant_id = e.participant_id WHERE e.territoire_id = ")
    .bind::<SqlUuid, _>(territoire)
    .sql(" AND e.close_le IS NULL AND e.alerte_le <= ")
    .bind::<Date, _>(au)
    .sql(" AND (")
    .bind::<Nullable<SqlUuid>, _>(referent.map(Id::uuid))
    .sql(" IS NULL OR coalesce(s.referent, e.referent) = ")
    .bind::<Nullable<SqlUuid>, _>(referent.map(Id::uuid))
    .sql(") AND (")
    .bind::<Nullable<Array<SqlUuid>>, _>(seuls.clone())
    .sql(" IS NULL OR e.participant_id = ANY(")
    .bind::<Nullable<Array<SqlUuid>>, _>(seuls)
    .sql(")) GROUP BY qui, e.regle ORDER BY qui, e.regle");
    let rows: Vec<Line> = query.load(tx.conn()).await?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let line = |(who, regle, late, week, later, put_off): Line| LigneEcheances {
        referent: who.map(Into::into),
        referent_nom: None,
        regle,
        depassees: number(late),
        de_la_semaine: number(week),
        a_venir: number(later),
        reportees: number(put_off),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// The parcours of these étapes.
pub(crate) async fn parcours_des_etapes(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<ParcoursId>, Error> {
    let query = etapes::table
        .filter(etapes::territoire_id.eq(tx.territoire().uuid()))
        .filter(etapes::id.eq_any(ids.iter().map(|one| one.uuid())));
    let rows: Vec<Colonne<ParcoursId>> = query.select(etapes::parcours_id).distinct().load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The parcours of these persons.
pub(crate) async fn parcours_des_personnes(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<ParcoursId>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::participant_id.eq_any(ids.iter().map(|one| one.uuid())));
    let rows: Vec<Colonne<ParcoursId>> = query.select(parcours::id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The next parcours that are not over, after one.
pub(crate) async fn suivants(tx: &mut Tx, apres: ParcoursId, lot: i64) -> Result<Vec<ParcoursId>, Error> {
    let query = parcours::table
        .filter(parcours::territoire_id.eq(tx.territoire().uuid()))
        .filter(parcours::id.gt(apres.uuid()))
        .filter(parcours::etat.ne(Phase::Termine.code()))
        .order(parcours::id)
        .limit(lot);
    let rows: Vec<Colonne<ParcoursId>> = query.select(parcours::id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The edition of what this suite asks by the rules of a territory: raised with each new demand, so that every parcours is said
/// again by it.
const EDITION: i32 = 1;

/// After which parcours to go on saying échéances under this version of the rules; none when all are said.
pub(crate) async fn reste(tx: &mut Tx, version: i32) -> Result<Option<ParcoursId>, Error> {
    type Said = (Option<i32>, Option<Colonne<ParcoursId>>, i32);
    let query = echeances_regles::table.find(tx.territoire().uuid());
    let columns = (echeances_regles::version, echeances_regles::apres, echeances_regles::edition);
    let said: Option<Said> = query.select(columns).first(tx.conn()).await.optional()?;
    Ok(match said {
        Some((of, after, EDITION)) if of == Some(version) => after.map(Into::into),
        None | Some(_) => Some(Id::MIN),
    })
}

/// Notes how far échéances were said under this version of the rules; to the end when there is no more.
pub(crate) async fn avancer(tx: &mut Tx, version: i32, dernier: Option<ParcoursId>) -> Result<(), Error> {
    let done = (
        echeances_regles::territoire_id.eq(tx.territoire().uuid()),
        echeances_regles::version.eq(version),
        echeances_regles::apres.eq(dernier.map(Id::uuid)),
        echeances_regles::edition.eq(EDITION),
    );
    diesel::insert_into(echeances_regles::table)
        .values(done)
        .on_conflict(echeances_regles::territoire_id)
        .do_update()
        .set((
            echeances_regles::version.eq(excluded(echeances_regles::version)),
            echeances_regles::apres.eq(excluded(echeances_regles::apres)),
            echeances_regles::edition.eq(excluded(echeances_regles::edition)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}
