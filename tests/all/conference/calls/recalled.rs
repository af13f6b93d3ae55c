//! Whom stopping a consent calls off of those who were called: said beforehand, and named until they heard so. Closing an
//! employer calls off those who are of it in the same way.

use chrono::TimeDelta;
use renkei_app::cases::keep::DisclosureWord;
use renkei_app::conference::call::paper::CallSheet;
use renkei_app::conference::call::step::ByHand;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::paper::Sheet;
use renkei_domain::cases::employment::{EmployerTie, Insider, Opened, Openness};
use renkei_domain::conference::invitation::CallState as S;
use renkei_domain::consent::{ConsentRecipient, PartyId, Reach};
use renkei_tests::World;
use renkei_tests::on_every_database;
use renkei_tests::people::Somebody;

use super::{At, NAMES, calls, marked, ready, row, sent, states, step};
use crate::conference::{linked, stepped};
use crate::consent::others::employed;
use crate::consent::{as_seen_by, case_with_a_doctor, desk, seen_by, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::{assert_sound, plain};
use crate::record::fine;

/// What stands below a heading.
fn below(html: &str, heading: &str) -> String {
    let section = html.split("<section").find(|part| part.contains(heading));
    let section = section.and_then(|part| part.split("</section>").next());
    plain(section.unwrap_or_default())
}

/// How far a stop reaches that is for one of those who are called.
async fn for_one(world: &World, who: &Somebody, at: At, name: &str) -> String {
    let party: Option<PartyId> = row(&calls(world, who, at).await, name).called.party;
    let party = fine(party.ok_or("somebody of the team"));
    Reach::Recipient(ConsentRecipient::Named(party)).code()
}

/// How many of a conference have to be told by hand that they are not expected, as it stands on 「きょう」.
async fn by_hand(world: &World, who: &Somebody, at: At) -> usize {
    let soon = fine(world.app.soon_conferences(&who.principal).await);
    let of_it = soon.iter().filter(|one| one.listed.id == at.1);
    of_it.map(|one| one.recalls).sum()
}

const BEFORE: &str = "よばれなくなる 人";
const AFTER: &str = "まだ 知らせていない 人";

on_every_database! {
    async fn stopping_says_beforehand_whom_it_calls_off_and_names_them_until_they_heard(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let server = world.serve().await;
        let (office, own) = (browser_of(&server, &haruka), browser_of(&server, &hanako));
        let list = format!("/cases/{case}/consents");
        let stop = format!("{list}/stop");
        let page = office.look(&stop).await;
        assert!(!page.says(BEFORE), "nobody was called: {}", page.html);

        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        fine(step(&world, &haruka, (at, NAMES[1]), marked(ByHand::Sent)).await);
        for (browser, who) in [(&office, "staff"), (&own, "the person")] {
            let page = browser.look(&stop).await;
            assert_sound(who, &page.html);
            let said = below(&page.without_readings(), BEFORE);
            for name in &NAMES[..4] {
                assert!(said.contains(name), "{who}: {name}: {said}");
            }
            assert!(!said.contains(NAMES[4]), "nobody called them: {said}");
            assert_eq!(said.matches("案内は まだ 出ていません").count(), 3, "{said}");
            assert_eq!(said.matches("FAXで 知らせます").count(), 1, "{said}");
        }
        let page = office.look(&stop).await;
        let reach = for_one(&world, &haruka, at, NAMES[1]).await;
        let form = Form::on(&page.html, &stop).with("kind", "withdraw").with("reach", &reach);
        let looked = form.clone().with("look", "1").send(&office).await;
        let said = below(&looked.html, BEFORE);
        assert!(said.contains(NAMES[1]) && !said.contains(NAMES[0]), "they alone: {said}");
        assert_eq!(by_hand(&world, &haruka, at).await, 0, "looking calls nobody off");

        let done = form.send(&office).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        assert_eq!(states(&world, &haruka, at).await[..4], [S::Prepared, S::Prepared, S::Prepared, S::Prepared]);
        let board = format!("{}/conferences/{}/calls", list.trim_end_matches("/consents"), at.1);
        let page = office.look(&list).await;
        assert_sound("whom to tell", &page.html);
        let said = below(&page.html, AFTER);
        assert!(said.contains(NAMES[1]) && said.contains("FAXで 知らせます"), "{said}");
        assert!(!said.contains(NAMES[0]) && page.html.contains(&board), "{}", page.html);
        assert_eq!(by_hand(&world, &haruka, at).await, 1);
        let today = office.look("/today").await;
        assert!(today.says("取り消しを知らせる相手 1"), "{}", today.html);
        let persons = own.look(&list).await;
        assert!(below(&persons.without_readings(), AFTER).contains(NAMES[1]), "{}", persons.html);
        assert!(!persons.html.contains(&board), "who is reached where is not theirs to read");

        // It did not arrive: they are named until somebody says that it did.
        world.clock.pass(TimeDelta::minutes(1));
        fine(step(&world, &haruka, (at, NAMES[1]), marked(ByHand::Failed)).await);
        let said = below(&office.look(&list).await.html, AFTER);
        assert!(said.contains("届きませんでした"), "{said}");
        assert_eq!(by_hand(&world, &haruka, at).await, 1);
        fine(step(&world, &haruka, (at, NAMES[1]), marked(ByHand::Sent)).await);
        assert!(!office.look(&list).await.says(AFTER));
        assert_eq!(by_hand(&world, &haruka, at).await, 0);
        assert_eq!(states(&world, &haruka, at).await[1], S::NotExpected);
        server.stop().await;
    }
}

on_every_database! {
    async fn the_person_closes_an_employer_and_whoever_is_of_it_is_called_off_at_once(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let everything = DisclosureWord::Open(Opened {
            to: Insider::ALL.iter().copied().collect(),
            what: Openness::Diagnosis,
        });
        employed(&world, &haruka, case, (None, everything)).await;
        let party = row(&calls(&world, &haruka, at).await, NAMES[1]).called.party;
        let Some(PartyId::Written(member)) = party else { panic!("{party:?}") };
        let seen = as_seen_by(&world, &haruka, case).await;
        let tie = app.say_employer_tie(&desk(&haruka), seen, member, EmployerTie::TheEmployer).await;
        fine(fine(tie));
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        fine(step(&world, &haruka, (at, NAMES[1]), marked(ByHand::Sent)).await);
        assert_eq!(by_hand(&world, &haruka, at).await, 0, "they may be there");

        // It stands above the button before it is pressed, and looking calls nobody off.
        let server = world.serve().await;
        let (own, page) = (browser_of(&server, &hanako), format!("/my/cases/{case}"));
        let before = own.look(&page).await;
        assert_sound("whom closing an employer calls off", &before.html);
        let said = below(&before.without_readings(), BEFORE);
        assert!(said.contains(NAMES[1]) && said.contains("FAXで 知らせます"), "{said}");
        for other in [NAMES[0], NAMES[2], NAMES[3], NAMES[4]] {
            assert!(!said.contains(other), "{other} is not of the employer: {said}");
        }
        assert!(!before.html.contains(&format!("{}/calls", at.1)), "how staff reach them is not theirs to read");
        assert_eq!(by_hand(&world, &haruka, at).await, 0);

        let seen = as_seen_by(&world, &hanako, case).await;
        let employment = fine(seen_by(&world, &hanako, case).await).file.ledger.employments[0].id;
        fine(fine(app.close_own_employment(&desk(&hanako), seen, employment).await));
        assert_eq!(by_hand(&world, &haruka, at).await, 1, "they are told by FAX");
        assert!(!own.look(&page).await.says(BEFORE), "there is nothing left to close");
        for reader in [&haruka, &hanako] {
            let view = fine(seen_by(&world, reader, case).await);
            let recalled = fine(app.still_to_recall(&view).await);
            let names: Vec<&str> = recalled.iter().map(|one| one.name.as_str()).collect();
            assert_eq!(names, [NAMES[1]]);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_was_taken_off_the_list_is_told_so_by_a_sheet_that_the_board_prints(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = ready(&world, &haruka, case).await;
        assert_eq!(sent(&world, &haruka, at).await, (5, 0));
        fine(step(&world, &haruka, (at, NAMES[1]), marked(ByHand::Sent)).await);
        let of = row(&calls(&world, &haruka, at).await, NAMES[1]).called.participant.id;
        fine(stepped(&world, &haruka, at, ConferenceStep::LeaveOut(of)).await);
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let conference = format!("/cases/{case}/conferences/{}", at.1);
        let (board, all) = (format!("{conference}/calls"), format!("{conference}/paper/fax"));
        let sheet = format!("href=\"{all}/{of}\"");
        let page = browser.look(&board).await;
        assert_sound("the board", &page.html);
        let gone = page.html.split_once("呼ぶ人から外した相手").unwrap_or_default().1;
        let invited = gone.split_once("/calls/to/").unwrap_or_default().1;
        let invited = format!("{board}/to/{}", invited.split('"').next().unwrap_or_default());
        let mark = format!("{invited}/mark");
        assert!(gone.contains(&sheet) && gone.contains(&format!("href=\"{mark}\"")), "{gone}");
        assert!(page.html.contains(&format!("href=\"{all}\"")), "with all that leave by FAX: {}", page.html);
        assert!(browser.look(&invited).await.html.contains(&sheet), "on their own page too");
        let printed = world.app.conference_call_on_paper(&haruka.principal, at, of, CallSheet::Fax);
        assert!(matches!(fine(printed.await), Ok(Sheet::FaxCall(_))));

        let page = browser.look(&mark).await;
        let done = Form::on(&page.html, &mark).with("what", "sent").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&board), "{}", done.html);
        let page = browser.look(&board).await;
        assert!(!page.html.contains(&sheet) && !page.html.contains(&all), "{}", page.html);
        server.stop().await;
    }
}
