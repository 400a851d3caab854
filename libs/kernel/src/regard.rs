//! Whose files somebody who accompanies persons sees.

crate::codes! {
    /// Whose files a référent sees, as their territory sets it.
    #[derive(Default)]
    pub enum Regard {
        /// Those of all the persons of the territory.
        #[default]
        Territoire = "territoire",
        /// Those of the persons whom a référent of their structure follows.
        Structure = "structure",
        /// Those of the persons whom they follow themselves.
        Siens = "siens",
    }
}
