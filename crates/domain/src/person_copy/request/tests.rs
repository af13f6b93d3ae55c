//! What is asked, decided and released, and what is due when.

use super::*;
use crate::person_copy::entry::CopyFact;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn noon() -> Instant {
    Instant::from_japan("2026-11-20T12:00:00".parse().expect("a time"))
}

fn by() -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(1))
}

fn entry(source: u128, says: &str) -> CopyEntry {
    let facts = [CopyFact::said("body", "内容", Some(says))];
    CopyEntry::of((CopyKind::Note, Uuid::from_u128(source)), "面談", facts)
}

fn item(entry: CopyEntry, decision: CopyDecision) -> CopyItem {
    let id = CopyItemId::from_uuid(entry.source);
    let reason = Prose::parse("医師の言葉があるため").ok();
    CopyItem::new(id, entry, (decision, reason), (by(), noon())).expect("an item")
}

fn request(number: u128, items: Vec<CopyItem>) -> CopyRequest {
    let id = Uuid::from_u128(number);
    CopyRequest {
        id: CopyRequestId::from_uuid(id),
        case: CaseId::from_uuid(id),
        person: PersonId::from_uuid(id),
        organization: OrganizationId::from_uuid(id),
        how: CopyAskedHow::Oral,
        asked_on: day("2026-11-20"),
        said: Prose::parse("保険証を見た").ok(),
        noted_by: by(),
        noted_at: noon(),
        released: None,
        taken_back: None,
        items,
    }
}

fn given_out(number: u128, items: Vec<CopyItem>) -> CopyRequest {
    CopyRequest {
        released: Some(CopyRelease {
            by: by(),
            at: noon(),
        }),
        ..request(number, items)
    }
}

#[test]
fn a_copy_is_asked_for_once_at_a_time_and_not_on_a_day_to_come() {
    let asked = request(1, Vec::new());
    assert_eq!(asked.check(&[]), Ok(()));
    assert_eq!(asked.due(), day("2026-12-04"));
    let later = CopyRequest {
        asked_on: day("2026-11-21"),
        ..asked.clone()
    };
    assert_eq!(later.check(&[]), Err(CopyFault::AskedLater));
    let again = request(2, Vec::new());
    assert_eq!(
        again.check(std::slice::from_ref(&asked)),
        Err(CopyFault::AskedBefore)
    );
    let released = given_out(1, Vec::new());
    assert_eq!(again.check(std::slice::from_ref(&released)), Ok(()));
    assert_eq!(released.open().err(), Some(CopyFault::Released));
    assert!(asked.open().is_ok());
    assert!(!format!("{asked:?}").contains("保険証"));
}

#[test]
fn whoever_withholds_says_why_and_keeps_nothing_of_it() {
    for decision in CopyDecision::ALL {
        let is_given = *decision == CopyDecision::Given;
        let id = CopyItemId::from_uuid(Uuid::from_u128(1));
        let silent = CopyItem::new(id, entry(1, "x"), (*decision, None), (by(), noon()));
        assert_eq!(silent.is_ok(), is_given, "{decision}");
        let said = item(entry(1, "x"), *decision);
        assert_eq!(said.entry.is_some(), is_given, "{decision}");
        assert_eq!(said.reason.is_some(), !is_given, "{decision}");
        assert_eq!(decision.ground().is_some(), !is_given, "{decision}");
        assert!(!format!("{said:?}").contains("医師"));
    }
}

#[test]
fn what_was_written_since_it_was_looked_at_is_looked_at_again() {
    let given = item(entry(1, "はじめ"), CopyDecision::Given);
    assert!(given.settles(&entry(1, "はじめ")));
    assert!(!given.settles(&entry(1, "あとから")) && !given.settles(&entry(2, "はじめ")));
    let withheld = item(entry(1, "はじめ"), CopyDecision::Harm);
    assert!(withheld.settles(&entry(1, "あとから")));
    let open = request(1, vec![given]);
    let entries = [entry(1, "あとから"), entry(2, "ほか")];
    let undecided = left(&entries, &[], &open);
    assert!(undecided.iter().all(|(_, decided)| decided.is_none()));
    assert_eq!(undecided.len(), 2);
}

#[test]
fn what_was_given_is_not_asked_again_and_what_was_withheld_is() {
    let first = given_out(
        1,
        vec![
            item(entry(1, "a"), CopyDecision::Given),
            item(entry(2, "b"), CopyDecision::ThirdPerson),
        ],
    );
    let second = request(2, Vec::new());
    let requests = [second.clone(), first.clone()];
    let entries = [entry(1, "a"), entry(2, "b"), entry(3, "c")];
    let asked = left(&entries, &requests, &second);
    let asked: Vec<Uuid> = asked.iter().map(|(entry, _)| entry.source).collect();
    assert_eq!(asked, [Uuid::from_u128(2), Uuid::from_u128(3)]);

    let second = given_out(2, vec![item(entry(2, "b"), CopyDecision::Given)]);
    let requests = [second, first.clone()];
    let last: Vec<(Uuid, CopyDecision)> = released(&requests)
        .into_iter()
        .map(|(_, item)| (item.source, item.decision))
        .collect();
    let given = CopyDecision::Given;
    assert_eq!(
        last,
        [(Uuid::from_u128(2), given), (Uuid::from_u128(1), given)]
    );
    assert!(
        released(&[request(3, first.items)]).is_empty(),
        "before its release nobody has it"
    );
}

#[test]
fn what_was_taken_back_is_open_no_more_and_may_be_asked_for_again() {
    let by_word = request(1, Vec::new());
    let on_screen = CopyRequest {
        how: CopyAskedHow::OnScreen,
        ..request(1, Vec::new())
    };
    for is_person in [true, false] {
        assert!(by_word.may_be_taken_back(is_person).is_ok());
    }
    assert!(on_screen.may_be_taken_back(true).is_ok());
    let theirs = on_screen.may_be_taken_back(false).err();
    assert_eq!(theirs, Some(CopyFault::AskedByThemselves));
    let back = CopyRequest {
        taken_back: Some(CopyTakenBack {
            by: by(),
            at: noon(),
        }),
        ..request(1, vec![item(entry(1, "話した"), CopyDecision::Given)])
    };
    assert!(!back.is_open() && !back.is_released());
    assert_eq!(back.open().err(), Some(CopyFault::TakenBack));
    let again = back.may_be_taken_back(true).err();
    assert_eq!(again, Some(CopyFault::TakenBack));
    let done = given_out(2, Vec::new()).may_be_taken_back(true).err();
    assert_eq!(done, Some(CopyFault::Released));
    assert_eq!(
        request(2, Vec::new()).check(std::slice::from_ref(&back)),
        Ok(())
    );
    assert!(
        released(&[back]).is_empty(),
        "what was decided goes with it"
    );
}
