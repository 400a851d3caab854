//! The reference of a document, as people read it, write it and say it by telephone.

use chrono::{DateTime, Datelike};
use kernel::{Id, RessourceId};
use serde_json::Value;

/// The letters and figures of Crockford: none is taken for another.
const SIGNES: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of a group, of which there are two: a territory that makes ten thousand documents a year has one chance in
/// twenty thousand to see one twice.
const GROUPE: u32 = 4;

/// `2026-K7QX-3PDM`: the year in which what it names was made, and the end of its identifier.
#[must_use]
pub fn reference<K>(id: Id<K>) -> String {
    // The first six bytes of an identifier are the instant at which it was made, in milliseconds.
    let millis = id.as_bytes().iter().take(6).fold(0, |instant: i64, byte| (instant << 8) | i64::from(*byte));
    let year = DateTime::from_timestamp_millis(millis).map_or(1970, |made| made.year());
    let end = id.as_bytes().iter().skip(11).fold(0, |end: u64, byte| (end << 8) | u64::from(*byte));
    format!("{year}-{}-{}", groupe(end >> (5 * GROUPE)), groupe(end))
}

fn groupe(bits: u64) -> String {
    let sign = |rank: u32| usize::try_from((bits >> (5 * rank)) & 31).ok().and_then(|sign| SIGNES.get(sign));
    (0..GROUPE).rev().filter_map(sign).map(|sign| char::from(*sign)).collect()
}

/// The identifier that the data of a document refer to, as its reader sees it.
pub(crate) fn lisible(donnees: &mut Value) {
    let Some(kept) = donnees.get_mut("reference") else { return };
    if let Some(id) = kept.as_str().and_then(|text| text.parse::<RessourceId>().ok()) {
        *kept = reference(id).into();
    }
}

#[cfg(test)]
mod tests {
    use kernel::ContratId;
    use testdata::t;

    use super::*;

    #[test]
    fn a_reference_is_short_tells_its_year_and_differs_from_the_next_one() {
        let [one, next]: [ContratId; 2] = std::array::from_fn(|_| Id::generate(t("2026-02-12T09:00:00Z")));
        let (one, next) = (reference(one), reference(next));
        assert!(one.starts_with("2026-") && one.len() == 14, "{one}");
        assert_ne!(one, next);
        let letters = one.chars().all(|sign| sign == '-' || SIGNES.contains(&u8::try_from(sign).unwrap()));
        assert!(letters, "{one}");
    }

    #[test]
    fn the_same_thing_has_the_same_reference_for_ever() {
        let id: ContratId = "019c4d2f-8a00-7c3e-9b1d-2f6a8c4e0b57".parse().unwrap();
        assert_eq!(reference(id), "2026-DA64-W2TQ");
        assert_eq!(reference(ContratId::MIN), "1970-0000-0000");
    }
}
