//! The emergency sheet.

use renkei_app::cases::read::CaseView;
use renkei_domain::cases::emergency::EmergencySheet;

use super::super::faults::Faults;
use crate::form::{Field, Packed, Sent};

/// What stands there now, but for the day on which it was agreed to: that is the day of those words alone.
pub(in super::super) fn pack(packed: &mut Packed, view: &CaseView) {
    let Some(sheet) = &view.file.emergency else {
        return;
    };
    packed.put_some("doctor", sheet.doctor.as_ref());
    packed.put_some("doctor_phone", sheet.doctor_phone.as_ref());
    packed.put_some("contacts", sheet.contacts.as_ref());
    packed.put_some("on_seizure", sheet.on_seizure.as_ref());
    packed.put_some("on_bad_day", sheet.on_bad_day.as_ref());
    packed.put_some("leave_steps", sheet.leave_steps.as_ref());
}

/// The fields with what was sent.
pub(in super::super) fn fields(sent: &Sent, faults: &Faults) -> Vec<Field> {
    vec![
        Field::sentence("doctor", "主治医（病院と名前）", sent.raw("doctor"))
            .wrong(faults.of("doctor")),
        Field::sentence("doctor_phone", "主治医の電話", sent.raw("doctor_phone"))
            .wrong(faults.of("doctor_phone")),
        Field::prose("contacts", "連絡する人（順に）", sent.raw("contacts"))
            .wrong(faults.of("contacts")),
        Field::prose("on_seizure", "発作のとき", sent.raw("on_seizure"))
            .wrong(faults.of("on_seizure")),
        Field::prose("on_bad_day", "調子のわるい日", sent.raw("on_bad_day"))
            .wrong(faults.of("on_bad_day")),
        Field::prose("leave_steps", "休職の手順", sent.raw("leave_steps"))
            .hinted("だれに言う、だれが会社に連絡する、診断書、もどるとき")
            .wrong(faults.of("leave_steps")),
        Field::day("agreed_on", "本人と確かめた日", sent.raw("agreed_on"))
            .hinted("書きかえたら、もう一度いっしょに見て、その日を入れてください。まだなら、空けておいてください。書きかえていなければ、前の日がのこります。")
            .wrong(faults.of("agreed_on")),
    ]
}

/// What was sent, where nothing is wrong with it.
pub(in super::super) fn read(sent: &Sent, faults: &mut Faults) -> Option<EmergencySheet> {
    let sheet = EmergencySheet {
        doctor: faults.line_opt(sent, "doctor"),
        doctor_phone: faults.line_opt(sent, "doctor_phone"),
        contacts: faults.prose_opt(sent, "contacts"),
        on_seizure: faults.prose_opt(sent, "on_seizure"),
        on_bad_day: faults.prose_opt(sent, "on_bad_day"),
        leave_steps: faults.prose_opt(sent, "leave_steps"),
        agreed_on: faults.day_opt(sent, "agreed_on"),
    };
    faults.all_well(Some(sheet))
}
