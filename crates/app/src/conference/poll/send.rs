//! Asking people by the way in which each is called: a mail with a link of their own, a form for FAX or post, or a call on
//! the phone. Mail leaves by itself; the rest leaves by somebody's hand, who says so. Whoever did not answer is reminded
//! once, before an answer by their way would come too late. Nobody is asked before the person saw who is.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::cases::case::Case;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{
    CallChannel, CallWay, NoticeState, OwnSide, PreparedWay, shown,
};
use renkei_domain::conference::poll::notice::{AskDays, PollMark};
use renkei_domain::conference::poll::{
    AnswerWay, Asked, Poll, PollNotice, PollSays, answer_by, due, remind_on,
};
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::ids::{AccountId, LetterId, PollNoticeId, RespondentId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::people::PaperCode;
use renkei_domain::record::Purpose;
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault, Work};

use super::super::call::send::can_go;
use super::super::call::view::CallsView;
use super::super::sent::SentMessages;
use super::super::{ConferenceRefusal, case_of, conference_of, judged, of_case};
use super::still::asked_now;
use super::{OfConference, poll_of};
use crate::consent::what_is_missing;
use crate::directory::register::Outcome;
use crate::letters::carry::unrefused;
use crate::writer::Writer;
use crate::{App, Caller};

/// What is known beforehand.
struct Given {
    principal: Principal,
    by: AccountId,
    of: OfConference,
    ways: BTreeMap<Asked, CallWay>,
    holidays: HolidayTable,
    entropy: Arc<dyn Entropy>,
}

/// By which way each is asked.
fn ways(view: &CallsView) -> BTreeMap<Asked, CallWay> {
    let rows = view.rows.iter();
    let called = rows.map(|row| {
        let id = row.called.participant.id;
        (Asked::Participant(id), row.way.clone())
    });
    // Whoever is handed a sheet is asked face to face.
    let own = view.own.iter().filter(|row| row.way.channel.has_target());
    let own = own.filter_map(|row| {
        let who = match OwnSide::at(view.id, row.called.participant.id)? {
            OwnSide::Person => Asked::Person,
            OwnSide::Family => Asked::Family,
        };
        Some((who, row.way.clone()))
    });
    called.chain(own).collect()
}

/// When somebody is asked by a channel, and reminded.
fn days(poll: &Poll, channel: CallChannel, holidays: &HolidayTable, now: Instant) -> AskDays {
    let way = AnswerWay::to(channel);
    AskDays {
        today: now.in_japan().date,
        remind_on: remind_on(way, poll.deadline, holidays),
        answer_by: answer_by(way, poll.deadline, holidays),
    }
}

#[renkei_boxed::boxed]
impl App {
    /// Prepares what everybody has to be told who may be asked and did not answer: that they are asked, or that they were.
    /// Whoever was told gets nothing, so that it can be asked for again and again.
    ///
    /// # Errors
    /// A fault of the store; refusals are in the outcome.
    pub async fn send_poll(
        &self,
        writer: &Writer,
        of: OfConference,
    ) -> Outcome<SentMessages, ConferenceRefusal> {
        let Some(by) = writer.principal.account() else {
            return Ok(Err(what_is_missing(&writer.principal).into()));
        };
        let view = self.conference_calls(&writer.principal, of.case, of.id);
        let view = match view.await? {
            Ok(view) => view,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let given = Arc::new(Given {
            principal: writer.principal.clone(),
            by,
            of,
            ways: ways(&view),
            holidays: self.reference().await?.holidays.clone(),
            entropy: Arc::clone(&self.entropy),
        });
        let asked = format!("{of:?}");
        let purpose = Purpose::SendPoll;
        let sent = self.act_of(writer, purpose, &asked, move |work, header| {
            let given = Arc::clone(&given);
            Box::pin(async move { sent_in(work, &given, header.at).await })
        });
        let sent = sent.await?;
        self.wake_courier();
        Ok(sent)
    }

    /// Prepares reminders for those who did not answer, where their time has come. A courier asks for it every hour. Says
    /// how many were prepared.
    ///
    /// # Errors
    /// A fault of the store; what was prepared until then stays so.
    pub async fn remind_of_polls(&self) -> Result<usize, StoreFault> {
        let mut reminded = 0;
        let holidays = Arc::new(self.reference().await?.holidays.clone());
        for id in self.store.cases_with_open_polls().await? {
            let (holidays, entropy) = (Arc::clone(&holidays), Arc::clone(&self.entropy));
            let header = self.header(Caller::COURIER, Purpose::SendPoll);
            let now = header.at;
            let ended = self
                .store
                .act::<usize, Infallible, _>(&header, move |work| {
                    let (holidays, entropy) = (Arc::clone(&holidays), Arc::clone(&entropy));
                    Box::pin(async move {
                        work.lock_case(id).await?;
                        let case = work.case(id).await?;
                        let case = case.filter(|case| !case.is_erased() && case.is_open());
                        let Some(case) = case else {
                            return Ok(0);
                        };
                        let mut reminded = 0;
                        for conference in work.conferences(id).await? {
                            let of = (&case, &conference);
                            let with = (&*holidays, now, entropy.as_ref());
                            reminded += reminded_in(work, of, with).await?;
                        }
                        Ok(reminded)
                    })
                })
                .await;
            reminded += unrefused(ended)?;
        }
        if reminded > 0 {
            self.wake_courier();
        }
        Ok(reminded)
    }
}

async fn sent_in(
    work: &Work,
    given: &Given,
    now: Instant,
) -> Result<SentMessages, Stop<ConferenceRefusal>> {
    let action = Action::ConveneConference;
    let case = case_of(work, &given.principal, action, given.of.case).await?;
    of_case(case.open().map(|_| ()))?;
    let conference = conference_of(work, &case, given.of.id).await?;
    let poll = poll_of(work, &case, given.of.id).await?;
    judged(poll.taking().map(|_| ()))?;
    judged(shown(&conference))?;
    let asked = asked_now(work, &case, &conference, now).await?;
    let notices = work.poll_notices(poll.id).await?;
    let mut sent = SentMessages::default();
    for one in poll
        .respondents
        .iter()
        .filter(|one| asked.contains(&one.who))
    {
        let way = given.ways.get(&one.who);
        let prepared = PreparedWay {
            channel: way.map_or(CallChannel::Phone, |way| way.channel),
            target: way.and_then(|way| way.target.clone()),
        };
        let days = days(&poll, prepared.channel, &given.holidays, now);
        let Some(says) = due(&poll, one.id, &notices, (&prepared, days)) else {
            continue;
        };
        if !way.is_some_and(can_go) {
            sent.stuck += 1;
            continue;
        }
        let by = (now, Some(given.by), given.entropy.as_ref());
        prepare(work, (&case, &poll), (one.id, says, prepared), by).await?;
        sent.prepared += 1;
    }
    Ok(sent)
}

/// Prepares the reminders of a conference whose time has come, by the way by which each was asked.
async fn reminded_in(
    work: &Work,
    (case, conference): (&Case, &Conference),
    (holidays, now, entropy): (&HolidayTable, Instant, &dyn Entropy),
) -> Result<usize, StoreFault> {
    let poll = work.poll(conference.id).await?;
    let Some(poll) = poll.filter(|poll| poll.taking().is_ok()) else {
        return Ok(0);
    };
    let notices = work.poll_notices(poll.id).await?;
    if notices.is_empty() {
        return Ok(0);
    }
    let asked = asked_now(work, case, conference, now).await?;
    let mut reminded = 0;
    for one in poll
        .respondents
        .iter()
        .filter(|one| asked.contains(&one.who))
    {
        let mut theirs = notices.iter().rev();
        let last = theirs.find(|notice| notice.to == Some(one.id) && notice.is_out());
        let Some(way) = last.map(|last| last.way.clone()) else {
            continue;
        };
        let days = days(&poll, way.channel, holidays, now);
        if due(&poll, one.id, &notices, (&way, days)) != Some(PollSays::Reminder) {
            continue;
        }
        let by = (now, None, entropy);
        prepare(work, (case, &poll), (one.id, PollSays::Reminder, way), by).await?;
        reminded += 1;
    }
    Ok(reminded)
}

/// Prepares a message; a mail is queued with it.
async fn prepare(
    work: &Work,
    (case, poll): (&Case, &Poll),
    (to, says, way): (RespondentId, PollSays, PreparedWay),
    (now, by, entropy): (Instant, Option<AccountId>, &dyn Entropy),
) -> Result<(), StoreFault> {
    let notice = PollNotice {
        id: PollNoticeId::from_uuid(new_uuid(now, entropy)),
        poll: poll.id,
        person: poll.person,
        to: Some(to),
        says,
        way,
        code: Some(PaperCode::draw(PaperCode::SHEET_GROUPS, entropy)),
        made_at: now,
        mark: PollMark::bare(NoticeState::Prepared, now, by),
    };
    work.keep_poll_notice(case.id, None, &notice).await?;
    if notice.way.channel.is_carried() {
        let letter = LetterId::from_uuid(new_uuid(now, entropy));
        work.queue_letter(letter, LetterSubject::PollNotice(notice.id), now)
            .await?;
    }
    Ok(())
}
