//! What participants needs of the common configuration, and looks at before it starts.

use clap::Args;
use depot::{Depot, DepotError};
use runtime::{Config as Common, ConfigRefused, Settings};

/// Configuration of participants: nothing more than the common one.
// The common configuration has the same name, and clap names groups after types.
#[derive(Debug, Clone, Copy, Args)]
#[group(skip)]
pub struct Config {}

impl Settings for Config {
    fn check(&self, common: &Common) -> Result<(), ConfigRefused> {
        Depot::verifier(&common.files.store, common.files.options()).map_err(|error| match error {
            DepotError::Option(_) | DepotError::Options(_) => ConfigRefused::setting("PLIE_FICHIERS_OPTIONS", error),
            _ => ConfigRefused::setting("PLIE_FICHIERS", error),
        })?;
        messages::verifier(&common.messages)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        own: Config,
    }

    #[test]
    fn what_files_and_messages_ask_for_is_refused_by_its_variable() {
        let given = [
            "participants",
            "--database=postgres://base/plie",
            "--redis=redis://redis",
            "--issuer=https://plie.example",
            "--service-secret=secret",
        ];
        let check = |more: &[&str]| {
            let line = Line::try_parse_from(given.into_iter().chain(more.iter().copied())).unwrap();
            line.own.check(&line.common).map_err(|error| error.to_string())
        };
        check(&[]).unwrap();
        check(&["--files=s3://seau/plie", "--files-options=aws_region=eu-west-3"]).unwrap();
        for (more, variable) in [
            (vec!["--files=/var/lib/plie"], "PLIE_FICHIERS"),
            (vec!["--files=s3://seau", "--files-options=aws_regoin=eu-west-3"], "PLIE_FICHIERS_OPTIONS"),
            (vec!["--messages=messagerie.example"], "PLIE_MESSAGES"),
            (vec!["--messages-sender=PLIE"], "PLIE_MESSAGES_EXPEDITEUR"),
        ] {
            let refused = check(&more).unwrap_err();
            assert!(refused.starts_with(&format!("{variable}: ")), "{more:?}: {refused}");
        }
    }
}
