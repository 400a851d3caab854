//! `plie`: the whole suite on one machine.

mod launcher;
mod operations;

use clap::Parser;

/// The suite on this machine, or what an operator does elsewhere.
#[derive(Debug, Parser)]
#[command(version, about = "La suite PLIE sur cette machine.", args_conflicts_with_subcommands = true)]
struct Line {
    #[command(flatten)]
    start: launcher::Start,
    #[command(flatten)]
    telemetry: runtime::telemetry::Telemetry,
    #[command(subcommand)]
    operation: Option<operations::Operation>,
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let line = Line::parse();
    let pending = line.telemetry.init("plie");
    let result = match line.operation {
        Some(operation) => operations::run(operation).await,
        None => launcher::run(line.start).await,
    };
    pending.send();
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            launcher::say(&format!("\nÉchec : {error}"));
            let mut source = error.source();
            while let Some(cause) = source {
                launcher::say(&format!("  parce que : {cause}"));
                source = cause.source();
            }
            std::process::ExitCode::FAILURE
        }
    }
}
