//! One's own map, as a part of [`crate::mutation::Mutation`].

use async_graphql::{Context, Object, Result};

use super::sheet::{ResourceMapPdfInput, ResourceMapPdfPayload};
use super::write::{
    EndResourceMapShareInput, EndResourceMapSharePayload, SaveResourceMapInput,
    SaveResourceMapPayload, ShareResourceMapInput, ShareResourceMapPayload,
};

/// Changes of one's own map.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MapMutation;

#[Object]
impl MapMutation {
    /// Saves the caller's own map in place of the version that they saw. Null only with an error: `INTERNAL`.
    async fn save_resource_map(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The whole map, and which version was seen.")] input: SaveResourceMapInput,
    ) -> Option<Result<SaveResourceMapPayload>> {
        Some(input.run(ctx).await)
    }

    /// Shows the caller's own map to somebody, cut to what the caller names: to a supporter, for a conference, or by a
    /// link that expires. Entries of a closed employer are never in it. Null only with an error: `INTERNAL`.
    async fn share_resource_map(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who may look, at which parts of it, and until which day.")]
        input: ShareResourceMapInput,
    ) -> Option<Result<ShareResourceMapPayload>> {
        Some(input.run(ctx).await)
    }

    /// Makes an address at which a sheet of a map is fetched as PDF for ten minutes: of the caller's own, or of one that is
    /// shown to them. Null only with an error: `INTERNAL`.
    async fn resource_map_pdf(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which map, and in what form.")] input: ResourceMapPdfInput,
    ) -> Option<Result<ResourceMapPdfPayload>> {
        Some(input.run(ctx).await)
    }

    /// Ends such a share: from this moment nobody reads by it. Null only with an error: `INTERNAL`.
    async fn end_resource_map_share(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of the caller's own shares.")] input: EndResourceMapShareInput,
    ) -> Option<Result<EndResourceMapSharePayload>> {
        Some(input.run(ctx).await)
    }
}
