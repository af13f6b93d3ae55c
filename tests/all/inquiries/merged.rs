//! An agency has two entries that become one: it is asked as one agency, and two again once they are taken apart.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use renkei_app::directory::edit::merging::MergeRefusal;
use renkei_app::directory::edit::merging::join::{Merge, SeenEntry};
use renkei_app::directory::inquiry::InquiryRefusal;
use renkei_domain::directory::inquiry::Reply;
use renkei_domain::directory::merging::{Choices, Side};
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;

use super::asked::code_in;
use super::*;
use crate::import::look;

/// Makes the second of two entries part of the first.
async fn became_one(
    world: &World,
    who: &Somebody,
    [stays, goes]: [ResourceId; 2],
) -> Result<(), MergeRefusal> {
    let seen = async |id| SeenEntry {
        id,
        version: look::view(world, id).await.version,
    };
    let merge = Merge {
        left: seen(stays).await,
        right: seen(goes).await,
        choices: Choices {
            survivor: Side::Left,
            takes: BTreeMap::new(),
        },
    };
    let done = fine(world.app.merge_resources(&desk(who), merge).await);
    done.map(|_| ())
}

/// Takes the second out of the first again.
async fn became_two(world: &World, who: &Somebody, [stays, goes]: [ResourceId; 2]) {
    let version = look::view(world, stays).await.version;
    fine(fine(world.app.take_apart(&desk(who), goes, version).await));
}

/// Whether an agency is to be asked now: beginning says so.
async fn is_due(world: &World, who: &Somebody, id: ResourceId) -> bool {
    let by = desk(who);
    let begun = world.app.begin_inquiries(&by, demo(), Begin::One(id));
    match fine(begun.await) {
        Ok(_) => true,
        Err(InquiryRefusal::NothingDue) => false,
        Err(refusal) => panic!("{refusal:?}"),
    }
}

on_every_database! {
    async fn who_answered_under_one_name_is_not_asked_again_under_the_other(world) {
        let world = world.seeded().await;
        world.clock.set(japan("2027-04-05", "10:00"));
        let (app, minato) = (&world.app, minato(&world).await);
        let one = entered(&world, 9_741, Some("one@example.jp")).await;
        let other = entered(&world, 9_742, Some("other@example.jp")).await;
        assert!(is_due(&world, &minato, other).await, "nobody ever asked them");
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        let all = Reply::all_correct(FieldGroup::ALL.iter().copied());
        fine(fine(app.answer_inquiry_by_link(&code, all).await));
        world.clock.pass(TimeDelta::days(1));
        fine(became_one(&world, &minato, [one, other]).await);
        assert!(!is_due(&world, &minato, one).await, "they answered yesterday");
        assert!(!listed(&world, &minato).await.rows.iter().any(|row| row.resource == one));
        became_two(&world, &minato, [one, other]).await;
        assert!(is_due(&world, &minato, one).await, "of this one nobody said anything");
    }
}

on_every_database! {
    async fn who_was_asked_under_one_name_has_three_weeks_of_rest_under_the_other(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let one = entered(&world, 9_743, Some("one@example.jp")).await;
        let other = entered(&world, 9_744, Some("other@example.jp")).await;
        begun(&world, &minato, other).await;
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        let numbers = [FieldGroup::Contact, FieldGroup::Hours];
        fine(fine(app.answer_inquiry_by_link(&code, Reply::all_correct(numbers)).await));
        fine(fine(app.agree_capacity_rhythm(&desk(&minato), one, Some(1)).await));
        fine(became_one(&world, &minato, [one, other]).await);
        assert!(!is_due(&world, &minato, one).await, "they were written to today");
        world.clock.pass(TimeDelta::days(21));
        assert!(is_due(&world, &minato, one).await, "as they agreed");
    }
}
