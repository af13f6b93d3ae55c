//! The letters of random worlds, by whose that is of which each speaks.

use renkei_domain::access::object::Object;
use renkei_domain::ids::{
    AccountId, ConferenceNoticeId, ConsentNoticeId, InvitationId, LetterId, NetworkId,
    OrganizationId, TestLetterId,
};
use renkei_domain::letters::kind::LetterSubject;
use renkei_domain::people::Standing;
use uuid::Uuid;

use super::dice::Dice;
use super::worlds::{Content, LedCase, OwnedThings};

/// Of what a letter speaks. Contents and cases are meant by their places, counted round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// What was observed.
    Observation(usize),
    /// An invitation into a network.
    Network,
    /// An invitation into an organization.
    Colleague,
    /// An invitation of a person.
    Person,
    /// That a consent ends in a case.
    Notice(usize),
    /// That somebody is called to a conference of a case.
    Call(usize),
    /// A test of whoever runs the installation.
    Nobody,
}

impl About {
    /// So that whatever a few letters speak of comes up, and organizations often enough.
    const fn at(place: usize) -> Self {
        match place % 12 {
            0 | 4 | 8 | 11 => Self::Colleague,
            1 | 6 => Self::Notice(place),
            9 => Self::Call(place),
            2 | 10 => Self::Observation(place),
            3 => Self::Person,
            5 => Self::Network,
            _ => Self::Nobody,
        }
    }
}

/// A letter that could not be sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct QueuedLetter {
    pub(super) id: LetterId,
    pub(super) about: About,
    /// The invitation, the notice or the test of which it speaks.
    subject: Uuid,
    /// Into which network an invitation leads that leads into one.
    pub(super) network: NetworkId,
    /// The same of an organization.
    pub(super) organization: OrganizationId,
    /// Who sent an invitation.
    pub(super) by: AccountId,
}

impl QueuedLetter {
    /// Throws a letter, whose owners are thrown with its world.
    pub(super) fn thrown(
        dice: &Dice,
        place: usize,
        network: NetworkId,
        organization: OrganizationId,
    ) -> Self {
        Self {
            id: LetterId::from_uuid(dice.uuid()),
            about: About::at(place),
            subject: dice.uuid(),
            network,
            organization,
            by: AccountId::from_uuid(Uuid::nil()),
        }
    }

    /// To what an invitation invites, where it speaks of one.
    pub(super) const fn invites_to(&self) -> Option<Standing> {
        match self.about {
            About::Network => Some(Standing::Coordinator(self.network)),
            About::Colleague => Some(Standing::Staff(self.organization)),
            About::Person => Some(Standing::Person),
            About::Observation(_) | About::Notice(_) | About::Call(_) | About::Nobody => None,
        }
    }

    /// The invitation of which it speaks.
    pub(super) const fn invitation(&self) -> InvitationId {
        InvitationId::from_uuid(self.subject)
    }

    /// The notice of which it speaks.
    pub(super) const fn notice(&self) -> ConsentNoticeId {
        ConsentNoticeId::from_uuid(self.subject)
    }

    /// The case in which a consent ends or a conference is, where it speaks of that.
    pub(super) fn case(self, world: &OwnedThings) -> Option<&LedCase> {
        match self.about {
            About::Notice(place) | About::Call(place) => world.cases.get(place % world.cases.len()),
            _ => None,
        }
    }

    fn content(self, world: &OwnedThings) -> Option<&Content> {
        match self.about {
            About::Observation(place) => world.contents.get(place % world.contents.len()),
            _ => None,
        }
    }

    /// As the row names it.
    pub(super) fn subject(self, world: &OwnedThings) -> LetterSubject {
        if let Some(content) = self.content(world) {
            return LetterSubject::Observation(content.observation);
        }
        match self.about {
            About::Notice(_) => LetterSubject::ConsentEnding(self.notice()),
            About::Call(_) => {
                LetterSubject::ConferenceNotice(ConferenceNoticeId::from_uuid(self.subject))
            }
            About::Nobody => LetterSubject::TestLetter(TestLetterId::from_uuid(self.subject)),
            _ => LetterSubject::Invitation(self.invitation()),
        }
    }

    pub(super) fn object(self, world: &OwnedThings) -> Object {
        let (organization, by) = match (self.about, self.case(world)) {
            (_, Some(case)) => (Some(case.lead), Some(case.keeper)),
            (About::Colleague, _) => (Some(self.organization), Some(self.by)),
            (About::Network | About::Person, _) => (None, Some(self.by)),
            _ => (None, None),
        };
        let networks = match self.about {
            About::Network => vec![self.network],
            About::Colleague => {
                let members = world.members.iter();
                let own = members.filter(|(_, member)| *member == self.organization);
                own.map(|(network, _)| *network).collect()
            }
            _ => self
                .content(world)
                .map(|content| content.owner)
                .into_iter()
                .collect(),
        };
        Object::Letter {
            networks,
            organization,
            by,
        }
    }
}
