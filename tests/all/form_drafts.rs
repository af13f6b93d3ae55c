//! What was typed into a form survives the end of a session. Of every form of somebody who is signed in, the file that
//! answers it shows what was kept of its page, or the form stands here with why nothing is lost.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::record::fine;

const WEB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web/src");

const PRESS: &str = "a press: nothing is typed";
const CHOICE: &str = "a choice among a few: nothing is typed";
const CODE: &str = "passwords, PINs and codes are typed again";
const FILE: &str = "a file is chosen again";

/// The forms of which nothing is kept, by the type of their address.
const WITHOUT: &[(&str, &str)] = &[
    ("ConflictsPath", PRESS),
    ("EndSessionPath", PRESS),
    ("RemovePasskeyPath", PRESS),
    ("WebhookStepPath", PRESS),
    ("StopCardPath", PRESS),
    ("PrintCardPath", PRESS),
    ("StopEntrustedCardPath", PRESS),
    ("WithdrawPath", PRESS),
    ("WithdrawStaffPath", PRESS),
    ("NetworkUndoPath", PRESS),
    ("SendAgainPath", PRESS),
    ("SendStaffAgainPath", PRESS),
    ("RetryLetterPath", PRESS),
    ("WithdrawLetterPath", PRESS),
    ("MeetingStepPath", PRESS),
    ("MarkCallPath", PRESS),
    ("CarryCallsPath", PRESS),
    ("DropCallPath", PRESS),
    ("RelationStepPath", PRESS),
    ("SendCallsPath", PRESS),
    ("ConferenceMailPath", PRESS),
    ("ConferenceStepPath", PRESS),
    ("DecisionsPath", PRESS),
    ("TakeUpCasePath", PRESS),
    ("CaseLinkPath", PRESS),
    ("MapStepPath", PRESS),
    ("LeaveCasePath", PRESS),
    ("CloseEmploymentPath", PRESS),
    ("OwnCopyPath", PRESS),
    ("ReleaseCopyPath", PRESS),
    ("TakeBackCopyPath", PRESS),
    ("OrganizationUndoPath", PRESS),
    ("UndoPath", PRESS),
    ("ApartPath", PRESS),
    ("UploadStartPath", PRESS),
    ("UploadDiscardPath", PRESS),
    ("UploadUndoPath", PRESS),
    ("UpkeepPath", PRESS),
    ("SettleInquiryPath", CHOICE),
    ("StalePath", CHOICE),
    ("RhythmPath", CHOICE),
    ("MeetingNoticesPath", CHOICE),
    ("MinutesCopyPath", CHOICE),
    ("UploadTablePath", CHOICE),
    ("DisplayPath", CHOICE),
    ("MapPrintPath", CHOICE),
    ("TokenDocumentsStepPath", CHOICE),
    ("PreviewPath", CHOICE),
    ("PasswordPath", CODE),
    ("CardPath", CODE),
    ("EntrustedCardPath", CODE),
    ("OwnCaseCodePath", CODE),
    ("OwnCasesPath", CODE),
    ("FindConsentSheetPath", CODE),
    ("FindAnswerPath", CODE),
    ("FindInquiryPath", CODE),
    ("EntryPicturePath", FILE),
    ("MapFilePath", FILE),
    ("TokenDocumentsPath", FILE),
    ("EvidencePath", FILE),
    ("ImportDeskPath", FILE),
    (
        "EraseHelpedPath",
        "the number is typed to be sure, and so once more",
    ),
    ("FindCasesPath", "nothing that was looked for is kept"),
    (
        "DecideCopyPath",
        "it stands behind a page of another file, which shows what was typed (`cases/copy/mod.rs`)",
    ),
    (
        "InquiryStepPath",
        "it stands behind a page of another file, which shows what was typed (`upkeep/view.rs`)",
    ),
];

fn text(path: &Path) -> String {
    fine(std::fs::read_to_string(path))
}

/// The file in which a handler stands, by its way from the table of addresses.
fn file_of(handler: &str) -> PathBuf {
    let mut parts: Vec<&str> = handler
        .split("::")
        .filter(|part| !part.is_empty())
        .collect();
    parts.pop();
    parts.retain(|part| *part != "pages");
    let folder = parts
        .iter()
        .fold(Path::new(WEB).join("pages"), |path, part| path.join(part));
    let file = folder.with_extension("rs");
    if file.is_file() {
        file
    } else {
        folder.join("mod.rs")
    }
}

/// Every form of somebody who is signed in: the type of its address, and its handler.
fn forms(table: &str) -> Vec<(String, String)> {
    let posts = table.match_indices("post(");
    let forms = posts.filter_map(|(at, post)| {
        let (before, entry) = table[..at].rsplit_once("::<")?;
        let is_form = before.ends_with("form") || before.ends_with("file");
        if !is_form || !entry.contains("Who::SignedIn") {
            return None;
        }
        let address = entry.split('>').next()?;
        let handler = table[at + post.len()..].chars();
        let handler: String = handler
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':'))
            .collect();
        Some((address.to_owned(), handler))
    });
    forms.collect()
}

#[test]
fn whoever_typed_into_a_form_finds_it_again_after_signing_in() {
    let forms = forms(&text(&Path::new(WEB).join("routes.rs")));
    assert!(forms.len() > 100, "only {} forms were found", forms.len());
    let without = forms.into_iter().filter(|(_, handler)| {
        let shows = text(&file_of(handler));
        !shows.contains("drafted(") && !shows.contains("drafted_or(")
    });
    let without: BTreeSet<String> = without.map(|(address, _)| address).collect();
    let known = WITHOUT.iter().map(|(address, _)| (*address).to_owned());
    let known: BTreeSet<String> = known.collect();
    assert_eq!(without, known);
    assert!(WITHOUT.iter().all(|(_, why)| !why.is_empty()));
}
