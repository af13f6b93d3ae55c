//! Who changed what of a network, when and through which door, with a button that takes one change back.

use std::collections::HashMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::directory::edit::history::HISTORY_PAGE;
use renkei_app::directory::network::NetworkRefusal;
use renkei_app::directory::network::history::NetworkEntry;
use renkei_app::directory::network::undo::NetworkUndo;
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::directory::network::NetworkField;
use renkei_domain::ids::{AccountId, ActId, NetworkId};
use renkei_domain::people::Circle;
use renkei_domain::text::Line;
use renkei_exchange::export::Form;

use super::members_way;
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{conflicting, is_open, refused_on};
use crate::next::Next;
use crate::pages::editing::history::files::{FileChange, HistoryFile};
use crate::pages::editing::history::{ActLine, Asked, names_of};
use crate::pages::letters::writer;
use crate::pages::{Here, Samples, Shell, shown};
use crate::paths::{
    AccountPath, NetworkHistoryCsvPath, NetworkHistoryPath, NetworkHistoryXlsxPath, NetworkPath,
    NetworkUndoPath,
};
use crate::session::Visitor;
use crate::spreadsheet::ListFiles;

/// The page.
#[derive(Debug, Template)]
#[template(path = "network_history.html")]
pub struct NetworkHistoryPage {
    shell: Shell,
    account: AccountPath,
    members: String,
    /// Where it is changed, for whoever may.
    edit: Option<NetworkPath>,
    undo: NetworkUndoPath,
    /// Why a change was not taken back.
    refusal: Option<String>,
    acts: Vec<ActLine<ChangeLine>>,
    /// Where all of it is taken from as a file.
    files: ListFiles,
    earlier: Option<String>,
}

#[derive(Debug, Clone)]
struct ChangeLine {
    code: &'static str,
    what: &'static str,
    before: Vec<String>,
    after: Vec<String>,
    /// Tells this showing of the button from every other; absent where there is none.
    once: Option<String>,
}

pub(crate) async fn show(
    path: NetworkHistoryPath,
    State(site): State<Site>,
    visitor: Visitor,
    asking: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, PageFault> {
    let Query(Asked { before }) = asking.map_err(|_| PageFault::NotFound)?;
    let id: NetworkId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    told(&site, &visitor, id, before, None).await
}

/// A page of a history, with what those are called who acted.
type Read = (Vec<NetworkEntry>, HashMap<AccountId, Line>);

/// The newest acts, or those before one; for whoever may not read them where it leads instead.
async fn read(
    site: &Site,
    visitor: &Visitor,
    id: NetworkId,
    before: Option<i64>,
) -> Result<Result<Read, Response>, PageFault> {
    let told = site.app.network_history(visitor.principal(), id, before);
    let entries = match told.await? {
        Ok(entries) => entries,
        Err(NetworkRefusal::NotAllowed(decision)) => {
            let page = NetworkHistoryPath::of(id).to_string();
            return Ok(Err(refused_on(decision, Next::read(&page).as_ref())));
        }
        Err(_) => return Err(PageFault::NotFound),
    };
    let actors = entries.iter().map(|entry| entry.act.actor);
    let names = names_of(site, actors.collect()).await?;
    Ok(Ok((entries, names)))
}

/// Where the history of a network is taken from.
fn files_of(id: NetworkId) -> ListFiles {
    ListFiles::at(
        NetworkHistoryXlsxPath::of(id),
        NetworkHistoryCsvPath::of(id),
    )
}

pub(crate) async fn csv(
    path: NetworkHistoryCsvPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, Form::Csv)).await
}

pub(crate) async fn xlsx(
    path: NetworkHistoryXlsxPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    file(&site, &visitor, (&path.id, Form::Xlsx)).await
}

async fn file(
    site: &Site,
    visitor: &Visitor,
    (id, form): (&str, Form),
) -> Result<Response, PageFault> {
    let id: NetworkId = id.parse().map_err(|_| PageFault::NotFound)?;
    let mut file = HistoryFile::default();
    loop {
        let (entries, names) = match read(site, visitor, id, file.before()).await? {
            Ok(read) => read,
            Err(answer) => return Ok(answer),
        };
        let acts = entries.len();
        for entry in entries {
            let changes = entry.changes.into_iter().map(|change| FileChange {
                what: change.field.word().to_owned(),
                before: change.before,
                after: change.after,
            });
            file.add(&entry.act, &names, changes.collect());
        }
        if !file.goes_on(acts, HISTORY_PAGE) {
            return file.answer(site, form).await;
        }
    }
}

async fn told(
    site: &Site,
    visitor: &Visitor,
    id: NetworkId,
    before: Option<i64>,
    refusal: Option<String>,
) -> Result<Response, PageFault> {
    let path = NetworkHistoryPath::of(id);
    let (entries, names) = match read(site, visitor, id, before).await? {
        Ok(read) => read,
        Err(answer) => return Ok(answer),
    };
    let act = |entry: &NetworkEntry| {
        let changes = entry.changes.iter().map(|change| ChangeLine {
            code: change.field.code(),
            what: change.field.word(),
            before: change.before.clone(),
            after: change.after.clone(),
            once: change.is_undoable.then(|| site.app.new_request_id()),
        });
        ActLine::of(&entry.act, &names, changes.collect())
    };
    let goes_on = entries.len() as u64 >= HISTORY_PAGE;
    let last = entries.last().filter(|_| goes_on);
    let may_change = is_open(visitor, Action::ManageNetwork, &Object::Network(id));
    Ok(shown(&NetworkHistoryPage {
        shell: Shell::of(site, visitor, Here::Account).await?,
        account: AccountPath,
        members: members_way(Circle::Network(id)),
        edit: may_change.then(|| NetworkPath::of(id)),
        undo: NetworkUndoPath::of(id),
        refusal,
        acts: entries.iter().map(act).collect(),
        files: files_of(id),
        earlier: last.map(|last| format!("{path}?before={}", last.act.seq)),
    }))
}

pub(crate) async fn undo(
    path: NetworkUndoPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let network: NetworkId = path.id.parse().map_err(|_| PageFault::NotFound)?;
    let act: ActId = sent.text("act").parse().map_err(|_| PageFault::NotFound)?;
    let field = NetworkField::from_code(sent.text("field")).ok_or(PageFault::NotFound)?;
    let undo = NetworkUndo {
        network,
        act,
        field,
    };
    let by = writer(&visitor, &sent);
    let page = NetworkHistoryPath::of(network).to_string();
    let words = match site.app.undo_network_change(&by, undo).await? {
        Ok(_) => return Ok(Redirect::to(&page).into_response()),
        Err(NetworkRefusal::NotAllowed(decision)) => {
            return Ok(refused_on(decision, Next::read(&page).as_ref()));
        }
        Err(NetworkRefusal::NotFound(_) | NetworkRefusal::NoSuchChange) => {
            return Err(PageFault::NotFound);
        }
        Err(NetworkRefusal::Changed | NetworkRefusal::KeyReused(_)) => "そのあとに、また変わりました。下の新しい記録を見てから、もう一度もどすか、いまの内容を変えてください。".to_owned(),
        Err(refusal) => refusal.to_string(),
    };
    let page = told(&site, &visitor, network, None, Some(words)).await?;
    Ok(conflicting(page))
}

impl Samples for NetworkHistoryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let id = NetworkId::from_uuid(Default::default());
        let page = |acts, earlier: Option<String>, refusal: Option<&str>| Self {
            shell: Shell::sample_of("高槻 はるか"),
            account: AccountPath,
            members: members_way(Circle::Network(id)),
            edit: Some(NetworkPath::of(id)),
            undo: NetworkUndoPath::of(id),
            refusal: refusal.map(str::to_owned),
            acts,
            files: files_of(id),
            earlier,
        };
        let act = |what: &'static str, before: &[&str], after: &[&str]| {
            let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
            let change = ChangeLine {
                code: NetworkField::Area.code(),
                what,
                before: lines(before),
                after: lines(after),
                once: Some("01932f00000070028000000000000001".to_owned()),
            };
            let done = "ネットワークの名前・地域・紹介を変えた";
            ActLine::sample(done, "高槻 はるか", vec![change])
        };
        let long = "とても長い名前".repeat(14);
        let earlier = Some(format!("{}?before=20", NetworkHistoryPath::of(id)));
        vec![
            (
                "usual",
                page(
                    vec![act(
                        "担当する地域",
                        &["大阪府高槻市"],
                        &["大阪府高槻市", "大阪府島本町"],
                    )],
                    None,
                    None,
                ),
            ),
            ("empty", page(Vec::new(), None, None)),
            (
                "longest",
                page(
                    vec![act("名前", &[long.as_str()], &[long.as_str()])],
                    earlier,
                    Some(long.as_str()),
                ),
            ),
        ]
    }
}
