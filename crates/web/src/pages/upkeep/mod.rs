//! 「名簿の手入れ」: whom a network is to ask whether what stands of them is still so, the oldest first, with the next thing to
//! do. One agency is looked at in [`view`]; what was done about it is said in [`step`], what it answered typed in at
//! [`reply`], after a sheet was found by its number at [`find`], and put into the directory by [`settle`].

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::NaiveDate;
use renkei_app::directory::inquiry::begin::{Begin, Begun};
use renkei_app::directory::inquiry::refusal::InquiryRefusal;
use renkei_app::directory::inquiry::view::{InquiryPage, InquiryQuery, InquiryRow};
use renkei_app::directory::secretariat::NamedNetwork;
use renkei_domain::access::principal::Principal;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::few;
use renkei_domain::directory::inquiry::{GroupDue, NextStep};
use renkei_domain::ids::{NetworkId, ResourceId};
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use super::{Here, Shell, duplicates, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, refused};
use crate::pages::letters::writer;
use crate::paths::{
    DuplicatesPath, FindInquiryPath, InquiryPath, ResourcePath, UpkeepPaperPath, UpkeepPath,
};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

mod answers;
pub(crate) mod fax;
pub(crate) mod files;
pub mod find;
pub mod reply;
mod samples;
pub mod settle;
pub mod step;
pub mod view;
pub(in crate::pages) mod waiting;
mod words;

use words::step_words;

/// The list.
#[derive(Debug, Template)]
#[template(path = "upkeep.html")]
pub struct UpkeepPage {
    shell: Shell,
    network: String,
    here: UpkeepPath,
    find: FindInquiryPath,
    /// The way to entries that may be one, for whoever may say something of them, with its words.
    duplicates: Option<(DuplicatesPath, String)>,
    /// What came of preparing many at once.
    begun: Option<String>,
    /// Why nothing was done.
    fault: Option<String>,
    filters: Vec<Filter>,
    rows: Vec<UpkeepRow>,
    total: usize,
    /// How many could be asked for the first time now.
    to_begin: usize,
    /// Whether it is a page after the first.
    goes_on: bool,
    next: Option<String>,
    /// The list as a file.
    files: ListFiles,
    /// The FAX sheets of all that are prepared, where some may be.
    sheets: Option<UpkeepPaperPath>,
    once: String,
}

/// What the list is narrowed to by one press.
#[derive(Debug, Clone)]
struct Filter {
    href: String,
    word: &'static str,
    is_set: bool,
}

/// An agency.
#[derive(Debug, Clone)]
struct UpkeepRow {
    id: ResourceId,
    path: ResourcePath,
    name: String,
    kind: String,
    round: &'static str,
    groups: Vec<String>,
    due: String,
    /// How often it was needed, in words.
    used: String,
    step: String,
    /// The inquiry that is open.
    inquiry: Option<InquiryPath>,
    /// What its one button does.
    button: &'static str,
}

/// What stands behind the question mark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// `all`, or nothing for what somebody can do something about.
    show: String,
    after: String,
    begun: Option<usize>,
    mails: Option<usize>,
    left: Option<usize>,
}

const ALL: &str = "all";

/// The rows of a page.
const ROWS: usize = 50;

/// What the button of a row does.
const fn button(step: &NextStep, is_open: bool) -> &'static str {
    match (step, is_open) {
        (NextStep::AnswerCame, _) => "答えを見る",
        (NextStep::NoWay, _) => "連絡先を調べる",
        (NextStep::CallAgain, _) => "電話する",
        (NextStep::Contact { .. }, true) | (NextStep::NotLeaving { .. }, _) => "つぎの連絡をする",
        (_, true) => "ようすを見る",
        (_, false) => "たずねる用意をする",
    }
}

/// A part with its days.
pub(in crate::pages) fn group_words(one: &GroupDue) -> String {
    let confirmed = one.confirmed_on.map_or_else(
        || "まだ確かめていません".to_owned(),
        |day| format!("{}に確かめた", japanese_date(day)),
    );
    let due = one
        .due
        .map(|day| format!("、{}から確かめる時期", japanese_date(day)));
    format!("{}（{confirmed}{}）", one.group, due.unwrap_or_default())
}

fn due_words(due: Option<NaiveDate>, today: NaiveDate) -> String {
    match due {
        None => "できるだけ早く".to_owned(),
        Some(day) if day <= today => format!("{}から", japanese_date(day)),
        Some(day) => format!("{}まで", japanese_date(day)),
    }
}

/// What is asked of an agency: first what was reopened, and why.
fn groups_of(row: &InquiryRow) -> Vec<String> {
    let reopened = row.reopened.iter();
    let reopened = reopened.map(|one| format!("{}（{}: もう一度）", one.group, one.because));
    let groups = row.groups.iter().filter(|one| {
        let mut reopened = row.reopened.iter();
        !reopened.any(|known| known.group == one.group)
    });
    reopened.chain(groups.map(group_words)).collect()
}

impl UpkeepRow {
    fn of(row: &InquiryRow, today: NaiveDate) -> Self {
        Self {
            id: row.resource,
            path: ResourcePath::of(row.resource),
            name: row.name.to_string(),
            kind: row.kind.clone(),
            round: row.round.word(),
            groups: groups_of(row),
            due: due_words(row.due, today),
            used: few::in_words(few::told(row.used)),
            step: step_words(&row.step),
            inquiry: row.inquiry.map(InquiryPath::of),
            button: button(&row.step, row.inquiry.is_some()),
        }
    }
}

impl Asked {
    fn query(&self) -> InquiryQuery {
        InquiryQuery {
            after: Some(self.after.clone()).filter(|after| !after.is_empty()),
            limit: Some(ROWS),
            only_to_do: self.show != ALL,
        }
    }

    /// What came of preparing many at once.
    fn begun(&self) -> Option<String> {
        let begun = self.begun?;
        let mails = match self.mails.unwrap_or(0) {
            0 => String::new(),
            some => format!("うち{some}件はメールで、まもなく自動で出ます。"),
        };
        let left = match self.left.unwrap_or(0) {
            0 => String::new(),
            some => format!("あと{some}件あります。もう一度押すと、つづきを用意します。"),
        };
        Some(format!(
            "{begun}件を用意しました。{mails}FAX・電話・郵送は、下の一覧から1件ずつ進めてください。{left}"
        ))
    }
}

impl UpkeepPage {
    fn of(
        shell: Shell,
        page: &InquiryPage,
        asked: &Asked,
        (once, fault): (String, Option<String>),
    ) -> Self {
        let here = UpkeepPath::of(page.network);
        let is_all = asked.show == ALL;
        let filter = |word, is_set, href| Filter { href, word, is_set };
        let next = page.next.as_ref().map(|after| {
            let after: String = form_urlencoded::byte_serialize(after.as_bytes()).collect();
            let show = if is_all { "show=all&" } else { "" };
            format!("{here}?{show}after={after}")
        });
        Self {
            network: page.network_name.clone(),
            find: FindInquiryPath,
            duplicates: None,
            begun: asked.begun(),
            fault,
            filters: vec![
                filter("いま できること", !is_all, here.to_string()),
                filter(
                    "待っているものも ぜんぶ",
                    is_all,
                    format!("{here}?show={ALL}"),
                ),
            ],
            rows: page
                .rows
                .iter()
                .map(|row| UpkeepRow::of(row, page.today))
                .collect(),
            total: page.total,
            to_begin: page.to_begin,
            goes_on: !asked.after.is_empty(),
            next,
            files: files::of_list(page.network, is_all),
            sheets: (page.next.is_some() || page.rows.iter().any(|row| fax::by_fax(row).is_some()))
                .then(|| UpkeepPaperPath::of(page.network)),
            once,
            here,
            shell,
        }
    }
}

/// The words for what a use case refused, or how the page answers instead.
fn refusal_words(
    refusal: InquiryRefusal,
    visitor: &Visitor,
) -> Result<Result<String, Response>, PageFault> {
    match refusal {
        InquiryRefusal::NotFound => Err(PageFault::NotFound),
        InquiryRefusal::NotAllowed(decision) => Ok(Err(refused(decision, visitor))),
        other => Ok(Ok(other.to_string())),
    }
}

/// What was found, or how the page answers instead.
fn found<T>(
    found: Result<T, InquiryRefusal>,
    visitor: &Visitor,
) -> Result<Result<T, Response>, PageFault> {
    match found {
        Ok(view) => Ok(Ok(view)),
        Err(refusal) => match refusal_words(refusal, visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(Err(answer)),
        },
    }
}

/// The ways to the lists of the networks that somebody coordinates, each with its words.
pub(super) fn of_coordinator(
    principal: &Principal,
    networks: &[NamedNetwork],
) -> Vec<(UpkeepPath, String)> {
    let coordinated = principal.coordinated();
    let is_alone = coordinated.len() == 1;
    let own = networks.iter();
    let own = own.filter(|network| coordinated.contains(&network.id));
    let way = |network: &NamedNetwork| {
        let words = if is_alone {
            "名簿の手入れ".to_owned()
        } else {
            format!("名簿の手入れ: {}", network.name)
        };
        (UpkeepPath::of(network.id), words)
    };
    own.map(way).collect()
}

/// Every sample of these pages, rendered.
pub(super) fn every_sample(all: &mut Vec<(String, String)>) -> Result<(), askama::Error> {
    samples::every(all)
}

async fn list(
    site: &Site,
    visitor: &Visitor,
    (path, asked): (&UpkeepPath, &Asked),
    fault: Option<String>,
) -> Result<Response, PageFault> {
    let network: NetworkId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let query = asked.query();
    let due = site.app.inquiries_due(visitor.principal(), network, &query);
    let due = match found(due.await?, visitor)? {
        Ok(due) => due,
        Err(answer) => return Ok(answer),
    };
    let shell = Shell::of(site, visitor, Here::Upkeep).await?;
    let said = (site.app.new_request_id(), fault);
    let pairs = site.app.count_duplicates(visitor.principal()).await?;
    Ok(shown(&UpkeepPage {
        duplicates: pairs.map(duplicates::way),
        ..UpkeepPage::of(shell, &due, asked, said)
    }))
}

pub(crate) async fn show(
    path: UpkeepPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    list(&site, &visitor, (&path, &asked), None).await
}

/// Where it leads once somebody is to be asked: to that agency, or back to the list of many.
fn leads_to(path: &UpkeepPath, is_one: bool, begun: &Begun) -> String {
    match begun.first.filter(|_| is_one) {
        Some(first) => InquiryPath::of(first).to_string(),
        None => format!(
            "{path}?begun={}&mails={}&left={}",
            begun.begun, begun.by_mail, begun.left
        ),
    }
}

pub(crate) async fn begin(
    path: UpkeepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let network: NetworkId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let whom = match sent.text("resource") {
        "" => Begin::AllDue,
        id => Begin::One(id.parse().map_err(|_| PageFault::NotFound)?),
    };
    let is_one = matches!(whom, Begin::One(_));
    let by = writer(&visitor, &sent);
    match site.app.begin_inquiries(&by, network, whom).await? {
        Ok(begun) => Ok(Redirect::to(&leads_to(&path, is_one, &begun)).into_response()),
        Err(refusal) => match refusal_words(refusal, &visitor)? {
            Ok(words) => {
                let asked = Asked::default();
                let page = list(&site, &visitor, (&path, &asked), Some(words)).await?;
                Ok(asked_again(page))
            }
            Err(answer) => Ok(answer),
        },
    }
}

/// By which ways somebody asks or answers, in the order of a form.
pub(in crate::pages) const CHANNELS: [CallChannel; 4] = [
    CallChannel::Fax,
    CallChannel::Phone,
    CallChannel::Letter,
    CallChannel::Mail,
];
