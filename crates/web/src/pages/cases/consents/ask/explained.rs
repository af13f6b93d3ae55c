//! Who explained it: somebody of the agency that asks. Whoever writes an answer down need not have sat there.

use renkei_app::consent::read::ConsentsView;
use renkei_domain::ids::AccountId;
use renkei_domain::text::Line;

use super::super::super::faults::Faults;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Packed, Sent};
use crate::session::Visitor;

const NAME: &str = "explained_by";

/// The field, with whoever fills it in chosen as long as nobody else is.
fn field(
    staff: &[(AccountId, Line)],
    own: Option<AccountId>,
    (sent, faults): (&Sent, &Faults),
) -> Field {
    let own = own.map(|own| own.to_string()).unwrap_or_default();
    let chosen = match sent.text(NAME) {
        "" => own.as_str(),
        text => text,
    };
    let staff = staff.iter().map(|(account, name)| {
        let value = account.to_string();
        Choice {
            is_chosen: value == chosen,
            value,
            word: name.to_string(),
        }
    });
    Field::listed(NAME, "説明した人", staff.collect())
        .hinted("書きとめる人と ちがうときは、選びなおします。")
        .wrong(faults.of(NAME))
}

/// The field with those of the agency that leads.
pub(in super::super) async fn explained_by(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    said: (&Sent, &Faults),
) -> Result<Field, PageFault> {
    let own = visitor.principal();
    let staff = site.app.case_staff(own, view.file.case.lead).await?;
    Ok(field(&staff, own.account(), said))
}

/// The field of a sample.
pub(in super::super) fn explained_sample(view: &ConsentsView) -> Field {
    let names = view.names.iter();
    let staff: Vec<(AccountId, Line)> = names.map(|(id, name)| (*id, name.clone())).collect();
    field(
        &staff,
        None,
        (&Packed::default().sent(), &Faults::default()),
    )
}

/// Who was chosen; `None` in it where nobody was.
pub(super) fn read(sent: &Sent, faults: &mut Faults) -> Option<Option<AccountId>> {
    match sent.text(NAME) {
        "" => Some(None),
        text => {
            let read = text.parse::<AccountId>().map(Some);
            faults.take(
                NAME,
                read.map_err(|_| "説明した人を選んでください。".to_owned()),
            )
        }
    }
}
