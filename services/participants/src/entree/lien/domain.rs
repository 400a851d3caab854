//! Links by which a prescripteur follows one candidature, without account.

use chrono::{DateTime, Utc};
use kernel::{ActeurId, CandidatureId, LienId};

/// A link that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lien {
    pub(crate) id: LienId,
    pub(crate) candidature: CandidatureId,
    pub(crate) cree_le: DateTime<Utc>,
    pub(crate) cree_par: ActeurId,
    pub(crate) expire_le: DateTime<Utc>,
    pub(crate) revoque_le: Option<DateTime<Utc>>,
    pub(crate) consulte_le: Option<DateTime<Utc>>,
}

impl Lien {
    /// Whether it still opens.
    pub(crate) fn ouvre(&self, now: DateTime<Utc>) -> bool {
        self.revoque_le.is_none() && now < self.expire_le
    }
}

#[cfg(test)]
mod tests {
    use kernel::Id;
    use testdata::minute;

    use super::*;

    #[test]
    fn a_link_opens_until_it_expires_or_is_revoked() {
        let lien = Lien {
            id: Id::MIN,
            candidature: Id::MIN,
            cree_le: minute(0),
            cree_par: Id::MIN,
            expire_le: minute(100),
            revoque_le: None,
            consulte_le: None,
        };
        assert_eq!((lien.ouvre(minute(99)), lien.ouvre(minute(100))), (true, false));
        assert!(!Lien { revoque_le: Some(minute(50)), ..lien }.ouvre(minute(51)));
    }
}
