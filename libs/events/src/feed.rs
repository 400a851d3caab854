//! `GET /v1/evenements/{service}`: the feed of a service, the same operation everywhere.

use actix_web::{
    Resource,
    dev::{AppService, HttpServiceFactory},
    web::{self, Data},
};
use auth::{Droit, Grant, Scope, permission::EvenementLire};
use chrono::{DateTime, Utc};
use diesel::{ExpressionMethods, QueryDsl, Queryable, Selectable, SelectableHelper};
use diesel_async::RunQueryDsl;
use garde::Validate;
use kernel::{EvenementId, RessourceId, Service};
use problem::Problem;
use runtime::http::{Filtre, Reponse};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Colonne, Db, schema::outbox};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, HttpMethod, KnownFormat, ObjectBuilder, PathItem, Paths, Ref, RefOr, ResponseBuilder, Schema,
        SchemaFormat,
        path::{OperationBuilder, ParameterBuilder, ParameterIn},
        schema::Type,
        security::SecurityRequirement,
    },
};
use utoipa_actix_web::OpenApiFactory;

use crate::{
    Enveloppe, Flux,
    annuaires::{self, Annonce},
};

/// The feed of `service`, to be registered among its routes.
#[must_use]
pub fn feed(service: Service) -> Feed {
    Feed { service, annonces: &[] }
}

/// The operation that reads a service's feed.
#[derive(Debug, Clone, Copy)]
pub struct Feed {
    service: Service,
    annonces: &'static [Annonce],
}

impl Feed {
    /// The same, which tells cards of what the service owns before it is read.
    #[must_use]
    pub const fn annoncant(self, annonces: &'static [Annonce]) -> Self {
        Self { annonces, ..self }
    }
}

#[operation::bounded]
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Position {
    #[serde(default)]
    #[garde(range(min = 0))]
    apres: i64,
    #[serde(default = "default_limit")]
    #[garde(range(min = 1, max = 500))]
    limite: i64,
}

const fn default_limit() -> i64 {
    200
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
struct Row {
    seq: i64,
    id: Colonne<EvenementId>,
    kind: String,
    sujet: Colonne<RessourceId>,
    survenu_le: DateTime<Utc>,
    trace: Option<String>,
    donnees: Value,
}

async fn read(
    Feed { service, annonces }: Feed,
    grant: Grant<EvenementLire>,
    position: Position,
    db: Data<Db>,
) -> Result<Reponse<Flux>, Problem> {
    let territoire = grant.territoire();
    annuaires::dire(&db, territoire, annonces).await?;
    let rows: Vec<Row> = db
        .read(&grant, async |tx| {
            outbox::table
                .filter(outbox::territoire_id.eq(territoire.uuid()))
                .filter(outbox::seq.gt(position.apres))
                .order(outbox::seq)
                .limit(position.limite)
                .select(Row::as_select())
                .load(tx.conn())
                .await
                .map_err(store::Error::from)
        })
        .await?;
    let curseur = rows.last().map_or(position.apres, |row| row.seq);
    let elements = rows
        .into_iter()
        .map(|row| Enveloppe {
            specversion: "1.0".to_owned(),
            id: row.id.into(),
            source: service.nom().to_owned(),
            kind: row.kind,
            subject: row.sujet.into(),
            time: row.survenu_le,
            territoire,
            seq: row.seq,
            traceparent: row.trace,
            data: row.donnees,
        })
        .collect();
    Ok(Reponse::ok(Flux { elements, curseur, a_jour: true }).sans_etiquette())
}

impl HttpServiceFactory for Feed {
    fn register(self, config: &mut AppService) {
        Resource::new(format!("/v1/evenements/{}", self.service))
            .route(web::get().to(
                move |grant: Grant<EvenementLire>, Filtre(position): Filtre<Position>, db: Data<Db>| async move {
                    read(self, grant, position, db).await
                },
            ))
            .register(config);
    }
}

impl OpenApiFactory for Feed {
    fn paths(&self) -> Paths {
        let integer = |name: &str, description: &str, (least, most): (i64, i64), example: i64| {
            let schema = ObjectBuilder::new()
                .schema_type(Type::Integer)
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
                .minimum(Some(least))
                .maximum(Some(most))
                .examples([json!(example)]);
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Query)
                .description(Some(description))
                .schema(Some(Schema::from(schema)))
        };
        let content = Content::builder().schema(Some(Ref::from_schema_name("Flux"))).build();
        let operation = OperationBuilder::new()
            .tag("evenements")
            .operation_id(Some(format!("evenements_{}_list", self.service)))
            .summary(Some(format!("Lire les événements de {}", self.service)))
            .description(Some("Le fil des faits du territoire, dans l'ordre, à partir d'un curseur."))
            .parameter(integer("apres", "Curseur : dernier rang lu ; 0 pour lire depuis le début.", (0, i64::MAX), 0))
            .parameter(integer("limite", "Nombre d'événements au plus, de 1 à 500.", (1, 500), 200))
            .response(
                "200",
                ResponseBuilder::new().description("Événements après le curseur").content("application/json", content),
            )
            .security(SecurityRequirement::new("jeton", Vec::<String>::new()))
            .extensions(Some(
                utoipa::openapi::extensions::ExtensionsBuilder::new().add("x-permission", EvenementLire::NOM).build(),
            ));
        Paths::builder()
            .path(format!("/v1/evenements/{}", self.service), PathItem::new(HttpMethod::Get, operation))
            .build()
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push(("Flux".to_owned(), Flux::schema()));
        Flux::schemas(schemas);
    }
}
