use chrono::NaiveDate;
use diesel::{BoolExpressionMethods, ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, Id, ParcoursId, ParticipantId, QualificationId, TerritoireId};
use parcours_api::{FiltreQualifications, NouvelleQualification};
use store::{Colonne, Error, Paginer, Tx, fusions, ouvertures, read_code};

use crate::{
    pilotage::qualification::domain::Qualification, schema::qualifications, vie::affectation::store::suivis_par,
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = qualifications)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<QualificationId>,
    parcours_id: Colonne<ParcoursId>,
    participant_id: Colonne<ParticipantId>,
    qualification: String,
    le: NaiveDate,
    cadre: String,
    renforce: bool,
    decision: Option<String>,
    suite: Option<String>,
    suite_le: Option<NaiveDate>,
    par: Colonne<ActeurId>,
}

impl TryFrom<Row> for Qualification {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            parcours: row.parcours_id.into(),
            participant: row.participant_id.into(),
            dite: NouvelleQualification {
                qualification: read_code(&row.qualification)?,
                le: row.le,
                cadre: read_code(&row.cadre)?,
                renforce: row.renforce,
                decision: row.decision,
                suite: row.suite,
                suite_le: row.suite_le,
            },
            par: row.par.into(),
        })
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, one: &Qualification) -> Result<(), Error> {
    let dite = one.dite.clone();
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        parcours_id: one.parcours.into(),
        participant_id: one.participant.into(),
        qualification: dite.qualification.code().to_owned(),
        le: dite.le,
        cadre: dite.cadre.code().to_owned(),
        renforce: dite.renforce,
        decision: dite.decision,
        suite: dite.suite,
        suite_le: dite.suite_le,
        par: one.par.into(),
    };
    diesel::insert_into(qualifications::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

/// The last qualification of each of these parcours.
pub(crate) async fn dernieres(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<Qualification>, Error> {
    let query = qualifications::table
        .filter(qualifications::territoire_id.eq(tx.territoire().uuid()))
        .filter(qualifications::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((qualifications::parcours_id, qualifications::le.desc(), qualifications::id.desc()))
        .distinct_on(qualifications::parcours_id);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// From which day on each qualification says whether these persons are to be seen more often, oldest first.
pub(crate) async fn renforts(tx: &mut Tx, ids: &[ParcoursId]) -> Result<Vec<(ParcoursId, (NaiveDate, bool))>, Error> {
    let query = qualifications::table
        .filter(qualifications::territoire_id.eq(tx.territoire().uuid()))
        .filter(qualifications::parcours_id.eq_any(ids.iter().map(|one| one.uuid())))
        .order((qualifications::parcours_id, qualifications::le, qualifications::id))
        .select((qualifications::parcours_id, qualifications::le, qualifications::renforce));
    let rows: Vec<(Colonne<ParcoursId>, NaiveDate, bool)> = query.load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(Colonne(of), le, renforce)| (of, (le, renforce))).collect())
}

/// A page, the last day first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreQualifications,
    apres: Option<(NaiveDate, QualificationId)>,
) -> Result<Vec<Qualification>, Error> {
    let mut query = qualifications::table.filter(qualifications::territoire_id.eq(tx.territoire().uuid())).into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(qualifications::participant_id.eq_any(seuls));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(qualifications::participant_id.eq(participant.uuid()));
    }
    if let Some(parcours) = filtre.parcours {
        query = query.filter(qualifications::parcours_id.eq(parcours.uuid()));
    }
    if let Some(referent) = filtre.referent {
        let theirs = suivis_par(tx.territoire().into(), referent.into(), tx.today());
        query = query.filter(qualifications::parcours_id.eq_any(theirs));
    }
    if let Some(du) = filtre.du {
        query = query.filter(qualifications::le.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(qualifications::le.le(au));
    }
    if let Some((le, id)) = apres {
        let before = qualifications::le.lt(le).or(qualifications::id.lt(Id::uuid(id)));
        query = query.filter(qualifications::le.le(le)).filter(before);
    }
    let rows: Vec<Row> = query
        .order((qualifications::le.desc(), qualifications::id.desc()))
        .select(Row::as_select())
        .page(filtre.limite)
        .load(tx.conn())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
