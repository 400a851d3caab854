use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, ParticipantId, PieceId, SituationId, TerritoireId, kind};
use participants_api::{NouvelleSituation, SituationRsa};
use referentiel::regles::cadrage::RSA;
use store::{Colonne, Error, Tx, read_code};

use crate::{
    dossier::fait::store::requetes,
    schema::{participants, situations},
};

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

/// Those of these records that are about the RSA, in the order in which they were made; none of an erased file.
pub(crate) async fn rsa(tx: &mut Tx, ids: &[SituationId]) -> Result<Vec<SituationRsa>, Error> {
    let territoire = tx.territoire().uuid();
    let named = participants::table
        .filter(participants::territoire_id.eq(territoire))
        .filter(participants::anonymise_le.is_null())
        .select(participants::id);
    let query = situations::table
        .filter(situations::territoire_id.eq(territoire))
        .filter(situations::id.eq_any(ids.iter().map(|one| one.uuid())))
        .filter(situations::code.eq(RSA))
        .filter(situations::participant_id.eq_any(named))
        .order((situations::saisie_le, situations::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let told = |row: Row| {
        Ok(SituationRsa {
            situation: row.id.into(),
            participant: row.participant_id.into(),
            reponse: read_code(&row.reponse)?,
            depuis: row.depuis,
            jusqua: row.jusqua,
            remplace: row.remplace.map(Into::into),
            retrait: row.retrait,
            saisie_le: row.saisie_le,
        })
    };
    rows.into_iter().map(told).collect()
}

requetes! {
    situations: kind::Situation, NouvelleSituation,
    corrigee: ("situations_remplace", "Cette situation a déjà été corrigée : corrigez la correction.")
}
