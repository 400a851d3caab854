//! local-servers.
