//! Records in words.

use renkei_app::map::own::StoredShare;
use renkei_app::provisions::read::RecordsView;
use renkei_domain::consent::{Categories, ConsentPurpose, Giver, InformationCategory, PartyId};
use renkei_domain::map::share::{SHARE_MEANS, SHARE_PURPOSE, ShareEnd};
use renkei_domain::provisions::{
    Incident, IncidentStep, KeptIncident, KeptProvision, NamedAgency, Provision, Receipt,
};
use renkei_domain::time::Instant;

use super::super::facts::{Fact, Facts, day, fact, lined, said, text};
use crate::paths::MisdirectedPath;

/// A record.
#[derive(Debug, Clone)]
pub(super) struct RecordLine {
    pub(super) heading: String,
    pub(super) facts: Facts,
    /// Where it is said that it reached the wrong one.
    pub(super) misdirected: Option<String>,
}

/// An incident.
#[derive(Debug, Clone)]
pub(super) struct IncidentLine {
    pub(super) heading: String,
    pub(super) facts: Facts,
    /// What is left to do about it.
    pub(super) left: Vec<StepLine>,
    pub(super) id: String,
}

/// Something that is left to do.
#[derive(Debug, Clone)]
pub(super) struct StepLine {
    pub(super) code: &'static str,
    pub(super) words: &'static str,
    pub(super) due: String,
    /// Whether it should have been done.
    pub(super) is_over: bool,
}

/// The words for what was told: plain ones for the person.
pub(in crate::pages::cases) fn categories(is_person: bool, told: &Categories) -> Vec<String> {
    let word: fn(InformationCategory) -> &'static str = if is_person {
        InformationCategory::plain
    } else {
        InformationCategory::word
    };
    told.iter().map(|one| word(*one).to_owned()).collect()
}

fn purpose(view: &RecordsView, purpose: ConsentPurpose) -> &'static str {
    if view.is_person {
        purpose.plain()
    } else {
        purpose.word()
    }
}

/// By what it could be told.
pub(crate) fn basis(kept: &KeptProvision) -> String {
    basis_of(kept, Giver::consent_word)
}

/// The same with the word for what each of those who agreed gave.
fn basis_of(kept: &KeptProvision, word: fn(&Giver) -> &'static str) -> String {
    if kept.record.exception().is_some() {
        return "法律で決められた場合（同意なし）".to_owned();
    }
    let agreed = kept.agreed_by();
    if agreed.is_empty() {
        // What they agreed to is not there any more.
        return "同意".to_owned();
    }
    let words: Vec<&str> = agreed.into_iter().map(word).collect();
    words.join("、")
}

/// The same as one says it to whoever reads it.
fn basis_words(view: &RecordsView, kept: &KeptProvision) -> String {
    if !view.is_person {
        return basis(kept);
    }
    basis_of(kept, |giver| match giver {
        Giver::Person => "あなたの同意",
        other => other.consent_word(),
    })
}

/// The name of that.
const fn basis_name(view: &RecordsView) -> &'static str {
    if view.is_person {
        "なぜ 話せたか"
    } else {
        "もとになること"
    }
}

/// What stands in a record where an item that the law asks for is not known.
pub(crate) const UNKNOWN: &str = "（わかっていません）";

/// An item that the law asks for, or that it is not known.
pub(crate) fn asked_by_law(item: Option<&impl ToString>) -> String {
    item.map_or_else(|| UNKNOWN.to_owned(), ToString::to_string)
}

/// The head of an agency, or that it is not known. The law asks for that of a 法人 alone.
pub(crate) fn head_words(named: &NamedAgency) -> String {
    match (&named.head, &named.body) {
        (Some(head), _) => head.clone(),
        (None, Some(_)) => UNKNOWN.to_owned(),
        (None, None) => "（法人のとき。わかっていません）".to_owned(),
    }
}

/// Whether a record names one of the team without all that the law asks for. Of others there is no place to type it
/// for the next record.
pub(super) fn lacks(view: &RecordsView, record: &Provision) -> bool {
    let named = &record.recipient;
    let is_headless = named.body.is_some() && named.head.is_none();
    let team = view.file.team.iter();
    let mut team = team.filter(|member| member.is_there(view.now.date));
    let is_in_team = team.any(|member| record.to == PartyId::of(member));
    is_in_team && (named.address.is_none() || is_headless)
}

/// Whom a record names, as the law asks for it.
fn agency(named: &NamedAgency, contact: &'static str) -> [Option<Fact>; 4] {
    [
        said(contact, named.contact.as_ref()),
        said("法人", named.body.as_ref()),
        Some(fact("代表者", head_words(named))),
        Some(fact("住所", asked_by_law(named.address.as_ref()))),
    ]
}

/// A record of what was told.
pub(super) fn provision_line(view: &RecordsView, kept: &KeptProvision) -> RecordLine {
    let record = &kept.record;
    let heard = &record.recipient;
    let moment = record.at.in_japan();
    let told = [
        Some(fact(
            "日",
            format!("{} {}", day(moment.date), moment.minute),
        )),
        Some(
            lined(
                "伝えたこと",
                categories(view.is_person, &record.categories()),
            )
            .ours(),
        ),
        Some(fact("なんのため", purpose(view, record.purpose)).ours()),
        Some(fact("方法", record.means).ours()),
        Some(fact(basis_name(view), basis_words(view, kept)).ours()),
    ];
    let noted = record.noted_at.in_japan();
    let by = [
        Some(fact("話した人", view.name_of(record.told_by))),
        record.is_noted_later().then(|| {
            let on = day(noted.date);
            fact(
                "書いた日",
                format!("{on} {}（話したあとに書きました）", noted.minute),
            )
        }),
    ];
    let facts = told.into_iter().chain(agency(heard, "聞いた人")).chain(by);
    RecordLine {
        heading: heard.name.clone(),
        facts: Facts::of(facts),
        misdirected: view.may_keep.then(|| {
            let path = MisdirectedPath::of(view.file.case.id);
            format!("{path}?record={}", record.id)
        }),
    }
}

/// A moment with its day.
fn moment(at: Instant) -> String {
    let at = at.in_japan();
    format!("{} {}", day(at.date), at.minute)
}

/// To whom the person showed their map themself, with the items of a record.
pub(super) fn shown_line(view: &RecordsView, stored: &StoredShare) -> RecordLine {
    let share = &stored.share;
    let until = match share.over(view.now.instant()) {
        Some(ShareEnd::Ended) => share.ended.map(|at| fact("やめた日", moment(at))),
        Some(ShareEnd::Expired) => Some(fact("いま", ShareEnd::Expired).ours()),
        None => Some(match share.until {
            Some(until) => fact("いつまで", moment(until)),
            None => fact("いつまで", "あなたが やめるまで").ours(),
        }),
    };
    let facts = [
        Some(fact("日", moment(share.since))),
        Some(lined("見せたこと", categories(view.is_person, &stored.categories)).ours()),
        Some(fact("なんのため", purpose(view, SHARE_PURPOSE)).ours()),
        Some(fact("方法", SHARE_MEANS).ours()),
        until,
    ];
    RecordLine {
        heading: stored.name.clone(),
        facts: Facts::of(facts),
        misdirected: None,
    }
}

/// A record of what came in.
pub(super) fn receipt_line(view: &RecordsView, receipt: &Receipt) -> RecordLine {
    let from = &receipt.from;
    let obtained = if view.is_person {
        "その人は どうやって 知ったか"
    } else {
        "相手が知ったいきさつ"
    };
    let received = [
        Some(fact("日", day(receipt.on))),
        Some(
            lined(
                "聞いたこと",
                categories(view.is_person, &receipt.categories),
            )
            .ours(),
        ),
        text("内容", receipt.what.as_ref()),
        Some(fact("方法", receipt.means).ours()),
        Some(fact(obtained, receipt.obtained).ours()),
        Some(fact(basis_name(view), receipt.ground).ours()),
    ];
    let by = [Some(fact("書いた人", view.name_of(receipt.noted_by)))];
    let facts = received
        .into_iter()
        .chain(agency(from, "話した人"))
        .chain(by);
    RecordLine {
        heading: from.name.clone(),
        facts: Facts::of(facts),
        misdirected: None,
    }
}

/// When a step is due, in words.
pub(crate) fn due_words(incident: &Incident, step: IncidentStep) -> String {
    match (step, incident.due(step)) {
        (IncidentStep::Preliminary, Some((from, until))) => {
            format!("{} から {} まで", day(from), day(until))
        }
        (_, Some((_, until))) => format!("{} まで", day(until)),
        (_, None) => "できるだけ早く".to_owned(),
    }
}

fn step_line(view: &RecordsView, incident: &Incident, step: IncidentStep) -> StepLine {
    StepLine {
        code: step.code(),
        words: step.word(),
        due: due_words(incident, step),
        is_over: incident
            .due(step)
            .is_some_and(|(_, until)| until < view.now.date),
    }
}

/// Something that reached somebody whom it was not meant for.
pub(super) fn incident_line(view: &RecordsView, kept: &KeptIncident) -> IncidentLine {
    let incident = &kept.incident;
    let facts = [
        Some(fact("気づいた日", day(incident.noticed_on))),
        text("伝わったこと", Some(&incident.what)),
        Some(fact("だれのこと", &incident.whose)),
        Some(fact("だれに", &incident.to)),
    ];
    let done = incident.done.iter().map(|(step, on)| {
        let lines = vec![format!("{}: {}", step.word(), day(*on))];
        Some(lined("したこと", lines))
    });
    let by = [Some(fact("書いた人", view.name_of(incident.noted_by)))];
    let left = incident.left().filter(|_| view.may_keep);
    IncidentLine {
        heading: format!("{} に伝わった", incident.to),
        facts: Facts::of(facts.into_iter().chain(done).chain(by)),
        left: left.map(|step| step_line(view, incident, step)).collect(),
        id: incident.id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use renkei_domain::cases::team::Ring;

    use super::super::super::samples::member;
    use super::super::samples::usual;
    use super::*;

    #[test]
    fn a_head_is_missed_of_a_known_body_alone_and_only_where_it_can_be_typed() {
        let mut view = usual();
        let doctor = member(1, Ring::WelfareMedical, "クリニック").expect("a member");
        let mut record = view.file.provisions[0].record.clone();
        record.to = PartyId::Written(doctor.id);
        record.recipient.head = None;
        assert!(!lacks(&view, &record), "they are not in the team");
        view.file.team = vec![doctor];
        assert!(lacks(&view, &record));
        assert_eq!(head_words(&record.recipient), UNKNOWN);
        record.recipient.body = None;
        assert!(!lacks(&view, &record), "nobody knows of a body");
        assert_eq!(
            head_words(&record.recipient),
            "（法人のとき。わかっていません）"
        );
        record.recipient.address = None;
        assert!(lacks(&view, &record));
    }
}
