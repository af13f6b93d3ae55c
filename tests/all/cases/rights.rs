//! Who reads a case and who writes in one.

use chrono::TimeDelta;
use renkei::tidying::round;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::course::CaseStep;
use renkei_app::cases::keep::NewNote;
use renkei_app::cases::open::NewCase;
use renkei_app::cases::read::{CaseFilter, Course, PAGE, Whose};
use renkei_app::people::{EndRefusal, Ending, Invite};
use renkei_domain::access::action::Action;
use renkei_domain::access::object::Object;
use renkei_domain::access::principal::{Assurance, Door, Principal, TokenScope};
use renkei_domain::access::rule::{Decision, may};
use renkei_domain::access::scope::cases_for;
use renkei_domain::cases::case::{About, PlanMaker};
use renkei_domain::cases::note::{NoteCategory, NoteFault, NoteScope};
use renkei_domain::cases::stage::{CareStage, Standing as Stage};
use renkei_domain::ids::{CaseId, CaseNoteId};
use renkei_domain::people::{Circle, DutyKind, Standing};
use renkei_store::access::cases::CaseQuery;
use renkei_tests::inside::opened;
use renkei_tests::on_every_database;
use renkei_tests::people::somebody;

use super::{as_seen_by, day, desk, named, opened_by, prose, read_by, staff, two_agencies};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

const ALL: CaseFilter = CaseFilter {
    whose: Whose::Everybodys,
    course: Course::Open,
    after: None,
    most: PAGE,
};

const MOVED: CaseStep = CaseStep::Move {
    standing: Stage {
        care: CareStage::Assessment,
        retention: None,
        job_coach: None,
    },
    plan_maker: PlanMaker::SelfPlan,
};

fn note(scope: NoteScope, words: &str, corrects: Option<CaseNoteId>) -> NewNote {
    NewNote {
        on: day("2026-11-18"),
        category: NoteCategory::Talk,
        scope,
        body: prose(words),
        corrects,
    }
}

on_every_database! {
    async fn staff_of_another_agency_find_every_case_missing(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let id = opened_by(&world, &haruka, here, named("山田 花子")).await;
        let seen = as_seen_by(&world, &haruka, id).await;
        assert_eq!(fine(fine(app.cases(&haruka.principal, ALL).await)).rows.len(), 1);
        assert_eq!(fine(fine(app.find_cases(&haruka.principal, "花子").await)).rows.len(), 1);

        for stranger in [&sora, &minato] {
            let refused = read_by(&world, stranger, id).await;
            assert_eq!(refused.err(), Some(CaseRefusal::NotFound));
            for list in [
                fine(app.cases(&stranger.principal, ALL).await),
                fine(app.find_cases(&stranger.principal, "花子").await),
            ] {
                let rows = list.map(|list| list.rows).unwrap_or_default();
                assert!(rows.is_empty(), "{rows:?}");
            }
            let step = fine(app.step_case(&desk(stranger), seen, MOVED).await);
            assert_eq!(step.err(), Some(CaseRefusal::NotFound));
            let written = app.write_case_note(&desk(stranger), id, note(NoteScope::Agency, "だめ", None)).await;
            assert_eq!(fine(written).err(), Some(CaseRefusal::NotFound));
        }
        assert_eq!(as_seen_by(&world, &haruka, id).await, seen, "nobody wrote anything");
        let nowhere = CaseId::from_uuid(uuid::Uuid::from_u128(1));
        assert_eq!(read_by(&world, &haruka, nowhere).await.err(), Some(CaseRefusal::NotFound));
    }
}

on_every_database! {
    async fn a_list_of_cases_holds_what_the_rule_allows_and_nothing_else(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let kaname = somebody(&world.app, Standing::Operator, "kaname").await;
        let mut cases = Vec::new();
        for (who, lead) in [(&haruka, here), (&sora, there), (&sora, there)] {
            let id = opened_by(&world, who, lead, About::Anonymous).await;
            let object = Object::Case { lead, person: None };
            cases.push((id, object));
        }
        let weaker = |assurance, door| Principal { assurance, door, ..haruka.principal.clone() };
        let principals = [
            haruka.principal.clone(),
            sora.principal.clone(),
            kaname.principal.clone(),
            Principal::anybody(),
            Principal::installation(),
            weaker(Assurance::OneFactor, Door::Page),
            weaker(Assurance::Fresh, Door::Token(TokenScope::ALL.to_vec())),
        ];
        let mut listed = 0;
        for principal in &principals {
            for action in [Action::ReadCase, Action::KeepCase] {
                let scope = cases_for(principal, action);
                let found = world.store.cases_in_scope(&scope, &CaseQuery::default(), 100).await;
                let found = opened(fine(found));
                for (id, object) in &cases {
                    let is_there = found.iter().any(|case| case.id == *id);
                    assert_eq!(is_there, may(principal, action, object), "{action:?} {principal:?}");
                    listed += usize::from(is_there);
                }
            }
        }
        assert_eq!(listed, 2 * (1 + 2 + 3));
    }
}

on_every_database! {
    async fn a_note_of_ones_own_is_read_by_nobody_else_and_a_correction_stands_beside_it(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let id = opened_by(&world, &haruka, here, About::Anonymous).await;
        for (scope, words) in [(NoteScope::Own, "機関どうしの行きちがい"), (NoteScope::Agency, "よく話した")] {
            fine(fine(app.write_case_note(&desk(&haruka), id, note(scope, words, None)).await));
        }
        let own = fine(read_by(&world, &haruka, id).await).file.notes;
        let others = fine(read_by(&world, &nagi, id).await).file.notes;
        assert_eq!((own.len(), others.len()), (2, 1));
        assert_eq!(others[0].body.as_str(), "よく話した");
        let hidden = own.iter().find(|note| note.scope == NoteScope::Own).map(|note| note.id);
        let guessed = app.write_case_note(&desk(&nagi), id, note(NoteScope::Agency, "x", hidden)).await;
        assert_eq!(fine(guessed).err(), Some(CaseRefusal::Note(NoteFault::NotFound)));

        let wrong = Some(others[0].id);
        fine(fine(app.write_case_note(&desk(&nagi), id, note(NoteScope::Agency, "すこし話した", wrong)).await));
        let again = app.write_case_note(&desk(&nagi), id, note(NoteScope::Agency, "y", wrong)).await;
        assert_eq!(fine(again).err(), Some(CaseRefusal::Note(NoteFault::Corrected)));
        let after = fine(read_by(&world, &nagi, id).await).file.notes;
        let said: Vec<&str> = after.iter().map(|note| note.body.as_str()).collect();
        assert!(said.contains(&"よく話した") && said.contains(&"すこし話した"), "{said:?}");
    }
}

on_every_database! {
    async fn whoever_comes_second_is_told_that_somebody_wrote_meanwhile(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let id = opened_by(&world, &haruka, here, About::Anonymous).await;
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.step_case(&desk(&haruka), seen, MOVED).await));
        let second = app.step_case(&desk(&nagi), seen, CaseStep::End(day("2026-11-20"))).await;
        assert_eq!(fine(second).err(), Some(CaseRefusal::Overtaken));
        let now = as_seen_by(&world, &nagi, id).await;
        fine(fine(app.step_case(&desk(&nagi), now, CaseStep::End(day("2026-11-20"))).await));
        let open = fine(fine(app.cases(&nagi.principal, ALL).await));
        assert!(open.rows.is_empty(), "an ended case is in another list");
        let ended = CaseFilter { course: Course::Ended, ..ALL };
        assert_eq!(fine(fine(app.cases(&nagi.principal, ended).await)).rows.len(), 1);
    }
}

on_every_database! {
    async fn whoever_leaves_hands_their_cases_to_somebody_who_works_there(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let id = opened_by(&world, &haruka, here, About::Anonymous).await;
        let seen = as_seen_by(&world, &haruka, id).await;
        let strange = fine(app.step_case(&desk(&haruka), seen, CaseStep::HandOver(sora.id)).await);
        assert_eq!(strange.err(), Some(CaseRefusal::UnfitKeeper));

        let members = fine(fine(app.members_of(&minato.principal, Circle::Organization(here)).await));
        let own = members.members.iter().find(|member| member.account == haruka.id);
        let Some(own) = own.map(|member| member.membership.id) else { panic!("haruka works there") };
        let today = app.now().in_japan().date;
        let at_desk = desk(&minato);
        let ending = |successor| Ending { membership: own, until: today, successor };
        let end = |successor| app.end_membership(&at_desk, ending(successor));
        let alone = fine(end(None).await);
        assert_eq!(alone.err(), Some(EndRefusal::SuccessorNeeded(vec![DutyKind::KeepCases])));
        let strange = fine(end(Some(sora.id)).await);
        assert_eq!(strange.err(), Some(EndRefusal::UnfitSuccessor));
        // Whoever is known to leave takes over nothing, begins nothing and invites nobody for longer.
        let kaze = staff(&world, here, "kaze").await;
        let members = fine(fine(app.members_of(&minato.principal, Circle::Organization(here)).await));
        let hers = members.members.iter().find(|member| member.account == kaze.id);
        let Some(hers) = hers.map(|member| member.membership.id) else { panic!("kaze works there") };
        let soon = Ending { membership: hers, until: today + TimeDelta::days(5), successor: None };
        fine(fine(app.end_membership(&at_desk, soon).await));
        let leaves_too = fine(app.step_case(&desk(&haruka), seen, CaseStep::HandOver(kaze.id)).await);
        assert_eq!(leaves_too.err(), Some(CaseRefusal::UnfitKeeper));
        assert_eq!(fine(end(Some(kaze.id)).await).err(), Some(EndRefusal::UnfitSuccessor));
        let new = NewCase { lead: here, about: About::Anonymous, topic: None, started_on: today };
        assert_eq!(fine(app.open_case(&desk(&kaze), new).await).err(), Some(CaseRefusal::LeavingSoon));
        let standing = Standing::Staff(here);
        let invite = Invite { standing, name: line("あたらしい人"), mail: None };
        let invited = fine(app.invite(&kaze.principal, invite).await);
        assert_eq!(invited.err().map(|refusal| refusal.code()), Some("LEAVING_SOON"));

        let ended = fine(fine(end(Some(nagi.id)).await));
        assert_eq!(ended.handed_over, [DutyKind::KeepCases]);
        assert_eq!(fine(read_by(&world, &nagi, id).await).file.case.keeper, nagi.id);
        let Some(left) = fine(app.whoever(&haruka.secret).await) else { panic!("the account stays") };
        let gone = fine(app.case_view(&left.principal, id).await);
        assert_eq!(gone.err(), Some(CaseRefusal::NotFound));
        let list = fine(app.cases(&left.principal, ALL).await);
        assert_eq!(list.err(), Some(Decision::Refused));
    }
}

on_every_database! {
    async fn whoever_leaves_keeps_their_cases_until_that_day(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let before = opened_by(&world, &haruka, here, About::Anonymous).await;
        let members = fine(fine(app.members_of(&minato.principal, Circle::Organization(here)).await));
        let own = members.members.iter().find(|member| member.account == haruka.id);
        let Some(own) = own.map(|member| member.membership.id) else { panic!("haruka works there") };
        let until = app.now().in_japan().date + TimeDelta::days(5);
        let ending = Ending { membership: own, until, successor: Some(nagi.id) };
        let ended = fine(fine(app.end_membership(&desk(&minato), ending).await));
        assert_eq!(ended.handed_over, [DutyKind::KeepCases]);
        let meanwhile = opened_by(&world, &haruka, here, About::Anonymous).await;
        let keepers = async || {
            let mut keepers = Vec::new();
            for id in [before, meanwhile] {
                keepers.push(fine(read_by(&world, &nagi, id).await).file.case.keeper);
            }
            keepers
        };
        // Ten in the morning less eleven hours is an hour before midnight.
        world.clock.pass(TimeDelta::days(5) - TimeDelta::hours(11));
        round(app).await;
        assert_eq!(keepers().await, [haruka.id, haruka.id]);
        world.clock.pass(TimeDelta::hours(1));
        round(app).await;
        assert_eq!(keepers().await, [nagi.id, nagi.id]);
    }
}
