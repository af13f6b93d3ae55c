//! Writing a part of one meeting on a page of its own: something to talk about, who came, something that was decided,
//! notes, another time, and that it is not held.

use axum::extract::State;
use axum::response::Response;
use renkei_app::conference::series::MeetingRefusal;
use renkei_app::conference::series::hold::{MeetingStep, SeenMeeting};
use renkei_app::conference::series::read::MeetingView;
use renkei_domain::conference::Aim;
use renkei_domain::conference::series::MeetingCame;
use renkei_domain::ids::ParticipantId;
use renkei_domain::time::Moment;

use super::day::to_write;
use super::outline::read_clock;
use super::{
    MeetingFormPage, NOT_ABOUT_ANYBODY, begins_words, clock_value, refusal_words, trail_to_series,
};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Group, Packed, Sent};
use crate::gate::{asked_again, drafted_or, ended};
use crate::pages::cases::faults::Faults;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{MeetingDayPath, MeetingPartPath};
use crate::session::Visitor;

/// What the fields of who came are called before the id.
const CAME: &str = "came-";

/// A part of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MeetingPart {
    Item,
    Attendance,
    Decision,
    Notes,
    Move,
    Cancel,
}

impl MeetingPart {
    pub(super) const ALL: [Self; 6] = [
        Self::Item,
        Self::Attendance,
        Self::Decision,
        Self::Notes,
        Self::Move,
        Self::Cancel,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Attendance => "attendance",
            Self::Decision => "decision",
            Self::Notes => "notes",
            Self::Move => "move",
            Self::Cancel => "cancel",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|part| part.code() == code)
    }

    /// The heading, and what the button does.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Item => ("議題", "議題を足す"),
            Self::Attendance => ("出欠", "出欠を書く"),
            Self::Decision => ("決まったこと", "決まったことを書く"),
            Self::Notes => ("記録", "記録を保存する"),
            Self::Move => ("この回の日時・場所を変える", "この日時にする"),
            Self::Cancel => ("この回を中止する", "この回を中止する"),
        }
    }

    /// What stands below the form.
    const fn note(self) -> &'static str {
        match self {
            Self::Move | Self::Cancel => {
                "もう案内を出した相手あての知らせが、案内と同じ方法で用意されます。メールは5分ほどたつと自動で出ます。FAX・電話・郵送は「案内と返事」を見て、手で送ってください。"
            }
            Self::Item | Self::Attendance | Self::Decision | Self::Notes => NOT_ABOUT_ANYBODY,
        }
    }
}

/// The form as it is first shown.
fn packed(view: &MeetingView, part: MeetingPart) -> Sent {
    let mut packed = Packed::default();
    match part {
        MeetingPart::Item => {
            packed.put("minutes", 15);
            packed.put("aim", Aim::Discuss.code());
        }
        MeetingPart::Attendance => {
            for (member, came) in &view.known.came {
                packed.put(format!("{CAME}{member}"), came.code());
            }
        }
        MeetingPart::Decision | MeetingPart::Cancel => {}
        MeetingPart::Notes => packed.put_some("text", view.known.notes.as_ref()),
        MeetingPart::Move => {
            packed.put("on", view.meeting.begins.date);
            packed.put("clock", clock_value(view.meeting.begins.minute));
            packed.put("place", &view.meeting.place);
        }
    }
    packed.sent()
}

/// The fields of a part with what was sent.
fn fields(part: MeetingPart, sent: &Sent, faults: &Faults) -> Vec<Field> {
    let aims = Aim::ALL.iter();
    let aims = aims.map(|aim| Choice::of(aim.code(), aim.word(), sent.text("aim")));
    match part {
        MeetingPart::Item => vec![
            Field::sentence("title", "議題", sent.raw("title")).wrong(faults.of("title")),
            Field::count("minutes", "長さ（分）", sent.raw("minutes")).wrong(faults.of("minutes")),
            Field::sentence(
                "presenter",
                "話す人（決まっているとき）",
                sent.raw("presenter"),
            )
            .hinted("機関の名前か、役割。例: 事務局。")
            .wrong(faults.of("presenter")),
            Field::one("aim", "めあて", aims.collect()).wrong(faults.of("aim")),
        ],
        // One for each member stands in groups.
        MeetingPart::Attendance => Vec::new(),
        MeetingPart::Decision => vec![
            Field::sentence("by", "だれが", sent.raw("by"))
                .hinted("機関の名前か、役割。")
                .wrong(faults.of("by")),
            Field::sentence("what", "なにを", sent.raw("what")).wrong(faults.of("what")),
            Field::day("on", "いつまでに", sent.raw("on")).wrong(faults.of("on")),
        ],
        MeetingPart::Notes => {
            vec![Field::prose("text", "話したこと", sent.raw("text")).wrong(faults.of("text"))]
        }
        MeetingPart::Move => vec![
            Field::day("on", "日", sent.raw("on")).wrong(faults.of("on")),
            Field::clock("clock", "はじまる時間", sent.raw("clock")).wrong(faults.of("clock")),
            Field::sentence("place", "場所", sent.raw("place")).wrong(faults.of("place")),
        ],
        MeetingPart::Cancel => vec![
            Field::sentence("why", "わけ（書くとき）", sent.raw("why"))
                .hinted("例: 台風のため。")
                .wrong(faults.of("why")),
        ],
    }
}

/// A group for each member: whether they came.
fn groups(view: &MeetingView, sent: &Sent) -> Vec<Group> {
    let series = &view.series;
    let members = series
        .series()
        .members
        .iter()
        .filter(|member| view.meeting.calls(member) || view.known.turnout(member.id).is_some());
    members
        .map(|member| {
            let name = format!("{CAME}{}", member.id);
            let chosen = sent.text(&name).to_owned();
            let words = MeetingCame::ALL.iter();
            let words = words.map(|came| Choice::of(came.code(), came.word(), &chosen));
            Group {
                legend: series.name_of(member),
                fields: vec![Field::one(name, "出欠", words.collect())],
            }
        })
        .collect()
}

fn read_item(sent: &Sent, faults: &mut Faults) -> Option<MeetingStep> {
    let title = faults.line(sent, "title", "議題を入れてください。");
    let minutes = sent.text("minutes").parse();
    let minutes = minutes.map_err(|_| "長さを分で入れてください。例: 15".to_owned());
    let minutes = faults.take("minutes", minutes);
    let presenter = faults.line_opt(sent, "presenter");
    let aim = faults.word(sent, "aim", Aim::from_code);
    let item = MeetingStep::AddItem {
        title: title?,
        minutes: minutes?,
        presenter,
        aim: aim?,
    };
    faults.all_well(Some(item))
}

fn read_move(view: &MeetingView, sent: &Sent, faults: &mut Faults) -> Option<MeetingStep> {
    let on = faults.day(sent, "on");
    let clock = read_clock(sent, faults);
    let place = faults.line_opt(sent, "place");
    let usual = &view.series.series().outline.place;
    let to = Moment {
        date: on?,
        minute: clock?,
    };
    let elsewhere = place.filter(|place| place != usual);
    faults.all_well(Some(MeetingStep::Move(to, elsewhere)))
}

/// What a form asks for; nothing, where something is wrong with it.
fn read(
    view: &MeetingView,
    part: MeetingPart,
    (sent, faults): (&Sent, &mut Faults),
) -> Option<MeetingStep> {
    match part {
        MeetingPart::Item => read_item(sent, faults),
        MeetingPart::Attendance => {
            let told = sent.beginning(CAME).filter_map(|(id, code)| {
                let id: ParticipantId = id.parse().ok()?;
                Some((id, MeetingCame::from_code(code)?))
            });
            Some(MeetingStep::Attend(told.collect()))
        }
        MeetingPart::Decision => {
            let by = faults.line(sent, "by", "だれがするかを入れてください。");
            let what = faults.line(sent, "what", "なにをするかを入れてください。");
            let due_on = faults.day(sent, "on");
            let decision = MeetingStep::Decide {
                by: by?,
                what: what?,
                due_on: due_on?,
            };
            faults.all_well(Some(decision))
        }
        MeetingPart::Notes => {
            let notes = faults.prose_opt(sent, "text");
            faults.all_well(Some(MeetingStep::Note(notes)))
        }
        MeetingPart::Move => read_move(view, sent, faults),
        MeetingPart::Cancel => {
            let why = faults.line_opt(sent, "why");
            faults.all_well(Some(MeetingStep::Cancel(why)))
        }
    }
}

impl MeetingFormPage {
    fn of_part(
        shell: Shell,
        (view, part): (&MeetingView, MeetingPart),
        form: Form,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let mut trail = trail_to_series(&view.series);
        let id = view.series.series().id;
        let page = MeetingDayPath::of(id, view.meeting.original).to_string();
        trail.push((page, begins_words(&view.meeting)));
        let mut form = form
            .with(fields(part, sent, faults))
            .carrying("version", view.known.version);
        if part == MeetingPart::Attendance {
            form.groups = groups(view, sent);
        }
        Self {
            shell,
            trail,
            heading: part.words().0.to_owned(),
            lead: begins_words(&view.meeting),
            note: part.note(),
            form,
            fault,
        }
    }

    /// The page of a sample: a part as it is first shown.
    pub(super) fn sample_part(shell: Shell, view: &MeetingView, part: MeetingPart) -> Self {
        let id = view.series.series().id;
        let action = MeetingPartPath::of(id, view.meeting.original, part.code());
        let form = Form::sample(action, part.words().1);
        let sent = packed(view, part);
        Self::of_part(shell, (view, part), form, (&sent, &Faults::default(), None))
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    (view, part): (&MeetingView, MeetingPart),
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let id = view.series.series().id;
    let action = MeetingPartPath::of(id, view.meeting.original, part.code());
    let form = Form::new(site, action, part.words().1);
    let shell = Shell::of(site, visitor, Here::Meetings).await?;
    let page = MeetingFormPage::of_part(shell, (view, part), form, said);
    Ok(shown(&page))
}

pub(crate) async fn show(
    path: MeetingPartPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let part = MeetingPart::from_code(&path.part).ok_or(PageFault::NotFound)?;
    let view = match to_write(&site, &visitor, (&path.id, &path.day)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let sent = drafted_or(&site, &visitor, || packed(&view, part)).await?;
    let said = (&sent, &Faults::default(), None);
    asked(&site, &visitor, (&view, part), said).await
}

pub(crate) async fn save(
    path: MeetingPartPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let part = MeetingPart::from_code(&path.part).ok_or(PageFault::NotFound)?;
    let view = match to_write(&site, &visitor, (&path.id, &path.day)).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let seen = SeenMeeting {
        series: view.series.series().id,
        original: view.meeting.original,
        version: sent.text("version").parse().unwrap_or(-1),
    };
    let mut faults = Faults::default();
    let mut fault = None;
    if let Some(step) = read(&view, part, (&sent, &mut faults)) {
        let by = writer(&visitor, &sent);
        let written = site.app.write_meeting(&by, seen, step).await?;
        // Notes are written as a whole: whoever was second reads what would be lost.
        let is_lost = part == MeetingPart::Notes && written == Err(MeetingRefusal::Overtaken);
        let theirs = view.known.notes.as_ref().filter(|_| is_lost);
        let page = |_| MeetingDayPath::of(seen.series, seen.original).to_string();
        match ended((&site, &visitor), written, page, refusal_words).await? {
            Ok(answer) => return Ok(answer),
            Err(words) => {
                fault = Some(match theirs {
                    Some(theirs) => format!("{words} いまの記録: {theirs}"),
                    None => words,
                });
            }
        }
    }
    let said = (&sent, &faults, fault);
    let page = asked(&site, &visitor, (&view, part), said).await?;
    Ok(asked_again(page))
}
