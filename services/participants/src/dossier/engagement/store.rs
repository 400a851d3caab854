use chrono::NaiveDate;
use diesel::{
    AsChangeset, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, Code, De, EngagementId, ParticipantId, StructureId, TerritoireId};
use participants_api::EngagementEcrit;
use store::{Colonne, Error, Tx, read_code};

use crate::{dossier::engagement::domain::Engagement, schema::engagements};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = engagements, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<EngagementId>,
    version: i32,
    participant_id: Colonne<ParticipantId>,
    organisme: String,
    structure: Option<Colonne<StructureId>>,
    referent_unique: Option<String>,
    oriente_le: NaiveDate,
    signe_le: Option<NaiveDate>,
    heures: Option<i16>,
    statut: String,
    fin_le: Option<NaiveDate>,
    par: Colonne<ActeurId>,
}

impl TryFrom<Row> for Engagement {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let heures = row.heures.map(u8::try_from).transpose();
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            participant: row.participant_id.into(),
            ecrit: EngagementEcrit {
                organisme: read_code(&row.organisme)?,
                structure: row.structure.map(Into::into),
                referent_unique: row.referent_unique,
                oriente_le: row.oriente_le,
                signe_le: row.signe_le,
                heures: heures.map_err(|error| Error::Corrupt(error.to_string()))?,
                statut: read_code(&row.statut)?,
                fin_le: row.fin_le,
            },
            par: row.par.into(),
        })
    }
}

fn row(tx: &Tx, one: &Engagement) -> Row {
    let ecrit = one.ecrit.clone();
    Row {
        territoire_id: tx.territoire().into(),
        id: one.id.into(),
        version: one.version,
        participant_id: one.participant.into(),
        organisme: ecrit.organisme.code().to_owned(),
        structure: ecrit.structure.map(Into::into),
        referent_unique: ecrit.referent_unique,
        oriente_le: ecrit.oriente_le,
        signe_le: ecrit.signe_le,
        heures: ecrit.heures.map(i16::from),
        statut: ecrit.statut.code().to_owned(),
        fin_le: ecrit.fin_le,
        par: one.par.into(),
    }
}

pub(crate) async fn ajouter(tx: &mut Tx, one: &Engagement) -> Result<(), Error> {
    let row = row(tx, one);
    diesel::insert_into(engagements::table).values(&row).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn voir(tx: &mut Tx, id: EngagementId) -> Result<Option<Engagement>, Error> {
    let query = engagements::table.find((tx.territoire().uuid(), id.uuid()));
    query.select(Row::as_select()).first(tx.conn()).await.optional()?.map(TryInto::try_into).transpose()
}

/// Reads one and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: EngagementId) -> Result<Option<Engagement>, Error> {
    let query = engagements::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let found: Option<Engagement> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found.as_ref().map(|one| De::une(one.participant, ()))).await?;
    Ok(found)
}

/// Those of a person, the last orientation first.
pub(crate) async fn de(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<Engagement>, Error> {
    let query = engagements::table
        .filter(engagements::territoire_id.eq(tx.territoire().uuid()))
        .filter(engagements::participant_id.eq(participant.uuid()))
        .order((engagements::oriente_le.desc(), engagements::id.desc()));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Writes one that was read with [`verrouiller`].
pub(crate) async fn enregistrer(tx: &mut Tx, one: &Engagement) -> Result<(), Error> {
    let row = row(tx, one);
    let key = (row.territoire_id, row.id);
    diesel::update(engagements::table.find(key)).set(&row).execute(tx.conn()).await?;
    Ok(())
}
