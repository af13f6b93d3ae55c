//! What the calendar of an agency reads: what its people lead, whoever sees to it, and what it was told of conferences of
//! others, in the same few words.

use renkei_app::conference::feed::{FeedRefusal, FeedView, MadeFeed};
use renkei_app::people::Ending;
use renkei_app::writer::Writer;
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::access::rule::Decision;
use renkei_domain::audit::{LineAction, SeenKind};
use renkei_domain::conference::feed::{AGENCY_FEEDS, CalendarProgram};
use renkei_domain::conference::invitation::title;
use renkei_domain::ids::{OrganizationId, ResourceId};
use renkei_domain::people::{Circle, Standing};
use renkei_domain::record::{Actor, Source};
use renkei_tests::people::somebody;
use serde_json::{Value, json};

use super::*;
use crate::audit::lines;
use crate::canary::planted::{CANARY, plant_case};
use crate::conference::conference_of;
use crate::conference::feeds::{read, text};
use crate::consent::{NAME, a_doctor, as_seen_by};
use crate::editing_pages::forms::Form;
use crate::graphql::{api, asked_by};
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;

const PAGE: &str = "/account/calendar";

/// An entry of the directory, and who runs it.
const ENTRY: &str = "01932f00-0000-7002-8000-000000000301";
const RUNS_IT: &str = "01932f00-0000-7001-8000-000000000501";

async fn tried(
    world: &World,
    who: &Somebody,
    agency: OrganizationId,
) -> Result<MadeFeed, FeedRefusal> {
    let desk = desk(who);
    let made = world
        .app
        .make_agency_feed(&desk, CalendarProgram::Outlook, agency);
    fine(made.await)
}

async fn made(world: &World, who: &Somebody, agency: OrganizationId) -> MadeFeed {
    fine(tried(world, who, agency).await)
}

on_every_database! {
    async fn an_office_reads_what_its_people_lead_whoever_sees_to_it(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let beside = staff(&world, here, "beside").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
        let feed = made(&world, &beside, here).await;
        let told = text(&world, &feed).await;
        let summary = format!("SUMMARY:{}\r\n", title(id));
        for words in [&format!("UID:{id}\r\n") as &str, "SEQUENCE:0", "DTSTART;TZID=Asia/Tokyo:20261204T150000", &summary, "STATUS:CONFIRMED"] {
            assert!(told.contains(words), "{words}: {told}");
        }
        for words in [NAME, "ATTENDEE", "DESCRIPTION", "引継ぎ", "haruka", "beside"] {
            assert!(!told.contains(words), "{words}: {told}");
        }
        let theirs = made(&world, &sora, there).await;
        assert!(!text(&world, &theirs).await.contains(&format!("UID:{id}")), "another agency leads nothing of it");
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Cancel(prose("退職のため"))).await);
        let told = text(&world, &feed).await;
        assert!(told.contains("STATUS:CANCELLED") && !told.contains("退職"), "{told}");

        // Whoever does not work there makes, sees and revokes none; no token opens it.
        assert_eq!(tried(&world, &sora, here).await.err(), Some(FeedRefusal::NotFound));
        let program = Principal { door: Door::Token(TokenScope::ALL.to_vec()), ..haruka.principal.clone() };
        let token = Writer::by(program, Source::GraphQl);
        let refused = fine(app.make_agency_feed(&token, CalendarProgram::Other, here).await);
        assert_eq!(refused.err(), Some(FeedRefusal::NotAllowed(Decision::Refused)));
        assert_eq!(fine(app.revoke_feed(&desk(&sora), feed.id).await), Err(FeedRefusal::NotFound));
        let seen = |feeds: Vec<FeedView>| feeds.iter().any(|one| one.id == feed.id);
        assert!(!seen(fine(app.feeds(&sora.principal).await)));
        assert!(seen(fine(app.feeds(&haruka.principal).await)), "colleagues find it");

        // An agency has a few, however many of its people make them; a colleague takes one back.
        for _ in 1..AGENCY_FEEDS {
            made(&world, &haruka, here).await;
        }
        for who in [&haruka, &beside] {
            assert_eq!(tried(&world, who, here).await.err(), Some(FeedRefusal::FullOfAgency));
        }
        assert!(FeedRefusal::FullOfAgency.to_string().contains(&format!("{AGENCY_FEEDS}こ")));
        assert_eq!(fine(app.revoke_feed(&desk(&haruka), feed.id).await), Ok(()));
        assert!(read(&world, &feed).await.is_none());
        assert_eq!(fine(app.revoke_feed(&desk(&beside), feed.id).await), Err(FeedRefusal::NotFound), "it was revoked");

        // It ends with the work there of whoever made it.
        let another = made(&world, &beside, here).await;
        assert!(read(&world, &another).await.is_some());
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let members = fine(fine(app.members_of(&minato.principal, Circle::Organization(here)).await));
        let own = members.members.iter().find(|member| member.account == beside.id);
        let membership = fine(own.ok_or("beside works there")).membership.id;
        let ending = Ending { membership, until: app.now().in_japan().date, successor: Some(haruka.id) };
        fine(fine(app.end_membership(&desk(&minato), ending).await));
        assert!(read(&world, &another).await.is_none());
    }
}

on_every_database! {
    async fn an_agency_that_is_called_reads_what_it_was_told_as_long_as_it_may_be_there(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let there: OrganizationId = fine(RUNS_IT.parse());
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let feed = made(&world, &sora, there).await;
        let entry: ResourceId = fine(ENTRY.parse());
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let member = TeamMember { agency: MemberAgency::Listed(entry), ..a_doctor(&world) };
        let joins = member.id;
        let known = as_seen_by(&world, &haruka, case).await;
        fine(fine(world.app.keep_team_member(&desk(&haruka), known, member).await));
        let package = Package::HandoverMeeting;
        let agreed = ConsentForm {
            giver: Giver::Person,
            recipients: [ConsentRecipient::Named(PartyId::Listed(entry))].into(),
            categories: package.agreed(&[PlainGroup::Work]),
            purposes: package.purposes(),
            means: [Means::Meeting, Means::Document, Means::Phone].into(),
            validity: fine(Validity::new(day("2026-11-20"), day("2026-11-24"))),
            renews: None,
        };
        recorded(&world, &haruka, case, agreed).await;
        let at = (case, begun(&world, &haruka, case).await);
        for step in [
            ConferenceStep::CallTeam(vec![joins]),
            ConferenceStep::Fix(a_slot()),
            ConferenceStep::Shown(day("2026-11-20")),
        ] {
            fine(stepped(&world, &haruka, at, step).await);
        }
        let uid = format!("UID:{}\r\n", at.1);
        assert!(!text(&world, &feed).await.contains(&uid), "nobody was called yet");
        let name = calls(&world, &haruka, at).await.rows[0].called.name.to_string();
        let name = name.as_str();
        choose(&world, &haruka, at, (name, CallChannel::Phone, PHONE)).await;
        fine(send(&world, &haruka, at).await);
        assert!(!text(&world, &feed).await.contains(&uid), "nobody told them yet");
        let noted = async || {
            let lines = lines(&world).await;
            let own = lines.iter().filter(|line| line.actor == Some(Actor::Account(sora.id)));
            let items = own.filter(|line| line.action == LineAction::Read).flat_map(|line| &line.items);
            items.filter(|group| group.kind == SeenKind::Case.code() && group.ids.contains(&case.uuid())).count()
        };
        assert_eq!(noted().await, 0);
        fine(step(&world, &haruka, (at, name), phoned(PhoneOutcome::Reached)).await);
        let told = text(&world, &feed).await;
        let summary = format!("SUMMARY:{}\r\n", title(at.1));
        for words in [&uid as &str, &summary, "DTSTART;TZID=Asia/Tokyo:20261204T150000", "LOCATION:高槻市役所 3階", "STATUS:CONFIRMED"] {
            assert!(told.contains(words), "{words}: {told}");
        }
        assert_eq!(told.matches(&uid).count(), 1, "{told}");
        assert_eq!(noted().await, 1, "that sora's agency read of a case of others stands in the log");
        text(&world, &feed).await;
        assert_eq!(noted().await, 1, "and once, as long as it reads the same");
        for words in [NAME, "ATTENDEE", "引継ぎ", "haruka", &case.to_string()] {
            assert!(!told.contains(words), "{words}: {told}");
        }
        let participants = conference_of(&world, &haruka, case, at.1).await.participants.len();
        assert_eq!(participants, 1);

        // That it is off stands there once they heard so.
        fine(stepped(&world, &haruka, at, ConferenceStep::Cancel(prose("退職のため"))).await);
        assert!(text(&world, &feed).await.contains("STATUS:CONFIRMED"), "as they were told");
        fine(step(&world, &haruka, (at, name), phoned(PhoneOutcome::Reached)).await);
        let told = text(&world, &feed).await;
        assert!(told.contains("STATUS:CANCELLED") && told.contains(&uid) && !told.contains("退職"), "{told}");

        // And nothing once the consent is over.
        world.clock.set(japan("2026-11-25", "09:00"));
        assert!(!text(&world, &feed).await.contains(&uid));
    }
}

on_every_database! {
    async fn the_calendar_of_an_agency_tells_where_people_meet_and_nothing_else_of_anybody(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let (kawa, _, _) = plant_case(&world, here, ["kawa", "yuki"]).await;
        let feed = made(&world, &kawa, here).await;
        let told = text(&world, &feed).await;
        let place = format!("{CANARY}minutes-place");
        assert!(told.contains(&place), "where they meet: {told}");
        assert!(!told.replace(&place, "").contains(CANARY), "{told}");
    }
}

on_every_database! {
    async fn somebody_makes_an_address_for_their_agency_on_the_page_and_by_a_program(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let beside = staff(&world, here, "beside").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = browser.look(PAGE).await;
        assert_sound("whose conferences", &page.html);
        assert!(page.says("自分が受け持つ会議") && page.says("の会議ぜんぶ"), "{}", page.html);
        let form = Form::on(&page.html, PAGE).with("program", "google");
        let wrong = form.clone().with("whose", &there.to_string()).send(&browser).await;
        assert_eq!(wrong.status, 422, "{}", wrong.html);
        assert!(wrong.says("えらびなおしてください"), "{}", wrong.html);
        let made = form.with("whose", &here.to_string()).send(&browser).await;
        assert_eq!(made.status, 200, "{}", made.html);
        assert_sound("an address of an agency", &made.html);
        let address = made.codes().into_iter().next().unwrap_or_default();
        let path = address.split_once("/feed/").map(|(_, rest)| format!("/feed/{rest}"));
        let path = path.unwrap_or_default();
        assert_eq!(browser.look(&path).await.status, 200);
        // A colleague finds it in their list and takes it back there.
        let other = browser_of(&server, &beside);
        let listed = other.look(PAGE).await;
        assert!(listed.says("の会議ぜんぶ") && !listed.says("/feed/"), "{}", listed.html);
        let id = listed.html.split("name=\"feed\" value=\"").nth(1).unwrap_or_default();
        let id: String = id.chars().take(36).collect();
        let gone = other.send("/account/calendar/revoke", &[("feed", &id)]).await;
        assert_eq!(gone.leads_to.as_deref(), Some(PAGE), "{}", gone.html);
        assert_eq!(browser.look(&path).await.status, 404);
        server.stop().await;

        let api = api(&world);
        let make = |agency: &str| format!("mutation {{ makeFeed(input: {{ program: OTHER, organization: \"{agency}\" }}) {{ path feeds {{ organization }} refusal {{ code }} }} }}");
        let made = asked_by(&api, &haruka.principal, &make(&here.to_string())).await["data"]["makeFeed"].take();
        assert_eq!((&made["refusal"], &made["feeds"][0]["organization"]), (&Value::Null, &json!(here.to_string())), "{made}");
        for nobodys in [there.to_string(), "x".to_owned()] {
            let refused = asked_by(&api, &haruka.principal, &make(&nobodys)).await["data"]["makeFeed"].take();
            assert_eq!((&refused["refusal"]["code"], &refused["path"]), (&json!("NOT_FOUND"), &Value::Null), "{refused}");
        }
    }
}
