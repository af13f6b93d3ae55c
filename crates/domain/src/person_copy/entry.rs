//! How anything stands in a copy: the same on the screen, on paper and in a file, so that none of them says more than
//! another. Each fact has a code for programs and a label for people, each value its words and, where there is one,
//! its code or its day.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::time::{era_year, japanese_date};
use crate::words::word_list;

word_list! {
    /// What something in a copy is, in the order in which a copy tells it.
    CopyKind {
        Person = "person", "あなたのこと";
        Employment = "employment", "仕事";
        Consent = "consent", "同意";
        Halt = "halt", "同意を止めたこと";
        Evidence = "evidence", "同意の紙の写し";
        Emergency = "emergency", "緊急時シート";
        TeamMember = "team_member", "助けてくれる人";
        Link = "link", "この支援とのつながり";
        Provision = "provision", "伝えた記録（提供記録）";
        Shown = "shown", "じぶんで見せたこと";
        Looked = "looked", "だれが見たか（この1年）";
        Conference = "conference", "会議";
        Handover = "handover", "引継ぎのこと";
        Poll = "poll", "会議の日をきいたこと";
        PollAnswers = "poll_answers", "会議の日についての、ほかの人の答え";
        Call = "call", "会議によんだ知らせ";
        CallReplies = "call_replies", "よんだ人からの返事";
        ReceivedMail = "received_mail", "会議について とどいたメール";
        Decision = "decision", "会議できまったこと";
        Minutes = "minutes", "会議の記録";
        Note = "note", "支援の記録";
        Receipt = "receipt", "聞いた記録（受領記録）";
        Incident = "incident", "ちがう相手に伝わったこと";
    }
}

/// One thing in a copy.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyEntry {
    /// What it is.
    pub kind: CopyKind,
    /// The id of what it tells of, among those of its kind.
    pub source: Uuid,
    /// By what people know it.
    pub heading: String,
    /// What it says.
    pub facts: Vec<CopyFact>,
}

/// What is kept of somebody is nobody's to read in a log.
impl std::fmt::Debug for CopyEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CopyEntry({} {})", self.kind.code(), self.source)
    }
}

/// Something that is said, with its name.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyFact {
    /// Its name for programs, the same in every copy.
    pub code: String,
    /// Its name for people.
    pub label: String,
    /// What is said.
    pub values: Vec<CopyValue>,
}

/// The same: nobody's to read in a log.
impl std::fmt::Debug for CopyFact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CopyFact({})", self.code)
    }
}

/// A value.
#[derive(Clone, PartialEq, Eq)]
pub struct CopyValue {
    /// In words.
    pub text: String,
    /// Its code, where it is a word of a closed list.
    pub code: Option<String>,
    /// The day, where it is one.
    pub on: Option<NaiveDate>,
}

/// The same: nobody's to read in a log.
impl std::fmt::Debug for CopyValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CopyValue(..)")
    }
}

impl CopyEntry {
    /// A thing with those facts that are said.
    #[must_use]
    pub fn of(
        (kind, source): (CopyKind, Uuid),
        heading: impl Into<String>,
        facts: impl IntoIterator<Item = Option<CopyFact>>,
    ) -> Self {
        Self {
            kind,
            source,
            heading: heading.into(),
            facts: facts.into_iter().flatten().collect(),
        }
    }

    /// Whether it tells of the same thing as another, whatever it says of it.
    #[must_use]
    pub fn is_of(&self, kind: CopyKind, source: Uuid) -> bool {
        self.kind == kind && self.source == source
    }

    /// The same without what it says, for whoever may know no more than that it is there.
    #[must_use]
    pub fn unread(&self) -> Self {
        Self {
            facts: Vec::new(),
            ..self.clone()
        }
    }
}

impl CopyValue {
    /// Words that somebody wrote.
    #[must_use]
    pub fn text(text: impl ToString) -> Self {
        Self {
            text: text.to_string(),
            code: None,
            on: None,
        }
    }

    /// A word of a closed list.
    #[must_use]
    pub fn word(code: impl Into<String>, word: impl Into<String>) -> Self {
        Self {
            text: word.into(),
            code: Some(code.into()),
            on: None,
        }
    }

    /// A day, with both years: a copy is kept long.
    #[must_use]
    pub fn day(day: NaiveDate) -> Self {
        Self {
            text: format!("{}（{}）", japanese_date(day), era_year(day)),
            code: None,
            on: Some(day),
        }
    }
}

impl CopyFact {
    /// A fact with some values; none where there is no value.
    #[must_use]
    pub fn of(
        code: &str,
        label: &str,
        values: impl IntoIterator<Item = CopyValue>,
    ) -> Option<Self> {
        let values: Vec<CopyValue> = values.into_iter().collect();
        (!values.is_empty()).then(|| Self {
            code: code.to_owned(),
            label: label.to_owned(),
            values,
        })
    }

    /// Words that somebody wrote, where they did.
    #[must_use]
    pub fn said(code: &str, label: &str, said: Option<impl ToString>) -> Option<Self> {
        Self::of(code, label, said.map(CopyValue::text))
    }

    /// A word of a closed list.
    #[must_use]
    pub fn word(code: &str, label: &str, (value, word): (&str, &str)) -> Option<Self> {
        Self::of(code, label, [CopyValue::word(value, word)])
    }

    /// A day, where there is one.
    #[must_use]
    pub fn day(code: &str, label: &str, day: Option<NaiveDate>) -> Option<Self> {
        Self::of(code, label, day.map(CopyValue::day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_without_a_value_is_not_said_and_none_shows_itself_to_a_log() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 20);
        let facts = [
            CopyFact::said("name", "名前", Some("山田 花子")),
            CopyFact::said("kana", "読み", None::<String>),
            CopyFact::day("born_on", "生年月日", day),
            CopyFact::word("way", "方法", ("phone", "電話")),
        ];
        let entry = CopyEntry::of((CopyKind::Person, Uuid::nil()), "山田 花子 さん", facts);
        let codes: Vec<&str> = entry.facts.iter().map(|fact| fact.code.as_str()).collect();
        assert_eq!(codes, ["name", "born_on", "way"]);
        let value = &entry.facts[1].values[0];
        assert_eq!((value.on, value.code.as_deref()), (day, None));
        assert!(value.text.contains("2026年11月20日") && value.text.contains("令和8年"));
        assert_eq!(entry.facts[2].values[0].code.as_deref(), Some("phone"));
        let debugged = format!("{entry:?} {:?} {value:?}", entry.facts[0]);
        assert!(
            !debugged.contains("花子") && !debugged.contains("2026"),
            "{debugged}"
        );
        assert!(entry.unread().facts.is_empty());
        assert!(
            entry.is_of(CopyKind::Person, Uuid::nil()) && !entry.is_of(CopyKind::Note, Uuid::nil())
        );
    }
}
