//! What was asked for, in words for staff: what is still to be released, what was, and what was taken back.

use renkei_app::person_copy::read::PersonCopyView;
use renkei_domain::person_copy::{CopyDecision, CopyRequest};

use super::super::facts::{Facts, day, fact, text};

/// A request that is not released yet.
#[derive(Debug, Clone)]
pub(super) struct OpenLine {
    pub(super) id: String,
    pub(super) facts: Facts,
    pub(super) due: String,
    pub(super) is_over: bool,
    /// Whether it can be taken back at the desk.
    pub(super) is_of_desk: bool,
}

/// How the person asked.
fn how(request: &CopyRequest, view: &PersonCopyView) -> Facts {
    Facts::of([
        Some(fact("たのまれた日", day(request.asked_on))),
        Some(fact("たのみかた", request.how)),
        text("どう確かめたか", request.said.as_ref()),
        Some(fact("書いた人", view.name_of(request.noted_by))),
    ])
}

/// A request that is still to be released.
pub(super) fn open_line(request: &CopyRequest, view: &PersonCopyView) -> OpenLine {
    OpenLine {
        id: request.id.to_string(),
        facts: how(request, view),
        due: day(request.due()),
        is_over: request.due() < view.now.date,
        is_of_desk: request.may_be_taken_back(false).is_ok(),
    }
}

/// A request that was taken back.
pub(super) fn taken_back_line(request: &CopyRequest, view: &PersonCopyView) -> Option<Facts> {
    let taken_back = request.taken_back?;
    let by = if view.case.account == Some(taken_back.by) {
        "本人が 画面で".to_owned()
    } else {
        view.name_of(taken_back.by)
    };
    Some(Facts::of([
        Some(fact("たのまれた日", day(request.asked_on))),
        Some(fact("たのみかた", request.how)),
        Some(fact("取りさげた日", day(taken_back.at.in_japan().date))),
        Some(fact("取りさげた人・書いた人", by)),
    ]))
}

/// A request that was released.
pub(super) fn released_line(request: &CopyRequest, view: &PersonCopyView) -> Option<Facts> {
    let release = request.released?;
    let items = request.items.iter();
    let given = items.filter(|item| item.decision == CopyDecision::Given);
    let given = given.count();
    let withheld = request.items.len() - given;
    let on = day(release.at.in_japan().date);
    Some(Facts::of([
        Some(fact("たのまれた日", day(request.asked_on))),
        Some(fact("たのみかた", request.how)),
        Some(fact("わたした日", on)),
        Some(fact("わたした人", view.name_of(release.by))),
        Some(fact(
            "わたしたもの・わたせないもの",
            format!("{given}件・{withheld}件"),
        )),
    ]))
}
