use std::collections::HashMap;

use auth::Permission;
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
use parcours_api::FiltreEcheances;
use referentiel::ObjetEcheance;
use serde_json::Value;
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code, read_json, write_json};

use crate::{
    pilotage::echeance::domain::{CONTACTS, DE_L_EQUIPE, Demande, Echeance, Porteur, Referent, Report},
    schema::{affectations, echeances, echeances_regles, etapes, parcours},
    vie::{etat, parcours::domain::Phase},
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
        let objet = read_code(&row.objet)?;
        Ok(Self {
            id: row.id.into(),
            source: read_code(&row.source)?,
            participant: row.participant_id.into(),
            parcours: row.parcours_id.map(Into::into),
            porteur: row.referent.map(|Colonne(qui)| Porteur::de(objet, qui)),
            demande: Demande { objet, objet_id: row.objet_id.into(), attendu: read_json(row.contenu)? },
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
    /// Whom it names, as a [`Porteur`] says.
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

/// Whose échéances are asked for, as [`Destinataires`](super::domain::Destinataires) says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Suivis {
    /// The persons whom they follow.
    pub(crate) personnes: Vec<ParticipantId>,
    /// Those whom they were the last to follow, of whom something is asked once they left.
    pub(crate) sorties: Vec<ParticipantId>,
    /// Those whom nobody follows by a parcours, and in whose candidature they are named.
    pub(crate) candidats: Vec<ParticipantId>,
    /// Themselves, of what they lead.
    pub(crate) referents: Vec<UtilisateurId>,
}

/// The persons whose référents these are on a day, by their parcours that is not over, otherwise by the last one that
/// ended; and those who have no such parcours and are to be followed by them.
pub(crate) async fn suivis(tx: &mut Tx, referents: Vec<UtilisateurId>, jour: NaiveDate) -> Result<Suivis, Error> {
    let territoire = tx.territoire().uuid();
    let theirs = affectations::table
        .filter(affectations::territoire_id.eq(territoire))
        .filter(affectations::referent.eq_any(referents.iter().map(|one| one.uuid())))
        .filter(affectations::remplacee_le.is_null())
        .filter(affectations::du.le(jour))
        .filter(affectations::au.is_null().or(affectations::au.ge(jour)))
        .select(affectations::parcours_id);
    let told = || {
        echeances::table
            .filter(echeances::territoire_id.eq(territoire))
            .filter(echeances::close_le.is_null())
            .filter(echeances::parcours_id.is_null())
    };
    let appointment = ObjetEcheance::RendezVous.code();
    let asked = told()
        .filter(echeances::referent.is_null().or(echeances::objet.eq(appointment)))
        .select(echeances::participant_id);
    let query = parcours::table
        .filter(parcours::territoire_id.eq(territoire))
        .filter(parcours::reuni_a.is_null())
        .filter(parcours::id.eq_any(theirs))
        .filter(parcours::sorti_le.is_null().or(parcours::participant_id.eq_any(asked)));
    let followed: Vec<Colonne<ParticipantId>> =
        query.select(parcours::participant_id).distinct().load(tx.conn()).await?;
    let query = told()
        .filter(echeances::objet.ne(appointment))
        .filter(echeances::referent.eq_any(referents.iter().map(|one| one.uuid())));
    let named: Vec<Colonne<ParticipantId>> = query.select(echeances::participant_id).distinct().load(tx.conn()).await?;
    let persons: Vec<ParticipantId> = followed.iter().chain(&named).map(|Colonne(who)| *who).collect();
    let last = self::referents(tx, &persons, jour).await?;
    let (followed, named) = persons.split_at(followed.len());
    let theirs = |who: &ParticipantId, running: bool| {
        last.get(who).is_some_and(|one| one.en_cours == running && referents.contains(&one.qui))
    };
    let personnes = followed.iter().filter(|who| theirs(who, true)).copied().collect();
    let sorties = followed.iter().filter(|who| theirs(who, false)).copied().collect();
    let candidats = named.iter().filter(|who| last.get(*who).is_none_or(|one| !one.en_cours)).copied().collect();
    Ok(Suivis { personnes, sorties, candidats, referents })
}

/// Who follows each of these persons on a day, by their parcours that is not over, otherwise by the last one that ended.
pub(crate) async fn referents(
    tx: &mut Tx,
    personnes: &[ParticipantId],
    jour: NaiveDate,
) -> Result<HashMap<ParticipantId, Referent>, Error> {
    let territoire = tx.territoire().uuid();
    let whose = affectations::territoire_id.eq(parcours::territoire_id).and(affectations::parcours_id.eq(parcours::id));
    let query = parcours::table
        .inner_join(affectations::table.on(whose))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(affectations::territoire_id.eq(territoire))
        .filter(parcours::reuni_a.is_null())
        .filter(parcours::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(affectations::remplacee_le.is_null())
        .filter(affectations::du.le(jour))
        .filter(affectations::au.is_null().or(affectations::au.ge(jour)))
        // The last one of a person is kept: one that is not over, whose end is null, comes after all that ended.
        .order((parcours::sorti_le.asc(), parcours::id));
    let shown = (parcours::participant_id, affectations::referent, parcours::sorti_le.is_null());
    let rows: Vec<(Colonne<ParticipantId>, Colonne<UtilisateurId>, bool)> = query.select(shown).load(tx.conn()).await?;
    let one = |(Colonne(who), Colonne(qui), en_cours)| (who, Referent { qui, en_cours });
    Ok(rows.into_iter().map(one).collect())
}

/// A page of open échéances of which one is warned on `au`, the first to fall due first, and one more when there are more.
/// No contact is asked of whom a suspension or a veille holds today: it is asked again once they are back.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreEcheances,
    suivis: Option<&Suivis>,
    au: NaiveDate,
    apres: Option<(NaiveDate, EcheanceId)>,
) -> Result<Vec<Echeance>, Error> {
    let (territoire, today) = (tx.territoire().uuid(), tx.today());
    let stopped = etat::store::arretes(tx, today).await?;
    let mut query = echeances::table
        .filter(echeances::territoire_id.eq(territoire))
        .filter(echeances::close_le.is_null())
        .filter(echeances::alerte_le.le(au))
        .filter(echeances::regle.ne_all(CONTACTS).or(echeances::parcours_id.ne_all(stopped.into_iter().map(Id::uuid))))
        .filter(echeances::regle.ne_all(tues(tx)))
        .into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(echeances::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(echeances::participant_id.eq(participant.uuid()));
    }
    if let Some(Suivis { personnes, sorties, candidats, referents }) = suivis {
        let of = |all: &[ParticipantId]| {
            echeances::participant_id.eq_any(all.iter().map(|one| one.uuid()).collect::<Vec<_>>())
        };
        let appointment = || echeances::objet.eq(ObjetEcheance::RendezVous.code());
        let named = echeances::parcours_id
            .is_null()
            .and(echeances::referent.eq_any(referents.iter().map(|one| one.uuid()).collect::<Vec<_>>()))
            .and(appointment().or(of(candidats)));
        let left =
            echeances::parcours_id.is_null().and(echeances::referent.is_null().or(appointment())).and(of(sorties));
        query = query.filter(of(personnes).or(named).or(left));
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

/// What other services ask of these persons, the first to fall due first.
pub(crate) async fn des_autres(tx: &mut Tx, personnes: &[ParticipantId]) -> Result<Vec<Echeance>, Error> {
    let query = echeances::table
        .filter(echeances::territoire_id.eq(tx.territoire().uuid()))
        .filter(echeances::participant_id.eq_any(personnes.iter().map(|one| one.uuid())))
        .filter(echeances::source.ne(Service::Parcours.code()))
        .filter(echeances::close_le.is_null())
        .filter(echeances::regle.ne_all(tues(tx)))
        .order((echeances::limite, echeances::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The rules that who acts is not told of.
fn tues(tx: &Tx) -> Vec<&'static str> {
    if tx.acteur().titres.donnent(Permission::DiagnosticGerer) { vec![] } else { DE_L_EQUIPE.to_vec() }
}

/// How many open échéances of a person and of a rule, that name the same.
#[derive(Debug, Clone)]
pub(crate) struct Compte {
    pub(crate) participant: ParticipantId,
    pub(crate) porteur: Option<Porteur>,
    pub(crate) regle: String,
    /// Whose last day is before the week.
    pub(crate) depassees: u32,
    /// Whose last day is in the week.
    pub(crate) de_la_semaine: u32,
    /// Whose last day comes later.
    pub(crate) a_venir: u32,
    /// Of all of these, those that were put off beyond the week.
    pub(crate) reportees: u32,
}

/// How many open échéances of which one is warned in a week fall due before it, in it and after it, person by person;
/// none of the contacts of whom a suspension or a veille holds today, as in the list.
pub(crate) async fn compter(tx: &mut Tx, (du, au): (NaiveDate, NaiveDate)) -> Result<Vec<Compte>, Error> {
    let (territoire, today) = (tx.territoire().uuid(), tx.today());
    let stopped = etat::store::arretes(tx, today).await?;
    let seuls = ouvertures::seuls(tx).await?;
    let query = sql::<(SqlUuid, Text, Nullable<SqlUuid>, Text, BigInt, BigInt, BigInt, BigInt)>(
        "SELECT e.participant_id, e.objet, e.referent, e.regle, count(*) FILTER (WHERE e.limite < ",
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
    .sql(") FROM echeances e WHERE e.territoire_id = ")
    .bind::<SqlUuid, _>(territoire)
    .sql(" AND e.close_le IS NULL AND e.alerte_le <= ")
    .bind::<Date, _>(au)
    .sql(" AND (")
    .bind::<Nullable<Array<SqlUuid>>, _>(seuls.clone())
    .sql(" IS NULL OR e.participant_id = ANY(")
    .bind::<Nullable<Array<SqlUuid>>, _>(seuls)
    .sql(")) AND (e.regle <> ALL(")
    .bind::<Array<Text>, _>(CONTACTS.to_vec())
    .sql(") OR e.parcours_id <> ALL(")
    .bind::<Array<SqlUuid>, _>(stopped.into_iter().map(Id::uuid).collect::<Vec<_>>())
    .sql(")) AND e.regle <> ALL(")
    .bind::<Array<Text>, _>(tues(tx))
    .sql(") GROUP BY e.participant_id, e.objet, e.referent, e.regle");
    let rows: Vec<Line> = query.load(tx.conn()).await?;
    rows.into_iter().map(compte).collect()
}

/// A [`Compte`] as it is read.
type Line = (Colonne<ParticipantId>, String, Option<Colonne<UtilisateurId>>, String, i64, i64, i64, i64);

fn compte(line: Line) -> Result<Compte, Error> {
    let (Colonne(participant), objet, named, regle, late, week, later, put_off) = line;
    let objet = read_code(&objet)?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Compte {
        participant,
        porteur: named.map(|Colonne(qui)| Porteur::de(objet, qui)),
        regle,
        depassees: number(late),
        de_la_semaine: number(week),
        a_venir: number(later),
        reportees: number(put_off),
    })
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
const EDITION: i32 = 2;

/// How far échéances were said: under which version of the rules, after which parcours to go on, by which edition.
type Avancee = (Option<i32>, Option<Colonne<ParcoursId>>, i32);

/// The columns of an [`Avancee`].
const AVANCEE: (echeances_regles::version, echeances_regles::apres, echeances_regles::edition) =
    (echeances_regles::version, echeances_regles::apres, echeances_regles::edition);

/// After which parcours to go on. What another edition said is all to be said again, be it a later one: a version that
/// was withdrawn asks for nothing any more.
fn suite(said: Option<Avancee>, version: i32) -> Option<ParcoursId> {
    match said {
        Some((of, after, EDITION)) if of == Some(version) => after.map(Into::into),
        None | Some(_) => Some(Id::MIN),
    }
}

/// After which parcours to go on saying échéances under this version of the rules; none when all are said.
pub(crate) async fn reste(tx: &mut Tx, version: i32) -> Result<Option<ParcoursId>, Error> {
    let query = echeances_regles::table.find(tx.territoire().uuid());
    Ok(suite(query.select(AVANCEE).first(tx.conn()).await.optional()?, version))
}

/// The same for who goes on, alone for the rest of the transaction.
pub(crate) async fn verrouiller_reste(tx: &mut Tx, version: i32) -> Result<Option<ParcoursId>, Error> {
    let query = echeances_regles::table.find(tx.territoire().uuid());
    Ok(suite(query.select(AVANCEE).for_update().first(tx.conn()).await.optional()?, version))
}

/// Takes back, before parcours are said by this edition, that another one had said them: while two versions of the suite
/// serve beside one another, the one that stays goes over again what the one that leaves said last. To be called before
/// the parcours are locked, as whoever goes on locks them after this row.
pub(crate) async fn rendre(tx: &mut Tx, ids: &[ParcoursId]) -> Result<(), Error> {
    let Some(first) = ids.iter().min() else { return Ok(()) };
    let before: ParcoursId = Id::from_u128(first.uuid().as_u128().saturating_sub(1));
    let others = echeances_regles::table.find(tx.territoire().uuid()).filter(echeances_regles::edition.ne(EDITION));
    let earliest = sql::<Nullable<SqlUuid>>("least(apres, ").bind::<SqlUuid, _>(before.uuid()).sql(")");
    diesel::update(others).set(echeances_regles::apres.eq(earliest)).execute(tx.conn()).await?;
    Ok(())
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
