//! Looking at a page as text: its tags, its links, and what makes it sound.

use std::collections::BTreeSet;

/// What somebody might enter as a name to see whether it runs.
pub(crate) const HOSTILE: &str = r#"<script>alert(1)</script>"'"#;

/// A start tag.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
}

/// The value of an attribute; empty where it has none.
pub(crate) fn attribute<'t>(tag: &'t Tag, key: &str) -> Option<&'t str> {
    let found = tag.attributes.iter().find(|(known, _)| known == key);
    found.map(|(_, value)| value.as_str())
}

/// Every start tag, in its order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = end_of_tag(rest);
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            found.push(read_tag(&rest[..end]));
        }
        rest = &rest[end..];
    }
    found
}

/// A `>` within quotation marks ends nothing.
fn end_of_tag(rest: &str) -> usize {
    let mut quoted = false;
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    rest.len()
}

fn read_tag(inside: &str) -> Tag {
    let is_space = |c: char| c.is_ascii_whitespace();
    let (name, mut rest) = inside.split_once(is_space).unwrap_or((inside, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let key_end = rest
            .find(|c: char| c == '=' || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (key, after) = rest.split_at(key_end);
        let (value, left) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_at(after.find(is_space).unwrap_or(after.len())),
        };
        attributes.push((key.to_owned(), plain(value)));
        rest = left;
    }
    Tag {
        name: name.to_owned(),
        attributes,
    }
}

/// The text behind the escapes of a template.
pub(crate) fn plain(text: &str) -> String {
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

/// Where the links of a page lead.
pub(crate) fn links(html: &str) -> Vec<String> {
    tags(html)
        .iter()
        .filter(|tag| tag.name == "a")
        .filter_map(|tag| attribute(tag, "href"))
        .map(str::to_owned)
        .collect()
}

/// The title of a page.
pub(crate) fn title(html: &str) -> String {
    let after = html.split_once("<title>").map_or("", |(_, after)| after);
    plain(after.split_once("</title>").map_or("", |(title, _)| title))
}

/// What holds for every page, whatever it shows.
pub(crate) fn assert_sound(what: &str, html: &str) {
    assert!(html.starts_with("<!DOCTYPE html>"), "{what}");
    let title = title(html);
    let own = title.strip_suffix(" | 連携 renkei").unwrap_or_default();
    assert!(!own.trim().is_empty(), "{what} has the title 「{title}」");

    let tags = tags(html);
    let named = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    let language = tags
        .iter()
        .find(|tag| tag.name == "html")
        .and_then(|tag| attribute(tag, "lang"));
    assert_eq!(language, Some("ja"), "{what}");
    for (name, count) in [("h1", 1), ("main", 1), ("title", 1), ("style", 0)] {
        assert_eq!(named(name), count, "<{name}> in {what}");
    }
    assert_runs_nothing(what, &tags);
    assert_asks_nobody_else(what, &tags);
    assert_refers_to_what_is_there(what, &tags);
}

/// The policy of the pages allows no script or style within the markup.
pub(crate) fn assert_runs_nothing(what: &str, tags: &[Tag]) {
    for tag in tags {
        let embedded = tag.name == "script" && attribute(tag, "src").is_none();
        assert!(!embedded, "{what} has a script within");
        for (key, value) in &tag.attributes {
            let runs = key == "style" || key.starts_with("on") || key == "srcdoc";
            assert!(!runs, "{what}: {key}=\"{value}\"");
            // What stands in a field was typed by somebody and leads nowhere.
            let leads = key != "value" && value.trim_start().starts_with("javascript:");
            assert!(!leads, "{what}: {key}");
        }
    }
}

/// Only a link that a person follows leads elsewhere.
fn assert_asks_nobody_else(what: &str, tags: &[Tag]) {
    const OUTWARD: [&str; 5] = ["tel:", "mailto:", "webcal://", "https://", "http://"];
    for tag in tags {
        for key in ["href", "src", "srcset", "action", "formaction", "poster"] {
            let Some(target) = attribute(tag, key) else {
                continue;
            };
            let is_ours =
                target.starts_with('#') || (target.starts_with('/') && !target.starts_with("//"));
            let is_followed = tag.name == "a" && OUTWARD.iter().any(|way| target.starts_with(way));
            assert!(
                is_ours || is_followed,
                "{what}: <{} {key}=\"{target}\">",
                tag.name
            );
        }
    }
}

fn assert_refers_to_what_is_there(what: &str, tags: &[Tag]) {
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| attribute(tag, "id")) {
        assert!(!id.is_empty(), "{what} has an empty id");
        assert!(ids.insert(id), "{what} has the id {id} twice");
    }
    for tag in tags {
        let within = attribute(tag, "href").and_then(|href| href.strip_prefix('#'));
        let lists = [
            "aria-describedby",
            "aria-labelledby",
            "aria-controls",
            "for",
        ];
        let named = lists.iter().filter_map(|key| attribute(tag, key));
        for id in named.flat_map(str::split_whitespace).chain(within) {
            assert!(ids.contains(id), "{what}: nothing has the id {id}");
        }
    }
}
