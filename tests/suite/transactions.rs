//! Nobody is asked while a transaction is open: it would hold its locks and its connection for as long as the
//! other takes to answer.

use std::collections::BTreeSet;

use crate::architecture::code;

/// What leads out of the process, beside the clients of `libs/clients`.
const WAYS_OUT: [&str; 8] =
    ["Context", "ServiceTokens", "Rattrapage", "reqwest", "Fichiers", "Depot", "Antivirus", "Facteur"];

/// What opens a transaction, or a connection for reads.
const OPENINGS: [&str; 5] = ["tx", "read", "check", "executer", "chaque_fois"];

/// What a context holds that leads nowhere.
const OWN: [&str; 2] = ["db", "clock"];

/// What stands between the name of a value and the type that leads out.
const WRAPPERS: [&str; 9] = ["<", "&", "'", "a", "mut", "Data", "Arc", "impl", "dyn"];

/// The words and signs of a source, without its comments and its texts.
fn tokens(source: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            raw.find("\"#").map_or(rest.len(), |end| end + 5)
        } else if first == '"' {
            text(rest)
        } else if first == '\'' && rest.chars().nth(2) == Some('\'') {
            2 + rest.chars().nth(1).unwrap().len_utf8()
        } else if first.is_alphanumeric() || first == '_' {
            let end = rest.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(rest.len());
            tokens.push(rest[..end].to_owned());
            end
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// How long the text at the start of `source` is.
fn text(source: &str) -> usize {
    let mut escaped = false;
    for (rank, one) in source.char_indices().skip(1) {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return rank + 1,
            _ => {}
        }
    }
    source.len()
}

/// What comes before the first closing sign that nothing in `tokens` opens, or the end of the statement.
fn before_end(tokens: &[String]) -> &[String] {
    let mut depth = 0;
    for (rank, one) in tokens.iter().enumerate() {
        match one.as_str() {
            "(" | "{" | "[" => depth += 1,
            ")" | "}" | "]" if depth == 0 => return &tokens[..rank],
            ";" if depth == 0 => return &tokens[..rank],
            ")" | "}" | "]" => depth -= 1,
            _ => {}
        }
    }
    tokens
}

/// The values whose type leads out: arguments, fields, and what is made in place.
fn leading_out<'a>(tokens: &'a [String], ways: &BTreeSet<String>) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for (rank, _) in tokens.iter().enumerate().filter(|(_, one)| ways.contains(*one)) {
        let mut before = &tokens[..rank];
        loop {
            before = match before {
                [path @ .., _, first, second] if first == ":" && second == ":" => path,
                [other @ .., last] if WRAPPERS.contains(&last.as_str()) => other,
                _ => break,
            };
        }
        if let [.., name, sign] = before
            && [":", "="].contains(&sign.as_str())
        {
            names.insert(name.as_str());
        }
    }
    names
}

/// What a source asks of others while a transaction is open.
fn asked_within(source: &str, ways: &BTreeSet<String>) -> Vec<String> {
    let tokens = tokens(source);
    let names = leading_out(&tokens, ways);
    let mut asked = Vec::new();
    let out = |inside: &[String]| -> Vec<String> {
        let leads = |(at, one): &(usize, &String)| {
            let own = inside.get(at + 2).is_some_and(|field| OWN.contains(&field.as_str()));
            ways.contains(*one) || names.contains(one.as_str()) && !own
        };
        inside.iter().enumerate().filter(leads).map(|(_, one)| one.clone()).collect()
    };
    for (rank, three) in tokens.windows(3).enumerate() {
        let [first, word, last] = three else { continue };
        let opens = first == "." && OPENINGS.contains(&word.as_str()) && last == "(";
        // A closure of a transaction, wherever it is given to one.
        let works = first == "|" && word == "tx";
        if opens || works {
            asked.extend(out(before_end(&tokens[rank + if opens { 3 } else { 1 }..])));
        } else if first == "fn"
            && let Some(start) = tokens[rank..].iter().position(|one| one == "(")
        {
            let signature = before_end(&tokens[rank + start + 1..]);
            if signature.iter().any(|one| one == "Tx") && signature.iter().any(|one| ways.contains(one)) {
                asked.push(word.clone());
            }
        }
    }
    asked
}

fn ways_out() -> BTreeSet<String> {
    let mut ways: BTreeSet<_> = WAYS_OUT.map(ToOwned::to_owned).into();
    for (_, text) in code(&["libs/clients"]) {
        let tokens = tokens(&text);
        let clients = tokens.windows(3).filter(|three| three[0] == "pub" && three[1] == "struct");
        ways.extend(clients.map(|three| three[2].clone()));
    }
    assert!(ways.contains("ParticipantsClient"), "{ways:?}");
    ways
}

#[test]
fn nobody_is_asked_while_a_transaction_is_open() {
    let ways = ways_out();
    for (path, text) in code(&["libs", "services"]) {
        let asked = asked_within(&text, &ways);
        assert!(asked.is_empty(), "{path}: {asked:?} while a transaction is open");
    }
}

#[test]
fn the_check_sees_what_it_must() {
    let asked = |source: &str| asked_within(source, &ways_out());
    let handler = |before: &str, inside: &str| {
        format!(
            r#"
/// Asks `autres.participant(` first.
async fn handler(grant: Grant<X>, db: Data<Db>, autres: Data<ParticipantsClient>, corps: Commande<Y>) {{
    {before}
    corps.executer(&db, &grant, async |tx, corps| {{
        tracing::info!("autres (");
        {inside}
        app::entrer(tx, corps).await
    }}).await
}}"#
        )
    };
    assert!(asked(&handler("autres.participant(qui).await?;", "")).is_empty());
    assert_eq!(asked(&handler("", "autres.obliger(qui).await?;")), ["autres", "autres"]);
    assert!(!asked("fn passer(context: &Context) { context.db.tx(&s, async |tx| lire(&context).await) }").is_empty());
    assert!(!asked("fn f(c: web::Data<runtime::Context>) { db.tx(&s, async |t| c.tokens.get()) }").is_empty());
    assert!(!asked("let depot = Depot::ouvrir(x); db.read(&s, async |tx| depot.lire(cle).await)").is_empty());
    assert_eq!(asked("fn f(c: &Context) { let work = async |tx: &mut _, _| lire(c); ask(work) }"), ["c"]);
    assert!(asked("fn f(context: Data<Context>) { commande.executer(&context.db, &grant, entrer) }").is_empty());
    assert_eq!(asked("async fn entrer<'a>(tx: &'a mut Tx, autres: &ParticipantsClient) {}"), ["entrer"]);
}
