//! Fetching the calendars whose times count when dates are sought: what a serving process does beside serving, as soon
//! as one is due. What cannot be fetched now is tried again later, and its owner reads why.

use std::time::Duration;

use renkei_app::App;
use renkei_delivery::fetch::{FetchFault, OutboundSettings, fetch_calendar};
use renkei_domain::people::BusyFault;
use renkei_domain::people::busy::BUSY_BYTES;

/// How often one looks for calendars that are due.
const LOOK: Duration = Duration::from_secs(5);

/// Goes on for as long as the process serves.
pub(crate) async fn fetch_calendars(app: App, outbound: OutboundSettings) {
    loop {
        round(&app, &outbound).await;
        tokio::time::sleep(LOOK).await;
    }
}

/// Fetches the calendars that are due, one after another.
pub async fn round(app: &App, outbound: &OutboundSettings) {
    let claimed = match app.claim_busy_calendars().await {
        Ok(claimed) => claimed,
        Err(fault) => {
            tracing::warn!(%fault, "no calendars can be claimed");
            return;
        }
    };
    for calendar in claimed {
        let account = calendar.account;
        let fetched = fetch_calendar(calendar.address.as_str(), BUSY_BYTES, outbound).await;
        let fetched = fetched.map_err(|fault| told(&fault));
        if let Err(fault) = app.keep_busy_times(calendar, fetched).await {
            tracing::warn!(%account, %fault, "what was read of a calendar is not kept");
        }
    }
}

/// What its owner reads of why a calendar was not fetched.
fn told(fault: &FetchFault) -> BusyFault {
    match fault {
        FetchFault::Address => BusyFault::Address,
        FetchFault::Forbidden => BusyFault::Forbidden,
        FetchFault::Status(_) => BusyFault::Answer,
        FetchFault::TooLarge { .. } => BusyFault::TooLarge,
        FetchFault::Connection(_) => BusyFault::Unreachable,
        FetchFault::Certificates(_) | FetchFault::File(_) => {
            tracing::error!(%fault, "calendars cannot be fetched");
            BusyFault::Unreachable
        }
    }
}
