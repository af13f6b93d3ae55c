//! Who prepares a conference, whom the rule lets be there, and what stands in the house of it.

use renkei_app::cases::open::NewCase;
use renkei_app::conference::begin::NewConference;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::ConsentForm;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::people::{EndRefusal, Ending};
use renkei_domain::cases::case::{About, CaseFault};
use renkei_domain::cases::employment::Voice;
use renkei_domain::conference::{
    Attendance, Coming, ConferenceFault, ConferenceKind, ConferencePurpose, ConferenceState, Host,
    Invitee, Participant, Substitute,
};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{
    ConsentRecipient, Giver, HaltOf, InformationCategory, Reach, Reason, Validity,
};
use renkei_domain::people::{Circle, DutyKind, Standing};
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;
use renkei_tests::schema::contents;

use super::{a_handover, begun, conference_of, linked, member_of, stepped, view_of};
use crate::consent::{case_with_a_doctor, day, desk, prose, recorded, staff, two_agencies};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

on_every_database! {
    async fn staff_of_the_case_prepare_a_conference_and_nobody_else_does(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let not_found = ConferenceRefusal::Case(ConsentRefusal::NotFound);
        for stranger in [&sora, &hanako] {
            let refused = fine(app.begin_conference(&desk(stranger), case, a_handover()).await);
            assert_eq!(refused.err(), Some(not_found));
        }
        let council = NewConference { kind: ConferenceKind::SupportCouncil, ..a_handover() };
        let council = fine(app.begin_conference(&desk(&haruka), case, council).await);
        let fault = ConferenceFault::NotInACase(ConferenceKind::SupportCouncil);
        assert_eq!(council.err(), Some(ConferenceRefusal::Conference(fault)));
        let nameless = NewCase { lead: here, about: About::Anonymous, topic: None, started_on: day("2026-11-02") };
        let nameless = fine(fine(app.open_case(&desk(&haruka), nameless).await)).0;
        let anonymous = fine(app.begin_conference(&desk(&haruka), nameless, a_handover()).await);
        let fault = ConsentRefusal::Case(CaseFault::Anonymous);
        assert_eq!(anonymous.err(), Some(ConferenceRefusal::Case(fault)));

        let id = begun(&world, &haruka, case).await;
        let conference = conference_of(&world, &haruka, case, id).await;
        assert_eq!((conference.state, conference.version), (ConferenceState::Draft, 1));
        assert_eq!((conference.keeper, conference.outline.host), (haruka.id, Host::Lead));
        let template = ConferencePurpose::Handover.template();
        assert_eq!(conference.agenda.items.len(), template.len());
        assert_eq!(conference.agenda.items[0].title.as_str(), template[0].title);
        for stranger in [&sora, &hanako] {
            let seen = SeenConference { case, id, version: 1 };
            let step = ConferenceStep::CallTeam(vec![member_of(doctor)]);
            let refused = fine(app.step_conference(&desk(stranger), seen, step).await);
            assert_eq!(refused.err(), Some(not_found));
        }
        assert_eq!(fine(app.conferences(&sora.principal, case).await).err(), Some(ConsentRefusal::NotFound));
        assert_eq!(view_of(&world, &hanako, case).await.conferences, [conference]);
    }
}

on_every_database! {
    async fn nobody_may_be_called_before_the_person_agreed_that_they_hear_of_them(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let team = ConferenceStep::CallTeam(vec![member_of(doctor)]);
        fine(stepped(&world, &haruka, (case, id), team).await);
        let outside = Participant {
            id: app.new_participant(),
            who: Invitee::Written { name: line("とおくのクリニック"), fax: Some(line("072-000-0003")) },
            role: None,
            attendance: Attendance::Optional,
            window: None,
            substitute: Substitute::Nobody,
            unwanted_since: None,
        };
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Call(outside)).await);
        let coming = async || {
            let view = view_of(&world, &haruka, case).await;
            let conference = fine(view.conference(id).ok_or("the conference"));
            let called = view.called(conference);
            let coming: Vec<Coming> = called.into_iter().map(|one| one.coming).collect();
            coming
        };
        let before = coming().await;
        assert!(before.iter().all(|one| matches!(one, Coming::NotYet(_))), "{before:?}");

        let package = Package::HandoverMeeting;
        let agreed = ConsentForm {
            giver: Giver::Person,
            recipients: [ConsentRecipient::Named(doctor)].into(),
            categories: package.agreed(&[PlainGroup::Work]),
            purposes: package.purposes(),
            means: package.means(),
            validity: fine(Validity::new(day("2026-11-20"), day("2027-11-19"))),
            renews: None,
        };
        recorded(&world, &haruka, case, agreed).await;
        let after = coming().await;
        let Coming::May { hears, not } = &after[0] else { panic!("{after:?}") };
        assert!(hears.contains(&InformationCategory::Wishes) && hears.contains(&InformationCategory::Basic));
        let held = not.iter().flat_map(|refusal| &refusal.categories);
        let held: Vec<InformationCategory> = held.copied().collect();
        assert!(held.contains(&InformationCategory::History), "{held:?}");
        let Coming::NotYet(why) = &after[1] else { panic!("{after:?}") };
        assert!(why.iter().any(|refusal| refusal.reason == Reason::RecipientNotNamed), "{why:?}");

        let pause = StopForm { kind: StopKind::Pause, of: HaltOf::Everything, reach: Reach::Whole, by: Voice::Person };
        fine(fine(app.stop_consent(&desk(&haruka), case, pause).await));
        let paused = coming().await;
        assert!(matches!(&paused[0], Coming::NotYet(_)), "{paused:?}");
    }
}

on_every_database! {
    async fn whoever_leaves_hands_their_conferences_to_somebody_who_works_there(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let (case, _) = case_with_a_doctor(&world, &nagi, here).await;
        let id = begun(&world, &haruka, case).await;
        let members = fine(fine(app.members_of(&minato.principal, Circle::Organization(here)).await));
        let own = members.members.iter().find(|member| member.account == haruka.id);
        let Some(own) = own.map(|member| member.membership.id) else { panic!("haruka works there") };
        let today = app.now().in_japan().date;
        let at_desk = desk(&minato);
        let end = |successor| app.end_membership(&at_desk, Ending { membership: own, until: today, successor });
        let alone = fine(end(None).await);
        assert_eq!(alone.err(), Some(EndRefusal::SuccessorNeeded(vec![DutyKind::KeepConferences])));
        let ended = fine(fine(end(Some(nagi.id)).await));
        assert_eq!(ended.handed_over, [DutyKind::KeepConferences]);
        let conference = conference_of(&world, &nagi, case, id).await;
        assert_eq!((conference.keeper, conference.version), (nagi.id, 2));
    }
}

on_every_database! {
    async fn what_is_planned_with_somebody_stands_nowhere_in_the_open(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let outside = Participant {
            id: app.new_participant(),
            who: Invitee::Written { name: line("yobu-hito-no-namae"), fax: None },
            role: None,
            attendance: Attendance::Required,
            window: None,
            substitute: Substitute::Nobody,
            unwanted_since: None,
        };
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Call(outside)).await);
        let why = prose("yameta-wake");
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Cancel(why)).await);
        for rows in contents(&world, &[]).await.values() {
            for row in rows {
                for word in ["yobu-hito-no-namae", "yameta-wake"] {
                    assert!(!row.contains(word), "{row}");
                }
            }
        }
        let conference = conference_of(&world, &haruka, case, id).await;
        assert_eq!(conference.why.map(|why| why.to_string()).as_deref(), Some("yameta-wake"));
        let Invitee::Written { name, .. } = &conference.participants[0].who else { panic!("written") };
        assert_eq!(name.as_str(), "yobu-hito-no-namae");
    }
}
