//! What a serving process puts away from time to time, and what it does when a day ends: one that runs for months
//! must not keep what another puts away when it starts, and what somebody leaves today has its successor today.

use std::time::Duration;

use chrono::{Days, NaiveTime};
use renkei_app::App;
use renkei_domain::time::Instant;
use renkei_store::StoreFault;

/// How long after the start the first round comes. A run of an import that died right before the start was
/// silent for so long by then that nobody can take it for alive.
pub const FIRST_ROUND: Duration = Duration::from_secs(20);

const HOUR: Duration = Duration::from_secs(3_600);

/// Goes round for as long as the process serves.
pub(crate) async fn tidy(app: App) {
    let mut pause = FIRST_ROUND;
    loop {
        tokio::time::sleep(pause).await;
        round(&app).await;
        pause = until_next(app.now());
    }
}

/// How long until the next round: an hour, or less where the day ends in Japan before.
fn until_next(now: Instant) -> Duration {
    let tomorrow = now.in_japan().date.checked_add_days(Days::new(1));
    let midnight = tomorrow.map(|day| Instant::from_japan(day.and_time(NaiveTime::MIN)));
    let left = midnight.and_then(|midnight| u64::try_from(midnight.micros() - now.micros()).ok());
    // A moment later, lest a timer that is early finds the old day.
    let left = left.map(|micros| Duration::from_micros(micros) + Duration::from_millis(100));
    left.map_or(HOUR, |left| left.min(HOUR))
}

/// Hands over what people left whose last day is over, ends what agencies were asked and nobody answered, forgets what is
/// over, tells the day of those of whom no law asks to keep anything and erases them when it has come, discards what dead
/// runs left, and makes the directory of the month. What cannot be done now stays until
/// the next round.
pub async fn round(app: &App) {
    let kept =
        |what: &str, fault: StoreFault| tracing::warn!(%fault, "{what} stays a little longer");
    if let Err(fault) = app.hand_over_what_ended().await {
        kept("what somebody left", fault);
    }
    if let Err(fault) = app.end_silent_inquiries().await {
        kept("what no agency answered", fault);
    }
    if let Err(fault) = app.forget_what_is_over().await {
        kept("what is over", fault);
    }
    if let Err(fault) = app.erase_what_is_over().await {
        kept("whom no law asks to keep", fault);
    }
    if let Err(fault) = app.discard_dead_runs().await {
        kept("what a dead run left", fault);
    }
    if let Err(fault) = app.make_monthly_directories().await {
        tracing::warn!(%fault, "the directory of this month is made in the next round");
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn a_round_comes_every_hour_and_as_a_day_begins_in_japan() {
        let at = |hour, minute| {
            let day = NaiveDate::from_ymd_opt(2027, 3, 31).expect("a day");
            let time = NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
            until_next(Instant::from_japan(day.and_time(time)))
        };
        assert_eq!(at(9, 0), HOUR);
        assert_eq!(at(0, 0), HOUR);
        assert_eq!(at(23, 50), Duration::from_millis(600_100));
    }
}
