//! A rule that changes takes along what hangs on its series: working groups, what was to be talked about, and what earlier
//! meetings decided.

use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::series::SeenSeries;
use renkei_app::conference::series::hold::{MeetingStep, SeenMeeting};
use renkei_app::conference::series::plan::NewMember;
use renkei_app::conference::series::read::MeetingView;
use renkei_domain::conference::Aim;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::conference::series::{MeetingCame, MeetingOffice, SeriesFault};
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::people::Standing;
use renkei_domain::time::{Minute, Moment};
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::statements::counted;
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};

use super::series::planned;
use crate::consent::{desk, prose, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

async fn meeting(world: &World, who: &Somebody, of: (MeetingSeriesId, &str)) -> MeetingView {
    let day = fine(of.1.parse());
    let view = world.app.network_meeting(&who.principal, of.0, day).await;
    fine(fine(view))
}

async fn write(world: &World, who: &Somebody, of: (MeetingSeriesId, &str), step: MeetingStep) {
    let seen = SeenMeeting {
        series: of.0,
        original: fine(of.1.parse()),
        version: meeting(world, who, of).await.known.version,
    };
    fine(fine(world.app.write_meeting(&desk(who), seen, step).await));
}

fn item(title: &str) -> MeetingStep {
    MeetingStep::AddItem {
        title: line(title),
        minutes: 15,
        presenter: None,
        aim: Aim::Discuss,
    }
}

fn titles(view: &MeetingView) -> Vec<&str> {
    let items = view.known.items.iter();
    items.map(|item| item.title.as_str()).collect()
}

on_every_database! {
    async fn a_rule_that_changes_takes_groups_decisions_and_agendas_along(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let server = world.serve().await;
        let page = planned(&browser_of(&server, &minato)).await;
        server.stop().await;
        let old: MeetingSeriesId = fine(page.rsplit('/').next().unwrap_or_default().parse());
        let view = fine(fine(app.meeting_series(&minato.principal, old).await));
        let mut group = view.series().outline.clone();
        group.theme = line("就労定着ワーキンググループ");
        group.parent = Some(old);
        let group = fine(fine(app.plan_meetings(&desk(&minato), demo(), group).await)).0;

        let november = (old, "2026-11-10");
        write(&world, &minato, november, item("研修の計画")).await;
        let decided = MeetingStep::Decide {
            by: line("事務局"),
            what: line("案をくばる"),
            due_on: fine("2026-12-20".parse()),
        };
        write(&world, &minato, november, decided).await;
        write(&world, &minato, november, MeetingStep::CarryOver).await;
        write(&world, &minato, (old, "2026-12-08"), item("名簿の見直し")).await;
        write(&world, &minato, november, item("のこりの話")).await;

        let mut outline = view.series().outline.clone();
        outline.begins = fine(Minute::new(600).ok_or("a time"));
        let seen = SeenSeries { id: old, version: 1 };
        let from = fine("2026-12-01".parse());
        let changed = app.change_meetings(&desk(&minato), seen, outline.clone(), Some(from)).await;
        let new = fine(fine(changed)).0;
        let below = fine(fine(app.meeting_series(&minato.principal, group).await));
        assert_eq!(below.series().outline.parent, Some(new));
        let december = meeting(&world, &minato, (new, "2026-12-08")).await;
        assert_eq!(titles(&december), ["前の会議で決めたことの確かめ", "研修の計画", "名簿の見直し"]);
        let open: Vec<_> = december.open.iter().map(|one| (one.series, one.decision.what.as_str())).collect();
        assert_eq!(open, [(old, "案をくばる")]);

        // What an old meeting leaves over goes on at the first one of the new rule.
        write(&world, &minato, november, MeetingStep::CarryOver).await;
        let december = meeting(&world, &minato, (new, "2026-12-08")).await;
        assert_eq!(titles(&december), ["前の会議で決めたことの確かめ", "のこりの話", "研修の計画", "名簿の見直し"]);

        // A meeting of which people were told stays where it is.
        let seen = SeenMeeting { series: new, original: fine("2026-12-08".parse()), version: december.known.version };
        let sent = fine(fine(app.send_meeting_notices(&desk(&minato), seen).await));
        assert_eq!(sent.prepared, 0, "nobody is called");
        let member = NewMember {
            office: MeetingOffice::Written(line("ハローワーク")),
            seat: None,
        };
        let now = SeenSeries { id: new, version: 1 };
        fine(fine(app.call_to_meetings(&desk(&minato), now, member).await));
        let view = fine(fine(app.meeting_series(&minato.principal, new).await));
        let member = fine(view.series().members.last().ok_or("a member")).id;
        let way = WayStep::Choose {
            channel: CallChannel::Phone,
            target: Some(line("072-000-5555")),
            reason: prose("電話で聞いた"),
        };
        let now = SeenSeries { id: new, version: 2 };
        fine(fine(app.change_member_way(&desk(&minato), now, member, way).await));
        let sent = fine(fine(app.send_meeting_notices(&desk(&minato), seen).await));
        assert_eq!(sent.prepared, 1);
        let now = SeenSeries { id: new, version: 3 };
        outline.begins = fine(Minute::new(660).ok_or("a time"));
        let refused = app.change_meetings(&desk(&minato), now, outline, Some(from.succ_opt().unwrap_or(from))).await;
        assert_eq!(fine(refused), Err(SeriesFault::ToldOf.into()));
    }
}

on_every_database! {
    async fn whoever_may_not_keep_meetings_hears_that_before_what_is_wrong_with_an_input(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let server = world.serve().await;
        let page = planned(&browser_of(&server, &minato)).await;
        server.stop().await;
        let id = page.rsplit('/').next().unwrap_or_default();
        let api = api(&world);
        let outline = "{ kind: AGENCY_NETWORK_MEETING, theme: \"\", place: \"市役所\", begins: \"25時\", minutes: 90, \
                       rule: { cadence: WEEKLY, onHoliday: NEXT_WEEK, firstOn: \"2026-04-01\" } }";
        let plan = format!("planMeetings(input: {{ network: \"{}\", outline: {outline} }})", demo());
        let change = format!("changeMeetings(input: {{ id: \"{id}\", version: 1, outline: {outline} }})");
        for (name, call) in [("planMeetings", plan), ("changeMeetings", change)] {
            let document = format!("mutation {{ {call} {{ refusal {{ code }} }} }}");
            for (who, code) in [(&haruka, "NOT_ALLOWED"), (&minato, "INVALID")] {
                let told: Value = asked(&api, &who.principal, &document).await["data"][name].take();
                assert_eq!(told["refusal"]["code"], json!(code), "{name}");
            }
        }
    }
}

on_every_database! {
    async fn members_read_who_changed_what_and_a_coordinator_finds_meetings_in_the_menu(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let hanako = somebody(&world.app, Standing::Person, "hanako").await;
        let server = world.serve().await;
        let (office, reader) = (browser_of(&server, &minato), browser_of(&server, &haruka));
        let page = planned(&office).await;
        let id: MeetingSeriesId = fine(page.rsplit('/').next().unwrap_or_default().parse());
        let december = (id, "2026-12-08");
        let to = Moment { date: fine("2026-12-15".parse()), minute: Minute::of(10, 0) };
        write(&world, &minato, december, item("研修の計画")).await;
        write(&world, &minato, december, MeetingStep::Move(to, None)).await;
        write(&world, &minato, december, MeetingStep::Cancel(Some(line("台風のため")))).await;
        let history = format!("{page}/history");
        let read = reader.look(&history).await;
        assert_sound("a history", &read.html);
        for words in [
            "定例会のきまりを決めた",
            "きまり: 毎月 第2火曜（8月は休み）",
            "2026年12月8日(火)の回 議題: 1件",
            "日時: きまりのとおり → 2026年12月15日(火) 10:00に変えた",
            "2026年12月15日(火) 10:00に変えた → 中止",
        ] {
            assert!(read.says(words), "{words}: {}", read.html);
        }
        // The words are the network's own, and not kept a second time.
        assert!(!read.says("台風") && !read.says("研修の計画"), "{}", read.html);
        assert_eq!(browser_of(&server, &hanako).look(&history).await.status, 404);
        let way = format!("<a href=\"/networks/{}/meetings\">定例会</a>", demo());
        assert!(office.look("/").await.html.contains(&way));
        assert!(!reader.look("/").await.html.contains(&way));
        server.stop().await;
    }
}

on_every_database! {
    async fn a_program_reads_a_year_as_a_table_and_the_files_of_many_series_by_as_many_statements_as_of_one(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let server = world.serve().await;
        let page = planned(&browser_of(&server, &minato)).await;
        server.stop().await;
        let id: MeetingSeriesId = fine(page.rsplit('/').next().unwrap_or_default().parse());
        let member = NewMember { office: MeetingOffice::Written(line("ハローワーク")), seat: None };
        let seen = SeenSeries { id, version: 1 };
        fine(fine(app.call_to_meetings(&desk(&minato), seen, member).await));
        let view = fine(fine(app.meeting_series(&minato.principal, id).await));
        let member = fine(view.series().members.first().ok_or("a member")).id;
        let came = MeetingStep::Attend(vec![(member, MeetingCame::Online)]);
        write(&world, &minato, (id, "2026-11-10"), came).await;
        let api = api(&world);
        let year = format!(
            "{{ meetingSeries(id: \"{id}\") {{ attendanceOver(year: 2026) {{ year meetings {{ original }} rows {{ name cells times }} }} \
             none: attendanceOver(year: 1800) {{ year }} }} }}"
        );
        let told = asked(&api, &haruka.principal, &year).await["data"]["meetingSeries"].take();
        let table = &told["attendanceOver"];
        let days = table["meetings"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!((days.len(), &told["none"]), (11, &Value::Null), "a meeting a month but August: {told}");
        let place = days.iter().position(|day| day["original"] == json!("2026-11-10"));
        let row = &table["rows"][0];
        assert_eq!((&row["name"], &row["times"]), (&json!("ハローワーク"), &json!(1)));
        let cells = row["cells"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(cells.len(), days.len());
        assert_eq!(cells[fine(place.ok_or("the day"))], json!("ONLINE"));
        assert!(cells.iter().filter(|cell| **cell == Value::Null).count() == days.len() - 1);

        let files = format!("{{ networkMeetings(id: \"{}\") {{ calendar }} }}", demo());
        let mut fewest = Vec::new();
        for series in [1, 6] {
            for _ in 1..series {
                let outline = view.series().outline.clone();
                fine(fine(app.plan_meetings(&desk(&minato), demo(), outline).await));
            }
            let mut counts = Vec::new();
            // Once in a second the store asks whether its tables are still those of the database.
            for _ in 0..3 {
                let (answer, statements) = counted(asked(&api, &haruka.principal, &files)).await;
                let told = answer["data"]["networkMeetings"].as_array().map(Vec::as_slice).unwrap_or_default();
                assert_eq!(told.len(), series, "{answer}");
                assert!(told.iter().all(|one| one["calendar"].as_str().is_some_and(|text| text.contains("RRULE"))));
                counts.push(statements);
            }
            fewest.extend(counts.into_iter().min());
        }
        assert_eq!(fewest[0], fewest[1]);
    }
}
