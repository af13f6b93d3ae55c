//! What a form sent, and how its fields become what the domain knows.

use axum::extract::rejection::RawFormRejection;
use axum::extract::{FromRequest, RawForm, Request};
use chrono::NaiveDate;
use http_body_util::LengthLimitError;
use renkei_app::writer::WriteKey;
use renkei_domain::text::{Line, TextFault};

use crate::Site;
use crate::body_time::causes;
use crate::error::PageFault;
use crate::next::Next;

/// What a form sent. A field that did not come is empty, and one that nobody asked for changes nothing.
#[derive(Clone)]
pub(crate) struct Sent {
    body: String,
    fields: Vec<(String, String)>,
}

/// The fields of a form as it is first shown, packed as a browser would send them back.
#[derive(Debug, Default)]
pub(crate) struct Packed(Vec<(String, String)>);

impl Packed {
    /// With a field.
    pub(crate) fn put(&mut self, name: impl Into<String>, value: impl ToString) {
        self.0.push((name.into(), value.to_string()));
    }

    /// With a field, where there is something in it.
    pub(crate) fn put_some(&mut self, name: impl Into<String>, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    /// Everything that came, to be changed before it is shown again. Of a field the first that came counts,
    /// so that what is put afterwards needs a name of its own.
    pub(crate) fn of(sent: &Sent) -> Self {
        Self(sent.fields.clone())
    }

    /// With another value in a field that came.
    pub(crate) fn replace(&mut self, name: &str, value: impl ToString) {
        self.0.retain(|(known, _)| known != name);
        self.put(name, value);
    }

    /// The whole.
    pub(crate) fn sent(self) -> Sent {
        let mut packed = form_urlencoded::Serializer::new(String::new());
        packed.extend_pairs(self.0);
        Sent::read(packed.finish())
    }
}

/// Says how much came: what came may be a password.
impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sent")
            .field("fields", &self.fields.len())
            .finish_non_exhaustive()
    }
}

impl Sent {
    /// Reads a form as a browser packs it.
    pub(crate) fn read(body: String) -> Self {
        let fields = form_urlencoded::parse(body.as_bytes()).into_owned();
        let fields = fields.collect();
        Self { body, fields }
    }

    /// The form as it came.
    pub(crate) fn body(&self) -> &str {
        &self.body
    }

    /// What came in a field, as it came.
    pub(crate) fn raw(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// What came in a field, without space around it.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// Every field whose name begins so, with what came in it.
    pub(crate) fn beginning<'a>(
        &'a self,
        start: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let fields = self.fields.iter();
        fields.filter_map(move |(name, value)| Some((name.strip_prefix(start)?, value.as_str())))
    }

    /// The same without some fields, however often they came.
    pub(crate) fn leaving_out(&self, names: &[&str]) -> Self {
        let mut packed = Packed::of(self);
        packed.0.retain(|(name, _)| !names.contains(&name.as_str()));
        packed.sent()
    }

    /// Whether there is anything in it that somebody chose or typed, beside what every form carries.
    pub(crate) fn says_something(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|(name, value)| !matches!(name.as_str(), "once" | "next") && !value.is_empty())
    }

    /// Everything that was ticked under a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.fields.iter().filter(move |(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Tells this showing of the form from every other, so that what is sent twice is done once.
    pub(crate) fn key(&self) -> Option<WriteKey> {
        WriteKey::parse(self.text("once")).ok()
    }

    /// Where to go on afterwards, where that is an address of ours.
    pub(crate) fn next(&self) -> Option<Next> {
        Next::read(self.raw("next"))
    }
}

/// Reads a line, or says in words what is wrong with it.
pub(crate) fn line(text: &str, missing: &'static str) -> Result<Line, String> {
    Line::parse(text).map_err(|fault| match fault {
        TextFault::Empty => missing.to_owned(),
        TextFault::Control(_) => {
            "使えない文字が入っています。消して、打ちなおしてください。".to_owned()
        }
        TextFault::TooLong { limit } => format!("長すぎます。{limit}文字までにしてください。"),
    })
}

/// Reads a day, or says in words what is wrong with it.
pub(crate) fn day(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| "日付を 2026-04-01 の形で入れてください。".to_owned())
}

/// Why a form could not be read. One whose length nobody stated is known to be too long when it is read.
fn unread(rejection: &RawFormRejection) -> PageFault {
    let is_too_long = causes(rejection).any(|here| here.is::<LengthLimitError>());
    if is_too_long {
        PageFault::TooLarge
    } else {
        PageFault::from_status(rejection.status())
    }
}

impl FromRequest<Site> for Sent {
    type Rejection = PageFault;

    async fn from_request(request: Request, site: &Site) -> Result<Self, PageFault> {
        let RawForm(body) = RawForm::from_request(request, site)
            .await
            .map_err(|rejection: RawFormRejection| unread(&rejection))?;
        // A browser packs everything but ASCII away.
        let body = String::from_utf8(body.to_vec()).map_err(|_| PageFault::BadRequest)?;
        let sent = Self::read(body);
        // No field of ours holds U+0000, and PostgreSQL cannot.
        if sent.fields.iter().any(|(_, value)| value.contains('\0')) {
            return Err(PageFault::BadRequest);
        }
        Ok(sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_without_its_secrets_keeps_everything_else() {
        let sent =
            Sent::read("once=a&pin=2468&said=x%26y&code=1&code=2&scope=b&scope=c".to_owned());
        let open = sent.leaving_out(&["pin", "code"]);
        assert_eq!(open.body(), "once=a&said=x%26y&scope=b&scope=c");
        assert!(open.says_something());
        let nothing = open.leaving_out(&["said", "scope"]);
        assert!(!nothing.says_something(), "{}", nothing.body());
    }

    #[test]
    fn a_field_that_did_not_come_is_empty_and_the_first_of_two_counts() {
        let sent =
            Sent::read("name=%20%E5%8C%97+&name=b&scope=x&scope=y&next=%2Faccount".to_owned());
        assert_eq!(sent.text("name"), "北");
        assert_eq!(sent.raw("absent"), "");
        assert_eq!(sent.all("scope").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(
            sent.next().map(|next| next.to_string()).as_deref(),
            Some("/account")
        );
        assert!(!format!("{sent:?}").contains('北'), "{sent:?}");
    }
}
