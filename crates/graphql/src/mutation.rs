//! The root of every change, put together from its parts.

use async_graphql::MergedObject;

use crate::conference::calendar_mutation::CalendarMutation;
use crate::conference::minutes_mutation::MinutesMutation;
use crate::conference::mutation::ConferenceMutation;
use crate::conference::own_write::OwnConferenceMutation;
use crate::conference::poll_mutation::PollMutation;
use crate::conference::prepare_mutation::PreparationMutation;
use crate::conference::series::mutation::MeetingMutation;
use crate::editing::EditingMutation;
use crate::editing::network_change::NetworkMutation;
use crate::editing::network_found::NetworkFoundingMutation;
use crate::map::mutation::MapMutation;
use crate::trusted::mutation::DocumentMutation;

/// What can be changed in the directory, by whoever may. Every input that replaces something names the
/// `version` of the entry that the change was written for, and every input may bear an `idempotencyKey`: the
/// same input sent again under the same key has one effect and gets the same answer, for seven days.
#[derive(Debug, Clone, Copy, Default, MergedObject)]
pub(crate) struct Mutation(
    EditingMutation,
    NetworkMutation,
    NetworkFoundingMutation,
    ConferenceMutation,
    PreparationMutation,
    OwnConferenceMutation,
    PollMutation,
    MinutesMutation,
    CalendarMutation,
    MeetingMutation,
    MapMutation,
    DocumentMutation,
);
