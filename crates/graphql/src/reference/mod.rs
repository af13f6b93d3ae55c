//! What the schema holds: every type with what is in it, in the words of the schema itself. It is read from the SDL that
//! the running schema prints, so that it can say nothing else.
//!
//! All of it is for everybody. Introspection is for people who are signed in and for valid tokens, because every call of
//! it costs what it walks through; what it tells is no secret: the SDL is the same for every installation, names nobody
//! and stands in the repository (`schema.graphql`). The reference shows that and nothing beside it.

mod deprecation;
mod reading;

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

pub use deprecation::Deprecation;

use crate::api::Api;

/// The types of a schema.
#[derive(Debug, Clone)]
pub struct Reference {
    types: Vec<TypeEntry>,
    /// Where each stands in that list.
    places: HashMap<String, usize>,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeEntry {
    /// Its name.
    pub name: String,
    /// Of which kind it is.
    pub kind: TypeKind,
    /// What it is, in English, with official Japanese words. What stands in backquotes is a name or a value.
    pub description: String,
    /// Whether exactly one part of an input is given.
    pub is_one_of: bool,
    /// Where the form of a scalar is laid down.
    pub specified_by: Option<String>,
    /// Its fields, parts or values, in the order of the schema.
    pub members: Vec<Member>,
    /// The interfaces that it implements.
    pub implements: Vec<String>,
    /// What a value of it can be: the members of a union, or what implements an interface.
    pub possible: Vec<String>,
    /// Where it is answered or taken.
    pub uses: Vec<Place>,
}

/// A kind of type. What a program begins with has a kind of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// What can be asked.
    Query,
    /// What can be changed.
    Mutation,
    /// What can be watched.
    Subscription,
    /// What is answered.
    Object,
    /// What several objects have in common.
    Interface,
    /// One of several objects.
    Union,
    /// What is sent along.
    Input,
    /// A closed list of values.
    Enum,
    /// A value without parts.
    Scalar,
}

/// A field, an argument, a part of an input, or a value of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// The type; absent of a value.
    pub shape: Option<Shape>,
    /// The arguments of a field.
    pub arguments: Vec<Member>,
    /// What holds where it is not given, as the schema writes it.
    pub default: Option<String>,
    /// What was promised of it when it was deprecated.
    pub deprecation: Option<Deprecation>,
}

/// A type with its lists and marks: `[`, `Resource` and `!]!`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// What stands before the name.
    pub before: String,
    /// The name of the type inside.
    pub name: String,
    /// What stands behind it.
    pub after: String,
}

/// A place of the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The type that it is in.
    pub owner: String,
    /// The field or part.
    pub member: String,
    /// The argument of the field.
    pub argument: Option<String>,
}

impl fmt::Display for Place {
    /// As a coordinate: `Query.resources(filter:)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.owner, self.member)?;
        match &self.argument {
            Some(argument) => write!(f, "({argument}:)"),
            None => Ok(()),
        }
    }
}

impl Reference {
    /// That of the running schema. Reading it takes a moment, and is done once.
    #[must_use]
    pub fn current() -> &'static Self {
        static CURRENT: LazyLock<Reference> = LazyLock::new(|| Reference::of(&Api::sdl()));
        &CURRENT
    }

    /// Reads a schema; one that cannot be read holds nothing.
    #[must_use]
    pub fn of(sdl: &str) -> Self {
        let mut types = reading::types(sdl);
        reading::connect(&mut types);
        let places = types.iter().enumerate();
        let places = places.map(|(place, one)| (one.name.clone(), place));
        Self {
            places: places.collect(),
            types,
        }
    }

    /// Every type, in the order of the schema.
    #[must_use]
    pub fn types(&self) -> &[TypeEntry] {
        &self.types
    }

    /// The type of a name, as it is written.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&TypeEntry> {
        self.places
            .get(name)
            .and_then(|place| self.types.get(*place))
    }

    /// What a text names, if it names a type or something in it: `Resource` or `Resource.id`.
    #[must_use]
    pub fn named(&self, text: &str) -> Option<(&TypeEntry, Option<&Member>)> {
        match text.split_once('.') {
            Some((owner, member)) => {
                let owner = self.get(owner)?;
                Some((owner, Some(owner.member(member)?)))
            }
            None => Some((self.get(text)?, None)),
        }
    }
}

impl TypeEntry {
    /// Its first sentence.
    #[must_use]
    pub fn summary(&self) -> &str {
        let end = self.description.find(". ").map(|at| at + 1);
        // A sentence that ends within what is quoted goes on.
        let said = end.and_then(|end| self.description.get(..end));
        let is_whole = |said: &&str| said.matches('`').count().is_multiple_of(2);
        said.filter(is_whole).unwrap_or(&self.description)
    }

    /// Its field, part or value of a name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

#[cfg(test)]
mod tests;
