//! When somebody else changed a part first: what stands now and what was typed, side by side, and a form that
//! goes on from both.

use axum::response::Response;
use renkei_domain::directory::edit::phones::phones_of;
use renkei_domain::directory::edit::{Edit, FieldFault, PartValue};
use renkei_domain::directory::resource::ResourceFacts;

use super::kit::Faults;
use super::sheet::{Known, Sheet};
use super::{Opened, Situation, asked, read, told};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::conflicting;
use crate::session::Visitor;

/// Answers whoever was second: with what stands now, with what they typed, and with a form that goes on
/// from both.
pub(super) async fn overtaken(
    site: &Site,
    visitor: &Visitor,
    opened: &Opened,
    sent: &Sent,
    edit: Edit,
) -> Result<Response, PageFault> {
    let Opened { sheet, known } = opened;
    let item = known.item.clone();
    let known = read(site, visitor, *sheet, known.now.id, item, Some(sent)).await?;
    let reference = site.app.reference().await?;
    let states = two_states(*sheet, &known, &edit);
    let named = match &states {
        Ok((now, mine)) => told::organizations_in([now, mine]),
        Err((now, _)) => told::organizations_in([now]),
    };
    let called = told::Called {
        places: &reference.municipalities,
        organizations: site.app.organization_names(&named).await?,
    };
    let (now, mine, faults) = match states {
        Ok((now, mine)) => {
            let (now, mine) = told::beside(sheet.part(), &now, &mine, &called);
            (now, mine, Faults::default())
        }
        Err((now, faults)) => {
            let faults = faults.into_iter();
            let faults = faults.map(|fault| (sheet.input_of(sent, &fault), fault.message));
            let mine = vec!["下の欄に残してあります。".to_owned()];
            let now = told::alone(sheet.part(), &now, &called);
            (now, mine, Faults(faults.collect()))
        }
    };
    let sent = sheet.merged(sent, &known);
    let sheet = *sheet;
    let opened = Opened { sheet, known };
    let state = Situation::Overtaken { now, mine };
    let page = asked(site, visitor, &opened, &sent, &faults, state).await?;
    Ok(conflicting(page))
}

type Mistakes = Vec<FieldFault>;

/// The part as it stands, and as it would stand after an edit; or what is wrong with the edit.
fn two_states(
    sheet: Sheet,
    known: &Known,
    edit: &Edit,
) -> Result<(PartValue, PartValue), (PartValue, Mistakes)> {
    let part = sheet.part();
    let standing = &known.now.profile;
    if let Edit::Facts(wanted) = edit {
        let now = known.now.facts.clone();
        let mut mine = now.clone();
        let mut wanted: Vec<_> = wanted.iter().collect();
        wanted.sort_by_key(|edit| edit.field);
        for edit in wanted {
            // What cannot be written stands in the form with its mistake, once it is sent.
            drop(edit.field.write(&mut mine, edit.value.as_deref()));
        }
        let (now, mine) = (Box::new(now), Box::new(mine));
        return Ok((PartValue::Facts(now), PartValue::Facts(mine)));
    }
    if let Edit::Phones(wanted) = edit {
        let now = known.now.facts.clone();
        let standing = PartValue::Facts(Box::new(now.clone()));
        return match phones_of(wanted, &now.phones) {
            Ok(phones) => {
                let mine = ResourceFacts { phones, ..now };
                Ok((standing, PartValue::Facts(Box::new(mine))))
            }
            Err(faults) => Err((standing, faults)),
        };
    }
    let now = PartValue::Profile(Box::new(part.only(standing)));
    match edit.draft(standing, known.today, &mut || Default::default()) {
        Ok(mine) => Ok((now, PartValue::Profile(Box::new(part.only(&mine))))),
        Err(faults) => Err((now, faults)),
    }
}
