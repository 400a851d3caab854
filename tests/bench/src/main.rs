//! `./bench`: the suite beside its peers, in the same run. Speed claims are ratios.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the table is the product")]

mod events;
mod footprint;
mod gateway;
mod idle;
mod imports;
mod leftovers;
mod load;
mod process;
mod reads;
mod report;
mod setting;

use std::{error::Error, process::ExitCode};

use report::Report;

const PARTS: [&str; 6] = ["gateway", "reads", "events", "imports", "footprint", "idle"];

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    leave_nothing();
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let mut report = Report::default();
    let mut failed = Vec::new();
    for part in PARTS.into_iter().filter(|part| wanted.is_empty() || wanted.iter().any(|one| one == part)) {
        if let Err(error) = measure(part, &mut report).await {
            eprintln!("{part}: {error}");
            failed.push(part);
        }
        println!("{}", report.new_lines());
        report.write(&failed)?;
    }
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn measure(part: &str, report: &mut Report) -> Result<(), Box<dyn Error>> {
    match part {
        "gateway" => gateway::measure(report),
        "reads" => reads::measure(report).await,
        "events" => events::measure(report).await,
        "imports" => imports::measure(report).await,
        "footprint" => footprint::measure(report).await,
        _ => idle::measure(report).await,
    }
}

/// Told to stop, the bench takes its servers and services with it. What was measured is written already.
#[expect(clippy::disallowed_methods, reason = "it waits beside whatever is measured")]
fn leave_nothing() {
    tokio::spawn(async {
        if runtime::stop_signal().await.is_ok() {
            leftovers::end_all();
            std::process::exit(130);
        }
    });
}
