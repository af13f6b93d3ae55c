//! What one representation names: the type and the key of something that another subgraph knows of.

use async_graphql::{Error, ID, Result, ScalarType, Value};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::{OrganizationId, ResourceId};

use crate::editing::organization::organization_of;
use crate::failure::{FieldCode, refused};
use crate::node::resource_of;
use crate::scalars::CodeScalar;

/// What is named; `None` where the text is the id of nothing of that type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Resource(Option<ResourceId>),
    Organization(Option<OrganizationId>),
    Municipality(Option<MunicipalityCode>),
}

/// Reads a representation. What stands in it beside the key is of no matter here: nothing of ours is made of what other
/// subgraphs say.
///
/// # Errors
/// When it names no type that bears a key, or has no key.
pub(super) fn named(representation: &Value) -> Result<Named> {
    let Value::Object(parts) = representation else {
        return Err(unfit("is no object"));
    };
    let Some(Value::String(of)) = parts.get("__typename") else {
        return Err(unfit("has no `__typename`"));
    };
    let id = parts.get("id").cloned();
    let id = id.and_then(|id| <ID as ScalarType>::parse(id).ok());
    let id = id.ok_or_else(|| unfit("has no `id`"));
    match of.as_str() {
        "Resource" => Ok(Named::Resource(resource_of(&id?))),
        "Organization" => Ok(Named::Organization(organization_of(&id?))),
        "Municipality" => Ok(Named::Municipality(municipality_of(id?))),
        _ => Err(unfit(
            "has a `__typename` other than Resource, Organization and Municipality",
        )),
    }
}

/// The municipality that an id names: six digits with a right check digit.
fn municipality_of(id: ID) -> Option<MunicipalityCode> {
    let code = CodeScalar::parse(Value::String(id.0)).ok()?;
    Some(code.0)
}

/// Does not repeat what was sent: the path of the error says which representation it was.
fn unfit(what: &str) -> Error {
    let message = format!("The representation {what}.");
    refused(FieldCode::ArgumentInvalid, message)
}

#[cfg(test)]
mod tests {
    use async_graphql::value;

    use super::*;
    use crate::node::global_id;

    const PLAIN: &str = "01932f00-0000-7002-8000-000000000301";

    #[test]
    fn a_router_names_an_entry_a_body_or_a_place_by_its_id() {
        let id: ResourceId = PLAIN.parse().expect("an id");
        let global = global_id(id);
        let read = |of: &str, id: &str| {
            let id = id.to_owned();
            let of = of.to_owned();
            named(&value!({ "__typename": of, "id": id, "name": "何か" }))
                .expect("a representation")
        };
        assert_eq!(read("Resource", &global), Named::Resource(Some(id)));
        let body: OrganizationId = PLAIN.parse().expect("an id");
        assert_eq!(read("Organization", PLAIN), Named::Organization(Some(body)));
        let place = MunicipalityCode::parse("272078").expect("a code");
        let places = Named::Municipality(Some(place));
        assert_eq!(read("Municipality", "272078"), places);
        let number = value!({ "__typename": "Municipality", "id": 272_078 });
        assert_eq!(named(&number).ok(), Some(places));
        // The id of something else is the id of nothing.
        for (of, id) in [
            ("Resource", PLAIN),
            ("Resource", "272078"),
            ("Resource", ""),
            ("Organization", global.as_str()),
            ("Organization", "看護"),
            ("Municipality", "272079"),
            ("Municipality", "27207"),
            ("Municipality", global.as_str()),
        ] {
            let nothing = match of {
                "Resource" => Named::Resource(None),
                "Organization" => Named::Organization(None),
                _ => Named::Municipality(None),
            };
            assert_eq!(read(of, id), nothing, "{of} {id}");
        }
    }

    #[test]
    fn what_is_no_representation_is_refused_and_not_repeated() {
        for unfit in [
            value!(null),
            value!("Resource"),
            value!([{ "__typename": "Resource", "id": "confidential" }]),
            value!({}),
            value!({ "id": "confidential" }),
            value!({ "__typename": 7, "id": "confidential" }),
            value!({ "__typename": "Resource" }),
            value!({ "__typename": "Resource", "id": null }),
            value!({ "__typename": "Resource", "id": true }),
            value!({ "__typename": "Resource", "id": ["confidential"] }),
            value!({ "__typename": "resource", "id": "confidential" }),
            value!({ "__typename": "Case", "id": "confidential" }),
            value!({ "__typename": "confidential", "id": "a" }),
        ] {
            let mistake = named(&unfit).expect_err("refused");
            let extensions = mistake.extensions.expect("a code");
            let code = Value::from(FieldCode::ArgumentInvalid.code());
            assert_eq!(extensions.get("code"), Some(&code), "{unfit}");
            assert!(!mistake.message.contains("confidential"), "{unfit}");
        }
    }
}
