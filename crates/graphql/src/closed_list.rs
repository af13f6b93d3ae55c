//! Closed lists of the domain as enums of the schema. Nothing is written twice: the values, their
//! codes and their Japanese words come from the list itself, a file of this crate adds only what the
//! words alone do not tell.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::{EnumBuilder, MetaEnumValue, MetaTypeId, Registry};
use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, Name, OutputType,
    Positioned, ServerResult, Value,
};

/// A list whose values the schema shows as an enum.
pub(crate) trait ClosedList: Copy + PartialEq + Send + Sync + 'static {
    /// What the schema calls it.
    const NAME: &'static str;
    /// What it is a list of.
    const MEANING: &'static str;

    /// Its values, in its own order.
    fn values() -> &'static [ListValue<Self>];
}

/// One value of a list with its name in the schema.
#[derive(Debug)]
pub(crate) struct ListValue<T> {
    name: Name,
    value: T,
    meaning: String,
}

impl<T> ListValue<T> {
    /// Names a value by its code: `employment_transition` is `EMPLOYMENT_TRANSITION`,
    /// `stage/hiring` is `STAGE_HIRING` and `half-page` is `HALF_PAGE`.
    pub(crate) fn new(value: T, code: &str, word: &str, note: &str) -> Self {
        let meaning = if note.is_empty() {
            word.to_owned()
        } else {
            format!("{word}: {note}")
        };
        Self {
            name: Name::new(code.to_ascii_uppercase().replace(['/', '-'], "_")),
            value,
            meaning,
        }
    }
}

/// A word of a closed list, as it travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<T>(pub(crate) T);

/// The words of several values.
pub(crate) fn words<T: Copy>(values: &[T]) -> Vec<Word<T>> {
    values.iter().copied().map(Word).collect()
}

impl<T: ClosedList> Word<T> {
    fn register(registry: &mut Registry) -> String {
        registry.create_input_type::<Self, _>(MetaTypeId::Enum, |_| {
            let values = T::values().iter().map(|entry| {
                let mut shown = MetaEnumValue::new(entry.name.as_str());
                shown.description = Some(entry.meaning.clone());
                (entry.name.to_string(), shown)
            });
            EnumBuilder::new(T::NAME, values.collect())
                .description(Some(T::MEANING.to_owned()))
                .rust_typename(std::any::type_name::<Self>())
                .build()
        })
    }

    fn to_name(self) -> Value {
        let mut values = T::values().iter();
        let entry = values.find(|entry| entry.value == self.0);
        entry.map_or(Value::Null, |entry| Value::Enum(entry.name.clone()))
    }
}

impl<T: ClosedList> InputType for Word<T> {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Self::register(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let value = value.unwrap_or_default();
        let name = match &value {
            Value::Enum(name) => name.as_str(),
            // In variables, which are JSON, a name is a string.
            Value::String(name) => name.as_str(),
            _ => return Err(InputValueError::expected_type(value)),
        };
        let mut values = T::values().iter();
        let entry = values.find(|entry| entry.name.as_str() == name);
        entry
            .map(|entry| Self(entry.value))
            .ok_or_else(|| InputValueError::custom("it is no value of the list"))
    }

    fn to_value(&self) -> Value {
        self.to_name()
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

impl<T: ClosedList> OutputType for Word<T> {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Self::register(registry)
    }

    async fn resolve(
        &self,
        _: &ContextSelectionSet<'_>,
        _: &Positioned<Field>,
    ) -> ServerResult<Value> {
        Ok(self.to_name())
    }
}

/// Shows a word list of the domain: its type, its name in the schema, what it is a list of, and what
/// to add to a value's own word (an empty text where the word says it all).
macro_rules! closed_list {
    ($list:ty, $name:literal, $meaning:literal, $note:expr) => {
        impl crate::closed_list::ClosedList for $list {
            const NAME: &'static str = $name;
            const MEANING: &'static str = $meaning;

            fn values() -> &'static [crate::closed_list::ListValue<Self>] {
                static VALUES: std::sync::LazyLock<Vec<crate::closed_list::ListValue<$list>>> =
                    std::sync::LazyLock::new(|| {
                        crate::closed_list::listed(
                            <$list>::ALL,
                            <$list>::code,
                            <$list>::word,
                            $note,
                        )
                    });
                &VALUES
            }
        }
    };
}

pub(crate) use closed_list;

/// The values of a word list; the macro's other half.
pub(crate) fn listed<T: Copy, N: AsRef<str>>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    word: impl Fn(T) -> &'static str,
    note: impl Fn(T) -> N,
) -> Vec<ListValue<T>> {
    let entry =
        |value: &T| ListValue::new(*value, code(*value), word(*value), note(*value).as_ref());
    all.iter().map(entry).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Checks that a list shows every value of the domain once, each with a meaning of its own, and
    /// reads back what it shows.
    pub(crate) fn shows_all<T: ClosedList + std::fmt::Debug>(all: &[T]) {
        let shown: Vec<T> = T::values().iter().map(|entry| entry.value).collect();
        assert_eq!(shown, all, "{}", T::NAME);
        let names: BTreeSet<&str> = T::values()
            .iter()
            .map(|entry| entry.name.as_str())
            .collect();
        assert_eq!(names.len(), all.len(), "{} names two values alike", T::NAME);
        assert!(!T::MEANING.is_empty(), "{}", T::NAME);
        for entry in T::values() {
            let name = entry.name.as_str();
            let is_name = name
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
            assert!(
                is_name && name.starts_with(|c: char| c.is_ascii_uppercase()),
                "{name}"
            );
            assert!(!["TRUE", "FALSE", "NULL"].contains(&name), "{name}");
            let said = entry.meaning.to_ascii_uppercase().replace(' ', "_");
            assert!(
                !said.is_empty() && said != name,
                "{}.{name} only repeats its name",
                T::NAME
            );
            assert_eq!(Word(entry.value).to_name(), Value::Enum(entry.name.clone()));
            for written in [
                Value::Enum(entry.name.clone()),
                Value::String(name.to_owned()),
            ] {
                assert_eq!(
                    Word::<T>::parse(Some(written)).ok(),
                    Some(Word(entry.value))
                );
            }
        }
        for unknown in [Value::from("nothing"), Value::from(1), Value::Null] {
            assert!(Word::<T>::parse(Some(unknown)).is_err(), "{}", T::NAME);
        }
    }
}
