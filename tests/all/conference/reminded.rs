//! What was decided comes back before it is due, and a handover before the service ends: among what is due of whoever sees
//! to it.

use renkei_app::cases::due::DueCount;
use renkei_app::conference::decide::{NewDecision, SeenDecision};
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::taken::TaskTaken;
use renkei_app::consent::record::ConsentForm;
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::conference::invitation::conference_number;
use renkei_domain::conference::{DecisionKind, DecisionState, Handover, Presenter};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_domain::ids::ResourceId;
use renkei_tests::clock::japan;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};
use serde_json::json;

use super::minutes::held;
use super::{begun, conference_of, stepped, view_of};
use crate::consent::{
    NAME, a_doctor, as_seen_by, case_with_a_doctor, day, desk, prose, recorded, staff, two_agencies,
};
use crate::graphql::{api, asked_by as asked};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

on_every_database! {
    async fn whoever_keeps_the_case_is_reminded_of_what_was_decided_until_it_is_done(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = held(&world, &haruka, case, doctor).await;
        for (kind, due_on) in [(DecisionKind::StartReferral, "2026-11-27"), (DecisionKind::Act, "2026-11-28")] {
            let new = NewDecision {
                item: None,
                kind,
                by: Presenter::Host,
                what: line("kimatta-koto"),
                how: None,
                due_on: day(due_on),
            };
            fine(fine(app.record_decision(&desk(&haruka), (case, id), new).await));
        }
        let count = fine(app.due_count(&haruka.principal).await);
        assert_eq!(count, DueCount { all: 1, over: 0 }, "of the other there is more than a week");
        for other in [&nagi, &sora] {
            assert_eq!(fine(app.due_count(&other.principal).await), DueCount::default());
            assert!(fine(app.due_decisions(&other.principal).await).is_empty());
        }
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        for path in ["/cases", "/today"] {
            let page = browser.look(path).await;
            assert!(page.says("期限のあること（1）"), "{path}: {}", page.html);
        }
        let page = browser.look("/cases/ending").await;
        assert_sound("what is due", &page.html);
        let list = format!("/cases/{case}/decisions");
        for words in ["会議で決まったこと", "つぎの機関を紹介する", "11月27日", &list] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says("kimatta-koto"), "{}", page.html);
        server.stop().await;
        world.clock.set(japan("2026-11-28", "09:00"));
        assert_eq!(fine(app.due_count(&haruka.principal).await), DueCount { all: 2, over: 1 });

        let view = view_of(&world, &haruka, case).await;
        let decision = view.decided(id)[0].clone();
        let seen = SeenDecision { case, id: decision.id, version: decision.version };
        fine(fine(app.settle_decision(&desk(&haruka), seen, DecisionState::Done).await));
        assert_eq!(fine(app.due_count(&haruka.principal).await), DueCount { all: 1, over: 0 });
    }
}

on_every_database! {
    async fn whoever_sees_to_a_handover_is_reminded_six_months_before_the_service_ends(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let ends = |on: &str| ConferenceStep::HandOver(Handover {
            ends_on: day(on),
            unsolved: None,
            natural_support: None,
            difference: None,
            explained_on: None,
            from_when: None,
            views: Default::default(),
        });
        fine(stepped(&world, &haruka, (case, id), ends("2027-05-21")).await);
        assert_eq!(fine(app.due_count(&haruka.principal).await), DueCount::default(), "there is more than half a year");
        fine(stepped(&world, &haruka, (case, id), ends("2027-05-20")).await);
        assert_eq!(fine(app.due_count(&haruka.principal).await), DueCount { all: 1, over: 0 });
        assert_eq!(fine(app.due_count(&nagi.principal).await), DueCount::default());
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let today = browser.look("/today").await;
        assert!(today.says("期限のあること（1）"), "{}", today.html);
        let page = browser.look("/cases/ending").await;
        assert_sound("a service that ends", &page.html);
        let conference = format!("/cases/{case}/conferences/{id}");
        for words in ["引継ぎ（1）", "6か月を切りました", "2027年2月20日", &conference] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        server.stop().await;
        world.clock.set(japan("2027-02-21", "09:00"));
        assert_eq!(fine(app.due_count(&haruka.principal).await), DueCount { all: 1, over: 1 });
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Cancel(prose("やめた"))).await);
        assert_eq!(fine(app.due_count(&haruka.principal).await), DueCount::default());
    }
}

/// An entry of the directory, and who runs it.
const ENTRY: &str = "01932f00-0000-7002-8000-000000000301";
const RUNS_IT: &str = "01932f00-0000-7001-8000-000000000501";

async fn taken(world: &World, who: &Somebody) -> Vec<TaskTaken> {
    fine(world.app.tasks_taken(&who.principal).await)
}

on_every_database! {
    async fn an_agency_that_took_something_on_is_reminded_of_it_without_hearing_of_whom(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, fine(RUNS_IT.parse()), "sora").await;
        let entry: ResourceId = fine(ENTRY.parse());
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let member = TeamMember { agency: MemberAgency::Listed(entry), ..a_doctor(&world) };
        let called = PartyId::Written(member.id);
        let seen = as_seen_by(&world, &haruka, case).await;
        fine(fine(app.keep_team_member(&desk(&haruka), seen, member).await));
        let id = held(&world, &haruka, case, called).await;
        let who = conference_of(&world, &haruka, case, id).await.participants[0].id;
        for due_on in ["2026-11-27", "2026-11-28"] {
            let new = NewDecision {
                item: None,
                kind: DecisionKind::Act,
                by: Presenter::Participant(who),
                what: line("kimatta-koto"),
                how: None,
                due_on: day(due_on),
            };
            fine(fine(app.record_decision(&desk(&haruka), (case, id), new).await));
        }
        assert_eq!(taken(&world, &sora).await, [], "nobody asked the person");
        let package = Package::HandoverMeeting;
        let agreed = ConsentForm {
            giver: Giver::Person,
            recipients: [ConsentRecipient::Named(PartyId::Listed(entry))].into(),
            categories: package.agreed(&[PlainGroup::Work]),
            purposes: package.purposes(),
            means: package.means(),
            validity: fine(Validity::new(day("2026-11-20"), day("2026-11-24"))),
            renews: None,
        };
        recorded(&world, &haruka, case, agreed).await;
        let tasks = taken(&world, &sora).await;
        let told: Vec<_> = tasks.iter().map(|one| (one.number.clone(), one.due_on)).collect();
        assert_eq!(told, [(conference_number(id), day("2026-11-27"))], "of the other there is more than a week");
        assert!(!tasks[0].lead.is_empty());
        assert_eq!(taken(&world, &haruka).await, [], "who leads reads it in the case");

        let server = world.serve().await;
        let page = browser_of(&server, &sora).look("/today").await;
        assert_sound("a day with what an agency took on", &page.html);
        for words in ["引き受けたこと（1）", &conference_number(id), "2026年11月27日(金)まで", &tasks[0].lead] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        for words in [NAME, "kimatta-koto", "引継ぎ", &case.to_string()] {
            assert!(!page.html.contains(words), "{words}: {}", page.html);
        }
        server.stop().await;
        let read = "{ tasksTaken { number lead dueOn } }";
        let expected = json!([{ "number": conference_number(id), "lead": tasks[0].lead, "dueOn": "2026-11-27" }]);
        let program = Principal { door: Door::Token(vec![TokenScope::ConferencesRead]), ..sora.principal.clone() };
        for (principal, expected) in [(&sora.principal, expected), (&program, json!([]))] {
            let told = asked(&api(&world), principal, read).await;
            assert_eq!(told["data"]["tasksTaken"], expected, "{told}");
        }

        // It comes back until it is done, and no longer than the consent lasts.
        let view = view_of(&world, &haruka, case).await;
        let decision = view.decided(id)[0].clone();
        let seen = SeenDecision { case, id: decision.id, version: decision.version };
        fine(fine(app.settle_decision(&desk(&haruka), seen, DecisionState::Done).await));
        assert_eq!(taken(&world, &sora).await, []);
        world.clock.set(japan("2026-11-21", "09:00"));
        assert_eq!(taken(&world, &sora).await.len(), 1);
        world.clock.set(japan("2026-11-25", "09:00"));
        assert_eq!(taken(&world, &sora).await, []);
    }
}
