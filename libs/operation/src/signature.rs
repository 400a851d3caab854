//! What the arguments of a handler say.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{FnArg, GenericArgument, ItemFn, PathArguments, PathSegment, Result, Type};

use crate::attribute::Attribute;

/// What a handler takes from a request.
#[derive(Debug, Default)]
pub(crate) struct Signature {
    /// The permission that it asks for.
    pub(crate) permission: Option<Type>,
    /// The type of what its path identifies.
    pub(crate) id: Option<Type>,
    /// The type of its query parameters.
    pub(crate) query: Option<Type>,
    /// Its body, as `utoipa::path` reads it.
    pub(crate) body: Option<TokenStream>,
    /// Whether it is a form, and refused as OAuth 2 has it.
    pub(crate) oauth: bool,
    /// Whether it may be sent again with the same key and answered the same.
    pub(crate) repeatable: bool,
}

impl Signature {
    /// Reads the arguments, and refuses those that contradict each other or the attribute.
    pub(crate) fn of(handler: &ItemFn, attribute: &Attribute) -> Result<Self> {
        let mut signature = Self::default();
        for argument in &handler.sig.inputs {
            if let FnArg::Typed(argument) = argument {
                signature.read(&argument.ty)?;
            }
        }
        signature.agree(handler, attribute)?;
        Ok(signature)
    }

    fn read(&mut self, ty: &Type) -> Result<()> {
        let Some(segment) = outermost(ty) else { return Ok(()) };
        match segment.ident.to_string().as_str() {
            "Grant" | "Lecture" => once(&mut self.permission, inner(segment)?, ty, "one grant"),
            "Path" => once(&mut self.id, inner(segment)?, ty, "one `Path`"),
            "Filtre" => once(&mut self.query, inner(segment)?, ty, "one `Filtre`"),
            "Commande" | "Json" => {
                self.repeatable = segment.ident == "Commande";
                let body = inner(segment)?;
                once(&mut self.body, quote!(request_body = #body), ty, BODY)
            }
            "Form" => {
                self.oauth = true;
                let body = inner(segment)?;
                let form = quote!(request_body(content = #body, content_type = "application/x-www-form-urlencoded"));
                once(&mut self.body, form, ty, BODY)
            }
            "Payload" => {
                let bytes = quote!(request_body(content = Vec<u8>, content_type = "application/octet-stream"));
                once(&mut self.body, bytes, ty, BODY)
            }
            _ => Ok(()),
        }
    }

    /// The signature and the attribute say the same of the path and of the caller.
    fn agree(&self, handler: &ItemFn, attribute: &Attribute) -> Result<()> {
        let name = &handler.sig.ident;
        match (&self.permission, &attribute.public) {
            (None, None) => {
                let message = "an operation takes a `Grant`, or says that it is `public`: its caller has no account";
                return Err(syn::Error::new(name.span(), message));
            }
            (Some(_), Some(public)) => {
                return Err(syn::Error::new(public.span(), "an operation that takes a grant is not `public`"));
            }
            _ => {}
        }
        let placeholders = attribute.placeholders();
        let described = !attribute.params.is_empty();
        match (placeholders.as_slice(), &self.id) {
            ([], Some(id)) => Err(syn::Error::new_spanned(id, "the path names no parameter: `{id}` is missing")),
            ([one], None) if !described => {
                let message = format!("the path names {{{one}}}, and no argument takes it: a `Path` does");
                Err(syn::Error::new(attribute.path.span(), message))
            }
            ([_, _, ..], _) if !described => {
                let message = "a path with several parameters has them described in `params(…)`";
                Err(syn::Error::new(attribute.path.span(), message))
            }
            _ => Ok(()),
        }
    }
}

const BODY: &str = "one body: `Commande`, `Json`, `Form` and `Payload` exclude each other";

fn once<T>(place: &mut Option<T>, found: T, ty: &Type, most: &str) -> Result<()> {
    if place.replace(found).is_some() {
        return Err(syn::Error::new_spanned(ty, format!("an operation takes at most {most}")));
    }
    Ok(())
}

/// The last segment of the path of a type: `Reponse<T>` in `http::Reponse<T>`.
pub(crate) fn outermost(ty: &Type) -> Option<&PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// The first type between the angle brackets of a type.
pub(crate) fn inner(segment: &PathSegment) -> Result<Type> {
    let found = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty.clone()),
            _ => None,
        }),
        _ => None,
    };
    found.ok_or_else(|| syn::Error::new_spanned(segment, format!("say of what: `{}<…>`", segment.ident)))
}
