//! `./bench`: the suite beside its peers, in the same run. Speed claims are ratios.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the table is the product")]

mod events;
mod footprint;
mod gateway;
mod idle;
mod imports;
mod leftovers;
mod load;
mod parcours;
mod peer;
mod process;
mod reads;
mod report;
mod reprise;
mod setting;

use std::{error::Error, io, process::ExitCode};

use report::Report;
use tokio::signal::unix::{SignalKind, signal};

const PARTS: [&str; 8] = ["gateway", "reads", "parcours", "events", "imports", "reprise", "footprint", "idle"];

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    leave_nothing()?;
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let wanted = match wanted(&asked) {
        Ok(wanted) => wanted,
        Err(refusal) => {
            eprintln!("{refusal}");
            return Ok(ExitCode::from(2));
        }
    };
    let (mut report, mut whole) = (Report::resume(&PARTS), true);
    for part in wanted {
        report.begin(part);
        if let Err(error) = measure(part, &mut report).await {
            eprintln!("{part}: {error}");
            report.fail(&error.to_string());
            whole = false;
        }
        println!("{}", report.of_the_part());
        report.write()?;
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The parts that are asked for, in their order; all of them when none is.
fn wanted(asked: &[String]) -> Result<Vec<&'static str>, String> {
    if let Some(unknown) = asked.iter().find(|one| !PARTS.contains(&one.as_str())) {
        return Err(format!("{unknown}: no such part. The parts are: {}", PARTS.join(", ")));
    }
    let one = |part: &&'static str| asked.is_empty() || asked.iter().any(|one| one == part);
    Ok(PARTS.into_iter().filter(one).collect())
}

async fn measure(part: &str, report: &mut Report) -> Result<(), Box<dyn Error>> {
    match part {
        "gateway" => gateway::measure(report),
        "reads" => reads::measure(report).await,
        "parcours" => parcours::measure(report).await,
        "events" => events::measure(report).await,
        "imports" => imports::measure(report).await,
        "reprise" => reprise::measure(report).await,
        "footprint" => footprint::measure(report).await,
        _ => idle::measure(report).await,
    }
}

/// Told to stop, or left by its terminal, the bench takes its servers and services with it. What was measured is written
/// already.
#[expect(clippy::disallowed_methods, reason = "it waits beside whatever is measured")]
fn leave_nothing() -> io::Result<()> {
    // Heard from now on, whenever the task first runs.
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    let mut hung_up = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupted.recv() => (),
            _ = terminated.recv() => (),
            _ = hung_up.recv() => (),
        }
        let _nothing_starts = leftovers::end_all();
        std::process::exit(130);
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(parts: &[&str]) -> Result<Vec<&'static str>, String> {
        wanted(&parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn parts_are_measured_in_their_order_and_an_unknown_one_is_refused_with_the_list() {
        assert_eq!(asked(&["idle", "reads"]), Ok(vec!["reads", "idle"]));
        assert_eq!(asked(&[]).map(|parts| parts.len()), Ok(8));
        let refused = asked(&["reads", "raeds"]).unwrap_err();
        assert!(refused.starts_with("raeds") && refused.contains("gateway, reads, parcours"), "{refused}");
    }
}
