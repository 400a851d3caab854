//! Secrets of this machine's suite, made once and readable by their owner only.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
pub(super) struct Secrets {
    pub(super) admin: String,
    pub(super) service: String,
    pub(super) owner: String,
    pub(super) redis: String,
    pub(super) master: String,
    pub(super) exploitant: String,
}

impl Secrets {
    /// Reads the secrets, making them the first time.
    pub(super) fn load(directory: &Path) -> io::Result<Self> {
        let file = directory.join("secrets.json");
        if let Ok(text) = fs::read_to_string(&file) {
            return Ok(serde_json::from_str(&text)?);
        }
        let secrets = Self {
            admin: random(),
            service: random(),
            owner: random(),
            redis: random(),
            master: random(),
            exploitant: random(),
        };
        let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file)?;
        out.write_all(serde_json::to_string_pretty(&secrets)?.as_bytes())?;
        Ok(secrets)
    }
}

/// 244 random bits.
pub(crate) fn random() -> String {
    format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}
