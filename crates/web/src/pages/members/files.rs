//! The people of a circle as a file, for whoever sees them on the page. Who was invited and did not come yet stands on the
//! page alone: an invitation is taken back or told anew there.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use renkei_app::people::MemberView;
use renkei_domain::ids::AccountId;
use renkei_domain::people::{Circle, Membership};
use renkei_domain::text::Line;
use renkei_exchange::export::{Cell, Form};

use super::ways::OfCircle;
use super::{members_of, successors_of};
use crate::Site;
use crate::error::PageFault;
use crate::pages::invitation::standing_words;
use crate::paths::{MembersCsvPath, MembersXlsxPath, StaffCsvPath, StaffXlsxPath};
use crate::session::Visitor;
use crate::spreadsheet::{ListFiles, Spreadsheet};

const COLUMNS: [&str; 7] = [
    "お名前",
    "所属",
    "メールアドレス",
    "いつから",
    "いつまで（この日まで）",
    "引きつぐ人",
    "アカウント",
];

/// The last day of a membership, where it is known: the day on which it ends is already without it, and whoever left on
/// the day on which they came was there on that one.
fn last_day(membership: &Membership) -> Option<NaiveDate> {
    let last = membership.until?.pred_opt()?;
    Some(last.max(membership.since))
}

fn row(view: &MemberView, names: &HashMap<AccountId, Line>) -> Vec<Cell> {
    let membership = &view.membership;
    let successor = view.successor.and_then(|named| names.get(&named));
    vec![
        Cell::Text(view.name.to_string()),
        Cell::Text(standing_words(membership.standing, view.place.as_deref())),
        Cell::Text(view.mail.to_string()),
        Cell::Day(membership.since),
        last_day(membership).map_or_else(|| Cell::from(""), Cell::Day),
        Cell::Text(successor.map(ToString::to_string).unwrap_or_default()),
        Cell::from(if view.is_disabled {
            "止めてあります"
        } else {
            ""
        }),
    ]
}

/// Where the people of a circle are taken from.
pub(super) fn of_circle(circle: Circle) -> ListFiles {
    match circle {
        Circle::Network(id) => ListFiles::at(MembersXlsxPath::of(id), MembersCsvPath::of(id)),
        Circle::Organization(id) => ListFiles::at(StaffXlsxPath::of(id), StaffCsvPath::of(id)),
    }
}

pub(crate) async fn csv<P: OfCircle>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, path.circle()?, Form::Csv).await
}

pub(crate) async fn xlsx<P: OfCircle>(
    path: P,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, path.circle()?, Form::Xlsx).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    circle: Circle,
    form: Form,
) -> Result<Response, PageFault> {
    let members = match members_of(site, visitor, circle).await? {
        Ok(members) => members,
        Err(answer) => return Ok(answer),
    };
    let names = successors_of(site, &members).await?;
    let list = Spreadsheet {
        name: "メンバー",
        plain_name: "members",
        columns: &COLUMNS,
        rows: members
            .members
            .iter()
            .map(|member| row(member, &names))
            .collect(),
    };
    list.answer(site, form).await
}
