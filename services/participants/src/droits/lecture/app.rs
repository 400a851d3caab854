//! Who read what the suite holds of a person: its own journal and those of the other services, together.

use participants_api::LectureDto;
use store::journal::Lue;

use crate::droits::lecture::domain;

/// Newest first, each in words that the person understands.
pub(crate) fn raconter(mut reads: Vec<Lue>) -> Vec<LectureDto> {
    reads.sort_by_key(|one| std::cmp::Reverse(one.lu_le));
    let told = reads.into_iter().map(|Lue { lu_le, par, sujet, operation }| {
        let phrase = domain::phrase(&operation).to_owned();
        LectureDto { lu_le, par, par_nom: None, sujet, operation, phrase }
    });
    told.collect()
}
