//! Saying which 法人 runs an entry: one that is in the directory, found by its name or 法人番号. Its staff may
//! edit the entry from then on.

use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::open::Editable;
use renkei_domain::access::action::Action;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit};
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::ids::OrganizationId;

use crate::Site;
use crate::error::PageFault;
use crate::form::{Choice, Field, Form, Packed, Sent};
use crate::gate::{asked_again, conflicting, drafted, forget};
use crate::pages::editing::closing::refused_by;
use crate::pages::editing::kit::Faults;
use crate::pages::editing::{Situation, entry_for, version_of};
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{AssignPath, EntrancePath, NewOrganizationPath, OrganizationPath, ResourcePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "organization_assign.html")]
pub struct AssignPage {
    pub(super) shell: Shell,
    pub(super) home: EntrancePath,
    pub(super) resource: ResourcePath,
    pub(super) new: NewOrganizationPath,
    pub(super) name: String,
    /// Who runs the entry now.
    pub(super) runs_it: Option<String>,
    /// Where that 法人 is put right, for whoever may.
    pub(super) edit: Option<OrganizationPath>,
    pub(super) form: Form,
    pub(super) state: Situation,
}

impl AssignPage {
    fn overtaken(&self) -> Option<(&[String], &[String])> {
        self.state.overtaken()
    }
}

/// The button that looks for 法人.
pub(super) const FIND: (&str, &str) = ("find", "法人をさがす");
/// The button that says who runs an entry.
pub(super) const BUTTON: &str = "この法人にする";
/// What is sent where nobody is known.
const NOBODY: &str = "nobody";
/// What is read where nobody is known.
const UNKNOWN: &str = "（わからない）";

/// The fields, with the 法人 that may be chosen: ids and words.
pub(super) fn fields(sent: &Sent, offered: &[(String, String)], faults: &Faults) -> Vec<Field> {
    let chosen = match sent.text("organization") {
        "" => NOBODY,
        chosen => chosen,
    };
    let nobody = (
        NOBODY.to_owned(),
        "運営する法人はない・わからない".to_owned(),
    );
    let choices = std::iter::once(nobody).chain(offered.iter().cloned());
    let choices = choices.map(|(value, word)| Choice::of(value, word, chosen));
    vec![
        Field::sentence("words", "法人の名前か、法人番号", sent.text("words"))
            .hinted("名前の一部か13けたの番号を入れて「法人をさがす」を押すと、下に候補が出ます。")
            .wrong(faults.of("words")),
        Field::one("organization", "運営する法人", choices.collect())
            .hinted("この法人の職員が、この機関の内容を直せるようになります。")
            .wrong(faults.of("organization")),
    ]
}

/// The 法人 that some words or a 法人番号 find: ids and words.
pub(in crate::pages) async fn organizations_called(
    site: &Site,
    words: &str,
) -> Result<Vec<(String, String)>, PageFault> {
    let found = site.app.find_organizations(words).await?;
    let offered = found.iter();
    let offered = offered.map(|found| (found.id.to_string(), told(&found.facts)));
    Ok(offered.collect())
}

/// A 法人 as it is told from others.
fn told(facts: &OrganizationFacts) -> String {
    let number = facts.corporate_number.map(|number| number.to_string());
    let address = facts.address.as_ref().map(|address| address.line());
    let more: Vec<String> = number.into_iter().chain(address).collect();
    if more.is_empty() {
        facts.name.to_string()
    } else {
        format!("{}（{}）", facts.name, more.join("・"))
    }
}

/// Opens an entry for whoever may say who runs it, or answers whoever may not.
pub(super) async fn opened(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<Editable, Response>, PageFault> {
    entry_for(site, visitor, id, Action::AssignOrganization).await
}

/// What somebody sees first: who runs the entry now.
fn written(now: &Editable) -> Sent {
    let mut packed = Packed::default();
    packed.put_some("organization", now.facts.organization);
    packed.put("version", now.version);
    packed.sent()
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    now: &Editable,
    sent: &Sent,
    faults: &Faults,
    state: Situation,
) -> Result<Response, PageFault> {
    let mut faults = faults.clone();
    let words = sent.text("words");
    let mut offered = organizations_called(site, words).await?;
    if offered.is_empty() && !words.is_empty() {
        faults.add(
            "words",
            "その法人は名簿に見つかりません。短い言葉でさがすか、下の「名簿にない法人を入れる」から入れてください。",
        );
    }
    // Who runs it, and who was chosen before, stays to be chosen, whatever was looked for since.
    let chosen = OrganizationId::from_str(sent.text("organization")).ok();
    let mut runs_it = None;
    let mut edit = None;
    let others = [now.facts.organization, chosen].into_iter().flatten();
    for id in others {
        let Some(known) = site.app.editable_organization(id).await? else {
            continue;
        };
        if now.facts.organization == Some(id) {
            let decision = known.decision(visitor.principal(), Action::EditFacts);
            edit = (decision == Decision::Allowed).then(|| OrganizationPath::of(id));
            runs_it = Some(told(&known.facts));
        }
        if !offered
            .iter()
            .any(|(offered, _)| *offered == id.to_string())
        {
            offered.push((id.to_string(), told(&known.facts)));
        }
    }
    let form = Form::new(site, AssignPath::of(now.id), BUTTON);
    let mut form = form
        .with(fields(sent, &offered, &faults))
        .carrying("version", version_of(sent));
    form.again = Some(FIND);
    Ok(shown(&AssignPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        resource: ResourcePath::of(now.id),
        new: NewOrganizationPath::of(now.id),
        name: now.facts.name.to_string(),
        runs_it,
        edit,
        form,
        state,
    }))
}

pub(crate) async fn show(
    path: AssignPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let (sent, state) = match drafted(&site, &visitor).await? {
        Some(draft) => (draft, Situation::Drafted),
        None => (written(&now), Situation::Fresh),
    };
    asked(&site, &visitor, &now, &sent, &Faults::default(), state).await
}

pub(crate) async fn save(
    path: AssignPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    if !sent.raw(FIND.0).is_empty() {
        let faults = Faults::default();
        return asked(&site, &visitor, &now, &sent, &faults, Situation::Fresh).await;
    }
    let organization = match sent.text("organization") {
        NOBODY => Ok(None),
        chosen => OrganizationId::from_str(chosen).map(Some),
    };
    let faults = match organization {
        Ok(organization) => {
            let wanted = FactEdit {
                field: CorrectableField::Organization,
                value: organization.map(|id| id.to_string()),
            };
            let writer = writer(&visitor, &sent);
            let edit = Edit::Facts(vec![wanted]);
            let done = site
                .app
                .edit_resource(&writer, now.id, version_of(&sent), edit);
            match done.await? {
                // Who says what stands there already has what they want.
                Ok(_) | Err(EditRefusal::NothingToChange) => {
                    forget(&site, &visitor).await?;
                    let to = ResourcePath::of(now.id).to_string();
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(EditRefusal::Changed { .. } | EditRefusal::KeyReused(_)) => {
                    return overtaken(&site, &visitor, &path.id, &sent, organization).await;
                }
                Err(EditRefusal::Invalid(faults)) => Faults::told(faults),
                Err(refusal) => return refused_by(refusal, &visitor),
            }
        }
        Err(_) => Faults::one("organization", "運営する法人を選んでください。"),
    };
    let page = asked(&site, &visitor, &now, &sent, &faults, Situation::Fresh).await?;
    Ok(asked_again(page))
}

/// Answers whoever was second: with who runs the entry now, whom they chose, and a form that goes on.
async fn overtaken(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    sent: &Sent,
    mine: Option<OrganizationId>,
) -> Result<Response, PageFault> {
    let now = match opened(site, visitor, id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let ids: Vec<OrganizationId> = now.facts.organization.into_iter().chain(mine).collect();
    let names = site.app.organization_names(&ids).await?;
    let called = |id: Option<OrganizationId>| {
        let name = id.and_then(|id| names.get(&id));
        vec![name.map_or_else(|| UNKNOWN.to_owned(), ToString::to_string)]
    };
    let state = Situation::Overtaken {
        now: called(now.facts.organization),
        mine: called(mine),
    };
    let mut packed = Packed::of(sent);
    packed.replace("version", now.version);
    let (sent, faults) = (packed.sent(), Faults::default());
    let page = asked(site, visitor, &now, &sent, &faults, state).await?;
    Ok(conflicting(page))
}
