//! What the letter to somebody who is called says.

use chrono::NaiveDate;

use super::*;

fn letter(says: Says) -> CallLetter {
    let day = NaiveDate::from_ymd_opt(2026, 12, 4).expect("a day");
    let at = |hour| day.and_hms_opt(hour, 0, 0).expect("a time");
    CallLetter {
        caller: "みほん就業・生活支援センター".to_owned(),
        name: Line::parse("ハローワーク茨木 専門援助部門").expect("a line"),
        side: None,
        number: "№345-678".to_owned(),
        says,
        span: (at(15), at(16)),
        is_part: false,
        place: Line::parse("高槻市役所 3階 会議室2").ok(),
        code: "K7QM-2XHD".to_owned(),
        ways: vec![
            "電話 072-000-0067".to_owned(),
            "FAX 072-000-0068".to_owned(),
        ],
        page: Some("https://renkei.example.jp/answer/K7QM-2XHD".to_owned()),
        is_read_back: false,
    }
}

#[test]
fn a_button_in_a_calendar_is_said_to_count_where_answers_are_read() {
    let unread = letter(Says::Invitation);
    assert!(unread.text().contains("押しただけでは、まだ伝わりません"));
    let read = CallLetter {
        is_read_back: true,
        ..unread
    };
    let text = read.text();
    assert!(
        text.contains("このメールへの返信でも、お返事できます"),
        "{text}"
    );
    assert!(!text.contains("まだ伝わりません"), "{text}");
}

#[test]
fn the_plain_text_alone_says_when_where_and_how_to_answer() {
    let text = letter(Says::Invitation).text();
    for told in [
        "番号: №345-678\n日時: 2026年12月4日(金) 15:00〜16:00\n場所: 高槻市役所 3階 会議室2\n",
        "番号 K7QM-2XHD と、出席・欠席・代理",
        "電話 072-000-0067\nFAX 072-000-0068\n",
        "https://renkei.example.jp/answer/K7QM-2XHD\n",
        "利用者のお名前は書かないでください",
    ] {
        assert!(text.contains(told), "{told}\n---\n{text}");
    }
}

#[test]
fn whoever_is_not_expected_is_asked_for_no_answer() {
    for says in [Says::Postponement, Says::Cancellation, Says::Recall] {
        let text = letter(says).text();
        assert!(
            !text.contains("K7QM-2XHD"),
            "neither the code nor the page: {text}"
        );
        assert!(text.contains("ご案内していた日時: 2026年12月4日"), "{text}");
    }
}

#[test]
fn a_subject_tells_what_it_is_and_of_nobody() {
    for says in Says::ALL {
        let subject = letter(*says).subject();
        assert!(subject.contains("打ち合わせ") && subject.contains("№345-678"));
        assert!(!subject.contains("ハローワーク") && !subject.contains("みほん"));
    }
}

#[test]
fn the_person_reads_easy_words_that_name_no_agency_and_nobody_it_is_about() {
    for (side, says) in OwnSide::ALL
        .iter()
        .flat_map(|side| Says::ALL.iter().map(move |says| (*side, *says)))
    {
        let own = CallLetter {
            caller: "高槻 はるか".to_owned(),
            name: Line::parse(side.word()).expect("a line"),
            side: Some(side),
            ..letter(says)
        };
        let text = own.text();
        assert!(text.starts_with("高槻 はるか から、"), "{text}");
        assert!(text.contains("2026年12月4日(金) 15:00〜16:00"), "{text}");
        assert_eq!(
            text.contains("場所") || text.contains("どこで"),
            says.calls()
        );
        assert_eq!(text.contains("K7QM-2XHD"), says.calls(), "{text}");
        assert!(own.subject().contains("打ち合わせ") && own.subject().contains("№345-678"));
        for words in ["みほん", "利用者", "ご案内", "機関"] {
            assert!(!text.contains(words), "{words}: {text}");
        }
    }
}
