//! Who read what of whom: a line a person. A list is written as one row with the persons that it showed, so that
//! reading stays fast, and spread to their lines later.

use std::cmp::Reverse;

use auth::{Acteur, Sujet};
use chrono::{DateTime, Utc};
use diesel::{
    CombineDsl, ExpressionMethods, Insertable, PgArrayExpressionMethods, QueryDsl,
    sql_types::{Array, BigInt, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Clock, De, LectureId, ParticipantId, Personnes, TerritoireId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Colonne, Error, Tx,
    schema::{journal_lecture as lectures, journal_liste as listes},
};

/// Reads told at most, the newest ones.
const LIMITE: i64 = 500;

/// A read to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    id: LectureId,
    lu_le: DateTime<Utc>,
    par: ActeurId,
    sujet: String,
    operation: String,
    personnes: Vec<ParticipantId>,
}

impl Ligne {
    /// What `acteur` has just read of `personnes` through `operation`.
    #[must_use]
    pub fn new(clock: &Clock, acteur: &Acteur, operation: &str, personnes: Personnes) -> Self {
        let sujet = match acteur.sujet {
            Sujet::Utilisateur => "utilisateur",
            Sujet::Client => "client",
            Sujet::Service => "service",
            Sujet::Lien => "lien",
        };
        Self {
            id: clock.id(),
            lu_le: clock.now(),
            par: acteur.id,
            sujet: sujet.to_owned(),
            operation: operation.to_owned(),
            personnes: personnes.identifiants(),
        }
    }
}

/// One read of what a service holds of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Lue {
    /// When.
    pub lu_le: DateTime<Utc>,
    /// Who.
    pub par: ActeurId,
    /// What kind of subject.
    #[schema(example = "utilisateur")]
    pub sujet: String,
    /// Through which operation.
    #[schema(example = "parcours_view")]
    pub operation: String,
}

/// Writes, in the transaction that made it, what its actor read of a person through `operation`.
pub async fn noter(tx: &mut Tx, operation: &str, personne: ParticipantId) -> Result<(), Error> {
    let mut personnes = Personnes::default();
    personnes.ajouter(personne);
    tx.concerner(&De::une(personne, ())).await?;
    let ligne = Ligne::new(tx.clock(), tx.acteur(), operation, personnes);
    inscrire(tx, &[ligne]).await
}

/// Writes reads of the transaction's territory: one of several persons as a list, the others as lines.
pub async fn inscrire(tx: &mut Tx, lignes: &[Ligne]) -> Result<(), Error> {
    let (listes, lignes): (Vec<_>, Vec<_>) = lignes.iter().partition(|ligne| ligne.personnes.len() > 1);
    if !lignes.is_empty() {
        inscrire_lignes(tx, &lignes).await?;
    }
    if !listes.is_empty() {
        inscrire_listes(tx, &listes).await?;
    }
    Ok(())
}

/// Rows of one statement: it takes some sixty thousand values.
const LOT: usize = 5000;

#[derive(Insertable)]
#[diesel(table_name = lectures)]
struct Lecture<'a> {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<LectureId>,
    lu_le: DateTime<Utc>,
    par: Colonne<ActeurId>,
    sujet: &'a str,
    operation: &'a str,
    ressource: Option<Colonne<ParticipantId>>,
}

async fn inscrire_lignes(tx: &mut Tx, lignes: &[&Ligne]) -> Result<(), Error> {
    let territoire = tx.territoire();
    let rows = lignes.iter().map(|ligne| Lecture {
        territoire_id: territoire.into(),
        id: ligne.id.into(),
        lu_le: ligne.lu_le,
        par: ligne.par.into(),
        sujet: &ligne.sujet,
        operation: &ligne.operation,
        ressource: ligne.personnes.as_slice().first().map(|one| (*one).into()),
    });
    for rows in rows.collect::<Vec<_>>().chunks(LOT) {
        diesel::insert_into(lectures::table).values(rows).execute(tx.conn()).await?;
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = listes)]
struct ListeLue<'a> {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<LectureId>,
    lu_le: DateTime<Utc>,
    par: Colonne<ActeurId>,
    sujet: &'a str,
    operation: &'a str,
    personnes: Vec<Colonne<ParticipantId>>,
}

async fn inscrire_listes(tx: &mut Tx, listes: &[&Ligne]) -> Result<(), Error> {
    let territoire = tx.territoire();
    let rows = listes.iter().map(|liste| ListeLue {
        territoire_id: territoire.into(),
        id: liste.id.into(),
        lu_le: liste.lu_le,
        par: liste.par.into(),
        sujet: &liste.sujet,
        operation: &liste.operation,
        personnes: liste.personnes.iter().map(|one| (*one).into()).collect(),
    });
    for rows in rows.collect::<Vec<_>>().chunks(LOT) {
        diesel::insert_into(listes::table).values(rows).execute(tx.conn()).await?;
    }
    Ok(())
}

/// The newest reads of what this service holds of a person, newest first, spread or not: one statement, so that
/// none is seen twice or missed while it is spread.
pub async fn lister(tx: &mut Tx, personne: ParticipantId) -> Result<Vec<Lue>, Error> {
    let territoire = tx.territoire().uuid();
    let spread = lectures::table
        .filter(lectures::territoire_id.eq(territoire))
        .filter(lectures::ressource.eq(personne.uuid()))
        .order(lectures::lu_le.desc())
        .limit(LIMITE)
        .select((lectures::lu_le, lectures::par, lectures::sujet, lectures::operation));
    let waiting = listes::table
        .filter(listes::territoire_id.eq(territoire))
        .filter(listes::personnes.contains(vec![personne.uuid()]))
        .order(listes::lu_le.desc())
        .limit(LIMITE)
        .select((listes::lu_le, listes::par, listes::sujet, listes::operation));
    let rows: Vec<(DateTime<Utc>, Colonne<ActeurId>, String, String)> =
        spread.union_all(waiting).load(tx.conn()).await?;
    let told = |(lu_le, Colonne(par), sujet, operation)| Lue { lu_le, par, sujet, operation };
    let mut reads: Vec<_> = rows.into_iter().map(told).collect();
    reads.sort_by_key(|read| Reverse(read.lu_le));
    reads.truncate(usize::try_from(LIMITE).unwrap_or_default());
    Ok(reads)
}

#[derive(diesel::QueryableByName)]
struct Liste {
    #[diesel(sql_type = Timestamptz)]
    lu_le: DateTime<Utc>,
    #[diesel(sql_type = SqlUuid)]
    par: Colonne<ActeurId>,
    #[diesel(sql_type = Text)]
    sujet: String,
    #[diesel(sql_type = Text)]
    operation: String,
    #[diesel(sql_type = Array<SqlUuid>)]
    personnes: Vec<Colonne<ParticipantId>>,
}

/// Spreads the oldest lists, `limite` at most, to a line a person; how many lists there were. Lists that another
/// process spreads at the same time are left to it.
pub async fn etaler(tx: &mut Tx, limite: i64) -> Result<usize, Error> {
    let taken = diesel::sql_query(
        "DELETE FROM journal_liste WHERE territoire_id = $1 AND id IN (
           SELECT id FROM journal_liste WHERE territoire_id = $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING lu_le, par, sujet, operation, personnes",
    )
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<BigInt, _>(limite);
    let listes: Vec<Liste> = taken.load(tx.conn()).await?;
    let mut lignes = Vec::new();
    for liste in &listes {
        for Colonne(personne) in &liste.personnes {
            lignes.push(Ligne {
                id: tx.id(),
                lu_le: liste.lu_le,
                par: liste.par.into(),
                sujet: liste.sujet.clone(),
                operation: liste.operation.clone(),
                personnes: vec![*personne],
            });
        }
    }
    inscrire(tx, &lignes).await?;
    Ok(listes.len())
}
