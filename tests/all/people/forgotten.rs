//! Whom an invitation was meant for is known no longer than it is of use.

use chrono::TimeDelta;
use renkei_domain::ids::InvitationId;
use renkei_domain::people::Standing;
use renkei_tests::people::{device, form, somebody};
use renkei_tests::{World, on_every_database};
use sea_orm::{ConnectionTrait as _, Statement, Value};

use super::{agency, network, region};
use crate::keys::behind;
use crate::letters::invited::invite;
use crate::record::fine;

/// How many bytes of name, address and key are left of an invitation.
async fn left(world: &World, id: InvitationId) -> (i64, i64, i64) {
    let database = behind(world).await;
    let sql = "SELECT CAST(LENGTH(invited_name) AS BIGINT), CAST(COALESCE(LENGTH(mail), 0) AS BIGINT), \
               (SELECT COUNT(*) FROM data_key WHERE owner_id = invitation.id) \
               FROM invitation WHERE id = $1";
    let values = [Value::from(id.uuid())];
    let asked = Statement::from_sql_and_values(database.get_database_backend(), sql, values);
    let row = fine(database.query_one_raw(asked).await);
    let row = row.unwrap_or_else(|| panic!("{id} is gone"));
    let number = |place| fine(row.try_get_by_index::<i64>(place));
    let left = (number(0), number(1), number(2));
    fine(database.close().await);
    left
}

const NOTHING: (i64, i64, i64) = (0, 0, 0);

on_every_database! {
    async fn an_inviter_told_a_name_for_no_longer_than_somebody_is_expected(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let staff = Standing::Staff(agency());
        let ask = async |mail: &str| invite(&world, &minato, staff, "摂津 みのり", Some(mail)).await;
        let (accepted, withdrawn, expired) = (ask("a@example.jp").await, ask("b@example.jp").await, ask("c@example.jp").await);
        for waiting in [&accepted, &withdrawn, &expired] {
            let (name, mail, keys) = left(&world, waiting.id).await;
            assert!(name > 0 && mail > 0 && keys == 1, "{name} {mail} {keys}");
        }
        let inside = fine(fine(app.accept_invitation(&accepted.code, form("minori"), &device()).await));
        assert_eq!(left(&world, accepted.id).await, NOTHING, "the account says who they are");
        let known = fine(app.whoever(&inside.secret).await);
        assert_eq!(known.map(|known| known.account.name.to_string()).as_deref(), Some("minori さん"));
        fine(fine(app.withdraw_invitation(&minato.principal, withdrawn.id).await));
        assert_eq!(left(&world, withdrawn.id).await, NOTHING);

        world.clock.pass(TimeDelta::days(14 + 30));
        fine(app.forget_what_is_over().await);
        assert_ne!(left(&world, expired.id).await, NOTHING, "the last day");
        world.clock.pass(TimeDelta::seconds(1));
        fine(app.forget_what_is_over().await);
        assert_eq!(left(&world, expired.id).await, NOTHING);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}

on_every_database! {
    async fn what_an_older_version_kept_of_those_who_came_in_is_forgotten_too(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let invited = invite(&world, &minato, Standing::Staff(agency()), "摂津 みのり", Some("a@example.jp")).await;
        let database = behind(&world).await;
        let sql = "UPDATE invitation SET accepted_at = invited_at, accepted_by = invited_by WHERE id = $1";
        crate::keys::change(&database, sql, vec![Value::from(invited.id.uuid())]).await;
        fine(database.close().await);
        fine(app.forget_what_is_over().await);
        assert_eq!(left(&world, invited.id).await, NOTHING);
    }
}
