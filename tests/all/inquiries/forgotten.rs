//! Who answered, and what was noted, is of use for a year. What was answered stays.

use chrono::TimeDelta;
use renkei_app::directory::inquiry::contact::DoneContact;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::inquiry::{
    AnsweredGroup, ContactOutcome, InquiryState, ProposedField, ProposedValue, Reply, Said,
};
use renkei_tests::on_every_database;

use super::*;
use crate::consent::prose;

on_every_database! {
    async fn who_answered_and_what_was_noted_goes_a_year_after_the_inquiry_ended(world) {
        let world = world.seeded().await;
        let (app, minato) = (&world.app, minato(&world).await);
        let agency = entered(&world, 9_730, None).await;
        let id = begun(&world, &minato, agency).await;
        let (by, now) = (desk(&minato), seen(&world, &minato, id).await);
        let sent = DoneContact {
            channel: CallChannel::Fax,
            outcome: ContactOutcome::Sent,
            note: Some(prose("見本さんあてに送った")),
        };
        fine(fine(app.note_inquiry_contact(&by, now, sent).await));
        let number = ProposedValue { field: ProposedField::Fax, value: Some(line("072-000-0398")) };
        let reply = Reply {
            groups: vec![
                AnsweredGroup {
                    group: FieldGroup::Contact,
                    said: Said::Changed { values: vec![number], words: None },
                },
                AnsweredGroup { group: FieldGroup::Hours, said: Said::Correct },
            ],
            name: Some(line("見本 はなこ")),
            role: Some(line("所長")),
            ..Reply::default()
        };
        let now = seen(&world, &minato, id).await;
        let entry = version(&world, agency).await;
        fine(fine(app.record_inquiry_answer(&by, now, entry, CallChannel::Fax, reply.clone()).await));
        let over = view(&world, &minato, id).await;
        assert_eq!(over.inquiry.state, InquiryState::Answered);

        world.clock.pass(TimeDelta::days(364));
        fine(app.forget_what_is_over().await);
        let kept = view(&world, &minato, id).await;
        assert!(kept.answers[0].reply == reply, "a year is not over");
        assert!(kept.contacts[0].note.is_some());

        world.clock.pass(TimeDelta::days(2));
        fine(app.forget_what_is_over().await);
        fine(app.forget_what_is_over().await);
        let left = view(&world, &minato, id).await;
        let nobody = Reply { name: None, role: None, ..reply };
        assert!(left.answers[0].reply == nobody, "what was answered stays");
        assert_eq!(left.contacts[0].note, None);
        assert_eq!(left.contacts[0].outcome, ContactOutcome::Answered);
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}
