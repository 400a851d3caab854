use chrono::NaiveDate;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper, dsl::max,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, DemarcheId, Id, ParcoursId, ParticipantId, TerritoireId};
use parcours_api::{FiltreDemarches, SuiteDemarche};
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code};

use crate::{schema::demarches, suivi::demarche::domain::Demarche, vie::affectation::store::suivis_par};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = demarches)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<DemarcheId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    nature: String,
    le: NaiveDate,
    objet: Option<String>,
    issue: Option<String>,
    issue_le: Option<NaiveDate>,
    a_renouveler_le: Option<NaiveDate>,
    precisions: Option<String>,
    par: Colonne<ActeurId>,
}

impl TryFrom<Row> for Demarche {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let (a_renouveler_le, precisions) = (row.a_renouveler_le, row.precisions);
        let suite = match (row.issue, row.issue_le) {
            (Some(issue), Some(le)) => {
                Some(SuiteDemarche { issue: read_code(&issue)?, le, a_renouveler_le, precisions })
            }
            _ => None,
        };
        Ok(Self {
            id: row.id.into(),
            parcours: row.parcours_id.into(),
            participant: row.participant_id.into(),
            nature: read_code(&row.nature)?,
            le: row.le,
            objet: row.objet,
            suite,
            par: row.par.into(),
        })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, one: &Demarche) -> Result<(), Error> {
    let suite = one.suite.as_ref();
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        parcours_id: one.parcours.into(),
        participant_id: one.participant.into(),
        nature: one.nature.code().to_owned(),
        le: one.le,
        objet: one.objet.clone(),
        issue: suite.map(|suite| suite.issue.code().to_owned()),
        issue_le: suite.map(|suite| suite.le),
        a_renouveler_le: suite.and_then(|suite| suite.a_renouveler_le),
        precisions: suite.and_then(|suite| suite.precisions.clone()),
        par: one.par.into(),
    };
    diesel::insert_into(demarches::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: DemarcheId) -> Result<Option<Demarche>, Error> {
    let query = demarches::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Writes what came of a démarche whose parcours is locked.
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Demarche) -> Result<(), Error> {
    let key = (tx.territoire().uuid(), one.id.uuid());
    let suite = one.suite.as_ref();
    diesel::update(demarches::table.find(key))
        .set((
            demarches::issue.eq(suite.map(|suite| suite.issue.code())),
            demarches::issue_le.eq(suite.map(|suite| suite.le)),
            demarches::a_renouveler_le.eq(suite.and_then(|suite| suite.a_renouveler_le)),
            demarches::precisions.eq(suite.and_then(|suite| suite.precisions.as_ref())),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Until which day the registration of each of these parcours holds, where it was said.
pub(crate) async fn inscriptions(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<(ParcoursId, NaiveDate)>, Error> {
    let query = demarches::table
        .filter(demarches::territoire_id.eq(tx.territoire().uuid()))
        .filter(demarches::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(demarches::a_renouveler_le.is_not_null())
        .group_by(demarches::parcours_id)
        .select((demarches::parcours_id, max(demarches::a_renouveler_le)));
    let rows: Vec<(Colonne<ParcoursId>, Option<NaiveDate>)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().filter_map(|(Colonne(parcours), until)| Some((parcours, until?))).collect())
}

/// A page, the last day first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreDemarches,
    apres: Option<(NaiveDate, DemarcheId)>,
) -> Result<Vec<Demarche>, Error> {
    let mut query = demarches::table.filter(demarches::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(demarches::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(demarches::participant_id.eq(participant.uuid()));
    }
    if let Some(parcours) = filtre.parcours {
        query = query.filter(demarches::parcours_id.eq(parcours.uuid()));
    }
    if let Some(referent) = filtre.referent {
        let theirs = suivis_par(tx.territoire().into(), referent.into(), tx.today());
        query = query.filter(demarches::parcours_id.eq_any(theirs));
    }
    if let Some(nature) = filtre.nature {
        query = query.filter(demarches::nature.eq(nature.code()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(demarches::le.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(demarches::le.le(au));
    }
    if let Some((le, id)) = apres {
        query = query.filter(demarches::le.le(le)).filter(demarches::le.lt(le).or(demarches::id.lt(Id::uuid(id))));
    }
    let rows: Vec<Row> = query
        .order((demarches::le.desc(), demarches::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
