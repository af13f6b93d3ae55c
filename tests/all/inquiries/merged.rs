//! An agency has two entries that become one: it is asked as one agency, and two again once they are taken apart.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use renkei_app::directory::edit::merging::MergeRefusal;
use renkei_app::directory::edit::merging::join::{Merge, SeenEntry};
use renkei_app::directory::inquiry::{InquiryRefusal, LinkRefusal};
use renkei_domain::directory::inquiry::{InquiryState, Reply};
use renkei_domain::directory::merging::{Choices, Side};
use renkei_tests::browser::Browser;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;

use super::asked::BOTH;
use super::*;
use crate::consent::day;
use crate::editing_pages::forms::Form;
use crate::import::look;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;

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
        let minato = minato(&world).await;
        let one = entered(&world, 9_741, Some("one@example.jp")).await;
        let other = entered(&world, 9_742, Some("other@example.jp")).await;
        assert!(is_due(&world, &minato, other).await, "nobody ever asked them");
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        let all = Reply::all_correct(FieldGroup::ALL.iter().copied());
        fine(answered(&world, &code, all).await);
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
        fine(answered(&world, &code, Reply::all_correct(numbers)).await);
        fine(fine(app.agree_capacity_rhythm(&desk(&minato), one, Some(1)).await));
        fine(became_one(&world, &minato, [one, other]).await);
        assert!(!is_due(&world, &minato, one).await, "they were written to today");
        world.clock.pass(TimeDelta::days(21));
        assert!(is_due(&world, &minato, one).await, "as they agreed");
    }
}

/// What is asked under the other name when both are asked.
async fn free_places_too(world: &World, who: &Somebody, id: ResourceId) {
    let groups = vec![FieldGroup::Capacity];
    let by = desk(who);
    let stale = world
        .app
        .report_stale(&by, id, groups, StaleBecause::Reported);
    fine(fine(stale.await));
}

on_every_database! {
    async fn a_link_of_the_entry_that_is_gone_answers_what_is_asked_of_the_one_that_stays(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let one = entered(&world, 9_745, None).await;
        let other = entered(&world, 9_746, Some("other@example.jp")).await;
        let stays = begun(&world, &minato, one).await;
        let goes = begun(&world, &minato, other).await;
        free_places_too(&world, &minato, other).await;
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        fine(became_one(&world, &minato, [one, other]).await);

        let gone = view(&world, &minato, goes).await;
        assert_eq!(gone.inquiry.state, InquiryState::CalledOff);
        let why = gone.contacts.last().and_then(|contact| contact.note.as_ref());
        assert!(why.is_some_and(|why| why.as_str().contains("ひとつにしました")), "{why:?}");
        let kept = fine(fine(app.resource_inquiries(&minato.principal, one).await));
        assert_eq!(kept.inquiries.len(), 2, "the page of the one that stays shows both");
        let typed = gone.inquiry.code.to_string();
        assert_eq!(fine(app.inquiry_of_code(&minato.principal, &typed).await), Ok(stays));

        let asked = fine(fine(app.inquiry_by_link(&code).await));
        assert_eq!((asked.id, asked.entry.resource), (stays, one));
        let groups: Vec<FieldGroup> = asked.groups.iter().map(|known| known.group).collect();
        assert!(groups.contains(&FieldGroup::Capacity), "what the other was asked joins: {groups:?}");
        fine(answered(&world, &code, Reply::all_correct(groups)).await);
        assert_eq!(view(&world, &minato, stays).await.inquiry.state, InquiryState::Answered);
        let today = Some(day("2026-11-20"));
        assert_eq!(days(&world, one, FieldGroup::Capacity).await, (today, None));
        let after = app.inquiry_by_link(&code).await;
        assert_eq!(fine(after).err(), Some(LinkRefusal::Merged));

        became_two(&world, &minato, [one, other]).await;
        world.clock.pass(TimeDelta::days(30));
        assert!(!is_due(&world, &minato, other).await, "its agency answered");
    }
}

on_every_database! {
    async fn what_nobody_answered_is_asked_of_the_entry_that_stays_after_three_weeks(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let one = entered(&world, 9_747, None).await;
        let other = entered(&world, 9_748, Some("other@example.jp")).await;
        let goes = begun(&world, &minato, other).await;
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        let server = world.serve().await;
        let phone = Browser::at(&server);
        let link = format!("/inquiry/{code}");
        let form = Form::pressed_by(&phone.look(&link).await.html, "書いたことを送る");
        let form = form.with("contact", "changed").with("contact-words", "2階に移りました");
        let before = super::shown(&world, &code).await;
        fine(became_one(&world, &minato, [one, other]).await);

        let refused = app.answer_inquiry_by_link(&code, before, Reply::all_correct(BOTH)).await;
        assert_eq!(fine(refused).err(), Some(LinkRefusal::Merged));
        let shown = phone.look(&link).await;
        assert_eq!(shown.status, 410);
        assert_sound("a link of an entry that is gone", &shown.html);
        assert!(shown.says("この機関は ひとつになりました"), "{}", shown.html);
        let late = form.send(&phone).await;
        assert!(late.status == 410 && late.says("2階に移りました"), "{}", late.html);
        assert_sound("what was written by then", &late.html);
        server.stop().await;

        assert_eq!(view(&world, &minato, goes).await.inquiry.state, InquiryState::CalledOff);
        assert!(!is_due(&world, &minato, one).await, "they were written to today");
        world.clock.pass(TimeDelta::days(21));
        assert!(listed(&world, &minato).await.rows.iter().any(|row| row.resource == one));
        became_two(&world, &minato, [one, other]).await;
        assert!(!is_due(&world, &minato, one).await, "it was never asked about itself");
        assert!(is_due(&world, &minato, other).await, "it still waits for an answer");
    }
}

on_every_database! {
    async fn a_form_that_showed_the_other_entry_is_shown_again_with_what_was_written(world) {
        let world = world.seeded().await;
        let minato = minato(&world).await;
        let one = entered(&world, 9_749, Some("one@example.jp")).await;
        let other = entered(&world, 9_750, Some("other@example.jp")).await;
        begun(&world, &minato, other).await;
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        let stays = begun(&world, &minato, one).await;
        let server = world.serve().await;
        let phone = Browser::at(&server);
        let link = format!("/inquiry/{code}");
        let seen = phone.look(&link).await.html;
        fine(became_one(&world, &minato, [one, other]).await);
        let all = Form::pressed_by(&seen, "ぜんぶ このままで").send(&phone).await;
        assert_eq!(all.status, 409, "nobody read what stands of the one that stays");
        let form = Form::pressed_by(&seen, "書いたことを送る").with("phone", "072-000-0399");
        let late = form.send(&phone).await;
        assert!(late.status == 409 && late.says("072-000-0399"), "{}", late.html);
        assert_sound("a form that is shown again", &late.html);
        let again = Form::pressed_by(&late.html, "書いたことを送る");
        assert_eq!(again.says("email"), "one@example.jp", "what was not touched is as it stands");
        assert_eq!(again.send(&phone).await.status, 303);
        let replied = view(&world, &minato, stays).await;
        assert_eq!(replied.inquiry.state, InquiryState::Replied);
        let said = &replied.answers[0].reply.groups;
        assert_eq!(said.len(), 1, "the number alone");
        server.stop().await;
    }
}

on_every_database! {
    async fn an_answer_that_waits_is_decided_about_before_its_entry_goes(world) {
        let world = world.seeded().await;
        let minato = minato(&world).await;
        let one = entered(&world, 9_751, None).await;
        let other = entered(&world, 9_752, Some("other@example.jp")).await;
        let waits = begun(&world, &minato, other).await;
        let code = code_in(&carried(&world, DeliveryOutcome::Accepted).await[0]);
        let reply = Reply {
            fax_only: true,
            ..Reply::all_correct(BOTH)
        };
        let server = world.serve().await;
        let browser = browser_of(&server, &minato);
        let pair = format!("/directory/duplicates/{one}/{other}");
        let form = Form::on(&browser.look(&pair).await.html, &pair).with("keep", "left");
        let sure = form.clone().send(&browser).await;
        assert!(sure.says("お確かめをしています") && sure.says("3週間あけて"), "{}", sure.html);

        fine(answered(&world, &code, reply).await);
        let refused = became_one(&world, &minato, [one, other]).await;
        assert_eq!(refused, Err(MergeRefusal::AnswerWaits { inquiry: waits }));
        let refused = form.send(&browser).await;
        assert!(refused.says(&format!("/upkeep/{waits}")), "{}", refused.html);
        server.stop().await;
        fine(became_one(&world, &minato, [other, one]).await);
        assert_eq!(view(&world, &minato, waits).await.inquiry.state, InquiryState::Replied);
    }
}
