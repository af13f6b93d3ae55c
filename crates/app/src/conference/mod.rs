//! Conferences about somebody who is helped: [`read`] shows those of a case, with whom may be called and why not yet,
//! [`list`] those that somebody sees to, [`find`] for which one an answer is, [`soon`] those of this week and the answers that are waited for, [`history`]
//! what became of one, [`taken`] what an agency took on at one of another, [`begin`] begins one, [`poll`] asks when people can come, [`step`] prepares it, fixes its date and ends it, and by [`speak`] the
//! person says what they want. By [`call`] people are called to it, [`replies`] takes the mail that comes back, [`feed`]
//! is what calendars read, [`changed`] tells whoever watches one that it did, [`recall`] says whom stopping a consent calls off, [`paper`] puts it on paper, and by [`sheet`] programs fetch that. What comes of it is written down in [`minutes`] and
//! [`decide`]; [`copies`] says who gets what of that, `close` makes the records of what was heard, and [`next`] begins
//! the one that follows. Every step names the version that was seen, so that of many who
//! fix a date at once one does. The meetings of a network, which are about nobody, are in [`series`].

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::{Case, CaseFault};
use renkei_domain::cases::team::TeamMember;
use renkei_domain::conference::invitation::InvitationFault;
use renkei_domain::conference::poll::PollFault;
use renkei_domain::conference::{
    Conference, ConferenceFault, Host, Invitee, Participant, ParticipantFault,
};
use renkei_domain::ids::{CaseId, ConferenceId, TeamMemberId};
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use crate::consent::{ConsentRefusal, case_for};
use crate::writer::{Answer, KeyReused};

mod agency_feed;
pub mod begin;
pub mod call;
pub mod changed;
mod close;
pub mod copies;
pub mod decide;
pub mod due;
pub mod feed;
pub mod find;
pub mod history;
pub mod list;
pub mod material;
pub mod minutes;
pub mod next;
pub mod paper;
pub mod poll;
pub mod read;
pub mod recall;
pub mod replies;
pub mod sent;
pub mod series;
pub mod sheet;
pub mod soon;
pub mod speak;
pub mod step;
pub mod taken;

/// A conference as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenConference {
    /// In which case.
    pub case: CaseId,
    /// Which.
    pub id: ConferenceId,
    /// In which version.
    pub version: i64,
}

/// A conference that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptConference(pub ConferenceId);

impl Answer for KeptConference {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is written about a conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConferenceRefusal {
    /// The case says no.
    #[error(transparent)]
    Case(#[from] ConsentRefusal),
    /// There is no such conference in the case.
    #[error("その会議は、このケースには見つかりません。いまの一覧を見てください。")]
    NoSuchConference,
    /// Somebody else wrote meanwhile.
    #[error("ほかの人が先に書きかえました。いまの内容を見て、もう一度してください。")]
    Overtaken,
    /// There is no such agency in the directory.
    #[error("その機関は名簿に見つかりません。")]
    UnknownAgency,
    /// The person has an account: only they say that somebody may come after all.
    #[error(
        "本人が「よばないで」と言った相手です。「よんでもいい」には、本人が自分のページでだけ もどせます。"
    )]
    OnlyThePerson,
    /// The conference says no.
    #[error(transparent)]
    Conference(#[from] ConferenceFault),
    /// Whoever is called could not be told so.
    #[error(transparent)]
    Invitation(#[from] InvitationFault),
    /// Nobody was asked about dates.
    #[error("この会議では、まだ日程をきいていません。")]
    NoPoll,
    /// The poll says no.
    #[error(transparent)]
    Poll(#[from] PollFault),
    /// The form was sent before. A link is told once.
    #[error(
        "この画面から、リンクはもう できています。リンクはいちどしか出ないので、もう出せません。わたしていない人には、新しいリンクをつくってください。その人のいままでのリンクは使えなくなります。"
    )]
    LinksMadeBefore,
    /// The form was sent before. The number of a link is told once.
    #[error(
        "この画面から、リンクはもう送りました。番号はいちどしか出ないので、もう出せません。番号がわからなくなったときは、もう一度「リンクと番号で伝える」を押してください。いままでのリンクは使えなくなります。"
    )]
    NumberMadeBefore,
    /// The input was sent before under this key. An address is told once.
    #[error(
        "この鍵では、PDFのアドレスを もう出しました。アドレスはいちどしか出ません。新しい鍵で、もう一度たのんでください。"
    )]
    SheetMadeBefore,
    /// No conference of the agency has that number, or more than one.
    #[error(
        "その番号の打ち合わせが見つからないか、1つに決まりません。用紙にある返事の番号を、もう一度確かめてください。"
    )]
    NoSuchNumber,
    /// The code of a link opens nothing.
    #[error(
        "このリンクは、いまは使えません。新しいリンクになったか、日程の相談が終わったのかもしれません。連絡をくれた人に、電話などで おたずねください。"
    )]
    NoSuchLink,
    /// Whoever holds the link is not asked any more. Why is nobody's to read from it.
    #[error("この打ち合わせの日程には、もう答えなくてよくなりました。")]
    LinkEnded,
}

impl From<KeyReused> for ConferenceRefusal {
    fn from(reused: KeyReused) -> Self {
        Self::Case(reused.into())
    }
}

impl ConferenceRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Case(refusal) => refusal.code(),
            Self::NoSuchConference => "NO_SUCH_CONFERENCE",
            Self::Overtaken => "OVERTAKEN",
            Self::UnknownAgency => "UNKNOWN_AGENCY",
            Self::OnlyThePerson => "ONLY_THE_PERSON",
            Self::Conference(_) => "CONFERENCE_STATE",
            Self::Invitation(InvitationFault::NoSuchInvitation) => "NO_SUCH_INVITATION",
            Self::Invitation(_) => "INVITATION_STATE",
            Self::NoPoll => "NO_POLL",
            Self::Poll(_) => "POLL",
            Self::LinksMadeBefore => "LINKS_MADE_BEFORE",
            Self::NumberMadeBefore => "NUMBER_MADE_BEFORE",
            Self::SheetMadeBefore => "SHEET_MADE_BEFORE",
            Self::NoSuchNumber => "NO_SUCH_NUMBER",
            Self::NoSuchLink => "NO_SUCH_LINK",
            Self::LinkEnded => "LINK_ENDED",
        }
    }
}

fn refuse<T>(refusal: impl Into<ConferenceRefusal>) -> Result<T, Stop<ConferenceRefusal>> {
    Err(Stop::Refused(refusal.into()))
}

/// What the domain says, as the end of an act.
fn judged<T>(
    judged: Result<T, impl Into<ConferenceRefusal>>,
) -> Result<T, Stop<ConferenceRefusal>> {
    judged.or_else(refuse)
}

/// What a case says, as the end of an act.
fn of_case<T>(judged: Result<T, CaseFault>) -> Result<T, Stop<ConferenceRefusal>> {
    judged.or_else(|fault| refuse(ConsentRefusal::Case(fault)))
}

/// The case in which somebody may do something about a conference, locked until the act ends. Its person is known.
async fn case_of(
    work: &Work,
    principal: &Principal,
    action: Action,
    id: CaseId,
) -> Result<Case, Stop<ConferenceRefusal>> {
    let case = case_for(work, principal, action, id).await;
    let case = case.map_err(|stop| match stop {
        Stop::Refused(refusal) => Stop::Refused(refusal.into()),
        Stop::Fault(fault) => Stop::Fault(fault),
    })?;
    if case.is_anonymous() {
        return of_case(Err(CaseFault::Anonymous));
    }
    Ok(case)
}

/// A conference of a case.
async fn conference_of(
    work: &Work,
    case: &Case,
    id: ConferenceId,
) -> Result<Conference, Stop<ConferenceRefusal>> {
    match work.conference(case.id, id).await? {
        Some(conference) => Ok(conference),
        None => refuse(ConferenceRefusal::NoSuchConference),
    }
}

/// Somebody of a team who is there now.
fn in_team(team: &[TeamMember], id: TeamMemberId, now: Instant) -> Result<(), ConferenceFault> {
    let today = now.in_japan().date;
    let mut here = team.iter().filter(|member| member.is_there(today));
    if here.any(|member| member.id == id) {
        Ok(())
    } else {
        Err(ParticipantFault::NotInTeam.into())
    }
}

/// Whether the agency that hosts is there.
fn hosted(team: &[TeamMember], host: Host, now: Instant) -> Result<(), ConferenceFault> {
    match host {
        Host::Lead => Ok(()),
        Host::Member(id) => in_team(team, id, now),
    }
}

/// Whether somebody who is to be called is there to be called.
async fn known(
    work: &Work,
    team: &[TeamMember],
    new: &Participant,
    now: Instant,
) -> Result<(), Stop<ConferenceRefusal>> {
    match &new.who {
        Invitee::Member(id) => judged(in_team(team, *id, now)),
        Invitee::Listed { resource, .. } => match work.resource(*resource).await? {
            Some(_) => Ok(()),
            None => refuse(ConferenceRefusal::UnknownAgency),
        },
        Invitee::Written { .. } => Ok(()),
    }
}
