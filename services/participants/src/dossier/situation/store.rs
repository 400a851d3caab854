use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ParticipantId, PieceId, SituationId, TerritoireId, kind};
use participants_api::NouvelleSituation;
use store::{Colonne, Error, Tx, read_code};

use crate::{dossier::fait::store::requetes, schema::situations};

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

impl TryFrom<Row> for NouvelleSituation {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            code: row.code,
            reponse: read_code(&row.reponse)?,
            depuis: row.depuis,
            jusqua: row.jusqua,
            piece: row.piece_id.map(Into::into),
            source: row.source,
        })
    }
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

requetes! {
    situations: kind::Situation, NouvelleSituation,
    corrigee: ("situations_remplace", "Cette situation a déjà été corrigée : corrigez la correction.")
}
