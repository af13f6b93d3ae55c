//! Who is 管理者 and who 虐待防止責任者 of an organization: who says so, for how long, and who takes it over.

use chrono::TimeDelta;
use renkei::tidying::round;
use renkei_app::people::{EndRefusal, Ending, PostForm, PostRefusal};
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::access::rule::Decision;
use renkei_domain::ids::{AccountId, MembershipId, OrganizationId};
use renkei_domain::people::{Circle, DutyKind, HeldPost, OrganizationPost, Standing};
use renkei_domain::record::{Source, Subject};
use renkei_tests::inside::opened;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};

use super::{desk, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::invited::demo;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

const MANAGER: OrganizationPost = OrganizationPost::Manager;
const OFFICER: OrganizationPost = OrganizationPost::AbusePreventionOfficer;

fn of(organization: OrganizationId, account: AccountId, post: OrganizationPost) -> PostForm {
    PostForm {
        organization,
        account,
        post,
    }
}

/// What somebody is from now on: rights are read anew for every request.
async fn now(world: &World, mut who: Somebody) -> Somebody {
    let known = fine(world.app.whoever(&who.secret).await);
    who.principal = fine(known.ok_or("somebody")).principal;
    who
}

/// Somebody who works for an organization and holds a post there.
pub(super) async fn holding(
    world: &World,
    at: OrganizationId,
    name: &str,
    post: OrganizationPost,
) -> Somebody {
    let who = staff(world, at, name).await;
    let installation = Writer::by(Principal::installation(), Source::Command);
    let done = world.app.appoint(&installation, of(at, who.id, post)).await;
    fine(fine(done));
    now(world, who).await
}

/// The membership of somebody in an organization.
async fn membership(world: &World, at: OrganizationId, who: &Somebody) -> MembershipId {
    let members = world
        .app
        .members_of(&who.principal, Circle::Organization(at));
    let members = fine(fine(members.await)).members;
    let mut own = members.iter().filter(|member| member.account == who.id);
    fine(own.next().ok_or("a member")).membership.id
}

on_every_database! {
    async fn a_manager_says_who_answers_and_the_first_is_named_from_outside(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = holding(&world, there, "sora", MANAGER).await;
        let mio = holding(&world, here, "mio", OFFICER).await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let kaname = somebody(app, Standing::Operator, "kaname").await;
        let hanako = somebody(app, Standing::Person, "hanako").await;
        let appoint = async |who: &Somebody, form: PostForm| fine(app.appoint(&desk(who), form).await).err();
        for who in [&haruka, &nagi, &sora, &mio, &hanako] {
            let refused = appoint(who, of(here, haruka.id, MANAGER)).await;
            assert_eq!(refused, Some(PostRefusal::NotAllowed(Decision::Refused)));
        }
        assert_eq!(appoint(&minato, of(here, sora.id, MANAGER)).await, Some(PostRefusal::NotStaff));
        assert_eq!(appoint(&minato, of(here, haruka.id, MANAGER)).await, None);
        for outside in [&minato, &kaname] {
            let refused = appoint(outside, of(here, nagi.id, MANAGER)).await;
            assert_eq!(refused, Some(PostRefusal::HasManager), "from outside comes the first alone");
        }
        assert!(haruka.principal.posts.is_empty());
        let haruka = now(&world, haruka).await;
        let held = HeldPost { organization: here, post: MANAGER };
        assert_eq!(haruka.principal.posts, [held]);

        // A 管理者 names others, one account both posts, and nobody elsewhere.
        assert_eq!(appoint(&haruka, of(here, nagi.id, MANAGER)).await, None);
        assert_eq!(appoint(&haruka, of(here, haruka.id, OFFICER)).await, None);
        let refused = appoint(&haruka, of(there, haruka.id, OFFICER)).await;
        assert_eq!(refused, Some(PostRefusal::NotAllowed(Decision::Refused)));
        let view = fine(fine(app.posts_of(&mio.principal, here).await));
        assert_eq!((view.held.len(), view.past.len(), view.may_manage), (4, 0, false));
        assert!(!fine(fine(app.posts_of(&minato.principal, here).await)).may_manage);
        assert!(fine(app.posts_of(&sora.principal, here).await).is_err());

        let end = async |who: &Somebody, form: PostForm| fine(app.end_post(&desk(who), form).await).err();
        assert_eq!(end(&haruka, of(here, nagi.id, OFFICER)).await, Some(PostRefusal::NotHeld));
        assert_eq!(end(&haruka, of(here, nagi.id, MANAGER)).await, None);
        assert_eq!(end(&haruka, of(here, haruka.id, MANAGER)).await, Some(PostRefusal::LastOne));
        let view = fine(fine(app.posts_of(&haruka.principal, here).await));
        assert_eq!((view.held.len(), view.past.len()), (3, 1), "who held one stays in the history");
        let changes = opened(fine(world.store.history_of(Subject::Account(nagi.id), 50).await));
        let posts = changes.iter().flat_map(|act| &act.changes).filter(|change| change.field_group == "post");
        assert_eq!(posts.count(), 2, "the log knows both");
        assert_eq!(appoint(&haruka, of(here, nagi.id, MANAGER)).await, None, "on the same day again");
        assert_eq!(now(&world, nagi).await.principal.posts, [held]);
    }
}

on_every_database! {
    async fn a_post_ends_with_the_membership_and_the_last_one_hands_it_over(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let haruka = holding(&world, here, "haruka", MANAGER).await;
        let kaede = holding(&world, here, "kaede", MANAGER).await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let today = app.now().in_japan().date;
        let at_desk = desk(&minato);
        let (first, second) = (membership(&world, here, &haruka).await, membership(&world, here, &kaede).await);
        let ending = |membership, successor| Ending { membership, until: today, successor };
        let colleague = desk(&nagi);
        let taken = fine(app.end_membership(&colleague, ending(first, Some(nagi.id))).await).err();
        assert_eq!(taken, Some(EndRefusal::NotAllowed(Decision::Refused)), "nobody comes to a post so");
        let ended = fine(fine(app.end_membership(&at_desk, ending(first, None)).await));
        assert!(ended.handed_over.is_empty(), "another one stays");
        assert!(now(&world, haruka).await.principal.posts.is_empty());

        let alone = fine(app.end_membership(&at_desk, ending(second, None)).await).err();
        assert_eq!(alone, Some(EndRefusal::SuccessorNeeded(vec![DutyKind::HoldPosts])));
        let strange = fine(app.end_membership(&at_desk, ending(second, Some(sora.id))).await).err();
        assert_eq!(strange, Some(EndRefusal::UnfitSuccessor));
        let ended = fine(fine(app.end_membership(&at_desk, ending(second, Some(nagi.id))).await));
        assert_eq!(ended.handed_over, [DutyKind::HoldPosts]);
        let nagi = now(&world, nagi).await;
        assert_eq!(nagi.principal.posts, [HeldPost { organization: here, post: MANAGER }]);
        assert!(now(&world, kaede).await.principal.posts.is_empty());
        let view = fine(fine(app.posts_of(&nagi.principal, here).await));
        assert_eq!((view.held.len(), view.past.len(), view.may_manage), (1, 2, true));
    }
}

on_every_database! {
    async fn a_post_of_two_who_both_leave_goes_to_somebody_who_stays(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let haruka = holding(&world, here, "haruka", MANAGER).await;
        let kaede = holding(&world, here, "kaede", MANAGER).await;
        let nagi = staff(&world, here, "nagi").await;
        let today = app.now().in_japan().date;
        let (first, second) = (membership(&world, here, &haruka).await, membership(&world, here, &kaede).await);
        let end = async |membership, days, successor| {
            let until = today + TimeDelta::days(days);
            let ending = Ending { membership, until, successor };
            fine(app.end_membership(&desk(&minato), ending).await)
        };
        assert!(fine(end(first, 30, None).await).handed_over.is_empty(), "kaede stays");
        let alone = end(second, 20, None).await.err();
        assert_eq!(alone, Some(EndRefusal::SuccessorNeeded(vec![DutyKind::HoldPosts])));
        let leaves_too = end(second, 20, Some(haruka.id)).await.err();
        assert_eq!(leaves_too, Some(EndRefusal::UnfitSuccessor));
        let last = app.end_post(&desk(&haruka), of(here, kaede.id, MANAGER)).await;
        assert_eq!(fine(last).err(), Some(PostRefusal::LastOne));
        let ended = fine(end(second, 20, Some(nagi.id)).await);
        assert_eq!(ended.handed_over, [DutyKind::HoldPosts]);
        let of_nagi = async || {
            let posts = fine(world.store.posts_of(here).await);
            let own = posts.into_iter().filter(|held| held.account == nagi.id);
            own.map(|held| (held.post, held.since, held.until)).collect::<Vec<_>>()
        };
        // They hold it as long as they work there, and nobody takes it over before.
        world.clock.pass(TimeDelta::days(19));
        round(app).await;
        assert!(of_nagi().await.is_empty());
        let kept = fine(world.store.posts_of(here).await);
        let last_day = app.now().in_japan().date;
        assert!(kept.iter().any(|held| held.account == kaede.id && held.holds_on(last_day)));
        world.clock.pass(TimeDelta::days(1));
        round(app).await;
        assert_eq!(of_nagi().await, [(MANAGER, today + TimeDelta::days(20), None)]);
    }
}

on_every_database! {
    async fn a_manager_appoints_and_ends_on_the_page_and_others_read_it(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let kaede = holding(&world, here, "kaede", MANAGER).await;
        let nagi = staff(&world, here, "nagi").await;
        let server = world.serve().await;
        let path = format!("/organizations/{here}/posts");
        let members = browser_of(&server, &nagi).look(&format!("/organizations/{here}/members")).await;
        assert!(members.html.contains(&path), "{}", members.html);
        let read = browser_of(&server, &nagi).look(&path).await;
        assert_sound("posts, to read", &read.html);
        assert!(read.says("kaede さん") && !read.says("この人に決める"), "{}", read.html);

        let browser = browser_of(&server, &kaede);
        let page = browser.look(&path).await;
        assert_sound("posts", &page.html);
        let form = Form::on(&page.html, &path);
        let nothing = form.clone().send(&browser).await;
        assert_eq!(nothing.status, 422);
        assert_sound("nobody chosen", &nothing.html);
        assert!(nothing.says("だれにするかを選んでください") && nothing.says("役割を選んでください"), "{}", nothing.html);
        let form = form.with("account", &nagi.id.to_string()).with("post", "abuse_prevention_officer");
        for _ in 0..2 {
            let done = form.send(&browser).await;
            assert_eq!(done.leads_to.as_ref(), Some(&path), "a second press is led on: {}", done.html);
        }
        let page = browser.look(&path).await;
        assert!(page.says("虐待防止責任者") && page.says("nagi さん"), "{}", page.html);
        let end = format!("{path}/end");
        let last = Form::on(&page.html, &end).with("account", &kaede.id.to_string()).with("post", "manager");
        let refused = last.send(&browser).await;
        assert!(refused.status == 422 && refused.says("先に、次の人を決めてください"), "{}", refused.html);
        server.stop().await;
    }
}
