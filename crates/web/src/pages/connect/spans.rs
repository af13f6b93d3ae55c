//! Spans of time in the words of both languages.

use chrono::TimeDelta;
use renkei_domain::people::webhook::webhook_gaps;

use super::Language;

/// When a message of a webhook is tried again.
pub(in crate::pages) fn gaps(language: Language) -> String {
    let gaps: Vec<String> = webhook_gaps().map(|gap| span(language, gap)).collect();
    gaps.join(language.of(["、", ", "]))
}

/// One span in the largest unit that leaves nothing over.
fn span(language: Language, span: TimeDelta) -> String {
    let seconds = span.num_seconds();
    let (number, [japanese, one, many]) = match seconds {
        seconds if seconds % 3_600 == 0 => (seconds / 3_600, ["時間", "hour", "hours"]),
        seconds if seconds % 60 == 0 => (seconds / 60, ["分", "minute", "minutes"]),
        seconds => (seconds, ["秒", "second", "seconds"]),
    };
    match (language, number) {
        (Language::Japanese, _) => format!("{number}{japanese}"),
        (Language::English, 1) => format!("{number} {one}"),
        (Language::English, _) => format!("{number} {many}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_in_the_largest_unit_that_fits() {
        for (seconds, japanese, english) in [
            (1, "1秒", "1 second"),
            (5, "5秒", "5 seconds"),
            (60, "1分", "1 minute"),
            (90, "90秒", "90 seconds"),
            (7_200, "2時間", "2 hours"),
        ] {
            let asked = TimeDelta::seconds(seconds);
            assert_eq!(span(Language::Japanese, asked), japanese);
            assert_eq!(span(Language::English, asked), english);
        }
        assert!(gaps(Language::Japanese).starts_with("5秒、5分、30分、2時間"));
        assert!(gaps(Language::English).ends_with("20 hours, 24 hours"));
    }
}
