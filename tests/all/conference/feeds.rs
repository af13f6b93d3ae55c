//! What somebody's own calendar reads of conferences by an address of its own, and that it ends with the right to it.

use std::path::Path;
use std::process::Command;

use renkei_app::conference::begin::NewConference;
use renkei_app::conference::feed::{FeedRefusal, FeedText, MadeFeed};
use renkei_app::conference::step::ConferenceStep;
use renkei_app::people::Ending;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::access::rule::Decision;
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::conference::invitation::title;
use renkei_domain::conference::{Absence, AbsenceReason, ConferencePurpose, Presence, Slot};
use renkei_domain::ids::ConferenceId;
use renkei_domain::people::{Circle, Standing};
use renkei_domain::record::Source;
use renkei_tests::World;
use renkei_tests::browser::Browser;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::schema::contents;
use renkei_tests::shared::skipped;
use reqwest::Method;
use serde_json::{Value, json};

use super::{a_handover, a_slot, begun, linked, stepped};
use crate::canary::planted::{CANARY, plant_case};
use crate::consent::{NAME, case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

pub(super) async fn made(world: &World, who: &Somebody) -> MadeFeed {
    let desk = desk(who);
    fine(fine(
        world.app.make_feed(&desk, CalendarProgram::Google).await,
    ))
}

/// A program that subscribes.
#[expect(
    clippy::disallowed_methods,
    reason = "a calendar is somebody else's program"
)]
fn client() -> reqwest::Client {
    fine(reqwest::Client::builder().no_proxy().build())
}

pub(super) async fn read(world: &World, feed: &MadeFeed) -> Option<FeedText> {
    fine(world.app.read_feed(&feed.secret).await)
}

/// The text that a feed has now.
pub(super) async fn text(world: &World, feed: &MadeFeed) -> String {
    fine(read(world, feed).await.ok_or("a feed")).text
}

on_every_database! {
    async fn a_supporters_calendar_follows_a_date_that_is_fixed_moved_and_called_off(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let beside = staff(&world, here, "beside").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let feed = made(&world, &haruka).await;
        let nothing = text(&world, &feed).await;
        assert!(nothing.contains("METHOD:PUBLISH") && !nothing.contains("VEVENT"), "no date yet: {nothing}");
        assert!(nothing.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H"), "{nothing}");

        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let told = text(&world, &feed).await;
        for words in [
            &format!("UID:{id}") as &str,
            "SEQUENCE:0",
            "DTSTART;TZID=Asia/Tokyo:20261204T150000",
            "DTEND;TZID=Asia/Tokyo:20261204T160000",
            "SUMMARY:打ち合わせ №",
            "LOCATION:高槻市役所 3階",
            "STATUS:CONFIRMED",
            "X-PUBLISHED-TTL:PT1H",
        ] {
            assert!(told.contains(words), "{words}: {told}");
        }
        for words in ["ATTENDEE", "DESCRIPTION", "引継ぎ", NAME, "haruka"] {
            assert!(!told.contains(words), "{words}: {told}");
        }
        for other in [&sora, &beside] {
            let theirs = made(&world, other).await;
            assert!(!text(&world, &theirs).await.contains("VEVENT"), "they do not see to it");
        }

        let moved = Slot { begins: japan("2026-12-11", "10:00"), ..a_slot() };
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(moved)).await);
        let told = text(&world, &feed).await;
        assert!(told.contains("SEQUENCE:1") && told.contains("20261211T100000"), "{told}");
        assert_eq!(told.matches("BEGIN:VEVENT").count(), 1, "{told}");
        // A place that names them is refused before it gets anywhere.
        let named = Slot { place: line(&format!("{NAME} さん宅")), ..Slot { begins: japan("2026-12-11", "11:00"), ..a_slot() } };
        let refused = stepped(&world, &haruka, (case, id), ConferenceStep::Fix(named)).await;
        assert!(refused.is_err(), "{refused:?}");
        assert!(!text(&world, &feed).await.contains(NAME));

        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Cancel(prose("退職のため"))).await);
        let told = text(&world, &feed).await;
        assert!(told.contains("STATUS:CANCELLED") && !told.contains("退職"), "{told}");
        world.clock.set(japan("2027-01-22", "10:00"));
        assert!(text(&world, &feed).await.contains("STATUS:CANCELLED"), "for six weeks");
        world.clock.set(japan("2027-01-22", "12:00"));
        assert!(!text(&world, &feed).await.contains("VEVENT"), "no longer");
    }
}

on_every_database! {
    async fn a_feed_ends_with_whoever_may_read_it(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let [feed, other] = [made(&world, &haruka).await, made(&world, &haruka).await];
        assert_ne!(feed.secret, other.secret);
        for wrong in ["", "renkei_", &feed.secret[1..], &feed.secret.to_lowercase()] {
            assert!(fine(app.read_feed(wrong).await).is_none(), "{wrong}");
        }
        let tables = contents(&world, &[]).await;
        let known = tables.values().flatten().filter(|row| row.contains(&feed.secret));
        assert_eq!(known.count(), 0, "the secret stands nowhere");

        // Neither an operator, who meets nobody, nor a token has one; another's is not there.
        let program = Principal { door: Door::Token(TokenScope::ALL.to_vec()), ..haruka.principal.clone() };
        let token = Writer::by(program, Source::GraphQl);
        for who in [&desk(&umi), &token] {
            let refused = fine(app.make_feed(who, CalendarProgram::Other).await);
            assert_eq!(refused.err(), Some(FeedRefusal::NotAllowed(Decision::Refused)));
        }
        assert_eq!(fine(app.revoke_feed(&desk(&sora), feed.id).await), Err(FeedRefusal::NotFound));
        assert!(read(&world, &feed).await.is_some());
        assert_eq!(fine(app.revoke_feed(&desk(&haruka), feed.id).await), Ok(()));
        assert!(read(&world, &feed).await.is_none(), "it was revoked");
        assert!(read(&world, &other).await.is_some(), "the other holds on");
        let known = fine(app.feeds(&haruka.principal).await);
        assert_eq!(known.len(), 2);
        assert_eq!(known[0].last_read_on, Some(app.now().in_japan().date));

        // Ten hold at most.
        for _ in 0..9 {
            made(&world, &haruka).await;
        }
        let refused = fine(app.make_feed(&desk(&haruka), CalendarProgram::Other).await);
        assert_eq!(refused.err(), Some(FeedRefusal::Full));

        let theirs = made(&world, &sora).await;
        assert_eq!(fine(app.disable_account(&umi.principal, sora.id, None).await), Ok(()));
        assert!(read(&world, &theirs).await.is_none(), "of a stopped account");
    }
}

on_every_database! {
    async fn the_persons_calendar_has_their_own_meetings_and_a_neutral_word(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let id = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let absence = Absence { reason: AbsenceReason::ALL[0], words: prose("本人が望んだため") };
        let presence = Presence { absence: Some(absence), family: None };
        let new = NewConference { presence, purpose: ConferencePurpose::ShareInformation, ..a_handover() };
        let without = fine(fine(app.begin_conference(&desk(&haruka), case, new).await)).0;
        let later = Slot { begins: japan("2026-12-05", "15:00"), ..a_slot() };
        fine(stepped(&world, &haruka, (case, without), ConferenceStep::Fix(later)).await);

        let feed = made(&world, &hanako).await;
        let told = text(&world, &feed).await;
        assert_eq!(told.matches("BEGIN:VEVENT").count(), 1, "where they are not, they are told otherwise: {told}");
        assert!(told.contains("SUMMARY:打ち合わせ\r\n") && !told.contains('№'), "{told}");
        fine(fine(app.leave_case(&desk(&hanako), case).await));
        assert!(!text(&world, &feed).await.contains("VEVENT"), "they left the case");
    }
}

on_every_database! {
    async fn whoever_leaves_reads_nothing_more_and_their_successor_does(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let (case, _) = case_with_a_doctor(&world, &nagi, here).await;
        let id = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let [harukas, nagis] = [made(&world, &haruka).await, made(&world, &nagi).await];
        assert!(text(&world, &harukas).await.contains("VEVENT"));
        assert!(!text(&world, &nagis).await.contains("VEVENT"));
        let members = fine(fine(app.members_of(&minato.principal, Circle::Organization(here)).await));
        let own = members.members.iter().find(|member| member.account == haruka.id);
        let membership = fine(own.ok_or("haruka works there")).membership.id;
        let until = app.now().in_japan().date;
        let ending = Ending { membership, until, successor: Some(nagi.id) };
        fine(fine(app.end_membership(&desk(&minato), ending).await));
        assert!(read(&world, &harukas).await.is_none(), "they work nowhere any more");
        assert!(text(&world, &nagis).await.contains("VEVENT"));
    }
}

on_every_database! {
    async fn that_a_calendar_read_is_noted_once_a_day_and_when_there_is_news(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let feed = made(&world, &haruka).await;
        let lines = async || contents(&world, &[]).await.get("audit").map_or(0, Vec::len);
        let mut noted = Vec::new();
        let before = lines().await;
        for _ in 0..2 {
            text(&world, &feed).await;
            noted.push(lines().await - before);
        }
        world.clock.set(japan("2026-11-21", "09:00"));
        for _ in 0..2 {
            text(&world, &feed).await;
            noted.push(lines().await - before);
        }
        assert_eq!(noted, [1, 1, 2, 2]);
        let moved = Slot { begins: japan("2026-12-11", "10:00"), ..a_slot() };
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(moved)).await);
        let before = lines().await;
        text(&world, &feed).await;
        assert_eq!(lines().await, before + 1, "there is news");
    }
}

on_every_database! {
    async fn a_feed_tells_where_people_meet_and_nothing_else_of_anybody(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let (kawa, yuki, _) = plant_case(&world, here, ["kawa", "yuki"]).await;
        for who in [&kawa, &yuki] {
            let feed = made(&world, who).await;
            let told = text(&world, &feed).await;
            let place = format!("{CANARY}minutes-place");
            assert!(told.contains(&place), "where they meet: {told}");
            assert!(!told.replace(&place, "").contains(CANARY), "{told}");
        }
    }
}

on_every_database! {
    async fn a_calendar_asks_by_http_and_is_told_only_what_is_new(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let feed = made(&world, &haruka).await;
        let path = format!("/feed/{}.ics", feed.secret);
        let server = world.serve().await;
        let client = client();
        let url = format!("http://{}{path}", server.address);
        let first = fine(client.get(&url).send().await);
        assert_eq!(first.status(), 200);
        let header = |answer: &reqwest::Response, name: &str| {
            let value = answer.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        for (name, expected) in [
            ("content-type", "text/calendar; charset=utf-8"),
            ("cache-control", "private, no-cache"),
            ("referrer-policy", "no-referrer"),
            ("x-robots-tag", "noindex"),
        ] {
            assert_eq!(header(&first, name), expected, "{name}");
        }
        let tag = header(&first, "etag");
        let read = fine(first.text().await);
        assert!(read.contains("BEGIN:VEVENT"), "{read}");
        let again = fine(client.get(&url).header("if-none-match", &tag).send().await);
        assert_eq!((again.status().as_u16(), header(&again, "etag")), (304, tag.clone()));
        assert_eq!(fine(again.text().await), "");
        let moved = Slot { begins: japan("2026-12-11", "10:00"), ..a_slot() };
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(moved)).await);
        let news = fine(client.get(&url).header("if-none-match", &tag).send().await);
        assert_eq!(news.status(), 200);

        let stranger = Browser::at(&server);
        for wrong in [path.replace(".ics", ""), "/feed/.ics".to_owned(), "/feed/abc.ics".to_owned()] {
            assert_eq!(stranger.sent(Method::GET, &wrong, &[], None).await.status, 404, "{wrong}");
        }
        assert_eq!(fine(world.app.revoke_feed(&desk(&haruka), feed.id).await), Ok(()));
        assert_eq!(stranger.look(&path).await.status, 404);
        server.stop().await;
    }
}

/// What a calendar of another make reads by an address; nothing where it is not installed here.
async fn subscribed(address: String) -> Option<Value> {
    let calendars = Path::new(env!("CARGO_MANIFEST_DIR")).join("calendars");
    let python = calendars.join(".venv/bin/python");
    if !python.exists() {
        skipped(
            "a_calendar_of_another_make_subscribes",
            "the stage install did not run here",
        );
        return None;
    }
    let reading = tokio::task::spawn_blocking(move || {
        let script = calendars.join("subscribe.py");
        let mut command = Command::new(python);
        command.arg("-B").arg(script).arg(address).output()
    });
    let read = fine(fine(reading.await));
    let errors = String::from_utf8_lossy(&read.stderr);
    assert!(read.status.success(), "{errors}");
    Some(fine(serde_json::from_slice(&read.stdout)))
}

on_every_database! {
    async fn a_calendar_of_another_make_subscribes(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let off = begun(&world, &haruka, case).await;
        let later = Slot { begins: japan("2026-12-05", "15:00"), ..a_slot() };
        fine(stepped(&world, &haruka, (case, off), ConferenceStep::Fix(later)).await);
        fine(stepped(&world, &haruka, (case, off), ConferenceStep::Postpone(prose("台風"))).await);
        let feed = made(&world, &haruka).await;
        let server = world.serve().await;
        let address = format!("http://{}/feed/{}.ics", server.address, feed.secret);
        if let Some(read) = subscribed(address).await {
            let event = |id: ConferenceId, sequence: u8, status: &str, day: &str| json!({
                "uid": id.to_string(),
                "sequence": sequence,
                "title": title(id),
                "place": "高槻市役所 3階",
                "status": status,
                "from": format!("{day}T15:00:00+09:00"),
                "to": format!("{day}T16:00:00+09:00"),
                "attendees": false,
                "faults": [],
            });
            let expected = json!({
                "status": 200,
                "kind": "text/calendar; charset=utf-8",
                "method": "PUBLISH",
                "name": "打ち合わせ",
                "refresh": "PT1H",
                "faults": [],
                "events": [event(id, 0, "CONFIRMED", "2026-12-04"), event(off, 1, "CANCELLED", "2026-12-05")],
                "again": 304,
                "rest": 0,
            });
            assert_eq!(read, expected);
        }
        server.stop().await;
    }
}
