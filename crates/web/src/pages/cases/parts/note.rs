//! A note, or a correction of one.

use renkei_app::cases::keep::NewNote;
use renkei_app::cases::read::CaseView;
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::text::Prose;

use super::super::choices;
use super::super::faults::Faults;
use super::item;
use crate::error::PageFault;
use crate::form::{Field, Packed, Sent};

/// What stands there now: of a correction what it corrects.
pub(in super::super) fn pack(
    packed: &mut Packed,
    view: &CaseView,
    text: &str,
) -> Result<(), PageFault> {
    let Some(id) = item(text)? else {
        packed.put("on", view.now.date);
        packed.put("scope", NoteScope::Agency.code());
        packed.put("category", NoteCategory::Talk.code());
        return Ok(());
    };
    let mut notes = view.file.notes.iter();
    let note = notes.find(|note| note.id == id);
    let note = note.ok_or(PageFault::NotFound)?;
    packed.put("on", note.on);
    packed.put("category", note.category.code());
    packed.put("scope", note.scope.code());
    packed.put("body", &note.body);
    Ok(())
}

/// The fields with what was sent.
pub(in super::super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    let category = choices(
        NoteCategory::ALL,
        NoteCategory::code,
        |category| category.word().to_owned(),
        sent.text("category"),
    );
    let scope = choices(
        NoteScope::ALL,
        NoteScope::code,
        |scope| scope.word().to_owned(),
        sent.text("scope"),
    );
    vec![
        Field::day("on", "いつのこと", sent.raw("on")).wrong(faults.of("on")),
        Field::listed("category", "何のこと", category),
        Field::prose("body", "記録", sent.raw("body")).wrong(faults.of("body")),
        Field::one("scope", "だれが読めますか", scope)
            .hinted("機関どうしの行きちがいなどは「自分だけ」に。")
            .wrong(faults.of("scope")),
    ]
}

/// What was sent, where nothing is wrong with it.
pub(in super::super) fn read(
    sent: &Sent,
    faults: &mut Faults,
) -> Result<Option<NewNote>, PageFault> {
    let corrects = item(sent.text("item"))?;
    let on = faults.day(sent, "on");
    let scope = faults.word(sent, "scope", NoteScope::from_code);
    let category = NoteCategory::from_code(sent.text("category"));
    let body: Option<Prose> = faults.prose_opt(sent, "body");
    if body.is_none() && faults.of("body").is_none() {
        faults.say("body", "記録を書いてください。");
    }
    let note = (|| {
        Some(NewNote {
            on: on?,
            category: category.unwrap_or(NoteCategory::Other),
            scope: scope?,
            body: body?,
            corrects,
        })
    })();
    Ok(faults.all_well(note))
}
