//! The mail that came back about a meeting, on the page of its notices: what waits for the secretariat to decide, why, and
//! what was decided. One press makes an answer of it or sets it aside; the message as it came can be taken out.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use renkei_app::conference::series::board::MeetingBoard;
use renkei_app::conference::series::mails::{MeetingMailForm, SeenMeetingMail};
use renkei_domain::conference::invitation::MailVerdict;
use renkei_domain::conference::series::MeetingMail;
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::text::Line;
use renkei_domain::time::japanese_moment;

use super::found;
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::pages::cases::conference::call::received::as_a_file;
use crate::paths::MeetingMailPath;
use crate::session::Visitor;

/// The word with which the steps of a decision about a mail begin.
pub(super) const STEP: &str = "mail-";

/// A mail.
#[derive(Debug, Clone)]
pub(super) struct MailLine {
    /// Who was called, where that is known, and where they stand on the page.
    pub(super) whom: Option<(String, String)>,
    pub(super) arrived: String,
    pub(super) from: String,
    pub(super) subject: String,
    /// Its words by the line; none where none can be read.
    pub(super) lines: Vec<String>,
    pub(super) doubt: Option<&'static str>,
    pub(super) standing: &'static str,
    pub(super) settled: Option<String>,
    pub(super) as_it_came: MeetingMailPath,
    pub(super) id: String,
    pub(super) version: i64,
    /// Whose answer it may be.
    pub(super) called: Vec<CalledChoice>,
}

/// Somebody whose answer a mail may be.
#[derive(Debug, Clone)]
pub(super) struct CalledChoice {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) is_chosen: bool,
}

/// By what somebody who is called is found on the page.
pub(super) fn anchor(id: impl std::fmt::Display) -> String {
    format!("called-{id}")
}

impl MailLine {
    fn of(board: &MeetingBoard, mail: &MeetingMail) -> Self {
        let text = |line: Option<&Line>| {
            line.map_or_else(|| "（書かれていません）".to_owned(), ToString::to_string)
        };
        let mut rows = board.rows.iter();
        let whom = rows.find(|row| mail.member == Some(row.member.id));
        let settled = mail.settled.map(|(by, at)| {
            let name = board.names.get(&by).map(Line::as_str).unwrap_or_default();
            format!("{} {name}", japanese_moment(at.in_japan()))
        });
        let told = board.rows.iter().filter(|row| row.told.last().is_some());
        Self {
            whom: whom.map(|row| {
                let href = format!("#{}", anchor(row.member.id));
                (row.name.clone(), href)
            }),
            arrived: japanese_moment(mail.arrived_at.in_japan()),
            from: text(mail.from.as_ref()),
            subject: text(mail.subject.as_ref()),
            lines: mail
                .text
                .iter()
                .flat_map(|text| text.as_str().lines().map(ToOwned::to_owned))
                .collect(),
            doubt: mail.doubt.map(|doubt| doubt.word()),
            standing: mail.standing.word(),
            settled,
            as_it_came: MeetingMailPath::of(mail.series, mail.original, mail.id),
            id: mail.id.to_string(),
            version: mail.version,
            called: told
                .map(|row| CalledChoice {
                    id: row.member.id.to_string(),
                    name: row.name.clone(),
                    is_chosen: mail.member == Some(row.member.id),
                })
                .collect(),
        }
    }

    /// What waits, the oldest first, and everything else, the newest first.
    pub(super) fn parted(board: &MeetingBoard) -> (Vec<Self>, Vec<Self>) {
        let mails = board.mails.iter();
        let waits = mails.clone().filter(|mail| mail.is_waiting()).rev();
        let done = mails.filter(|mail| !mail.is_waiting());
        (
            waits.map(|mail| Self::of(board, mail)).collect(),
            done.map(|mail| Self::of(board, mail)).collect(),
        )
    }
}

/// What can be decided, each by its step.
pub(super) fn verdicts() -> Vec<(String, &'static str)> {
    let all = MailVerdict::ALL.iter();
    all.map(|one| (format!("{STEP}{}", one.code()), one.word()))
        .collect()
}

/// What a form says about a mail of a meeting.
pub(super) fn decided(
    sent: &Sent,
    (series, original): (MeetingSeriesId, NaiveDate),
    verdict: &str,
) -> Result<(SeenMeetingMail, MeetingMailForm), PageFault> {
    let verdict = MailVerdict::from_code(verdict).ok_or(PageFault::NotFound)?;
    let seen = SeenMeetingMail {
        series,
        original,
        id: sent.text("item").parse().map_err(|_| PageFault::NotFound)?,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let form = MeetingMailForm {
        verdict,
        member: sent.text("called").parse().ok(),
    };
    Ok((seen, form))
}

pub(crate) async fn take(
    path: MeetingMailPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let series = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let day = path.day.parse().map_err(|_| PageFault::NotFound)?;
    let mail = path.mail.parse().map_err(|_| PageFault::NotFound)?;
    let (own, app) = (visitor.principal(), &site.app);
    let made = app
        .meeting_mail_as_it_came(own, (series, day), mail)
        .await?;
    match found(made, &visitor)? {
        Ok(Some(bytes)) => Ok(as_a_file(bytes)),
        Ok(None) => Err(PageFault::NotFound),
        Err(answer) => Ok(answer),
    }
}
