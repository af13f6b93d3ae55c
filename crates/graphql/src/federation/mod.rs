//! What a router asks that makes one graph of several (Apollo Federation 2, the subgraph specification): the schema with
//! the keys of its entities, and the entities by their keys.
//!
//! The library would look for each entity by itself and refuse all of them for one that is not there. So both fields are
//! of our own: whatever one call names is read at once by the readers of `Query.nodes`, under the same rules.

mod representation;
mod subgraph;

use std::collections::HashMap;

use async_graphql::{Any, Context, Object, Result, Union};
use futures_util::future::join;
use renkei_domain::directory::municipality::{Municipalities, MunicipalityCode};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::OrganizationId;

pub(crate) use self::subgraph::with_keys;

use self::representation::{Named, named};
use crate::api::Api;
use crate::directory::loaded::{Asked, ours};
use crate::directory::municipality::MunicipalityType;
use crate::directory::organization::OrganizationType;
use crate::directory::parts;
use crate::directory::queries::{IDS_LIMIT, read};
use crate::directory::resource::Resource;
use crate::failure::{FieldCode, refused};

/// The questions of routers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Federation;

#[Object]
impl Federation {
    /// The schema as a subgraph, for whoever may read it by introspection.
    #[graphql(name = "_service", visible = false)]
    async fn service(&self) -> Service {
        Service
    }

    /// What other subgraphs name by its key, in the order of the representations, with null for each that `Query.node`
    /// would answer with null. An entry that is no representation of ours is null with the error `ARGUMENT_INVALID`; all
    /// of it fails with `TOO_MANY` or `INTERNAL`.
    #[graphql(name = "_entities", visible = false)]
    async fn entities(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Objects with `__typename` and `id`, at most 100; one may stand there twice."
        )]
        representations: Vec<Any>,
    ) -> Result<Vec<Option<Result<Entity>>>> {
        entities(ctx, &representations).await
    }
}

/// The schema as a router reads it.
struct Service;

/// What a subgraph says of itself.
#[Object(name = "_Service")]
impl Service {
    /// The schema with its keys.
    async fn sdl(&self) -> &'static str {
        Api::subgraph_sdl()
    }
}

/// One of what other subgraphs can name: the types that bear a key, which `subgraph` lists.
#[derive(Union)]
#[graphql(name = "_Entity")]
pub(crate) enum Entity {
    /// An entry.
    Resource(Resource),
    /// A 法人, which is much larger than the others.
    Organization(Box<OrganizationType<'static>>),
    /// A municipality or ward.
    Municipality(MunicipalityType<'static>),
}

/// Everything that the representations name, by one reading of each kind of it.
async fn entities(
    ctx: &Context<'_>,
    representations: &[Any],
) -> Result<Vec<Option<Result<Entity>>>> {
    if representations.len() > IDS_LIMIT {
        let message = format!("`representations` takes at most {IDS_LIMIT} entries.");
        return Err(refused(FieldCode::TooMany, message));
    }
    let asked = Asked::of(ctx)?;
    let named: Vec<Result<Named>> = representations.iter().map(|one| named(&one.0)).collect();
    let entries: Vec<_> = named
        .iter()
        .map(|one| match one {
            Ok(Named::Resource(id)) => *id,
            _ => None,
        })
        .collect();
    let bodies: Vec<OrganizationId> = named
        .iter()
        .filter_map(|one| match one {
            Ok(Named::Organization(id)) => *id,
            _ => None,
        })
        .collect();
    let entries = read(asked, &entries, parts::of_entries(ctx));
    let (entries, bodies) = join(entries, asked.app.organizations(&bodies)).await;
    let bodies = ours(bodies)?;
    let reference = asked.reference().await?;
    let found = named.into_iter().zip(entries?);
    let found = found.map(|(named, entry)| match named {
        Ok(Named::Resource(_)) => entry.map(|entry| Ok(Entity::Resource(entry))),
        Ok(Named::Organization(id)) => body(id, &bodies).map(Ok),
        Ok(Named::Municipality(code)) => place(code, &reference.municipalities).map(Ok),
        Err(mistake) => Some(Err(mistake)),
    });
    Ok(found.collect())
}

fn body(
    id: Option<OrganizationId>,
    known: &HashMap<OrganizationId, OrganizationFacts>,
) -> Option<Entity> {
    let id = id?;
    let facts = known.get(&id)?.clone();
    let body = OrganizationType::owned(id, facts);
    Some(Entity::Organization(Box::new(body)))
}

fn place(code: Option<MunicipalityCode>, known: &Municipalities) -> Option<Entity> {
    let place = known.by_code(code?)?.clone();
    Some(Entity::Municipality(MunicipalityType::owned(place)))
}
