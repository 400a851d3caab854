//! The events that a test made, against their schemas.

use std::{collections::HashMap, sync::LazyLock};

use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use include_dir::{Dir, include_dir};
use jsonschema::Validator;
use kernel::Service;
use serde_json::Value;

use super::schemas::close;

static SCHEMAS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../openapi/events");

static VALIDATORS: LazyLock<HashMap<String, Validator>> = LazyLock::new(|| {
    let files =
        SCHEMAS.files().filter_map(|file| Some((file.path().file_stem()?.to_str()?.to_owned(), file.contents())));
    files
        .map(|(kind, contents)| {
            let mut schema: Value = serde_json::from_slice(contents).unwrap();
            close(&mut schema);
            (kind, jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap())
        })
        .collect()
});

#[derive(QueryableByName)]
struct Told {
    #[diesel(sql_type = sql_types::Text)]
    r#type: String,
    #[diesel(sql_type = sql_types::Jsonb)]
    donnees: Value,
}

/// What the events of a database have that their schemas do not say.
pub(crate) async fn faults(admin_url: &str) -> Vec<String> {
    let mut admin = AsyncPgConnection::establish(admin_url).await.unwrap();
    let mut wrong = Vec::new();
    for service in Service::tous() {
        let all = format!("SELECT type, donnees FROM {service}.outbox");
        for told in sql_query(all).load::<Told>(&mut admin).await.unwrap() {
            match VALIDATORS.get(&told.r#type) {
                None => wrong.push(format!("{} is told and has no schema", told.r#type)),
                Some(validator) => {
                    wrong.extend(validator.iter_errors(&told.donnees).map(|error| format!("{}: {error}", told.r#type)));
                }
            }
        }
    }
    wrong
}
