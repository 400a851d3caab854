//! API clients.

use ::store::Tx;
use auth::Permission;
use kernel::calendrier;
use problem::{FieldError, Problem};
use territoires_api::{ClientDto, NouveauClient};

use crate::{
    jetons::{
        client::store::{self as rows, Client},
        jeton,
    },
    secrets,
};

fn dto(client: Client, secret: Option<String>) -> ClientDto {
    ClientDto {
        id: client.id.into(),
        client_id: jeton::app::client_id(client.territoire_id.into(), client.id.into()),
        nom: client.nom,
        scopes: client.scopes,
        expire_le: client.expire_le,
        dernier_usage: client.dernier_usage,
        revoque_le: client.revoque_le,
        secret,
    }
}

/// Creates a client; its secret is shown once.
pub(crate) async fn creer(tx: &mut Tx, nouveau: NouveauClient) -> Result<ClientDto, Problem> {
    let open = |scope: &str| Permission::ALL.iter().any(|one| one.nom() == scope && one.ouverte_aux_clients());
    let unknown = nouveau.scopes.iter().enumerate().filter(|(_, scope)| !open(scope)).map(|(rank, scope)| {
        FieldError::new(
            format!("/scopes/{rank}"),
            "inconnu",
            format!("« {scope} » n'est pas un droit ouvert aux clients"),
        )
    });
    let mut errors: Vec<_> = unknown.collect();
    let today = tx.today();
    if nouveau.expire_le < today || nouveau.expire_le > calendrier::plus_mois(today, 12) {
        errors.push(FieldError::new("/expire_le", "hors_bornes", "attendu : une date d'aujourd'hui à un an"));
    }
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let secret = secrets::nouveau()?;
    let client = Client {
        territoire_id: tx.territoire().into(),
        id: tx.id().into(),
        nom: nouveau.nom,
        secret: secrets::empreinte(&secret),
        scopes: nouveau.scopes,
        expire_le: nouveau.expire_le,
        dernier_usage: None,
        revoque_le: None,
    };
    rows::ajouter(tx, &client).await?;
    Ok(dto(client, Some(secret)))
}

/// Every client of the territory.
pub(crate) async fn lister(tx: &mut Tx) -> Result<Vec<ClientDto>, Problem> {
    Ok(rows::lister(tx).await?.into_iter().map(|client| dto(client, None)).collect())
}
