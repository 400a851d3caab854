use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, AdresseId, CodeCommune, Fait, ParticipantId, PieceId, TerritoireId, calendrier::Periode, kind};
use participants_api::NouvelleAdresse;
use problem::{Problem, Slug};
use store::{Colonne, Error, OnConstraint, Tx};

use crate::{dossier::adresse::domain::Adresse, schema::adresses};

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = adresses)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    id: Colonne<AdresseId>,
    participant_id: Colonne<ParticipantId>,
    voie: Option<String>,
    complement: Option<String>,
    code_postal: String,
    commune: String,
    qpv: Option<String>,
    zone_rurale: Option<bool>,
    depuis: NaiveDate,
    jusqua: Option<NaiveDate>,
    piece_id: Option<Colonne<PieceId>>,
    source: String,
    remplace: Option<Colonne<AdresseId>>,
    motif: Option<String>,
    retrait: bool,
    saisie_le: DateTime<Utc>,
    saisie_par: Colonne<ActeurId>,
}

impl TryFrom<Row> for Adresse {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let corrupt = |column: &str| Error::Corrupt(format!("adresses.{column}"));
        let commune: CodeCommune = row.commune.try_into().map_err(|_| corrupt("commune"))?;
        Ok(Self {
            id: row.id.into(),
            contenu: NouvelleAdresse {
                voie: row.voie,
                complement: row.complement,
                code_postal: row.code_postal.try_into().map_err(|_| corrupt("code_postal"))?,
                commune,
                qpv: row.qpv.map(TryInto::try_into).transpose().map_err(|_| corrupt("qpv"))?,
                zone_rurale: row.zone_rurale,
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

fn fait(row: Row) -> Result<Fait<kind::Adresse, Adresse>, Error> {
    let periode = Periode { du: row.depuis, au: row.jusqua };
    let (id, saisi_le, remplace, retrait) = (row.id.0, row.saisie_le, row.remplace.map(Into::into), row.retrait);
    let valeur = Adresse::try_from(row)?;
    Ok(Fait { id, valeur: (!retrait).then_some(valeur), periode, saisi_le, remplace })
}

fn row(tx: &Tx, participant: ParticipantId, adresse: NouvelleAdresse) -> Row {
    Row {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        participant_id: participant.into(),
        voie: adresse.voie,
        complement: adresse.complement,
        code_postal: adresse.code_postal.into(),
        commune: adresse.commune.into(),
        qpv: adresse.qpv.map(Into::into),
        zone_rurale: adresse.zone_rurale,
        depuis: adresse.depuis,
        jusqua: adresse.jusqua,
        piece_id: adresse.piece.map(Into::into),
        source: adresse.source,
        remplace: None,
        motif: None,
        retrait: false,
        saisie_le: tx.now(),
        saisie_par: tx.acteur().id.into(),
    }
}

pub(crate) async fn ajouter(
    tx: &mut Tx,
    participant: ParticipantId,
    adresse: NouvelleAdresse,
) -> Result<Adresse, Error> {
    let row = row(tx, participant, adresse);
    diesel::insert_into(adresses::table).values(&row).execute(tx.conn()).await?;
    row.try_into()
}

/// Records the addresses of many files at once.
pub(crate) async fn ajouter_lot(tx: &mut Tx, lot: Vec<(ParticipantId, NouvelleAdresse)>) -> Result<(), Error> {
    let rows: Vec<_> = lot.into_iter().map(|(participant, one)| row(tx, participant, one)).collect();
    diesel::insert_into(adresses::table).values(rows).execute(tx.conn()).await?;
    Ok(())
}

/// Records that `former` should have been `fait`, or should not have been recorded.
pub(crate) async fn corriger(
    tx: &mut Tx,
    participant: ParticipantId,
    former: Adresse,
    fait: Option<NouvelleAdresse>,
    motif: String,
) -> Result<Adresse, Problem> {
    let (remplace, retrait) = (Some(former.id.into()), fait.is_none());
    let row = Row { remplace, motif: Some(motif), retrait, ..row(tx, participant, fait.unwrap_or(former.contenu)) };
    diesel::insert_into(adresses::table)
        .values(&row)
        .execute(tx.conn())
        .await
        .on_constraint("adresses_remplace", || {
            Problem::new(Slug::Conflit, "Cette adresse a déjà été corrigée : corrigez la correction.")
        })?;
    Ok(row.try_into()?)
}

/// One record, with the person whose file holds it; a withdrawal is none.
pub(crate) async fn voir(tx: &mut Tx, id: AdresseId) -> Result<Option<(ParticipantId, Adresse)>, Error> {
    let query = adresses::table.find((tx.territoire().uuid(), id.uuid()));
    let row: Option<Row> = query.select(Row::as_select()).first(tx.conn()).await.optional()?;
    row.filter(|row| !row.retrait).map(|row| Ok((row.participant_id.into(), row.try_into()?))).transpose()
}

/// Every record of a file, oldest first.
pub(crate) async fn faits(tx: &mut Tx, participant: ParticipantId) -> Result<Vec<Fait<kind::Adresse, Adresse>>, Error> {
    Ok(faits_de(tx, &[participant]).await?.remove(&participant).unwrap_or_default())
}

/// Every record of several files, oldest first.
pub(crate) async fn faits_de(
    tx: &mut Tx,
    participants: &[ParticipantId],
) -> Result<HashMap<ParticipantId, Vec<Fait<kind::Adresse, Adresse>>>, Error> {
    let query = adresses::table
        .filter(adresses::territoire_id.eq(tx.territoire().uuid()))
        .filter(adresses::participant_id.eq_any(participants.iter().map(|one| one.uuid())))
        .order((adresses::depuis, adresses::saisie_le, adresses::id));
    let rows: Vec<Row> = query.select(Row::as_select()).load(tx.conn()).await?;
    let mut files: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        files.entry(row.participant_id.0).or_default().push(fait(row)?);
    }
    Ok(files)
}
