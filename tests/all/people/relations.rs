//! Whom the people of a network know at an agency: seen by its members, by nobody else, and kept when one of them leaves.

use renkei::tidying::round;
use renkei_app::people::relations::{RelationRefusal, WrittenRelation};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::ids::{AccountId, ResourceId};
use renkei_domain::people::relation::{KnownPerson, Spoken, SpokenBy};
use renkei_domain::people::{DutyKind, Standing};
use renkei_tests::clock::japan;
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::{World, on_every_database};

use super::leaving::{day, ending, membership};
use super::{agency, network, region, stranger};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::{line, office, register, resource};
use crate::record::fine;

/// The name of whom somebody knows.
const KNOWN: &str = "みどり山 たかし";

fn hospital() -> ResourceId {
    resource(9_700)
}

/// A region with an entry, where somebody may be known.
async fn with_hospital(world: &World) {
    region(world).await;
    let facts = office(ResourceKind::PeerGroup, "みどりの会");
    register(world, hospital(), facts, Profile::default()).await;
}

fn written(heir: Option<AccountId>) -> WrittenRelation {
    WrittenRelation {
        person: KnownPerson {
            name: line(KNOWN),
            role: Some(line("相談員")),
            introduced_by: Some(line("ネットワーク会議")),
            note: fine(KnownPerson::note("午前中がつながりやすい")),
        },
        since: day(1),
        heir,
    }
}

async fn knows(world: &World, who: &Somebody, heir: Option<AccountId>) {
    let by = by_page(&who.principal);
    let added = world
        .app
        .add_relation(&by, (hospital(), network()), written(heir));
    fine(fine(added.await));
}

/// Whose the relations at the entry are, as a member sees them.
async fn holders(world: &World, as_seen_by: &Somebody) -> Vec<String> {
    let seen = world.app.relations_at(&as_seen_by.principal, hospital());
    let seen = fine(fine(seen.await));
    seen.relations.into_iter().map(|one| one.holder).collect()
}

on_every_database! {
    async fn a_member_writes_whom_they_know_and_nobody_outside_the_network_reads_it(world) {
        with_hospital(&world).await;
        let app = &world.app;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let kaze = somebody(app, Standing::Staff(stranger()), "kaze").await;
        let hinata = somebody(app, Standing::Person, "hinata").await;
        let server = world.serve().await;
        let browser = browser_of(&server, &sora);
        let list = format!("/resources/{}/relations", hospital());
        let empty = browser.look(&list).await;
        assert!(empty.status == 200 && empty.says("まだ、だれの知り合いも書いてありません"), "{}", empty.html);
        let page = browser.look(&format!("/resources/{}", hospital())).await;
        assert!(page.says(&list), "the entry leads there: {}", page.html);

        let nameless = browser.send(&list, &[("once", "one"), ("since", "2026-11-01")]).await;
        assert!(nameless.status == 422 && nameless.says("知っている人の名前を入れてください"), "{}", nameless.html);
        let form = [("once", "two"), ("name", KNOWN), ("since", "2026-11-01"), ("note", "午前中がよい")];
        for _ in 0..2 {
            let added = browser.send(&list, &form).await;
            assert_eq!(added.leads_to.as_deref(), Some(list.as_str()), "{}", added.html);
        }
        assert_eq!(holders(&world, &minato).await, ["sora さん"], "pressing twice writes once");
        let page = browser.look(&list).await;
        assert!(page.says(KNOWN) && page.says("あなた") && page.says("まだ書いていません"), "{}", page.html);

        let seen = fine(fine(app.relations_at(&minato.principal, hospital()).await));
        let id = seen.relations[0].relation.id;
        let step = format!("{list}/{id}/step");
        let spoken = browser.send(&step, &[("once", "three"), ("step", "spoke"), ("how", "met")]).await;
        assert_eq!(spoken.leads_to.as_deref(), Some(list.as_str()), "{}", spoken.html);
        let own = browser.look("/relations").await;
        assert!(own.says(KNOWN) && own.says("（会って）"), "{}", own.html);
        let tomorrow = [("once", "four"), ("step", "spoke"), ("how", "phone"), ("on", "2027-01-01")];
        let refused = browser.send(&step, &tomorrow).await;
        assert!(refused.status == 422 && refused.says("きょうまでの日"), "{}", refused.html);

        // Of two who change it the second is told, and what they typed stands there.
        let change = |once: &'static str, name: &'static str| [
            ("once", once), ("version", "2"), ("name", name), ("since", "2026-11-01"),
        ];
        let edit = format!("{list}/{id}");
        let first = browser_of(&server, &minato).send(&edit, &change("five", "みどり山 さちこ")).await;
        assert_eq!(first.leads_to.as_deref(), Some(list.as_str()), "{}", first.html);
        let second = browser.send(&edit, &change("six", "みどり谷 さちこ")).await;
        assert!(second.status == 422 && second.says("ほかの人が先に"), "{}", second.html);
        assert_sound("overtaken", &second.html);
        assert!(second.says("<dd>みどり山 さちこ</dd>"), "what stands now: {}", second.html);
        let again = Form::on(&second.html, &edit);
        assert_eq!(["name", "version"].map(|field| again.says(field)), ["みどり谷 さちこ", "3"]);
        // Whoever read that goes on from there.
        let again = again.send(&browser).await;
        assert_eq!(again.leads_to.as_deref(), Some(list.as_str()), "{}", again.html);

        // Others do not learn that there is anything.
        for other in [&kaze, &hinata] {
            let refused = fine(app.relations_at(&other.principal, hospital()).await);
            assert!(matches!(refused, Err(RelationRefusal::NotAllowed(_))), "{refused:?}");
            let answer = browser_of(&server, other).look(&list).await;
            assert!(answer.status != 200 && !answer.says("さちこ"), "{}", answer.html);
            let by = by_page(&other.principal);
            let spoken = Spoken { on: day(2), by: SpokenBy::Phone };
            assert_eq!(fine(app.speak_with(&by, id, spoken).await), Err(RelationRefusal::NotFound));
            assert_eq!(fine(app.end_relation(&by, (id, 3)).await), Err(RelationRefusal::NotFound));
            let added = app.add_relation(&by, (hospital(), network()), written(None)).await;
            assert!(matches!(fine(added), Err(RelationRefusal::NotAllowed(_))));
            let entry = browser_of(&server, other).look(&format!("/resources/{}", hospital())).await;
            assert!(!entry.says(&list) && !entry.says("さちこ"), "{}", entry.html);
        }
        let nobody = server.visitor().read(&format!("/resources/{}", hospital())).await;
        assert!(!nobody.1.contains("さちこ"));

        let ended = browser.send(&step, &[("once", "seven"), ("step", "end"), ("version", "4")]).await;
        assert_eq!(ended.leads_to.as_deref(), Some(list.as_str()), "{}", ended.html);
        assert!(holders(&world, &minato).await.is_empty());
        assert!(browser.look("/relations").await.says("まだ、ありません"));
        server.stop().await;
    }
}

on_every_database! {
    async fn whom_somebody_knows_goes_to_whom_they_named_or_to_their_successor(world) {
        with_hospital(&world).await;
        let app = &world.app;
        let sora = somebody(app, Standing::Staff(agency()), "sora").await;
        let kaze = somebody(app, Standing::Staff(agency()), "kaze").await;
        let umi = somebody(app, Standing::Staff(agency()), "umi").await;
        let minato = somebody(app, Standing::Coordinator(network()), "minato").await;
        let yama = somebody(app, Standing::Staff(stranger()), "yama").await;
        let by = by_page(&sora.principal);
        for unfit in [sora.id, yama.id] {
            let added = app.add_relation(&by, (hospital(), network()), written(Some(unfit))).await;
            assert_eq!(fine(added), Err(RelationRefusal::UnfitHeir));
        }
        knows(&world, &sora, Some(umi.id)).await;
        knows(&world, &sora, None).await;

        let own = membership(&world, &sora).await;
        let desk = by_page(&minato.principal);
        let alone = fine(app.end_membership(&desk, ending(own, day(25), None)).await);
        assert!(alone.is_err(), "somebody goes on with it");
        let ended = fine(fine(app.end_membership(&desk, ending(own, day(25), Some(kaze.id))).await));
        assert_eq!(ended.handed_over, [DutyKind::KeepRelations]);
        assert_eq!(holders(&world, &minato).await, ["sora さん", "sora さん"], "until the day");

        world.clock.set(japan("2026-11-25", "00:00"));
        round(app).await;
        let mut now = holders(&world, &minato).await;
        now.sort();
        assert_eq!(now, ["kaze さん", "umi さん"]);
        for (who, many) in [(&kaze, 1), (&umi, 1)] {
            let known = fine(fine(app.own_relations(&who.principal).await));
            assert_eq!(known.len(), many);
            assert_eq!(known[0].agency.as_deref(), Some("みどりの会"));
        }
        let gone = fine(app.whoever(&sora.secret).await);
        let gone = gone.map(|known| known.principal);
        let seen = match gone {
            Some(principal) => fine(app.own_relations(&principal).await).is_ok(),
            None => false,
        };
        assert!(!seen, "whoever left reads it no more");
    }
}
