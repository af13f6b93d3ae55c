//! What the forms of all parts share: reading fields, and lists as rows that can be emptied and added to
//! without a script.

use chrono::NaiveDate;
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::program::Range;
use renkei_domain::text::{Line, Prose, TextFault, fold};

use crate::form::{Choice, Packed, Sent, day};

/// The most rows of a form: a few more than any list takes.
const MOST_ROWS: usize = 110;
/// How many rows are added at once.
const ROWS_ADDED: usize = 3;
/// The button that adds rows.
pub(super) const MORE: &str = "more";

/// What is wrong with a form: names of fields with words.
#[derive(Debug, Clone, Default)]
pub(super) struct Faults(pub(super) Vec<(String, String)>);

impl Faults {
    /// What is wrong with a field.
    pub(super) fn of(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, words)| words.as_str())
    }

    pub(super) fn add(&mut self, name: impl Into<String>, words: impl Into<String>) {
        self.0.push((name.into(), words.into()));
    }

    /// What a use case found wrong, where an input is called as the field is.
    pub(super) fn told(faults: Vec<FieldFault>) -> Self {
        let faults = faults.into_iter();
        Self(faults.map(|fault| (fault.field, fault.message)).collect())
    }

    pub(super) fn one(name: impl Into<String>, words: impl Into<String>) -> Self {
        Self(vec![(name.into(), words.into())])
    }
}

/// Reads the fields of a form and collects what is wrong with them.
#[derive(Debug)]
pub(super) struct Reading<'s> {
    sent: &'s Sent,
    faults: Faults,
}

impl<'s> Reading<'s> {
    pub(super) fn of(sent: &'s Sent) -> Self {
        Self {
            sent,
            faults: Faults::default(),
        }
    }

    /// One line of text; an empty one is none.
    pub(super) fn line(&mut self, name: &str) -> Option<Line> {
        let read = Line::parse(self.sent.text(name));
        self.text(name, read)
    }

    /// Several lines of text; an empty one is none.
    pub(super) fn prose(&mut self, name: &str) -> Option<Prose> {
        let read = Prose::parse(self.sent.text(name));
        self.text(name, read)
    }

    fn text<T>(&mut self, name: &str, read: Result<T, TextFault>) -> Option<T> {
        match read {
            Ok(text) => Some(text),
            Err(TextFault::Empty) => None,
            Err(fault) => {
                self.wrong(name, FieldFault::of_text(name, &fault).message);
                None
            }
        }
    }

    /// Each line of a longer text as a text of its own.
    pub(super) fn lines(&mut self, name: &str) -> Vec<Line> {
        let mut lines = Vec::new();
        for text in self.sent.text(name).lines() {
            let read = Line::parse(text);
            lines.extend(self.text(name, read));
        }
        lines
    }

    /// A whole number; an empty field is none.
    pub(super) fn count(&mut self, name: &str) -> Option<u32> {
        let typed = fold(self.sent.text(name));
        if typed.is_empty() {
            return None;
        }
        let read = typed.parse().ok();
        if read.is_none() {
            self.wrong(name, "数字で入れてください。わからないときは、空にします。");
        }
        read
    }

    /// A span of whole numbers; one number alone is both ends.
    pub(super) fn range(&mut self, from: &str, to: &str) -> Option<Range> {
        let (low, high) = (self.count(from), self.count(to));
        let (low, high) = (low.or(high)?, high.or(low)?);
        let span = match (u16::try_from(low), u16::try_from(high)) {
            (Ok(low), Ok(high)) => Range::new(low, high),
            _ => None,
        };
        if span.is_none() {
            self.wrong(to, "少ないほうを先に入れてください。");
        }
        span
    }

    /// A word of a list; an empty field is none.
    pub(super) fn word<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let code = self.sent.text(name);
        if code.is_empty() {
            return None;
        }
        let word = read(code);
        if word.is_none() {
            self.wrong(name, "一覧から選んでください。");
        }
        word
    }

    /// A day that must be there.
    pub(super) fn day(&mut self, name: &str) -> Option<NaiveDate> {
        match day(self.sent.text(name)) {
            Ok(day) => Some(day),
            Err(words) => {
                self.wrong(name, words);
                None
            }
        }
    }

    /// Hours in their notation; an empty field is none.
    pub(super) fn hours(&mut self, name: &str) -> Option<Hours> {
        let typed = self.sent.text(name);
        if typed.is_empty() {
            return None;
        }
        match Hours::parse(typed) {
            Ok(hours) => Some(hours),
            Err(fault) => {
                self.wrong(name, unreadable_hours(&fault.statement));
                None
            }
        }
    }

    /// Notes that something is wrong with a field.
    pub(super) fn wrong(&mut self, name: &str, words: impl Into<String>) {
        self.faults.add(name, words);
    }

    /// What was read, where nothing is wrong.
    pub(super) fn end<T>(self, value: T) -> Result<T, Faults> {
        if self.faults.0.is_empty() {
            Ok(value)
        } else {
            Err(self.faults)
        }
    }
}

/// The words for a statement about hours that cannot be read.
pub(super) fn unreadable_hours(statement: &str) -> String {
    let shortened: String = statement.chars().take(60).collect();
    format!("「{shortened}」が読めません。「月-金 9:00-17:00; 祝 休み」のように書いてください。")
}

/// The words of a list to choose from, after a line that chooses none.
pub(super) fn choices<'w>(
    none: Option<&'w str>,
    words: impl IntoIterator<Item = (&'w str, &'w str)>,
    chosen: &str,
) -> Vec<Choice> {
    let none = none.map(|word| ("", word));
    none.into_iter()
        .chain(words)
        .map(|(value, word)| Choice::of(value, word, chosen))
        .collect()
}

/// The same for words of which any may be ticked.
pub(super) fn ticks<'w>(
    words: impl IntoIterator<Item = (&'w str, &'w str)>,
    sent: &Sent,
    name: &str,
) -> Vec<Choice> {
    let ticked: Vec<&str> = sent.all(name).collect();
    words
        .into_iter()
        .map(|(value, word)| Choice {
            value: value.to_owned(),
            word: word.to_owned(),
            is_chosen: ticked.contains(&value),
        })
        .collect()
}

/// A row of a list as it is first shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// What tells it from others.
    pub(super) id: String,
    /// Its fields: name and value.
    pub(super) fields: Vec<(&'static str, String)>,
}

/// The name of a field in a row.
pub(super) fn at(list: &str, row: usize, field: &str) -> String {
    format!("{list}-{row}-{field}")
}

/// What stood in a row when it was first shown, to see later whether somebody has touched it.
fn untouched(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.collect();
    // Browsers send line ends their own way.
    values.join("|").replace("\r\n", "\n")
}

/// Packs a list into rows, with one more to be filled in.
pub(super) fn pack(packed: &mut Packed, list: &str, rows: &[Row]) {
    for (place, row) in rows.iter().enumerate() {
        pack_row(packed, list, place, row);
    }
    packed.put(at(list, rows.len(), "id"), "");
}

fn pack_row(packed: &mut Packed, list: &str, place: usize, row: &Row) {
    packed.replace(&at(list, place, "id"), &row.id);
    for (field, value) in &row.fields {
        packed.replace(&at(list, place, field), value);
    }
    let was = untouched(row.fields.iter().map(|(_, value)| value.clone()));
    packed.replace(&at(list, place, "was"), was);
}

/// How many rows of a list a form shows.
pub(super) fn rows(sent: &Sent, list: &str) -> usize {
    let start = format!("{list}-");
    let places = sent.beginning(&start);
    let places = places.filter_map(|(rest, _)| rest.split_once('-')?.0.parse::<usize>().ok());
    let shown = places.max().map_or(1, |last| last.saturating_add(1));
    let added = if sent.raw(MORE).is_empty() {
        0
    } else {
        ROWS_ADDED
    };
    shown.saturating_add(added).min(MOST_ROWS)
}

/// The rows of a list in which something stands, by the field without which a row is none.
pub(super) fn filled(sent: &Sent, list: &str, fields: &[&str]) -> Vec<usize> {
    let has_text = |row: &usize| {
        fields
            .iter()
            .any(|field| !sent.text(&at(list, *row, field)).is_empty())
    };
    (0..rows(sent, list)).filter(has_text).collect()
}

/// What a row carries beside its fields.
pub(super) fn carried(sent: &Sent, list: &str) -> Vec<(String, String)> {
    let mut carried = Vec::new();
    for row in 0..rows(sent, list) {
        for field in ["id", "was"] {
            let name = at(list, row, field);
            let value = sent.raw(&name).to_owned();
            carried.push((name, value));
        }
    }
    carried
}

/// A form after somebody else came first: rows that this person has not touched say what stands now, rows
/// that the other added are added, and whatever was typed stays.
pub(super) fn merge(packed: &mut Packed, sent: &Sent, list: &str, now: &[Row]) {
    let shown = rows(sent, list);
    let mut known = Vec::new();
    for place in 0..shown {
        let id = sent.raw(&at(list, place, "id"));
        if id.is_empty() {
            continue;
        }
        known.push(id);
        let fields = now.first().map(|row| row.fields.as_slice());
        let fields = fields.unwrap_or_default();
        let typed = fields
            .iter()
            .map(|(field, _)| sent.text(&at(list, place, field)).to_owned());
        let is_untouched = untouched(typed) == untouched_of(sent, list, place);
        let standing = now.iter().find(|row| row.id == id);
        if let Some(row) = standing.filter(|_| is_untouched) {
            pack_row(packed, list, place, row);
        }
    }
    let added = now.iter().filter(|row| !known.contains(&row.id.as_str()));
    for (place, row) in (shown..).zip(added) {
        pack_row(packed, list, place, row);
    }
}

fn untouched_of(sent: &Sent, list: &str, place: usize) -> String {
    sent.raw(&at(list, place, "was")).replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, text: &str) -> Row {
        Row {
            id: id.to_owned(),
            fields: vec![("text", text.to_owned())],
        }
    }

    fn texts(sent: &Sent) -> Vec<&str> {
        let rows = filled(sent, "list", &["text"]);
        rows.into_iter()
            .map(|row| sent.text(&at("list", row, "text")))
            .collect()
    }

    #[test]
    fn a_list_comes_back_as_it_was_shown_with_room_for_one_more() {
        let mut packed = Packed::default();
        pack(
            &mut packed,
            "list",
            &[row("a", "一つめ"), row("b", "二つめ")],
        );
        let sent = packed.sent();
        assert_eq!(rows(&sent, "list"), 3);
        assert_eq!(texts(&sent), ["一つめ", "二つめ"]);
    }

    #[test]
    fn what_two_people_wrote_into_one_list_stands_in_it_together() {
        let mut shown = Packed::default();
        pack(
            &mut shown,
            "list",
            &[row("a", "一つめ"), row("b", "二つめ")],
        );
        // One of them touched the first line and added one.
        shown.replace("list-0-text", "わたしの一つめ");
        shown.put("list-2-text", "わたしの三つめ");
        let sent = shown.sent();
        // The other changed both lines and added another.
        let now = [
            row("a", "他の一つめ"),
            row("b", "他の二つめ"),
            row("c", "他の三つめ"),
        ];
        let mut packed = Packed::of(&sent);
        merge(&mut packed, &sent, "list", &now);
        assert_eq!(
            texts(&packed.sent()),
            [
                "わたしの一つめ",
                "他の二つめ",
                "わたしの三つめ",
                "他の三つめ"
            ]
        );
    }
}
