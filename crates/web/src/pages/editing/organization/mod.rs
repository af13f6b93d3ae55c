//! Putting right what stands of a 法人. Whoever was second sees both texts and what they typed; what they
//! did not touch says what stands now.
//!
//! `fields` is what a form asks of a 法人, [`history`] shows who changed what, [`assign`] says which 法人 runs
//! an entry, [`entering`] makes one that is not in the directory yet.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::organization::EditableOrganization;
use renkei_domain::access::action::Action;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::edit::{OrganizationEdit, Part, PartValue};
use renkei_domain::directory::municipality::Municipalities;
use renkei_domain::ids::OrganizationId;

use super::closing::refused_by;
use super::kit::Faults;
use super::{Situation, told, version_of};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::{asked_again, conflicting, drafted, forget, refused};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{EntrancePath, OrganizationHistoryPath, OrganizationPath};
use crate::session::Visitor;

pub mod assign;
pub mod entering;
mod fields;
pub mod history;
mod samples;

/// The page.
#[derive(Debug, Template)]
#[template(path = "organization_edit.html")]
pub struct OrganizationPage {
    shell: Shell,
    home: EntrancePath,
    history: OrganizationHistoryPath,
    name: String,
    form: Form,
    state: Situation,
}

impl OrganizationPage {
    fn is_drafted(&self) -> bool {
        matches!(self.state, Situation::Drafted)
    }

    fn overtaken(&self) -> Option<(&[String], &[String])> {
        self.state.overtaken()
    }
}

/// The 法人 of an address.
fn organization_of(id: &str) -> Result<OrganizationId, PageFault> {
    OrganizationId::from_str(id).map_err(|_| PageFault::NotFound)
}

/// Opens a 法人 for whoever may put it right, or answers whoever may not.
async fn opened(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<EditableOrganization, Response>, PageFault> {
    let now = site.app.editable_organization(organization_of(id)?).await?;
    let now = now.ok_or(PageFault::NotFound)?;
    Ok(match now.decision(visitor.principal(), Action::EditFacts) {
        Decision::Allowed => Ok(now),
        decision => Err(refused(decision, visitor)),
    })
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    now: &EditableOrganization,
    sent: &Sent,
    faults: &Faults,
    state: Situation,
) -> Result<Response, PageFault> {
    let form = Form::new(site, OrganizationPath::of(now.id), state.button());
    Ok(shown(&OrganizationPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        history: OrganizationHistoryPath::of(now.id),
        name: now.facts.name.to_string(),
        form: filled(form, sent, faults),
        state,
    }))
}

/// A form with the fields of a known 法人.
fn filled(form: Form, sent: &Sent, faults: &Faults) -> Form {
    let mut form = form
        .with(fields::shape(sent, faults))
        .carrying("version", version_of(sent));
    form.hidden.extend(fields::carried(sent));
    form
}

pub(crate) async fn show(
    path: OrganizationPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let (sent, state) = match drafted(&site, &visitor).await? {
        Some(draft) => (draft, Situation::Drafted),
        None => {
            let mut packed = Packed::default();
            fields::pack(&now.facts, &mut packed);
            packed.put("version", now.version);
            (packed.sent(), Situation::Fresh)
        }
    };
    asked(&site, &visitor, &now, &sent, &Faults::default(), state).await
}

pub(crate) async fn save(
    path: OrganizationPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let (edits, mut faults) = fields::edits(&site, &sent).await?;
    if faults.0.is_empty() {
        let writer = writer(&visitor, &sent);
        let version = version_of(&sent);
        let edited = site
            .app
            .edit_organization(&writer, now.id, version, edits.clone());
        faults = match edited.await? {
            // Who saves what stands there already has what they want.
            Ok(_) | Err(EditRefusal::NothingToChange) => {
                forget(&site, &visitor).await?;
                let to = OrganizationHistoryPath::of(now.id).to_string();
                return Ok(Redirect::to(&to).into_response());
            }
            Err(EditRefusal::Changed { .. } | EditRefusal::KeyReused(_)) => {
                return overtaken(&site, &visitor, &path.id, &sent, &edits).await;
            }
            Err(EditRefusal::Invalid(faults)) => Faults::told(faults),
            Err(refusal) => return refused_by(refusal, &visitor),
        };
    }
    let page = asked(&site, &visitor, &now, &sent, &faults, Situation::Fresh).await?;
    Ok(asked_again(page))
}

/// Answers whoever was second: with what stands now, with what they typed, and with a form that goes on
/// from both.
async fn overtaken(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    sent: &Sent,
    edits: &[OrganizationEdit],
) -> Result<Response, PageFault> {
    let now = match opened(site, visitor, id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let mut mine = now.facts.clone();
    let mut wanted: Vec<&OrganizationEdit> = edits.iter().collect();
    wanted.sort_by_key(|edit| edit.field);
    for edit in wanted {
        // What cannot be written stands in the form with its mistake, once it is sent.
        drop(edit.field.write(&mut mine, edit.value.as_deref()));
    }
    let standing = PartValue::Organization(Box::new(now.facts.clone()));
    let mine = PartValue::Organization(Box::new(mine));
    let places = Municipalities::default();
    let called = told::Called {
        places: &places,
        organizations: Default::default(),
    };
    let (standing, mine) = told::beside(Part::Facts, &standing, &mine, &called);
    let state = Situation::Overtaken {
        now: standing,
        mine,
    };
    let mut packed = Packed::of(sent);
    fields::merge(sent, &now.facts, &mut packed);
    packed.replace("version", now.version);
    let (sent, faults) = (packed.sent(), Faults::default());
    let page = asked(site, visitor, &now, &sent, &faults, state).await?;
    Ok(conflicting(page))
}
