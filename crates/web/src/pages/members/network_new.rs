//! Founding a network, for whoever runs the installation.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::network::found::NewNetwork;
use renkei_app::directory::network::{ChangedNetwork, NetworkRefusal};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::rule::{Decision, decide};

use super::network::{municipalities, network_name};
use crate::Site;
use crate::error::PageFault;
use crate::form::{Field, Form, Packed, Sent};
use crate::gate::{asked_again, drafted, forget, keep_draft, refused};
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{AccountPath, MembersPath, NewNetworkPath};
use crate::session::{Session, Visitor};

/// The page.
#[derive(Debug, Template)]
#[template(path = "network_new.html")]
pub struct NewNetworkPage {
    shell: Shell,
    account: AccountPath,
    /// Why nothing was founded, where no field is to blame.
    fault: Option<String>,
    form: Form,
}

const BUTTON: &str = "このネットワークをつくる";

/// What is wrong with what was typed.
#[derive(Debug, Default)]
struct Wrong {
    name: Option<String>,
    area: Option<String>,
}

fn filled(form: Form, sent: &Sent, wrong: &Wrong) -> Form {
    form.with([
        Field::sentence("name", "ネットワークの名前", sent.text("name"))
            .hinted("すべてのページの上と下、手紙に出ます。")
            .wrong(wrong.name.as_ref()),
        Field::prose("area", "担当する市区町村", sent.text("area"))
            .hinted("1行に1つ、ぜんぶ書きます。例: 大阪府高槻市")
            .wrong(wrong.area.as_ref()),
    ])
}

/// The answer for whoever may found none.
fn closed(visitor: &Visitor) -> Option<Response> {
    match decide(
        visitor.principal(),
        Action::FoundNetwork,
        &Object::Installation,
    ) {
        // What is asked again is asked when it is sent.
        Decision::Allowed | Decision::ConfirmAgain => None,
        decision => Some(refused(decision, visitor)),
    }
}

async fn page(
    site: &Site,
    visitor: &Visitor,
    sent: &Sent,
    wrong: &Wrong,
    fault: Option<String>,
) -> Result<Response, PageFault> {
    Ok(shown(&NewNetworkPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        fault,
        form: filled(Form::new(site, NewNetworkPath, BUTTON), sent, wrong),
    }))
}

pub(crate) async fn show(
    _: NewNetworkPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    if let Some(answer) = closed(&visitor) {
        return Ok(answer);
    }
    let kept = drafted(&site, &visitor).await?;
    let sent = kept.unwrap_or_else(|| Packed::default().sent());
    page(&site, &visitor, &sent, &Wrong::default(), None).await
}

pub(crate) async fn found(
    _: NewNetworkPath,
    State(site): State<Site>,
    visitor: Visitor,
    session: Session,
    sent: Sent,
) -> Result<Response, PageFault> {
    if let Some(answer) = closed(&visitor) {
        return Ok(answer);
    }
    let name = network_name(&sent);
    let area = municipalities(&site, sent.text("area"), &[]).await?;
    let (name, area) = match (name, area) {
        (Ok(name), Ok(area)) => (name, area),
        (name, area) => {
            let wrong = Wrong {
                name: name.err(),
                area: area.err(),
            };
            let again = page(&site, &visitor, &sent, &wrong, None).await?;
            return Ok(asked_again(again));
        }
    };
    let by = writer(&visitor, &sent);
    let founded = site.app.add_network(&by, NewNetwork { name, area });
    let (wrong, fault) = match founded.await? {
        Ok(ChangedNetwork(id)) => {
            forget(&site, &visitor).await?;
            let to = MembersPath::of(id).to_string();
            return Ok(Redirect::to(&to).into_response());
        }
        Err(NetworkRefusal::NotAllowed(decision)) => {
            return Ok(later(&site, &visitor, &session, &sent, decision).await);
        }
        Err(
            refusal @ (NetworkRefusal::NoMunicipality | NetworkRefusal::UnknownMunicipality(_)),
        ) => {
            let wrong = Wrong {
                area: Some(refusal.to_string()),
                ..Wrong::default()
            };
            (wrong, None)
        }
        Err(refusal) => (Wrong::default(), Some(refusal.to_string())),
    };
    let again = page(&site, &visitor, &sent, &wrong, fault).await?;
    Ok(asked_again(again))
}

/// Keeps what was typed until whoever typed it has shown who they are.
async fn later(
    site: &Site,
    visitor: &Visitor,
    session: &Session,
    sent: &Sent,
    decision: Decision,
) -> Response {
    if let Some(page) = visitor.address() {
        keep_draft(site, &session.secret, page, sent).await;
    }
    refused(decision, visitor)
}

impl Samples for NewNetworkPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, area: &str, wrong: &Wrong, fault: Option<NetworkRefusal>| {
            let mut typed = Packed::default();
            typed.put("name", name);
            typed.put("area", area);
            Self {
                shell: Shell::sample_of("高槻 はるか"),
                account: AccountPath,
                fault: fault.map(|fault| fault.to_string()),
                form: filled(Form::sample(NewNetworkPath, BUTTON), &typed.sent(), wrong),
            }
        };
        let nothing = Wrong::default();
        let long = "とても長い名前".repeat(14);
        let wrong = Wrong {
            name: Some("長すぎます。300文字までにしてください。".to_owned()),
            area: Some(NetworkRefusal::NoMunicipality.to_string()),
        };
        vec![
            ("usual", page("となりの網", "大阪府茨木市", &nothing, None)),
            ("empty", page("", "", &nothing, None)),
            (
                "longest",
                page(&long, &long, &wrong, Some(NetworkRefusal::Changed)),
            ),
        ]
    }
}
