//! `openapi write` adopts the documents of the code; `openapi check` refuses a drift.

use std::{fs, process::ExitCode};

use clap::Parser;

#[derive(Debug, Parser)]
enum Command {
    /// Write the documents of the code.
    Write,
    /// Fail when a checked-in document is not that of the code.
    Check,
}

fn main() -> Result<ExitCode, std::io::Error> {
    match Command::parse() {
        Command::Write => {
            for (name, text) in openapi::documents() {
                fs::write(openapi::directory().join(name), text)?;
            }
        }
        Command::Check => {
            let drifted = openapi::drifted();
            if !drifted.is_empty() {
                eprintln!(
                    "Not the documents of the code: {}. Adopt them: cargo run -p openapi -- write",
                    drifted.join(", ")
                );
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
