//! A form as a page shows it, and as it comes back: fields with what was typed, what is wrong with them
//! and what to do about it, and one button that says what will happen.
//!
//! A page draws it by `form.shown(shell)` and the summary above it by `form.summary(shell)`. What was typed is kept when the form
//! comes back with mistakes; passwords and codes are not, since they would then stand in the page.

mod choice;
mod field;
mod sent;
mod shown;

use crate::Site;
use crate::next::Next;

pub(crate) use choice::Choice;
pub(crate) use field::Field;
pub(crate) use sent::{Packed, Sent, day, line};

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
    /// What it carries besides: name and value.
    pub(crate) hidden: Vec<(String, String)>,
    /// Fields that belong together, after the others.
    pub(crate) groups: Vec<Group>,
    /// A second button that shows the form again with something more in it: its name and its words.
    pub(crate) again: Option<(&'static str, &'static str)>,
}

/// Fields that belong together, under one heading.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// What they are about.
    pub(crate) legend: String,
    /// The fields.
    pub(crate) fields: Vec<Field>,
}

/// Which words of a field are shown with readings, as whoever reads the page chose. What people wrote has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aloud {
    /// None: the form is for staff.
    Nothing,
    /// What is asked, and how it is filled in; what can be chosen are names.
    Asked,
    /// What can be chosen as well.
    Everything,
}

impl Field {
    /// For the person's own pages: with readings above everything that is ours.
    pub(crate) const fn aloud(mut self) -> Self {
        self.aloud = Aloud::Everything;
        self
    }

    /// The same where what can be chosen are names.
    pub(crate) const fn asked_aloud(mut self) -> Self {
        self.aloud = Aloud::Asked;
        self
    }

    /// With as many characters as fit.
    pub(crate) fn at_most(mut self, characters: u16) -> Self {
        match &mut self.input {
            field::Input::Long(long) => long.longest = characters,
            field::Input::Typed(typed) => typed.longest = characters,
            _ => {}
        }
        self
    }

    /// Whether what is asked has readings.
    pub(crate) fn is_asked_aloud(&self) -> bool {
        self.aloud != Aloud::Nothing
    }

    /// Whether what can be chosen has.
    pub(crate) fn is_read_aloud(&self) -> bool {
        self.aloud == Aloud::Everything
    }

    /// The address of something elsewhere.
    pub(crate) fn link(name: &'static str, label: &'static str, value: &str) -> Self {
        let mut field = Self::sentence(name, label, value);
        if let field::Input::Typed(typed) = &mut field.input {
            (typed.kind, typed.keyboard, typed.longest) = ("url", "url", 2_000);
        }
        field
    }
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
            hidden: Vec::new(),
            groups: Vec::new(),
            again: None,
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
            hidden: Vec::new(),
            groups: Vec::new(),
            again: None,
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

    /// With something that it carries besides.
    pub(crate) fn carrying(mut self, name: &str, value: impl ToString) -> Self {
        self.hidden.push((name.to_owned(), value.to_string()));
        self
    }

    /// Whether it stands on the person's own pages, so that its button is said in the words that were chosen.
    pub(crate) fn is_said(&self) -> bool {
        self.every_field().any(Field::is_asked_aloud)
    }

    /// Every field, in the order in which they are filled in.
    pub(crate) fn every_field(&self) -> impl Iterator<Item = &Field> {
        let grouped = self.groups.iter().flat_map(|group| &group.fields);
        self.fields.iter().chain(grouped)
    }

    /// Whether something is wrong with it.
    pub(crate) fn is_wrong(&self) -> bool {
        self.every_field().any(|field| field.error.is_some())
    }

    /// What is wrong: the field, and the words that stand beside it too.
    pub(crate) fn faults(&self) -> Vec<(&str, &str)> {
        let faults = self
            .every_field()
            .filter_map(|field| Some((&*field.name, field.error.as_deref()?)));
        faults.collect()
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
