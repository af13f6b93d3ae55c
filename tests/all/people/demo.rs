//! A demo has an account for each role, each entered once by a link.

use renkei_app::cases::read::{CaseFilter, Course, PAGE, Whose};
use renkei_app::people::{DemoFault, EnterRefusal};
use renkei_domain::people::Needs;
use renkei_tests::on_every_database;
use renkei_tests::people::device;

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
    async fn a_newcomer_finds_two_invented_cases_as_staff_and_one_as_the_person(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let accounts = fine(app.found_demo_accounts().await);
        let files = renkei::commands::demo::files();
        assert_eq!(fine(app.load_demo_cases(&files, &accounts).await), 2);
        for entry in &accounts.entries {
            let inside = fine(fine(app.enter_demo(&entry.code, &device()).await));
            let own = fine(fine(app.own_cases(&inside.principal).await));
            assert_eq!(own.len(), usize::from(entry.role == "person"), "{entry:?}");
            for own in own {
                let view = fine(fine(app.case_view(&inside.principal, own.case.id).await));
                assert_eq!(view.file.team.len(), 5);
                assert_eq!(view.file.notes.len(), 1, "what is for staff alone is not read");
            }
            let filter = CaseFilter { whose: Whose::Own, course: Course::Open, after: None, most: PAGE };
            let kept = fine(app.cases(&inside.principal, filter).await);
            let kept = kept.map_or(0, |list| list.rows.len());
            assert_eq!(kept, if entry.role == "staff" { 2 } else { 0 }, "{entry:?}");
        }
    }
}
