//! A year of rounds over everything that a network keeps: whatever falls due is asked about, nobody is asked more often than
//! was promised, and nothing is forgotten where the process begins anew.
//!
//! Of forty agencies thirty-three answer at once, which the desk types in from a FAX or a call; one answers by the link of
//! its mail; the mail to one comes back, which answers by phone then. Two answer the second time, two do not want to, and
//! two never do. Of one of forty somebody finds in July that its number leads elsewhere, so that it is asked once more. Of
//! fifty one agreed to be asked about free places every month. Every month another process goes on, which remembers nothing
//! but what is kept, and with each round it is `renkei serve` itself, which is killed while it asks and while it sends.

mod answers;
mod astray;
mod played;
mod processes;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike as _, Days, NaiveDate};
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::inquiry::{
    Contact, ContactOutcome, DAYS_BETWEEN, Inquiry, InquiryState, RoundKind,
};
use renkei_domain::ids::{InquiryId, ResourceId};
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;

use self::answers::{Manner, is_reported, manner};
use self::played::{BEGINS, Year, has_rhythm};
use crate::consent::day;
use crate::record::fine;

/// A Monday in summer, when no round is.
const REPORTED: &str = "2027-07-05";

/// The Monday on which the short round begins.
const AUTUMN: &str = "2027-10-04";

/// Never more than three times, never twice by one way, three weeks between: in a round, and from one to the next.
fn assert_promise_is_kept(
    seen: &BTreeMap<InquiryId, Inquiry>,
    contacts: &HashMap<InquiryId, Vec<Contact>>,
) {
    let mut days: BTreeMap<ResourceId, Vec<NaiveDate>> = BTreeMap::new();
    for (id, inquiry) in seen {
        let of_it = contacts.get(id).map(Vec::as_slice).unwrap_or_default();
        let counted: Vec<&Contact> = of_it.iter().filter(|one| one.outcome.counts()).collect();
        assert!(counted.len() <= 3, "{counted:?}");
        let channels: BTreeSet<CallChannel> = counted.iter().map(|one| one.channel).collect();
        assert_eq!(channels.len(), counted.len(), "{counted:?}");
        let on = counted.iter().map(|one| one.at.in_japan().date);
        days.entry(inquiry.resource).or_default().extend(on);
    }
    for (id, days) in &mut days {
        days.sort_unstable();
        for pair in days.windows(2) {
            let least = pair[0].checked_add_days(Days::new(DAYS_BETWEEN));
            assert!(
                least.is_some_and(|least| least <= pair[1]),
                "{id}: {pair:?}"
            );
        }
    }
}

on_every_database! {
    async fn a_year_of_rounds_asks_about_all_that_falls_due_and_nobody_too_often(world) {
        let mut year = Year::begin(world.seeded().await).await;
        let (mut app, mut month) = (year.world.app.clone(), 0);
        let mut expected = BTreeMap::new();
        let mut now = japan(BEGINS, "10:00");
        let end = japan("2028-03-31", "10:00");
        while now < end {
            year.world.clock.set(now);
            let today = year.today();
            if today.month() != month {
                month = today.month();
                app = year.world.second_process().await.0;
            }
            year.end_silent(&app).await;
            if today == day(BEGINS) {
                expected.insert(RoundKind::Yearly, year.expected(day("2028-04-01")));
            }
            if today == day(AUTUMN) {
                expected.insert(RoundKind::Autumn, year.expected(day("2027-11-01")));
            }
            if today == day(REPORTED) {
                year.report(&app).await;
            }
            if [day(BEGINS), day(AUTUMN)].contains(&today) {
                year.begin_round(&app).await;
            } else {
                year.press(&app).await;
                year.carry(&app).await;
            }
            year.answer_at_once(&app).await;
            year.ask_the_others(&app).await;
            now = year.next_look(now, &[REPORTED, AUTUMN]);
        }
        for (kind, expected) in expected {
            assert!(expected.len() > year.ids.len() / 2, "{kind}");
            assert!(year.asked_in(kind) == expected, "{kind}: not what was due");
        }
        // Outside of the rounds nobody was asked, but about free places as they agreed, and about what was reported.
        let again = year.seen.values().filter(|one| one.round.kind == RoundKind::Reopened);
        let again: Vec<ResourceId> = again
            .inspect(|one| assert_eq!((one.asked(), one.round.begins), (vec![FieldGroup::Contact], day(REPORTED))))
            .map(|one| one.resource)
            .collect();
        let reported: BTreeSet<ResourceId> = year.ids.iter().copied().filter(|id| is_reported(*id)).collect();
        assert!(again.len() == reported.len() && again.iter().all(|id| reported.contains(id)), "{again:?}");
        for inquiry in year.seen.values().filter(|one| one.round.kind != RoundKind::Reopened) {
            let is_agreed = inquiry.round.kind == RoundKind::Capacity && has_rhythm(inquiry.resource);
            let is_season = matches!(inquiry.round.kind, RoundKind::Yearly | RoundKind::Autumn);
            assert!(is_agreed || is_season, "{inquiry:?}");
        }
        for id in year.ids.iter().filter(|id| has_rhythm(**id)) {
            let asked = year.seen.values().filter(|one| one.resource == *id);
            let capacity = asked.filter(|one| one.asks_about(FieldGroup::Capacity));
            assert!(capacity.count() >= 9, "{id}");
        }
        // Nothing is forgotten: every inquiry has come to its end, and says how.
        assert!(year.at_work().await.is_empty());
        let ids = year.seen.keys().copied();
        let contacts = fine(year.world.store.inquiry_contacts(ids).await);
        assert_promise_is_kept(&year.seen, &contacts);
        // Whose mail came back was asked by another way in the same round, on the same day, and by that alone afterwards.
        let mut bounced: Vec<_> = year.seen.values().filter(|one| manner(one.resource) == Manner::Bounces).collect();
        bounced.sort_by_key(|one| (one.opened_at, one.id));
        let mut known = BTreeSet::new();
        for inquiry in bounced {
            let of_it = contacts.get(&inquiry.id).map(Vec::as_slice).unwrap_or_default();
            let became: Vec<_> = of_it.iter().map(|one| (one.channel, one.outcome)).collect();
            let expected = [
                (CallChannel::Mail, ContactOutcome::Bounced),
                (CallChannel::Phone, ContactOutcome::Answered),
            ];
            let since = usize::from(!known.insert(inquiry.resource));
            assert_eq!(became, expected[since..], "{inquiry:?}");
        }
        for id in year.ids.iter().skip(17).step_by(20).take(5).chain(year.ids.iter().skip(19).step_by(20).take(5)) {
            let ended = fine(year.world.store.inquiries_about(*id).await);
            let state = if manner(*id) == Manner::Never { InquiryState::Unverified } else { InquiryState::Answered };
            assert_eq!(ended.iter().map(|one| one.state).collect::<Vec<_>>(), [state; 2], "{id}");
        }
        // And what the directory shows is what was told last.
        let standings = fine(year.world.store.inquiry_standings(&year.ids).await);
        for ((id, group), (told, _)) in &year.known {
            let shown = standings.get(id).and_then(|one| one.groups.iter().find(|one| one.group == *group));
            assert_eq!(shown.and_then(|one| one.confirmed_on), *told, "{id} {group}");
        }
    }
}
