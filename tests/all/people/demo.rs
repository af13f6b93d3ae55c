//! A demo has an account for each role, each entered once by a link.

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
