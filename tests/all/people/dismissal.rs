//! An organization leaves a network: what its people saw there they see no more, and nobody comes in by a word of
//! whoever may not say it any more.

use renkei_app::people::{DismissRefusal, Dismissed, Invite};
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::people::Standing;
use renkei_domain::record::{Change, Purpose, Source, Subject};
use renkei_tests::on_every_database;
use renkei_tests::people::{by_page, somebody};

use super::leaving::{day, ending, membership};
use super::{agency, network, region};
use crate::migrations::line;
use crate::record::fine;

on_every_database! {
    async fn an_organization_that_was_dismissed_sees_the_inside_of_a_network_no_more(world) {
        region(&world).await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let nagi = somebody(app, Standing::Coordinator(network()), "nagi").await;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let invite = |name: &str| Invite {
            standing: Standing::Staff(agency()),
            name: line(name),
            mail: None,
        };
        fine(fine(app.invite(&minato.principal, invite("事務局が招いた人")).await));
        let own = fine(fine(app.invite(&sora.principal, invite("同僚が招いた人")).await));
        assert_eq!(fine(app.open_invitations(&sora.principal).await).len(), 2);
        let command = Writer::by(Principal::installation(), Source::Command);
        let dismiss = || app.dismiss_member(&command, network(), agency());

        // Whoever follows at the desk belongs to the network.
        let leaves = membership(&world, &minato).await;
        let follows = |who| ending(leaves, day(25), Some(who));
        let minato = by_page(&minato.principal);
        fine(fine(app.end_membership(&minato, follows(sora.id)).await));
        let before = fine(world.store.acts_after(0, 1_000).await).len();
        assert_eq!(fine(dismiss().await), Err(DismissRefusal::TakesOver));
        assert_eq!(fine(app.member_organizations(network()).await).len(), 1, "nothing was changed");
        assert_eq!(fine(world.store.acts_after(0, 1_000).await).len(), before);
        fine(fine(app.end_membership(&minato, follows(nagi.id)).await));

        assert_eq!(fine(dismiss().await), Ok(Dismissed { withdrawn: 1 }));
        let known = fine(app.whoever(&sora.secret).await).expect("the account stays");
        assert_eq!(known.principal.standings, [Standing::Staff(agency())]);
        assert!(known.principal.networks.is_empty(), "{:?}", known.principal.networks);
        let open = fine(app.open_invitations(&known.principal).await);
        assert_eq!(open.iter().map(|open| open.id).collect::<Vec<_>>(), [own.id], "her own word stands");
        assert!(fine(app.member_organizations(network()).await).is_empty());

        let acts = fine(world.store.acts_after(0, 1_000).await);
        let last = acts.last().expect("an act");
        assert_eq!(last.act.purpose, Purpose::DismissMember);
        let told = |change: &&Change| change.subject == Subject::Network(network());
        let changes: Vec<_> = last.changes.iter().filter(told).collect();
        assert_eq!(changes.len(), 1);
        let after = changes[0].after.as_deref().unwrap_or_default();
        assert!(after.contains(&agency().to_string()), "{after}");
        assert_eq!(fine(dismiss().await), Err(DismissRefusal::NotAMember(agency())));
    }
}
