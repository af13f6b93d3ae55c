//! Changing entries: one mutation for each thing a person does, with one input and one payload. Whatever
//! could be foreseen to go wrong is data of the payload ([`payload`]).
//!
//! Each file below is the input of a mutation and its way into the words of the domain; [`write`] is what
//! all of them share. [`history`] tells who changed what.

mod capacity;
mod character;
mod comparison;
pub(crate) mod conflict;
mod contact_persons;
mod contact_policy;
mod entry;
mod facts;
pub(crate) mod history;
pub(crate) mod network;
pub(crate) mod network_change;
pub(crate) mod network_found;
mod notices;
mod observe;
pub(crate) mod organization;
mod organization_change;
pub(crate) mod payload;
mod programs;
pub(crate) mod undecided;
mod undo;
mod words;
mod write;

use async_graphql::{Context, Object, Result};

use self::capacity::UpdateCapacityInput;
use self::character::UpdateResourceCharacterInput;
use self::comparison::{UpdateComparisonInput, UpdateDescriptionInput};
use self::conflict::DecideConflictInput;
use self::contact_persons::UpdateContactPersonsInput;
use self::contact_policy::UpdateContactPolicyInput;
use self::entry::{CloseResourceInput, CreateResourceInput, ReopenResourceInput};
use self::facts::{UpdateHoursInput, UpdatePhonesInput, UpdateResourceFactsInput};
use self::notices::UpdateNoticesInput;
use self::observe::{
    MailObservationInput, MarkObservationToldInput, ObserveResourceInput, ReleaseObservationInput,
    ReplyToObservationInput, WithdrawObservationInput,
};
use self::organization_change::{
    CreateOrganizationInput, CreateOrganizationPayload, DecideOrganizationConflictInput,
    DecideOrganizationConflictPayload, UndoOrganizationChangeInput, UndoOrganizationChangePayload,
    UpdateOrganizationInput, UpdateOrganizationPayload,
};
use self::payload::{
    CloseResourcePayload, CreateResourcePayload, DecideConflictPayload, DecideUndecidedRowPayload,
    MailObservationPayload, MarkObservationToldPayload, ObserveResourcePayload,
    ReleaseObservationPayload, ReopenResourcePayload, ReplyToObservationPayload, UndoChangePayload,
    UpdateAccessPayload, UpdateCapacityPayload, UpdateComparisonPayload,
    UpdateContactPersonsPayload, UpdateContactPolicyPayload, UpdateDescriptionPayload,
    UpdateHoursPayload, UpdateLanguagesPayload, UpdateNoticesPayload, UpdatePhonesPayload,
    UpdateProgramsPayload, UpdateResourceCharacterPayload, UpdateResourceFactsPayload,
    UpdateRolesPayload, UpdateServiceAreaPayload, WithdrawObservationPayload,
};
use self::programs::UpdateProgramsInput;
use self::undecided::DecideUndecidedRowInput;
use self::undo::UndoChangeInput;
use self::words::{
    UpdateAccessInput, UpdateLanguagesInput, UpdateRolesInput, UpdateServiceAreaInput,
};

/// Changes of the directory, as one part of [`crate::mutation::Mutation`].
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct EditingMutation;

#[Object]
impl EditingMutation {
    /// Puts published fields of an entry right. What their source says stays beside them and the next
    /// edition neither overwrites nor loses either. Null only with an error: `INTERNAL`.
    async fn update_resource_facts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which fields, and how they should read.")]
        input: UpdateResourceFactsInput,
    ) -> Option<Result<UpdateResourceFactsPayload>> {
        Some(input.run(ctx).await.map(UpdateResourceFactsPayload::from))
    }

    /// Replaces what an agency says it is good at, weak at and cannot do. Null only with an error:
    /// `INTERNAL`.
    async fn update_resource_character(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Every statement that should stand.")] input: UpdateResourceCharacterInput,
    ) -> Option<Result<UpdateResourceCharacterPayload>> {
        Some(
            input
                .run(ctx)
                .await
                .map(UpdateResourceCharacterPayload::from),
        )
    }

    /// Replaces how an agency likes to be reached. Null only with an error: `INTERNAL`.
    async fn update_contact_policy(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The whole policy that should stand.")] input: UpdateContactPolicyInput,
    ) -> Option<Result<UpdateContactPolicyPayload>> {
        Some(input.run(ctx).await.map(UpdateContactPolicyPayload::from))
    }

    /// Replaces the phone numbers of an office and their order. Null only with an error: `INTERNAL`.
    async fn update_phones(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Every number that should stand, in its order.")] input: UpdatePhonesInput,
    ) -> Option<Result<UpdatePhonesPayload>> {
        Some(input.run(ctx).await.map(UpdatePhonesPayload::from))
    }

    /// Replaces when an entry is open. Null only with an error: `INTERNAL`.
    async fn update_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The hours that should stand.")] input: UpdateHoursInput,
    ) -> Option<Result<UpdateHoursPayload>> {
        Some(input.run(ctx).await.map(UpdateHoursPayload::from))
    }

    /// Replaces what an office said about its places. Null only with an error: `INTERNAL`.
    async fn update_capacity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the office said.")] input: UpdateCapacityInput,
    ) -> Option<Result<UpdateCapacityPayload>> {
        Some(input.run(ctx).await.map(UpdateCapacityPayload::from))
    }

    /// Replaces what an agency says of its work in a few sentences. Null only with an error: `INTERNAL`.
    async fn update_description(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The sentences that should stand.")] input: UpdateDescriptionInput,
    ) -> Option<Result<UpdateDescriptionPayload>> {
        Some(input.run(ctx).await.map(UpdateDescriptionPayload::from))
    }

    /// Replaces what a person compares when choosing where to go. Null only with an error: `INTERNAL`.
    async fn update_comparison(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Everything that should stand; what is left out is not known afterwards."
        )]
        input: UpdateComparisonInput,
    ) -> Option<Result<UpdateComparisonPayload>> {
        Some(input.run(ctx).await.map(UpdateComparisonPayload::from))
    }

    /// Replaces the programs that an agency runs. Null only with an error: `INTERNAL`.
    async fn update_programs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Every program that should stand.")] input: UpdateProgramsInput,
    ) -> Option<Result<UpdateProgramsPayload>> {
        Some(input.run(ctx).await.map(UpdateProgramsPayload::from))
    }

    /// Replaces the short-lived notices of an entry. Null only with an error: `INTERNAL`.
    async fn update_notices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Every notice that should stand.")] input: UpdateNoticesInput,
    ) -> Option<Result<UpdateNoticesPayload>> {
        Some(input.run(ctx).await.map(UpdateNoticesPayload::from))
    }

    /// Replaces the municipalities whose people an agency serves. Null only with an error: `INTERNAL`.
    async fn update_service_area(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Every municipality of the area.")] input: UpdateServiceAreaInput,
    ) -> Option<Result<UpdateServiceAreaPayload>> {
        Some(input.run(ctx).await.map(UpdateServiceAreaPayload::from))
    }

    /// Replaces the specialist titles held on the staff of an agency. Null only with an error: `INTERNAL`.
    async fn update_roles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Every title that should stand.")] input: UpdateRolesInput,
    ) -> Option<Result<UpdateRolesPayload>> {
        Some(input.run(ctx).await.map(UpdateRolesPayload::from))
    }

    /// Replaces what is spoken at an agency beside Japanese. Null only with an error: `INTERNAL`.
    async fn update_languages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Every language that should stand.")] input: UpdateLanguagesInput,
    ) -> Option<Result<UpdateLanguagesPayload>> {
        Some(input.run(ctx).await.map(UpdateLanguagesPayload::from))
    }

    /// Replaces what helps a person to get in and to be understood. Null only with an error: `INTERNAL`.
    async fn update_access(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everything that should stand.")] input: UpdateAccessInput,
    ) -> Option<Result<UpdateAccessPayload>> {
        Some(input.run(ctx).await.map(UpdateAccessPayload::from))
    }

    /// Replaces the named people of an agency whom the members of one network know. Null only with an error:
    /// `INTERNAL`.
    async fn update_contact_persons(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Everybody of that network who should stand.")]
        input: UpdateContactPersonsInput,
    ) -> Option<Result<UpdateContactPersonsPayload>> {
        Some(input.run(ctx).await.map(UpdateContactPersonsPayload::from))
    }

    /// Enters a resource for a network that will keep it. Null only with an error: `INTERNAL`.
    async fn create_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is known of the resource.")] input: CreateResourceInput,
    ) -> Option<Result<CreateResourcePayload>> {
        Some(input.run(ctx).await.map(CreateResourcePayload::from))
    }

    /// Closes an entry, or puts right how it closed: it leaves the lists and is still answered by its id. Null only with an error:
    /// `INTERNAL`.
    async fn close_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "When it closed, and what took its place.")] input: CloseResourceInput,
    ) -> Option<Result<CloseResourcePayload>> {
        Some(input.run(ctx).await.map(CloseResourcePayload::from))
    }

    /// Opens a closed entry again. Null only with an error: `INTERNAL`.
    async fn reopen_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The closed entry that is to stand in lists again.")]
        input: ReopenResourceInput,
    ) -> Option<Result<ReopenResourcePayload>> {
        Some(input.run(ctx).await.map(ReopenResourcePayload::from))
    }

    /// Takes one change of one part back by a new change. Null only with an error: `INTERNAL`.
    async fn undo_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act and the part that should be as they were before it.")]
        input: UndoChangeInput,
    ) -> Option<Result<UndoChangePayload>> {
        Some(input.run(ctx).await.map(UndoChangePayload::from))
    }

    /// Decides whether a source or an entry is right, where a newer edition says something else than what
    /// somebody put right. Null only with an error: `INTERNAL`.
    async fn decide_conflict(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conflict, and whose value is right.")] input: DecideConflictInput,
    ) -> Option<Result<DecideConflictPayload>> {
        Some(input.run(ctx).await.map(DecideConflictPayload::from))
    }

    /// Says whose a row of published data is, where an import could not tell. Null only with an error:
    /// `INTERNAL`.
    async fn decide_undecided_row(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The row, whose it is, and why.")] input: DecideUndecidedRowInput,
    ) -> Option<Result<DecideUndecidedRowPayload>> {
        Some(input.run(ctx).await.map(DecideUndecidedRowPayload::from))
    }

    /// Enters a 法人 that is not in the directory yet and says that it runs an entry, in one change. Null only
    /// with an error: `INTERNAL`.
    async fn create_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The entry that it runs, and what is known of the 法人.")]
        input: CreateOrganizationInput,
    ) -> Option<Result<CreateOrganizationPayload>> {
        Some(input.run(ctx).await.map(CreateOrganizationPayload::from))
    }

    /// Puts fields of a 法人 right, for whoever may edit an entry of it in each of its networks. What its
    /// source says stays beside them. Null only with an error: `INTERNAL`.
    async fn update_organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which fields of the 法人, and how they should read.")]
        input: UpdateOrganizationInput,
    ) -> Option<Result<UpdateOrganizationPayload>> {
        Some(input.run(ctx).await.map(UpdateOrganizationPayload::from))
    }

    /// Takes one change of a 法人 back by a new change. Null only with an error: `INTERNAL`.
    async fn undo_organization_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act before which the 法人 said what it should say again.")]
        input: UndoOrganizationChangeInput,
    ) -> Option<Result<UndoOrganizationChangePayload>> {
        Some(
            input
                .run(ctx)
                .await
                .map(UndoOrganizationChangePayload::from),
        )
    }

    /// Decides whether a source or a 法人 is right, where a newer edition says something else than what
    /// somebody put right. Null only with an error: `INTERNAL`.
    async fn decide_organization_conflict(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The conflict of the 法人, and whose value is right.")]
        input: DecideOrganizationConflictInput,
    ) -> Option<Result<DecideOrganizationConflictPayload>> {
        Some(
            input
                .run(ctx)
                .await
                .map(DecideOrganizationConflictPayload::from),
        )
    }

    /// Writes down what a member of a network observed of somebody else's resource. The agency reads it
    /// fourteen days before other members do. Null only with an error: `INTERNAL`.
    async fn observe_resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was observed, by whom and on what it rests.")]
        input: ObserveResourceInput,
    ) -> Option<Result<ObserveResourcePayload>> {
        Some(input.run(ctx).await)
    }

    /// Has a letter by mail tell an agency what another one observed of it: fourteen days after it left the
    /// observation may be released. Null only with an error: `INTERNAL`.
    async fn mail_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The observation that the agency is to read.")]
        input: MailObservationInput,
    ) -> Option<Result<MailObservationPayload>> {
        Some(input.run(ctx).await.map(MailObservationPayload::from))
    }

    /// Keeps the day on which an agency was told on paper what another one observed of it: fourteen days later the
    /// observation may be released. Null only with an error: `INTERNAL`.
    async fn mark_observation_told(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The observation, how the paper went and on which day.")]
        input: MarkObservationToldInput,
    ) -> Option<Result<MarkObservationToldPayload>> {
        Some(input.run(ctx).await.map(MarkObservationToldPayload::from))
    }

    /// Keeps the agency's own answer to an observation. Null only with an error: `INTERNAL`.
    async fn reply_to_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer, and who gives it.")] input: ReplyToObservationInput,
    ) -> Option<Result<ReplyToObservationPayload>> {
        Some(input.run(ctx).await.map(ReplyToObservationPayload::from))
    }

    /// Lets the members of its network read an observation. Null only with an error: `INTERNAL`.
    async fn release_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The observation that members are to read from now on.")]
        input: ReleaseObservationInput,
    ) -> Option<Result<ReleaseObservationPayload>> {
        Some(input.run(ctx).await.map(ReleaseObservationPayload::from))
    }

    /// Takes back what was observed: members read it no more, and a letter about it that waits is not sent. Null only with an
    /// error: `INTERNAL`.
    async fn withdraw_observation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The observation, and why it does not hold.")]
        input: WithdrawObservationInput,
    ) -> Option<Result<WithdrawObservationPayload>> {
        Some(input.run(ctx).await.map(WithdrawObservationPayload::from))
    }
}
