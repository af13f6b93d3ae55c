//! Links by which those who were called read who it is about.

use chrono::TimeDelta;

use super::*;
use crate::conference::poll::notice::PollMark;
use crate::ids::AboutLinkId;

fn link(conference: &Conference) -> AboutLink {
    AboutLink {
        id: AboutLinkId::from_uuid(uuid(3)),
        invitation: ConferenceInvitationId::from_uuid(uuid(2)),
        person: conference.person,
        target: line("desk@example.jp"),
        number: PaperCode::read("ABCD-EFGH").expect("a number"),
        made_by: account(),
        made_at: noon(25),
        mark: PollMark::bare(NoticeState::Sent, noon(25), None),
        wrong: 0,
        opened_at: None,
        ended: None,
    }
}

#[test]
fn a_link_opens_until_people_have_met_or_for_fourteen_days() {
    let conference = scheduled();
    let link = link(&conference);
    let ends = conference.slot.as_ref().map(Slot::ends).expect("a date");
    assert_eq!(link.until(&conference), ends);
    assert!(link.is_open(&conference, ends.plus(-TimeDelta::seconds(1))));
    assert!(!link.is_open(&conference, ends));
    let far = Conference {
        slot: Some(slot(day(12, 24), 60)),
        ..conference.clone()
    };
    let last = noon(25).plus(TimeDelta::days(ABOUT_LINK_DAYS));
    assert_eq!(link.until(&far), last);
    let off = Conference {
        state: ConferenceState::Postponed,
        ..conference.clone()
    };
    assert_eq!(link.state(&off, noon(26)), AboutLinkState::Ended);
    assert_eq!(link.state(&conference, noon(26)), AboutLinkState::Sent);
    let opened = link.clone().opening(noon(26)).opening(noon(27));
    assert_eq!(opened.opened_at, Some(noon(26)));
    assert_eq!(opened.state(&conference, ends), AboutLinkState::Opened);
    assert!(!format!("{link:?}").contains("ABCD"));
}

#[test]
fn a_few_wrong_numbers_end_a_link_and_the_first_end_counts() {
    let conference = scheduled();
    let mut tried = link(&conference);
    for _ in 1..WRONG_NUMBERS {
        tried = tried.tried_wrongly(noon(26));
        assert!(tried.is_open(&conference, noon(26)));
    }
    let ended = tried.tried_wrongly(noon(27));
    assert_eq!(ended.ended, Some((AboutLinkEnd::WrongNumbers, noon(27))));
    let stopped = ended.clone().ending(AboutLinkEnd::Stopped, noon(28));
    assert_eq!(stopped.ended, ended.ended);
}

#[test]
fn a_link_goes_to_whom_mail_calls_and_who_does_not_know_yet() {
    let conference = scheduled();
    let called = notice(
        Says::Invitation,
        told(&conference),
        &[(NoticeState::Sent, 20)],
    );
    let one = invitation(vec![called.clone()]);
    let target = one.may_be_linked(&conference, noon(26));
    assert_eq!(target.map(Line::as_str), Ok("desk@example.jp"));
    let ends = conference.slot.as_ref().map(Slot::ends).expect("a date");
    let over = one.may_be_linked(&conference, ends);
    assert_eq!(over.err(), Some(InvitationFault::Over));
    let mut by_fax = called.clone();
    by_fax.way.channel = CallChannel::Fax;
    let by_fax = invitation(vec![by_fax]);
    let refused = by_fax.may_be_linked(&conference, noon(26)).err();
    assert_eq!(refused, Some(InvitationFault::NotByMail));
    let recall = notice(Says::Recall, told(&conference), &[(NoticeState::Sent, 21)]);
    let recalled = invitation(vec![called, recall]);
    let refused = recalled.may_be_linked(&conference, noon(26)).err();
    assert_eq!(refused, Some(InvitationFault::NotExpected));
}
