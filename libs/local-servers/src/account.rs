//! Which account runs the servers: oneself, or the service account when oneself is root.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io,
    os::unix::{fs::MetadataExt, fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::Command,
};

use crate::Error;

/// The account that runs Postgres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Account {
    Oneself,
    Service { uid: u32, gid: u32 },
}

impl Account {
    /// Oneself, or `postgres` when oneself is root.
    pub(crate) fn choose() -> Result<Self, Error> {
        if std::fs::metadata("/proc/self")?.uid() != 0 {
            return Ok(Self::Oneself);
        }
        let passwd = std::fs::read_to_string("/etc/passwd")?;
        let line = passwd.lines().find(|line| line.starts_with("postgres:")).ok_or(Error::NoServiceAccount)?;
        let mut fields = line.split(':').skip(2).map(str::parse);
        match (fields.next(), fields.next()) {
            (Some(Ok(uid)), Some(Ok(gid))) => Ok(Self::Service { uid, gid }),
            _ => Err(Error::NoServiceAccount),
        }
    }

    /// A command run as this account.
    pub(crate) fn command(self, program: &Path) -> Command {
        let mut command = Command::new(program);
        // A working directory that the service account cannot read makes Postgres complain.
        command.current_dir("/");
        if let Self::Service { uid, gid } = self {
            command.uid(uid).gid(gid);
        }
        command
    }

    /// A directory that this account owns and can reach: `wanted`, or one under `/var/lib/plie` when a
    /// parent of `wanted` is closed to the service account.
    pub(crate) fn directory(self, wanted: &Path) -> io::Result<PathBuf> {
        std::fs::create_dir_all(wanted)?;
        let Self::Service { uid, gid } = self else { return Ok(wanted.to_owned()) };
        chown(wanted, Some(uid), Some(gid))?;
        if self.command(Path::new("test")).arg("-w").arg(wanted).status()?.success() {
            return Ok(wanted.to_owned());
        }
        let mut hash = DefaultHasher::new();
        wanted.hash(&mut hash);
        let elsewhere = PathBuf::from(format!("/var/lib/plie/{:016x}", hash.finish()));
        std::fs::create_dir_all(&elsewhere)?;
        chown(&elsewhere, Some(uid), Some(gid))?;
        Ok(elsewhere)
    }
}
