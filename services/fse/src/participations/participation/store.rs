use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    ExpressionMethods, Insertable, NullableExpressionMethods, OptionalExtension, QueryDsl, Queryable, Selectable,
    SelectableHelper,
    dsl::{exists, not},
};
use diesel_async::RunQueryDsl;
use fse_api::FiltreParticipations;
use kernel::{Code, OperationId, ParticipantId, ParticipationId, RessourceId, TerritoireId, kind};
use participants_api::Sexe;
use problem::{Problem, Slug};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Paginer, Tx, fusions, ouvertures, read_code};

use crate::{
    participations::{entree, fin, participation::domain::Participation},
    schema::{participations, questionnaires},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = participations)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ParticipationId>,
    operation_id: Colonne<OperationId>,
    participant_id: Colonne<ParticipantId>,
    entree_le: NaiveDate,
    sexe: String,
    date_naissance: NaiveDate,
    creee_le: DateTime<Utc>,
}

/// Which questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Entree,
    Sortie,
}

impl Moment {
    const fn nom(self) -> &'static str {
        match self {
            Self::Entree => "entree",
            Self::Sortie => "sortie",
        }
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, nouvelle: &Participation) -> Result<(), Problem> {
    tx.concerner(nouvelle).await?;
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: nouvelle.id.into(),
        operation_id: nouvelle.operation.into(),
        participant_id: nouvelle.participant.into(),
        entree_le: nouvelle.entree_le,
        sexe: nouvelle.sexe.code().to_owned(),
        date_naissance: nouvelle.date_naissance,
        creee_le: nouvelle.creee_le,
    };
    diesel::insert_into(participations::table).values(&row).execute(tx.conn()).await.on_constraint(
        "participations_personne",
        || {
            Problem::new(
                Slug::Conflit,
                "Cette personne participe déjà à l'opération : une personne, une opération, une participation.",
            )
        },
    )?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: ParticipationId) -> Result<Option<Participation>, Error> {
    let query = participations::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    match row {
        Some(row) => {
            let found = completer(tx, vec![row]).await?.pop();
            tx.concerner(&found).await?;
            Ok(found)
        }
        None => Ok(None),
    }
}

/// Those of these participations that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[ParticipationId]) -> Result<Vec<Participation>, Error> {
    let query = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows = query.select(Row::as_select()).load(tx.conn()).await?;
    completer(tx, rows).await
}

/// The next participations in an operation, after one.
pub(crate) async fn suivantes(
    tx: &mut Tx,
    operation: OperationId,
    apres: ParticipationId,
    lot: i64,
) -> Result<Vec<ParticipationId>, Error> {
    let query = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::operation_id.eq(operation.uuid()))
        .filter(participations::id.gt(apres.uuid()))
        .order(participations::id)
        .limit(lot);
    let rows: Vec<Colonne<ParticipationId>> = query.select(participations::id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The participations of these persons.
pub(crate) async fn de_personnes(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<ParticipationId>, Error> {
    let query = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::participant_id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<Colonne<ParticipationId>> = query.select(participations::id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Who takes part in an operation.
pub(crate) async fn personnes(tx: &mut Tx, operation: OperationId) -> Result<Vec<ParticipantId>, Error> {
    let query = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::operation_id.eq(operation.uuid()))
        .order(participations::id);
    let rows: Vec<Colonne<ParticipantId>> = query.select(participations::participant_id).load(tx.conn()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// A page of participations, the last recorded first, and one more when there are more.
pub(crate) async fn lister(
    tx: &mut Tx,
    filtre: &FiltreParticipations,
    apres: Option<ParticipationId>,
) -> Result<Vec<Participation>, Error> {
    let territoire = tx.territoire().uuid();
    let mut query = participations::table.filter(participations::territoire_id.eq(territoire)).into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(participations::participant_id.eq_any(seuls));
    }
    if let Some(operation) = filtre.operation {
        query = query.filter(participations::operation_id.eq(operation.uuid()));
    }
    if let Some(participant) = filtre.participant {
        let participant = fusions::dossier(tx, participant).await?;
        query = query.filter(participations::participant_id.eq(participant.uuid()));
    }
    if let Some(du) = filtre.du {
        query = query.filter(participations::entree_le.ge(du));
    }
    if let Some(au) = filtre.au {
        query = query.filter(participations::entree_le.le(au));
    }
    for (moment, repondu) in [(Moment::Entree, filtre.entree_repondue), (Moment::Sortie, filtre.sortie_repondue)] {
        let answered = questionnaires::table
            .filter(questionnaires::territoire_id.eq(territoire))
            .filter(questionnaires::participation_id.eq(participations::id))
            .filter(questionnaires::moment.eq(moment.nom()));
        query = match repondu {
            Some(true) => query.filter(exists(answered)),
            Some(false) => query.filter(not(exists(answered))),
            None => query,
        };
    }
    if let Some(apres) = apres {
        query = query.filter(participations::id.lt(apres.uuid()));
    }
    let query = query.order(participations::id.desc());
    let rows = query.select(Row::as_select()).page(filtre.limite).load(tx.conn()).await?;
    completer(tx, rows).await
}

/// A page of the participations of an operation, in the order of their recording, and one more when there are more.
pub(crate) async fn de_l_operation(
    tx: &mut Tx,
    operation: OperationId,
    apres: Option<ParticipationId>,
    limite: i64,
) -> Result<Vec<Participation>, Error> {
    let mut query = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::operation_id.eq(operation.uuid()))
        .filter(participations::id.gt(apres.unwrap_or(ParticipationId::MIN).uuid()))
        .order(participations::id)
        .into_boxed();
    if let Some(seuls) = ouvertures::seuls(tx).await? {
        query = query.filter(participations::participant_id.eq_any(seuls));
    }
    let rows = query.select(Row::as_select()).page(limite).load(tx.conn()).await?;
    completer(tx, rows).await
}

/// A page of the participations that a bilan counts, whoever reads it: a figure is that of the whole operation.
pub(crate) async fn comptees(
    tx: &mut Tx,
    operation: OperationId,
    apres: Option<ParticipationId>,
    limite: i64,
) -> Result<Vec<Participation>, Error> {
    let query = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::operation_id.eq(operation.uuid()))
        .filter(participations::id.gt(apres.unwrap_or(ParticipationId::MIN).uuid()))
        .order(participations::id);
    let rows = query.select(Row::as_select()).page(limite).load(tx.conn()).await?;
    completer(tx, rows).await
}

/// Adds the last version of the answers of all, in one query.
async fn completer(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<Participation>, Error> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let query = questionnaires::table
        .filter(questionnaires::territoire_id.eq(tx.territoire().uuid()))
        .filter(questionnaires::participation_id.eq_any(ids))
        .order((questionnaires::participation_id, questionnaires::moment, questionnaires::id.desc()))
        .distinct_on((questionnaires::participation_id, questionnaires::moment));
    let answers: Vec<(Colonne<ParticipationId>, String, Value)> = query
        .select((questionnaires::participation_id, questionnaires::moment, questionnaires::reponses))
        .load(tx.conn())
        .await?;
    let mut last: HashMap<(ParticipationId, String), Value> =
        answers.into_iter().map(|(participation, moment, reponses)| ((participation.0, moment), reponses)).collect();
    let persons: Vec<_> = rows.iter().map(|row| row.participant_id.0).collect();
    let files = fusions::dossiers(tx, &persons).await?;
    let fins = fin::store::des_personnes(tx, &files).await?;
    let deplacees = entree::store::des_personnes(tx, &files).await?;
    let one = |(row, file): (&Row, ParticipantId)| {
        let own: Vec<_> = fins.iter().filter(|fin| fin.participant == file).copied().collect();
        let fin_parcours = fin::domain::de_la_participation(&own, row.entree_le);
        let own: Vec<_> = deplacees.iter().filter(|one| one.participant == file).copied().collect();
        let entree_deplacee = entree::domain::en_ecart(&own, row.entree_le);
        Ok(Participation { fin_parcours, entree_deplacee, ..assembler(row, file != row.participant_id.0, &mut last)? })
    };
    rows.iter().zip(files).map(one).collect()
}

/// A participation stays under a file that another absorbed when the person already took part by that one.
fn assembler(
    row: &Row,
    double: bool,
    answers: &mut HashMap<(ParticipationId, String), Value>,
) -> Result<Participation, Error> {
    Ok(Participation {
        id: row.id.into(),
        operation: row.operation_id.into(),
        participant: row.participant_id.into(),
        sexe: read_code(&row.sexe)?,
        date_naissance: row.date_naissance,
        entree_le: row.entree_le,
        entree: lire(answers.remove(&(row.id.0, Moment::Entree.nom().to_owned())))?,
        sortie: lire(answers.remove(&(row.id.0, Moment::Sortie.nom().to_owned())))?,
        double,
        fin_parcours: None,
        entree_deplacee: None,
        creee_le: row.creee_le,
    })
}

fn lire<T: DeserializeOwned>(value: Option<Value>) -> Result<Option<T>, Error> {
    value.map(serde_json::from_value).transpose().map_err(|error| Error::Corrupt(error.to_string()))
}

/// Records a version of the answers.
pub(crate) async fn repondre(
    tx: &mut Tx,
    id: ParticipationId,
    moment: Moment,
    reponses: &impl Serialize,
) -> Result<(), Error> {
    let (territoire, own, par, now) =
        (tx.territoire().uuid(), tx.id::<kind::Questionnaire>().uuid(), tx.acteur().id, tx.now());
    let reponses = serde_json::to_value(reponses).map_err(|error| Error::Corrupt(error.to_string()))?;
    diesel::insert_into(questionnaires::table)
        .values((
            questionnaires::territoire_id.eq(territoire),
            questionnaires::id.eq(own),
            questionnaires::participation_id.eq(id.uuid()),
            questionnaires::moment.eq(moment.nom()),
            questionnaires::reponses.eq(reponses),
            questionnaires::saisi_le.eq(now),
            questionnaires::saisi_par.eq(par.uuid()),
        ))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Has the sex and the day of birth of these persons read again in their files.
pub(crate) async fn marquer_a_relire(tx: &mut Tx, participants: &[ParticipantId]) -> Result<(), Error> {
    let persons: Vec<_> = participants.iter().map(|participant| participant.uuid()).collect();
    let theirs = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::participant_id.eq_any(persons));
    diesel::update(theirs).set(participations::relire_depuis.eq(tx.now())).execute(tx.conn()).await?;
    Ok(())
}

/// Persons whose file is to be read again, and since when: the longest waiting first.
pub(crate) async fn a_relire(tx: &mut Tx, limite: i64) -> Result<Vec<(ParticipantId, DateTime<Utc>)>, Error> {
    let query = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::relire_depuis.is_not_null())
        .order(participations::relire_depuis)
        .limit(limite);
    let rows: Vec<(Colonne<ParticipantId>, DateTime<Utc>)> = query
        .select((participations::participant_id, participations::relire_depuis.assume_not_null()))
        .load(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|(Colonne(participant), depuis)| (participant, depuis)).collect())
}

/// Writes what the file of a person says now where it was to be read since `depuis`; what was corrected meanwhile is
/// read again. Without `etat_civil`, what was declared stays.
pub(crate) async fn corriger(
    tx: &mut Tx,
    participant: ParticipantId,
    etat_civil: Option<(Sexe, NaiveDate)>,
    depuis: DateTime<Utc>,
) -> Result<(), Error> {
    let theirs = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::participant_id.eq(participant.uuid()))
        .filter(participations::relire_depuis.eq(depuis));
    let read = participations::relire_depuis.eq(None::<DateTime<Utc>>);
    match etat_civil {
        Some((sexe, naissance)) => {
            let said = (participations::sexe.eq(sexe.code()), participations::date_naissance.eq(naissance));
            diesel::update(theirs).set((said, read)).execute(tx.conn()).await?;
        }
        None => {
            diesel::update(theirs).set(read).execute(tx.conn()).await?;
        }
    }
    Ok(())
}
