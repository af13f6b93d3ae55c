//! What is over is forgotten in its time, and what nobody sent is not.

use chrono::TimeDelta;
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::letters::retention::LETTER_KEPT;
use renkei_domain::letters::state::LetterState;
use renkei_tests::on_every_database;
use renkei_tests::schema::contents;

use super::invited::claimed;
use super::{command, queue, read};
use crate::record::fine;

on_every_database! {
    async fn an_office_keeps_what_it_wrote_for_ninety_days_and_what_did_not_leave_for_as_long_as_it_takes(world) {
        let app = &world.app;
        for outcome in [DeliveryOutcome::Accepted, DeliveryOutcome::Refused] {
            queue(&world).await;
            for letter in claimed(&world).await {
                fine(app.record_delivery(&letter, Delivery::without_reply(outcome)).await);
            }
        }
        let withdrawn = queue(&world).await;
        fine(fine(app.withdraw_letter(&command(), withdrawn).await));
        let waiting = queue(&world).await;

        world.clock.pass(LETTER_KEPT);
        assert_eq!(fine(app.forget_letters().await), 0, "the last day");
        world.clock.pass(TimeDelta::seconds(1));
        assert_eq!(fine(app.forget_letters().await), 2, "the sent one and the withdrawn one");
        assert_eq!(fine(world.store.letter(withdrawn).await), None);
        assert_eq!(read(&world, waiting).await.state, LetterState::Queued);
        let stands = contents(&world, &[]).await;
        assert_eq!((stands["letter"].len(), stands["test_letter"].len()), (2, 2), "addresses go with their letters");
    }
}
