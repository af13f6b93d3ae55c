//! An agency is asked anew: in a round that was called off by mistake, and once something is reopened again.

use chrono::TimeDelta;
use renkei_app::directory::inquiry::InquiryRefusal;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::inquiry::{CONTACTS, ContactOutcome, InquiryState, Reply, RoundKind};
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;

use super::*;
use crate::consent::prose;

const SENT: DoneContact = DoneContact {
    channel: CallChannel::Fax,
    outcome: ContactOutcome::Sent,
    note: None,
};

/// Begins to ask an agency, where something of it is due.
async fn begin(world: &World, who: &Somebody, id: ResourceId) -> Result<InquiryId, InquiryRefusal> {
    let by = desk(who);
    let begun = world.app.begin_inquiries(&by, demo(), Begin::One(id));
    let begun = fine(begun.await)?;
    Ok(fine(begun.first.ok_or("an inquiry")))
}

async fn is_listed(world: &World, who: &Somebody, id: ResourceId) -> bool {
    let page = listed(world, who).await;
    page.rows.iter().any(|row| row.resource == id)
}

on_every_database! {
    async fn who_was_called_off_before_anybody_asked_can_be_asked_in_the_same_round(world) {
        let world = world.seeded().await;
        world.clock.set(japan("2027-04-05", "10:00"));
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_730, None).await;
        let by = desk(&minato);
        let first = fine(begin(&world, &minato, agency).await);
        assert_eq!(view(&world, &minato, first).await.inquiry.round.kind, RoundKind::Yearly);
        let now = seen(&world, &minato, first).await;
        fine(fine(app.call_off_inquiry(&by, now, prose("まちがえて押した")).await));
        assert!(is_listed(&world, &minato, agency).await, "there is a way back");
        let second = fine(begin(&world, &minato, agency).await);
        assert_ne!(first, second);
        // Once somebody asked, the round is over with that.
        let now = seen(&world, &minato, second).await;
        fine(fine(app.note_inquiry_contact(&by, now, SENT).await));
        let now = seen(&world, &minato, second).await;
        fine(fine(app.call_off_inquiry(&by, now, prose("閉じるときいた")).await));
        world.clock.pass(TimeDelta::days(30));
        assert!(!is_listed(&world, &minato, agency).await);
        assert_eq!(begin(&world, &minato, agency).await, Err(InquiryRefusal::NothingDue));
        let kept = fine(fine(app.resource_inquiries(&minato.principal, agency).await));
        let states: Vec<_> = kept.inquiries.iter().map(|one| one.state).collect();
        assert_eq!(states, [InquiryState::CalledOff; 2], "both stay in the history");
    }
}

on_every_database! {
    async fn what_is_reported_again_after_an_answer_is_asked_anew_on_the_same_day(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_731, None).await;
        let by = desk(&minato);
        let mut asked = Vec::new();
        for _ in 0..2 {
            let id = begun(&world, &minato, agency).await;
            let now = seen(&world, &minato, id).await;
            let reply = Reply::all_correct([FieldGroup::Contact, FieldGroup::Hours]);
            let entry = version(&world, agency).await;
            let answer = app.record_inquiry_answer(&by, now, entry, CallChannel::Phone, reply);
            fine(fine(answer.await));
            let over = view(&world, &minato, id).await;
            assert_eq!(over.inquiry.state, InquiryState::Answered);
            assert_eq!(over.inquiry.round.kind, RoundKind::Reopened);
            assert!(over.contacts.len() <= CONTACTS, "{:?}", over.contacts);
            assert!(!is_listed(&world, &minato, agency).await, "it was answered");
            asked.push(id);
        }
        assert_ne!(asked[0], asked[1]);
        // A day on which it was asked three times is enough; it waits for the next one.
        let third = begun(&world, &minato, agency).await;
        let now = seen(&world, &minato, third).await;
        let reply = Reply::all_correct([FieldGroup::Contact, FieldGroup::Hours]);
        let entry = version(&world, agency).await;
        let answer = app.record_inquiry_answer(&by, now, entry, CallChannel::Phone, reply);
        fine(fine(answer.await));
        let hours = vec![FieldGroup::Hours];
        fine(fine(app.report_stale(&by, agency, hours, StaleBecause::Reported).await));
        assert_eq!(begin(&world, &minato, agency).await, Err(InquiryRefusal::NothingDue));
        world.clock.pass(TimeDelta::days(1));
        assert!(is_listed(&world, &minato, agency).await);
        fine(begin(&world, &minato, agency).await);
    }
}
