//! ○△× for each date, with what else somebody says: the same fields on the page of a link and where staff write an answer
//! down.

use std::collections::BTreeSet;

use renkei_app::conference::poll::answer::SaidOfDates;
use renkei_domain::conference::poll::{Candidate, Mark, Marked, PollAnswer, Wish};
use renkei_domain::text::{Prose, TextFault};
use renkei_domain::time::{Instant, japanese_date};

use crate::form::{Choice, Field, Group, Packed, Sent, line};

/// A date as it is asked about: 「12月4日(金) 15:00〜16:00」 with its year.
pub(in crate::pages) fn when(begins: Instant, minutes: u16) -> String {
    let ends = begins.plus(chrono::TimeDelta::minutes(i64::from(minutes)));
    let (begins, ends) = (begins.in_japan(), ends.in_japan());
    format!(
        "{} {}〜{}",
        japanese_date(begins.date),
        begins.minute,
        ends.minute
    )
}

fn mark_name(candidate: &Candidate) -> String {
    format!("mark-{}", candidate.id)
}

fn note_name(candidate: &Candidate) -> String {
    format!("note-{}", candidate.id)
}

/// What somebody said before, as it stands in the fields.
pub(in crate::pages) fn pack(packed: &mut Packed, candidates: &[Candidate], answer: &PollAnswer) {
    for candidate in candidates {
        if let Some(marked) = answer.marks.get(&candidate.id) {
            packed.put(mark_name(candidate), marked.mark.code());
            packed.put_some(note_name(candidate), marked.note.as_ref());
        }
    }
    for wish in &answer.wishes {
        packed.put("wish", wish.code());
    }
    packed.put_some("note", answer.note.as_ref());
}

/// How somebody would like to be there.
pub(in crate::pages) fn wish_field(sent: &Sent) -> Field {
    let wishes = Wish::ALL.iter().map(|one| Choice {
        value: one.code().to_owned(),
        word: one.word().to_owned(),
        is_chosen: sent.all("wish").any(|known| known == one.code()),
    });
    Field::any("wish", "出かた", wishes.collect())
}

/// The same, as it was sent.
pub(in crate::pages) fn wishes(sent: &Sent) -> BTreeSet<Wish> {
    sent.all("wish").filter_map(Wish::from_code).collect()
}

/// The fields, one group for each date and one for the rest.
pub(in crate::pages) fn groups(candidates: &[Candidate], minutes: u16, sent: &Sent) -> Vec<Group> {
    let dates = candidates.iter().map(|candidate| {
        let (mark, note) = (mark_name(candidate), note_name(candidate));
        let chosen = sent.text(&mark);
        let marks = Mark::ALL.iter().map(|one| Choice {
            value: one.code().to_owned(),
            word: one.said().to_owned(),
            is_chosen: one.code() == chosen,
        });
        let note_value = sent.raw(&note).to_owned();
        Group {
            legend: when(candidate.begins, minutes),
            fields: vec![
                Field::one(mark, "出られますか", marks.collect()),
                Field::text(note, "ひとこと（なくてもよい）", &note_value),
            ],
        }
    });
    let rest = Group {
        legend: "ほかに（なくてもよい）".to_owned(),
        fields: vec![
            wish_field(sent),
            Field::prose("note", "伝えたいこと", sent.raw("note"))
                .hinted("だれについての会議かが わかることは、書かないでください。"),
        ],
    };
    dates.chain([rest]).collect()
}

/// What was sent, or in words what is wrong with it.
pub(in crate::pages) fn read(candidates: &[Candidate], sent: &Sent) -> Result<SaidOfDates, String> {
    let mut marks = std::collections::BTreeMap::new();
    for candidate in candidates {
        let Some(mark) = Mark::from_code(sent.text(&mark_name(candidate))) else {
            continue;
        };
        let note = match sent.text(&note_name(candidate)) {
            "" => None,
            text => Some(line(text, "")?),
        };
        marks.insert(candidate.id, Marked { mark, note });
    }
    let note = match Prose::parse(sent.raw("note")) {
        Ok(note) => Some(note),
        Err(TextFault::Empty) => None,
        Err(TextFault::Control(_)) => {
            return Err("使えない文字が入っています。消して、打ちなおしてください。".to_owned());
        }
        Err(TextFault::TooLong { limit }) => {
            return Err(format!("長すぎます。{limit}文字までにしてください。"));
        }
    };
    Ok(SaidOfDates {
        marks,
        wishes: wishes(sent),
        note,
    })
}
