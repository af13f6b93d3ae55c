//! What the person says before a conference.

use renkei_domain::conference::PersonWords;

use super::super::super::faults::Faults;
use crate::form::{Field, Packed, Sent};

/// What stands there now.
pub(in super::super) fn pack(packed: &mut Packed, words: &PersonWords) {
    packed.put_some("wishes", words.wishes.as_ref());
    packed.put_some("can_do", words.can_do.as_ref());
    packed.put_some("to_talk", words.to_talk.as_ref());
    packed.put_some("not_to_talk", words.not_to_talk.as_ref());
}

/// The fields with what was sent.
pub(in super::super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    vec![
        Field::prose("wishes", "希望", sent.raw("wishes"))
            .hinted("本人の言葉のまま書きます。会議の資料は、ここから始まります。")
            .wrong(faults.of("wishes")),
        Field::prose("can_do", "できていること", sent.raw("can_do")).wrong(faults.of("can_do")),
        Field::prose("to_talk", "話したいこと", sent.raw("to_talk")).wrong(faults.of("to_talk")),
        Field::prose(
            "not_to_talk",
            "話さないでほしいこと",
            sent.raw("not_to_talk"),
        )
        .hinted("会議では話しません。")
        .wrong(faults.of("not_to_talk")),
    ]
}

/// The same in plain words, for the person.
pub(in super::super) fn plain_fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let fields = [
        Field::prose("wishes", "これから どうしたいですか", sent.raw("wishes"))
            .wrong(faults.of("wishes")),
        Field::prose(
            "can_do",
            "いま できていることは なんですか",
            sent.raw("can_do"),
        )
        .wrong(faults.of("can_do")),
        Field::prose("to_talk", "会議で 話したいこと", sent.raw("to_talk"))
            .wrong(faults.of("to_talk")),
        Field::prose(
            "not_to_talk",
            "会議で 話さないでほしいこと",
            sent.raw("not_to_talk"),
        )
        .hinted("この支援を している 機関の 人だけが 読みます。")
        .wrong(faults.of("not_to_talk")),
    ];
    fields.into_iter().map(Field::aloud).collect()
}

/// What was sent, where nothing is wrong with it. By whom it came is said by whoever keeps it.
pub(in super::super) fn read(sent: &Sent, faults: &mut Faults) -> Option<PersonWords> {
    let words = PersonWords {
        wishes: faults.prose_opt(sent, "wishes"),
        can_do: faults.prose_opt(sent, "can_do"),
        to_talk: faults.prose_opt(sent, "to_talk"),
        not_to_talk: faults.prose_opt(sent, "not_to_talk"),
        from: None,
    };
    faults.all_well(Some(words))
}
