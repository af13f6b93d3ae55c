//! How a conference came to be as it is: what the log keeps of it before and after every act that changed it.

use chrono::{DateTime, NaiveDate};
use renkei_domain::cases::case::Case;
use renkei_domain::conference::{ConferenceState, Invitee};
use renkei_domain::ids::{
    AccountId, CaseId, ConferenceId, ParticipantId, ResourceId, TeamMemberId,
};
use renkei_domain::record::{Act, Change, Subject};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use serde_json::Value;

use crate::audit::Inside;
use crate::directory::words::unreadable;
use crate::fault::StoreFault;
use crate::store::Store;

/// As what conferences stand in the log of a case.
pub(super) const GROUP: &str = "conferences";

/// As what those who are called to them stand there.
pub(super) const CALLS: &str = "conference_calls";

/// How many acts are read at once.
pub const CONFERENCE_HISTORY_PAGE: u64 = 20;

/// The acts that changed a conference.
#[derive(Debug, Clone, PartialEq)]
pub struct ConferenceHistory {
    /// The case in which it stands.
    pub case: CaseId,
    /// The acts, newest first.
    pub acts: Vec<ConferenceAct>,
}

/// An act that changed a conference.
#[derive(Debug, Clone, PartialEq)]
pub struct ConferenceAct {
    /// Who, when and why.
    pub act: Act,
    /// How it was; absent of the act that began it.
    pub before: Option<ConferenceThen>,
    /// How it was afterwards; absent where the act changed no more than how somebody is called.
    pub after: Option<ConferenceThen>,
    /// Who was called, or answered, by it.
    pub invited: Vec<String>,
}

/// A conference as it was once. What was not kept then is absent.
#[derive(Clone, PartialEq, Default)]
pub struct ConferenceThen {
    /// Who saw to it.
    pub keeper: Option<AccountId>,
    /// Its state.
    pub state: Option<ConferenceState>,
    /// When it was to begin, and how many minutes it was to take.
    pub slot: Option<(Instant, u16)>,
    /// Where.
    pub place: Option<String>,
    /// Why it was cancelled or postponed.
    pub why: Option<String>,
    /// What the person was to bring along.
    pub to_bring: Option<String>,
    /// Who was called.
    pub called: Vec<CalledThen>,
    /// What was talked about after the person's own item.
    pub items: Vec<String>,
    /// When the person saw who was called and what was talked about.
    pub seen_on: Option<NaiveDate>,
    /// When they were told what came of it.
    pub told_on: Option<NaiveDate>,
    /// What it was and how it was held, to be compared.
    outline: Value,
    /// What the person said, likewise.
    words: Value,
    /// What a handover settled, likewise.
    settled: Value,
    /// The copies of the material that were handed out, likewise.
    copies: Value,
    /// What was talked about, with everything that belongs to it, likewise.
    agenda: Value,
}

/// Who was called, and where, is nobody's to read in a log.
impl std::fmt::Debug for ConferenceThen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ConferenceThen({:?})", self.state)
    }
}

/// Somebody who was called.
#[derive(Debug, Clone, PartialEq)]
pub struct CalledThen {
    /// By what the list knows them.
    pub id: ParticipantId,
    /// Who.
    pub who: Option<Invitee>,
    /// Since when the person did not want them there.
    pub unwanted_since: Option<NaiveDate>,
    /// How they were called, to be compared.
    how: Value,
}

impl CalledThen {
    /// Whether they were called in the same way.
    #[must_use]
    pub fn is_called_like(&self, other: &Self) -> bool {
        self.how == other.how
    }
}

impl ConferenceThen {
    /// Whether it was something else, or held otherwise.
    #[must_use]
    pub fn is_other_than(&self, other: &Self) -> bool {
        self.outline != other.outline
    }

    /// Whether the person had said something else.
    #[must_use]
    pub fn says_other_than(&self, other: &Self) -> bool {
        self.words != other.words
    }

    /// Whether another copy of the material was handed out, or one was collected.
    #[must_use]
    pub fn hands_other_than(&self, other: &Self) -> bool {
        self.copies != other.copies
    }

    /// Whether a handover settled something else.
    #[must_use]
    pub fn settles_other_than(&self, other: &Self) -> bool {
        self.settled != other.settled
    }

    /// Whether something else was talked about, or in another way.
    #[must_use]
    pub fn talks_other_than(&self, other: &Self) -> bool {
        self.agenda != other.agenda
    }
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn day_of(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}

/// What stands in some fields, to be compared and not to be read.
fn parts(of: &Value, names: &[&str]) -> Value {
    names.iter().map(|name| of[*name].clone()).collect()
}

/// A text of a line as fields.
fn fields(text: &str) -> Result<Value, StoreFault> {
    serde_json::from_str(text).map_err(|_| unreadable("change", GROUP))
}

fn invitee(of: &Value) -> Option<Invitee> {
    let line = |name: &str| Line::parse(of["said"][name].as_str()?).ok();
    if let Some(member) = of["member"].as_str() {
        return member.parse::<TeamMemberId>().ok().map(Invitee::Member);
    }
    if let Some(resource) = of["resource"].as_str() {
        return Some(Invitee::Listed {
            resource: resource.parse::<ResourceId>().ok()?,
            contact: line("contact"),
        });
    }
    Some(Invitee::Written {
        name: line("name")?,
        fax: line("fax"),
    })
}

fn called(of: &Value) -> Option<CalledThen> {
    Some(CalledThen {
        id: of["id"].as_str()?.parse().ok()?,
        who: invitee(of),
        unwanted_since: day_of(&of["unwanted_since"]),
        how: parts(of, &["role", "attendance", "window", "substitute"]),
    })
}

fn slot(of: &Value) -> Option<(Instant, u16)> {
    let begins = DateTime::parse_from_rfc3339(of["begins_at"].as_str()?).ok()?;
    let minutes = u16::try_from(of["minutes"].as_u64()?).ok()?;
    Some((Instant::from_micros(begins.timestamp_micros()), minutes))
}

fn then(text: &str) -> Result<ConferenceThen, StoreFault> {
    let of = fields(text)?;
    let list = |name: &str| of[name].as_array().map(Vec::as_slice).unwrap_or_default();
    let said = &of["said"];
    let outline = [
        "kind",
        "purpose",
        "host",
        "absence",
        "family_agreed_on",
        "family_window",
    ];
    let settled = [
        "unsolved",
        "natural_support",
        "difference",
        "from_when",
        "views",
        "heard",
    ];
    Ok(ConferenceThen {
        keeper: of["keeper"].as_str().and_then(|id| id.parse().ok()),
        state: of["state"].as_str().and_then(ConferenceState::from_code),
        slot: slot(&of),
        place: text_of(&said["place"]),
        why: text_of(&said["why"]),
        to_bring: text_of(&said["to_bring"]),
        called: list("participants").iter().filter_map(called).collect(),
        items: list("items")
            .iter()
            .filter_map(|item| text_of(&item["title"]))
            .collect(),
        seen_on: day_of(&of["seen_on"]),
        told_on: day_of(&of["told_on"]),
        outline: [parts(&of, &outline), said["absence"].clone()]
            .into_iter()
            .collect(),
        words: parts(
            said,
            &["wishes", "can_do", "to_talk", "not_to_talk", "asks"],
        ),
        copies: said["copies"].clone(),
        settled: [parts(said, &settled), of["ends_on"].clone()]
            .into_iter()
            .collect(),
        agenda: parts(&of, &["own_minutes", "items"]),
    })
}

/// Whether a line tells of a conference.
fn is_of(line: &Change, id: ConferenceId) -> bool {
    let texts = [&line.after, &line.before];
    let text = texts.into_iter().flatten().next();
    let fields = text.and_then(|text| fields(text).ok());
    let name = if line.field_group == CALLS {
        "conference"
    } else {
        "id"
    };
    fields.is_some_and(|fields| fields[name].as_str() == Some(id.to_string().as_str()))
}

impl Store {
    /// The acts that changed a conference of a case, newest first: those before a place in the order of commits, or
    /// the newest.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn conference_history(
        &self,
        case: &Case,
        id: ConferenceId,
        before: Option<i64>,
    ) -> Result<Inside<ConferenceHistory>, StoreFault> {
        let of = (Subject::Case(case.id), &[GROUP, CALLS][..]);
        let recorded = self
            .history_in_group(of, before, CONFERENCE_HISTORY_PAGE, move |line| {
                is_of(line, id)
            })
            .await?;
        let acts = recorded.into_iter().map(|recorded| {
            let (invited, own): (Vec<Change>, Vec<Change>) = recorded
                .changes
                .into_iter()
                .partition(|line| line.field_group == CALLS);
            let (first, last) = (own.first(), own.last());
            let names = invited.iter().filter_map(|line| {
                let after = fields(line.after.as_deref()?).ok()?;
                text_of(&after["name"])
            });
            let before = first.and_then(|line| line.before.as_deref());
            let after = last.and_then(|line| line.after.as_deref());
            Ok(ConferenceAct {
                act: recorded.act,
                before: before.map(then).transpose()?,
                after: after.map(then).transpose()?,
                invited: names.collect(),
            })
        });
        Ok(Inside::of(ConferenceHistory {
            case: case.id,
            acts: acts.collect::<Result<_, StoreFault>>()?,
        }))
    }
}
