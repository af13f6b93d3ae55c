//! What waits goes with the area to the network that keeps it from then on.

use renkei_app::Caller;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::proposal::MissingPlace;
use renkei_domain::ids::NetworkId;
use renkei_store::Stop;
use uuid::Uuid;

use super::*;
use crate::migrations::{code, line};
use crate::record::header;

/// The city in which the agencies of these stories stand.
const CITY: &str = "272078";

/// What the network is called that keeps it in the end.
pub(crate) const OTHER: &str = "あたらしい網";

/// The network that keeps it in the end.
pub(crate) fn other() -> NetworkId {
    NetworkId::from_uuid(Uuid::from_u128(9_740))
}

/// Another network looks after the city from now on.
pub(crate) async fn changes_hands(world: &World) {
    let city = code(CITY);
    let founded = world
        .app
        .found_network(Caller::COMMAND, other(), line(OTHER), vec![city]);
    fine(fine(founded.await));
    let done: Result<(), Stop<()>> = world
        .store
        .act(&header(9_740), move |work| {
            Box::pin(async move {
                let known = work.network(demo()).await?.ok_or(Stop::Refused(()))?;
                let mut area = known.area.clone();
                area.retain(|code| *code != city);
                Ok(work.change_area(&known, &area).await?)
            })
        })
        .await;
    fine(done);
}

on_every_database! {
    async fn what_is_proposed_is_decided_by_the_network_that_keeps_the_area_now(world) {
        let world = world.seeded().await;
        let haruka = desk(&world, "haruka").await;
        let mail = Some("tsubame@example.jp");
        fine(proposed(&world, agency(), (ProposedField::Phone, "072-000-9999"), ("電話で", mail)).await);
        let missing = NewProposal {
            proposed: Proposed::Missing {
                name: line("ぬけていた会"),
                place: MissingPlace {
                    kind: ResourceKind::PeerGroup,
                    municipality: code(CITY),
                    phone: None,
                },
            },
            basis: fine(Prose::parse("通って知った")),
            tell_to: None,
        };
        let stranger = Writer::by(Principal::anybody(), Source::Page);
        fine(fine(world.app.propose(&stranger, FROM, missing).await));
        let before = waiting(&world, &haruka).await;
        assert_eq!(before.len(), 2);

        changes_hands(&world).await;
        assert!(waiting(&world, &haruka).await.is_empty());
        assert!(read(&world, &haruka, before[0]).await.is_none(), "it is another's now");
        let minori = somebody(&world.app, Standing::Coordinator(other()), "minori").await;
        assert_eq!(waiting(&world, &minori).await, before);
        let shown = fine(read(&world, &minori, before[0]).await.ok_or("a proposal"));
        assert_eq!(shown.proposal.basis.to_string(), "電話で");
        let decided = fine(world.app.decided_proposals(&minori.principal).await);
        assert!(decided.is_some_and(|decided| decided.is_empty()));

        decide_all(&world, &minori, ProposalVerdict::Accepted).await;
        assert!(waiting(&world, &minori).await.is_empty());
        let stands = view(&world, agency()).await.facts.phones[0].written.to_string();
        assert_eq!(stands, "072-000-9999");
        let letters = claimed(&world).await;
        let [letter] = letters.as_slice() else { panic!("{} letters", letters.len()) };
        assert_eq!(letter.letter.to.to_string(), "tsubame@example.jp");
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}
