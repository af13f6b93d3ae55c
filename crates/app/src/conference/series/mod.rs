//! The meetings of a network that come again (定例会 and its working groups). They are about nobody: members of the network
//! read them, its secretariat writes them. [`read`] shows them, [`plan`] makes a series, changes it and says who is
//! called, [`reach`] by which way, [`hold`] writes what is known of one meeting, [`call`] tells those who are called and
//! keeps what became of it, as [`board`] shows it, [`mails`] decides about mail that waits, [`out`] takes them to calendars,
//! [`paper`] onto paper, and [`history`] says who changed what.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::conference::series::SeriesFault;
use renkei_domain::ids::{MeetingSeriesId, NetworkId};
use renkei_domain::people::Standing;
pub use renkei_store::conference::series::SeriesFile;
use renkei_store::{Stop, Work};

use crate::writer::{Answer, KeyReused};

pub mod board;
pub mod call;
pub mod history;
pub mod hold;
pub mod mails;
pub mod out;
pub mod paper;
pub mod plan;
pub mod reach;
pub mod read;
pub mod settle;

/// A series as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenSeries {
    /// Which.
    pub id: MeetingSeriesId,
    /// In which version.
    pub version: i64,
}

/// A series that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptSeries(pub MeetingSeriesId);

impl Answer for KeptSeries {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is shown or written of the meetings of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MeetingRefusal {
    /// There is no such network or series, or not for these eyes.
    #[error("その会議は見つかりません。ネットワークの会議の一覧を見てください。")]
    NotFound,
    /// The rule says no.
    #[error(
        "ネットワークの会議は、そのネットワークの職員が見られます。書けるのは、ネットワークの事務局です。"
    )]
    NotAllowed(Decision),
    /// Somebody else wrote meanwhile.
    #[error("ほかの人が先に書きかえました。いまの内容を見て、もう一度してください。")]
    Overtaken,
    /// There is no such agency in the directory.
    #[error("その機関は名簿に見つかりません。")]
    UnknownAgency,
    /// The series, or the meeting, says no.
    #[error(transparent)]
    Series(#[from] SeriesFault),
    /// The input was sent before under this key. An address is told once.
    #[error(
        "この鍵では、PDFのアドレスを もう出しました。アドレスはいちどしか出ません。新しい鍵で、もう一度たのんでください。"
    )]
    SheetMadeBefore,
    /// The same form was sent with something else in it.
    #[error("この画面は古くなっています。いまの内容を見て、もう一度送ってください。")]
    KeyReused,
}

impl From<KeyReused> for MeetingRefusal {
    fn from(_: KeyReused) -> Self {
        Self::KeyReused
    }
}

impl MeetingRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::Overtaken => "OVERTAKEN",
            Self::UnknownAgency => "UNKNOWN_AGENCY",
            Self::Series(SeriesFault::NoSuchDay) => "NO_SUCH_DAY",
            Self::Series(_) => "MEETING_STATE",
            Self::SheetMadeBefore => "SHEET_MADE_BEFORE",
            Self::KeyReused => "KEY_REUSED",
        }
    }
}

fn refuse<T>(refusal: impl Into<MeetingRefusal>) -> Result<T, Stop<MeetingRefusal>> {
    Err(Stop::Refused(refusal.into()))
}

/// What the domain says, as the end of an act.
fn judged<T>(judged: Result<T, SeriesFault>) -> Result<T, Stop<MeetingRefusal>> {
    judged.or_else(refuse)
}

/// Whether somebody may do something with the meetings of a network. A series of a network is found by nobody else.
fn allowed(
    principal: &Principal,
    action: Action,
    network: NetworkId,
) -> Result<(), MeetingRefusal> {
    match decide(principal, action, &Object::Network(network)) {
        Decision::Allowed => Ok(()),
        decision => Err(MeetingRefusal::NotAllowed(decision)),
    }
}

/// What somebody who may not even read of a series hears about it: that it is not there. Whoever could after signing in
/// hears that.
fn hidden(principal: &Principal, refusal: MeetingRefusal) -> MeetingRefusal {
    match refusal {
        MeetingRefusal::NotAllowed(Decision::Refused) if principal.account().is_some() => {
            MeetingRefusal::NotFound
        }
        other => other,
    }
}

/// A series as it was seen, with its network locked until the act ends, for whoever writes.
async fn seen_in(
    work: &Work,
    principal: &Principal,
    seen: SeenSeries,
) -> Result<SeriesFile, Stop<MeetingRefusal>> {
    let file = series_in(work, principal, seen.id).await?;
    if file.series.version != seen.version {
        return refuse(MeetingRefusal::Overtaken);
    }
    Ok(file)
}

/// A series whatever its version.
async fn series_in(
    work: &Work,
    principal: &Principal,
    id: MeetingSeriesId,
) -> Result<SeriesFile, Stop<MeetingRefusal>> {
    let Some(file) = work.meeting_series(id).await? else {
        return refuse(MeetingRefusal::NotFound);
    };
    let network = file.series.network;
    if let Err(refusal) = allowed(principal, Action::ReadMeetings, network) {
        return refuse(hidden(principal, refusal));
    }
    if let Err(refusal) = allowed(principal, Action::KeepMeetings, network) {
        return refuse(refusal);
    }
    work.lock_place(Standing::Coordinator(network)).await?;
    // Read again behind the lock: somebody may have written meanwhile.
    match work.meeting_series(id).await? {
        Some(file) => Ok(file),
        None => refuse(MeetingRefusal::NotFound),
    }
}
