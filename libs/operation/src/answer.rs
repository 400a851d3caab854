//! What the type of the answer says.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, ItemFn, Result, ReturnType, Type};

use crate::{
    attribute::Attribute,
    signature::{inner, outermost},
};

/// The answers, as `utoipa::path` reads them, and the proof that the one of success has the status of its type.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) responses: TokenStream,
    pub(crate) proof: TokenStream,
    /// The kind of file that it is.
    pub(crate) media: Option<Type>,
    /// Whether it bears a tag of what it shows: a read of something that is no page of a list.
    pub(crate) tagged: bool,
}

impl Answer {
    /// Reads what a handler returns.
    pub(crate) fn of(handler: &ItemFn, attribute: &Attribute) -> Result<Self> {
        let answer = success(handler)?;
        let explicit = &attribute.responses;
        let (status, content) = match described(&answer)? {
            Some(described) => described,
            None if explicit.is_empty() => {
                let message = "an operation answers a `Reponse`, a `Cree`, `Rien` or a `Fichier`; anything else is \
                               described in `responses(…)`";
                return Err(Error::new_spanned(&answer, message));
            }
            None => {
                let responses = explicit.clone();
                return Ok(Self { responses, proof: TokenStream::new(), media: None, tagged: false });
            }
        };
        let description = attribute.answer.iter().map(|text| quote!(, description = #text));
        let media = outermost(&answer).filter(|one| one.ident == "Fichier").map(inner).transpose()?;
        Ok(Self {
            media,
            tagged: attribute.method == "get" && shows_one(&answer),
            responses: quote!((status = #status #(#description)* #content), #explicit),
            proof: quote! {
                const _: () = assert!(
                    <#answer as ::runtime::http::Answer>::STATUS == #status,
                    "the document and the wire give two statuses to this answer"
                );
            },
        })
    }
}

/// The status and the body of the answers that the runtime knows.
fn described(answer: &Type) -> Result<Option<(u16, TokenStream)>> {
    let Some(segment) = outermost(answer) else { return Ok(None) };
    Ok(match segment.ident.to_string().as_str() {
        "Reponse" => {
            let body = inner(segment)?;
            Some((200, quote!(, body = #body)))
        }
        "Cree" => {
            let body = inner(segment)?;
            Some((201, quote!(, body = #body)))
        }
        "Rien" => Some((204, TokenStream::new())),
        "Fichier" => {
            let media = inner(segment)?;
            Some((200, quote!(, body = Vec<u8>, content_type = <#media as ::runtime::http::Media>::TYPE)))
        }
        _ => None,
    })
}

/// Whether an answer is a body of JSON that is no page of a list.
fn shows_one(answer: &Type) -> bool {
    let body = outermost(answer).filter(|one| one.ident == "Reponse").and_then(|one| inner(one).ok());
    body.is_some_and(|body| outermost(&body).is_none_or(|one| one.ident != "Page"))
}

/// `T` in `Result<T, Problem>`.
fn success(handler: &ItemFn) -> Result<Type> {
    let message = "an operation returns `Result<…, Problem>`";
    let ReturnType::Type(_, ty) = &handler.sig.output else {
        return Err(Error::new_spanned(&handler.sig, message));
    };
    match outermost(ty) {
        Some(segment) if segment.ident == "Result" => inner(segment),
        _ => Err(Error::new_spanned(ty, message)),
    }
}
