//! A coordinator looks through the pairs, says that two are not one, and is asked again when something changed.

use chrono::TimeDelta;
use renkei_app::Caller;
use renkei_app::directory::edit::duplicate::PAGE_SIZE;
use renkei_domain::directory::address::Address;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::people::Standing;
use renkei_domain::record::{Purpose, Subject};
use renkei_tests::browser::{Browser, Page};
use renkei_tests::entries::office_in;
use renkei_tests::inside::opened;
use renkei_tests::people::somebody;
use renkei_tests::published::town;
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use crate::import::look::correct;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

const PAIRS: &str = "/directory/duplicates";
const NONE: &str = "同じ機関かもしれない組は、いまありません";

fn network(number: u128) -> NetworkId {
    NetworkId::from_uuid(Uuid::from_u128(number))
}

fn resource(number: u128) -> ResourceId {
    ResourceId::from_uuid(Uuid::from_u128(number))
}

async fn enter(world: &World, number: u128, (name, phone, rest): (&str, &str, &str)) {
    let kind = ResourceKind::ContinuousEmploymentB;
    let facts = ResourceFacts {
        phones: vec![Phone::published(line(phone))],
        address: Some(Address {
            postal_code: None,
            municipality: Some(town("27207")),
            city: line("大阪府高槻市"),
            rest: Some(line(rest)),
        }),
        ..office_in(town("27207"), kind, name)
    };
    let entered =
        world
            .app
            .register_resource(Caller::COMMAND, resource(number), facts, Profile::default());
    fine(fine(entered.await));
}

/// Two networks; in the area of the first one an office stands twice, beside its second house and a neighbour.
async fn region(world: World) -> World {
    let world = world.with_towns().await;
    for (number, name, code) in [(3, "網", "27207"), (4, "となりの網", "27211")] {
        let area = vec![town(code)];
        let founded = world
            .app
            .found_network(Caller::COMMAND, network(number), line(name), area);
        fine(fine(founded.await));
    }
    for (number, entry) in [
        (
            11,
            ("髙槻みほん工房", "072-000-0001", "みほん町1丁目2番3号"),
        ),
        (
            12,
            (
                "高槻みほん工房",
                "０７２（０００）０００１",
                "みほん町1-2-3",
            ),
        ),
        (13, ("高槻みほん工房2", "072-000-0001", "みほん町1-2-3")),
        (14, ("かえでの家", "072-000-0004", "みほん町1-2-3")),
    ] {
        enter(&world, number, entry).await;
    }
    let searched = fine(world.app.find_duplicates().await);
    assert_eq!((searched.compared, searched.pairs), (4, 1));
    world
}

async fn coordinator(world: &World, server: &Server, of: u128, name: &str) -> Browser {
    let who = somebody(&world.app, Standing::Coordinator(network(of)), name).await;
    let browser = Browser::at(server);
    browser.keep(Some(who.secret.as_str().to_owned()));
    browser
}

/// The hidden fields of the form with a button.
fn form(page: &Page, button: &str) -> Vec<(String, String)> {
    let value = format!("value=\"{button}\"");
    let mut forms = page.html.split("<form ").skip(1);
    let form = forms.find(|form| {
        form.split("</form>")
            .next()
            .is_some_and(|f| f.contains(&value))
    });
    let form = form.unwrap_or_else(|| panic!("no {button} in {}", page.html));
    let form = form.split("</form>").next().unwrap_or_default();
    let fields = form.split("type=\"hidden\" name=\"").skip(1);
    fields
        .filter_map(|field| {
            let (name, rest) = field.split_once("\" value=\"")?;
            let (value, _) = rest.split_once('"')?;
            Some((name.to_owned(), value.to_owned()))
        })
        .collect()
}

async fn press(browser: &Browser, form: &[(String, String)], others: &[(&str, &str)]) -> Page {
    let hidden = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<(&str, &str)> = hidden.chain(others.iter().copied()).collect();
    browser.send(PAIRS, &fields).await
}

on_every_database! {
    async fn a_coordinator_says_that_two_are_not_one_and_is_asked_again_when_the_phone_changes(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, 3, "minato").await;
        let page = browser.look(PAIRS).await;
        assert_sound("the pairs", &page.html);
        for said in ["1組", "髙／高", "電話が同じ", "住所が同じ", "大阪府高槻市"] {
            assert!(page.says(said), "{said}: {}", page.html);
        }
        let side = format!("{PAIRS}/{}/{}", resource(11), resource(12));
        assert!(page.html.contains(&side), "{}", page.html);
        let by_phone = browser.look(&format!("{PAIRS}?reason=same_phone")).await;
        assert!(by_phone.says("1組"), "{}", by_phone.html);
        let by_slip = browser.look(&format!("{PAIRS}?reason=near_phone")).await;
        assert!(by_slip.says("すべての組を見る"), "{}", by_slip.html);
        for nowhere in ["?page=0", "?page=2", "?reason=nothing"] {
            assert_eq!(browser.look(&format!("{PAIRS}{nowhere}")).await.status, 404, "{nowhere}");
        }

        let shown = form(&page, "different");
        let said = [("said", "different"), ("reason", "となりの棟にある")];
        let told = press(&browser, &shown, &said).await;
        assert_eq!((told.status, told.leads_to.as_deref()), (303, Some(PAIRS)), "{}", told.html);
        assert_eq!(press(&browser, &shown, &said).await.status, 303, "pressed twice, done once");
        for number in [11, 12] {
            let subject = Subject::Resource(resource(number));
            let history = opened(fine(world.store.history_of(subject, 1).await));
            assert_eq!(history[0].act.purpose, Purpose::DecideDuplicate);
        }
        let page = browser.look(PAIRS).await;
        assert_sound("the decided pairs", &page.html);
        assert!(page.says(NONE) && page.says("となりの棟にある"), "{}", page.html);
        assert!(page.says("組にもどす"), "{}", page.html);

        fine(world.app.find_duplicates().await);
        assert!(browser.look(PAIRS).await.says(NONE), "it does not come back by itself");
        // What they were not judged by changes nothing.
        correct(&world, resource(12), CorrectableField::Capacity, "30").await;
        fine(world.app.find_duplicates().await);
        assert!(browser.look(PAIRS).await.says(NONE));

        correct(&world, resource(12), CorrectableField::Phone, "072-000-0007").await;
        fine(world.app.find_duplicates().await);
        let page = browser.look(PAIRS).await;
        assert!(page.says("1組") && page.says("電話が1字だけちがう"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_takes_back_that_two_are_not_one(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, 3, "minato").await;
        let page = browser.look(PAIRS).await;
        let told = press(&browser, &form(&page, "different"), &[("said", "different"), ("reason", "")]).await;
        assert_eq!(told.status, 303, "{}", told.html);
        let page = browser.look(PAIRS).await;
        assert!(page.says(NONE), "{}", page.html);
        let told = press(&browser, &form(&page, "perhaps"), &[("said", "perhaps")]).await;
        assert_eq!(told.status, 303, "{}", told.html);
        let page = browser.look(PAIRS).await;
        assert!(page.says("1組"), "{}", page.html);
        assert!(!page.says("組にもどす"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_coordinator_who_saw_an_older_pair_is_shown_what_stands_now(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, 3, "minato").await;
        let page = browser.look(PAIRS).await;
        correct(&world, resource(12), CorrectableField::Phone, "072-000-0007").await;
        fine(world.app.find_duplicates().await);
        let said = [("said", "different"), ("reason", "べつの建物")];
        let late = press(&browser, &form(&page, "different"), &said).await;
        assert_eq!(late.status, 409, "{}", late.html);
        assert!(late.says("いま残っている組を出しています"), "{}", late.html);
        assert!(late.says("電話が1字だけちがう"), "{}", late.html);
        assert!(late.html.contains("value=\"べつの建物\""), "{}", late.html);
        let long = "長".repeat(301);
        let too_long = [("said", "different"), ("reason", long.as_str())];
        let refused = press(&browser, &form(&late, "different"), &too_long).await;
        assert_eq!(refused.status, 409, "{}", refused.html);
        assert!(refused.html.contains(&long), "nothing typed is lost");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_reason_that_is_not_taken_stays_on_the_page_on_which_it_was_typed(world) {
        let world = region(world).await;
        for number in 0..u128::from(PAGE_SIZE) {
            let name = format!("みほん{number}の家");
            let (phone, rest) = (format!("072-001-{number:04}"), format!("かえで町{number}丁目1番1号"));
            for place in [100 + 2 * number, 101 + 2 * number] {
                enter(&world, place, (&name, &phone, &rest)).await;
            }
        }
        let searched = fine(world.app.find_duplicates().await);
        assert!(searched.pairs > PAGE_SIZE, "{}", searched.pairs);
        let server = world.serve().await;
        let browser = coordinator(&world, &server, 3, "minato").await;
        let second = browser.look(&format!("{PAIRS}?page=2")).await;
        let long = "あ".repeat(301);
        let shown = form(&second, "different");
        let again = press(&browser, &shown, &[("said", "different"), ("reason", &long)]).await;
        assert_eq!(again.status, 409, "{}", again.html);
        assert_sound("a reason that is too long", &again.html);
        assert!(again.says("2ページ目") && again.says(&format!("value=\"{long}\"")), "{}", again.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn pairs_are_for_those_who_keep_one_of_the_two(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let ours = coordinator(&world, &server, 3, "minato").await;
        let shown = form(&ours.look(PAIRS).await, "different");
        let said = [("said", "different"), ("reason", "")];

        let visitor = Browser::at(&server);
        assert_ne!(visitor.look(PAIRS).await.status, 200);
        assert_ne!(press(&visitor, &shown, &said).await.leads_to.as_deref(), Some(PAIRS));

        let theirs = coordinator(&world, &server, 4, "yoso").await;
        let page = theirs.look(PAIRS).await;
        assert!(page.says(NONE) && !page.says("みほん工房"), "{}", page.html);
        let refused = press(&theirs, &shown, &said).await;
        assert_eq!(refused.status, 403, "{}", refused.html);
        assert!(ours.look(PAIRS).await.says("1組"), "nothing was said");
        server.stop().await;
    }
}

on_every_database! {
    async fn entries_are_compared_once_a_day_and_when_somebody_asks(world) {
        let world = region(world).await;
        let server = world.serve().await;
        let browser = coordinator(&world, &server, 3, "minato").await;
        assert_eq!(fine(world.app.find_duplicates_when_due().await), None, "it was done just now");
        enter(&world, 15, ("みほん町の かえでの家", "072-000-0004", "みほん町1-2-3")).await;
        let page = browser.look(PAIRS).await;
        assert!(page.says("4件の機関です"), "{}", page.html);
        let asked = press(&browser, &form(&page, "search"), &[("said", "search")]).await;
        assert_eq!((asked.status, asked.leads_to.as_deref()), (303, Some(PAIRS)), "{}", asked.html);
        assert!(browser.look(PAIRS).await.says("まもなく くらべはじめます"));
        let searched = fine(world.app.find_duplicates_when_due().await);
        assert_eq!(searched.map(|one| (one.compared, one.pairs)), Some((5, 2)));
        assert!(browser.look(PAIRS).await.says("2組"));
        assert_eq!(fine(world.app.find_duplicates_when_due().await), None);
        world.clock.pass(TimeDelta::hours(25));
        assert!(fine(world.app.find_duplicates_when_due().await).is_some());
        server.stop().await;
    }
}

on_every_database! {
    async fn a_pair_that_nobody_can_make_one_says_who_keeps_each(world) {
        let world = region(world).await;
        // The same office without an address is nobody's.
        let facts = ResourceFacts {
            phones: vec![Phone::published(line("072-000-0004"))],
            address: None,
            ..office_in(town("27207"), ResourceKind::ContinuousEmploymentB, "かえでの家")
        };
        let app = &world.app;
        let entered = app.register_resource(Caller::COMMAND, resource(21), facts, Profile::default());
        fine(fine(entered.await));
        assert_eq!(fine(app.find_duplicates().await).pairs, 2);
        let server = world.serve().await;
        let browser = coordinator(&world, &server, 3, "minato").await;
        let page = browser.look(PAIRS).await;
        assert_sound("a pair of two keepers", &page.html);
        let way_out = "どちらかを閉じ、引きつぐ機関に もう一方をえらんでください";
        for said in ["2組", "担当がちがう", "網の担当", "どのネットワークの担当でもありません", way_out] {
            assert!(page.says(said), "{said}: {}", page.html);
        }
        let side = |one, other| format!("{PAIRS}/{}/{}", resource(one), resource(other));
        assert!(page.html.contains(&side(11, 12)), "one keeper compares them");
        assert!(!page.html.contains(&side(14, 21)), "nobody is led where nothing can be done");

        let way = "同じ機関かもしれない組（2組）を見る";
        for from in ["/today".to_owned(), format!("/networks/{}/upkeep", network(3))] {
            let page = browser.look(&from).await;
            assert_sound(&from, &page.html);
            assert!(page.says(way) && page.html.contains(&format!("href=\"{PAIRS}\"")), "{from}: {}", page.html);
        }
        let theirs = coordinator(&world, &server, 4, "yoso").await;
        assert!(!theirs.look("/today").await.says("同じ機関かもしれない組"), "none is theirs");
        server.stop().await;
    }
}
