//! An end that is told before its day: whoever leaves keeps what they have to do until then, and whoever was named
//! has it from that day on, with what came meanwhile.

use chrono::NaiveDate;
use renkei::tidying::round;
use renkei_app::people::{EndRefusal, Invite};
use renkei_domain::ids::AccountId;
use renkei_domain::people::{DutyKind, Standing};
use renkei_tests::World;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::people::{Somebody, by_page, somebody};

use super::leaving::{day, ending, membership};
use super::{agency, network, region};
use crate::letters::pages::browser_of;
use crate::migrations::line;
use crate::record::fine;

/// Goes on to a moment in Japan, at which a serving process goes round.
async fn at(world: &World, day: &str, time: &str) {
    world.clock.set(japan(day, time));
    round(&world.app).await;
}

/// That somebody leaves their one membership from a day on, and who follows.
async fn leaves(
    world: &World,
    who: &Somebody,
    until: NaiveDate,
    successor: Option<&Somebody>,
) -> Result<Vec<DutyKind>, EndRefusal> {
    let id = membership(world, who).await;
    let ending = ending(id, until, successor.map(|successor| successor.id));
    let by = by_page(&who.principal);
    let ended = world.app.end_membership(&by, ending);
    fine(ended.await).map(|ended| ended.handed_over)
}

/// Whether somebody is 事務局 of the network today.
async fn coordinates(world: &World, who: AccountId) -> bool {
    let today = world.app.now().in_japan().date;
    let known = fine(world.store.known_account(who, today).await);
    let standings = known.map(|known| known.standings).unwrap_or_default();
    let standing = Standing::Coordinator(network());
    standings
        .iter()
        .any(|known| known.membership.standing == standing)
}

/// Who answers for the invitations that wait.
async fn answering(world: &World, as_seen_by: &Somebody) -> Vec<String> {
    let open = fine(world.app.open_invitations(&as_seen_by.principal).await);
    let names = open
        .into_iter()
        .map(|open| open.invited_by.unwrap_or_default());
    names.collect()
}

async fn invites(world: &World, who: &Somebody) -> Result<(), &'static str> {
    let standing = Standing::Staff(agency());
    let invite = Invite {
        standing,
        name: line("あたらしい人"),
        mail: None,
    };
    let invited = fine(world.app.invite(&who.principal, invite).await);
    invited.map(|_| ()).map_err(|refusal| refusal.code())
}

on_every_database! {
    async fn duties_stay_until_the_day_and_move_on_it_with_what_came_meanwhile(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        invites(&world, &minato).await.expect("an invitation");
        let both = vec![DutyKind::KeepNetwork, DutyKind::OpenInvitations];
        let alone = leaves(&world, &minato, day(25), None).await;
        assert_eq!(alone, Err(EndRefusal::SuccessorNeeded(both.clone())));
        assert_eq!(leaves(&world, &minato, day(25), Some(&sora)).await, Ok(both));
        assert_eq!(invites(&world, &minato).await, Ok(()), "somebody will answer for it");

        at(&world, "2026-11-24", "23:59").await;
        assert!(coordinates(&world, minato.id).await && !coordinates(&world, sora.id).await);
        assert_eq!(answering(&world, &minato).await, ["minato さん", "minato さん"]);

        let acts = fine(world.store.acts_after(0, 1_000).await).len();
        at(&world, "2026-11-25", "00:00").await;
        assert!(!coordinates(&world, minato.id).await && coordinates(&world, sora.id).await);
        assert_eq!(answering(&world, &minato).await, ["sora さん", "sora さん"]);
        assert_eq!(fine(world.store.acts_after(0, 1_000).await).len(), acts + 1, "one act");
        at(&world, "2026-11-25", "01:00").await;
        assert_eq!(fine(world.store.acts_after(0, 1_000).await).len(), acts + 1, "and once");
    }
}

on_every_database! {
    async fn another_day_or_another_successor_takes_the_place_of_the_first(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let kaze = somebody(app, Standing::Staff(agency()), "kaze").await;
        let keep = vec![DutyKind::KeepNetwork];
        assert_eq!(leaves(&world, &minato, day(25), Some(&sora)).await, Ok(keep.clone()));
        assert_eq!(leaves(&world, &minato, day(27), None).await, Ok(keep.clone()), "sora stays named");
        at(&world, "2026-11-25", "00:00").await;
        assert!(coordinates(&world, minato.id).await && !coordinates(&world, sora.id).await);

        // The office takes the last word: on the day itself it is done at once.
        let id = fine(world.store.known_account(minato.id, day(25)).await);
        let id = id.map(|known| known.standings[0].membership.id).unwrap_or_else(|| panic!("minato"));
        let today = ending(id, day(25), Some(kaze.id));
        let by = by_page(&minato.principal);
        let ended = app.end_membership(&by, today);
        assert_eq!(fine(ended.await).map(|ended| ended.handed_over), Ok(keep));
        assert!(coordinates(&world, kaze.id).await && !coordinates(&world, sora.id).await);
        at(&world, "2026-11-27", "00:00").await;
        assert!(!coordinates(&world, sora.id).await, "nothing waits any more");
    }
}

on_every_database! {
    async fn whoever_was_named_and_leaves_too_is_followed_by_somebody_else(world) {
        region(&world).await;
        let app = &world.app;
        let keep = vec![DutyKind::KeepNetwork];
        let follow = vec![DutyKind::FollowOthers];
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let [sora, kaze, nagi] = [
            somebody(app, Standing::Staff(agency()), "sora").await,
            somebody(app, Standing::Staff(agency()), "kaze").await,
            somebody(app, Standing::Staff(agency()), "nagi").await,
        ];
        assert_eq!(leaves(&world, &minato, day(25), Some(&sora)).await, Ok(keep));
        let alone = leaves(&world, &sora, day(23), None).await;
        assert_eq!(alone, Err(EndRefusal::SuccessorNeeded(follow.clone())));
        // Before that day, and on the same day.
        assert_eq!(leaves(&world, &sora, day(23), Some(&kaze)).await, Ok(follow.clone()));
        assert_eq!(leaves(&world, &kaze, day(25), Some(&nagi)).await, Ok(follow), "sora named kaze");
        at(&world, "2026-11-23", "00:00").await;
        assert!(!coordinates(&world, kaze.id).await);
        at(&world, "2026-11-25", "00:00").await;
        assert!(coordinates(&world, nagi.id).await);
        for gone in [&minato, &sora, &kaze] {
            assert!(!coordinates(&world, gone.id).await, "{}", gone.mail);
        }
    }
}

on_every_database! {
    async fn what_nobody_may_take_over_today_waits(world) {
        region(&world).await;
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        assert!(leaves(&world, &minato, day(25), Some(&sora)).await.is_ok());
        assert_eq!(fine(app.disable_account(&umi.principal, sora.id, None).await), Ok(()));
        at(&world, "2026-11-25", "00:00").await;
        assert!(!coordinates(&world, sora.id).await && !coordinates(&world, minato.id).await);
        assert_eq!(fine(app.enable_account(&umi.principal, sora.id).await), Ok(()));
        at(&world, "2026-11-25", "01:00").await;
        assert!(coordinates(&world, sora.id).await);
    }
}

on_every_database! {
    async fn whoever_looks_at_the_members_reads_who_follows(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let ended = leaves(&world, &minato, day(25), Some(&sora)).await;
        assert!(ended.is_ok(), "{ended:?}");
        let server = world.serve().await;
        let members = format!("/networks/{}/members", network());
        let page = browser_of(&server, &minato).look(&members).await;
        assert!(page.says("引きつぐ人: sora さん"), "{}", page.html);
        server.stop().await;
    }
}
