//! Levels of education.

crate::codes! {
    /// Highest level of education reached, in the words of the questionnaire. CAP is level 3 in the national
    /// framework *and* ISCED 3, but BTS is level 5 and ISCED 5 where bac is level 4 and ISCED 3: only this
    /// list maps them.
    pub enum NiveauFormation {
        /// Never went to school, or left primary school.
        JamaisScolarise = "jamais_scolarise",
        /// Primary school.
        Primaire = "primaire",
        /// Collège, brevet, CFG.
        College = "college",
        /// CAP, BEP.
        CapBep = "cap_bep",
        /// Baccalauréat, BP, BT.
        Bac = "bac",
        /// After the baccalauréat, not higher education: DAEU, capacité.
        PostBac = "post_bac",
        /// BTS, DUT, DEUST.
        Bac2 = "bac_2",
        /// Licence, BUT, first year of master.
        Bac3 = "bac_3",
        /// Master, engineer.
        Bac5 = "bac_5",
        /// Doctorate.
        Doctorat = "doctorat",
    }
}

impl NiveauFormation {
    /// Level of ISCED 2011.
    #[must_use]
    pub const fn isced(self) -> u8 {
        match self {
            Self::JamaisScolarise => 0,
            Self::Primaire => 1,
            Self::College => 2,
            Self::CapBep | Self::Bac => 3,
            Self::PostBac => 4,
            Self::Bac2 => 5,
            Self::Bac3 => 6,
            Self::Bac5 => 7,
            Self::Doctorat => 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NiveauFormation;
    use crate::Code;

    #[test]
    fn a_cap_and_a_bac_are_both_isced_3_and_levels_grow() {
        assert_eq!((NiveauFormation::CapBep.isced(), NiveauFormation::Bac.isced()), (3, 3));
        assert!(NiveauFormation::TOUS.is_sorted_by_key(|level| level.isced()));
        assert!(NiveauFormation::TOUS.is_sorted(), "their order is that of the comparison");
    }
}
