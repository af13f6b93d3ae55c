//! What stands in the form before anybody typed: nothing but days, what was asked on paper, or whom another page
//! chose.

use renkei_app::consent::read::{ConsentsView, KeptSheet};
use renkei_domain::consent::package::Package;
use renkei_domain::consent::{Form as ConsentWay, Means};
use renkei_domain::ids::ConsentSheetId;

use super::super::questions::{YES, fax_name, to_name};
use super::{MONTHS, SAID};
use crate::error::PageFault;
use crate::form::{Packed, Sent};

/// The form as it is first shown: empty, or with what was asked on paper.
pub(super) fn packed(view: &ConsentsView, sheet: Option<&KeptSheet>) -> Sent {
    let today = view.now.date;
    let mut packed = Packed::default();
    packed.put("given_on", today);
    packed.put("said", SAID);
    let Some(KeptSheet { sheet, .. }) = sheet else {
        packed.put_some("last_day", today.checked_add_months(MONTHS));
        return packed.sent();
    };
    packed.put("sheet", sheet.id);
    packed.put("how", ConsentWay::Written.code());
    packed.put("last_day", sheet.last_day);
    for one in &sheet.occasions {
        for recipient in &one.recipients {
            packed.put(to_name(one.package), recipient.code());
        }
        if one.means.contains(&Means::Fax) {
            packed.put(fax_name(one.package), YES);
        }
    }
    packed.sent()
}

/// The form as it is first shown, with whom another page chose. Nothing is answered by that.
pub(super) fn filled(view: &ConsentsView, sent: &Sent) -> Sent {
    let mut packed = Packed::of(&packed(view, None));
    for package in Package::ALL {
        for to in sent.all(to_name(*package)) {
            packed.put(to_name(*package), to);
        }
    }
    packed.sent()
}

/// The form on paper that is meant, where one is.
pub(super) fn meant<'v>(
    view: &'v ConsentsView,
    text: &str,
) -> Result<Option<&'v KeptSheet>, PageFault> {
    if text.is_empty() {
        return Ok(None);
    }
    let id: ConsentSheetId = text.parse().map_err(|_| PageFault::NotFound)?;
    view.sheet(id).map(Some).ok_or(PageFault::NotFound)
}
