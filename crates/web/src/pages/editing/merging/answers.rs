//! What two entries say, in words.

use renkei_app::directory::edit::merging::{Pair, PairEntry};
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::PartValue;
use renkei_domain::directory::few;
use renkei_domain::directory::freshness::{FieldGroup, Freshness};
use renkei_domain::directory::inquiry::InquiryState;
use renkei_domain::directory::merging::{Question, Side};
use renkei_domain::directory::phone::Phone;
use renkei_domain::time::japanese_date;

use crate::Site;
use crate::error::PageFault;
use crate::pages::editing::told::{self, Called};
use crate::paths::ResourcePath;

/// What the two answer to one question.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) question: Question,
    pub(super) is_asked: bool,
    pub(super) is_same: bool,
    /// Whether neither says anything.
    pub(super) is_empty: bool,
    pub(super) left: String,
    pub(super) right: String,
}

/// What stands around one of the two.
#[derive(Debug, Clone)]
pub(super) struct Card {
    pub(super) which: &'static str,
    pub(super) name: String,
    pub(super) path: ResourcePath,
    pub(super) facts: Vec<(&'static str, String)>,
}

/// What the two answer, in the order of the questions.
pub(super) async fn answers(site: &Site, pair: &Pair) -> Result<Vec<Answer>, PageFault> {
    let reference = site.app.reference().await?;
    let facts =
        [&pair.left, &pair.right].map(|entry| PartValue::Facts(Box::new(entry.now.facts.clone())));
    let named = told::organizations_in(&facts);
    let called = Called {
        places: &reference.municipalities,
        organizations: site.app.organization_names(&named).await?,
    };
    let (left, right) = (pair.left.asked(), pair.right.asked());
    let answers = Question::ALL.iter().map(|question| Answer {
        question: *question,
        is_asked: question.is_asked(left, right),
        is_same: question.is_same(left, right),
        is_empty: question.is_empty(left) && question.is_empty(right),
        left: said(*question, &pair.left, &called),
        right: said(*question, &pair.right, &called),
    });
    Ok(answers.collect())
}

fn said(question: Question, entry: &PairEntry, called: &Called<'_>) -> String {
    if question.is_empty(entry.asked()) {
        return "（なし）".to_owned();
    }
    if let Some(part) = question.part() {
        let value = PartValue::Profile(Box::new(part.only(&entry.now.profile)));
        return told::alone(part, &value, called).join(" / ");
    }
    let facts = &entry.now.facts;
    let mut lines: Vec<String> = if question == Question::Phones {
        facts.phones.iter().map(number).collect()
    } else {
        let fields = question.fields().iter();
        fields
            .filter_map(|field| Some((*field, called.read(*field, facts)?)))
            .map(|(field, value)| match question.fields() {
                [_] => value,
                _ => format!("{field} {value}"),
            })
            .collect()
    };
    lines.extend(published(question.fields(), entry));
    lines.join(" / ")
}

/// A number with what it is for.
fn number(phone: &Phone) -> String {
    match &phone.label {
        Some(label) => format!("{}（{label}）", phone.written),
        None => phone.written.to_string(),
    }
}

/// What the source of fields says that people put right.
fn published(fields: &[CorrectableField], entry: &PairEntry) -> Vec<String> {
    let kept = entry.corrections.iter().map(|kept| &kept.correction);
    let kept = kept.filter(|kept| fields.contains(&kept.field) && kept.value != kept.source_value);
    kept.map(|kept| {
        let published = kept
            .source_value
            .as_deref()
            .map(|value| kept.field.in_words(value));
        let published = published.unwrap_or_else(|| "（空欄）".to_owned());
        format!("人が直しました（公表データの{}: {published}）", kept.field)
    })
    .collect()
}

/// What stands around each of the two.
pub(super) fn cards(pair: &Pair) -> Vec<Card> {
    Side::ALL
        .iter()
        .map(|side| card(*side, pair.side(*side)))
        .collect()
}

fn card(side: Side, entry: &PairEntry) -> Card {
    let now = &entry.now;
    let none = |lines: Vec<String>| {
        if lines.is_empty() {
            "（なし）".to_owned()
        } else {
            lines.join("、")
        }
    };
    let sources = entry.sources.iter().map(|source| {
        let gone = source.absent_since.map(japanese_date);
        let gone = gone
            .map(|day| format!("・{day}から のっていません"))
            .unwrap_or_default();
        format!("{} {}{gone}", source.dataset, source.edition)
    });
    let confirmed = FieldGroup::ALL.iter().filter_map(|group| {
        let fresh = Freshness::of(*group, &now.profile.verifications);
        let done = fresh.confirmed?;
        Some(format!("{group} {}", japanese_date(done.verified_on)))
    });
    let persons = now.profile.contact_persons.iter();
    let persons = persons.map(|person| person.name.to_string());
    let uses = entry.uses;
    let used = format!(
        "支援チーム {}・会議 {}・電話の予定 {}・引きつぐ機関として {}",
        few::in_words(uses.teams),
        few::in_words(uses.conferences),
        uses.calls,
        uses.followed
    );
    let asked = entry.inquiry.as_ref().map_or("（なし）", |inquiry| {
        if inquiry.state == InquiryState::Replied {
            "来た答えが、まだ名簿に入っていません"
        } else {
            "答えを待っています"
        }
    });
    Card {
        which: side.word(),
        name: now.facts.name.to_string(),
        path: ResourcePath::of(now.id),
        facts: vec![
            ("公表データ", none(sources.collect())),
            ("確かめた日", none(confirmed.collect())),
            ("担当の人", none(persons.collect())),
            ("気づいたこと", format!("{}件", entry.observations())),
            ("名前が出ている数", used),
            ("お確かめ", asked.to_owned()),
        ],
    }
}
