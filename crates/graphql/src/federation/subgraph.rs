//! The schema as a subgraph shows it: with the keys of what other subgraphs can name.

/// The types that bear a key, which for each is its `id`: those of [`super::Entity`].
const ENTITIES: [&str; 3] = ["Municipality", "Organization", "Resource"];

/// Puts the keys into the SDL of a subgraph. The library writes a key only where it looks for the entity itself.
pub(crate) fn with_keys(sdl: &str) -> String {
    let lines = sdl.lines().map(|line| match line.strip_suffix(" {") {
        Some(head) if bears_a_key(head) => format!("{head} @key(fields: \"id\") {{"),
        _ => line.to_owned(),
    });
    lines.map(|line| line + "\n").collect()
}

/// Whether a line begins the definition of such a type.
fn bears_a_key(head: &str) -> bool {
    let mut words = head.split(' ');
    words.next() == Some("type") && words.next().is_some_and(|name| ENTITIES.contains(&name))
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_schema;
    use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};

    use super::*;
    use crate::api::Api;

    #[test]
    fn each_entity_bears_the_key_that_it_is_found_by_and_nothing_else_does() {
        let sdl = Api::subgraph_sdl();
        let schema = parse_schema(sdl).expect("the subgraph can be read");
        let mut keyed = Vec::new();
        for definition in &schema.definitions {
            let TypeSystemDefinition::Type(one) = definition else {
                continue;
            };
            let mut directives = one.node.directives.iter();
            if directives.any(|directive| directive.node.name.node.as_str() == "key") {
                let TypeKind::Object(object) = &one.node.kind else {
                    panic!("{} is no object", one.node.name.node);
                };
                let mut fields = object.fields.iter();
                let id = fields.find(|field| field.node.name.node.as_str() == "id");
                assert_eq!(
                    id.map(|id| id.node.ty.node.to_string()),
                    Some("ID!".to_owned())
                );
                keyed.push(one.node.name.node.to_string());
            }
        }
        keyed.sort_unstable();
        assert_eq!(keyed, ENTITIES);
        assert_eq!(sdl.matches("@key(fields: \"id\")").count(), ENTITIES.len());
    }

    #[test]
    fn a_router_reads_a_subgraph_of_the_second_edition_without_what_it_adds_itself() {
        let sdl = Api::subgraph_sdl();
        assert!(
            sdl.contains("https://specs.apollo.dev/federation/v2."),
            "{sdl}"
        );
        assert!(sdl.contains("type PageInfo @shareable {"), "{sdl}");
        for absent in [
            "_entities",
            "_service",
            "_Any",
            "_Entity",
            "type Subscription",
            "schema {",
        ] {
            assert!(!sdl.contains(absent), "{absent}");
        }
    }
}
