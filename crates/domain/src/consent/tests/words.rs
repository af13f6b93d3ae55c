//! The closed lists: every code reads back, and nobody reads a word twice.

use std::collections::BTreeSet;
use std::fmt::Debug;

use super::world::{day, employment_id};
use crate::cases::employment::{EmployerTie, HiringFrame, Insider, Openness, Voice};
use crate::consent::category::InformationCategory;
use crate::consent::given::{DeviceOwner, EvidenceKind, HelperTie};
use crate::consent::notice::NoticeReader;
use crate::consent::package::{Package, PlainGroup};
use crate::consent::{
    ConsentPurpose, Form, Giver, LegalGround, Means, Post, Reason, RecipientKind, Remedy,
    RepresentationBasis, Representative, Standards,
};

/// Checks one list.
fn reads_back<T: Copy + PartialEq + Debug>(
    list: &[T],
    code: fn(T) -> &'static str,
    word: fn(T) -> &'static str,
    from_code: fn(&str) -> Option<T>,
) {
    let mut words = BTreeSet::new();
    for one in list.iter().copied() {
        assert_eq!(from_code(code(one)), Some(one));
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        assert!(code(one).bytes().all(is_plain), "{one:?}");
        assert!(!word(one).is_empty() && words.insert(word(one)), "{one:?}");
    }
    assert_eq!(from_code(""), None);
}

macro_rules! read_back {
    ($($list:ident),+ $(,)?) => {
        $(reads_back($list::ALL, $list::code, $list::word, $list::from_code);)+
    };
}

#[test]
fn a_program_reads_every_code_of_consent_back_and_a_person_reads_no_word_twice() {
    read_back!(
        ConsentPurpose,
        DeviceOwner,
        EmployerTie,
        EvidenceKind,
        Form,
        HelperTie,
        HiringFrame,
        InformationCategory,
        Insider,
        LegalGround,
        Means,
        NoticeReader,
        Openness,
        Package,
        PlainGroup,
        Post,
        Reason,
        RecipientKind,
        Remedy,
        RepresentationBasis,
        Standards,
        Voice,
    );
}

#[test]
fn who_gives_a_consent_is_called_by_a_code_and_a_word() {
    let by = |giver: Giver| (giver.code(), giver.word());
    let representative = Representative {
        basis: RepresentationBasis::Guardianship,
        scope: BTreeSet::new(),
        since: day(1),
        until: None,
    };
    assert_eq!(by(Giver::Person), ("person", "本人"));
    let representative = Giver::Representative(representative);
    assert_eq!(by(representative), ("representative", "代理人"));
    assert_eq!(by(Giver::Family), ("family", "家族"));
    let employer = Giver::Employer(employment_id(50));
    assert_eq!(by(employer), ("employer", "勤め先"));
}

#[test]
fn every_reason_is_said_for_something_and_every_remedy_helps_with_something() {
    let remedies: BTreeSet<Remedy> = Reason::ALL.iter().map(|reason| reason.remedy()).collect();
    assert_eq!(remedies.len(), Remedy::ALL.len());
}
