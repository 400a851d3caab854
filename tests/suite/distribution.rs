//! What lets the tables be spread over several servers by territory, and their rows be found there: every statement says
//! its territory for each table that it reads, and holds nothing that a distributed database refuses under a policy.

use std::collections::BTreeSet;

use diesel::sql_types::{Array, Bool, Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use kernel::Service;
use regex::Regex;
use testkit::servers;

use crate::architecture::code;

/// Who speaks to the database.
const SPEAKERS: [&str; 3] = ["services", "libs/store", "libs/events"];

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

/// The sources, without the tests that stand in them.
fn sources() -> Vec<(String, String)> {
    let tests = pattern(r"#\[cfg\(test\)\]\s*mod ");
    let own = |text: String| tests.split(&text).next().unwrap_or_default().to_owned();
    code(&SPEAKERS).into_iter().map(|(path, text)| (path, own(text))).collect()
}

/// The statements written as text: where, and what.
fn statements() -> Vec<(String, String)> {
    let (literal, verb) = (pattern(r#"(?s)"((?:[^"\\]|\\.)*)""#), pattern(r"\b(SELECT|INSERT|UPDATE|DELETE)\b"));
    let mut found = Vec::new();
    for (path, text) in sources() {
        let texts = literal.captures_iter(&text).map(|one| one[1].to_owned());
        found.extend(texts.filter(|one| verb.is_match(one)).map(|one| (path.clone(), one)));
    }
    found
}

/// The tables, as the sources declare them.
fn tables() -> BTreeSet<String> {
    let declared = pattern(r"diesel::table! \{\s*(\w+) \(");
    sources()
        .iter()
        .flat_map(|(_, text)| declared.captures_iter(text).map(|one| one[1].to_owned()).collect::<Vec<_>>())
        .collect()
}

#[test]
fn a_statement_written_as_text_says_the_territory_of_each_table_that_it_reads() {
    let (tables, read) = (tables(), pattern(r"\b(?:FROM|JOIN|UPDATE|USING) ([a-z_]+|\{\w+\})"));
    let said = pattern(r"territoire_id = ");
    let mut reads = 0;
    for (path, text) in statements() {
        let named = read.captures_iter(&text).filter(|one| tables.contains(&one[1]) || one[1].starts_with("{nom"));
        let named = named.count();
        reads += named;
        assert!(said.find_iter(&text).count() >= named, "{path}: {text}");
    }
    assert!(reads > 50, "{reads} tables read");
}

#[test]
fn a_query_says_the_territory_of_each_table_that_it_reads() {
    let (function, table) = (pattern(r"\bfn \w+"), pattern(r"(insert_into\(|<)?\b(\w+)::table\b"));
    let mut reads = 0;
    for (path, text) in sources() {
        let starts: Vec<_> = function.find_iter(&text).map(|one| one.start()).chain([text.len()]).collect();
        for part in starts.windows(2).map(|ends| &text[ends[0]..ends[1]]) {
            let read = table.captures_iter(part).filter(|one| one.get(1).is_none());
            let read: BTreeSet<_> = read.map(|one| one[2].to_owned()).filter(|one| one != "table").collect();
            reads += read.len();
            for name in read {
                let found = pattern(&format!(r"\b{name}::(territoire_id|table\s*\.find\()"));
                assert!(found.is_match(part), "{path}: {name} is read without its territory in {part}");
            }
        }
    }
    assert!(reads > 250, "{reads} tables read");
}

/// A table that is joined to another's territory is planned by itself where the other is outside: within an EXISTS, on
/// the outer side of a join.
#[test]
fn a_subquery_and_an_outer_join_say_their_territory_themselves() {
    let borrowed = pattern(
        r"(?s)(\.filter\(\w+::territoire_id\.eq\(\w+::territoire_id\)|left_join\(\s*\w+::table\.on\(\w+::territoire_id\s*\.eq\(\w+::territoire_id\))",
    );
    for (path, text) in sources() {
        assert!(!borrowed.is_match(&text), "{path}");
    }
    let outer = pattern(r"LEFT JOIN \w+ (\w+) ON \w+\.territoire_id = \w+\.");
    for (path, text) in statements() {
        assert!(!outer.is_match(&text), "{path}: {text}");
    }
}

#[test]
fn nothing_is_inserted_from_a_select_and_a_write_sets_its_scope_for_itself() {
    for (path, text) in statements() {
        let inserted = text.split("INSERT INTO").skip(1);
        for rest in inserted {
            let values = rest.find("VALUES").unwrap_or(rest.len());
            assert!(!rest[..values].contains("SELECT"), "{path}: {text}");
        }
        // The statement of a read does (ADR 5); nothing else.
        assert!(!text.contains("set_config") || path == "libs/store/src/conn.rs", "{path}: {text}");
    }
    let copied = pattern(r"\.insert_into\(|\.into_columns\(");
    for (path, text) in sources() {
        assert!(!copied.is_match(&text), "{path} inserts from a query");
    }
}

#[derive(diesel::QueryableByName)]
struct Policy {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Bool)]
    plain: bool,
}

#[tokio::test(flavor = "multi_thread")]
async fn no_policy_holds_a_subquery() {
    let servers = servers().await;
    let mut admin = AsyncPgConnection::establish(&servers.admin_url(&servers.template)).await.unwrap();
    let schemas: Vec<_> = Service::tous().map(Service::nom).collect();
    let policies: Vec<Policy> = diesel::sql_query(
        "SELECT p.polrelid::regclass::text AS table,
                pg_get_expr(p.polqual, p.polrelid) = own.said AND pg_get_expr(p.polwithcheck, p.polrelid) = own.said AS plain
         FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
              (VALUES ('(territoire_id = (current_setting(''app.territoire''::text))::uuid)')) AS own (said)
         WHERE p.polname = 'territoire' AND n.nspname = ANY ($1)",
    )
    .bind::<Array<Text>, _>(schemas)
    .load(&mut admin)
    .await
    .unwrap();
    assert!(policies.len() > 100, "{} policies", policies.len());
    let other: Vec<_> = policies.iter().filter(|one| !one.plain).map(|one| &one.table).collect();
    assert!(other.is_empty(), "{other:?}");
}
