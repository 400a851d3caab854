//! `openapi write` adopts the documents of the code; `openapi check` refuses a drift; `openapi breaking` says what the
//! checked-in document breaks for users of the released one; `openapi release` makes it the one that they know.

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
    /// Fail when the merged document breaks users of the released one.
    Breaking {
        /// Another branch, tag or commit that users know.
        since: Option<String>,
    },
    /// Release the merged document: what it breaks is in the changelog.
    Release,
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
            let known = match &since {
                Some(since) => {
                    git(&["show", &format!("{}:openapi/{MERGED}", git(&["merge-base", "HEAD", since])?.trim())])?
                }
                None => read(RELEASED)?,
            };
            let broken = openapi::breaking(&serde_json::from_str(&known)?, &serde_json::from_str(&read(MERGED)?)?);
            for line in &broken {
                eprintln!("{line}");
            }
            if !broken.is_empty() {
                eprintln!("{} changes break users: docs/api-design.md says how a version goes.", broken.len());
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Release => fs::write(openapi::directory().join(RELEASED), read(MERGED)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The document of the code, and the one that users know.
const MERGED: &str = "plie.json";
const RELEASED: &str = "released/plie.json";

fn read(name: &str) -> Result<String, std::io::Error> {
    fs::read_to_string(openapi::directory().join(name))
}

fn git(arguments: &[&str]) -> Result<String, std::io::Error> {
    let output = process::Command::new("git").current_dir(openapi::directory()).args(arguments).output()?;
    if !output.status.success() {
        return Err(std::io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
