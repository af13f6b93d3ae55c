//! Writing the minutes of a conference: notes about an item, who was there, and what those said who would not be. Notes
//! are kept by the version that was seen: of two who write one is kept, and the other sees both.

use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::{
    ConferenceFault, Inquiry, ItemNotes, Minutes, MinutesFault, Turnout,
};
use renkei_domain::ids::{AccountId, AgendaItemId, CaseId, ConferenceId, ParticipantId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Prose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, Work};

use super::{ConferenceRefusal, KeptConference, case_of, conference_of, judged, of_case, refuse};
use crate::App;
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::writer::{Answer, WriteKey, Writer};

/// What was noted about an item, as somebody saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenNotes {
    /// In which case.
    pub case: CaseId,
    /// Of which conference.
    pub conference: ConferenceId,
    /// About which item; absent for the person's own.
    pub item: Option<AgendaItemId>,
    /// In which version; 0 before the first.
    pub version: i64,
}

/// What is noted about an item.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct NotesForm {
    /// 話したこと.
    pub said: Option<Prose>,
    /// 結論.
    pub conclusion: Option<Prose>,
    /// 残ったこと.
    pub remaining: Option<Prose>,
    /// Whether whoever writes takes the notes over from somebody else.
    pub takes_over: bool,
    /// The keys of earlier saves by the same page whose answers never came. Where one of them was kept all the same
    /// and nothing after it, these notes take its place, though it was not seen.
    pub follows: Vec<WriteKey>,
}

/// What somebody said is nobody's to read in a log.
impl std::fmt::Debug for NotesForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NotesForm(..)")
    }
}

/// Notes that were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptNotes {
    /// In which version they stand now.
    pub version: i64,
    /// When they were kept.
    pub at: Instant,
}

impl Answer for KeptNotes {
    fn to_text(&self) -> String {
        format!("{} {}", self.version, self.at.micros())
    }

    fn from_text(text: &str) -> Option<Self> {
        let (version, at) = text.split_once(' ')?;
        Some(Self {
            version: version.parse().ok()?,
            at: Instant::from_micros(at.parse().ok()?),
        })
    }
}

/// What stands of somebody who was called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttendanceStep {
    /// Whether they came.
    Came(Turnout),
    /// What they were asked beforehand, and what they said.
    Asked(Inquiry),
}

impl AttendanceStep {
    /// What tells it from another.
    fn asked(&self) -> String {
        match self {
            Self::Came(Turnout::Substitute { name }) => format!("substitute {name}"),
            Self::Came(Turnout::Away { why }) => format!("away {why}"),
            Self::Came(turnout) => format!("{} {:?}", turnout.came().code(), turnout.item()),
            Self::Asked(inquiry) => {
                let view = inquiry.view.as_ref().map(Prose::as_str);
                let view = view.unwrap_or_default();
                format!("{} {:?} {view}", inquiry.asked_on, inquiry.answered_on)
            }
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Keeps what is noted about an item of a conference that was held.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn write_minutes(
        &self,
        writer: &Writer,
        seen: SeenNotes,
        form: NotesForm,
    ) -> Outcome<KeptNotes, ConferenceRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let texts = [&form.said, &form.conclusion, &form.remaining];
        let texts = texts.map(|text| text.as_ref().map(Prose::as_str).unwrap_or_default());
        let asked = format!("{seen:?} {texts:?} {} {:?}", form.takes_over, form.follows);
        let given = Arc::new((writer.principal.clone(), by, form));
        self.act_of(
            writer,
            Purpose::RecordMinutes,
            &asked,
            move |work, header| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let (principal, by, form) = &*given;
                    noted_in(work, (principal, *by), (seen, form), header.at).await
                })
            },
        )
        .await
    }

    /// Keeps whether somebody who was called came, or what they said beforehand.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn mark_attendance(
        &self,
        writer: &Writer,
        (case, conference): (CaseId, ConferenceId),
        participant: ParticipantId,
        step: AttendanceStep,
    ) -> Outcome<KeptConference, ConferenceRefusal> {
        if writer.principal.account().is_none() {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        }
        let asked = format!("{case} {conference} {participant} {}", step.asked());
        let given = Arc::new((writer.principal.clone(), step));
        self.act_of(
            writer,
            Purpose::RecordMinutes,
            &asked,
            move |work, header| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let (principal, step) = &*given;
                    let place = (case, conference, participant);
                    marked_in(work, principal, (place, step), header.at).await
                })
            },
        )
        .await
    }
}

async fn noted_in(
    work: &Work,
    (principal, by): (&Principal, AccountId),
    (seen, form): (SeenNotes, &NotesForm),
    now: Instant,
) -> Result<KeptNotes, Stop<ConferenceRefusal>> {
    let action = Action::ConveneConference;
    let case = case_of(work, principal, action, seen.case).await?;
    let conference = conference_of(work, &case, seen.conference).await?;
    let before = work.minutes(&conference).await?;
    let mut minutes = before.clone();
    if form.takes_over {
        minutes = minutes.taken_by(by, now);
    }
    let notes = ItemNotes {
        item: seen.item,
        said: form.said.clone(),
        conclusion: form.conclusion.clone(),
        remaining: form.remaining.clone(),
        by,
        at: now,
        version: version_of(work, &before, (seen, by), &form.follows).await?,
    };
    let after = match minutes.noting(&conference, notes) {
        Err(MinutesFault::Overtaken) => return refuse(ConferenceRefusal::Overtaken),
        other => of_minutes(other)?,
    };
    work.keep_minutes(&conference, &before, &after).await?;
    Ok(KeptNotes {
        version: after.version_of(seen.item),
        at: now,
    })
}

/// The version that whoever writes goes on from: the one they saw, or that of a save of their own page that arrived
/// without their knowing.
async fn version_of(
    work: &Work,
    minutes: &Minutes,
    (seen, by): (SeenNotes, AccountId),
    follows: &[WriteKey],
) -> Result<i64, Stop<ConferenceRefusal>> {
    let Some(stands) = minutes.notes_of(seen.item) else {
        return Ok(seen.version);
    };
    if stands.version == seen.version || stands.by != by {
        return Ok(seen.version);
    }
    let kept = KeptNotes {
        version: stands.version,
        at: stands.at,
    };
    for key in follows {
        let answer = work.answer_under(by.uuid(), key.as_str()).await?;
        if answer.and_then(|answer| KeptNotes::from_text(&answer)) == Some(kept) {
            return Ok(stands.version);
        }
    }
    Ok(seen.version)
}

async fn marked_in(
    work: &Work,
    principal: &Principal,
    ((case, conference, participant), step): (
        (CaseId, ConferenceId, ParticipantId),
        &AttendanceStep,
    ),
    now: Instant,
) -> Result<KeptConference, Stop<ConferenceRefusal>> {
    let action = Action::ConveneConference;
    let case = case_of(work, principal, action, case).await?;
    let conference = conference_of(work, &case, conference).await?;
    let before = work.minutes(&conference).await?;
    let minutes = before.clone();
    let after = match step {
        AttendanceStep::Came(turnout) => minutes.marking(&conference, participant, turnout.clone()),
        AttendanceStep::Asked(inquiry) => {
            of_case(case.open().map(|_| ()))?;
            let today = now.in_japan().date;
            minutes.asking(&conference, (participant, inquiry.clone()), today)
        }
    };
    let after = of_minutes(after)?;
    work.keep_minutes(&conference, &before, &after).await?;
    Ok(KeptConference(conference.id))
}

/// What minutes say, as the end of an act.
pub(super) fn of_minutes<T>(said: Result<T, MinutesFault>) -> Result<T, Stop<ConferenceRefusal>> {
    judged(said.map_err(ConferenceFault::from))
}
