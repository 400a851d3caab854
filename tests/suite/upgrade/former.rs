//! What the former version left, brought to the present one.

use std::{collections::HashMap, path::Path};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{BigInt, Text},
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::Clock;
use plie::demo::{Api, MOT_DE_PASSE, TERRITOIRES};
use serde_json::Value;
use testkit::{Options, TestSuite};
use tokio::sync::Mutex;
use totp_rs::Totp;

use super::told;
use crate::events::until;

/// Of the demo of 0.1.0, made by `tests/suite/upgrade/dump`; what only who filled it knows stands beside it.
const DUMP: &str = "suite/upgrade/0.1.0.sql.gz";
const KNOWN: &str = include_str!("0.1.0.json");

/// A deployment that was upgraded, and has told and heard what it had to.
pub(super) struct Upgraded {
    pub(super) suite: TestSuite,
    /// What who filled the former one knows.
    pub(super) known: Value,
    pub(super) admin: AsyncPgConnection,
    /// Who has signed in.
    signed_in: Mutex<HashMap<String, Api>>,
}

#[derive(QueryableByName)]
pub(super) struct Counted {
    #[diesel(sql_type = Text)]
    pub(super) nom: String,
    #[diesel(sql_type = BigInt)]
    pub(super) lignes: i64,
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    nom: String,
}

impl Upgraded {
    /// Some minutes after the dump was made, for a file is kept no longer than it may be.
    pub(super) async fn start() -> Self {
        let known: Value = serde_json::from_str(KNOWN).unwrap();
        let servers = testkit::servers().await;
        let base = servers.database(Some(&Path::new(env!("CARGO_MANIFEST_DIR")).join(DUMP))).await;
        let mut admin = AsyncPgConnection::establish(&servers.admin_url(&base)).await.unwrap();
        admin.batch_execute(include_str!("kept.sql")).await.unwrap();
        let made: DateTime<Utc> = known["instant"].as_str().unwrap().parse().unwrap();
        let clock = Some(Clock::fixed(made + TimeDelta::minutes(5)));
        let suite = TestSuite::with(Options { base: Some(base), clock, ..Options::default() }).await;
        let mut upgraded = Self { suite, known, admin, signed_in: Mutex::default() };
        upgraded.settle().await;
        upgraded
    }

    /// Waits until everything is told and heard; what is not after all is said.
    pub(super) async fn settle(&mut self) {
        let (mut tries, mut left) = (0, Vec::new());
        let settled = async || {
            tries += 1;
            left = told::missing(self).await;
            left.is_empty() || tries == 300
        };
        until(settled, "it settles").await;
        assert!(left.is_empty(), "after the upgrade, these are not what their sources say:\n  {}", left.join("\n  "));
    }

    /// Rows that a query counts by name.
    pub(super) async fn counts(&mut self, query: &str) -> Vec<Counted> {
        sql_query(query).load(&mut self.admin).await.unwrap_or_else(|error| panic!("{error}: {query}"))
    }

    /// The same, as they read in a failure.
    pub(super) async fn counted(&mut self, query: &str) -> Vec<String> {
        self.counts(query).await.iter().map(|one| format!("{}: {}", one.nom, one.lignes)).collect()
    }

    /// The texts of a query, in the column `nom`.
    pub(super) async fn texts(&mut self, query: &str) -> Vec<String> {
        let rows: Vec<Named> =
            sql_query(query).load(&mut self.admin).await.unwrap_or_else(|error| panic!("{error}: {query}"));
        rows.into_iter().map(|row| row.nom).collect()
    }

    /// Somebody of the demo, with the password of before, and the second factor of who has one.
    pub(super) async fn somebody(&self, role: &str, code: &str) -> Api {
        let name = format!("{role}@{code}.example");
        let mut signed_in = self.signed_in.lock().await;
        if let Some(api) = signed_in.get(&name) {
            return api.clone();
        }
        let mut form = vec![("grant_type", "password"), ("username", &name), ("password", MOT_DE_PASSE)];
        let totp = Totp::from_url(self.known["second_facteur"].as_str().unwrap()).unwrap();
        let now = u64::try_from(self.suite.layout.clock.now().timestamp()).unwrap();
        let factor = totp.generate(now).to_string();
        if name == "direction@lyon.example" {
            form.push(("totp", &factor));
        }
        let api = self.suite.anonymous().with_token(&self.token(&form).await.unwrap());
        signed_in.insert(name, api.clone());
        api
    }

    /// The access token for what is known, or the refusal.
    pub(super) async fn token(&self, form: &[(&str, &str)]) -> Result<String, Value> {
        let request = self.suite.http.post(format!("{}/v1/jetons", self.suite.url)).form(form);
        let said: Value = request.send().await.unwrap().json().await.unwrap();
        said["access_token"].as_str().map(ToOwned::to_owned).ok_or(said)
    }
}

/// The short names of the territories of the demo.
pub(super) fn territories() -> impl Iterator<Item = &'static str> {
    TERRITOIRES.into_iter().map(|(code, _)| code)
}
