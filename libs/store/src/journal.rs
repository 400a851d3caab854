//! Who read what of whom: a line a person. A list is written as one row with the persons that it showed, so that
//! reading stays fast, and spread to their lines later.

use std::cmp::Reverse;

use auth::{Acteur, Sujet};
use chrono::{DateTime, Utc};
use diesel::{
    CombineDsl, ExpressionMethods, PgArrayExpressionMethods, QueryDsl,
    sql_types::{Array, BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Clock, De, LectureId, ParticipantId, Personnes};
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
    tx.concerner(&De::une(personne, ()));
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

/// One array a column: the same short statement however many lines, prepared once.
async fn inscrire_lignes(tx: &mut Tx, lignes: &[&Ligne]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let inserted = diesel::sql_query(
        "INSERT INTO journal_lecture (territoire_id, id, lu_le, par, sujet, operation, ressource)
         SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7)",
    )
    .bind::<SqlUuid, _>(territoire)
    .bind::<Array<SqlUuid>, _>(lignes.iter().map(|ligne| ligne.id.uuid()).collect::<Vec<_>>())
    .bind::<Array<Timestamptz>, _>(lignes.iter().map(|ligne| ligne.lu_le).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(lignes.iter().map(|ligne| ligne.par.uuid()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(lignes.iter().map(|ligne| ligne.sujet.as_str()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(lignes.iter().map(|ligne| ligne.operation.as_str()).collect::<Vec<_>>())
    .bind::<Array<Nullable<SqlUuid>>, _>(
        lignes.iter().map(|ligne| ligne.personnes.as_slice().first().map(|one| one.uuid())).collect::<Vec<_>>(),
    );
    inserted.execute(tx.conn()).await?;
    Ok(())
}

/// The persons of all the lists go in one array, of which each takes its slice.
async fn inscrire_listes(tx: &mut Tx, listes: &[&Ligne]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let mut fins = Vec::with_capacity(listes.len());
    let mut fin = 0;
    for liste in listes {
        fin += i32::try_from(liste.personnes.len()).unwrap_or(i32::MAX);
        fins.push(fin);
    }
    let debuts: Vec<_> = std::iter::once(1).chain(fins.iter().map(|fin| fin + 1)).take(listes.len()).collect();
    let inserted = diesel::sql_query(
        "INSERT INTO journal_liste (territoire_id, id, lu_le, par, sujet, operation, personnes)
         SELECT $1, l.id, l.lu_le, l.par, l.sujet, l.operation, ($7)[l.debut:l.fin]
         FROM unnest($2, $3, $4, $5, $6, $8, $9) AS l (id, lu_le, par, sujet, operation, debut, fin)",
    )
    .bind::<SqlUuid, _>(territoire)
    .bind::<Array<SqlUuid>, _>(listes.iter().map(|liste| liste.id.uuid()).collect::<Vec<_>>())
    .bind::<Array<Timestamptz>, _>(listes.iter().map(|liste| liste.lu_le).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(listes.iter().map(|liste| liste.par.uuid()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(listes.iter().map(|liste| liste.sujet.as_str()).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(listes.iter().map(|liste| liste.operation.as_str()).collect::<Vec<_>>())
    .bind::<Array<SqlUuid>, _>(
        listes.iter().flat_map(|liste| liste.personnes.iter().map(|one| one.uuid())).collect::<Vec<_>>(),
    )
    .bind::<Array<Integer>, _>(debuts)
    .bind::<Array<Integer>, _>(fins);
    inserted.execute(tx.conn()).await?;
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
