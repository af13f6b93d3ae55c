//! Mail that came back about conferences, as it stands in a copy. What the person wrote themselves they have at once; what
//! others wrote are words of theirs. The message as it came lies with whoever keeps the case.

use renkei_domain::conference::invitation::{OwnSide, ReceivedMail};
use renkei_domain::person_copy::{CopyEntry, CopyFact, CopyKind};
use renkei_store::person_copy::PersonCopyFile;

use super::Known;
use super::conferences::heading_of;
use super::dates::moment;

/// Whether the person wrote it, as far as that is known.
pub(super) fn is_of_person(file: &PersonCopyFile, mail: &ReceivedMail) -> bool {
    let mut calls = file.calls.iter();
    let call = calls.find(|call| Some(call.id) == mail.invitation);
    // Anybody could have written what was not recorded by the address that the person alone had.
    let is_sure = mail.doubt.is_none() || mail.settled.is_some();
    is_sure && call.is_some_and(|call| call.own_side() == Some(OwnSide::Person))
}

/// A mail.
pub(super) fn mail(file: &PersonCopyFile, known: &Known, one: &ReceivedMail) -> CopyEntry {
    let standing = (one.standing.code(), one.standing.word());
    let doubt = one.doubt.map(|doubt| (doubt.code(), doubt.word()));
    let facts = [
        CopyFact::said("conference", "会議", Some(heading_of(file, one.conference))),
        CopyFact::said("arrived_at", "とどいた日時", Some(moment(one.arrived_at))),
        CopyFact::said("from", "差出人", one.from.as_ref()),
        CopyFact::said("subject", "件名", one.subject.as_ref()),
        CopyFact::said("text", "書いてあること", one.text.as_ref()),
        doubt.and_then(|doubt| CopyFact::word("doubt", "人が確かめるわけ", doubt)),
        CopyFact::word("standing", "どうしたか", standing),
        CopyFact::of(
            "settled_by",
            "決めた人",
            one.settled.map(|(by, _)| known.name_of(by)),
        ),
    ];
    let from = one.from.as_ref();
    let from = from.map_or_else(|| "差出人のないメール".to_owned(), ToString::to_string);
    let heading = format!("{from}（{}）", heading_of(file, one.conference));
    CopyEntry::of((CopyKind::ReceivedMail, one.id.uuid()), heading, facts)
}
