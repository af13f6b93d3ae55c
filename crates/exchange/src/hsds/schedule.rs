//! Hours as rules of recurrence: what comes every week or every month is a schedule each for every stretch of opening.
//! What the standard has no rule for (祝日, 年末年始, single days) is told in words beside all of them.

use std::collections::BTreeMap;

use renkei_domain::conference::series::rule::weekday_code;
use renkei_domain::directory::freshness::{FieldGroup, Freshness, Verification};
use renkei_domain::directory::hours::{DayPattern, DayPlan, Hours, Span};
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::ResourceId;
use renkei_domain::time::Minute;

use super::ids::part;
use super::record::Schedule;

/// Japan's offset from UTC in hours, as the standard writes it.
const OFFSET: u8 = 9;

/// When a service is open.
pub(super) fn of_entry(
    id: ResourceId,
    facts: &ResourceFacts,
    confirmations: &[Verification],
) -> Vec<Schedule> {
    let known = Freshness::of(FieldGroup::Hours, confirmations);
    let told = in_words(facts);
    let plain = |key: &str| Schedule {
        id: part(id.uuid(), "schedule", key),
        service_id: id.to_string(),
        valid_from: known.confirmed.map(|done| done.verified_on.to_string()),
        // Until then nobody has to ask again.
        valid_to: known.due().map(|day| day.to_string()),
        timezone: None,
        wkst: None,
        freq: None,
        byday: None,
        description: None,
        opens_at: None,
        closes_at: None,
        notes: None,
    };
    let turns = turns(&facts.hours);
    if turns.is_empty() {
        let only_told = told.map(|told| Schedule {
            description: Some(told),
            ..plain("told")
        });
        return only_told.into_iter().collect();
    }
    let turns = turns.into_iter().map(|((freq, span), days)| {
        let (opens, closes) = (clock(span.opens), clock(span.closes));
        Schedule {
            timezone: Some(OFFSET),
            wkst: Some("MO"),
            freq: Some(freq),
            byday: Some(days.join(",")),
            notes: told.clone(),
            ..plain(&format!("{freq} {opens}-{closes}"))
        }
        .at(opens, closes)
    });
    turns.collect()
}

impl Schedule {
    fn at(mut self, opens: String, closes: String) -> Self {
        (self.opens_at, self.closes_at) = (Some(opens), Some(closes));
        self
    }
}

/// The days of each stretch of opening that comes again, by how it does.
fn turns(hours: &Hours) -> BTreeMap<(&'static str, Span), Vec<String>> {
    let mut turns: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for rule in hours.rules() {
        let DayPlan::Open(spans) = &rule.plan else {
            continue;
        };
        let (freq, day) = match rule.on {
            DayPattern::Weekday(day) => ("WEEKLY", weekday_code(day).to_owned()),
            DayPattern::NthWeekday(nth, day) => ("MONTHLY", format!("{nth}{}", weekday_code(day))),
            DayPattern::LastWeekday(day) => ("MONTHLY", format!("-1{}", weekday_code(day))),
            DayPattern::Holiday | DayPattern::YearEnd { .. } | DayPattern::Dates(..) => continue,
        };
        for span in spans {
            turns.entry((freq, *span)).or_default().push(day.clone());
        }
    }
    turns
}

/// All that is stated about hours.
fn in_words(facts: &ResourceFacts) -> Option<String> {
    let mut said = Vec::new();
    if !facts.hours.is_unknown() {
        said.push(facts.hours.to_string());
    }
    said.extend(facts.hours_note.as_ref().map(ToString::to_string));
    (!said.is_empty()).then(|| said.join("\n"))
}

/// A minute of the day with the offset of Japan. The standard has no 24:00.
fn clock(minute: Minute) -> String {
    let minutes = minute.get().min(23 * 60 + 59);
    format!("{:02}:{:02}+09:00", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use renkei_domain::directory::kind::ResourceKind;
    use renkei_domain::text::{Line, Prose};

    use super::*;

    fn schedules(hours: &str, note: Option<&str>) -> Vec<Schedule> {
        let name = Line::parse("みほん").expect("a line");
        let mut facts = ResourceFacts::named(ResourceKind::HelloWork, name);
        facts.hours = Hours::parse(hours).expect("hours");
        facts.hours_note = note.map(|note| Prose::parse(note).expect("a text"));
        let id = "01932f00-0000-7002-8000-000000000001"
            .parse::<ResourceId>()
            .expect("an id");
        of_entry(id, &facts, &[])
    }

    fn rules(schedules: &[Schedule]) -> Vec<String> {
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let rules = schedules.iter().map(|one| {
            let freq = one.freq.unwrap_or_default();
            let (opens, closes) = (text(&one.opens_at), text(&one.closes_at));
            format!("{freq} {} {opens} {closes}", text(&one.byday))
        });
        rules.collect()
    }

    #[test]
    fn each_stretch_of_opening_has_one_rule_with_its_days() {
        let told = schedules(
            "月-水 9:00-12:00,13:00-17:00; 木 9:00-12:00; 第2,4土 22:00-7:00; 最終金 0:00-24:00; 祝 休み",
            Some("お盆は休みます"),
        );
        let mut found = rules(&told);
        found.sort();
        assert_eq!(
            found,
            [
                "MONTHLY -1FR 00:00+09:00 23:59+09:00",
                "MONTHLY 2SA,4SA 22:00+09:00 07:00+09:00",
                "WEEKLY MO,TU,WE 13:00+09:00 17:00+09:00",
                "WEEKLY MO,TU,WE,TH 09:00+09:00 12:00+09:00",
            ]
        );
        for one in &told {
            let notes = one.notes.clone().unwrap_or_default();
            assert!(notes.contains("祝") && notes.contains("お盆"), "{notes}");
        }
    }

    #[test]
    fn hours_without_a_rule_are_told_in_words_and_unknown_ones_not_at_all() {
        assert!(schedules("", None).is_empty());
        let told = schedules("", Some("電話で聞いてください"));
        let words = told.first().and_then(|one| one.description.as_deref());
        assert_eq!((told.len(), words), (1, Some("電話で聞いてください")));
        assert_eq!(rules(&told), ["   "]);
    }
}
