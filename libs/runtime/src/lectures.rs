//! `GET /v1/lectures/{service}/{id}`: who read what a service holds of a person, the same operation
//! everywhere. participants gathers them for the person.

use actix_web::{
    Resource,
    dev::{AppService, HttpServiceFactory},
    web::{self, Data, Path},
};
use auth::{Droit, Grant, permission::JournalRassembler};
use kernel::{ParticipantId, Service};
use problem::Problem;
use store::{
    Db,
    journal::{self, Lue},
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, HttpMethod, PathItem, Paths, Ref, RefOr, Required, ResponseBuilder, Schema,
        path::{OperationBuilder, ParameterBuilder, ParameterIn},
        schema::ArrayBuilder,
        security::SecurityRequirement,
    },
};
use utoipa_actix_web::OpenApiFactory;

use crate::http::Reponse;

/// The reads of `service`, to be registered among its routes.
#[must_use]
pub fn lectures(service: Service) -> Lectures {
    Lectures { service }
}

/// The operation that tells who read what a service holds of a person.
#[derive(Debug, Clone, Copy)]
pub struct Lectures {
    service: Service,
}

impl Lectures {
    fn path(self) -> String {
        format!("/v1/lectures/{}/{{id}}", self.service)
    }
}

impl HttpServiceFactory for Lectures {
    fn register(self, config: &mut AppService) {
        Resource::new(self.path())
            .route(web::get().to(async |grant: Grant<JournalRassembler>, id: Path<ParticipantId>, db: Data<Db>| {
                let reads = db.read(&grant, async |tx| journal::lister(tx, *id).await).await?;
                Ok::<_, Problem>(Reponse::ok(reads).sans_etiquette())
            }))
            .register(config);
    }
}

impl OpenApiFactory for Lectures {
    fn paths(&self) -> Paths {
        let id = ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some("La personne"))
            .schema(Some(Ref::from_schema_name(ParticipantId::name())));
        let list = ArrayBuilder::new().items(Ref::from_schema_name("Lecture")).build();
        let content = Content::builder().schema(Some(Schema::from(list))).build();
        let operation = OperationBuilder::new()
            .tag("lectures")
            .operation_id(Some(format!("lectures_{}_list", self.service)))
            .summary(Some(format!("Lire qui a lu ce que {} tient d'une personne", self.service)))
            .description(Some("Les plus récentes d'abord. Le dossier de la personne les rassemble."))
            .parameter(id)
            .response("200", ResponseBuilder::new().description("Les lectures").content("application/json", content))
            .security(SecurityRequirement::new("jeton", Vec::<String>::new()))
            .extensions(Some(
                utoipa::openapi::extensions::ExtensionsBuilder::new()
                    .add("x-permission", JournalRassembler::NOM)
                    .build(),
            ));
        Paths::builder().path(self.path(), PathItem::new(HttpMethod::Get, operation)).build()
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push(("Lecture".to_owned(), Lue::schema()));
        Lue::schemas(schemas);
    }
}
