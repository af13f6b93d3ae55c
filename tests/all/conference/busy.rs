//! Somebody's own calendar, whose times count when dates are sought: fetched from where it lies and from nowhere else, and
//! of it the times alone.

use chrono::TimeDelta;
use renkei::calendars::round;
use renkei_app::conference::poll::OfConference;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::record::ConsentForm;
use renkei_app::people::BusyRefusal;
use renkei_app::people::busy::StoredBusyCalendar;
use renkei_delivery::fetch::OutboundSettings;
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::conference::poll::{Asked, SlotReason};
use renkei_domain::conference::{Attendance, Invitee, Participant, Substitute};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_domain::ids::{OrganizationId, ResourceId, RespondentId};
use renkei_domain::people::{BusyAddress, BusyFault};
use renkei_tests::World;
use renkei_tests::on_every_database;
use renkei_tests::people::Somebody;
use renkei_tests::schema::contents;

use super::polls::{asking, dates, opened, view_of};
use super::{begun, linked, stepped};
use crate::consent::{
    a_doctor, as_seen_by, case_with_a_doctor, day, desk, recorded, staff, two_agencies,
};
use crate::import::address::Publisher;
use crate::migrations::line;
use crate::record::fine;

/// An entry of the directory, and who runs it.
const ENTRY: &str = "01932f00-0000-7002-8000-000000000301";
const RUNS_IT: &str = "01932f00-0000-7001-8000-000000000501";

async fn set(world: &World, who: &Somebody, address: &str) {
    let address = fine(BusyAddress::parse(address));
    let desk = desk(who);
    fine(fine(world.app.set_busy_calendar(&desk, address).await));
}

async fn calendar(world: &World, who: &Somebody) -> StoredBusyCalendar {
    let known = fine(world.app.busy_calendar(&who.principal).await);
    fine(known.ok_or("a calendar"))
}

/// Reads a calendar from a path of the publisher; says what its owner sees then.
async fn after(
    world: &World,
    who: &Somebody,
    (publisher, path): (&Publisher, &str),
    settings: &OutboundSettings,
) -> StoredBusyCalendar {
    let address = format!("https://localhost:{}{path}", publisher.port);
    set(world, who, &address).await;
    round(&world.app, settings).await;
    calendar(world, who).await
}

/// Who is busy on the second of the dates, as the desk reads.
async fn busy(world: &World, who: &Somebody, of: OfConference) -> Vec<RespondentId> {
    let ranked = view_of(world, who, of).await.ranked();
    let mut slots = ranked.iter();
    let slot = slots.find(|slot| slot.candidate.begins == dates()[1]);
    let reasons = &fine(slot.ok_or("the date")).reasons;
    let busy = reasons.iter().filter_map(|reason| match reason {
        SlotReason::Busy(id) => Some(*id),
        _ => None,
    });
    busy.collect()
}

on_every_database! {
    async fn the_times_of_own_calendars_count_when_a_date_is_sought(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let runs_it: OrganizationId = fine(RUNS_IT.parse());
        let entry: ResourceId = fine(ENTRY.parse());
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, runs_it, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let member = TeamMember {
            agency: MemberAgency::Listed(entry),
            ..a_doctor(&world)
        };
        let seen = as_seen_by(&world, &haruka, case).await;
        fine(fine(app.keep_team_member(&desk(&haruka), seen, member).await));
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let of = OfConference { case, id: begun(&world, &haruka, case).await };
        let package = Package::HandoverMeeting;
        let agreed = ConsentForm {
            giver: Giver::Person,
            recipients: [ConsentRecipient::Named(PartyId::Listed(entry))].into(),
            categories: package.agreed(&[PlainGroup::Work]),
            purposes: package.purposes(),
            means: package.means(),
            validity: fine(Validity::new(day("2026-11-20"), day("2027-11-19"))),
            renews: None,
        };
        recorded(&world, &haruka, case, agreed).await;
        let called = Participant {
            id: app.new_participant(),
            who: Invitee::Listed { resource: entry, contact: Some(line("soraさん")) },
            role: None,
            attendance: Attendance::Required,
            window: None,
            substitute: Substitute::Nobody,
            unwanted_since: None,
        };
        for step in [ConferenceStep::Call(called), ConferenceStep::Shown(day("2026-11-20"))] {
            fine(stepped(&world, &haruka, (case, of.id), step).await);
        }
        opened(&world, &haruka, of, asking()).await;
        assert!(busy(&world, &haruka, of).await.is_empty(), "nobody gave a calendar");

        let publisher = Publisher::start().await;
        let settings = publisher.settings(&["localhost"]);
        for who in [&hanako, &sora] {
            let read = after(&world, who, (&publisher, "/moved.ics"), &settings).await;
            assert_eq!((read.fault, read.times, read.untold), (None, 1, 0), "{who:?}");
            assert_eq!(read.read_at, Some(app.now()));
        }
        assert!(publisher.asked_for().contains(&"/busy.ics".to_owned()), "where it moved to");
        let view = view_of(&world, &haruka, of).await;
        let mut all: Vec<RespondentId> = fine(view.poll().ok_or("a poll")).respondents.iter().map(|one| one.id).collect();
        all.sort_unstable();
        let mut found = busy(&world, &haruka, of).await;
        found.sort_unstable();
        assert_eq!(found, all, "the person, and the colleague who is known by name");
        let person = fine(view.poll().and_then(|poll| poll.respondent_of(Asked::Person)).ok_or("the person")).id;
        let words = SlotReason::Busy(person).words(|id| view.name(id));
        assert_eq!(words, "本人 は、その時間に予定があります（まだ答えていません）。");

        // Of what stands there nothing is kept but times, and the address is sealed.
        let tables = contents(&world, &[]).await;
        for words in ["himitsu-no-yotei", "moved.ics"] {
            let open = tables.values().flatten().filter(|row| row.contains(words));
            assert_eq!(open.count(), 0, "{words}");
        }

        // A try that fails leaves the times; a week later they say nothing any more.
        world.clock.pass(TimeDelta::hours(2));
        round(app, &publisher.settings(&[])).await;
        let read = calendar(&world, &sora).await;
        assert_eq!((read.fault, read.times), (Some(BusyFault::Forbidden), 1));
        assert_eq!(busy(&world, &haruka, of).await.len(), 2);
        world.clock.pass(TimeDelta::days(8));
        assert!(busy(&world, &haruka, of).await.is_empty());
        fine(fine(app.remove_busy_calendar(&desk(&sora)).await));
        assert!(fine(app.busy_calendar(&sora.principal).await).is_none());
        assert_eq!(fine(app.remove_busy_calendar(&desk(&sora)).await), Err(BusyRefusal::NotFound));
    }
}

on_every_database! {
    async fn a_calendar_is_fetched_from_outside_alone_and_its_owner_reads_why_it_was_not(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let publisher = Publisher::start().await;
        let settings = publisher.settings(&["localhost"]);
        for (path, fault) in [
            ("/inside.ics", BusyFault::Forbidden),
            ("/open.ics", BusyFault::Address),
            ("/round.ics", BusyFault::Answer),
            ("/nothing.html", BusyFault::Answer),
            ("/broken.ics", BusyFault::NotACalendar),
            ("/edition.csv", BusyFault::NotACalendar),
        ] {
            let read = after(&world, &haruka, (&publisher, path), &settings).await;
            assert_eq!((read.fault, read.times, read.read_at), (Some(fault), 0, None), "{path}");
        }
        assert_eq!(publisher.asked_for().iter().filter(|path| *path == "/round.ics").count(), 4, "it goes round no longer");
        for inside in ["https://127.0.0.1/a.ics", "https://[::1]/a.ics", "https://169.254.169.254/a.ics", "https://10.0.0.1/"] {
            set(&world, &haruka, inside).await;
            round(app, &settings).await;
            assert_eq!(calendar(&world, &haruka).await.fault, Some(BusyFault::Forbidden), "{inside}");
        }
        let read = after(&world, &haruka, (&publisher, "/bomb.ics"), &settings).await;
        assert!(read.fault.is_none() && read.untold > 0, "rules that cost too much are told as such: {read:?}");
        assert!(read.times <= 2_000, "{read:?}");
        let read = after(&world, &haruka, (&publisher, "/free.ics"), &settings).await;
        assert_eq!((read.fault, read.times, read.untold), (None, 0, 0), "what stood there is gone");

        // It is read every hour, and sooner where its owner asks, though not over and over.
        let asked = publisher.asked_for().len();
        round(app, &settings).await;
        assert_eq!(publisher.asked_for().len(), asked, "a moment later");
        assert_eq!(fine(app.refresh_busy_calendar(&desk(&haruka)).await), Err(BusyRefusal::JustRead));
        world.clock.pass(TimeDelta::minutes(2));
        assert_eq!(fine(app.refresh_busy_calendar(&desk(&haruka)).await), Ok(()));
        round(app, &settings).await;
        assert_eq!(publisher.asked_for().len(), asked + 1);
        world.clock.pass(TimeDelta::hours(1));
        round(app, &settings).await;
        assert_eq!(publisher.asked_for().len(), asked + 2);
    }
}
