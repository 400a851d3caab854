//! How one signs: the one list, for a contract as for a presence.

crate::codes! {
    /// How a signature was given.
    pub enum ModeSignature {
        /// Told by who records it, without trace: the paper is to be added to the file.
        Declaree = "declaree",
        /// Drawn on a screen.
        Dessinee = "dessinee",
        /// By a one-time code that the signatory received.
        Code = "code",
        /// On paper; who records it attests that it was seen.
        Papier = "papier",
    }
}
