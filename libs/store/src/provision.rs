//! Roles and schemas, made by an administrator of the database before the first migration.

use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use kernel::Service;

use crate::{Error, server};

/// What a service needs in the database.
#[derive(Debug, Clone, Copy)]
pub struct Provision<'a> {
    /// The service: the name of its schema.
    pub service: Service,
    /// Password of the role that serves.
    pub password: &'a str,
    /// Password of the role that owns the schema and migrates.
    pub owner_password: &'a str,
}

/// The roles of a service: the one that serves, and the one that migrates.
#[must_use]
pub fn role(service: Service) -> (String, String) {
    (format!("plie_{service}"), format!("plie_{service}_migration"))
}

/// Creates the roles and the schema of a service, or brings them to what they must be. The role that
/// serves owns nothing, has no BYPASSRLS and no DDL. What a role set for itself by default is undone.
pub async fn provision(admin_url: &str, wanted: Provision<'_>) -> Result<(), Error> {
    let schema = wanted.service.nom();
    let (app, owner) = role(wanted.service);
    let (app_password, owner_password) = (literal(wanted.password), literal(wanted.owner_password));
    let mut conn = server::connect(admin_url).await?;
    // Roles belong to the cluster: two databases made at the same instant must not both create them.
    conn.batch_execute(&format!(
        "BEGIN;
         SELECT pg_advisory_xact_lock(hashtext('plie.provision'));
         DO $$ BEGIN
           IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{owner}') THEN CREATE ROLE {owner}; END IF;
           IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{app}') THEN CREATE ROLE {app}; END IF;
         END $$;
         ALTER ROLE {owner} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD {owner_password};
         ALTER ROLE {app} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD {app_password};
         ALTER ROLE {owner} RESET ALL;
         ALTER ROLE {app} RESET ALL;
         DO $$ BEGIN
           EXECUTE format('ALTER ROLE {owner} IN DATABASE %I RESET ALL', current_database());
           EXECUTE format('ALTER ROLE {app} IN DATABASE %I RESET ALL', current_database());
         END $$;
         ALTER ROLE {owner} SET search_path = {schema};
         ALTER ROLE {app} SET search_path = {schema};
         ALTER ROLE {app} SET statement_timeout = '15s';
         ALTER ROLE {app} SET lock_timeout = '5s';
         ALTER ROLE {app} SET idle_in_transaction_session_timeout = '30s';
         -- Some errors are known by their text only. Who is no superuser leaves the language of the server.
         DO $$ BEGIN
           ALTER ROLE {owner} SET lc_messages = 'C';
           ALTER ROLE {app} SET lc_messages = 'C';
         EXCEPTION WHEN insufficient_privilege THEN NULL;
         END $$;
         GRANT {owner} TO CURRENT_USER;
         CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {owner};
         REVOKE ALL ON SCHEMA {schema} FROM PUBLIC;
         GRANT USAGE ON SCHEMA {schema} TO {app};
         ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {schema}
           GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
         -- By which a table refuses what overlaps; who owns a schema of the suite may not make it.
         CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;
         COMMIT;"
    ))
    .await?;
    Ok(())
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Creates a database that does not exist yet; a copy of `template` when it is named.
pub async fn create_database(admin_url: &str, name: &str, template: Option<&str>) -> Result<(), Error> {
    let mut conn = server::connect(admin_url).await?;
    let exists = diesel::sql_query("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind::<diesel::sql_types::Text, _>(name)
        .execute(&mut conn)
        .await?;
    if exists == 0 {
        // Copying files is three times faster than the write-ahead log for small databases.
        let copy = template.map(|template| format!(" TEMPLATE \"{template}\" STRATEGY file_copy")).unwrap_or_default();
        conn.batch_execute(&format!("CREATE DATABASE \"{name}\"{copy}")).await?;
    }
    Ok(())
}

/// Drops a database, whoever is still connected to it.
pub async fn drop_database(admin_url: &str, name: &str) -> Result<(), Error> {
    let mut conn = server::connect(admin_url).await?;
    conn.batch_execute(&format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)")).await?;
    Ok(())
}
