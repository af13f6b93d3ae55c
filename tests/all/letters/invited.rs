//! Letters to people who are invited: what they say, which codes are good, and whose they are on the board.

use std::time::Duration;

use chrono::TimeDelta;
use renkei_app::letters::board::MoveRefusal;
use renkei_app::letters::carry::ClaimedLetter;
use renkei_app::people::{Invite, InviteRefusal, Invited, SendAgainRefusal};
use renkei_app::writer::{KeyReused, WriteKey, Writer};
use renkei_app::{App, Caller};
use renkei_domain::access::rule::Decision;
use renkei_domain::directory::organization::OrganizationFacts;
use renkei_domain::directory::phone::Phone;
use renkei_domain::ids::{InvitationId, NetworkId, OrganizationId};
use renkei_domain::letters::address::{AddressFault, MailHost};
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::letters::state::{LetterState, StepFault};
use renkei_domain::people::{Circle, MailAddress, Standing};
use renkei_domain::record::Source;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::{Somebody, device, form, somebody};
use renkei_tests::{World, on_every_database};
use uuid::Uuid;

use super::opened::{code_in, links, opened};
use super::{AMPLE, AtWork, queue, read};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::migrations::line;
use crate::record::fine;

/// The network of the demo.
pub(crate) fn demo() -> NetworkId {
    fine("01932f00-0000-7000-8000-000000000001".parse())
}

/// Invites somebody in the name of somebody.
pub(crate) async fn invite(
    world: &World,
    by: &Somebody,
    standing: Standing,
    name: &str,
    mail: Option<&str>,
) -> Invited {
    let invite = Invite {
        standing,
        name: line(name),
        mail: mail.map(|mail| fine(MailAddress::parse(mail))),
    };
    fine(fine(world.app.invite(&by.principal, invite).await))
}

/// Takes the letters whose time has come, as a courier does whose installation has an address.
pub(crate) async fn claimed(world: &World) -> Vec<ClaimedLetter> {
    claimed_by(&world.app).await
}

/// The same by the courier of another process.
pub(crate) async fn claimed_by(app: &App) -> Vec<ClaimedLetter> {
    let host = fine(MailHost::parse("example.jp"));
    let terms = app.courier_terms(host, Duration::from_secs(60));
    let terms = terms.linking(Some(links()));
    fine(app.claim_letters(&terms, 10).await)
}

/// Every letter that waits is taken and its try ends so.
pub(crate) async fn all_end(world: &World, outcome: DeliveryOutcome) {
    for letter in claimed(world).await {
        let delivery = Delivery::without_reply(outcome);
        fine(world.app.record_delivery(&letter, delivery).await);
    }
}

/// Somebody at a page, under a key.
fn at_page(who: &Somebody, key: Option<&str>) -> Writer {
    let key = key.map(|key| fine(WriteKey::parse(key)));
    Writer::by(who.principal.clone(), Source::Page).once(key)
}

/// The state of the last letter of an invitation, as its inviter sees it.
async fn state(world: &World, by: &Somebody, id: InvitationId) -> Option<LetterState> {
    let open = fine(world.app.open_invitations(&by.principal).await);
    let known = open.into_iter().find(|open| open.id == id)?;
    known.letter.map(|letter| letter.state)
}

async fn is_good(world: &World, code: &str) -> bool {
    fine(world.app.invitation(code).await).is_some()
}

const MINORI: &str = "摂津 みのり";

on_every_database! {
    async fn a_colleague_comes_in_by_the_code_of_the_letter_and_the_printed_one_stays_good(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let made = invite(&world, &minato, Standing::Coordinator(demo()), MINORI, Some("minori@example.jp")).await;
        assert_eq!(state(&world, &minato, made.id).await, Some(LetterState::Queued));

        let server = MailServer::start();
        let courier = AtWork::begin(&world, server.settings(AMPLE));
        until("the letter arrives", async || server.count() == 1).await;
        until("it is written down", async || state(&world, &minato, made.id).await == Some(LetterState::Sent)).await;
        courier.end().await;
        let messages = server.accepted();
        let letter = opened(&messages[0]);
        assert_eq!(letter.header("To"), "minori@example.jp");
        assert_eq!(letter.header("Subject"), "renkei（連携）から 招待の手紙");
        for told in [
            "招いた人: minato さん",
            "たかつき・しまもと障がい者就労支援ネットワーク の 事務局",
            "就業・生活支援センター つばさ橋（架空）（事務局）\nメール ",
            "\n電話 072-000-0067", "2026年12月4日(金) 10:00 まで",
        ] {
            assert!(letter.text.contains(told), "{told}: {}", letter.text);
        }
        // Whom it is for stands nowhere in it, and without a public address neither does a link.
        assert!(!messages[0].contains(MINORI) && !letter.text.contains(MINORI), "{}", letter.text);
        assert!(!letter.text.contains("http"), "{}", letter.text);

        let code = letter.code();
        assert_ne!(code, made.code);
        assert!(is_good(&world, &code).await && is_good(&world, &made.code).await);
        fine(fine(world.app.accept_invitation(&code, form("minori"), &device()).await));
        assert!(!is_good(&world, &code).await && !is_good(&world, &made.code).await);
    }
}

on_every_database! {
    async fn each_try_bears_a_code_of_its_own_and_a_link(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let made = invite(&world, &minato, Standing::Coordinator(demo()), MINORI, Some("minori@example.jp")).await;
        let mut codes = vec![made.code.clone()];
        for _ in 0..3 {
            let letters = claimed(&world).await;
            let [letter] = letters.as_slice() else { panic!("{letters:?}") };
            let code = code_in(&letter.letter.text);
            let link = format!("\nhttps://renkei.example.jp/invitation/{code}\n");
            assert!(letter.letter.text.contains(&link), "{}", letter.letter.text);
            codes.push(code);
            let delivery = Delivery::without_reply(DeliveryOutcome::RefusedForNow);
            fine(world.app.record_delivery(letter, delivery).await);
            world.clock.pass(TimeDelta::minutes(5));
        }
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 4, "{codes:?}");
        for code in &codes {
            assert!(is_good(&world, code).await, "{code}");
        }
    }
}

on_every_database! {
    async fn nobody_is_written_to_about_an_invitation_that_is_over(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let coordinator = Standing::Coordinator(demo());
        let ask = async |mail: &str| {
            let made = invite(&world, &minato, coordinator, MINORI, Some(mail)).await;
            let open = fine(world.app.open_invitations(&minato.principal).await);
            let known = open.iter().find(|open| open.id == made.id);
            let letter = known.and_then(|open| open.letter.clone());
            (made, letter.unwrap_or_else(|| panic!("no letter")).id)
        };
        let (withdrawn, first) = ask("a@example.jp").await;
        fine(fine(world.app.withdraw_invitation(&minato.principal, withdrawn.id).await));
        let (accepted, second) = ask("b@example.jp").await;
        fine(fine(world.app.accept_invitation(&accepted.code, form("minori"), &device()).await));
        let (_, third) = ask("c@example.jp").await;
        // It could not be sent, and then the invitation ended.
        let (unsent, fourth) = ask("d@example.jp").await;
        all_end(&world, DeliveryOutcome::Refused).await;
        assert_eq!(read(&world, fourth).await.state, LetterState::Undeliverable);
        fine(fine(world.app.withdraw_invitation(&minato.principal, unsent.id).await));
        // One lay too long before a courier looked.
        let (_, fifth) = ask("e@example.jp").await;
        world.clock.pass(TimeDelta::days(14));
        assert!(claimed(&world).await.is_empty(), "nothing to say");
        for letter in [first, second, fourth, fifth] {
            assert_eq!(read(&world, letter).await.state, LetterState::Withdrawn);
        }
        assert_eq!(read(&world, third).await.state, LetterState::Undeliverable);
        let ended = read(&world, fifth).await.last.map(|last| last.outcome);
        assert_eq!(ended, Some(DeliveryOutcome::NothingToSend));
    }
}

on_every_database! {
    async fn a_letter_to_a_person_names_neither_the_person_nor_the_kind_of_agency(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        invite(&world, &minato, Standing::Person, "北 ひなた", Some("hinata@example.jp")).await;
        let letters = claimed(&world).await;
        let letter = &letters[0].letter;
        let whole = format!("{} {}", letter.subject, letter.text);
        for word in ["北", "ひなた", "本人", "障がい", "就労", "支援", "つばさ橋"] {
            assert!(!whole.contains(word), "{word}: {whole}");
        }
        // The person can phone all the same.
        assert!(whole.contains("電話 072-000-0067"), "{whole}");
    }
}

on_every_database! {
    async fn whoever_is_invited_where_no_secretariat_is_answers_the_workplace(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let alone = OrganizationId::from_uuid(Uuid::from_u128(8));
        let body = OrganizationFacts {
            phone: Some(Phone::published(line("072-000-0099"))),
            ..crate::migrations::body("よその会")
        };
        fine(fine(app.register_organization(Caller::COMMAND, alone, body).await));
        let sora = somebody(app, Standing::Staff(alone), "sora").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &sora);
        let path = format!("/organizations/{alone}/members/invite");
        let page = browser.look(&path).await;
        let form = Form::on(&page.html, &path).with("standing", &alone.to_string());
        let made = form.with("name", MINORI).with("mail", "minori@example.jp").send(&browser).await;
        assert!(made.says("手紙の返事は、法人の連絡先か、あなたに来ます"), "{}", made.html);
        let letters = claimed(&world).await;
        let text = letters[0].letter.text.clone();
        assert!(text.contains("よその会\n電話 072-000-0099\n"), "{text}");
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let path = format!("/networks/{}/members/invite", demo());
        let browser = browser_of(&server, &minato);
        let form = Form::on(&browser.look(&path).await.html, &path).with("standing", "coordinator");
        let made = form.with("name", "茨木 あお").with("mail", "ao@example.jp").send(&browser).await;
        assert!(made.status == 200 && !made.says("手紙の返事は、"), "{}", made.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn an_inviter_is_told_of_an_address_to_which_no_letter_goes(world) {
        let world = world.seeded().await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let invite = Invite {
            standing: Standing::Coordinator(demo()),
            name: line(MINORI),
            mail: Some(fine(MailAddress::parse("みのり@example.jp"))),
        };
        let refused = fine(world.app.invite(&minato.principal, invite).await);
        assert_eq!(refused.err(), Some(InviteRefusal::Mail(AddressFault::Local)));
    }
}

on_every_database! {
    async fn each_sees_on_the_board_what_is_theirs(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let (elsewhere, stranger) = (NetworkId::from_uuid(Uuid::from_u128(7)), OrganizationId::from_uuid(Uuid::from_u128(8)));
        fine(fine(app.found_network(Caller::COMMAND, elsewhere, line("よその網"), Vec::new()).await));
        let body = crate::migrations::body("よその会");
        fine(fine(app.register_organization(Caller::COMMAND, stranger, body).await));
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let other = somebody(app, Standing::Coordinator(elsewhere), "kaze").await;
        let staff = somebody(app, Standing::Staff(stranger), "sora").await;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let person = somebody(app, Standing::Person, "hina").await;
        let members = fine(fine(app.members_of(&minato.principal, Circle::Network(demo())).await));
        let agency = Standing::Staff(members.organizations[0].0);

        invite(&world, &minato, Standing::Coordinator(demo()), MINORI, Some("minori@example.jp")).await;
        invite(&world, &umi, agency, "茨木 あお", Some("ao@example.jp")).await;
        invite(&world, &minato, Standing::Person, "北 ひなた", Some("hinata@example.jp")).await;
        // Staff answer for whom they invited, and for nobody else.
        invite(&world, &staff, Standing::Person, "南 みなみ", Some("minami@example.jp")).await;
        invite(&world, &staff, Standing::Staff(stranger), "西 にしき", Some("nishiki@example.jp")).await;
        queue(&world).await;
        all_end(&world, DeliveryOutcome::Refused).await;

        let told = async |who: &Somebody| {
            let board = fine(app.letter_board(&who.principal).await)?;
            let count = fine(app.letters_on_board(&who.principal).await);
            assert_eq!(count, Some(board.len() as u64), "{}", who.mail);
            let mut told: Vec<String> = board
                .into_iter()
                .map(|one| one.recipient.map_or_else(|| "?".to_owned(), |to| to.to_string()))
                .collect();
            told.sort_unstable();
            Ok::<_, Decision>(told)
        };
        // Of the two about persons an operator reads that they are there, and not to whom they go.
        let all = ["?", "?", "ao@example.jp", "hinata@example.jp", "minori@example.jp", "nishiki@example.jp"];
        let some = |mails: &[&str]| Ok(mails.iter().map(|mail| (*mail).to_owned()).collect::<Vec<_>>());
        // A person's address is their inviter's to know; the test letter is the installation's.
        assert_eq!(told(&umi).await, some(&all));
        assert_eq!(told(&minato).await, some(&["ao@example.jp", "hinata@example.jp", "minori@example.jp"]));
        assert_eq!(told(&other).await, some(&[]));
        assert_eq!(told(&staff).await, some(&["minami@example.jp", "nishiki@example.jp"]));
        assert_eq!(told(&person).await, Err(Decision::Refused));
        assert_eq!(fine(app.letters_on_board(&person.principal).await), None);

        let board = fine(fine(app.letter_board(&minato.principal).await));
        let own = board[0].letter.id;
        let about = board.iter().find_map(|one| one.about.clone().filter(|about| about.contains(MINORI)));
        assert_eq!(about.as_deref(), Some("摂津 みのり さん（たかつき・しまもと障がい者就労支援ネットワーク の 事務局）"));
        for (who, expected) in [
            (&other, MoveRefusal::NotFound),
            (&staff, MoveRefusal::NotFound),
            (&person, MoveRefusal::NotAllowed(Decision::Refused)),
        ] {
            assert_eq!(fine(app.retry_letter(&at_page(who, None), own).await), Err(expected));
            assert_eq!(fine(app.withdraw_letter(&at_page(who, None), own).await), Err(expected));
        }
        assert_eq!(fine(app.withdraw_letter(&at_page(&minato, None), own).await), Ok(()));
        assert_eq!(read(&world, own).await.state, LetterState::Withdrawn);

        // Who has left an organization answers for its invitations no more.
        let mut elsewhere = staff.clone();
        elsewhere.principal.standings = vec![agency];
        assert_eq!(told(&elsewhere).await, some(&["minami@example.jp"]));
    }
}

on_every_database! {
    async fn a_letter_to_somebody_who_has_joined_is_about_an_invitation_that_is_over(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let made = invite(&world, &minato, Standing::Coordinator(demo()), MINORI, Some("minori@example.jp")).await;
        all_end(&world, DeliveryOutcome::AnswerMissing).await;
        let told = async || -> Vec<(Option<String>, bool)> {
            let board = fine(fine(app.letter_board(&minato.principal).await));
            board.into_iter().map(|one| (one.about, one.recipient.is_some())).collect()
        };
        let place = "（たかつき・しまもと障がい者就労支援ネットワーク の 事務局）";
        assert_eq!(told().await, [(Some(format!("{MINORI} さん{place}")), true)]);
        fine(fine(app.accept_invitation(&made.code, form("minori"), &device()).await));
        // Whoever has just joined is called nothing at all, and least of all erased.
        assert_eq!(told().await, [(Some(format!("もう終わった招待{place}")), false)]);
    }
}

on_every_database! {
    async fn a_button_pressed_twice_moves_a_letter_once(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let mut letters = Vec::new();
        for mail in ["a@example.jp", "b@example.jp"] {
            invite(&world, &minato, Standing::Coordinator(demo()), MINORI, Some(mail)).await;
            all_end(&world, DeliveryOutcome::Refused).await;
        }
        for one in fine(fine(app.letter_board(&minato.principal).await)) {
            letters.push(one.letter.id);
        }
        let pressed = at_page(&minato, Some("once-1"));
        assert_eq!(fine(app.retry_letter(&pressed, letters[0]).await), Ok(()));
        all_end(&world, DeliveryOutcome::Refused).await;
        // The second press comes late: it was done already, and is not done again.
        assert_eq!(fine(app.retry_letter(&pressed, letters[0]).await), Ok(()));
        assert_eq!(read(&world, letters[0]).await.state, LetterState::Undeliverable);
        let other = fine(app.retry_letter(&pressed, letters[1]).await);
        assert_eq!(other, Err(MoveRefusal::KeyReused(KeyReused)));
        let other = fine(app.withdraw_letter(&pressed, letters[0]).await);
        assert_eq!(other, Err(MoveRefusal::KeyReused(KeyReused)));
    }
}

on_every_database! {
    async fn an_inviter_writes_again_with_another_code(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let other = somebody(app, Standing::Person, "hinata").await;
        let made = invite(&world, &minato, Standing::Coordinator(demo()), MINORI, Some("minori@example.jp")).await;
        let again = async |who: &Somebody, key: &str| {
            fine(app.send_invitation_again(&at_page(who, Some(key)), made.id).await)
        };
        let first = claimed(&world).await;
        let under_way = Err(SendAgainRefusal::UnderWay(StepFault::UnderWay));
        assert_eq!(again(&minato, "k1").await, under_way);
        let accepted = Delivery::without_reply(DeliveryOutcome::Accepted);
        fine(app.record_delivery(&first[0], accepted).await);
        for _ in 0..2 {
            assert_eq!(again(&minato, "k2").await, Ok(()));
        }
        let second = claimed(&world).await;
        assert_eq!(second.len(), 1, "pressed twice, written once");
        assert_ne!(second[0].lease.letter, first[0].lease.letter);
        for letter in [&first[0], &second[0]] {
            assert!(is_good(&world, &code_in(&letter.letter.text)).await);
        }
        assert_eq!(again(&other, "k3").await, Err(SendAgainRefusal::NotFound));

        let by_hand = invite(&world, &minato, Standing::Coordinator(demo()), MINORI, None).await;
        assert_eq!(state(&world, &minato, by_hand.id).await, None);
        let refused = fine(app.send_invitation_again(&at_page(&minato, None), by_hand.id).await);
        assert_eq!(refused, Err(SendAgainRefusal::NoAddress));
    }
}
