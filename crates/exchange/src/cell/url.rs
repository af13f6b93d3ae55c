//! Web addresses. Whatever is kept here becomes a link on a page, so nothing but http and https is.

use renkei_domain::text::Line;

use super::{Cell, Notebook, half_width, tidy};
use crate::finding::FindingKind;

impl Notebook {
    /// The first web address of a cell, without the tails by which advertisers follow people.
    pub(crate) fn url(&mut self, cell: Cell<'_>) -> Option<Line> {
        if cell.is_blank() {
            return None;
        }
        let tidied = tidy(cell.text);
        let (mut url, repeated) = first_address(&tidied);
        if repeated {
            self.note(cell, FindingKind::UrlRepeated, "はじめのURLだけを使った");
        } else if url.len() != cell.text.len() {
            self.note(
                cell,
                FindingKind::WhitespaceTrimmed,
                "空白とタブを取りのぞいた",
            );
        }
        if let Some(shorter) = without_tracking(&url) {
            self.note(
                cell,
                FindingKind::UrlTrackingDropped,
                "追跡用の部分を取りのぞいた",
            );
            url = shorter;
        }
        if has_no_scheme(&url) {
            self.note(cell, FindingKind::UrlSchemeAdded, "http:// を補った");
            url.insert_str(0, "http://");
        }
        if is_web_address(&url)
            && let Ok(line) = Line::parse(&url)
        {
            return Some(line);
        }
        self.note(cell, FindingKind::UrlUnreadable, "URLなしで取り込んだ");
        None
    }
}

/// The first address, and whether there was more than one.
fn first_address(text: &str) -> (String, bool) {
    let lower = text.to_ascii_lowercase();
    let starts: Vec<usize> = lower
        .match_indices("http")
        .map(|(place, _)| place)
        .filter(|place| {
            let after = &lower[place + 4..];
            // An address inside a query (`?u=https://…`) belongs to the address around it.
            let inside = lower[..*place].ends_with(['=', '/', '&']);
            !inside && (after.starts_with("://") || after.starts_with("s://"))
        })
        .collect();
    if let (Some(first), Some(second)) = (starts.first(), starts.get(1)) {
        let alone = &text[*first..*second];
        let alone = alone.split_whitespace().next().unwrap_or_default();
        return (alone.trim_end_matches(['、', ',', ';']).to_owned(), true);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [] => (String::new(), false),
        [one] => ((*one).to_owned(), false),
        // `https:// example.jp`: one address torn apart by a slip of the keyboard.
        _ if text.is_ascii() => (words.concat(), false),
        [first, ..] => ((*first).to_owned(), true),
    }
}

/// The address without `fbclid`, `utm_…` and their like, if it has any.
fn without_tracking(url: &str) -> Option<String> {
    let (address, fragment) = match url.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (url, None),
    };
    let (path, query) = address.split_once('?')?;
    let follows = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        name.starts_with("utm_") || ["fbclid", "gclid", "yclid", "igshid", "igsh"].contains(&name)
    };
    if !query.split('&').any(|part| follows(&part)) {
        return None;
    }
    let kept: Vec<&str> = query.split('&').filter(|part| !follows(part)).collect();
    let mut shorter = path.to_owned();
    if !kept.is_empty() {
        shorter.push('?');
        shorter.push_str(&kept.join("&"));
    }
    if let Some(fragment) = fragment {
        shorter.push('#');
        shorter.push_str(fragment);
    }
    Some(shorter)
}

fn has_no_scheme(url: &str) -> bool {
    let host = url.split(['/', '?', '#']).next().unwrap_or_default();
    !url.contains("://")
        && !host.contains(['@', ':'])
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
}

/// `http` or `https` with a host that has a dot; quotation marks and brackets are in no address.
fn is_web_address(url: &str) -> bool {
    let lower = half_width(url).to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.') && !host.starts_with('.')
    }) && url.starts_with(['h', 'H'])
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>`\\".contains(c))
}
