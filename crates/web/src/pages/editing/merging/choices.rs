//! The form in which somebody chooses what stays of two entries, and what they chose.

use renkei_app::directory::edit::merging::Pair;
use renkei_domain::directory::merging::{Choices, Side, Take};

use super::answers::Answer;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::pages::editing::kit::Faults;

/// The field that says which entry stays.
pub(super) const KEEP: &str = "keep";
/// What the name of a field begins with that answers a question.
pub(super) const ANSWER: &str = "take_";

/// The field that says which version of an entry was shown.
pub(super) fn version_field(side: Side) -> String {
    format!("{}_version", side.code())
}

/// The form as it is first shown.
pub(super) fn fresh(pair: &Pair) -> Sent {
    let survivor = pair.proposed();
    let mut packed = Packed::default();
    packed.put(KEEP, survivor.code());
    for (question, take) in pair.questions(survivor) {
        packed.put(format!("{ANSWER}{}", question.code()), take.code());
    }
    for side in Side::ALL {
        packed.put(version_field(*side), pair.side(*side).now.version);
    }
    packed.sent()
}

/// What somebody chose, or which questions have no answer.
pub(super) fn read(sent: &Sent, pair: &Pair) -> Result<Choices, Faults> {
    let mut faults = Faults::default();
    let survivor = Side::from_code(sent.text(KEEP));
    if survivor.is_none() {
        faults.add(KEEP, "のこす方を えらんでください。");
    }
    let mut choices = Choices {
        survivor: survivor.unwrap_or(Side::Left),
        takes: Default::default(),
    };
    for (question, _) in pair.questions(choices.survivor) {
        let name = format!("{ANSWER}{}", question.code());
        match Take::from_code(sent.text(&name)) {
            Some(Take::Both) if !question.is_list() => {
                faults.add(name, "どちらかを えらんでください。");
            }
            Some(take) => {
                choices.takes.insert(question, take);
            }
            None => faults.add(name, "どちらの内容をのこすか えらんでください。"),
        }
    }
    if faults.0.is_empty() {
        Ok(choices)
    } else {
        Err(faults)
    }
}

/// The questions, each with what the two say.
pub(super) fn fields(sent: &Sent, pair: &Pair, answers: &[Answer], faults: &Faults) -> Vec<Field> {
    let kept = sent.text(KEEP);
    let stays = Side::ALL.iter().map(|side| {
        let name = &pair.side(*side).now.facts.name;
        Choice::of(side.code(), format!("{side}: {name}"), kept)
    });
    let keep = Field::one(KEEP, "のこす機関", stays.collect())
        .hinted("のこす方の ページのアドレスが そのまま使えます。公表データがある方を のこすと、これからの取り込みで新しくなります。")
        .wrong(faults.of(KEEP));
    let questions = answers
        .iter()
        .filter(|answer| answer.is_asked)
        .map(|answer| {
            let name = format!("{ANSWER}{}", answer.question.code());
            let chosen = sent.text(&name).to_owned();
            let own = [(Take::Left, &answer.left), (Take::Right, &answer.right)];
            let own = own.map(|(take, said)| {
                let which = if take == Take::Left {
                    Side::Left
                } else {
                    Side::Right
                };
                Choice::of(take.code(), format!("{which}: {said}"), &chosen)
            });
            let both = answer.question.is_list();
            let both = both.then(|| Choice::of(Take::Both.code(), "両方のこす", &chosen));
            let wrong = faults.of(&name).map(str::to_owned);
            Field::one(
                name,
                answer.question.word(),
                own.into_iter().chain(both).collect(),
            )
            .wrong(wrong)
        });
    std::iter::once(keep).chain(questions).collect()
}

/// Everything that a form of these pages carries, as it came.
pub(super) fn carried(form: Form, sent: &Sent) -> Form {
    let versions = Side::ALL.iter().map(|side| version_field(*side));
    let names = versions.chain([KEEP.to_owned()]).map(|name| {
        let value = sent.text(&name).to_owned();
        (name, value)
    });
    let takes = sent.beginning(ANSWER);
    let takes = takes.map(|(question, take)| (format!("{ANSWER}{question}"), take.to_owned()));
    Form {
        hidden: names.chain(takes).collect(),
        ..form
    }
}
