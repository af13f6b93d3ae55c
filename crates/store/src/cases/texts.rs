//! A case and its person as texts: those that are sealed, and those of the log.

use renkei_domain::cases::case::{About, Case};
use renkei_domain::cases::stage::{JobCoachPhase, RetentionStage};
use serde_json::json;

use super::case::OF_PERSON;

/// What is kept of a person, in that order; nothing of whom nobody knows.
pub(super) fn texts(about: &About) -> [Option<String>; 9] {
    let About::Person(person) = about else {
        return [const { None }; 9];
    };
    [
        Some(person.name.to_string()),
        person.kana.as_ref().map(ToString::to_string),
        person.birth_date.map(|day| day.to_string()),
        person.phone.as_ref().map(ToString::to_string),
        person.mail.as_ref().map(ToString::to_string),
        person.address.as_ref().map(ToString::to_string),
        person.preferred.map(|way| way.code().to_owned()),
        person.contact_note.as_ref().map(ToString::to_string),
        person.helps.as_ref().map(ToString::to_string),
    ]
}

/// What the log keeps of a case beside its person.
pub(super) fn logged(case: &Case) -> serde_json::Value {
    json!({
        "number": case.number.get(),
        "lead": case.lead.to_string(),
        "keeper": case.keeper.to_string(),
        "agreed_on": case.agreement.map(|agreement| agreement.on.to_string()),
        "agreed_how": case.agreement.map(|agreement| agreement.how.code()),
        "topic": case.topic.as_ref().map(ToString::to_string),
        "care": case.standing.care.code(),
        "retention": case.standing.retention.map(RetentionStage::code),
        "job_coach": case.standing.job_coach.map(JobCoachPhase::code),
        "plan_maker": case.plan_maker.code(),
        "started_on": case.started_on.to_string(),
        "ended_on": case.ended_on.map(|day| day.to_string()),
    })
}

/// What it keeps of the person; nothing of whom nobody knows.
pub(super) fn logged_person(about: &About) -> Option<serde_json::Value> {
    if matches!(about, About::Anonymous | About::Erased | About::Damaged) {
        return None;
    }
    let texts = OF_PERSON.into_iter().zip(texts(about));
    let said = texts.filter_map(|(column, text)| Some((column.to_owned(), text?)));
    Some(json!(
        said.collect::<std::collections::BTreeMap<String, String>>()
    ))
}
