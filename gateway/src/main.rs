//! The binary of the gateway.

use std::net::TcpListener;

use clap::{Parser, Subcommand};
use kernel::Clock;
use runtime::ConfigRefused;

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    config: gateway::Config,
    #[command(flatten)]
    telemetry: runtime::telemetry::Telemetry,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve until SIGTERM or Ctrl-C.
    Serve,
    /// Read the configuration, say whether it is valid, and stop.
    CheckConfig,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Line { config, telemetry, command } = Line::parse();
    let pending = telemetry.init("gateway");
    match command {
        Command::CheckConfig => {
            config.redis.client().map_err(ConfigRefused::from)?;
            tracing::info!("the configuration is valid");
        }
        Command::Serve => {
            let listener = TcpListener::bind(config.address)?;
            let management = TcpListener::bind(config.management_address)?;
            let running = gateway::start(config, Clock::system(), listener, management)?;
            tracing::info!(address = %running.address, "ready to serve");
            runtime::stop_signal().await?;
            running.stop().await;
        }
    }
    pending.send();
    Ok(())
}
