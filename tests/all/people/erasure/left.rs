//! What others keep of an erased person without thinking of it: an invitation that nobody accepted.

use chrono::TimeDelta;
use renkei_domain::people::Standing;
use renkei_tests::people::somebody;
use renkei_tests::{World, on_every_database};
use sea_orm::ConnectionTrait as _;

use super::saved::statement;
use crate::keys::behind;
use crate::letters::invited::invite;
use crate::people::{agency, network, region};
use crate::record::fine;

/// What a statement counts, behind the back of renkei.
async fn count(world: &World, sql: &str) -> i64 {
    let database = behind(world).await;
    let row = fine(
        database
            .query_one_raw(statement(&database, sql, Vec::new()))
            .await,
    );
    let count = row.map_or(0, |row| fine(row.try_get_by_index(0)));
    fine(database.close().await);
    count
}

on_every_database! {
    async fn an_invitation_that_nobody_accepted_in_time_names_an_erased_person_no_more(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let gone = somebody(app, Standing::Person, "hinata").await;
        invite(&world, &minato, Standing::Staff(agency()), "ひなた さん", Some(&gone.mail)).await;
        // Past its end, and not yet so long that it would be forgotten by itself.
        world.clock.pass(TimeDelta::days(20));
        let named = "SELECT COUNT(*) FROM invitation WHERE forgotten_at IS NULL AND mail IS NOT NULL";
        let keys = "SELECT COUNT(*) FROM data_key WHERE owner_kind = 'invitation'";
        let before = count(&world, keys).await;
        assert_eq!(count(&world, named).await, 1);

        fine(fine(app.erase_account(gone.id, Vec::new()).await));
        assert_eq!((count(&world, named).await, count(&world, keys).await), (0, before - 1));
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}
