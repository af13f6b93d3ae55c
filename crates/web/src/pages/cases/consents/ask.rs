//! Asking the person: the questions, how the answer was given, and who was there. One sitting may give a consent
//! for each occasion on which something was answered by yes.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::consent::read::ConsentsView;
use renkei_app::consent::record::{ConsentForm, Sitting};
use renkei_domain::consent::package::Package;
use renkei_domain::consent::recipient::ConsentRecipients;
use renkei_domain::consent::sheet::ConsentSheet;
use renkei_domain::consent::{Categories, ConsentRecipient, Giver, Means, Validity};
use serde::Deserialize;

pub(super) use self::explained::{explained_by, explained_sample};
use self::first::{filled, meant, packed};
pub(super) use self::how::{FIRST_DAY, ON_SCREEN, fields, sitting, validity};
pub(super) use self::representative::{OF_THE_PERSON, giver};
use super::super::faults::Faults;
use super::super::lines::way;
use super::super::name_of;
use super::super::part::CasePart;
use super::questions::{Occasion, asked_for, is_fax_fine, occasions, to_name, yes};
use super::{Trail, once_kept, to_be_told};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Group, Sent};
use crate::gate::{asked_again, drafted};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{AskAtWorkPath, AskConsentPath, CasePath, ConsentSheetsPath};
use crate::session::Visitor;

mod explained;
mod first;
mod how;
mod representative;
#[cfg(test)]
mod versions;

const BUTTON: &str = "答えを書きとめる";

/// The version of the words of this page, as a consent remembers it.
pub(super) const TEXT_VERSION: &str = "同意の質問 2026年11月 第3版";

/// What is said about refusing, pausing and withdrawing, to be put into one's own words.
pub(super) const SAID: &str = "いやなら「いいえ」でよいこと、「いいえ」でも支援はかわらないこと、あとから いつでも いったん止めたり やめたりできることを話しました。";

/// So long a consent holds as a rule, to be changed with the person.
pub(super) const MONTHS: chrono::Months = chrono::Months::new(12);

/// Says of a form that another page sends it to have somebody asked for what is missing there.
pub(super) const FILL: &str = "fill";

/// The page.
#[derive(Debug, Template)]
#[template(path = "consent_ask.html")]
pub struct AskConsentPage {
    pub(super) shell: Shell,
    pub(super) trail: Trail,
    pub(super) name: String,
    pub(super) lead: String,
    pub(super) occasions: Vec<Occasion>,
    pub(super) form: Form,
    /// Where the same is put on paper instead.
    pub(super) sheets: ConsentSheetsPath,
    /// Where it is asked about people at an open employer.
    pub(super) at_work: AskAtWorkPath,
    /// Why it was not taken, where that is not the fault of one field.
    pub(super) fault: Option<String>,
}

/// What was agreed to on an occasion, where anything was.
fn agreed_on(
    sent: &Sent,
    faults: &mut Faults,
    (package, sheet): (Package, Option<&ConsentSheet>),
    (giver, validity): (Option<&Giver>, Option<Validity>),
) -> Option<ConsentForm> {
    let categories = package.agreed(&yes(sent, package));
    if categories.is_empty() {
        return None;
    }
    let recipients: ConsentRecipients = sent
        .all(to_name(package))
        .filter_map(ConsentRecipient::from_code)
        .collect();
    if recipients.is_empty() {
        faults.say(to_name(package), "だれに伝えてよいかを選んでください。");
    }
    let (purposes, mut means) = asked_for(package, sheet);
    if is_fax_fine(sent, package) {
        means.insert(Means::Fax);
    }
    Some(ConsentForm {
        giver: giver?.clone(),
        recipients,
        categories,
        purposes,
        means,
        validity: validity?,
        renews: None,
    })
}

/// What was sent, where nothing is wrong with it. Whoever answers on paper read the words that stand there, and agreed
/// to no more than they say, whatever is asked on the screen since.
fn read(
    sent: &Sent,
    faults: &mut Faults,
    sheet: Option<&ConsentSheet>,
) -> Option<(Sitting, Vec<ConsentForm>)> {
    let text_version = sheet.map_or(TEXT_VERSION, |sheet| sheet.text_version.as_str());
    let sitting = sitting(sent, faults, text_version);
    let validity = validity(sent, faults, sitting.as_ref());
    let packages = Package::ALL.iter();
    let every: Categories = packages
        .flat_map(|package| package.agreed(&yes(sent, *package)))
        .collect();
    let giver = giver(sent, faults, &every);
    let given = (giver.as_ref(), validity);
    let agreed: Vec<ConsentForm> = Package::ALL
        .iter()
        .filter_map(|package| agreed_on(sent, faults, (*package, sheet), given))
        .collect();
    let read = sitting.map(|sitting| (sitting, agreed));
    faults.all_well(read)
}

/// The form, which knows what is wrong with the fields of each occasion too.
fn whole(form: Form, occasions: &[Occasion], fields: Vec<Field>) -> Form {
    let groups = occasions.iter().map(|occasion| Group {
        legend: occasion.heading.to_owned(),
        fields: occasion.fields.clone(),
    });
    Form {
        groups: groups.collect(),
        ..form.with(fields)
    }
}

/// What stands behind the question mark: a form on paper whose answers are written down.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    sheet: String,
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    view: &ConsentsView,
    (sent, faults, fault): (&Sent, &Faults, Option<String>),
) -> Result<Response, PageFault> {
    let case = &view.file.case;
    let sheet = meant(view, sent.text("sheet"))?.map(|known| &known.sheet);
    let occasions = occasions(view, (sent, faults), sheet);
    let form = Form::new(site, AskConsentPath::of(case.id), BUTTON);
    let mut fields = fields(sent, faults);
    fields.push(explained_by(site, visitor, view, (sent, faults)).await?);
    Ok(shown(&AskConsentPage {
        shell: Shell::of(site, visitor, Here::Cases).await?,
        trail: Trail::of(view),
        name: name_of(case),
        lead: view.lead.clone(),
        form: whole(form, &occasions, fields).carrying("sheet", sent.text("sheet")),
        occasions,
        sheets: ConsentSheetsPath::of(case.id),
        at_work: AskAtWorkPath::of(case.id),
        fault,
    }))
}

/// The consents of a case, for whoever may ask its person.
pub(super) async fn to_be_asked(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<ConsentsView, Response>, PageFault> {
    match to_be_told(site, visitor, id).await? {
        // Nobody can be asked in a name before there is one. What has ended goes on again first, on its own page.
        Ok(view) if view.file.case.is_anonymous() => {
            let case = &view.file.case;
            let first = if case.is_open() {
                way(case.id, CasePart::Bind, None)
            } else {
                CasePath::of(case.id).to_string()
            };
            Ok(Err(Redirect::to(&first).into_response()))
        }
        known => Ok(known),
    }
}

pub(crate) async fn show(
    path: AskConsentPath,
    State(site): State<Site>,
    visitor: Visitor,
    query: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(query) = query.map_err(|_| PageFault::BadRequest)?;
    match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => {
            let sent = match drafted(&site, &visitor).await? {
                Some(sent) => sent,
                None => packed(&view, meant(&view, &query.sheet)?),
            };
            asked(&site, &visitor, &view, (&sent, &Faults::default(), None)).await
        }
        Err(answer) => Ok(answer),
    }
}

pub(crate) async fn save(
    path: AskConsentPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match to_be_asked(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let id = view.file.case.id;
    if !sent.text(FILL).is_empty() {
        let sent = filled(&view, &sent);
        let said = (&sent, &Faults::default(), None);
        return asked(&site, &visitor, &view, said).await;
    }
    let on_paper = meant(&view, sent.text("sheet"))?.map(|known| &known.sheet);
    let sheet = on_paper.map(|sheet| sheet.id);
    let mut faults = Faults::default();
    let fault = match read(&sent, &mut faults, on_paper) {
        None => None,
        Some((_, agreed)) if agreed.is_empty() => Some(
            "「はい」は ありませんでした。それも本人の答えです。何も のこしません。".to_owned(),
        ),
        Some((sitting, agreed)) => {
            let by = writer(&visitor, &sent);
            let answers = (agreed, sheet);
            let kept = site.app.record_answers(&by, id, sitting, answers).await?;
            match once_kept(&site, &visitor, kept).await? {
                Ok(words) => Some(words),
                Err(answer) => return Ok(answer),
            }
        }
    };
    let shown = (&sent, &faults, fault);
    Ok(asked_again(asked(&site, &visitor, &view, shown).await?))
}

impl AskConsentPage {
    /// The page of a sample.
    pub(super) fn sample(shell: Shell, view: &ConsentsView, fault: Option<String>) -> Self {
        let (sent, faults) = (packed(view, None), Faults::default());
        let case = &view.file.case;
        let occasions = occasions(view, (&sent, &faults), None);
        let form = Form::sample(AskConsentPath::of(case.id), BUTTON);
        let mut fields = fields(&sent, &faults);
        fields.push(explained_sample(view));
        Self {
            shell,
            trail: Trail::of(view),
            name: name_of(case),
            lead: view.lead.clone(),
            form: whole(form, &occasions, fields),
            occasions,
            sheets: ConsentSheetsPath::of(case.id),
            at_work: AskAtWorkPath::of(case.id),
            fault,
        }
    }
}
