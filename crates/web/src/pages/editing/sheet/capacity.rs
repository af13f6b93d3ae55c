//! What an office said about its places.

use chrono::NaiveDate;
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::edit::Edit;

use super::super::kit::{Faults, Reading};
use super::Shape;
use crate::form::{Field, Packed, Sent};

pub(super) fn pack(report: Option<CapacityReport>, today: NaiveDate, packed: &mut Packed) {
    if let Some(report) = report {
        packed.put_some("available", report.available);
        packed.put_some("maximum", report.maximum);
        packed.put_some("waiting", report.waiting);
    }
    // Whoever opens the form has heard something new, as a rule today.
    packed.put("asOf", today);
}

pub(super) fn shape(sent: &Sent, faults: &Faults) -> Shape {
    let count = |name: &'static str, label| {
        Field::count(name, label, sent.text(name)).wrong(faults.of(name))
    };
    Shape {
        fields: vec![
            count("available", "いま空いている人数").hinted("0 は「空きがない」という意味です。"),
            count("maximum", "さいだいの人数").hinted("公表されている定員と違うときだけ入れます。"),
            count("waiting", "待っている人数"),
            Field::day("asOf", "聞いた日", sent.text("asOf")).wrong(faults.of("asOf")),
        ],
        ..Shape::default()
    }
}

pub(super) fn read(sent: &Sent) -> Result<Edit, Faults> {
    let mut reading = Reading::of(sent);
    let (available, maximum) = (reading.count("available"), reading.count("maximum"));
    let waiting = reading.count("waiting");
    let is_said = [available, maximum, waiting].iter().any(Option::is_some);
    let as_of = reading.day("asOf").filter(|_| is_said);
    let report = as_of.map(|as_of| CapacityReport {
        available,
        maximum,
        waiting,
        as_of,
    });
    reading.end(Edit::Capacity(report))
}
