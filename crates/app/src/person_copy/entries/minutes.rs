//! What came of conferences, as it stands in a copy. What was decided the person reads at once; who came, what others
//! said and what those think who were asked beforehand are words of others.

use renkei_domain::conference::{
    AttendanceLine, Conference, ConferenceDecision, ItemNotes, Minutes, Presenter, Turnout,
};
use renkei_domain::ids::{AgendaItemId, ConferenceId};
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind, CopyValue};
use renkei_domain::time::japanese_date;
use renkei_store::person_copy::PersonCopyFile;

use super::Known;
use super::conferences::{called, heading_of};

fn conference_of(file: &PersonCopyFile, id: ConferenceId) -> Option<&Conference> {
    file.conferences.iter().find(|known| known.id == id)
}

/// What an item is called.
fn title(conference: Option<&Conference>, item: Option<AgendaItemId>) -> String {
    let Some(item) = item else {
        return "あなたの話".to_owned();
    };
    let item = conference.and_then(|conference| conference.agenda.item(item));
    item.map_or_else(
        || "いまは議題にないこと".to_owned(),
        |item| item.title.to_string(),
    )
}

/// Something that was decided.
pub(super) fn decision(
    file: &PersonCopyFile,
    known: &Known,
    one: &ConferenceDecision,
) -> CopyEntry {
    let conference = conference_of(file, one.conference);
    let who = match one.by {
        Presenter::Person => CopyValue::text("あなた"),
        Presenter::Host => CopyValue::text("会議を用意した機関"),
        Presenter::Participant(id) => conference
            .and_then(|conference| conference.participant(id))
            .map_or_else(
                || CopyValue::text("よばれていない相手"),
                |participant| called(file, known, participant),
            ),
    };
    let settled = one.settled;
    let facts = [
        CopyFact::said("conference", "会議", Some(heading_of(file, one.conference))),
        CopyFact::said("item", "話したこと", Some(title(conference, one.item))),
        CopyFact::of("who", "だれが", [who]),
        CopyFact::day("until", "いつまでに", Some(one.due_on)),
        CopyFact::said("what", "なにを", Some(&one.what)),
        CopyFact::said("how", "どのように", one.how.as_ref()),
        CopyFact::word("kind", "種類", (one.kind.code(), one.kind.word())),
        CopyFact::word(
            "state",
            "いまのようす",
            (one.state.code(), one.state.word()),
        ),
        CopyFact::day(
            "settled_on",
            "そう書いた日",
            settled.map(|settled| settled.on),
        ),
        CopyFact::of(
            "settled_by",
            "そう書いた人",
            settled.map(|settled| known.name_of(settled.by)),
        ),
    ];
    CopyEntry::of(
        (CopyKind::Decision, one.id.uuid()),
        one.what.as_str(),
        facts,
    )
}

/// What was noted about an item: what is said of which part.
fn noted(conference: Option<&Conference>, notes: &ItemNotes) -> Vec<CopyValue> {
    let title = title(conference, notes.item);
    let parts = [
        ("話したこと", notes.said.as_ref()),
        ("結論", notes.conclusion.as_ref()),
        ("残ったこと", notes.remaining.as_ref()),
    ];
    let said = parts.into_iter().filter_map(|(part, text)| {
        let text = text?;
        Some(CopyValue::text(format!("{title} - {part}: {text}")))
    });
    said.collect()
}

/// Whether somebody came.
fn came(conference: Option<&Conference>, name: &str, turnout: &Turnout) -> CopyValue {
    let came = turnout.came();
    let more = match turnout {
        Turnout::Substitute { name } => format!("（{name}）"),
        Turnout::Late { from } => format!("（「{}」から）", title(conference, Some(*from))),
        Turnout::Left { after } => format!("（「{}」まで）", title(conference, *after)),
        Turnout::Away { why } => format!("（{why}）"),
        Turnout::Present | Turnout::Absent => String::new(),
    };
    CopyValue::word(came.code(), format!("{name}: {came}{more}"))
}

/// What somebody said who was asked beforehand.
fn asked(name: &str, line: &AttendanceLine) -> Option<CopyValue> {
    let inquiry = line.inquiry.as_ref()?;
    let asked_on = japanese_date(inquiry.asked_on);
    let answered = inquiry.answered_on.map(japanese_date);
    let answered = answered.map(|on| format!("、{on} に返事"));
    let view = inquiry.view.as_ref().map(|view| format!(": {view}"));
    Some(CopyValue::text(format!(
        "{name}（{asked_on} にきいた{}）{}",
        answered.unwrap_or_default(),
        view.unwrap_or_default()
    )))
}

/// The minutes of a conference.
pub(super) fn minutes(file: &PersonCopyFile, known: &Known, one: &Minutes) -> CopyEntry {
    let conference = conference_of(file, one.conference);
    let notes = one.notes.iter().flat_map(|notes| noted(conference, notes));
    let lines = one.attendance.iter().map(|line| {
        let participant = conference.and_then(|known| known.expected(line.participant));
        let name = participant.map(|participant| called(file, known, &participant).text);
        (
            name.unwrap_or_else(|| "よばれていない相手".to_owned()),
            line,
        )
    });
    let lines: Vec<(String, &AttendanceLine)> = lines.collect();
    let came = lines.iter().filter_map(|(name, line)| {
        let turnout = line.turnout.as_ref()?;
        Some(came(conference, name, turnout))
    });
    let asked = lines.iter().filter_map(|(name, line)| asked(name, line));
    let facts = [
        CopyFact::of("came", "出欠", came),
        CopyFact::of("asked", "前もってきいたこと", asked),
        CopyFact::of("notes", "記録", notes),
        CopyFact::of(
            "taker",
            "記録した人",
            one.taker.map(|taker| known.name_of(taker.account)),
        ),
    ];
    let it = (CopyKind::Minutes, one.conference.uuid());
    CopyEntry::of(it, heading_of(file, one.conference), facts)
}
