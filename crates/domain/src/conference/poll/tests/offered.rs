use super::*;
use crate::conference::poll::PollOffer;

#[test]
fn only_the_dates_of_the_hardest_to_meet_are_offered_once_they_said_which() {
    let asked = poll();
    let hardest = asked.respondents[1].who;
    let dates = || poll().candidates;
    let of = |offer: PollOffer, hardest: Option<Asked>, before: Option<&Poll>| {
        offer.of(dates(), hardest, before)
    };
    assert_eq!(of(PollOffer::Everybody, None, None), Ok(dates()));
    let first = PollOffer::HardestFirst;
    assert_eq!(of(first, None, None), Err(PollFault::NoHardest));
    assert_eq!(of(first, Some(hardest), None), Ok(dates()));
    assert!(first.asks(hardest, Some(hardest)) && !first.asks(Asked::Person, Some(hardest)));
    let theirs = PollOffer::HardestDates;
    assert!(theirs.asks(Asked::Person, Some(hardest)));
    let none = Err(PollFault::NoneOfTheirs);
    for before in [None, Some(&asked)] {
        assert_eq!(of(theirs, Some(hardest), before), none, "they said nothing");
    }
    let now = at(day(11, 25), 17);
    let said = |mark| {
        let answer = answer(22, mark, AnswerWay::Phone, at(day(11, 25), 10));
        poll().answered(answer, now).expect("an answer")
    };
    let yes = said(Mark::Yes);
    let offered = of(theirs, Some(hardest), Some(&yes)).expect("a date");
    let begins: Vec<Instant> = offered.iter().map(|one| one.begins).collect();
    assert_eq!(begins, [at(day(12, 3), 10)]);
    for mark in [Mark::Perhaps, Mark::No] {
        assert_eq!(of(theirs, Some(hardest), Some(&said(mark))), none, "{mark}");
    }
    assert_eq!(of(theirs, Some(Asked::Person), Some(&yes)), none);
}
