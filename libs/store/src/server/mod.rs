//! A connection to Postgres: where, over TLS or not, and how long its silence is borne.

mod address;
mod frames;
mod link;
mod silence;

use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::AsyncPgConnection;
use tokio::time;

pub use address::{AddressError, with_authorities};

pub(crate) use address::Address;
pub(crate) use silence::{Patience, Silence};

use crate::Error;
use link::Link;

/// How long a server has to open a connection.
pub(crate) const OPENING: Duration = Duration::from_secs(5);

/// A connection of one's own, for what is done once: migrations, roles, databases. It waits as long as the server works.
pub async fn connect(url: &str) -> Result<AsyncPgConnection, Error> {
    let address = Address::read(url)?;
    open(&address, None, OPENING).await.map_err(|error| Error::Pool(Box::new(error)))
}

/// Refuses a URL by which no connection could be asked for. Nothing is asked of the server.
pub fn check_url(url: &str) -> Result<(), AddressError> {
    Address::read(url).map(drop)
}

/// Opens a connection within `limit`. With patience, a server that then says nothing for longer is one that is gone.
pub(crate) async fn open(
    address: &Address,
    patience: Option<Patience>,
    limit: Duration,
) -> ConnectionResult<AsyncPgConnection> {
    let opening = async {
        let link = Link::new(address, patience);
        let (client, connection) = link.config(address).connect(link).await.map_err(|error| refused(&error))?;
        AsyncPgConnection::try_from_client_and_connection(client, connection).await
    };
    let silent = || ConnectionError::BadConnection(format!("no answer within {limit:?}"));
    time::timeout(limit, opening).await.map_err(|_| silent())?
}

/// The whole of what the server, or its certificate, was refused for.
fn refused(error: &tokio_postgres::Error) -> ConnectionError {
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(one) = cause {
        said = format!("{said}: {one}");
        cause = one.source();
    }
    ConnectionError::BadConnection(said)
}
