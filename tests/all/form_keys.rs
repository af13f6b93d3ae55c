//! A button that is pressed twice, a page that is gone back to, a form that is sent again: one effect. Every
//! address that a form is sent to says here how, and every sample of every page is looked at for it.

use std::collections::{BTreeMap, BTreeSet};

use renkei_web::pages::every_sample;
use renkei_web::routes::{SampleBody, TABLE};
use reqwest::Method;

use crate::markup::{attribute, tags};

/// What becomes of a form that is sent a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Twice {
    /// It carries a key, which its handler keeps beside what it did.
    Keyed,
    /// Without a key, for this reason.
    Without(&'static str),
}

use Twice::{Keyed, Without};

const SPENT: Twice =
    Without("what it shows is spent by the first, or opens one more session of the same owner");
const SET: Twice = Without("it sets what it says; a second time it is so already, or refused");
const GONE: Twice = Without("it takes away what the second finds gone");
const PAPER: Twice = Without("it writes nothing: a file comes back, or another page");
const STATE: Twice = Without("a run that has begun does not begin again");

/// Every address that a form is sent to.
const FORMS: &[(&str, Twice)] = &[
    ("/sources/conflicts", Keyed),
    ("/sources/undecided", Keyed),
    ("/directory/duplicates", Keyed),
    ("/sign-in", SPENT),
    ("/sign-out", GONE),
    ("/sign-in/second", SPENT),
    ("/sign-in/set-up/begin", SET),
    ("/sign-in/set-up", SPENT),
    ("/sign-in/set-up/passkey/begin", SET),
    ("/sign-in/set-up/passkey", SPENT),
    ("/sign-in/passkey/begin", SET),
    ("/sign-in/passkey", SPENT),
    ("/sign-in/codes", Keyed),
    ("/sign-in/codes/print", PAPER),
    ("/confirm", SPENT),
    ("/invitation", PAPER),
    ("/invitation/{code}", SPENT),
    ("/answer", PAPER),
    ("/answer/{code}", SET),
    ("/reset/{code}", SPENT),
    ("/enter/{code}", SPENT),
    ("/account/sessions/end", GONE),
    ("/account/passkeys/remove", GONE),
    ("/account/name", SET),
    ("/account/address", Keyed),
    ("/account/password", Keyed),
    ("/account/card", Keyed),
    ("/account/card/stop", SET),
    ("/account/card/print", PAPER),
    ("/account/card/keeper", SET),
    ("/account/card/keeper/end", SET),
    ("/account/card/of/{account}", Keyed),
    ("/account/card/of/{account}/stop", SET),
    ("/card/{code}", SPENT),
    ("/account/tokens", Keyed),
    ("/account/tokens/revoke", SET),
    ("/account/tokens/{token}/documents", Keyed),
    ("/account/tokens/{token}/documents/step", Keyed),
    ("/account/webhooks", Keyed),
    ("/account/webhooks/{webhook}/step", Keyed),
    ("/account/calendar", Keyed),
    ("/account/calendar/revoke", SET),
    ("/account/calendar/busy", SET),
    ("/account/calendar/busy/refresh", SET),
    ("/account/calendar/busy/remove", GONE),
    ("/networks/{id}/members/withdraw", GONE),
    ("/networks/{id}/members/send-again", Keyed),
    ("/networks/{id}/members/code", Keyed),
    ("/organizations/{id}/members/withdraw", GONE),
    ("/organizations/{id}/members/send-again", Keyed),
    ("/organizations/{id}/members/code", Keyed),
    ("/letters/retry", Keyed),
    ("/letters/withdraw", Keyed),
    ("/networks/{id}/edit", Keyed),
    ("/networks/{id}/history/undo", Keyed),
    ("/networks/new", Keyed),
    ("/networks/{id}/members/invite", Keyed),
    ("/networks/{id}/members/invite/print", PAPER),
    ("/networks/{id}/members/end/{membership}", Keyed),
    ("/organizations/{id}/members/invite", Keyed),
    ("/organizations/{id}/members/invite/print", PAPER),
    ("/organizations/{id}/members/end/{membership}", Keyed),
    ("/networks/{id}/meetings/new", Keyed),
    ("/meetings/{id}/edit", Keyed),
    ("/meetings/{id}/members", Keyed),
    ("/meetings/{id}/on/{day}/step", Keyed),
    ("/meetings/{id}/on/{day}/write/{part}", Keyed),
    ("/meetings/{id}/on/{day}/notices", Keyed),
    ("/meetings/{id}/members/{called}/way", Keyed),
    ("/today/mark", Keyed),
    ("/today/carry", Keyed),
    ("/today/drop", Keyed),
    ("/resources/{id}/call", Keyed),
    ("/resources/{id}/relations", Keyed),
    ("/resources/{id}/relations/{relation}", Keyed),
    ("/resources/{id}/relations/{relation}/step", Keyed),
    ("/cases/find", PAPER),
    ("/cases/new", Keyed),
    ("/cases/{id}/take-up", Keyed),
    ("/cases/{id}/edit/{part}", Keyed),
    ("/cases/{id}/conferences/new", Keyed),
    ("/cases/{id}/conferences/{conference}/edit/{part}", Keyed),
    ("/cases/{id}/conferences/{conference}/step", Keyed),
    ("/cases/{id}/conferences/{conference}/calls/send", Keyed),
    ("/cases/{id}/conferences/{conference}/mail", Keyed),
    (
        "/cases/{id}/conferences/{conference}/calls/way/{participant}",
        Keyed,
    ),
    (
        "/cases/{id}/conferences/{conference}/calls/to/{invited}/{step}",
        Keyed,
    ),
    ("/cases/{id}/conferences/{conference}/minutes", Keyed),
    (
        "/cases/{id}/conferences/{conference}/minutes/edit/{part}",
        Keyed,
    ),
    (
        "/cases/{id}/conferences/{conference}/minutes/copies/{participant}",
        Keyed,
    ),
    ("/cases/{id}/decisions", Keyed),
    ("/cases/{id}/conferences/{conference}/poll", Keyed),
    ("/cases/{id}/conferences/{conference}/poll/answer", Keyed),
    ("/cases/{id}/conferences/{conference}/poll/step", Keyed),
    ("/resources/{id}/propose", Keyed),
    ("/propose", Keyed),
    ("/proposal", PAPER),
    ("/proposals/{proposal}", Keyed),
    ("/networks/{id}/upkeep", Keyed),
    ("/upkeep/find", PAPER),
    ("/upkeep/{inquiry}/step", Keyed),
    ("/upkeep/{inquiry}/reply", Keyed),
    ("/upkeep/{inquiry}/settle", Keyed),
    ("/resources/{id}/stale", Keyed),
    ("/resources/{id}/rhythm", Keyed),
    ("/inquiry", PAPER),
    ("/inquiry/{code}", SET),
    ("/poll", PAPER),
    ("/poll/{code}", SET),
    ("/whom", SET),
    ("/whom/{code}", SET),
    ("/my/cases/{id}/conferences/{conference}", Keyed),
    ("/cases/{id}/erase", Keyed),
    ("/cases/{id}/hold", Keyed),
    ("/cases/{id}/link", Keyed),
    ("/my/cases/code", PAPER),
    ("/my/cases", Keyed),
    ("/my/cases/{id}/leave", Keyed),
    ("/my/cases/{id}/close-employment", Keyed),
    ("/cases/{id}/consents/ask", Keyed),
    ("/cases/{id}/consents/stop", Keyed),
    ("/cases/{id}/consents/resume", Keyed),
    ("/cases/{id}/consents/preview", PAPER),
    ("/cases/{id}/told", Keyed),
    ("/cases/{id}/records/received", Keyed),
    ("/cases/{id}/records/misdirected", Keyed),
    ("/cases/{id}/records/misdirected/step", Keyed),
    ("/my/cases/{id}/copy", Keyed),
    ("/cases/{id}/copy", Keyed),
    ("/cases/{id}/copy/decide", Keyed),
    ("/cases/{id}/copy/release", Keyed),
    ("/cases/{id}/copy/take-back", Keyed),
    ("/cases/{id}/consents/paper", Keyed),
    ("/cases/{id}/consents/others", Keyed),
    ("/cases/{id}/consents/at-work", Keyed),
    ("/cases/{id}/consents/{consent}/evidence", Keyed),
    ("/cases/{id}/consents/{consent}/renew", Keyed),
    ("/cases/paper", PAPER),
    ("/conferences/find", PAPER),
    ("/cases/{id}/exceptions/new", Keyed),
    ("/cases/{id}/exceptions/settle", Keyed),
    ("/organizations/{id}/posts", Keyed),
    ("/organizations/{id}/posts/end", Keyed),
    ("/organizations/{id}/edit", Keyed),
    ("/organizations/{id}/history/undo", Keyed),
    ("/resources/{id}/organization", Keyed),
    ("/resources/{id}/organization/new", Keyed),
    ("/networks/{id}/resources/new", Keyed),
    ("/resources/{id}/edit/{part}", Keyed),
    ("/resources/{id}/history/undo", Keyed),
    ("/resources/{id}/close", Keyed),
    ("/resources/{id}/reopen", Keyed),
    ("/directory/duplicates/{left}/{right}", Keyed),
    ("/resources/{id}/apart", Keyed),
    ("/resources/{id}/observations", Keyed),
    ("/resources/{id}/observations/step", Keyed),
    ("/networks/{id}/import", Keyed),
    ("/networks/{id}/import/{upload}/columns", SET),
    ("/networks/{id}/import/{upload}/table", SET),
    ("/networks/{id}/import/{upload}/start", STATE),
    ("/networks/{id}/import/{upload}/discard", GONE),
    ("/networks/{id}/import/{upload}/undo", Keyed),
    ("/my/display", SET),
    ("/my/map/step", Keyed),
    ("/my/map/walk/{question}", Keyed),
    ("/my/map/entry/{entry}", Keyed),
    ("/my/map/entry/{entry}/picture", Keyed),
    ("/my/map/about", Keyed),
    ("/my/map/print", Keyed),
    ("/my/map/share/look", PAPER),
    ("/my/map/share", Keyed),
    ("/my/map/file", Keyed),
    ("/worksheet", PAPER),
    ("/cases/{id}/map", Keyed),
];

/// Whether an address is one of a pattern.
fn is_of(pattern: &str, address: &str) -> bool {
    let (mut parts, mut given) = (pattern.split('/'), address.split('/'));
    loop {
        match (parts.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(given)) if part.starts_with('{') || part == given => {}
            _ => return false,
        }
    }
}

/// The pattern of an address: of several, the one that names more of it.
fn pattern_of(address: &str) -> Option<&'static str> {
    let address = address.split('?').next().unwrap_or_default();
    let patterns = FORMS.iter().map(|(pattern, _)| *pattern);
    let own = patterns.filter(|pattern| is_of(pattern, address));
    own.min_by_key(|pattern| pattern.matches('{').count())
}

/// The forms of a page that change something: where each is sent, and whether it carries a key.
fn forms(html: &str) -> Vec<(String, bool)> {
    let forms = html.split("<form ").skip(1).filter_map(|after| {
        let inside = after.split("</form>").next().unwrap_or_default();
        let tags = tags(&format!("<form {inside}"));
        let form = tags.first()?;
        if attribute(form, "method") != Some("post") {
            return None;
        }
        let has_key = tags
            .iter()
            .filter(|tag| attribute(tag, "name") == Some("once"))
            .any(|tag| attribute(tag, "value").is_some_and(|value| !value.is_empty()));
        Some((attribute(form, "action")?.to_owned(), has_key))
    });
    forms.collect()
}

#[test]
fn every_address_of_a_form_says_what_a_second_press_does() {
    let sent_to: BTreeSet<&str> = TABLE
        .iter()
        .filter(|route| route.method == Method::POST)
        .filter(|route| !matches!(route.body, Some(SampleBody::Json(_))))
        .map(|route| route.pattern)
        .collect();
    let said: BTreeSet<&str> = FORMS.iter().map(|(pattern, _)| *pattern).collect();
    assert_eq!(said.len(), FORMS.len(), "an address is there twice");
    assert_eq!(sent_to, said);
}

#[test]
fn every_form_of_every_sample_carries_the_key_that_its_address_asks_for() {
    let twice: BTreeMap<&str, Twice> = FORMS.iter().copied().collect();
    let mut seen = BTreeSet::new();
    for (sample, html) in every_sample().expect("every template renders") {
        for (address, has_key) in forms(&html) {
            let Some(pattern) = pattern_of(&address) else {
                panic!("{sample}: nothing is sent to {address}")
            };
            seen.insert(pattern);
            if twice[pattern] == Keyed {
                assert!(has_key, "{sample}: the form of {address} has no key");
            }
        }
    }
    // The same template, shown for a network in the samples.
    let of_organizations = |pattern: &str| pattern.starts_with("/organizations/");
    let unseen: Vec<&str> = FORMS
        .iter()
        .filter(|(pattern, twice)| {
            *twice == Keyed && !seen.contains(pattern) && !of_organizations(pattern)
        })
        .map(|(pattern, _)| *pattern)
        .collect();
    assert!(unseen.is_empty(), "no sample shows the forms of {unseen:?}");
}
