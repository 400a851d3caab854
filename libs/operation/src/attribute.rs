//! What the attribute says itself.

use proc_macro2::TokenStream;
use syn::{
    Ident, LitStr, Result, Token,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

/// The methods that the suite uses.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// `get "/v1/candidatures/{id}", tag = "candidatures", …`.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) method: Ident,
    pub(crate) path: LitStr,
    pub(crate) tag: Option<LitStr>,
    pub(crate) id: Option<LitStr>,
    pub(crate) answer: Option<LitStr>,
    pub(crate) refuses: Vec<Ident>,
    pub(crate) public: Option<Ident>,
    pub(crate) versioned: bool,
    pub(crate) params: TokenStream,
    pub(crate) responses: TokenStream,
}

impl Parse for Attribute {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let (method, path) = route(input)?;
        let mut attribute = Self {
            method,
            path,
            tag: None,
            id: None,
            answer: None,
            refuses: Vec::new(),
            public: None,
            versioned: false,
            params: TokenStream::new(),
            responses: TokenStream::new(),
        };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if !input.is_empty() {
                attribute.option(input)?;
            }
        }
        Ok(attribute)
    }
}

/// The method and the path.
fn route(input: ParseStream<'_>) -> Result<(Ident, LitStr)> {
    let method: Ident = input.parse().map_err(|error| {
        syn::Error::new(error.span(), "an operation begins with its method and its path: `get \"/v1/candidatures\"`")
    })?;
    if !METHODS.contains(&method.to_string().as_str()) {
        return Err(syn::Error::new(method.span(), format!("a method is one of {}", METHODS.join(", "))));
    }
    let path: LitStr = input.parse()?;
    if !path.value().starts_with("/v1/") {
        return Err(syn::Error::new(path.span(), "a path begins with its version: `/v1/`"));
    }
    Ok((method, path))
}

impl Attribute {
    fn option(&mut self, input: ParseStream<'_>) -> Result<()> {
        let name: Ident = input.parse()?;
        match name.to_string().as_str() {
            "tag" => self.tag = Some(text(input)?),
            "id" => self.id = Some(text(input)?),
            "answer" => self.answer = Some(text(input)?),
            "public" => self.public = Some(name),
            "versioned" => self.versioned = true,
            "refuses" => self.refuses = names(input)?,
            "params" => self.params = verbatim(input)?,
            "responses" => self.responses = verbatim(input)?,
            other => {
                let message = format!(
                    "`{other}` is not an option of an operation: tag, id, answer, refuses, public, versioned, params or responses is"
                );
                return Err(syn::Error::new(name.span(), message));
            }
        }
        Ok(())
    }

    /// The tag: said, or the first segment of the path after its version.
    pub(crate) fn tag(&self) -> String {
        let path = self.path.value();
        let segment = || path.split('/').nth(2).unwrap_or_default().to_owned();
        self.tag.as_ref().map_or_else(segment, LitStr::value)
    }

    /// The names between braces in the path.
    pub(crate) fn placeholders(&self) -> Vec<String> {
        let path = self.path.value();
        path.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
    }
}

fn text(input: ParseStream<'_>) -> Result<LitStr> {
    input.parse::<Token![=]>()?;
    input.parse()
}

fn names(input: ParseStream<'_>) -> Result<Vec<Ident>> {
    let inner;
    syn::parenthesized!(inner in input);
    Ok(Punctuated::<Ident, Token![,]>::parse_terminated(&inner)?.into_iter().collect())
}

fn verbatim(input: ParseStream<'_>) -> Result<TokenStream> {
    let inner;
    syn::parenthesized!(inner in input);
    inner.parse()
}
