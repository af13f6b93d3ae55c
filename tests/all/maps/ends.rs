//! Until when agencies help is taken from the case of the person: nobody has to type it, and what the person typed goes
//! before it.

use chrono::NaiveDate;
use renkei_app::cases::SeenCase;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::map::share::ShareTo;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::team::{MemberAgency, TeamMember};
use renkei_domain::conference::Handover;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::CaseId;
use renkei_domain::map::{Entry, Gap, Quadrant, ResourceMap, WhoKind};
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::{all, entry, form, linked, map, own, saved};
use crate::conference::{begun, stepped};
use crate::consent::{a_doctor, case_with_a_doctor, day, desk, seen_by, staff, two_agencies};
use crate::migrations::{office, register, resource};
use crate::record::fine;

/// After which days nobody is left.
fn after(gaps: &[Gap]) -> Vec<NaiveDate> {
    let days = gaps.iter().filter_map(|gap| match gap {
        Gap::NobodyAfter(_, day) => Some(*day),
        _ => None,
    });
    days.collect()
}

pub(super) async fn keep(world: &World, who: &Somebody, id: CaseId, member: TeamMember) {
    let version = fine(seen_by(world, who, id).await).file.case.version;
    let seen = SeenCase { id, version };
    fine(fine(
        world.app.keep_team_member(&desk(who), seen, member).await,
    ));
}

on_every_database! {
    async fn a_person_reads_after_which_day_nobody_is_left_as_the_case_says(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        let id = resource(9_720);
        let facts = ResourceFacts {
            organization: Some(here),
            ..office(ResourceKind::EmploymentRetention, "定着支援 みほん")
        };
        register(&world, id, facts, Profile::default()).await;
        let helps = Entry {
            resource: Some(id),
            employer: EmployerTie::NotTheEmployer,
            ..entry(1, Quadrant::Work, WhoKind::Agency, "定着支援 みほん")
        };
        saved(&world, &yui, map([helps.clone()])).await;
        let member = TeamMember {
            id: app.new_team_member(),
            agency: MemberAgency::Listed(id),
            role: None,
            ..a_doctor(&world)
        };
        keep(&world, &haruka, case, member.clone()).await;
        assert!(after(&own(&world, &yui).await.gaps).is_empty(), "nobody said until when");

        let at = (case, begun(&world, &haruka, case).await);
        let handover = Handover {
            ends_on: day("2027-03-31"),
            unsolved: None,
            natural_support: None,
            difference: None,
            explained_on: None,
            from_when: None,
            views: Default::default(),
        };
        fine(stepped(&world, &haruka, at, ConferenceStep::HandOver(handover)).await);
        assert_eq!(after(&own(&world, &yui).await.gaps), [day("2027-03-31")], "the service that is handed over ends");
        let leaves = TeamMember { until: Some(day("2027-02-28")), ..member };
        keep(&world, &haruka, case, leaves).await;
        let gaps = own(&world, &yui).await.gaps;
        assert_eq!(after(&gaps), [day("2027-02-28")], "what the team says goes first");

        // Staff who may read the case read it on the map that they are shown; whoever holds a link reads nothing of a case.
        let to = ShareTo::Supporter { case, supporter: haruka.id };
        let share = fine(fine(app.share_map(&desk(&yui), form(to, all())).await));
        let read = fine(fine(app.shared_map(&haruka.principal, share.id).await));
        assert_eq!(after(&read.gaps), [day("2027-02-28")]);
        let link = fine(fine(app.share_map(&desk(&yui), form(ShareTo::Link, all())).await));
        let secret = fine(link.secret.ok_or("a secret"));
        let read = fine(fine(app.map_behind_link(&secret).await));
        assert!(after(&read.gaps).is_empty());

        let typed = ResourceMap { service_ends: Some(day("2027-06-30")), ..map([helps]) };
        saved(&world, &yui, typed).await;
        assert_eq!(after(&own(&world, &yui).await.gaps), [day("2027-06-30")], "what the person wrote wins");
    }
}
