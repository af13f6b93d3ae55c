//! Whose records no law asks to keep any more.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::time::Instant;
use renkei_store::{Store, StoreFault};

use crate::voice;

/// So many are named by the numbers of their cases.
const NAMED: usize = 20;

/// Tells of those who can be erased. Nothing is damaged by them, so that they are no finding.
pub(super) async fn look(store: &Store, now: Instant) -> Result<(), StoreFault> {
    let scope = cases_for(&Principal::installation(), Action::EraseHelped);
    let over = store.helped_over_in_scope(&scope, now.in_japan().date);
    let over = over.await?;
    if over.is_empty() {
        return Ok(());
    }
    let first = over.iter().filter_map(|helped| helped.cases.first());
    let numbers: Vec<String> = first
        .take(NAMED)
        .map(|(_, number)| number.to_string())
        .collect();
    let more = if over.len() > NAMED { " など" } else { "" };
    voice::say(
        "helped_over",
        &format!(
            "△ 法律で残す期間が過ぎた本人: {}人（ケース {}{more}）。受けもつ法人の管理者が「期限のあること」で、または renkei user erase --case 番号 で消去します。",
            over.len(),
            numbers.join("、")
        ),
        serde_json::json!({ "count": over.len(), "cases": numbers }),
    );
    Ok(())
}
