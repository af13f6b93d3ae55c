//! The page of registered documents without a database.

use renkei_app::people::DocumentRefusal;
use renkei_domain::ids::TokenId;
use renkei_domain::people::DocumentMode;
use renkei_graphql::ManifestFault;

use super::{DocumentLine, DocumentsPage, TextLine, modes, operation};
use crate::next::Next;
use crate::pages::{Samples, Shell};
use crate::paths::{
    AccountPath, ConfirmPath, Sampled as _, TokenDocumentsPath, TokenDocumentsStepPath, TokensPath,
};

const ONCE: &str = "01932f00000070028000000000000001";

fn document(name: Option<String>, unfit: Option<&str>) -> DocumentLine {
    let operations = match unfit {
        Some(_) => Vec::new(),
        None => vec![operation(&renkei_graphql::JudgedOperation {
            name,
            kind: "query",
            cost: 14_101,
        })],
    };
    DocumentLine {
        id: format!("sha256:{}", "7dba4bd7".repeat(8)),
        operations,
        unfit: unfit.map(str::to_owned),
        registered: "11月20日(金) 9:02".to_owned(),
        used: Some("きょう 9:33".to_owned()),
        once: ONCE.to_owned(),
    }
}

fn text(name: Option<&str>) -> TextLine {
    TextLine {
        name: name.map(str::to_owned),
        ran: 1_204,
        refused: 3,
        last: "きょう 9:33".to_owned(),
    }
}

impl Samples for DocumentsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |mode: DocumentMode, documents: Vec<DocumentLine>, text| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            tokens: TokensPath,
            action: TokenDocumentsPath::sample(),
            step: TokenDocumentsStepPath::sample(),
            once: ONCE.to_owned(),
            name: "市の福祉システム".to_owned(),
            number: Some(TokenId::from_uuid(Default::default())),
            modes: modes(mode),
            runs_nothing: !mode.runs_text() && documents.is_empty(),
            unfit: documents.iter().filter(|line| line.unfit.is_some()).count(),
            documents,
            counts_text: mode.counts_text(),
            text,
            confirm: None,
            pasted: String::new(),
            fault: None,
            done: None,
        };
        let search = || document(Some("Search".to_owned()), None);
        let unused = DocumentLine {
            used: None,
            ..document(None, None)
        };
        let long_name = "SearchOfEverythingThereIs".repeat(10);
        let long = document(Some(long_name.clone()), None);
        let unfit = document(
            None,
            Some("Unknown field \"fax\" on type \"Resource\".（VALIDATION_FAILED）"),
        );
        vec![
            (
                "usual",
                page(
                    DocumentMode::Log,
                    vec![search(), unused],
                    vec![text(Some("Detail")), text(None)],
                ),
            ),
            ("empty", page(DocumentMode::Off, Vec::new(), Vec::new())),
            (
                "of_a_build_server",
                Self {
                    number: None,
                    ..page(DocumentMode::Off, Vec::new(), Vec::new())
                },
            ),
            (
                "nothing_runs",
                Self {
                    pasted: "{ \"sha256:7d\": \"query { __typename }\" }".to_owned(),
                    fault: Some(ManifestFault::NotAnId("sha256:7d".to_owned()).to_string()),
                    ..page(DocumentMode::Enforce, Vec::new(), Vec::new())
                },
            ),
            (
                "a_while_ago",
                Self {
                    confirm: Some(Next::behind(&ConfirmPath, None)),
                    ..page(DocumentMode::Off, vec![search()], Vec::new())
                },
            ),
            (
                "registered",
                Self {
                    done: Some("2件の文を登録しました。".to_owned()),
                    ..page(DocumentMode::Enforce, vec![search(), unfit], Vec::new())
                },
            ),
            (
                "longest",
                Self {
                    name: "とても長い名前の福祉情報システム".repeat(18),
                    pasted: "{ \"sha256:7d\": \"query { __typename }\" }".repeat(200),
                    fault: Some(DocumentRefusal::TooLarge.to_string()),
                    ..page(
                        DocumentMode::Log,
                        vec![long; 40],
                        vec![text(Some(&long_name[..64])); 100],
                    )
                },
            ),
        ]
    }
}
