//! Notes on a case. What is written stays: a correction is a new line that names the one it corrects. Each says
//! who may read it beside its author; tensions between agencies stay in the author's own.

use chrono::NaiveDate;

use crate::ids::{AccountId, CaseNoteId};
use crate::text::Prose;
use crate::time::Instant;

crate::words::word_list! {
    /// What a note is about.
    NoteCategory {
        Talk = "talk", "面談";
        Phone = "phone", "電話";
        Visit = "visit", "訪問";
        Workplace = "workplace", "職場";
        Medical = "medical", "通院・医療";
        Conference = "conference", "会議";
        Family = "family", "家族";
        Handover = "handover", "引継ぎ";
        Other = "other", "そのほか";
    }
}

crate::words::word_list! {
    /// Who may read a note beside its author.
    NoteScope {
        Own = "own", "自分だけ";
        Agency = "agency", "自分の機関の職員";
        Team = "team", "自分の機関の職員（チームの会議で使う予定）";
        Person = "person", "本人も";
    }
}

/// A note.
#[derive(Clone, PartialEq, Eq)]
pub struct CaseNote {
    /// Its id.
    pub id: CaseNoteId,
    /// Who wrote it.
    pub author: AccountId,
    /// Of which day it tells.
    pub on: NaiveDate,
    /// When it was written.
    pub written_at: Instant,
    /// What it is about.
    pub category: NoteCategory,
    /// Who may read it.
    pub scope: NoteScope,
    /// What it says.
    pub body: Prose,
    /// Which note it corrects.
    pub corrects: Option<CaseNoteId>,
}

/// What was noted is nobody's to read in a log.
impl std::fmt::Debug for CaseNote {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CaseNote({})", self.id)
    }
}

/// Who reads the notes of a case, having the right to read the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteReader {
    /// Somebody of the agency that leads.
    Staff(AccountId),
    /// The person.
    Person,
}

/// Why a note is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// It tells of a day to come.
    #[error("記録の日は、きょうまでの日にしてください。")]
    Day,
    /// There is no such note for whoever corrects it.
    #[error("訂正する記録が見つかりません。")]
    NotFound,
    /// It was corrected before: the correction is what may be corrected.
    #[error("この記録は、もう訂正されています。いちばん新しい訂正を直してください。")]
    Corrected,
}

impl CaseNote {
    /// Whether somebody may read it.
    #[must_use]
    pub fn is_for(&self, reader: NoteReader) -> bool {
        match (reader, self.scope) {
            (NoteReader::Staff(account), NoteScope::Own) => account == self.author,
            (NoteReader::Staff(_), NoteScope::Agency | NoteScope::Team | NoteScope::Person)
            | (NoteReader::Person, NoteScope::Person) => true,
            (NoteReader::Person, NoteScope::Own | NoteScope::Agency | NoteScope::Team) => false,
        }
    }
}

/// Whether a note may be written beside the others.
///
/// # Errors
/// Says why it may not.
pub fn writable(notes: &[CaseNote], note: &CaseNote, today: NaiveDate) -> Result<(), NoteFault> {
    if note.on > today {
        return Err(NoteFault::Day);
    }
    let Some(corrected) = note.corrects else {
        return Ok(());
    };
    let writer = NoteReader::Staff(note.author);
    let mut known = notes.iter();
    if !known.any(|known| known.id == corrected && known.is_for(writer)) {
        return Err(NoteFault::NotFound);
    }
    if notes.iter().any(|other| other.corrects == note.corrects) {
        return Err(NoteFault::Corrected);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn account(number: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(number))
    }

    fn id(number: u128) -> CaseNoteId {
        CaseNoteId::from_uuid(Uuid::from_u128(number))
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn note(number: u128, scope: NoteScope) -> CaseNote {
        CaseNote {
            id: id(number),
            author: account(1),
            on: day(20),
            written_at: Instant::from_micros(0),
            category: NoteCategory::Talk,
            scope,
            body: Prose::parse("きょうは よく話した").expect("a text"),
            corrects: None,
        }
    }

    #[test]
    fn who_reads_a_note_stands_in_one_table() {
        let readers = [
            NoteReader::Staff(account(1)),
            NoteReader::Staff(account(2)),
            NoteReader::Person,
        ];
        for (scope, reads) in [
            (NoteScope::Own, [true, false, false]),
            (NoteScope::Agency, [true, true, false]),
            (NoteScope::Team, [true, true, false]),
            (NoteScope::Person, [true, true, true]),
        ] {
            let note = note(1, scope);
            assert_eq!(readers.map(|reader| note.is_for(reader)), reads, "{scope}");
        }
    }

    #[test]
    fn a_correction_is_a_line_of_its_own_and_the_newest_is_what_is_corrected() {
        let correction = |of, number| CaseNote {
            corrects: Some(id(of)),
            ..note(number, NoteScope::Agency)
        };
        let mut notes = vec![note(1, NoteScope::Agency)];
        assert_eq!(writable(&notes, &correction(1, 2), day(20)), Ok(()));
        notes.push(correction(1, 2));
        let again = writable(&notes, &correction(1, 3), day(20));
        assert_eq!(again, Err(NoteFault::Corrected));
        assert_eq!(writable(&notes, &correction(2, 3), day(20)), Ok(()));
        let unknown = writable(&notes, &correction(9, 3), day(20));
        assert_eq!(unknown, Err(NoteFault::NotFound));
    }

    #[test]
    fn nobody_corrects_what_they_may_not_read() {
        let correction = CaseNote {
            author: account(2),
            corrects: Some(id(1)),
            ..note(2, NoteScope::Agency)
        };
        let notes = [note(1, NoteScope::Own)];
        let refused = writable(&notes, &correction, day(20));
        assert_eq!(refused, Err(NoteFault::NotFound));
    }

    #[test]
    fn a_note_tells_of_a_day_that_was_and_shows_itself_to_no_log() {
        let note = note(1, NoteScope::Agency);
        assert_eq!(writable(&[], &note, day(19)), Err(NoteFault::Day));
        assert_eq!(writable(&[], &note, day(20)), Ok(()));
        assert!(!format!("{note:?}").contains("話した"));
    }
}
