//! The page of one's own calendar without a database.

use renkei_app::conference::feed::FeedRefusal;
use renkei_app::people::BusyRefusal;
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::ids::{FeedId, OrganizationId};
use renkei_domain::people::{BusyAddressFault, BusyFault};

use super::whose::{all_of, whose, whose_field};
use super::{
    BusyLines, CalendarPage, FeedLine, KEEP, MAKE, MadeAddress, Tried, address_field, program_field,
};
use crate::form::Form;
use crate::pages::{Samples, Shell};
use crate::paths::{
    AccountPath, BusyCalendarPath, CalendarPath, RefreshBusyPath, RemoveBusyPath, RevokeFeedPath,
};

const AGENCY: &str = "社会福祉法人みほん会";

fn page(tried: &Tried) -> CalendarPage {
    of_staff(tried, &[])
}

/// The page of somebody who works for agencies.
fn of_staff(tried: &Tried, names: &[&str]) -> CalendarPage {
    let agencies = (1_u128..).zip(names);
    let agencies: Vec<(OrganizationId, String)> = agencies
        .map(|(id, name)| {
            let id = OrganizationId::from_uuid(uuid::Uuid::from_u128(id));
            (id, (*name).to_owned())
        })
        .collect();
    let asked = [program_field(tried)].into_iter();
    CalendarPage {
        shell: Shell::sample_of("高槻 はるか"),
        account: AccountPath,
        revoke: RevokeFeedPath,
        form: Form::sample(CalendarPath, MAKE).with(asked.chain(whose_field(tried, &agencies))),
        lines: Vec::new(),
        made: None,
        before: None,
        busy: None,
        busy_form: Form::sample(BusyCalendarPath, KEEP).with([address_field(tried)]),
        refresh: RefreshBusyPath,
        remove: RemoveBusyPath,
    }
}

fn line(program: CalendarProgram, read: &str, is_revoked: bool) -> FeedLine {
    FeedLine {
        id: FeedId::from_uuid(Default::default()),
        program: program.word(),
        whose: whose(None, &[]),
        made: "2026年11月20日(金)".to_owned(),
        read: read.to_owned(),
        is_revoked,
    }
}

fn made(origin: &str, program: CalendarProgram) -> MadeAddress {
    MadeAddress::of(format!("{origin}/feed/{}.ics", "Ab3_".repeat(10)), program)
}

impl Samples for CalendarPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let usual = Self {
            lines: vec![
                line(CalendarProgram::Outlook, "2026年11月22日(日)", false),
                line(CalendarProgram::Google, "まだ", true),
                FeedLine {
                    whose: all_of(AGENCY),
                    ..line(CalendarProgram::Google, "2026年11月21日(土)", false)
                },
            ],
            busy: Some(BusyLines {
                host: "calendar.google.com".to_owned(),
                read: "2026年11月22日(日) 9:02".to_owned(),
                fault: None,
                untold: 0,
                times: 48,
            }),
            ..of_staff(&Tried::default(), &[AGENCY])
        };
        let told = Self {
            made: Some(made("https://renkei.example.jp", CalendarProgram::Apple)),
            lines: vec![line(CalendarProgram::Apple, "まだ", false)],
            ..page(&Tried::default())
        };
        let before = Self {
            before: Some(FeedRefusal::MadeBefore.to_string()),
            lines: vec![line(CalendarProgram::Other, "まだ", false)],
            ..page(&Tried::default())
        };
        let not_read = Self {
            before: Some(BusyRefusal::JustRead.to_string()),
            busy: Some(BusyLines {
                host: "outlook.office365.com".to_owned(),
                read: "まだ".to_owned(),
                fault: Some(BusyFault::Answer.word()),
                untold: 3,
                times: 0,
            }),
            ..page(&Tried::default())
        };
        let wrong = Tried {
            program_fault: Some(FeedRefusal::Full.to_string()),
            address: format!("https://calendar.example.jp/{}", "a".repeat(1_900)),
            address_fault: Some(BusyAddressFault::Form.to_string()),
            ..Tried::default()
        };
        let longest = Self {
            made: Some(made(
                &crate::address::Origin::longest().to_string(),
                CalendarProgram::Google,
            )),
            lines: (0..20)
                .map(|nth| line(CalendarProgram::Apple, "2026年11月22日(日)", nth > 9))
                .collect(),
            busy: Some(BusyLines {
                host: "calendar.".repeat(26),
                read: "2026年11月22日(日) 9:02".to_owned(),
                fault: Some(BusyFault::TooLarge.word()),
                untold: 4_000,
                times: 2_000,
            }),
            ..of_staff(&wrong, &[AGENCY, &"とても長い機関の名前".repeat(12)])
        };
        vec![
            ("usual", usual),
            ("empty", page(&Tried::default())),
            ("made", told),
            ("made_before", before),
            ("not_read", not_read),
            ("longest", longest),
        ]
    }
}
