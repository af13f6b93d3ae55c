//! Telling those who are called to a series of one of its meetings: what each has to be told is prepared, by their own way.
//! Mail leaves by itself a few minutes later; the rest is printed, or said on the phone, by somebody's hand, who writes
//! down what became of it and what was answered. Where a meeting is moved or cancelled, or somebody is called no more,
//! those who were told hear of it by the way by which they were, in the act that changes it (`follow`).

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::conference::invitation::{CallWay, NoticeState, PreparedWay, Says, WAIT};
use renkei_domain::conference::series::{
    Meeting, MeetingNotice, MeetingSeries, NoticeMark, Occurrence, SeriesFault, ToldMember,
};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::ids::{AccountId, LetterId, MeetingNoticeId, OccurrenceId, ParticipantId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use super::super::call::follow::taken_back;
use super::super::call::send::can_go;
use super::super::sent::SentMessages;
use super::hold::{SeenMeeting, known_of};
use super::{MeetingRefusal, judged, refuse, series_in};
use crate::App;
use crate::directory::register::Outcome;
use crate::writer::Writer;

/// So far back from today lies the day of the rule of a meeting that is still to come.
const MOVED_FROM: Days = Days::new(62);

/// Who acts when, and what new rows are named by.
pub(super) struct Acting {
    pub(super) now: Instant,
    by: Option<AccountId>,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) holidays: HolidayTable,
}

impl Acting {
    /// For an act of somebody.
    pub(super) fn of(
        principal: &Principal,
        now: Instant,
        (holidays, entropy): (&HolidayTable, &Arc<dyn Entropy>),
    ) -> Self {
        Self {
            now,
            by: principal.account(),
            entropy: Arc::clone(entropy),
            holidays: holidays.clone(),
        }
    }

    fn mark(&self, state: NoticeState) -> NoticeMark {
        NoticeMark::bare(state, self.now, self.by)
    }
}

/// Everything that was given beforehand.
struct Given {
    principal: Principal,
    seen: SeenMeeting,
    ways: HashMap<ParticipantId, CallWay>,
    holidays: HolidayTable,
    entropy: Arc<dyn Entropy>,
    row: OccurrenceId,
}

/// Who writes, where somebody does.
pub(super) fn writes(writer: &Writer) -> Result<AccountId, MeetingRefusal> {
    let by = writer.principal.account();
    by.ok_or(MeetingRefusal::NotAllowed(Decision::SignInFirst))
}

#[renkei_boxed::boxed]
impl App {
    /// Prepares what everybody who is called to a meeting has to be told and was not told yet: that it is held, or what
    /// changed. Whoever knows everything gets nothing, so that it can be asked for again and again.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn send_meeting_notices(
        &self,
        writer: &Writer,
        seen: SeenMeeting,
    ) -> Outcome<SentMessages, MeetingRefusal> {
        if let Err(refusal) = writes(writer) {
            return Ok(Err(refusal));
        }
        let board = self.meeting_board(&writer.principal, seen.series, seen.original);
        let board = match board.await? {
            Ok(board) => board,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let rows = board.rows.into_iter();
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            seen,
            ways: rows.map(|row| (row.member.id, row.way)).collect(),
            holidays: self.reference().await?.holidays.clone(),
            entropy: Arc::clone(&self.entropy),
            row: OccurrenceId::from_uuid(self.new_id()),
        });
        let asked = format!("{seen:?} notices");
        let purpose = Purpose::SendMeetingNotices;
        let sent = self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { sent_in(work, &given, header.at).await })
        });
        let sent = sent.await?;
        self.wake_courier();
        Ok(sent)
    }
}

async fn sent_in(
    work: &Work,
    given: &Given,
    now: Instant,
) -> Result<SentMessages, Stop<MeetingRefusal>> {
    let seen = given.seen;
    let file = series_in(work, &given.principal, seen.series).await?;
    let series = &file.series;
    let before = known_of(&file, seen.original);
    if before.map_or(0, |known| known.version) != seen.version {
        return refuse(MeetingRefusal::Overtaken);
    }
    let meeting = judged(series.meeting_of(seen.original, before, &given.holidays))?;
    if meeting.has_begun(now) {
        return refuse(SeriesFault::ToldLate);
    }
    let acting = Acting::of(&given.principal, now, (&given.holidays, &given.entropy));
    let notices = work.meeting_notices(series.id, seen.original).await?;
    let mut sent = SentMessages::default();
    for member in &series.members {
        let told = ToldMember::of(&notices, member.id);
        let way = given.ways.get(&member.id);
        let Some(says) = told.due((&meeting, meeting.calls(member)), way) else {
            continue;
        };
        let is_told = told.is_worth_telling(says);
        let Some(way) = way.filter(|way| !is_told || can_go(way)) else {
            sent.stuck += 1;
            continue;
        };
        let (of, way) = ((series, before, &meeting), way.prepared());
        prepare(work, of, (member.id, &told), (says, way), &acting).await?;
        sent.prepared += u32::from(is_told);
    }
    // Something is known of it from now on, so that its day stays the one that was told.
    if before.is_none() && sent.prepared > 0 {
        let known = Occurrence::bare(given.row, (series.network, series.id), seen.original);
        work.keep_occurrence(None, &known.told_of()).await?;
    }
    Ok(sent)
}

/// Prepares what those who were told of meetings to come have to be told now, by the way by which they were: of the
/// meeting of one day of the rule, or of all. Nobody is called anew by it.
pub(super) async fn follow(
    work: &Work,
    (series, known): (&MeetingSeries, &[Occurrence]),
    only: Option<NaiveDate>,
    acting: &Acting,
) -> Result<(), StoreFault> {
    let days = match only {
        Some(day) => vec![day],
        None => {
            let today = acting.now.in_japan().date;
            let from = today.checked_sub_days(MOVED_FROM).unwrap_or(today);
            work.meetings_told_of(series.id, from).await?
        }
    };
    for day in days {
        let known = known.iter().find(|one| one.original == day);
        let Ok(meeting) = series.meeting_of(day, known, &acting.holidays) else {
            continue;
        };
        if meeting.has_begun(acting.now) {
            continue;
        }
        let notices = work.meeting_notices(series.id, day).await?;
        for member in &series.members {
            let told = ToldMember::of(&notices, member.id);
            let Some(last) = told.last() else {
                continue;
            };
            let Some(says) = told.due((&meeting, meeting.calls(member)), None) else {
                continue;
            };
            // Whoever was called off is called again by somebody's decision, and never by itself; what would have
            // called them off stays in the house.
            if says.calls() && !last.says.calls() {
                if last.is_waiting() {
                    superseded(work, last, acting).await?;
                }
                continue;
            }
            let (of, way) = ((series, known, &meeting), last.way.clone());
            prepare(work, of, (member.id, &told), (says, way), acting).await?;
        }
    }
    Ok(())
}

/// Prepares a message in place of one that did not leave yet; a mail is queued with it. Whoever never heard of the
/// meeting is told nothing of its end: what was prepared for them is taken back.
async fn prepare(
    work: &Work,
    (series, known, meeting): (&MeetingSeries, Option<&Occurrence>, &Meeting),
    (member, told): (ParticipantId, &ToldMember),
    (says, way): (Says, PreparedWay),
    acting: &Acting,
) -> Result<(), StoreFault> {
    let now = acting.now;
    let mut leaves_at = now.plus(WAIT);
    let mut is_under_way = false;
    if let Some(last) = told.last().filter(|last| last.is_waiting()) {
        // What is changed meanwhile leaves as one, at the time at which the first would have.
        leaves_at = last.leaves_at.max(now);
        is_under_way = superseded(work, last, acting).await?;
    }
    if !is_under_way && !told.is_worth_telling(says) {
        return Ok(());
    }
    // What ends a call names the day that they heard of.
    let heard = told.notices().iter().rev().find(|one| one.is_out());
    let heard = heard.filter(|_| !is_under_way).or_else(|| told.last());
    let heard = heard.filter(|_| !says.calls());
    let of_meeting = known.map_or(0, |known| known.sequence) + series.sequence;
    let notice = MeetingNotice {
        id: MeetingNoticeId::from_uuid(new_uuid(now, acting.entropy.as_ref())),
        network: series.network,
        series: series.id,
        original: meeting.original,
        member,
        says,
        told: heard.map_or_else(|| meeting.told(), |heard| heard.told.clone()),
        way,
        code: Some(PaperCode::draw(
            PaperCode::SHEET_GROUPS,
            acting.entropy.as_ref(),
        )),
        sequence: told.next_sequence(says, of_meeting),
        made_at: now,
        leaves_at,
        mark: acting.mark(NoticeState::Prepared),
        answer: None,
    };
    work.keep_meeting_notice(None, &notice).await?;
    if notice.way.channel.is_carried() {
        let letter = LetterId::from_uuid(new_uuid(now, acting.entropy.as_ref()));
        let subject = LetterSubject::MeetingNotice(notice.id);
        work.queue_letter_after(letter, subject, (now, leaves_at))
            .await?;
    }
    Ok(())
}

/// Takes a message back that did not leave yet, and says whether a courier has it already.
async fn superseded(
    work: &Work,
    notice: &MeetingNotice,
    acting: &Acting,
) -> Result<bool, StoreFault> {
    let is_under_way = taken_back(work, notice.id.uuid()).await?;
    // Read again behind the lock of its letter: a courier may have noted meanwhile what became of it.
    let Some(notice) = work.meeting_notice(notice.id).await? else {
        return Ok(is_under_way);
    };
    if !notice.is_waiting() {
        return Ok(is_under_way || notice.is_out());
    }
    let after = MeetingNotice {
        mark: acting.mark(NoticeState::Superseded),
        ..notice.clone()
    };
    work.keep_meeting_notice(Some(&notice), &after).await?;
    Ok(is_under_way)
}
