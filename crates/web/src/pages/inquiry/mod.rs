//! An agency looks through its own entry, by a link and without an account. Opening it answers nothing, since mail programs
//! open links too; a button does: all of it is correct in one press, or part by part what changed. Whoever holds the link
//! sees what is public of one entry and nothing else. Without the link the code is typed at [`enter`]; what becomes of an
//! answer stands at [`ended`].

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::inquiry::link::ShownByLink;
use renkei_app::directory::inquiry::refusal::LinkRefusal;
use renkei_app::directory::inquiry::view::AskedByLink;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use super::cases::faults::Faults;
use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Group, Sent};
use crate::gate::{asked_again, conflicting};
use crate::paths::InquiryLinkPath;
use crate::session::Visitor;
use ended::Ending;
use fields::{AskedPart, packed, parts, read, typed};
use shown::{Changes, asked_then, carried};

pub mod ended;
pub mod enter;
pub(in crate::pages) mod fields;
pub(in crate::pages) mod samples;
pub(in crate::pages) mod shown;

/// The page.
#[derive(Debug, Template)]
#[template(path = "inquiry.html")]
pub struct InquiryLinkPage {
    shell: Shell,
    /// Who asks, and how they are reached.
    network: String,
    ways: Vec<String>,
    /// The entry.
    name: String,
    kind: String,
    until: String,
    /// What was answered before.
    answered: String,
    /// Whether an answer was just taken.
    is_kept: bool,
    /// All of it in one press; absent where nothing is asked any more.
    all: Option<Form>,
    form: Form,
    /// What stands of each part of the form today.
    today: Vec<Option<Vec<String>>>,
    fault: Option<String>,
}

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shown {
    kept: String,
}

/// The field that says of which entry a form showed what stands.
const ABOUT: &str = "about";

const ANOTHER: &str = "このページを開いたあとに、名簿に ふたつあった あなたの機関が ひとつになりました。下は、いま名簿にのっていることです。もう一度ごらんになって、送ってください。";

const ALL_BUTTON: &str = "ぜんぶ このままで 合っています";
const BUTTON: &str = "書いたことを送る";

/// What is still asked.
fn asked(seen: &AskedByLink) -> Vec<FieldGroup> {
    seen.groups.iter().map(|one| one.group).collect()
}

/// Whether what was sent answers what stands there: two entries may have become one since the form was shown.
fn is_about(sent: &Sent, seen: &AskedByLink) -> bool {
    let about = sent.text(ABOUT);
    about.is_empty() || about == seen.entry.resource.to_string()
}

/// The form for all of it in one press, the form with its parts, and what stands of each today. What was shown goes along
/// with both.
fn filled(
    (all, form): (Form, Form),
    seen: &AskedByLink,
    (sent, faults): (&Sent, &Faults),
) -> (Form, Form, Vec<Option<Vec<String>>>) {
    let parts = parts(&seen.entry, &asked(seen), sent, faults);
    let (groups, today) = parted(parts);
    let all = Form {
        hidden: carried(sent),
        ..all
    };
    let form = Form {
        groups,
        hidden: carried(sent),
        ..form
    };
    let about = seen.entry.resource;
    let all = all.carrying(fields::ALL, "yes").carrying(ABOUT, about);
    (all, form.carrying(ABOUT, about), today)
}

/// The fields of each part, and what stands of it today.
pub(in crate::pages) fn parted(parts: Vec<AskedPart>) -> (Vec<Group>, Vec<Option<Vec<String>>>) {
    let parts = parts.into_iter();
    parts.map(|part| (part.fields, part.today)).unzip()
}

impl InquiryLinkPage {
    fn of(
        shell: Shell,
        seen: &AskedByLink,
        (all, form, today): (Form, Form, Vec<Option<Vec<String>>>),
        (is_kept, fault): (bool, Option<String>),
    ) -> Self {
        let facts = &seen.entry.facts;
        let answered: Vec<&str> = seen.answered.iter().map(|group| group.word()).collect();
        Self {
            shell: shell.while_signing_in(),
            network: seen.network_name.clone(),
            ways: seen.ways.clone(),
            name: facts.name.to_string(),
            kind: facts.kind_in_words(),
            until: japanese_date(seen.until),
            answered: answered.join("、"),
            is_kept,
            all: (!seen.groups.is_empty()).then_some(all),
            form,
            today,
            fault,
        }
    }

    /// Each part of the form with what stands there today.
    fn parts(&self) -> impl Iterator<Item = (&Group, &Option<Vec<String>>)> {
        self.form.groups.iter().zip(&self.today)
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    (path, seen): (&InquiryLinkPath, &AskedByLink),
    typed: (&Sent, &Faults),
    said: (bool, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Directory).await?;
    let forms = (
        Form::new(site, path, ALL_BUTTON),
        Form::new(site, path, BUTTON),
    );
    let forms = filled(forms, seen, typed);
    Ok(shown(&InquiryLinkPage::of(shell, seen, forms, said)))
}

/// Answers where a link shows nothing, or takes nothing of what was sent.
async fn without(
    site: &Site,
    visitor: &Visitor,
    (refusal, is_kept): (LinkRefusal, bool),
    sent: Option<&Sent>,
) -> Result<Response, PageFault> {
    match refusal {
        LinkRefusal::Over if is_kept => {
            ended::ended(site, visitor, (Ending::Kept, Vec::new())).await
        }
        // Whoever presses twice reads the same: it may have been taken by the first press.
        LinkRefusal::Over => ended::ended(site, visitor, (Ending::Over, Vec::new())).await,
        LinkRefusal::Merged => {
            let typed = sent.map(typed).unwrap_or_default();
            ended::ended(site, visitor, (Ending::Merged, typed)).await
        }
        LinkRefusal::NoSuchLink | LinkRefusal::Changed | LinkRefusal::Reply(_) => {
            enter::unknown(site, visitor).await
        }
    }
}

pub(crate) async fn show(
    path: InquiryLinkPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Shown>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let is_kept = query.kept == "yes";
    let seen = match site.app.inquiry_by_link(&path.code).await? {
        Ok(seen) => seen,
        Err(refusal) => return without(&site, &visitor, (refusal, is_kept), None).await,
    };
    let sent = packed(&seen.entry, &asked(&seen)).sent();
    let said = (is_kept && !seen.answered.is_empty(), None);
    let typed = (&sent, &Faults::default());
    page(&site, &visitor, (&path, &seen), typed, said).await
}

pub(crate) async fn answer(
    path: InquiryLinkPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let seen = match site.app.inquiry_by_link(&path.code).await? {
        Ok(seen) => seen,
        // By a first press, or because nobody asks any more: which, nobody says here.
        Err(refusal) => return without(&site, &visitor, (refusal, false), Some(&sent)).await,
    };
    let asked = asked(&seen);
    let changes = Changes::since(&seen.entry, &asked, &sent);
    let then = asked_then(&sent);
    let mut faults = Faults::default();
    if !is_about(&sent, &seen) {
        let said = (false, Some(ANOTHER.to_owned()));
        let again = changes.again(&seen.entry, &asked, &sent);
        let faults = changes.faults();
        let page = page(&site, &visitor, (&path, &seen), (&again, &faults), said).await?;
        return Ok(conflicting(page));
    }
    let fault = match read(&then, &sent, &mut faults) {
        Ok(Some(reply)) => {
            let shown = ShownByLink {
                groups: then,
                version: changes.version(&seen.entry, &sent),
            };
            let done = site
                .app
                .answer_inquiry_by_link(&path.code, shown, reply)
                .await?;
            match done {
                Ok(_) => {
                    let to = format!("{path}?kept=yes");
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(refusal @ (LinkRefusal::Changed | LinkRefusal::Reply(_))) => {
                    Some(refusal.to_string())
                }
                Err(refusal) => {
                    return without(&site, &visitor, (refusal, false), Some(&sent)).await;
                }
            }
        }
        Ok(None) => None,
        Err(words) => Some(words),
    };
    let (sent, faults, fault) = if changes.are_none() {
        (sent, faults, fault)
    } else {
        let words = changes.words(&sent);
        let again = changes.again(&seen.entry, &asked, &sent);
        (again, changes.faults(), Some(words))
    };
    let typed = (&sent, &faults);
    let said = (false, fault);
    let page = page(&site, &visitor, (&path, &seen), typed, said).await?;
    Ok(asked_again(page))
}
