//! `renkei doctor`: whether the database is whole, whether everything that is sealed opens, whether the
//! record of who read and did is whole, whether what is over has gone, and whether there is a backup of
//! these days.

mod backups;
mod key_sheet;
mod mailbox;
mod over;

use std::path::{Path, PathBuf};

use clap::Args;
use renkei_app::Place;
use renkei_domain::audit::anchor::AuditAnchor;
use renkei_domain::outside::Clock as _;
use renkei_domain::time::Instant;
use renkei_store::audit::check::{AuditCheck, AuditFinding};
use renkei_store::audit::copied;
use renkei_store::keys::check::SealedCheck;
use renkei_store::{Store, StoreFault};

use crate::outside::SystemClock;
use crate::settings::Settings;
use crate::wiring::report_store;
use crate::{Ended, backup, master_key, voice};

/// What to compare with.
#[derive(Debug, Args)]
pub struct Arguments {
    /// A file with seals that were kept elsewhere: a backup, a copy of the embedded database, or a log of the
    /// server
    #[arg(long, value_name = "FILE")]
    anchor: Vec<PathBuf>,
}

pub(super) async fn run(settings: &Settings, arguments: &Arguments) -> Ended {
    let place = settings.place();
    if let Place::Folder(folder) = &place
        && !folder.join("renkei.sqlite").exists()
    {
        // Asking must not make what is asked about.
        voice::complain(
            "NO_DATABASE",
            "このフォルダには まだ名簿がありません。",
            "there is no database in this folder",
        );
        return Ended::Refused;
    }
    let mut anchors = Vec::new();
    for file in &arguments.anchor {
        match anchors_of(file).await {
            Ok(found) => anchors.extend(found),
            Err(fault) => {
                voice::complain(
                    "ANCHOR_FILE",
                    &format!("{} を読めません。名前を確かめてください。", file.display()),
                    &fault.to_string(),
                );
                return Ended::Usage;
            }
        }
    }
    if anchors.is_empty() && !arguments.anchor.is_empty() {
        voice::complain(
            "NO_ANCHOR",
            "そのファイルには封の控え（renkei-audit-anchor）がありません。控え（バックアップ）のファイルか、サーバのログを選んでください。",
            "no anchor in the file",
        );
        return Ended::Usage;
    }
    let findings = match look(settings, &place, &anchors).await {
        Ok(Some(findings)) => findings,
        Ok(None) => return Ended::Refused,
        // What cannot even be read is damaged, unless somebody else only holds it.
        Err(fault) => {
            return match (report_store(&fault), fault) {
                (_, StoreFault::Database(_)) => Ended::Damaged,
                (ended, _) => ended,
            };
        }
    };
    if findings == 0 {
        voice::say(
            "healthy",
            "問題は見つかりませんでした。",
            serde_json::json!({}),
        );
        Ended::Done
    } else {
        voice::say(
            "findings",
            &format!(
                "問題が {findings}件 あります。控えから戻すか、だれがデータベースに触れたかを調べてください。いまのファイルは、調べ終わるまで消さないでください。"
            ),
            serde_json::json!({ "findings": findings }),
        );
        Ended::Damaged
    }
}

/// The seals in a backup, or in a text.
async fn anchors_of(file: &Path) -> Result<Vec<AuditAnchor>, StoreFault> {
    if copied::is_copy(file)? {
        return copied::anchors_in(file).await;
    }
    if let Some(head) = backup::head_of(file)? {
        return Ok(head.anchor.into_iter().collect());
    }
    let bytes = tokio::fs::read(file).await?;
    Ok(AuditAnchor::find_in(&String::from_utf8_lossy(&bytes)))
}

/// Looks through everything and says how many findings there are; `None` where the schema is not ours.
async fn look(
    settings: &Settings,
    place: &Place,
    anchors: &[AuditAnchor],
) -> Result<Option<usize>, StoreFault> {
    let store = Store::open(place).await?;
    let faults = store.integrity_faults().await?;
    for fault in &faults {
        voice::say(
            "integrity",
            &format!("× データベースが壊れています: {fault}"),
            serde_json::json!({ "fault": fault }),
        );
    }
    if faults.is_empty() {
        voice::say(
            "integrity_ok",
            "○ データベースの検査に合格しました。",
            serde_json::json!({}),
        );
    }
    if store
        .migration_status()
        .await?
        .iter()
        .any(|step| !step.applied)
    {
        voice::complain(
            "OLDER_SCHEMA",
            "データベースが古い版のままです。renkei migrate up のあとで、もう一度お試しください。",
            "migrations are missing",
        );
        store.close().await?;
        return Ok(None);
    }
    let behind_keys = behind_keys(settings, &store, anchors).await;
    let now = SystemClock.now();
    let overdue = overdue(&store, now).await;
    let over = over::look(&store, now).await;
    let backed_up = backups::look(&store, now).await;
    let on_paper = key_sheet::look(&store, settings).await;
    mailbox::look(settings).await;
    store.close().await?;
    overdue?;
    over?;
    backed_up?;
    on_paper?;
    Ok(Some(faults.len() + behind_keys?))
}

/// Tells of records whose time is over. Nothing is damaged by them, so that they are no finding.
async fn overdue(store: &Store, now: Instant) -> Result<(), StoreFault> {
    let overdue = store.overdue(now).await?;
    if overdue.is_empty() {
        voice::say(
            "retention_ok",
            "○ 期限を過ぎて残っている記録は ありません。",
            serde_json::json!({}),
        );
    }
    for (kind, count) in overdue {
        voice::say(
            "overdue",
            &format!(
                "△ 期限を過ぎて残っている記録: {kind} {count}件。renkei serve が動いているあいだ、1時間ごとに消します。"
            ),
            serde_json::json!({ "kind": kind.code(), "count": count }),
        );
    }
    Ok(())
}

/// What only the master key lets one see. Without it nothing of that can be said.
async fn behind_keys(
    settings: &Settings,
    store: &Store,
    anchors: &[AuditAnchor],
) -> Result<usize, StoreFault> {
    if !store.has_keys().await? {
        if !anchors.is_empty() || store.has_begun().await? {
            voice::say(
                "keys_missing",
                "× 鍵の表が空です。鍵で閉じた内容は、どれも開けられません。",
                serde_json::json!({}),
            );
            return Ok(1);
        }
        voice::say(
            "keys_empty",
            "○ 鍵で閉じた内容も、見た・したの記録も、まだありません。",
            serde_json::json!({}),
        );
        return Ok(0);
    }
    master_key::hand_over(store, &settings.key_place()).await?;
    let unopened = sealed(&store.check_sealed().await?);
    Ok(unopened + audit(store, anchors).await?)
}

fn sealed(check: &SealedCheck) -> usize {
    let SealedCheck {
        opened, unopened, ..
    } = check;
    for (column, row) in &check.places {
        let (table, column) = (column.table, column.column);
        voice::say(
            "unopened",
            &format!("× 鍵で開けられません: 表 {table}、列 {column}、行 {row}"),
            serde_json::json!({ "table": table, "column": column, "row": row.to_string() }),
        );
    }
    let sign = if *unopened == 0 { "○" } else { "×" };
    voice::say(
        "sealed",
        &format!("{sign} 鍵で閉じた内容: 開けられる {opened}件、開けられない {unopened}件。"),
        serde_json::json!({ "opened": opened, "unopened": unopened }),
    );
    usize::try_from(*unopened).unwrap_or(usize::MAX)
}

async fn audit(store: &Store, anchors: &[AuditAnchor]) -> Result<usize, StoreFault> {
    let check = store.check_audit(anchors).await?;
    for finding in &check.findings {
        voice::say(
            "audit_finding",
            &format!("× {}", words(finding)),
            serde_json::json!({ "finding": code(finding), "told": words(finding) }),
        );
    }
    report(&check);
    // Kept beside a copy that the database's own tools made, it tells what this copy must hold.
    if let Some(anchor) = store.newest_anchor().await? {
        voice::say(
            "audit_anchor",
            &format!("封の控え: {anchor}"),
            serde_json::json!({ "anchor": anchor.to_string() }),
        );
    }
    Ok(check.findings.len())
}

fn report(check: &AuditCheck) {
    let sign = if check.findings.is_empty() {
        "○"
    } else {
        "×"
    };
    let AuditCheck {
        sealed,
        unsealed,
        erased_details,
        anchors,
        ..
    } = check;
    voice::say(
        "audit",
        &format!(
            "{sign} 見た・したの記録: 封をした行 {sealed}件、封を待つ行 {unsealed}件、くわしい内容を消した行 {erased_details}件。封の控え {anchors}件とくらべました。"
        ),
        serde_json::json!({
            "sealed": sealed,
            "unsealed": unsealed,
            "erased_details": erased_details,
            "anchors": anchors,
        }),
    );
}

const fn code(finding: &AuditFinding) -> &'static str {
    match finding {
        AuditFinding::Changed { .. } => "CHANGED",
        AuditFinding::Inserted { .. } => "INSERTED",
        AuditFinding::Missing { .. } => "MISSING",
        AuditFinding::CutOff { .. } => "CUT_OFF",
        AuditFinding::Late { .. } => "LATE",
        AuditFinding::DetailChanged { .. } => "DETAIL_CHANGED",
        AuditFinding::OffAnchor { .. } => "OFF_ANCHOR",
        AuditFinding::WrongHead => "WRONG_HEAD",
    }
}

fn words(finding: &AuditFinding) -> String {
    match finding {
        AuditFinding::Changed { seq } => format!("{seq}番の行が書きかえられています。"),
        AuditFinding::Inserted { id, seq: Some(seq) } => {
            format!("{seq}番の行（{id}）は renkei が書いたものではありません。")
        }
        AuditFinding::Inserted { id, seq: None } => {
            format!("封を待つ行 {id} は renkei が書いたものではありません。")
        }
        AuditFinding::Missing { from, to } if from == to => {
            format!("{from}番の行がなくなっています。")
        }
        AuditFinding::Missing { from, to } => {
            format!("{from}番から{to}番までの行がなくなっています。")
        }
        AuditFinding::CutOff { after, known } => format!(
            "{after}番よりあとの行が切り取られています（前には {known}番まで ありました）。"
        ),
        AuditFinding::Late { id, .. } => {
            format!("行 {id} は、書かれた時刻より ずっとあとに入っています。")
        }
        AuditFinding::DetailChanged { request } => format!(
            "番号 {} の くわしい内容が書きかえられています。",
            request.simple()
        ),
        AuditFinding::OffAnchor { seq } => {
            format!("{seq}番の行の封が、控えとちがいます。記録が作りなおされています。")
        }
        AuditFinding::WrongHead => "記録の終わりが、書かれている所とちがいます。".to_owned(),
    }
}
