//! What can go wrong with the database, and what a caller is told of it.

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind};
use kernel::Service;
use problem::{Problem, RefusOauth, Slug};

use crate::AddressError;

/// A failure of the store. It is never the caller's fault: what is, is mapped where the query stands,
/// by [`OnConstraint`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address of the database is refused.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// No connection could be had in time.
    #[error("no database connection")]
    Pool(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A query failed.
    #[error("query failed")]
    Query(#[source] diesel::result::Error),
    /// The database holds something that the code does not know.
    #[error("unreadable row: {0}")]
    Corrupt(String),
    /// A transaction of a territory tried to enter another.
    #[error("a transaction of a territory does not enter another")]
    Scope,
    /// Whoever acts does not see the file of somebody whom this is of: for them it does not exist.
    #[error("not seen by who acts")]
    HorsDeVue,
    /// No version of the territory's référentiel covers the day.
    #[error("no référentiel in force")]
    NoReferentiel,
}

impl Error {
    /// What went wrong and why, down to what the server or its certificate was refused for: for who runs the suite.
    #[must_use]
    pub fn with_causes(&self) -> String {
        let mut said = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(one) = cause {
            said = format!("{said}: {one}");
            cause = one.source();
        }
        said
    }

    /// What is told of a database that cannot serve now.
    const fn said(&self) -> &'static str {
        match self {
            Self::Query(diesel::result::Error::DatabaseError(DatabaseErrorKind::ReadOnlyTransaction, _)) => {
                "La base de données n'accepte aucune écriture pour l'instant ; rien n'a été modifié."
            }
            _ => "La base de données ne répond pas ; rien n'a été modifié.",
        }
    }

    /// Whether the database is away or closed for now, and serves again by itself.
    #[must_use]
    pub fn unavailable(&self) -> bool {
        match self {
            Self::Pool(_) => true,
            Self::Query(diesel::result::Error::DatabaseError(kind, info)) => match kind {
                // A command that could not be sent: the server closed the connection, or went away.
                DatabaseErrorKind::ClosedConnection
                | DatabaseErrorKind::UnableToSendCommand
                | DatabaseErrorKind::SerializationFailure
                // A standby, or a base that its administrator closed to writes: it takes them again.
                | DatabaseErrorKind::ReadOnlyTransaction => true,
                DatabaseErrorKind::Unknown => transient(info.as_ref()),
                _ => false,
            },
            Self::Query(diesel::result::Error::BrokenTransactionManager) => true,
            Self::Address(_)
            | Self::Query(_)
            | Self::Corrupt(_)
            | Self::Scope
            | Self::HorsDeVue
            | Self::NoReferentiel => false,
        }
    }
}

/// How the server says that a statement waited too long for a lock.
pub(crate) const LOCK_TIMEOUT: &str = "canceling statement due to lock timeout";

/// A statement that was cancelled (by its own limit, that of a lock, or by an administrator), a deadlock, a shutdown:
/// diesel has no kind for them and keeps their SQLSTATE to itself. Their text is known, which is that of
/// `lc_messages = C` for the roles that [`crate::provision`] makes.
fn transient(info: &dyn DatabaseErrorInformation) -> bool {
    let message = info.message();
    [
        "canceling statement",
        "deadlock detected",
        "terminating connection",
        "starting up",
        "shutting down",
        "connection closed",
        "error communicating",
    ]
    .iter()
    .any(|part| message.contains(part))
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        Self::Query(error)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match &error {
            // Who follows whom may have been told since.
            Error::HorsDeVue => Self::not_found().selon([Service::Participants, Service::Parcours]),
            Error::NoReferentiel => Self::new(
                Slug::ReferentielAbsent,
                "Le référentiel du territoire en vigueur à cette date n'est pas connu de ce service.",
            ),
            _ if error.unavailable() => {
                tracing::warn!(error = %error.with_causes(), "database unavailable");
                Self::new(Slug::Indisponible, error.said())
            }
            _ => Self::internal(&error),
        }
    }
}

impl From<Error> for RefusOauth {
    fn from(error: Error) -> Self {
        Problem::from(error).into()
    }
}

/// Maps a violated constraint to the domain's own refusal, where the query is.
pub trait OnConstraint<T, E> {
    /// Replaces the violation of the constraint `name` by `refusal()`.
    fn on_constraint(self, name: &str, refusal: impl FnOnce() -> E) -> Result<T, E>;
}

impl<T, E: From<Error>> OnConstraint<T, E> for Result<T, diesel::result::Error> {
    fn on_constraint(self, name: &str, refusal: impl FnOnce() -> E) -> Result<T, E> {
        self.map_err(|error| match &error {
            diesel::result::Error::DatabaseError(_, info) if info.constraint_name() == Some(name) => refusal(),
            _ => Error::from(error).into(),
        })
    }
}

/// Reads a coded column.
pub fn read_code<C: kernel::Code>(text: &str) -> Result<C, Error> {
    C::lire(text).ok_or_else(|| Error::Corrupt(format!("code inconnu : {text}")))
}

/// Reads a JSON column.
pub fn read_json<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, Error> {
    serde_json::from_value(value).map_err(|error| Error::Corrupt(error.to_string()))
}

/// Writes a JSON column.
pub fn write_json(value: &impl serde::Serialize) -> Result<serde_json::Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Corrupt(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a caller is told when the server refuses a statement so.
    fn told(kind: DatabaseErrorKind, text: &str) -> Problem {
        Error::from(diesel::result::Error::DatabaseError(kind, Box::new(text.to_owned()))).into()
    }

    #[test]
    fn a_database_that_cannot_serve_now_has_the_caller_come_again() {
        for (kind, text) in [
            (DatabaseErrorKind::ReadOnlyTransaction, "cannot execute INSERT in a read-only transaction"),
            (DatabaseErrorKind::Unknown, "canceling statement due to user request"),
            (DatabaseErrorKind::Unknown, "canceling statement due to statement timeout"),
            (DatabaseErrorKind::Unknown, LOCK_TIMEOUT),
            (DatabaseErrorKind::Unknown, "terminating connection due to administrator command"),
            (DatabaseErrorKind::SerializationFailure, "could not serialize access"),
        ] {
            let problem = told(kind, text);
            assert_eq!((problem.slug, problem.status), (Slug::Indisponible, 503), "{text}");
            assert!(problem.retry_after.is_some(), "{text}");
        }
        let read_only =
            told(DatabaseErrorKind::ReadOnlyTransaction, "cannot execute UPDATE in a read-only transaction");
        assert!(read_only.detail.contains("aucune écriture"), "{}", read_only.detail);
    }

    #[test]
    fn what_is_wrong_with_a_statement_is_nothing_to_come_again_for() {
        for (kind, text) in [
            (DatabaseErrorKind::Unknown, "relation \"etapes\" does not exist"),
            (DatabaseErrorKind::NotNullViolation, "null value in column \"nom\""),
        ] {
            assert_eq!(told(kind, text).slug, Slug::Interne, "{text}");
        }
    }
}
