//! Programmes of the European Social Fund.

crate::codes! {
    /// The programme of an operation, hence its indicators and the mention that its documents bear.
    pub enum Programme {
        /// FSE 2014-2020, "Emploi et Inclusion": CO and CR.
        Fse20142020 = "fse_2014_2020",
        /// FSE+ 2021-2027: EECO and EECR.
        FsePlus = "fse_plus",
    }
}
