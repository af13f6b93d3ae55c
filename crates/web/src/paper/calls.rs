//! 「きょうの予定・電話」 on paper: what is still to be made, in the order of the page.

use renkei_app::paper::CallSheet;
use renkei_app::people::calls::{CallDay, CallView, CalledAgency};
use renkei_domain::directory::contact::reach::Way;
use renkei_domain::directory::contact::reach::phoning::Phoning;
use renkei_domain::directory::hours::opening::NextOpening;
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::people::planned_call::CallState;
use renkei_domain::time::{Minute, Moment};
use renkei_print::sheets::{CallTime, OtherWay, PhoneCall, PhoneDaySheet};
use renkei_print::{Ruby, Words};

use super::{ToPrint, network};
use crate::words::moment;
use crate::words::reach::ReachBox;

/// A call as it is printed.
enum Printed {
    ByPhone(PhoneCall),
    Otherwise(OtherWay),
}

pub(super) fn calls(sheet: &CallSheet) -> ToPrint {
    let (mut calls, mut others) = (Vec::new(), Vec::new());
    for view in &sheet.day.open {
        match printed(view, &sheet.day) {
            Printed::ByPhone(call) => calls.push(call),
            Printed::Otherwise(other) => others.push(other),
        }
    }
    ToPrint {
        sheet: renkei_print::Sheet::PhoneDay(PhoneDaySheet {
            network: network(&sheet.head),
            for_whom: Some(sheet.name.as_str().into()),
            day: sheet.day.day,
            as_of: sheet.day.now,
            calls,
            others,
        }),
        ruby: Ruby::Off,
        name: "きょうの予定・電話.pdf",
        plain_name: "calls.pdf",
    }
}

fn printed(view: &CallView, day: &CallDay) -> Printed {
    let say = say(view);
    let Some(agency) = &view.agency else {
        return Printed::Otherwise(OtherWay {
            agency: "名簿にない機関".into(),
            ways: None,
            say,
            avoid: None,
        });
    };
    let name = Words::from(agency.name.as_str());
    let avoid = avoid(agency);
    let by_phone = match &agency.phone.phoning {
        _ if agency.lifecycle == Lifecycle::Closed => None,
        Phoning::Now(now) => {
            let until = now.until.map(|until| until_words(until, day));
            let when = match (now.is_certain, until) {
                (false, _) => CallTime::Untold,
                (true, None) => CallTime::Always,
                (true, Some(when)) => when,
            };
            number(&now.way).map(|number| (number, &now.way, when))
        }
        Phoning::Later(later) => {
            let when = match later.next {
                NextOpening::At { moment, .. } => CallTime::From(moment.minute),
                _ => CallTime::Untold,
            };
            number(&later.way).map(|number| (number, &later.way, when))
        }
        Phoning::NotThatDay(_) => None,
    };
    match by_phone {
        Some((number, way, when)) => Printed::ByPhone(PhoneCall {
            agency: name,
            number,
            after_number: Some(way.after_dialling.join("・")).filter(|after| !after.is_empty()),
            when,
            hours: hours(agency),
            ask_for: ask_for(way),
            say,
            avoid,
        }),
        None => Printed::Otherwise(OtherWay {
            agency: name,
            ways: ways(agency, day),
            say,
            avoid,
        }),
    }
}

/// Until when, for a day on paper: what goes on beyond midnight is open for as long as the sheet counts.
fn until_words(until: Moment, day: &CallDay) -> CallTime {
    if until.date == day.at.date {
        CallTime::Until(until.minute)
    } else {
        CallTime::Always
    }
}

fn number(way: &Way) -> Option<String> {
    way.target.as_ref().map(ToString::to_string)
}

fn hours(agency: &CalledAgency) -> Vec<(Minute, Minute)> {
    let spans = agency.phone.hours.iter();
    spans.map(|span| (span.opens, span.closes)).collect()
}

/// The desk and the role.
fn ask_for(way: &Way) -> Option<Words> {
    let desk = way.desk.as_ref().map(ToString::to_string);
    let role = way.ask_for.map(|role| role.word().to_owned());
    let said: Vec<String> = desk.into_iter().chain(role).collect();
    (!said.is_empty()).then(|| said.join(" の ").into())
}

/// What it is about, and what was noted of it so far.
fn say(view: &CallView) -> Option<Words> {
    let purpose = view.call.purpose.word().to_owned();
    let note = view.call.note.as_ref().map(|note| note.as_str().to_owned());
    let so_far = match view.call.state {
        CallState::Again {
            from: Some(from), ..
        } => Some(format!("{from} ごろに かけなおす")),
        CallState::Waiting | CallState::Reached(_) => None,
        state @ (CallState::Absent(_) | CallState::WrongNumber(_) | CallState::Again { .. }) => {
            Some(format!("まえは {}", state.result()))
        }
    };
    let said: Vec<String> = [Some(purpose), note, so_far]
        .into_iter()
        .flatten()
        .collect();
    Some(said.join("。").into())
}

/// What not to do, and how to go about it.
fn avoid(agency: &CalledAgency) -> Option<Words> {
    let never: Vec<&str> = agency
        .reach
        .never
        .iter()
        .map(|text| text.as_str())
        .collect();
    (!never.is_empty()).then(|| never.join("。").into())
}

/// Every other way, and when the phone is answered again.
fn ways(agency: &CalledAgency, day: &CallDay) -> Option<Words> {
    if agency.lifecycle == Lifecycle::Closed {
        return Some("この機関は閉じています".into());
    }
    let mut said = ReachBox::instead_of_phoning(&agency.reach, day.now);
    if let Phoning::NotThatDay(Some(later)) = &agency.phone.phoning {
        let when = moment::next(later.next, day.now);
        let number = number(&later.way).unwrap_or_default();
        said.push(format!("次に電話できるのは {when} {number}"));
    }
    (!said.is_empty()).then(|| said.join("\n").into())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use renkei_app::paper::Letterhead;
    use renkei_domain::directory::contact::policy::{Channel, ContactPurpose};
    use renkei_domain::directory::contact::reach::phoning::PhoneDay;
    use renkei_domain::directory::contact::reach::{ReachAnswer, ReachBasis, WayNow};
    use renkei_domain::ids::{PlannedCallId, ResourceId};
    use renkei_domain::people::planned_call::{CallNote, PlannedCall};
    use renkei_domain::text::Line;

    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn at(hour: u32) -> Moment {
        Moment {
            date: NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day"),
            minute: Minute::of(hour, 0),
        }
    }

    fn way(channel: Channel, target: &str) -> Way {
        Way {
            channel,
            person: None,
            target: Some(line(target)),
            after_dialling: vec!["内線 12".to_owned()],
            is_doubtful: false,
            ask_for: None,
            desk: Some(line("相談室")),
            hours: None,
            etiquette: None,
        }
    }

    fn view(name: &str, phoning: Phoning, instead: Option<WayNow>) -> CallView {
        CallView {
            call: PlannedCall {
                id: PlannedCallId::from_uuid(Default::default()),
                resource: ResourceId::from_uuid(Default::default()),
                day: at(10).date,
                purpose: ContactPurpose::Routine,
                note: CallNote::parse("会議の返事").ok(),
                state: CallState::Waiting,
            },
            agency: Some(CalledAgency {
                name: line(name),
                lifecycle: Lifecycle::Active,
                phone: PhoneDay {
                    phoning,
                    hours: Vec::new(),
                },
                reach: ReachAnswer {
                    now: instead,
                    later: Vec::new(),
                    missing: Vec::new(),
                    ask_first: None,
                    basis: ReachBasis::Policy,
                    never: vec![line("夕方は電話しない")],
                },
            }),
        }
    }

    #[test]
    fn a_sheet_parts_who_can_be_phoned_from_who_cannot_and_names_nobody_in_its_file() {
        let open_until = WayNow {
            way: way(Channel::Phone, "072-000-0001"),
            until: Some(at(16)),
            is_certain: true,
            next: NextOpening::Now,
        };
        let fax = WayNow {
            way: way(Channel::Fax, "072-000-0101"),
            until: None,
            is_certain: true,
            next: NextOpening::Now,
        };
        let sheet = CallSheet {
            head: Letterhead::default(),
            name: line("高槻 はるか"),
            day: CallDay {
                day: at(10).date,
                now: at(10),
                at: at(10),
                open: vec![
                    view("電話の会", Phoning::Now(open_until), None),
                    view("FAXの会", Phoning::NotThatDay(None), Some(fax)),
                ],
                over: Vec::new(),
                left_over: Vec::new(),
            },
        };
        let to_print = calls(&sheet);
        assert!(!to_print.name.contains("はるか"), "files lie about");
        let renkei_print::Sheet::PhoneDay(made) = to_print.sheet else {
            panic!("another sheet");
        };
        let [call] = made.calls.as_slice() else {
            panic!("not one call: {:?}", made.calls);
        };
        assert_eq!(call.when, CallTime::Until(Minute::of(16, 0)));
        assert_eq!(call.number, "072-000-0001");
        assert_eq!(call.ask_for, Some("相談室".into()));
        assert_eq!(call.say, Some("いつもの連絡。会議の返事".into()));
        assert_eq!(call.avoid, Some("夕方は電話しない".into()));
        let [other] = made.others.as_slice() else {
            panic!("not one other: {:?}", made.others);
        };
        let ways = "FAX 072-000-0101 内線 12（いつでも）相談室 あて";
        assert_eq!(other.ways, Some(ways.into()));
    }
}
