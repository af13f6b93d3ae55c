//! `renkei user end-operator`: somebody runs the installation no more. Their account stays, with what else they are.

use renkei_app::App;
use renkei_app::people::{AccountRefusal, EndRefusal};

use super::{erase, refused};
use crate::wiring::report_store;
use crate::{Ended, voice};

/// Ends it as of today. Invitations that they sent as an operator go to a successor, who is one.
pub(super) async fn end(app: &App, mail: &str, successor: Option<&str>) -> Ended {
    let (account, name) = match app.account_by_address(mail).await {
        Ok(Some(found)) => found,
        Ok(None) => return refused(&AccountRefusal::NotFound),
        Err(fault) => return report_store(&fault),
    };
    let named: Vec<String> = successor.into_iter().map(str::to_owned).collect();
    let successor = match erase::successors(app, &named).await {
        Ok(Some(known)) => known.into_iter().next(),
        Ok(None) => return Ended::Refused,
        Err(fault) => return report_store(&fault),
    };
    match app.end_operator(account, successor).await {
        Ok(Ok(_)) => {}
        Ok(Err(refusal)) => return not_ended(&refusal),
        Err(fault) => return report_store(&fault),
    }
    voice::say(
        "operator_ended",
        &format!(
            "{name} さんは、きょうから運用者ではありません。アカウントと、ほかの所属はのこります。アカウントも止めるとき: renkei user disable {mail}"
        ),
        serde_json::json!({ "account": account.to_string() }),
    );
    Ended::Done
}

fn not_ended(refusal: &EndRefusal) -> Ended {
    let words = match refusal {
        EndRefusal::NotFound => "その人は運用者ではありません。".to_owned(),
        other => format!("{other}{}", erase::what_next(other.code())),
    };
    voice::complain(refusal.code(), &words, "the operator stays one");
    Ended::Refused
}
