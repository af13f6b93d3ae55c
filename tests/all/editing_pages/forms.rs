//! A form as a browser fills it in and sends it.

use renkei_tests::browser::{Browser, Page};

use crate::markup::{attribute, plain, tags};

/// A form with what stands in it.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) action: String,
    fields: Vec<(String, String)>,
}

impl Form {
    /// The form of a page that is sent to an address.
    pub(crate) fn on(html: &str, action: &str) -> Self {
        let start = format!("<form action=\"{action}\" method=\"post\">");
        let (_, after) = html
            .split_once(&start)
            .unwrap_or_else(|| panic!("no form is sent to {action}: {html}"));
        Self::of(action, after.split("</form>").next().unwrap_or_default())
    }

    /// The form whose button says this to whoever hears it alone.
    pub(crate) fn pressed_by(html: &str, words: &str) -> Self {
        let forms = html.split("<form ").skip(1);
        let inside = forms.filter_map(|form| form.split("</form>").next());
        let found: Vec<&str> = inside.filter(|form| plain(form).contains(words)).collect();
        let [form] = found.as_slice() else {
            panic!("{} forms say {words}: {html}", found.len());
        };
        let action = form.split_once("action=\"").unwrap_or_default().1;
        Self::of(action.split('"').next().unwrap_or_default(), form)
    }

    fn of(action: &str, inside: &str) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut list: Option<String> = None;
        for tag in tags(inside) {
            let said = |key: &str| attribute(&tag, key).unwrap_or_default().to_owned();
            match tag.name.as_str() {
                "input" => {
                    let is_choice = ["radio", "checkbox"].contains(&said("type").as_str());
                    if !is_choice || attribute(&tag, "checked").is_some() {
                        fields.push((said("name"), said("value")));
                    }
                }
                "textarea" => fields.push((said("name"), text_of(inside, &said("name")))),
                "select" => list = Some(said("name")),
                "option" => {
                    let Some(name) = &list else { continue };
                    let known = fields.iter().position(|(field, _)| field == name);
                    // The first of a list is chosen until another says that it is.
                    match known {
                        None => fields.push((name.clone(), said("value"))),
                        Some(place) if attribute(&tag, "selected").is_some() => {
                            fields[place].1 = said("value");
                        }
                        Some(_) => {}
                    }
                }
                _ => {}
            }
        }
        Self {
            action: action.to_owned(),
            fields,
        }
    }

    /// What stands in a field.
    pub(crate) fn says(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }

    /// With something else in a field.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends it.
    pub(crate) async fn send(&self, browser: &Browser) -> Page {
        let fields: Vec<(&str, &str)> = self
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        browser.send(&self.action, &fields).await
    }
}

fn text_of(html: &str, name: &str) -> String {
    let start = format!("<textarea id=\"{name}\"");
    let inside = html
        .split_once(&start)
        .and_then(|(_, rest)| rest.split_once('>'))
        .and_then(|(_, rest)| rest.split_once("</textarea>"))
        .map_or("", |(inside, _)| inside);
    plain(inside.strip_prefix('\n').unwrap_or(inside))
}
