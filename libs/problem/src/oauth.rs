//! A refusal where clients speak OAuth 2: what RFC 6749 (section 5.2) has them read, and the problem beside it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Problem, Slug};

/// Why a request for a token, or for the end of one, is refused: the codes of RFC 6749.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErreurOauth {
    /// A parameter is missing, wrong or told twice.
    InvalidRequest,
    /// Whoever calls did not prove to be the client that they say.
    InvalidClient,
    /// The password, the second factor or the token is not the right one, or not any more.
    InvalidGrant,
    /// The client may not ask for tokens in this way.
    UnauthorizedClient,
    /// A way of asking for tokens that the suite does not have.
    UnsupportedGrantType,
    /// A scope that the client was not given.
    InvalidScope,
    /// Too many tries, or a service that starts or stops: `Retry-After` says when to come back.
    TemporarilyUnavailable,
    /// Something failed on our side.
    ServerError,
}

impl ErreurOauth {
    /// What a problem is to a client of OAuth.
    #[must_use]
    pub const fn de(slug: Slug) -> Self {
        match slug {
            Slug::IdentifiantsRefuses | Slug::SecondFacteur => Self::InvalidGrant,
            Slug::Interdit => Self::UnauthorizedClient,
            Slug::TropDeRequetes | Slug::Indisponible => Self::TemporarilyUnavailable,
            Slug::Interne | Slug::ServiceInjoignable | Slug::DelaiDepasse => Self::ServerError,
            _ => Self::InvalidRequest,
        }
    }

    /// The HTTP status: 400, but for a client that did not prove who it is, and for what is no matter of OAuth.
    #[must_use]
    pub const fn statut(self, slug: Slug) -> u16 {
        match (self, slug) {
            (Self::InvalidClient, _) => 401,
            (Self::TemporarilyUnavailable | Self::ServerError, _)
            | (_, Slug::CorpsTropGrand | Slug::TypeNonPrisEnCharge) => slug.status(),
            _ => 400,
        }
    }

    /// The statuses with which a problem may be told.
    #[must_use]
    pub fn statuts(slug: Slug) -> Vec<u16> {
        let client = matches!(slug, Slug::IdentifiantsRefuses).then_some(401);
        [Self::de(slug).statut(slug)].into_iter().chain(client).collect()
    }
}

/// A refusal of RFC 6749, served as `application/json`. The problem that it is stands beside what the RFC says, so that a
/// program of the suite branches on its `slug` here too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, thiserror::Error)]
#[error("{problem}")]
pub struct RefusOauth {
    /// The code of RFC 6749.
    pub error: ErreurOauth,
    /// The detail in the characters that the RFC allows: without accents.
    #[schema(example = "Adresse, mot de passe ou jeton incorrect.")]
    pub error_description: String,
    /// What is wrong, as the suite says it.
    #[serde(flatten)]
    pub problem: Box<Problem>,
}

impl RefusOauth {
    /// A refusal of this code.
    #[must_use]
    pub fn new(error: ErreurOauth, mut problem: Problem) -> Self {
        problem.status = error.statut(problem.slug);
        let error_description = description(&problem);
        Self { error, error_description, problem: Box::new(problem) }
    }
}

impl From<Problem> for RefusOauth {
    fn from(problem: Problem) -> Self {
        Self::new(ErreurOauth::de(problem.slug), problem)
    }
}

/// The detail, with the fields at fault: RFC 6749 has no other place for them.
fn description(problem: &Problem) -> String {
    let fields = problem.errors.iter().map(|one| format!("{} : {}", one.pointer.trim_start_matches('/'), one.detail));
    let fields: Vec<_> = fields.collect();
    let text = if fields.is_empty() { problem.detail.clone() } else { fields.join(" ; ") };
    let allowed = |char: char| match char {
        '"' | '\\' => '\'',
        ' '..='~' => char,
        _ => ' ',
    };
    kernel::ascii(&text).chars().map(allowed).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_refusal_says_what_the_rfc_asks_and_what_the_suite_says() {
        let refus = RefusOauth::from(Problem::new(Slug::SecondFacteur, "Le code « à six chiffres » est attendu."));
        let told = serde_json::to_value(&refus).unwrap();
        assert_eq!(
            told,
            json!({
                "error": "invalid_grant",
                "error_description": "Le code ' a six chiffres ' est attendu.",
                "type": "/problemes#second-facteur-requis",
                "slug": "second-facteur-requis",
                "title": "Second facteur requis",
                "status": 400,
                "detail": "Le code « à six chiffres » est attendu.",
            })
        );
    }

    #[test]
    fn a_description_has_the_characters_of_the_rfc_and_no_other() {
        let refus = RefusOauth::from(Problem::field("/scope", "inconnu", "« \"a\\b\" 張 ✅ » n'est pas\nun droit"));
        let allowed = |char: char| matches!(char, ' ' | '!' | '#'..='[' | ']'..='~');
        assert!(refus.error_description.chars().all(allowed), "{}", refus.error_description);
        assert!(refus.error_description.starts_with("scope : "), "{}", refus.error_description);
    }

    #[test]
    fn every_problem_has_its_code_and_the_status_that_the_document_says() {
        for slug in Slug::ALL {
            let refus = RefusOauth::from(Problem::new(*slug, ""));
            assert!(ErreurOauth::statuts(*slug).contains(&refus.problem.status), "{slug}");
        }
        let wrong = Problem::new(Slug::IdentifiantsRefuses, "");
        let client = RefusOauth::new(ErreurOauth::InvalidClient, wrong.clone());
        assert_eq!((client.problem.status, RefusOauth::from(wrong).problem.status), (401, 400));
        assert_eq!(RefusOauth::from(Problem::new(Slug::TropDeRequetes, "")).problem.status, 429);
    }
}
