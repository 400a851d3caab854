//! What stands between the suite and a server, and fails as networks do.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
    time::sleep,
};

/// How the network behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// As it should.
    Well,
    /// Connections are closed, and new ones closed as soon as they are made.
    Cut,
    /// What is sent arrives after so long, both ways.
    Slow(Duration),
    /// Connections are made and kept, and nothing arrives any more: what is sent meanwhile is lost for good, with the
    /// connections that sent it.
    Silent,
}

/// A proxy for one server, on a port of its own.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    network: Arc<watch::Sender<Network>>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// Before the server at `host:port`.
    #[expect(clippy::disallowed_methods, reason = "a network ends with what it carries, not with a service")]
    pub async fn before(server: String) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let network = Arc::new(watch::Sender::new(Network::Well));
        let state = network.clone();
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, state) = (server.clone(), state.subscribe());
                tokio::spawn(async move {
                    // A connection that is cut is one that ends.
                    let _ = carry(client, &server, state).await;
                });
            }
        });
        Ok(Self { address, network, accepting })
    }

    /// `host:port` to give the suite in place of the server's.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// The network behaves so from now on.
    pub fn becomes(&self, network: Network) {
        self.network.send_replace(network);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Carries a connection until one side ends it or the network is cut.
async fn carry(client: TcpStream, server: &str, mut network: watch::Receiver<Network>) -> io::Result<()> {
    if *network.borrow() == Network::Cut {
        return Ok(());
    }
    let server = TcpStream::connect(server).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let (there, back) = (network.clone(), network.clone());
    tokio::select! {
        _ = network.wait_for(|now| *now == Network::Cut) => Ok(()),
        done = pour(from_client, to_server, there) => done,
        done = pour(from_server, to_client, back) => done,
    }
}

async fn pour(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, network: watch::Receiver<Network>) -> io::Result<()> {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut bytes).await?;
        let now = *network.borrow();
        match now {
            Network::Silent => std::future::pending::<()>().await,
            Network::Slow(late) => sleep(late).await,
            Network::Well | Network::Cut => {}
        }
        let Some(sent) = bytes.get(..read).filter(|sent| !sent.is_empty()) else { return Ok(()) };
        to.write_all(sent).await?;
    }
}
