//! What an agency answers: of each group that it is as it stands, or what has changed.

use std::fmt;

use super::wishes::Wished;
use crate::conference::invitation::CallChannel;
use crate::directory::correction::CorrectableField;
use crate::directory::freshness::FieldGroup;
use crate::ids::{AccountId, InquiryAnswerId, InquiryId};
use crate::text::{Line, Prose};
use crate::time::Instant;

crate::words::word_list! {
    /// A single value that an agency can put in another's place.
    ProposedField {
        Phone = "phone", "電話番号";
        Fax = "fax", "FAX番号";
        Mail = "email", "メールアドレス";
        Website = "website", "ウェブサイト";
        /// Numbers of free places, each a whole number.
        Available = "available", "空いている人数";
        Maximum = "maximum", "定員";
        Waiting = "waiting", "待っている人数";
    }
}

impl ProposedField {
    /// In which group it stands.
    #[must_use]
    pub const fn group(self) -> FieldGroup {
        match self {
            Self::Phone | Self::Fax | Self::Mail | Self::Website => FieldGroup::Contact,
            Self::Available | Self::Maximum | Self::Waiting => FieldGroup::Capacity,
        }
    }

    /// The published field that it is, where it is one.
    #[must_use]
    pub const fn fact(self) -> Option<CorrectableField> {
        match self {
            Self::Phone => Some(CorrectableField::Phone),
            Self::Fax => Some(CorrectableField::Fax),
            Self::Mail => Some(CorrectableField::Email),
            Self::Website => Some(CorrectableField::Url),
            Self::Available | Self::Maximum | Self::Waiting => None,
        }
    }
}

/// What an agency puts in the place of a value.
#[derive(Clone, PartialEq, Eq)]
pub struct ProposedValue {
    /// Of which field.
    pub field: ProposedField,
    /// The value as the agency wrote it; `None` where there is none any more.
    pub value: Option<Line>,
}

/// What an agency says of one group.
#[derive(Clone, PartialEq, Eq)]
pub enum Said {
    /// All of it is correct.
    Correct,
    /// Something changed.
    Changed {
        /// What, field by field.
        values: Vec<ProposedValue>,
        /// What, in their own words: hours, conditions, what they are good at.
        words: Option<Prose>,
    },
}

/// A group with what was said of it. A group without a line was not answered.
#[derive(Clone, PartialEq, Eq)]
pub struct AnsweredGroup {
    /// Which.
    pub group: FieldGroup,
    /// What.
    pub said: Said,
}

/// What an agency answers, as it comes from a form.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Reply {
    /// Of each group what was said.
    pub groups: Vec<AnsweredGroup>,
    /// 「担当者名を載せない」.
    pub without_names: bool,
    /// 「連絡はFAXのみ」.
    pub fax_only: bool,
    /// Who answered.
    pub name: Option<Line>,
    /// As what.
    pub role: Option<Line>,
}

/// Why a reply is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReplyFault {
    /// Nothing was said.
    #[error("1つ以上の項目に答えてください。")]
    Empty,
    /// A group has changed, and nobody said how.
    #[error("「{}」が変わったときは、どう変わったかを書いてください。", .0.word())]
    ChangedHow(FieldGroup),
    /// A group was answered twice.
    #[error("「{}」の答えが2つあります。", .0.word())]
    Twice(FieldGroup),
    /// A value stands with another group.
    #[error("「{}」は、この項目の内容ではありません。", .0.word())]
    Elsewhere(ProposedField),
    /// A value of this kind does not read.
    #[error("「{}」に入れた内容を確かめてください。", .0.word())]
    Value(ProposedField),
}

impl Reply {
    /// Whether it says something, of each group once, and of what changed how.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn checked(&self) -> Result<(), ReplyFault> {
        if self.groups.is_empty() {
            return Err(ReplyFault::Empty);
        }
        for (place, answered) in self.groups.iter().enumerate() {
            let before = &self.groups[..place];
            if before.iter().any(|other| other.group == answered.group) {
                return Err(ReplyFault::Twice(answered.group));
            }
            let Said::Changed { values, words } = &answered.said else {
                continue;
            };
            if values.is_empty() && words.is_none() {
                return Err(ReplyFault::ChangedHow(answered.group));
            }
            for value in values {
                if value.field.group() != answered.group {
                    return Err(ReplyFault::Elsewhere(value.field));
                }
                if !value.reads() {
                    return Err(ReplyFault::Value(value.field));
                }
            }
        }
        Ok(())
    }

    /// "All correct" in one press.
    #[must_use]
    pub fn all_correct(groups: impl IntoIterator<Item = FieldGroup>) -> Self {
        let groups = groups.into_iter().map(|group| AnsweredGroup {
            group,
            said: Said::Correct,
        });
        Self {
            groups: groups.collect(),
            ..Self::default()
        }
    }
}

impl ProposedValue {
    /// The value as a number of people; nothing where it is none.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        crate::text::fold(self.text()).parse().ok()
    }

    /// The value as text, which is empty where there is none any more.
    #[must_use]
    pub fn text(&self) -> &str {
        self.value.as_ref().map_or("", Line::as_str)
    }

    /// Whether the value could stand in its field, or its field could be empty. Numbers are read here; what the directory takes of the others is
    /// decided where it is put into it.
    fn reads(&self) -> bool {
        match self.field {
            ProposedField::Available | ProposedField::Maximum | ProposedField::Waiting => {
                self.value.is_none() || self.number().is_some()
            }
            ProposedField::Phone
            | ProposedField::Fax
            | ProposedField::Mail
            | ProposedField::Website => true,
        }
    }
}

/// An answer as it came, kept as it was said.
#[derive(Clone, PartialEq, Eq)]
pub struct InquiryAnswer {
    /// Its id.
    pub id: InquiryAnswerId,
    /// To which inquiry.
    pub inquiry: InquiryId,
    /// When.
    pub at: Instant,
    /// By which way.
    pub channel: CallChannel,
    /// Who typed it in; nobody where it came by the link.
    pub taken_by: Option<AccountId>,
    /// What was said.
    pub reply: Reply,
    /// What was taken of its wishes; `None` while nobody decided about them.
    pub taken: Option<Wished>,
}

impl Reply {
    /// All that was said, to tell one reply from another: it is hashed, and kept nowhere so.
    #[must_use]
    pub fn asked(&self) -> String {
        let mut parts = vec![format!("{} {}", self.without_names, self.fax_only)];
        parts.extend(self.name.as_ref().map(ToString::to_string));
        parts.push("/".to_owned());
        parts.extend(self.role.as_ref().map(ToString::to_string));
        for answered in &self.groups {
            parts.push(format!("/{}", answered.group.code()));
            if let Said::Changed { values, words } = &answered.said {
                let values = values.iter();
                parts.extend(values.map(|one| format!("{}={}", one.field.code(), one.text())));
                parts.extend(words.as_ref().map(ToString::to_string));
            }
        }
        parts.join("\u{1}")
    }
}

/// Who answered, and in which words, is nobody's to read in a log.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reply({} groups)", self.groups.len())
    }
}

impl fmt::Debug for InquiryAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InquiryAnswer({} {:?})", self.id, self.reply)
    }
}
