//! The contact policy: for which purpose and which sender, at which time, by which channel, to whom,
//! and what to leave out.

use crate::directory::hours::Hours;
use crate::directory::people::{ContactPerson, StaffRole};
use crate::ids::ContactPersonId;
use crate::text::{Line, Prose};

crate::words::word_list! {
    /// Why somebody gets in touch.
    ContactPurpose {
        Introduction = "introduction", "はじめての相談・紹介";
        Routine = "routine", "いつもの連絡";
        Urgent = "urgent", "急ぎの連絡";
        ConferenceCall = "conference_call", "会議の案内";
        Documents = "documents", "書類のやりとり";
    }
}

crate::words::word_list! {
    /// Who gets in touch.
    SenderKind {
        Person = "person", "本人・家族";
        Supporter = "supporter", "支援機関";
        Employer = "employer", "企業";
        Medical = "medical", "医療機関";
    }
}

crate::words::word_list! {
    /// By which way.
    Channel {
        Phone = "phone", "電話";
        Fax = "fax", "FAX";
        Mail = "email", "メール";
        Visit = "visit", "訪問";
        ComeIn = "come_in", "来所";
        Online = "online_meeting", "オンライン会議";
        Letter = "letter", "郵送・文書";
        LiaisonNotebook = "liaison_notebook", "連絡ノート（本人を通じて）";
        AccompanyVisit = "accompany_visit", "受診同行";
        ThroughPerson = "through_another", "ほかの人を通じて";
    }
}

/// One rule: for these purposes and senders, these channels in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRule {
    /// For which purpose; `None` is for every one.
    pub purpose: Option<ContactPurpose>,
    /// For which sender; `None` is for every one.
    pub sender: Option<SenderKind>,
    /// The channels, the preferred one first.
    pub ways: Vec<ContactWay>,
    /// What not to do then, beside what is never to be done.
    pub do_not: Vec<Line>,
}

/// One way of getting in touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactWay {
    /// By which channel.
    pub channel: Channel,
    /// Whom to ask for by name: one of the contact persons of the resource. The policy is everybody's, the
    /// person is known to members of a network alone, so that a reader may know less than the policy says.
    pub person: Option<ContactPersonId>,
    /// Whom to ask for: a role.
    pub ask_for: Option<StaffRole>,
    /// Whom to ask for in the office's words (「受付」「地域連携室」).
    pub desk: Option<Line>,
    /// When this way is open; `None` means the opening hours of the resource decide for ways that
    /// need somebody there, and that the way is always open for the others.
    pub hours: Option<Hours>,
    /// How to go about it.
    pub etiquette: Option<Line>,
}

impl Channel {
    /// Whether somebody must be there to answer at that moment.
    #[must_use]
    pub const fn needs_presence(self) -> bool {
        matches!(
            self,
            Self::Phone | Self::Visit | Self::ComeIn | Self::Online | Self::AccompanyVisit
        )
    }
}

/// What an agency may say: that its people are not named. It stands among what is never to be done.
pub const WITHOUT_NAMES: &str = "担当者名を載せない";

/// Whether any of these may be about a way of getting in touch: that nobody is named is not.
#[must_use]
pub fn forbids_a_way(never: &[Line]) -> bool {
    never.iter().any(|line| line.as_str() != WITHOUT_NAMES)
}

/// Everything a resource said about being reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactPolicy {
    /// The rules, in the order in which they were given.
    pub rules: Vec<ContactRule>,
    /// What never to do, whatever for and whoever asks (「担当者名を載せない」).
    pub never: Vec<Line>,
    /// Anything else worth knowing.
    pub note: Option<Prose>,
}

impl ContactPolicy {
    /// Whether anything in it may be about ways of getting in touch.
    #[must_use]
    pub fn speaks_of_ways(&self) -> bool {
        !self.rules.is_empty() || self.note.is_some() || forbids_a_way(&self.never)
    }

    /// Leaves out who is none of these people: those whom a reader may know of.
    pub fn name_only(&mut self, known: &[ContactPerson]) {
        for way in self.rules.iter_mut().flat_map(|rule| &mut rule.ways) {
            way.person = way
                .person
                .filter(|named| known.iter().any(|person| person.id == *named));
        }
    }

    /// The rule for a purpose and a sender: the one that names both, else the purpose, else the
    /// sender, else the general one.
    #[must_use]
    pub fn rule_for(&self, purpose: ContactPurpose, sender: SenderKind) -> Option<&ContactRule> {
        self.rules
            .iter()
            .filter(|rule| {
                rule.purpose.is_none_or(|own| own == purpose)
                    && rule.sender.is_none_or(|own| own == sender)
            })
            .max_by_key(|rule| {
                // Equal specificity: the rule given first wins, and max_by_key keeps the last one.
                let place = self
                    .rules
                    .iter()
                    .position(|other| std::ptr::eq(other, *rule))
                    .unwrap_or(0);
                (
                    rule.purpose.is_some(),
                    rule.sender.is_some(),
                    usize::MAX - place,
                )
            })
    }
}
