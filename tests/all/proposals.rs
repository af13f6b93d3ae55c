//! Anybody proposes to put something right; the desk of the network decides field by field, and whoever proposed it is told.

mod forms;
pub(crate) mod handed_over;

use std::net::{IpAddr, Ipv4Addr};

use chrono::TimeDelta;
use renkei_app::directory::edit::proposal::ProposalRefusal;
use renkei_app::directory::edit::proposal::decide::{FieldDecision, ProposalDecision};
use renkei_app::directory::edit::proposal::make::{NewProposal, Proposed};
use renkei_app::directory::edit::proposal::read::ProposalView;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::directory::correction::CorrectableField;
use renkei_domain::directory::edit::{Edit, FactEdit};
use renkei_domain::directory::freshness::{FieldGroup, VerificationMethod, VerificationOutcome};
use renkei_domain::directory::inquiry::StaleBecause;
use renkei_domain::directory::proposal::{ProposalVerdict, ProposedField};
use renkei_domain::directory::resource::Closure;
use renkei_domain::ids::{ProposalId, ResourceId};
use renkei_domain::letters::address::MailAddress;
use renkei_domain::people::{PaperCode, Standing};
use renkei_domain::record::Source;
use renkei_domain::text::Prose;
use renkei_tests::browser::Browser;
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};

use crate::editing_pages::forms::Form;
use crate::import::look::view;
use crate::letters::invited::{claimed, demo};
use crate::letters::pages::browser_of;
use crate::markup::{assert_sound, links};
use crate::record::fine;

/// An agency that the network of the demo keeps.
const AGENCY: &str = "/resources/01932f00-0000-7002-8000-000000000001";

/// From where strangers write.
const FROM: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

fn agency() -> ResourceId {
    fine(AGENCY.trim_start_matches("/resources/").parse())
}

/// What a stranger would have stand in one field, who may be told at an address.
pub(crate) async fn proposed(
    world: &World,
    resource: ResourceId,
    (field, wanted): (ProposedField, &str),
    (basis, mail): (&str, Option<&str>),
) -> Result<PaperCode, ProposalRefusal> {
    let stranger = Writer::by(Principal::anybody(), Source::Page);
    let new = NewProposal {
        proposed: Proposed::Fields {
            resource,
            wanted: vec![(field, Prose::parse(wanted).ok())],
        },
        basis: fine(Prose::parse(basis)),
        tell_to: mail.map(|mail| fine(MailAddress::parse(mail))),
    };
    fine(world.app.propose(&stranger, FROM, new).await)
}

/// The proposals that wait for somebody.
async fn waiting(world: &World, by: &Somebody) -> Vec<ProposalId> {
    let found = fine(world.app.waiting_proposals(&by.principal, None).await);
    let lines = found.into_iter().flat_map(|found| found.lines);
    lines.map(|line| line.id).collect()
}

async fn read(world: &World, by: &Somebody, id: ProposalId) -> Option<ProposalView> {
    fine(world.app.proposal(&by.principal, id).await)
}

/// One decision about every field of a proposal.
async fn decision(
    world: &World,
    by: &Somebody,
    id: ProposalId,
    verdict: ProposalVerdict,
) -> ProposalDecision {
    let view = fine(read(world, by, id).await.ok_or("a proposal"));
    let changes = view.proposal.changes.iter();
    ProposalDecision {
        proposal: id,
        version: view.entry.as_ref().map_or(0, |entry| entry.version),
        fields: changes
            .map(|change| FieldDecision {
                field: change.field,
                verdict,
                value: change.wanted.as_ref().map(ToString::to_string),
            })
            .collect(),
        method: Some(VerificationMethod::Phone),
        gone_on: None,
    }
}

/// Decides the same about everything that waits.
pub(crate) async fn decide_all(world: &World, by: &Somebody, verdict: ProposalVerdict) {
    for id in waiting(world, by).await {
        let decision = decision(world, by, id, verdict).await;
        let done = world
            .app
            .decide_proposal(&by_page(&by.principal), decision)
            .await;
        fine(fine(done));
    }
}

async fn desk(world: &World, name: &str) -> Somebody {
    somebody(&world.app, Standing::Coordinator(demo()), name).await
}

/// The form of a page as it stands there.
async fn form(browser: &Browser, path: &str) -> Form {
    let page = browser.look(path).await;
    assert_eq!(page.status, 200, "{path}: {}", page.html);
    assert_sound(path, &page.html);
    Form::on(&page.html, path)
}

/// What a stranger writes into the form of the agency leads to.
async fn sent(server: &Server, fields: &[(&str, &str)]) -> String {
    let browser = Browser::at(server);
    let path = format!("{AGENCY}/propose");
    let blank = form(&browser, &path).await;
    let filled = fields
        .iter()
        .fold(blank, |form, (name, value)| form.with(name, value));
    let page = filled.send(&browser).await;
    assert_eq!(page.status, 303, "{}", page.html);
    page.leads_to.unwrap_or_default()
}

/// The address of the first proposal of the list.
async fn first_of_list(browser: &Browser) -> String {
    let page = browser.look("/proposals").await;
    assert_sound("the list", &page.html);
    let mut found = links(&page.html).into_iter();
    let found = found.find(|link| link.starts_with("/proposals/"));
    fine(found.ok_or(page.html))
}

on_every_database! {
    async fn a_stranger_proposes_two_fields_and_reads_that_one_was_accepted(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let stranger = Browser::at(&server);
        let page = stranger.look(AGENCY).await;
        assert!(links(&page.html).contains(&format!("{AGENCY}/propose")), "{}", page.html);
        let own = sent(&server, &[
            ("phone", "072-000-9999"),
            ("hours", "月曜から金曜の 9時から5時"),
            ("basis", "電話で聞きました"),
            ("mail", "tsubame@example.jp"),
        ]).await;
        let page = stranger.look(&own).await;
        assert_sound("the receipt", &page.html);
        assert!(page.says("受けとりました") && page.says("まだ確かめています"), "{}", page.html);
        let before = view(&world, agency()).await;
        assert!(before.facts.phones.iter().all(|phone| phone.written.as_str() != "072-000-9999"));

        let haruka = desk(&world, "haruka").await;
        let browser = browser_of(&server, &haruka);
        assert!(browser.look("/today").await.says("名簿の訂正の提案（1件）"));
        let path = first_of_list(&browser).await;
        let page = browser.look(&path).await;
        assert!(page.says("電話で聞きました") && !page.says("tsubame"), "{}", page.html);
        // Nothing is decided where a choice is left out.
        let blank = form(&browser, &path).await.with("verdict-phone", "accepted");
        let page = blank.send(&browser).await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(page.says("どうするかを選んでください"), "{}", page.html);
        let filled = form(&browser, &path).await;
        let filled = filled.with("verdict-phone", "accepted").with("verdict-hours", "as_it_stands");
        let filled = filled.with("method", "phone");
        let page = filled.send(&browser).await;
        assert_eq!((page.status, page.leads_to.as_deref()), (303, Some("/proposals")), "{}", page.html);
        // It stands with those that were decided, for the desk alone.
        let list = browser.look("/proposals").await;
        assert!(list.says("待っている提案はありません") && list.says("決めたもの"), "{}", list.html);
        assert!(links(&list.html).contains(&path) && list.says("に決めました"), "{}", list.html);
        let again = browser.look(&path).await;
        assert!(again.says("電話で聞きました") && !again.html.contains("verdict-phone"), "{}", again.html);

        let after = view(&world, agency()).await;
        assert_eq!(after.facts.phones.first().map(|phone| phone.written.to_string()).as_deref(), Some("072-000-9999"));
        assert_eq!(after.facts.hours, before.facts.hours);
        let today = world.app.now().in_japan().date;
        let confirmed = after.profile.verifications.iter().rfind(|done| done.group == FieldGroup::Contact);
        let confirmed = fine(confirmed.ok_or("a confirmation"));
        assert_eq!(
            (confirmed.verified_on, confirmed.method, confirmed.outcome),
            (today, VerificationMethod::Phone, VerificationOutcome::Changed)
        );
        let of_hours = |view: &renkei_app::directory::read::ResourceView| {
            view.profile.verifications.iter().filter(|done| done.group == FieldGroup::Hours).count()
        };
        assert_eq!(of_hours(&after), of_hours(&before), "what was not accepted is not confirmed");
        let history = browser.look(&format!("{AGENCY}/history")).await;
        assert!(history.says("名簿の訂正の提案を決めた") && history.says("072-000-9999"), "{}", history.html);
        assert!(links(&history.html).contains(&path), "the change leads to what was proposed: {}", history.html);
        // Whoever reads the history of an entry does not always read what was proposed for it.
        let members = fine(world.store.member_organizations(demo()).await);
        let staff = somebody(&world.app, Standing::Staff(members[0].0), "kawa").await;
        let history = browser_of(&server, &staff).look(&format!("{AGENCY}/history")).await;
        assert!(history.says("名簿の訂正の提案を決めた") && !links(&history.html).contains(&path), "{}", history.html);

        let page = stranger.look(&own).await;
        assert!(page.says("受け入れました") && page.says("確かめたら、いまのままでした"), "{}", page.html);
        let letters = claimed(&world).await;
        let [letter] = letters.as_slice() else { panic!("{} letters", letters.len()) };
        assert_eq!(letter.letter.to.to_string(), "tsubame@example.jp");
        for words in ["・電話番号: 受け入れました", "・時間: 確かめたら、いまのままでした", "https://renkei.example.jp/proposal/"] {
            assert!(letter.letter.text.contains(words), "{words}: {}", letter.letter.text);
        }
        assert!(!letter.letter.text.contains("電話で聞きました"), "{}", letter.letter.text);
        server.stop().await;
    }
}

on_every_database! {
    async fn what_is_accepted_is_not_asked_again_and_a_wrong_number_is_until_there_is_another(world) {
        use FieldGroup::{Contact, Hours};
        let world = world.seeded().await;
        let haruka = desk(&world, "haruka").await;
        let by = by_page(&haruka.principal);
        for (group, because) in [(Contact, StaleBecause::WrongNumber), (Hours, StaleBecause::Reported)] {
            fine(fine(world.app.report_stale(&by, agency(), vec![group], because).await));
        }
        let asked_again = async || {
            let mut standings = fine(world.store.inquiry_standings(&[agency()]).await);
            let known = standings.remove(&agency()).map(|one| one.reopened).unwrap_or_default();
            known.iter().map(|one| one.group).collect::<Vec<_>>()
        };
        assert_eq!(asked_again().await, [Contact, Hours]);
        for (field, wanted, left) in [
            (ProposedField::Url, "https://hatarakumado.example.jp/", vec![Contact, Hours]),
            (ProposedField::Hours, "月-金 9:00-17:00", vec![Contact]),
            (ProposedField::Phone, "072-000-9999", vec![]),
        ] {
            fine(proposed(&world, agency(), (field, wanted), ("電話で", None)).await);
            decide_all(&world, &haruka, ProposalVerdict::Accepted).await;
            assert_eq!(asked_again().await, left, "{wanted}");
        }
    }
}

on_every_database! {
    async fn of_two_coordinators_who_decide_at_once_one_does(world) {
        let world = world.seeded().await;
        let (haruka, minori) = (desk(&world, "haruka").await, desk(&world, "minori").await);
        fine(proposed(&world, agency(), (ProposedField::Phone, "072-000-9999"), ("電話で", None)).await);
        let id = waiting(&world, &haruka).await[0];
        let accept = decision(&world, &haruka, id, ProposalVerdict::Accepted).await;
        let reject = decision(&world, &minori, id, ProposalVerdict::Unclear).await;
        let (one, other) = (by_page(&haruka.principal), by_page(&minori.principal));
        let (first, second) = tokio::join!(
            world.app.decide_proposal(&one, accept),
            world.app.decide_proposal(&other, reject),
        );
        let (first, second) = (fine(first), fine(second));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let refused = fine(first.err().or(second.err()).ok_or("a refusal"));
        assert!(matches!(refused, ProposalRefusal::Decided), "{refused:?}");
        assert!(waiting(&world, &haruka).await.is_empty());
    }
}

on_every_database! {
    async fn who_decides_about_an_entry_that_was_changed_sees_what_stands_and_keeps_the_choices(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let haruka = desk(&world, "haruka").await;
        fine(proposed(&world, agency(), (ProposedField::Phone, "072-000-9999"), ("電話で", None)).await);
        let browser = browser_of(&server, &haruka);
        let path = first_of_list(&browser).await;
        let filled = form(&browser, &path).await;
        let filled = filled.with("verdict-phone", "accepted").with("method", "fax").with("value-phone", "072-000-8888");
        let version = view(&world, agency()).await.version;
        let other = Edit::Facts(vec![FactEdit {
            field: CorrectableField::Phone,
            value: Some("072-000-7777".to_owned()),
        }]);
        fine(fine(world.app.edit_resource(&by_page(&haruka.principal), agency(), version, other).await));
        let page = filled.send(&browser).await;
        assert_eq!(page.status, 409, "{}", page.html);
        assert_sound("overtaken", &page.html);
        assert!(page.says("072-000-7777"), "{}", page.html);
        let again = Form::on(&page.html, &path);
        for (field, said) in [("verdict-phone", "accepted"), ("method", "fax"), ("value-phone", "072-000-8888")] {
            assert_eq!(again.says(field), said);
        }
        let page = again.send(&browser).await;
        assert_eq!(page.status, 303, "{}", page.html);
        let stands = view(&world, agency()).await.facts.phones[0].written.to_string();
        assert_eq!(stands, "072-000-8888");
        server.stop().await;
    }
}

on_every_database! {
    async fn an_entry_that_closed_takes_no_more_proposals_and_what_waits_is_still_decided(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let haruka = desk(&world, "haruka").await;
        let by = by_page(&haruka.principal);
        let code = fine(proposed(&world, agency(), (ProposedField::Gone, ""), ("通りかかって見た", None)).await);
        fine(proposed(&world, agency(), (ProposedField::Phone, "072-000-9999"), ("電話で", None)).await);
        let ids = waiting(&world, &haruka).await;
        let today = world.app.now().in_japan().date;
        // That it is gone is accepted with the day.
        let gone = decision(&world, &haruka, ids[0], ProposalVerdict::Accepted).await;
        let undated = world.app.decide_proposal(&by, gone.clone()).await;
        assert!(fine(undated).is_err(), "no day is said");
        let gone = ProposalDecision { gone_on: Some(today), ..gone };
        fine(fine(world.app.decide_proposal(&by, gone).await));
        let closure = view(&world, agency()).await.closure;
        assert_eq!(closure, Some(Closure { on: today, successor: None, reason: None }));
        let own = fine(world.app.own_proposal(&code.to_string()).await);
        let own = fine(own.ok_or("a proposal"));
        assert_eq!(own.proposal.changes[0].verdict, Some(ProposalVerdict::Accepted));

        let stranger = Browser::at(&server);
        assert!(!links(&stranger.look(AGENCY).await.html).contains(&format!("{AGENCY}/propose")));
        let page = stranger.look(&format!("{AGENCY}/propose")).await;
        assert!(page.says("廃止された"), "{}", page.html);
        let late = proposed(&world, agency(), (ProposedField::Fax, "072-000-1111"), ("FAXが来た", None)).await;
        assert!(matches!(late, Err(ProposalRefusal::Closed)), "{late:?}");
        let browser = browser_of(&server, &haruka);
        let page = browser.look(&format!("/proposals/{}", ids[1])).await;
        assert!(page.says("もう閉じてあります"), "{}", page.html);
        decide_all(&world, &haruka, ProposalVerdict::OfAnother).await;
        assert!(waiting(&world, &haruka).await.is_empty());
        server.stop().await;
    }
}

on_every_database! {
    async fn where_somebody_wants_to_be_told_is_forgotten_and_nobody_else_reads_a_proposal(world) {
        let world = world.seeded().await;
        let haruka = desk(&world, "haruka").await;
        let mail = Some("tsubame@example.jp");
        let code = fine(proposed(&world, agency(), (ProposedField::Phone, "072-000-9999"), ("電話で", mail)).await);
        let id = waiting(&world, &haruka).await[0];
        let hinata = somebody(&world.app, Standing::Person, "hinata").await;
        let umi = somebody(&world.app, Standing::Operator, "umi").await;
        for other in [&hinata, &umi] {
            assert!(read(&world, other, id).await.is_none());
            assert!(waiting(&world, other).await.is_empty());
        }
        let waits = fine(proposed(&world, agency(), (ProposedField::Fax, "072-000-9998"), ("電話で", mail)).await);
        let told = async |code: &PaperCode| fine(fine(world.app.own_proposal(&code.to_string()).await).ok_or("a proposal")).proposal.is_told;
        world.clock.pass(TimeDelta::days(100));
        let minori = desk(&world, "minori").await;
        let decided = decision(&world, &minori, id, ProposalVerdict::Unclear).await;
        fine(fine(world.app.decide_proposal(&by_page(&minori.principal), decided).await));
        world.clock.pass(TimeDelta::days(82));
        fine(world.app.forget_what_is_over().await);
        assert!(told(&code).await && told(&waits).await, "half a year is not over");
        world.clock.pass(TimeDelta::days(2));
        fine(world.app.forget_what_is_over().await);
        assert!(!told(&waits).await, "nobody decided in half a year");
        assert!(told(&code).await, "it was decided later than it was made");
        world.clock.pass(TimeDelta::days(100));
        fine(world.app.forget_what_is_over().await);
        assert!(!told(&code).await);
        // What waited is still decided about, and nobody is told.
        let minori = desk(&world, "minori-again").await;
        decide_all(&world, &minori, ProposalVerdict::Unclear).await;
        assert!(claimed(&world).await.is_empty(), "nobody is known who could be told");
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}
