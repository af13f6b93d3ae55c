//! What is wrong with a form of a case, found while its fields are read.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use renkei_domain::text::{Line, Prose, TextFault};

use crate::form::{Sent, day, line};

/// What is wrong with a form, by field.
#[derive(Debug, Default)]
pub(in crate::pages) struct Faults(BTreeMap<&'static str, String>);

impl Faults {
    /// What is wrong with a field.
    pub(in crate::pages) fn of(&self, name: &str) -> Option<&String> {
        self.0.get(name)
    }

    pub(in crate::pages) fn say(&mut self, name: &'static str, words: impl Into<String>) {
        self.0.insert(name, words.into());
    }

    /// What was read, or nothing with a word about it.
    pub(in crate::pages) fn take<T>(
        &mut self,
        name: &'static str,
        read: Result<T, String>,
    ) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(words) => {
                self.say(name, words);
                None
            }
        }
    }

    /// A line that must be there.
    pub(in crate::pages) fn line(
        &mut self,
        sent: &Sent,
        name: &'static str,
        missing: &'static str,
    ) -> Option<Line> {
        self.take(name, line(sent.text(name), missing))
    }

    /// A line that may be left out.
    pub(in crate::pages) fn line_opt(&mut self, sent: &Sent, name: &'static str) -> Option<Line> {
        match sent.text(name) {
            "" => None,
            text => self.take(name, line(text, "")),
        }
    }

    /// A text of several lines that may be left out.
    pub(in crate::pages) fn prose_opt(&mut self, sent: &Sent, name: &'static str) -> Option<Prose> {
        match Prose::parse(sent.raw(name)) {
            Ok(text) => Some(text),
            Err(TextFault::Empty) => None,
            Err(TextFault::Control(_)) => {
                self.say(
                    name,
                    "使えない文字が入っています。消して、打ちなおしてください。",
                );
                None
            }
            Err(TextFault::TooLong { limit }) => {
                self.say(name, format!("長すぎます。{limit}文字までにしてください。"));
                None
            }
        }
    }

    /// A day that must be there.
    pub(in crate::pages) fn day(&mut self, sent: &Sent, name: &'static str) -> Option<NaiveDate> {
        self.take(name, day(sent.text(name)))
    }

    /// A day that may be left out.
    pub(in crate::pages) fn day_opt(
        &mut self,
        sent: &Sent,
        name: &'static str,
    ) -> Option<NaiveDate> {
        match sent.text(name) {
            "" => None,
            text => self.take(name, day(text)),
        }
    }

    /// A word of a list that must be chosen.
    pub(in crate::pages) fn word<T>(
        &mut self,
        sent: &Sent,
        name: &'static str,
        from_code: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let read = from_code(sent.text(name));
        self.take(
            name,
            read.ok_or_else(|| "どれかを選んでください。".to_owned()),
        )
    }

    /// What was read, where nothing at all is wrong.
    pub(in crate::pages) fn all_well<T>(&self, read: Option<T>) -> Option<T> {
        read.filter(|_| self.0.is_empty())
    }
}
