//! What an agency answers counts for what it was shown, and nothing of what it wrote is lost on the way.

use chrono::TimeDelta;
use renkei_app::directory::inquiry::InquiryRefusal;
use renkei_app::directory::inquiry::settle::{HowSettled, Settled, SettledGroup};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit};
use renkei_domain::directory::inquiry::{FAX_ONLY, InquiryState, Wished};
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_tests::on_every_database;

use super::*;

/// An agency that was asked about its numbers and its hours by mail, with the code of its link.
async fn linked(world: &World, who: &Somebody, number: u128) -> (ResourceId, InquiryId, String) {
    let agency = entered(world, number, Some("ask@example.jp")).await;
    let id = begun(world, who, agency).await;
    let letters = carried(world, DeliveryOutcome::Accepted).await;
    (agency, id, code_in(&letters[0]))
}

/// Somebody says that a part is not so any more.
async fn reopened(world: &World, who: &Somebody, agency: ResourceId, group: FieldGroup) {
    let (by, groups) = (desk(who), vec![group]);
    let stale = world
        .app
        .report_stale(&by, agency, groups, StaleBecause::Reported);
    fine(fine(stale.await));
}

/// The desk puts another number into the entry.
async fn called_otherwise(world: &World, who: &Somebody, agency: ResourceId, number: &str) {
    let edit = Edit::Facts(vec![FactEdit {
        field: CorrectableField::Phone,
        value: Some(number.to_owned()),
    }]);
    let before = version(world, agency).await;
    let edited = world
        .app
        .edit_resource(&desk(who), agency, before, edit)
        .await;
    fine(fine(edited));
}

/// That all of what was shown is correct.
fn all_of(shown: &ShownByLink) -> Reply {
    Reply::all_correct(shown.groups.iter().copied())
}

on_every_database! {
    async fn nobody_confirms_by_a_link_what_it_did_not_show(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let (agency, id, code) = linked(&world, &minato, 9_711).await;
        let monday = shown(&world, &code).await;
        reopened(&world, &minato, agency, FieldGroup::Capacity).await;
        let joined = app.answer_inquiry_by_link(&code, monday.clone(), all_of(&monday)).await;
        assert_eq!(fine(joined), Err(LinkRefusal::Changed));
        let tuesday = shown(&world, &code).await;
        called_otherwise(&world, &minato, agency, "072-000-0388").await;
        let edited = app.answer_inquiry_by_link(&code, tuesday.clone(), all_of(&tuesday)).await;
        assert_eq!(fine(edited), Err(LinkRefusal::Changed));
        for group in [FieldGroup::Hours, FieldGroup::Capacity] {
            assert_eq!(days(&world, agency, group).await, (None, None), "{group}");
        }
        let waits = view(&world, &minato, id).await;
        assert_eq!((waits.inquiry.state, waits.answers.len()), (InquiryState::Open, 0));
        let kept = fine(fine(app.resource_inquiries(&minato.principal, agency).await));
        assert_eq!(kept.reopened.len(), 3, "what was reopened stays so");

        let all = all_of(&shown(&world, &code).await);
        fine(answered(&world, &code, all).await);
        assert_eq!(view(&world, &minato, id).await.inquiry.state, InquiryState::Answered);
    }
}

on_every_database! {
    async fn a_desk_types_in_an_answer_beside_what_stands_now(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_712, None).await;
        let id = begun(&world, &minato, agency).await;
        let (by, now) = (desk(&minato), seen(&world, &minato, id).await);
        let (before, channel) = (version(&world, agency).await, CallChannel::Phone);
        let all = Reply::all_correct([FieldGroup::Contact, FieldGroup::Hours]);
        called_otherwise(&world, &minato, agency, "072-000-0387").await;
        let late = app.record_inquiry_answer(&by, now, before, channel, all.clone()).await;
        assert_eq!(fine(late), Err(InquiryRefusal::Changed));
        assert_eq!(days(&world, agency, FieldGroup::Hours).await, (None, None));
        let after = version(&world, agency).await;
        fine(fine(app.record_inquiry_answer(&by, now, after, channel, all).await));
        assert!(days(&world, agency, FieldGroup::Hours).await.0.is_some());
    }
}

on_every_database! {
    async fn what_is_asked_anew_is_confirmed_anew_by_the_same_words(world) {
        let world = world.seeded().await;
        let minato = minato(&world).await;
        let (agency, _, code) = linked(&world, &minato, 9_713).await;
        let same = Reply::all_correct([FieldGroup::Contact]);
        fine(answered(&world, &code, same.clone()).await);
        world.clock.pass(TimeDelta::days(2));
        reopened(&world, &minato, agency, FieldGroup::Contact).await;
        fine(answered(&world, &code, same).await);
        let today = Some(world.app.now().in_japan().date);
        assert_eq!(days(&world, agency, FieldGroup::Contact).await.0, today);
    }
}

/// That there is no such number any more.
fn gone(field: ProposedField) -> AnsweredGroup {
    let value = ProposedValue { field, value: None };
    changed(field.group(), vec![value], None)
}

on_every_database! {
    async fn a_number_that_is_gone_is_taken_out_by_whoever_reads_so(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let (agency, id, code) = linked(&world, &minato, 9_714).await;
        let reply = Reply { groups: vec![gone(ProposedField::Fax)], ..Reply::default() };
        fine(answered(&world, &code, reply).await);
        let waits = view(&world, &minato, id).await;
        assert_eq!(waits.inquiry.state, InquiryState::Replied);
        assert!(waits.entry.facts.fax.is_some(), "it waits for the desk");
        assert_eq!(days(&world, agency, FieldGroup::Contact).await, (None, None), "nobody confirmed it");
        let Said::Changed { values, .. } = &waits.answers[0].reply.groups[0].said else {
            panic!("a change");
        };
        assert!(values[0].value.is_none(), "it is kept as it was said");
        let settled = Settled {
            groups: vec![SettledGroup {
                group: FieldGroup::Contact,
                how: HowSettled::Take(values.clone()),
            }],
            without_names: false,
            fax_only: false,
        };
        let (by, now) = (desk(&minato), seen(&world, &minato, id).await);
        let settled = app.settle_inquiry_answer(&by, now, waits.entry.version, settled).await;
        fine(fine(settled));
        let after = view(&world, &minato, id).await;
        assert!(after.entry.facts.fax.is_none());
        assert!(days(&world, agency, FieldGroup::Contact).await.0.is_some());
        assert_eq!(after.entry.facts.phones.len(), 1, "the others stay");

        // What somebody types in goes out at once, free places too.
        let agency = entered(&world, 9_715, None).await;
        let report = CapacityReport {
            available: Some(2),
            maximum: None,
            waiting: Some(3),
            as_of: app.now().in_japan().date,
        };
        let before = version(&world, agency).await;
        let edit = Edit::Capacity(Some(report));
        fine(fine(app.edit_resource(&by, agency, before, edit).await));
        reopened(&world, &minato, agency, FieldGroup::Capacity).await;
        let id = begun(&world, &minato, agency).await;
        let reply = Reply {
            groups: vec![gone(ProposedField::Fax), gone(ProposedField::Waiting)],
            ..Reply::default()
        };
        let (now, before) = (seen(&world, &minato, id).await, version(&world, agency).await);
        let typed = app.record_inquiry_answer(&by, now, before, CallChannel::Phone, reply);
        fine(fine(typed.await));
        let entry = view(&world, &minato, id).await.entry;
        assert!(entry.facts.fax.is_none());
        assert_eq!(entry.profile.capacity, Some(CapacityReport { waiting: None, ..report }));
    }
}

on_every_database! {
    async fn free_places_are_of_the_day_on_which_the_agency_told_them(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let (agency, id, code) = linked(&world, &minato, 9_718).await;
        reopened(&world, &minato, agency, FieldGroup::Capacity).await;
        let values = vec![value(ProposedField::Available, "2")];
        let reply = Reply {
            groups: vec![changed(FieldGroup::Capacity, values.clone(), None)],
            ..Reply::default()
        };
        fine(answered(&world, &code, reply).await);
        let told_on = app.now().in_japan().date;
        world.clock.pass(TimeDelta::days(9));
        let settled = Settled {
            groups: vec![SettledGroup {
                group: FieldGroup::Capacity,
                how: HowSettled::Take(values),
            }],
            without_names: false,
            fax_only: false,
        };
        let (by, now) = (desk(&minato), seen(&world, &minato, id).await);
        let before = version(&world, agency).await;
        fine(fine(app.settle_inquiry_answer(&by, now, before, settled).await));
        let report = CapacityReport {
            available: Some(2),
            maximum: None,
            waiting: None,
            as_of: told_on,
        };
        let profile = view(&world, &minato, id).await.entry.profile;
        assert_eq!(profile.capacity, Some(report));
        let confirmed = days(&world, agency, FieldGroup::Capacity).await;
        assert_eq!(confirmed, (Some(told_on), None));
    }
}

/// The desk lays a part aside, and takes these wishes.
async fn laid_aside(
    world: &World,
    who: &Somebody,
    id: InquiryId,
    (group, wished): (Option<FieldGroup>, Wished),
) {
    let how = HowSettled::LayAside;
    let settled = Settled {
        groups: group
            .map(|group| SettledGroup { group, how })
            .into_iter()
            .collect(),
        without_names: wished.without_names,
        fax_only: wished.fax_only,
    };
    let (now, before) = (seen(world, who, id).await, view(world, who, id).await);
    let by = desk(who);
    let settled = world
        .app
        .settle_inquiry_answer(&by, now, before.entry.version, settled);
    fine(fine(settled.await));
}

/// What stands among what is never to be done.
async fn never(world: &World, who: &Somebody, id: InquiryId) -> Vec<String> {
    let policy = view(world, who, id).await.entry.profile.contact_policy;
    policy.never.iter().map(ToString::to_string).collect()
}

const NO_WISH: Wished = Wished {
    without_names: false,
    fax_only: false,
};
const FAX: Wished = Wished {
    without_names: false,
    fax_only: true,
};

on_every_database! {
    async fn a_wish_waits_for_the_desk_whatever_is_answered_after_it(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let (agency, id, code) = linked(&world, &minato, 9_716).await;
        reopened(&world, &minato, agency, FieldGroup::Capacity).await;
        let first = Reply { fax_only: true, ..Reply::all_correct([FieldGroup::Contact]) };
        fine(answered(&world, &code, first).await);
        world.clock.pass(TimeDelta::days(1));
        // A second answer by the link without the tick, and one on the phone: the wish waits still.
        fine(answered(&world, &code, Reply::all_correct([FieldGroup::Hours])).await);
        assert_eq!(view(&world, &minato, id).await.inquiry.state, InquiryState::Replied);
        world.clock.pass(TimeDelta::days(1));
        let (by, now) = (desk(&minato), seen(&world, &minato, id).await);
        let typed = Reply::all_correct([FieldGroup::Capacity]);
        let before = version(&world, agency).await;
        let typed = app.record_inquiry_answer(&by, now, before, CallChannel::Phone, typed);
        fine(fine(typed.await));
        let waits = view(&world, &minato, id).await;
        assert_eq!((waits.inquiry.state, waits.inquiry.asked()), (InquiryState::Replied, Vec::new()));
        assert_eq!(Wished::waiting(&waits.answers), FAX);
        laid_aside(&world, &minato, id, (None, FAX)).await;
        assert_eq!(never(&world, &minato, id).await, [FAX_ONLY]);
        let over = view(&world, &minato, id).await;
        assert_eq!(over.inquiry.state, InquiryState::Answered);
        assert_eq!(over.answers[0].taken, Some(FAX), "it says what was taken");
    }
}

on_every_database! {
    async fn a_wish_that_was_declined_stays_declined(world) {
        let world = world.seeded().await;
        let minato = minato(&world).await;
        let (_, id, code) = linked(&world, &minato, 9_717).await;
        let both = Reply {
            groups: [FieldGroup::Contact, FieldGroup::Hours]
                .map(|group| changed(group, Vec::new(), Some("変わりました")))
                .to_vec(),
            fax_only: true,
            ..Reply::default()
        };
        fine(answered(&world, &code, both).await);
        laid_aside(&world, &minato, id, (Some(FieldGroup::Contact), NO_WISH)).await;
        let waits = view(&world, &minato, id).await;
        assert_eq!(waits.inquiry.state, InquiryState::Replied, "the hours wait");
        assert_eq!(Wished::waiting(&waits.answers), NO_WISH);
        // An older page still has the tick.
        laid_aside(&world, &minato, id, (Some(FieldGroup::Hours), FAX)).await;
        assert!(never(&world, &minato, id).await.is_empty());
        assert_eq!(view(&world, &minato, id).await.inquiry.state, InquiryState::Answered);
    }
}
