//! What was told earlier and is written down later: decided as it was then, and said so.

use chrono::TimeDelta;
use renkei_app::cases::keep::DisclosureWord;
use renkei_app::consent::record::ConsentForm;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::provisions::TellRefusal;
use renkei_app::provisions::read::RecordsSpan;
use renkei_app::provisions::told::{Partner, TellForm};
use renkei_domain::cases::employment::Voice;
use renkei_domain::consent::{
    ConsentRecipient, HaltOf, HaltState, InformationCategory, PartyId, Reach, Reason,
};
use renkei_domain::directory::people::StaffRole;
use renkei_domain::ids::CaseId;
use renkei_domain::provisions::{ToldHow, WhenFault};
use renkei_domain::time::Instant;
use renkei_store::{Stop, StoreFault};
use renkei_tests::clock::japan;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::at_work::joined;
use super::others::{employed, open};
use super::{agreed, case_with_a_doctor, day, desk, recorded, seen_by, staff, two_agencies};
use crate::cases::ended_long_ago;
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::{fine, header};

/// How many write something down at the same time.
const TRIES: usize = 20;

/// Somebody writes down that they told the doctor at a time of the day.
async fn told_at(
    world: &World,
    who: &Somebody,
    (id, doctor): (CaseId, PartyId),
    at: Option<Instant>,
) -> Option<TellRefusal> {
    let form = telling(doctor, at);
    fine(world.app.tell(&desk(who), id, form).await).err()
}

/// That somebody was told by phone, at a moment or now.
fn telling(to: PartyId, at: Option<Instant>) -> TellForm {
    TellForm {
        to: Partner::InTeam(to),
        heard_by: None,
        categories: [InformationCategory::MedicationVisits]
            .into_iter()
            .collect(),
        how: ToldHow::Phone,
        purpose: None,
        at,
    }
}

fn today(time: &str) -> Option<Instant> {
    Some(japan("2026-11-20", time))
}

/// Why it was withheld.
fn reason(refused: Option<TellRefusal>) -> Option<Reason> {
    match refused {
        None => None,
        Some(TellRefusal::Withheld(withheld)) => Some(withheld.refusals.as_slice()[0].reason),
        Some(other) => panic!("{other}"),
    }
}

on_every_database! {
    async fn what_was_told_before_a_withdrawal_is_recorded_after_it_and_what_was_not_agreed_to_then_never(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let case = case_with_a_doctor(&world, &haruka, here).await;
        let (id, doctor) = case;
        // It is ten o'clock.
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        world.clock.pass(TimeDelta::hours(2));
        let none = reason(told_at(&world, &haruka, case, today("9:59")).await);
        assert_eq!(none, Some(Reason::NoConsent), "agreed to only afterwards");
        assert_eq!(reason(told_at(&world, &haruka, case, today("10:00")).await), None);
        let yesterday = Some(japan("2026-11-19", "15:00"));
        let none = reason(told_at(&world, &haruka, case, yesterday).await);
        assert_eq!(none, Some(Reason::NoConsent), "a day before anybody was asked");

        let withdrawal = StopForm {
            kind: StopKind::Withdraw,
            of: HaltOf::Everything,
            reach: Reach::Whole,
            by: Voice::Person,
        };
        fine(fine(world.app.stop_consent(&desk(&haruka), id, withdrawal).await));
        world.clock.pass(TimeDelta::hours(1));
        for (at, expected) in [
            (None, Some(Reason::Withdrawn)),
            (today("12:00"), Some(Reason::Withdrawn)),
            (today("11:59"), None),
        ] {
            assert_eq!(reason(told_at(&world, &haruka, case, at).await), expected, "{at:?}");
        }
        let long_ago = Some(japan("2026-10-19", "10:00"));
        for (at, fault) in [(today("13:01"), WhenFault::Later), (long_ago, WhenFault::TooLongAgo)] {
            let refused = told_at(&world, &haruka, case, at).await;
            assert_eq!(refused, Some(TellRefusal::When(fault)));
        }

        let halts = fine(seen_by(&world, &haruka, id).await).file.ledger.halts;
        let withdrawn = halts.iter().find(|halt| halt.state == HaltState::Withdrawn);
        let withdrawn = withdrawn.expect("the withdrawal").seq;
        let records = world.app.records(&haruka.principal, id, RecordsSpan::default());
        let records = fine(fine(records.await)).file.provisions;
        let times: Vec<_> = records.iter().map(|kept| (kept.record.at, kept.record.noted_at)).collect();
        let written = |told: &str, noted: &str| (japan("2026-11-20", told), japan("2026-11-20", noted));
        assert_eq!(times, [written("11:59", "13:00"), written("10:00", "12:00")], "both moments are kept");
        for kept in &records {
            assert!(kept.record.is_noted_later());
            assert!(kept.record.seq < withdrawn, "claimed at {}, withdrawn at {withdrawn}", kept.record.seq);
        }
    }
}

on_every_database! {
    async fn a_pause_holds_for_what_was_told_while_it_lasted(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let case = case_with_a_doctor(&world, &haruka, here).await;
        let (id, doctor) = case;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        world.clock.pass(TimeDelta::hours(1));
        let pause = StopForm {
            kind: StopKind::Pause,
            of: HaltOf::Everything,
            reach: Reach::Whole,
            by: Voice::Person,
        };
        fine(fine(app.stop_consent(&desk(&haruka), id, pause).await));
        world.clock.pass(TimeDelta::hours(1));
        let halt = fine(seen_by(&world, &haruka, id).await).file.ledger.halts[0].id;
        fine(fine(app.resume_consent(&desk(&haruka), id, halt, Voice::Person).await));
        world.clock.pass(TimeDelta::hours(1));
        for (time, expected) in [
            ("10:59", None),
            ("11:00", Some(Reason::Paused)),
            ("11:59", Some(Reason::Paused)),
            ("12:00", None),
        ] {
            let refused = told_at(&world, &haruka, case, today(time)).await;
            assert_eq!(reason(refused), expected, "{time}");
        }
    }
}

on_every_database! {
    async fn a_supporter_writes_down_in_the_evening_whom_they_phoned_in_the_morning(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        world.clock.pass(TimeDelta::hours(24 + 8));
        let nagi = staff(&world, here, "nagi").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &nagi);
        let (told, list) = (format!("/cases/{id}/told"), format!("/cases/{id}/records"));
        let page = browser.look(&told).await;
        let to = ConsentRecipient::Named(doctor).code();
        let form = Form::on(&page.html, &told).with("to", &to);
        let form = form.with("category", "medication_visits").with("how", "phone");
        let timeless = form.clone().with("told_on", "2026-11-20").send(&browser).await;
        assert!(timeless.status == 422 && timeless.says("送った時刻を"), "{}", timeless.html);
        assert_sound("without a time", &timeless.html);
        let no_time = form.clone().with("told_time", "25:00").send(&browser).await;
        assert!(no_time.status == 422 && no_time.says("時刻を 9:30 の形で"), "{}", no_time.html);
        let ahead = form.clone().with("told_time", "23:00").send(&browser).await;
        assert!(ahead.status == 422 && ahead.says("いままでの日時を"), "{}", ahead.html);
        let before = form.clone().with("told_on", "2026-11-19").with("told_time", "9:00");
        let before = before.send(&browser).await;
        assert_sound("before anybody was asked", &before.html);
        assert!(before.status == 422 && before.says("伝えたあとに もらった同意は、使えません"), "{}", before.html);
        let done = form.with("told_on", "2026-11-20").with("told_time", "15:30").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let page = browser.look(&list).await;
        assert_sound("told yesterday", &page.html);
        for words in ["15:30", "18:00（話したあとに書きました）"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        let table = browser.look(&format!("{list}/csv")).await;
        let row = table.html.lines().nth(1).unwrap_or_default().to_owned();
        assert!(row.contains("2026-11-20") && row.contains("2026-11-21"), "{row}");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_record_that_is_written_later_lies_before_whatever_is_stopped_meanwhile(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2027-11-19")).await;
        world.clock.pass(TimeDelta::hours(1));
        let form = telling(doctor, today("10:30"));
        let mut tries = Vec::new();
        for number in 0..TRIES {
            let (app, writer, form) = (world.app.clone(), desk(&haruka), form.clone());
            tries.push(tokio::spawn(async move { fine(app.tell(&writer, id, form).await) }));
            if number == TRIES / 2 {
                let withdrawal = StopForm {
                    kind: StopKind::Withdraw,
                    of: HaltOf::Everything,
                    reach: Reach::Whole,
                    by: Voice::Person,
                };
                fine(fine(world.app.stop_consent(&desk(&haruka), id, withdrawal).await));
            }
        }
        for one in tries {
            assert!(one.await.expect("a task ends").is_ok(), "it was agreed to then");
        }
        let withdrawn = fine(seen_by(&world, &haruka, id).await).file.ledger.halts[0].seq;
        let records = world.app.records(&haruka.principal, id, RecordsSpan::default());
        let records = fine(fine(records.await)).file.provisions;
        assert_eq!(records.len(), TRIES);
        for kept in &records {
            let seq = kept.record.seq;
            assert!(seq < withdrawn, "claimed at {seq}, withdrawn at {withdrawn}");
        }
    }
}

on_every_database! {
    async fn an_employer_hears_nothing_of_the_time_before_the_person_opened_it(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, _) = case_with_a_doctor(&world, &haruka, here).await;
        employed(&world, &haruka, id, (None, DisclosureWord::Closed)).await;
        let hr = joined(&world, &haruka, id, StaffRole::HrOfficer).await;
        let form = ConsentForm {
            categories: [InformationCategory::Accommodations].into_iter().collect(),
            ..agreed(hr, "2027-11-19")
        };
        recorded(&world, &haruka, id, form).await;
        let employment = fine(seen_by(&world, &haruka, id).await).file.ledger.employments[0].id;
        for _ in 0..2 {
            // Written anew with the same word an hour later, it stays open since eleven o'clock.
            world.clock.pass(TimeDelta::hours(1));
            employed(&world, &haruka, id, (Some(employment), open())).await;
            for (time, expected) in [("10:59", Some(Reason::ClosedEmployment)), ("11:00", None)] {
                let form = TellForm {
                    categories: [InformationCategory::Accommodations].into_iter().collect(),
                    ..telling(hr, today(time))
                };
                let refused = fine(world.app.tell(&desk(&haruka), id, form).await).err();
                assert_eq!(reason(refused), expected, "{time}");
            }
        }
    }
}

on_every_database! {
    async fn a_record_is_kept_for_three_years_from_the_day_on_which_it_was_written(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let case = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, case.0, agreed(case.1, "2027-11-19")).await;
        world.clock.pass(TimeDelta::days(20));
        assert_eq!(reason(told_at(&world, &haruka, case, today("12:00")).await), None);
        let person = fine(seen_by(&world, &haruka, case.0).await).file.case.person;
        let now = world.app.now();
        let header = header(79);
        ended_long_ago(&world).await;
        let erased = world.store.act(&header, move |work| {
            Box::pin(async move { Ok(work.erase_person(person, now).await?) })
        });
        let erased: Result<(), Stop<String>> = erased.await;
        let Err(Stop::Fault(StoreFault::KeptByLaw(until))) = erased else { panic!("{erased:?}") };
        assert_eq!(until, day("2029-12-10"));
    }
}
