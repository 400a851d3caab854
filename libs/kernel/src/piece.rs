//! Pièces: what proves something of a person.

/// The media types of a pièce: what a person photographs, scans or prints.
pub const FORMATS: [&str; 6] = ["application/pdf", "image/jpeg", "image/png", "image/webp", "image/tiff", "image/heif"];
