//! From what a handler says to its route and its document.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, ItemFn, LitStr, Result, Type};

use crate::{
    answer::Answer,
    attribute::Attribute,
    signature::{Signature, outermost},
};

/// The handler with its route and its document.
pub(crate) fn expand(attribute: &Attribute, handler: &ItemFn) -> Result<TokenStream> {
    if !handler.attrs.iter().any(|one| one.path().is_ident("doc")) {
        let message = "the documentation of an operation is its summary, in French, and its description";
        return Err(Error::new(handler.sig.ident.span(), message));
    }
    let signature = Signature::of(handler, attribute)?;
    let Answer { responses, proof, media, tagged } = Answer::of(handler, attribute)?;
    let name = &handler.sig.ident;
    let operation_id = LitStr::new(&name.to_string(), name.span());
    let (method, path, tag) = (&attribute.method, &attribute.path, attribute.tag());
    let body = signature.body.iter();
    let params = wrapped(&quote!(params), params(attribute, &signature));
    let security = signature.permission.iter().map(|_| quote!(security(("jeton" = [])),));
    let extensions = wrapped(&quote!(extensions), extensions(attribute, &signature, media.as_ref(), tagged));
    Ok(quote! {
        #[::utoipa::path(
            #method,
            path = #path,
            impl_for = #name,
            operation_id = #operation_id,
            tag = #tag,
            #params
            #(#body,)*
            #(#security)*
            #extensions
            responses(#responses)
        )]
        #[::actix_web::#method(#path, name = #operation_id)]
        #handler

        #proof
    })
}

/// `name(inner),`, or nothing when there is nothing to say.
fn wrapped(name: &TokenStream, inner: TokenStream) -> TokenStream {
    if inner.is_empty() { inner } else { quote!(#name(#inner),) }
}

fn params(attribute: &Attribute, signature: &Signature) -> TokenStream {
    let explicit = &attribute.params;
    let id = attribute.placeholders().into_iter().zip(&signature.id).map(|(name, ty)| {
        let description = attribute.id.as_ref().map_or_else(|| quote!(<#ty>::LIBELLE), |text| quote!(#text));
        let schema = if outermost(ty).is_some_and(|one| one.ident == "Id") { quote!(Uuid) } else { quote!(#ty) };
        quote!((#name = #schema, Path, description = #description),)
    });
    let query = signature.query.iter();
    // Several parameters are described by hand, each by its name.
    let id: Vec<_> = if attribute.placeholders().len() == 1 { id.collect() } else { Vec::new() };
    quote!(#(#id)* #(#query,)* #explicit)
}

/// What `utoipa::path` has no word for: the permission, the refusals by their names in the catalogue, whether the answer
/// has a version, a tag, or is a file of several types, whether a key makes the request repeatable, and whether it is one of
/// OAuth 2.
fn extensions(attribute: &Attribute, signature: &Signature, media: Option<&Type>, tagged: bool) -> TokenStream {
    let permission =
        signature.permission.iter().map(|ty| quote!(("x-permission" = json!(<#ty as ::auth::Droit>::NOM)),));
    let refusals = &attribute.refuses;
    let refusals = (!refusals.is_empty()).then(|| quote!(("x-refus" = json!([#(::problem::Slug::#refusals),*])),));
    let refusals = refusals.iter();
    let version = attribute.versioned.then(|| quote!(("x-version" = json!(true)),));
    let version = version.iter();
    let tag = tagged.then(|| quote!(("x-etiquette" = json!(true)),));
    let tag = tag.iter();
    let media = media.map(|media| quote!(("x-media" = json!(<#media as ::runtime::http::Media>::TYPES)),));
    let media = media.iter();
    let repeatable = signature.repeatable.then(|| quote!(("x-cle" = json!(true)),));
    let repeatable = repeatable.iter();
    let oauth = signature.oauth.then(|| quote!(("x-oauth" = json!(true)),));
    let oauth = oauth.iter();
    quote!(#(#permission)* #(#refusals)* #(#version)* #(#tag)* #(#media)* #(#repeatable)* #(#oauth)*)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: &str = "/// Lire une chose
        async fn chose_view(grant: Grant<ChoseLire>, id: Path<Id<Chose>>, db: Data<Db>)
            -> Result<Reponse<ChoseDto>, Problem> {}";

    fn expanded(attribute: &str, handler: &str) -> Result<String> {
        let tokens = expand(&syn::parse_str(attribute)?, &syn::parse_str(handler)?)?;
        Ok(squeezed(&tokens.to_string()))
    }

    fn refused(attribute: &str, handler: &str) -> String {
        squeezed(&expanded(attribute, handler).unwrap_err().to_string())
    }

    fn squeezed(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[track_caller]
    fn says(made: &str, said: &str) {
        let said = squeezed(said);
        assert!(made.contains(&said), "{said} is not in {made}");
    }

    #[test]
    fn a_read_says_its_name_its_right_its_parameter_and_its_answer() {
        let made = expanded(r#"get "/v1/choses/{id}", id = "La chose""#, VIEW).unwrap();
        says(&made, r#"operation_id = "chose_view", tag = "choses""#);
        says(&made, r#"params(("id" = Uuid, Path, description = "La chose"),)"#);
        says(&made, r#"security(("jeton" = []))"#);
        let extensions =
            r#"("x-permission" = json!(<ChoseLire as ::auth::Droit>::NOM)), ("x-etiquette" = json!(true)),"#;
        says(&made, &format!("extensions({extensions})"));
        says(&made, "responses((status = 200u16, body = ChoseDto),)");
        says(&made, r#"#[::actix_web::get("/v1/choses/{id}", name = "chose_view")]"#);
        says(&made, "<Reponse<ChoseDto> as ::runtime::http::Answer>::STATUS == 200u16");
    }

    #[test]
    fn a_journalled_read_says_the_same_right() {
        let journalled = VIEW.replace("Grant<", "runtime::Lecture<");
        let attribute = r#"get "/v1/choses/{id}", id = "La chose""#;
        let right = "json!(<ChoseLire as ::auth::Droit>::NOM)";
        says(&expanded(attribute, &journalled).unwrap(), right);
    }

    #[test]
    fn an_identifier_says_itself_what_it_identifies() {
        let made = expanded(r#"get "/v1/choses/{id}""#, &VIEW.replace("Id<Chose>", "ChoseId")).unwrap();
        says(&made, r#"("id" = ChoseId, Path, description = <ChoseId>::LIBELLE)"#);
    }

    #[test]
    fn a_command_says_its_body_its_refusals_and_that_it_creates() {
        let handler = "/// Créer une chose
            async fn chose_create(grant: Grant<ChoseGerer>, commande: Commande<NouvelleChose>)
                -> Result<Cree<ChoseDto>, Problem> {}";
        let made = expanded(r#"post "/v1/choses", tag = "objets", refuses(Conflit, Chevauchement)"#, handler).unwrap();
        says(&made, r#"tag = "objets", request_body = NouvelleChose"#);
        says(&made, r#"("x-refus" = json!([::problem::Slug::Conflit, ::problem::Slug::Chevauchement]))"#);
        says(&made, "responses((status = 201u16, body = ChoseDto),)");
    }

    #[test]
    fn what_is_read_bears_a_tag_unless_it_is_a_page_or_was_written() {
        let tagged = |attribute: &str, handler: &str| expanded(attribute, handler).unwrap().contains("x-etiquette");
        let read = r#"get "/v1/choses/{id}""#;
        assert!(tagged(read, VIEW) && tagged(read, &VIEW.replace("<ChoseDto>", "<Vec<ChoseDto>>")));
        assert!(!tagged(read, &VIEW.replace("<ChoseDto>", "<Page<ChoseDto>>")));
        assert!(!tagged(r#"put "/v1/choses/{id}""#, VIEW));
    }

    #[test]
    fn a_file_says_its_media_type_and_nothing_a_sentence() {
        let attribute = r#"get "/v1/choses", answer = "Les choses""#;
        let file = "/// Exporter
            async fn chose_export(grant: Grant<ChoseLire>, Filtre(page): Filtre<Pagination>)
                -> Result<Fichier<Pdf>, Problem> {}";
        let made = expanded(attribute, file).unwrap();
        says(&made, "params(Pagination,)");
        says(
            &made,
            r#"(status = 200u16, description = "Les choses", body = Vec<u8>,
                content_type = <Pdf as ::runtime::http::Media>::TYPE)"#,
        );
        let nothing = "/// Oublier
            async fn chose_forget(grant: Grant<ChoseGerer>) -> Result<Rien, Problem> {}";
        says(&expanded(attribute, nothing).unwrap(), r#"responses((status = 204u16, description = "Les choses"),)"#);
    }

    #[test]
    fn what_no_type_says_is_described_by_hand() {
        let handler = "/// Fermer
            async fn chose_close(form: Form<Fin>) -> Result<HttpResponse, Problem> {}";
        let attribute = r#"post "/v1/choses", public, responses((status = 200, description = "Fermée"))"#;
        let made = expanded(attribute, handler).unwrap();
        says(&made, r#"request_body(content = Fin, content_type = "application/x-www-form-urlencoded")"#);
        says(&made, r#"responses((status = 200, description = "Fermée"))"#);
        says(&made, r#"("x-oauth" = json!(true))"#);
        assert!(!made.contains("security"));
        says(&refused(r#"post "/v1/choses", public"#, handler), "is described in `responses(…)`");
    }

    #[test]
    fn a_handler_and_its_attribute_do_not_contradict_each_other() {
        let of = |attribute: &str| refused(attribute, VIEW);
        says(&of(r#"get "/v1/choses""#), "the path names no parameter");
        says(&of(r#"get "/v1/choses/{id}", public"#), "is not `public`");
        says(&of(r#"get "/v1/choses/{id}/{autre}""#), "described in `params(…)`");
        says(&of(r#"get "/v1/choses/{id}", name = "x""#), "`name` is not an option");
        says(&of(r#"head "/v1/choses/{id}""#), "a method is one of get, post, put, patch, delete");
        says(&of(r#"get "/choses/{id}""#), "begins with its version");
        let without = |part: &str| refused(r#"get "/v1/choses/{id}""#, &VIEW.replace(part, ""));
        says(&without("/// Lire une chose"), "is its summary, in French");
        says(&without("grant: Grant<ChoseLire>,"), "takes a `Grant`");
        says(&without("id: Path<Id<Chose>>,"), "no argument takes it");
        says(&without("-> Result<Reponse<ChoseDto>, Problem>"), "returns `Result<…, Problem>`");
        let twice = VIEW.replace("db: Data<Db>", "un: Commande<A>, deux: Payload");
        says(&refused(r#"get "/v1/choses/{id}""#, &twice), "at most one body");
    }
}
