//! What is written is read back without one difference: by `calcard`, by this crate, and by the programs
//! under `tests/calendars`, which read the same messages from a folder.

mod any;
mod rules;
mod told;

use std::cell::Cell;
use std::path::Path;

use proptest::test_runner::{Config, TestCaseError, TestRunner};

use any::{Case, any_case};
use told::{expected, told_by_calcard, told_by_us};

/// How many messages are made up.
const MESSAGES: u32 = 3_000;

/// With `RENKEI_CALENDARS` they are left in that folder, each with what is to be read in it.
#[test]
fn made_up_messages_are_read_without_a_difference() {
    let folder = std::env::var_os("RENKEI_CALENDARS");
    let number = Cell::new(0);
    let mut runner = TestRunner::new(Config {
        cases: MESSAGES,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&any_case(), |case| {
        let text = case.message().text();
        let expected = expected(&case);
        differs("lines", &lines_are_fit(&text), &Ok(()))?;
        differs("calcard", &told_by_calcard(&text), &expected)?;
        differs("renkei", &told_by_us(&text), &expected)?;
        if let Some(folder) = &folder {
            number.set(number.get() + 1);
            leave(Path::new(folder), number.get(), &text, &expected);
        }
        Ok(())
    });
    outcome.expect("no message differs");
}

fn differs<T: PartialEq + std::fmt::Debug>(
    who: &str,
    read: &T,
    expected: &T,
) -> Result<(), TestCaseError> {
    if read == expected {
        Ok(())
    } else {
        let text = format!("{who}\n    read {read:?}\nexpected {expected:?}");
        Err(TestCaseError::fail(text))
    }
}

fn leave(folder: &Path, number: u32, text: &str, expected: &serde_json::Value) {
    std::fs::create_dir_all(folder).expect("a folder");
    let file = |ending: &str| folder.join(format!("{number:04}.{ending}"));
    std::fs::write(file("ics"), text).expect("a file");
    std::fs::write(file("json"), expected.to_string()).expect("a file");
}

/// Lines end with CRLF, hold no other control character than tabs, are no longer than 75 octets unless
/// they have no place to break, and are never broken beside white space.
fn lines_are_fit(text: &str) -> Result<(), String> {
    let text = text.strip_suffix("\r\n").ok_or("no end of the last line")?;
    let lines: Vec<&str> = text.split("\r\n").collect();
    for line in &lines {
        if line.chars().any(|c| c.is_control() && c != '\t') {
            return Err(format!("a control character: {line:?}"));
        }
        if line.len() > 75 && has_place(line) {
            return Err(format!("{} octets: {line}", line.len()));
        }
    }
    for pair in lines.windows(2) {
        let Some(continued) = pair[1].strip_prefix(' ') else {
            continue;
        };
        if continued.starts_with(char::is_whitespace) || pair[0].ends_with(char::is_whitespace) {
            return Err(format!("broken beside white space: {pair:?}"));
        }
    }
    Ok(())
}

/// Whether a line could be broken within its first 75 octets, behind its name and the space of a continued line.
fn has_place(line: &str) -> bool {
    let least = match line.strip_prefix(' ') {
        Some(_) => 2,
        None => line.find([';', ':']).map_or(0, |name| name + 2),
    };
    let characters: Vec<(usize, char)> = line.char_indices().collect();
    characters.windows(2).any(|pair| {
        let [(_, before), (at, after)] = pair else {
            return false;
        };
        let may_end = !before.is_whitespace() && *before != '\\';
        (least..=75).contains(at) && may_end && !after.is_whitespace()
    })
}

impl Case {
    fn message(&self) -> super::Message {
        let fits = "the sequence of a cancellation is raised";
        match self.kind {
            any::Kind::Request => super::Message::request(&self.entry, &self.invitee),
            any::Kind::Cancel => super::Message::cancel(&self.entry, &self.invitee).expect(fits),
            any::Kind::Withdraw => {
                super::Message::withdraw(&self.entry, &self.invitee).expect(fits)
            }
            any::Kind::Feed => {
                super::Message::feed(&self.entry.title, [(&self.entry, super::Listed::Standing)])
            }
        }
    }
}
