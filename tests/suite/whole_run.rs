//! What only a whole run can say. Its name is the last: the other tests have begun before.

use testkit::{TestSuite, until_no_more_than, untried};

/// Operations that no test sees accepted by the client that tries what nobody should send, and why.
const EXEMPT: [(&str, &str); 9] = [
    ("evenements_emargement_tetes_list", POLLED),
    ("evenements_fse_tetes_list", POLLED),
    ("evenements_parcours_tetes_list", POLLED),
    ("evenements_participants_tetes_list", POLLED),
    ("evenements_territoires_tetes_list", POLLED),
    ("lectures_emargement_list", GATHERED),
    ("lectures_fse_list", GATHERED),
    ("lectures_parcours_list", GATHERED),
    ("participant_name", NAMED),
];

const POLLED: &str =
    "services alone ask, in the name of the deployment: `tests/suite/isolation.rs` sees others refused";

const NAMED: &str = "the services that keep no name ask, with their own token, for what their answers show";

const GATHERED: &str =
    "participants alone asks, with the token of a service, and answers GET /v1/participants/{id}/lectures";

/// Whether only some tests were asked for: of operations of others, nothing can be said.
fn filtered() -> bool {
    std::env::args().skip(1).any(|argument| !argument.starts_with('-'))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_operation_refused_everything_impossible_before_it_was_seen_to_accept() {
    let _own = TestSuite::start().await;
    if filtered() {
        return;
    }
    until_no_more_than(1).await;
    let left: Vec<_> = untried().into_iter().filter(|one| !EXEMPT.iter().any(|(exempt, _)| exempt == one)).collect();
    assert!(left.is_empty(), "no test has seen a request of these accepted: {left:?}");
    for (exempt, why) in EXEMPT {
        assert!(untried().contains(&exempt), "{exempt} was tried, although it is said that it is not: {why}");
    }
}
