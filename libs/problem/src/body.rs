//! The body of a problem.

use kernel::{Code, Refus, Service};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Slug, echappe};

/// A refusal (RFC 9457), served as `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, thiserror::Error)]
#[error("{slug}: {detail}")]
pub struct Problem {
    /// Where the problem is explained.
    #[serde(rename = "type")]
    #[schema(example = "/problemes#donnees-invalides")]
    pub kind: String,
    /// Stable name of the problem.
    pub slug: Slug,
    /// French title, the same for every occurrence.
    #[schema(example = "Données invalides")]
    pub title: String,
    /// The HTTP status, repeated.
    #[schema(example = 422)]
    pub status: u16,
    /// What is wrong this time and what to do, in French.
    #[schema(example = "1 champ à corriger")]
    pub detail: String,
    /// Fields to correct, sorted by pointer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Seconds to wait before trying again, also in the `Retry-After` header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// Who may have told since of what was not found: to be heard before this refusal is given. Never sent.
    #[serde(skip)]
    pub a_entendre: Services,
}

/// Some of the services, each once at most: small, for a problem is what most functions may answer.
pub type Services = [Option<Service>; <Service as Code>::TOUS.len()];

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// JSON pointer to the field in the request body.
    #[schema(example = "/date_naissance")]
    pub pointer: String,
    /// Stable name of the mistake.
    #[schema(example = "invalide")]
    pub code: String,
    /// What is wrong and what was expected, in French.
    pub detail: String,
}

impl FieldError {
    /// What is wrong with the field at `pointer`.
    pub fn new(pointer: impl Into<String>, code: &str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.to_owned(), detail: detail.into() }
    }

    /// What is wrong with the value that an object looks up by a key, which may hold anything.
    pub fn dans(objet: &str, cle: &str, code: &str, detail: impl Into<String>) -> Self {
        Self::new(format!("{objet}/{}", echappe(cle)), code, detail)
    }
}

impl Problem {
    /// A problem of the catalogue, with what is wrong this time.
    pub fn new(slug: Slug, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/problemes#{slug}"),
            slug,
            title: slug.title().to_owned(),
            status: slug.status(),
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: matches!(slug, Slug::Indisponible | Slug::ReferentielAbsent | Slug::ServiceInjoignable)
                .then_some(1),
            a_entendre: Services::default(),
        }
    }

    /// The problem of bad input: one entry per field.
    #[must_use]
    pub fn invalid(mut errors: Vec<FieldError>) -> Self {
        errors.sort();
        let detail = match errors.as_slice() {
            [only] => only.detail.clone(),
            many => format!("{} champs à corriger", many.len()),
        };
        Self { errors, ..Self::new(Slug::DonneesInvalides, detail) }
    }

    /// The problem of one bad field.
    pub fn field(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError::new(pointer, code, detail)])
    }

    /// Adds a field to the problem.
    #[must_use]
    pub fn at(mut self, pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        self.errors.push(FieldError::new(pointer, code, detail));
        self.errors.sort();
        self
    }

    /// The same problem of a part of the body: `prefix` leads to that part.
    #[must_use]
    pub fn sous(mut self, prefix: &str) -> Self {
        for error in &mut self.errors {
            error.pointer.insert_str(0, prefix);
        }
        self
    }

    /// The same refusal, at `pointer` when what does not exist is what the body names there.
    #[must_use]
    pub fn nomme(self, pointer: &str, detail: &str) -> Self {
        match self.slug {
            Slug::Introuvable => Self { a_entendre: self.a_entendre, ..Self::field(pointer, "inconnu", detail) },
            _ => self,
        }
    }

    /// Says who may have told since of what was not found: the refusal holds once they were heard.
    #[must_use]
    pub fn selon(mut self, services: impl IntoIterator<Item = Service>) -> Self {
        for (place, service) in self.a_entendre.iter_mut().zip(services) {
            *place = Some(service);
        }
        self
    }

    /// Says when to try again.
    #[must_use]
    pub const fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The resource does not exist, or the caller may not know that it does.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Slug::Introuvable, "Cette ressource n'existe pas.")
    }

    /// Something failed that the caller can do nothing about. `cause` is logged here, once, and never
    /// sent.
    #[must_use]
    pub fn internal(cause: &dyn std::error::Error) -> Self {
        let mut chain = cause.to_string();
        let mut next = cause.source();
        while let Some(source) = next {
            chain.push_str(": ");
            chain.push_str(&source.to_string());
            next = source.source();
        }
        tracing::error!(error = %chain, "internal error");
        Self::new(Slug::Interne, "Une erreur inattendue s'est produite. Elle est enregistrée ; rien n'a été modifié.")
    }
}

impl From<Refus> for Problem {
    /// What a state forbids.
    fn from(refus: Refus) -> Self {
        Self::new(Slug::TransitionInterdite, refus.to_string())
    }
}

impl From<FieldError> for Problem {
    fn from(error: FieldError) -> Self {
        Self::invalid(vec![error])
    }
}
