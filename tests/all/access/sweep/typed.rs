//! Somebody types what would run in a page: into every field of every form of the route table, and into the forms
//! that stand on the pages, where the rest is filled in well. Wherever it comes out again, in the answer or later
//! on any page, it is shown as it was typed, and nothing runs.

use std::collections::BTreeSet;

use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::people::somebody;
use renkei_tests::world::Database;
use renkei_web::routes::{Route, SampleBody, TABLE, Who};
use reqwest::Method;

use super::{Neighbours, address, fields, packed};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::{Tag, assert_runs_nothing, attribute, links, tags};

/// What is typed wherever something can be typed: out of an attribute, out of a text, out of a script.
const EVERYWHERE: &str =
    "\"'></textarea></title></script><script>alert(13)</script><svg onload=alert(13)>";

/// What is typed into free text alone, so that forms are taken and it is kept.
const AS_TEXT: &str = "<img src=x onerror=alert(13)>\"'";

/// What is typed where a link may be meant.
const AS_LINK: &str = "javascript:alert(13)";

/// What is seen of each of them, however it is written.
const MARK: &str = "alert(13)";

/// Parts of addresses whose forms end what the rest of the story needs: a session, a membership, a case.
const ENDINGS: [&str; 4] = ["/members/end/", "/sign-out", "/leave", "/erase"];

/// What somebody types, and into which fields.
#[derive(Debug, Clone, Copy)]
enum Typing {
    /// Into every field.
    Everywhere,
    /// Into free text; what else is asked keeps what stands there.
    AsText(&'static str),
}

/// A form of a page, filled in.
#[derive(Debug, Default)]
struct Filled {
    action: String,
    is_sent: bool,
    has_file: bool,
    fields: Vec<(String, String)>,
    is_typed_into: bool,
}

impl Filled {
    fn of(tags: &[Tag], typing: Typing) -> Option<Self> {
        let form = tags.first()?;
        let mut filled = Self {
            action: attribute(form, "action")?.to_owned(),
            is_sent: attribute(form, "method") == Some("post"),
            ..Self::default()
        };
        let mut select = String::new();
        // Of several buttons the first is pressed.
        let button = tags.iter().find(|tag| tag.name == "button");
        if let Some(name) = button.and_then(|button| attribute(button, "name")) {
            let value = button.and_then(|button| attribute(button, "value"));
            filled.choose(name, value.unwrap_or_default(), true);
        }
        for tag in tags {
            let name = attribute(tag, "name").unwrap_or_default().to_owned();
            let value = attribute(tag, "value").unwrap_or_default();
            match tag.name.as_str() {
                "select" => select = name,
                "option" => filled.choose(&select, value, attribute(tag, "selected").is_some()),
                "textarea" => filled.type_into(name, typing, ""),
                "input" => filled.fill_in(name, value, tag, typing),
                _ => {}
            }
        }
        Some(filled)
    }

    fn fill_in(&mut self, name: String, value: &str, tag: &Tag, typing: Typing) {
        let or = |usual: &str| if value.is_empty() { usual } else { value }.to_owned();
        match attribute(tag, "type").unwrap_or("text") {
            "hidden" => self.fields.push((name, value.to_owned())),
            "checkbox" => self.fields.push((name, or("on"))),
            "radio" => self.choose(&name, value, attribute(tag, "checked").is_some()),
            "date" => self.fields.push((name, or("2026-11-20"))),
            "time" => self.fields.push((name, or("10:00"))),
            "number" => self.fields.push((name, or("1"))),
            "file" => self.has_file = true,
            "text" | "search" => self.type_into(name, typing, value),
            _ => match typing {
                Typing::Everywhere => self.type_into(name, typing, value),
                Typing::AsText(_) => self.fields.push((name, value.to_owned())),
            },
        }
    }

    fn type_into(&mut self, name: String, typing: Typing, value: &str) {
        let typed = match typing {
            Typing::Everywhere => EVERYWHERE,
            // What is written with digits alone has a form of its own: a number, a code, a day.
            Typing::AsText(_) if value.starts_with(|c: char| c.is_ascii_digit()) => value,
            Typing::AsText(text) => text,
        };
        self.fields.push((name, typed.to_owned()));
        self.is_typed_into = true;
    }

    /// Of several the chosen one, or else the first that says something.
    fn choose(&mut self, name: &str, value: &str, is_chosen: bool) {
        match self.fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, kept)) if is_chosen || kept.is_empty() => value.clone_into(kept),
            Some(_) => {}
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Sends it as a browser does.
    async fn sent(&self, browser: &Browser) -> Page {
        let fields = self.fields.iter();
        let fields: Vec<(&str, &str)> = fields
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        if self.has_file {
            let list = format!("名称,電話\n{AS_TEXT},072-000-0001\n");
            let name = "<img src=x onerror=alert(13)>.csv";
            return browser
                .send_file(&self.action, &fields, name, list.as_bytes())
                .await;
        }
        if self.is_sent {
            return browser.send(&self.action, &fields).await;
        }
        let joint = if self.action.contains('?') { '&' } else { '?' };
        let query = renkei_tests::browser::packed(&fields);
        browser
            .look(&format!("{}{joint}{query}", self.action))
            .await
    }
}

/// The forms of a page into which something is typed.
fn forms(html: &str, typing: Typing) -> Vec<Filled> {
    let forms = html.split("<form ").skip(1).filter_map(|after| {
        let inside = after.split("</form>").next().unwrap_or_default();
        Filled::of(&tags(&format!("<form {inside}")), typing)
    });
    let is_ending = |form: &Filled| ENDINGS.iter().any(|end| form.action.contains(end));
    forms
        .filter(|form| (form.is_typed_into || form.has_file) && !is_ending(form))
        .collect()
}

/// Nothing that was typed has become a tag, an attribute or a way to run something.
fn assert_harmless(what: &str, page: &Page) {
    assert!(page.status < 500, "{what} answers {}", page.status);
    if page.kind.starts_with("text/html") {
        assert_runs_nothing(what, &tags(&page.html));
        for typed in [EVERYWHERE, AS_TEXT] {
            assert!(!page.says(typed), "{what}: {}", page.html);
        }
    }
}

/// An address of the table, with what is ours in it.
fn own_address(neighbours: &Neighbours, route: &Route) -> String {
    let sample = (route.sample)();
    if route.who != Who::SignedIn {
        return sample;
    }
    let query = sample.split_once('?').map(|(_, query)| format!("?{query}"));
    address(neighbours, route, &[]) + &query.unwrap_or_default()
}

/// Opens every page and types into its forms; says at which addresses there are pages, and where forms were sent.
async fn type_everywhere(
    neighbours: &Neighbours,
    browser: &Browser,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let reads = TABLE.iter().filter(|route| route.method == Method::GET);
    let mut waiting: Vec<String> = reads.map(|route| own_address(neighbours, route)).collect();
    let (mut pages, mut sent_to) = (BTreeSet::new(), BTreeSet::new());
    while let Some(path) = waiting.pop() {
        let page = browser.look(&path).await;
        assert_harmless(&path, &page);
        if !page.kind.starts_with("text/html") || !pages.insert(path.clone()) {
            continue;
        }
        let edits = links(&page.html).into_iter();
        let edits = edits.filter(|href| href.starts_with('/') && href.contains("/edit/"));
        waiting.extend(edits.filter(|href| !pages.contains(href)));
        for typing in [
            Typing::Everywhere,
            Typing::AsText(AS_TEXT),
            Typing::AsText(AS_LINK),
        ] {
            if forms(&page.html, typing).is_empty() {
                break;
            }
            // A form is for one sending: it comes with another key each time.
            let fresh = browser.look(&path).await;
            for form in forms(&fresh.html, typing) {
                let what = format!("{typing:?} at {path}, sent to {}", form.action);
                assert_harmless(&what, &form.sent(browser).await);
                sent_to.insert(form.action);
            }
        }
    }
    (pages, sent_to)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_1_3_what_somebody_types_into_any_form_is_shown_and_never_run() {
    let world = World::on(Database::Sqlite).await.seeded().await;
    let neighbours = Neighbours::of(&world).await;
    let desk = somebody(&world.app, Standing::Coordinator(demo()), "tsubaki").await;
    let server = world.serve().await;
    let [staff, person] = neighbours.browsers(&server);
    let actors = [
        ("a stranger", Browser::at(&server)),
        ("staff", staff),
        ("the person", person),
        ("the desk", browser_of(&server, &desk)),
    ];
    let (mut sent_to, mut keeping) = (BTreeSet::new(), BTreeSet::new());
    for (who, browser) in &actors {
        for route in TABLE.iter().filter(|route| route.body.is_some()) {
            let Some(SampleBody::Form(_)) = route.body else {
                continue;
            };
            let typed = fields(route).into_iter();
            let typed: Vec<(&str, &str)> = typed.map(|(name, _)| (name, EVERYWHERE)).collect();
            if typed.is_empty() {
                continue;
            }
            let path = own_address(&neighbours, route);
            let form = packed(route, &typed);
            let page = browser.sent(Method::POST, &path, &[], form).await;
            assert_harmless(&format!("{who} at {}", route.pattern), &page);
        }
        let (pages, actions) = type_everywhere(&neighbours, browser).await;
        sent_to.extend(actions);
        for path in pages {
            let page = browser.look(&path).await;
            assert_harmless(&format!("{who} at {path}, later"), &page);
            if page.says(MARK) {
                keeping.insert(path);
            }
        }
    }
    assert!(sent_to.len() > 20, "only these were tried: {sent_to:?}");
    assert!(
        keeping.len() > 3,
        "only these keep what was typed: {keeping:?}"
    );
    server.stop().await;
}
