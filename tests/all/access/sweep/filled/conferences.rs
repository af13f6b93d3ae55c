//! Places about conferences.

use super::{Place, owned};
use crate::access::sweep::planted::Planted;

/// Every place about a conference that the examples of the route table leave out.
pub(super) fn places(ours: &Planted) -> Vec<Place> {
    let case = ours.case;
    let id = ("item", "{id}");
    let place = |what, tables, address, fields| Place {
        what,
        tables,
        address,
        fields,
    };
    let conference = format!("/cases/{case}/conferences/{}", ours.ids("conference")[0]);
    // Somebody is called to the conference that was planted last.
    let planted = ours.ids("conference");
    let called_to = planted[planted.len() - 1];
    let invited = ours.ids("conference_invitation")[0];
    let called = [("attendance", "required"), ("substitute", "nobody")];
    let talked = [("title", "つぎの議題"), ("minutes", "5"), ("aim", "share")];
    let begun = [
        ("kind", "case_conference"),
        ("purpose", "handover"),
        ("presence", "with"),
        ("family", "no"),
    ];
    let minutes = format!("{conference}/minutes");
    let own_participant = ours.ids("conference_participant")[0].to_string();
    let task = [("kind", "act"), ("what", "訪ねる"), ("until", "2036-12-01")];
    vec![
        place(
            "whom to call otherwise",
            &["conference_participant"],
            format!("{conference}/edit/call"),
            owned(&called, &[id]),
        ),
        place(
            "how somebody is called, to look at",
            &["conference_participant"],
            format!("{conference}/edit/call?item={{id}}"),
            Vec::new(),
        ),
        place(
            "the material that was handed over",
            &["conference"],
            format!("/cases/{case}/told?paper=material&conference={{id}}"),
            Vec::new(),
        ),
        place(
            "whom to leave out",
            &["conference_participant"],
            format!("{conference}/step"),
            owned(&[("step", "leave_out")], &[id]),
        ),
        place(
            "whom the person does not want",
            &["conference_participant"],
            format!("/my{conference}"),
            owned(&[("step", "not")], &[id]),
        ),
        place(
            "which answer counts",
            &["conference_reply"],
            format!("/cases/{case}/conferences/{called_to}/calls/to/{invited}/decide"),
            owned(&[("counts", "yes")], &[("reply", "{id}")]),
        ),
        place(
            "an item to put in other words",
            &["agenda_item"],
            format!("{conference}/edit/item"),
            owned(&talked, &[id, ("presenter", "host")]),
        ),
        place(
            "an item to look at",
            &["agenda_item"],
            format!("{conference}/edit/item?item={{id}}"),
            Vec::new(),
        ),
        place(
            "who brings an item in",
            &["conference_participant"],
            format!("{conference}/edit/item"),
            owned(&talked, &[("presenter", "{id}")]),
        ),
        place(
            "whom of the team to call",
            &["team_member"],
            format!("{conference}/edit/team"),
            owned(&[], &[("member", "{id}")]),
        ),
        place(
            "whose link to make",
            &["conference_participant"],
            format!("{conference}/poll/step"),
            owned(&[("step", "link")], &[id]),
        ),
        place(
            "whose answer to look at",
            &["poll_answer"],
            format!("{conference}/poll/answer?item={{id}}"),
            Vec::new(),
        ),
        place(
            "who hosts",
            &["team_member"],
            format!("/cases/{case}/conferences/new"),
            owned(&begun, &[("host", "{id}")]),
        ),
        place(
            "whether somebody came",
            &["conference_participant"],
            format!("{minutes}/edit/came"),
            owned(&[("came", "present")], &[id]),
        ),
        place(
            "what somebody was asked beforehand",
            &["conference_participant"],
            format!("{minutes}/edit/asked"),
            owned(&[("on", "2026-11-20")], &[id]),
        ),
        place(
            "from which item somebody was there",
            &["agenda_item"],
            format!("{minutes}/edit/came"),
            owned(
                &[("came", "late"), ("item", own_participant.as_str())],
                &[("from", "{id}")],
            ),
        ),
        place(
            "the item that is talked about",
            &["agenda_item"],
            format!("{minutes}?item={{id}}"),
            Vec::new(),
        ),
        place(
            "an item to note something about",
            &["agenda_item"],
            minutes.clone(),
            owned(&[("said", "x"), ("version", "0")], &[id]),
        ),
        place(
            "about which item something was decided",
            &["agenda_item"],
            format!("{minutes}/edit/decision"),
            owned(&task, &[("about", "{id}"), ("who", "host")]),
        ),
        place(
            "who does what was decided",
            &["conference_participant"],
            format!("{minutes}/edit/decision"),
            owned(&task, &[("about", "own"), ("who", "{id}")]),
        ),
        place(
            "what became of a decision",
            &["conference_decision"],
            format!("/cases/{case}/decisions"),
            owned(&[("step", "done"), ("version", "1")], &[id]),
        ),
    ]
}
