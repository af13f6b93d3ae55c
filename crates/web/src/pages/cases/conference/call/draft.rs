//! What somebody who is called will read or hear: a number, when and where, who calls and how to answer. What is planned
//! about whom stands in none of it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::call::view::{CallRow, CallsView};
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{CallChannel, title, told_of};

use super::super::lines::moment;
use super::{CallHead, seen};
use crate::Site;
use crate::error::PageFault;
use crate::pages::{Here, Shell, shown};
use crate::paths::CallDraftPath;
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference_call_draft.html")]
pub struct CallDraftPage {
    shell: Shell,
    head: CallHead,
    whom: String,
    channel: &'static str,
    /// How it reaches them.
    reaches: &'static str,
    title: String,
    /// When they are to be there, and where; absent where that is not fixed.
    when: Option<(String, String)>,
    caller: String,
    /// How they can answer.
    answers: Vec<&'static str>,
}

const fn reaches(channel: CallChannel) -> &'static str {
    match channel {
        CallChannel::Mail => {
            "メールの件名と本文、予定表の添付に、これだけが書かれます。宛先は、この相手だけです。"
        }
        CallChannel::Fax => "A4 1枚の用紙に、これだけと返事の欄が印刷されます。",
        CallChannel::Phone => {
            "電話で、担当の人に これだけを伝えます。取り次ぐ人や留守番電話には、あなたの名前と折り返し先のほかは言いません。"
        }
        CallChannel::Letter => {
            "封筒の中の手紙に、これだけが書かれます。封筒には、用件を書きません。"
        }
    }
}

const fn answers(channel: CallChannel) -> &'static [&'static str] {
    match channel {
        CallChannel::Mail => &[
            "メールに返信する",
            "リンクか番号で、返事のページから答える",
            "電話かFAXで答える",
        ],
        CallChannel::Fax | CallChannel::Letter => &[
            "用紙に印をつけて、FAXで返す",
            "番号で、返事のページから答える",
            "電話で答える",
        ],
        CallChannel::Phone => &["その場で答える", "番号で、返事のページから答える"],
    }
}

impl CallDraftPage {
    pub(super) fn of(
        shell: Shell,
        view: &CallsView,
        conference: &Conference,
        row: &CallRow,
    ) -> Self {
        let told = told_of(conference, Some(&row.called.participant)).ok();
        let place = conference.slot.as_ref().map(|slot| slot.place.to_string());
        let when = told.map(|told| format!("{}（{}分）", moment(told.begins), told.minutes));
        let channel = row.way.channel;
        Self {
            shell,
            head: CallHead::of(view, conference),
            whom: row.called.name.clone(),
            channel: channel.word(),
            reaches: reaches(channel),
            title: title(conference.id),
            when: when.zip(place),
            caller: view.conferences.consents.lead.clone(),
            answers: answers(channel).to_vec(),
        }
    }
}

pub(crate) async fn show(
    path: CallDraftPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let participant = path.participant.parse().map_err(|_| PageFault::NotFound)?;
    let row = view.row(participant).ok_or(PageFault::NotFound)?;
    let conference = view.conference().ok_or(PageFault::NotFound)?;
    let shell = Shell::of(&site, &visitor, Here::Cases).await?;
    Ok(shown(&CallDraftPage::of(shell, &view, conference, row)))
}
