//! A demo has an account for each role, each entered once by a link.

use renkei_app::cases::read::{CaseFilter, Course, PAGE, Whose};
use renkei_app::people::{DemoFault, EnterRefusal};
use renkei_domain::conference::invitation::{CallChannel, CallState, Invitation};
use renkei_domain::conference::{Coming, Presenter};
use renkei_domain::consent::{
    ConsentPurpose, ConsentRecipient, Means, Reach, Reason, RecipientKind,
};
use renkei_domain::map::Quadrant;
use renkei_domain::people::Needs;
use renkei_tests::browser::Browser;
use renkei_tests::on_every_database;
use renkei_tests::people::device;

use crate::markup::assert_sound;
use crate::record::fine;

on_every_database! {
    async fn a_newcomer_enters_the_demo_in_every_role_once(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let accounts = fine(app.found_demo_accounts().await);
        let roles: Vec<_> = accounts.entries.iter().map(|entry| entry.role).collect();
        assert_eq!(roles, ["coordinator", "staff", "person", "operator"]);
        for entry in &accounts.entries {
            let inside = fine(fine(app.enter_demo(&entry.code, &device()).await));
            assert_eq!(inside.needs, Needs::Nothing, "{entry:?}");
            let is_member = ["coordinator", "staff"].contains(&entry.role);
            assert_eq!(!inside.principal.networks.is_empty(), is_member, "{entry:?}");
            let again = fine(app.confirm_again(&inside.secret, &accounts.password, &device()).await);
            assert!(again.is_ok(), "{entry:?}");
            let twice = fine(app.enter_demo(&entry.code, &device()).await);
            assert_eq!(twice, Err(EnterRefusal::NoSuchCode));
        }
        let program = fine(app.by_token(&accounts.token).await);
        assert!(program.is_some_and(|program| !program.networks.is_empty()));
        assert!(matches!(app.found_demo_accounts().await, Err(DemoFault::AlreadyThere)));
    }
}

on_every_database! {
    async fn a_newcomer_finds_invented_cases_as_staff_and_one_of_them_as_the_person(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let accounts = fine(app.found_demo_accounts().await);
        let files = renkei::commands::demo::files();
        assert_eq!(fine(app.load_demo_cases(&files, &accounts).await), 3);
        for entry in &accounts.entries {
            let inside = fine(fine(app.enter_demo(&entry.code, &device()).await));
            let own = fine(fine(app.own_cases(&inside.principal).await));
            assert_eq!(own.len(), usize::from(entry.role == "person"), "{entry:?}");
            for own in own {
                let view = fine(fine(app.case_view(&inside.principal, own.case.id).await));
                assert_eq!(view.file.team.len(), 8);
                assert_eq!(view.file.notes.len(), 1, "what is for staff alone is not read");
            }
            let filter = CaseFilter { whose: Whose::Own, course: Course::Open, after: None, most: PAGE };
            let kept = fine(app.cases(&inside.principal, filter).await);
            let kept = kept.map_or(0, |list| list.rows.len());
            assert_eq!(kept, if entry.role == "staff" { 3 } else { 0 }, "{entry:?}");
        }
    }
}

on_every_database! {
    async fn a_newcomer_finds_what_the_people_of_the_cases_agreed_to_and_tells_by_one_press(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let accounts = fine(app.found_demo_accounts().await);
        fine(app.load_demo_cases(&renkei::commands::demo::files(), &accounts).await);
        let mut entries = accounts.entries.iter();
        let entry = entries.find(|entry| entry.role == "staff").expect("the demo has staff");
        let inside = fine(fine(app.enter_demo(&entry.code, &device()).await));
        let filter = CaseFilter { whose: Whose::Own, course: Course::Open, after: None, most: PAGE };
        let kept = fine(fine(app.cases(&inside.principal, filter).await));
        let server = world.serve().await;
        let browser = Browser::at(&server);
        browser.keep(Some(inside.secret.as_str().to_owned()));

        let (mut closed, mut open, mut agreed) = (0, 0, 0);
        for row in kept.rows {
            let view = fine(fine(app.consents(&inside.principal, row.case.id).await));
            for employment in &view.file.ledger.employments {
                if employment.disclosure.is_closed() { closed += 1; } else { open += 1; }
            }
            let consents = view.file.ledger.consents.len();
            agreed += usize::from(consents >= 2);
            let told = browser.look(&format!("/cases/{}/told", row.case.id)).await;
            assert_sound("telling in the demo", &told.html);
            assert_eq!(told.says("押すだけで書く"), consents > 0, "{}", told.html);
            let Some(halt) = view.file.ledger.halts.first() else { continue };
            let stopped = view.here().find(|known| halt.reach == Reach::Recipient(ConsentRecipient::Named(known.party.id)));
            let stopped = stopped.expect("they are in the team");
            assert_eq!(stopped.party.kind, RecipientKind::Consultation);
            let seen = view.preview(&stopped.party, ConsentPurpose::DailyCondition, Means::Phone);
            assert!(seen.shown.is_empty(), "{seen:?}");
            assert!(seen.held_back.iter().any(|held| held.reason == Reason::Paused), "{seen:?}");
        }
        assert_eq!((closed, open, agreed), (1, 1, 2));
        let ending = fine(app.ending_consents(&inside.principal).await);
        assert_eq!(ending.len(), 1, "one of them ends soon");

        let open = fine(fine(app.open_conferences(&inside.principal, Whose::Own).await));
        assert_eq!(open.rows.len(), 1);
        let (case, id) = (open.rows[0].case.id, open.rows[0].id);
        let view = fine(fine(app.conferences(&inside.principal, case).await));
        let conference = view.conference(id).expect("the conference of the list");
        let may = view.called(conference).into_iter().map(|one| matches!(one.coming, Coming::May { .. }));
        assert_eq!(may.collect::<Vec<bool>>(), [true, true, true, false], "one may not be called yet");
        let calls = fine(fine(app.conference_calls(&inside.principal, case, id).await));
        let channels: Vec<CallChannel> = calls.rows.iter().map(|row| row.way.channel).collect();
        assert_eq!(channels[..3], [CallChannel::Phone, CallChannel::Fax, CallChannel::Mail]);
        let phoned = calls.rows[0].invitation.as_ref().map(Invitation::state);
        assert_eq!((phoned, calls.waiting_mails()), (Some(CallState::Delivered), 1), "they wrote back");
        let mut items = conference.agenda.items.iter();
        assert!(items.any(|item| matches!(item.presenter, Presenter::Participant(_))));
        assert_eq!(fine(app.feeds(&inside.principal).await).len(), 1);
        server.stop().await;
    }
}

on_every_database! {
    async fn a_newcomer_finds_a_map_of_their_own_as_the_person_and_prints_it(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let accounts = fine(app.found_demo_accounts().await);
        fine(app.load_demo_cases(&renkei::commands::demo::files(), &accounts).await);
        let mut entries = accounts.entries.iter();
        let entry = entries.find(|entry| entry.role == "person").expect("the demo has a person");
        let inside = fine(fine(app.enter_demo(&entry.code, &device()).await));
        let own = fine(fine(app.own_map(&inside.principal).await));
        assert_eq!((own.map.entries.len(), own.map.trouble.tell.len()), (8, 5));
        for quadrant in Quadrant::ALL {
            assert!(own.map.entries_of(*quadrant).next().is_some(), "{quadrant}");
        }
        assert_eq!((own.current.len(), own.changes.len()), (5, 0));
        assert!(own.night.len() > 1, "who answers at night there is in the directory");

        let server = world.serve().await;
        let browser = Browser::at(&server);
        browser.keep(Some(inside.secret.as_str().to_owned()));
        let page = browser.look("/my/map").await;
        assert_sound("the map of the demo", &page.html);
        for words in ["花の写真", "小森先生", "なんども 目がさめる", "072-000-0017"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        for form in ["map", "list", "card", "card.color.no_ruby.usual.spaced.name.illness"] {
            let paper = browser.look(&format!("/my/map/paper/{form}")).await;
            assert_eq!((paper.status, paper.kind.as_str()), (200, "application/pdf"), "{form}: {}", paper.html);
        }
        server.stop().await;
    }
}
