//! Somebody who is typed in because the team does not have them: their name, and where they are and who heads them,
//! which a record of what they were told has to say.

use renkei_app::provisions::told::{Partner, Stranger};
use renkei_domain::cases::seat::Seat;

use super::super::faults::Faults;
use crate::form::{Field, Sent};

/// The fields for where they are and who heads them.
pub(in crate::pages::cases) fn seat_fields(sent: &Sent, faults: &Faults) -> [Field; 2] {
    [
        Field::sentence("address", "ここにない人の住所", sent.raw("address"))
            .hinted("わかるとき。記録（提供記録）に のせます。")
            .wrong(faults.of("address")),
        Field::sentence("head", "ここにない人の法人の代表者", sent.raw("head"))
            .hinted("法人のとき、わかれば。")
            .wrong(faults.of("head")),
    ]
}

/// Whoever was typed in; `missing` is said where no name was.
pub(in crate::pages::cases) fn stranger(
    sent: &Sent,
    faults: &mut Faults,
    missing: &'static str,
) -> Option<Partner> {
    let name = faults.line(sent, "typed", missing);
    let address = faults.line_opt(sent, "address");
    let head = faults.line_opt(sent, "head");
    Some(Partner::Typed(Stranger {
        name: name?,
        seat: Seat { address, head },
    }))
}
