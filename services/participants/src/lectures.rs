//! Who read what the suite holds of a person: its own journal and those of the other services, together.

use auth::Scope;
use kernel::ParticipantId;
use participants_api::LectureDto;
use problem::Problem;
use runtime::{Context, client, lectures::Lecture};

use crate::domain::lecture;

/// The other services that hold something of a person.
const AUTRES: [&str; 3] = ["parcours", "emargement", "fse"];

/// The reads that the other services journalled. One that does not answer fails the whole: a list that
/// lacks reads would not be the answer to "who read my file".
pub(crate) async fn ailleurs(
    context: &Context,
    scope: &impl Scope,
    id: ParticipantId,
) -> Result<Vec<Lecture>, Problem> {
    let token = context.tokens.get(scope.territoire()).await?;
    let mut all = Vec::new();
    for service in AUTRES {
        let base = context.config.peers.url(service).unwrap_or_default();
        let request = context.http.get(format!("{base}/v1/lectures/{service}/{id}"));
        all.extend(client::send::<Vec<Lecture>>(request.bearer_auth(&token)).await?);
    }
    Ok(all)
}

/// Newest first, each in words that the person understands.
pub(crate) fn raconter(mut reads: Vec<Lecture>) -> Vec<LectureDto> {
    reads.sort_by_key(|one| std::cmp::Reverse(one.lu_le));
    let told = reads.into_iter().map(|Lecture { lu_le, par, sujet, operation }| {
        let phrase = lecture::phrase(&operation).to_owned();
        LectureDto { lu_le, par, sujet, operation, phrase }
    });
    told.collect()
}
