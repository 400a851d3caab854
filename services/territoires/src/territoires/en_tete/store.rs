//! The row of the letterhead: one, or none yet.

use base64::{Engine, engine::general_purpose::STANDARD};
use diesel::{AsChangeset, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{Telephone, TerritoireId};
use serde_json::Value;
use store::{Colonne, Error, Tx, read_json, write_json};
use territoires_api::EnTete;

use crate::{schema::en_tetes, territoires::en_tete::domain::EnTeteVersionne};

#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = en_tetes, treat_none_as_null = true)]
struct Row {
    territoire_id: Colonne<TerritoireId>,
    version: i32,
    adresse: Option<Value>,
    telephone: Option<String>,
    courriel: Option<String>,
    logo: Option<Vec<u8>>,
}

impl TryFrom<Row> for EnTeteVersionne {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let telephone = row.telephone.map(Telephone::try_from).transpose();
        let contenu = EnTete {
            adresse: row.adresse.map(read_json).transpose()?,
            telephone: telephone.map_err(|_| Error::Corrupt("en_tetes.telephone".to_owned()))?,
            courriel: row.courriel,
            logo: row.logo.map(|png| STANDARD.encode(png)),
        };
        Ok(Self { version: row.version, contenu })
    }
}

/// The letterhead of the territory.
pub(crate) async fn voir(tx: &mut Tx) -> Result<EnTeteVersionne, Error> {
    let own = en_tetes::table.find(tx.territoire().uuid());
    let row: Option<Row> = own.select(Row::as_select()).first(tx.conn()).await.optional()?;
    row.map_or_else(|| Ok(EnTeteVersionne::default()), TryInto::try_into)
}

/// The letterhead, locked for the rest of the transaction once it is there.
pub(crate) async fn verrouiller(tx: &mut Tx) -> Result<EnTeteVersionne, Error> {
    let own = en_tetes::table.find(tx.territoire().uuid());
    let row: Option<Row> = own.select(Row::as_select()).for_no_key_update().first(tx.conn()).await.optional()?;
    row.map_or_else(|| Ok(EnTeteVersionne::default()), TryInto::try_into)
}

/// Writes the next version of one that was read with [`verrouiller`]. Whether it was: the first one is written by one
/// of those who write it at once.
pub(crate) async fn enregistrer(tx: &mut Tx, en_tete: &EnTeteVersionne) -> Result<bool, Error> {
    let EnTete { adresse, telephone, courriel, logo } = &en_tete.contenu;
    let logo = logo.as_ref().map(|logo| STANDARD.decode(logo)).transpose();
    let row = Row {
        territoire_id: tx.territoire().into(),
        version: en_tete.version,
        adresse: adresse.as_ref().map(write_json).transpose()?,
        telephone: telephone.as_ref().map(|one| Telephone::as_str(one).to_owned()),
        courriel: courriel.clone(),
        logo: logo.map_err(|_| Error::Corrupt("en_tetes.logo".to_owned()))?,
    };
    let written = match en_tete.version {
        1 => {
            let first = diesel::insert_into(en_tetes::table).values(&row);
            first.on_conflict_do_nothing().execute(tx.conn()).await?
        }
        _ => diesel::update(en_tetes::table.find(row.territoire_id)).set(&row).execute(tx.conn()).await?,
    };
    Ok(written == 1)
}
