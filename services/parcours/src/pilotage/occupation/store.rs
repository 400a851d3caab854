use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    QueryableByName,
    sql_types::{Array, BigInt, Bool, Date, Integer, Nullable, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use kernel::UtilisateurId;
use referentiel::regles::file_active::Bornes;
use store::{Colonne, Error, Tx};

use crate::pilotage::occupation::domain::{Equipier, Perimetre};

/// Who counts in the file active on the day `m.jour`, of the state `e`: as `regles::file_active::compte` says, whose bounds
/// stand beside the day. A scenario compares the two.
const COMPTE: &str = "CASE e.etat
    WHEN 'en_accompagnement' THEN true
    WHEN 'en_etape' THEN true
    WHEN 'suivi_emploi' THEN CASE
      WHEN e.debut_emploi IS NOT NULL THEN m.jour < (e.debut_emploi + make_interval(months => m.suivi_mois))::date
      WHEN e.titre_obtenu_le IS NOT NULL THEN m.jour < e.titre_obtenu_le
      WHEN m.titre_mois IS NOT NULL THEN m.jour <= (e.fin_formation + make_interval(months => m.titre_mois))::date
      ELSE m.jour < e.fin_formation END
    ELSE false END";

/// The parameters of these queries are counted from `$2`: they are only read, and the scope of a read comes first (ADR 5).
///
/// What was known of a table at `$3`; now, by the index of what is, when nothing else is asked.
pub(crate) fn connu(table: &str, instant: Option<DateTime<Utc>>) -> String {
    match instant {
        None => format!("{table}.remplacee_le IS NULL"),
        Some(_) => {
            format!("{table}.connue_le <= $3 AND ({table}.remplacee_le IS NULL OR {table}.remplacee_le > $3)")
        }
    }
}

/// Whether a parcours `p` had not ended in favour of another one, as it was known at `$3`: until then each was a person's own.
pub(crate) fn seul(instant: Option<DateTime<Utc>>) -> String {
    if instant.is_none() {
        return "p.reuni_a IS NULL".to_owned();
    }
    let known = connu("s", instant);
    format!(
        "(p.reuni_a IS NULL OR NOT EXISTS (SELECT FROM periodes s WHERE s.territoire_id = $2 AND s.parcours_id = p.id
           AND s.etat = 'sorti' AND {known}))"
    )
}

/// Of whom something is asked, as a query takes it: of everybody, or of référents from a day to another.
pub(crate) struct Equipe {
    pub(crate) tout: bool,
    pub(crate) referents: Vec<Colonne<UtilisateurId>>,
    pub(crate) du: Vec<NaiveDate>,
    pub(crate) au: Vec<Option<NaiveDate>>,
}

impl Equipe {
    pub(crate) fn de(perimetre: &Perimetre) -> Self {
        let all: &[Equipier] = match perimetre {
            Perimetre::Territoire => &[],
            Perimetre::Equipe(all) => all,
        };
        Self {
            tout: *perimetre == Perimetre::Territoire,
            referents: all.iter().map(|one| one.referent.into()).collect(),
            du: all.iter().map(|one| one.jours.du).collect(),
            au: all.iter().map(|one| one.jours.au).collect(),
        }
    }
}

/// A day on which persons are counted, with the bounds of the rule that counts them.
pub(crate) type Jour = (NaiveDate, Bornes);

/// How many places the persons of a référent occupy on a day.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub(crate) struct Occupees {
    #[diesel(sql_type = Date)]
    pub(crate) jour: NaiveDate,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) referent: Colonne<UtilisateurId>,
    #[diesel(sql_type = BigInt)]
    pub(crate) places: i64,
    /// By persons who occupied one on the day of reference already.
    #[diesel(sql_type = BigInt)]
    pub(crate) restes: i64,
}

/// How many places are occupied on these days, by référent, in one query; who has two parcours occupies one, as in the file active.
pub(crate) async fn occupees(
    tx: &mut Tx,
    jours: &[Jour],
    reference: NaiveDate,
    perimetre: &Perimetre,
    instant: Option<DateTime<Utc>>,
) -> Result<Vec<Occupees>, Error> {
    let equipe = Equipe::de(perimetre);
    let months = |many: u32| i32::try_from(many).unwrap_or(i32::MAX);
    let (states, whose) = (connu("e", instant), connu("a", instant));
    let query = diesel::sql_query(format!(
        "WITH m AS (SELECT * FROM unnest($4, $5, $6) AS m(jour, suivi_mois, titre_mois)),
           q AS (SELECT * FROM unnest($8, $9, $10) AS q(referent, du, au)),
           presents AS (
             SELECT DISTINCT ON (m.jour, p.participant_id) m.jour, p.participant_id, a.referent
             FROM m
             JOIN periodes e ON e.territoire_id = $2 AND e.du <= m.jour AND (e.au IS NULL OR e.au >= m.jour) AND {states}
             JOIN affectations a ON a.territoire_id = $2 AND a.parcours_id = e.parcours_id
               AND a.du <= m.jour AND (a.au IS NULL OR a.au >= m.jour) AND {whose}
             JOIN parcours p ON p.territoire_id = $2 AND p.id = e.parcours_id
             WHERE {COMPTE}
             ORDER BY m.jour, p.participant_id, a.referent, p.id),
           places AS (
             SELECT c.jour, c.participant_id, c.referent FROM presents c
             WHERE $7 OR EXISTS (SELECT FROM q
               WHERE q.referent = c.referent AND q.du <= c.jour AND (q.au IS NULL OR q.au >= c.jour)))
         SELECT o.jour, o.referent, count(*) AS places, count(r.participant_id) AS restes
         FROM places o LEFT JOIN places r ON r.jour = $11 AND r.participant_id = o.participant_id
         GROUP BY o.jour, o.referent"
    ))
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Nullable<Timestamptz>, _>(instant)
    .bind::<Array<Date>, _>(jours.iter().map(|(jour, _)| *jour).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(jours.iter().map(|(_, one)| months(one.suivi_mois)).collect::<Vec<_>>())
    .bind::<Array<Nullable<Integer>>, _>(jours.iter().map(|(_, one)| one.titre_mois.map(months)).collect::<Vec<_>>())
    .bind::<Bool, _>(equipe.tout)
    .bind::<Array<SqlUuid>, _>(equipe.referents)
    .bind::<Array<Date>, _>(equipe.du)
    .bind::<Array<Nullable<Date>>, _>(equipe.au)
    .bind::<Date, _>(reference);
    Ok(query.load(tx.conn()).await?)
}

#[derive(Debug, Clone, Copy, QueryableByName)]
struct Accompagnees {
    #[diesel(sql_type = BigInt)]
    rang: i64,
    #[diesel(sql_type = BigInt)]
    personnes: i64,
}

/// How many persons are accompanied on a day at least of each of these spans, who left in it included, in one query; who has two
/// parcours is one person.
pub(crate) async fn accompagnees(
    tx: &mut Tx,
    durees: &[(NaiveDate, NaiveDate)],
    perimetre: &Perimetre,
    instant: Option<DateTime<Utc>>,
) -> Result<Vec<u32>, Error> {
    let equipe = Equipe::de(perimetre);
    let (states, whose, alone) = (connu("e", instant), connu("a", instant), seul(instant));
    let query = diesel::sql_query(format!(
        "WITH m AS (SELECT * FROM unnest($4, $5) WITH ORDINALITY AS m(du, au, rang)),
           q AS (SELECT * FROM unnest($7, $8, $9) AS q(referent, du, au))
         SELECT m.rang, count(DISTINCT p.participant_id) AS personnes
         FROM m
         JOIN periodes e ON e.territoire_id = $2 AND e.du <= m.au AND (e.au IS NULL OR e.au >= m.du) AND {states}
         JOIN affectations a ON a.territoire_id = $2 AND a.parcours_id = e.parcours_id AND {whose}
           AND greatest(a.du, e.du, m.du) <= least(a.au, e.au, m.au)
         JOIN parcours p ON p.territoire_id = $2 AND p.id = e.parcours_id AND {alone}
         WHERE e.etat <> 'sorti' AND ($6 OR EXISTS (SELECT FROM q WHERE q.referent = a.referent
           AND greatest(a.du, e.du, m.du, q.du) <= least(a.au, e.au, m.au, q.au)))
         GROUP BY m.rang"
    ))
    .bind::<SqlUuid, _>(tx.territoire().uuid())
    .bind::<Nullable<Timestamptz>, _>(instant)
    .bind::<Array<Date>, _>(durees.iter().map(|(du, _)| *du).collect::<Vec<_>>())
    .bind::<Array<Date>, _>(durees.iter().map(|(_, au)| *au).collect::<Vec<_>>())
    .bind::<Bool, _>(equipe.tout)
    .bind::<Array<SqlUuid>, _>(equipe.referents)
    .bind::<Array<Date>, _>(equipe.du)
    .bind::<Array<Nullable<Date>>, _>(equipe.au);
    let rows: Vec<Accompagnees> = query.load(tx.conn()).await?;
    let of = |rang: i64| rows.iter().find(|row| row.rang == rang).map_or(0, |row| row.personnes);
    Ok((1..).zip(durees).map(|(rang, _)| u32::try_from(of(rang)).unwrap_or(u32::MAX)).collect())
}
