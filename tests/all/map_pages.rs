//! A person's own map in the browser, without script: walked a question a page, left and taken up again, shown by a link
//! until that ends, and gone when it is deleted.

use chrono::TimeDelta;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::map::{Entry, Quadrant, ResourceMap, Tell, Turn, Way, WayKind, WhoKind};
use renkei_domain::people::Standing;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use crate::consent::desk;
use crate::editing_pages::forms::Form;
use crate::editing_pages::kept::signs_in;
use crate::letters::pages::browser_of;
use crate::markup::{assert_sound, attribute, tags};
use crate::migrations::line;
use crate::record::fine;

mod further;

/// A page that is there and sound.
async fn read(browser: &Browser, path: &str) -> Page {
    let page = browser.look(path).await;
    assert_eq!(page.status, 200, "{path}");
    assert_sound(path, &page.html);
    page
}

/// Answers the question of a page, and where that leads.
async fn answered(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let page = read(browser, path).await;
    let form = Form::on(&page.html, path);
    let filled = fields
        .iter()
        .fold(form, |form, (name, value)| form.with(name, value));
    let sent = filled.send(browser).await;
    assert_eq!(sent.status, 303, "{path}: {}", sent.html);
    sent.leads_to.unwrap_or_default()
}

/// The hidden fields of the first form that holds a button of this value, with the button.
fn of_button(page: &Page, step: &str) -> Vec<(String, String)> {
    let button = format!("value=\"{step}\"");
    let mut forms = page.html.split("<form ").skip(1);
    let form = forms.find(|form| {
        let inside = form.split("</form>").next().unwrap_or_default();
        inside.contains(&button)
    });
    let inside = form.and_then(|form| form.split("</form>").next());
    let tags = tags(&format!("<form {}", inside.unwrap_or_default()));
    let hidden = tags
        .iter()
        .filter(|tag| attribute(tag, "type") == Some("hidden"));
    let mut fields: Vec<(String, String)> = hidden
        .filter_map(|tag| {
            let (name, value) = (attribute(tag, "name")?, attribute(tag, "value")?);
            Some((name.to_owned(), value.to_owned()))
        })
        .collect();
    fields.push(("step".to_owned(), step.to_owned()));
    fields
}

/// Presses a button of one's own map.
async fn pressed(browser: &Browser, page: &Page, step: &str) -> Page {
    let fields = of_button(page, step);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let sent = browser.send("/my/map/step", &fields).await;
    assert_eq!(sent.status, 303, "{step}: {}", sent.html);
    read(browser, &sent.leads_to.unwrap_or_default()).await
}

on_every_database! {
    async fn a_person_walks_stops_comes_back_and_takes_a_step_back(world) {
        let world = world.seeded().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &person);
        let empty = read(&browser, "/my/map").await;
        assert!(empty.says("119"), "{}", empty.html);
        let next = answered(&browser, "/my/map/walk/aim", &[("text", "つりに行きたい")]).await;
        assert_eq!(next, "/my/map/walk/work");
        let who = [("name", "みなと先生"), ("who", "person"), ("stop", "1")];
        let stopped = answered(&browser, &next, &who).await;
        assert_eq!(stopped, "/my/map?did=saved");
        let walk = read(&browser, "/my/map/walk").await;
        assert!(walk.html.contains("/my/map/walk/work_about"), "{}", walk.html);
        let how = [("way", "phone"), ("address", "072-000-0001")];
        answered(&browser, "/my/map/walk/work_how", &how).await;
        let page = read(&browser, "/my/map").await;
        assert!(page.html.contains("tel:0720000001") && page.says("みなと先生"), "{}", page.html);
        let (_, on_paper) = page.html.split_once("<p class=\"print-only\">令和").unwrap_or_default();
        assert!(on_paper.split("</p>").next().is_some_and(|line| line.contains("つくりました。")), "{}", page.html);
        let before = pressed(&browser, &page, "undo").await;
        assert!(!before.html.contains("tel:0720000001"), "{}", before.html);
        let again = pressed(&browser, &before, "undo").await;
        assert!(again.html.contains("tel:0720000001"), "{}", again.html);
        for path in ["/my", "/my/display", "/my/map/about", "/my/map/print", "/my/map/file"] {
            read(&browser, path).await;
        }
        let stranger = somebody(&world.app, Standing::Person, "aoba").await;
        let other = read(&browser_of(&server, &stranger), "/my/map").await;
        assert!(!other.says("みなと先生"), "{}", other.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_link_dies_when_it_is_ended_and_a_map_is_gone_when_it_is_deleted(world) {
        let world = world.seeded().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &person);
        answered(&browser, "/my/map/walk/aim", &[("text", "つりに行きたい")]).await;
        let page = read(&browser, "/my/map/share").await;
        let form = Form::on(&page.html, "/my/map/share/look").with("to", "link");
        let look = form.with("category", "wishes").send(&browser).await;
        assert!(look.says("つりに行きたい"), "{}", look.html);
        for words in ["きめるため（支援体制の検討）", "これから したいこと（希望）"] {
            assert!(look.says(words), "both wordings: {words}: {}", look.html);
        }
        let shown = Form::on(&look.html, "/my/map/share").send(&browser).await;
        assert_eq!(shown.status, 200, "{}", shown.html);
        let (_, after) = shown.html.split_once("<code>").unwrap_or_default();
        let address = after.split("</code>").next().unwrap_or_default();
        let (_, secret) = address.rsplit_once('/').unwrap_or_default();
        let link = format!("/map/{secret}");
        let anybody = Browser::at(&server);
        let copy = read(&anybody, &link).await;
        assert!(copy.says("つりに行きたい"), "{}", copy.html);
        let shares = read(&browser, "/my/map/share").await;
        assert!(shares.says("これから したいこと（希望）"), "both wordings: {}", shares.html);
        pressed(&browser, &shares, "end").await;
        assert_eq!(anybody.look(&link).await.status, 404);
        let versions = read(&browser, "/my/map/versions").await;
        let gone = pressed(&browser, &versions, "delete").await;
        assert!(!gone.says("つりに行きたい"), "{}", gone.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn to_whom_a_map_is_to_be_shown_is_chosen_once(world) {
        const SHARE: &str = "/my/map/share";
        const LOOK: &str = "/my/map/share/look";
        let world = world.seeded().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &person);
        answered(&browser, "/my/map/walk/aim", &[("text", "つりに行きたい")]).await;
        let form = Form::on(&read(&browser, SHARE).await.html, LOOK);
        let filled = form.with("to", "link").with("category", "wishes").with("days", "3");
        world.clock.pass(TimeDelta::hours(13));
        let led = filled.send(&browser).await.leads_to.unwrap_or_default();
        assert!(led.starts_with("/sign-in?next=") && !led.contains("look"), "{led}");
        signs_in(&world, &person, &browser).await;
        let again = Form::on(&read(&browser, SHARE).await.html, LOOK);
        let chosen = ["to", "category", "days"].map(|field| again.says(field));
        assert_eq!(chosen, ["link", "wishes", "3"]);
        let look = again.send(&browser).await;
        let shown = Form::on(&look.html, SHARE).send(&browser).await;
        assert_eq!(shown.status, 200, "{}", shown.html);
        assert_eq!(fine(world.app.draft(&person.principal, SHARE).await), None);
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_chose_large_text_without_readings_has_it_everywhere(world) {
        let world = world.seeded().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &person);
        let chosen = [("size", "large_size"), ("ruby", "no_ruby"), ("spacing", "unspaced")];
        answered(&browser, "/my/display", &chosen).await;
        let page = read(&browser, "/my/map").await;
        assert!(page.html.contains("class=\"text-large\""), "{}", page.html);
        assert!(!page.html.contains("<rt>"), "{}", page.html);
        assert!(page.says("ここに書いても、すぐにはだれも読みません。"), "{}", page.html);
        let elsewhere = browser_of(&server, &person);
        assert!(read(&elsewhere, "/my").await.html.contains("text-large"));
        server.stop().await;
    }
}

on_every_database! {
    async fn what_is_wrong_with_an_answer_stands_beside_its_field_too(world) {
        let world = world.seeded().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &person);
        let long = "つ".repeat(290);
        for (path, fields, field) in [
            ("/my/map/walk/work", vec![("name", long.as_str()), ("who", "person")], "name"),
            ("/my/map/walk/first", vec![("name", long.as_str())], "name"),
            ("/my/map/about", vec![("called", long.as_str())], "called"),
            ("/my/map/about", vec![("name_living", long.as_str())], "name_living"),
        ] {
            let page = read(&browser, path).await;
            let form = Form::on(&page.html, path);
            let filled = fields.iter().fold(form, |form, (name, value)| form.with(name, value));
            let wrong = filled.send(&browser).await;
            assert_eq!(wrong.status, 422, "{path}: {}", wrong.html);
            assert_sound(path, &wrong.html);
            let tags = tags(&wrong.html);
            let input = tags.iter().find(|tag| attribute(tag, "id") == Some(field));
            let described = input.and_then(|input| attribute(input, "aria-describedby"));
            let error = format!("{field}-error");
            assert!(described.is_some_and(|ids| ids.split(' ').any(|id| id == error)), "{path} {field}: {}", wrong.html);
            assert!(wrong.html.contains(&format!("<a href=\"#{field}\">")), "{path}: it is said above too: {}", wrong.html);
            assert!(wrong.html.contains(&long), "{path}: what was typed stays");
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn lines_for_a_bad_day_stand_on_the_map_with_those_of_the_night_first(world) {
        let world = world.seeded().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &person);
        let country = read(&browser, "/my/map").await;
        for (name, hours) in [("よりそいホットライン", "いつでも"), ("いのちの電話 フリーダイヤル", "毎日 午後4時〜午後9時")] {
            assert!(country.says(name) && country.says(hours), "{name}: {}", country.html);
        }
        assert!(country.html.contains("tel:0120279338"), "{}", country.html);
        assert!(!country.says("大阪府 こころの電話相談"), "nobody said that they live there");
        let map = ResourceMap {
            area: MunicipalityCode::parse("272078").ok(),
            ..ResourceMap::default()
        };
        fine(fine(world.app.save_map(&desk(&person), 0, map).await));
        let page = read(&browser, "/my/map").await;
        let places = [
            "救急車",
            "みはらし精神科救急",
            "よりそいホットライン",
            "いのちの電話 フリーダイヤル",
            "大阪府 こころの電話相談",
        ];
        let places = places.map(|name| page.html.rfind(name).unwrap_or_else(|| panic!("{name}: {}", page.html)));
        assert!(places.is_sorted(), "{places:?}: {}", page.html);
        assert!(page.says("月〜火・木〜金 午前9時30分〜午後5時"), "{}", page.html);
        // Of those who answer by day alone nobody is told at night.
        let asked = read(&browser, "/my/map/walk/at_night").await;
        assert!(asked.says("救急安心センターおおさか") && !asked.says("大阪府 こころの電話相談"), "{}", asked.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_friend_without_a_number_stands_under_bad_days_with_how_else_they_are_told(world) {
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let id = world.app.new_map_entry();
        let friend = Entry {
            ways: vec![Way { kind: WayKind::Message, to: Some(line("写真なかまのグループ")) }],
            ..Entry::named(id, Quadrant::Leisure, WhoKind::Friend, line("みかさん"))
        };
        let mut map = ResourceMap { entries: vec![friend], ..ResourceMap::default() };
        map.trouble.tell.insert(Turn::First, Tell::Entry(id));
        fine(fine(world.app.save_map(&desk(&person), 0, map).await));
        let server = world.serve().await;
        let page = read(&browser_of(&server, &person), "/my/map").await;
        let (_, trouble) = page.html.split_once("id=\"trouble\"").unwrap_or_default();
        let trouble = trouble.split("</section>").next().unwrap_or_default();
        assert!(trouble.contains("みかさん"), "{trouble}");
        assert!(trouble.contains("写真なかまのグループ") && trouble.contains("LINE"), "{trouble}");
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_answers_at_night_is_chosen_from_the_numbers_of_the_area(world) {
        const EMERGENCY: &str = "01932f00-0000-7002-8000-000000000310";
        let world = world.seeded().await;
        let person = somebody(&world.app, Standing::Person, "hinata").await;
        let map = ResourceMap {
            area: MunicipalityCode::parse("272078").ok(),
            ..ResourceMap::default()
        };
        fine(fine(world.app.save_map(&desk(&person), 0, map).await));
        let server = world.serve().await;
        let browser = browser_of(&server, &person);
        let first = read(&browser, "/my/map/walk/first").await;
        assert!(!first.html.contains("name=\"night\""), "{}", first.html);
        let asked = read(&browser, "/my/map/walk/at_night").await;
        assert!(asked.says("みはらし精神科救急") && asked.says("救急車 119"), "{}", asked.html);
        answered(&browser, "/my/map/walk/at_night", &[("night", EMERGENCY)]).await;
        answered(&browser, "/my/map/walk/on_holidays", &[("night", EMERGENCY)]).await;
        let own = fine(fine(world.app.own_map(&person.principal).await)).map;
        let [entry] = own.entries.as_slice() else {
            panic!("it stands on the map once: {}", own.entries.len());
        };
        assert_eq!(entry.resource, EMERGENCY.parse().ok(), "its number stays the one of the directory");
        for turn in [Turn::AtNight, Turn::OnHolidays] {
            assert!(own.trouble.tell.get(&turn) == Some(&Tell::Entry(entry.id)), "{turn}");
        }
        answered(&browser, "/my/map/walk/at_night", &[("night", "119")]).await;
        let own = fine(fine(world.app.own_map(&person.principal).await)).map;
        let told = own.trouble.tell.get(&Turn::AtNight).and_then(|tell| tell.shown(&own));
        let told = told.map(|(name, to)| (name.to_string(), to.map(ToString::to_string)));
        assert_eq!(told, Some(("救急車".to_owned(), Some("119".to_owned()))));
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_has_no_account_finds_the_empty_sheet_at_the_entrance(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let anybody = Browser::at(&server);
        let entrance = read(&anybody, "/").await;
        let links = tags(&entrance.html);
        assert!(links.iter().any(|tag| attribute(tag, "href") == Some("/worksheet")), "{}", entrance.html);
        let sheets = read(&anybody, "/worksheet").await;
        assert!(sheets.html.contains("blank_a4"), "{}", sheets.html);
        server.stop().await;
    }
}
