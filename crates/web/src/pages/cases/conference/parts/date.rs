//! When and where a conference is, why it is not, and on which day the person saw or heard of it.

use chrono::NaiveDate;
use renkei_domain::conference::poll::Poll;
use renkei_domain::conference::{Conference, Slot};
use renkei_domain::text::Prose;
use renkei_domain::time::{Instant, Minute, Moment};

use super::super::super::faults::Faults;
use super::minutes;
use crate::form::{Field, Packed, Sent};

/// When something begins, in the fields of a day and a time.
fn pack_begin(packed: &mut Packed, begins: Instant) {
    let begins = begins.in_japan();
    packed.put("on", begins.date);
    packed.put(
        "clock",
        format!(
            "{:02}:{:02}",
            begins.minute.get() / 60,
            begins.minute.get() % 60
        ),
    );
}

/// What stands there now, or one of the dates that were asked about.
pub(in super::super) fn pack(
    packed: &mut Packed,
    conference: &Conference,
    (poll, candidate): (Option<&Poll>, &str),
) {
    let slot = conference.slot.as_ref();
    let asked = poll.and_then(|poll| {
        let candidate = poll.candidate(candidate.parse().ok()?)?;
        Some((candidate.begins, poll.minutes))
    });
    let stands = slot.map(|slot| (slot.begins, slot.minutes));
    match asked.or(stands) {
        Some((begins, minutes)) => {
            pack_begin(packed, begins);
            packed.put("minutes", minutes);
        }
        None => packed.put("minutes", conference.agenda.minutes().max(60)),
    }
    packed.put_some("place", slot.map(|slot| &slot.place));
}

/// The fields of a date.
pub(in super::super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    vec![
        Field::day("on", "日", sent.raw("on")).wrong(faults.of("on")),
        Field::clock("clock", "はじまる時間", sent.raw("clock")).wrong(faults.of("clock")),
        Field::count("minutes", "長さ（分）", sent.raw("minutes")).wrong(faults.of("minutes")),
        Field::sentence("place", "場所", sent.raw("place"))
            .hinted("住所と部屋の名前。何の会議かがわかる名前は書きません。")
            .wrong(faults.of("place")),
    ]
}

/// What was sent, where nothing is wrong with it.
pub(in super::super) fn read(sent: &Sent, faults: &mut Faults) -> Option<Slot> {
    let on = faults.day(sent, "on");
    let clock = Minute::parse(sent.text("clock")).filter(|minute| *minute < Minute::END);
    let wrong = || "時間を 15:00 の形で入れてください。".to_owned();
    let clock = faults.take("clock", clock.ok_or_else(wrong));
    let minutes = minutes(sent, faults, "minutes");
    let place = faults.line(
        sent,
        "place",
        "場所を入れてください。オンラインのときは「オンライン」と書きます。",
    );
    let begins = Moment {
        date: on?,
        minute: clock?,
    };
    let slot = Slot {
        begins: begins.instant(),
        minutes: minutes?,
        place: place?,
    };
    faults.all_well(Some(slot))
}

/// The field of why it is not then, or not at all.
pub(in super::super) fn why_field(sent: &Sent, faults: &Faults) -> Field {
    Field::prose("why", "わけ", sent.raw("why"))
        .hinted("本人も読みます。")
        .wrong(faults.of("why"))
}

/// Why, where that was said.
pub(in super::super) fn read_why(sent: &Sent, faults: &mut Faults) -> Option<Prose> {
    let why = faults.prose_opt(sent, "why");
    if why.is_none() && faults.of("why").is_none() {
        faults.say("why", "わけを書いてください。");
    }
    why
}

/// The field of a day on which the person saw or heard of it.
pub(in super::super) fn day_field(label: &'static str, sent: &Sent, faults: &Faults) -> Field {
    Field::day("on", label, sent.raw("on")).wrong(faults.of("on"))
}

/// The day that was sent.
pub(in super::super) fn read_day(sent: &Sent, faults: &mut Faults) -> Option<NaiveDate> {
    faults.day(sent, "on")
}
