//! How a person comes to read the case about them, and what they read.

use chrono::TimeDelta;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::keep::NewNote;
use renkei_domain::cases::case::{About, CaseFault};
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::people::Standing;
use renkei_tests::on_every_database;
use renkei_tests::people::{PASSWORD, somebody};

use super::{as_seen_by, day, desk, named, opened_by, prose, read_by, staff, text, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

on_every_database! {
    async fn a_person_reads_their_case_by_a_code_that_counts_once_and_ends_it_again(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let yui = somebody(app, Standing::Person, "yui").await;
        let mio = somebody(app, Standing::Person, "mio").await;
        let nameless = opened_by(&world, &haruka, here, About::Anonymous).await;
        let early = fine(app.offer_case_link(&desk(&haruka), nameless).await);
        assert_eq!(early.err(), Some(CaseRefusal::Case(CaseFault::Anonymous)));
        let id = opened_by(&world, &haruka, here, named("吉田 結")).await;
        let stranger = fine(app.offer_case_link(&desk(&yui), id).await);
        assert_eq!(stranger.err(), Some(CaseRefusal::NotFound));
        assert_eq!(read_by(&world, &yui, id).await.err(), Some(CaseRefusal::NotFound));

        let first = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        let gone = fine(app.case_behind_link(&yui.principal, &first.code).await);
        assert_eq!(gone.err(), Some(CaseRefusal::NoSuchLink), "another took its place");
        let behind = fine(fine(app.case_behind_link(&yui.principal, &link.code).await));
        assert_eq!(behind.keeper.map(|name| name.to_string()), Some("haruka さん".to_owned()));
        let colleague = fine(app.accept_case(&desk(&nagi), &link.code).await);
        assert_eq!(colleague.err(), Some(CaseRefusal::OwnStaff));
        let taken = fine(fine(app.accept_case(&desk(&yui), &link.code.to_lowercase()).await));
        assert_eq!(taken.0, id);
        let twice = fine(app.accept_case(&desk(&mio), &link.code).await);
        assert_eq!(twice.err(), Some(CaseRefusal::NoSuchLink));
        let again = fine(app.offer_case_link(&desk(&haruka), id).await);
        assert_eq!(again.err(), Some(CaseRefusal::Case(CaseFault::Linked)));

        let own = fine(fine(app.own_cases(&yui.principal).await));
        assert_eq!(own.iter().map(|own| own.case.id).collect::<Vec<_>>(), [id]);
        assert!(fine(fine(app.own_cases(&mio.principal).await)).is_empty());
        assert!(!fine(read_by(&world, &yui, id).await).may_keep);
        let other = fine(app.leave_case(&desk(&mio), id).await);
        assert_eq!(other.err(), Some(CaseRefusal::NotFound));
        fine(fine(app.leave_case(&desk(&yui), id).await));
        assert_eq!(read_by(&world, &yui, id).await.err(), Some(CaseRefusal::NotFound));
    }
}

on_every_database! {
    async fn a_code_is_over_after_two_weeks_and_nobody_tries_many(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let yui = somebody(app, Standing::Person, "yui").await;
        let id = opened_by(&world, &haruka, here, named("吉田 結")).await;
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        world.clock.pass(TimeDelta::days(14));
        let late = fine(app.case_behind_link(&yui.principal, &link.code).await);
        assert_eq!(late.err(), Some(CaseRefusal::NoSuchLink));
        for _ in 0..9 {
            let wrong = fine(app.case_behind_link(&yui.principal, "ABCD-EFGH-JKMN-PQRS").await);
            assert_eq!(wrong.err(), Some(CaseRefusal::NoSuchLink));
        }
        let link = fine(fine(app.offer_case_link(&desk(&haruka), id).await));
        let refused = fine(app.accept_case(&desk(&yui), &link.code).await);
        assert!(matches!(refused, Err(CaseRefusal::TooMany { .. })), "{refused:?}");
    }
}

on_every_database! {
    async fn a_person_takes_the_code_and_reads_in_plain_words_what_is_for_them(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let yui = somebody(app, Standing::Person, "yui").await;
        let id = opened_by(&world, &haruka, here, named("吉田 結")).await;
        let seen = as_seen_by(&world, &haruka, id).await;
        let helper = TeamMember {
            id: app.new_team_member(),
            agency: MemberAgency::Written(line("どこにもない会")),
            contact: text("佐藤"),
            role: None,
            ring: Ring::Community,
            part: Part::Member,
            employer: EmployerTie::NotTheEmployer,
            does: Some(prose("話を聞く")),
            reach: Some(prose("平日の午後に電話")),
            seat: Seat::default(),
            since: day("2026-11-02"),
            until: None,
        };
        fine(fine(app.keep_team_member(&desk(&haruka), seen, helper).await));
        for (scope, words) in [(NoteScope::Person, "いっしょに決めた"), (NoteScope::Agency, "職員だけの話")] {
            let note = NewNote {
                on: day("2026-11-18"),
                category: NoteCategory::Talk,
                scope,
                body: prose(words),
                corrects: None,
            };
            fine(fine(app.write_case_note(&desk(&haruka), id, note).await));
        }
        let server = world.serve().await;
        let (office, own) = (browser_of(&server, &haruka), browser_of(&server, &yui));
        let offering = format!("/cases/{id}/link");
        let page = office.look(&offering).await;
        assert_sound("offering", &page.html);
        // Whoever makes a code that opens a case has shown a moment ago who they are.
        world.clock.pass(TimeDelta::minutes(11));
        let led = Form::on(&page.html, &offering).send(&office).await.leads_to.unwrap_or_default();
        assert!(led.starts_with("/confirm?next="), "{led}");
        office.send("/confirm", &[("password", PASSWORD)]).await;
        let page = office.look(&offering).await;
        let made = Form::on(&page.html, &offering).send(&office).await;
        assert_sound("a code", &made.html);
        let (_, after) = made.html.split_once("<p class=\"reach-target\">").expect("a code");
        let code = after.split('<').next().unwrap_or_default().to_owned();

        let page = own.look("/my/cases").await;
        assert_sound("nothing yet", &page.html);
        assert!(page.says("わたしの支援") && page.says("まだ 何も ありません"), "{}", page.html);
        let wrong = own.send("/my/cases/code", &[("code", "ABCD-EFGH-JKMN-PQRS")]).await;
        assert_eq!(wrong.status, 422);
        let asked = own.send("/my/cases/code", &[("code", &code)]).await;
        assert_sound("what it links", &asked.html);
        assert!(asked.says("つながなくても") && !asked.says("吉田 結"), "{}", asked.html);
        let taken = Form::on(&asked.html, "/my/cases").send(&own).await;
        let case = format!("/my/cases/{id}");
        assert_eq!(taken.leads_to.as_ref(), Some(&case), "{}", taken.html);
        let page = own.look(&case).await;
        assert_sound("my case", &page.html);
        for words in ["どこにもない会", "話を聞く", "平日の午後に電話", "いっしょに決めた", "吉田 結 さん", "であい"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        assert!(!page.says("職員だけの話"), "{}", page.html);
        let consents = format!("/cases/{id}/consents");
        assert!(page.html.contains(&format!("href=\"{consents}\"")), "{}", page.html);
        let agreed = own.look(&consents).await;
        assert_sound("my consents", &agreed.html);
        assert!(agreed.says("同意は、 まだ ありません") && agreed.says("あなたの 同意"), "{}", agreed.html);
        assert!(!agreed.says("本人の同意"), "{}", agreed.html);
        assert!(agreed.html.contains(&format!("href=\"{case}\"")), "the way back is their own: {}", agreed.html);
        for (browser, address, status) in [
            (&own, format!("{case}/paper/team"), 200),
            (&own, format!("{case}/paper/emergency"), 404),
            (&office, format!("/cases/{id}/paper/team"), 200),
            (&office, format!("/cases/{id}/paper/note"), 404),
        ] {
            assert_eq!(browser.look(&address).await.status, status, "{address}");
        }
        let as_staff = own.look(&format!("/cases/{id}")).await;
        assert_eq!(as_staff.leads_to.as_ref(), Some(&case), "{}", as_staff.html);
        assert_eq!(office.look(&case).await.status, 404, "the page of the person is theirs alone");
        let left = Form::on(&page.html, &format!("{case}/leave")).send(&own).await;
        assert_eq!(left.leads_to.as_deref(), Some("/my/cases"), "{}", left.html);
        assert_eq!(own.look(&case).await.status, 404);
        server.stop().await;
    }
}
