//! Who sends a page: what stands at its head beside the name of the territory.

use serde::{Deserialize, Serialize};

/// The sender, as a page keeps it with its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expediteur {
    /// Where one writes to it, as the lines of an envelope.
    pub adresse: Vec<String>,
    /// Telephone.
    pub telephone: Option<String>,
    /// Address at which one writes to the team.
    pub courriel: Option<String>,
    /// Which logo: the SHA-256 of its image, in hexadecimal. The image itself is given when the page is set.
    pub logo: Option<String>,
}
