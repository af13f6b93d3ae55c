//! Two entries of one agency made into one: what is asked where they part, what is proposed, and what then stands.
//!
//! A [`Question`] is about what is read together and would be wrong in halves: an address with its place on the map, a
//! name with its reading. What others observed, who is known there by name and what was confirmed is never asked: it is
//! kept of both.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::correction::CorrectableField;
use super::edit::{FactEdit, Part};
use super::freshness::{FieldGroup, Freshness};
use super::phone::Phone;
use super::profile::Profile;
use super::resource::ResourceFacts;
use super::strength::{Strength, Voice};
use crate::ids::{NoticeId, StrengthId};
use crate::words::word_list;

word_list! {
    /// One of two entries that stand side by side.
    Side {
        Left = "left", "ひとつめ";
        Right = "right", "ふたつめ";
    }
}

word_list! {
    /// Whose answer to a question is kept.
    Take {
        Left = "left", "ひとつめの内容";
        Right = "right", "ふたつめの内容";
        /// Of lists alone.
        Both = "both", "両方";
    }
}

word_list! {
    /// What is asked of two entries where they say different things.
    Question {
        Name = "name", "名称とよみ";
        Kind = "kind", "種類";
        OfficeNumber = "office_number", "事業所番号";
        Address = "address", "住所と地図の位置";
        Phones = "phones", "電話番号";
        Fax = "fax", "FAX番号";
        Email = "email", "メール";
        Url = "url", "ホームページ";
        Hours = "hours", "時間";
        Places = "places", "定員";
        Organization = "organization", "運営する法人";
        Description = "description", "紹介";
        Comparison = "comparison", "くらべる内容";
        Capacity = "capacity", "空き";
        Programs = "programs", "プログラム";
        Strengths = "strengths", "自分で書いた得意・苦手";
        ContactPolicy = "contact_policy", "連絡のしかた";
        Notices = "notices", "お知らせ";
        ServiceArea = "service_area", "担当する地域";
        Roles = "roles", "専門の職員";
        Languages = "languages", "使えることば";
        Access = "access", "設備・配慮";
    }
}

/// An entry as far as the questions go.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'e> {
    /// Its facts.
    pub facts: &'e ResourceFacts,
    /// Its profile.
    pub profile: &'e Profile,
    /// The fields that people put right.
    pub corrected: &'e [CorrectableField],
}

/// Which of the two stays, and whose answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The entry that stays and keeps its id.
    pub survivor: Side,
    /// The answers; a question without one keeps what the entry that stays says.
    pub takes: BTreeMap<Question, Take>,
}

/// An answer, seen from the entry that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// What it says itself.
    Own,
    /// What the other says.
    Other,
    /// Both.
    Both,
}

impl Side {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// The answer that is its own.
    #[must_use]
    pub const fn take(self) -> Take {
        match self {
            Self::Left => Take::Left,
            Self::Right => Take::Right,
        }
    }
}

impl Choices {
    /// The answer to a question, seen from the entry that stays.
    #[must_use]
    pub fn taken(&self, question: Question) -> Taken {
        match self.takes.get(&question) {
            Some(Take::Both) if question.is_list() => Taken::Both,
            Some(take) if *take == self.survivor.other().take() => Taken::Other,
            _ => Taken::Own,
        }
    }

    /// The answer for two entries, seen from the entry that stays. Who runs it is nobody's choice where one of them says it:
    /// what was agreed to with them goes on being with them.
    #[must_use]
    pub fn taken_of(
        &self,
        question: Question,
        own: &ResourceFacts,
        other: &ResourceFacts,
    ) -> Taken {
        match (question, own.organization, other.organization) {
            (Question::Organization, Some(_), None) => Taken::Own,
            (Question::Organization, None, Some(_)) => Taken::Other,
            _ => self.taken(question),
        }
    }
}

impl Question {
    /// The published fields that it asks about.
    #[must_use]
    pub const fn fields(self) -> &'static [CorrectableField] {
        use CorrectableField as F;
        match self {
            Self::Name => &[F::Name, F::Kana],
            Self::Kind => &[F::Kind],
            Self::OfficeNumber => &[F::OfficeNumber],
            Self::Address => &[F::City, F::PostalCode, F::AddressRest, F::Location],
            Self::Phones => &[F::Phone],
            Self::Fax => &[F::Fax],
            Self::Email => &[F::Email],
            Self::Url => &[F::Url],
            Self::Hours => &[F::Hours, F::HoursNote],
            Self::Places => &[F::Capacity],
            Self::Organization => &[F::Organization],
            _ => &[],
        }
    }

    /// The part of the profile that it asks about; none where it asks about published fields.
    #[must_use]
    pub const fn part(self) -> Option<Part> {
        Some(match self {
            Self::Description => Part::Description,
            Self::Comparison => Part::Comparison,
            Self::Capacity => Part::Capacity,
            Self::Programs => Part::Programs,
            Self::Strengths => Part::Strengths,
            Self::ContactPolicy => Part::ContactPolicy,
            Self::Notices => Part::Notices,
            Self::ServiceArea => Part::ServiceArea,
            Self::Roles => Part::Roles,
            Self::Languages => Part::Languages,
            Self::Access => Part::Access,
            _ => return None,
        })
    }

    /// Whether both answers can be kept.
    #[must_use]
    pub const fn is_list(self) -> bool {
        matches!(
            self,
            Self::Phones
                | Self::Programs
                | Self::Strengths
                | Self::Notices
                | Self::ServiceArea
                | Self::Roles
                | Self::Languages
                | Self::Access
        )
    }

    /// With which part of an entry it is confirmed.
    const fn group(self) -> FieldGroup {
        match self {
            Self::Hours => FieldGroup::Hours,
            Self::Places | Self::Capacity => FieldGroup::Capacity,
            Self::Comparison | Self::Programs | Self::ServiceArea => FieldGroup::Eligibility,
            Self::Description | Self::Strengths | Self::Roles | Self::Languages | Self::Access => {
                FieldGroup::Character
            }
            _ => FieldGroup::Contact,
        }
    }

    /// Whether somebody chooses between the answers of two entries: where they part, but for who runs it.
    #[must_use]
    pub fn is_asked(self, one: Asked<'_>, other: Asked<'_>) -> bool {
        self != Self::Organization && !self.is_same(one, other)
    }

    /// Whether two entries answer alike, whatever ids stand in their answers.
    #[must_use]
    pub fn is_same(self, one: Asked<'_>, other: Asked<'_>) -> bool {
        match self {
            Self::Phones => one.facts.phones == other.facts.phones,
            Self::Strengths => {
                let (one, other) = (own(one.profile), own(other.profile));
                one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| says_same(a, b))
            }
            Self::Notices => {
                let (one, other) = (&one.profile.notices, &other.profile.notices);
                one.len() == other.len()
                    && one
                        .iter()
                        .zip(other)
                        .all(|(a, b)| (&a.text, a.from, a.until) == (&b.text, b.from, b.until))
            }
            _ => match self.part() {
                Some(part) => part.is_same(one.profile, other.profile),
                None => {
                    let mut fields = self.fields().iter();
                    fields.all(|field| field.read(one.facts) == field.read(other.facts))
                }
            },
        }
    }

    /// Whether an entry says nothing about it.
    #[must_use]
    pub fn is_empty(self, entry: Asked<'_>) -> bool {
        match (self, self.part()) {
            (Self::Phones, _) => entry.facts.phones.is_empty(),
            (_, Some(part)) => part.only(entry.profile) == Profile::default(),
            (_, None) => {
                let mut fields = self.fields().iter();
                fields.all(|field| field.read(entry.facts).is_none())
            }
        }
    }

    /// What is proposed: what says something before what says nothing, both of a list, what people put right before what
    /// was published, what was confirmed later, and at last what the entry that stays says.
    #[must_use]
    pub fn proposed(self, left: Asked<'_>, right: Asked<'_>, survivor: Side) -> Take {
        match (self.is_empty(left), self.is_empty(right)) {
            (false, true) => return Take::Left,
            (true, false) => return Take::Right,
            (true, true) => return survivor.take(),
            (false, false) if self.is_list() => return Take::Both,
            (false, false) => {}
        }
        let is_corrected = |entry: Asked<'_>| {
            let mut fields = self.fields().iter();
            fields.any(|field| entry.corrected.contains(field))
        };
        match (is_corrected(left), is_corrected(right)) {
            (true, false) => return Take::Left,
            (false, true) => return Take::Right,
            _ => {}
        }
        let confirmed = |entry: Asked<'_>| {
            let fresh = Freshness::of(self.group(), &entry.profile.verifications);
            fresh.confirmed.map(|done| done.verified_on)
        };
        match confirmed(left).cmp(&confirmed(right)) {
            std::cmp::Ordering::Greater => Take::Left,
            std::cmp::Ordering::Less => Take::Right,
            std::cmp::Ordering::Equal => survivor.take(),
        }
    }

    /// The published fields that are written over in the entry that stays, of what the other says. Numbers are written as
    /// a whole, by [`phones`].
    #[must_use]
    pub fn facts_taken(self, own: &ResourceFacts, other: &ResourceFacts) -> Vec<FactEdit> {
        if self == Self::Phones {
            return Vec::new();
        }
        let fields = self.fields().iter();
        fields
            .filter(|field| field.read(own) != field.read(other))
            .map(|field| FactEdit {
                field: *field,
                value: field.read(other),
            })
            .collect()
    }
}

/// The numbers that the entry that stays has in the end.
#[must_use]
pub fn phones(own: &[Phone], other: &[Phone], taken: Taken) -> Vec<Phone> {
    match taken {
        Taken::Own => own.to_vec(),
        Taken::Other => other.to_vec(),
        Taken::Both => {
            let further = other.iter();
            let further =
                further.filter(|phone| !own.iter().any(|known| known.is_same_line(phone)));
            own.iter().chain(further).cloned().collect()
        }
    }
}

/// The profile that the entry that stays has once one part is answered. What comes from the other has ids of its own.
#[must_use]
pub fn profile(
    part: Part,
    (own_profile, other): (&Profile, &Profile),
    taken: Taken,
    new_id: &mut impl FnMut() -> Uuid,
) -> Profile {
    let mut after = own_profile.clone();
    if taken == Taken::Own {
        return after;
    }
    let mut brought = part.only(other);
    for said in &mut brought.strengths {
        said.id = StrengthId::from_uuid(new_id());
    }
    for notice in &mut brought.notices {
        notice.id = NoticeId::from_uuid(new_id());
    }
    if taken == Taken::Other {
        part.put(&brought, &mut after);
        return after;
    }
    match part {
        Part::Programs => add(&mut after.programs, brought.programs, |a, b| a == b),
        Part::Strengths => {
            // Its own words stand before what others observed.
            let mut own_words = part.only(&after);
            add(&mut own_words.strengths, brought.strengths, says_same);
            part.put(&own_words, &mut after);
        }
        Part::Notices => add(&mut after.notices, brought.notices, |a, b| {
            (&a.text, a.from, a.until) == (&b.text, b.from, b.until)
        }),
        Part::ServiceArea => add(&mut after.service_area, brought.service_area, |a, b| a == b),
        Part::Roles => add(&mut after.roles, brought.roles, |a, b| a == b),
        Part::Languages => add(&mut after.languages, brought.languages, |a, b| a == b),
        Part::Access => add(&mut after.access, brought.access, |a, b| a == b),
        // Of what is no list, one answer is kept.
        Part::Facts
        | Part::Description
        | Part::Comparison
        | Part::Capacity
        | Part::ContactPolicy
        | Part::ContactPersons => {}
    }
    after
}

/// Puts what is not there yet behind what is.
fn add<T>(own: &mut Vec<T>, brought: Vec<T>, is_same: impl Fn(&T, &T) -> bool) {
    for one in brought {
        if !own.iter().any(|known| is_same(known, &one)) {
            own.push(one);
        }
    }
}

fn own(profile: &Profile) -> Vec<&Strength> {
    let said = profile.strengths.iter();
    said.filter(|said| said.voice == Voice::SelfDeclared)
        .collect()
}

fn says_same(one: &Strength, other: &Strength) -> bool {
    (one.valence, one.topic, &one.text) == (other.valence, other.topic, &other.text)
}

#[cfg(test)]
mod tests;
