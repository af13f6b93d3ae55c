//! What a supporter prepares for the map of the person of a case: somebody of the team or of the directory, by one press
//! as they stand there, or changed and with a word why. It waits apart until the person says yes or no. Maps that the
//! person shows are found from here.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::offered::OfferedAgency;
use renkei_app::cases::read::CaseView;
use renkei_app::map::MapRefusal;
use renkei_app::map::drafts::{DraftOf, MapDraft, MapDrafts};
use renkei_app::map::shared::SharedLine;
use renkei_app::map::suggest::NewSuggestion;
use renkei_domain::ids::{CaseId, MapEntryId};
use renkei_domain::map::resource_map::TEXT_CHARS;
use renkei_domain::map::{CurrentContact, Entry, MapChange, Quadrant, Suggestion, WhoKind};
use renkei_domain::time::japanese_date;
use serde::Deserialize;

use super::super::super::cases::faults::Faults;
use super::super::super::cases::view::seen;
use super::fields;
use super::lines::{EntryLine, Eyes, entry_line};
use super::whom::shown_by;
use super::words_of;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Aloud, Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseMapPath, CasePath, CaseSharedMapPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "case_map.html")]
pub struct CaseMapPage {
    shell: Shell,
    fault: Option<String>,
    case: CasePath,
    number: String,
    shown: Vec<ShownLine>,
    suggested: Vec<SuggestedLine>,
    drafts: Vec<DraftLine>,
    form: Form,
}

/// A map that the person shows.
#[derive(Debug, Clone)]
struct ShownLine {
    path: CaseSharedMapPath,
    words: &'static str,
    since: String,
    until: Option<String>,
    /// What changed in the directory, of what is shown, since the person looked.
    changes: Vec<String>,
}

/// What one proposed oneself.
#[derive(Debug, Clone)]
struct SuggestedLine {
    name: String,
    when: String,
    state: &'static str,
}

const BUTTON: &str = "本人に提案する";

/// What stands behind the question mark: which draft, and nothing about anybody.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    draft: String,
}

/// What can be proposed by one press.
#[derive(Debug, Clone)]
struct DraftLine {
    /// What it is made of.
    of: String,
    /// The id that it gets on the map.
    entry: String,
    name: String,
    /// What would come onto the map.
    entries: [EntryLine; 1],
    /// Where it is changed before.
    change: String,
}

pub(super) fn fields_of((sent, faults): (&Sent, &Faults), offered: &[OfferedAgency]) -> Vec<Field> {
    let mut all = fields::fields(sent, faults, offered);
    // Only the person says who is of their employer.
    all.retain(|field| field.name != "employer");
    all.push(
        Field::prose("why", "なぜ すすめるか（本人へ）", sent.raw("why"))
            .at_most(u16::try_from(TEXT_CHARS).unwrap_or(u16::MAX))
            .hinted("本人が読みます。やさしい言葉で書いてください。紙には出ません。")
            .wrong(faults.of("why")),
    );
    // The form is for staff.
    for field in &mut all {
        field.aloud = Aloud::Nothing;
    }
    all
}

impl CaseMapPage {
    pub(super) fn of(
        shell: Shell,
        (id, number): (CaseId, String),
        (shown, suggested, drafts): (&[SharedLine], &[Suggestion], &MapDrafts),
        form: Form,
        fault: Option<String>,
    ) -> Self {
        // What was proposed is not proposed again by one press.
        let is_new = |draft: &&MapDraft| {
            let mut known = suggested.iter().map(|one| &one.entry);
            let entry = &draft.entry;
            !known.any(|one| (one.resource, &one.name) == (entry.resource, &entry.name))
        };
        let drafts = drafts.drafts.iter().filter(is_new).map(|draft| DraftLine {
            of: draft.of.code(),
            entry: draft.entry.id.to_string(),
            name: draft.entry.name.to_string(),
            entries: [as_draft(&draft.entry, &drafts.current)],
            change: format!("{}#new", drafted_as(CaseMapPath::of(id), draft.of)),
        });
        let shown = shown.iter().map(|line| ShownLine {
            path: CaseSharedMapPath::of(id, line.id),
            words: shown_by(line.with),
            since: japanese_date(line.since.in_japan().date),
            until: line.until.map(|at| japanese_date(at.in_japan().date)),
            changes: line.changes.iter().map(MapChange::said).collect(),
        });
        let suggested = suggested.iter().map(|one| SuggestedLine {
            name: one.entry.name.to_string(),
            when: japanese_date(one.at.in_japan().date),
            state: one.state.word(),
        });
        Self {
            shell,
            fault,
            case: CasePath::of(id),
            number,
            shown: shown.collect(),
            suggested: suggested.collect(),
            drafts: drafts.collect(),
            form,
        }
    }

    /// The form without a site.
    pub(super) fn sample_form(id: CaseId) -> Form {
        Form::sample(CaseMapPath::of(id), BUTTON)
    }
}

/// The page with a draft in its form.
pub(in crate::pages) fn drafted_as(page: CaseMapPath, of: DraftOf) -> String {
    format!("{page}?draft={}", of.code())
}

/// A draft in the words of a map.
fn as_draft(entry: &Entry, current: &[CurrentContact]) -> EntryLine {
    EntryLine {
        edit: None,
        ..entry_line(entry, current, Eyes::Others)
    }
}

/// The draft that is meant, among all of a case.
async fn meant(
    site: &Site,
    view: &CaseView,
    code: &str,
) -> Result<(Option<MapDraft>, MapDrafts), PageFault> {
    let of = DraftOf::from_code(code);
    let looked_at = match of {
        Some(DraftOf::Agency(id)) => Some(id),
        Some(DraftOf::Member(_)) | None => None,
    };
    let drafts = site.app.map_drafts(view, looked_at).await?;
    let mut known = drafts.drafts.iter();
    let found = known.find(|draft| Some(draft.of) == of).cloned();
    Ok((found, drafts))
}

/// The case of an address, for whoever keeps it.
async fn kept(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<CaseView, Response>, PageFault> {
    match seen(site, visitor, id).await? {
        Ok(view) if view.may_keep => Ok(Ok(view)),
        Ok(_) => Err(PageFault::NotFound),
        Err(answer) => Ok(Err(answer)),
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, drafts): (&CaseView, &MapDrafts),
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let case = &view.file.case;
    let own = visitor.principal();
    let open = site.app.maps_shown_in_case(own, case.id).await?;
    let suggested = site.app.own_map_suggestions(own, case.id).await?;
    let offered = match sent.text("agency_name") {
        "" => Vec::new(),
        name => site.app.agencies_named(name).await?,
    };
    let entry = match sent.text("entry") {
        "" => site.app.new_map_entry().to_string(),
        known => known.to_owned(),
    };
    let form = Form::new(site, CaseMapPath::of(case.id), BUTTON)
        .with(fields_of((sent, faults), &offered))
        .carrying("entry", entry);
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let number = format!("№{}", case.number);
    let lists = (open.as_slice(), suggested.as_slice(), drafts);
    let page = CaseMapPage::of(shell, (case.id, number), lists, form, fault);
    Ok(shown(&page))
}

/// What the form shows before somebody types.
pub(super) fn packed(draft: Option<&Entry>, current: &[CurrentContact]) -> Sent {
    let mut packed = Packed::default();
    if let Some(entry) = draft {
        fields::pack(&mut packed, entry, current);
    } else {
        packed.put("part", Quadrant::Work.code());
        packed.put("who", WhoKind::Agency.code());
    }
    packed.sent()
}

pub(crate) async fn show(
    path: CaseMapPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let view = match kept(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let (draft, drafts) = meant(&site, &view, &query.draft).await?;
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => packed(draft.as_ref().map(|draft| &draft.entry), &drafts.current),
    };
    // Whoever chose a draft reads why there is none.
    let is_missed = !query.draft.is_empty() && view.file.case.account.is_none();
    let fault = is_missed.then(|| MapRefusal::NoAccount.to_string());
    let said = (&sent, &Faults::default(), fault);
    asked(&site, &visitor, (&view, &drafts), said).await
}

/// What is proposed, where nothing is wrong with it.
async fn read(
    site: &Site,
    (sent, faults): (&Sent, &mut Faults),
) -> Result<Option<NewSuggestion>, PageFault> {
    let id: Option<MapEntryId> = sent.text("entry").parse().ok();
    let id = id.unwrap_or_else(|| site.app.new_map_entry());
    let why = faults.prose_opt(sent, "why");
    let resource = super::entry::resource(site, sent, faults).await?;
    let entry = fields::read((sent, faults), id, None, resource);
    Ok(entry.map(|entry| NewSuggestion { entry, why }))
}

pub(crate) async fn suggest(
    path: CaseMapPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match kept(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let (draft, drafts) = meant(&site, &view, sent.text("draft")).await?;
    let mut faults = Faults::default();
    let mut fault = None;
    let case = view.file.case.id;
    let (new, typed) = match draft {
        // One press: as it stands in the team or in the directory.
        Some(draft) => {
            let known: Option<MapEntryId> = sent.text("entry").parse().ok();
            let typed = packed(Some(&draft.entry), &drafts.current);
            let entry = Entry {
                id: known.unwrap_or(draft.entry.id),
                ..draft.entry
            };
            (Some(NewSuggestion { entry, why: None }), typed)
        }
        None if sent.text("draft").is_empty() => {
            (read(&site, (&sent, &mut faults)).await?, sent.clone())
        }
        None => return Err(PageFault::NotFound),
    };
    if let Some(new) = new {
        let by = writer(&visitor, &sent);
        match site.app.suggest_for_map(&by, case, new).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                let page = CaseMapPath::of(case).to_string();
                return Ok(Redirect::to(&page).into_response());
            }
            Err(refusal) if super::entry::beside(&refusal, &mut faults) => {}
            Err(refusal) => match words_of(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let said = (&typed, &faults, fault);
    let page = asked(&site, &visitor, (&view, &drafts), said).await?;
    Ok(asked_again(page))
}
