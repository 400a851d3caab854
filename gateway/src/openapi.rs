//! The documents of the services, as checked in: what is not documented is not routed.

/// Name and OpenAPI document of each service.
pub(crate) const SERVICES: [(&str, &str); 5] = [
    ("territoires", include_str!("../../openapi/territoires.json")),
    ("participants", include_str!("../../openapi/participants.json")),
    ("parcours", include_str!("../../openapi/parcours.json")),
    ("emargement", include_str!("../../openapi/emargement.json")),
    ("fse", include_str!("../../openapi/fse.json")),
];

/// The merged document.
pub(crate) const MERGED: &str = include_str!("../../openapi/plie.json");

/// The explanation of every problem.
pub(crate) const PROBLEMS: &str = include_str!("../../docs/problems.md");
