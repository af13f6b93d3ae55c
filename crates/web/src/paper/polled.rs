//! The forms on which people say when they could come. They tell dates, a number and a code.

use chrono::TimeDelta;
use renkei_app::paper::PollFormPaper;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::time::{Instant, era_date};
use renkei_print::{Code, Ruby, sheets};

use super::conference::keeper;
use super::{GROUP, ToPrint, network, number};

/// A date as it is asked about.
fn when(begins: Instant, minutes: u16) -> String {
    let ends = begins.plus(TimeDelta::minutes(i64::from(minutes)));
    let (begins, ends) = (begins.in_japan(), ends.in_japan());
    let day = era_date(begins.date);
    format!("{day} {}〜{}", begins.minute, ends.minute)
}

pub(super) fn form(paper: &PollFormPaper) -> ToPrint {
    let by_fax = paper.channel == CallChannel::Fax;
    let forms = paper.forms.iter().map(|form| sheets::PollForm {
        to: form.to.as_str().into(),
        is_agency: form.is_agency,
        ask: form.from.as_ref().map(keeper),
        fax: by_fax.then(|| form.target.to_string()),
        address: (!by_fax).then(|| form.target.as_str().into()),
        is_reminder: form.is_reminder,
        answer_by: form.answer_by,
        code: Code::in_groups(form.code.letters(), GROUP),
    });
    let dates = paper.begins.iter();
    ToPrint {
        sheet: renkei_print::Sheet::PollForm(sheets::PollFormSheet {
            network: network(&paper.head),
            number: paper.number.as_str().into(),
            minutes: paper.minutes,
            dates: dates.map(|begins| when(*begins, paper.minutes)).collect(),
            ask: keeper(&paper.sender),
            answer_fax: paper.sender.fax.as_ref().map(number),
            forms: forms.collect(),
        }),
        ruby: Ruby::Off,
        name: "日程のお願い.pdf",
        plain_name: "dates.pdf",
    }
}
