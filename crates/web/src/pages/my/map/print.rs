//! Putting one's own map on paper: what, and how. The same sheets can be had empty, to fill by hand, by everybody and
//! without an account.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_domain::map::{CardPart, Ink, PrintForm, Ruby, Sheet, Spacing, Wording};
use renkei_domain::people::Display;

use super::super::display::{ruby_field, spacing_field, wording_field};
use super::super::words;
use super::words_of;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Sent};
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paper::map::map_on_paper;
use crate::paths::{
    MapPaperPath, MapPath, MapPrintPath, MapSheetPath, WorksheetPath, WorksheetsPath,
};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "map_print.html")]
pub struct MapPrintPage {
    shell: Shell,
    map: MapPath,
    form: Form,
    worksheets: WorksheetsPath,
}

/// The page of the empty sheets.
#[derive(Debug, Template)]
#[template(path = "worksheets.html")]
pub struct WorksheetsPage {
    shell: Shell,
    form: Form,
}

const BUTTON: &str = "紙（PDF）を つくる";

/// The sheets of a page: of a map, or empty ones.
fn sheets(is_blank: bool) -> Vec<Choice> {
    let sheets = Sheet::ALL
        .iter()
        .filter(|sheet| sheet.is_blank() == is_blank);
    let first = if is_blank { Sheet::BlankA4 } else { Sheet::Map };
    sheets
        .map(|sheet| Choice {
            value: sheet.code().to_owned(),
            word: sheet.word().to_owned(),
            is_chosen: *sheet == first,
        })
        .collect()
}

fn fields(is_blank: bool, display: Display) -> Vec<Field> {
    let usual = PrintForm::of(Sheet::Map);
    let mut fields = vec![
        Field::one("sheet", "どの 紙ですか", sheets(is_blank)),
        Field::one(
            "ink",
            "色",
            words(Ink::ALL, Ink::code, Ink::word, usual.ink.code()),
        ),
        ruby_field(display.ruby),
        wording_field(display.wording),
        spacing_field(display.spacing),
    ];
    if !is_blank {
        let parts = words(CardPart::ALL, CardPart::code, CardPart::word, "");
        fields.push(
            Field::any("card", "カードに 書いても いいもの", parts)
                .hinted("おとすと 人に 見られます。 えらばなければ 書きません。"),
        );
    }
    fields.into_iter().map(Field::aloud).collect()
}

/// The form that was chosen.
fn read(sent: &Sent) -> Option<PrintForm> {
    let usual = PrintForm::of(Sheet::from_code(sent.text("sheet"))?);
    Some(PrintForm {
        ink: Ink::from_code(sent.text("ink")).unwrap_or(usual.ink),
        ruby: Ruby::from_code(sent.text("ruby")).unwrap_or(usual.ruby),
        wording: Wording::from_code(sent.text("wording")).unwrap_or(usual.wording),
        spacing: Spacing::from_code(sent.text("spacing")).unwrap_or(usual.spacing),
        card: sent.all("card").filter_map(CardPart::from_code).collect(),
        ..usual
    })
}

pub(crate) async fn show(
    _: MapPrintPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let shell = Shell::of(&site, &visitor, Here::Map).await?;
    let fields = fields(false, shell.display);
    Ok(shown(&MapPrintPage {
        shell,
        map: MapPath,
        form: Form::new(&site, MapPrintPath, BUTTON).with(fields),
        worksheets: WorksheetsPath,
    }))
}

/// Keeps that the map is printed, and leads to the sheet: what changes from here on stands otherwise on the paper.
pub(crate) async fn choose(
    _: MapPrintPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let form = read(&sent).filter(|form| !form.sheet.is_blank());
    let form = form.ok_or(PageFault::NotFound)?;
    let by = writer(&visitor, &sent);
    match site.app.note_map_printed(&by).await? {
        Ok(_) => {
            let sheet = MapPaperPath::of(&form.code()).to_string();
            Ok(Redirect::to(&sheet).into_response())
        }
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(words) => super::asked(&site, &visitor, (None, Some(words))).await,
            Err(answer) => Ok(answer),
        },
    }
}

pub(crate) async fn print(
    path: MapPaperPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let form = PrintForm::from_code(&path.form).ok_or(PageFault::NotFound)?;
    match site.app.printed_map(visitor.principal(), form).await? {
        Ok(map) => {
            let pictures = site.app.map_pictures(visitor.principal()).await?;
            map_on_paper(&site, &map, &pictures.unwrap_or_default()).await
        }
        Err(refusal) => match words_of(refusal, &visitor)? {
            Ok(_) => Err(PageFault::NotFound),
            Err(answer) => Ok(answer),
        },
    }
}

pub(crate) async fn show_worksheets(
    _: WorksheetsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let shell = Shell::of(&site, &visitor, Here::Map).await?;
    let fields = fields(true, shell.display);
    Ok(shown(&WorksheetsPage {
        shell,
        form: Form::new(&site, WorksheetsPath, BUTTON).with(fields),
    }))
}

/// Leads to the empty sheet that was chosen.
pub(crate) async fn choose_worksheet(_: WorksheetsPath, sent: Sent) -> Result<Response, PageFault> {
    let form = read(&sent).filter(|form| form.sheet.is_blank());
    let form = form.ok_or(PageFault::NotFound)?;
    let sheet = WorksheetPath::of(&form.code()).to_string();
    Ok(Redirect::to(&sheet).into_response())
}

pub(crate) async fn print_worksheet(
    path: WorksheetPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let form = PrintForm::from_code(&path.form).filter(|form| form.sheet.is_blank());
    let form = form.ok_or(PageFault::NotFound)?;
    match site.app.printed_map(visitor.principal(), form).await? {
        Ok(map) => map_on_paper(&site, &map, &[]).await,
        Err(_) => Err(PageFault::NotFound),
    }
}

/// A sheet that a program asked for, for whoever holds its address.
pub(crate) async fn fetch(
    path: MapSheetPath,
    State(site): State<Site>,
) -> Result<Response, PageFault> {
    match site.app.map_sheet(&path.code).await? {
        Ok((map, pictures)) => map_on_paper(&site, &map, &pictures).await,
        Err(_) => Err(PageFault::NotFound),
    }
}

impl Samples for MapPrintPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str| {
            let shell = Shell::sample_of_person(name).at(Here::Map);
            let fields = fields(false, shell.display);
            Self {
                shell,
                map: MapPath,
                form: Form::sample(MapPrintPath, BUTTON).with(fields),
                worksheets: WorksheetsPath,
            }
        };
        vec![
            ("usual", page("島本 ひなた")),
            ("empty", page("")),
            ("longest", page(&"とても長い名前".repeat(14))),
        ]
    }
}

impl Samples for WorksheetsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |shell: Shell| {
            let fields = fields(true, shell.display);
            Self {
                shell,
                form: Form::sample(WorksheetsPath, BUTTON).with(fields),
            }
        };
        vec![
            ("usual", page(Shell::sample(Here::Map))),
            ("empty", page(Shell::sample_of_person("ゆ").at(Here::Map))),
            (
                "longest",
                page(Shell::sample_of_person(&"とても長い名前".repeat(14)).at(Here::Map)),
            ),
        ]
    }
}
