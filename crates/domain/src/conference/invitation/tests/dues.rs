use super::*;

fn due_of(conference: &Conference, may: bool, invitation: Option<&Invitation>) -> Option<Says> {
    due(
        conference,
        Standing {
            participant: conference.participants.first(),
            may_be_called: may,
            way: None,
            invitation,
        },
    )
}

#[test]
fn whoever_may_be_called_is_invited_once_there_is_a_date() {
    let draft = Conference {
        participants: vec![participant(1)],
        ..conference(Presence::default())
    };
    assert_eq!(due_of(&draft, true, None), None);
    assert_eq!(due_of(&scheduled(), true, None), Some(Says::Invitation));
    assert_eq!(due_of(&scheduled(), false, None), None, "not agreed yet");
    let invited = notice(
        Says::Invitation,
        told(&scheduled()),
        &[(NoticeState::Prepared, 20)],
    );
    let invited = invitation(vec![invited]);
    assert_eq!(due_of(&scheduled(), true, Some(&invited)), None);
}

#[test]
fn a_moved_date_is_a_change_for_whoever_heard_of_it_and_else_still_an_invitation() {
    let moved = Conference {
        slot: Some(slot(day(12, 5), 60)),
        sequence: 1,
        ..scheduled()
    };
    for (state, says, sequence) in [
        (NoticeState::Prepared, Says::Invitation, 1),
        (NoticeState::Sent, Says::Change, 1),
    ] {
        let first = notice(Says::Invitation, told(&scheduled()), &[(state, 20)]);
        let invited = invitation(vec![first]);
        assert_eq!(due_of(&moved, true, Some(&invited)), Some(says));
        assert_eq!(invited.next_sequence(says, moved.sequence), sequence);
    }
    // Another part of the same date is news to one alone: the conference itself did not change.
    let mut later = scheduled();
    later.participants[0].window = TimeWindow::new(30, 60).ok();
    let first = notice(
        Says::Invitation,
        told(&scheduled()),
        &[(NoticeState::Sent, 20)],
    );
    let invited = invitation(vec![first]);
    assert_eq!(due_of(&later, true, Some(&invited)), Some(Says::Change));
    assert_eq!(invited.next_sequence(Says::Change, later.sequence), 1);
    assert_eq!(told(&later).minutes, 30);
}

#[test]
fn what_ends_is_told_to_whoever_was_called() {
    let first = notice(
        Says::Invitation,
        told(&scheduled()),
        &[(NoticeState::Sent, 20)],
    );
    let invited = invitation(vec![first.clone()]);
    let in_state = |state| Conference {
        state,
        sequence: 1,
        ..scheduled()
    };
    for (state, may, says) in [
        (ConferenceState::Scheduled, false, Some(Says::Recall)),
        (ConferenceState::Postponed, true, Some(Says::Postponement)),
        (ConferenceState::Postponed, false, Some(Says::Recall)),
        (ConferenceState::Cancelled, true, Some(Says::Cancellation)),
        (ConferenceState::Cancelled, false, Some(Says::Cancellation)),
        (ConferenceState::Held, true, None),
        (ConferenceState::Closed, false, None),
    ] {
        assert_eq!(due_of(&in_state(state), may, Some(&invited)), says);
    }
    let recall = notice(
        Says::Recall,
        told(&scheduled()),
        &[(NoticeState::Prepared, 21)],
    );
    let recalled = invitation(vec![first, recall]);
    assert_eq!(due_of(&scheduled(), false, Some(&recalled)), None);
    assert_eq!(
        due_of(&in_state(ConferenceState::Cancelled), true, Some(&recalled)),
        None,
        "they know that they are not expected"
    );
    assert_eq!(
        due_of(&scheduled(), true, Some(&recalled)),
        Some(Says::Change)
    );
}

#[test]
fn whoever_heard_nothing_hears_nothing_of_its_end() {
    let first = notice(
        Says::Invitation,
        told(&scheduled()),
        &[(NoticeState::Prepared, 20)],
    );
    let prepared = invitation(vec![first]);
    assert!(is_worth_telling(Says::Invitation, None));
    assert!(!is_worth_telling(Says::Cancellation, Some(&prepared)));
    let taken_back = notice(
        Says::Invitation,
        told(&scheduled()),
        &[(NoticeState::Prepared, 20), (NoticeState::Superseded, 20)],
    );
    let taken_back = invitation(vec![taken_back]);
    assert_eq!(taken_back.state(), CallState::NotCalled);
    assert_eq!(
        due_of(&scheduled(), true, Some(&taken_back)),
        Some(Says::Invitation)
    );
    assert_eq!(due_of(&scheduled(), false, Some(&taken_back)), None);
    // A courier may just have had it: what calls them off is above it.
    assert_eq!(taken_back.next_sequence(Says::Recall, 0), 1);
}

#[test]
fn what_failed_is_told_again_by_another_way() {
    let failed = notice(
        Says::Invitation,
        told(&scheduled()),
        &[(NoticeState::Prepared, 20), (NoticeState::Failed, 21)],
    );
    let failed = invitation(vec![failed]);
    let fax = line("072-000-0012");
    let way = CallWay::to(
        Reachable::Written {
            fax: Some(&fax),
            address: None,
        },
        None,
    );
    let conference = scheduled();
    let standing = Standing {
        participant: conference.participants.first(),
        may_be_called: true,
        way: Some(&way),
        invitation: Some(&failed),
    };
    assert_eq!(due(&conference, standing), Some(Says::Invitation));
    assert_eq!(due_of(&conference, true, Some(&failed)), None);
    assert_eq!(
        NextStep::of(&way, None, Some(&failed)),
        Some(NextStep::TryOtherWay)
    );
    assert_eq!(failed.state(), CallState::Failed);
}

#[test]
fn one_thing_is_to_be_done_at_a_time() {
    let address = line("高槻市1-2-3");
    let by_post = Reachable::Written {
        fax: None,
        address: Some(&address),
    };
    let letter = CallWay::to(by_post, None);
    let nothing = CallWay::to(
        Reachable::Written {
            fax: None,
            address: None,
        },
        None,
    );
    let next = |says, invitation: Option<&Invitation>| NextStep::of(&letter, says, invitation);
    assert_eq!(next(Some(Says::Invitation), None), Some(NextStep::Prepare));
    assert_eq!(
        NextStep::of(&nothing, Some(Says::Invitation), None),
        Some(NextStep::FindTarget)
    );
    let in_state = |state| {
        invitation(vec![notice(
            Says::Invitation,
            told(&scheduled()),
            &[(state, 20)],
        )])
    };
    let prepared = in_state(NoticeState::Prepared);
    assert_eq!(next(None, Some(&prepared)), Some(NextStep::WaitForMail));
    let mut sent = in_state(NoticeState::Sent);
    assert_eq!(next(None, Some(&sent)), Some(NextStep::TellAbout));
    sent.told = Some(ToldAbout {
        how: AboutHow::SealedLetter,
        at: noon(21),
        by: account(),
        heard_by: None,
        record: ProvisionId::from_uuid(uuid(9)),
    });
    assert_eq!(next(None, Some(&sent)), Some(NextStep::EnterReply));
}

#[test]
fn whoever_was_called_off_is_to_be_told_until_it_left_and_a_mail_leaves_by_itself() {
    use NoticeState as N;
    let called_off = |channel, marks: &[(NoticeState, u32)]| {
        let mut recall = notice(Says::Recall, told(&scheduled()), marks);
        recall.way.channel = channel;
        invitation(vec![recall])
    };
    for (marks, is_open, by_hand) in [
        (&[(N::Prepared, 20)][..], true, [false, true]),
        (&[(N::Prepared, 20), (N::Failed, 21)], true, [true, true]),
        (&[(N::Prepared, 20), (N::Sent, 21)], false, [false, false]),
        (
            &[(N::Prepared, 20), (N::Delivered, 21)],
            false,
            [false, false],
        ),
        (
            &[(N::Prepared, 20), (N::MaybeTwice, 21)],
            false,
            [false, false],
        ),
        (
            &[(N::Prepared, 20), (N::Superseded, 21)],
            false,
            [false, false],
        ),
    ] {
        let both = [CallChannel::Mail, CallChannel::Fax].map(|channel| called_off(channel, marks));
        let found = both.each_ref().map(|one| one.open_recall().is_some());
        assert_eq!(found, [is_open; 2], "{marks:?}");
        let found = both.each_ref().map(|one| one.end_by_hand().is_some());
        assert_eq!(found, by_hand, "{marks:?}");
    }
    let first = notice(Says::Invitation, told(&scheduled()), &[(N::Prepared, 20)]);
    let first = invitation(vec![first]);
    assert!(first.open_recall().is_none() && first.end_by_hand().is_none());
    for says in [Says::Cancellation, Says::Postponement] {
        let mut end = notice(says, told(&scheduled()), &[(N::Prepared, 20)]);
        end.way.channel = CallChannel::Fax;
        let end = invitation(vec![end]);
        assert!(
            end.open_recall().is_none() && end.end_by_hand().is_some(),
            "{says}"
        );
    }
}
