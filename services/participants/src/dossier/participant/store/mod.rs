pub(crate) mod absorbes;
pub(crate) mod contact;
pub(crate) mod entree;
pub(crate) mod historique;
pub(crate) mod liste;
pub(crate) mod noms;
pub(crate) mod version;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, OptionalExtension, QueryDsl,
    Queryable, Selectable, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use kernel::{Code, De, ParticipantId, RessourceId, TerritoireId};
use participants_api::{EtatCivil, NouveauParticipant};
use serde_json::Value;
use store::{Colonne, Error, Json, Tx, read_code, read_json, write_json};

use crate::{
    dossier::{cle, participant::domain::Participant},
    schema::{participant_versions as versions, participants},
};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = participants)]
pub(crate) struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<ParticipantId>,
    version: i32,
    nom: String,
    prenom: String,
    nom_recherche: String,
    date_naissance: NaiveDate,
    sexe: String,
    commune: Option<String>,
    telephone: Option<String>,
    courriel: Option<String>,
    cree_le: DateTime<Utc>,
    etat_civil: Json<EtatCivil>,
    fusionne_dans: Option<Colonne<ParticipantId>>,
    dernier_contact: Option<NaiveDate>,
    limite_le: Option<NaiveDate>,
    archive_le: Option<NaiveDate>,
    anonymise_le: Option<NaiveDate>,
    cles_version: i32,
}

#[derive(AsChangeset)]
#[diesel(table_name = participants, treat_none_as_null = true)]
struct Edition {
    version: i32,
    nom: String,
    prenom: String,
    nom_recherche: String,
    date_naissance: NaiveDate,
    sexe: String,
    commune: Option<String>,
    telephone: Option<String>,
    courriel: Option<String>,
    etat_civil: Json<EtatCivil>,
}

impl TryFrom<Row> for Participant {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let commune = row.commune.map(TryInto::try_into).transpose();
        let telephone = row.telephone.map(TryInto::try_into).transpose();
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            identite: NouveauParticipant {
                nom: row.nom,
                prenom: row.prenom,
                date_naissance: row.date_naissance,
                sexe: read_code(&row.sexe)?,
                commune: commune.map_err(|_| Error::Corrupt("participants.commune".to_owned()))?,
                telephone: telephone.map_err(|_| Error::Corrupt("participants.telephone".to_owned()))?,
                courriel: row.courriel,
                etat_civil: row.etat_civil.0,
            },
            cree_le: row.cree_le,
            fusionne_dans: row.fusionne_dans.map(Into::into),
            limite_le: row.limite_le,
            archive_le: row.archive_le,
            anonymise_le: row.anonymise_le,
        })
    }
}

/// Opens a file under an identifier that was set apart.
pub(crate) async fn ajouter(
    tx: &mut Tx,
    id: ParticipantId,
    personne: NouveauParticipant,
) -> Result<Participant, Error> {
    let rows = inserer(tx, &[(id, personne)]).await?;
    let opened = rows.into_iter().next().ok_or_else(|| Error::Corrupt("participants".to_owned()))?.try_into()?;
    tx.concerner(&opened).await?;
    Ok(opened)
}

/// Opens many files at once.
pub(crate) async fn ajouter_lot(tx: &mut Tx, lot: &[(ParticipantId, NouveauParticipant)]) -> Result<(), Error> {
    inserer(tx, lot).await.map(|_: Vec<Row>| ())
}

/// Files, their first version and their keys.
async fn inserer(tx: &mut Tx, lot: &[(ParticipantId, NouveauParticipant)]) -> Result<Vec<Row>, Error> {
    let rows: Vec<_> = lot.iter().map(|(id, personne)| neuve(tx, *id, personne)).collect();
    diesel::insert_into(participants::table).values(&rows).execute(tx.conn()).await?;
    let contents = lot.iter().map(|(id, personne)| Ok((*id, 1, write_json(personne)?)));
    garder_versions(tx, contents.collect::<Result<Vec<_>, Error>>()?).await?;
    cle::store::ajouter(tx, lot).await?;
    Ok(rows)
}

fn neuve(tx: &Tx, id: ParticipantId, personne: &NouveauParticipant) -> Row {
    let NouveauParticipant { nom, prenom, date_naissance, sexe, commune, telephone, courriel, etat_civil } =
        personne.clone();
    Row {
        territoire_id: tx.territoire().into(),
        id: id.into(),
        version: 1,
        nom_recherche: kernel::lettres(&nom),
        nom,
        prenom,
        date_naissance,
        sexe: sexe.code().to_owned(),
        commune: commune.map(Into::into),
        telephone: telephone.map(Into::into),
        courriel,
        cree_le: tx.now(),
        etat_civil: Json(etat_civil),
        fusionne_dans: None,
        dernier_contact: Some(tx.today()),
        limite_le: None,
        archive_le: None,
        anonymise_le: None,
        cles_version: cle::domain::cles::VERSION,
    }
}

/// Those of these files that exist, and whether each names nobody any more.
pub(crate) async fn anonymes(tx: &mut Tx, ids: &[RessourceId]) -> Result<Vec<(ParticipantId, bool)>, Error> {
    let query = participants::table
        .filter(participants::territoire_id.eq(tx.territoire().uuid()))
        .filter(participants::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<(Colonne<ParticipantId>, bool)> =
        query.select((participants::id, participants::anonymise_le.is_not_null())).load(tx.conn()).await?;
    Ok(rows.into_iter().map(|(id, anonyme)| (id.into(), anonyme)).collect())
}

pub(crate) async fn voir(tx: &mut Tx, id: ParticipantId) -> Result<Option<Participant>, Error> {
    let query = participants::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    let found: Option<Participant> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// Reads a file, and has it stay neither restricted nor merged for the rest of the transaction. Others may write in it too.
pub(crate) async fn tenir(tx: &mut Tx, id: ParticipantId) -> Result<Option<Participant>, Error> {
    let query = participants::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_key_share().first(tx.conn()).await.optional()?;
    let found: Option<Participant> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// The same of several files, taken in the order of their identifiers: whoever takes several takes them so.
pub(crate) async fn tenir_toutes(tx: &mut Tx, ids: &[ParticipantId]) -> Result<(), Error> {
    let query = participants::table
        .filter(participants::territoire_id.eq(tx.territoire().uuid()))
        .filter(participants::id.eq_any(ids.iter().map(|id| id.uuid())))
        .order(participants::id)
        .select(participants::id)
        .for_key_share();
    let held: Vec<Colonne<ParticipantId>> = query.load(tx.conn()).await?;
    tx.concerner(&De::plusieurs(held.into_iter().map(Into::into), ())).await
}

/// Those of these files that exist.
pub(crate) async fn parmi(tx: &mut Tx, ids: &[ParticipantId]) -> Result<Vec<Participant>, Error> {
    let query = participants::table
        .filter(participants::territoire_id.eq(tx.territoire().uuid()))
        .filter(participants::id.eq_any(ids.iter().map(|id| id.uuid())));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let found: Vec<Participant> = rows.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// Reads a file and locks it for the rest of the transaction.
pub(crate) async fn verrouiller(tx: &mut Tx, id: ParticipantId) -> Result<Option<Participant>, Error> {
    let query = participants::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).for_update().first(tx.conn()).await.optional()?;
    let found: Option<Participant> = row.map(TryInto::try_into).transpose()?;
    tx.concerner(&found).await?;
    Ok(found)
}

/// Replaces what people edit, as `version`.
pub(crate) async fn modifier(
    tx: &mut Tx,
    id: ParticipantId,
    version: i32,
    personne: NouveauParticipant,
) -> Result<(), Error> {
    let contenu = write_json(&personne)?;
    cle::store::indexer(tx, id, &personne).await?;
    let edition = Edition {
        version,
        nom_recherche: kernel::lettres(&personne.nom),
        nom: personne.nom,
        prenom: personne.prenom,
        date_naissance: personne.date_naissance,
        sexe: personne.sexe.code().to_owned(),
        commune: personne.commune.map(Into::into),
        telephone: personne.telephone.map(Into::into),
        courriel: personne.courriel,
        etat_civil: Json(personne.etat_civil.clone()),
    };
    let key = (tx.territoire().uuid(), id.uuid());
    diesel::update(participants::table.find(key)).set(edition).execute(tx.conn()).await?;
    garder_versions(tx, vec![(id, version, contenu)]).await
}

async fn garder_versions(tx: &mut Tx, contenus: Vec<(ParticipantId, i32, Value)>) -> Result<(), Error> {
    let (territoire, now, par) = (tx.territoire().uuid(), tx.now(), tx.acteur().id);
    let rows: Vec<_> = contenus
        .into_iter()
        .map(|(id, version, contenu)| {
            (
                versions::territoire_id.eq(territoire),
                versions::participant_id.eq(id.uuid()),
                versions::version.eq(version),
                versions::saisie_le.eq(now),
                versions::saisie_par.eq(par.uuid()),
                versions::contenu.eq(contenu),
            )
        })
        .collect();
    diesel::insert_into(versions::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// The identities as they were recorded at `instant`; none of a file that was not opened yet.
pub(crate) async fn connues(
    tx: &mut Tx,
    ids: &[ParticipantId],
    instant: DateTime<Utc>,
) -> Result<Vec<Participant>, Error> {
    let query = versions::table
        .inner_join(participants::table.on(
            participants::territoire_id.eq(versions::territoire_id).and(participants::id.eq(versions::participant_id)),
        ))
        .filter(versions::territoire_id.eq(tx.territoire().uuid()))
        .filter(versions::participant_id.eq_any(ids.iter().map(|id| id.uuid())))
        .filter(versions::saisie_le.le(instant))
        .distinct_on(versions::participant_id)
        .order((versions::participant_id, versions::version.desc()));
    let rows: Vec<VersionRow> = query.select(VersionRow::as_select()).load(tx.conn()).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A version of an identity, beside what does not change of its file.
#[derive(Queryable, Selectable)]
#[diesel(table_name = versions)]
struct VersionRow {
    participant_id: Colonne<ParticipantId>,
    version: i32,
    contenu: Value,
    #[diesel(select_expression = participants::cree_le)]
    cree_le: DateTime<Utc>,
    #[diesel(select_expression = participants::fusionne_dans)]
    fusionne_dans: Option<Colonne<ParticipantId>>,
}

impl TryFrom<VersionRow> for Participant {
    type Error = Error;

    fn try_from(row: VersionRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.participant_id.into(),
            version: row.version,
            identite: read_json(row.contenu)?,
            cree_le: row.cree_le,
            fusionne_dans: row.fusionne_dans.map(Into::into),
            limite_le: None,
            archive_le: None,
            anonymise_le: None,
        })
    }
}

/// The persons of these rows.
pub(crate) fn lire(rows: Vec<Row>) -> Result<Vec<Participant>, Error> {
    rows.into_iter().map(TryInto::try_into).collect()
}
