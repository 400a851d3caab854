//! The command line of a process: what it refuses, and how the process ends.

use std::{error::Error, process::ExitCode};

use clap::{
    Arg, Command, Parser,
    error::{ContextKind, ContextValue},
};

/// Reads the command line; what is refused is told by its flag and by its variable, which is all that a cluster has.
pub fn read<L: Parser>() -> Result<L, ExitCode> {
    L::try_parse().map_err(|error| {
        let told = by_variable(error, &L::command());
        // Nobody is there to be told that the standard error is closed.
        told.print().ok();
        if told.use_stderr() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    })
}

/// How a process ends: what it was refused for goes to its log, in one sentence with its causes.
#[must_use]
pub fn end(result: &Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{}", sentence(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

/// An error with its causes, each told once.
fn sentence(error: &dyn Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(one) = cause {
        let more = one.to_string();
        if !said.contains(&more) {
            said = format!("{said}: {more}");
        }
        cause = one.source();
    }
    said
}

fn by_variable(mut error: clap::Error, command: &Command) -> clap::Error {
    let named = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(one)) => ContextValue::String(with_variable(one, command)),
        Some(ContextValue::Strings(all)) => {
            ContextValue::Strings(all.iter().map(|one| with_variable(one, command)).collect())
        }
        _ => return error,
    };
    error.insert(ContextKind::InvalidArg, named);
    error
}

/// An argument as it is told (`--workers <WORKERS>`), with its variable.
fn with_variable(told: &str, command: &Command) -> String {
    let long = told.strip_prefix("--").and_then(|told| told.split([' ', '=', '[']).next());
    let argument = long.and_then(|long| command.get_arguments().find(|one| one.get_long() == Some(long)));
    match argument.and_then(Arg::get_env) {
        Some(variable) => format!("{told} ({})", variable.to_string_lossy()),
        None => told.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[arg(long, env = "ESSAI_FILS", value_parser = clap::value_parser!(u16).range(1..=9))]
        fils: u16,
        #[arg(long, env = "ESSAI_BASE")]
        base: String,
    }

    fn told(line: &[&str]) -> String {
        by_variable(Line::try_parse_from(line).unwrap_err(), &Line::command()).to_string()
    }

    #[test]
    fn what_is_refused_is_told_by_its_variable() {
        let refused = told(&["essai", "--base=ici", "--fils=0"]);
        assert!(refused.contains("--fils <FILS> (ESSAI_FILS)") && refused.contains("1..=9"), "{refused}");
        let missing = told(&["essai"]);
        assert!(missing.contains("(ESSAI_FILS)") && missing.contains("(ESSAI_BASE)"), "{missing}");
    }

    #[derive(Debug, thiserror::Error)]
    enum Refused {
        #[error("the start: {0}")]
        Start(#[source] std::io::Error),
        #[error("the base")]
        Base(#[source] Box<Refused>),
    }

    #[test]
    fn a_refusal_is_a_sentence_that_says_each_cause_once() {
        let cause = Refused::Start(std::io::Error::other("address in use"));
        assert_eq!(sentence(&cause), "the start: address in use");
        assert_eq!(sentence(&Refused::Base(Box::new(cause))), "the base: the start: address in use");
    }
}
