//! `openapi write` adopts the documents of the code; `openapi check` refuses a drift; `openapi breaking`
//! says what the checked-in documents break for users of a former state.

use std::{
    fs,
    process::{self, ExitCode},
};

use clap::Parser;

#[derive(Debug, Parser)]
enum Command {
    /// Write the documents of the code.
    Write,
    /// Fail when a checked-in document is not that of the code.
    Check,
    /// Fail when the merged document breaks users of the one at the merge base.
    Breaking {
        /// The branch, tag or commit that users know.
        #[arg(default_value = "origin/main")]
        since: String,
    },
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
                    "Not the documents of the code: {}. Adopt them: cargo build --workspace --bins && ./target/debug/openapi write",
                    drifted.join(", ")
                );
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Breaking { since } => {
            let base = git(&["merge-base", "HEAD", &since])?;
            let known = serde_json::from_str(&git(&["show", &format!("{}:openapi/plie.json", base.trim())])?)?;
            let now = serde_json::from_str(&fs::read_to_string(openapi::directory().join("plie.json"))?)?;
            let broken = openapi::breaking(&known, &now);
            for line in &broken {
                eprintln!("{line}");
            }
            if !broken.is_empty() {
                eprintln!(
                    "{} changes break users of {since}: docs/api-design.md says how a version goes.",
                    broken.len()
                );
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn git(arguments: &[&str]) -> Result<String, std::io::Error> {
    let output = process::Command::new("git").current_dir(openapi::directory()).args(arguments).output()?;
    if !output.status.success() {
        return Err(std::io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
