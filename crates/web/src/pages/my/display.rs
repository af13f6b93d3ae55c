//! How one wants pages to look: one switch for each thing, kept for the account.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_domain::map::{Ruby, Spacing, Wording};
use renkei_domain::people::Display;
use renkei_domain::people::display::{Contrast, Motion, TextSize};

use super::words;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Sent};
use crate::gate::refused;
use crate::next::LeadsOn;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{DisplayPath, MyPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "my_display.html")]
pub struct DisplayPage {
    shell: Shell,
    home: MyPath,
    form: Form,
}

const BUTTON: &str = "この見えかたに する";

/// In which words one wants to read.
pub(super) fn wording_field(chosen: Wording) -> Field {
    let all = words(Wording::ALL, Wording::code, Wording::word, chosen.code());
    Field::one("wording", "ことば", all)
}

/// Whether one wants readings above words.
pub(super) fn ruby_field(chosen: Ruby) -> Field {
    let all = words(Ruby::ALL, Ruby::code, Ruby::word, chosen.code());
    Field::one("ruby", "ふりがな", all)
}

/// Whether one wants spaces between words.
pub(super) fn spacing_field(chosen: Spacing) -> Field {
    let all = words(Spacing::ALL, Spacing::code, Spacing::word, chosen.code());
    Field::one("spacing", "分かち書き", all)
}

fn fields(display: Display) -> Vec<Field> {
    let fields = [
        wording_field(display.wording),
        ruby_field(display.ruby),
        spacing_field(display.spacing).hinted("ことばと ことばの あいだを あけます。"),
        Field::one(
            "size",
            "文字の 大きさ",
            words(
                TextSize::ALL,
                TextSize::code,
                TextSize::word,
                display.size.code(),
            ),
        ),
        Field::one(
            "contrast",
            "文字の こさ",
            words(
                Contrast::ALL,
                Contrast::code,
                Contrast::word,
                display.contrast.code(),
            ),
        ),
        Field::one(
            "motion",
            "うごき",
            words(
                Motion::ALL,
                Motion::code,
                Motion::word,
                display.motion.code(),
            ),
        ),
    ];
    fields.into_iter().map(Field::aloud).collect()
}

/// What was sent; what did not come stays as it is.
fn read(sent: &Sent, before: Display) -> Display {
    Display {
        wording: Wording::from_code(sent.text("wording")).unwrap_or(before.wording),
        ruby: Ruby::from_code(sent.text("ruby")).unwrap_or(before.ruby),
        spacing: Spacing::from_code(sent.text("spacing")).unwrap_or(before.spacing),
        size: TextSize::from_code(sent.text("size")).unwrap_or(before.size),
        contrast: Contrast::from_code(sent.text("contrast")).unwrap_or(before.contrast),
        motion: Motion::from_code(sent.text("motion")).unwrap_or(before.motion),
    }
}

fn chosen(visitor: &Visitor) -> Display {
    let session = visitor.session();
    session.map_or_else(Display::default, |session| session.view.account.display)
}

pub(crate) async fn show(
    _: DisplayPath,
    State(site): State<Site>,
    visitor: Visitor,
    asked: Result<Query<LeadsOn>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(asked) = asked.map_err(|_| PageFault::BadRequest)?;
    Ok(shown(&DisplayPage {
        shell: Shell::of(&site, &visitor, Here::My).await?,
        home: MyPath,
        form: Form::new(&site, DisplayPath, BUTTON)
            .with(fields(chosen(&visitor)))
            .going_on(asked.next()),
    }))
}

pub(crate) async fn choose(
    _: DisplayPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let display = read(&sent, chosen(&visitor));
    match site
        .app
        .choose_display(visitor.principal(), display)
        .await?
    {
        Ok(()) => {
            let next = sent.next();
            let next = next.map_or_else(|| MyPath.to_string(), |next| next.to_string());
            Ok(Redirect::to(&next).into_response())
        }
        Err(decision) => Ok(refused(decision, &visitor)),
    }
}

impl Samples for DisplayPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, display: Display| Self {
            shell: Shell {
                display,
                ..Shell::sample_of_person(name).at(Here::My)
            },
            home: MyPath,
            form: Form::sample(DisplayPath, BUTTON).with(fields(display)),
        };
        let strongest = Display {
            wording: Wording::Usual,
            ruby: Ruby::Without,
            spacing: Spacing::Usual,
            size: TextSize::Largest,
            contrast: Contrast::Strong,
            motion: Motion::Calm,
        };
        vec![
            ("usual", page("島本 ひなた", Display::default())),
            ("empty", page("ゆ", Display::default())),
            ("longest", page(&"とても長い名前".repeat(14), strongest)),
        ]
    }
}
