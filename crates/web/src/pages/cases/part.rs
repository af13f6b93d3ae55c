//! Editing one part of a case: a page with one form, whose fields are in [`super::parts`]. A form says which
//! version of the case it showed.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::cases::read::CaseView;
use renkei_app::cases::{CaseRefusal, KeptCase, SeenCase};
use renkei_app::directory::register::Outcome;
use renkei_domain::cases::team::MemberAgency;
use serde::Deserialize;

use super::faults::Faults;
use super::parts::{course, emergency, employment, note, person, same, team, tie};
use super::{name_of, view, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CasePartPath, CasePath, CasesPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "case_part.html")]
pub struct CasePartPage {
    pub(super) shell: Shell,
    pub(super) list: CasesPath,
    pub(super) case: Option<(CasePath, String)>,
    pub(super) heading: &'static str,
    pub(super) lead: String,
    pub(super) note: &'static str,
    pub(super) form: Form,
    /// Why it was not taken, where that is not the fault of one field.
    pub(super) fault: Option<String>,
}

/// A part of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CasePart {
    Person,
    Bind,
    Stage,
    Keeper,
    End,
    Employment,
    Team,
    Emergency,
    Note,
    Tie,
}

impl CasePart {
    pub(super) const ALL: [Self; 10] = [
        Self::Person,
        Self::Bind,
        Self::Stage,
        Self::Keeper,
        Self::End,
        Self::Employment,
        Self::Team,
        Self::Emergency,
        Self::Note,
        Self::Tie,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Bind => "bind",
            Self::Stage => "stage",
            Self::Keeper => "keeper",
            Self::End => "end",
            Self::Employment => "employment",
            Self::Team => "team",
            Self::Emergency => "emergency",
            Self::Note => "note",
            Self::Tie => "tie",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|part| part.code() == code)
    }

    /// The heading, and what the button does.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Person => ("本人のこと", "本人のことを保存する"),
            Self::Bind => ("本人の名前を入れる", "同意を確かめて名前を入れる"),
            Self::Stage => ("段階", "段階を変える"),
            Self::Keeper => ("担当", "担当を変える"),
            Self::End => ("ケースを終える", "ケースを終える"),
            Self::Employment => ("仕事", "仕事のことを保存する"),
            Self::Team => ("支援チーム", "支援チームに書く"),
            Self::Emergency => ("緊急時シート", "緊急時シートを保存する"),
            Self::Note => ("記録", "記録を書く"),
            Self::Tie => ("会社の人かどうか", "書きとめる"),
        }
    }

    /// What stands below the form.
    pub(super) const fn note(self) -> &'static str {
        match self {
            Self::Bind => {
                "本人が「いや」と言ったら、名前は入れません。匿名のままでも相談はつづけられます。"
            }
            Self::Employment => "勤め先は名簿にはのりません。オープンにできるのは本人だけです。",
            Self::Note => {
                "書いた記録は消えません。まちがいは、訂正を書くと、もとの記録のそばに出ます。"
            }
            Self::Emergency => "調子のよいときに、本人といっしょに書いてください。",
            Self::Team => "ここに書いた機関が、名簿に新しくのることはありません。",
            Self::Tie => {
                "本人や相手に確かめてから選んでください。だれが いつ選んだかは、ケースの変更の記録に のこります。まちがえたときは、「まだ確かめていない」に もどせます。"
            }
            Self::Person | Self::Stage | Self::Keeper | Self::End => "",
        }
    }
}

/// What stands behind the question mark: which of several things is meant.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    item: String,
}

/// The form as it is first shown.
fn packed(view: &CaseView, part: CasePart, item: &str) -> Result<Sent, PageFault> {
    let mut packed = Packed::default();
    match part {
        CasePart::Person | CasePart::Bind => person::pack(&mut packed, view),
        CasePart::Stage | CasePart::Keeper | CasePart::End => course::pack(&mut packed, view),
        CasePart::Employment => employment::pack(&mut packed, view, item)?,
        CasePart::Team => team::pack(&mut packed, view, item)?,
        CasePart::Emergency => emergency::pack(&mut packed, view),
        CasePart::Note => note::pack(&mut packed, view, item)?,
        CasePart::Tie => tie::pack(&mut packed, view, item)?,
    }
    packed.put("item", item);
    packed.put("version", view.file.case.version);
    Ok(packed.sent())
}

/// The fields of a part, with what was sent.
async fn fields(
    site: &Site,
    visitor: &Visitor,
    view: &CaseView,
    part: CasePart,
    sent: &Sent,
    faults: &Faults,
) -> Result<Vec<Field>, PageFault> {
    Ok(match part {
        CasePart::Person => person::fields(sent, faults),
        CasePart::Bind => {
            let known = same::candidates(site, visitor, view, sent.text("name")).await?;
            let same = same::field(sent, faults, known);
            let others = person::fields_to_bind(sent, faults);
            same.into_iter().chain(others).collect()
        }
        CasePart::Stage => course::stage_fields(sent, faults),
        CasePart::Keeper => {
            let lead = view.file.case.lead;
            let keepers = site.app.case_keepers(visitor.principal(), lead).await?;
            course::keeper_fields(sent, faults, &keepers)
        }
        CasePart::End => course::end_fields(sent, faults),
        CasePart::Employment => employment::fields(sent, faults),
        CasePart::Team => {
            let name = sent.text("agency_name");
            let is_new = sent.text("item").is_empty();
            let offered = if is_new && !name.is_empty() {
                site.app.agencies_named(name).await?
            } else {
                Vec::new()
            };
            team::fields(sent, faults, &offered)
        }
        CasePart::Emergency => emergency::fields(sent, faults),
        CasePart::Note => note::fields(sent, faults),
        CasePart::Tie => vec![tie::field(sent, faults)],
    })
}

/// Shows the form of a part.
async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &CaseView,
    part: CasePart,
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let case = &view.file.case;
    let (heading, button) = part.words();
    let fields = fields(site, visitor, view, part, sent, faults).await?;
    let form = Form::new(site, CasePartPath::of(case.id, part.code()), button)
        .with(fields)
        .carrying("version", case.version)
        .carrying("item", sent.text("item"));
    Ok(shown(&CasePartPage {
        shell: Shell::of(site, visitor, Here::Cases).await?,
        list: CasesPath,
        case: Some((CasePath::of(case.id), format!("№{}", case.number))),
        heading,
        lead: match part {
            CasePart::Tie => tie::lead(view, sent)?,
            _ => name_of(case),
        },
        note: part.note(),
        form,
        fault,
    }))
}

/// The case of an address, for whoever may change this part of it.
async fn to_be_changed(
    site: &Site,
    visitor: &Visitor,
    path: &CasePartPath,
) -> Result<Result<(CaseView, CasePart), Response>, PageFault> {
    let part = CasePart::from_code(&path.part).ok_or(PageFault::NotFound)?;
    Ok(match view::seen(site, visitor, &path.id).await? {
        Ok(view) if view.may_keep => Ok((view, part)),
        Ok(_) => return Err(PageFault::NotFound),
        Err(answer) => Err(answer),
    })
}

pub(crate) async fn show(
    path: CasePartPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let (view, part) = match to_be_changed(&site, &visitor, &path).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => packed(&view, part, &query.item)?,
    };
    let shown = (&sent, &Faults::default(), None);
    asked(&site, &visitor, &view, part, shown).await
}

/// Writes what a form says; nothing, where something is wrong with it.
async fn written(
    site: &Site,
    visitor: &Visitor,
    view: &CaseView,
    part: CasePart,
    (sent, faults): (&Sent, &mut Faults),
) -> Result<Option<Result<KeptCase, CaseRefusal>>, PageFault> {
    let (app, by) = (&site.app, writer(visitor, sent));
    let id = view.file.case.id;
    let version = sent.text("version").parse().unwrap_or(0);
    let seen = SeenCase { id, version };
    let done: Outcome<KeptCase, CaseRefusal> = match part {
        CasePart::Person => match person::read(sent, faults) {
            Some(person) => app.describe_person(&by, seen, person).await,
            None => return Ok(None),
        },
        CasePart::Bind => match person::read_to_bind(sent, faults) {
            Some((person, agreement)) => {
                let name = person.name.as_str();
                let known = same::candidates(site, visitor, view, name).await?;
                match same::read(sent, faults, &known) {
                    Some(same::Whose::New) => app.bind_case(&by, seen, person, agreement).await,
                    Some(same::Whose::Known(other)) => {
                        app.bind_case_to_known(&by, seen, other, agreement).await
                    }
                    None => return Ok(None),
                }
            }
            None => return Ok(None),
        },
        CasePart::Stage | CasePart::Keeper | CasePart::End => {
            let step = match part {
                CasePart::Stage => course::read_stage(sent, faults),
                CasePart::Keeper => course::read_keeper(sent, faults),
                _ => course::read_end(sent, faults),
            };
            match step {
                Some(step) => app.step_case(&by, seen, step).await,
                None => return Ok(None),
            }
        }
        CasePart::Employment => match employment::read(sent, faults)? {
            Some(form) => app.keep_employment(&by, seen, form).await,
            None => return Ok(None),
        },
        CasePart::Team => {
            let known = team::known(view, sent)?.map(|member| (member.id, member.agency.clone()));
            let (member_id, agency) = match known {
                Some((id, agency)) => (id, Some(agency)),
                None => (app.new_team_member(), agency(site, sent, faults).await?),
            };
            match team::read(sent, faults, member_id, agency) {
                Some(member) => app.keep_team_member(&by, seen, member).await,
                None => return Ok(None),
            }
        }
        CasePart::Emergency => match emergency::read(sent, faults) {
            Some(sheet) => app.keep_emergency_sheet(&by, seen, sheet).await,
            None => return Ok(None),
        },
        CasePart::Note => match note::read(sent, faults)? {
            Some(new) => app.write_case_note(&by, id, new).await,
            None => return Ok(None),
        },
        CasePart::Tie => match tie::read(view, sent, faults)? {
            Some((member, tie)) => app.say_employer_tie(&by, seen, member, tie).await,
            None => return Ok(None),
        },
    };
    Ok(Some(done?))
}

/// Which agency is meant: the one that was chosen, or where the directory has none of that name, the name.
pub(super) async fn agency(
    site: &Site,
    sent: &Sent,
    faults: &mut Faults,
) -> Result<Option<MemberAgency>, PageFault> {
    let Some(name) = faults.line(sent, "agency_name", "機関の名前を入れてください。")
    else {
        return Ok(None);
    };
    let chosen = sent.text("agency");
    if chosen == team::WRITTEN {
        return Ok(Some(MemberAgency::Written(name)));
    }
    if let Ok(id) = chosen.parse() {
        return Ok(Some(MemberAgency::Listed(id)));
    }
    let offered = site.app.agencies_named(name.as_str()).await?;
    if offered.is_empty() {
        return Ok(Some(MemberAgency::Written(name)));
    }
    faults.say(
        "agency",
        "名簿に似た名前があります。どれかを選んでください。",
    );
    Ok(None)
}

pub(crate) async fn save(
    path: CasePartPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (view, part) = match to_be_changed(&site, &visitor, &path).await? {
        Ok(found) => found,
        Err(answer) => return Ok(answer),
    };
    let mut faults = Faults::default();
    let done = written(&site, &visitor, &view, part, (&sent, &mut faults)).await?;
    let fault = match done {
        Some(Ok(kept)) => {
            forget(&site, &visitor).await?;
            return Ok(Redirect::to(&CasePath::of(kept.0).to_string()).into_response());
        }
        Some(Err(refusal)) => match words_of(refusal, &visitor)? {
            Ok(words) => Some(words),
            Err(answer) => return Ok(answer),
        },
        None => None,
    };
    let shown = (&sent, &faults, fault);
    let page = asked(&site, &visitor, &view, part, shown).await?;
    Ok(asked_again(page))
}
