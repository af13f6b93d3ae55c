//! The parts of an entry: each is edited, logged and taken back on its own.

use crate::access::action::Action;
use crate::directory::organization::OrganizationFacts;
use crate::directory::profile::Profile;
use crate::directory::resource::ResourceFacts;
use crate::directory::strength::{Strength, Voice};
use crate::words::word_list;

word_list! {
    /// A part of an entry. Its code is the field group under which the log keeps it.
    Part {
        Facts = "facts", "公表されている内容";
        Description = "description", "紹介";
        Comparison = "comparison", "くらべる内容";
        Capacity = "capacity", "空き";
        Programs = "programs", "プログラム";
        /// What the agency says of itself; what others observed is no part of its own entry.
        Strengths = "strengths", "得意・苦手";
        ContactPolicy = "contact_policy", "連絡のしかた";
        Notices = "notices", "お知らせ";
        ServiceArea = "service_area", "担当する地域";
        Roles = "roles", "専門の職員";
        Languages = "languages", "使えることば";
        Access = "access", "設備・配慮";
        /// Named people of one network. The history of the entry tells that they changed, and no names.
        ContactPersons = "contact_persons", "担当者";
    }
}

/// One part of an entry as it stands or stood.
#[derive(Debug, Clone, PartialEq)]
pub enum PartValue {
    /// The published facts as a whole.
    Facts(Box<ResourceFacts>),
    /// A part of the profile: everything else in it is empty.
    Profile(Box<Profile>),
    /// The facts of a 法人, which is no part of an entry and has a history of its own.
    Organization(Box<OrganizationFacts>),
}

impl Part {
    /// What somebody who changes it must be allowed to do.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Strengths | Self::ContactPolicy => Action::EditCharacter,
            Self::ContactPersons => Action::EditContactPersons,
            Self::Facts
            | Self::Description
            | Self::Comparison
            | Self::Capacity
            | Self::Programs
            | Self::Notices
            | Self::ServiceArea
            | Self::Roles
            | Self::Languages
            | Self::Access => Action::EditFacts,
        }
    }

    /// Puts this part of one profile into another; facts are no part of a profile.
    pub fn put(self, from: &Profile, into: &mut Profile) {
        match self {
            Self::Facts => {}
            Self::Description => into.description.clone_from(&from.description),
            Self::Comparison => into.comparison.clone_from(&from.comparison),
            Self::Capacity => into.capacity = from.capacity,
            Self::Programs => into.programs.clone_from(&from.programs),
            Self::Strengths => {
                let own = from.strengths.iter().filter(|said| is_own(said));
                let observed = into.strengths.iter().filter(|said| !is_own(said));
                into.strengths = own.chain(observed).cloned().collect();
            }
            Self::ContactPolicy => into.contact_policy.clone_from(&from.contact_policy),
            Self::Notices => into.notices.clone_from(&from.notices),
            Self::ServiceArea => into.service_area.clone_from(&from.service_area),
            Self::Roles => into.roles.clone_from(&from.roles),
            Self::Languages => into.languages.clone_from(&from.languages),
            Self::Access => into.access.clone_from(&from.access),
            Self::ContactPersons => into.contact_persons.clone_from(&from.contact_persons),
        }
    }

    /// A profile of which nothing but this part is known.
    #[must_use]
    pub fn only(self, profile: &Profile) -> Profile {
        let mut only = Profile::default();
        self.put(profile, &mut only);
        only
    }

    /// Whether two profiles say the same in this part.
    #[must_use]
    pub fn is_same(self, one: &Profile, other: &Profile) -> bool {
        self.only(one) == self.only(other)
    }
}

fn is_own(strength: &Strength) -> bool {
    strength.voice == Voice::SelfDeclared
}
