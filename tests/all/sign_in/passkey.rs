//! Coming in by the passkey of the office PC, and everything that is none.

use chrono::TimeDelta;
use renkei_app::people::PasskeyRefusal;
use renkei_domain::people::Needs;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::people::device;
use renkei_tests::server::Server;
use renkei_tests::world::Database;
use renkei_tests::{World, on_every_database};
use renkei_web::PublicAddress;
use renkei_web::server::ConnectionLimits;
use serde_json::Value;

use super::device::Device;
use super::{PASSWORD, Person};
use crate::markup::assert_sound;
use crate::record::fine;

const ORIGIN: &str = "https://renkei.example.jp";
const BEGIN: &str = "/sign-in/set-up/passkey/begin";
const MAKE: &str = "/sign-in/set-up/passkey";
const ASK: &str = "/sign-in/passkey/begin";
const SHOW: &str = "/sign-in/passkey";
const REMOVE: &str = "/account/passkeys/remove";
const NAME: &str = "窓口のパソコン";

/// A server that people reach under a name.
async fn server_of(world: &World) -> Server {
    let address = PublicAddress::parse(ORIGIN).expect("an address");
    Server::start_with(world.app.clone(), address, ConnectionLimits::default()).await
}

/// What the script is told.
async fn told(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Value {
    let page = browser.send(path, fields).await;
    let kind = (page.status, page.kind.as_str());
    assert_eq!(kind, (200, "application/json"), "{}", page.html);
    fine(serde_json::from_str(&page.html))
}

/// What the browser is to do.
async fn options(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Value {
    let told = told(browser, path, fields).await;
    assert!(told["publicKey"].is_object(), "{told}");
    told["publicKey"].clone()
}

async fn make(browser: &Browser, device: &Device) -> Page {
    let options = options(browser, BEGIN, &[("name", NAME)]).await;
    let answer = device.makes(&options);
    browser
        .send(MAKE, &[("name", NAME), ("answer", &answer)])
        .await
}

async fn answer(browser: &Browser, what: &str, answer: &str) -> Page {
    let fields = [("use", what), ("answer", answer), ("next", "/account")];
    browser.send(SHOW, &fields).await
}

/// Asks for a passkey and sends what the device answers.
async fn show(browser: &Browser, what: &str, device: &mut Device) -> Page {
    let options = options(browser, ASK, &[("use", what)]).await;
    answer(browser, what, &device.shows(&options)).await
}

async fn shows_password(person: &Person) -> Page {
    person.browser.keep(None);
    let fields = [("mail", person.mail.as_str()), ("password", PASSWORD)];
    person.browser.submit("/sign-in", &fields).await
}

/// The id of the only passkey on the page of the account.
fn id_on(page: &Page) -> String {
    let id = page.html.split("name=\"passkey\" value=\"").nth(1);
    id.unwrap_or_default().chars().take(36).collect()
}

fn says(page: &Page, refusal: PasskeyRefusal) -> bool {
    page.says(&refusal.to_string())
}

/// How a device answers what it is asked.
type Answer = fn(&mut Device, &Value) -> String;

on_every_database! {
    async fn a_supporter_whose_office_forbids_phones_comes_in_by_its_pc(world) {
        let server = server_of(&world).await;
        let code = fine(fine(world.app.first_account_code().await));
        let browser = Browser::at(&server);
        let fields = [("name", "高槻 はるか"), ("mail", "haruka@example.jp"), ("password", PASSWORD)];
        let page = browser.submit(&format!("/invitation/{code}"), &fields).await;
        assert!(page.says("このパソコンのパスキー") && page.says("passkey.js"), "{}", page.html);
        assert_sound("setting up", &page.html);
        let unnamed = told(&browser, BEGIN, &[("name", " ")]).await;
        assert_eq!(unnamed["words"], "名前を入れてください。");

        let mut pc = Device::at(ORIGIN);
        let page = make(&browser, &pc).await;
        assert_eq!(page.leads_to.as_deref(), Some("/sign-in/codes"), "{}", page.html);
        let page = browser.open("/account").await;
        assert!(page.says(NAME), "{}", page.html);
        assert_sound("an account with a passkey", &page.html);

        let mut person = Person { browser, mail: "haruka@example.jp".to_owned(), codes: Vec::new() };
        let page = shows_password(&person).await;
        assert!(page.says("パスキーで続ける"), "{}", page.html);
        assert_sound("a second factor by passkey", &page.html);
        let page = show(&person.browser, "second_factor", &mut pc).await;
        assert_eq!(page.leads_to.as_deref(), Some("/account"), "{}", page.html);

        // It is all there is: without it nobody would come in any more.
        let page = person.browser.look("/account").await;
        let id = id_on(&page);
        let page = person.browser.send(REMOVE, &[("passkey", &id)]).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(says(&page, PasskeyRefusal::LastFactor), "{}", page.html);
        person.codes = person.browser.submit("/sign-in/codes", &[]).await.codes();
        let page = person.browser.send(REMOVE, &[("passkey", &id)]).await;
        assert_eq!(page.leads_to.as_deref(), Some("/account"), "{}", page.html);
        assert!(!person.browser.open("/account").await.says(NAME));
        let page = shows_password(&person).await;
        assert!(!page.says("パスキーで続ける"), "{}", page.html);
        let told = told(&person.browser, ASK, &[("use", "second_factor")]).await;
        assert_eq!(told["words"], PasskeyRefusal::NoneHere.to_string());
        server.stop().await;
    }
}

on_every_database! {
    async fn asvs_6_7_2_what_was_not_asked_just_now_here_of_this_account_opens_nothing(world) {
        let server = server_of(&world).await;
        let person = Person::first(&server, &world.app).await;
        let mut pc = Device::at(ORIGIN);
        assert_eq!(make(&person.browser, &pc).await.status, 303);
        let browser = &person.browser;
        shows_password(&person).await;

        // An answer to an earlier question.
        let earlier = options(browser, ASK, &[("use", "second_factor")]).await;
        let later = options(browser, ASK, &[("use", "second_factor")]).await;
        assert_ne!(earlier["challenge"], later["challenge"]);
        let page = answer(browser, "second_factor", &pc.shows(&earlier)).await;
        assert!(page.status == 422 && says(&page, PasskeyRefusal::NotTaken), "{}", page.html);
        // The question was used up by the wrong answer.
        let page = answer(browser, "second_factor", &pc.shows(&later)).await;
        assert!(page.status == 422 && says(&page, PasskeyRefusal::NotBegun), "{}", page.html);

        let tried: [(&str, Answer); 5] = [
            ("another's device", |_, options| Device::at(ORIGIN).shows(options)),
            ("another's device under its name", |pc, options| pc.double().shows(options)),
            ("a page elsewhere", |pc, options| {
                let other = "https://renkei.example.com".to_owned();
                let origin = std::mem::replace(&mut pc.origin, other);
                let answer = pc.shows(options);
                pc.origin = origin;
                answer
            }),
            ("a name elsewhere", |pc, options| {
                pc.signs_for = Some("renkei.example.com".to_owned());
                let answer = pc.shows(options);
                pc.signs_for = None;
                answer
            }),
            ("nobody at the device", |pc, options| {
                pc.is_touched = false;
                let answer = pc.shows(options);
                pc.is_touched = true;
                answer
            }),
        ];
        for (what, shows) in tried {
            let options = options(browser, ASK, &[("use", "second_factor")]).await;
            let page = answer(browser, "second_factor", &shows(&mut pc, &options)).await;
            assert!(page.status == 422 && says(&page, PasskeyRefusal::NotTaken), "{what}: {}", page.html);
            let led = browser.look("/account").await.leads_to.unwrap_or_default();
            assert!(led.starts_with("/sign-in/second"), "{what} leads to {led}");
        }

        let options = options(browser, ASK, &[("use", "second_factor")]).await;
        world.clock.pass(TimeDelta::minutes(5));
        let page = answer(browser, "second_factor", &pc.shows(&options)).await;
        assert!(page.status == 422 && says(&page, PasskeyRefusal::NotBegun), "{}", page.html);

        let page = show(browser, "second_factor", &mut pc).await;
        assert_eq!(page.leads_to.as_deref(), Some("/account"), "{}", page.html);
        // A copy of the device has counted less far.
        shows_password(&person).await;
        pc.count -= 1;
        let page = show(browser, "second_factor", &mut pc).await;
        assert!(page.status == 422 && says(&page, PasskeyRefusal::NotTaken), "{}", page.html);
        let page = show(browser, "second_factor", &mut pc).await;
        assert_eq!(page.status, 303, "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn asvs_7_5_1_a_passkey_alone_confirms_only_where_it_asks_for_a_pin(world) {
        let server = server_of(&world).await;
        let person = Person::first(&server, &world.app).await;
        let browser = &person.browser;
        let mut key = Device::at(ORIGIN);
        key.verifies = false;
        assert_eq!(make(browser, &key).await.status, 303);
        let id = id_on(&browser.look("/account").await);
        world.clock.pass(TimeDelta::minutes(11));
        for (path, fields) in [(REMOVE, ("passkey", id.as_str())), (MAKE, ("name", NAME))] {
            let led = browser.send(path, &[fields]).await.leads_to.unwrap_or_default();
            assert!(led.starts_with("/confirm?next=%2F"), "{path} leads to {led}");
        }
        let way = told(browser, BEGIN, &[("name", NAME)]).await;
        assert_eq!(way["way"], "/confirm?next=%2Fsign-in%2Fset-up");
        // Whoever has come in is not asked for the second factor again, which asks for no PIN.
        let way = told(browser, ASK, &[("use", "second_factor")]).await;
        assert_eq!(way["way"], "/sign-in/second");

        let page = browser.look("/confirm?next=%2Faccount").await;
        assert!(page.says("パスキーで続ける"), "{}", page.html);
        let page = show(browser, "confirm", &mut key).await;
        assert!(page.status == 422 && says(&page, PasskeyRefusal::NotVerified), "{}", page.html);
        assert_sound("a passkey that confirms nothing", &page.html);
        key.verifies = true;
        let page = show(browser, "confirm", &mut key).await;
        assert_eq!(page.leads_to.as_deref(), Some("/account"), "{}", page.html);
        let page = browser.send(REMOVE, &[("passkey", &id)]).await;
        assert_eq!(page.leads_to.as_deref(), Some("/account"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_passkey_belongs_to_one_account_and_ends_when_that_is_opened_anew(world) {
        let server = server_of(&world).await;
        let haruka = Person::first(&server, &world.app).await;
        let pc = Device::at(ORIGIN);
        let elsewhere = Device::at("https://renkei.example.com");
        let page = make(&haruka.browser, &elsewhere).await;
        assert!(page.status == 422 && says(&page, PasskeyRefusal::NotTaken), "{}", page.html);
        assert_sound("a passkey that was not made", &page.html);
        assert_eq!(make(&haruka.browser, &pc).await.status, 303);
        let page = make(&haruka.browser, &pc).await;
        assert!(says(&page, PasskeyRefusal::KnownAlready), "{}", page.html);
        let id = id_on(&haruka.browser.look("/account").await);

        let code = fine(fine(world.app.first_account_code().await));
        let other = Person::taking(&server, &code, "島本 そら", "sora@example.jp").await;
        let page = make(&other.browser, &pc).await;
        assert!(says(&page, PasskeyRefusal::KnownAlready), "{}", page.html);
        let page = other.browser.send(REMOVE, &[("passkey", &id)]).await;
        assert_eq!(page.status, 404, "{}", page.html);
        assert!(haruka.browser.open("/account").await.says(NAME));

        let offered = fine(fine(world.app.offer_reset(&haruka.mail).await));
        let opened = world.app.reset_account(&offered.code, "あおい鳥が二羽とまる電線", &device()).await;
        assert_eq!(fine(fine(opened)).needs, Needs::SetUpSecondFactor);
        assert_eq!(make(&other.browser, &pc).await.status, 303, "nobody has it any more");
        server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asvs_6_6_3_whoever_answers_wrongly_again_and_again_waits() {
    let world = World::on(Database::Sqlite).await;
    let server = server_of(&world).await;
    let mut person = Person::first(&server, &world.app).await;
    let mut pc = Device::at(ORIGIN);
    assert_eq!(make(&person.browser, &pc).await.status, 303);
    shows_password(&person).await;
    let mut statuses = Vec::new();
    for _ in 0..11 {
        let page = answer(&person.browser, "second_factor", "{}").await;
        statuses.push(page.status);
    }
    assert_eq!(statuses.first(), Some(&422));
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    let page = show(&person.browser, "second_factor", &mut pc).await;
    assert_eq!(page.status, 429, "the right one waits too");
    // They are counted with the codes.
    let code = person.codes.remove(0);
    let page = person
        .browser
        .send("/sign-in/second", &[("code", &code)])
        .await;
    assert_eq!(page.status, 429);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_supporter_at_an_address_of_numbers_reads_why_there_are_no_passkeys() {
    let world = World::on(Database::Sqlite).await;
    let server = world.serve().await;
    let person = Person::first(&server, &world.app).await;
    let page = person.browser.look("/sign-in/set-up").await;
    assert!(page.says("名前のあるアドレス"), "{}", page.html);
    assert!(!page.says("passkey.js"), "{}", page.html);
    let told = told(&person.browser, BEGIN, &[("name", NAME)]).await;
    assert_eq!(told["words"], PasskeyRefusal::NoneHere.to_string());
    let sent = person.browser.send(MAKE, &[("name", NAME)]).await;
    assert_eq!(sent.status, 404);
    server.stop().await;
}
