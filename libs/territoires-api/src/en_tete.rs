//! The letterhead of a territory: what its papers say of who sends them.

use garde::Validate;
use kernel::Telephone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::AdresseStructure;

/// What the papers of a territory say of it beside its name, as people write it.
#[operation::bounded]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[garde(allow_unvalidated)]
pub struct EnTete {
    /// Where one writes to it.
    #[garde(dive)]
    pub adresse: Option<AdresseStructure>,
    /// Telephone.
    #[schema(example = "03 85 12 34 56")]
    pub telephone: Option<Telephone>,
    /// Address at which one writes to the team.
    #[garde(inner(email, length(max = 200)))]
    #[schema(example = "contact@grand-chalon.example")]
    pub courriel: Option<String>,
    /// The logo, a PNG or JPEG image in base64. It is kept as a PNG of a size to be printed, without what a camera or an
    /// editor wrote beside the picture.
    #[garde(inner(length(bytes, min = 1, max = 180_000), ascii))]
    #[schema(
        content_encoding = "base64",
        content_media_type = "image/png",
        example = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR42mOQt4r/f4YBAAf0AoQyWV43AAAAAElFTkSuQmCC"
    )]
    pub logo: Option<String>,
}

/// The letterhead of the territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnTeteDto {
    /// Version, to be named in `If-Match`; 0 before anybody said anything.
    #[schema(example = 1)]
    pub version: i32,
    /// Name of the territory.
    #[schema(example = "PLIE du Grand Chalon")]
    pub nom: String,
    /// Where one writes to it.
    pub adresse: Option<AdresseStructure>,
    /// Name of its commune.
    #[schema(example = "Chalon-sur-Saône")]
    pub commune_nom: Option<String>,
    /// Telephone.
    #[schema(example = "03 85 12 34 56")]
    pub telephone: Option<Telephone>,
    /// Address at which one writes to the team.
    #[schema(example = "contact@grand-chalon.example")]
    pub courriel: Option<String>,
    /// The logo, a PNG image in base64, as it is printed.
    #[schema(
        content_encoding = "base64",
        content_media_type = "image/png",
        example = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR42mOQt4r/f4YBAAf0AoQyWV43AAAAAElFTkSuQmCC"
    )]
    pub logo: Option<String>,
}
