use chrono::{DateTime, NaiveDate, Utc};
use diesel::{ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{ActeurId, AdresseId, CodeCommune, ParticipantId, PieceId, TerritoireId, kind};
use participants_api::NouvelleAdresse;
use store::{Colonne, Error, Tx};

use crate::{dossier::fait::store::requetes, schema::adresses};

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

impl TryFrom<Row> for NouvelleAdresse {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let corrupt = |column: &str| Error::Corrupt(format!("adresses.{column}"));
        let commune: CodeCommune = row.commune.try_into().map_err(|_| corrupt("commune"))?;
        Ok(Self {
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
        })
    }
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

requetes! {
    adresses: kind::Adresse, NouvelleAdresse,
    corrigee: ("adresses_remplace", "Cette adresse a déjà été corrigée : corrigez la correction.")
}
