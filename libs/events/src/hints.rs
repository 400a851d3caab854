//! The hint that goes out on Redis: who, where, how far. Nothing personal.

use std::fmt;

use kernel::{Code, Service, TerritoireId};

/// `service|territoire|seq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) service: Service,
    pub(crate) territoire: TerritoireId,
    pub(crate) seq: i64,
}

/// The channel of a deployment.
pub(crate) fn channel(prefix: &str) -> String {
    format!("{prefix}:evenements")
}

impl Hint {
    /// Reads a message; anything else on the channel is ignored.
    pub(crate) fn lire(text: &str) -> Option<Self> {
        let mut parts = text.split('|');
        let (service, territoire, seq) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { service: Service::lire(service)?, territoire: territoire.parse().ok()?, seq: seq.parse().ok()? })
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}|{}|{}", self.service, self.territoire, self.seq)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_survives_the_wire_and_noise_is_ignored() {
        let hint = Hint { service: Service::Participants, territoire: TerritoireId::DEPLOIEMENT, seq: 7 };
        assert_eq!(Hint::lire(&hint.to_string()), Some(hint));
        assert_eq!(Hint::lire("bonjour"), None);
        assert_eq!(Hint::lire(&format!("inconnu|{}|7", TerritoireId::DEPLOIEMENT)), None);
    }
}
