//! Whoever represents the person by law (代理人): their name, on what they stand, and what they may decide. What they
//! agree to lies inside of that, or nothing is kept. A screen knows the person by their PIN and no representative.

use renkei_domain::consent::{
    Categories, Giver, InformationCategory, RepresentationBasis, Representative,
};
use renkei_domain::text::Prose;

use super::super::super::faults::Faults;
use super::super::super::{choices, none};
use crate::form::{Choice, Field, Sent};

const BASIS: &str = "basis";
const NAME: &str = "representative";
const SCOPE: &str = "scope";
const SINCE: &str = "scope_since";
const UNTIL: &str = "scope_until";

/// The names of its fields, for whoever asks somebody who represents nobody.
pub(in super::super) const OF_THE_PERSON: [&str; 5] = [BASIS, NAME, SCOPE, SINCE, UNTIL];

fn basis(sent: &Sent) -> Option<RepresentationBasis> {
    RepresentationBasis::from_code(sent.text(BASIS))
}

/// Whether a representative answered, and not the person.
pub(super) fn is_named(sent: &Sent) -> bool {
    basis(sent).is_some()
}

/// Who answered.
pub(super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let basis = choices(
        RepresentationBasis::ALL,
        RepresentationBasis::code,
        |basis| format!("代理人（{basis}）"),
        sent.text(BASIS),
    );
    let chosen: Vec<&str> = sent.all(SCOPE).collect();
    let scope = InformationCategory::ALL.iter().map(|one| Choice {
        value: one.code().to_owned(),
        word: one.plain().to_owned(),
        is_chosen: chosen.contains(&one.code()),
    });
    vec![
        Field::listed(BASIS, "だれが答えましたか", none("本人", basis)).hinted(
            "本人が おとな（18さい以上）なら、親は代理人ではありません。下の「手つだった人」に書きます。",
        ),
        Field::sentence(NAME, "代理人の名前（代理人のとき）", sent.raw(NAME))
            .wrong(faults.of(NAME)),
        Field::any(SCOPE, "代理人が決めてよいこと（代理人のとき）", scope.collect())
            .hinted("登記事項証明書などで確かめて選びます。")
            .wrong(faults.of(SCOPE)),
        Field::day(SINCE, "代理人の権限の始まり（代理人のとき）", sent.raw(SINCE))
            .wrong(faults.of(SINCE)),
        Field::day(UNTIL, "代理人の権限の終わり（わかるとき）", sent.raw(UNTIL))
            .wrong(faults.of(UNTIL)),
    ]
}

/// Who answered, where what was agreed to is theirs to decide.
pub(in super::super) fn giver(
    sent: &Sent,
    faults: &mut Faults,
    agreed: &Categories,
) -> Option<Giver> {
    let Some(basis) = basis(sent) else {
        return Some(Giver::Person);
    };
    let since = faults.day(sent, SINCE);
    let until = faults.day_opt(sent, UNTIL);
    let scope: Categories = sent
        .all(SCOPE)
        .filter_map(InformationCategory::from_code)
        .collect();
    if scope.is_empty() {
        faults.say(SCOPE, "代理人が決めてよいことを選んでください。");
        return None;
    }
    let outside: Vec<&str> = agreed.difference(&scope).map(|one| one.plain()).collect();
    if !outside.is_empty() {
        let words = format!(
            "代理人が決めてよいことに、入っていないものがあります: 「{}」。権限を確かめて、答えか ここを直してください。",
            outside.join("」「")
        );
        faults.say(SCOPE, words);
        return None;
    }
    Some(Giver::Representative(Representative {
        basis,
        scope,
        since: since?,
        until,
    }))
}

/// What was said, after the name of the representative where one answered.
pub(super) fn with_name(sent: &Sent, faults: &mut Faults, said: Option<Prose>) -> Option<Prose> {
    if !is_named(sent) {
        return said;
    }
    let name = faults.line(sent, NAME, "代理人の名前を入れてください。");
    let (name, said) = name.zip(said)?;
    let said = Prose::parse(&format!("代理人: {name}\n{said}"))
        .map_err(|_| "話したことが長すぎます。少しみじかくしてください。".to_owned());
    faults.take("said", said)
}
