//! Trusted documents: a partner registers what its program sends, has it run by ids alone, and hears what is refused.

mod by_program;

use chrono::{NaiveDate, TimeDelta};
use renkei_app::people::{DocumentRefusal, MadeToken, NewToken, document_id};
use renkei_client::{Client, Manifest, Search};
use renkei_domain::access::principal::TokenScope;
use renkei_domain::people::trusted::TRUSTED_DOCUMENTS;
use renkei_domain::people::{DocumentMode, Standing};
use renkei_tests::browser::{Browser, Page};
use renkei_tests::people::{PASSWORD, Somebody, by_page, somebody};
use renkei_tests::server::{Server, Visitor};
use renkei_tests::{World, on_every_database};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::{enter, line, resource};
use crate::record::fine;

const SEARCH: &str = "query Search($first: Int) { resources(first: $first) { nodes { id name } } }";
const CHANGE: &str = "mutation Forget { removeBusyCalendar(input: {}) { refusal { code } } }";
const UNKNOWN: &str = "DOCUMENT_UNKNOWN";
const NOT_REGISTERED: &str = "DOCUMENT_NOT_REGISTERED";

/// A token of somebody.
async fn token(world: &World, who: &Somebody, name: &str) -> MadeToken {
    token_of(world, who, name, &[TokenScope::DirectoryRead]).await
}

/// The same with some scopes.
async fn token_of(world: &World, who: &Somebody, name: &str, scopes: &[TokenScope]) -> MadeToken {
    let new = NewToken {
        name: line(name),
        scopes: scopes.to_vec(),
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default(),
    };
    fine(fine(
        world.app.make_token(&by_page(&who.principal), new).await,
    ))
}

/// The id of a document, as a program sends it.
fn id(text: &str) -> String {
    document_id(text).to_string()
}

fn manifest(texts: &[&str]) -> String {
    let entries = texts.iter().map(|text| (id(text), json!(text)));
    Value::Object(entries.collect()).to_string()
}

/// What came back of a call: its status, its code where it was refused, and the whole.
async fn answered(request: RequestBuilder, token: &MadeToken) -> (u16, Option<String>, Value) {
    let answer = request
        .header("accept", "application/graphql-response+json")
        .header("authorization", format!("Bearer {}", token.secret))
        .send()
        .await;
    let answer = fine(answer);
    let status = answer.status().as_u16();
    let body: Value = fine(serde_json::from_str(&fine(answer.text().await)));
    let code = body["errors"][0]["extensions"]["code"].as_str();
    (status, code.map(str::to_owned), body)
}

async fn posted(visitor: &Visitor, token: &MadeToken, call: Value) -> (u16, Option<String>, Value) {
    let request = visitor
        .request(Method::POST, "/graphql")
        .header("content-type", "application/json")
        .body(call.to_string());
    answered(request, token).await
}

async fn got(visitor: &Visitor, token: &MadeToken, query: &str) -> (u16, Option<String>, Value) {
    let request = visitor.request(Method::GET, &format!("/graphql?{query}"));
    answered(request, token).await
}

/// The code of a call by the id of a text.
async fn code_of(visitor: &Visitor, token: &MadeToken, text: &str) -> Option<String> {
    let call = json!({ "documentId": id(text) });
    posted(visitor, token, call).await.1
}

/// The browser of somebody who has just shown their password.
async fn confirmed(server: &Server, who: &Somebody) -> Browser {
    let browser = browser_of(server, who);
    browser.send("/confirm", &[("password", PASSWORD)]).await;
    browser
}

fn address(token: &MadeToken) -> String {
    format!("/account/tokens/{}/documents", token.id)
}

/// Brings a manifest to the page, as a file.
async fn brought(browser: &Browser, at: &str, file: &str) -> Page {
    let page = browser.look(at).await;
    let start = "enctype=\"multipart/form-data\"><input type=\"hidden\" name=\"once\" value=\"";
    let (_, after) = page.html.split_once(start).unwrap_or_default();
    let once = after.split('"').next().unwrap_or_default();
    assert!(!once.is_empty(), "{}", page.html);
    let carried = [("once", once)];
    let sent = browser.send_file(at, &carried, "manifest.json", file.as_bytes());
    let first = sent.await;
    let sent = browser.send_file(at, &carried, "manifest.json", file.as_bytes());
    let again = sent.await;
    assert_eq!(first.status, again.status, "pressed twice");
    first
}

/// Chooses what becomes of documents that come as text.
async fn choose(browser: &Browser, at: &str, mode: DocumentMode) -> Page {
    let page = browser.look(at).await;
    let form = Form::pressed_by(&page.html, "この あつかいにする");
    let sent = form.with("mode", mode.code()).send(browser).await;
    assert_eq!(sent.leads_to.as_deref(), Some(at), "{}", sent.html);
    browser.look(at).await
}

on_every_database! {
    async fn a_partner_registers_documents_and_lets_nothing_else_run(world) {
        enter(&world, resource(1), "ひなたの会").await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let program = token(&world, &umi, "市の福祉システム").await;
        let other = token(&world, &umi, "ほかのシステム").await;
        let browser = confirmed(&server, &umi).await;
        let at = address(&program);
        assert!(browser.look("/account/tokens").await.says(&at), "it is found from the tokens");
        let page = browser.look(&at).await;
        assert!(page.says("まだ ありません") && page.says("市の福祉システム"), "{}", page.html);

        // Of a manifest with one mistake nothing is registered.
        let altered = manifest(&[SEARCH, CHANGE]).replace("Forget", "Forgot");
        let unfit = manifest(&[SEARCH, "{\n  resources { nonsuch }\n}"]);
        for (file, words) in [
            (altered.as_str(), "その文の番号ではありません"),
            (unfit.as_str(), "VALIDATION_FAILED"),
            (unfit.as_str(), "2行目"),
            ("{ nonsense", "JSON として読めません"),
            ("", "文が1つもありません"),
        ] {
            let page = brought(&browser, &at, file).await;
            assert_eq!(page.status, 422, "{}", page.html);
            assert!(page.says("1つも登録していません") && page.says(words), "{words}: {}", page.html);
        }
        assert_eq!(code_of(&visitor, &program, SEARCH).await.as_deref(), Some(UNKNOWN));

        let page = brought(&browser, &at, &manifest(&[SEARCH, CHANGE])).await;
        assert_eq!(page.status, 200, "{}", page.html);
        assert_sound("registered documents", &page.html);
        for words in ["2件の文を登録しました", "query Search", "mutation Forget", &id(SEARCH)] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        let page = brought(&browser, &at, &manifest(&[SEARCH])).await;
        assert!(page.says("もう登録されています"), "{}", page.html);

        // By its id a document is answered as by its text, for as many points.
        let variables = json!({ "first": 1 });
        let call = json!({ "query": SEARCH, "variables": variables });
        let (status, _, by_text) = posted(&visitor, &program, call).await;
        assert_eq!((status, &by_text["data"]["resources"]["nodes"][0]["name"]), (200, &json!("ひなたの会")));
        let call = json!({ "documentId": id(SEARCH), "variables": variables, "operationName": "Search", "extensions": {} });
        let by_post = posted(&visitor, &program, call).await.2;
        let query = format!("documentId={}&variables=%7B%22first%22%3A1%7D", id(SEARCH));
        let by_get = got(&visitor, &program, &query).await.2;
        for by_id in [by_post, by_get] {
            assert_eq!(by_id["data"], by_text["data"], "{by_id}");
            for points in ["requested", "actual"] {
                assert_eq!(by_id["extensions"]["cost"][points], by_text["extensions"]["cost"][points]);
            }
        }
        let (status, code, _) = got(&visitor, &program, &format!("documentId={}", id(CHANGE))).await;
        assert_eq!((status, code.as_deref()), (405, Some("METHOD_NOT_ALLOWED")));
        let both = json!({ "query": SEARCH, "documentId": id(SEARCH) });
        let (status, code, _) = posted(&visitor, &program, both).await;
        assert_eq!((status, code.as_deref()), (400, Some("BAD_REQUEST")));
        for unknown in ["", "sha256:", "Search", &id("{ __typename }")] {
            let (status, code, body) = posted(&visitor, &program, json!({ "documentId": unknown })).await;
            assert_eq!((status, code.as_deref()), (400, Some(UNKNOWN)), "{body}");
            assert_eq!(body["errors"].as_array().map(Vec::len), Some(1), "{body}");
        }

        // The documents of one token are nothing to another, nor to anybody else.
        assert_eq!(code_of(&visitor, &other, SEARCH).await.as_deref(), Some(UNKNOWN));
        let nobody = visitor.send_json(Method::POST, "/graphql", &json!({ "documentId": id(SEARCH) }).to_string()).await;
        assert!(fine(nobody.text().await).contains(UNKNOWN));
        let nami = somebody(&world.app, Standing::Operator, "nami").await;
        let stranger = confirmed(&server, &nami).await;
        assert_eq!(stranger.look(&at).await.status, 404);
        let step = format!("{at}/step");
        let search = id(SEARCH);
        for fields in [
            [("step", "withdraw"), ("document", search.as_str()), ("once", "a")],
            [("step", "mode"), ("mode", "enforce"), ("once", "b")],
        ] {
            assert_eq!(stranger.send(&step, &fields).await.status, 404);
        }

        // Counted, then refused.
        let page = choose(&browser, &at, DocumentMode::Log).await;
        assert!(page.says("登録せずに送られた文"), "{}", page.html);
        let detail = json!({ "query": "query Detail { resources(filter: { text: \"himitsu\" }) { nodes { id } } }" });
        for _ in 0..3 {
            assert_eq!(posted(&visitor, &program, detail.clone()).await.0, 200);
        }
        let page = browser.look(&at).await;
        assert!(page.says("<code>Detail</code>") && page.says("3回") && !page.says("himitsu"), "{}", page.html);
        let page = choose(&browser, &at, DocumentMode::Enforce).await;
        assert!(page.says("0回"), "{}", page.html);
        let (status, code, body) = posted(&visitor, &program, detail).await;
        assert_eq!((status, code.as_deref()), (400, Some(NOT_REGISTERED)), "{body}");
        // A registered text is refused as well: it is the id that is let run.
        assert_eq!(posted(&visitor, &program, json!({ "query": SEARCH })).await.1.as_deref(), Some(NOT_REGISTERED));
        assert_eq!(got(&visitor, &program, "query=%7B__typename%7D").await.1.as_deref(), Some(NOT_REGISTERED));
        assert_eq!(got(&visitor, &program, &query).await.0, 200);
        assert_eq!(posted(&visitor, &other, json!({ "query": SEARCH })).await.0, 200, "another token is as it was");
        let page = browser.look(&at).await;
        assert!(page.says("（名前なし）") && page.html.matches("3回").count() == 2, "{}", page.html);

        // What is withdrawn is unknown from the next call on.
        let page = Form::pressed_by(&page.html, &id(SEARCH)).send(&browser).await;
        assert_eq!(page.leads_to.as_deref(), Some(at.as_str()), "{}", page.html);
        assert_eq!(code_of(&visitor, &program, SEARCH).await.as_deref(), Some(UNKNOWN));
        let once_more = [("step", "withdraw"), ("document", search.as_str()), ("once", "c")];
        let page = browser.send(&step, &once_more).await;
        assert!(page.status == 422 && page.says("その文は登録されていません"), "{}", page.html);

        // With the token goes everything.
        fine(fine(world.app.revoke_token(&umi.principal, program.id).await));
        let (status, code, _) = posted(&visitor, &program, json!({ "documentId": id(CHANGE) })).await;
        assert_eq!((status, code.as_deref()), (401, Some("TOKEN_UNKNOWN")));
        assert_eq!(browser.look(&at).await.status, 404);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_owner_is_told_of_a_document_that_the_schema_does_not_fit_any_more(world) {
        let server = world.serve().await;
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let program = token(&world, &umi, "市の福祉システム").await;
        // As a version before this one registered it, whose schema had the field.
        let former = "query Former { resources { nodes { nonsuch } } }";
        let by = by_page(&umi.principal);
        let registered = world.app.register_documents(&by, program.id, vec![former.to_owned()]);
        assert_eq!(fine(fine(registered.await)).new, 1);
        let code = code_of(&server.visitor(), &program, former).await;
        assert_eq!(code.as_deref(), Some("VALIDATION_FAILED"));
        let page = browser_of(&server, &umi).look(&address(&program)).await;
        for words in ["1件の文が、いまのスキーマに合わなくなりました", "動きません", "VALIDATION_FAILED"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(page.html.contains("name=\"file\""), "{}", page.html);
        // Who signed in a while ago shows who they are before they choose a file, which would be lost on the way.
        world.clock.pass(TimeDelta::minutes(11));
        let page = browser_of(&server, &umi).look(&address(&program)).await;
        assert!(page.says("もう一度パスワードを入れてください"), "{}", page.html);
        assert!(!page.html.contains("name=\"file\""), "{}", page.html);
        let page = confirmed(&server, &umi).await.look(&address(&program)).await;
        assert!(page.html.contains("name=\"file\""), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_registered_document_shows_no_more_than_its_text(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let visitor = server.visitor();
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let program = token(&world, &umi, "市の福祉システム").await;
        let inside = "query Inside { networkMeetings(id: \"01932f00-0000-7000-8000-000000000001\") { id } \
                      resources(first: 5) { nodes { contactPersons { name } strengths { text } } } }";
        let by = by_page(&umi.principal);
        let registered = world.app.register_documents(&by, program.id, vec![inside.to_owned()]);
        assert_eq!(fine(fine(registered.await)).new, 1);
        let by_text = posted(&visitor, &program, json!({ "query": inside })).await;
        let by_id = posted(&visitor, &program, json!({ "documentId": id(inside) })).await;
        assert_eq!((by_id.0, &by_id.1, &by_id.2["data"]), (by_text.0, &by_text.1, &by_text.2["data"]));
        assert_eq!(by_id.2["extensions"]["cost"]["actual"], by_text.2["extensions"]["cost"]["actual"]);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_owner_registers_no_more_than_there_is_room_for(world) {
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let program = token(&world, &umi, "市の福祉システム").await;
        let by = by_page(&umi.principal);
        let many = (0..=TRUSTED_DOCUMENTS).map(|number| format!("query N{number} {{ __typename }}"));
        let many: Vec<String> = many.collect();
        let long = (0..20).map(|number| format!("# {}\nquery N{number} {{ __typename }}", "a".repeat(60_000)));
        let long: Vec<String> = long.collect();
        for (texts, expected) in [(many, DocumentRefusal::TooMany), (long, DocumentRefusal::TooLarge)] {
            let refused = fine(app.register_documents(&by, program.id, texts).await);
            assert_eq!(refused, Err(expected));
        }
        let view = fine(fine(app.documents(&umi.principal, program.id).await).ok_or("the token"));
        assert!(view.documents.is_empty(), "{view:?}");
        // Nobody registers by a token that lacks the scope.
        let known = fine(fine(app.known_by_token(&program.secret).await).ok_or("it holds"));
        let texts = vec!["{ __typename }".to_owned()];
        let refused = fine(app.register_documents(&by_page(&known.principal), program.id, texts).await);
        assert!(matches!(refused, Err(DocumentRefusal::NotAllowed(_))), "{refused:?}");
    }
}

on_every_database! {
    async fn a_partner_who_builds_on_the_client_registers_its_manifest_and_sends_ids_alone(world) {
        enter(&world, resource(1), "ひなたの会").await;
        let server = world.serve().await;
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        let program = token(&world, &umi, "市の福祉システム").await;
        let enforced = DocumentMode::Enforce;
        let by = by_page(&umi.principal);
        fine(fine(world.app.set_document_mode(&by, program.id, enforced).await));
        let built = Client::builder(format!("http://{}", server.address)).token(program.secret.clone());
        let by_text = fine(built.clone().build());
        let by_id = fine(built.registered().build());
        for (client, code) in [(&by_text, NOT_REGISTERED), (&by_id, UNKNOWN)] {
            let refused = fine(client.newest_cursor().await.map(|_| "it was answered").err().ok_or("an error"));
            assert_eq!(refused.code(), Some(code), "{refused:?}");
        }
        let browser = confirmed(&server, &umi).await;
        let page = brought(&browser, &address(&program), &Manifest::of_client().to_string()).await;
        assert!(page.says("4件の文を登録しました"), "{}", page.html);
        assert!(by_id.newest_cursor().await.is_ok_and(|cursor| !cursor.is_empty()));
        let found = fine(by_id.resources_page(&Search::default(), None).await).nodes;
        let names: Vec<&str> = found.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["ひなたの会"]);
        let one = fine(by_id.resource(&found[0].id).await);
        assert_eq!(one.map(|entry| entry.name).as_deref(), Some("ひなたの会"));
        assert!(by_text.newest_cursor().await.is_err());
        server.stop().await;
    }
}
