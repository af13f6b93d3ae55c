//! `renkei network add|list|rename|area|admit|dismiss|secretariat`: the networks of an installation. Whoever runs it
//! founds them; from then on an operator invites the first coordinator on the page of members.

use clap::{Args, Subcommand};
use renkei_app::directory::network::found::NewNetwork;
use renkei_app::directory::network::secretariat::{NewSecretariat, SeenSecretariat};
use renkei_app::directory::network::{ChangedNetwork, NetworkRefusal, NewArea, Renaming};
use renkei_app::directory::register::RegisterRefusal;
use renkei_app::writer::Writer;
use renkei_app::{App, Caller, StoreFault};
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::{NetworkId, OrganizationId, ResourceId};
use renkei_domain::record::Source;
use renkei_domain::text::Line;

use crate::settings::Settings;
use crate::wiring::{application, report_store};
use crate::{Ended, voice};

/// What to do with networks.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Found a network that looks after some municipalities, whose table has to be imported first
    Add {
        /// Its name
        name: String,
        /// The municipalities of its area (codes of 5 or 6 digits, parted by commas)
        #[arg(long, value_name = "CODES", value_delimiter = ',', required = true)]
        area: Vec<MunicipalityCode>,
    },
    /// Show the networks with their ids, and the member organizations with theirs
    List,
    /// Give a network another name
    Rename {
        /// The id of the network
        network: NetworkId,
        /// Its new name
        name: String,
    },
    /// Let a network look after these municipalities and no others; entries in one that it leaves go to the network
    /// that looks after that one, or to nobody
    Area {
        /// The id of the network
        network: NetworkId,
        /// The whole new area (codes of 5 or 6 digits, parted by commas)
        #[arg(value_name = "CODES", value_delimiter = ',', required = true)]
        area: Vec<MunicipalityCode>,
    },
    /// Make whoever runs some agencies members of a network
    Admit {
        /// The id of the network
        network: NetworkId,
        /// The ids of the agencies, from the addresses of their pages
        #[arg(required = true)]
        agencies: Vec<ResourceId>,
    },
    /// End the membership of an organization in a network as of now
    Dismiss {
        /// The id of the network
        network: NetworkId,
        /// The id of the organization, as the list shows it
        organization: OrganizationId,
    },
    /// Name the agency that answers for a network at the foot of every page
    Secretariat {
        /// The id of the network
        network: NetworkId,
        /// The id of the agency, from the address of its page
        agency: ResourceId,
    },
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let app = match application(&settings.place(), &settings.key_place()).await {
        Ok(app) => app,
        Err(fault) => return report_store(&fault),
    };
    let done = match &arguments.what {
        What::Add { name, area } => add(&app, name, area).await,
        What::List => list(&app).await,
        What::Rename { network, name } => rename(&app, *network, name).await,
        What::Area { network, area } => change_area(&app, *network, area).await,
        What::Admit { network, agencies } => admit(&app, *network, agencies).await,
        What::Dismiss {
            network,
            organization,
        } => dismiss(&app, *network, *organization).await,
        What::Secretariat { network, agency } => appoint(&app, *network, *agency).await,
    };
    let closed = app.close().await;
    match done.and_then(|ended| closed.map(|()| ended)) {
        Ok(ended) => ended,
        Err(fault) => report_store(&fault),
    }
}

async fn add(app: &App, name: &str, area: &[MunicipalityCode]) -> Result<Ended, StoreFault> {
    let Some(name) = read_name(name) else {
        return Ok(Ended::Usage);
    };
    let new = NewNetwork {
        name,
        area: area.to_vec(),
    };
    let id = match app.add_network(&command(), new).await? {
        Ok(ChangedNetwork(id)) => id,
        Err(refusal) => return Ok(not_changed(&refusal)),
    };
    let path = format!("/networks/{id}/members");
    voice::say(
        "network",
        &format!(
            "ネットワークをつくりました: {id}\n運用者でログインして、{path} から事務局の人を招いてください。"
        ),
        serde_json::json!({ "network": id.to_string(), "path": path }),
    );
    Ok(Ended::Done)
}

/// A name as somebody typed it, or a word about what is wrong with it.
fn read_name(name: &str) -> Option<Line> {
    match Line::parse(name) {
        Ok(name) => Some(name),
        Err(fault) => {
            let words = "名前を1行で書いてください。300文字までです。";
            voice::complain("NAME", words, &fault.to_string());
            None
        }
    }
}

fn each_once(area: &[MunicipalityCode]) -> Vec<MunicipalityCode> {
    let mut area = area.to_vec();
    area.sort_unstable();
    area.dedup();
    area
}

async fn rename(app: &App, network: NetworkId, name: &str) -> Result<Ended, StoreFault> {
    let Some(name) = read_name(name) else {
        return Ok(Ended::Usage);
    };
    let renaming = Renaming {
        network,
        seen: None,
        name,
    };
    if let Err(refusal) = app.rename_network(&command(), renaming).await? {
        return Ok(not_changed(&refusal));
    }
    voice::say(
        "network_renamed",
        "ネットワークの名前を変えました。",
        serde_json::json!({ "network": network.to_string() }),
    );
    Ok(Ended::Done)
}

async fn change_area(
    app: &App,
    network: NetworkId,
    area: &[MunicipalityCode],
) -> Result<Ended, StoreFault> {
    let wanted = NewArea {
        network,
        seen: None,
        area: each_once(area),
    };
    if let Err(refusal) = app.change_area(&command(), wanted).await? {
        return Ok(not_changed(&refusal));
    }
    voice::say(
        "area_changed",
        "ネットワークの地域を変えました。外れた市区町村の機関は、そこを担当するネットワークに うつりました（なければ、どのネットワークにも属しません）。",
        serde_json::json!({ "network": network.to_string() }),
    );
    Ok(Ended::Done)
}

async fn dismiss(
    app: &App,
    network: NetworkId,
    organization: OrganizationId,
) -> Result<Ended, StoreFault> {
    let by = command();
    let dismissed = app.dismiss_member(&by, network, organization);
    let dismissed = match dismissed.await? {
        Ok(dismissed) => dismissed,
        Err(refusal) => {
            voice::complain(refusal.code(), &refusal.to_string(), "nothing was changed");
            return Ok(Ended::Refused);
        }
    };
    voice::say(
        "member_dismissed",
        &format!(
            "法人をネットワークから外しました。職員は、ネットワークの中だけの内容を もう見られません。取り消した招待: {}件",
            dismissed.withdrawn
        ),
        serde_json::json!({
            "network": network.to_string(),
            "organization": organization.to_string(),
            "invitations_withdrawn": dismissed.withdrawn,
        }),
    );
    Ok(Ended::Done)
}

async fn list(app: &App) -> Result<Ended, StoreFault> {
    let networks = app.named_networks().await?;
    if networks.is_empty() {
        let words =
            "ネットワークは まだありません。renkei network add 名前 --area コード でつくれます。";
        voice::say("networks", words, serde_json::json!({ "networks": 0 }));
    }
    for network in &networks {
        let secretariat = network.secretariat.as_ref();
        let secretariat = secretariat.map(|found| found.name.as_str());
        let members = app.member_organizations(network.id).await?;
        let mut words = format!(
            "{}  {}（事務局: {}）",
            network.id,
            network.name,
            secretariat.unwrap_or("まだ決まっていません")
        );
        for (id, name) in &members {
            words.extend(["\n  ", id.to_string().as_str(), "  ", name.as_str()]);
        }
        let members: Vec<serde_json::Value> = members
            .iter()
            .map(|(id, name)| serde_json::json!({ "organization": id.to_string(), "name": name }))
            .collect();
        voice::say(
            "network",
            &words,
            serde_json::json!({
                "network": network.id.to_string(),
                "name": network.name,
                "secretariat": secretariat,
                "members": members,
            }),
        );
    }
    Ok(Ended::Done)
}

async fn admit(
    app: &App,
    network: NetworkId,
    agencies: &[ResourceId],
) -> Result<Ended, StoreFault> {
    let admitted = app.admit_who_runs(Caller::COMMAND, network, agencies);
    let count = match admitted.await? {
        Ok(count) => count,
        Err(refusal) => return Ok(refused(&refusal)),
    };
    voice::say(
        "members_admitted",
        &format!("{count}の法人をネットワークに加えました。"),
        serde_json::json!({ "network": network.to_string(), "organizations": count }),
    );
    Ok(Ended::Done)
}

async fn appoint(app: &App, network: NetworkId, agency: ResourceId) -> Result<Ended, StoreFault> {
    let wanted = NewSecretariat {
        network,
        seen: SeenSecretariat::NotAsked,
        agency,
    };
    if let Err(refusal) = app.name_secretariat(&command(), wanted).await? {
        return Ok(not_changed(&refusal));
    }
    voice::say(
        "secretariat",
        "事務局を決めました。ページの下に、名前と電話が出ます。",
        serde_json::json!({ "network": network.to_string(), "agency": agency.to_string() }),
    );
    Ok(Ended::Done)
}

/// Whoever runs the installation, at this command.
fn command() -> Writer {
    Writer::by(Principal::installation(), Source::Command)
}

fn not_changed(refusal: &NetworkRefusal) -> Ended {
    voice::complain(refusal.code(), &refusal.to_string(), "nothing was changed");
    Ended::Refused
}

fn refused(refusal: &RegisterRefusal) -> Ended {
    voice::complain(refusal.code(), &refusal.to_string(), "nothing was changed");
    Ended::Refused
}
