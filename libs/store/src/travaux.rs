//! Long work: asked for in a transaction, done behind by whichever process is free, told as it goes on.
//!
//! A process holds a work for a lease that each step renews. When it dies the lease ends and another one
//! goes on: a step commits what it did together with how far it is, so that nothing is done twice.

use auth::{Acteur, ReadScope, Scope, Sujet, Titres, WriteScope};
use chrono::{DateTime, Utc};
use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper,
    dsl::sql,
    expression::SqlLiteral,
    sql_types::{self, Timestamptz},
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, Id, PriseId, RessourceId, TerritoireId, TravailId, kind};
use problem::{Problem, Slug};
use serde::Serialize;
use serde_json::Value;
use suite_api::{EtatTravail, Travail};

use crate::{
    Colonne, Db, Error, OnConstraint, Tx, read_code, read_json,
    schema::{travaux, travaux_file as file},
    write_json,
};

/// Seconds for which a process holds a work without a word.
const BAIL_S: i32 = 30;
/// How often a work that fails is tried.
const ESSAIS: i32 = 5;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = travaux)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<TravailId>,
    nature: String,
    objet: Colonne<RessourceId>,
    parametres: Value,
    etat: String,
    fait: i64,
    total: Option<i64>,
    probleme: Option<Value>,
    demande_par: Colonne<ActeurId>,
    demande_le: DateTime<Utc>,
    annulation_le: Option<DateTime<Utc>>,
    fini_le: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Travail {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            nature: row.nature,
            objet: row.objet.into(),
            etat: read_code(&row.etat)?,
            fait: row.fait,
            total: row.total,
            probleme: row.probleme.map(read_json).transpose()?,
            demande_par: row.demande_par.into(),
            demande_par_nom: None,
            demande_le: row.demande_le,
            annulation_le: row.annulation_le,
            fini_le: row.fini_le,
        })
    }
}

/// Asks for a work on `objet`. One at a time: refused while another is not over.
pub async fn demander<K>(
    tx: &mut Tx,
    nature: &str,
    objet: Id<K>,
    parametres: &impl Serialize,
) -> Result<Travail, Problem> {
    let (territoire, id): (_, TravailId) = (tx.territoire(), tx.id());
    let row = Row {
        territoire_id: territoire.into(),
        id: id.into(),
        nature: nature.to_owned(),
        objet: objet.ressource().into(),
        parametres: write_json(parametres)?,
        etat: EtatTravail::EnAttente.code().to_owned(),
        fait: 0,
        total: None,
        probleme: None,
        demande_par: tx.acteur().id.into(),
        demande_le: tx.now(),
        annulation_le: None,
        fini_le: None,
    };
    diesel::insert_into(travaux::table)
        .values(&row)
        .execute(tx.conn())
        .await
        .on_constraint("travaux_en_cours", || {
            Problem::new(Slug::Conflit, "Un travail est déjà en cours : suivez-le, ou annulez-le.")
        })?;
    tx.en_deploiement(async |tx| {
        let own = tx.territoire().uuid();
        diesel::insert_into(file::table)
            .values((
                file::territoire_id.eq(own),
                file::id.eq(id.uuid()),
                file::pour.eq(territoire.uuid()),
                file::pris_jusqua.eq(diesel::dsl::now),
            ))
            .execute(tx.conn())
            .await
            .map_err(Error::from)
    })
    .await?;
    Ok(row.try_into()?)
}

/// A work of the territory.
pub async fn voir(tx: &mut Tx, id: TravailId) -> Result<Option<Travail>, Error> {
    let query = travaux::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// The last work that was asked for on a thing.
pub async fn dernier<K>(tx: &mut Tx, objet: Id<K>) -> Result<Option<Travail>, Error> {
    let query = travaux::table
        .filter(travaux::territoire_id.eq(tx.territoire().uuid()))
        .filter(travaux::objet.eq(objet.uuid()))
        .order(travaux::rang.desc());
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Asks that a work stop: at once if nobody took it, after its current step otherwise. One that is over
/// stays as it is.
pub async fn annuler(tx: &mut Tx, id: TravailId) -> Result<Travail, Problem> {
    let (key, now) = ((tx.territoire().uuid(), id.uuid()), tx.now());
    let waiting = travaux::table.find(key).filter(travaux::etat.eq(EtatTravail::EnAttente.code()));
    let stopped = diesel::update(waiting)
        .set((travaux::etat.eq(EtatTravail::Annule.code()), travaux::annulation_le.eq(now), travaux::fini_le.eq(now)))
        .execute(tx.conn())
        .await
        .map_err(Error::from)?;
    if stopped == 0 {
        let running = travaux::table.find(key).filter(travaux::etat.eq(EtatTravail::EnCours.code()));
        diesel::update(running).set(travaux::annulation_le.eq(now)).execute(tx.conn()).await.map_err(Error::from)?;
    }
    voir(tx, id).await?.ok_or_else(Problem::not_found)
}

/// A work that this process holds. It acts in the name of whoever asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prise {
    /// The work.
    pub travail: Travail,
    /// What it was asked to do.
    pub parametres: Value,
    territoire: TerritoireId,
    jeton: PriseId,
    essais: i32,
}

impl Scope for Prise {
    fn territoire(&self) -> TerritoireId {
        self.territoire
    }

    fn acteur(&self) -> Acteur {
        Acteur { id: self.travail.demande_par, sujet: Sujet::Service, titres: Titres::suite() }
    }
}

impl ReadScope for Prise {}

impl WriteScope for Prise {}

/// Why a work stops before its end.
#[derive(Debug)]
pub enum Arret {
    /// The process stops, or another one took the work: it goes on elsewhere.
    Interrompu,
    /// Somebody asked that it stop.
    Annule,
    /// It cannot be done.
    Probleme(Problem),
}

impl From<Problem> for Arret {
    fn from(problem: Problem) -> Self {
        Self::Probleme(problem)
    }
}

impl From<Error> for Arret {
    fn from(error: Error) -> Self {
        Self::Probleme(error.into())
    }
}

fn deploiement() -> auth::Systeme {
    auth::Systeme(TerritoireId::DEPLOIEMENT)
}

/// The instant of the database, some seconds later: leases do not depend on the clock of a process.
fn dans(secondes: i32) -> SqlLiteral<Timestamptz> {
    sql(&format!("now() + interval '{secondes} seconds'"))
}

/// Takes the oldest work that nobody holds.
pub async fn prendre(db: &Db) -> Result<Option<Prise>, Error> {
    #[derive(diesel::QueryableByName)]
    struct Taken {
        #[diesel(sql_type = sql_types::Uuid)]
        id: Colonne<TravailId>,
        #[diesel(sql_type = sql_types::Uuid)]
        pour: Colonne<TerritoireId>,
        #[diesel(sql_type = sql_types::Uuid)]
        prise: Colonne<PriseId>,
        #[diesel(sql_type = sql_types::Integer)]
        essais: i32,
    }
    let taken: Option<Taken> = db
        .tx(&deploiement(), async |tx| {
            let own = tx.territoire().uuid();
            diesel::sql_query(
                "UPDATE travaux_file SET pris_jusqua = now() + make_interval(secs => $2), prise = $3, essais = essais + 1
                 WHERE territoire_id = $1 AND id = (
                   SELECT id FROM travaux_file WHERE territoire_id = $1 AND pris_jusqua <= now() ORDER BY id LIMIT 1
                   FOR UPDATE SKIP LOCKED)
                 RETURNING id, pour, prise, essais",
            )
            .bind::<sql_types::Uuid, _>(own)
            .bind::<sql_types::Double, _>(f64::from(BAIL_S))
            .bind::<sql_types::Uuid, _>(tx.id::<kind::Prise>().uuid())
            .get_result(tx.conn())
            .await
            .optional()
            .map_err(Error::from)
        })
        .await?;
    let Some(Taken { id: Colonne(id), pour: Colonne(territoire), prise: Colonne(jeton), essais }) = taken else {
        return Ok(None);
    };
    let begun: Option<Row> = db
        .tx(&auth::Systeme(territoire), async |tx| {
            let open = [EtatTravail::EnAttente.code(), EtatTravail::EnCours.code()];
            diesel::update(travaux::table.find((territoire.uuid(), id.uuid())).filter(travaux::etat.eq_any(open)))
                .set(travaux::etat.eq(EtatTravail::EnCours.code()))
                .returning(Row::as_returning())
                .get_result(tx.conn())
                .await
                .optional()
                .map_err(Error::from)
        })
        .await?;
    let Some(row) = begun else {
        retirer(db, id, jeton).await?;
        return Ok(None);
    };
    let parametres = row.parametres.clone();
    let prise = Prise { travail: row.try_into()?, parametres, territoire, jeton, essais };
    if essais > ESSAIS {
        // Processes died of it: it would take the next one too.
        let detail = "Ce travail a été interrompu trop de fois. Ce qui est fait reste fait.";
        finir(db, &prise, Err(Arret::Probleme(Problem::new(Slug::Interne, detail)))).await?;
        return Ok(None);
    }
    Ok(Some(prise))
}

/// Tells, in the transaction of a step, how far the work is; ends it when it was asked to stop, or when
/// another process holds it by now: this step is then rolled back.
pub async fn avancer(tx: &mut Tx, prise: &Prise, fait: i64, total: Option<i64>) -> Result<(), Arret> {
    let (id, jeton) = (prise.travail.id.uuid(), prise.jeton.uuid());
    let held = tx
        .en_deploiement(async |tx| {
            let row = file::table.find((tx.territoire().uuid(), id)).filter(file::prise.eq(jeton));
            diesel::update(row).set(file::pris_jusqua.eq(dans(BAIL_S))).execute(tx.conn()).await.map_err(Error::from)
        })
        .await?;
    if held == 0 {
        return Err(Arret::Interrompu);
    }
    let stop: Option<DateTime<Utc>> = diesel::update(travaux::table.find((tx.territoire().uuid(), id)))
        .set((travaux::fait.eq(fait), travaux::total.eq(total)))
        .returning(travaux::annulation_le)
        .get_result(tx.conn())
        .await
        .map_err(Error::from)?;
    if stop.is_some() { Err(Arret::Annule) } else { Ok(()) }
}

/// Records how a work ended, or leaves it to be tried again.
pub async fn finir(db: &Db, prise: &Prise, ended: Result<(), Arret>) -> Result<(), Error> {
    let (etat, probleme) = match ended {
        Ok(()) => (EtatTravail::Termine, None),
        Err(Arret::Annule) => (EtatTravail::Annule, None),
        Err(Arret::Interrompu) => return rendre(db, prise, 0).await,
        Err(Arret::Probleme(problem)) if problem.status >= 500 && prise.essais < ESSAIS => {
            tracing::warn!(slug = problem.slug.as_str(), tries = prise.essais, "a long work will be tried again");
            return rendre(db, prise, 2_i32.pow(prise.essais.unsigned_abs())).await;
        }
        Err(Arret::Probleme(problem)) => (EtatTravail::Echoue, Some(problem)),
    };
    let probleme = probleme.map(|problem| write_json(&problem)).transpose()?;
    db.tx(prise, async |tx| {
        let (key, now) = ((tx.territoire().uuid(), prise.travail.id.uuid()), tx.now());
        diesel::update(travaux::table.find(key))
            .set((travaux::etat.eq(etat.code()), travaux::probleme.eq(probleme), travaux::fini_le.eq(now)))
            .execute(tx.conn())
            .await
            .map_err(Error::from)
    })
    .await?;
    retirer(db, prise.travail.id, prise.jeton).await
}

/// Lets another process take the work, in some seconds.
async fn rendre(db: &Db, prise: &Prise, dans_s: i32) -> Result<(), Error> {
    db.tx(&deploiement(), async |tx| {
        let row = file::table
            .find((tx.territoire().uuid(), prise.travail.id.uuid()))
            .filter(file::prise.eq(prise.jeton.uuid()));
        diesel::update(row).set(file::pris_jusqua.eq(dans(dans_s))).execute(tx.conn()).await.map_err(Error::from)
    })
    .await?;
    Ok(())
}

async fn retirer(db: &Db, id: TravailId, jeton: PriseId) -> Result<(), Error> {
    db.tx(&deploiement(), async |tx| {
        let row = file::table.find((tx.territoire().uuid(), id.uuid())).filter(file::prise.eq(jeton.uuid()));
        diesel::delete(row).execute(tx.conn()).await.map_err(Error::from)
    })
    .await?;
    Ok(())
}
