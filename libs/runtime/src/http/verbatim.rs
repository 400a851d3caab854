//! Bodies taken as they were sent: nobody writes a password or a code otherwise than its holder. Only what cannot be kept,
//! a NUL, is refused.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use garde::Validate;
use problem::{FieldError, Problem};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Declares the bodies that `actix` decodes, and that are valid here.
macro_rules! verbatim {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone)]
            pub struct $name<T>(pub T);

            impl<T: DeserializeOwned + Serialize + Validate<Context = ()> + 'static> FromRequest for $name<T> {
                type Error = actix_web::Error;
                type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

                fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                    let sent = web::$name::<T>::from_request(request, payload);
                    Box::pin(async move {
                        let sent = sent.await?.into_inner();
                        without_nul(&sent)?;
                        problem::validate(&sent)?;
                        Ok(Self(sent))
                    })
                }
            }
        )*
    };
}

verbatim! {
    /// A valid form: what RFC 6749 asks its clients to send.
    Form
    /// Valid JSON, of which nothing is kept for who repeats the request.
    Json
}

/// Refuses each text of a body that has a NUL, which Postgres keeps in none. These bodies are flat.
fn without_nul(sent: &impl Serialize) -> Result<(), Problem> {
    let fields = serde_json::to_value(sent).map_err(|error| Problem::internal(&error))?;
    let nul = |text: &Value| text.as_str().is_some_and(|text| text.contains('\0'));
    let wrong = fields.as_object().into_iter().flatten().filter(|(_, text)| nul(text));
    let errors: Vec<_> = wrong
        .map(|(name, _)| FieldError::new(format!("/{name}"), "invalide", "caractère nul (U+0000) : retirez-le"))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}
