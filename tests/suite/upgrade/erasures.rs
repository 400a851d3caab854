//! What an erasure learns since must reach who was erased before.

use std::{fmt::Write, fs};

use crate::architecture::root;

/// Where each service says what it erases.
const SAID: [&str; 5] = [
    "services/participants/src/droits/conservation/store/mod.rs",
    "services/participants/src/droits/conservation/store/traces.rs",
    "services/parcours/src/events.rs",
    "services/emargement/src/events.rs",
    "services/fse/src/events.rs",
];

/// Of another text with the same `ETENDUE`, who was erased before keeps what is erased since: raise it, in `told.rs` too, and accept the
/// snapshot of the new one in the place of the former.
#[test]
fn an_erasure_that_reaches_further_is_numbered() {
    let (mut extent, mut erased) = (None, String::new());
    for file in SAID {
        let text = fs::read_to_string(root().join(file)).unwrap().replace("\\\"", "'");
        if let Some((_, after)) = text.split_once("const ETENDUE: i32 = ") {
            extent = after.split(';').next().map(ToOwned::to_owned);
        }
        for literal in
            text.split('"').filter(|part| ["UPDATE ", "DELETE FROM "].iter().any(|verb| part.starts_with(verb)))
        {
            writeln!(erased, "{}", literal.replace('\\', " ").split_whitespace().collect::<Vec<_>>().join(" "))
                .unwrap();
        }
    }
    assert!(erased.lines().count() > 25, "what is erased was not found");
    insta::assert_snapshot!(format!("erasure_{}", extent.unwrap()), erased);
}
