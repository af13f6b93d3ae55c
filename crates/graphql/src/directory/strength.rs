//! What an agency is good at, weak at and cannot do.

use std::collections::HashMap;

use async_graphql::{Enum, Object};
use renkei_domain::directory::strength::{Reply, Strength, Topic, Valence, Voice};
use renkei_domain::ids::OrganizationId;

use crate::closed_list::{Word, closed_list};
use crate::scalars::DateScalar;

closed_list!(
    Valence,
    "Valence",
    "Which way a statement about an agency points.",
    |valence| match valence {
        Valence::Strong => "good at it: an agency to think of first",
        Valence::Weak => "not so good at it, somebody else may be better",
        Valence::Limit => "cannot do it, by rule or by means",
    }
);

/// Who makes a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(name = "Voice")]
pub(crate) enum VoiceState {
    /// 自己紹介: the agency speaks of itself.
    SelfDeclared,
    /// 他者の観察: another agency observed it, inside one network. Answered to signed-in members of
    /// that network alone.
    Observed,
}

/// A statement with the names of agencies that observed something.
pub(crate) struct StrengthType<'a> {
    /// The statement.
    pub(crate) strength: &'a Strength,
    /// The names of observing agencies.
    pub(crate) observers: &'a HashMap<OrganizationId, String>,
}

/// One statement about what an agency is good at, weak at or cannot do. Its own words and what others
/// observed are kept apart.
#[Object(name = "Strength")]
impl StrengthType<'_> {
    /// Good at, weak at, or cannot do.
    fn valence(&self) -> Word<Valence> {
        Word(self.strength.valence)
    }

    /// What the statement is about: a disability, a stage of working life, a program and so on.
    fn topic(&self) -> Word<Topic> {
        Word(self.strength.topic)
    }

    /// The statement in one line, as it was made.
    fn text(&self) -> &str {
        self.strength.text.as_str()
    }

    /// Who says it: the agency itself or another one.
    fn voice(&self) -> VoiceState {
        match self.strength.voice {
            Voice::SelfDeclared => VoiceState::SelfDeclared,
            Voice::Observed { .. } => VoiceState::Observed,
        }
    }

    /// The name of the agency that observed it. Null for an agency's own words.
    fn observed_by(&self) -> Option<&str> {
        match &self.strength.voice {
            Voice::SelfDeclared => None,
            Voice::Observed { by, .. } => self.observers.get(by).map(String::as_str),
        }
    }

    /// What the agency answered to an observation. Null where it did not answer, and for its own
    /// words.
    fn reply(&self) -> Option<ReplyType<'_>> {
        match &self.strength.voice {
            Voice::SelfDeclared => None,
            Voice::Observed { reply, .. } => reply.as_ref().map(ReplyType),
        }
    }

    /// The day on which it was said. Half a year later it should be asked about again.
    fn stated_on(&self) -> DateScalar {
        DateScalar(self.strength.stated_on)
    }
}

/// An agency's answer to an observation.
pub(crate) struct ReplyType<'a>(&'a Reply);

/// What an agency answered to what another one observed of it. Only members of the network of the
/// observation read it.
#[Object(name = "StrengthReply")]
impl ReplyType<'_> {
    /// The answer, as it was given.
    fn text(&self) -> &str {
        self.0.text.as_str()
    }

    /// The day on which it was given.
    fn on(&self) -> DateScalar {
        DateScalar(self.0.on)
    }

    /// Who gave it for the agency: a name.
    fn by_name(&self) -> &str {
        self.0.by_name.as_str()
    }

    /// What that person does there (「サービス管理責任者」).
    fn by_role(&self) -> &str {
        self.0.by_role.as_str()
    }
}
