//! The entrance of the directory: by place and by kind.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use renkei_app::directory::entrance::Entrance;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::directory::kind::{ResourceKind, Sector};
use renkei_domain::ids::NetworkId;

use super::area_choice::AreaForm;
use super::{Here, Samples, Shell, shown};
use crate::Site;
use crate::error::PageFault;
use crate::gate::is_open;
use crate::paths::{
    AreaPath, CoveragePath, EntrancePath, KindPath, NetworkHandbookPath, ProposeMissingPath,
    Sampled as _, WorksheetsPath,
};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "entrance.html")]
pub struct EntrancePage {
    shell: Shell,
    form: AreaForm,
    networks: Vec<NetworkCard>,
    sectors: Vec<SectorCards>,
    /// What there is of each kind for each municipality of a network.
    coverage: CoveragePath,
    /// Telling of an office that the directory does not have.
    missing: ProposeMissingPath,
    /// The sheets of a map that are filled in by hand, for whoever has no account.
    worksheets: WorksheetsPath,
}

#[derive(Debug)]
struct NetworkCard {
    name: String,
    /// What it says of itself, a paragraph each.
    about: Vec<String>,
    areas: Vec<(AreaPath, String)>,
    /// Making a handbook of them, for whoever may hand one out.
    handbook: Option<NetworkHandbookPath>,
}

#[derive(Debug)]
struct SectorCards {
    code: &'static str,
    word: &'static str,
    kinds: Vec<KindCard>,
}

#[derive(Debug)]
struct KindCard {
    path: KindPath,
    word: &'static str,
    count: u64,
}

fn paragraphs(text: Option<&str>) -> Vec<String> {
    let lines = text.unwrap_or_default().lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

impl EntrancePage {
    /// The page for whoever may make a handbook of some networks.
    fn of(shell: Shell, entrance: &Entrance, may_print: impl Fn(NetworkId) -> bool) -> Self {
        let networks = entrance.networks.iter().map(|network| NetworkCard {
            name: network.name.clone(),
            about: paragraphs(network.about.as_deref()),
            areas: network
                .area
                .iter()
                .map(|entry| (AreaPath::of(entry.code), entry.name.clone()))
                .collect(),
            handbook: may_print(network.id).then(|| NetworkHandbookPath::of(network.id)),
        });
        let sectors = Sector::ALL.iter().filter_map(|sector| {
            let kinds: Vec<KindCard> = ResourceKind::of_sector(*sector)
                .filter_map(|kind| {
                    let count = entrance.kinds.get(&kind).copied()?;
                    Some(KindCard {
                        path: KindPath::of(kind),
                        word: kind.word(),
                        count,
                    })
                })
                .collect();
            (!kinds.is_empty()).then(|| SectorCards {
                code: sector.code(),
                word: sector.word(),
                kinds,
            })
        });
        Self {
            shell,
            form: AreaForm::empty(),
            networks: networks.collect(),
            sectors: sectors.collect(),
            coverage: CoveragePath,
            missing: ProposeMissingPath,
            worksheets: WorksheetsPath,
        }
    }
}

impl Samples for EntrancePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample(Here::Directory);
        let every_kind = Entrance {
            networks: Vec::new(),
            kinds: ResourceKind::ALL
                .iter()
                .zip(1_u64..)
                .map(|(kind, n)| (*kind, n * n * 37))
                .collect(),
        };
        let empty = Entrance {
            networks: Vec::new(),
            kinds: Default::default(),
        };
        let few = Entrance {
            networks: Vec::new(),
            kinds: [
                (ResourceKind::HelloWork, 1),
                (ResourceKind::VisitingNursing, 14),
            ]
            .into(),
        };
        let mut usual = Self::of(shell(), &few, |_| false);
        usual.networks.push(NetworkCard {
            name: "たかつき・しまもと障がい者就労支援ネットワーク".to_owned(),
            about: paragraphs(Some(
                "2008年3月から、ほぼ毎月あつまっています。\n5つのチームがあります。",
            )),
            areas: vec![(
                AreaPath {
                    code: "272078".to_owned(),
                },
                "高槻市".to_owned(),
            )],
            handbook: Some(NetworkHandbookPath::sample()),
        });
        vec![
            ("usual", usual),
            ("empty", Self::of(shell(), &empty, |_| false)),
            ("longest", Self::of(shell(), &every_kind, |_| false)),
        ]
    }
}

pub(crate) async fn show(
    _: EntrancePath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let entrance = site.app.entrance().await?;
    let shell = Shell::of(&site, &visitor, Here::Directory).await?;
    let may_print = |network| is_open(&visitor, Action::PrintHandbook, &Object::Network(network));
    Ok(shown(&EntrancePage::of(shell, &entrance, may_print)))
}
