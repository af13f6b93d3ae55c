//! Taking a whole import back: first what would become of it, then the act.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use renkei_app::import::undo::{LeftEntry, LeftWhy, UndoPlan, UndoRefusal};
use renkei_app::import::upload::{UndoState, UploadStage, UploadView};
use renkei_domain::ids::{NetworkId, UploadId};
use renkei_domain::record::Purpose;

use super::{Here, Samples, Shell, ids_of, moment, name_of, shown};
use crate::Site;
use crate::error::PageFault;
use crate::form::Sent;
use crate::gate::{conflicting, refused};
use crate::pages::letters::writer;
use crate::paths::{AccountPath, ImportDeskPath, ResourcePath, UploadPath, UploadUndoPath};
use crate::session::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "import_undo.html")]
pub struct ImportUndoPage {
    shell: Shell,
    account: AccountPath,
    desk: ImportDeskPath,
    file: UploadPath,
    action: UploadUndoPath,
    once: String,
    name: String,
    refusal: Option<String>,
    removed: u64,
    restored: u64,
    left: Vec<LeftLine>,
    /// Whether there is anything to take back, and still time.
    can: bool,
}

#[derive(Debug, Clone)]
struct LeftLine {
    path: ResourcePath,
    name: String,
    why: String,
}

fn left_line(entry: &LeftEntry) -> LeftLine {
    LeftLine {
        path: ResourcePath::of(entry.resource),
        name: entry.name.clone(),
        why: match entry.why {
            LeftWhy::ChangedSince {
                purpose: Purpose::ImportPublished,
                at,
            } => format!("{}の あとの取り込みで変わった", moment(at)),
            LeftWhy::ChangedSince { purpose, at } => format!("{}に {purpose}", moment(at)),
            LeftWhy::ChangedMeanwhile => "取り込んでいるあいだに、人が直した".to_owned(),
            LeftWhy::Needed => "ほかで使われている（事務局、引きつぎ先、だれかの予定）".to_owned(),
        },
    }
}

impl ImportUndoPage {
    fn of(shell: Shell, once: String, view: &UploadView, plan: &UndoPlan) -> Self {
        Self {
            shell,
            account: AccountPath,
            desk: ImportDeskPath::of(view.network),
            file: UploadPath::of(view.network, view.id),
            action: UploadUndoPath::of(view.network, view.id),
            once,
            name: name_of(view),
            refusal: None,
            removed: plan.removed,
            restored: plan.restored,
            left: plan.left.iter().map(left_line).collect(),
            can: matches!(plan.undo, UndoState::Until(_))
                && !plan.is_rested_on
                && plan.removed + plan.restored > 0,
        }
    }
}

/// Shows what would become of it, with why it was refused.
async fn planned(
    site: &Site,
    visitor: &Visitor,
    (network, id): (NetworkId, UploadId),
    refusal: Option<UndoRefusal>,
) -> Result<Response, PageFault> {
    let principal = visitor.principal();
    let plan = match site.app.undo_plan(principal, network, id).await? {
        Ok(plan) => plan,
        Err(UndoRefusal::NotAllowed(decision)) => return Ok(refused(decision, visitor)),
        Err(_) => return Err(PageFault::NotFound),
    };
    let view = site.app.upload(principal, network, id).await?;
    let view = view.map_err(|_| PageFault::NotFound)?;
    // What cannot be taken back is told without being asked.
    let refusal = refusal.or(match plan.undo {
        UndoState::Undone(_) => Some(UndoRefusal::Already),
        UndoState::Over => Some(UndoRefusal::TooLate),
        UndoState::Until(_) if plan.is_rested_on => Some(UndoRefusal::RestedOn),
        UndoState::Until(_) if plan.removed + plan.restored == 0 => Some(UndoRefusal::NothingLeft),
        UndoState::Until(_) => None,
    });
    let shell = Shell::of(site, visitor, Here::Account).await?;
    Ok(shown(&ImportUndoPage {
        refusal: refusal.map(|refusal| refusal.to_string()),
        ..ImportUndoPage::of(shell, site.app.new_request_id(), &view, &plan)
    }))
}

pub(crate) async fn show(
    path: UploadUndoPath,
    State(site): State<Site>,
    visitor: Visitor,
) -> Result<Response, PageFault> {
    let ids = ids_of(&path.id, &path.upload)?;
    planned(&site, &visitor, ids, None).await
}

pub(crate) async fn undo(
    path: UploadUndoPath,
    State(site): State<Site>,
    visitor: Visitor,
    sent: Sent,
) -> Result<Response, PageFault> {
    let (network, id) = ids_of(&path.id, &path.upload)?;
    let left: u64 = sent
        .text("left")
        .parse()
        .map_err(|_| PageFault::BadRequest)?;
    let writer = writer(&visitor, &sent);
    match site.app.undo_import(&writer, network, id, left).await? {
        Ok(_) => Ok(Redirect::to(&UploadPath::of(network, id).to_string()).into_response()),
        Err(UndoRefusal::NotFound) => Err(PageFault::NotFound),
        Err(UndoRefusal::NotAllowed(decision)) => Ok(refused(decision, &visitor)),
        Err(refusal) => {
            let answer = planned(&site, &visitor, (network, id), Some(refusal)).await?;
            Ok(conflicting(answer))
        }
    }
}

impl Samples for ImportUndoPage {
    fn samples() -> Vec<(&'static str, Self)> {
        use renkei_domain::ids::ResourceId;
        let at = crate::words::moment::AsOf::sample().0.instant();
        let entry = |name: &str, why| LeftEntry {
            resource: ResourceId::from_uuid(Default::default()),
            name: name.to_owned(),
            why,
        };
        let edited = LeftWhy::ChangedSince {
            purpose: Purpose::EditResource,
            at,
        };
        let page = |name: &str, removed, restored, left: Vec<LeftEntry>| {
            let plan = UndoPlan {
                removed,
                restored,
                left,
                undo: UndoState::Until(at),
                is_rested_on: false,
            };
            let view = super::sample_view(name, UploadStage::Waiting);
            let once = "01932f00000070028000000000000001".to_owned();
            Self::of(Shell::sample_of("高槻 はるか"), once, &view, &plan)
        };
        let usual = vec![
            entry("うたう会（架空）", edited),
            entry("よむ会（架空）", LeftWhy::Needed),
        ];
        let refused = Self {
            refusal: Some(UndoRefusal::NothingLeft.to_string()),
            ..page(
                "一覧.xlsx",
                0,
                0,
                vec![entry("うたう会（架空）", LeftWhy::ChangedMeanwhile)],
            )
        };
        let long = "とても長い名前の余暇の集まり".repeat(12);
        let many = vec![entry(&long, edited); 40];
        vec![
            ("usual", page("一覧.xlsx", 36, 2, usual)),
            ("empty", page("一覧.xlsx", 38, 0, Vec::new())),
            ("refused", refused),
            ("longest", page(&long, 123_456, 123_456, many)),
        ]
    }
}
