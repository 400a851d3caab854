//! Both operations, in the document of the service.

use auth::{Droit, permission::EvenementLire};
use kernel::TerritoireId;
use serde_json::json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, HttpMethod, KnownFormat, ObjectBuilder, PathItem, Paths, Ref, RefOr, ResponseBuilder, Schema,
        SchemaFormat,
        extensions::ExtensionsBuilder,
        path::{OperationBuilder, ParameterBuilder, ParameterIn},
        schema::Type,
        security::SecurityRequirement,
    },
};
use utoipa_actix_web::OpenApiFactory;

use super::Feed;
use crate::{Flux, Tetes};

impl OpenApiFactory for Feed {
    fn paths(&self) -> Paths {
        let events = lecture("Flux", "Événements après le curseur")
            .operation_id(Some(format!("evenements_{}_list", self.service)))
            .summary(Some(format!("Lire les événements de {}", self.service)))
            .description(Some("Le fil des faits du territoire, dans l'ordre, à partir d'un curseur."))
            .parameter(integer("apres", "Curseur : dernier rang lu ; 0 pour lire depuis le début.", (0, i64::MAX), 0))
            .parameter(integer("limite", "Nombre d'événements au plus, de 1 à 500.", (1, 500), 200));
        let heads = lecture("Tetes", "Dernier rang de chaque territoire")
            .operation_id(Some(format!("evenements_{}_tetes_list", self.service)))
            .summary(Some(format!("Savoir jusqu'où vont les fils de {}", self.service)))
            .description(Some(
                "Le dernier rang donné dans chaque territoire, dans l'ordre de leurs identifiants. Un service le lit au nom \
                 du déploiement, puis les seuls fils qui ont avancé.",
            ))
            .parameter(territory())
            .parameter(integer("limite", "Nombre de territoires au plus, de 1 à 1000.", (1, 1000), 1000));
        Paths::builder()
            .path(self.path(), PathItem::new(HttpMethod::Get, events))
            .path(format!("{}/tetes", self.path()), PathItem::new(HttpMethod::Get, heads))
            .build()
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push(("Flux".to_owned(), Flux::schema()));
        Flux::schemas(schemas);
        schemas.push(("TerritoireId".to_owned(), TerritoireId::schema()));
        schemas.push(("Tetes".to_owned(), Tetes::schema()));
        Tetes::schemas(schemas);
    }
}

fn lecture(schema: &str, answer: &str) -> OperationBuilder {
    let content = Content::builder().schema(Some(Ref::from_schema_name(schema))).build();
    OperationBuilder::new()
        .tag("evenements")
        .response("200", ResponseBuilder::new().description(answer).content("application/json", content))
        .security(SecurityRequirement::new("jeton", Vec::<String>::new()))
        .extensions(Some(ExtensionsBuilder::new().add("x-permission", EvenementLire::NOM).build()))
}

fn integer(name: &str, description: &str, (least, most): (i64, i64), example: i64) -> ParameterBuilder {
    let schema = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .minimum(Some(least))
        .maximum(Some(most))
        .examples([json!(example)]);
    query(name, description, schema)
}

fn territory() -> ParameterBuilder {
    let schema = Ref::from_schema_name("TerritoireId");
    query("apres", "Dernier territoire lu ; rien pour lire depuis le début.", schema)
}

fn query(name: &str, description: &str, schema: impl Into<RefOr<Schema>>) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .description(Some(description))
        .schema(Some(schema))
}
