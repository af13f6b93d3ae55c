//! An agency of a team and of a conference becomes part of another entry of the directory: whoever works with it finds the
//! entry that stays in its place, and again its own once the two are taken apart.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use renkei_app::conference::decide::NewDecision;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::directory::edit::merging::join::{Merge, SeenEntry};
use renkei_app::people::calls::plan::NewCall;
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::conference::{
    Attendance, DecisionKind, Invitee, Participant, Presenter, Slot, Substitute,
};
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::merging::{Choices, Side};
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::people::Standing;
use renkei_tests::clock::japan;
use renkei_tests::entries::office_in;
use renkei_tests::people::somebody;
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::{a_slot, begun, conference_of, stepped};
use crate::consent::{a_doctor, as_seen_by, case_with_a_doctor, day, desk, staff, two_agencies};
use crate::import::look::view;
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::migrations::{code, line, register, resource};
use crate::record::fine;

const OLD: &str = "もとの みはらし（架空）";
const NEW: &str = "いまの みはらし（架空）";

/// An agency of the directory as it is called to a conference.
fn called(world: &World, resource: ResourceId) -> Participant {
    Participant {
        id: world.app.new_participant(),
        who: Invitee::Listed {
            resource,
            contact: None,
        },
        role: None,
        attendance: Attendance::Required,
        window: None,
        substitute: Substitute::Nobody,
        unwanted_since: None,
    }
}

on_every_database! {
    async fn a_team_and_a_conference_go_on_with_the_entry_that_stays(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let enter = async |number: u128, name: &str, phone: &str| -> ResourceId {
            let id = resource(number);
            let mut facts = office_in(code("272078"), ResourceKind::PeerGroup, name);
            facts.phones = vec![Phone::published(line(phone))];
            register(&world, id, facts, Profile::default()).await;
            id
        };
        let (old, new) = (
            enter(93_001, OLD, "072-000-9301").await,
            enter(93_002, NEW, "072-000-9302").await,
        );
        let haruka = staff(&world, here, "haruka").await;
        let keeper = somebody(&world.app, Standing::Coordinator(demo()), "keeper").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let member = TeamMember {
            agency: MemberAgency::Listed(old),
            ..a_doctor(&world)
        };
        let seen = as_seen_by(&world, &haruka, case).await;
        fine(fine(world.app.keep_team_member(&desk(&haruka), seen, member).await));
        for _ in 0..3 {
            let conference = begun(&world, &haruka, case).await;
            let call = ConferenceStep::Call(called(&world, old));
            fine(stepped(&world, &haruka, (case, conference), call).await);
        }
        let call = NewCall { resource: old, day: None, purpose: ContactPurpose::Routine, note: None };
        fine(fine(world.app.plan_call(&desk(&haruka), call).await));

        // What somebody reads of it: in the team, at the conference, on their list of calls.
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let read = async || {
            let conferences = fine(fine(world.app.conferences(&haruka.principal, case).await));
            let called = conferences.agencies.get(&old).map(|(_, name)| name.to_string());
            let day = fine(fine(world.app.call_day(&haruka.principal, None).await));
            let calls = day.open.iter().filter_map(|call| call.agency.as_ref());
            let calls: Vec<String> = calls.map(|agency| agency.name.to_string()).collect();
            let page = browser.look(&format!("/cases/{case}")).await;
            (called, calls, page.says(OLD), page.says(NEW))
        };
        let before = (Some(OLD.to_owned()), vec![OLD.to_owned()], true, false);
        assert_eq!(read().await, before);

        let seen = async |id| SeenEntry { id, version: view(&world, id).await.version };
        let merge = Merge {
            left: seen(old).await,
            right: seen(new).await,
            choices: Choices { survivor: Side::Right, takes: BTreeMap::new() },
        };
        let writer = desk(&keeper);
        let foreseen = fine(fine(world.app.pair(&keeper.principal, old, new).await));
        let uses = foreseen.left.uses;
        assert_eq!((uses.teams, uses.conferences, uses.calls), (None, Some(3), 1), "few are not told");
        let elsewhere = NetworkId::from_uuid(Uuid::from_u128(404));
        for network in [Some(elsewhere), None] {
            let uses = fine(world.store.uses_of(&[old], network).await);
            assert_eq!((uses.teams, uses.conferences), (None, None), "cases of others do not count");
        }
        let looked = browser_of(&server, &keeper).look(&format!("/directory/duplicates/{old}/{new}")).await;
        assert!(looked.says("支援チーム 3回より少ない・会議 3回・電話の予定 1"), "{}", looked.html);
        fine(fine(world.app.merge_resources(&writer, merge).await));
        let after = (Some(NEW.to_owned()), vec![NEW.to_owned()], false, true);
        assert_eq!(read().await, after);

        let version = view(&world, new).await.version;
        fine(fine(world.app.take_apart(&writer, old, version).await));
        assert_eq!(read().await, before);
        server.stop().await;
    }
}

/// How often an entry is needed by the agencies of the network.
async fn uses(world: &World, id: ResourceId) -> Option<u64> {
    let since = world.app.now().plus(-TimeDelta::days(365));
    let uses = fine(world.store.uses_of_entries(demo(), since).await);
    uses.get(&id).copied()
}

on_every_database! {
    async fn a_conference_counts_once_for_an_agency_and_nothing_for_an_employer(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let enter = async |number: u128, kind: ResourceKind, name: &str| -> ResourceId {
            let id = resource(number);
            register(&world, id, office_in(code("272078"), kind, name), Profile::default()).await;
            id
        };
        let (old, new, firm) = (
            enter(93_011, ResourceKind::PeerGroup, OLD).await,
            enter(93_012, ResourceKind::PeerGroup, NEW).await,
            enter(93_013, ResourceKind::Employer, "みほん製作所（架空）").await,
        );
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let joined = async |agency: ResourceId| {
            let member = TeamMember {
                agency: MemberAgency::Listed(agency),
                ..a_doctor(&world)
            };
            let id = member.id;
            let seen = as_seen_by(&world, &haruka, case).await;
            fine(fine(world.app.keep_team_member(&desk(&haruka), seen, member).await));
            id
        };
        let member = joined(old).await;
        joined(firm).await;
        assert_eq!((uses(&world, old).await, uses(&world, firm).await), (Some(1), None));

        // Its member of the team comes, and whoever else of it does; and so does somebody by its other entry.
        let conference = begun(&world, &haruka, case).await;
        for step in [
            ConferenceStep::CallTeam(vec![member]),
            ConferenceStep::Call(called(&world, old)),
            ConferenceStep::Call(called(&world, new)),
        ] {
            fine(stepped(&world, &haruka, (case, conference), step).await);
        }
        assert_eq!((uses(&world, old).await, uses(&world, new).await), (Some(2), Some(1)));

        let keeper = somebody(&world.app, Standing::Coordinator(demo()), "keeper").await;
        let seen = async |id| SeenEntry { id, version: view(&world, id).await.version };
        let merge = Merge {
            left: seen(old).await,
            right: seen(new).await,
            choices: Choices { survivor: Side::Right, takes: BTreeMap::new() },
        };
        fine(fine(world.app.merge_resources(&desk(&keeper), merge).await));
        assert_eq!((uses(&world, old).await, uses(&world, new).await), (None, Some(2)));
    }
}

on_every_database! {
    async fn what_an_agency_took_on_by_its_old_entry_is_still_its_own(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let enter = async |number: u128, name: &str| -> ResourceId {
            let id = resource(number);
            let facts = ResourceFacts {
                organization: Some(there),
                ..office_in(code("272078"), ResourceKind::PeerGroup, name)
            };
            register(&world, id, facts, Profile::default()).await;
            id
        };
        let (old, new) = (enter(93_003, OLD).await, enter(93_004, NEW).await);
        let haruka = staff(&world, here, "haruka").await;
        let keeper = somebody(&world.app, Standing::Coordinator(demo()), "keeper").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let member = TeamMember {
            agency: MemberAgency::Listed(new),
            ..a_doctor(&world)
        };
        let seen = as_seen_by(&world, &haruka, case).await;
        fine(fine(world.app.keep_team_member(&desk(&haruka), seen, member).await));
        let at = (case, begun(&world, &haruka, case).await);
        fine(stepped(&world, &haruka, at, ConferenceStep::Call(called(&world, old))).await);
        let slot = Slot { begins: japan("2026-11-20", "10:30"), ..a_slot() };
        fine(stepped(&world, &haruka, at, ConferenceStep::Fix(slot)).await);
        world.clock.set(japan("2026-11-20", "10:31"));
        fine(stepped(&world, &haruka, at, ConferenceStep::Hold).await);
        let who = conference_of(&world, &haruka, case, at.1).await.participants[0].id;
        let new_decision = NewDecision {
            item: None,
            kind: DecisionKind::Act,
            by: Presenter::Participant(who),
            what: line("kimatta-koto"),
            how: None,
            due_on: day("2026-11-27"),
        };
        fine(fine(world.app.record_decision(&desk(&haruka), at, new_decision).await));

        let days = (day("2026-11-20"), day("2026-11-30"));
        let taken = async || fine(world.store.taken_on_by(&[there], days).await).len();
        assert_eq!(taken().await, 0, "another office is in the team");
        let seen = async |id| SeenEntry { id, version: view(&world, id).await.version };
        let merge = Merge {
            left: seen(old).await,
            right: seen(new).await,
            choices: Choices { survivor: Side::Right, takes: BTreeMap::new() },
        };
        fine(fine(world.app.merge_resources(&desk(&keeper), merge).await));
        assert_eq!(taken().await, 1, "both are one office");
    }
}
