use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper, upsert::excluded,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ImportId, ParcoursId, ParticipantId, SuspensionId};
use parcours_api::FiltreSuspensions;
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code};

use crate::{
    pilotage::suspension::domain::Suspension,
    schema::{parcours, suspensions},
    vie::affectation::store::suivis_par,
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = suspensions)]
struct Row {
    id: Colonne<SuspensionId>,
    parcours_id: Colonne<ParcoursId>,
    nature: String,
    du: NaiveDate,
    au: Option<NaiveDate>,
    motif: String,
    decidee_par: Colonne<ActeurId>,
    version: i32,
    retiree: bool,
}

fn lire((row, Colonne(participant)): (Row, Colonne<ParticipantId>)) -> Result<Suspension, Error> {
    Ok(Suspension {
        id: row.id.into(),
        parcours: row.parcours_id.into(),
        participant,
        nature: read_code(&row.nature)?,
        du: row.du,
        au: row.au,
        motif: row.motif,
        decidee_par: row.decidee_par.into(),
        version: row.version,
        retiree: row.retiree,
    })
}

/// Records a suspension that was decided.
pub(crate) async fn ajouter(tx: &mut Tx, one: &Suspension) -> Result<(), Error> {
    diesel::insert_into(suspensions::table)
        .values((
            suspensions::territoire_id.eq(tx.territoire().uuid()),
            suspensions::id.eq(one.id.uuid()),
            suspensions::parcours_id.eq(one.parcours.uuid()),
            suspensions::nature.eq(one.nature.code()),
            suspensions::du.eq(one.du),
            suspensions::au.eq(one.au),
            suspensions::motif.eq(&one.motif),
            suspensions::decidee_par.eq(one.decidee_par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Writes suspensions that an import tells, new ones or again: of the latter all but whose they are.
pub(crate) async fn reprendre(tx: &mut Tx, import: ImportId, all: &[Suspension]) -> Result<(), Error> {
    let territoire = tx.territoire().uuid();
    let row = |one: &Suspension| {
        (
            suspensions::territoire_id.eq(territoire),
            suspensions::id.eq(one.id.uuid()),
            suspensions::parcours_id.eq(one.parcours.uuid()),
            suspensions::nature.eq(one.nature.code()),
            suspensions::du.eq(one.du),
            suspensions::au.eq(one.au),
            suspensions::motif.eq(one.motif.clone()),
            suspensions::decidee_par.eq(one.decidee_par.uuid()),
            suspensions::import_id.eq(Some(import.uuid())),
            suspensions::version.eq(one.version),
            suspensions::retiree.eq(one.retiree),
        )
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    diesel::insert_into(suspensions::table)
        .values(&rows)
        .on_conflict((suspensions::territoire_id, suspensions::id))
        .do_update()
        .set((
            suspensions::nature.eq(excluded(suspensions::nature)),
            suspensions::du.eq(excluded(suspensions::du)),
            suspensions::au.eq(excluded(suspensions::au)),
            suspensions::motif.eq(excluded(suspensions::motif)),
            suspensions::import_id.eq(excluded(suspensions::import_id)),
            suspensions::version.eq(excluded(suspensions::version)),
            suspensions::retiree.eq(excluded(suspensions::retiree)),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Writes what is known now of a suspension whose parcours is locked.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Suspension) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    diesel::update(suspensions::table.find(key))
        .set((
            suspensions::nature.eq(one.nature.code()),
            suspensions::du.eq(one.du),
            suspensions::au.eq(one.au),
            suspensions::motif.eq(&one.motif),
            suspensions::version.eq(one.version),
            suspensions::retiree.eq(one.retiree),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A suspension, whatever its parcours.
pub(crate) async fn voir(tx: &mut Tx, id: SuspensionId) -> Result<Option<Suspension>, Error> {
    let territoire = tx.territoire().uuid();
    let own = parcours::territoire_id.eq(suspensions::territoire_id).and(parcours::id.eq(suspensions::parcours_id));
    let query = suspensions::table
        .inner_join(parcours::table.on(own))
        .filter(suspensions::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(suspensions::id.eq(id.uuid()));
    let row: Option<(Row, Colonne<ParticipantId>)> =
        query.select((Row::as_select(), parcours::participant_id)).first(tx.conn()).await.optional()?;
    row.map(lire).transpose()
}

/// Those of these suspensions that are there, in no order, with those that were taken back.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[SuspensionId]) -> Result<Vec<Suspension>, Error> {
    let territoire = tx.territoire().uuid();
    let own = parcours::territoire_id.eq(suspensions::territoire_id).and(parcours::id.eq(suspensions::parcours_id));
    let query = suspensions::table
        .inner_join(parcours::table.on(own))
        .filter(suspensions::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(suspensions::id.eq_any(ids.iter().map(|one| one.uuid())));
    let rows: Vec<(Row, Colonne<ParticipantId>)> =
        query.select((Row::as_select(), parcours::participant_id)).load(tx.conn()).await?;
    rows.into_iter().map(lire).collect()
}

/// The suspensions of some parcours, oldest first, but those that were taken back.
pub(crate) async fn des_parcours(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Suspension>, Error> {
    let territoire = tx.territoire().uuid();
    let own = parcours::territoire_id.eq(suspensions::territoire_id).and(parcours::id.eq(suspensions::parcours_id));
    let query = suspensions::table
        .inner_join(parcours::table.on(own))
        .filter(suspensions::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .filter(suspensions::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(suspensions::retiree.eq(false))
        .order((suspensions::du, suspensions::id));
    let rows: Vec<(Row, Colonne<ParticipantId>)> =
        query.select((Row::as_select(), parcours::participant_id)).load(tx.conn()).await?;
    rows.into_iter().map(lire).collect()
}

/// A page, the last to begin first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreSuspensions,
    apres: Option<(NaiveDate, SuspensionId)>,
) -> Result<Vec<Suspension>, Error> {
    let territoire = tx.territoire().uuid();
    let own = parcours::territoire_id.eq(suspensions::territoire_id).and(parcours::id.eq(suspensions::parcours_id));
    let mut query = suspensions::table
        .inner_join(parcours::table.on(own))
        .filter(suspensions::territoire_id.eq(territoire))
        .filter(parcours::territoire_id.eq(territoire))
        .into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(parcours::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(parcours::participant_id.eq(participant.uuid()));
    }
    if let Some(id) = filtre.parcours {
        query = query.filter(suspensions::parcours_id.eq(id.uuid()));
    }
    if let Some(referent) = filtre.referent {
        let theirs = suivis_par(tx.territoire().into(), referent.into(), tx.today());
        query = query.filter(suspensions::parcours_id.eq_any(theirs));
    }
    if let Some(du) = filtre.du {
        query = query.filter(suspensions::au.is_null().or(suspensions::au.ge(du)));
    }
    if let Some(au) = filtre.au {
        query = query.filter(suspensions::du.le(au));
    }
    if !filtre.retirees {
        query = query.filter(suspensions::retiree.eq(false));
    }
    if let Some((du, id)) = apres {
        query = query.filter(suspensions::du.le(du)).filter(suspensions::du.lt(du).or(suspensions::id.lt(id.uuid())));
    }
    let rows: Vec<(Row, Colonne<ParticipantId>)> = query
        .order((suspensions::du.desc(), suspensions::id.desc()))
        .select((Row::as_select(), parcours::participant_id))
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(lire).collect()
}
