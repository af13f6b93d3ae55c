//! What somebody who is called will read or hear: a number, when and where, who calls and how to answer. What is planned
//! about whom stands in none of it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::call::draft::CallDraft;
use renkei_app::conference::call::view::{CallRow, CallsView};
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::CallChannel;

use super::{CallHead, call_words, seen};
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
    /// Its subject and its lines, or why nobody can say yet what they would be.
    draft: Result<(String, Vec<String>), String>,
}

const fn reaches(channel: CallChannel) -> &'static str {
    match channel {
        CallChannel::Mail => {
            "メールの件名と本文です。予定表の添付には、番号と日時と場所だけが書かれます。宛先は、この相手だけです。"
        }
        CallChannel::Fax => "A4 1枚の用紙に、つぎのことと返事の欄が印刷されます。",
        CallChannel::Phone => {
            "電話で、担当の人に つぎのことを伝えます。取り次ぐ人や留守番電話には、あなたの名前と折り返し先のほかは言いません。"
        }
        CallChannel::Letter => {
            "封筒の中の手紙に、つぎのことが書かれます。封筒には、用件を書きません。"
        }
        CallChannel::InPerson => "つぎのことを書いた紙を、会って手わたします。",
    }
}

impl CallDraftPage {
    pub(super) fn of(
        shell: Shell,
        (view, conference): (&CallsView, &Conference),
        row: &CallRow,
        draft: Result<CallDraft, String>,
    ) -> Self {
        let channel = row.way.channel;
        Self {
            shell,
            head: CallHead::of(view, conference),
            whom: row.called.name.clone(),
            channel: channel.word(),
            reaches: reaches(channel),
            draft: draft.map(|draft| {
                let lines = draft.text.lines().map(str::to_owned).collect();
                (draft.subject, lines)
            }),
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
    let at = (conference.case, conference.id);
    let drafted = site
        .app
        .call_draft(visitor.principal(), at, participant)
        .await?;
    let draft = match drafted {
        Ok(draft) => Ok(draft),
        Err(refusal) => match call_words(&refusal, &visitor)? {
            Ok(words) => Err(words),
            Err(answer) => return Ok(answer),
        },
    };
    let shell = Shell::of(&site, &visitor, Here::Cases).await?;
    let of = (&view, conference);
    Ok(shown(&CallDraftPage::of(shell, of, row, draft)))
}
