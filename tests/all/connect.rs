//! 「連携するには」 in both languages: whatever a reader copies from it works as it stands there, and its codes are those
//! that the README promises.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use chrono::NaiveDate;
use renkei::webhooks::round;
use renkei_app::people::NewToken;
use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::Standing;
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::shared::skipped;
use renkei_tests::{World, on_every_database};
use renkei_web::pages::every_sample;
use reqwest::Method;
use serde_json::{Value, json};

use crate::markup::{attribute, plain, tags};
use crate::migrations::{enter, line, resource};
use crate::pages::page;
use crate::record::fine;
use crate::webhooks::receiver::Receiver;
use crate::webhooks::{made, renamed};

const JAPANESE: &str = "/connect";
const ENGLISH: &str = "/connect/en";

/// Every sample; one that is new is tried below.
const SAMPLES: [&str; 11] = [
    "changes", "file", "first", "hsds", "lines", "newest", "paged", "refused", "subgraph", "token",
    "verify",
];

/// The samples of a page by their names, as a reader copies them.
fn samples(html: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for after in html.split("<pre class=\"code\" data-sample=\"").skip(1) {
        let (name, rest) = fine(after.split_once('"').ok_or("the name of a sample"));
        let (_, rest) = fine(rest.split_once("<code>").ok_or("the text of a sample"));
        let (text, _) = fine(rest.split_once("</code>").ok_or("the end of a sample"));
        let before = found.insert(name.to_owned(), plain(text));
        assert_eq!(before, None, "{name} stands there twice");
    }
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(names, SAMPLES);
    found
}

/// Whether a program that people have is here.
fn is_there(program: &str, test: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        skipped(test, &format!("{program} is absent"));
    }
    found
}

/// What a program prints.
async fn printed(mut command: Command) -> String {
    let told = format!("{command:?}");
    let ran = tokio::task::spawn_blocking(move || command.output()).await;
    let ran = fine(fine(ran));
    let errors = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{told}: {errors}");
    fine(String::from_utf8(ran.stdout))
}

/// What a terminal prints for a command. A variable that nobody was told to set is a mistake.
async fn typed(command: &str, token: &str) -> String {
    let mut shell = Command::new("sh");
    shell.args(["-u", "-c", command]).env("TOKEN", token);
    // The server stands on this machine.
    shell.env("NO_PROXY", "*").env("no_proxy", "*");
    printed(shell).await
}

async fn answered(command: &str, token: &str) -> Value {
    fine(serde_json::from_str(&typed(command, token).await))
}

/// The answer to a call that is in order.
async fn data(command: &str, token: &str) -> Value {
    let said = answered(command, token).await;
    assert_eq!(said.get("errors"), None, "{command}: {said}");
    said["data"].clone()
}

fn ids(nodes: &Value) -> BTreeSet<String> {
    let nodes = fine(nodes.as_array().ok_or("a list"));
    let ids = nodes.iter().filter_map(|node| node["id"].as_str());
    ids.map(str::to_owned).collect()
}

/// A token that opens nothing beyond what everybody reads.
async fn token_of(world: &World, of: &Somebody) -> String {
    let new = NewToken {
        name: line("市のシステム"),
        scopes: vec![TokenScope::DirectoryRead],
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default(),
    };
    let made = world.app.make_token(&by_page(&of.principal), new).await;
    fine(fine(made)).secret
}

on_every_database! {
    async fn an_engineer_copies_each_command_and_it_works(world) {
        if !is_there("curl", "an_engineer_copies_each_command_and_it_works") {
            return;
        }
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let token = token_of(&world, &umi).await;
        let of_page = samples(&page(&visitor, JAPANESE).await);
        let in_english = samples(&page(&visitor, ENGLISH).await);
        assert_eq!(of_page, in_english, "both languages have the same samples");
        let base = format!("http://{}", server.address);
        let commands = of_page.iter().filter(|(name, _)| *name != "verify");
        for (name, command) in commands {
            assert!(command.contains(&base), "{name} has not the address of the installation");
        }

        let first = data(&of_page["first"], &token).await;
        let found = fine(first["resources"]["nodes"].as_array().ok_or("a list"));
        assert!((1..=3).contains(&found.len()), "{first}");

        let refused = answered(&of_page["refused"], &token).await;
        assert_eq!(refused["errors"][0]["extensions"]["code"], "VALIDATION_FAILED", "{refused}");
        assert_eq!(refused.get("data"), None);

        let schema = data(&of_page["token"], &token).await;
        assert_eq!(schema["__schema"]["queryType"]["name"], "Query");
        let subgraph = data(&of_page["subgraph"], &token).await["_service"]["sdl"].clone();
        let keyed = subgraph.as_str().map(|sdl| sdl.matches("@key(fields: \"id\")").count());
        assert_eq!(keyed, Some(3), "{subgraph}");
        let nobody = answered(&of_page["token"], "renkei_nobody").await;
        assert_eq!(nobody["errors"][0]["extensions"]["code"], "TOKEN_UNKNOWN", "{nobody}");

        // The next page, as the text says: the cursor of one is the `after` of the other.
        let one = data(&of_page["paged"], &token).await["resources"].clone();
        assert_eq!(one["pageInfo"]["hasNextPage"], true);
        let onward = with(&of_page["paged"], "after", &one["pageInfo"]["endCursor"]);
        let other = data(&onward, &token).await["resources"].clone();
        assert_eq!(ids(&one["nodes"]).len(), 20);
        assert!(!ids(&other["nodes"]).is_empty());
        assert!(ids(&one["nodes"]).is_disjoint(&ids(&other["nodes"])));

        // A copy that begins now hears of what is done later, and of that alone.
        let newest = data(&of_page["newest"], &token).await["resourceChanges"]["newestCursor"].clone();
        let since = with(&of_page["changes"], "since", &newest);
        let nothing = data(&since, &token).await["resourceChanges"].clone();
        assert_eq!((&nothing["nodes"], &nothing["hasNextPage"]), (&json!([]), &json!(false)));
        enter(&world, resource(77), "こかげの会").await;
        let news = data(&since, &token).await["resourceChanges"]["nodes"].clone();
        assert_eq!(news[0]["resource"]["name"], "こかげの会", "{news}");
        let whole = data(&of_page["changes"], &token).await["resourceChanges"].clone();
        assert!(whole["endCursor"].is_string(), "{whole}");

        let listed = answered(&of_page["hsds"], &token).await;
        assert_eq!(listed["contents"].as_array().map(Vec::len), Some(10), "{listed}");
        let lines = typed(&of_page["lines"], &token).await;
        let things = lines.lines().map(serde_json::from_str::<Value>);
        let things: Vec<Value> = things.map(fine).collect();
        assert_eq!(listed["total_items"], things.len());

        let file = typed(&of_page["file"], &token).await;
        assert!(file.starts_with('\u{feff}') && file.lines().count() > 1, "{file}");
        let path = of_page["file"].split('"').nth(1).unwrap_or_default();
        let path = path.strip_prefix(&base).unwrap_or_default();
        let tag = visitor.open(path).await.headers()["etag"].clone();
        let kept = visitor.request(Method::GET, path).header("if-none-match", tag);
        assert_eq!(fine(kept.send().await).status(), 304);
        server.stop().await;
    }
}

/// A command with a value in the place of the null that stands there.
fn with(command: &str, name: &str, value: &Value) -> String {
    let (empty, filled) = (format!("\"{name}\":null"), format!("\"{name}\":{value}"));
    assert!(value.is_string() && command.contains(&empty), "{command}");
    command.replace(&empty, &filled)
}

on_every_database! {
    async fn an_engineer_verifies_a_message_by_the_lines_of_the_page(world) {
        if !is_there("python3", "an_engineer_verifies_a_message_by_the_lines_of_the_page") {
            return;
        }
        let world = world.seeded().await;
        let server = world.serve().await;
        let script = samples(&page(&server.visitor(), ENGLISH).await)["verify"].clone();
        server.stop().await;
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        enter(&world, resource(77), "ひなたの会").await;
        let receiver = Receiver::start().await;
        let webhook = made(&world, &umi, &receiver.address("/hook")).await;
        let settings = receiver.settings(&["localhost"]);
        round(&world.app, &settings).await;
        renamed(&world, resource(77), "こかげの会").await;
        round(&world.app, &settings).await;
        round(&world.app, &settings).await;
        let got = receiver.got();
        assert_eq!(got.len(), 2, "{got:?}");
        let now = world.app.now().micros() / 1_000_000;
        let other = format!("whsec_{}=", "A".repeat(43));
        for one in &got {
            for (key, body, now, expected) in [
                (webhook.key.as_str(), one.body.clone(), now, "True"),
                (webhook.key.as_str(), format!("{} ", one.body), now, "False"),
                (webhook.key.as_str(), one.body.clone(), now + 301, "False"),
                (other.as_str(), one.body.clone(), now, "False"),
            ] {
                let asked = json!({ "key": key, "headers": one.headers, "body": body, "now": now });
                let verdict = verdict(&script, &asked).await;
                assert_eq!(verdict.trim(), expected, "{asked}");
            }
        }
    }
}

/// What the lines of the page say of a message.
async fn verdict(script: &str, asked: &Value) -> String {
    let whole = format!(
        "{script}\n\nimport json, sys\nasked = json.loads(sys.argv[1])\nprint(is_genuine(asked[\"key\"], asked[\"headers\"], asked[\"body\"].encode(), asked[\"now\"]))\n"
    );
    let mut python = Command::new("python3");
    python.args(["-c", &whole, &asked.to_string()]);
    printed(python).await
}

/// A sample of the page.
fn sample(name: &str) -> String {
    let all = fine(every_sample());
    let found = all.into_iter().find(|(known, _)| known == name);
    fine(found.ok_or("a sample")).1
}

/// The codes of a page, under the name of an attribute.
fn codes(html: &str, name: &str) -> BTreeSet<String> {
    let tags = tags(html);
    let codes = tags.iter().filter_map(|tag| attribute(tag, name));
    codes.map(str::to_owned).collect()
}

/// The codes in a cell of a table of the README.
fn told(cell: &str) -> impl Iterator<Item = String> {
    let quoted = cell.split('`').skip(1).step_by(2);
    let codes = quoted.filter(|word| word.chars().all(|c| c.is_ascii_uppercase() || c == '_'));
    codes.map(str::to_owned)
}

#[test]
fn an_engineer_finds_every_code_of_the_readme_on_the_page_in_both_languages() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fine(std::fs::read_to_string(readme));
    let (japanese, english) = (sample("connect-usual"), sample("connect-english"));
    let shown = codes(&japanese, "data-code");
    assert_eq!(shown, codes(&english, "data-code"));
    for code in &shown {
        assert!(
            readme.contains(&format!("`{code}`")),
            "the README has no {code}"
        );
    }
    let cell = |line: &str, place: usize| line.split('|').nth(place).unwrap_or_default().to_owned();
    let mut promised: BTreeSet<String> = BTreeSet::new();
    for row in [
        "| the call could not be taken",
        "| the document was refused whole",
        "| one field failed",
        "| what was watched has ended",
    ] {
        let line = readme.lines().find(|line| line.starts_with(row));
        let of_row: Vec<String> = told(&cell(fine(line.ok_or(row)), 3)).collect();
        assert!(of_row.len() > 5, "{row}");
        promised.extend(of_row);
    }
    let refusals = readme.lines();
    let refusals = refusals.skip_while(|line| !line.starts_with("| `refusal.code` |"));
    let refusals = refusals.take_while(|line| line.starts_with('|'));
    promised.extend(refusals.flat_map(|line| told(&cell(line, 1)).collect::<Vec<_>>()));
    let missing: Vec<&String> = promised.difference(&shown).collect();
    assert!(promised.len() > 30 && missing.is_empty(), "{missing:?}");
}

#[test]
fn an_engineer_finds_on_the_page_what_a_socket_is_closed_with() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = fine(std::fs::read_to_string(readme));
    let rows = readme.lines().map(str::trim_start);
    let rows = rows.skip_while(|line| !line.starts_with("| closed with |"));
    let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
    let cell = |line: &str| line.split('|').nth(1).unwrap_or_default().trim().to_owned();
    let promised: BTreeSet<String> = rows.map(cell).collect();
    assert!(promised.contains("4403"), "{promised:?}");
    for name in ["connect-usual", "connect-english"] {
        assert_eq!(codes(&sample(name), "data-close"), promised, "{name}");
    }
}

#[test]
fn an_engineer_is_asked_for_the_address_where_the_page_does_not_know_it() {
    for (name, asked) in [
        ("connect-empty", "変数に入れてください"),
        ("connect-english_empty", "into the variable"),
    ] {
        let html = sample(name);
        let commands = html.matches("curl &#34;$RENKEI/").count();
        assert_eq!(
            commands, 9,
            "{name} has no file of a network and nine commands"
        );
        assert!(
            html.contains(asked) && !html.contains("http://127"),
            "{name}"
        );
    }
}
