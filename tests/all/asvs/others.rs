//! Whoever guesses ids learns nothing by them: what is somebody else's answers like what is not there.

use chrono::NaiveDate;
use renkei_app::Caller;
use renkei_app::directory::edit::observe::NewObservation;
use renkei_app::people::{Invite, NewToken};
use renkei_app::writer::Writer;
use renkei_domain::access::principal::{Principal, TokenScope};
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::people::{MailAddress, Standing};
use renkei_domain::record::Source;
use renkei_graphql::{Answer, Api, Call, CallMethod, global_id};
use renkei_tests::World;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::published::town;
use renkei_tests::world::Database;
use reqwest::Method;
use serde_json::Map;
use uuid::Uuid;

use crate::import::web::kept_list;
use crate::migrations::{enter, line, resource};
use crate::people::{agency, network, region, stranger};
use crate::record::fine;

/// An id of the same form that names nothing.
const NOTHING: &str = "01932f00-0000-7fff-8fff-ffffffffffff";

/// What somebody sees, without the id they asked for and the marks of one showing.
fn seen(page: &Page, id: &str) -> (u16, Option<String>, String) {
    let mut parts = page.html.split("name=\"once\" value=\"");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once('"').map_or(part, |(_, rest)| rest);
        html.push_str(rest);
    }
    let plain = |text: &str| text.replace(id, "ID");
    (
        page.status,
        page.leads_to.as_deref().map(plain),
        plain(&html),
    )
}

/// Sends the same with the id of what is somebody else's and with one that names nothing: both answers are
/// one and the same, and neither shows anything.
async fn assert_alike(browser: &Browser, case: &str, theirs: &str) {
    let mut answers = Vec::new();
    for id in [theirs, NOTHING] {
        let words = case.replace("ID", id);
        let mut words = words.split(' ');
        let method = fine(words.next().unwrap_or_default().parse::<Method>());
        let path = words.next().unwrap_or_default();
        let form = (method == Method::POST).then(|| words.next().unwrap_or_default());
        let page = browser
            .sent(method, path, &[], form.map(str::to_owned))
            .await;
        answers.push(seen(&page, id));
    }
    assert_eq!(answers[0], answers[1], "{case}");
    assert_ne!(answers[0].0, 200, "{case}: {}", answers[0].2);
}

/// The same for a program: what it is answered by a document in which an id stands.
async fn assert_answered_alike(api: &Api, who: &Principal, document: &str, ids: [&str; 2]) {
    let mut answers = Vec::new();
    for id in ids {
        let call = Call {
            document: document.replace("THEIRS", id),
            operation_name: None,
            variables: Map::new(),
            method: CallMethod::ReadOrWrite,
            principal: who.clone(),
        };
        match api.answer("0123456789abcdef0123456789abcdef", call).await {
            Answer::Executed(body) => {
                let body = fine(String::from_utf8(body));
                assert!(!body.contains("\"errors\""), "{document}: {body}");
                answers.push(body.replace(id, "THEIRS"));
            }
            Answer::Refused { body, .. } => {
                panic!("{document}: {}", String::from_utf8_lossy(&body))
            }
        }
    }
    assert_eq!(answers[0], answers[1], "{document}");
    let is_done = answers[0].contains("\"refusal\":null");
    assert!(!is_done, "{document}: {}", answers[0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_8_2_2_the_id_of_something_that_is_somebody_elses_is_worth_nothing() {
    let world = World::on(Database::Sqlite).await;
    region(&world).await;
    let app = &world.app;
    let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
    let hinata = somebody(app, Standing::Person, "hinata").await;
    let kaze = somebody(app, Standing::Staff(stranger()), "kaze").await;

    let session = fine(app.sessions(&minato.principal).await)[0]
        .id
        .to_string();
    let token = NewToken {
        name: line("つなぎ"),
        scopes: vec![TokenScope::DirectoryRead],
        expires_on: NaiveDate::from_ymd_opt(2026, 12, 20).unwrap_or_default(),
    };
    let token = fine(fine(
        app.make_token(&by_page(&minato.principal), token).await,
    ))
    .id
    .to_string();
    let invite = Invite {
        standing: Standing::Staff(agency()),
        name: line("招かれた人"),
        mail: Some(fine(MailAddress::parse("sora@example.jp"))),
    };
    let invitation = fine(fine(app.invite(&minato.principal, invite).await))
        .id
        .to_string();
    let open = fine(app.open_invitations(&minato.principal).await);
    let letter = open[0].letter.as_ref().map(|letter| letter.id.to_string());
    let letter = letter.unwrap_or_else(|| panic!("a letter is queued"));
    let known = fine(app.whoever(&minato.secret).await);
    let Some(known) = known else {
        panic!("the session holds")
    };
    let membership = known.account.standings[0].membership.id.to_string();
    let (network, person) = (network().to_string(), hinata.id.to_string());

    let server = world.serve().await;
    let browser = Browser::at(&server);
    browser.keep(Some(kaze.secret.as_str().to_owned()));
    let before = fine(world.store.acts_after(0, 1_000).await).len();
    let members = format!("/networks/{network}/members");
    let cases = [
        ("POST /account/sessions/end session=ID".to_owned(), &session),
        ("POST /account/tokens/revoke token=ID".to_owned(), &token),
        (
            format!("POST {members}/withdraw invitation=ID"),
            &invitation,
        ),
        (format!("POST {members}/code invitation=ID"), &invitation),
        (
            format!("POST {members}/send-again invitation=ID"),
            &invitation,
        ),
        (format!("GET {members}/end/ID"), &membership),
        (
            format!("POST {members}/end/ID until=2026-11-20"),
            &membership,
        ),
        ("GET /networks/ID/members".to_owned(), &network),
        ("GET /networks/ID/members/invite".to_owned(), &network),
        ("POST /letters/retry letter=ID".to_owned(), &letter),
        ("POST /letters/withdraw letter=ID".to_owned(), &letter),
        ("GET /account/card/of/ID".to_owned(), &person),
        ("POST /account/card/of/ID pin=".to_owned(), &person),
        ("POST /account/card/of/ID/stop".to_owned(), &person),
    ];
    for (case, theirs) in cases {
        assert_alike(&browser, &case, theirs).await;
    }
    let after = fine(world.store.acts_after(0, 1_000).await).len();
    assert_eq!(after, before, "nothing was done");
    server.stop().await;
}

/// An observation of which only the agency and the network's desk know.
async fn observed(world: &World, by: &Somebody, entry: ResourceId) -> String {
    let new = NewObservation {
        resource: entry,
        network: network(),
        by: agency(),
        valence: Valence::Strong,
        topic: Topic::General,
        text: line("午前の電話がつながりやすい"),
        basis: line("月に2回いっしょに訪問"),
        stated_on: world.app.now().in_japan().date,
    };
    let writer = Writer::by(by.principal.clone(), Source::Page);
    let written = fine(fine(world.app.observe(&writer, new).await));
    written.id.to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_8_2_2_what_is_inside_another_network_looks_like_nothing_at_all() {
    let world = World::on(Database::Sqlite).await.with_towns().await;
    region(&world).await;
    let app = &world.app;
    let neighbours = [33, 34].map(|number| NetworkId::from_uuid(Uuid::from_u128(number)));
    for (network, place) in neighbours.into_iter().zip(["27207", "27211"]) {
        let area = vec![town(place)];
        let founded = app.found_network(Caller::COMMAND, network, line("となりの網"), area);
        fine(fine(founded.await));
    }
    let [importing, own] = neighbours;
    let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
    let sakura = somebody(app, Standing::Coordinator(importing), "sakura").await;
    let tsubaki = somebody(app, Standing::Coordinator(own), "tsubaki").await;
    let kaze = somebody(app, Standing::Staff(stranger()), "kaze").await;
    let entry = resource(1);
    enter(&world, entry, "こもれび").await;
    let observation = observed(&world, &minato, entry).await;
    let upload = kept_list(&world, &sakura, importing, "list.csv").await;
    let (upload, importing) = (upload.to_string(), importing.to_string());

    let server = world.serve().await;
    let before = fine(world.store.acts_after(0, 1_000).await).len();
    let browser_of = |who: &Somebody| {
        let browser = Browser::at(&server);
        browser.keep(Some(who.secret.as_str().to_owned()));
        browser
    };
    for browser in [browser_of(&kaze), browser_of(&tsubaki)] {
        let browser = &browser;
        assert_alike(browser, "GET /networks/ID/import", &importing).await;
        // Under the network that keeps the file, and under one's own.
        for desk in [&importing, &own.to_string()] {
            let file = format!("/networks/{desk}/import/ID");
            for below in [
                "",
                "/columns",
                "/undo",
                "/report.csv",
                "/report.xlsx",
                "/report.json",
            ] {
                assert_alike(browser, &format!("GET {file}{below}"), &upload).await;
            }
            for below in [
                "/columns c0=name",
                "/table table=",
                "/start",
                "/discard",
                "/undo left=0",
            ] {
                assert_alike(browser, &format!("POST {file}{below}"), &upload).await;
            }
        }
        let step = format!("POST /resources/{entry}/observations/step observation=ID&step");
        for form in ["release", "told&by=hand&on=2026-11-20", "reply&text=いいえ"] {
            assert_alike(browser, &format!("{step}={form}"), &observation).await;
        }
    }

    let api = Api::new(app.clone());
    let refusal = "{ resource { id } refusal { code message fields { field code } } }";
    let id = global_id(entry);
    let place = format!("id: \"{id}\", network: \"THEIRS\"");
    let about = "valence: STRONG, topic: GENERAL, text: \"ある\", basis: \"ある\", statedOn: \"2026-11-20\"";
    for (mutation, theirs) in [
        (
            "markObservationTold(input: { observation: \"THEIRS\", by: HAND, on: \"2026-11-20\" })".to_owned(),
            &observation,
        ),
        (
            "mailObservation(input: { observation: \"THEIRS\" })".to_owned(),
            &observation,
        ),
        (
            "replyToObservation(input: { observation: \"THEIRS\", text: \"ある\", byName: \"ある\", byRole: \"ある\" })"
                .to_owned(),
            &observation,
        ),
        (
            "releaseObservation(input: { observation: \"THEIRS\" })".to_owned(),
            &observation,
        ),
        (
            "withdrawObservation(input: { observation: \"THEIRS\", reason: \"ある\" })".to_owned(),
            &observation,
        ),
        (
            format!("observeResource(input: {{ {place}, by: \"{}\", {about} }})", stranger()),
            &importing,
        ),
        (
            format!("updateContactPersons(input: {{ {place}, version: 1, contactPersons: [] }})"),
            &importing,
        ),
        (
            "createResource(input: { network: \"THEIRS\", kind: PEER_GROUP, name: \"ある\", facts: [] })"
                .to_owned(),
            &importing,
        ),
    ] {
        let document = format!("mutation {{ {mutation} {refusal} }}");
        for who in [&kaze, &tsubaki] {
            assert_answered_alike(&api, &who.principal, &document, [theirs.as_str(), NOTHING]).await;
        }
    }
    // Of an entry that anybody reads, the history is no more there than of none.
    let nothing = global_id(fine(NOTHING.parse()));
    let document = "{ history(id: \"THEIRS\") { act } }";
    for who in [&kaze, &tsubaki] {
        assert_answered_alike(
            &api,
            &who.principal,
            document,
            [id.as_str(), nothing.as_str()],
        )
        .await;
    }
    let after = fine(world.store.acts_after(0, 1_000).await).len();
    assert_eq!(after, before, "nothing was done");
    server.stop().await;
}
