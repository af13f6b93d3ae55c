//! Asking on paper: what is chosen here or on the page of the questions stands on a form, which is printed as often
//! as it is needed; and the forms that were made, with what became of them. A copy of a consent for one recipient is
//! printed from here too.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::read::{ConsentsView, KeptSheet};
use renkei_app::consent::sheet::SheetForm;
use renkei_domain::consent::package::Package;
use renkei_domain::consent::recipient::ConsentRecipients;
use renkei_domain::consent::sheet::AskedOccasion;
use renkei_domain::consent::{ConsentRecipient, Means};
use renkei_domain::text::Line;

use super::super::facts::day;
use super::super::faults::Faults;
use super::super::name_of;
use super::ask::{MONTHS, TEXT_VERSION, to_be_asked};
use super::questions::{is_fax_fine, occasions, to_name};
use super::{Trail, words_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Group, Packed, Sent};
use crate::gate::{asked_again, drafted, forget, refused};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paper::on_paper;
use crate::paths::{
    AskConsentPath, ConsentCopyPath, ConsentFormPath, ConsentSheetsPath, EvidencePath,
};
use crate::session::Visitor;

const BUTTON: &str = "用紙を作る";

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_sheets.html")]
pub struct ConsentSheetsPage {
    shell: Shell,
    trail: Trail,
    name: String,
    sheets: Vec<SheetLine>,
    form: Form,
    /// Why no form was made, where that is not the fault of one field.
    fault: Option<String>,
}

/// A form that was made.
#[derive(Debug, Clone)]
struct SheetLine {
    code: String,
    about: String,
    made: String,
    paper: String,
    /// Where its answers are written down, while they are not.
    answer: Option<String>,
    /// Where the page that came back is kept, once they are.
    scan: Option<String>,
}

impl SheetLine {
    fn of(view: &ConsentsView, known: &KeptSheet) -> Self {
        let id = view.file.case.id;
        let sheet = &known.sheet;
        let words: Vec<&str> = sheet
            .occasions
            .iter()
            .map(|one| one.package.word())
            .collect();
        let is_open = known.answered.is_empty();
        Self {
            code: sheet.code.to_string(),
            about: words.join("、"),
            made: day(known.kept.at.in_japan().date),
            paper: ConsentFormPath::of(id, sheet.id).to_string(),
            scan: known
                .answered
                .first()
                .map(|consent| EvidencePath::of(id, *consent).to_string()),
            answer: is_open.then(|| format!("{}?sheet={}", AskConsentPath::of(id), sheet.id)),
        }
    }
}

/// Everybody who may be meant on each occasion, and until when a yes would hold.
fn fields(view: &ConsentsView, sent: &Sent, faults: &Faults, form: Form) -> Form {
    let occasions = occasions(view, (sent, faults), None).into_iter();
    let groups = occasions.map(|occasion| Group {
        legend: occasion.heading.to_owned(),
        fields: occasion.fields,
    });
    let last_day =
        Field::day("last_day", "いつまで", sent.raw("last_day")).wrong(faults.of("last_day"));
    Form {
        groups: groups.collect(),
        ..form.with([last_day])
    }
}

/// What was chosen, where nothing is wrong with it.
fn read(sent: &Sent, faults: &mut Faults) -> Option<SheetForm> {
    let mut chosen = Vec::new();
    for package in Package::ALL.iter().copied() {
        let recipients: ConsentRecipients = sent
            .all(to_name(package))
            .filter_map(ConsentRecipient::from_code)
            .collect();
        if recipients.is_empty() {
            continue;
        }
        let mut means = package.means();
        if is_fax_fine(sent, package) {
            means.insert(Means::Fax);
        }
        chosen.push(AskedOccasion {
            package,
            recipients,
            purposes: package.purposes(),
            means,
        });
    }
    let last_day = faults.day(sent, "last_day");
    let text_version = Line::parse(TEXT_VERSION).ok();
    let form = last_day.zip(text_version);
    let form = form.map(|(last_day, text_version)| SheetForm {
        occasions: chosen,
        last_day,
        text_version,
    });
    faults.all_well(form)
}

fn packed(view: &ConsentsView) -> Sent {
    let mut packed = Packed::default();
    packed.put_some("last_day", view.now.date.checked_add_months(MONTHS));
    packed.sent()
}

impl ConsentSheetsPage {
    fn of(
        (shell, form): (Shell, Form),
        view: &ConsentsView,
        (sent, faults, fault): (&Sent, &Faults, Option<String>),
    ) -> Self {
        let case = &view.file.case;
        let sheets = view.file.sheets.iter();
        let own = sheets.filter(|known| known.case == case.id);
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(case),
            sheets: own.map(|known| SheetLine::of(view, known)).collect(),
            form: fields(view, sent, faults, form),
            fault,
        }
    }

    /// The page of a sample.
    pub(super) fn sample(shell: Shell, view: &ConsentsView, fault: Option<String>) -> Self {
        let form = Form::sample(ConsentSheetsPath::of(view.file.case.id), BUTTON);
        let (sent, faults) = (packed(view), Faults::default());
        Self::of((shell, form), view, (&sent, &faults, fault))
    }
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    said: (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let shell = Shell::of(site, visitor, Here::Cases).await?;
    let form = Form::new(site, ConsentSheetsPath::of(view.file.case.id), BUTTON);
    Ok(shown(&ConsentSheetsPage::of((shell, form), view, said)))
}

pub(crate) async fn show(
    path: ConsentSheetsPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => {
            let sent = match drafted(&site, &visitor).await? {
                Some(sent) => sent,
                None => packed(&view),
            };
            asked(&site, &visitor, &view, (&sent, &Faults::default(), None)).await
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn make(
    path: ConsentSheetsPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.file.case.id;
    let mut faults = Faults::default();
    let fault = match read(&sent, &mut faults) {
        None => None,
        Some(form) => {
            let by = writer(&visitor, &sent);
            match site.app.make_consent_sheet(&by, id, form).await? {
                Ok(_) => {
                    forget(&site, &visitor).await?;
                    let list = ConsentSheetsPath::of(id).to_string();
                    return Ok(Redirect::to(&list).into_response());
                }
                Err(refusal) => match words_of(refusal, &visitor)? {
                    Ok(words) => Some(words),
                    Err(answer) => return Ok(answer),
                },
            }
        }
    };
    let said = (&sent, &faults, fault);
    Ok(asked_again(asked(&site, &visitor, &view, said).await?))
}

/// A sheet that somebody may not have looks like one that is not there.
fn missing(refusal: ConsentRefusal, visitor: &Visitor) -> Result<Response, PageFault> {
    match refusal {
        ConsentRefusal::NotAllowed(decision) => Ok(refused(decision, visitor)),
        _ => Err(PageFault::NotFound),
    }
}

pub(crate) async fn print(
    path: ConsentFormPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let sheet = path.sheet.parse().map_err(|_| PageFault::NotFound)?;
    let made = site
        .app
        .consent_sheet_on_paper(visitor.principal(), id, sheet);
    match made.await? {
        Ok(sheet) => on_paper(&site, &sheet, None).await,
        Err(refusal) => missing(refusal, &visitor),
    }
}

pub(crate) async fn print_copy(
    path: ConsentCopyPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let id = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let consent = path.consent.parse().map_err(|_| PageFault::NotFound)?;
    let member = path.member.parse().map_err(|_| PageFault::NotFound)?;
    let made = site
        .app
        .consent_copy_on_paper(visitor.principal(), id, (consent, member));
    match made.await? {
        Ok(sheet) => on_paper(&site, &sheet, None).await,
        Err(refusal) => missing(refusal, &visitor),
    }
}
