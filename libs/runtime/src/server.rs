//! HTTP servers that run beside the caller.

use actix_web::dev::{Server, ServerHandle};

/// Runs a server beside the caller; its handle stops it.
#[expect(clippy::disallowed_methods, reason = "a server is stopped by its handle, not by the tracker")]
#[must_use = "the handle is the only way to stop the server"]
pub fn detach(server: Server) -> ServerHandle {
    let handle = server.handle();
    tokio::spawn(server);
    handle
}
