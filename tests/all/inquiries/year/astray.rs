//! What goes wrong in that year: a mail that comes back, a number that leads elsewhere, a process that ends between
//! beginning to ask and sending the letters.

use renkei_app::App;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::StaleBecause;
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};

use super::played::{Year, is_reported};
use crate::consent::desk;
use crate::letters::invited::claimed_by;
use crate::record::fine;

/// An address that no mail server takes anything for, and one where nobody reads.
pub(super) const COMES_BACK: &str = "comes-back@example.jp";
pub(super) const UNREAD: &str = "never@example.jp";

impl Year {
    /// The letters that wait leave by a process, and some come back. Says how many there were to these agencies: the
    /// network keeps others too.
    pub(super) async fn carry(&self, app: &App) -> usize {
        let mut carried = 0;
        loop {
            let letters = claimed_by(app).await;
            if letters.is_empty() {
                return carried;
            }
            for letter in letters {
                let to = letter.letter.to.to_string();
                let delivery = Delivery::without_reply(if to == COMES_BACK {
                    DeliveryOutcome::Refused
                } else {
                    DeliveryOutcome::Accepted
                });
                fine(app.record_delivery(&letter, delivery).await);
                carried += usize::from([COMES_BACK, UNREAD].contains(&to.as_str()));
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
