//! The sheets by which people are called to a conference. They tell a day, a place, a number and a code.

use renkei_app::conference::call::script::PhonePart;
use renkei_app::paper::{CallPaper, CallsPaper, FaxTestPaper, ToldAnew};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;
use renkei_print::sheets::{Calling, Occasion};
use renkei_print::{Code, Ruby, Words, sheets};

use super::conference::{TITLE, keeper, occasion};
use super::{GROUP, ToPrint, network, number};
use crate::words::reach::hours_words;

pub(super) fn line(text: Option<&Line>) -> Option<Words> {
    text.map(|text| text.as_str().into())
}

/// What is known by every way.
fn calling(paper: &CallsPaper, call: &CallPaper) -> Calling {
    let ends = call
        .begins
        .plus(chrono::TimeDelta::minutes(i64::from(call.minutes)));
    let asks = matches!(call.anew, ToldAnew::No | ToldAnew::MovedFrom(_));
    let minute = |at: Instant| at.in_japan().minute;
    let occasion: Occasion = occasion(call.anew);
    Calling {
        occasion,
        title: TITLE.into(),
        number: Some(paper.number.as_str().into()),
        on: call.begins.in_japan().date,
        hours: (minute(call.begins), minute(ends)),
        place: paper.place.as_str().into(),
        reply_by: paper.answer_by.filter(|_| asks),
        ask: keeper(&paper.sender),
        answer_fax: paper.sender.fax.as_ref().map(number),
        code: Code::in_groups(call.code.letters(), GROUP),
    }
}

/// The agency with the desk to ask for, where nobody there is known by name.
pub(super) fn to(agency: &str, contact: Option<&Line>, desk: Option<&str>) -> Words {
    match (contact, desk) {
        (None, Some(desk)) => format!("{agency} {desk}").into(),
        _ => agency.into(),
    }
}

fn to_called(call: &CallPaper) -> Words {
    to(&call.to, call.contact.as_ref(), call.ask_for.as_deref())
}

pub(super) fn fax(paper: &CallsPaper) -> ToPrint {
    let sender = &paper.sender;
    let calls = paper.calls.iter().map(|call| sheets::FaxCall {
        to: to_called(call),
        contact: line(call.contact.as_ref()),
        fax: call.target.to_string(),
        from: sender.lead.as_str().into(),
        from_phone: sender.phone.as_ref().map(number),
        from_fax: sender.fax.as_ref().map(number),
        calling: calling(paper, call),
    });
    ToPrint {
        sheet: renkei_print::Sheet::FaxCall(sheets::FaxCallSheet {
            network: network(&paper.head),
            calls: calls.collect(),
        }),
        ruby: Ruby::Off,
        name: "FAXの案内.pdf",
        plain_name: "fax.pdf",
    }
}

pub(super) fn fax_test(paper: &FaxTestPaper) -> ToPrint {
    ToPrint {
        sheet: renkei_print::Sheet::FaxTest(sheets::FaxTestSheet {
            network: network(&paper.head),
            to: paper.to.as_str().into(),
            fax: paper.number.to_string(),
            ask: keeper(&paper.sender),
            answer_fax: paper.sender.fax.as_ref().map(number),
            number: paper.mark.as_str().into(),
        }),
        ruby: Ruby::Off,
        name: "FAXの試し送り.pdf",
        plain_name: "fax-test.pdf",
    }
}

/// A postal address with 郵便番号 at its beginning in its two parts.
pub(super) fn parts(address: &str) -> (Option<String>, &str) {
    let rest = address.trim_start_matches('〒').trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-');
    let (code, after) = rest.split_at(end.unwrap_or(rest.len()));
    let digits = code.chars().filter(char::is_ascii_digit).count();
    if digits == 7 {
        (Some(code.to_owned()), after.trim_start())
    } else {
        (None, address)
    }
}

fn a_letter(paper: &CallsPaper, call: &CallPaper) -> sheets::CallLetter {
    let (code, address) = parts(call.target.as_str());
    let known = call.postal_code.as_ref().map(ToString::to_string);
    let back = paper.sender.address.as_ref().map(|address| {
        let code = address.postal_code.as_ref();
        let code = code.map(|code| format!("〒{code} "));
        Words::from(format!("{}{}", code.unwrap_or_default(), address.line()))
    });
    sheets::CallLetter {
        to: to_called(call),
        contact: line(call.contact.as_ref()),
        postal_code: code.or(known),
        address: Some(address.into()),
        is_sealed: call.contact.is_some(),
        return_address: back,
        calling: calling(paper, call),
    }
}

pub(super) fn letter(paper: &CallsPaper) -> ToPrint {
    let calls = paper.calls.iter();
    ToPrint {
        sheet: renkei_print::Sheet::CallLetter(sheets::CallLetterSheet {
            network: network(&paper.head),
            calls: calls.map(|call| a_letter(paper, call)).collect(),
        }),
        ruby: Ruby::Off,
        name: "打ち合わせの案内.pdf",
        plain_name: "letter.pdf",
    }
}

fn part(part: &PhonePart) -> sheets::PhonePart {
    sheets::PhonePart {
        heading: part.heading.into(),
        lines: part.lines.iter().map(|line| line.as_str().into()).collect(),
    }
}

fn script(paper: &CallsPaper, call: &CallPaper) -> Option<sheets::PhoneScript> {
    let said = call.script.as_ref()?;
    let after = call.after_dialling.join("・");
    let never: Vec<&str> = call.never.iter().map(Line::as_str).collect();
    Some(sheets::PhoneScript {
        to: call.to.as_str().into(),
        ask_for: said.ask_for.as_str().into(),
        number: call.target.to_string(),
        after_number: (!after.is_empty()).then_some(after),
        when: call.hours.as_ref().map(|hours| hours_words(hours).into()),
        how: line(call.etiquette.as_ref()),
        parts: said.parts.iter().map(part).collect(),
        about: said.about.map(Words::from),
        may_tell: call.may_tell,
        avoid: (!never.is_empty()).then(|| never.join("、").into()),
        ask: keeper(&paper.sender),
        answer_fax: paper.sender.fax.as_ref().map(number),
        code: Code::in_groups(call.code.letters(), GROUP),
    })
}

pub(super) fn phone(paper: &CallsPaper) -> ToPrint {
    let calls = paper.calls.iter();
    ToPrint {
        sheet: renkei_print::Sheet::PhoneScript(sheets::PhoneScriptSheet {
            network: network(&paper.head),
            calls: calls.filter_map(|call| script(paper, call)).collect(),
        }),
        ruby: Ruby::Off,
        name: "電話の台本.pdf",
        plain_name: "phone.pdf",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use renkei_app::conference::call::script::PhoneWords;
    use renkei_app::paper::{Letterhead, Sender};
    use renkei_domain::directory::hours::Hours;
    use renkei_domain::directory::phone::Phone;
    use renkei_domain::people::PaperCode;
    use renkei_domain::time::{Minute, Moment};

    use super::*;

    fn text(text: &str) -> Line {
        Line::parse(text).expect("a line")
    }

    fn heard(said: &str) -> PhonePart {
        PhonePart {
            heading: "出たら",
            lines: vec![said.to_owned()],
        }
    }

    fn paper(anew: ToldAnew, target: &str) -> CallsPaper {
        let begins = Moment {
            date: NaiveDate::from_ymd_opt(2026, 12, 4).expect("a day"),
            minute: Minute::of(15, 20),
        };
        CallsPaper {
            head: Letterhead::default(),
            number: "№345-678".to_owned(),
            place: text("高槻市役所 3階"),
            sender: Sender {
                lead: "つばさ橋".to_owned(),
                keeper: Some(text("高槻 はるか")),
                phone: Some(Phone::published(text("072-000-1234"))),
                fax: Some(Phone::published(text("072-000-1235"))),
                mail: None,
                address: None,
                head_of_body: None,
            },
            answer_by: NaiveDate::from_ymd_opt(2026, 12, 1),
            calls: vec![CallPaper {
                to: "高槻病院".to_owned(),
                contact: None,
                target: text(target),
                postal_code: None,
                after_dialling: vec!["内線 12".to_owned()],
                ask_for: Some("地域連携室".to_owned()),
                hours: Hours::parse("月-金 16:00-17:00; 祝 休み").ok(),
                etiquette: Line::parse("はじめに「ご相談です」と言う").ok(),
                never: vec![text("外来の時間")],
                may_tell: false,
                anew,
                begins: begins.instant(),
                minutes: 20,
                code: PaperCode::read("K7QM-2XHD").expect("a code"),
                script: Some(PhoneWords {
                    ask_for: "地域連携室".to_owned(),
                    parts: [
                        heard("「高槻 はるか と申します。地域連携室 を お願いします。」"),
                        heard("「高槻 はるか です。折り返しを お願いします。」"),
                        heard("「打ち合わせ №345-678 の件で お電話しました。」"),
                    ],
                    about: None,
                }),
            }],
        }
    }

    #[test]
    fn a_fax_tells_when_where_number_and_code_and_where_the_answer_goes() {
        let renkei_print::Sheet::FaxCall(made) = fax(&paper(ToldAnew::No, "072-000-2222")).sheet
        else {
            panic!("another sheet");
        };
        let call = &made.calls[0];
        assert_eq!(call.to, Words::from("高槻病院 地域連携室"));
        assert_eq!(call.fax, "072-000-2222");
        assert_eq!(call.calling.hours, (Minute::of(15, 20), Minute::of(15, 40)));
        assert_eq!(call.calling.title, Words::from("打ち合わせ"));
        assert_eq!(call.calling.answer_fax.as_deref(), Some("072-000-1235"));
        assert_eq!(call.calling.code.groups(), ["K7QM", "2XHD"]);
        assert!(call.calling.reply_by.is_some());
    }

    #[test]
    fn whoever_need_not_come_is_not_asked_for_an_answer() {
        let made = calling(
            &paper(ToldAnew::Cancelled, "1"),
            &paper(ToldAnew::Cancelled, "1").calls[0],
        );
        assert_eq!((made.occasion, made.reply_by), (Occasion::Cancelled, None));
    }

    #[test]
    fn a_letter_has_the_code_of_its_address_apart() {
        for (address, code, rest) in [
            (
                "〒569-0000 大阪府高槻市1-2",
                Some("569-0000"),
                "大阪府高槻市1-2",
            ),
            ("5690000 大阪府高槻市", Some("5690000"), "大阪府高槻市"),
            ("大阪府高槻市1-2", None, "大阪府高槻市1-2"),
            ("12-3 みほんビル", None, "12-3 みほんビル"),
        ] {
            assert_eq!(parts(address), (code.map(str::to_owned), rest), "{address}");
        }
    }

    #[test]
    fn a_script_has_the_words_that_are_said_and_what_comes_after_the_number() {
        let sheet = phone(&paper(ToldAnew::No, "072-000-1111")).sheet;
        let renkei_print::Sheet::PhoneScript(made) = sheet else {
            panic!("another sheet");
        };
        let script = &made.calls[0];
        let first = Words::from("「高槻 はるか と申します。地域連携室 を お願いします。」");
        assert_eq!(
            (script.parts.len(), &script.parts[0].lines),
            (3, &vec![first])
        );
        assert_eq!(script.ask_for, "地域連携室".into());
        assert_eq!(script.after_number.as_deref(), Some("内線 12"));
        // When to phone is one thing, how to go about it another.
        let (when, how) = (
            Words::from("月-金 16:00-17:00、祝 休み"),
            "はじめに「ご相談です」と言う",
        );
        assert_eq!(script.when, Some(when));
        assert_eq!(script.how, Some(how.into()));
        assert!(!script.may_tell);
    }
}
