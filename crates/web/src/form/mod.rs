//! A form as a page shows it, and as it comes back: fields with what was typed, what is wrong with them
//! and what to do about it, and one button that says what will happen.
//!
//! `form.html` draws it and `form_errors.html` the summary above it. What was typed is kept when the form
//! comes back with mistakes; passwords and codes are not, since they would then stand in the page.

mod sent;

use crate::Site;
use crate::next::Next;

pub(crate) use sent::{Sent, day, line};

/// A form.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// Where it is sent.
    pub(crate) action: String,
    /// What the button does.
    pub(crate) button: &'static str,
    /// Tells this showing of the form from every other, so that sending it twice can be noticed.
    pub(crate) once: String,
    /// Where to go on afterwards.
    pub(crate) next: Option<Next>,
    /// Its fields, in the order in which they are filled in.
    pub(crate) fields: Vec<Field>,
}

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// Its name, which is its id as well.
    pub(crate) name: &'static str,
    /// What is asked.
    pub(crate) label: &'static str,
    /// How it is filled in; empty where that is plain.
    pub(crate) hint: &'static str,
    /// What is wrong with it and what to do.
    pub(crate) error: Option<String>,
    /// How it is filled in.
    pub(crate) input: Input,
}

/// How a field is filled in.
#[derive(Debug, Clone)]
pub(crate) enum Input {
    /// By typing.
    Typed(Typed),
    /// By choosing one of several.
    One(Vec<Choice>),
    /// By ticking any of several.
    Any(Vec<Choice>),
}

/// A field that is typed into.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    /// The type of the input.
    pub(crate) kind: &'static str,
    /// What the browser may fill in (WCAG 1.3.5); nobody must remember what a browser can.
    pub(crate) autocomplete: &'static str,
    /// Which keyboard a phone shows.
    pub(crate) keyboard: &'static str,
    /// The most characters.
    pub(crate) longest: u16,
    /// What stands in it.
    pub(crate) value: String,
}

/// One of several.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What is read.
    pub(crate) word: String,
    /// Whether it is chosen.
    pub(crate) is_chosen: bool,
}

impl Form {
    /// A form without fields.
    pub(crate) fn new(site: &Site, action: impl ToString, button: &'static str) -> Self {
        Self {
            action: action.to_string(),
            button,
            once: site.app.new_request_id(),
            next: None,
            fields: Vec::new(),
        }
    }

    /// A form for a page that is shown without a site.
    pub(crate) fn sample(action: impl ToString, button: &'static str) -> Self {
        Self {
            action: action.to_string(),
            button,
            once: "01932f00000070028000000000000001".to_owned(),
            next: None,
            fields: Vec::new(),
        }
    }

    /// With where to go on afterwards.
    pub(crate) fn going_on(self, next: Option<Next>) -> Self {
        Self { next, ..self }
    }

    /// With these fields.
    pub(crate) fn with(self, fields: impl IntoIterator<Item = Field>) -> Self {
        Self {
            fields: fields.into_iter().collect(),
            ..self
        }
    }

    /// Whether something is wrong with it.
    pub(crate) fn is_wrong(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// What is wrong: the field, and the words that stand beside it too.
    pub(crate) fn faults(&self) -> Vec<(&'static str, &str)> {
        let faults = self
            .fields
            .iter()
            .filter_map(|field| Some((field.name, field.error.as_deref()?)));
        faults.collect()
    }
}

impl Field {
    fn new(name: &'static str, label: &'static str, input: Input) -> Self {
        Self {
            name,
            label,
            hint: "",
            error: None,
            input,
        }
    }

    fn typed_as(name: &'static str, label: &'static str, typed: Typed) -> Self {
        Self::new(name, label, Input::Typed(typed))
    }

    /// A line of text.
    pub(crate) fn text(name: &'static str, label: &'static str, value: &str) -> Self {
        let typed = Typed {
            kind: "text",
            autocomplete: "off",
            keyboard: "text",
            longest: 100,
            value: value.to_owned(),
        };
        Self::typed_as(name, label, typed)
    }

    /// A mail address. Browsers judge addresses by rules of their own, so that its type stays text.
    pub(crate) fn mail(name: &'static str, label: &'static str, value: &str) -> Self {
        let typed = Typed {
            kind: "text",
            autocomplete: "username",
            keyboard: "email",
            longest: 254,
            value: value.to_owned(),
        };
        Self::typed_as(name, label, typed)
    }

    /// A password, which is never shown again. Pasting is welcome; a length beyond the longest password
    /// is left to the answer, since a browser that cuts silently would make another password of it.
    pub(crate) fn password(
        name: &'static str,
        label: &'static str,
        autocomplete: &'static str,
    ) -> Self {
        let typed = Typed {
            kind: "password",
            autocomplete,
            keyboard: "text",
            longest: 2_000,
            value: String::new(),
        };
        Self::typed_as(name, label, typed)
    }

    /// A code that somebody reads from a phone or a sheet.
    pub(crate) fn code(name: &'static str, label: &'static str) -> Self {
        let typed = Typed {
            kind: "text",
            autocomplete: "one-time-code",
            keyboard: "text",
            longest: 40,
            value: String::new(),
        };
        Self::typed_as(name, label, typed)
    }

    /// A day.
    pub(crate) fn day(name: &'static str, label: &'static str, value: &str) -> Self {
        let typed = Typed {
            kind: "date",
            autocomplete: "off",
            keyboard: "text",
            longest: 10,
            value: value.to_owned(),
        };
        Self::typed_as(name, label, typed)
    }

    /// One of several.
    pub(crate) fn one(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Input::One(choices))
    }

    /// Any of several.
    pub(crate) fn any(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Self {
        Self::new(name, label, Input::Any(choices))
    }

    /// With how it is filled in.
    pub(crate) fn hinted(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// With what the browser may fill in.
    pub(crate) fn filled_by(mut self, by: &'static str) -> Self {
        if let Input::Typed(typed) = &mut self.input {
            typed.autocomplete = by;
        }
        self
    }

    /// With what is wrong with it, where something is.
    pub(crate) fn wrong(self, error: Option<impl ToString>) -> Self {
        Self {
            error: error.map(|error| error.to_string()),
            ..self
        }
    }

    /// The input, where it is typed into.
    pub(crate) fn typed(&self) -> Option<&Typed> {
        match &self.input {
            Input::Typed(typed) => Some(typed),
            Input::One(_) | Input::Any(_) => None,
        }
    }

    /// The type of its choices' inputs.
    pub(crate) fn choice_kind(&self) -> &'static str {
        match &self.input {
            Input::Any(_) => "checkbox",
            Input::Typed(_) | Input::One(_) => "radio",
        }
    }

    /// What can be chosen.
    pub(crate) fn choices(&self) -> &[Choice] {
        match &self.input {
            Input::One(choices) | Input::Any(choices) => choices,
            Input::Typed(_) => &[],
        }
    }

    /// The ids of what describes it.
    pub(crate) fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.is_some().then(|| format!("{}-error", self.name));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        ids.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_says_what_stands_beside_the_fields() {
        let wrong = |error: Option<&str>| {
            let field = Field::text("name", "なまえ", "北")
                .hinted("例: 北")
                .wrong(error);
            Form::sample("/x", "送る").with([field, Field::code("code", "番号")])
        };
        assert!(!wrong(None).is_wrong());
        let form = wrong(Some("名前を入れてください。"));
        assert_eq!(form.faults(), [("name", "名前を入れてください。")]);
        assert_eq!(form.fields[0].described_by(), "name-hint name-error");
        assert_eq!(form.fields[1].described_by(), "");
    }
}
