//! The documents of the services, as checked in: what is not documented is not routed.

use include_dir::{Dir, include_dir};
use kernel::Service;

/// The OpenAPI document of a service.
pub(crate) const fn document(service: Service) -> &'static str {
    match service {
        Service::Territoires => include_str!("../../openapi/territoires.json"),
        Service::Participants => include_str!("../../openapi/participants.json"),
        Service::Parcours => include_str!("../../openapi/parcours.json"),
        Service::Emargement => include_str!("../../openapi/emargement.json"),
        Service::Fse => include_str!("../../openapi/fse.json"),
    }
}

/// The merged document.
pub(crate) const MERGED: &str = include_str!("../../openapi/plie.json");

/// The document of the channels.
pub(crate) const CHANNELS: &str = include_str!("../../openapi/asyncapi.json");

/// The schemas of the events, a file each.
pub(crate) static EVENTS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../openapi/events");

/// The explanation of every problem.
pub(crate) const PROBLEMS: &str = include_str!("../../docs/problems.md");
