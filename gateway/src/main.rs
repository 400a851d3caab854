//! The binary of the gateway.

use std::{error::Error, process::ExitCode};

use clap::{Parser, Subcommand};
use kernel::Clock;
use runtime::{line, server};

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
async fn main() -> ExitCode {
    let Line { config, telemetry, command } = match line::read() {
        Ok(line) => line,
        Err(ended) => return ended,
    };
    let pending = telemetry.init("gateway");
    let ended = line::end(&run(command, config).await);
    pending.send();
    ended
}

async fn run(command: Command, config: gateway::Config) -> Result<(), Box<dyn Error>> {
    match command {
        Command::CheckConfig => {
            config.check()?;
            tracing::info!("the configuration is valid");
        }
        Command::Serve => {
            config.check()?;
            let listener = server::bind("PLIE_ADRESSE", config.address)?;
            let management = server::bind("PLIE_ADRESSE_GESTION", config.management_address)?;
            let running = gateway::start(config, Clock::system(), listener, management).await?;
            tracing::info!(address = %running.address, "ready to serve");
            runtime::stop_signal().await?;
            running.stop().await;
        }
    }
    Ok(())
}
