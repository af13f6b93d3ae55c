//! Whose records no law asks to keep any more, and when they go.

use renkei_domain::access::action::Action;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::scope::cases_for;
use renkei_domain::time::{Instant, japanese_date};
use renkei_store::{Store, StoreFault};

use crate::voice;

/// So many are named by the numbers of their cases.
const NAMED: usize = 20;

/// Tells of those who can be erased, and when the first of them goes by itself. Nothing is damaged by them, so that they
/// are no finding.
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
    // Who waits for their copy goes once they have it.
    let going = over.iter().filter(|helped| helped.copy_asked.is_none());
    let next = going.filter_map(|helped| Some(helped.plan?.day())).min();
    let plans = over.iter().filter_map(|helped| helped.plan);
    let held = plans.filter(|plan| plan.hold.is_some()).count();
    let first_day = match next {
        Some(day) => format!("いちばん早い人は{}に消去します", japanese_date(day)),
        None => "まだ日は決まっていません".to_owned(),
    };
    voice::say(
        "helped_over",
        &format!(
            "△ 法律で残す期間が過ぎた本人: {}人（ケース {}{more}、消去を止めている人 {held}人）。renkei serve が、法人に知らせてから30日で消去します。{first_day}。受けもつ法人の管理者は「期限のあること」で、または renkei user erase --case 番号 で、いま消去できます。",
            over.len(),
            numbers.join("、")
        ),
        serde_json::json!({
            "count": over.len(),
            "cases": numbers,
            "held": held,
            "next": next.map(|day| day.to_string()),
        }),
    );
    Ok(())
}
