//! What somebody's own calendar reads of the meetings of their networks, which are about nobody.

use std::collections::BTreeSet;

use chrono::{TimeDelta, Weekday};
use renkei_app::conference::series::hold::{MeetingStep, SeenMeeting};
use renkei_domain::conference::ConferenceKind;
use renkei_domain::conference::series::{Cadence, Nth, OnHoliday, Recurrence, SeriesOutline};
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::people::Standing;
use renkei_domain::time::Minute;
use renkei_tests::clock::japan;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::feeds::{made, read, text};
use crate::consent::{desk, staff, two_agencies};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

/// 「第2火曜」 of the network.
async fn monthly(world: &World, who: &Somebody) -> MeetingSeriesId {
    let rule = Recurrence {
        cadence: Cadence::NthWeekday(Nth::Second, Weekday::Tue),
        months_off: BTreeSet::new(),
        on_holiday: OnHoliday::NextWeek,
        first: fine("2026-04-01".parse()),
        last: None,
    };
    let outline = SeriesOutline {
        kind: ConferenceKind::AgencyNetworkMeeting,
        theme: line("高槻の定例会"),
        place: line("高槻市役所 3階"),
        begins: Minute::of(14, 0),
        minutes: 90,
        rule,
        parent: None,
    };
    let desk = desk(who);
    let planned = world.app.plan_meetings(&desk, demo(), outline);
    fine(fine(planned.await)).0
}

on_every_database! {
    async fn a_members_calendar_has_the_meetings_of_their_network_by_theme_and_what_was_called_off(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let series = monthly(&world, &minato).await;
        let original = fine("2027-01-12".parse());
        let seen = SeenMeeting { series, original, version: 0 };
        let cancel = MeetingStep::Cancel(Some(line("会場の都合")));
        fine(fine(app.write_meeting(&desk(&minato), seen, cancel).await));
        for who in [&minato, &haruka] {
            let feed = made(&world, who).await;
            let told = text(&world, &feed).await.replace("\r\n ", "");
            for words in [
                &format!("UID:{series}") as &str,
                "SUMMARY:高槻の定例会",
                "RRULE:FREQ=MONTHLY;BYDAY=2TU",
                "RECURRENCE-ID;TZID=Asia/Tokyo:20270112T140000",
                "STATUS:CANCELLED",
            ] {
                assert!(told.contains(words), "{words}: {told}");
            }
            assert!(!told.contains("会場の都合") && !told.contains("ATTENDEE"), "{told}");
            let tag = fine(read(&world, &feed).await.ok_or("a feed")).tag;
            world.clock.pass(TimeDelta::minutes(5));
            let again = fine(read(&world, &feed).await.ok_or("a feed")).tag;
            assert_eq!(tag, again, "nothing is new");
        }
        world.clock.set(japan("2027-02-16", "10:00"));
        let feed = made(&world, &haruka).await;
        assert!(text(&world, &feed).await.contains("STATUS:CANCELLED"), "for some weeks");
        let persons = made(&world, &hanako).await;
        assert!(!text(&world, &persons).await.contains("定例会"), "the person is of no network");
    }
}
