//! The page of one's own card without a database.

use renkei_app::people::CardRefusal;

use super::{BUTTON, CardLine, CardPage, MISSING, Made, fields};
use crate::form::Form;
use crate::pages::{Samples, Shell};
use crate::paths::{
    AccountPath, CardEntryPath, CardPath, KeeperPath, PrintCardPath, Sampled as _, StopCardPath,
};

/// A card that was just made, for samples.
pub(super) fn made() -> Made {
    let entry = CardEntryPath::sample();
    Made {
        code: entry.code.clone(),
        entry,
        print: PrintCardPath,
    }
}

impl Samples for CardPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let line = |made_by: &str, state| CardLine {
            made: "2026年11月20日(金)".to_owned(),
            made_by: made_by.to_owned(),
            used: "きょう 9:02".to_owned(),
            state,
        };
        let page = |name: &str, lines: Vec<CardLine>, fault: Option<&str>| Self {
            shell: Shell::sample_of(name),
            account: AccountPath,
            form: Form::sample(CardPath, BUTTON).with(fields(fault)),
            made: None,
            before: None,
            is_in_use: !lines.is_empty(),
            lines,
            by_card: false,
            asked: None,
            stop: StopCardPath,
            keeper: KeeperPath,
        };
        let usual = Self {
            by_card: true,
            asked: Some("島本 そら".to_owned()),
            ..page(
                "吉田 結",
                vec![
                    line("島本 そら さん", "使えます"),
                    line("自分", "止めました"),
                ],
                None,
            )
        };
        let just_made = Self {
            made: Some(made()),
            ..page("吉田 結", vec![line("自分", "使えます")], None)
        };
        let made_before = Self {
            before: Some(CardRefusal::MadeBefore.to_string()),
            ..page("吉田 結", vec![line("自分", "使えます")], None)
        };
        let long = "とても長い名前".repeat(14);
        let longest = Self {
            made: Some(made()),
            asked: Some(long.clone()),
            ..page(
                &long,
                vec![
                    line(
                        &format!("{long} さん"),
                        "暗証番号のまちがいが続いたので、止まっています"
                    );
                    20
                ],
                Some(
                    "「1111」や「1234」のような番号は、ほかの人にすぐ わかります。べつの番号にしてください。",
                ),
            )
        };
        vec![
            ("usual", usual),
            ("made", just_made),
            ("made_before", made_before),
            ("empty", page("吉田 結", Vec::new(), Some(MISSING))),
            ("longest", longest),
        ]
    }
}
