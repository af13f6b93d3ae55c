//! Which column of a list holds what: guessed by its header, put right by whoever knows the list.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::import::upload::UploadRefusal;
use renkei_app::import::upload::columns::{ColumnChoice, ListColumns};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_exchange::list::Field;

use super::{Here, Samples, Shell, ids_of, name_of, shown, turned_away};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{asked_again, drafted, forget};
use crate::paths::{AccountPath, ImportDeskPath, UploadColumnsPath, UploadPath};
use crate::session::Visitor;

/// How many characters of a cell are shown.
const SHOWN: usize = 40;

/// The page.
#[derive(Debug, Template)]
#[template(path = "import_columns.html")]
pub struct ImportColumnsPage {
    shell: Shell,
    account: AccountPath,
    desk: ImportDeskPath,
    action: UploadColumnsPath,
    name: String,
    error: Option<String>,
    columns: Vec<ColumnField>,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
}

#[derive(Debug, Clone)]
struct ColumnField {
    id: String,
    header: String,
    examples: String,
    choices: Vec<Choice>,
}

#[derive(Debug, Clone)]
struct Choice {
    code: String,
    word: String,
    is_chosen: bool,
}

fn cut(text: &str) -> String {
    let mut letters = text.trim().chars();
    let mut cut: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() {
        cut.push('…');
    }
    cut
}

impl ImportColumnsPage {
    fn of(shell: Shell, found: &ListColumns, choice: &ColumnChoice) -> Self {
        let outline = &found.outline;
        let columns = outline.header.iter().enumerate().map(|(place, header)| {
            let held = choice.fields.get(place).copied().flatten();
            let examples = outline.rows.iter().filter_map(|row| row.get(place));
            let examples: Vec<String> = examples
                .filter(|cell| !cell.trim().is_empty())
                .take(3)
                .map(|cell| cut(cell))
                .collect();
            ColumnField {
                id: format!("c{place}"),
                header: match cut(header) {
                    header if header.is_empty() => format!("{}列目（見出しなし）", place + 1),
                    header => header,
                },
                examples: examples.join("、"),
                choices: Field::ALL
                    .iter()
                    .map(|field| Choice {
                        code: field.code().to_owned(),
                        word: field.word().to_owned(),
                        is_chosen: held == Some(*field),
                    })
                    .collect(),
            }
        });
        Self {
            shell,
            account: AccountPath,
            desk: ImportDeskPath::of(found.upload.network),
            action: UploadColumnsPath::of(found.upload.network, found.upload.id),
            name: name_of(&found.upload),
            error: None,
            columns: columns.collect(),
            kinds: ResourceKind::ALL
                .iter()
                .map(|kind| Choice {
                    code: kind.code().to_owned(),
                    word: kind.word().to_owned(),
                    is_chosen: choice.kind == Some(*kind),
                })
                .collect(),
            places: found
                .area
                .iter()
                .map(|place| Choice {
                    code: place.code.to_string(),
                    word: format!("{}{}", place.prefecture, place.name),
                    is_chosen: choice.place == Some(place.code),
                })
                .collect(),
        }
    }
}

/// What a form says of so many columns.
fn chosen(sent: &Sent, columns: usize) -> ColumnChoice {
    let fields = (0..columns).map(|place| Field::from_code(sent.text(&format!("c{place}"))));
    ColumnChoice {
        fields: fields.collect(),
        kind: ResourceKind::from_code(sent.text("kind")),
        place: MunicipalityCode::parse(sent.text("place")).ok(),
    }
}

pub(crate) async fn show(
    path: UploadColumnsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let (network, upload) = ids_of(&path.id, &path.upload)?;
    let found = site
        .app
        .upload_columns(visitor.principal(), network, upload)
        .await?;
    match found {
        Ok(found) => {
            let shell = Shell::of(&site, &visitor, Here::Account).await?;
            let kept = drafted(&site, &visitor).await?;
            let kept = kept.map(|sent| chosen(&sent, found.outline.header.len()));
            let choice = kept.as_ref().unwrap_or(&found.choice);
            let page = ImportColumnsPage::of(shell, &found, choice);
            Ok(shown(&page))
        }
        // The page of the file says what is wrong with it.
        Err(refusal) => Ok(turned_away(&refusal, network).unwrap_or_else(|| {
            Redirect::to(&UploadPath::of(network, upload).to_string()).into_response()
        })),
    }
}

pub(crate) async fn choose(
    path: UploadColumnsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (network, upload) = ids_of(&path.id, &path.upload)?;
    let on = || Redirect::to(&UploadPath::of(network, upload).to_string()).into_response();
    let principal = visitor.principal();
    let found = match site.app.upload_columns(principal, network, upload).await? {
        Ok(found) => found,
        Err(refusal) => return Ok(turned_away(&refusal, network).unwrap_or_else(on)),
    };
    let choice = chosen(&sent, found.outline.header.len());
    let matched = site
        .app
        .match_columns(principal, network, upload, choice.clone())
        .await?;
    match matched {
        Ok(()) => {
            forget(&site, &visitor).await?;
            Ok(on())
        }
        Err(refusal @ UploadRefusal::NameMissing) => {
            let shell = Shell::of(&site, &visitor, Here::Account).await?;
            let page = ImportColumnsPage {
                error: Some(refusal.to_string()),
                ..ImportColumnsPage::of(shell, &found, &choice)
            };
            Ok(asked_again(shown(&page)))
        }
        Err(refusal) => Ok(turned_away(&refusal, network).unwrap_or_else(on)),
    }
}

impl Samples for ImportColumnsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        use renkei_app::import::upload::UploadStage;
        use renkei_exchange::list::Outline;
        let page = |header: &[&str], guessed: Vec<Option<Field>>, cell: &str| {
            let header: Vec<String> = header.iter().map(|text| (*text).to_owned()).collect();
            let width = header.len();
            let choice = ColumnChoice {
                fields: guessed.clone(),
                kind: Some(ResourceKind::LeisureResource),
                place: None,
            };
            let found = ListColumns {
                upload: super::sample_view("一覧.xlsx", UploadStage::Waiting),
                outline: Outline {
                    sheet: 0,
                    header_line: 1,
                    header,
                    guessed,
                    rows: vec![vec![cell.to_owned(); width]; 3],
                },
                choice: choice.clone(),
                area: Vec::new(),
            };
            Self::of(Shell::sample_of("高槻 はるか"), &found, &choice)
        };
        let usual = page(
            &["名称", "電話番号", "いろいろ"],
            vec![Some(Field::Name), Some(Field::Phone), None],
            "うたう会",
        );
        let empty = Self {
            error: Some(UploadRefusal::NameMissing.to_string()),
            ..page(&["", ""], vec![None; 2], "")
        };
        let long = "とても長い見出しのある列".repeat(10);
        let unbroken = "0123456789abcdef".repeat(12);
        let longest = page(&[long.as_str(); 30], vec![Some(Field::Note); 30], &unbroken);
        vec![("usual", usual), ("empty", empty), ("longest", longest)]
    }
}
