use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::Id;
use participants_api::{NouvelleSituation, Participant, SituationDto};
use referentiel::regles::eligibilite::Reponse;
use store::{Error, Tx};
use uuid::Uuid;

use super::schema::situations;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = situations)]
struct Row {
    territoire_id: Uuid,
    id: Uuid,
    participant_id: Uuid,
    code: String,
    reponse: String,
    depuis: NaiveDate,
    source: String,
    saisie_le: DateTime<Utc>,
    saisie_par: Uuid,
}

const fn ecrire(reponse: Reponse) -> &'static str {
    match reponse {
        Reponse::Oui => "oui",
        Reponse::Non => "non",
        Reponse::RefusDeRepondre => "refus_de_repondre",
        Reponse::NonObtenue => "non_obtenue",
    }
}

fn lire(text: &str) -> Result<Reponse, Error> {
    [Reponse::Oui, Reponse::Non, Reponse::RefusDeRepondre, Reponse::NonObtenue]
        .into_iter()
        .find(|reponse| ecrire(*reponse) == text)
        .ok_or_else(|| Error::Corrupt(format!("situations.reponse = {text}")))
}

impl TryFrom<Row> for SituationDto {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            code: row.code,
            reponse: lire(&row.reponse)?,
            depuis: row.depuis,
            source: row.source,
            saisie_le: row.saisie_le,
            saisie_par: row.saisie_par,
        })
    }
}

pub(crate) async fn ajouter(
    tx: &mut Tx,
    participant: Id<Participant>,
    situation: NouvelleSituation,
) -> Result<SituationDto, Error> {
    let row = Row {
        territoire_id: tx.territoire().uuid(),
        id: tx.id::<Row>().uuid(),
        participant_id: participant.uuid(),
        code: situation.code,
        reponse: ecrire(situation.reponse).to_owned(),
        depuis: situation.depuis,
        source: situation.source,
        saisie_le: tx.now(),
        saisie_par: tx.acteur().id,
    };
    diesel::insert_into(situations::table).values(&row).execute(tx.conn()).await?;
    row.try_into()
}

/// Every fact recorded, oldest first.
pub(crate) async fn lister(tx: &mut Tx, participant: Id<Participant>) -> Result<Vec<SituationDto>, Error> {
    let query = situations::table
        .filter(situations::territoire_id.eq(tx.territoire().uuid()))
        .filter(situations::participant_id.eq(participant.uuid()))
        .order((situations::depuis, situations::saisie_le, situations::id))
        .limit(1_000);
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}
