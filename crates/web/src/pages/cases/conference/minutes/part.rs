//! Writing a part of the minutes on a page of its own: whether somebody came, what somebody said beforehand who would not
//! be there (照会), something that was decided, and the next date.

use std::borrow::Cow;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::decide::NewDecision;
use renkei_app::conference::minutes::AttendanceStep;
use renkei_app::conference::read::ConferencesView;
use renkei_app::conference::{ConferenceRefusal, KeptConference, SeenConference};
use renkei_app::writer::Writer;
use renkei_domain::conference::invitation::OwnSide;
use renkei_domain::conference::{Conference, DecisionKind, Inquiry, Participant, Presenter, Slot};
use renkei_domain::ids::ParticipantId;

use super::parts::{came_fields, decision_fields, pack_came, read_came, read_decision};
use super::{Asked, code_of, item_of, page_at};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::cases::conference::begin::to_begin;
use crate::pages::cases::conference::parts::{agenda, called, date};
use crate::pages::cases::conference::{one, refusal_words};
use crate::pages::cases::faults::Faults;
use crate::pages::cases::name_of;
use crate::pages::cases::trail::{TrailStep, number_of, steps_to};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CaseConferencesPath, ConferencePath, MinutesPartPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "minutes_part.html")]
pub struct MinutesPartPage {
    shell: Shell,
    steps: [TrailStep; 2],
    list: CaseConferencesPath,
    conference: ConferencePath,
    what: String,
    /// Where the minutes go on.
    back: String,
    number: String,
    heading: &'static str,
    lead: String,
    note: &'static str,
    form: Form,
    /// Why it was not taken, where that is not the fault of one field.
    fault: Option<String>,
}

/// A part of the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MinutesPart {
    Came,
    Asked,
    Decision,
    Next,
}

impl MinutesPart {
    pub(super) const ALL: [Self; 4] = [Self::Came, Self::Asked, Self::Decision, Self::Next];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Asked => "asked",
            Self::Decision => "decision",
            Self::Next => "next",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|part| part.code() == code)
    }

    /// The heading, and what the button does.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Came => ("出欠", "出欠を書く"),
            Self::Asked => ("出られない人に前もってきく（照会）", "照会を書く"),
            Self::Decision => ("決まったこと", "決まったことを書く"),
            Self::Next => ("つぎの会議", "つぎの会議を用意する"),
        }
    }

    /// What stands below the form.
    const fn note(self) -> &'static str {
        match self {
            Self::Came => {
                "会議を終えると、出席した人が聞いたことの提供記録を、本人の同意のある分だけ自動で作ります。"
            }
            Self::Asked => {
                "ここからは、だれにも送られません。電話や紙できいたことを書きとめます。本人のことを話すときは、同意があるかを確かめてください。"
            }
            Self::Decision => "まだ できていないことは、つぎの会議で、本人の話のつぎに確かめます。",
            Self::Next => {
                "呼ぶ人と議題を引きつぎます。日時を空けておくと、準備中の会議になります。ここからは、だれにも送られません。"
            }
        }
    }
}

/// What a form asks for.
enum Wish {
    Attendance(ParticipantId, AttendanceStep),
    Decide(NewDecision),
    Next(Option<Slot>),
}

/// Somebody who was called, or the person or their family, by an id that came.
fn seated<'c>(conference: &'c Conference, id: &str) -> Result<Cow<'c, Participant>, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    conference.expected(id).ok_or(PageFault::NotFound)
}

/// The form as it is first shown.
fn packed(
    view: &ConferencesView,
    conference: &Conference,
    part: MinutesPart,
    item: &str,
) -> Result<Sent, PageFault> {
    let minutes = view.minutes(conference.id);
    let today = view.consents.now.date;
    let mut packed = Packed::default();
    packed.put("item", item);
    match part {
        MinutesPart::Came => {
            let one = seated(conference, item)?;
            pack_came(&mut packed, minutes.turnout(one.id));
        }
        MinutesPart::Asked => {
            let one = called::known(conference, item)?;
            let line = minutes.line(one.id);
            let inquiry = line.and_then(|line| line.inquiry.as_ref());
            packed.put("on", inquiry.map_or(today, |one| one.asked_on));
            packed.put_some("answered_on", inquiry.and_then(|one| one.answered_on));
            packed.put_some("view", inquiry.and_then(|one| one.view.as_ref()));
        }
        MinutesPart::Decision => {
            packed.put("about", code_of(item_of(conference, item)?));
            packed.put("kind", DecisionKind::Act.code());
            packed.put("who", agenda::code_of(Presenter::Host));
        }
        MinutesPart::Next => {
            let length = conference.slot.as_ref().map(|slot| slot.minutes);
            packed.put_some("minutes", length);
            let place = conference.slot.as_ref().map(|slot| &slot.place);
            packed.put_some("place", place);
        }
    }
    Ok(packed.sent())
}

/// The fields of a part with what was sent.
fn fields(
    view: &ConferencesView,
    conference: &Conference,
    part: MinutesPart,
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    match part {
        MinutesPart::Came => {
            let seat = sent.text("item").parse().ok();
            let side = seat.and_then(|seat| OwnSide::at(conference.id, seat));
            came_fields(conference, side, (sent, faults))
        }
        MinutesPart::Asked => vec![
            Field::day("on", "きいた日", sent.raw("on")).wrong(faults.of("on")),
            Field::day(
                "answered_on",
                "返事の日（あったとき）",
                sent.raw("answered_on"),
            )
            .wrong(faults.of("answered_on")),
            Field::prose("view", "意見", sent.raw("view"))
                .hinted("議題ごとの考え、会議で伝えてほしいこと。")
                .wrong(faults.of("view")),
        ],
        MinutesPart::Decision => decision_fields(view, conference, (sent, faults)),
        MinutesPart::Next => date::fields(sent, faults),
    }
}

/// What a form asks for; nothing, where something is wrong with it.
fn read(
    conference: &Conference,
    part: MinutesPart,
    (sent, faults): (&Sent, &mut Faults),
) -> Result<Option<Wish>, PageFault> {
    Ok(match part {
        MinutesPart::Came => {
            let one = seated(conference, sent.text("item"))?;
            let turnout = read_came(conference, sent, faults);
            turnout.map(|turnout| Wish::Attendance(one.id, AttendanceStep::Came(turnout)))
        }
        MinutesPart::Asked => {
            let one = called::known(conference, sent.text("item"))?;
            let asked_on = faults.day(sent, "on");
            let answered_on = faults.day_opt(sent, "answered_on");
            let view = faults.prose_opt(sent, "view");
            let inquiry = asked_on.map(|asked_on| Inquiry {
                asked_on,
                answered_on,
                view,
            });
            let inquiry = faults.all_well(inquiry);
            inquiry.map(|inquiry| Wish::Attendance(one.id, AttendanceStep::Asked(inquiry)))
        }
        MinutesPart::Decision => read_decision(conference, sent, faults).map(Wish::Decide),
        MinutesPart::Next if sent.text("on").is_empty() && sent.text("clock").is_empty() => {
            Some(Wish::Next(None))
        }
        MinutesPart::Next => date::read(sent, faults).map(|slot| Wish::Next(Some(slot))),
    })
}

impl MinutesPartPage {
    pub(super) fn of(
        shell: Shell,
        (view, conference): (&ConferencesView, &Conference),
        (part, item): (MinutesPart, &str),
        form: Form,
        fault: Option<String>,
    ) -> Self {
        let (case, outline) = (view.case(), &conference.outline);
        let about = match part {
            MinutesPart::Came | MinutesPart::Asked => {
                let one = seated(conference, item).ok();
                one.map(|one| view.name(&one))
            }
            MinutesPart::Decision | MinutesPart::Next => None,
        };
        let back = match part {
            MinutesPart::Decision => item_of(conference, item).unwrap_or(None),
            _ => None,
        };
        Self {
            shell,
            steps: steps_to(case, None),
            list: CaseConferencesPath::of(case.id),
            conference: ConferencePath::of(case.id, conference.id),
            what: format!("{}（{}）", outline.kind, outline.purpose),
            back: page_at(conference, back),
            number: number_of(case),
            heading: part.words().0,
            lead: about.unwrap_or_else(|| name_of(case)),
            note: part.note(),
            form,
            fault,
        }
    }

    /// A page of a sample: a part as it is first shown, of the first who was called or the first item.
    pub(super) fn sample(shell: Shell, view: &ConferencesView, part: MinutesPart) -> Option<Self> {
        let conference = view.conferences.first()?;
        let item = match part {
            MinutesPart::Came | MinutesPart::Asked => {
                conference.participants.first()?.id.to_string()
            }
            MinutesPart::Decision => conference.agenda.items.first()?.id.to_string(),
            MinutesPart::Next => String::new(),
        };
        let sent = packed(view, conference, part, &item).ok()?;
        let action = MinutesPartPath::of(view.case().id, conference.id, part.code());
        let form = Form::sample(action, part.words().1);
        let form = form.with(fields(view, conference, part, (&sent, &Faults::default())));
        let of = (view, conference);
        Some(Self::of(shell, of, (part, &item), form, None))
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, conference): (&ConferencesView, &Conference),
    (part, item): (MinutesPart, &str),
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let action = MinutesPartPath::of(view.case().id, conference.id, part.code());
    let form = Form::new(site, action, part.words().1)
        .with(fields(view, conference, part, (sent, faults)))
        .carrying("version", conference.version)
        .carrying("item", item);
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let of = (view, conference);
    Ok(shown(&MinutesPartPage::of(
        shell,
        of,
        (part, item),
        form,
        fault,
    )))
}

pub(crate) async fn show(
    path: MinutesPartPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    let part = MinutesPart::from_code(&path.part).ok_or(PageFault::NotFound)?;
    let view = match to_begin(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let (sent, item) = match drafted(&site, &visitor).await? {
        Some(sent) => {
            let item = sent.text("item").to_owned();
            (sent, item)
        }
        None => (
            packed(&view, conference, part, &query.item)?,
            query.item.clone(),
        ),
    };
    let said = (&sent, &Faults::default(), None);
    let of = (&view, conference);
    asked(&site, &visitor, of, (part, &item), said).await
}

/// Does what a form asks for.
async fn done(
    site: &Site,
    by: &Writer,
    (conference, version): (&Conference, i64),
    wish: Wish,
) -> Result<Result<KeptConference, ConferenceRefusal>, PageFault> {
    let place = (conference.case, conference.id);
    Ok(match wish {
        Wish::Attendance(who, step) => site.app.mark_attendance(by, place, who, step).await?,
        Wish::Decide(new) => site.app.record_decision(by, place, new).await?,
        Wish::Next(slot) => {
            let seen = SeenConference {
                case: conference.case,
                id: conference.id,
                version,
            };
            site.app.begin_next_conference(by, seen, slot).await?
        }
    })
}

pub(crate) async fn save(
    path: MinutesPartPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let part = MinutesPart::from_code(&path.part).ok_or(PageFault::NotFound)?;
    let view = match to_begin(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let conference = one(&view, &path.conference)?;
    let item = sent.text("item");
    let of = (&view, conference);
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(wish) = read(conference, part, (&sent, &mut faults))? {
        let by = writer(&visitor, &sent);
        let version = sent.text("version").parse().unwrap_or(0);
        match done(&site, &by, (conference, version), wish).await? {
            Ok(kept) => {
                forget(&site, &visitor).await?;
                let page = match part {
                    MinutesPart::Next => ConferencePath::of(view.case().id, kept.0).to_string(),
                    MinutesPart::Decision => page_at(conference, item_of(conference, item)?),
                    MinutesPart::Came | MinutesPart::Asked => page_at(conference, None),
                };
                return Ok(Redirect::to(&page).into_response());
            }
            Err(refusal) => match refusal_words(refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let said = (&sent, &faults, fault);
    let page = asked(&site, &visitor, of, (part, item), said).await?;
    Ok(asked_again(page))
}
