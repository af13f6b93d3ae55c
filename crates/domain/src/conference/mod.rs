//! Conferences (会議) of those who help somebody. Start with [`meeting`]: a [`Conference`] and what may be done with
//! it; `course` moves it from state to state. What it is stands in [`kind`], with whom it is held in [`presence`], in what state it is in [`state`], who
//! hosts it in [`host`], what the person brings along in [`bring`], who is called and who may not be yet in [`participant`], what is talked about in [`agenda`],
//! the person's own words in [`voice`], what a handover has to settle in [`handover`], and by when letters are posted and
//! answers are there in [`deadline`]. When people can come is asked by a [`poll`]. How somebody is called, and what they
//! answered, stands in [`invitation`], what somebody's own calendar reads in [`feed`], what came of a conference in
//! [`minutes`]. The meetings of a network, which are about nobody and come again, stand apart in [`series`].
//!
//! The conference is the person's: its first item is theirs, they see who is called and what is talked about before
//! anything leaves, and whom they do not want is not called. Who may hear what there is decided in [`crate::consent`]
//! and nowhere here.

pub mod agenda;
pub mod bring;
mod course;
pub mod deadline;
pub mod feed;
pub mod handed;
pub mod handover;
pub mod host;
pub mod invitation;
pub mod kind;
pub mod meeting;
pub mod minutes;
pub mod participant;
pub mod poll;
pub mod presence;
pub mod series;
pub mod slot;
pub mod state;
pub mod template;
pub mod voice;

pub use agenda::{Agenda, AgendaFault, AgendaItem, Aim, Fit, Presenter};
pub use bring::ToBring;
pub use handed::HandedCopy;
pub use handover::{Handover, HandoverFault, HandoverLack, HandoverView, HandoverWarning};
pub use host::{Host, default_host};
pub use kind::{ConferenceKind, ConferencePurpose, Layer};
pub use meeting::{Conference, ConferenceFault, Outline};
pub use minutes::{
    AttendanceLine, Came, ConferenceDecision, DecisionKind, DecisionState, Inquiry, ItemNotes,
    Minutes, MinutesCopy, MinutesFault, NextIds, NoteTaker, Settled, Stay, Turnout,
};
pub use participant::{
    Attendance, Coming, Invitee, Participant, ParticipantFault, Substitute, named_so, party_of,
};
pub use presence::{Absence, AbsenceReason, FamilyTime, Presence, PresenceFault};
pub use slot::{Slot, SlotFault, TimeWindow};
pub use state::{ConferenceMove, ConferenceState, MoveFault};
pub use voice::{OwnWish, PersonWords, WordsFrom};

#[cfg(test)]
mod tests;
