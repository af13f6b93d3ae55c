use super::*;

fn reply(number: u128, reply: Reply, channel: AnswerChannel, on: u32) -> GivenReply {
    GivenReply {
        id: ConferenceReplyId::from_uuid(uuid(number)),
        reply,
        wishes: Default::default(),
        note: None,
        from: None,
        channel,
        sequence: 0,
        given_at: noon(on),
        noted_at: noon(on),
        by: (!channel.is_unattended()).then(account),
        standing: ReplyStanding::Waits,
        doubt: None,
        decided_by: None,
    }
}

fn called() -> Invitation {
    let told = told(&scheduled());
    invitation(vec![notice(
        Says::Invitation,
        told,
        &[(NoticeState::Sent, 20)],
    )])
}

fn kind(invitation: &Invitation) -> Option<ReplyKind> {
    invitation.reply().map(|reply| reply.reply.kind())
}

#[test]
fn the_newest_answer_counts_whatever_the_channel_where_somebody_enters_it() {
    let called = called()
        .answered(reply(1, Reply::Coming, AnswerChannel::Mail, 21), true)
        .answered(reply(2, Reply::NotComing, AnswerChannel::Phone, 22), true);
    assert_eq!(kind(&called), Some(ReplyKind::NotComing));
    assert_eq!(called.doubtful().count(), 0);
    assert_eq!(called.replies[0].standing, ReplyStanding::Replaced);
    assert_eq!(called.state(), CallState::Answered);
}

#[test]
fn a_later_mail_does_not_quietly_take_the_place_of_a_call() {
    let called = called()
        .answered(reply(1, Reply::NotComing, AnswerChannel::Phone, 21), true)
        .answered(reply(2, Reply::Coming, AnswerChannel::Mail, 22), true);
    assert_eq!(kind(&called), Some(ReplyKind::NotComing));
    let doubt = called.doubtful().next().and_then(|reply| reply.doubt);
    assert_eq!(doubt, Some(Doubt::OtherChannel));
    let id = ConferenceReplyId::from_uuid(uuid(2));
    let taken = called
        .clone()
        .decided(id, true, account())
        .expect("decided");
    assert_eq!(kind(&taken), Some(ReplyKind::Coming));
    assert_eq!(
        taken.decided(id, true, account()).err(),
        Some(InvitationFault::NoSuchReply)
    );
    let left = called.decided(id, false, account()).expect("decided");
    assert_eq!(kind(&left), Some(ReplyKind::NotComing));
    assert_eq!(left.doubtful().count(), 0);
}

#[test]
fn what_was_given_before_and_comes_in_later_waits() {
    let called = called()
        .answered(reply(1, Reply::Coming, AnswerChannel::Page, 22), true)
        .answered(reply(2, Reply::NotComing, AnswerChannel::Mail, 21), true)
        .answered(reply(3, Reply::Coming, AnswerChannel::Mail, 21), true);
    assert_eq!(kind(&called), Some(ReplyKind::Coming));
    assert_eq!(called.replies[1].doubt, Some(Doubt::Older));
    assert_eq!(called.replies[2].standing, ReplyStanding::SetAside);
}

#[test]
fn an_answer_is_to_the_date_that_was_told() {
    let mut moved = called();
    moved = moved.answered(reply(1, Reply::Coming, AnswerChannel::Page, 21), true);
    let later = Conference {
        sequence: 1,
        slot: Some(slot(day(12, 5), 60)),
        ..scheduled()
    };
    moved.notices.push(notice(
        Says::Change,
        told(&later),
        &[(NoticeState::Sent, 22)],
    ));
    assert_eq!(kind(&moved), None, "they are asked once more");
    let moved = moved.answered(reply(2, Reply::Coming, AnswerChannel::Mail, 23), true);
    assert_eq!(moved.replies[1].doubt, Some(Doubt::OldDate));
    let id = ConferenceReplyId::from_uuid(uuid(2));
    let taken = moved.decided(id, true, account()).expect("decided");
    assert_eq!(kind(&taken), Some(ReplyKind::Coming));
}

#[test]
fn somebody_else_comes_where_that_was_asked_and_nobody_answers_who_is_not_expected() {
    let substitute = Reply::Substitute {
        name: line("山本")
    };
    for (may, standing) in [(true, ReplyStanding::Counts), (false, ReplyStanding::Waits)] {
        let new = reply(1, substitute.clone(), AnswerChannel::Page, 21);
        assert_eq!(called().answered(new, may).replies[0].standing, standing);
    }
    let mut recalled = called();
    recalled.notices.push(notice(
        Says::Recall,
        told(&scheduled()),
        &[(NoticeState::Sent, 21)],
    ));
    let recalled = recalled.answered(reply(1, Reply::Coming, AnswerChannel::Page, 22), true);
    assert_eq!(recalled.replies[0].doubt, Some(Doubt::NotExpected));
    assert_eq!(kind(&recalled), None);
}
