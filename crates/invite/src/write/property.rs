//! Properties with their values already in the form in which they are written.

use ical::property::Property;

use crate::write::text::{clean, escape};

/// A property whose value is a word, a number or a moment.
pub(crate) fn plain(name: &str, value: &str) -> Property {
    Property {
        name: name.to_owned(),
        params: None,
        value: Some(value.to_owned()),
    }
}

/// A property whose value is text for people.
pub(crate) fn text(name: &str, value: &str) -> Property {
    plain(name, &escape(&clean(value)))
}

/// A moment on the wall clock of a zone.
pub(crate) fn date(name: &str, moment: &str, zone: &str) -> Property {
    with(plain(name, moment), &[("TZID", zone.to_owned())])
}

/// The property with parameters.
pub(crate) fn with(mut property: Property, parameters: &[(&str, String)]) -> Property {
    let parameters: Vec<(String, Vec<String>)> = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), vec![value.clone()]))
        .collect();
    property.params = (!parameters.is_empty()).then_some(parameters);
    property
}
