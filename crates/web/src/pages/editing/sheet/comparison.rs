//! What a person compares before choosing.

use renkei_domain::directory::comparison::{Comparison, Distance, Offered, Pay, RequiredDocument};
use renkei_domain::directory::edit::Edit;
use renkei_domain::directory::program::Range;

use super::super::kit::{Faults, Reading, choices, ticks};
use super::Shape;
use crate::form::{Choice, Field, Packed, Sent};

/// What stands for a choice that nobody made.
const UNKNOWN: Option<&str> = Some("わからない");

pub(super) fn pack(known: &Comparison, packed: &mut Packed) {
    put_range("months", known.months, packed);
    if known.without_limit {
        packed.put("without_limit", "yes");
    }
    put_range("days", known.days_a_week, packed);
    packed.put_some("pay", known.pay.map(Pay::code));
    packed.put_some("pay_note", known.pay_note.as_ref());
    packed.put_some("distance", known.distance.map(Distance::code));
    packed.put_some("retention", known.retention_support.map(Offered::code));
    packed.put_some("apply_at", known.apply_at.as_ref());
    packed.put_some("visit", known.visit.map(Offered::code));
    packed.put_some("trial", known.trial.map(Offered::code));
    packed.put_some("transport", known.transport.map(Offered::code));
    packed.put_some("cost", known.cost.as_ref());
    for document in &known.documents {
        packed.put("documents", document.code());
    }
    packed.put_some("eligibility", known.eligibility.as_ref());
}

/// Puts both ends of a span.
pub(super) fn put_range(name: &str, range: Option<Range>, packed: &mut Packed) {
    packed.put_some(format!("{name}_from"), range.map(|range| range.from));
    packed.put_some(format!("{name}_to"), range.map(|range| range.to));
}

pub(super) fn shape(sent: &Sent, faults: &Faults) -> Shape {
    let line = |name: &'static str, label| {
        Field::sentence(name, label, sent.text(name)).wrong(faults.of(name))
    };
    let count = |name: &'static str, label| {
        Field::count(name, label, sent.text(name)).wrong(faults.of(name))
    };
    let offered = |name: &'static str, label| {
        let words = Offered::ALL.iter().map(|word| (word.code(), word.word()));
        Field::listed(name, label, choices(UNKNOWN, words, sent.text(name))).wrong(faults.of(name))
    };
    let pay = Pay::ALL.iter().map(|word| (word.code(), word.word()));
    let distance = Distance::ALL.iter().map(|word| (word.code(), word.word()));
    let documents = RequiredDocument::ALL
        .iter()
        .map(|word| (word.code(), word.word()));
    let endless = Choice {
        value: "yes".to_owned(),
        word: "期限なし".to_owned(),
        is_chosen: sent.text("without_limit") == "yes",
    };
    Shape {
        fields: vec![
            Field::prose("eligibility", "使える人", sent.text("eligibility"))
                .wrong(faults.of("eligibility")),
            count("months_from", "使える期間（か月）: みじかいとき"),
            count("months_to", "使える期間（か月）: 長いとき"),
            Field::any("without_limit", "期限", vec![endless]),
            count("days_from", "週に何日: 少ないとき"),
            count("days_to", "週に何日: 多いとき"),
            Field::listed("pay", "お金", choices(UNKNOWN, pay, sent.text("pay")))
                .wrong(faults.of("pay")),
            line("pay_note", "お金のくわしい内容"),
            Field::listed(
                "distance",
                "近さ",
                choices(UNKNOWN, distance, sent.text("distance")),
            )
            .wrong(faults.of("distance")),
            offered("retention", "就職のあとの支援"),
            line("apply_at", "申しこみ先"),
            offered("visit", "見学"),
            offered("trial", "体験"),
            offered("transport", "送迎・交通費"),
            line("cost", "費用"),
            Field::any(
                "documents",
                "持ってくるもの",
                ticks(documents, sent, "documents"),
            ),
        ],
        ..Shape::default()
    }
}

pub(super) fn read(sent: &Sent) -> Result<Edit, Faults> {
    let mut reading = Reading::of(sent);
    let comparison = Comparison {
        months: reading.range("months_from", "months_to"),
        without_limit: sent.text("without_limit") == "yes",
        days_a_week: reading.range("days_from", "days_to"),
        pay: reading.word("pay", Pay::from_code),
        pay_note: reading.line("pay_note"),
        distance: reading.word("distance", Distance::from_code),
        retention_support: reading.word("retention", Offered::from_code),
        apply_at: reading.line("apply_at"),
        visit: reading.word("visit", Offered::from_code),
        trial: reading.word("trial", Offered::from_code),
        transport: reading.word("transport", Offered::from_code),
        cost: reading.line("cost"),
        documents: sent
            .all("documents")
            .filter_map(RequiredDocument::from_code)
            .collect(),
        eligibility: reading.prose("eligibility"),
    };
    reading.end(Edit::Comparison(Box::new(comparison)))
}
