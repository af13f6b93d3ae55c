//! When an office is open, in the notation of hours, with how it is understood.

use renkei_domain::directory::hours::Hours;

use super::super::kit::Faults;
use super::{Shape, facts};
use crate::form::{Field, Sent};

/// The button that shows how the hours are understood.
const CHECK: (&str, &str) = ("check", "読み方をたしかめる");

pub(super) fn shape(sent: &Sent, faults: &Faults) -> Shape {
    let understood = Hours::parse(sent.text("hours"))
        .map(|hours| hours.lines())
        .unwrap_or_default();
    Shape {
        fields: vec![
            Field::prose("hours", "時間", sent.text("hours"))
                .hinted(
                    "1行に1つずつ。例:「月-金 9:00-12:00,13:00-17:00」「第2土 9:30-12:30」「土 休み」「祝 休み」「年末年始(12/28..1/4) 休み」「2026-08-13..2026-08-15 休み」",
                )
                .wrong(faults.of("hours")),
            Field::prose("hours_note", "時間の注意", sent.text("hours_note"))
                .hinted("例: 受付は16:30まで")
                .wrong(faults.of("hours_note")),
        ],
        hidden: facts::carried(facts::HOURS, sent),
        again: Some(CHECK),
        understood: understood
            .into_iter()
            .map(|line| (line.days, line.plan))
            .collect(),
        ..Shape::default()
    }
}
