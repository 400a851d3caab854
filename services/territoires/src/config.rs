//! What territoires needs beyond the common configuration.

use clap::Args;
use runtime::Secret;

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
