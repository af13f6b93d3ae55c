//! Who may read the schema from the server itself. Its text is public in the repository; what asks for it
//! by introspection is a program that somebody runs, or somebody who looks for a way in.

use async_graphql::parser::types::{ExecutableDocument, Selection};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::may;

use super::refusal::{Refusal, RefusalCode};
use super::walk;

/// The fields by which a schema tells about itself (GraphQL October 2021, section 4.1), and by which a subgraph tells
/// routers the same. `__typename` is none of them: it only names what is answered anyway.
const FIELDS: [&str; 3] = ["__schema", "__type", "_service"];

/// Refuses a document that asks for the schema, unless it comes from somebody who may.
pub(super) fn admit(document: &ExecutableDocument, principal: &Principal) -> Result<(), Refusal> {
    let operations = document.operations.iter();
    let operations = operations.map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values();
    let fragments = fragments.map(|fragment| &fragment.node.selection_set.node);
    let asked = operations
        .chain(fragments)
        .flat_map(walk::selections)
        .find_map(|selection| match selection {
            Selection::Field(field) if FIELDS.contains(&field.node.name.node.as_str()) => {
                Some(field.pos)
            }
            _ => None,
        });
    match asked {
        Some(place) if !may(principal, Action::ExploreSchema, &Object::Installation) => {
            Err(Refusal::new(
                RefusalCode::SignInFirst,
                "the schema is told to signed-in people and to valid tokens: send `Authorization: Bearer`",
            )
            .at(place))
        }
        _ => Ok(()),
    }
}
