//! What an agency said about how it likes to be reached.

use async_graphql::{ID, Object};
use renkei_domain::directory::contact::policy::{
    Channel, ContactPolicy, ContactPurpose, ContactRule, ContactWay, SenderKind,
};
use renkei_domain::directory::people::StaffRole;

use super::hours::OpeningHoursType;
use crate::closed_list::{Word, closed_list};

closed_list!(
    ContactPurpose,
    "ContactPurpose",
    "Why somebody gets in touch with an agency.",
    |purpose| match purpose {
        ContactPurpose::Introduction => "a first call, or introducing somebody",
        ContactPurpose::Routine => "everyday contact about somebody both know",
        ContactPurpose::Urgent => "something that cannot wait until tomorrow",
        ContactPurpose::ConferenceCall =>
            "an invitation to a case conference, with its day and place",
        ContactPurpose::Documents => "sending or asking for papers",
    }
);

closed_list!(
    SenderKind,
    "SenderKind",
    "As whom somebody gets in touch.",
    |sender| match sender {
        SenderKind::Person => "whoever looks for support, or somebody of the family",
        SenderKind::Supporter => "an agency that supports the person",
        SenderKind::Employer => "the company where the person works",
        SenderKind::Medical => "a hospital, a clinic or visiting nurses",
    }
);

closed_list!(
    Channel,
    "Channel",
    "A way of getting in touch.",
    |channel| match channel {
        Channel::Phone => "somebody must be there to answer",
        Channel::Fax => "a sheet sent to a FAX number, at any hour",
        Channel::Mail => "mail to an address, at any hour",
        Channel::Visit => "the sender goes to the agency by appointment",
        Channel::ComeIn => "the person comes to the agency's desk",
        Channel::Online => "a meeting over the network, by appointment",
        Channel::Letter => "post to the agency's address",
        Channel::LiaisonNotebook => "a notebook that the person carries between agencies",
        Channel::AccompanyVisit => "going along to a medical appointment",
        Channel::ThroughPerson => "by way of somebody else, whom the etiquette names",
    }
);

/// A policy.
pub(crate) struct ContactPolicyType<'a>(pub(crate) &'a ContactPolicy);

/// Everything an agency said about being reached. Where it said nothing, `rules` and `never` are
/// empty and `Resource.howToReach` falls back to published numbers.
#[Object(name = "ContactPolicy")]
impl ContactPolicyType<'_> {
    /// The rules in the order in which they were given. For a question the one that names both
    /// purpose and sender decides, else the purpose, else the sender, else the general one.
    fn rules(&self) -> Vec<ContactRuleType<'_>> {
        self.0.rules.iter().map(ContactRuleType).collect()
    }

    /// What never to do, for every purpose and sender (「担当者名を載せない」). Empty where the agency named
    /// nothing.
    fn never(&self) -> Vec<&str> {
        self.0.never.iter().map(|text| text.as_str()).collect()
    }

    /// Anything else worth knowing before getting in touch; may have several lines. Null where
    /// nothing was said.
    fn note(&self) -> Option<&str> {
        self.0.note.as_ref().map(|note| note.as_str())
    }
}

/// A rule.
pub(crate) struct ContactRuleType<'a>(&'a ContactRule);

/// One rule of a contact policy: for these purposes and senders, these ways.
#[Object(name = "ContactRule")]
impl ContactRuleType<'_> {
    /// The purpose it is for. Null: for every purpose.
    fn purpose(&self) -> Option<Word<ContactPurpose>> {
        self.0.purpose.map(Word)
    }

    /// The sender it is for. Null: for every sender.
    fn sender(&self) -> Option<Word<SenderKind>> {
        self.0.sender.map(Word)
    }

    /// The ways, the preferred one first.
    fn ways(&self) -> Vec<ContactWayType<'_>> {
        self.0.ways.iter().map(ContactWayType).collect()
    }

    /// What not to do for this purpose and sender (「書類をFAXで送らない」), beside
    /// `ContactPolicy.never`. Empty where the agency named nothing.
    fn do_not(&self) -> Vec<&str> {
        self.0.do_not.iter().map(|text| text.as_str()).collect()
    }
}

/// A way.
pub(crate) struct ContactWayType<'a>(&'a ContactWay);

/// One way of a contact rule. The number or address to use is in `Resource.howToReach`.
#[Object(name = "ContactWay")]
impl ContactWayType<'_> {
    /// By phone, FAX, mail, visit and so on.
    fn channel(&self) -> Word<Channel> {
        Word(self.0.channel)
    }

    /// Whom to ask for by name: the id of one of `Resource.contactPersons`. Null where nobody is named, and
    /// for everybody who may not read of them.
    fn person(&self) -> Option<ID> {
        self.0.person.map(|person| ID(person.to_string()))
    }

    /// The role to ask for. Null where the agency named none.
    fn ask_for(&self) -> Option<Word<StaffRole>> {
        self.0.ask_for.map(Word)
    }

    /// The desk to ask for in the agency's own words (「受付」). Null where it named none.
    fn desk(&self) -> Option<&str> {
        self.0.desk.as_ref().map(|desk| desk.as_str())
    }

    /// When this way is open. Null: the opening hours of the resource decide where somebody must be
    /// there to answer, and other ways are always open.
    fn hours(&self) -> Option<OpeningHoursType<'_>> {
        let hours = self.0.hours.as_ref()?;
        Some(OpeningHoursType { hours, note: None })
    }

    /// How to go about it. Null where the agency said nothing.
    fn etiquette(&self) -> Option<&str> {
        self.0.etiquette.as_ref().map(|text| text.as_str())
    }
}
