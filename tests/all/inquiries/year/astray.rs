//! What goes wrong in that year outside of a process: a mail that comes back, a number that leads elsewhere.

use renkei_app::App;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::StaleBecause;
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};

use super::answers::{COMES_BACK, is_reported};
use super::played::Year;
use crate::consent::desk;
use crate::letters::invited::claimed_by;
use crate::record::fine;

impl Year {
    /// The letters that wait leave, and some come back: outside of the rounds those of other agencies of the network.
    pub(super) async fn carry(&self, app: &App) {
        loop {
            let letters = claimed_by(app).await;
            if letters.is_empty() {
                return;
            }
            for letter in letters {
                let to = letter.letter.to.to_string();
                let delivery = Delivery::without_reply(if to.starts_with(COMES_BACK) {
                    DeliveryOutcome::Refused
                } else {
                    DeliveryOutcome::Accepted
                });
                fine(app.record_delivery(&letter, delivery).await);
            }
        }
    }

    /// Somebody finds that a number of these agencies leads elsewhere.
    pub(super) async fn report(&self, app: &App) {
        let by = desk(&self.minato);
        for id in self.ids.iter().filter(|id| is_reported(**id)) {
            let contact = vec![FieldGroup::Contact];
            let said = app.report_stale(&by, *id, contact, StaleBecause::WrongNumber);
            fine(fine(said.await));
        }
    }
}
