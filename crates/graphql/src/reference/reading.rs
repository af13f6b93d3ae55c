//! From the SDL to the types of the reference.

use std::collections::HashMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, ConstDirective, EnumValueDefinition, FieldDefinition, InputValueDefinition, Type,
    TypeDefinition, TypeKind as Defined, TypeSystemDefinition,
};
use async_graphql::{Name, Positioned, Value as ConstValue};

use super::deprecation::Deprecation;
use super::{Member, Place, Shape, TypeEntry, TypeKind};

/// The types that a schema defines; none where it cannot be read.
pub(super) fn types(sdl: &str) -> Vec<TypeEntry> {
    let schema = parse_schema(sdl);
    let definitions = schema.map(|schema| schema.definitions).unwrap_or_default();
    let types = definitions.into_iter().filter_map(|one| match one {
        TypeSystemDefinition::Type(one) => Some(entry(one.node)),
        TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
    });
    types.collect()
}

/// Says of each type where it is used, and of each interface what implements it.
pub(super) fn connect(types: &mut [TypeEntry]) {
    let mut uses: HashMap<String, Vec<Place>> = HashMap::new();
    let mut implementing: HashMap<String, Vec<String>> = HashMap::new();
    for one in types.iter() {
        for interface in &one.implements {
            let known = implementing.entry(interface.clone()).or_default();
            known.push(one.name.clone());
        }
        for member in &one.members {
            let arguments = member.arguments.iter();
            let arguments = arguments.map(|argument| (argument, Some(argument.name.clone())));
            for (used, argument) in std::iter::once((member, None)).chain(arguments) {
                let Some(shape) = &used.shape else {
                    continue;
                };
                let place = Place {
                    owner: one.name.clone(),
                    member: member.name.clone(),
                    argument,
                };
                uses.entry(shape.name.clone()).or_default().push(place);
            }
        }
    }
    for one in types {
        one.uses = uses.remove(&one.name).unwrap_or_default();
        if one.kind == TypeKind::Interface {
            one.possible = implementing.remove(&one.name).unwrap_or_default();
        }
    }
}

fn entry(one: TypeDefinition) -> TypeEntry {
    let name = one.name.node.to_string();
    let is_one_of = directive(&one.directives, "oneOf").is_some();
    let specified_by = argument(&one.directives, "specifiedBy", "url");
    let mut implements = Vec::new();
    let mut possible = Vec::new();
    let (kind, members) = match one.kind {
        Defined::Scalar => (TypeKind::Scalar, Vec::new()),
        Defined::Object(object) => {
            implements = names(object.implements);
            (kind_of_object(&name), all(object.fields, field))
        }
        Defined::Interface(interface) => {
            implements = names(interface.implements);
            (TypeKind::Interface, all(interface.fields, field))
        }
        Defined::Union(union) => {
            possible = names(union.members);
            (TypeKind::Union, Vec::new())
        }
        Defined::Enum(list) => (TypeKind::Enum, all(list.values, value)),
        Defined::InputObject(object) => (TypeKind::Input, all(object.fields, given)),
    };
    TypeEntry {
        name,
        kind,
        description: said(one.description),
        is_one_of,
        specified_by,
        members,
        implements,
        possible,
        uses: Vec::new(),
    }
}

/// The schema names what a program begins with as GraphQL does where nothing else is said.
fn kind_of_object(name: &str) -> TypeKind {
    match name {
        "Query" => TypeKind::Query,
        "Mutation" => TypeKind::Mutation,
        "Subscription" => TypeKind::Subscription,
        _ => TypeKind::Object,
    }
}

fn all<T>(parts: Vec<Positioned<T>>, read: fn(T) -> Member) -> Vec<Member> {
    parts.into_iter().map(|part| read(part.node)).collect()
}

fn names(parts: Vec<Positioned<Name>>) -> Vec<String> {
    let parts = parts.into_iter();
    parts.map(|part| part.node.to_string()).collect()
}

fn field(of: FieldDefinition) -> Member {
    Member {
        name: of.name.node.to_string(),
        description: said(of.description),
        shape: Some(shape(&of.ty.node)),
        arguments: all(of.arguments, given),
        default: None,
        deprecation: deprecation(&of.directives),
    }
}

/// An argument, or a part of an input.
fn given(of: InputValueDefinition) -> Member {
    Member {
        name: of.name.node.to_string(),
        description: said(of.description),
        shape: Some(shape(&of.ty.node)),
        arguments: Vec::new(),
        default: of.default_value.map(|value| value.node.to_string()),
        deprecation: deprecation(&of.directives),
    }
}

fn value(of: EnumValueDefinition) -> Member {
    Member {
        name: of.value.node.to_string(),
        description: said(of.description),
        shape: None,
        arguments: Vec::new(),
        default: None,
        deprecation: deprecation(&of.directives),
    }
}

fn shape(of: &Type) -> Shape {
    let mut before = String::new();
    let mut after = String::new();
    let mut at = of;
    loop {
        if !at.nullable {
            after.insert(0, '!');
        }
        match &at.base {
            BaseType::Named(name) => {
                return Shape {
                    before,
                    name: name.to_string(),
                    after,
                };
            }
            BaseType::List(inner) => {
                before.push('[');
                after.insert(0, ']');
                at = inner.as_ref();
            }
        }
    }
}

/// A description in one line: the schema breaks it where its lines are full.
fn said(description: Option<Positioned<String>>) -> String {
    let text = description.map(|text| text.node).unwrap_or_default();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join(" ")
}

fn deprecation(directives: &[Positioned<ConstDirective>]) -> Option<Deprecation> {
    directive(directives, "deprecated")?;
    let reason = argument(directives, "deprecated", "reason");
    Some(Deprecation::read(reason.unwrap_or_default()))
}

fn directive<'d>(
    directives: &'d [Positioned<ConstDirective>],
    name: &str,
) -> Option<&'d ConstDirective> {
    let mut directives = directives.iter().map(|one| &one.node);
    directives.find(|one| one.name.node.as_str() == name)
}

/// What an argument of a directive says.
fn argument(
    directives: &[Positioned<ConstDirective>],
    name: &str,
    argument: &str,
) -> Option<String> {
    match &directive(directives, name)?.get_argument(argument)?.node {
        ConstValue::String(text) => Some(text.clone()),
        _ => None,
    }
}
