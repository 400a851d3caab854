//! Schemas of what `utoipa` cannot bound by itself.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

/// Texts by key, as a schema says them: at most `CLES` of them, each of at most `CARACTERES`.
#[derive(Debug)]
pub struct Textes<const CLES: usize, const CARACTERES: usize>(());

impl<const CLES: usize, const CARACTERES: usize> PartialSchema for Textes<CLES, CARACTERES> {
    fn schema() -> RefOr<Schema> {
        let texte = ObjectBuilder::new().schema_type(Type::String).max_length(Some(CARACTERES));
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .additional_properties(Some(Schema::from(texte)))
            .max_properties(Some(CLES))
            .into()
    }
}

impl<const CLES: usize, const CARACTERES: usize> ToSchema for Textes<CLES, CARACTERES> {}
