//! What became of a message about a meeting, and what was answered to it, written down by whoever calls to it.

use std::sync::Arc;

use chrono::NaiveDate;
use renkei_domain::conference::invitation::{CallChannel, InvitationFault, PhoneOutcome};
use renkei_domain::conference::series::{
    MeetingAnswer, MeetingCame, MeetingNotice, NoticeMark, SeriesFault, ToldMember,
};
use renkei_domain::ids::{AccountId, MeetingNoticeId, MeetingSeriesId};
use renkei_domain::record::Purpose;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;

use super::super::call::step::ByHand;
use super::call::writes;
use super::{KeptSeries, MeetingRefusal, judged, refuse, series_in};
use crate::App;
use crate::directory::inquiry::astray::member_astray;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// One message about one meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfNotice {
    /// Of which series.
    pub series: MeetingSeriesId,
    /// Of which day of the rule.
    pub original: NaiveDate,
    /// Which message.
    pub notice: MeetingNoticeId,
}

/// What somebody writes down of a message.
#[derive(Clone, PartialEq, Eq)]
pub enum NoticeStep {
    /// What became of it.
    Mark {
        /// What.
        what: ByHand,
        /// When, where that was before now.
        at: Option<Instant>,
        /// What shows it.
        evidence: Option<Line>,
    },
    /// At the number that was called somebody else answered, with what else is worth knowing.
    WrongNumber(Option<Line>),
    /// They answered.
    Answer(MeetingCame),
}

/// What shows that somebody was reached is nobody's to read in a log.
impl std::fmt::Debug for NoticeStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Mark { what, .. } => write!(f, "NoticeStep({})", what.code()),
            Self::WrongNumber(_) => f.write_str("NoticeStep(wrong_number)"),
            Self::Answer(comes) => write!(f, "NoticeStep({})", comes.code()),
        }
    }
}

impl NoticeStep {
    /// What tells it from another.
    fn asked(&self) -> String {
        match self {
            Self::Mark { what, at, evidence } => {
                let at = at.map(Instant::micros);
                let evidence = evidence.as_ref().map(Line::as_str);
                format!("mark {} {at:?} {evidence:?}", what.code())
            }
            Self::WrongNumber(note) => {
                format!("wrong_number {:?}", note.as_ref().map(Line::as_str))
            }
            Self::Answer(comes) => format!("answer {}", comes.code()),
        }
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Writes down what became of a message, or what was answered to it.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn settle_meeting_notice(
        &self,
        writer: &Writer,
        of: OfNotice,
        step: NoticeStep,
    ) -> Outcome<KeptSeries, MeetingRefusal> {
        let by = match writes(writer) {
            Ok(by) => by,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let asked = format!("{of:?} {}", step.asked());
        let given = Arc::new((writer.principal.clone(), step));
        let purpose = Purpose::MarkMeetingNotice;
        self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move {
                let (principal, step) = given.as_ref();
                let file = series_in(work, principal, of.series).await?;
                // A courier notes what became of it behind the same lock.
                work.lock_letters_about(of.notice.uuid()).await?;
                let known = work.meeting_notice(of.notice).await?;
                let is_of_it = |one: &MeetingNotice| {
                    one.series == file.series.id && one.original == of.original
                };
                let Some(before) = known.filter(is_of_it) else {
                    return refuse(SeriesFault::NoSuchNotice);
                };
                if matches!(step, NoticeStep::Answer(_)) {
                    let all = work.meeting_notices(of.series, of.original).await?;
                    let told = ToldMember::of(&all, before.member);
                    if told.last().map(|last| last.id) != Some(before.id) {
                        return refuse(SeriesFault::Notice(InvitationFault::Superseded));
                    }
                }
                let after = settled(before.clone(), step, (header.at, by));
                let after = judged(after.map_err(SeriesFault::from))?;
                work.keep_meeting_notice(Some(&before), &after).await?;
                if came_back(step, &after) {
                    member_astray(work, &after, (Some(by), header.at)).await?;
                }
                Ok(KeptSeries(file.series.id))
            })
        })
        .await
    }
}

/// Whether a step tells that the way to somebody is wrong: a FAX that did not go through may do so later.
fn came_back(step: &NoticeStep, notice: &MeetingNotice) -> bool {
    match step {
        NoticeStep::Mark { what, .. } => {
            let comes_back = matches!(notice.way.channel, CallChannel::Mail | CallChannel::Letter);
            comes_back && *what == ByHand::Failed
        }
        NoticeStep::WrongNumber(_) => true,
        NoticeStep::Answer(_) => false,
    }
}

fn settled(
    notice: MeetingNotice,
    step: &NoticeStep,
    (now, by): (Instant, AccountId),
) -> Result<MeetingNotice, InvitationFault> {
    match step {
        NoticeStep::Mark { what, at, evidence } => {
            let mark = NoticeMark {
                state: what.state(),
                at: at.unwrap_or(now),
                by: Some(by),
                evidence: evidence.clone(),
            };
            notice.marked(mark, now)
        }
        NoticeStep::WrongNumber(note) if notice.way.channel == CallChannel::Phone => {
            let wrong = PhoneOutcome::WrongNumber.word();
            let words = match note {
                Some(note) => format!("{wrong}。{note}"),
                None => wrong.to_owned(),
            };
            let mark = NoticeMark {
                state: ByHand::Failed.state(),
                at: now,
                by: Some(by),
                evidence: Line::parse(&words).ok(),
            };
            notice.marked(mark, now)
        }
        NoticeStep::WrongNumber(_) => Err(InvitationFault::NotByPhone),
        NoticeStep::Answer(comes) => notice.answered(MeetingAnswer {
            comes: *comes,
            at: now,
            by: Some(by),
        }),
    }
}
