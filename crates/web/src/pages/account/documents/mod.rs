//! The documents that the program of one token may ask for by their ids: registered from a manifest, looked at, withdrawn;
//! what it may send besides; and what it sent. Whether a document fits the schema is judged each time the page is shown:
//! the schema of another version may not have what it asks for.

use std::str::FromStr as _;

use askama::Template;
use axum::Extension;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::people::trusted::{TextOperation, TrustedDocument};
use renkei_app::people::{DocumentRefusal, DocumentsView, Registration};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::{Decision, decide};
use renkei_domain::ids::TokenId;
use renkei_domain::people::trusted::takes_from_programs;
use renkei_domain::people::{DocumentId, DocumentMode};
use renkei_domain::time::Moment;
use renkei_graphql::{JudgedOperation, ManifestFault, Registered};

use self::came::Came;
use crate::Site;
use crate::body_time::BodyTime;
use crate::error::PageFault;
use crate::form::{Choice, Field, Sent};
use crate::gate::{asked_again, refused_on};
use crate::headers::FILE_TIME;
use crate::next::Next;
use crate::pages::letters::{said, writer};
use crate::pages::{Here, Shell, shown};
use crate::paths::{
    AccountPath, ConfirmPath, TokenDocumentsPath, TokenDocumentsStepPath, TokensPath,
};
use crate::session::Visitor;

mod came;
mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "documents.html")]
pub struct DocumentsPage {
    shell: Shell,
    account: AccountPath,
    tokens: TokensPath,
    action: TokenDocumentsPath,
    step: TokenDocumentsStepPath,
    /// Tells the forms of this page, as they are shown now, from every other.
    once: String,
    name: String,
    /// By which a build server names the token that it registers for; nothing where none may.
    number: Option<TokenId>,
    /// Which mode counts, as a field to choose another.
    modes: [Field; 1],
    /// Whether nothing can run: documents alone do, and there are none.
    runs_nothing: bool,
    documents: Vec<DocumentLine>,
    /// How many of them do not fit the schema any more.
    unfit: usize,
    /// Whether what comes as text is counted.
    counts_text: bool,
    text: Vec<TextLine>,
    /// Where whoever signed in a while ago shows once more who they are, before they choose a file: it would be lost on
    /// the way there.
    confirm: Option<String>,
    /// What was pasted and not registered.
    pasted: String,
    /// Why nothing was done.
    fault: Option<String>,
    /// What was done.
    done: Option<String>,
}

/// A document in words.
#[derive(Debug, Clone)]
struct DocumentLine {
    id: String,
    operations: Vec<String>,
    /// Why it runs no more.
    unfit: Option<String>,
    registered: String,
    used: Option<String>,
    /// Tells the form of this row, as it is shown now, from every other.
    once: String,
}

/// Operations of one name that came as text.
#[derive(Debug, Clone)]
struct TextLine {
    name: Option<String>,
    ran: u64,
    refused: u64,
    last: String,
}

/// What is said above what stands there.
#[derive(Debug, Default)]
struct Told {
    pasted: String,
    fault: Option<String>,
    done: Option<String>,
}

/// Which mode counts.
fn modes(now: DocumentMode) -> [Field; 1] {
    let choices = DocumentMode::ALL.iter();
    let choices = choices.map(|mode| Choice::of(mode.code(), mode.word(), now.code()));
    [Field::one("mode", "登録していない文", choices.collect()).hinted(
        "さきに「数える」にして、下の表に何も来なくなってから「登録した文だけ」にすると、プログラムが止まりません。",
    )]
}

fn operation(judged: &JudgedOperation) -> String {
    let name = judged.name.as_deref().unwrap_or("（名前なし）");
    format!("{} {name}（{}点）", judged.kind, judged.cost)
}

async fn document_line(site: &Site, document: &TrustedDocument, now: Moment) -> DocumentLine {
    let (operations, unfit) = match site.api.judge(&document.text).await {
        Ok(judged) => (judged.operations.iter().map(operation).collect(), None),
        Err(refusal) => {
            let why = format!("{}（{}）", refusal.message(), refusal.code.code());
            (Vec::new(), Some(why))
        }
    };
    DocumentLine {
        id: document.document.to_string(),
        operations,
        unfit,
        registered: said(document.registered_at, now),
        used: document.used_at.map(|at| said(at, now)),
        once: site.app.new_request_id(),
    }
}

fn text_line(operation: &TextOperation, now: Moment) -> TextLine {
    TextLine {
        name: (!operation.name.is_empty()).then(|| operation.name.clone()),
        ran: operation.ran,
        refused: operation.refused,
        last: said(operation.last_at, now),
    }
}

/// The token that an address names.
fn token(part: &str) -> Result<TokenId, PageFault> {
    TokenId::from_str(part).map_err(|_| PageFault::NotFound)
}

/// Where somebody shows once more who they are, where that is asked before they may register anything.
fn confirm(visitor: &Visitor, id: TokenId) -> Option<String> {
    let asked = decide(
        visitor.principal(),
        Action::ManageOwnTokens,
        &Object::Installation,
    );
    let here = Next::read(&TokenDocumentsPath::of(id).to_string());
    (asked == Decision::ConfirmAgain).then(|| Next::behind(&ConfirmPath, here.as_ref()))
}

async fn found(site: &Site, visitor: &Visitor, id: TokenId) -> Result<DocumentsView, PageFault> {
    let found = site.app.documents(visitor.principal(), id).await?;
    found.ok_or(PageFault::NotFound)
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    id: TokenId,
    told: Told,
) -> Result<Response, PageFault> {
    let DocumentsView {
        token,
        documents,
        text,
    } = found(site, visitor, id).await?;
    let now = site.app.now().in_japan();
    let mut lines = Vec::with_capacity(documents.len());
    for document in &documents {
        lines.push(document_line(site, document, now).await);
    }
    Ok(shown(&DocumentsPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        tokens: TokensPath,
        action: TokenDocumentsPath::of(id),
        step: TokenDocumentsStepPath::of(id),
        once: site.app.new_request_id(),
        name: token.name.to_string(),
        number: takes_from_programs(&token.scopes).then_some(id),
        modes: modes(token.documents),
        runs_nothing: !token.documents.runs_text() && lines.is_empty(),
        unfit: lines.iter().filter(|line| line.unfit.is_some()).count(),
        documents: lines,
        counts_text: token.documents.counts_text(),
        text: text.iter().map(|one| text_line(one, now)).collect(),
        // What was pasted stays in the form in which it came.
        confirm: confirm(visitor, id).filter(|_| told.pasted.is_empty()),
        pasted: told.pasted,
        fault: told.fault,
        done: told.done,
    }))
}

pub(crate) async fn show(
    path: TokenDocumentsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    page(&site, &visitor, token(&path.token)?, Told::default()).await
}

/// The page with why nothing was done; somebody who may not is led on.
async fn undone(
    site: &Site,
    visitor: &Visitor,
    id: TokenId,
    (refusal, pasted): (DocumentRefusal, String),
) -> Result<Response, PageFault> {
    match refusal {
        DocumentRefusal::NotFound => Err(PageFault::NotFound),
        DocumentRefusal::NotAllowed(decision) => {
            let here = TokenDocumentsPath::of(id).to_string();
            Ok(refused_on(decision, Next::read(&here).as_ref()))
        }
        refusal => {
            let told = Told {
                pasted,
                fault: Some(refusal.to_string()),
                done: None,
            };
            Ok(asked_again(page(site, visitor, id, told).await?))
        }
    }
}

fn registered(registration: Registration) -> String {
    match (registration.new, registration.known) {
        (0, known) => format!("{known}件とも、もう登録されています。変わったことはありません。"),
        (new, 0) => format!("{new}件の文を登録しました。"),
        (new, known) => {
            format!("{new}件の文を登録しました。ほかの {known}件は、もう登録されています。")
        }
    }
}

pub(crate) async fn register(
    path: TokenDocumentsPath,
    State(site): State<Site>,
    visitor: Visitor,
    Extension(time): Extension<BodyTime>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageFault> {
    let id = token(&path.token)?;
    found(&site, &visitor, id).await?;
    time.grant(FILE_TIME);
    let mut parts = parts.map_err(|rejection| PageFault::from_status(rejection.status()))?;
    let came = Came::read(&mut parts).await?;
    let done = match came.manifest() {
        Some(text) => {
            let by = came.writer(&visitor);
            site.api.register_manifest(&by, id, &text).await?
        }
        None => Registered::Unusable(ManifestFault::TooLarge),
    };
    match done {
        Registered::Done(registration) => {
            let told = Told {
                done: Some(registered(registration)),
                ..Told::default()
            };
            page(&site, &visitor, id, told).await
        }
        Registered::Unusable(fault) => {
            let told = Told {
                pasted: came.pasted(),
                fault: Some(format!("1つも登録していません。{fault}")),
                done: None,
            };
            Ok(asked_again(page(&site, &visitor, id, told).await?))
        }
        Registered::Refused(refusal) => undone(&site, &visitor, id, (refusal, came.pasted())).await,
    }
}

pub(crate) async fn step(
    path: TokenDocumentsStepPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let id = token(&path.token)?;
    let by = writer(&visitor, &sent);
    let done = match sent.text("step") {
        "mode" => {
            let mode = DocumentMode::from_code(sent.text("mode")).ok_or(PageFault::NotFound)?;
            site.app.set_document_mode(&by, id, mode).await?
        }
        "withdraw" => {
            let document = DocumentId::parse(sent.text("document")).ok_or(PageFault::NotFound)?;
            site.app.withdraw_document(&by, id, document).await?
        }
        _ => return Err(PageFault::NotFound),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&TokenDocumentsPath::of(id).to_string()).into_response()),
        Err(refusal) => undone(&site, &visitor, id, (refusal, String::new())).await,
    }
}
