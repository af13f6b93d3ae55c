//! Editing one part of an entry. Whoever was second sees both texts and what they typed; what they did not
//! touch says what stands now. The same form sent twice has one effect.
//!
//! `sheet` has a form for each part, `kit` what they share, `told` the words for a part; [`history`] shows
//! who changed what, [`closing`] and [`entering`] end and begin an entry, [`observations`] is what others
//! observed, [`proposal`] what anybody would put right, [`merging`] makes two entries one, [`mendable`] lists what
//! somebody may edit, [`organization`] is the 法人 that runs an entry.

use std::collections::HashMap;
use std::str::FromStr as _;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::open::{Depth, Editable};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::{Decision, decide, may};
use renkei_domain::ids::{NetworkId, ResourceId};
use serde::Deserialize;

use super::{Here, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent};
use crate::gate::{asked_again, drafted, forget, refused};
use crate::pages::letters::writer;
use crate::paths::{EditPath, EntrancePath, HistoryPath, ResourcePath};
use crate::session::Visitor;

pub mod closing;
pub mod entering;
pub mod history;
mod kit;
pub mod mendable;
pub mod merging;
pub mod observations;
pub mod organization;
mod overtaken;
pub mod proposal;
mod samples;
mod sheet;
mod told;
pub mod waiting;

use kit::{Faults, MORE};
use overtaken::overtaken;
pub(in crate::pages) use samples::every_sample;
pub(in crate::pages) use sheet::Sheet;
pub(in crate::pages) use sheet::facts::one_place;
use sheet::{Known, Shape};

/// The page.
#[derive(Debug, Template)]
#[template(path = "edit.html")]
pub struct EditPage {
    shell: Shell,
    home: EntrancePath,
    resource: ResourcePath,
    history: HistoryPath,
    name: String,
    part: &'static str,
    advice: &'static str,
    form: Form,
    has_fields: bool,
    /// What else of the part has a form of its own.
    items: Vec<(String, String)>,
    /// Back to the part as a whole, from one of its things.
    whole: Option<String>,
    understood: Vec<(String, String)>,
    state: Situation,
}

/// In which state somebody finds the form.
#[derive(Debug, Clone)]
enum Situation {
    /// As the entry stands.
    Fresh,
    /// As they left it when their session ended.
    Drafted,
    /// After somebody else changed the part: what stands now, and what they typed.
    Overtaken { now: Vec<String>, mine: Vec<String> },
}

impl Situation {
    /// What stands now, and what somebody typed who was second.
    fn overtaken(&self) -> Option<(&[String], &[String])> {
        match self {
            Self::Overtaken { now, mine } => Some((now, mine)),
            Self::Fresh | Self::Drafted => None,
        }
    }

    /// What the button of the form does.
    const fn button(&self) -> &'static str {
        match self {
            Self::Overtaken { .. } => SAVE_MINE,
            Self::Fresh | Self::Drafted => SAVE,
        }
    }
}

const SAVE: &str = "この内容で保存する";
const SAVE_MINE: &str = "自分の内容で保存する";

/// What stands behind the question mark of the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    item: String,
}

impl EditPage {
    fn is_drafted(&self) -> bool {
        matches!(self.state, Situation::Drafted)
    }

    fn overtaken(&self) -> Option<(&[String], &[String])> {
        self.state.overtaken()
    }

    fn of(
        shell: Shell,
        sheet: Sheet,
        known: &Known,
        shape: Shape,
        form: Form,
        state: Situation,
    ) -> Self {
        let path = EditPath::of(known.now.id, sheet.code());
        Self {
            shell,
            home: EntrancePath,
            resource: ResourcePath::of(known.now.id),
            history: HistoryPath::of(known.now.id),
            name: known.now.facts.name.to_string(),
            part: sheet.word(),
            advice: sheet.advice(),
            has_fields: !shape.fields.is_empty() || !shape.groups.is_empty(),
            items: shape.items,
            whole: (!known.item.is_empty() && sheet != Sheet::ContactPersons)
                .then(|| path.to_string()),
            understood: shape.understood,
            form: Form {
                fields: shape.fields,
                groups: shape.groups,
                hidden: form.hidden.into_iter().chain(shape.hidden).collect(),
                again: shape.again,
                ..form
            },
            state,
        }
    }
}

/// Where a form is sent: the address of its page, so that a draft finds back to it.
fn address(known: &Known, sheet: Sheet) -> String {
    let path = EditPath::of(known.now.id, sheet.code());
    if known.item.is_empty() {
        path.to_string()
    } else {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("item", &known.item);
        format!("{path}?{}", query.finish())
    }
}

/// The entry of an address.
pub(super) fn resource_of(id: &str) -> Result<ResourceId, PageFault> {
    ResourceId::from_str(id).map_err(|_| PageFault::NotFound)
}

/// The version that a form was shown for. A form that says none was never shown.
pub(super) fn version_of(sent: &Sent) -> i64 {
    sent.text("version").parse().unwrap_or_default()
}

/// Opens an entry for whoever may do something to it as a whole, or answers whoever may not.
pub(super) async fn entry_for(
    site: &Site,
    visitor: &Visitor,
    id: &str,
    action: Action,
) -> Result<Result<Editable, Response>, PageFault> {
    let now = site
        .app
        .editable(visitor.principal(), resource_of(id)?, Depth::Outside)
        .await?;
    let now = now.ok_or(PageFault::NotFound)?;
    let object = Object::Resource(now.owners);
    Ok(match decide(visitor.principal(), action, &object) {
        Decision::Allowed => Ok(now),
        decision => Err(refused(decision, visitor)),
    })
}

/// What somebody is asked or told who came to a form.
struct Opened {
    sheet: Sheet,
    known: Known,
}

/// Opens a part for whoever may edit it, or answers whoever may not.
async fn opened(
    site: &Site,
    visitor: &Visitor,
    path: &EditPath,
    chosen: Result<Query<Chosen>, QueryRejection>,
    sent: Option<&Sent>,
) -> Result<Result<Opened, Response>, PageFault> {
    let sheet = Sheet::from_code(&path.part).ok_or(PageFault::NotFound)?;
    let id = resource_of(&path.id)?;
    let Query(Chosen { item }) = chosen.map_err(|_| PageFault::NotFound)?;
    let known = read(site, visitor, sheet, id, item, sent).await?;
    // Nobody may edit the people of no network.
    let decision = known.object(sheet).map_or(Decision::Refused, |object| {
        decide(visitor.principal(), sheet.part().action(), &object)
    });
    Ok(match decision {
        Decision::Allowed => Ok(Opened { sheet, known }),
        decision => Err(refused(decision, visitor)),
    })
}

/// Reads what a form is made for.
async fn read(
    site: &Site,
    visitor: &Visitor,
    sheet: Sheet,
    id: ResourceId,
    item: String,
    sent: Option<&Sent>,
) -> Result<Known, PageFault> {
    let depth = match sheet {
        Sheet::ContactPersons => Depth::Inside,
        _ => Depth::Outside,
    };
    let now = site.app.editable(visitor.principal(), id, depth).await?;
    let now = now.ok_or(PageFault::NotFound)?;
    let reference = site.app.reference().await?;
    let served = now.profile.service_area.iter();
    let served = served
        .map(|code| (*code, told::place_name(*code, &reference.municipalities)))
        .collect();
    let mut found = HashMap::new();
    for typed in sent.map(|sent| sheet.places(sent)).unwrap_or_default() {
        let area = site.app.find_area(&typed).await?;
        found.insert(typed, area);
    }
    let network = match sheet {
        Sheet::ContactPersons => network_of(visitor, &now, &item),
        _ => None,
    };
    Ok(Known {
        served,
        today: site.app.now().in_japan().date,
        item,
        network,
        found,
        now,
    })
}

/// The network whose people are edited: the one that the address names, or the first that may be.
fn network_of(visitor: &Visitor, now: &Editable, item: &str) -> Option<NetworkId> {
    if !item.is_empty() {
        return NetworkId::from_str(item).ok();
    }
    let mut networks = visitor.principal().networks.iter().copied();
    networks.find(|owner| {
        let object = Object::InsideResource {
            resource: now.owners,
            owner: *owner,
            observed_by: None,
        };
        may(visitor.principal(), Action::EditContactPersons, &object)
    })
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    opened: &Opened,
    sent: &Sent,
    faults: &Faults,
    state: Situation,
) -> Result<Response, PageFault> {
    let Opened { sheet, known } = opened;
    let form = Form::new(site, address(known, *sheet), state.button());
    let form = form.carrying("version", version_of(sent));
    let shape = sheet.shape(sent, known, faults);
    let shell = Shell::of(site, visitor, Here::Directory).await?;
    Ok(shown(&EditPage::of(
        shell, *sheet, known, shape, form, state,
    )))
}

pub(crate) async fn show(
    path: EditPath,
    State(site): State<Site>,
    visitor: Visitor,
    chosen: Result<Query<Chosen>, QueryRejection>,
) -> Result<Response, PageFault> {
    let opened = match opened(&site, &visitor, &path, chosen, None).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let (sent, state) = match drafted(&site, &visitor).await? {
        Some(draft) => (draft, Situation::Drafted),
        None => (opened.sheet.written(&opened.known), Situation::Fresh),
    };
    asked(&site, &visitor, &opened, &sent, &Faults::default(), state).await
}

pub(crate) async fn save(
    path: EditPath,
    State(site): State<Site>,
    visitor: Visitor,
    chosen: Result<Query<Chosen>, QueryRejection>,
    sent: Sent,
) -> Result<Response, PageFault> {
    let opened = match opened(&site, &visitor, &path, chosen, Some(&sent)).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let Opened { sheet, known } = &opened;
    if !sent.raw(MORE).is_empty() {
        let faults = Faults::default();
        return asked(&site, &visitor, &opened, &sent, &faults, Situation::Fresh).await;
    }
    let meant = sheet.read(&sent, known);
    if !sent.raw("check").is_empty() {
        let faults = meant.err().unwrap_or_default();
        return asked(&site, &visitor, &opened, &sent, &faults, Situation::Fresh).await;
    }
    let faults = match meant {
        Ok(edit) => {
            let writer = writer(&visitor, &sent);
            let (id, version) = (known.now.id, version_of(&sent));
            let edited = site.app.edit_resource(&writer, id, version, edit.clone());
            match edited.await? {
                // Who saves what stands there already has what they want.
                Ok(_) | Err(EditRefusal::NothingToChange) => {
                    forget(&site, &visitor).await?;
                    let to = ResourcePath::of(id).to_string();
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(EditRefusal::Changed { .. } | EditRefusal::KeyReused(_)) => {
                    return overtaken(&site, &visitor, &opened, &sent, edit).await;
                }
                Err(EditRefusal::NotFound) => return Err(PageFault::NotFound),
                Err(EditRefusal::NotAllowed(decision)) => return Ok(refused(decision, &visitor)),
                Err(EditRefusal::Invalid(faults)) => {
                    let faults = faults.into_iter();
                    Faults(
                        faults
                            .map(|fault| (sheet.input_of(&sent, &fault), fault.message))
                            .collect(),
                    )
                }
                Err(refusal) => return Err(PageFault::Broken(refusal.to_string())),
            }
        }
        Err(faults) => faults,
    };
    let page = asked(&site, &visitor, &opened, &sent, &faults, Situation::Fresh).await?;
    Ok(asked_again(page))
}
