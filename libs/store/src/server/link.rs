//! The line to a server: in clear or over TLS, and watched.

use std::{future::Future, io, pin::Pin};

use tokio_postgres::{
    Config, Socket,
    config::{Host, SslMode, SslNegotiation},
    tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream},
};
use tokio_postgres_rustls::MakeRustlsConnect;
use tokio_util::either::Either;

use super::{Address, Patience, silence::Watched};

type Encrypted = <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream;

/// Opens lines.
#[derive(Clone)]
pub(crate) struct Link {
    tls: Option<MakeRustlsConnect>,
    patience: Option<Patience>,
}

/// Opens one line.
pub(crate) struct Opening {
    tls: Option<<MakeRustlsConnect as MakeTlsConnect<Socket>>::TlsConnect>,
    patience: Option<Patience>,
}

impl Link {
    pub(crate) fn new(address: &Address, patience: Option<Patience>) -> Self {
        Self { tls: address.tls.clone(), patience }
    }

    /// What is asked of the driver. It gives a line to a connector over TLS only: one in clear is told to be such from
    /// its first byte, and the connector leaves it as it is.
    pub(crate) fn config(&self, address: &Address) -> Config {
        let mut config = address.config.clone();
        let by_address = address.config.get_hosts().iter().all(|host| matches!(host, Host::Tcp(_)));
        if self.tls.is_none() && by_address {
            config.ssl_mode(SslMode::Require).ssl_negotiation(SslNegotiation::Direct);
        }
        config
    }
}

impl MakeTlsConnect<Socket> for Link {
    type Stream = Watched<Either<Socket, Encrypted>>;
    type TlsConnect = Opening;
    type Error = std::convert::Infallible;

    fn make_tls_connect(&mut self, name: &str) -> Result<Opening, Self::Error> {
        let tls = self.tls.as_mut().map(|tls| MakeTlsConnect::<Socket>::make_tls_connect(tls, name)).transpose()?;
        Ok(Opening { tls, patience: self.patience.clone() })
    }
}

impl TlsConnect<Socket> for Opening {
    type Stream = Watched<Either<Socket, Encrypted>>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Stream>> + Send>>;

    fn connect(self, socket: Socket) -> Self::Future {
        Box::pin(async move {
            let line = match self.tls {
                Some(tls) => Either::Right(tls.connect(socket).await?),
                None => Either::Left(socket),
            };
            Ok(Watched::new(line, self.patience))
        })
    }
}

impl TlsStream for Watched<Either<Socket, Encrypted>> {
    fn channel_binding(&self) -> ChannelBinding {
        match self.line() {
            Either::Left(_) => ChannelBinding::none(),
            Either::Right(encrypted) => encrypted.channel_binding(),
        }
    }
}
