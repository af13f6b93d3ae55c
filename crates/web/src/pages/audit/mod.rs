//! Who read and who did: everybody's lines for whoever runs the installation, one's own for everybody else.
//! The address holds ids and days alone, never a word about a person.

mod narrowing;
mod samples;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use renkei_app::audit::page::{AuditEntry, AuditRefusal, AuditView, Whose};
use renkei_domain::access::action::Action;
use renkei_domain::audit::{KnownBy, LineAction, item_word};
use renkei_domain::record::{Actor, Purpose};
use renkei_domain::time::Moment;

use self::narrowing::{Asked, Narrowed};
use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::gate::refused;
use crate::paths::{AccountPath, AuditPath, ResourcePath};
use crate::session::Visitor;
use crate::words::moment;

/// The page.
#[derive(Debug, Template)]
#[template(path = "audit.html")]
pub struct AuditPage {
    shell: Shell,
    account: AccountPath,
    address: AuditPath,
    is_everybodys: bool,
    narrowed: Narrowed,
    lines: Vec<Line>,
    next: Option<String>,
}

/// A line in words.
#[derive(Debug, Clone, Default)]
struct Line {
    at: String,
    who: String,
    /// The lines of the same account; absent where all lines are of one.
    who_href: Option<String>,
    what: String,
    resources: Vec<NamedResource>,
    more: usize,
    from_where: String,
    request: Option<String>,
}

/// A resource that a line is about.
#[derive(Debug, Clone)]
struct NamedResource {
    page: ResourcePath,
    name: String,
    /// The lines about the same resource.
    lines: String,
}

impl Line {
    fn of(view: &AuditView, asked: &Asked, whose: Whose, now: Moment) -> Self {
        let entry = &view.entry;
        let account = match entry.actor {
            Some(Actor::Account(account)) if whose == Whose::Everybodys => Some(account),
            _ => None,
        };
        let resources = view.resources.iter().map(|(id, name)| NamedResource {
            page: ResourcePath::of(*id),
            name: name.clone().unwrap_or_else(|| "名簿にない機関".to_owned()),
            lines: asked.about(*id),
        });
        let at = entry.at.in_japan();
        Self {
            at: format!("{} {}", moment::day_near(at.date, now.date), at.minute),
            who: who(entry),
            who_href: account.map(|account| asked.of_account(account)),
            what: what(view),
            resources: resources.collect(),
            more: view.more_resources,
            from_where: from_where(entry),
            request: entry.request.map(|id| id.simple().to_string()),
        }
    }
}

fn who(entry: &AuditEntry) -> String {
    match (entry.actor, &entry.name) {
        (Some(Actor::Account(_)), Some(name)) => name.clone(),
        (Some(Actor::Account(_)), None) => "もうないアカウント".to_owned(),
        (Some(Actor::Operator), _) => "この名簿の運用者（コマンド）".to_owned(),
        (Some(Actor::System), _) => "連携 renkei".to_owned(),
        (None, _) => "わかりません".to_owned(),
    }
}

fn what(view: &AuditView) -> String {
    let entry = &view.entry;
    let counts: Vec<String> = view
        .counts
        .iter()
        .map(|(kind, count)| format!("{} {count}件", item_word(kind)))
        .collect();
    let things = counts.join("・");
    match entry.action {
        LineAction::Read if things.is_empty() => {
            let rights = entry.purpose.split(' ').filter_map(Action::from_code);
            let rights: Vec<&str> = rights.map(Action::word).collect();
            rights.join("・")
        }
        LineAction::Read => format!("{things} を見た"),
        LineAction::Act => {
            let purpose = Purpose::from_code(&entry.purpose);
            let done = purpose.map_or("何かをした", Purpose::word);
            // An act on a case names it where it changed it, and what was told by an exception changes none: that is
            // for nobody here to see.
            let is_of_case = view.counts.iter().all(|(kind, _)| kind == "case");
            if is_of_case {
                done.to_owned()
            } else {
                format!("{done}（{things}）")
            }
        }
    }
}

fn from_where(entry: &AuditEntry) -> String {
    let detail = entry.detail.as_deref().unwrap_or_default();
    let detail: serde_json::Value = serde_json::from_str(detail).unwrap_or_default();
    let told = |key: &str| detail[key].as_str().unwrap_or_default().to_owned();
    let known_by = match entry.known_by {
        Some(KnownBy::Session(_)) => "ページ",
        Some(KnownBy::Token(_)) => "プログラム",
        Some(KnownBy::Feed(_)) => "カレンダー",
        None => "",
    };
    let parts = [known_by.to_owned(), told("device"), told("address")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("・")
}

pub(crate) async fn show(
    _: AuditPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    let (filter, not_read) = asked.filter();
    let found = site.app.audit_page(visitor.principal(), filter).await?;
    let found = match found {
        Ok(found) => found,
        Err(AuditRefusal::NotAllowed(decision)) => return Ok(refused(decision, &visitor)),
    };
    let now = site.app.now().in_japan();
    let lines = found.lines.iter();
    Ok(shown(&AuditPage {
        shell: Shell::of(&site, &visitor, Here::Account).await?,
        account: AccountPath,
        address: AuditPath,
        is_everybodys: found.whose == Whose::Everybodys,
        lines: lines
            .map(|view| Line::of(view, &asked, found.whose, now))
            .collect(),
        next: found.next.map(|next| asked.going_on(next)),
        narrowed: Narrowed::of(&asked, found.whose, not_read),
    }))
}
