//! The words that somebody is asked with, kept whole for each version of them. A consent remembers the version alone,
//! so that words which change without a new version would put another question under what was answered.

use renkei_domain::consent::package::Package;
use renkei_domain::consent::{ConsentPurpose, InformationCategory, Means};

use super::super::{at_work, others, renew};
use super::{SAID, TEXT_VERSION};

/// The questions of every occasion, in easy words and in those of the law.
fn questions() -> Vec<String> {
    let mut words = Vec::new();
    for package in Package::ALL {
        words.push(package.word().to_owned());
        words.push(package.plain().to_owned());
        words.extend(package.purposes().iter().map(|one| one.plain().to_owned()));
        words.extend(package.means().iter().map(|one| one.plain().to_owned()));
        for question in package.questions() {
            words.push(question.plain());
            words.extend(question.details().into_iter().map(str::to_owned));
            words.push(question.legal(&package.purposes()));
        }
    }
    words
}

/// What is chosen item by item.
fn lists() -> Vec<String> {
    let mut words = Vec::new();
    for category in InformationCategory::ALL {
        words.push(category.plain().to_owned());
        words.push(category.legal().to_owned());
    }
    for purpose in ConsentPurpose::ALL {
        words.push(purpose.plain().to_owned());
        words.push(purpose.legal().to_owned());
    }
    words.extend(Means::ALL.iter().map(|one| one.word().to_owned()));
    words
}

/// What is asked of a consent that would go on.
fn renewal() -> Vec<String> {
    [renew::QUESTION, renew::EITHER_WAY]
        .map(str::to_owned)
        .to_vec()
}

/// A version with all its words, one to a line.
fn whole(version: &str, words: &[Vec<String>], said: &str) -> String {
    let words = words.concat().join("\n");
    format!("{version}\n{words}\n{said}\n")
}

#[test]
fn words_that_change_get_a_new_version() {
    let known = [
        (
            include_str!("versions/ask.txt"),
            whole(TEXT_VERSION, &[questions(), lists()], SAID),
        ),
        (
            include_str!("versions/at_work.txt"),
            whole(at_work::TEXT_VERSION, &[lists()], at_work::SAID),
        ),
        (
            include_str!("versions/renew.txt"),
            whole(renew::TEXT_VERSION, &[renewal(), lists()], SAID),
        ),
        (
            include_str!("versions/others.txt"),
            whole(others::TEXT_VERSION, &[lists()], others::SAID),
        ),
    ];
    for (kept, now) in known {
        assert_eq!(
            now, kept,
            "these words are not those of their version: give it another name, here and where it stands"
        );
    }
}
