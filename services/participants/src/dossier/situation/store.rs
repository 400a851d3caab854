use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, Fait, ParticipantId, PieceId, SituationId, TerritoireId, calendrier::Periode, kind};
use participants_api::NouvelleSituation;
use problem::{Problem, Slug};
use store::{Colonne, Error, OnConstraint, Tx, read_code};

use crate::{dossier::situation::domain::Situation, schema::situations};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = situations)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<SituationId>,
    participant_id: Colonne<ParticipantId>,
    code: String,
    reponse: String,
    depuis: NaiveDate,
    source: String,
    saisie_le: DateTime<Utc>,
    saisie_par: Colonne<ActeurId>,
    jusqua: Option<NaiveDate>,
    piece_id: Option<Colonne<PieceId>>,
    remplace: Option<Colonne<SituationId>>,
    motif: Option<String>,
    retrait: bool,
}

impl TryFrom<Row> for Situation {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            contenu: NouvelleSituation {
                code: row.code,
                reponse: read_code(&row.reponse)?,
                depuis: row.depuis,
                jusqua: row.jusqua,
                piece: row.piece_id.map(Into::into),
                source: row.source,
            },
            remplace: row.remplace.map(Into::into),
            motif: row.motif,
            saisie_le: row.saisie_le,
            saisie_par: row.saisie_par.into(),
        })
    }
}

fn fait(row: Row) -> Result<Fait<kind::Situation, Situation>, Error> {
    let periode = Periode { du: row.depuis, au: row.jusqua };
    let (id, saisi_le, remplace, retrait) = (row.id.0, row.saisie_le, row.remplace.map(Into::into), row.retrait);
    let valeur = Situation::try_from(row)?;
    Ok(Fait { id, valeur: (!retrait).then_some(valeur), periode, saisi_le, remplace })
}

fn row(tx: &Tx, participant: ParticipantId, situation: NouvelleSituation) -> Row {
    Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        participant_id: participant.into(),
        code: situation.code,
        reponse: situation.reponse.code().to_owned(),
        depuis: situation.depuis,
        source: situation.source,
        saisie_le: tx.now(),
        saisie_par: tx.acteur().id.into(),
        jusqua: situation.jusqua,
        piece_id: situation.piece.map(Into::into),
        remplace: None,
        motif: None,
        retrait: false,
    }
}

pub(crate) async fn ajouter(
    tx: &mut Tx,
    participant: ParticipantId,
    situation: NouvelleSituation,
) -> Result<Situation, Error> {
    let row = row(tx, participant, situation);
    diesel::insert_into(situations::table).values(&row).execute(tx.conn()).await?;
    row.try_into()
}

/// Records the situations of many files at once.
pub(crate) async fn ajouter_lot(tx: &mut Tx, lot: Vec<(ParticipantId, NouvelleSituation)>) -> Result<(), Error> {
    let rows: Vec<_> = lot.into_iter().map(|(participant, one)| row(tx, participant, one)).collect();
    diesel::insert_into(situations::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// Records that `former` should have been `fait`, or should not have been recorded.
pub(crate) async fn corriger(
    tx: &mut Tx,
    participant: ParticipantId,
    former: Situation,
    fait: Option<NouvelleSituation>,
    motif: String,
) -> Result<Situation, Problem> {
    let (remplace, retrait) = (Some(former.id.into()), fait.is_none());
    let row = Row { remplace, motif: Some(motif), retrait, ..row(tx, participant, fait.unwrap_or(former.contenu)) };
    diesel::insert_into(situations::table)
        .values(&row)
        .execute(tx.conn())
        .await
        .on_constraint("situations_remplace", || {
            Problem::new(Slug::Conflit, "Cette situation a déjà été corrigée : corrigez la correction.")
        })?;
    Ok(row.try_into()?)
}

/// One record, with the person whose file holds it; a withdrawal is none.
pub(crate) async fn voir(tx: &mut Tx, id: SituationId) -> Result<Option<(ParticipantId, Situation)>, Error> {
    let query = situations::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    row.filter(|row| !row.retrait).map(|row| Ok((row.participant_id.into(), row.try_into()?))).transpose()
}

/// Every record of a file, oldest first.
pub(crate) async fn faits(
    tx: &mut Tx,
    participant: ParticipantId,
) -> Result<Vec<Fait<kind::Situation, Situation>>, Error> {
    Ok(faits_de(tx, &[participant]).await?.remove(&participant).unwrap_or_default())
}

/// Every record of several files, oldest first.
pub(crate) async fn faits_de(
    tx: &mut Tx,
    participants: &[ParticipantId],
) -> Result<HashMap<ParticipantId, Vec<Fait<kind::Situation, Situation>>>, Error> {
    let query = situations::table
        .filter(situations::territoire_id.eq(tx.territoire().uuid()))
        .filter(situations::participant_id.eq_any(participants.iter().map(|one| one.uuid())))
        .order((situations::depuis, situations::saisie_le, situations::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let mut files: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        files.entry(row.participant_id.0).or_default().push(fait(row)?);
    }
    Ok(files)
}
