use super::notice::{AskDays, PollMark};
use super::*;
use crate::conference::invitation::{CallChannel, InvitationFault, NoticeState, PreparedWay};
use crate::ids::PollNoticeId;

fn way(channel: CallChannel) -> PreparedWay {
    PreparedWay {
        channel,
        target: None,
    }
}

/// A message that asked on the day the poll was opened.
fn asked(state: NoticeState) -> PollNotice {
    PollNotice {
        id: PollNoticeId::from_uuid(uuid(30)),
        poll: poll().id,
        person: poll().person,
        to: Some(RespondentId::from_uuid(uuid(22))),
        says: PollSays::Ask,
        way: way(CallChannel::Fax),
        code: None,
        made_at: at(day(11, 20), 9),
        mark: PollMark {
            state,
            at: at(day(11, 20), 10),
            by: None,
            evidence: None,
        },
    }
}

#[test]
fn whoever_is_silent_is_asked_once_and_reminded_once_in_time_for_their_way() {
    let to = RespondentId::from_uuid(uuid(22));
    let due_on = |poll: &Poll, today, notices: &[PollNotice], channel| {
        let answer_way = AnswerWay::to(channel);
        let days = AskDays {
            today,
            remind_on: remind_on(answer_way, poll.deadline, &holidays()),
            answer_by: answer_by(answer_way, poll.deadline, &holidays()),
        };
        due(poll, to, notices, (&way(channel), days))
    };
    let (fax, mail) = (CallChannel::Fax, CallChannel::Mail);
    let (ask, reminder) = (Some(PollSays::Ask), Some(PollSays::Reminder));
    let sent = [asked(NoticeState::Sent)];
    assert_eq!(due_on(&poll(), day(11, 20), &[], fax), ask);
    assert_eq!(due_on(&poll(), day(11, 20), &sent, fax), None);
    // An answer by FAX leaves on 11/26 at the latest; two working days before that is 11/24.
    assert_eq!(due_on(&poll(), day(11, 22), &sent, fax), None);
    assert_eq!(due_on(&poll(), day(11, 24), &sent, fax), reminder);
    assert_eq!(due_on(&poll(), day(11, 24), &sent, mail), None);
    assert_eq!(due_on(&poll(), day(11, 27), &sent, fax), None, "too late");
    let waiting = [asked(NoticeState::Prepared)];
    assert_eq!(due_on(&poll(), day(11, 24), &waiting, fax), None);
    let reminded = PollNotice {
        says: PollSays::Reminder,
        made_at: at(day(11, 24), 9),
        ..asked(NoticeState::Sent)
    };
    let both = [sent[0].clone(), reminded];
    assert_eq!(due_on(&poll(), day(11, 26), &both, fax), None, "once");
    // What did not arrive goes by another way alone.
    let failed = [asked(NoticeState::Failed)];
    assert_eq!(due_on(&poll(), day(11, 20), &failed, fax), None);
    assert_eq!(due_on(&poll(), day(11, 20), &failed, mail), ask);
    let now = at(day(11, 24), 9);
    let heard = answer(22, Mark::No, AnswerWay::Phone, at(day(11, 23), 9));
    let answered = poll().answered(heard, now).expect("an answer");
    assert_eq!(due_on(&answered, day(11, 24), &sent, fax), None);
    let closed = poll().closed(now).expect("it ends");
    assert_eq!(due_on(&closed, day(11, 24), &[], fax), None);
}

#[test]
fn of_a_mail_nobody_says_that_it_left() {
    let now = at(day(11, 21), 9);
    let mark = |state, at| PollMark {
        state,
        at,
        by: None,
        evidence: None,
    };
    let mail = |state| PollNotice {
        way: way(CallChannel::Mail),
        ..asked(state)
    };
    let marked = |notice: PollNotice, state, at| notice.marked(mark(state, at), now).err();
    let carried = Some(InvitationFault::ByTheCourier);
    let waiting = mail(NoticeState::Prepared);
    assert_eq!(marked(waiting, NoticeState::Sent, now), carried);
    assert_eq!(
        marked(mail(NoticeState::Sent), NoticeState::Failed, now),
        None
    );
    let fax = || asked(NoticeState::Prepared);
    assert_eq!(marked(fax(), NoticeState::Sent, now), None);
    let early = marked(fax(), NoticeState::Sent, at(day(11, 19), 9));
    assert_eq!(early, Some(InvitationFault::When));
    let over = marked(asked(NoticeState::Superseded), NoticeState::Sent, now);
    assert_eq!(over, Some(InvitationFault::Superseded));
}
