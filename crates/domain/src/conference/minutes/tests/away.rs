use super::*;
use crate::conference::invitation::OwnSide;
use crate::conference::tests::absence;
use crate::conference::{AbsenceReason, FamilyTime};

fn away() -> Turnout {
    Turnout::Away {
        why: words("朝から体調がわるいと電話があった"),
    }
}

#[test]
fn whether_the_person_came_is_written_down_and_if_not_why() {
    let person = OwnSide::Person.seat(held().id);
    let marked = |turnout| empty().marking(&held(), person, turnout);
    let came = marked(Turnout::Present).expect("they came");
    assert!(!came.person_stayed_away(&held()) && !empty().person_stayed_away(&held()));
    assert_eq!(marked(Turnout::Absent), Err(MinutesFault::WhyAway));
    let instead = Turnout::Substitute { name: line("母") };
    assert_eq!(marked(instead), Err(MinutesFault::NobodyInstead));
    let stayed = marked(away()).expect("with a reason");
    assert!(stayed.person_stayed_away(&held()));
    assert_eq!(
        stayed.turnout(person).map(Turnout::came),
        Some(Came::Absent)
    );
    assert!(!format!("{stayed:?}").contains("体調"));
    // Of others a reason may be written down, and need not.
    let of_others = |turnout| empty().marking(&held(), participant(1).id, turnout);
    for turnout in [Turnout::Absent, away()] {
        let minutes = of_others(turnout).expect("absent");
        assert_eq!(minutes.stay(&held(), &participant(1)), None);
        assert!(!minutes.person_stayed_away(&held()));
    }
}

#[test]
fn nobody_writes_of_the_person_or_family_who_were_not_expected() {
    let seat = |side: OwnSide| side.seat(held().id);
    let with = |presence: Presence| {
        let mut conference = held();
        conference.outline.presence = presence;
        conference
    };
    let nobody = Err(MinutesFault::NoSuchParticipant);
    let family = seat(OwnSide::Family);
    assert_eq!(empty().marking(&held(), family, Turnout::Present), nobody);
    let without = with(absence(AbsenceReason::Unwell));
    let person = seat(OwnSide::Person);
    assert_eq!(empty().marking(&without, person, away()), nobody);
    let window = TimeWindow::new(0, 30).expect("a window");
    let with_family = with(Presence {
        absence: None,
        family: Some(FamilyTime {
            agreed_on: day(11, 19),
            window,
        }),
    });
    let marked = empty().marking(&with_family, family, Turnout::Absent);
    assert!(marked.is_ok(), "of the family no reason is asked");
}
