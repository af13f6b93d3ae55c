//! What stands in a case, and what of it stands in the house.

use chrono::TimeDelta;
use renkei_app::cases::CaseRefusal;
use renkei_app::cases::course::CaseStep;
use renkei_app::cases::keep::{DisclosureWord, EmploymentForm};
use renkei_app::cases::read::{CaseFilter, Course, PAGE, Whose};
use renkei_domain::cases::case::{About, AgreedHow, Agreement, CaseFault};
use renkei_domain::cases::emergency::EmergencySheet;
use renkei_domain::cases::employment::{
    DisclosureFault, EmployerTie, HiringFrame, Insider, Opened, Openness, Voice,
};
use renkei_domain::cases::person::{Person, PreferredContact};
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamFault, TeamMember};
use renkei_domain::cases::workplace::WeeklyHours;
use renkei_domain::directory::organization::CorporateNumber;
use renkei_domain::record::Subject;
use renkei_store::Stop;
use renkei_store::keys::KeyOwner;
use renkei_tests::inside::opened;
use renkei_tests::on_every_database;
use renkei_tests::schema::contents;

use super::{
    NAME, as_seen_by, day, desk, named, opened_by, prose, read_by, staff, text, two_agencies,
};
use crate::keys::{behind, change};
use crate::migrations::line;
use crate::record::{fine, header};

/// All cases of an agency that go on.
const EVERY: CaseFilter = CaseFilter {
    whose: Whose::Everybodys,
    course: Course::Open,
    after: None,
    most: PAGE,
};

fn whole_person() -> Person {
    Person {
        kana: text("ヤマダ ハナコ"),
        birth_date: Some(day("1998-04-01")),
        phone: text("090-0000-0001"),
        mail: text("hanako@example.jp"),
        address: text("高槻市"),
        preferred: Some(PreferredContact::Message),
        contact_note: Some(prose("昼休みに")),
        helps: Some(prose("紙に書く")),
        ..Person::named(line(NAME))
    }
}

fn employment(disclosure: DisclosureWord, by: Voice) -> EmploymentForm {
    EmploymentForm {
        id: None,
        employer: line("株式会社はな"),
        number: None,
        hired_on: day("2026-11-02"),
        left_on: None,
        frame: HiringFrame::General,
        hours: WeeklyHours::new(20),
        disclosure,
        by,
    }
}

fn open_to_hr() -> DisclosureWord {
    DisclosureWord::Open(Opened {
        to: [Insider::Hr, Insider::Supervisor].into_iter().collect(),
        what: Openness::Accommodations,
    })
}

on_every_database! {
    async fn a_consultation_tells_nothing_of_a_person_until_they_agree(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let writer = desk(&haruka);
        let id = opened_by(&world, &haruka, here, About::Anonymous).await;
        let seen = as_seen_by(&world, &haruka, id).await;
        let anonymous = Some(CaseRefusal::Case(CaseFault::Anonymous));
        let job = employment(DisclosureWord::NotAsked, Voice::Staff);
        assert_eq!(fine(app.keep_employment(&writer, seen, job.clone()).await).err(), anonymous);
        let sheet = EmergencySheet { doctor: text("高槻病院"), ..EmergencySheet::default() };
        assert_eq!(fine(app.keep_emergency_sheet(&writer, seen, sheet.clone()).await).err(), anonymous);
        assert_eq!(fine(app.describe_person(&writer, seen, whole_person()).await).err(), anonymous);

        let tomorrow = Agreement { on: day("2026-11-21"), how: AgreedHow::OnScreen };
        let early = app.bind_case(&writer, seen, whole_person(), tomorrow).await;
        assert_eq!(fine(early).err(), Some(CaseRefusal::Case(CaseFault::AgreementDate)));
        let agreed = Agreement { on: day("2026-11-20"), how: AgreedHow::OnScreen };
        fine(fine(app.bind_case(&writer, seen, whole_person(), agreed).await));
        let bound = fine(read_by(&world, &haruka, id).await).file.case;
        assert_eq!(bound.known(), Some(&whole_person()), "as it was written");
        assert_eq!((bound.agreement, bound.version), (Some(agreed), seen.version + 1));
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.keep_employment(&writer, seen, job).await));
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.keep_emergency_sheet(&writer, seen, sheet.clone()).await));
        let file = fine(read_by(&world, &haruka, id).await).file;
        assert_eq!(file.emergency, Some(sheet.clone()));
        assert_eq!(file.employments.len(), 1);
        let agreed_on = Some(day("2026-11-19"));
        let agreed = EmergencySheet { agreed_on, ..sheet.clone() };
        let changed = EmergencySheet { on_bad_day: Some(prose("すぐに帰る")), ..sheet.clone() };
        for (form, on) in [(agreed, agreed_on), (sheet, agreed_on), (changed, None)] {
            let seen = as_seen_by(&world, &haruka, id).await;
            fine(fine(app.keep_emergency_sheet(&writer, seen, form).await));
            let kept = fine(read_by(&world, &haruka, id).await).file.emergency.expect("a sheet");
            assert_eq!(kept.agreed_on, on, "other words are agreed to anew");
        }
    }
}

on_every_database! {
    async fn an_employment_opens_by_the_persons_own_word_alone(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let writer = desk(&haruka);
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let seen = as_seen_by(&world, &haruka, id).await;
        for voice in Voice::ALL.iter().filter(|voice| **voice != Voice::Person) {
            let refused = app.keep_employment(&writer, seen, employment(open_to_hr(), *voice)).await;
            let expected = CaseRefusal::Disclosure(DisclosureFault::NotThePerson);
            assert_eq!(fine(refused).err(), Some(expected), "{voice}");
        }
        let word = employment(open_to_hr(), Voice::Person);
        fine(fine(app.keep_employment(&writer, seen, word).await));
        let known = fine(read_by(&world, &haruka, id).await).file.employments.remove(0);
        assert!(known.disclosure.opened().is_some_and(|opened| opened.to.len() == 2));

        // Whoever mends something else needs no further word; closing needs none either.
        let seen = as_seen_by(&world, &haruka, id).await;
        let mended = EmploymentForm {
            id: Some(known.id),
            hours: WeeklyHours::new(30),
            ..employment(open_to_hr(), Voice::Staff)
        };
        fine(fine(app.keep_employment(&writer, seen, mended).await));
        // Another company is opened anew: its people are not those whom the person named.
        let seen = as_seen_by(&world, &haruka, id).await;
        let elsewhere = |disclosure, by| EmploymentForm {
            id: Some(known.id),
            employer: line("株式会社べつのところ"),
            ..employment(disclosure, by)
        };
        let numbered = EmploymentForm {
            id: Some(known.id),
            number: Some(fine(CorporateNumber::parse("9430001076731"))),
            ..employment(open_to_hr(), Voice::Staff)
        };
        for form in [elsewhere(open_to_hr(), Voice::Staff), numbered] {
            let refused = app.keep_employment(&writer, seen, form).await;
            let expected = CaseRefusal::Disclosure(DisclosureFault::AnotherEmployer);
            assert_eq!(fine(refused).err(), Some(expected));
        }
        let unasked = elsewhere(DisclosureWord::NotAsked, Voice::Staff);
        fine(fine(app.keep_employment(&writer, seen, unasked).await));
        let moved = fine(read_by(&world, &haruka, id).await).file.employments.remove(0);
        assert!(moved.disclosure.is_closed(), "nobody asked about the other company");
        let seen = as_seen_by(&world, &haruka, id).await;
        let asked = elsewhere(open_to_hr(), Voice::Person);
        fine(fine(app.keep_employment(&writer, seen, asked).await));

        let seen = as_seen_by(&world, &haruka, id).await;
        let closed = EmploymentForm {
            id: Some(known.id),
            ..employment(DisclosureWord::Closed, Voice::Staff)
        };
        fine(fine(app.keep_employment(&writer, seen, closed).await));
        let after = fine(read_by(&world, &haruka, id).await).file.employments;
        assert_eq!(after.len(), 1, "it is the same employment");
        assert!(after[0].disclosure.is_closed());
    }
}

on_every_database! {
    async fn a_team_has_one_lead_and_names_agencies_that_stand_nowhere_else(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let writer = desk(&haruka);
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let before = contents(&world, &[]).await;
        let lead = TeamMember {
            id: app.new_team_member(),
            agency: MemberAgency::Written(line("名簿にない会社")),
            contact: text("佐藤"),
            role: None,
            ring: Ring::InCompany,
            part: Part::Lead,
            employer: EmployerTie::TheEmployer,
            does: Some(prose("朝に声をかける")),
            reach: Some(prose("内線")),
            seat: Seat::default(),
            since: day("2026-11-02"),
            until: None,
        };
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.keep_team_member(&writer, seen, lead.clone()).await));
        assert_eq!(fine(read_by(&world, &haruka, id).await).file.team, std::slice::from_ref(&lead));
        let second = TeamMember {
            id: app.new_team_member(),
            contact: text("鈴木"),
            ..lead.clone()
        };
        let seen = as_seen_by(&world, &haruka, id).await;
        let refused = fine(app.keep_team_member(&writer, seen, second).await);
        assert_eq!(refused.err(), Some(CaseRefusal::Team(TeamFault::TwoLeads)));
        let gone = TeamMember { until: Some(day("2026-11-10")), ..lead };
        fine(fine(app.keep_team_member(&writer, seen, gone.clone()).await));
        assert_eq!(fine(read_by(&world, &haruka, id).await).file.team, [gone]);
        let after = contents(&world, &[]).await;
        for table in ["resource", "organization", "resource_facts", "organization_facts"] {
            assert_eq!(before[table], after[table], "an agency of a case became an entry: {table}");
        }
    }
}

on_every_database! {
    async fn what_tells_of_a_person_stands_sealed_and_is_gone_with_their_key(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let seen = as_seen_by(&world, &haruka, id).await;
        fine(fine(app.describe_person(&desk(&haruka), seen, whole_person()).await));
        let digits: String = NAME.bytes().map(|byte| format!("{byte:02x}")).collect();
        for (table, rows) in contents(&world, &[]).await {
            let holds = |row: &String| row.contains(NAME) || row.to_lowercase().contains(&digits);
            assert!(!rows.iter().any(holds), "{table} tells the name");
        }
        let history = opened(fine(world.store.history_of(Subject::Case(id), 10).await));
        let changes = history.iter().flat_map(|act| &act.changes);
        let tells = changes.filter(|change| change.after.as_deref().is_some_and(|after| after.contains(NAME)));
        assert_eq!(tells.count(), 2, "the log keeps before and after");

        // The key goes first: whoever reads at that moment finds them erased, and the others whole.
        let other = opened_by(&world, &haruka, here, named("鈴木 一郎")).await;
        let person = fine(read_by(&world, &haruka, id).await).file.case.person;
        let destroyed = world.store.aside(move |work| {
            Box::pin(async move { Ok(work.destroy_keys_of(KeyOwner::Person(person)).await?) })
        });
        fine(destroyed.await);
        let rows = fine(fine(app.cases(&haruka.principal, EVERY).await)).rows;
        let is_erased = |id| rows.iter().find(|row| row.case.id == id).map(|row| row.case.is_erased());
        assert_eq!((is_erased(id), is_erased(other)), (Some(true), Some(false)));
        assert!(fine(read_by(&world, &haruka, id).await).file.case.is_erased());
        assert!(world.store.history_of(Subject::Case(id), 10).await.is_err(), "nothing opens any more");
    }
}

on_every_database! {
    async fn of_a_person_who_was_erased_staff_read_number_days_and_stages_alone(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let writer = desk(&haruka);
        let id = opened_by(&world, &haruka, here, named(NAME)).await;
        let seen = as_seen_by(&world, &haruka, id).await;
        let job = employment(DisclosureWord::NotAsked, Voice::Staff);
        fine(fine(app.keep_employment(&writer, seen, job.clone()).await));
        let seen = as_seen_by(&world, &haruka, id).await;
        let sheet = EmergencySheet { doctor: text(NAME), ..EmergencySheet::default() };
        fine(fine(app.keep_emergency_sheet(&writer, seen, sheet).await));
        let before = fine(read_by(&world, &haruka, id).await).file.case;

        // A consultation of the same person goes with them, sealed under a key of its own as it is, and so do
        // words that somebody typed and never sent.
        let second = opened_by(&world, &haruka, here, About::Anonymous).await;
        let agreed = Agreement { on: day("2026-11-20"), how: AgreedHow::Oral };
        let nameless = as_seen_by(&world, &haruka, second).await;
        fine(fine(app.bind_case_to_known(&writer, nameless, id, agreed).await));
        let bound = fine(read_by(&world, &haruka, second).await).file.case;
        assert_eq!((bound.person, bound.known()), (before.person, before.known()));
        let again = as_seen_by(&world, &haruka, second).await;
        let twice = app.bind_case_to_known(&writer, again, id, agreed).await;
        assert_eq!(fine(twice).err(), Some(CaseRefusal::Case(CaseFault::AlreadyBound)));
        let own = format!("/my/cases/{id}/conferences/{id}/words");
        let typed = [format!("/cases/{id}/edit/note"), own, "/cases/new".to_owned(), "/account/name".to_owned()];
        for form in &typed {
            fine(app.keep_draft(&haruka.secret, form, NAME).await);
        }

        // They ended on the day they began, and were kept as long as the law asks.
        let database = behind(&world).await;
        change(&database, "UPDATE support_case SET ended_on = started_on", Vec::new()).await;
        let (person, now) = (before.person, app.now().plus(TimeDelta::days(6 * 366)));
        let erased: Result<(), Stop<String>> = world
            .store
            .act(&header(901), move |work| {
                Box::pin(async move { Ok(work.erase_person(person, now).await?) })
            })
            .await;
        fine(erased);
        // One that was erased while it went on, by an earlier version, is nobody's to write in all the same.
        change(&database, "UPDATE support_case SET ended_on = NULL", Vec::new()).await;
        fine(database.close().await);
        let mut left = 0;
        for form in &typed {
            left += usize::from(fine(app.draft(&haruka.principal, form).await).is_some());
        }
        assert_eq!(left, 1, "what is about something else stays");
        let consultation = fine(read_by(&world, &haruka, second).await).file.case;
        assert!(consultation.is_erased() && consultation.topic.is_none());
        let view = fine(read_by(&world, &haruka, id).await);
        let after = &view.file.case;
        assert!(after.is_erased() && !view.may_keep && after.topic.is_none());
        assert_eq!((after.number, after.started_on, after.standing), (before.number, before.started_on, before.standing));
        assert!(view.file.employments.is_empty() && view.file.emergency.is_none());
        assert!(fine(fine(app.find_cases(&haruka.principal, NAME).await)).rows.is_empty());
        assert_eq!(fine(fine(app.cases(&haruka.principal, EVERY).await)).rows.len(), 2);
        let seen = as_seen_by(&world, &haruka, id).await;
        let refused = Some(CaseRefusal::Case(CaseFault::Erased));
        assert_eq!(fine(app.keep_employment(&writer, seen, job).await).err(), refused);
        assert_eq!(fine(app.step_case(&writer, seen, CaseStep::HandOver(nagi.id)).await).err(), refused);

        // The log is whole, and tells nothing; whoever leaves hands the case over all the same.
        let (keeper, successor) = (haruka.id, nagi.id);
        let asked = header(902);
        let handed = world.store.act(&asked, move |work| {
            Box::pin(async move { Ok(work.hand_over_cases(keeper, here, successor).await?) })
        });
        let handed: Result<(), Stop<String>> = handed.await;
        fine(handed);
        assert_eq!(fine(read_by(&world, &nagi, id).await).file.case.keeper, nagi.id);
        let history = opened(fine(world.store.history_of(Subject::Case(id), 100).await));
        assert!(history.len() > 3, "{history:?}");
        for change in history.iter().flat_map(|act| &act.changes) {
            assert_eq!((&change.before, &change.after), (&None, &None), "{change:?}");
        }
        assert_eq!(fine(world.store.check_sealed().await).unopened, 0);
    }
}
