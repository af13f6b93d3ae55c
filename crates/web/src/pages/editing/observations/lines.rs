//! What the page of observations shows: each observation in words, with the forms of what may be done next.

use renkei_app::directory::edit::observed::{Observer, ReadObservation};
use renkei_domain::directory::strength::Valence;
use renkei_domain::ids::{ResourceId, StrengthId};
use renkei_domain::time::japanese_date;

use super::ObservationLine;
use crate::form::{Field, Form, Packed, Sent};
use crate::pages::editing::kit::{Faults, choices};
use crate::pages::editing::sheet::topics;
use crate::paths::ObservationStepPath;

const TELL: &str = "知らせた日を入れる";
const RELEASE: &str = "ネットワークの人に公開する";
const REPLY: &str = "この機関の返事として書く";

pub(super) fn value_of(observer: &Observer) -> String {
    format!("{} {}", observer.network, observer.agency)
}

pub(super) fn writing_fields(sent: &Sent, observers: &[Observer], faults: &Faults) -> Vec<Field> {
    let values: Vec<(String, String)> = observers
        .iter()
        .map(|observer| {
            let word = format!("{}（{} で読む）", observer.name, observer.network_name);
            (value_of(observer), word)
        })
        .collect();
    let values = values
        .iter()
        .map(|(value, word)| (value.as_str(), word.as_str()));
    let valences = Valence::ALL.iter().map(|word| (word.code(), word.word()));
    let topics = topics();
    let topics = topics.iter().map(|(code, word)| (code.as_str(), *word));
    let topic = match sent.text("topic") {
        "" => "general",
        chosen => chosen,
    };
    vec![
        Field::listed("by", "気づいた機関", choices(None, values, sent.text("by")))
            .wrong(faults.of("by")),
        Field::listed(
            "valence",
            "どれですか",
            choices(None, valences, sent.text("valence")),
        )
        .wrong(faults.of("valence")),
        Field::listed("topic", "何について", choices(None, topics, topic))
            .wrong(faults.of("topic")),
        Field::sentence("text", "いつ・どう頼むとうまくいくか", sent.text("text"))
            .hinted("例: 午前の電話がつながりやすい。はじめての紹介は書類を先に送ると早い。")
            .wrong(faults.of("text")),
        Field::sentence("basis", "何をもとにしていますか", sent.text("basis"))
            .hinted("例: この1年に5件の紹介で。本人の名前や、だれのことかわかる内容は書かない。")
            .wrong(faults.of("basis")),
        Field::day("statedOn", "気づいた日", sent.text("statedOn")).wrong(faults.of("statedOn")),
    ]
}

/// What somebody typed into one of the forms of a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'s> {
    pub(super) observation: StrengthId,
    pub(super) step: &'s str,
    pub(super) sent: &'s Sent,
    pub(super) faults: &'s Faults,
}

/// The forms of what may be done next about an observation. Each field bears the number of its line, since
/// the page has several such forms.
pub(super) fn steps(
    read: &ReadObservation,
    resource: ResourceId,
    place: usize,
    typed: Option<Typed<'_>>,
    new: &dyn Fn(&'static str) -> Form,
) -> Vec<Form> {
    let observation = &read.observation;
    let typed = typed.filter(|typed| typed.observation == observation.id);
    let nothing = (Packed::default().sent(), Faults::default());
    let of_step = |step: &str| match typed {
        Some(typed) if typed.step == step => (typed.sent, typed.faults),
        _ => (&nothing.0, &nothing.1),
    };
    let form = |step: &'static str, button: &'static str| {
        let mut form = new(button);
        form.action = ObservationStepPath::of(resource).to_string();
        form.carrying("observation", observation.id)
            .carrying("step", step)
            .carrying("row", place)
    };
    let mut forms = Vec::new();
    if read.may_reply && observation.reply.is_none() {
        let (sent, faults) = of_step("reply");
        let name = |field: &str| format!("{field}-{place}");
        // Where the page was shown when the form was sent, the observation may have stood elsewhere.
        let row = sent.text("row");
        let value = |field: &str| sent.text(&format!("{field}-{row}"));
        forms.push(
            form("reply", REPLY).with([
                Field::prose(name("reply"), "この機関の返事", value("reply"))
                    .wrong(faults.of(&name("reply"))),
                Field::sentence(name("name"), "返事をした人の名前", value("name"))
                    .wrong(faults.of(&name("name"))),
                Field::sentence(name("role"), "その人の役割", value("role"))
                    .hinted("例: サービス管理責任者")
                    .wrong(faults.of(&name("role"))),
            ]),
        );
    }
    if read.may_release && observation.told_on.is_none() {
        let (sent, faults) = of_step("told");
        let name = format!("on-{place}");
        let typed = sent.text(&format!("on-{}", sent.text("row")));
        let field = Field::day(name.clone(), "この機関に知らせた日", typed);
        forms.push(form("told", TELL).with([field.wrong(faults.of(&name))]));
    }
    if read.may_release && observation.told_on.is_some() && observation.released_on.is_none() {
        forms.push(form("release", RELEASE));
    }
    forms
}

pub(super) fn line(read: &ReadObservation, steps: Vec<Form>) -> ObservationLine {
    let observation = &read.observation;
    let head = match observation.topic.word() {
        Some(topic) => format!("{}・{topic}", observation.valence),
        None => observation.valence.to_string(),
    };
    let standing = match (observation.released_on, observation.told_on) {
        (Some(on), _) => format!("{}から、ネットワークの人が読めます。", japanese_date(on)),
        (None, Some(on)) => {
            let from = observation.releasable_from().map(japanese_date);
            format!(
                "{}に、この機関に知らせました。{}から公開できます。",
                japanese_date(on),
                from.unwrap_or_default()
            )
        }
        (None, None) => "この機関には、まだ知らせていません。".to_owned(),
    };
    ObservationLine {
        head,
        text: observation.text.to_string(),
        basis: observation.basis.as_ref().map(ToString::to_string),
        by: format!(
            "{} が {} に見たところ",
            read.by.as_deref().unwrap_or("ほかの機関"),
            japanese_date(observation.stated_on)
        ),
        standing,
        reply: observation.reply.as_ref().map(|reply| {
            format!(
                "{}（{}・{} {}）",
                reply.text,
                japanese_date(reply.on),
                reply.by_role,
                reply.by_name
            )
        }),
        steps,
    }
}
