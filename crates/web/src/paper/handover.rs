//! The record of a handover that an office keeps.

use chrono::NaiveDate;
use renkei_app::paper::HandoverRecordPaper;
use renkei_domain::consent::InformationCategory;
use renkei_domain::provisions::KeptProvision;
use renkei_domain::text::Prose;
use renkei_print::sheets::SharedInformation;
use renkei_print::{Ruby, Words, sheets};

use super::{ToPrint, network};
use crate::pages::cases::records::basis;
use crate::words::listed;

fn words(text: Option<&Prose>) -> Option<Words> {
    text.map(|text| Words::lines(text.as_str()))
}

/// What was told, and whether by the last day on which that is in time.
fn shared((kept, by): &(KeptProvision, String), share_by: NaiveDate) -> SharedInformation {
    let record = &kept.record;
    let (on, agency) = (record.at.in_japan().date, &record.recipient);
    let contact = agency.contact.as_ref().map(ToString::to_string);
    let to: Vec<String> = [agency.name.clone()].into_iter().chain(contact).collect();
    SharedInformation {
        on,
        is_in_time: on <= share_by,
        to: to.join("　").into(),
        what: listed(&record.categories(), InformationCategory::word).into(),
        means: record.means.word().into(),
        basis: basis(kept).into(),
        by: by.as_str().into(),
        noted_on: record.noted_at.in_japan().date,
    }
}

pub(super) fn record(paper: &HandoverRecordPaper) -> ToPrint {
    let handover = &paper.handover;
    let share_by = handover.share_by();
    let views = handover.views.iter().map(|(view, said)| match said {
        Some(said) => format!("{}: {said}", view.word()),
        None => view.word().to_owned(),
    });
    let views: Vec<String> = views.collect();
    let told = paper.told.iter().map(|told| shared(told, share_by));
    ToPrint {
        sheet: renkei_print::Sheet::HandoverRecord(sheets::HandoverRecordSheet {
            network: network(&paper.head),
            of: paper.number.as_str().into(),
            lead: paper.lead.as_str().into(),
            ends_on: handover.ends_on,
            share_by,
            unsolved: words(handover.unsolved.as_ref()),
            natural_support: words(handover.natural_support.as_ref()),
            difference: words(handover.difference.as_ref()),
            explained_on: handover.explained_on,
            from_when: words(handover.from_when.as_ref()),
            views: (!views.is_empty()).then(|| Words::lines(&views.join("\n"))),
            shared: told.collect(),
        }),
        ruby: Ruby::Off,
        name: "引継ぎの記録.pdf",
        plain_name: "handover.pdf",
    }
}
