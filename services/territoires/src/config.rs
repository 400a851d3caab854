//! What territoires needs beyond the common configuration.

use clap::Args;
use kernel::saisie;
use runtime::{Config as Common, ConfigRefused, Secret, Settings};
use territoires_api::MotDePasseOublie;

/// Bytes of the master key at least.
const CLE_MAITRE_MIN: usize = 32;

/// Configuration of territoires.
// The common configuration has the same name, and clap names groups after types.
#[derive(Debug, Clone, Args)]
#[group(skip)]
pub struct Config {
    /// Master key of the deployment (32 bytes or more), or `@file`: seals signing keys and second
    /// factors, and the secrets of the services derive from it.
    #[arg(long, env = "PLIE_CLE_MAITRE", hide_env_values = true)]
    pub master_key: Secret,
    /// Address of the first exploitant, created at start if no account has it.
    #[arg(long, env = "PLIE_EXPLOITANT_COURRIEL")]
    pub exploitant: Option<String>,
    /// Their first password, or `@file`.
    #[arg(long, env = "PLIE_EXPLOITANT_MOT_DE_PASSE", hide_env_values = true)]
    pub exploitant_password: Option<Secret>,
}

impl Settings for Config {
    fn check(&self, common: &Common) -> Result<(), ConfigRefused> {
        let octets = self.master_key.reveal().len();
        if octets < CLE_MAITRE_MIN {
            let why = format!("it has {octets} bytes, and what it seals asks for {CLE_MAITRE_MIN}");
            return Err(ConfigRefused::setting("PLIE_CLE_MAITRE", why));
        }
        if self.exploitant.as_deref().is_some_and(|courriel| !est_adresse(courriel)) {
            return Err(ConfigRefused::setting("PLIE_EXPLOITANT_COURRIEL", "it is no address of a mailbox"));
        }
        messages::verifier(&common.messages)
    }
}

/// Whether an account may have this address.
fn est_adresse(courriel: &str) -> bool {
    problem::validate(&MotDePasseOublie { courriel: saisie::adresse(courriel) }).is_ok()
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

    fn check(more: &[&str]) -> Result<(), String> {
        let given = [
            "territoires",
            "--database=postgres://base/plie",
            "--redis=redis://redis",
            "--issuer=https://plie.example",
            "--service-secret=secret",
        ];
        let line = Line::try_parse_from(given.into_iter().chain(more.iter().copied())).unwrap();
        line.own.check(&line.common).map_err(|error| error.to_string())
    }

    #[test]
    fn what_cannot_serve_is_refused_by_its_variable() {
        let of = |octets: usize| format!("--master-key={}", "k".repeat(octets));
        let (key, short) = (of(32), of(31));
        let (key, short) = (key.as_str(), short.as_str());
        check(&[key]).unwrap();
        check(&[key, "--exploitant=Exploitation@PLIE.example"]).unwrap();
        for (given, variable) in [
            (vec![short], "PLIE_CLE_MAITRE"),
            (vec!["--master-key="], "PLIE_CLE_MAITRE"),
            (vec![key, "--exploitant=exploitation"], "PLIE_EXPLOITANT_COURRIEL"),
            (vec![key, "--messages=ftp://messages"], "PLIE_MESSAGES"),
            (vec![key, "--messages-sender=personne"], "PLIE_MESSAGES_EXPEDITEUR"),
        ] {
            let refused = check(&given).unwrap_err();
            assert!(refused.starts_with(&format!("{variable}: ")), "{given:?}: {refused}");
        }
    }
}
