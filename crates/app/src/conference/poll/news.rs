//! Telling whoever sees to a conference that everybody has answered, or that those can meet without whom people do not:
//! once each, in the act that brings it about. The letter says it as it stands when it leaves.

use renkei_domain::cases::case::Case;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{CallChannel, NoticeState, PreparedWay};
use renkei_domain::conference::poll::notice::PollMark;
use renkei_domain::conference::poll::{Poll, PollNotice, PollSays, Question, QuorumState, best};
use renkei_domain::directory::hours::{HolidayTable, Hours};
use renkei_domain::ids::{LetterId, PollNoticeId};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::outside::{Entropy, new_uuid};
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

use super::super::call::permitted::sitting;
use super::sitters::sitters;
use super::still::asked_of;

/// How far a poll has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PollStands {
    /// Whether everybody who is still asked answered.
    pub(crate) is_complete: bool,
    /// Whether there is a date on which those can meet without whom people do not; absent where nobody was named.
    pub(crate) is_quorum_met: Option<bool>,
}

/// How far polls of a conference have come, by those who may be asked now.
pub(crate) async fn stands<const N: usize>(
    work: &Work,
    (case, conference): (&Case, &Conference),
    polls: [&Poll; N],
    now: Instant,
) -> Result<[PollStands; N], StoreFault> {
    let sitting = sitting(work, case, conference, now).await?;
    let asked = asked_of(conference, sitting.may);
    let (nothing, holidays) = (Hours::default(), HolidayTable::default());
    Ok(polls.map(|poll| {
        let respondents = poll.respondents.iter();
        let mut respondents = respondents.filter(|one| asked.contains(&one.who));
        let sitters = sitters(
            (conference, poll),
            |one| sitting.kinds.get(&one.id).copied(),
            |_| &nothing,
            &nothing,
        );
        let ranked = best(&Question {
            candidates: &poll.candidates,
            minutes: poll.minutes,
            sitters: &sitters,
            hardest: poll.hardest,
            quorum: &poll.quorum,
            person_times: &poll.person_times,
            holidays: &holidays,
        });
        let is_met = || ranked.iter().any(|slot| slot.quorum == QuorumState::Met);
        PollStands {
            is_complete: respondents.all(|one| poll.counts(one.id).is_some()),
            is_quorum_met: (!poll.quorum.is_empty()).then(is_met),
        }
    }))
}

/// Tells whoever sees to a conference what an answer brought about.
pub(super) async fn tell_host(
    work: &Work,
    (case, conference): (&Case, &Conference),
    (before, after): (&Poll, &Poll),
    (now, entropy): (Instant, &dyn Entropy),
) -> Result<(), StoreFault> {
    let [was, is] = stands(work, (case, conference), [before, after], now).await?;
    let met = Some(true);
    let says = if is.is_complete && !was.is_complete {
        PollSays::AllAnswered
    } else if is.is_quorum_met == met && was.is_quorum_met != met {
        PollSays::QuorumMet
    } else {
        return Ok(());
    };
    let known = work.poll_notices(after.id).await?;
    // One that was taken back, since an answer changed meanwhile, told nobody.
    let was_told = |notice: &PollNotice| !notice.mark.state.is_superseded();
    if known
        .iter()
        .any(|notice| notice.says == says && was_told(notice))
    {
        return Ok(());
    }
    let notice = PollNotice {
        id: PollNoticeId::from_uuid(new_uuid(now, entropy)),
        poll: after.id,
        person: after.person,
        to: None,
        says,
        way: PreparedWay {
            channel: CallChannel::Mail,
            target: None,
        },
        code: None,
        made_at: now,
        mark: PollMark::bare(NoticeState::Prepared, now, None),
    };
    work.keep_poll_notice(case.id, None, &notice).await?;
    let letter = LetterId::from_uuid(new_uuid(now, entropy));
    work.queue_letter(letter, LetterSubject::PollNotice(notice.id), now)
        .await
}
