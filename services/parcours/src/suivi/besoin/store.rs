use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, BesoinId, Code, Id, ParcoursId, ParticipantId, TerritoireId};
use parcours_api::{EtatBesoin, FiltreBesoins, SuiteBesoin};
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code};

use crate::{
    schema::besoins,
    suivi::{action::store::lisibles, besoin::domain::Besoin},
    vie::affectation::store::suivis_par,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = besoins)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<BesoinId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    theme: String,
    le: NaiveDate,
    texte: String,
    issue: Option<String>,
    issue_le: Option<NaiveDate>,
    precisions: Option<String>,
    par: Colonne<ActeurId>,
}

impl TryFrom<Row> for Besoin {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let precisions = row.precisions;
        let suite = match (row.issue, row.issue_le) {
            (Some(issue), Some(le)) => Some(SuiteBesoin { issue: read_code(&issue)?, le, precisions }),
            _ => None,
        };
        Ok(Self {
            id: row.id.into(),
            parcours: row.parcours_id.into(),
            participant: row.participant_id.into(),
            theme: read_code(&row.theme)?,
            le: row.le,
            texte: row.texte,
            suite,
            par: row.par.into(),
        })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, one: &Besoin) -> Result<(), Error> {
    let suite = one.suite.as_ref();
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        parcours_id: one.parcours.into(),
        participant_id: one.participant.into(),
        theme: one.theme.code().to_owned(),
        le: one.le,
        texte: one.texte.clone(),
        issue: suite.map(|suite| suite.issue.code().to_owned()),
        issue_le: suite.map(|suite| suite.le),
        precisions: suite.and_then(|suite| suite.precisions.clone()),
        par: one.par.into(),
    };
    diesel::insert_into(besoins::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// A need, of the themes of which somebody reads.
pub(crate) async fn voir(tx: &mut Tx, id: BesoinId, sensibles: bool) -> Result<Option<Besoin>, Error> {
    let query =
        besoins::table.find((tx.territoire().uuid(), id.uuid())).filter(besoins::theme.eq_any(lisibles(sensibles)));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    let found: Option<Besoin> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// Writes what was answered to a need whose parcours is locked.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Besoin) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    let suite = one.suite.as_ref();
    diesel::update(besoins::table.find(key))
        .set((
            besoins::issue.eq(suite.map(|suite| suite.issue.code())),
            besoins::issue_le.eq(suite.map(|suite| suite.le)),
            besoins::precisions.eq(suite.and_then(|suite| suite.precisions.as_ref())),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// A page, the last day first, and one more when there are more; those of a sensitive theme too when `sensibles`.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreBesoins,
    sensibles: bool,
    apres: Option<(NaiveDate, BesoinId)>,
) -> Result<Vec<Besoin>, Error> {
    let mut query = besoins::table
        .filter(besoins::territoire_id.eq(tx.territoire().uuid()))
        .filter(besoins::theme.eq_any(lisibles(sensibles)))
        .into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(besoins::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(besoins::participant_id.eq(participant.uuid()));
    }
    if let Some(parcours) = filtre.parcours {
        query = query.filter(besoins::parcours_id.eq(parcours.uuid()));
    }
    if let Some(referent) = filtre.referent {
        let theirs = suivis_par(tx.territoire().into(), referent.into(), tx.today());
        query = query.filter(besoins::parcours_id.eq_any(theirs));
    }
    if let Some(theme) = filtre.theme {
        query = query.filter(besoins::theme.eq(theme.code()));
    }
    query = match filtre.etat {
        None => query,
        Some(EtatBesoin::Ouvert) => query.filter(besoins::issue.is_null()),
        Some(EtatBesoin::Clos) => query.filter(besoins::issue.is_not_null()),
    };
    if let Some(du) = filtre.du {
        query = query.filter(besoins::le.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(besoins::le.le(au));
    }
    if let Some((le, id)) = apres {
        query = query.filter(besoins::le.le(le)).filter(besoins::le.lt(le).or(besoins::id.lt(Id::uuid(id))));
    }
    let rows: Vec<Row> = query
        .order((besoins::le.desc(), besoins::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
