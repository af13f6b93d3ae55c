//! What a conference talks about, the call to the person and their family, and what the person takes home.

use renkei_app::paper::{
    AfterMeetingPaper, AgendaPaper, AgendaReader, CalledOutside, PersonCallPaper, Promised, Sender,
    ToldAnew,
};
use renkei_domain::conference::{AgendaItem, Slot, TimeWindow, ToBring};
use renkei_domain::consent::InformationCategory;
use renkei_domain::time::Minute;
use renkei_print::sheets::{AgendaEntry, AgendaGuest, MadePromise, Occasion};
use renkei_print::{Contact, Ruby, Words, sheets};

use super::consents::easy;
use super::{ToPrint, network, number};
use crate::words::listed;

/// What every conference is called outside the house.
pub(super) const TITLE: &str = "打ち合わせ";

/// From when until when a conference is.
pub(super) fn hours(slot: &Slot) -> (Minute, Minute) {
    (slot.begins.in_japan().minute, slot.ends().in_japan().minute)
}

pub(super) fn occasion(anew: ToldAnew) -> Occasion {
    match anew {
        ToldAnew::No => Occasion::Called,
        ToldAnew::MovedFrom(before) => Occasion::Moved(before.in_japan()),
        ToldAnew::Postponed => Occasion::Postponed,
        ToldAnew::Cancelled => Occasion::Cancelled,
        ToldAnew::Recalled => Occasion::Recalled,
    }
}

/// Who sees to a conference, with the number by which they are answered.
pub(super) fn keeper(sender: &Sender) -> Contact {
    let name = match &sender.keeper {
        Some(keeper) => format!("{keeper}（{}）", sender.lead),
        None => sender.lead.clone(),
    };
    Contact {
        name: name.into(),
        phone: sender.phone.as_ref().map(number),
        hours: None,
        mail: sender.mail.clone(),
    }
}

/// When something is talked about: 「15:10から 15分」, or how long where there is no date.
fn at(slot: Option<&Slot>, from: u16, minutes: u16) -> String {
    match slot {
        Some(slot) => {
            let begins = slot.after(from).in_japan().minute;
            format!("{begins}から {minutes}分")
        }
        None => format!("{minutes}分"),
    }
}

/// For which part somebody is there.
fn part(slot: Option<&Slot>, window: TimeWindow) -> String {
    match slot {
        Some(slot) => {
            let (from, until) = (slot.after(window.from()), slot.after(window.until()));
            format!(
                "{}から{}まで",
                from.in_japan().minute,
                until.in_japan().minute
            )
        }
        None => format!("はじまって{}分から{}分まで", window.from(), window.until()),
    }
}

fn entry(
    paper: &AgendaPaper,
    (item, from): (&AgendaItem, u16),
    presenter: &str,
    is_plain: bool,
) -> AgendaEntry {
    let told = match is_plain {
        true => easy(&listed(&item.categories, InformationCategory::plain)),
        false => listed(&item.categories, InformationCategory::word).into(),
    };
    AgendaEntry {
        at: at(paper.slot.as_ref(), from, item.minutes),
        title: item.title.as_str().into(),
        by: presenter.into(),
        aim: (!is_plain).then(|| item.aim.word().into()),
        told: (!item.categories.is_empty()).then_some(told),
    }
}

pub(super) fn agenda(paper: &AgendaPaper) -> ToPrint {
    let is_plain = paper.reader == AgendaReader::Person;
    let slot = paper.slot.as_ref();
    let items = paper.agenda.timed().zip(&paper.presenters);
    let keeper = paper.keeper.as_ref().map(ToString::to_string);
    let host: Vec<String> = [paper.host.clone()].into_iter().chain(keeper).collect();
    let title = match is_plain {
        true => TITLE.to_owned(),
        false => format!("{}（{}）", paper.outline.kind, paper.outline.purpose),
    };
    let called = paper.called.iter().map(|guest| AgendaGuest {
        name: guest.name.as_str().into(),
        as_what: guest.role.map(|role| role.word().into()),
        part: guest.window.map(|window| part(slot, window)),
    });
    ToPrint {
        sheet: renkei_print::Sheet::Agenda(sheets::AgendaSheet {
            network: network(&paper.head),
            of: (!is_plain).then(|| paper.number.as_str().into()),
            title: title.into(),
            is_plain,
            on: slot.map(|slot| slot.begins.in_japan().date),
            hours: slot.map(hours),
            place: slot.map(|slot| slot.place.as_str().into()),
            host: host.join("　").into(),
            called: called.collect(),
            own_at: at(slot, 0, paper.agenda.own_minutes),
            minutes: paper.agenda.minutes(),
            items: items
                .map(|((item, from, _), by)| entry(paper, (item, from), by, is_plain))
                .collect(),
        }),
        ruby: if is_plain { Ruby::On } else { Ruby::Off },
        name: "話すこと.pdf",
        plain_name: "agenda.pdf",
    }
}

/// What the person brings along, a thing each.
fn to_bring(things: Option<&ToBring>) -> Vec<Words> {
    let lines = things
        .into_iter()
        .flat_map(|things| things.prose().as_str().lines());
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    lines.map(Words::from).collect()
}

pub(super) fn person_call(paper: &PersonCallPaper) -> ToPrint {
    let slot = &paper.slot;
    let (for_whom, hours, is_family) = match &paper.whom {
        CalledOutside::Person(name) => (format!("{name} さん"), hours(slot), false),
        CalledOutside::Family(window) => {
            let ends = window.until().min(slot.minutes);
            let hours = (
                slot.after(window.from().min(ends)).in_japan().minute,
                slot.after(ends).in_japan().minute,
            );
            ("ご家族の方".to_owned(), hours, true)
        }
    };
    let called = paper.called.iter();
    ToPrint {
        sheet: renkei_print::Sheet::PersonCall(sheets::PersonCallSheet {
            network: network(&paper.head),
            occasion: occasion(paper.anew),
            for_whom: for_whom.into(),
            on: slot.begins.in_japan().date,
            hours,
            place: slot.place.as_str().into(),
            to_bring: to_bring(paper.to_bring.as_ref()),
            called: called.map(|name| Words::from(name.as_str())).collect(),
            ask: keeper(&paper.sender),
            is_family,
            reply_by: paper.answer_by,
        }),
        ruby: Ruby::On,
        name: "打ち合わせのお知らせ.pdf",
        plain_name: "meeting.pdf",
    }
}

fn promise(one: &Promised) -> MadePromise {
    MadePromise {
        who: one.who.as_deref().unwrap_or("あなた").into(),
        by: one.due_on,
        what: one.what.as_str().into(),
        how: one.how.as_ref().map(|how| Words::lines(how.as_str())),
    }
}

pub(super) fn after_meeting(paper: &AfterMeetingPaper) -> ToPrint {
    let next = paper.next.as_ref();
    ToPrint {
        sheet: renkei_print::Sheet::AfterMeeting(sheets::AfterMeetingSheet {
            network: network(&paper.head),
            held_on: paper.held_on,
            promises: paper.promised.iter().map(promise).collect(),
            next: next.map(|slot| slot.begins.in_japan()),
            next_place: next.map(|slot| slot.place.as_str().into()),
            to_bring: to_bring(paper.to_bring.as_ref()),
            ask: keeper(&paper.sender),
        }),
        ruby: Ruby::On,
        name: "きまったこと.pdf",
        plain_name: "after-meeting.pdf",
    }
}

#[cfg(test)]
mod tests {
    use renkei_app::paper::Letterhead;
    use renkei_domain::conference::{
        Agenda, Aim, ConferenceKind, ConferencePurpose, Host, Outline, Presence, Presenter,
    };
    use renkei_domain::ids::AgendaItemId;
    use renkei_domain::text::Line;
    use renkei_domain::time::Moment;

    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn slot() -> Slot {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 12, 4).expect("a day");
        let minute = Minute::of(15, 0);
        Slot {
            begins: Moment { date, minute }.instant(),
            minutes: 60,
            place: line("高槻市役所 3階"),
        }
    }

    fn paper(reader: AgendaReader) -> AgendaPaper {
        AgendaPaper {
            head: Letterhead::default(),
            reader,
            number: "№483-920".to_owned(),
            outline: Outline {
                kind: ConferenceKind::CaseConference,
                purpose: ConferencePurpose::Handover,
                presence: Presence::default(),
                host: Host::Lead,
                to_bring: None,
            },
            slot: Some(slot()),
            host: "ひなた".to_owned(),
            keeper: Some(line("高槻 はるか")),
            called: Vec::new(),
            agenda: Agenda {
                own_minutes: 10,
                items: vec![AgendaItem {
                    id: AgendaItemId::from_uuid(Default::default()),
                    title: line("休けいのこと"),
                    minutes: 15,
                    presenter: Presenter::Host,
                    aim: Aim::Decide,
                    categories: [InformationCategory::Wishes].into(),
                }],
            },
            presenters: vec!["ひなた".to_owned()],
        }
    }

    #[test]
    fn the_person_reads_easy_words_and_no_number_and_staff_those_of_the_field() {
        let made = |reader| {
            let renkei_print::Sheet::Agenda(made) = agenda(&paper(reader)).sheet else {
                panic!("another sheet");
            };
            made
        };
        let (own, staff) = (made(AgendaReader::Person), made(AgendaReader::Staff));
        assert_eq!((own.of, own.title), (None, Words::from("打ち合わせ")));
        assert_eq!(staff.of, Some("№483-920".into()));
        assert_eq!(staff.title, Words::from("ケース会議（引継ぎ）"));
        assert_eq!(staff.host, Words::from("ひなた　高槻 はるか"));
        assert_eq!(own.own_at, "15:00から 10分");
        assert_eq!(own.items[0].at, "15:10から 15分");
        assert_eq!(own.items[0].aim, None);
        assert_eq!(own.items[0].told, Some("これから したいこと".into()));
        assert_eq!(staff.items[0].told, Some("希望".into()));
        assert_eq!(staff.minutes, 25);
    }

    #[test]
    fn the_family_is_told_of_its_own_part_alone_and_of_nobody() {
        let window = TimeWindow::new(40, 90).expect("a window");
        let paper = PersonCallPaper {
            head: Letterhead::default(),
            whom: CalledOutside::Family(window),
            anew: ToldAnew::No,
            slot: slot(),
            to_bring: None,
            called: Vec::new(),
            sender: Sender {
                lead: "ひなた".to_owned(),
                keeper: None,
                phone: None,
                fax: None,
                mail: None,
                address: None,
                head_of_body: None,
            },
            answer_by: None,
        };
        let renkei_print::Sheet::PersonCall(made) = person_call(&paper).sheet else {
            panic!("another sheet");
        };
        assert_eq!(made.for_whom, Words::from("ご家族の方"));
        assert_eq!(made.hours, (Minute::of(15, 40), Minute::of(16, 0)));
        assert!(made.is_family && made.called.is_empty());
    }
}
