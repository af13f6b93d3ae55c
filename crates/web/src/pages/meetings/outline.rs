//! The fields of a series: what it is, where, at what time, on which days.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use renkei_app::conference::series::read::MeetingsView;
use renkei_domain::conference::ConferenceKind;
use renkei_domain::conference::series::rule::{
    WEEKDAYS, weekday_character, weekday_code, weekday_of_code,
};
use renkei_domain::conference::series::{Cadence, Nth, OnHoliday, Recurrence, SeriesOutline};
use renkei_domain::ids::MeetingSeriesId;
use renkei_domain::time::Minute;

use super::clock_value;
use crate::form::{Choice, Field, Packed, Sent};
use crate::pages::cases::faults::Faults;

/// The codes of the ways in which a series comes again.
const BY_WEEKDAY: &str = "weekday";
const BY_DATE: &str = "date";
const BY_WEEKS: &str = "weeks";

/// What stands there of a series that is there.
pub(super) fn pack(packed: &mut Packed, outline: &SeriesOutline) {
    packed.put("kind", outline.kind.code());
    packed.put("theme", &outline.theme);
    packed.put("place", &outline.place);
    packed.put("clock", clock_value(outline.begins));
    packed.put("minutes", outline.minutes);
    match outline.rule.cadence {
        Cadence::NthWeekday(nth, weekday) => {
            packed.put("often", BY_WEEKDAY);
            packed.put("nth", nth.code());
            packed.put("weekday", weekday_code(weekday));
        }
        Cadence::DayOfMonth(day) => {
            packed.put("often", BY_DATE);
            packed.put("number", day);
        }
        Cadence::Weekly(weeks, weekday) => {
            packed.put("often", BY_WEEKS);
            packed.put("number", weeks);
            packed.put("weekday", weekday_code(weekday));
        }
    }
    for month in &outline.rule.months_off {
        packed.put("months_off", month);
    }
    packed.put("on_holiday", outline.rule.on_holiday.code());
    packed.put("first", outline.rule.first);
    packed.put_some("last", outline.rule.last);
    packed.put_some("parent", outline.parent);
}

/// What stands there of a new one.
pub(super) fn pack_new(packed: &mut Packed, today: NaiveDate) {
    packed.put("kind", ConferenceKind::AgencyNetworkMeeting.code());
    packed.put("clock", "14:00");
    packed.put("minutes", 90);
    packed.put("often", BY_WEEKDAY);
    packed.put("nth", Nth::Second.code());
    packed.put("weekday", "TU");
    packed.put("on_holiday", OnHoliday::NextWeek.code());
    packed.put("first", today);
}

/// The series of which one may be a group: those that are none themselves.
fn parents(all: &MeetingsView, own: Option<MeetingSeriesId>, chosen: &str) -> Vec<Choice> {
    let others = all
        .series
        .iter()
        .filter(|file| file.series.outline.parent.is_none() && Some(file.series.id) != own);
    let others = others.map(|file| {
        let series = &file.series;
        Choice::of(series.id.to_string(), series.outline.theme.as_str(), chosen)
    });
    std::iter::once(Choice::of("", "なし", chosen))
        .chain(others)
        .collect()
}

/// The fields with what was sent.
pub(super) fn fields(
    all: &MeetingsView,
    (own, has_begun): (Option<MeetingSeriesId>, bool),
    (sent, faults): (&Sent, &Faults),
) -> Vec<Field> {
    let is_about_nobody = |kind: &&ConferenceKind| !kind.is_about_somebody();
    let kinds = ConferenceKind::ALL.iter().filter(is_about_nobody);
    let kinds = kinds.map(|kind| Choice::of(kind.code(), kind.word(), sent.text("kind")));
    let often = [
        (BY_WEEKDAY, "毎月、決まった週の曜日（例: 第2火曜）"),
        (BY_DATE, "毎月、決まった日（例: 15日）"),
        (BY_WEEKS, "何週かごと、決まった曜日（例: 2週ごとの木曜）"),
    ];
    let often = often.map(|(code, word)| Choice::of(code, word, sent.text("often")));
    let nths = Nth::ALL.iter();
    let nths = nths.map(|nth| Choice::of(nth.code(), nth.word(), sent.text("nth")));
    let weekdays = WEEKDAYS.iter().map(|weekday| {
        let word = format!("{}曜", weekday_character(*weekday));
        Choice::of(weekday_code(*weekday), word, sent.text("weekday"))
    });
    let months = (1..=12u8).map(|month| {
        let code = month.to_string();
        Choice {
            is_chosen: sent.all("months_off").any(|known| known == code),
            word: format!("{month}月"),
            value: code,
        }
    });
    let holidays = OnHoliday::ALL.iter();
    let holidays = holidays.map(|one| Choice::of(one.code(), one.word(), sent.text("on_holiday")));
    let mut fields = vec![
        Field::one("kind", "会議の種類", kinds.collect()).wrong(faults.of("kind")),
        Field::sentence("theme", "会議の名前", sent.raw("theme"))
            .hinted("例: 高槻 就労支援ネットワーク定例会。人の名前は書きません。")
            .wrong(faults.of("theme")),
        Field::sentence("place", "場所", sent.raw("place"))
            .hinted("住所と部屋の名前。オンラインのときは「オンライン」と書きます。")
            .wrong(faults.of("place")),
        Field::clock("clock", "はじまる時間", sent.raw("clock")).wrong(faults.of("clock")),
        Field::count("minutes", "長さ（分）", sent.raw("minutes")).wrong(faults.of("minutes")),
        Field::one("often", "どのくらいの間で", often.to_vec()).wrong(faults.of("often")),
        Field::listed("nth", "毎月の、どの週", nths.collect()).wrong(faults.of("nth")),
        Field::listed("weekday", "曜日", weekdays.collect()).wrong(faults.of("weekday")),
        Field::count("number", "毎月の日、または何週ごとか", sent.raw("number"))
            .hinted("「決まった日」なら1から28。「何週かごと」なら1から8。")
            .wrong(faults.of("number")),
        Field::any("months_off", "休みの月", months.collect()).wrong(faults.of("months_off")),
        Field::one(
            "on_holiday",
            "祝日・年末年始に当たる回は",
            holidays.collect(),
        )
        .wrong(faults.of("on_holiday")),
        Field::day("first", "最初の日", sent.raw("first")).wrong(faults.of("first")),
        Field::day("last", "最後の日（決まっているとき）", sent.raw("last"))
            .wrong(faults.of("last")),
        Field::listed(
            "parent",
            "どの会議のグループ・部会か",
            parents(all, own, sent.text("parent")),
        )
        .wrong(faults.of("parent")),
    ];
    if has_begun {
        fields.push(
            Field::day(
                "change_from",
                "日程のきまりを変える日（曜日・日・時刻を変えるときだけ）",
                sent.raw("change_from"),
            )
            .hinted("この日の前までは、いままでのきまりのまま残ります。")
            .wrong(faults.of("change_from")),
        );
    }
    fields
}

fn cadence(sent: &Sent, faults: &mut Faults) -> Option<Cadence> {
    let wrong_number = || "数を半角で入れてください。".to_owned();
    match sent.text("often") {
        BY_WEEKDAY => {
            let nth = faults.word(sent, "nth", Nth::from_code);
            let weekday = faults.word(sent, "weekday", weekday_of_code);
            Some(Cadence::NthWeekday(nth?, weekday?))
        }
        BY_DATE => {
            let number = sent.text("number").parse().map_err(|_| wrong_number());
            Some(Cadence::DayOfMonth(faults.take("number", number)?))
        }
        BY_WEEKS => {
            let number = sent.text("number").parse().map_err(|_| wrong_number());
            let number = faults.take("number", number);
            let weekday = faults.word(sent, "weekday", weekday_of_code);
            Some(Cadence::Weekly(number?, weekday?))
        }
        _ => {
            faults.say("often", "どれかを選んでください。");
            None
        }
    }
}

/// What was sent, where nothing is wrong with it.
pub(super) fn read(sent: &Sent, faults: &mut Faults) -> Option<SeriesOutline> {
    let kind = faults.word(sent, "kind", ConferenceKind::from_code);
    let theme = faults.line(sent, "theme", "会議の名前を入れてください。");
    let place = faults.line(
        sent,
        "place",
        "場所を入れてください。オンラインのときは「オンライン」と書きます。",
    );
    let begins = read_clock(sent, faults);
    let minutes = sent.text("minutes").parse();
    let minutes = minutes.map_err(|_| "長さを分で入れてください。例: 90".to_owned());
    let minutes = faults.take("minutes", minutes);
    let cadence = cadence(sent, faults);
    let months = sent.all("months_off").map(str::parse::<u8>);
    let months_off: BTreeSet<u8> = months
        .filter_map(Result::ok)
        .filter(|month| (1..=12).contains(month))
        .collect();
    let on_holiday = faults.word(sent, "on_holiday", OnHoliday::from_code);
    let first = faults.day(sent, "first");
    let last = faults.day_opt(sent, "last");
    let parent = match sent.text("parent") {
        "" => None,
        text => {
            let parent = text.parse::<MeetingSeriesId>();
            faults.take(
                "parent",
                parent.map_err(|_| "会議を選びなおしてください。".to_owned()),
            )
        }
    };
    let outline = SeriesOutline {
        kind: kind?,
        theme: theme?,
        place: place?,
        begins: begins?,
        minutes: minutes?,
        rule: Recurrence {
            cadence: cadence?,
            months_off,
            on_holiday: on_holiday?,
            first: first?,
            last,
        },
        parent,
    };
    faults.all_well(Some(outline))
}

/// A time of the day.
pub(super) fn read_clock(sent: &Sent, faults: &mut Faults) -> Option<Minute> {
    let clock = Minute::parse(sent.text("clock")).filter(|minute| *minute < Minute::END);
    let wrong = || "時間を 14:00 の形で入れてください。".to_owned();
    faults.take("clock", clock.ok_or_else(wrong))
}
