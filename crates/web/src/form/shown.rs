//! A form, a field of it and the summary of its mistakes as they stand on a page. Each is a template of its own
//! that a page fills in, so that it is compiled once and not for every page that holds a form.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Field, Form};
use crate::pages::Shell;

/// A form with its fields and its button.
#[derive(Template)]
#[template(path = "form.html")]
pub(crate) struct ShownForm<'a> {
    form: &'a Form,
    shell: &'a Shell,
}

/// What is wrong with a form, above everything else on its page.
#[derive(Template)]
#[template(path = "form_errors.html")]
pub(crate) struct FormSummary<'a> {
    form: &'a Form,
    shell: &'a Shell,
}

/// A field with its label, what to know about it and what is wrong with it.
#[derive(Template)]
#[template(path = "form_field.html")]
pub(crate) struct ShownField<'a> {
    field: &'a Field,
    shell: &'a Shell,
}

/// Each is made by a template, which escapes what people wrote.
impl HtmlSafe for ShownForm<'_> {}
impl HtmlSafe for FormSummary<'_> {}
impl HtmlSafe for ShownField<'_> {}

impl Form {
    /// The form as it stands on a page.
    pub(crate) const fn shown<'a>(&'a self, shell: &'a Shell) -> ShownForm<'a> {
        ShownForm { form: self, shell }
    }

    /// What is wrong with it; nothing where nothing is.
    pub(crate) const fn summary<'a>(&'a self, shell: &'a Shell) -> FormSummary<'a> {
        FormSummary { form: self, shell }
    }
}

impl Field {
    /// The field as it stands in a form.
    pub(crate) const fn shown<'a>(&'a self, shell: &'a Shell) -> ShownField<'a> {
        ShownField { field: self, shell }
    }
}
