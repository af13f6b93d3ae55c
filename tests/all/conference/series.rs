//! Meetings of a network that come again: its secretariat plans and writes them, its members read them, and nobody else
//! learns that they are there.

use renkei_app::Caller;
use renkei_app::conference::series::hold::{MeetingStep, SeenMeeting};
use renkei_app::conference::series::{MeetingRefusal, SeenSeries};
use renkei_domain::conference::series::{MeetingCame, SeriesFault};
use renkei_domain::ids::{MeetingSeriesId, NetworkId};
use renkei_domain::people::Standing;
use renkei_tests::browser::{Browser, Page};
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::server::Server;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::canary::words_of;
use crate::consent::{desk, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::graphql::{api, asked_by as asked};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// A step of a form, from its page to where it leads.
async fn filled(browser: &Browser, address: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.look(address).await;
    assert_sound(address, &page.html);
    let form = Form::on(&page.html, address);
    let form = fields
        .iter()
        .fold(form, |form, (name, value)| form.with(name, value));
    form.send(browser).await
}

/// Presses the button of a page that says this.
async fn pressed(browser: &Browser, address: &str, words: &str, step: &str) -> Page {
    let page = browser.look(address).await;
    assert_sound(address, &page.html);
    let form = Form::pressed_by(&page.html, words).with("step", step);
    form.send(browser).await
}

/// The words of a sheet that somebody prints.
pub(super) async fn printed(server: &Server, who: &Somebody, address: &str) -> String {
    let asked = server.visitor().request(Method::GET, address);
    let cookie = format!("__Host-renkei={}", who.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    assert_eq!(answer.status(), 200, "{address}");
    words_of(&fine(answer.bytes().await))
}

/// Makes 「第2火曜」 of the network, without August, and says where it is.
pub(crate) async fn planned(browser: &Browser) -> String {
    let new = format!("/networks/{}/meetings/new", demo());
    let made = filled(
        browser,
        &new,
        &[
            ("theme", "高槻の定例会"),
            ("place", "高槻市役所 3階"),
            ("first", "2026-04-01"),
            ("months_off", "8"),
        ],
    )
    .await;
    made.leads_to.expect("it leads to the series")
}

on_every_database! {
    async fn a_secretariat_plans_its_meetings_and_what_is_left_over_comes_first_at_the_next(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let server = world.serve().await;
        let (office, reader) = (browser_of(&server, &minato), browser_of(&server, &haruka));
        let list = format!("/networks/{}/meetings", demo());
        let empty = reader.look(&list).await;
        assert_sound("no meetings", &empty.html);
        assert!(empty.says("会議は、まだありません"), "{}", empty.html);
        assert!(office.look("/account").await.says(&list));

        let wrong = filled(&office, &format!("{list}/new"), &[("theme", ""), ("first", "2026-04-01")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("会議の名前を入れてください"), "{}", wrong.html);
        let series = planned(&office).await;
        let page = reader.look(&series).await;
        assert_sound("a series", &page.html);
        for words in ["毎月 第2火曜（8月は休み）", "2026年12月8日(火) 14:00", "2026年11月10日(火) 14:00", "呼ぶ相手は、まだ入っていません"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        // Whoever reads writes nothing.
        assert_eq!(reader.look(&format!("{series}/edit")).await.status, 404);

        let members = format!("{series}/members");
        let added = filled(&office, &members, &[("name", "高槻公共職業安定所"), ("seat", "専門援助部門")]).await;
        assert_eq!(added.leads_to.as_deref(), Some(members.as_str()), "{}", added.html);
        let page = office.look(&members).await;
        let member = page.html.split_once("name=\"member\" value=\"").unwrap_or_default().1;
        let member = format!("came-{}", member.split('"').next().unwrap_or_default());

        let (past, next) = (format!("{series}/on/2026-11-10"), format!("{series}/on/2026-12-08"));
        for title in ["名簿の見直し", "研修の計画"] {
            let item = filled(&office, &format!("{past}/write/item"), &[("title", title)]).await;
            assert_eq!(item.leads_to.as_deref(), Some(past.as_str()), "{}", item.html);
        }
        filled(&office, &format!("{past}/write/attendance"), &[(&member, "online")]).await;
        filled(
            &office,
            &format!("{past}/write/decision"),
            &[("by", "事務局"), ("what", "案をくばる"), ("on", "2026-12-01")],
        )
        .await;
        pressed(&office, &past, "研修の計画", "item_done").await;
        pressed(&office, &past, "次の回のはじめに入れる", "carry").await;
        let page = reader.look(&next).await;
        assert_sound("the next meeting", &page.html);
        for words in ["前の会議で決めたことの確かめ", "名簿の見直し", "2026年11月10日(火)の回から", "事務局: 案をくばる"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says("研修の計画"), "{}", page.html);
        let file = reader.look(&format!("{series}/attendance/csv?year=2026")).await;
        let came = file.html.lines().find(|line| line.contains("2026-11-10")).unwrap_or_default();
        assert!(came.contains("高槻公共職業安定所") && came.contains("オンライン"), "{}", file.html);
        let year = reader.look(&format!("{series}/attendance?year=2026")).await;
        assert_sound("a year", &year.html);
        assert!(year.says("令和8年度の出欠") && year.says("オンライン"), "{}", year.html);

        // One is moved, one is cancelled: a calendar is told by the days of the rule.
        let moved = [("on", "2026-12-15"), ("clock", "10:00")];
        filled(&office, &format!("{next}/write/move"), &moved).await;
        let january = format!("{series}/on/2027-01-12");
        filled(&office, &format!("{january}/write/cancel"), &[("why", "会場の都合")]).await;
        let file = reader.look(&format!("{series}/calendar.ics")).await.html;
        let file = file.replace("\r\n ", "");
        for words in [
            "RRULE:FREQ=MONTHLY;BYDAY=2TU;BYMONTH=1,2,3,4,5,6,7,9,10,11,12",
            "RECURRENCE-ID;TZID=Asia/Tokyo:20261208T140000",
            "DTSTART;TZID=Asia/Tokyo:20261215T100000",
            "STATUS:CANCELLED",
            "SUMMARY:高槻の定例会",
        ] {
            assert!(file.contains(words), "{words}: {file}");
        }
        assert!(!file.contains("DTSTART;TZID=Asia/Tokyo:20270119T100000"), "{file}");
        // One that was moved before it was cancelled falls away on the day to which it had been moved.
        pressed(&office, &january, "中止をとりけす", "restore").await;
        filled(&office, &format!("{january}/write/move"), &[("on", "2027-01-19"), ("clock", "10:00")]).await;
        filled(&office, &format!("{january}/write/cancel"), &[("why", "会場の都合")]).await;
        let page = reader.look(&january).await;
        assert!(page.says("2027年1月19日(火) 10:00"), "{}", page.html);
        let file = reader.look(&format!("{series}/calendar.ics")).await.html.replace("\r\n ", "");
        let (_, cancelled) = fine(file.split_once("RECURRENCE-ID;TZID=Asia/Tokyo:20270112T140000").ok_or("it is there"));
        let cancelled = cancelled.split("END:VEVENT").next().unwrap_or_default();
        let before = file.split("RECURRENCE-ID;TZID=Asia/Tokyo:20270112T140000").next().unwrap_or_default();
        let event = format!("{}{cancelled}", before.rsplit("BEGIN:VEVENT").next().unwrap_or_default());
        for words in ["STATUS:CANCELLED", "DTSTART;TZID=Asia/Tokyo:20270119T100000", "SEQUENCE:4"] {
            assert!(event.contains(words), "{words}: {event}");
        }
        let paper = printed(&server, &haruka, &format!("{next}/paper")).await;
        for words in ["会議のご案内", "高槻の定例会", "令和8年12月15日(火)", "名簿の見直し"] {
            assert!(paper.contains(words), "{words}: {paper}");
        }
        assert_eq!(reader.look(&format!("{january}/paper")).await.status, 404);
        server.stop().await;
    }
}

on_every_database! {
    async fn meetings_look_missing_to_whoever_is_of_another_network(world) {
        let world = world.seeded().await;
        let elsewhere = NetworkId::from_uuid(Uuid::from_u128(0x4801));
        let founded = world.app.found_network(Caller::COMMAND, elsewhere, line("となり網"), Vec::new());
        fine(fine(founded.await));
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let sora = somebody(&world.app, Standing::Coordinator(elsewhere), "sora").await;
        let hanako = somebody(&world.app, Standing::Person, "hanako").await;
        let server = world.serve().await;
        let series = planned(&browser_of(&server, &minato)).await;
        let id: MeetingSeriesId = fine(series.rsplit('/').next().unwrap_or_default().parse());
        let nowhere = format!("/meetings/{}", Uuid::from_u128(1));
        for stranger in [&sora, &hanako] {
            let browser = browser_of(&server, stranger);
            for below in ["", "/edit", "/members", "/attendance", "/attendance/csv", "/history/csv", "/calendar.ics", "/on/2026-12-08", "/on/2026-12-08/write/notes"] {
                let real = browser.look(&format!("{series}{below}")).await;
                let none = browser.look(&format!("{nowhere}{below}")).await;
                assert_eq!((real.status, none.status), (404, 404), "{below}");
                assert!(!real.says("高槻の定例会"), "{below}");
            }
            let list = browser.look(&format!("/networks/{}/meetings", demo())).await;
            assert_ne!(list.status, 200, "{}", list.html);
            let seen = SeenMeeting { series: id, original: fine("2026-12-08".parse()), version: 0 };
            let step = MeetingStep::Cancel(None);
            let refused = fine(world.app.write_meeting(&desk(stranger), seen, step).await);
            assert_eq!(refused, Err(MeetingRefusal::NotFound));
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn of_two_who_write_at_once_one_is_kept_and_nobody_comes_before_it_begins(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let server = world.serve().await;
        let series = planned(&browser_of(&server, &minato)).await;
        server.stop().await;
        let id: MeetingSeriesId = fine(series.rsplit('/').next().unwrap_or_default().parse());
        let by = desk(&minato);
        let original = fine("2026-12-08".parse());
        let seen = SeenMeeting { series: id, original, version: 0 };
        let write = async |seen, step| fine(world.app.write_meeting(&by, seen, step).await);
        let note = |text: &str| MeetingStep::Cancel(Some(line(text)));
        assert!(write(seen, note("台風")).await.is_ok());
        assert_eq!(write(seen, note("大雨")).await, Err(MeetingRefusal::Overtaken));
        let seen = SeenMeeting { version: 1, ..seen };
        let cancelled = write(seen, MeetingStep::Attend(Vec::new())).await;
        assert_eq!(cancelled, Err(SeriesFault::NotYet.into()));
        assert!(write(seen, MeetingStep::Restore).await.is_ok());
        world.clock.set(japan("2026-12-08", "14:30"));
        let seen = SeenMeeting { version: 2, ..seen };
        let late = write(seen, MeetingStep::Cancel(None)).await;
        assert_eq!(late, Err(SeriesFault::Over.into()));
        let stranger = fine(Uuid::from_u128(3).to_string().parse());
        let came = MeetingStep::Attend(vec![(stranger, MeetingCame::Came)]);
        assert_eq!(write(seen, came).await, Err(SeriesFault::NoSuchMember.into()));

        // Days of a series that has begun change from a day on, and what was before stays.
        let view = fine(fine(world.app.meeting_series(&minato.principal, id).await));
        let mut outline = view.series().outline.clone();
        outline.begins = fine(renkei_domain::time::Minute::new(600).ok_or("a time"));
        let seen = SeenSeries { id, version: 1 };
        let refused = world.app.change_meetings(&by, seen, outline.clone(), None).await;
        assert_eq!(fine(refused), Err(SeriesFault::Begun.into()));
        let from = fine("2027-04-01".parse());
        let changed = world.app.change_meetings(&by, seen, outline, Some(from)).await;
        let new = fine(fine(changed)).0;
        assert_ne!(new, id);
        let old = fine(fine(world.app.meeting_series(&minato.principal, id).await));
        assert_eq!(old.series().outline.rule.last, from.pred_opt());
        let new = fine(fine(world.app.meeting_series(&minato.principal, new).await));
        assert_eq!(new.series().follows, Some(id));
    }
}

/// What comes back of a change of a meeting.
const BACK: &str = "{ occurrence { version day { begins state } agenda { title outcome } notes } refusal { code message } }";

on_every_database! {
    async fn a_secretariat_keeps_its_meetings_by_graphql(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let hanako = somebody(&world.app, Standing::Person, "hanako").await;
        let api = api(&world);
        let rule = "{ cadence: MONTHLY_WEEKDAY, nth: SECOND, weekday: TUESDAY, monthsOff: [8], onHoliday: NEXT_WEEK, firstOn: \"2026-04-01\" }";
        let plan = format!(
            "mutation {{ planMeetings(input: {{ network: \"{}\", outline: {{ kind: AGENCY_NETWORK_MEETING, theme: \"定例会\", place: \"市役所\", begins: \"14:00\", minutes: 90, rule: {rule} }} }}) {{ series {{ id version rule rrule ahead {{ original state }} }} refusal {{ code }} }} }}",
            demo()
        );
        let refused = asked(&api, &haruka.principal, &plan).await["data"]["planMeetings"].take();
        assert_eq!(refused["refusal"]["code"], json!("NOT_ALLOWED"), "{refused}");
        let made = asked(&api, &minato.principal, &plan).await["data"]["planMeetings"].take();
        assert_eq!(made["refusal"], Value::Null, "{made}");
        assert_eq!(made["series"]["rule"], json!("毎月 第2火曜（8月は休み）"));
        assert_eq!(made["series"]["ahead"][0], json!({ "original": "2026-12-08", "state": "PLANNED" }));
        let id = made["series"]["id"].as_str().unwrap_or_default().to_owned();
        let of = |version: u8| format!("id: \"{id}\", day: \"2026-12-08\", version: {version}");
        let acts = [
            ("addMeetingItem", "title: \"研修\", minutes: 20, aim: DISCUSS", "agenda"),
            ("moveMeeting", "begins: \"2026-12-15T10:00:00+09:00\"", "day"),
            ("recordMeetingNotes", "notes: \"よい会でした\"", "notes"),
        ];
        for ((name, values, field), version) in acts.into_iter().zip(0..) {
            let document = format!("mutation {{ {name}(input: {{ {}, {values} }}) {BACK} }}", of(version));
            let done = asked(&api, &minato.principal, &document).await["data"][name].take();
            assert_eq!(done["refusal"], Value::Null, "{name}: {done}");
            assert_eq!(done["occurrence"]["version"], json!(version + 1), "{name}");
            assert!(!done["occurrence"][field].is_null(), "{name}: {done}");
            let again = asked(&api, &minato.principal, &document).await["data"][name].take();
            assert_eq!(again["refusal"]["code"], json!("CHANGED"), "{name}: {again}");
        }
        let read = format!("{{ networkMeetings(id: \"{}\") {{ theme }} meetingSeries(id: \"{id}\") {{ theme }} meetingOccurrence(id: \"{id}\") {{ notes day {{ state begins }} }} }}", demo());
        let told = asked(&api, &haruka.principal, &read).await["data"].take();
        let expected = json!({
            "networkMeetings": [{ "theme": "定例会" }],
            "meetingSeries": { "theme": "定例会" },
            "meetingOccurrence": {
                "notes": "よい会でした",
                "day": { "state": "MOVED", "begins": "2026-12-15T01:00:00.000000Z" },
            },
        });
        assert_eq!(told, expected);
        let nothing = asked(&api, &hanako.principal, &read).await["data"].take();
        let none = json!({ "networkMeetings": null, "meetingSeries": null, "meetingOccurrence": null });
        assert_eq!(nothing, none);
    }
}
