//! The person's own map (リソースマップ). [`own`] opens it, saves a step of it, takes the last one back and deletes it
//! all at once; [`versions`] keeps states of it, [`pictures`] what is beside entries, [`take_away`] is the whole map as
//! a file, [`print`] everything that a sheet needs, and [`sheet`] one that is
//! fetched by an address; [`preview`] is what others would read. [`current`] says what the directory says now, and who answers at
//! night. What supporters propose stands apart in [`suggest`], drafts of it are in [`drafts`]; [`share`] shows the map to somebody and ends that, and
//! [`shared`] is what they read; `receipt` is the record of the agency that reads by it.
//!
//! A map is of an account and of no agency, case or card: whatever ends, the map stays. Nothing here writes to
//! anybody: what changed in the directory is said where the map is opened.

use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::ids::AccountId;
use renkei_domain::map::{MapFault, PictureFault, ShareFault, SuggestionFault};
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::work::Working;
use renkei_store::{Stop, Work};

use crate::App;
use crate::consent::ConsentRefusal;
use crate::directory::register::Outcome;
use crate::letters::Done;
use crate::writer::{Answer, KeyReused, Writer};

pub mod changed;
pub mod current;
pub mod drafts;
pub mod own;
pub mod pictures;
pub mod preview;
pub mod print;
pub mod readers;
mod receipt;
pub mod share;
pub mod shared;
pub mod sheet;
pub mod suggest;
pub mod take_away;
pub mod versions;

/// The version of the map that stands there now: whoever writes next names it as what they saw. 0 where none does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptMap(pub i64);

impl Answer for KeptMap {
    fn to_text(&self) -> String {
        self.0.to_string()
    }

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// Why nothing is written about a map, or shown of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MapRefusal {
    /// The rule says no.
    #[error("マップは、ログインした本人だけが 書けます。")]
    NotAllowed(Decision),
    /// There is none, or none for these eyes.
    #[error("見つかりません。もう けしたか、見せるのを やめたのかもしれません。")]
    NotFound,
    /// It was saved in another window meanwhile. What was typed has to be kept on the page.
    #[error(
        "ほかの画面で さきに 書きかえています。いまのマップを見て、もういちど 入れてください。"
    )]
    Overtaken,
    /// No step before the last one is known.
    #[error("これより前には もどせません。")]
    NothingToUndo,
    /// As many states are kept as may be.
    #[error("とっておけるのは 30までです。いらないものを けしてから、もういちど 押してください。")]
    TooManyVersions,
    /// There is no such agency in the directory.
    #[error("その機関は 名簿に 見つかりません。えらびなおしてください。")]
    UnknownAgency,
    /// Nobody who keeps the case is called so.
    #[error("支援をしている 機関の 職員から えらんでください。")]
    NotASupporter,
    /// The conference is not there, or over.
    #[error("その会議は 見つからないか、もう 終わっています。")]
    NoSuchConference,
    /// The person of the case came to no account.
    #[error("本人が まだ アカウントと ケースを つないでいません。つながると、提案を書けます。")]
    NoAccount,
    /// The rule of consent says no.
    #[error(
        "この相手には、いまは 見せられません。勤め先に知らせないことに していないか、たしかめてください。"
    )]
    Held,
    /// Nothing was chosen to be shown.
    #[error("なにを見せるかを えらんでください。")]
    NothingShown,
    /// The form was sent before. A link is told once.
    #[error(
        "この画面から、リンクはもう できています。リンクはいちどしか 出ません。見ていないときは、下の一覧で やめてください。そのあと もういちど つくれます。"
    )]
    MadeBefore,
    /// A file is no map.
    #[error(
        "このファイルは マップとして 読めません。ここから 持ちかえったファイルを えらんでください。"
    )]
    NotAMap,
    /// The map itself says no.
    #[error(transparent)]
    Map(#[from] MapFault),
    /// The share says no.
    #[error(transparent)]
    Share(#[from] ShareFault),
    /// The proposal says no.
    #[error(transparent)]
    Suggestion(#[from] SuggestionFault),
    /// The picture says no.
    #[error(transparent)]
    Picture(#[from] PictureFault),
    /// The case says no.
    #[error(transparent)]
    Case(#[from] ConsentRefusal),
    /// The same form was sent with something else in it.
    #[error("この画面は 古くなっています。いまのマップを見て、もういちど 入れてください。")]
    KeyReused,
}

impl From<KeyReused> for MapRefusal {
    fn from(_: KeyReused) -> Self {
        Self::KeyReused
    }
}

impl MapRefusal {
    /// The stable code for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::NotFound => "NOT_FOUND",
            Self::Overtaken => "OVERTAKEN",
            Self::NothingToUndo => "NOTHING_TO_UNDO",
            Self::TooManyVersions => "TOO_MANY_VERSIONS",
            Self::UnknownAgency => "UNKNOWN_AGENCY",
            Self::NotASupporter => "NOT_A_SUPPORTER",
            Self::NoSuchConference => "NO_SUCH_CONFERENCE",
            Self::NoAccount => "NO_ACCOUNT",
            Self::Held => "HELD_BACK",
            Self::NothingShown => "NOTHING_SHOWN",
            Self::MadeBefore => "MADE_BEFORE",
            Self::NotAMap => "NOT_A_MAP",
            Self::Map(_) => "MAP_INVALID",
            Self::Share(_) => "SHARE_INVALID",
            Self::Suggestion(_) => "SUGGESTION_STATE",
            Self::Picture(_) => "PICTURE_INVALID",
            Self::Case(refusal) => refusal.code(),
            Self::KeyReused => "KEY_REUSED",
        }
    }
}

fn refuse<T>(refusal: impl Into<MapRefusal>) -> Result<T, Stop<MapRefusal>> {
    Err(Stop::Refused(refusal.into()))
}

/// What the domain says, as the end of an act.
fn judged<T>(judged: Result<T, impl Into<MapRefusal>>) -> Result<T, Stop<MapRefusal>> {
    judged.or_else(refuse)
}

/// Whose map somebody may keep: their own.
///
/// # Errors
/// What the rule says instead.
pub fn may_keep_map(own: &Principal) -> Result<AccountId, MapRefusal> {
    let Some(account) = own.account() else {
        return Err(MapRefusal::NotAllowed(Decision::SignInFirst));
    };
    match decide(own, Action::KeepOwnMap, &Object::Account(account)) {
        Decision::Allowed => Ok(account),
        other => Err(MapRefusal::NotAllowed(other)),
    }
}

/// The map of an account that is locked until the act ends, where it still is as it was seen.
async fn as_seen(
    work: &Work,
    account: AccountId,
    seen: i64,
) -> Result<Option<renkei_store::map::StoredMap>, Stop<MapRefusal>> {
    work.lock_account(account).await?;
    let before = work.resource_map(account).await?;
    if before.as_ref().map_or(0, |before| before.version) == seen {
        Ok(before)
    } else {
        refuse(MapRefusal::Overtaken)
    }
}

impl App {
    /// Ends something of one's own map. `end` says whether it was there: another's is not found.
    async fn end_of_map<F>(
        &self,
        writer: &Writer,
        (purpose, asked): (Purpose, String),
        end: F,
    ) -> Outcome<(), MapRefusal>
    where
        F: for<'w> Fn(&'w Work, AccountId, Instant) -> Working<'w, bool, MapRefusal>
            + Send
            + Sync
            + 'static,
    {
        let account = match may_keep_map(&writer.principal) {
            Ok(account) => account,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let done =
            self.act_of::<Done, MapRefusal, _>(writer, purpose, &asked, move |work, header| {
                let ended = end(work, account, header.at);
                Box::pin(async move {
                    work.lock_account(account).await?;
                    if ended.await? {
                        Ok(Done)
                    } else {
                        refuse(MapRefusal::NotFound)
                    }
                })
            });
        Ok(done.await?.map(|Done| ()))
    }
}
