//! When a signing key signs, when its successor is announced, when it leaves the JWKS.

use chrono::{DateTime, TimeDelta, Utc};

/// How long a key signs.
const SIGNE: TimeDelta = TimeDelta::days(30);
/// How long before it signs a key is published, so that every verifier knows it by then.
const ANNONCE: TimeDelta = TimeDelta::minutes(10);
/// How long after its last signature a key stays published: longer than any token lives.
const RESTE: TimeDelta = TimeDelta::hours(1);

/// Of the instants from which keys sign, the one whose key signs at `now`: the latest begun.
#[must_use]
pub(crate) fn signe(keys: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    keys.iter().copied().filter(|from| *from <= now).max()
}

/// The instants whose keys are published at `now`.
#[must_use]
pub(crate) fn publiees(keys: &[DateTime<Utc>], now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let signing = signe(keys, now);
    keys.iter()
        .copied()
        .filter(|from| {
            let successor = keys.iter().copied().filter(|other| other > from).min();
            // A key whose successor has signed for long enough verifies nothing that still lives.
            Some(*from) == signing || successor.is_none_or(|next| now < next + RESTE)
        })
        .collect()
}

/// From when a key made on request signs: at once when the former ones can no longer be trusted, else
/// once every verifier knows it.
#[must_use]
pub(crate) fn demandee(now: DateTime<Utc>, compromission: bool) -> DateTime<Utc> {
    if compromission { now } else { now + ANNONCE }
}

/// From when the next key must sign, if it must be made now.
#[must_use]
pub(crate) fn prochaine(keys: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match keys.iter().copied().max() {
        None => Some(now),
        Some(last) if last + SIGNE - ANNONCE <= now => Some((last + SIGNE).max(now + ANNONCE)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(days)
    }

    #[test]
    fn the_first_key_signs_at_once() {
        assert_eq!(prochaine(&[], at(0)), Some(at(0)));
        assert_eq!(signe(&[at(0)], at(0)), Some(at(0)));
    }

    #[test]
    fn the_next_key_is_published_before_it_signs() {
        let eve = at(30) - ANNONCE;
        assert_eq!(prochaine(&[at(0)], eve - TimeDelta::seconds(1)), None);
        assert_eq!(prochaine(&[at(0)], eve), Some(at(30)));
        assert_eq!(publiees(&[at(0), at(30)], eve), [at(0), at(30)]);
        assert_eq!(signe(&[at(0), at(30)], eve), Some(at(0)));
    }

    #[test]
    fn a_former_key_stays_until_its_last_token_has_died() {
        let keys = [at(0), at(30)];
        assert_eq!(publiees(&keys, at(30) + RESTE - TimeDelta::seconds(1)), keys);
        assert_eq!(publiees(&keys, at(30) + RESTE), [at(30)]);
    }
}
