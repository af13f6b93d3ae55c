//! What a person compares before choosing (「働くためには？」).

use renkei_domain::directory::comparison::Comparison;
use renkei_domain::directory::program::Range;

pub(crate) fn lines(c: &Comparison) -> Vec<(&'static str, String)> {
    let length = match (c.months, c.without_limit) {
        (_, true) => Some("期限なし".to_owned()),
        (Some(months), false) => Some(span(months, "か月")),
        (None, false) => None,
    };
    let pay = match (c.pay, &c.pay_note) {
        (Some(pay), Some(note)) => Some(format!("{pay}（{note}）")),
        (Some(pay), None) => Some(pay.to_string()),
        (None, note) => note.as_ref().map(ToString::to_string),
    };
    let documents = c
        .documents
        .iter()
        .map(|document| document.word())
        .collect::<Vec<_>>()
        .join("、");
    let lines = [
        ("使える人", c.eligibility.as_ref().map(ToString::to_string)),
        ("使える期間", length),
        ("週に何日", c.days_a_week.map(|days| span(days, "日"))),
        ("お金", pay),
        ("近さ", c.distance.map(|distance| distance.to_string())),
        (
            "就職のあとの支援",
            c.retention_support.map(|offered| offered.to_string()),
        ),
        ("申しこみ先", c.apply_at.as_ref().map(ToString::to_string)),
        ("見学", c.visit.map(|offered| offered.to_string())),
        ("体験", c.trial.map(|offered| offered.to_string())),
        (
            "送迎・交通費",
            c.transport.map(|offered| offered.to_string()),
        ),
        ("費用", c.cost.as_ref().map(ToString::to_string)),
        (
            "持ってくるもの",
            (!documents.is_empty()).then_some(documents),
        ),
    ];
    lines
        .into_iter()
        .filter_map(|(term, text)| Some((term, text?)))
        .collect()
}

fn span(range: Range, unit: &str) -> String {
    let Range { from, to } = range;
    if from == to {
        format!("{from}{unit}")
    } else {
        format!("{from}〜{to}{unit}")
    }
}
