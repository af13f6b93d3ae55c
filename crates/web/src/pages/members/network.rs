//! What a network is called, which municipalities it looks after, which agency is its 事務局 and which organizations
//! belong to it: changed by its 事務局 and by whoever runs the installation, each as far as they may.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::area::FoundArea;
use renkei_app::directory::network::about::{NewAbout, SeenAbout};
use renkei_app::directory::network::secretariat::{NewSecretariat, SeenSecretariat};
use renkei_app::directory::network::{NetworkRefusal, NetworkView, NewArea, Renaming};
use renkei_app::people::DismissRefusal;
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::edit::FieldFault;
use renkei_domain::directory::municipality::{Municipality, MunicipalityCode};
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::people::Circle;
use renkei_domain::text::{Line, Prose, TextFault};

use super::members_way;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Form, Sent, line};
use crate::gate::{asked_again, drafted, forget, keep_draft, refused};
use crate::pages::editing::closing::{agencies_called, named};
use crate::pages::editing::one_place;
use crate::pages::editing::organization::assign::organizations_called;
use crate::pages::letters::writer;
use crate::pages::{Here, Shell, shown};
use crate::paths::{AccountPath, NetworkHistoryPath, NetworkPath};
use crate::session::{Session, Visitor};

mod shape;

use shape::{
    ABOUT, AGENCY, AREA, AsItStands, FIND, JOINING, MEMBER, NAME, PART, SEEN, Section, Tried,
    place_name, sections, words_of,
};

/// The page.
#[derive(Debug, Template)]
#[template(path = "network.html")]
pub struct NetworkPage {
    shell: Shell,
    account: AccountPath,
    members: String,
    history: NetworkHistoryPath,
    name: String,
    /// Why the last step was not taken.
    fault: Option<String>,
    sections: Vec<Section>,
}

impl NetworkPage {
    fn forms(&self) -> impl Iterator<Item = &Form> {
        self.sections.iter().flat_map(|section| &section.forms)
    }
}

fn network_of(id: &str) -> Result<NetworkId, PageFault> {
    id.parse().map_err(|_| PageFault::NotFound)
}

/// The network of an address, or the answer for whoever may not change it.
async fn opened(
    site: &Site,
    visitor: &Visitor,
    id: &str,
) -> Result<Result<NetworkView, Response>, PageFault> {
    let view = site
        .app
        .network_to_change(visitor.principal(), network_of(id)?);
    match view.await? {
        Ok(view) => Ok(Ok(view)),
        Err(NetworkRefusal::NotAllowed(decision)) => Ok(Err(refused(decision, visitor))),
        Err(_) => Err(PageFault::NotFound),
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    view: &NetworkView,
    (mut tried, fault): (Tried, Option<String>),
) -> Result<Response, PageFault> {
    look_for(site, &mut tried).await?;
    let path = NetworkPath::of(view.id);
    Ok(shown(&NetworkPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        members: members_way(Circle::Network(view.id)),
        history: NetworkHistoryPath::of(view.id),
        name: view.name.to_string(),
        fault,
        sections: sections(AsItStands::from(view), &tried, |button| {
            Form::new(site, &path, button)
        }),
    }))
}

/// Finds what may be chosen by the words that somebody typed. What they chose before stays to be chosen.
async fn look_for(site: &Site, tried: &mut Tried) -> Result<(), PageFault> {
    let words = tried.typed(words_of(&tried.part)).to_owned();
    let chosen = tried.typed(&tried.part).to_owned();
    match tried.part.as_str() {
        AGENCY => {
            tried.offered = agencies_called(site, &words, None).await?;
            if let Ok(chosen) = chosen.parse::<ResourceId>()
                && !tried.offers(&chosen.to_string())
            {
                tried.offered.extend(named(site, &[chosen]).await?);
            }
        }
        JOINING => {
            tried.offered = organizations_called(site, &words).await?;
            if let Ok(chosen) = chosen.parse::<OrganizationId>()
                && !tried.offers(&chosen.to_string())
            {
                let names = site.app.organization_names(&[chosen]).await?;
                let names = names.into_iter();
                let named = names.map(|(id, name)| (id.to_string(), name.to_string()));
                tried.offered.extend(named);
            }
        }
        _ => return Ok(()),
    }
    if tried.offered.is_empty() && !words.is_empty() && tried.fault.is_none() {
        let nothing = "その名前では名簿に見つかりません。短い言葉でさがしてください。";
        tried.fault = Some(nothing.to_owned());
    }
    Ok(())
}

pub(crate) async fn show(
    path: NetworkPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let view = match opened(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    let kept = drafted(&site, &visitor).await?;
    let tried = kept.as_ref().map_or_else(Tried::default, Tried::of);
    page(&site, &visitor, &view, (tried, None)).await
}

/// How a step ended that was not taken.
enum NotDone {
    /// Something is wrong with what was typed.
    Field(String),
    /// It cannot be done now.
    Step(String),
    /// They may not, or not yet.
    NotAllowed(Decision),
}

impl From<NetworkRefusal> for NotDone {
    fn from(refusal: NetworkRefusal) -> Self {
        match refusal {
            NetworkRefusal::NotAllowed(decision) => Self::NotAllowed(decision),
            NetworkRefusal::UnknownMunicipality(_)
            | NetworkRefusal::NoMunicipality
            | NetworkRefusal::UnknownAgency(_)
            | NetworkRefusal::UnknownOrganization(_) => Self::Field(refusal.to_string()),
            other => Self::Step(other.to_string()),
        }
    }
}

impl From<DismissRefusal> for NotDone {
    fn from(refusal: DismissRefusal) -> Self {
        match refusal {
            DismissRefusal::NotAllowed(decision) => Self::NotAllowed(decision),
            other => Self::Step(other.to_string()),
        }
    }
}

pub(crate) async fn change(
    path: NetworkPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    let view = match opened(&site, &visitor, &path.id).await? {
        Ok(view) => view,
        Err(answer) => return Ok(answer),
    };
    // Whoever typed words and chose nothing else than stands there looks for something.
    let part = sent.text(PART);
    let is_choosing = matches!(part, AGENCY | JOINING);
    let chosen = sent.text(part);
    let has_chosen = !chosen.is_empty() && chosen != sent.text(SEEN);
    let has_words = !sent.text(words_of(part)).is_empty() && !has_chosen;
    if is_choosing && (has_words || !sent.raw(FIND).is_empty()) {
        return page(&site, &visitor, &view, (Tried::of(&sent), None)).await;
    }
    let done = match part {
        NAME => rename(&site, &visitor, view.id, &sent).await?,
        ABOUT => introduce(&site, &visitor, view.id, &sent).await?,
        AREA => redraw(&site, &visitor, &view, &sent).await?,
        MEMBER => dismiss(&site, &visitor, view.id, &sent).await?,
        AGENCY => appoint(&site, &visitor, view.id, &sent).await?,
        JOINING => admit(&site, &visitor, view.id, &sent).await?,
        _ => return Err(PageFault::BadRequest),
    };
    // What stands there by now is shown beside what was typed, and answered from then on.
    let mut tried = Tried::of(&sent);
    tried.seen = None;
    let fault = match done {
        Ok(()) => {
            forget(&site, &visitor).await?;
            let history = NetworkHistoryPath::of(view.id).to_string();
            return Ok(Redirect::to(&history).into_response());
        }
        Err(NotDone::NotAllowed(decision)) => {
            if let Some(page) = visitor.address() {
                keep_draft(&site, &session.secret, page, &sent).await;
            }
            return Ok(refused(decision, &visitor));
        }
        Err(NotDone::Field(words)) => {
            tried.fault = Some(words);
            None
        }
        Err(NotDone::Step(words)) => Some(words),
    };
    let now = match opened(&site, &visitor, &path.id).await? {
        Ok(now) => now,
        Err(answer) => return Ok(answer),
    };
    let again = page(&site, &visitor, &now, (tried, fault)).await?;
    Ok(asked_again(again))
}

/// The name that somebody typed for a network, or what is wrong with it.
pub(super) fn network_name(sent: &Sent) -> Result<Line, String> {
    line(sent.text(NAME), "ネットワークの名前を入れてください。")
}

/// The municipalities that somebody typed, one on a line, or what is wrong with one of them. What stood there before
/// means what it meant, even where its name leads to several.
pub(super) async fn municipalities(
    site: &Site,
    typed: &str,
    before: &[(MunicipalityCode, Option<Municipality>)],
) -> Result<Result<Vec<MunicipalityCode>, String>, PageFault> {
    let mut area = Vec::new();
    let mut found: HashMap<String, FoundArea> = HashMap::new();
    let typed = typed.lines().map(str::trim);
    for typed in typed.filter(|typed| !typed.is_empty()) {
        let known = before.iter().find(|known| place_name(known) == typed);
        if let Some((code, _)) = known {
            area.push(*code);
            continue;
        }
        let place = site.app.find_area(typed).await?;
        found.insert(typed.to_owned(), place);
        match one_place(typed, &found) {
            Ok((code, _)) => area.push(code),
            Err(words) => return Ok(Err(words)),
        }
    }
    Ok(Ok(area))
}

async fn rename(
    site: &Site,
    visitor: &Visitor,
    network: NetworkId,
    sent: &Sent,
) -> Result<Result<(), NotDone>, PageFault> {
    let name = match network_name(sent) {
        Ok(name) => name,
        Err(words) => return Ok(Err(NotDone::Field(words))),
    };
    let renaming = Renaming {
        network,
        seen: Line::parse(sent.text(SEEN)).ok(),
        name,
    };
    let by = writer(visitor, sent);
    let renamed = site.app.rename_network(&by, renaming);
    Ok(renamed.await?.map(|_| ()).map_err(NotDone::from))
}

async fn introduce(
    site: &Site,
    visitor: &Visitor,
    network: NetworkId,
    sent: &Sent,
) -> Result<Result<(), NotDone>, PageFault> {
    let about = match Prose::parse(sent.text(ABOUT)) {
        Ok(about) => Some(about),
        Err(TextFault::Empty) => None,
        Err(fault) => {
            let words = FieldFault::of_text(ABOUT, &fault).message;
            return Ok(Err(NotDone::Field(words)));
        }
    };
    let seen = Prose::parse(sent.text(SEEN));
    let wanted = NewAbout {
        network,
        seen: seen.map_or(SeenAbout::Nothing, SeenAbout::Words),
        about,
    };
    let by = writer(visitor, sent);
    let told = site.app.tell_about_network(&by, wanted);
    Ok(told.await?.map(|_| ()).map_err(NotDone::from))
}

async fn redraw(
    site: &Site,
    visitor: &Visitor,
    view: &NetworkView,
    sent: &Sent,
) -> Result<Result<(), NotDone>, PageFault> {
    let area = match municipalities(site, sent.text(AREA), &view.area).await? {
        Ok(area) => area,
        Err(words) => return Ok(Err(NotDone::Field(words))),
    };
    let seen = sent.text(SEEN).split(',').filter(|code| !code.is_empty());
    let seen: Result<Vec<MunicipalityCode>, _> = seen.map(MunicipalityCode::parse).collect();
    let wanted = NewArea {
        network: view.id,
        seen: seen.ok(),
        area,
    };
    let by = writer(visitor, sent);
    let changed = site.app.change_area(&by, wanted);
    Ok(changed.await?.map(|_| ()).map_err(NotDone::from))
}

async fn dismiss(
    site: &Site,
    visitor: &Visitor,
    network: NetworkId,
    sent: &Sent,
) -> Result<Result<(), NotDone>, PageFault> {
    let Ok(organization) = sent.text(MEMBER).parse::<OrganizationId>() else {
        let words = "外す法人を えらんでください。".to_owned();
        return Ok(Err(NotDone::Field(words)));
    };
    let by = writer(visitor, sent);
    let dismissed = site.app.dismiss_member(&by, network, organization);
    Ok(dismissed.await?.map(|_| ()).map_err(NotDone::from))
}

async fn appoint(
    site: &Site,
    visitor: &Visitor,
    network: NetworkId,
    sent: &Sent,
) -> Result<Result<(), NotDone>, PageFault> {
    let Ok(agency) = sent.text(AGENCY).parse::<ResourceId>() else {
        let words = "事務局にする機関を、名前でさがして えらんでください。".to_owned();
        return Ok(Err(NotDone::Field(words)));
    };
    let seen = sent.text(SEEN).parse::<ResourceId>();
    let wanted = NewSecretariat {
        network,
        seen: seen.map_or(SeenSecretariat::Nobody, SeenSecretariat::Agency),
        agency,
    };
    let by = writer(visitor, sent);
    let named = site.app.name_secretariat(&by, wanted);
    Ok(named.await?.map(|_| ()).map_err(NotDone::from))
}

async fn admit(
    site: &Site,
    visitor: &Visitor,
    network: NetworkId,
    sent: &Sent,
) -> Result<Result<(), NotDone>, PageFault> {
    let Ok(organization) = sent.text(JOINING).parse::<OrganizationId>() else {
        let words = "入れる法人を、名前か法人番号でさがして えらんでください。".to_owned();
        return Ok(Err(NotDone::Field(words)));
    };
    let by = writer(visitor, sent);
    let admitted = site.app.admit_member(&by, network, organization);
    Ok(admitted.await?.map(|_| ()).map_err(NotDone::from))
}
