//! The pages of webhooks without a database.

use renkei_app::people::WebhookRefusal;
use renkei_domain::ids::WebhookMessageId;
use renkei_domain::people::WebhookAddressFault;
use renkei_domain::people::webhook::{
    WebhookEnd, WebhookEvent, WebhookMessageState, WebhookOutcome, WebhookState,
};

use super::one::{MessageLine, WebhookPage};
use super::{BUTTON, Tried, WebhookLine, WebhooksPage, fields};
use crate::form::Form;
use crate::pages::connect::Language;
use crate::pages::connect::spans::gaps;
use crate::pages::{Samples, Shell};
use crate::paths::{
    AccountPath, DataPath, ResourcePath, Sampled as _, WebhookPath, WebhookStepPath, WebhooksPath,
};

const ONCE: &str = "01932f00000070028000000000000001";

fn line(name: &str, host: &str, state: WebhookState) -> WebhookLine {
    WebhookLine {
        path: WebhookPath::sample(),
        name: name.to_owned(),
        host: host.to_owned(),
        state: state.word(),
        has_ended: state == WebhookState::Ended,
        waiting: 3,
        made: "2026年11月20日(金)".to_owned(),
    }
}

fn key() -> String {
    format!("whsec_{}=", "Ab3+".repeat(11))
}

impl Samples for WebhooksPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |lines, tried: &Tried| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            data: DataPath,
            form: Form::sample(WebhooksPath, BUTTON).with(fields(tried)),
            lines,
            gaps: gaps(Language::Japanese),
            made: None,
            before: None,
        };
        let city = line("市の福祉システム", "hooks.example.jp", WebhookState::Active);
        let former = line("前のシステム", "old.example.jp:8443", WebhookState::Ended);
        let wrong = Tried {
            name_fault: Some(WebhookRefusal::Full.to_string()),
            address: format!("http://hooks.example.jp/{}", "a".repeat(1_900)),
            address_fault: Some(WebhookAddressFault::Form.to_string()),
            ..Tried::default()
        };
        let long = "とても長い名前の福祉情報システム".repeat(18);
        let longest = line(&long, &"hooks.".repeat(40), WebhookState::Paused);
        vec![
            ("usual", page(vec![city.clone(), former], &Tried::default())),
            ("empty", page(Vec::new(), &Tried::default())),
            (
                "made",
                Self {
                    made: Some(key()),
                    ..page(vec![city.clone()], &Tried::default())
                },
            ),
            (
                "made_before",
                Self {
                    before: Some(WebhookRefusal::MadeBefore.to_string()),
                    ..page(vec![city], &Tried::default())
                },
            ),
            ("longest", page(vec![longest; 10], &wrong)),
        ]
    }
}

fn message(state: WebhookMessageState, outcome: Option<WebhookOutcome>) -> MessageLine {
    MessageLine {
        id: WebhookMessageId::from_uuid(Default::default()),
        event: WebhookEvent::ResourceChanged.word(),
        resource: Some(ResourcePath::sample()),
        happened: "きょう 9:02".to_owned(),
        state: state.word(),
        tries: 3,
        tried: outcome.map(|outcome| format!("きょう 9:33 {}（503）", outcome.word())),
        next: (state == WebhookMessageState::Waiting).then(|| "きょう 11:38".to_owned()),
        once: ONCE.to_owned(),
    }
}

impl Samples for WebhookPage {
    fn samples() -> Vec<(&'static str, Self)> {
        use WebhookMessageState::{Delivered, Failed, Waiting};

        let page = |state: WebhookState, messages| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            webhooks: WebhooksPath,
            step: WebhookStepPath::sample(),
            once: ONCE.to_owned(),
            name: "市の福祉システム".to_owned(),
            host: "hooks.example.jp".to_owned(),
            state: state.word(),
            is_told: state == WebhookState::Active,
            ended: None,
            made_on: "2026年11月20日(金)".to_owned(),
            waiting: 3,
            former: None,
            messages,
            made: None,
            fault: None,
        };
        let first = MessageLine {
            event: WebhookEvent::Test.word(),
            resource: None,
            tries: 0,
            ..message(Waiting, None)
        };
        let told = vec![
            message(Waiting, Some(WebhookOutcome::Refused)),
            message(Delivered, Some(WebhookOutcome::Taken)),
            first,
        ];
        let long = "とても長い名前の福祉情報システム".repeat(18);
        let refused = message(Failed, Some(WebhookOutcome::Forbidden));
        vec![
            ("usual", page(WebhookState::Active, told.clone())),
            ("empty", page(WebhookState::Paused, Vec::new())),
            (
                "made",
                Self {
                    made: Some(key()),
                    former: Some("11月27日(金) 10:00".to_owned()),
                    ..page(WebhookState::Active, told.clone())
                },
            ),
            (
                "ended",
                Self {
                    ended: Some((WebhookEnd::Exhausted.word(), "きょう 9:33".to_owned())),
                    fault: Some(WebhookRefusal::Stopped.to_string()),
                    ..page(WebhookState::Ended, told)
                },
            ),
            (
                "longest",
                Self {
                    name: long,
                    host: "hooks.".repeat(40),
                    ..page(WebhookState::Active, vec![refused; 100])
                },
            ),
        ]
    }
}
