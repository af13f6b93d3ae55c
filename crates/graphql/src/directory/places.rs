//! The installation's table of municipalities, as a program narrows it.

use async_graphql::{Context, Result};
use renkei_domain::directory::municipality::Municipality;

use super::loaded::Asked;
use super::municipality::MunicipalityType;
use crate::scalars::CodeScalar;

/// What the table of municipalities is narrowed to.
pub(super) struct PlaceNarrowing {
    pub(super) codes: Option<Vec<CodeScalar>>,
    pub(super) prefecture: Option<String>,
    pub(super) named: Option<String>,
}

/// The entries of the table that are asked for.
pub(super) async fn places(
    ctx: &Context<'_>,
    narrowing: PlaceNarrowing,
) -> Result<Vec<MunicipalityType<'static>>> {
    let reference = Asked::of(ctx)?.reference().await?;
    let table = &reference.municipalities;
    let named: Vec<&Municipality> = match &narrowing.named {
        Some(text) => table.named(text),
        None => table.all().iter().collect(),
    };
    let holds = |place: &&Municipality| {
        let codes = narrowing.codes.as_ref();
        codes.is_none_or(|codes| codes.contains(&CodeScalar(place.code)))
            && narrowing
                .prefecture
                .as_ref()
                .is_none_or(|name| place.prefecture == *name)
    };
    Ok(named
        .into_iter()
        .filter(holds)
        .map(|place| MunicipalityType::owned(place.clone()))
        .collect())
}
