//! What may be done with a resource now.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something that may be done with a resource, or why it may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Action {
    /// Its name: the last segment of the operation's path.
    #[schema(example = "affectation")]
    pub nom: String,
    /// Whether it may be done now.
    pub possible: bool,
    /// Why it may not, in French.
    #[schema(example = "la candidature n'est pas encore affectée")]
    pub raison: Option<String>,
}

impl Action {
    /// What the rule of the command itself says of it now: it may be done, or it is refused for that reason.
    pub fn selon<T, R: fmt::Display>(nom: &str, issue: Result<T, R>) -> Self {
        let refus = issue.err().map(|refus| refus.to_string());
        Self { nom: nom.to_owned(), possible: refus.is_none(), raison: refus }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Refus;

    use super::*;

    #[test]
    fn what_a_rule_refuses_is_shown_with_its_reason() {
        let refused = Action::selon("cloture", Err::<(), _>(Refus::new("la séance est close")));
        assert_eq!((refused.possible, refused.raison.as_deref()), (false, Some("la séance est close")));
        let allowed = Action::selon("cloture", Ok::<_, Refus>(()));
        assert_eq!((allowed.possible, allowed.raison), (true, None));
    }
}
