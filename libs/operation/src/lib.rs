//! `#[operation]`: a handler declared by what it takes and what it gives. Its route, its document and its
//! permission are read from its name, its documentation and its signature, so that none of them is said twice.

mod answer;
mod attribute;
mod bounds;
mod expand;
mod signature;

use proc_macro::TokenStream;

/// Makes an operation of a handler.
///
/// ```text
/// /// Lire une candidature
/// ///
/// /// Avec ses échéances, et ce que l’on peut en faire maintenant.
/// #[operation(get "/v1/candidatures/{id}")]
/// pub(crate) async fn candidature_view(
///     lecture: Lecture<CandidatureLire>,
///     id: Path<CandidatureId>,
/// ) -> Result<Reponse<CandidatureDto>, Problem> { … }
/// ```
///
/// | said by | becomes |
/// |---|---|
/// | the function's name | the operation's id, and the name of its route |
/// | its documentation | summary and description |
/// | `Grant<P>` or `Lecture<P>` | security and `x-permission` |
/// | `Path<…>` | the parameter that the path names |
/// | `Filtre<T>` | the query parameters |
/// | `Commande<T>`, `Json<T>`, `Form<T>`, `Payload` | the request body |
/// | `Form<T>` | refusals as OAuth 2 has them (RFC 6749) |
/// | `Reponse<T>`, `Cree<T>`, `Rien`, `Fichier<M>` | status, body and media type of the answer |
/// | `Reponse<T>` of a GET, `T` being no `Page` | its `ETag`, `If-None-Match` and 304 |
///
/// After the method and the path:
///
/// - `tag = "…"`, when it is not the first segment of the path after the version;
/// - `id = "…"`, what the parameter identifies, when its type does not say it;
/// - `answer = "…"`, a sentence on the answer;
/// - `refuses(Conflit, …)`, the problems of its own, by their names in the catalogue: those that follow from the
///   shape of an operation are added by `runtime::openapi::complete`;
/// - `versioned`, when the answer has an `ETag`: the version that `If-Match` names;
/// - `public`, for an operation without grant: the caller has no account;
/// - `params(…)` and `responses(…)` as `utoipa::path` reads them, for what nothing of the above says.
#[proc_macro_attribute]
pub fn operation(attribute: TokenStream, handler: TokenStream) -> TokenStream {
    let made = syn::parse(attribute)
        .and_then(|attribute| Ok((attribute, syn::parse(handler)?)))
        .and_then(|(attribute, handler)| expand::expand(&attribute, &handler));
    made.unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Says in the schema of a type what `garde` checks of its fields: lengths, ranges, patterns. It stands above the derives.
///
/// ```text
/// #[operation::bounded]
/// #[derive(Deserialize, ToSchema, Validate)]
/// pub struct NouvelleChose {
///     #[garde(length(chars, min = 2, max = 80))]
///     pub nom: String,
/// }
/// ```
#[proc_macro_attribute]
pub fn bounded(_: TokenStream, item: TokenStream) -> TokenStream {
    let made = syn::parse(item).and_then(bounds::bounded);
    made.unwrap_or_else(|error| error.to_compile_error()).into()
}
