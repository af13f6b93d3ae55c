//! Somebody who is called, in words: by which way and why, what left, whether they know who it is about, what they
//! answered, and what is to be done next.

use renkei_app::conference::call::paper::CallSheet;
use renkei_app::conference::call::view::{CallRow, CallsView};
use renkei_domain::conference::invitation::{
    AboutHow, CallWay, GivenReply, Invitation, Mark, NextStep, Notice, Reply, WayBasis,
};
use renkei_domain::conference::{Coming, Conference};

use super::super::lines::{called_line, moment, window};
use crate::paths::{CallDraftPath, CallPaperPath, CallWayPath, InvitedPath, InvitedStepPath};

/// Somebody who is to be called.
#[derive(Debug, Clone)]
pub(super) struct CallLine {
    pub(super) name: String,
    pub(super) channel: &'static str,
    pub(super) target: Option<String>,
    pub(super) is_unconfirmed: bool,
    pub(super) why: String,
    pub(super) draft: Option<CallDraftPath>,
    pub(super) way: Option<CallWayPath>,
    pub(super) state: Vec<String>,
    pub(super) all: Option<InvitedPath>,
    /// The sheet by which they are called, as long as it still has to leave.
    pub(super) print: Option<CallPaperPath>,
    pub(super) told: String,
    pub(super) reply: Vec<String>,
    pub(super) next: Option<Next>,
}

/// What is to be done next.
#[derive(Debug, Clone)]
pub(super) struct Next {
    pub(super) words: &'static str,
    pub(super) href: Option<String>,
}

/// Somebody who was called and stands on the list no more.
#[derive(Debug, Clone)]
pub(super) struct GoneLine {
    pub(super) name: String,
    pub(super) href: InvitedPath,
    pub(super) state: Vec<String>,
}

/// Why somebody is called by their way.
pub(super) fn why(way: &CallWay) -> String {
    match (&way.reason, way.basis) {
        (Some(reason), WayBasis::Chosen) => format!("{}: {reason}", way.basis),
        _ => way.basis.to_string(),
    }
}

/// What was said of a message: where it stands, since when, by whom, and what shows it.
pub(super) fn mark_words(view: &CallsView, mark: &Mark) -> String {
    let what = match mark.phone {
        Some(outcome) => outcome.word(),
        None => mark.state.word(),
    };
    let by = mark.by.map(|by| view.name_of(by));
    let by = by.filter(|name| !name.is_empty());
    let by = by.map(|name| format!(" {name}")).unwrap_or_default();
    let evidence = mark.evidence.as_ref();
    let evidence = evidence
        .map(|line| format!("（{line}）"))
        .unwrap_or_default();
    format!("{what} {}{by}{evidence}", moment(mark.at))
}

/// Where the newest message stands.
fn notice_words(view: &CallsView, notice: &Notice) -> Vec<String> {
    let mut words = vec![format!("{}（{}）", notice.says, notice.way.channel)];
    words.extend(notice.marks.last().map(|mark| mark_words(view, mark)));
    words
}

/// An answer, as it was given.
pub(super) fn reply_words(reply: &Reply) -> String {
    match reply {
        Reply::Coming | Reply::NotComing => reply.kind().word().to_owned(),
        Reply::Substitute { name } => format!("{}（{name}）", reply.kind()),
        Reply::Part(part) => format!("{}（{}）", reply.kind(), window(Some(*part))),
    }
}

/// When and by which channel it was given.
pub(super) fn given_words(given: &GivenReply) -> String {
    format!("{} {}", moment(given.given_at), given.channel)
}

/// What they answered, or that they did not yet.
fn replies(invitation: &Invitation) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(counting) = invitation.reply() {
        words.push(reply_words(&counting.reply));
        words.push(given_words(counting));
        words.extend(counting.note.as_ref().map(ToString::to_string));
    } else if invitation.is_calling() {
        words.push("まだ".to_owned());
    }
    let doubtful = invitation.doubtful().count();
    if doubtful > 0 {
        words.push(format!("確かめる返事 {doubtful}件"));
    }
    words
}

/// Whether they know who it is about.
pub(super) fn told_words(invitation: &Invitation) -> String {
    match &invitation.told {
        None => "まだ伝えていません".to_owned(),
        Some(told) => {
            let how = match told.how {
                AboutHow::Phone => "電話",
                AboutHow::SealedLetter => "親展の手紙",
                AboutHow::LinkAndCode => "リンクと番号",
                AboutHow::FaceToFace => "会って",
            };
            format!("{} {how}", moment(told.at))
        }
    }
}

/// The sheet that still has to leave, or be read from on the phone.
pub(super) fn sheet(row: &CallRow) -> Option<CallSheet> {
    let notice = row.invitation.as_ref()?.notice()?;
    let waiting = notice.is_waiting().then_some(notice.way.channel);
    waiting.and_then(CallSheet::of)
}

/// Where what is to be done next is done.
fn next(
    row: &CallRow,
    (way, invited): (Option<&CallWayPath>, Option<&InvitedPath>),
    can_send: bool,
) -> Option<Next> {
    let step = row.next?;
    let to = |code: &str| invited.map(|to| InvitedStepPath::of(to, code).to_string());
    let href = match step {
        NextStep::FindTarget | NextStep::ConfirmNumber | NextStep::TryOtherWay => {
            way.map(ToString::to_string)
        }
        NextStep::Prepare => can_send.then(|| "#send".to_owned()),
        NextStep::WaitForMail => None,
        NextStep::SendFax | NextStep::PostLetter => to("mark"),
        NextStep::Call => to("phone"),
        NextStep::DecideReply => invited.map(ToString::to_string),
        NextStep::TellAbout => to("about"),
        NextStep::EnterReply => to("reply"),
    };
    Some(Next {
        words: step.word(),
        href,
    })
}

impl CallLine {
    pub(super) fn of(
        view: &CallsView,
        conference: &Conference,
        row: &CallRow,
        can_send: bool,
    ) -> Self {
        let case = view.conferences.case();
        let participant = row.called.participant.id;
        let is_open = conference.state.is_being_prepared() && case.is_open();
        let way = is_open.then(|| CallWayPath::of(case.id, conference.id, participant));
        let invitation = row.invitation.as_ref();
        let all = invitation.map(|one| InvitedPath::of(case.id, conference.id, one.id));
        let may_be_called = matches!(row.called.coming, Coming::May { .. });
        let mut state = invitation
            .and_then(Invitation::notice)
            .map(|notice| notice_words(view, notice))
            .unwrap_or_default();
        if let Some(says) = row.due.filter(|says| says.calls()) {
            state.push(format!("「{says}」を、まだ知らせていません。"));
        }
        if !may_be_called {
            let line = called_line(&view.conferences, conference, &row.called);
            state.push(format!("{}。", line.state));
            state.extend(line.held.iter().map(|held| held.reason.to_owned()));
        }
        Self {
            name: row.called.name.clone(),
            channel: row.way.channel.word(),
            target: row.way.target.as_ref().map(ToString::to_string),
            is_unconfirmed: row.way.is_unconfirmed,
            why: why(&row.way),
            draft: may_be_called.then(|| CallDraftPath::of(case.id, conference.id, participant)),
            next: next(row, (way.as_ref(), all.as_ref()), can_send),
            way,
            print: sheet(row)
                .map(|sheet| CallPaperPath::of(case.id, conference.id, sheet.code(), participant)),
            told: invitation.map_or_else(|| "—".to_owned(), told_words),
            reply: invitation.map(replies).unwrap_or_default(),
            state,
            all,
        }
    }
}

impl GoneLine {
    pub(super) fn of(view: &CallsView, one: &Invitation) -> Self {
        Self {
            name: one.name.to_string(),
            href: InvitedPath::of(one.case, one.conference, one.id),
            state: one
                .notice()
                .map(|notice| notice_words(view, notice))
                .unwrap_or_default(),
        }
    }
}
