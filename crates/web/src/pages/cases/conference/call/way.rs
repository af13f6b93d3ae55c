//! By which channel somebody is called, and why: another one is chosen with a reason, and a FAX number confirmed.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::conference::SeenConference;
use renkei_app::conference::call::paper::CallSheet;
use renkei_app::conference::call::view::{CallRow, CallsView};
use renkei_app::conference::call::way::WayStep;
use renkei_domain::conference::Conference;
use renkei_domain::conference::invitation::{CallChannel, CallWay, CheckedHow, KeptWay, OwnSide};

use super::super::super::choices;
use super::super::super::facts::{Facts, day, fact, said};
use super::super::super::faults::Faults;
pub(in crate::pages) use super::lines::why;
use super::{CallHead, call_words, seen};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{CallPaperPath, CallWayPath, CallsPath};
use crate::session::Visitor;
use crate::words::reach::hours_words;

pub(in crate::pages) const BUTTON: &str = "このよび方にする";
pub(in crate::pages) const CONFIRM: &str = "番号を確かめたと書く";

/// The page.
#[derive(Debug, Template)]
#[template(path = "conference_call_way.html")]
pub struct CallWayPage {
    shell: Shell,
    head: CallHead,
    whom: String,
    way: Facts,
    /// What the agency never wants done.
    never: Vec<String>,
    /// How they could be told instead.
    instead: Option<String>,
    form: Form,
    /// Confirming the FAX number; absent where there is none to confirm.
    confirm: Option<Form>,
    /// The sheet that asks whether a FAX number is right.
    test: Option<CallPaperPath>,
    /// Going back to what is known; absent where nothing was chosen.
    back: Option<Back>,
    fault: Option<String>,
}

/// A button that takes the choice back.
#[derive(Debug, Clone)]
struct Back {
    action: CallWayPath,
    once: String,
    version: i64,
}

/// What stands there now.
pub(in crate::pages) fn packed(way: &CallWay, kept: Option<&KeptWay>) -> Sent {
    let mut packed = Packed::default();
    packed.put("channel", way.channel.code());
    let choice = kept.and_then(|kept| kept.choice.as_ref());
    packed.put_some("target", choice.and_then(|choice| choice.target.as_ref()));
    packed.put_some("reason", choice.map(|choice| &choice.reason));
    packed.sent()
}

pub(in crate::pages) fn fields(side: Option<OwnSide>, sent: &Sent, faults: &Faults) -> [Field; 3] {
    // A sheet is handed to the person and their family alone.
    let channels = CallChannel::ALL.iter().copied();
    let channels = channels.filter(|channel| side.is_some() || channel.has_target());
    let channels: Vec<CallChannel> = channels.collect();
    let channels = choices(
        &channels,
        CallChannel::code,
        |channel| channel.word().to_owned(),
        sent.text("channel"),
    );
    [
        Field::one("channel", "よび方", channels).wrong(faults.of("channel")),
        Field::sentence("target", "あて先（わかっているものと違うとき）", sent.raw("target"))
            .hinted("メールアドレス・FAX番号・電話番号・住所のどれか。空けておくと、わかっているあて先に送ります。")
            .wrong(faults.of("target")),
        Field::prose("reason", "わけ", sent.raw("reason"))
            .hinted("「16時を過ぎると電話に出てもらえる」のように。記録にのこります。")
            .wrong(faults.of("reason")),
    ]
}

pub(in crate::pages) fn check_fields(
    way: &CallWay,
    (sent, faults): (&Sent, &Faults),
) -> [Field; 2] {
    let number = match (sent.text("number"), &way.target) {
        ("", Some(target)) => target.to_string(),
        (typed, _) => typed.to_owned(),
    };
    let how = choices(
        CheckedHow::ALL,
        CheckedHow::code,
        |how| how.word().to_owned(),
        sent.text("how"),
    );
    [
        Field::text("number", "確かめたFAX番号", &number).wrong(faults.of("number")),
        Field::one("how", "どうやって", how).wrong(faults.of("how")),
    ]
}

/// What was sent, where nothing is wrong with it.
pub(in crate::pages) fn read(sent: &Sent, faults: &mut Faults) -> Option<WayStep> {
    match sent.text("step") {
        "as_known" => Some(WayStep::AsKnown),
        "confirm" => {
            let number = faults.line(sent, "number", "FAX番号を入れてください。");
            let how = faults.word(sent, "how", CheckedHow::from_code);
            let step = WayStep::Confirm {
                number: number?,
                how: how?,
            };
            faults.all_well(Some(step))
        }
        _ => {
            let channel = faults.word(sent, "channel", CallChannel::from_code);
            let target = faults.line_opt(sent, "target");
            let reason = faults.prose_opt(sent, "reason");
            if reason.is_none() && faults.of("reason").is_none() {
                faults.say("reason", "よび方を変えるわけを書いてください。");
            }
            let step = WayStep::Choose {
                channel: channel?,
                target,
                reason: reason?,
            };
            faults.all_well(Some(step))
        }
    }
}

/// What the hours of a way are called.
pub(super) const fn hours_label(channel: CallChannel) -> &'static str {
    match channel {
        CallChannel::Phone => "かける時間",
        CallChannel::Mail | CallChannel::Fax | CallChannel::Letter | CallChannel::InPerson => {
            "受けつける時間"
        }
    }
}

fn way_facts(view: &CallsView, row: &CallRow) -> Facts {
    let way = &row.way;
    let check = row.kept.as_ref().and_then(|kept| kept.check.as_ref());
    let checked = check.map(|check| {
        let name = view.name_of(check.by);
        format!(
            "{}（{}、{} {name}）",
            check.number,
            check.how,
            day(check.on)
        )
    });
    let after = &way.after_dialling;
    Facts::of([
        Some(fact("いまのよび方", way.channel)),
        said("あて先", way.target.as_ref()),
        said(
            "内線・音声案内",
            (!after.is_empty()).then(|| after.join("、")),
        ),
        said("呼び出す人", way.ask_for.as_ref()),
        said(
            hours_label(way.channel),
            way.hours.as_ref().map(hours_words),
        ),
        said("気をつけること", way.etiquette.as_ref()),
        Some(fact("このよび方のわけ", why(way))),
        said("確かめたFAX番号", checked),
    ])
}

impl CallWayPage {
    pub(super) fn of(
        shell: Shell,
        (view, conference, row): (&CallsView, &Conference, &CallRow),
        (form, confirm): (Form, Option<Form>),
        (once, fault): (String, Option<String>),
    ) -> Self {
        let is_chosen = row.kept.as_ref().is_some_and(|kept| kept.choice.is_some());
        let participant = row.called.participant.id;
        let instead = row.instead.as_ref();
        let is_fax = row.way.channel == CallChannel::Fax && row.way.target.is_some();
        Self {
            shell,
            head: CallHead::of(view, conference),
            whom: row.called.name.clone(),
            way: way_facts(view, row),
            never: row.way.never.iter().map(ToString::to_string).collect(),
            instead: instead.map(|way| match &way.target {
                Some(target) => format!("{} {target}", way.channel),
                None => way.channel.to_string(),
            }),
            form,
            confirm,
            test: is_fax.then(|| {
                let sheet = CallSheet::FaxTest.code();
                CallPaperPath::of(conference.case, conference.id, sheet, participant)
            }),
            back: is_chosen.then(|| Back {
                action: CallWayPath::of(conference.case, conference.id, participant),
                once: format!("{once}-k"),
                version: conference.version,
            }),
            fault,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(shell: Shell, view: &CallsView, row: &CallRow) -> Option<Self> {
        let conference = view.conference()?;
        let (sent, faults) = (packed(&row.way, row.kept.as_ref()), Faults::default());
        let action = CallWayPath::of(conference.case, conference.id, row.called.participant.id);
        let side = OwnSide::at(conference.id, row.called.participant.id);
        let form = Form::sample(&action, BUTTON).with(fields(side, &sent, &faults));
        let confirm = Form::sample(&action, CONFIRM).with(check_fields(&row.way, (&sent, &faults)));
        let confirm = row.way.is_unconfirmed.then_some(confirm);
        let once = "01932f00000070028000000000000001".to_owned();
        let of = (view, conference, row);
        Some(Self::of(shell, of, (form, confirm), (once, None)))
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, row): (&CallsView, &CallRow),
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let conference = view.conference().ok_or(PageFault::NotFound)?;
    let action = CallWayPath::of(conference.case, conference.id, row.called.participant.id);
    let side = OwnSide::at(conference.id, row.called.participant.id);
    let form = Form::new(site, &action, BUTTON)
        .with(fields(side, sent, faults))
        .carrying("version", conference.version);
    let confirm = Form::new(site, &action, CONFIRM)
        .with(check_fields(&row.way, (sent, faults)))
        .carrying("version", conference.version)
        .carrying("step", "confirm");
    let confirm = row.way.is_unconfirmed.then_some(confirm);
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let said = (site.app.new_request_id(), fault);
    let of = (view, conference, row);
    Ok(shown(&CallWayPage::of(shell, of, (form, confirm), said)))
}

/// Somebody on the list whose way may be changed.
fn known<'v>(view: &'v CallsView, id: &str) -> Result<&'v CallRow, PageFault> {
    let id = id.parse().map_err(|_| PageFault::NotFound)?;
    view.row(id).ok_or(PageFault::NotFound)
}

pub(crate) async fn show(
    path: CallWayPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let row = known(&view, &path.participant)?;
    let sent = match drafted(&site, &visitor).await? {
        Some(sent) => sent,
        None => packed(&row.way, row.kept.as_ref()),
    };
    let said = (&sent, &Faults::default(), None);
    asked(&site, &visitor, (&view, row), said).await
}

pub(crate) async fn save(
    path: CallWayPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match seen(&site, &visitor, (&path.id, &path.conference)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let row = known(&view, &path.participant)?;
    let seen = SeenConference {
        case: view.conferences.case().id,
        id: view.id,
        version: sent.text("version").parse().unwrap_or(0),
    };
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(step) = read(&sent, &mut faults) {
        let by = writer(&visitor, &sent);
        let participant = row.called.participant.id;
        let changed = site.app.change_call_way(&by, seen, participant, step);
        match changed.await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                let board = CallsPath::of(seen.case, seen.id).to_string();
                return Ok(Redirect::to(&board).into_response());
            }
            Err(refusal) => match call_words(&refusal, &visitor)? {
                Ok(words) => fault = Some(words),
                Err(answer) => return Ok(answer),
            },
        }
    }
    let said = (&sent, &faults, fault);
    Ok(asked_again(
        asked(&site, &visitor, (&view, row), said).await?,
    ))
}
