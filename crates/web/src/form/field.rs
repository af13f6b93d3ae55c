//! A field of a form: what is asked, how it is filled in, what stands in it and what is wrong with it.

use std::borrow::Cow;

use renkei_domain::consent::signature::{
    LONGEST_SIGNATURE, SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Signature,
};

use super::{Aloud, Choice};
use crate::assets;

/// A field.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// Its name, which is its id as well.
    pub(crate) name: Cow<'static, str>,
    /// What is asked.
    pub(crate) label: &'static str,
    /// How it is filled in; empty where that is plain.
    pub(crate) hint: &'static str,
    /// What is wrong with it and what to do.
    pub(crate) error: Option<String>,
    /// How it is filled in.
    pub(crate) input: Input,
    /// Which of its words are shown with readings.
    pub(crate) aloud: Aloud,
}

/// How a field is filled in.
#[derive(Debug, Clone)]
pub(crate) enum Input {
    /// By typing.
    Typed(Typed),
    /// By typing several lines.
    Long(Long),
    /// By choosing one of many from a list that folds away.
    Listed(Vec<Choice>),
    /// By choosing one of several.
    One(Vec<Choice>),
    /// By ticking any of several.
    Any(Vec<Choice>),
    /// By drawing one's name with a finger, a pen or a mouse.
    Drawn(Drawn),
}

/// A field that is drawn into. Without the script it says what else can be done.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    /// What was drawn, as it is sent.
    pub(crate) value: String,
    /// How wide the sheet is, in points.
    pub(crate) width: u16,
    /// How high it is.
    pub(crate) height: u16,
    /// The most bytes that are sent.
    pub(crate) longest: usize,
    /// The script that draws.
    pub(crate) script: String,
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

/// A field that takes several lines.
#[derive(Debug, Clone)]
pub(crate) struct Long {
    /// How many lines it shows.
    pub(crate) rows: u8,
    /// The most characters.
    pub(crate) longest: u16,
    /// What stands in it.
    pub(crate) value: String,
}

impl Field {
    fn new(name: impl Into<Cow<'static, str>>, label: &'static str, input: Input) -> Self {
        Self {
            name: name.into(),
            label,
            hint: "",
            error: None,
            input,
            aloud: Aloud::Nothing,
        }
    }

    fn typed_as(name: impl Into<Cow<'static, str>>, label: &'static str, typed: Typed) -> Self {
        Self::new(name, label, Input::Typed(typed))
    }

    /// A line of text.
    pub(crate) fn text(
        name: impl Into<Cow<'static, str>>,
        label: &'static str,
        value: &str,
    ) -> Self {
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

    /// A few digits that somebody keeps in mind. They are not shown again.
    pub(crate) fn digits(name: &'static str, label: &'static str) -> Self {
        let typed = Typed {
            kind: "text",
            autocomplete: "off",
            keyboard: "numeric",
            longest: 12,
            value: String::new(),
        };
        Self::typed_as(name, label, typed)
    }

    /// A day.
    pub(crate) fn day(
        name: impl Into<Cow<'static, str>>,
        label: &'static str,
        value: &str,
    ) -> Self {
        let typed = Typed {
            kind: "date",
            autocomplete: "off",
            keyboard: "text",
            longest: 10,
            value: value.to_owned(),
        };
        Self::typed_as(name, label, typed)
    }

    /// A time of a day.
    pub(crate) fn clock(
        name: impl Into<Cow<'static, str>>,
        label: &'static str,
        value: &str,
    ) -> Self {
        let typed = Typed {
            kind: "time",
            autocomplete: "off",
            keyboard: "text",
            longest: 5,
            value: value.to_owned(),
        };
        Self::typed_as(name, label, typed)
    }

    /// One of several.
    pub(crate) fn one(
        name: impl Into<Cow<'static, str>>,
        label: &'static str,
        choices: Vec<Choice>,
    ) -> Self {
        Self::new(name, label, Input::One(choices))
    }

    /// Any of several.
    pub(crate) fn any(
        name: impl Into<Cow<'static, str>>,
        label: &'static str,
        choices: Vec<Choice>,
    ) -> Self {
        Self::new(name, label, Input::Any(choices))
    }

    /// One of many, from a list that folds away.
    pub(crate) fn listed(
        name: impl Into<Cow<'static, str>>,
        label: &'static str,
        choices: Vec<Choice>,
    ) -> Self {
        Self::new(name, label, Input::Listed(choices))
    }

    /// Several lines of text, as many characters as such a text may have.
    pub(crate) fn prose(
        name: impl Into<Cow<'static, str>>,
        label: &'static str,
        value: &str,
    ) -> Self {
        let long = Long {
            rows: 4,
            longest: 4_000,
            value: value.to_owned(),
        };
        Self::new(name, label, Input::Long(long))
    }

    /// A line of text, as many characters as such a text may have.
    pub(crate) fn sentence(
        name: impl Into<Cow<'static, str>>,
        label: &'static str,
        value: &str,
    ) -> Self {
        let mut field = Self::text(name, label, value);
        if let Input::Typed(typed) = &mut field.input {
            typed.longest = 300;
        }
        field
    }

    /// A whole number.
    pub(crate) fn count(
        name: impl Into<Cow<'static, str>>,
        label: &'static str,
        value: &str,
    ) -> Self {
        let typed = Typed {
            kind: "text",
            autocomplete: "off",
            keyboard: "numeric",
            longest: 10,
            value: value.to_owned(),
        };
        Self::typed_as(name, label, typed)
    }

    /// A signature. What stands in it is shown again as far as it is one.
    pub(crate) fn drawn(name: &'static str, label: &'static str, value: &str) -> Self {
        let drawn = Signature::parse(value).map(|signature| signature.to_text());
        let drawn = Drawn {
            value: drawn.unwrap_or_default(),
            width: SIGNATURE_WIDTH,
            height: SIGNATURE_HEIGHT,
            longest: LONGEST_SIGNATURE,
            script: assets::href("signature.js"),
        };
        Self::new(name, label, Input::Drawn(drawn))
    }

    /// With how it is filled in.
    pub(crate) fn hinted(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// Typed so that nobody can read along.
    pub(crate) fn unseen(mut self) -> Self {
        if let Input::Typed(typed) = &mut self.input {
            typed.kind = "password";
        }
        self
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
            Input::Long(_) | Input::Listed(_) | Input::One(_) | Input::Any(_) | Input::Drawn(_) => {
                None
            }
        }
    }

    /// The input, where it takes several lines.
    pub(crate) fn long(&self) -> Option<&Long> {
        match &self.input {
            Input::Long(long) => Some(long),
            Input::Typed(_)
            | Input::Listed(_)
            | Input::One(_)
            | Input::Any(_)
            | Input::Drawn(_) => None,
        }
    }

    /// The sheet, where it is drawn into.
    pub(crate) fn drawing(&self) -> Option<&Drawn> {
        match &self.input {
            Input::Drawn(drawn) => Some(drawn),
            Input::Typed(_) | Input::Long(_) | Input::Listed(_) | Input::One(_) | Input::Any(_) => {
                None
            }
        }
    }

    /// What can be chosen, where that folds away.
    pub(crate) fn list(&self) -> Option<&[Choice]> {
        match &self.input {
            Input::Listed(choices) => Some(choices),
            Input::Typed(_) | Input::Long(_) | Input::One(_) | Input::Any(_) | Input::Drawn(_) => {
                None
            }
        }
    }

    /// The type of its choices' inputs.
    pub(crate) fn choice_kind(&self) -> &'static str {
        match &self.input {
            Input::Any(_) => "checkbox",
            Input::Typed(_)
            | Input::Long(_)
            | Input::Listed(_)
            | Input::One(_)
            | Input::Drawn(_) => "radio",
        }
    }

    /// What can be chosen.
    pub(crate) fn choices(&self) -> &[Choice] {
        match &self.input {
            Input::One(choices) | Input::Any(choices) => choices,
            Input::Typed(_) | Input::Long(_) | Input::Listed(_) | Input::Drawn(_) => &[],
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
