//! What a variable can be of: the scalars, enums and input objects of a schema.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use async_graphql::Value as ConstValue;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, InputObjectType, InputValueDefinition, Type, TypeDefinition, TypeKind,
    TypeSystemDefinition,
};
use serde_json::{Number, Value};

use crate::scalars;

/// The types of a schema that a variable can be of. They are read when a variable is first met: reading the whole schema
/// takes longer than anything else that a process does before it serves.
#[derive(Debug)]
pub(crate) struct InputTypes(LazyLock<ByName, Box<dyn FnOnce() -> ByName + Send>>);

/// Each by its name.
type ByName = HashMap<String, InputType>;

/// One of them, without lists and marks.
#[derive(Debug, Clone)]
pub(super) enum InputType {
    Scalar(ScalarType),
    /// The names of its values.
    Enum(HashSet<String>),
    Object(InputObject),
}

/// A scalar by the values it takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum ScalarType {
    Boolean,
    Float,
    Id,
    Int,
    String,
    /// One of our own, and whether a value is one of its values.
    Own(fn(&ConstValue) -> bool),
    /// One that whoever resolves the field looks at.
    Open,
}

/// An input object.
#[derive(Debug, Clone)]
pub(super) struct InputObject {
    pub(super) parts: Vec<Part>,
    pub(super) choice: Choice,
}

/// How many parts of an input object are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// As many as are wanted.
    Any,
    /// Exactly one, and not null (`@oneOf`).
    One,
}

/// One part of an input object.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) of: Type,
    /// Whether the schema says what it is when it is left out.
    has_default: bool,
}

impl InputTypes {
    /// Those of a schema: what it names itself, and the scalars that every schema has.
    pub(crate) fn of(sdl: &str) -> Self {
        let sdl = sdl.to_owned();
        Self(LazyLock::new(Box::new(move || by_name(&sdl))))
    }

    /// The type of a name.
    pub(super) fn get(&self, name: &str) -> Option<&InputType> {
        self.0.get(name)
    }

    /// Whether a variable may be of a type.
    pub(super) fn holds(&self, of: &Type) -> bool {
        let mut base = &of.base;
        loop {
            match base {
                BaseType::Named(name) => return self.0.contains_key(name.as_str()),
                BaseType::List(inner) => base = &inner.base,
            }
        }
    }
}

fn by_name(sdl: &str) -> ByName {
    let own = parse_schema(sdl)
        .map(|schema| schema.definitions)
        .unwrap_or_default();
    let listed = own.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(one) => named(one.node),
        _ => None,
    });
    let built_in = [
        ("Boolean", ScalarType::Boolean),
        ("Float", ScalarType::Float),
        ("ID", ScalarType::Id),
        ("Int", ScalarType::Int),
        ("String", ScalarType::String),
    ];
    let built_in = built_in
        .into_iter()
        .map(|(name, scalar)| (name.to_owned(), InputType::Scalar(scalar)));
    listed.chain(built_in).collect()
}

fn named(one: TypeDefinition) -> Option<(String, InputType)> {
    let name = one.name.node.to_string();
    let is_one_of = one
        .directives
        .iter()
        .any(|directive| directive.node.name.node.as_str() == "oneOf");
    let choice = if is_one_of { Choice::One } else { Choice::Any };
    let kind = match one.kind {
        TypeKind::Scalar => {
            InputType::Scalar(scalars::check_of(&name).map_or(ScalarType::Open, ScalarType::Own))
        }
        TypeKind::Enum(list) => {
            let values = list.values.iter();
            InputType::Enum(
                values
                    .map(|value| value.node.value.node.to_string())
                    .collect(),
            )
        }
        TypeKind::InputObject(object) => InputType::Object(InputObject::of(object, choice)),
        TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_) => return None,
    };
    Some((name, kind))
}

impl InputObject {
    fn of(object: InputObjectType, choice: Choice) -> Self {
        let parts = object.fields.into_iter().map(|field| Part::of(field.node));
        Self {
            parts: parts.collect(),
            choice,
        }
    }
}

impl Part {
    fn of(field: InputValueDefinition) -> Self {
        Self {
            name: field.name.node.to_string(),
            of: field.ty.node,
            has_default: field.default_value.is_some(),
        }
    }

    /// Whether it must be given.
    pub(super) const fn is_required(&self) -> bool {
        !self.of.nullable && !self.has_default
    }
}

impl ScalarType {
    /// The value in the form that the scalar has; nothing where it is none of its values.
    pub(super) fn fit(self, value: Value) -> Option<Value> {
        match (self, value) {
            (Self::Boolean, value @ Value::Bool(_))
            | (Self::Float, value @ Value::Number(_))
            | (Self::Id | Self::String, value @ Value::String(_))
            | (Self::Open, value) => Some(value),
            (Self::Int, Value::Number(number)) => {
                let whole = whole(&number).and_then(|whole| i32::try_from(whole).ok())?;
                Some(Value::from(whole))
            }
            (Self::Id, Value::Number(number)) => {
                let whole = whole(&number)?;
                Some(Value::from(whole.to_string()))
            }
            (Self::Own(is_one), Value::String(text)) => {
                let text = ConstValue::String(text);
                if !is_one(&text) {
                    return None;
                }
                text.into_json().ok()
            }
            (
                Self::Boolean | Self::Float | Self::Id | Self::Int | Self::String | Self::Own(_),
                _,
            ) => None,
        }
    }

    /// What must be sent instead of what is none of its values.
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Boolean => "must be true or false",
            Self::Float => "must be a number",
            Self::Id => "must be a text or a whole number",
            Self::Int => "must be a whole number of at most 32 bits",
            Self::String => "must be a text",
            Self::Own(_) | Self::Open => "must be a text in the form that the schema describes",
        }
    }
}

/// A whole number, with or without a point: JSON has one kind of number, and clients that do not tell
/// them apart write `1.0`.
fn whole(number: &Number) -> Option<i128> {
    let integer = number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from));
    integer.or_else(|| {
        let float = number.as_f64()?;
        // Beyond this, neighbours of whole numbers cannot be told apart.
        let is_exact = float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0;
        is_exact.then_some(float as i128)
    })
}
