//! What an agency answers, part by part in the order of the sheet: the same fields on the page of a link and where a
//! coordinator types an answer in.

use renkei_app::directory::inquiry::view::AskedEntry;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{
    AnsweredGroup, ProposedField, ProposedValue, Reply, ReplyFault, Said,
};
use renkei_domain::text::Prose;

use super::shown::{self, is_untouched};
use crate::form::{Choice, Field, Group, Packed, Sent};
use crate::pages::cases::faults::Faults;
use crate::words::entry;

/// The choice that a part is as it stands.
pub(super) const SAME: &str = "same";

const CHANGED: &str = "changed";

/// The box for all of it.
pub(in crate::pages) const ALL: &str = "all";

/// What an agency may wish, beside its answers.
const WISHES: [(&str, &str); 2] = [
    ("without_names", "担当者名を載せない"),
    ("fax_only", "連絡はFAXのみ"),
];

const BOTH: &str = "「このまま」と「変わったこと」の両方が入っています。どちらかにしてください。番号などを消したときも「変わった」です。";

/// A part of an entry with what stands there today.
#[derive(Debug, Clone)]
pub(in crate::pages) struct AskedPart {
    pub(in crate::pages) fields: Group,
    /// A line each; nothing for what is no part of the entry.
    pub(in crate::pages) today: Option<Vec<String>>,
}

/// The field for what changed in words.
pub(super) const fn words_name(group: FieldGroup) -> &'static str {
    match group {
        FieldGroup::Contact => "contact-words",
        FieldGroup::Hours => "hours-words",
        FieldGroup::Capacity => "capacity-words",
        FieldGroup::Eligibility => "eligibility-words",
        FieldGroup::Character => "character-words",
    }
}

/// How what changed in words is asked for.
const fn words_hint(group: FieldGroup) -> &'static str {
    match group {
        FieldGroup::Contact => {
            "住所や、2つめの電話番号など。なくなった番号は、上の欄を空にしてください。"
        }
        FieldGroup::Hours => "例: 土曜は休みになった。受付は16時まで。",
        FieldGroup::Capacity => "例: 2月から2人受けられる。",
        FieldGroup::Eligibility => "例: 18歳以上になった。体験ができるようになった。",
        FieldGroup::Character => "例: 高次脳機能障害の方も受けられる。",
    }
}

/// The single values of a part.
pub(super) fn values_of(group: FieldGroup) -> impl Iterator<Item = ProposedField> {
    let all = ProposedField::ALL.iter().copied();
    all.filter(move |field| field.group() == group)
}

/// A form as it is first shown: each field with what stands in the directory, and beside them what was shown.
pub(in crate::pages) fn packed(entry: &AskedEntry, asked: &[FieldGroup]) -> Packed {
    let mut packed = Packed::default();
    for field in asked.iter().flat_map(|group| values_of(*group)) {
        packed.put_some(field.code(), entry::value(entry, field));
    }
    shown::put(&mut packed, entry, asked);
    packed
}

fn value_field(field: ProposedField, sent: &Sent, faults: &Faults) -> Field {
    let (name, label, value) = (field.code(), field.word(), sent.raw(field.code()));
    let made = match field {
        ProposedField::Phone
        | ProposedField::Fax
        | ProposedField::Mail
        | ProposedField::Website => Field::sentence(name, label, value),
        ProposedField::Available | ProposedField::Maximum | ProposedField::Waiting => {
            Field::count(name, label, value)
        }
    };
    made.wrong(faults.of(name))
}

/// The parts that are asked about, then the two wishes and who answers.
pub(in crate::pages) fn parts(
    entry: &AskedEntry,
    asked: &[FieldGroup],
    sent: &Sent,
    faults: &Faults,
) -> Vec<AskedPart> {
    let parts = asked.iter().map(|group| {
        let chosen = sent.text(group.code());
        let choices = vec![
            Choice::of(SAME, "このままで合っている", chosen),
            Choice::of(CHANGED, "変わった", chosen),
        ];
        let mut fields = vec![
            Field::one(group.code(), "いまも このままですか", choices)
                .wrong(faults.of(group.code())),
        ];
        fields.extend(values_of(*group).map(|field| value_field(field, sent, faults)));
        let name = words_name(*group);
        fields.push(
            Field::prose(name, "変わったこと", sent.raw(name))
                .hinted(words_hint(*group))
                .wrong(faults.of(name)),
        );
        AskedPart {
            fields: Group {
                legend: group.word().to_owned(),
                fields,
            },
            today: Some(entry::part(entry, *group)),
        }
    });
    let wish = |name: &'static str, word: &'static str| Choice {
        value: name.to_owned(),
        word: word.to_owned(),
        is_chosen: sent.all("wish").any(|known| known == name),
    };
    let wishes = Vec::from(WISHES.map(|(name, word)| wish(name, word)));
    let rest = AskedPart {
        fields: Group {
            legend: "のせ方と、答えた方".to_owned(),
            fields: vec![
                Field::any("wish", "ご希望（あれば）", wishes),
                Field::sentence("name", "答えた方のお名前", sent.raw("name"))
                    .wrong(faults.of("name")),
                Field::sentence("role", "役職・担当", sent.raw("role"))
                    .hinted("例: サービス管理責任者。")
                    .wrong(faults.of("role")),
            ],
        },
        today: None,
    };
    parts.chain([rest]).collect()
}

/// What came of one part; nothing where nobody answered it.
fn answered(group: FieldGroup, sent: &Sent, faults: &mut Faults) -> Option<AnsweredGroup> {
    let mut values = Vec::new();
    for field in values_of(group) {
        let name = field.code();
        let typed = sent.text(name);
        if is_untouched(sent, field) {
            continue;
        }
        let value = faults.line_opt(sent, name);
        // What was emptied is gone; what does not read is said beside it.
        if typed.is_empty() || value.is_some() {
            values.push(ProposedValue { field, value });
        }
    }
    let words: Option<Prose> = faults.prose_opt(sent, words_name(group));
    let has_more = !values.is_empty() || words.is_some();
    let said = match (sent.text(group.code()), has_more) {
        (SAME, true) => {
            faults.say(group.code(), BOTH);
            return None;
        }
        (SAME, false) => Said::Correct,
        (CHANGED, _) | (_, true) => Said::Changed { values, words },
        (_, false) => return None,
    };
    Some(AnsweredGroup { group, said })
}

/// What somebody wrote otherwise than it was shown, in the words of the form, where it cannot be taken.
pub(super) fn typed(sent: &Sent) -> Vec<(String, String)> {
    let mut typed = Vec::new();
    if sent.text(ALL) == "yes" {
        typed.push((
            "お答え".to_owned(),
            "ぜんぶ このままで合っています".to_owned(),
        ));
    }
    let mut put = |label: String, text: &str| {
        if !text.is_empty() {
            typed.push((label, text.to_owned()));
        }
    };
    for group in FieldGroup::ALL {
        if sent.text(group.code()) == SAME {
            put(group.word().to_owned(), "このままで合っている");
        }
        for field in values_of(*group) {
            if !is_untouched(sent, field) {
                put(field.word().to_owned(), sent.text(field.code()));
            }
        }
        let words = format!("{group}: 変わったこと");
        put(words, sent.text(words_name(*group)));
    }
    for (name, word) in WISHES {
        if sent.all("wish").any(|known| known == name) {
            put("ご希望".to_owned(), word);
        }
    }
    put("答えた方のお名前".to_owned(), sent.text("name"));
    put("役職・担当".to_owned(), sent.text("role"));
    typed
}

/// What was sent, where nothing is wrong with it; what is wrong with the whole of it is the second.
pub(in crate::pages) fn read(
    asked: &[FieldGroup],
    sent: &Sent,
    faults: &mut Faults,
) -> Result<Option<Reply>, String> {
    let groups = asked.iter();
    let groups: Vec<AnsweredGroup> = groups
        .filter_map(|group| answered(*group, sent, faults))
        .collect();
    let is_changed = |one: &AnsweredGroup| one.said != Said::Correct;
    let is_all = sent.text(ALL) == "yes";
    if is_all && groups.iter().any(is_changed) {
        return Err(
            "「変更なし」と「変わったこと」の両方が入っています。どちらかにしてください。"
                .to_owned(),
        );
    }
    let reply = if is_all {
        Reply::all_correct(asked.iter().copied())
    } else {
        Reply {
            groups,
            ..Reply::default()
        }
    };
    let wishes = |name: &str| sent.all("wish").any(|known| known == name);
    let reply = Reply {
        without_names: wishes("without_names"),
        fax_only: wishes("fax_only"),
        name: faults.line_opt(sent, "name"),
        role: faults.line_opt(sent, "role"),
        ..reply
    };
    let Some(reply) = faults.all_well(Some(reply)) else {
        return Ok(None);
    };
    match reply.checked() {
        Ok(()) => Ok(Some(reply)),
        Err(fault) => match place(fault) {
            Some(name) => {
                faults.say(name, fault.to_string());
                Ok(None)
            }
            None => Err(fault.to_string()),
        },
    }
}

/// The field beside which a fault is said; nothing where it is of the whole.
const fn place(fault: ReplyFault) -> Option<&'static str> {
    match fault {
        ReplyFault::Empty => None,
        ReplyFault::ChangedHow(group) => Some(words_name(group)),
        ReplyFault::Twice(group) => Some(group.code()),
        ReplyFault::Elsewhere(field) | ReplyFault::Value(field) => Some(field.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: [FieldGroup; 2] = [FieldGroup::Contact, FieldGroup::Capacity];

    fn sent(fields: &[(&str, &str)]) -> Sent {
        let mut packed = Packed::default();
        for (name, value) in fields {
            packed.put(*name, value);
        }
        packed.sent()
    }

    fn reply(fields: &[(&str, &str)]) -> (Result<Option<Reply>, String>, Faults) {
        let mut faults = Faults::default();
        let read = read(&ASKED, &sent(fields), &mut faults);
        (read, faults)
    }

    #[test]
    fn what_stands_as_it_was_shown_is_no_change() {
        let shown = [("phone", "072-000-0001"), ("shown-phone", "072-000-0001")];
        let (nothing, _) = reply(&shown);
        assert!(nothing.is_err(), "nothing was answered");
        let (same, _) = reply(&[shown[0], shown[1], ("contact", SAME)]);
        let Ok(Some(same)) = same else {
            panic!("it says that all is well")
        };
        assert!(same.groups == Reply::all_correct([FieldGroup::Contact]).groups);
    }

    #[test]
    fn another_value_is_a_change_whether_or_not_the_box_is_ticked() {
        for ticked in ["", CHANGED] {
            let (read, _) = reply(&[
                ("phone", "072-000-0009"),
                ("shown-phone", "072-000-0001"),
                ("contact", ticked),
            ]);
            let Ok(Some(read)) = read else {
                panic!("{ticked}: a change")
            };
            let [one] = &read.groups[..] else {
                panic!("one part")
            };
            let Said::Changed { values, .. } = &one.said else {
                panic!("changed")
            };
            assert_eq!(values[0].text(), "072-000-0009");
        }
    }

    #[test]
    fn what_was_emptied_is_gone_and_not_correct() {
        let emptied = [("fax", ""), ("shown-fax", "072-000-0002")];
        let (gone, _) = reply(&emptied);
        let Ok(Some(gone)) = gone else {
            panic!("a change")
        };
        let Said::Changed { values, words } = &gone.groups[0].said else {
            panic!("changed")
        };
        assert!(words.is_none() && values[0].value.is_none());
        let (same, faults) = reply(&[emptied[0], emptied[1], ("contact", SAME)]);
        assert!(matches!(same, Ok(None)));
        assert!(faults.of("contact").is_some());
        let (number, _) = reply(&[("waiting", " "), ("shown-waiting", "3")]);
        assert!(number.is_ok_and(|number| number.is_some()));
        // What had no field was emptied by nobody.
        let (all, _) = reply(&[("all", "yes"), emptied[1]]);
        assert!(all.is_ok_and(|all| all.is_some()));
    }

    #[test]
    fn whoever_says_both_or_nothing_of_a_change_reads_so_beside_the_field() {
        let (both, faults) = reply(&[("contact", SAME), ("contact-words", "移転した")]);
        assert!(matches!(both, Ok(None)));
        assert!(faults.of("contact").is_some());
        let (how, faults) = reply(&[("capacity", CHANGED)]);
        assert!(matches!(how, Ok(None)));
        assert!(faults.of("capacity-words").is_some());
        let (number, faults) = reply(&[("available", "たくさん")]);
        assert!(matches!(number, Ok(None)));
        assert!(faults.of("available").is_some());
    }

    #[test]
    fn no_change_answers_every_part_and_goes_with_no_change_of_one() {
        let (all, _) = reply(&[("all", "yes"), ("wish", "fax_only")]);
        let Ok(Some(all)) = all else {
            panic!("all of it")
        };
        assert_eq!(all.groups.len(), 2);
        assert!(all.fax_only && !all.without_names);
        let (both, _) = reply(&[("all", "yes"), ("contact-words", "移転した")]);
        assert!(both.is_err());
    }
}
