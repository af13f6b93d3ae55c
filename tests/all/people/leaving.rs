//! Leaving: rights end on the day, and what somebody had to do goes to a successor in one act.

use chrono::{NaiveDate, TimeDelta};
use renkei_app::people::{AccountRefusal, EndRefusal, Ending, Invite};
use renkei_domain::ids::{AccountId, MembershipId};
use renkei_domain::people::{Circle, DutyKind, Standing};
use renkei_domain::record::Purpose;
use renkei_tests::people::{PASSWORD, Somebody, by_page, device, somebody};
use renkei_tests::{World, on_every_database};

use super::{agency, network, region, stranger};
use crate::migrations::line;
use crate::record::fine;

pub(super) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
}

/// The one membership of somebody.
pub(super) async fn membership(world: &World, who: &Somebody) -> MembershipId {
    let known = fine(world.app.whoever(&who.secret).await);
    let Some(known) = known else {
        panic!("{} is not signed in", who.mail)
    };
    known.account.standings[0].membership.id
}

/// That somebody leaves from a day on.
pub(super) fn ending(
    membership: MembershipId,
    until: NaiveDate,
    successor: Option<AccountId>,
) -> Ending {
    Ending {
        membership,
        until,
        successor,
    }
}

on_every_database! {
    async fn asvs_8_3_2_rights_end_on_the_day_somebody_leaves(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let id = membership(&world, &sora).await;
        let ended = app.end_membership(&by_page(&minato.principal), ending(id, day(21), None)).await;
        assert!(fine(fine(ended)).handed_over.is_empty());
        let inside = fine(app.whoever(&sora.secret).await);
        assert!(inside.is_some_and(|known| known.principal.networks == [network()]), "until tonight");

        world.clock.pass(TimeDelta::hours(11));
        for who in [&sora, &minato] {
            assert!(fine(app.whoever(&who.secret).await).is_some());
        }
        world.clock.pass(TimeDelta::hours(3));
        let outside = fine(app.whoever(&sora.secret).await);
        let Some(outside) = outside else { panic!("the account stays") };
        assert!(outside.principal.standings.is_empty() && outside.principal.networks.is_empty());

        // What has ended is not brought back by another day: whoever comes back is invited again.
        let minato = fine(fine(app.confirm_again(&minato.secret, PASSWORD, &device()).await));
        for later in [day(21), day(30)] {
            let refused = fine(app.end_membership(&by_page(&minato.principal), ending(id, later, None)).await);
            assert_eq!(refused, Err(EndRefusal::NotFound), "{later}");
        }
        let outside = fine(app.whoever(&sora.secret).await);
        assert!(outside.is_some_and(|outside| outside.principal.standings.is_empty()));
    }
}

on_every_database! {
    async fn a_network_is_never_left_without_somebody_who_keeps_it(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let kaze = somebody(app, Standing::Staff(stranger()), "kaze").await;
        let standing = Standing::Staff(agency());
        let invite = Invite { standing, name: line("あたらしい人"), mail: None };
        let waiting = fine(fine(app.invite(&minato.principal, invite).await));
        let id = membership(&world, &minato).await;
        let both = vec![DutyKind::KeepNetwork, DutyKind::OpenInvitations];

        let alone = fine(app.end_membership(&by_page(&minato.principal), ending(id, day(20), None)).await);
        assert_eq!(alone, Err(EndRefusal::SuccessorNeeded(both.clone())));
        for unfit in [kaze.id, minato.id] {
            let refused = fine(app.end_membership(&by_page(&minato.principal), ending(id, day(20), Some(unfit))).await);
            assert_eq!(refused, Err(EndRefusal::UnfitSuccessor));
        }
        let before = fine(world.store.acts_after(0, 1_000).await).len();
        let ended = fine(app.end_membership(&by_page(&minato.principal), ending(id, day(20), Some(sora.id))).await);
        assert_eq!(fine(ended).handed_over, both);
        let acts = fine(world.store.acts_after(0, 1_000).await);
        assert_eq!(acts.len(), before + 1, "one act");
        assert_eq!(acts[before].act.purpose, Purpose::EndMembership);

        let known = fine(app.whoever(&sora.secret).await);
        let Some(sora) = known else { panic!("the session holds") };
        assert!(sora.principal.coordinates(network()));
        let open = fine(app.open_invitations(&sora.principal).await);
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].id, open[0].invited_by.as_deref()), (waiting.id, Some("sora さん")));
    }
}

on_every_database! {
    async fn what_somebody_goes_on_being_answers_for_no_invitation_to_what_they_leave(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let id = membership(&world, &minato).await;
        let handed = app.end_membership(&by_page(&minato.principal), ending(id, day(20), Some(sora.id))).await;
        fine(fine(handed));
        let Some(known) = fine(app.whoever(&sora.secret).await) else { panic!("sora is signed in") };
        let sora = known.principal;
        let mut held = known.account.standings.iter().map(|known| &known.membership);
        let coordinates = held.find(|held| held.standing == Standing::Coordinator(network()));
        let Some(id) = coordinates.map(|held| held.id) else { panic!("sora keeps the network") };
        // Another one stays, so that nobody has to follow.
        somebody(app, Standing::Coordinator(network()), "nagi").await;
        let ended = app.end_membership(&by_page(&sora), ending(id, day(25), None)).await;
        fine(fine(ended));
        let invite = async |standing| {
            let invite = Invite { standing, name: line("あたらしい人"), mail: None };
            fine(app.invite(&sora, invite).await).map(|_| ()).map_err(|refusal| refusal.code())
        };
        assert_eq!(invite(Standing::Coordinator(network())).await, Err("LEAVING_SOON"));
        for lasting in [Standing::Staff(agency()), Standing::Person] {
            assert_eq!(invite(lasting).await, Ok(()), "{lasting:?}");
        }
    }
}

on_every_database! {
    async fn whoever_invites_while_their_end_is_entered_leaves_no_invitation_to_nobody(world) {
        region(&world).await;
        for name in ["sora", "kaze", "nagi", "umi"] {
            let who = somebody(&world.app, Standing::Staff(agency()), name).await;
            let id = membership(&world, &who).await;
            let (app, by) = (world.app.clone(), who.principal.clone());
            let inviting = tokio::spawn(async move {
                let standing = Standing::Staff(agency());
                let invite = Invite { standing, name: line("あたらしい人"), mail: None };
                fine(app.invite(&by, invite).await).is_ok()
            });
            let (app, by) = (world.app.clone(), by_page(&who.principal));
            let leaving = tokio::spawn(async move {
                fine(app.end_membership(&by, ending(id, day(25), None)).await).is_ok()
            });
            let (has_invited, leaves) = (fine(inviting.await), fine(leaving.await));
            assert_ne!(has_invited, leaves, "{name}");
        }
    }
}

on_every_database! {
    async fn two_who_leave_on_different_days_do_not_count_on_each_other(world) {
        region(&world).await;
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let riku = somebody(app, Standing::Operator, "riku").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let nagi = somebody(app, Standing::Coordinator(network()), "nagi").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let end = async |by: &Somebody, who: &Somebody, until, successor| {
            let id = membership(&world, who).await;
            fine(app.end_membership(&by_page(&by.principal), ending(id, until, successor)).await)
        };
        let later = fine(end(&minato, &nagi, day(30), None).await);
        assert!(later.handed_over.is_empty(), "minato stays");
        let needed = EndRefusal::SuccessorNeeded(vec![DutyKind::KeepNetwork]);
        assert_eq!(end(&minato, &minato, day(25), None).await, Err(needed.clone()));
        let stopped = fine(app.disable_account(&umi.principal, minato.id, None).await);
        assert_eq!(stopped, Err(AccountRefusal::HandOver(needed)));
        let leaves_too = end(&minato, &minato, day(25), Some(nagi.id)).await;
        assert_eq!(leaves_too, Err(EndRefusal::UnfitSuccessor));
        let earlier = fine(end(&minato, &minato, day(25), Some(sora.id)).await);
        assert_eq!(earlier.handed_over, [DutyKind::KeepNetwork]);

        assert!(end(&umi, &riku, day(30), None).await.is_ok());
        assert_eq!(end(&umi, &umi, day(25), None).await, Err(EndRefusal::LastOperator));
        let stopped = fine(app.disable_account(&umi.principal, umi.id, None).await);
        assert_eq!(stopped, Err(AccountRefusal::LastOperator));
    }
}

on_every_database! {
    async fn an_operator_who_ends_leaves_what_they_sent_to_another(world) {
        region(&world).await;
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let riku = somebody(app, Standing::Operator, "riku").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let standing = Standing::Staff(agency());
        let invite = Invite { standing, name: line("あたらしい人"), mail: None };
        fine(fine(app.invite(&riku.principal, invite).await));
        let open = vec![DutyKind::OpenInvitations];
        let alone = fine(app.end_operator(riku.id, None).await);
        assert_eq!(alone, Err(EndRefusal::SuccessorNeeded(open.clone())));
        let unfit = fine(app.end_operator(riku.id, Some(minato.id)).await);
        assert_eq!(unfit, Err(EndRefusal::UnfitSuccessor));
        let ended = fine(fine(app.end_operator(riku.id, Some(umi.id)).await));
        assert_eq!(ended.handed_over, open);
        assert_eq!(fine(app.end_operator(minato.id, None).await), Err(EndRefusal::NotFound));
        assert_eq!(fine(app.end_operator(umi.id, None).await), Err(EndRefusal::LastOperator));
        let left = fine(app.whoever(&riku.secret).await);
        assert!(left.is_some_and(|left| left.principal.standings.is_empty()), "the account stays");
    }
}

on_every_database! {
    async fn the_last_coordinator_is_stopped_only_with_a_successor(world) {
        region(&world).await;
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let kaze = somebody(app, Standing::Staff(stranger()), "kaze").await;
        let stop = async |id, successor| {
            fine(app.disable_account(&umi.principal, id, successor).await)
        };
        let needed = EndRefusal::SuccessorNeeded(vec![DutyKind::KeepNetwork]);
        assert_eq!(stop(minato.id, None).await, Err(AccountRefusal::HandOver(needed.clone())));
        for unfit in [kaze.id, minato.id] {
            let refused = stop(minato.id, Some(unfit)).await;
            assert_eq!(refused, Err(AccountRefusal::HandOver(EndRefusal::UnfitSuccessor)));
        }
        assert!(fine(app.whoever(&minato.secret).await).is_some(), "nothing was done");
        assert_eq!(stop(minato.id, Some(sora.id)).await, Ok(()));
        assert!(fine(app.whoever(&minato.secret).await).is_none());
        let known = fine(app.whoever(&sora.secret).await);
        assert!(known.is_some_and(|known| known.principal.coordinates(network())));
        // Who is stopped already leaves nothing more behind.
        assert_eq!(stop(minato.id, None).await, Ok(()));
        assert_eq!(stop(sora.id, None).await, Err(AccountRefusal::HandOver(needed)));
    }
}

on_every_database! {
    async fn a_stranger_ends_nobodys_membership(world) {
        region(&world).await;
        let app = &world.app;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let kaze = somebody(app, Standing::Staff(stranger()), "kaze").await;
        let id = membership(&world, &sora).await;
        let refused = fine(app.end_membership(&by_page(&kaze.principal), ending(id, day(20), None)).await);
        assert_eq!(refused, Err(EndRefusal::NotFound));
        let early = fine(app.end_membership(&by_page(&sora.principal), ending(id, day(19), None)).await);
        assert_eq!(early, Err(EndRefusal::BeforeItBegan));
    }
}

on_every_database! {
    async fn asvs_7_4_2_a_stopped_account_is_out_at_once(world) {
        region(&world).await;
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let refused = fine(app.disable_account(&sora.principal, umi.id, None).await);
        assert_eq!(refused, Err(AccountRefusal::NotFound));
        assert_eq!(fine(app.disable_account(&umi.principal, umi.id, None).await), Err(AccountRefusal::LastOperator));
        assert_eq!(fine(app.disable_account(&umi.principal, sora.id, None).await), Ok(()));
        assert!(fine(app.whoever(&sora.secret).await).is_none());
        assert!(fine(app.sign_in(&sora.mail, PASSWORD, &device()).await).is_err());

        assert_eq!(fine(app.enable_account(&umi.principal, sora.id).await), Ok(()));
        assert!(fine(app.whoever(&sora.secret).await).is_none(), "its sessions stay ended");
        assert!(fine(app.sign_in(&sora.mail, PASSWORD, &device()).await).is_ok());
    }
}

on_every_database! {
    async fn two_operators_who_stop_each_other_leave_one(world) {
        let app = &world.app;
        let umi = somebody(app, Standing::Operator, "umi").await;
        let sora = somebody(app, Standing::Operator, "sora").await;
        let (first, second) = tokio::join!(
            app.disable_account(&umi.principal, sora.id, None),
            app.disable_account(&sora.principal, umi.id, None),
        );
        let mut ended = [fine(first), fine(second)];
        ended.sort_by_key(Result::is_err);
        assert_eq!(ended, [Ok(()), Err(AccountRefusal::LastOperator)]);
    }
}

on_every_database! {
    async fn a_coordinator_sees_who_belongs_to_the_network(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        somebody(app, Standing::Staff(agency()), "sora").await;
        let kaze = somebody(app, Standing::Staff(stranger()), "kaze").await;
        let seen = fine(fine(app.members_of(&minato.principal, Circle::Network(network())).await));
        let names: Vec<_> = seen.members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["minato さん", "sora さん"]);
        assert_eq!(seen.organizations, [(agency(), "青葉の会".to_owned())]);
        let refused = fine(app.members_of(&kaze.principal, Circle::Network(network())).await);
        assert_eq!(refused.err().map(|refusal| refusal.code()), Some("NOT_ALLOWED"));
    }
}
