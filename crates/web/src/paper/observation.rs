//! What others observed of an agency, on the sheet that goes there by FAX or by post.

use renkei_app::paper::ObservationSheet;
use renkei_domain::text::Line;
use renkei_print::{Ruby, Words, sheets};

use super::{ToPrint, contact, network, number};

pub(super) fn observation(sheet: &ObservationSheet) -> ToPrint {
    let observation = &sheet.observation;
    let secretariat = sheet.head.secretariat.as_ref();
    let address = sheet.address.as_ref().map(|address| {
        let code = address.postal_code.as_ref();
        let code = code.map(|code| format!("〒{code} "));
        format!("{}{}", code.unwrap_or_default(), address.line())
    });
    ToPrint {
        sheet: renkei_print::Sheet::Observation(sheets::ObservationSheet {
            network: network(&sheet.head),
            agency: sheet.agency.as_str().into(),
            fax: sheet.fax.as_ref().map(number),
            address: address.map(Words::from),
            head: observation.head().into(),
            text: observation.text.as_str().into(),
            basis: observation
                .basis
                .as_ref()
                .map(|basis| basis.as_str().into()),
            by: sheet.by.as_ref().map_or("ほかの機関", Line::as_str).into(),
            stated_on: observation.stated_on,
            readable_from: sheet.readable_from,
            secretariat: contact(&sheet.head),
            answer_fax: secretariat
                .and_then(|secretariat| secretariat.fax.as_ref())
                .map(number),
        }),
        ruby: Ruby::Off,
        name: "気づいたことのお知らせ.pdf",
        plain_name: "observation.pdf",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use renkei_app::directory::secretariat::Secretariat;
    use renkei_app::paper::Letterhead;
    use renkei_domain::directory::address::Address;
    use renkei_domain::directory::observation::Observation;
    use renkei_domain::directory::phone::Phone;
    use renkei_domain::directory::strength::{Topic, Valence};
    use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId, StrengthId};

    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    #[test]
    fn a_sheet_says_where_it_goes_what_was_observed_and_where_the_answer_goes() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let sheet = ObservationSheet {
            head: Letterhead {
                network: Some("高槻の網".to_owned()),
                secretariat: Some(Secretariat {
                    name: "みほん支援センター（架空）".to_owned(),
                    phone: None,
                    mail: Some("mihon@example.jp".to_owned()),
                    fax: Some(Phone::published(line("072-000-0068"))),
                }),
            },
            agency: line("みほん病院"),
            fax: Some(Phone::published(line("072-000-0102"))),
            address: Some(Address {
                postal_code: Some(line("569-0000")),
                municipality: None,
                city: line("大阪府高槻市"),
                rest: Some(line("見本町1-2-3")),
            }),
            observation: Observation {
                id: StrengthId::from_uuid(Default::default()),
                resource: ResourceId::from_uuid(Default::default()),
                network: NetworkId::from_uuid(Default::default()),
                by: OrganizationId::from_uuid(Default::default()),
                valence: Valence::Weak,
                topic: Topic::General,
                text: line("返事に1週間かかる"),
                basis: Some(line("この1年に5件")),
                stated_on: day(1),
                written_on: day(2),
                told_on: None,
                reply: None,
                released_on: None,
                withdrawn: None,
            },
            by: None,
            readable_from: day(20),
        };
        let to_print = observation(&sheet);
        assert!(!to_print.name.contains("みほん病院"), "files lie about");
        let renkei_print::Sheet::Observation(made) = to_print.sheet else {
            panic!("another sheet");
        };
        assert_eq!(made.fax.as_deref(), Some("072-000-0102"));
        let address = Words::from("〒569-0000 大阪府高槻市見本町1-2-3");
        assert_eq!(made.address, Some(address));
        assert_eq!(made.head, Words::from("苦手"));
        assert_eq!(made.by, Words::from("ほかの機関"));
        assert_eq!(made.answer_fax.as_deref(), Some("072-000-0068"));
        assert_eq!(made.readable_from, day(20));
    }
}
