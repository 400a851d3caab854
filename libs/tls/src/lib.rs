//! Whom the suite trusts when it speaks to its servers over TLS: authorities read from a file, or those of the system.

mod authorities;
mod chain;
mod client;

pub use authorities::{Authorities, AuthorityError};
pub use client::{Checked, client};
