//! How an inquiry comes along: what joins it, what is answered, what is decided about that, and how it ends.

use super::answer::{Reply, Said};
use super::{AskedGroup, GroupState, Inquiry, InquiryState};
use crate::directory::freshness::FieldGroup;
use crate::time::Instant;

/// Whether wishes about names and FAX that came with an answer wait for whoever keeps the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wishes {
    /// They do.
    Wait,
    /// There are none, or they were decided about.
    None,
}

impl Inquiry {
    fn put(&mut self, group: FieldGroup, state: GroupState) {
        match self.groups.iter_mut().find(|one| one.group == group) {
            Some(known) => known.state = state,
            None => {
                self.groups.push(AskedGroup { group, state });
                self.groups.sort_by_key(|one| one.group);
            }
        }
    }

    /// The same with what was reopened meanwhile among what it asks. One that is over takes nothing in, and a group of which
    /// an answer waits goes on waiting: asked anew, nobody would come to decide about what the agency wrote.
    #[must_use]
    pub fn joined_by(mut self, groups: &[FieldGroup]) -> Self {
        if !self.state.is_open() {
            return self;
        }
        let waiting = self.proposed();
        for group in groups.iter().filter(|group| !waiting.contains(group)) {
            self.put(*group, GroupState::Asked);
        }
        self.version += 1;
        self
    }

    /// Whether it asks about a group.
    #[must_use]
    pub fn asks_about(&self, group: FieldGroup) -> bool {
        self.groups.iter().any(|one| one.group == group)
    }

    /// The same after a reply. What is correct is confirmed; what has changed waits.
    #[must_use]
    pub fn answered(mut self, reply: &Reply, wishes: Wishes, now: Instant) -> Self {
        for answered in &reply.groups {
            let state = match answered.said {
                Said::Correct => GroupState::Confirmed,
                Said::Changed { .. } => GroupState::Proposed,
            };
            self.put(answered.group, state);
        }
        self.come_along(wishes, now)
    }

    /// The same after it was decided about what the agency proposed.
    #[must_use]
    pub fn settled(
        mut self,
        settled: impl IntoIterator<Item = (FieldGroup, GroupState)>,
        now: Instant,
    ) -> Self {
        for (group, state) in settled {
            self.put(group, state);
        }
        self.come_along(Wishes::None, now)
    }

    fn come_along(mut self, wishes: Wishes, now: Instant) -> Self {
        self.state = if wishes == Wishes::Wait || !self.proposed().is_empty() {
            InquiryState::Replied
        } else if self.asked().is_empty() {
            InquiryState::Answered
        } else {
            InquiryState::Open
        };
        self.ended_at = (!self.state.is_open()).then_some(now);
        self.version += 1;
        self
    }

    /// The same once it ended so.
    #[must_use]
    pub fn ended(self, state: InquiryState, now: Instant) -> Self {
        Self {
            state,
            ended_at: Some(now),
            version: self.version + 1,
            ..self
        }
    }

    /// The same with a contact more, or one that turned out otherwise.
    #[must_use]
    pub fn contacted(self) -> Self {
        Self {
            version: self.version + 1,
            ..self
        }
    }
}
