//! One's own calendar, as a part of [`crate::mutation::Mutation`].

use async_graphql::{Context, Object, Result};

use super::calendar_write::{
    MakeFeedInput, MakeFeedPayload, RefreshBusyCalendarInput, RefreshBusyCalendarPayload,
    RemoveBusyCalendarInput, RemoveBusyCalendarPayload, RevokeFeedInput, RevokeFeedPayload,
    SetBusyCalendarInput, SetBusyCalendarPayload,
};

/// Changes of what goes together with one's own calendar.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct CalendarMutation;

#[Object]
impl CalendarMutation {
    /// Makes an address by which the caller's own calendar, or one of their agency, reads when and where conferences are.
    /// It is told once.
    /// Null only with an error: `INTERNAL`.
    async fn make_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The program that subscribes.")] input: MakeFeedInput,
    ) -> Option<Result<MakeFeedPayload>> {
        Some(input.run(ctx).await)
    }

    /// Revokes such an address: the next calendar that asks by it finds nothing. Null only with an error: `INTERNAL`.
    async fn revoke_feed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which address of the caller or their agency.")] input: RevokeFeedInput,
    ) -> Option<Result<RevokeFeedPayload>> {
        Some(input.run(ctx).await)
    }

    /// Says where the caller's own calendar lies, in place of the one before. It is fetched within a minute and then every
    /// hour; of it the taken times are kept and nothing else. Null only with an error: `INTERNAL`.
    async fn set_busy_calendar(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The address of the calendar.")] input: SetBusyCalendarInput,
    ) -> Option<Result<SetBusyCalendarPayload>> {
        Some(input.run(ctx).await)
    }

    /// Has the caller's own calendar fetched within a minute. Null only with an error: `INTERNAL`.
    async fn refresh_busy_calendar(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Under which key, if any.")] input: RefreshBusyCalendarInput,
    ) -> Option<Result<RefreshBusyCalendarPayload>> {
        Some(input.run(ctx).await)
    }

    /// Forgets the caller's own calendar with all times that were taken in it. Null only with an error: `INTERNAL`.
    async fn remove_busy_calendar(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Under which key, if any.")] input: RemoveBusyCalendarInput,
    ) -> Option<Result<RemoveBusyCalendarPayload>> {
        Some(input.run(ctx).await)
    }
}
