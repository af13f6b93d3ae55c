//! The words of webhooks and of what programs may send, each once in its list.

use renkei_domain::people::DocumentMode;
use renkei_domain::people::webhook::{
    WebhookEnd, WebhookEvent, WebhookMessageState, WebhookOutcome, WebhookState,
};

use super::reads_back;

#[test]
fn an_owner_reads_every_word_about_their_programs_once() {
    reads_back(
        WebhookState::ALL,
        WebhookState::code,
        WebhookState::word,
        WebhookState::from_code,
    );
    reads_back(
        WebhookEnd::ALL,
        WebhookEnd::code,
        WebhookEnd::word,
        WebhookEnd::from_code,
    );
    reads_back(
        WebhookMessageState::ALL,
        WebhookMessageState::code,
        WebhookMessageState::word,
        WebhookMessageState::from_code,
    );
    reads_back(
        WebhookOutcome::ALL,
        WebhookOutcome::code,
        WebhookOutcome::word,
        WebhookOutcome::from_code,
    );
    reads_back(
        DocumentMode::ALL,
        DocumentMode::code,
        DocumentMode::word,
        DocumentMode::from_code,
    );
    // What happened is told to programs in the form that Standard Webhooks asks for: words between dots.
    for event in WebhookEvent::ALL {
        assert_eq!(WebhookEvent::from_code(event.code()), Some(*event));
        assert!(event.code().contains('.') && !event.word().is_empty());
    }
}
