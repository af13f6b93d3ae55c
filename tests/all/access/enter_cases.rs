//! The accounts, cases, exceptions and maps of worlds in tables. Whom a case was begun under may have turned out to be
//! somebody who was known; both rows have an account of their own, or none.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::cases::case::{About, Case, PlanMaker};
use renkei_domain::cases::stage::Standing;
use renkei_domain::consent::category::InformationCategory;
use renkei_domain::consent::{Exception, LegalGround, PartyId};
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::map::{MapShare, SharedWith};
use renkei_domain::people::MailAddress;
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;
use renkei_store::map::share::StoredShare;
use renkei_store::people::account::NewAccount;
use renkei_tests::World;
use renkei_tests::clock::japan;
use sea_orm::{DatabaseConnection, Value};

use super::enter::{given, line, run};
use super::worlds::{LedCase, NamedException, OwnedThings, ShownMap};
use crate::record::fine;

/// When exceptions were named, and their persons let see them.
pub(super) fn long_ago() -> Instant {
    japan("2010-10-01", "10:00")
}

/// Enters the accounts, cases, exceptions and maps of worlds whose organizations and resources stand there.
pub(super) async fn enter_cases(
    world: &World,
    database: &DatabaseConnection,
    all: &Arc<Vec<OwnedThings>>,
) {
    fine(enter_rows(world, all).await);
    for case in all.iter().flat_map(|things| &things.cases) {
        let known = vec![
            Value::from(case.known.id.uuid()),
            Value::from(case.lead.uuid()),
            Value::from(case.known.account.map(AccountId::uuid)),
        ];
        let entered = "INSERT INTO person (id, organization_id, account_id) VALUES ($1, $2, $3)";
        run(database, entered, known).await;
        if case.is_same {
            let ids = [case.known.id, case.begun.id].map(|id| Value::from(id.uuid()));
            let joined = "UPDATE person SET same_as = $1 WHERE id = $2";
            run(database, joined, ids.to_vec()).await;
        }
    }
}

async fn enter_rows(world: &World, all: &Arc<Vec<OwnedThings>>) -> Result<(), StoreFault> {
    let all = Arc::clone(all);
    let entered = world.store.aside(move |work| {
        let all = Arc::clone(&all);
        Box::pin(async move {
            for things in all.iter() {
                for id in &things.accounts {
                    assert!(work.add_account(&account(*id)).await?, "it is new");
                }
                for case in &things.cases {
                    work.add_case(&case_in_table(case)).await?;
                }
                let heard = things.resources[0].id;
                for (seq, exception) in (1..).zip(&things.exceptions) {
                    let exception = exception_in_table(exception, heard);
                    work.add_exception(&exception, seq).await?;
                }
                for map in &things.maps {
                    work.add_map_share(&share_in_table(map), None).await?;
                }
            }
            Ok(())
        })
    });
    entered.await
}

fn account(id: AccountId) -> NewAccount {
    NewAccount {
        id,
        name: line("ある人"),
        mail: fine(MailAddress::parse(&format!(
            "{}@example.jp",
            id.uuid().simple()
        ))),
        password_hash: "none".to_owned(),
        created_at: long_ago(),
    }
}

/// One of which no law asks to keep anything any more.
fn case_in_table(case: &LedCase) -> Case {
    Case {
        id: case.id,
        number: case.number,
        person: case.begun.id,
        account: case.begun.account,
        lead: case.lead,
        keeper: case.keeper,
        about: About::Anonymous,
        agreement: None,
        topic: None,
        standing: Standing::BEGINNING,
        plan_maker: PlanMaker::NotAsked,
        started_on: NaiveDate::default(),
        ended_on: Some(NaiveDate::default()),
        version: 1,
    }
}

fn exception_in_table(exception: &NamedException, heard: ResourceId) -> Exception {
    Exception {
        id: exception.id,
        person: exception.of.begun.id,
        organization: exception.of.lead,
        by: exception.by,
        ground: LegalGround::DangerToLife,
        reason: fine(Prose::parse("ある理由")),
        recipient: PartyId::Listed(heard),
        categories: [InformationCategory::Basic].into(),
        at: long_ago(),
        ended_at: None,
        released_at: exception.is_released.then(long_ago),
    }
}

fn share_in_table(map: &ShownMap) -> StoredShare {
    StoredShare {
        share: MapShare {
            id: map.id,
            with: SharedWith::Supporter(map.reader),
            since: long_ago(),
            until: None,
            ended: None,
        },
        account: map.owner,
        share_case: Some(map.by.id),
        name: "ある人".to_owned(),
        agency: None,
        categories: [InformationCategory::Basic].into(),
        readings: 0,
        last_read_on: None,
    }
}

/// Gives cases, exceptions and maps that were entered to the agencies, persons, namers and readers of other worlds of the
/// same things.
pub(super) async fn give_over_cases(database: &DatabaseConnection, all: &[OwnedThings]) {
    let cases = || all.iter().flat_map(|things| &things.cases);
    let exceptions = || all.iter().flat_map(|things| &things.exceptions);

    let leads = cases().map(|case| (case.id.uuid(), case.lead.uuid()));
    let table = "UPDATE support_case SET organization_id = CASE id";
    given(database, table, leads, "").await;
    let persons = cases().flat_map(|case| [case.begun, case.known]);
    let accounts = persons.map(|row| (row.id.uuid(), row.account.map(AccountId::uuid)));
    let table = "UPDATE person SET account_id = CASE id";
    given(database, table, accounts, "").await;
    let same = cases().map(|case| {
        let known = case.is_same.then(|| case.known.id.uuid());
        (case.begun.id.uuid(), known)
    });
    let table = "UPDATE person SET same_as = CASE id";
    given(database, table, same, "").await;

    let acting = exceptions().map(|one| (one.id.uuid(), one.of.lead.uuid()));
    let table = "UPDATE consent_exception SET organization_id = CASE id";
    given(database, table, acting, "").await;
    let namers = exceptions().map(|one| (one.id.uuid(), one.by.uuid()));
    let table = "UPDATE consent_exception SET named_by = CASE id";
    given(database, table, namers, "").await;
    let released = exceptions().map(|one| {
        let released = one.is_released.then(|| long_ago().micros());
        (one.id.uuid(), released)
    });
    let table = "UPDATE consent_exception SET released_at = CASE id";
    given(database, table, released, "").await;

    let maps = || all.iter().flat_map(|things| &things.maps);
    let owners = maps().map(|map| (map.id.uuid(), map.owner.uuid()));
    let table = "UPDATE map_share SET account_id = CASE id";
    given(database, table, owners, "").await;
    let readers = maps().map(|map| (map.id.uuid(), map.reader.uuid()));
    let table = "UPDATE map_share SET supporter_id = CASE id";
    given(database, table, readers, "").await;
}
