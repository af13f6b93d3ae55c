//! One proposal before the desk that decides: of each field what stands now, what is proposed and what its source says, with
//! a choice for each. What was chosen and typed stays where the entry was changed meanwhile.

use std::collections::HashMap;
use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::proposal::ProposalRefusal;
use renkei_app::directory::edit::proposal::decide::{FieldDecision, ProposalDecision};
use renkei_app::directory::edit::proposal::read::ProposalView;
use renkei_domain::directory::freshness::VerificationMethod;
use renkei_domain::directory::proposal::{
    Proposal, ProposalVerdict, ProposedChange, ProposedField,
};
use renkei_domain::directory::resource::Lifecycle;
use renkei_domain::ids::ProposalId;
use renkei_domain::time::japanese_date;

use super::{value_hint, wanted_words};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Group, Packed, Sent};
use crate::gate::{asked_again, conflicting, drafted_or, forget, refused};
use crate::pages::editing::kit::{Faults, Reading, choices};
use crate::pages::editing::{one_place, version_of};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{ProposalPath, ProposalsPath, ResourcePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "proposal_decide.html")]
pub struct DecideProposalPage {
    pub(super) shell: Shell,
    pub(super) list: ProposalsPath,
    pub(super) what: String,
    pub(super) entry: Option<ResourcePath>,
    /// What the entry is by now, where it takes nobody any more.
    pub(super) state: Option<&'static str>,
    /// Of an office that is missing: what else is known of it.
    pub(super) place: Vec<(&'static str, String)>,
    pub(super) made: String,
    pub(super) basis: String,
    pub(super) is_told: bool,
    pub(super) lines: Vec<ProposedLine>,
    /// When it was decided; there is no form then.
    pub(super) decided: Option<String>,
    pub(super) refusal: Option<String>,
    pub(super) form: Option<Form>,
}

/// One field of it.
#[derive(Debug, Clone)]
pub(super) struct ProposedLine {
    pub(super) field: &'static str,
    pub(super) now: String,
    /// What stood there when it was proposed, where that is something else.
    pub(super) was: Option<String>,
    pub(super) wanted: String,
    /// What the source says, where somebody put it right before.
    pub(super) source: Option<String>,
    pub(super) came: Option<&'static str>,
}

impl DecideProposalPage {
    fn is_wrong(&self) -> bool {
        self.form.as_ref().is_some_and(Form::is_wrong)
    }
}

pub(super) const BUTTON: &str = "このとおりに決める";
const NONE: &str = "―";
/// The field that says which entry stood beside the proposal.
const ENTRY: &str = "entry";
const OVERTAKEN: &str = "この画面を開いたあとに、ほかの人が機関の内容を直しました。まだ何も書いていません。下の表の「いま」は、新しい内容です。選んだことと書いたことは残っています。もう一度確かめて、押してください。";
const PRESSED: &str =
    "この画面からは、もう送ってあります。内容を変えたときは、もう一度押してください。";

fn verdict_name(field: ProposedField) -> String {
    format!("verdict-{}", field.code())
}

fn value_name(field: ProposedField) -> String {
    format!("value-{}", field.code())
}

fn verdict_words(verdict: ProposalVerdict) -> String {
    match verdict {
        ProposalVerdict::Accepted => "受け入れる".to_owned(),
        other => format!("受け入れない（{}）", other.word()),
    }
}

/// The fields of one change.
fn group(change: &ProposedChange, may_accept: bool, sent: &Sent, faults: &Faults) -> Group {
    let field = change.field;
    let (verdict, value) = (verdict_name(field), value_name(field));
    let possible = ProposalVerdict::of(field);
    let possible = possible.filter(|one| may_accept || *one != ProposalVerdict::Accepted);
    let choices = possible
        .map(|one| Choice::of(one.code(), verdict_words(one), sent.text(&verdict)))
        .collect();
    let label = "名簿に入れる内容";
    let typed = if field.is_long() {
        Field::prose(value.clone(), label, sent.text(&value))
    } else {
        Field::sentence(value.clone(), label, sent.text(&value))
    };
    let verdict_fault = faults.of(&verdict).map(ToOwned::to_owned);
    let mut fields = vec![Field::one(verdict, "どうしますか", choices).wrong(verdict_fault)];
    if may_accept {
        fields.push(typed.hinted(value_hint(field)).wrong(faults.of(&value)));
    }
    if may_accept && field == ProposedField::Gone {
        fields.push(
            Field::day("gone_on", "使えなくなった日", sent.text("gone_on"))
                .hinted("受け入れるときに入れてください。さいごの日の次の日です。")
                .wrong(faults.of("gone_on")),
        );
    }
    Group {
        legend: field.word().to_owned(),
        fields,
    }
}

/// The form of a proposal that waits.
pub(super) fn filled(
    form: Form,
    proposal: &Proposal,
    may_accept: bool,
    (sent, faults): (&Sent, &Faults),
) -> Form {
    let mut changes = proposal.changes.iter();
    let is_dated = may_accept && changes.any(|change| change.field.group().is_some());
    let groups = proposal.changes.iter();
    let mut groups: Vec<Group> = groups
        .map(|change| group(change, may_accept, sent, faults))
        .collect();
    if is_dated {
        let methods = VerificationMethod::ALL.iter();
        let methods = methods.map(|method| (method.code(), method.word()));
        let methods = choices(Some("選んでください"), methods, sent.text("method"));
        let method = Field::listed("method", "何で確かめましたか", methods)
            .hinted("受け入れた項目の「確かめた日」が、きょうになります。")
            .wrong(faults.of("method"));
        groups.push(Group {
            legend: "確かめかた".to_owned(),
            fields: vec![method],
        });
    }
    let form = form.carrying("version", version_of(sent));
    let mut form = form.carrying(ENTRY, sent.text(ENTRY));
    form.groups = groups;
    form
}

/// The form as it is first shown.
pub(super) fn packed(view: &ProposalView) -> Sent {
    let mut packed = Packed::default();
    for change in &view.proposal.changes {
        packed.put_some(value_name(change.field), change.wanted.as_ref());
    }
    packed.put("version", version(view));
    packed.put(ENTRY, entry_of(view));
    packed.sent()
}

/// The entry that stands beside the proposal, as a form says it.
fn entry_of(view: &ProposalView) -> String {
    let entry = view.entry.as_ref();
    entry.map_or_else(String::new, |entry| entry.id.to_string())
}

/// The version that whoever decides saw of the entry. Whoever saw another one, before it became part of this, saw none.
fn seen(view: &ProposalView, sent: &Sent) -> i64 {
    if sent.text(ENTRY) == entry_of(view) {
        version_of(sent)
    } else {
        0
    }
}

fn version(view: &ProposalView) -> i64 {
    view.entry.as_ref().map_or(0, |entry| entry.version)
}

/// Whether anything of it can be written: the entry is there, or it is about one that is not.
fn may_accept(view: &ProposalView) -> bool {
    view.entry.is_some() || view.proposal.place.is_some()
}

fn line(view: &ProposalView, change: &ProposedChange) -> ProposedLine {
    let entry = view.entry.as_ref();
    let now = entry.and_then(|entry| change.field.standing(&entry.facts, &entry.profile));
    let shown = change.shown.as_ref().map(ToString::to_string);
    let is_other = entry.is_some() && shown != now;
    let source = view.sources.get(&change.field);
    ProposedLine {
        field: change.field.word(),
        now: now.unwrap_or_else(|| NONE.to_owned()),
        was: is_other.then(|| shown.unwrap_or_else(|| NONE.to_owned())),
        wanted: wanted_words(change),
        source: source.map(|source| source.clone().unwrap_or_else(|| NONE.to_owned())),
        came: change.verdict.map(ProposalVerdict::word),
    }
}

impl DecideProposalPage {
    fn of(shell: Shell, view: &ProposalView, form: Form, refusal: Option<String>) -> Self {
        let (proposal, entry) = (&view.proposal, view.entry.as_ref());
        let is_gone = proposal.resource.is_some() && entry.is_none();
        let is_closed = entry.is_some_and(|entry| entry.lifecycle == Lifecycle::Closed);
        let is_other = entry.is_some_and(|entry| proposal.resource != Some(entry.id));
        let state = match (is_gone, is_closed) {
            (true, _) => Some("この機関は、もう名簿にありません。受け入れることはできません。"),
            (_, true) => Some("この機関は、もう閉じてあります。"),
            _ if is_other => Some(
                "この提案のあとに、ふたつの機関を ひとつにしました。下の「いま」は、ひとつになった機関の内容です。",
            ),
            _ => None,
        };
        let name = entry.map(|entry| entry.facts.name.to_string());
        let decided = proposal.decided_at;
        let mut place = Vec::new();
        if let Some(missing) = &proposal.place {
            place.push(("種類", missing.kind.word().to_owned()));
            let town = view.municipality.as_ref();
            let town = town.map(|town| format!("{}{}", town.prefecture, town.name));
            place.push((
                "市区町村",
                town.unwrap_or_else(|| missing.municipality.to_string()),
            ));
            let phone = missing.phone.as_ref();
            place.extend(phone.map(|phone| ("電話番号", phone.to_string())));
        }
        Self {
            shell,
            list: ProposalsPath,
            what: name.unwrap_or_else(|| "名簿にない機関".to_owned()),
            entry: entry.map(|entry| ResourcePath::of(entry.id)),
            state,
            place,
            made: japanese_date(proposal.made_at.in_japan().date),
            basis: proposal.basis.to_string(),
            is_told: proposal.is_told,
            lines: proposal
                .changes
                .iter()
                .map(|change| line(view, change))
                .collect(),
            decided: decided.map(|at| japanese_date(at.in_japan().date)),
            refusal,
            form: decided.is_none().then_some(form),
        }
    }
}

async fn opened(
    site: &Site,
    visitor: &Visitor,
    path: &ProposalPath,
) -> Result<ProposalView, PageFault> {
    let id = ProposalId::from_str(&path.proposal).map_err(|_| PageFault::NotFound)?;
    let view = site.app.proposal(visitor.principal(), id).await?;
    view.ok_or(PageFault::NotFound)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ProposalView,
    typed: (&Sent, &Faults),
    refusal: Option<String>,
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Directory).await?;
    let form = Form::new(site, ProposalPath::of(view.proposal.id), BUTTON);
    let form = filled(form, &view.proposal, may_accept(view), typed);
    Ok(shown(&DecideProposalPage::of(shell, view, form, refusal)))
}

pub(crate) async fn show(
    path: ProposalPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = opened(&site, &visitor, &path).await?;
    let sent = drafted_or(&site, &visitor, || packed(&view)).await?;
    asked(&site, &visitor, &view, (&sent, &Faults::default()), None).await
}

/// What was decided, with a municipality in the written form of its field.
async fn read(
    site: &Site,
    view: &ProposalView,
    sent: &Sent,
) -> Result<Result<ProposalDecision, Faults>, PageFault> {
    let mut reading = Reading::of(sent);
    let mut fields = Vec::new();
    for change in &view.proposal.changes {
        let field = change.field;
        let (name, value) = (verdict_name(field), value_name(field));
        let Some(verdict) = reading.word(&name, ProposalVerdict::from_code) else {
            if sent.text(&name).is_empty() {
                reading.wrong(&name, "どうするかを選んでください。");
            }
            continue;
        };
        let typed = sent.text(&value).replace("\r\n", "\n");
        let mut written = (!typed.is_empty()).then(|| typed.clone());
        let is_place = field == ProposedField::City && verdict == ProposalVerdict::Accepted;
        if is_place && !typed.is_empty() {
            let area = site.app.find_area(&typed).await?;
            match one_place(&typed, &HashMap::from([(typed.clone(), area)])) {
                Ok((code, place)) => written = Some(format!("{code} {place}")),
                Err(words) => reading.wrong(&value, words),
            }
        }
        fields.push(FieldDecision {
            field,
            verdict,
            value: written,
        });
    }
    let is_gone = |one: &FieldDecision| {
        one.field == ProposedField::Gone && one.verdict == ProposalVerdict::Accepted
    };
    let is_gone = fields.iter().any(is_gone);
    let gone_on = is_gone.then(|| reading.day("gone_on")).flatten();
    let decision = ProposalDecision {
        proposal: view.proposal.id,
        version: seen(view, sent),
        method: reading.word("method", VerificationMethod::from_code),
        fields,
        gone_on,
    };
    Ok(reading.end(decision))
}

pub(crate) async fn send(
    path: ProposalPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = opened(&site, &visitor, &path).await?;
    let decision = match read(&site, &view, &sent).await? {
        Ok(decision) => decision,
        Err(_) if view.proposal.decided_at.is_some() => {
            let words = Some(ProposalRefusal::Decided.to_string());
            let typed = (&sent, &Faults::default());
            let page = asked(&site, &visitor, &view, typed, words).await?;
            return Ok(conflicting(page));
        }
        Err(faults) => {
            let page = asked(&site, &visitor, &view, (&sent, &faults), None).await?;
            return Ok(asked_again(page));
        }
    };
    let writer = writer(&visitor, &sent);
    let refusal = match site.app.decide_proposal(&writer, decision).await? {
        Ok(decided) => {
            forget(&site, &visitor).await?;
            // Whoever entered an office that was missing goes on there: little is known of it yet.
            let entered = decided.resource.filter(|_| view.proposal.place.is_some());
            let entered = entered.map(|id| ResourcePath::of(id).to_string());
            let to = entered.unwrap_or_else(|| ProposalsPath.to_string());
            return Ok(Redirect::to(&to).into_response());
        }
        Err(refusal) => refusal,
    };
    let words = match refusal {
        ProposalRefusal::Edit(EditRefusal::Invalid(faults)) => {
            let faults = Faults::told(faults);
            let page = asked(&site, &visitor, &view, (&sent, &faults), None).await?;
            return Ok(asked_again(page));
        }
        ProposalRefusal::Edit(EditRefusal::NotFound) => return Err(PageFault::NotFound),
        ProposalRefusal::Edit(EditRefusal::NotAllowed(decision)) => {
            return Ok(refused(decision, &visitor));
        }
        ProposalRefusal::Edit(EditRefusal::Changed { .. }) => OVERTAKEN.to_owned(),
        ProposalRefusal::Edit(EditRefusal::KeyReused(_)) => PRESSED.to_owned(),
        refusal => refusal.to_string(),
    };
    // What stands now, with what was chosen and typed.
    let view = opened(&site, &visitor, &path).await?;
    let mut again = Packed::of(&sent);
    again.replace("version", version(&view));
    again.replace(ENTRY, entry_of(&view));
    let again = again.sent();
    let typed = (&again, &Faults::default());
    let page = asked(&site, &visitor, &view, typed, Some(words)).await?;
    Ok(conflicting(page))
}
