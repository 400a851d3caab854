use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use fse_api::{NouvelleParticipation, ParticipationDto};
use kernel::{Code, Id, OperationId, ParticipantId, ParticipationId, TerritoireId, kind};
use participants_api::{ParticipantDto, Sexe};
use problem::{Problem, Slug};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use store::{Colonne, Error, OnConstraint, Tx, fusions, lire_code};

use super::schema::{participations, questionnaires};
use crate::domain::indicateurs::Fiche;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = participations)]
pub(crate) struct Row {
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

/// Records a participation with what the person's file says on that day.
pub(crate) async fn ajouter(
    tx: &mut Tx,
    operation: OperationId,
    nouvelle: NouvelleParticipation,
    personne: &ParticipantDto,
) -> Result<ParticipationId, Problem> {
    let id: ParticipationId = tx.id();
    let row = Row {
        territoire_id: tx.territoire().into(),
        id: id.into(),
        operation_id: operation.into(),
        participant_id: nouvelle.participant.into(),
        entree_le: nouvelle.entree_le,
        sexe: personne.sexe.code().to_owned(),
        date_naissance: personne.date_naissance,
        creee_le: tx.now(),
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
    Ok(id)
}

pub(crate) async fn voir(tx: &mut Tx, id: ParticipationId) -> Result<Option<ParticipationDto>, Error> {
    let query = participations::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    match row {
        Some(row) => Ok(completer(tx, vec![row]).await?.pop().map(|(dto, _)| dto)),
        None => Ok(None),
    }
}

/// A page of the participations of an operation, in the order of their recording.
pub(crate) async fn lister(
    tx: &mut Tx,
    operation: OperationId,
    apres: Option<ParticipationId>,
    limite: i64,
) -> Result<Vec<(ParticipationDto, Fiche)>, Error> {
    let query = participations::table
        .filter(participations::territoire_id.eq(tx.territoire().uuid()))
        .filter(participations::operation_id.eq(operation.uuid()))
        .filter(participations::id.gt(apres.unwrap_or(Id::MIN).uuid()))
        .order(participations::id)
        .limit(limite);
    let rows = query.select(Row::as_select()).load(tx.conn()).await?;
    completer(tx, rows).await
}

/// Adds the last version of the answers of all, in one query.
async fn completer(tx: &mut Tx, rows: Vec<Row>) -> Result<Vec<(ParticipationDto, Fiche)>, Error> {
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
    let mut last: HashMap<(ParticipationId, String), Value> = answers
        .into_iter()
        .map(|(Colonne(participation), moment, reponses)| ((participation, moment), reponses))
        .collect();
    let persons: Vec<_> = rows.iter().map(|row| row.participant_id.into()).collect();
    let files = fusions::dossiers(tx, &persons).await?;
    rows.iter().zip(files).map(|(row, file)| assembler(row, file != row.participant_id.0, &mut last)).collect()
}

/// A participation stays under a file that another absorbed when the person already took part by that one.
fn assembler(
    row: &Row,
    double: bool,
    answers: &mut HashMap<(ParticipationId, String), Value>,
) -> Result<(ParticipationDto, Fiche), Error> {
    let sexe: Sexe = lire_code(&row.sexe)?;
    let entree = lire(answers.remove(&(row.id.into(), Moment::Entree.nom().to_owned())))?;
    let sortie = lire(answers.remove(&(row.id.into(), Moment::Sortie.nom().to_owned())))?;
    let fiche = Fiche {
        participation: row.id.into(),
        sexe,
        date_naissance: row.date_naissance,
        entree_le: row.entree_le,
        entree,
        sortie,
        double,
    };
    let dto = ParticipationDto {
        id: row.id.into(),
        operation: row.operation_id.into(),
        participant: row.participant_id.into(),
        entree_le: row.entree_le,
        manque: fiche.manque(),
        entree: fiche.entree.clone(),
        sortie: fiche.sortie.clone(),
        creee_le: row.creee_le,
    };
    Ok((dto, fiche))
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
