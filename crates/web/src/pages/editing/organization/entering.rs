//! Entering a 法人 that is not in the directory yet, beside an entry that it runs.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::open::Editable;
use renkei_app::directory::edit::organization::create::NewOrganization;
use renkei_domain::directory::correction::OrganizationField;

use super::assign::opened;
use super::fields;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Packed, Sent};
use crate::gate::{asked_again, conflicting, drafted, forget};
use crate::pages::editing::closing::refused_by;
use crate::pages::editing::kit::Faults;
use crate::pages::editing::version_of;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{AssignPath, EntrancePath, NewOrganizationPath, ResourcePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "organization_new.html")]
pub struct NewOrganizationPage {
    pub(super) shell: Shell,
    pub(super) home: EntrancePath,
    pub(super) resource: ResourcePath,
    pub(super) assign: AssignPath,
    pub(super) name: String,
    pub(super) form: Form,
    /// Why nothing was written, where no field is to blame.
    pub(super) refusal: Option<String>,
}

pub(super) const BUTTON: &str = "法人を入れて、この機関の運営者にする";

const OVERTAKEN: &str = "この画面を開いたあとに、ほかの人がこの機関を直しました。機関のページで いまの法人を見てから、もう一度押してください。書いた内容は、下の欄に残してあります。";

async fn asked(
    site: &Site,
    visitor: &Visitor,
    now: &Editable,
    (sent, faults): (&Sent, &Faults),
    refusal: Option<&str>,
) -> Result<Response, PageFault> {
    let form = Form::new(site, NewOrganizationPath::of(now.id), BUTTON);
    Ok(shown(&NewOrganizationPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        home: EntrancePath,
        resource: ResourcePath::of(now.id),
        assign: AssignPath::of(now.id),
        name: now.facts.name.to_string(),
        form: super::filled(form, sent, faults),
        refusal: refusal.map(str::to_owned),
    }))
}

pub(crate) async fn show(
    path: NewOrganizationPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let sent = match drafted(&site, &visitor).await? {
        Some(draft) => draft,
        None => {
            let mut packed = Packed::default();
            packed.put("version", now.version);
            packed.sent()
        }
    };
    let faults = Faults::default();
    asked(&site, &visitor, &now, (&sent, &faults), None).await
}

pub(crate) async fn enter(
    path: NewOrganizationPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let (facts, mut faults) = fields::edits(&site, &sent).await?;
    let name = OrganizationField::Name.code();
    if sent.text(name).is_empty() {
        faults.add(name, "法人の名前を入れてください。");
    }
    if faults.0.is_empty() {
        let new = NewOrganization {
            resource: now.id,
            expected: version_of(&sent),
            facts,
        };
        let writer = writer(&visitor, &sent);
        faults = match site.app.create_organization(&writer, new).await? {
            Ok(_) => {
                forget(&site, &visitor).await?;
                let to = ResourcePath::of(now.id).to_string();
                return Ok(Redirect::to(&to).into_response());
            }
            Err(EditRefusal::Changed { .. } | EditRefusal::KeyReused(_)) => {
                return overtaken(&site, &visitor, &path.id, &sent).await;
            }
            Err(EditRefusal::Invalid(faults)) => Faults::told(faults),
            Err(refusal) => return refused_by(refusal, &visitor),
        };
    }
    let page = asked(&site, &visitor, &now, (&sent, &faults), None).await?;
    Ok(asked_again(page))
}

/// Answers whoever was second: what they typed stays, for the entry as it stands now.
async fn overtaken(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    sent: &Sent,
) -> Result<Response, PageFault> {
    let now = match opened(site, visitor, id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let mut packed = Packed::of(sent);
    packed.replace("version", now.version);
    let (sent, faults) = (packed.sent(), Faults::default());
    let page = asked(site, visitor, &now, (&sent, &faults), Some(OVERTAKEN)).await?;
    Ok(conflicting(page))
}
