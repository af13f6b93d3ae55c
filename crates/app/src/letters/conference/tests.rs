//! What the letter to somebody who is called says.

use chrono::NaiveDate;

use super::*;

fn letter(says: Says) -> CallLetter {
    let day = NaiveDate::from_ymd_opt(2026, 12, 4).expect("a day");
    let at = |hour| day.and_hms_opt(hour, 0, 0).expect("a time");
    CallLetter {
        caller: "みほん就業・生活支援センター".to_owned(),
        name: Line::parse("ハローワーク茨木 専門援助部門").expect("a line"),
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
    }
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
