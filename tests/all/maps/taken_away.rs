//! The file of a map: taken away in the browser and read back by the same account or another, so that what they see is
//! the same; and files that are no map, which change nothing.

use std::collections::{BTreeMap, BTreeSet};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use renkei_app::map::take_away::MAP_FILE_BYTES;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::MapPictureId;
use renkei_domain::map::picture::PICTURE_BYTES;
use renkei_domain::map::{
    Entry, Quadrant, ReachTime, ResourceMap, Symbol, Tell, Turn, Way, WayKind, WhoKind,
};
use renkei_domain::people::Standing;
use renkei_tests::World;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_tests::schema::contents;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{TABLES, entry, own, rows, saved, two};
use crate::consent::{desk, prose};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// An office of the demo network that is open by day.
const OFFICE: &str = "01932f00-0000-7002-8000-000000000214";

/// The smallest file that is taken for a photo.
const PHOTO: &[u8] = b"\xFF\xD8\xFF..\xFF\xD9";

/// What a file that is no map is answered with.
const NO_MAP: &str = "マップとして 読めません";

/// A map with something in every place.
fn whole(picture: MapPictureId) -> ResourceMap {
    let mut map = two();
    map.called = Some(line("ゆい"));
    map.aim = Some(prose("つりに行きたい\n𠮷野川まで"));
    map.names = BTreeMap::from([(Quadrant::Leisure, line("あそび🎣"))]);
    map.area = MunicipalityCode::parse("272078").ok();
    map.service_ends = "2027-03-31".parse().ok();
    map.entries[0].picture = Some(picture);
    map.entries.push(Entry {
        affiliation: Some(line("つりの会")),
        about: Some(prose("日よう日のこと")),
        ways: vec![
            Way {
                kind: WayKind::Phone,
                to: Some(line("072-000-0001")),
            },
            Way {
                kind: WayKind::NextAppointment,
                to: None,
            },
        ],
        reachable: BTreeSet::from([ReachTime::Evening, ReachTime::Weekend]),
        reachable_note: Some(line("夕方6時から")),
        first_words: Some(prose("つりのことで でんわしました")),
        until: "2027-03-31".parse().ok(),
        symbol: Some(Symbol::Star),
        ..entry(3, Quadrant::Leisure, WhoKind::Friend, "けんじ")
    });
    map.entries.push(Entry {
        resource: Some(fine(OFFICE.parse())),
        ..entry(4, Quadrant::Living, WhoKind::Agency, "つばさ橋")
    });
    map.trouble.others_notice = Some(prose("だまっている"));
    map.trouble.helps = Some(prose("ひとりで ねる"));
    map.trouble.tell = BTreeMap::from([
        (Turn::First, Tell::Entry(map.entries[2].id)),
        (
            Turn::AtNight,
            Tell::Written {
                name: line("おば"),
                to: Some(line("072-000-0002")),
                employer: EmployerTie::NotTheEmployer,
            },
        ),
    ]);
    map
}

/// What somebody reads on their map.
async fn read(browser: &Browser) -> String {
    let page = browser.look("/my/map").await;
    assert_eq!(page.status, 200, "{}", page.html);
    let (_, main) = page.html.split_once("<main").unwrap_or_default();
    let main = main.split("</main>").next().unwrap_or_default();
    let pieces = main.split('<').filter_map(|piece| piece.split_once('>'));
    pieces.map(|(_, text)| text).collect()
}

/// The file that somebody takes away.
async fn taken(browser: &Browser) -> String {
    let file = browser.look("/my/map/file/json").await;
    assert_eq!(
        (file.status, file.kind.as_str()),
        (200, "application/json"),
        "{}",
        file.html
    );
    let disposition = &file.disposition;
    assert!(
        disposition.starts_with("attachment;") && !disposition.contains("yui"),
        "{disposition}"
    );
    file.html
}

/// Brings a file as the page asks for it.
async fn brought(browser: &Browser, bytes: &[u8]) -> Page {
    let page = browser.look("/my/map/file").await;
    let form = Form::pressed_by(&page.html, "このファイルを 入れる");
    let fields = ["once", "version"].map(|name| (name, form.says(name)));
    browser
        .send_file("/my/map/file", &fields, "map.json", bytes)
        .await
}

/// A file as a program reads it, with the pictures under names of the test's own.
fn without_ids(file: &str) -> Value {
    let mut file: Value = fine(serde_json::from_str(file));
    let pictures = file["pictures"].as_array().cloned().unwrap_or_default();
    for (place, picture) in pictures.iter().enumerate() {
        let id = picture["id"].as_str().unwrap_or_default();
        let text = file.to_string().replace(id, &format!("picture {place}"));
        file = fine(serde_json::from_str(&text));
    }
    file
}

/// What is kept of all maps.
async fn kept(world: &World) -> Vec<Vec<String>> {
    let all = contents(world, &[]).await;
    TABLES.iter().map(|table| all[*table].clone()).collect()
}

on_every_database! {
    async fn a_map_that_was_taken_away_is_read_back_by_anybody_as_it_was(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let yui = somebody(app, Standing::Person, "yui").await;
        let mio = somebody(app, Standing::Person, "mio").await;
        let picture = fine(fine(app.add_map_picture(&desk(&yui), PHOTO.to_vec()).await));
        saved(&world, &yui, whole(picture)).await;
        let server = world.serve().await;
        let (first, second) = (browser_of(&server, &yui), browser_of(&server, &mio));
        let nothing = second.look("/my/map/file/json").await;
        assert_eq!(nothing.status, 404, "nobody takes a map away that is not there");
        let (file, before) = (taken(&first).await, read(&first).await);
        for said in ["つりに行きたい", "あそび🎣", "けんじ", "だまっている", "おば"] {
            assert!(before.contains(said), "{said}: {before}");
        }

        let came = brought(&second, file.as_bytes()).await;
        assert_eq!(came.leads_to.as_deref(), Some("/my/map?did=brought"), "{}", came.html);
        assert_eq!(read(&second).await, before);
        assert_eq!(without_ids(&taken(&second).await), without_ids(&file));

        // At home nothing is there twice, and one press brings the map before back.
        saved(&world, &yui, two()).await;
        let little = read(&first).await;
        brought(&first, file.as_bytes()).await;
        assert_eq!(without_ids(&taken(&first).await), without_ids(&file));
        assert_eq!(rows(&world, "map_picture").await, 2, "one of each account");
        let version = own(&world, &yui).await.version;
        fine(fine(app.undo_map(&desk(&yui), version).await));
        assert_eq!(read(&first).await, little);

        fine(fine(app.delete_map(&desk(&yui)).await));
        let came = brought(&first, file.as_bytes()).await;
        assert_eq!(came.status, 303, "{}", came.html);
        assert_eq!(read(&first).await, before, "what was deleted came back from the file");
        server.stop().await;
    }
}

/// Files that are no map, or none that can be kept, with what is answered.
fn wrong_files(file: &str) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let with = |change: &dyn Fn(&mut Value)| {
        let mut changed: Value = fine(serde_json::from_str(file));
        change(&mut changed);
        changed.to_string().into_bytes()
    };
    let entry_of = |changed: &Value, number: u128| {
        let mut entry = changed["map"]["entries"][0].clone();
        entry["id"] = json!(Uuid::from_u128(number).to_string());
        entry
    };
    let many = |count: u128| {
        with(&|changed| {
            let entries = (1..=count).map(|number| entry_of(changed, number));
            changed["map"]["entries"] = entries.collect();
            changed["map"]["trouble"] = json!({});
        })
    };
    let large = BASE64_STANDARD.encode(vec![0; PICTURE_BYTES + 1]);
    let sound = BASE64_STANDARD.encode(PHOTO);
    let mut cut = file.as_bytes().to_vec();
    cut.truncate(file.len() / 2);
    vec![
        ("nothing", Vec::new(), NO_MAP),
        ("half of it", cut, NO_MAP),
        ("no text", [file.as_bytes(), b"\xFF"].concat(), NO_MAP),
        ("a photo", PHOTO.to_vec(), NO_MAP),
        ("a page", b"<!DOCTYPE html><html></html>".to_vec(), NO_MAP),
        (
            "somebody else's file",
            with(&|file| file["format"] = json!("another_map")),
            NO_MAP,
        ),
        (
            "another version",
            with(&|file| file["map"]["version"] = json!(2)),
            NO_MAP,
        ),
        (
            "more than a map",
            with(&|file| file["more"] = json!(1)),
            NO_MAP,
        ),
        (
            "a part that is none",
            with(&|file| file["map"]["entries"][0]["quadrant"] = json!("heart")),
            NO_MAP,
        ),
        (
            "somebody without a name",
            with(&|file| file["map"]["entries"][0]["name"] = json!("")),
            NO_MAP,
        ),
        (
            "a picture in no letters",
            with(&|file| file["pictures"][0]["data"] = json!("***")),
            NO_MAP,
        ),
        (
            "a picture that is none",
            with(&|file| file["pictures"][0]["data"] = json!(BASE64_STANDARD.encode("GIF89a"))),
            "JPEGか PNG",
        ),
        (
            "a large picture",
            with(&|file| file["pictures"][0]["data"] = json!(large)),
            "絵や写真が 大きすぎます",
        ),
        (
            "61 pictures",
            with(&|file| {
                let pictures = (1..=61).map(|number| {
                    let id = Uuid::from_u128(number).to_string();
                    json!({ "id": id, "data": sound })
                });
                file["pictures"] = pictures.collect();
            }),
            "絵は 60まで",
        ),
        ("61 people", many(61), "マップに書けるのは60までです"),
        (
            "somebody twice",
            with(&|file| {
                let twice = file["map"]["entries"][0].clone();
                file["map"]["entries"] = json!([twice, twice]);
                file["map"]["trouble"] = json!({});
            }),
            "2回 入っています",
        ),
        (
            "a long name",
            with(&|file| file["map"]["entries"][0]["name"] = json!("あ".repeat(101))),
            "100文字までにしてください",
        ),
        (
            "somebody to tell who is not there",
            with(&|file| file["map"]["entries"] = json!([])),
            "「つたえる人」が マップに いません",
        ),
        ("too large", vec![b' '; MAP_FILE_BYTES + 1], NO_MAP),
    ]
}

on_every_database! {
    async fn a_file_that_is_damaged_or_no_map_is_refused_in_japanese_and_changes_nothing(world) {
        let app = &world.app;
        let yui = somebody(app, Standing::Person, "yui").await;
        let mio = somebody(app, Standing::Person, "mio").await;
        let picture = fine(fine(app.add_map_picture(&desk(&yui), PHOTO.to_vec()).await));
        let map = ResourceMap {
            entries: whole(picture).entries.into_iter().take(3).collect(),
            ..whole(picture)
        };
        saved(&world, &yui, map).await;
        saved(&world, &mio, two()).await;
        let server = world.serve().await;
        let file = taken(&browser_of(&server, &yui)).await;
        let browser = browser_of(&server, &mio);
        let (before, seen) = (kept(&world).await, read(&browser).await);
        for (what, bytes, words) in wrong_files(&file) {
            let page = brought(&browser, &bytes).await;
            assert_eq!(page.status, 422, "{what}: {}", page.html);
            assert!(page.says("role=\"alert\"") && page.says(words), "{what}: {}", page.html);
            assert_sound(what, &page.html);
        }
        let form = [("once", "of-another-window"), ("version", "0")];
        let late = browser.send_file("/my/map/file", &form, "map.json", file.as_bytes()).await;
        assert!(late.says("ほかの画面で さきに 書きかえています"), "{}", late.html);
        assert_eq!(kept(&world).await, before);
        assert_eq!(read(&browser).await, seen);

        let came = brought(&browser, file.as_bytes()).await;
        assert_eq!(came.status, 303, "the whole one comes in as ever: {}", came.html);
        server.stop().await;
    }
}
