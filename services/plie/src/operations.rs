//! The commands of an operator, beside the one that starts the suite.

use std::{error::Error, path::PathBuf};

use clap::Subcommand;
use kernel::Service;
use plie::cluster::{self, Passwords, Servers};
use runtime::Secret;
use territoires::Coffre;

use crate::launcher::{random, say};

/// What an operator does before the suite enters a cluster.
#[derive(Debug, Subcommand)]
pub(crate) enum Operation {
    /// Print the Kubernetes secrets of a new deployment, with passwords and keys made now.
    Secrets {
        /// `host:port/base` of Postgres.
        #[arg(long)]
        postgres: String,
        /// URL of Redis, or `@file`.
        #[arg(long, hide_env_values = true, env = "REDIS_URL")]
        redis: Secret,
        /// What carries messages to persons: `smtps://user:password@host`, or `@file`.
        #[arg(long, hide_env_values = true, env = "PLIE_MESSAGES")]
        messages: Secret,
    },
    /// Print the public key of the ledgers of a deployment: publish it where those who verify will find it without the
    /// suite (the convention with the funder, the site of the PLIE).
    CleDuRegistre {
        /// Master key of the deployment, or `@file`.
        #[arg(long, env = "PLIE_CLE_MAITRE", hide_env_values = true)]
        master_key: Secret,
    },
    /// Make the roles and the schemas in Postgres, with the passwords of the mounted secrets.
    Provision {
        /// Administrator of the database, or `@file`.
        #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
        admin: Secret,
        /// File of the authorities (PEM) that sign the certificate of the database, unless its URL names one.
        #[arg(long, env = "PLIE_BASE_CA")]
        database_ca: Option<PathBuf>,
        /// Where the secrets are mounted, a folder each.
        #[arg(long, default_value = "/etc/plie")]
        directory: PathBuf,
    },
}

pub(crate) async fn run(operation: Operation) -> Result<(), Box<dyn Error>> {
    match operation {
        Operation::Secrets { postgres, redis, messages } => {
            let servers = Servers { postgres: &postgres, redis: redis.reveal(), messages: messages.reveal() };
            let passwords = Passwords { master_key: &random(), exploitant: &random(), of_role: &|_| random() };
            say(&cluster::secrets(servers, &passwords));
        }
        Operation::CleDuRegistre { master_key } => {
            let secret = Coffre::new(master_key.reveal()).secret_de_service(Service::Emargement);
            say(&emargement::cle_du_registre(&secret));
        }
        Operation::Provision { admin, database_ca, directory } => {
            let admin = admin.reveal();
            let admin = database_ca.map_or_else(|| admin.to_owned(), |file| store::with_authorities(admin, &file));
            cluster::provision(&admin, &directory).await?;
            say("Les rôles et les schémas sont prêts.");
        }
    }
    Ok(())
}
