//! Somebody who is called, in words: by which way and why, what left, whether they know who it is about, what they
//! answered, and what is to be done next.

use renkei_app::conference::call::paper::CallSheet;
use renkei_app::conference::call::view::{CallRow, CallsView};
use renkei_domain::conference::invitation::{
    AboutHow, AboutLink, AboutLinkState, CallChannel, CallWay, GivenReply, Invitation, Mark,
    NextStep, Notice, Reply, WayBasis,
};
use renkei_domain::conference::{Coming, Conference};

use super::super::lines::{called_line, moment, window};
use super::way::hours_label;
use crate::paths::{CallDraftPath, CallPaperPath, CallWayPath, InvitedPath, InvitedStepPath};
use crate::words::reach::hours_words;

/// Somebody who is to be called.
#[derive(Debug, Clone)]
pub(super) struct CallLine {
    pub(super) name: String,
    pub(super) channel: &'static str,
    pub(super) target: Option<String>,
    /// When somebody answers there.
    pub(super) hours: Option<String>,
    pub(super) is_unconfirmed: bool,
    pub(super) why: String,
    pub(super) draft: Option<CallDraftPath>,
    pub(super) way: Option<CallWayPath>,
    pub(super) state: Vec<String>,
    pub(super) all: Option<InvitedPath>,
    /// The sheet by which they are called, as long as it still has to leave.
    pub(super) print: Option<CallPaperPath>,
    /// Whether they know who it is about, and the link by which they read that.
    pub(super) told: Vec<String>,
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
    /// The sheet that tells them so, as long as it still has to leave.
    pub(super) print: Option<CallPaperPath>,
    pub(super) next: Option<Next>,
}

/// Why somebody is called by their way.
pub(in crate::pages) fn why(way: &CallWay) -> String {
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

/// How whoever answered would like to be there; nothing where they said nothing of it.
pub(super) fn wish_words(given: &GivenReply) -> Option<String> {
    let wishes: Vec<&str> = given.wishes.iter().map(|wish| wish.word()).collect();
    (!wishes.is_empty()).then(|| wishes.join("、"))
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
        words.extend(wish_words(counting));
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

/// Whether they know who it is about, and what became of the link by which they read that.
pub(super) fn told_lines(view: &CallsView, invitation: &Invitation) -> Vec<String> {
    let mut lines = vec![told_words(invitation)];
    lines.extend(view.about_link(invitation.id).map(link_words));
    lines
}

/// What became of a link.
fn link_words((link, state): (&AboutLink, AboutLinkState)) -> String {
    let sent = moment(link.mark.at);
    match (state, link.opened_at, link.ended) {
        (AboutLinkState::Opened, Some(at), _) => format!("リンクが開かれました {}", moment(at)),
        (AboutLinkState::Prepared, ..) => format!("リンクのメールを用意しました {sent}"),
        (AboutLinkState::Sent, ..) => format!("リンクを送りました {sent}。まだ開かれていません"),
        (AboutLinkState::Failed, ..) => format!("リンクのメールが届きませんでした {sent}"),
        (_, _, Some((why, since))) => format!("リンク: {why} {}", moment(since)),
        _ => "リンクの期限が過ぎました".to_owned(),
    }
}

/// Whether they know who it is about.
fn told_words(invitation: &Invitation) -> String {
    if invitation.own_side().is_some() {
        return "いりません".to_owned();
    }
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
pub(super) fn sheet(invitation: &Invitation) -> Option<CallSheet> {
    let notice = invitation.notice()?;
    let waiting = notice.is_waiting().then_some(notice.way.channel);
    waiting.and_then(CallSheet::of)
}

/// Where it is printed.
pub(super) fn print(invitation: &Invitation) -> Option<CallPaperPath> {
    let (case, conference) = (invitation.case, invitation.conference);
    let sheet = sheet(invitation)?;
    Some(CallPaperPath::of(
        case,
        conference,
        sheet.code(),
        invitation.participant,
    ))
}

/// Where what is to be done next is done.
fn next(
    (step, invitation): (NextStep, Option<&Invitation>),
    (way, invited): (Option<&CallWayPath>, Option<&InvitedPath>),
    can_send: bool,
) -> Next {
    let to = |code: &str| invited.map(|to| InvitedStepPath::of(to, code).to_string());
    // Nobody is called off by another way than the one by which they were called: somebody tells them, and says so.
    let is_off = invitation.is_some_and(|one| !one.is_calling());
    let notice = invitation.and_then(Invitation::notice);
    let is_mail = notice.is_some_and(|notice| notice.way.channel == CallChannel::Mail);
    let href = match step {
        // There the link stands beside the other ways.
        NextStep::TellAbout if is_mail => invited.map(ToString::to_string),
        NextStep::TryOtherWay if is_off => to("mark"),
        NextStep::FindTarget | NextStep::ConfirmNumber | NextStep::TryOtherWay => {
            way.map(ToString::to_string)
        }
        NextStep::Prepare => can_send.then(|| "#send".to_owned()),
        NextStep::WaitForMail => None,
        NextStep::SendFax | NextStep::PostLetter | NextStep::HandOver => to("mark"),
        NextStep::Call => to("phone"),
        NextStep::DecideReply => invited.map(ToString::to_string),
        NextStep::TellAbout => to("about"),
        NextStep::EnterReply => to("reply"),
    };
    Next {
        words: step.word(),
        href,
    }
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
            hours: row.way.hours.as_ref().map(|hours| {
                let label = hours_label(row.way.channel);
                format!("{label}: {}", hours_words(hours))
            }),
            is_unconfirmed: row.way.is_unconfirmed,
            why: why(&row.way),
            draft: may_be_called.then(|| CallDraftPath::of(case.id, conference.id, participant)),
            next: row.next.map(|step| {
                let places = (way.as_ref(), all.as_ref());
                next((step, invitation), places, can_send)
            }),
            way,
            print: invitation.and_then(print),
            told: match invitation {
                Some(one) => told_lines(view, one),
                None => vec!["—".to_owned()],
            },
            reply: invitation.map(replies).unwrap_or_default(),
            state,
            all,
        }
    }
}

impl GoneLine {
    pub(super) fn of(view: &CallsView, one: &Invitation) -> Self {
        let href = InvitedPath::of(one.case, one.conference, one.id);
        let notice = one.notice();
        let step = notice.and_then(NextStep::about);
        Self {
            name: one.name.to_string(),
            state: notice
                .map(|notice| notice_words(view, notice))
                .unwrap_or_default(),
            print: print(one),
            next: step.map(|step| next((step, Some(one)), (None, Some(&href)), false)),
            href,
        }
    }
}
