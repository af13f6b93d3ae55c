//! The sheets of a case: its team, and what to do when something happens.

use renkei_app::paper::{EmergencyPaper, TeamEntry, TeamSheet};
use renkei_domain::cases::team::{Part, Ring};
use renkei_domain::text::{Line, Prose};
use renkei_print::sheets::{self, DrawnRing};
use renkei_print::{Ruby, Words};

use super::{ToPrint, network};

fn line(text: Option<&Line>) -> Option<Words> {
    text.map(|text| text.as_str().into())
}

fn prose(text: Option<&Prose>) -> Option<Words> {
    text.map(|text| Words::lines(text.as_str()))
}

pub(super) fn team(sheet: &TeamSheet) -> ToPrint {
    ToPrint {
        sheet: renkei_print::Sheet::Team(sheets::TeamSheet {
            network: network(&sheet.head),
            for_whom: sheet.for_whom.as_str().into(),
            lead: sheet.lead.as_str().into(),
            keeper: line(sheet.keeper.as_ref()),
            as_of: sheet.as_of,
            members: sheet.members.iter().map(entry).collect(),
        }),
        ruby: Ruby::On,
        name: "支援チーム.pdf",
        plain_name: "team.pdf",
    }
}

fn entry(entry: &TeamEntry) -> sheets::TeamEntry {
    let member = &entry.member;
    let part = (member.part == Part::Lead).then(|| Part::Lead.word());
    let place: Vec<&str> = [Some(member.ring.word()), part]
        .into_iter()
        .flatten()
        .collect();
    let role = member.role.map(|role| role.word());
    let contact: Vec<&str> = member
        .contact
        .as_ref()
        .map(|name| name.as_str())
        .into_iter()
        .chain(role)
        .collect();
    sheets::TeamEntry {
        ring: match member.ring {
            Ring::InCompany => DrawnRing::Inner,
            Ring::WelfareMedical => DrawnRing::Middle,
            Ring::Community => DrawnRing::Outer,
        },
        place: place.join("・").into(),
        agency: entry.agency.as_str().into(),
        contact: (!contact.is_empty()).then(|| contact.join("・").into()),
        does: prose(member.does.as_ref()),
        reach: prose(member.reach.as_ref()),
    }
}

pub(super) fn emergency(sheet: &EmergencyPaper) -> ToPrint {
    let said = &sheet.sheet;
    ToPrint {
        sheet: renkei_print::Sheet::Emergency(sheets::EmergencySheet {
            network: network(&sheet.head),
            for_whom: sheet.for_whom.as_str().into(),
            doctor: line(said.doctor.as_ref()),
            doctor_phone: said.doctor_phone.as_ref().map(ToString::to_string),
            contacts: prose(said.contacts.as_ref()),
            on_seizure: prose(said.on_seizure.as_ref()),
            on_bad_day: prose(said.on_bad_day.as_ref()),
            leave_steps: prose(said.leave_steps.as_ref()),
            agreed_on: said.agreed_on,
            lead: sheet.lead.as_str().into(),
            keeper: line(sheet.keeper.as_ref()),
        }),
        ruby: Ruby::On,
        name: "緊急時シート.pdf",
        plain_name: "emergency.pdf",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use renkei_app::paper::Letterhead;
    use renkei_domain::cases::employment::EmployerTie;
    use renkei_domain::cases::team::{MemberAgency, Seat, TeamMember};
    use renkei_domain::directory::people::StaffRole;
    use renkei_domain::ids::TeamMemberId;

    use super::*;

    #[test]
    fn a_member_is_told_with_ring_part_and_role_and_the_file_names_nobody() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
        let name = Line::parse("橋本").expect("a line");
        let member = TeamMember {
            id: TeamMemberId::from_uuid(Default::default()),
            agency: MemberAgency::Written(name.clone()),
            contact: Some(name),
            role: Some(StaffRole::Nurse),
            ring: Ring::WelfareMedical,
            part: Part::Lead,
            employer: EmployerTie::NotSaid,
            does: None,
            reach: None,
            seat: Seat::default(),
            since: day,
            until: None,
        };
        let sheet = TeamSheet {
            head: Letterhead::default(),
            for_whom: "山田 花子 さん".to_owned(),
            lead: "ひなた".to_owned(),
            keeper: None,
            as_of: day,
            members: vec![TeamEntry {
                agency: "つばさ橋".to_owned(),
                member,
            }],
        };
        let to_print = team(&sheet);
        assert!(!to_print.name.contains("花子"), "files lie about");
        let renkei_print::Sheet::Team(made) = to_print.sheet else {
            panic!("another sheet");
        };
        assert_eq!(made.members[0].place, Words::from("福祉・医療・まとめ役"));
        assert_eq!(made.members[0].contact, Some("橋本・看護師".into()));
        assert_eq!(made.members[0].ring, DrawnRing::Middle);
    }
}
