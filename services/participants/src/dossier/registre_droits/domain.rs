//! What the register keeps.

kernel::codes! {
    /// What was done of a right of a person.
    pub(crate) enum Acte {
        /// They were given a copy of what is held of them.
        Export = "export",
        /// The processing of their file was restricted.
        Limitation = "limitation",
        /// The restriction was lifted.
        Levee = "levee",
        /// Their file was erased at their request.
        Effacement = "effacement",
        /// Their file left the active base, its time over.
        Archivage = "archivage",
        /// Their file names nobody any more, its time over.
        Anonymisation = "anonymisation",
    }
}
