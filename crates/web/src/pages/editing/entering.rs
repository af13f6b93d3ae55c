//! Entering a resource by hand, for the network that will keep it.

use std::collections::HashMap;
use std::str::FromStr as _;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::EditRefusal;
use renkei_app::directory::edit::create::NewResource;
use renkei_app::directory::edit::mendable::KeptNetwork;
use renkei_domain::directory::correction::CorrectableField as Fact;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::ids::{NetworkId, OrganizationId};

use super::closing::refused_by;
use super::kit::{Faults, Reading, choices};
use super::sheet::facts;
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget};
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{MendablePath, NewResourcePath, ResourcePath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "entering.html")]
pub struct EnteringPage {
    shell: Shell,
    mendable: MendablePath,
    network: String,
    form: Form,
}

const BUTTON: &str = "名簿に入れる";

fn fields(sent: &Sent, network: &KeptNetwork, faults: &Faults) -> Vec<Field> {
    let ids: Vec<(String, &str)> = network
        .organizations
        .iter()
        .map(|(id, name)| (id.to_string(), name.as_str()))
        .collect();
    let known = ids.iter().map(|(id, name)| (id.as_str(), *name));
    let known = choices(
        Some("一覧にない・わからない"),
        known,
        sent.text("organization"),
    );
    let organization = Field::listed("organization", "運営する法人", known)
        .hinted("この法人の職員が、内容を直せるようになります。")
        .wrong(faults.of("organization"));
    let mut fields = facts::fields(sent, faults);
    fields.push(organization);
    fields
}

/// The network of an address, for whoever may enter something for it. Whoever may not has no such page.
async fn kept(
    site: &Site,
    visitor: &Visitor,
    path: &NewResourcePath,
) -> Result<KeptNetwork, PageFault> {
    let id = NetworkId::from_str(&path.id).map_err(|_| PageFault::NotFound)?;
    let networks = site.app.networks_to_enter(visitor.principal()).await?;
    let mut networks = networks.into_iter();
    networks
        .find(|network| network.id == id)
        .ok_or(PageFault::NotFound)
}

async fn asked(
    site: &Site,
    visitor: &Visitor,
    network: &KeptNetwork,
    sent: &Sent,
    faults: &Faults,
) -> Result<Response, PageFault> {
    let path = NewResourcePath::of(network.id);
    Ok(shown(&EnteringPage {
        shell: Shell::of(site, visitor, Here::Directory).await?,
        mendable: MendablePath,
        network: network.name.clone(),
        form: Form::new(site, path, BUTTON).with(fields(sent, network, faults)),
    }))
}

pub(crate) async fn show(
    path: NewResourcePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let network = kept(&site, &visitor, &path).await?;
    let sent = drafted(&site, &visitor).await?;
    let sent = sent.unwrap_or_else(|| Packed::default().sent());
    asked(&site, &visitor, &network, &sent, &Faults::default()).await
}

async fn read(
    site: &Site,
    network: &KeptNetwork,
    sent: &Sent,
) -> Result<Result<NewResource, Faults>, PageFault> {
    let mut found = HashMap::new();
    for typed in facts::places(sent) {
        let area = site.app.find_area(&typed).await?;
        found.insert(typed, area);
    }
    let mut reading = Reading::of(sent);
    let name = reading.line("name");
    if sent.text("name").is_empty() {
        reading.wrong("name", "機関の名前を入れてください。");
    }
    let kind = reading.word("kind", ResourceKind::from_code);
    if sent.text("kind").is_empty() {
        reading.wrong("kind", "種類を選んでください。");
    }
    let organization = reading.word("organization", |id| OrganizationId::from_str(id).ok());
    let others = facts::CONTACT.iter().copied();
    let others: Vec<Fact> = others
        .filter(|field| !matches!(field, Fact::Name | Fact::Kind))
        .collect();
    let (facts, wrong) = facts::edits(&others, sent, &found);
    for (field, words) in wrong.0 {
        reading.wrong(&field, words);
    }
    let new = name.zip(kind).map(|(name, kind)| NewResource {
        network: network.id,
        kind,
        name,
        organization,
        facts,
    });
    let missing = || Faults::one("name", "機関の名前と種類を入れてください。");
    Ok(reading.end(new).and_then(|new| new.ok_or_else(missing)))
}

pub(crate) async fn enter(
    path: NewResourcePath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let network = kept(&site, &visitor, &path).await?;
    let faults = match read(&site, &network, &sent).await? {
        Ok(new) => {
            let writer = writer(&visitor, &sent);
            match site.app.create_resource(&writer, new).await? {
                Ok(created) => {
                    forget(&site, &visitor).await?;
                    let to = ResourcePath::of(created.id).to_string();
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(EditRefusal::Invalid(faults)) => Faults::told(faults),
                Err(EditRefusal::KeyReused(_)) => Faults::one(
                    "name",
                    "この画面からは、もう1つ入れてあります。別の機関なら、もう一度押してください。",
                ),
                Err(refusal) => return refused_by(refusal, &visitor),
            }
        }
        Err(faults) => faults,
    };
    Ok(asked_again(
        asked(&site, &visitor, &network, &sent, &faults).await?,
    ))
}

impl Samples for EnteringPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, typed: &str, organizations: usize, faults: &Faults| {
            let network = KeptNetwork {
                id: NetworkId::from_uuid(Default::default()),
                name: name.to_owned(),
                organizations: vec![
                    (
                        OrganizationId::from_uuid(Default::default()),
                        name.to_owned()
                    );
                    organizations
                ],
            };
            let mut packed = Packed::default();
            for field in ["name", "kana", "city", "address_rest", "url"] {
                packed.put(field, typed);
            }
            let fields = fields(&packed.sent(), &network, faults);
            Self {
                shell: Shell::sample_of("高槻 はるか"),
                mendable: MendablePath,
                network: name.to_owned(),
                form: Form::sample(NewResourcePath::of(network.id), BUTTON).with(fields),
            }
        };
        let name = "たかつき・しまもと障がい者就労支援ネットワーク";
        let long = name.repeat(12);
        let none = Faults::default();
        let wrong = Faults(vec![
            ("name".to_owned(), "機関の名前を入れてください。".to_owned()),
            ("kind".to_owned(), "種類を選んでください。".to_owned()),
        ]);
        vec![
            ("usual", page(name, "みほん作業所（架空）", 2, &none)),
            ("empty", page(name, "", 0, &wrong)),
            ("longest", page(&long, &long, 40, &wrong)),
        ]
    }
}
