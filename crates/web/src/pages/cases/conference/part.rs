//! Editing one part of a conference: a page with one form, whose fields are in [`super::parts`]. A form says which version
//! of the conference it showed.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::SeenConference;
use renkei_app::conference::read::ConferencesView;
use renkei_app::conference::step::ConferenceStep;
use renkei_domain::conference::Conference;
use serde::Deserialize;

use super::super::faults::Faults;
use super::super::name_of;
use super::super::part::agency;
use super::super::trail::{TrailStep, number_of, steps_to};
use super::begin::to_begin;
use super::parts::{agenda, called, date, handover, outline, words};
use super::{one, refusal_words};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseConferencesPath, ConferencePartPath, ConferencePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference_part.html")]
pub struct ConferencePartPage {
    pub(super) shell: Shell,
    pub(super) steps: [TrailStep; 2],
    pub(super) list: CaseConferencesPath,
    /// The conference, unless it is begun here.
    pub(super) conference: Option<(ConferencePath, String)>,
    pub(super) number: String,
    pub(super) heading: &'static str,
    pub(super) lead: String,
    pub(super) note: &'static str,
    pub(super) form: Form,
    /// Why it was not taken, where that is not the fault of one field.
    pub(super) fault: Option<String>,
}

/// A part of a conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConferencePart {
    Outline,
    Team,
    Other,
    Call,
    Item,
    Own,
    Words,
    Date,
    Postpone,
    Cancel,
    Shown,
    Told,
    Handover,
}

impl ConferencePart {
    pub(super) const ALL: [Self; 13] = [
        Self::Outline,
        Self::Team,
        Self::Other,
        Self::Call,
        Self::Item,
        Self::Own,
        Self::Words,
        Self::Date,
        Self::Postpone,
        Self::Cancel,
        Self::Shown,
        Self::Told,
        Self::Handover,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Outline => "outline",
            Self::Team => "team",
            Self::Other => "other",
            Self::Call => "call",
            Self::Item => "item",
            Self::Own => "own",
            Self::Words => "words",
            Self::Date => "date",
            Self::Postpone => "postpone",
            Self::Cancel => "cancel",
            Self::Shown => "shown",
            Self::Told => "told",
            Self::Handover => "handover",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|part| part.code() == code)
    }

    /// The heading, and what the button does.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Outline => ("種類・目的・本人と家族", "保存する"),
            Self::Team => ("支援チームから選ぶ", "呼ぶ人に入れる"),
            Self::Other => ("チームの外の人を入れる", "呼ぶ人に入れる"),
            Self::Call => ("呼び方", "呼び方を変える"),
            Self::Item => ("議題", "議題を保存する"),
            Self::Own => ("本人の話の長さ", "長さを変える"),
            Self::Words => ("本人の言葉", "本人の言葉を書きとめる"),
            Self::Date => ("日時と場所", "この日時に決める"),
            Self::Postpone => ("延期", "延期する"),
            Self::Cancel => ("中止", "この会議を中止する"),
            Self::Shown => ("本人に見てもらう", "見てもらった日を書く"),
            Self::Told => ("本人に伝える", "伝えた日を書く"),
            Self::Handover => ("引継ぎのこと", "引継ぎのことを保存する"),
        }
    }

    /// What stands below the form.
    const fn note(self) -> &'static str {
        match self {
            Self::Team | Self::Other => {
                "入れても、その人には何も送られません。本人の同意が足りない人は「まだ呼べません」と出ます。"
            }
            Self::Date | Self::Postpone | Self::Cancel => {
                "もう案内した相手がいるときは、案内したときと同じ方法の知らせが用意されます。メールは5分ほどあとに自動で出ます。FAX・電話・郵便は「よび方と返事」を見て、手で送ってください。案内した本人・家族にも、同じように用意されます。"
            }
            Self::Words => {
                "本人が自分のページで書いたときは、その言葉を消さないように気をつけます。"
            }
            Self::Shown => {
                "だれを呼び、いつ、何を話すかを、本人といっしょに見てから書きます。「よばないで」と言われた相手は、会議のページで書きとめます。"
            }
            Self::Outline | Self::Call | Self::Item | Self::Own | Self::Told | Self::Handover => "",
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
fn packed(
    view: &ConferencesView,
    conference: &Conference,
    part: ConferencePart,
    item: &str,
) -> Result<Sent, PageFault> {
    let mut packed = Packed::default();
    match part {
        ConferencePart::Outline => outline::pack(&mut packed, conference),
        ConferencePart::Team | ConferencePart::Postpone | ConferencePart::Cancel => {}
        ConferencePart::Other => called::pack_new(&mut packed),
        ConferencePart::Call => called::pack(&mut packed, called::known(conference, item)?),
        ConferencePart::Item => agenda::pack(&mut packed, agenda::known(conference, item)?),
        ConferencePart::Own => packed.put("minutes", conference.agenda.own_minutes),
        ConferencePart::Words => words::pack(&mut packed, &conference.words),
        ConferencePart::Date => {
            let poll = view.poll(conference.id);
            date::pack(&mut packed, conference, (poll, item));
        }
        ConferencePart::Shown | ConferencePart::Told => {
            packed.put("on", view.consents.now.date);
        }
        ConferencePart::Handover => handover::pack(&mut packed, conference.handover.as_ref()),
    }
    packed.put("item", item);
    packed.put("version", conference.version);
    Ok(packed.sent())
}

/// The fields of a part that need nothing but the conference, with what was sent.
fn fields_of(
    view: &ConferencesView,
    conference: &Conference,
    part: ConferencePart,
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    match part {
        ConferencePart::Outline => outline::fields(view, sent, faults),
        ConferencePart::Team => called::team_fields(view, conference, (sent, faults)),
        ConferencePart::Other => called::other_fields(sent, faults, &[]),
        ConferencePart::Call => called::fields(sent, faults),
        ConferencePart::Item => agenda::fields(view, conference, (sent, faults)),
        ConferencePart::Own => vec![agenda::own_field(sent, faults)],
        ConferencePart::Words => words::fields(sent, faults),
        ConferencePart::Date => date::fields(sent, faults),
        ConferencePart::Postpone | ConferencePart::Cancel => vec![date::why_field(sent, faults)],
        ConferencePart::Shown => vec![date::day_field("本人に見てもらった日", sent, faults)],
        ConferencePart::Told => vec![date::day_field("本人に伝えた日", sent, faults)],
        ConferencePart::Handover => handover::fields(&view.views_to_ask(), sent, faults),
    }
}

/// The same with the agencies that may be meant by what was typed.
async fn fields(
    site: &Site,
    view: &ConferencesView,
    conference: &Conference,
    part: ConferencePart,
    (sent, faults): (&Sent, &Faults),
) -> Result<Vec<Field>, PageFault> {
    let name = sent.text("agency_name");
    if part == ConferencePart::Other && !name.is_empty() {
        let offered = site.app.agencies_named(name).await?;
        return Ok(called::other_fields(sent, faults, &offered));
    }
    Ok(fields_of(view, conference, part, (sent, faults)))
}

impl ConferencePartPage {
    fn of(
        shell: Shell,
        (view, conference): (&ConferencesView, &Conference),
        part: ConferencePart,
        form: Form,
        fault: Option<String>,
    ) -> Self {
        let case = view.case();
        let kind = conference.outline.kind;
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            conference: Some((
                ConferencePath::of(case.id, conference.id),
                format!("{kind}（{}）", conference.outline.purpose),
            )),
            number: number_of(case),
            heading: part.words().0,
            lead: name_of(case),
            note: part.note(),
            form,
            fault,
        }
    }

    /// A page of a sample: a part as it is first shown, of the first who is called or the first item.
    pub(super) fn sample(
        shell: Shell,
        view: &ConferencesView,
        part: ConferencePart,
    ) -> Option<Self> {
        let conference = view.conferences.first()?;
        let item = match part {
            ConferencePart::Call => conference.participants.first()?.id.to_string(),
            ConferencePart::Item => conference.agenda.items.first()?.id.to_string(),
            _ => String::new(),
        };
        let sent = packed(view, conference, part, &item).ok()?;
        let said = (&sent, &Faults::default());
        let action = ConferencePartPath::of(view.case().id, conference.id, part.code());
        let form = Form::sample(action, part.words().1);
        let form = form.with(fields_of(view, conference, part, said));
        Some(Self::of(shell, (view, conference), part, form, None))
    }
}

/// Shows the form of a part.
async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, conference): (&ConferencesView, &Conference),
    part: ConferencePart,
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let fields = fields(site, view, conference, part, (sent, faults)).await?;
    let action = ConferencePartPath::of(view.case().id, conference.id, part.code());
    let form = Form::new(site, action, part.words().1)
        .with(fields)
        .carrying("version", conference.version)
        .carrying("item", sent.text("item"));
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let of = (view, conference);
    Ok(shown(&ConferencePartPage::of(shell, of, part, form, fault)))
}

pub(crate) async fn show(
    path: ConferencePartPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let part = ConferencePart::from_code(&path.part).ok_or(PageFault::NotFound)?;
    let view = match to_begin(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => packed(&view, conference, part, &query.item)?,
    };
    let said = (&sent, &Faults::default(), None);
    asked(&site, &visitor, (&view, conference), part, said).await
}

/// The step that a form asks for; nothing, where something is wrong with it.
async fn read(
    site: &Site,
    (view, conference): (&ConferencesView, &Conference),
    part: ConferencePart,
    (sent, faults): (&Sent, &mut Faults),
) -> Result<Option<ConferenceStep>, PageFault> {
    Ok(match part {
        ConferencePart::Outline => outline::read(view, sent, faults)
            .map(|sketch| ConferenceStep::Describe(sketch.outline(conference.outline.host))),
        ConferencePart::Team => {
            called::read_team(view, conference, (sent, faults)).map(ConferenceStep::CallTeam)
        }
        ConferencePart::Other => {
            let agency = agency(site, sent, faults).await?;
            let who = called::invitee(sent, faults, agency);
            let new = (site.app.new_participant(), who);
            called::read(sent, faults, new).map(ConferenceStep::Call)
        }
        ConferencePart::Call => {
            let known = called::known(conference, sent.text("item"))?;
            let known = (known.id, Some(known.who.clone()));
            called::read(sent, faults, known).map(ConferenceStep::Call)
        }
        ConferencePart::Item => {
            let known = agenda::known(conference, sent.text("item"))?;
            let id = known.map_or_else(|| site.app.new_agenda_item(), |item| item.id);
            agenda::read(conference, (sent, faults), id).map(ConferenceStep::TalkAbout)
        }
        ConferencePart::Own => {
            agenda::read_own(conference, sent, faults).map(ConferenceStep::TalkAbout)
        }
        ConferencePart::Words => words::read(sent, faults).map(ConferenceStep::Hear),
        ConferencePart::Date => date::read(sent, faults).map(ConferenceStep::Fix),
        ConferencePart::Postpone => date::read_why(sent, faults).map(ConferenceStep::Postpone),
        ConferencePart::Cancel => date::read_why(sent, faults).map(ConferenceStep::Cancel),
        ConferencePart::Shown => date::read_day(sent, faults).map(ConferenceStep::Shown),
        ConferencePart::Told => date::read_day(sent, faults).map(ConferenceStep::Told),
        ConferencePart::Handover => {
            let to_ask = view.views_to_ask();
            let known = (to_ask.as_slice(), conference.handover.as_ref());
            handover::read(known, (sent, faults)).map(ConferenceStep::HandOver)
        }
    })
}

pub(crate) async fn save(
    path: ConferencePartPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let part = ConferencePart::from_code(&path.part).ok_or(PageFault::NotFound)?;
    let view = match to_begin(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let of = (&view, conference);
    let seen = SeenConference {
        case: view.case().id,
        id: conference.id,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(step) = read(&site, of, part, (&sent, &mut faults)).await? {
        let by = writer(&visitor, &sent);
        match site.app.step_conference(&by, seen, step).await? {
            Ok(kept) => {
                forget(&site, &visitor).await?;
                let page = ConferencePath::of(seen.case, kept.0).to_string();
                return Ok(Redirect::to(&page).into_response());
            }
            Err(refusal) => match refusal_words(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let said = (&sent, &faults, fault);
    Ok(asked_again(asked(&site, &visitor, of, part, said).await?))
}
