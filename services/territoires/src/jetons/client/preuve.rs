//! How a request says which client sends it, and proves it: in one way, and one only (RFC 6749, section 2.3).

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web};
use base64::{Engine, engine::general_purpose::STANDARD};
use problem::{ErreurOauth, FieldError, Problem, RefusOauth, Slug};
use territoires_api::Presentation;

use crate::jetons::client::assertion::{self, Assertion};

/// What proves a client.
pub(crate) enum Preuve {
    /// Its secret.
    Secret { client_id: String, secret: String },
    /// What it signed.
    Assertion(Box<Assertion>),
}

impl Preuve {
    /// The client that it is said to be.
    pub(crate) fn client_id(&self) -> &str {
        match self {
            Self::Secret { client_id, .. } => client_id,
            Self::Assertion(assertion) => assertion.client_id(),
        }
    }
}

/// The name and the secret of `Authorization: Basic`, when a request has one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Basic(pub(crate) Option<(String, String)>);

impl FromRequest for Basic {
    type Error = RefusOauth;
    type Future = Ready<Result<Self, RefusOauth>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(header::AUTHORIZATION).map(header::HeaderValue::as_bytes);
        ready(Self::lire(header.unwrap_or_default()))
    }
}

impl Basic {
    /// Another scheme proves no client.
    fn lire(header: &[u8]) -> Result<Self, RefusOauth> {
        let Some((scheme, said)) = header.split_at_checked(6) else { return Ok(Self::default()) };
        if !scheme.eq_ignore_ascii_case(b"basic ") {
            return Ok(Self::default());
        }
        let decoded = STANDARD.decode(said.trim_ascii()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let parts = decoded.as_deref().and_then(|text| text.split_once(':'));
        let read = parts.and_then(|(id, secret)| Some((deplie(id)?, deplie(secret)?)));
        match read {
            Some(read) => Ok(Self(Some(read))),
            None => Err(inconnu("L'en-tête Authorization ne se lit pas.")),
        }
    }
}

/// A part of `Basic`, of which the characters were written as in a form (RFC 6749, section 2.3.1).
fn deplie(part: &str) -> Option<String> {
    let mut pairs = web::Query::<Vec<(String, String)>>::from_query(&format!("v={}", part.replace('&', "%26"))).ok()?;
    pairs.pop().map(|(_, value)| value)
}

/// A client that did not prove who it is.
pub(crate) fn inconnu(detail: &str) -> RefusOauth {
    RefusOauth::new(ErreurOauth::InvalidClient, Problem::new(Slug::IdentifiantsRefuses, detail))
}

/// The proof that a request shows, if it shows one. A name alone, or with an empty secret, proves nothing: whoever calls is no client.
pub(crate) fn lire(basic: Basic, montre: Presentation) -> Result<Option<Preuve>, RefusOauth> {
    let Presentation { id, secret, assertion_type, assertion } = montre;
    let basic = basic.0.filter(|(_, secret)| !secret.is_empty());
    let ways = [basic.is_some(), secret.is_some(), assertion.is_some()];
    if ways.into_iter().filter(|shown| *shown).count() > 1 {
        let detail = "Un outil prouve qui il est d'une seule manière : l'en-tête Authorization, client_secret ou \
                      client_assertion.";
        return Err(Problem::new(Slug::DonneesInvalides, detail).into());
    }
    if let Some((name, secret)) = basic {
        refuser_autre(id.as_deref(), &name)?;
        return Ok(Some(Preuve::Secret { client_id: name, secret }));
    }
    if let Some(secret) = secret {
        let client_id = id.ok_or_else(|| absent("client_id"))?;
        return Ok(Some(Preuve::Secret { client_id, secret }));
    }
    match (assertion, assertion_type.as_deref()) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(absent("client_assertion")),
        (Some(signed), Some(assertion::TYPE)) => {
            let read = Assertion::lire(&signed).ok_or_else(|| inconnu("client_assertion n'est pas un JWT signé."))?;
            refuser_autre(id.as_deref(), read.client_id())?;
            Ok(Some(Preuve::Assertion(Box::new(read))))
        }
        (Some(_), _) => {
            let detail = format!("attendu : {}", assertion::TYPE);
            Err(Problem::field("/client_assertion_type", "inconnu", detail).into())
        }
    }
}

/// Refuses a body that names another client than what proves it.
fn refuser_autre(nomme: Option<&str>, prouve: &str) -> Result<(), RefusOauth> {
    match nomme {
        Some(nomme) if nomme != prouve => {
            Err(Problem::field("/client_id", "incoherent", "attendu : le même outil que celui qui prouve qui il est")
                .into())
        }
        _ => Ok(()),
    }
}

/// A parameter that is missing.
pub(crate) fn absent(nom: &str) -> RefusOauth {
    Problem::from(FieldError::new(format!("/{nom}"), "absent", format!("champ obligatoire absent : {nom}"))).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Result<Option<(String, String)>, ErreurOauth> {
        Basic::lire(text.as_bytes()).map(|basic| basic.0).map_err(|refus| refus.error)
    }

    fn written(text: &str) -> String {
        format!("Basic {}", STANDARD.encode(text))
    }

    #[test]
    fn basic_holds_a_name_and_a_secret_written_as_in_a_form() {
        let pair = |id: &str, secret: &str| Ok(Some((id.to_owned(), secret.to_owned())));
        assert_eq!(header(&written("outil:secret")), pair("outil", "secret"));
        assert_eq!(header(&written("ou%3Atil:a%2Bb+c%26d&e=f:g")), pair("ou:til", "a+b c&d&e=f:g"));
        assert_eq!(header(&written("outil:secret").replace("Basic", "bASIC")), pair("outil", "secret"));
        assert_eq!(header(&written("outil:")), pair("outil", ""));
        for nothing in ["", "Basic", "Bearer abc", "Basique x"] {
            assert_eq!(header(nothing), Ok(None), "{nothing}");
        }
        for wrong in ["Basic ", "Basic %%%", &written("sans séparateur")] {
            assert_eq!(header(wrong), Err(ErreurOauth::InvalidClient), "{wrong}");
        }
    }

    fn shown(basic: Option<&str>, body: &[(&str, &str)]) -> Result<Option<String>, ErreurOauth> {
        let told = |name: &str| body.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned());
        let montre = Presentation {
            id: told("client_id"),
            secret: told("client_secret"),
            assertion_type: told("client_assertion_type"),
            assertion: told("client_assertion"),
        };
        let pair = basic.and_then(|text| text.split_once(':'));
        let read = lire(Basic(pair.map(|(id, secret)| (id.to_owned(), secret.to_owned()))), montre);
        read.map(|preuve| preuve.map(|one| one.client_id().to_owned())).map_err(|refus| refus.error)
    }

    #[test]
    fn a_client_proves_who_it_is_in_one_way() {
        let (id, secret) = (("client_id", "outil"), ("client_secret", "s"));
        let outil = Ok(Some("outil".to_owned()));
        assert_eq!(shown(Some("outil:s"), &[]), outil);
        assert_eq!(shown(Some("outil:s"), &[id]), outil);
        assert_eq!(shown(None, &[id, secret]), outil);
        assert_eq!((shown(None, &[]), shown(None, &[id])), (Ok(None), Ok(None)), "a name alone proves nothing");
        assert_eq!(
            (shown(Some(":"), &[]), shown(Some("outil:"), &[])),
            (Ok(None), Ok(None)),
            "and neither does an empty secret"
        );
        assert_eq!(shown(Some(":"), &[id, secret]), outil);
        let twice = Err(ErreurOauth::InvalidRequest);
        assert_eq!(shown(Some("outil:s"), &[id, secret]), twice);
        assert_eq!(shown(Some("outil:s"), &[("client_id", "autre")]), twice);
        assert_eq!(shown(None, &[secret]), twice, "of whom?");
        let kind = ("client_assertion_type", assertion::TYPE);
        let signed = ("client_assertion", "a.b.c");
        assert_eq!((shown(None, &[kind]), shown(None, &[signed])), (twice.clone(), twice.clone()));
        assert_eq!(shown(None, &[kind, signed, id, secret]), twice);
        assert_eq!(shown(None, &[kind, signed]), Err(ErreurOauth::InvalidClient));
    }
}
