//! Finding a date: who is asked by which link, what counts of what they answer, how one of the dates is fixed, and that
//! nobody else reads or changes any of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use renkei_app::conference::poll::answer::{HeardAnswer, SaidOfDates};
use renkei_app::conference::poll::open::{NewPoll, OpenedPoll};
use renkei_app::conference::poll::read::PollView;
use renkei_app::conference::poll::{HandedLink, OfConference};
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::ConsentForm;
use renkei_domain::conference::invitation::InvitationFault;
use renkei_domain::conference::poll::{
    AnswerWay, Asked, Mark, Marked, NamesShown, Need, PersonTimes, Poll, PollFault, PollOffer,
    PollState, QuorumPart, QuorumState, QuorumWho,
};
use renkei_domain::conference::{ConferenceState, Slot};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_domain::directory::hours::Hours;
use renkei_domain::ids::{CandidateId, CaseId, ParticipantId};
use renkei_domain::time::Instant;
use renkei_tests::World;
use renkei_tests::clock::japan;
use renkei_tests::on_every_database;
use renkei_tests::people::Somebody;
use renkei_tests::schema::contents;

use super::{a_slot, begun, conference_of, linked, member_of, stepped};
use crate::consent::{case_with_a_doctor, day, desk, recorded, staff, two_agencies};
use crate::migrations::line;
use crate::record::fine;

/// How many fix one of the dates at the same time.
const TRIES: usize = 50;

/// Three dates, of which the first falls into the person's shift.
pub(super) fn dates() -> Vec<Instant> {
    vec![
        japan("2026-12-03", "10:00"),
        japan("2026-12-04", "16:30"),
        japan("2026-12-07", "16:30"),
    ]
}

pub(super) fn asking() -> NewPoll {
    NewPoll {
        minutes: 60,
        begins: dates(),
        deadline: day("2026-11-27"),
        names: NamesShown::Hidden,
        hardest: None,
        offer: PollOffer::Everybody,
        quorum: vec![QuorumPart {
            who: QuorumWho::Person,
            need: Need::Always,
        }],
        person_times: PersonTimes {
            works: Hours::parse("月-金 9:00-16:00").unwrap_or_default(),
            ..PersonTimes::default()
        },
    }
}

/// The person agrees that the doctor is there, who is called, and sees it.
async fn with_the_doctor(world: &World, who: &Somebody, of: OfConference, doctor: PartyId) {
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
    recorded(world, who, of.case, agreed).await;
    let team = ConferenceStep::CallTeam(vec![member_of(doctor)]);
    let shown = ConferenceStep::Shown(day("2026-11-20"));
    for step in [team, shown] {
        fine(stepped(world, who, (of.case, of.id), step).await);
    }
}

/// Asks about the dates.
pub(super) async fn opened(
    world: &World,
    who: &Somebody,
    of: OfConference,
    new: NewPoll,
) -> OpenedPoll {
    let version = conference_of(world, who, of.case, of.id).await.version;
    let seen = SeenConference {
        case: of.case,
        id: of.id,
        version,
    };
    fine(fine(world.app.open_poll(&desk(who), seen, new).await))
}

/// A conference of a new case with the doctor, about whose date people are asked.
pub(super) async fn polled(
    world: &World,
    who: &Somebody,
    case: CaseId,
    doctor: PartyId,
) -> (OfConference, OpenedPoll) {
    let id = begun(world, who, case).await;
    let of = OfConference { case, id };
    with_the_doctor(world, who, of, doctor).await;
    (of, opened(world, who, of, asking()).await)
}

pub(super) async fn view_of(world: &World, who: &Somebody, of: OfConference) -> PollView {
    fine(fine(world.app.poll(&who.principal, of).await))
}

pub(super) async fn poll_of(world: &World, who: &Somebody, of: OfConference) -> Poll {
    let view = view_of(world, who, of).await;
    fine(view.poll().ok_or("a poll")).clone()
}

/// The code of a link.
pub(super) fn code(links: &[HandedLink], is_person: bool) -> String {
    let mut links = links.iter();
    let link = links.find(|link| (link.who == Asked::Person) == is_person);
    fine(link.ok_or("a link")).code.clone()
}

/// Marks of the dates, the first first.
pub(super) fn said(poll: &Poll, marks: &[Mark]) -> SaidOfDates {
    let marks = poll.candidates.iter().zip(marks);
    let marks = marks.map(|(date, mark)| {
        let note = Some(line("himitsu-no-wake"));
        (date.id, Marked { mark: *mark, note })
    });
    let marks: BTreeMap<CandidateId, Marked> = marks.collect();
    SaidOfDates {
        marks,
        wishes: Default::default(),
        note: None,
    }
}

on_every_database! {
    async fn a_date_is_asked_about_answered_by_link_and_phone_and_fixed(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, opened) = polled(&world, &haruka, case, doctor).await;
        assert_eq!(opened.links.len(), 2, "the person and the doctor");
        let state = conference_of(&world, &haruka, case, of.id).await.state;
        assert_eq!(state, ConferenceState::Polling);
        let poll = poll_of(&world, &haruka, of).await;

        // Opening a link answers nothing.
        let doctors = code(&opened.links, false);
        let before = contents(&world, &[]).await;
        let seen = fine(fine(app.poll_by_link(&doctors).await));
        assert!(seen.own.is_none() && seen.is_open && seen.others.is_empty());
        assert!(contents(&world, &[]).await == before, "looking left something");

        let first = said(&poll, &[Mark::Yes, Mark::No, Mark::Perhaps]);
        fine(fine(app.answer_poll_by_link(&doctors, first).await));
        world.clock.set(japan("2026-11-24", "10:00"));
        let changed = said(&poll, &[Mark::Yes, Mark::Yes, Mark::Perhaps]);
        fine(fine(app.answer_poll_by_link(&doctors, changed).await));
        let persons = code(&opened.links, true);
        let own = said(&poll, &[Mark::Yes, Mark::Yes, Mark::No]);
        fine(fine(app.answer_poll_by_link(&persons, own).await));
        let view = view_of(&world, &haruka, of).await;
        let ranked = view.ranked();
        let progress = view.progress(&ranked);
        assert!(progress.is_complete() && progress.is_quorum_met, "{progress:?}");
        let order: Vec<Instant> = ranked.iter().map(|slot| slot.candidate.begins).collect();
        assert_eq!(order, [dates()[1], dates()[0], dates()[2]], "outside of the shift first, without a no");
        assert_eq!(ranked[2].quorum, QuorumState::Lost);

        // When somebody comes to meetings is kept apart from when they can be phoned.
        let who = fine(poll.respondents.iter().find(|one| one.who != Asked::Person).ok_or("the doctor")).id;
        let meets = fine(Hours::parse("木 9:00-12:00"));
        fine(fine(app.keep_meeting_times(&desk(&haruka), of, (who, meets.clone())).await));
        let known = poll_of(&world, &haruka, of).await.respondent(who).map(|one| one.meets.clone());
        assert_eq!(known, Some(meets));

        // On the phone the doctor says otherwise; a mail from before that is read later.
        let poll = poll_of(&world, &haruka, of).await;
        world.clock.set(japan("2026-11-25", "10:00"));
        let heard = |way, said_at, marks: &[Mark]| HeardAnswer { who, said: said(&poll, marks), way, said_at };
        let phone = heard(AnswerWay::Phone, japan("2026-11-25", "09:30"), &[Mark::Yes, Mark::No, Mark::Yes]);
        fine(fine(app.keep_heard_answer(&desk(&haruka), of, phone).await));
        let mail = heard(AnswerWay::Mail, japan("2026-11-24", "18:00"), &[Mark::No, Mark::Yes, Mark::No]);
        fine(fine(app.keep_heard_answer(&desk(&haruka), of, mail).await));
        let poll = poll_of(&world, &haruka, of).await;
        assert_eq!(poll.answers.len(), 4, "each way stands beside the others");
        let counts = fine(poll.counts(who).ok_or("an answer"));
        assert_eq!((counts.way, counts.kept_by), (AnswerWay::Phone, Some(haruka.id)));
        let early = heard(AnswerWay::Fax, japan("2026-11-26", "09:00"), &[Mark::Yes]);
        let early = fine(app.keep_heard_answer(&desk(&haruka), of, early).await);
        assert_eq!(early.err(), Some(PollFault::Day.into()));

        let slot = Slot { begins: dates()[1], ..a_slot() };
        fine(stepped(&world, &haruka, (case, of.id), ConferenceStep::Fix(slot)).await);
        let poll = poll_of(&world, &haruka, of).await;
        assert_eq!(poll.state, PollState::Closed, "a date that is fixed closes it");
        let late = said(&poll, &[Mark::No]);
        let late = fine(app.answer_poll_by_link(&doctors, late).await);
        assert_eq!(late.err(), Some(PollFault::Closed.into()));
        let seen = fine(fine(app.poll_by_link(&doctors).await));
        assert!(!seen.is_open && seen.own.is_some_and(|own| own.way == AnswerWay::Phone));
    }
}

on_every_database! {
    async fn of_many_who_fix_one_of_the_dates_at_once_one_does(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let (of, _) = polled(&world, &haruka, case, doctor).await;
        let version = conference_of(&world, &haruka, case, of.id).await.version;
        let seen = SeenConference { case, id: of.id, version };
        let app = Arc::new(world.app.clone());
        let tries = dates().into_iter().cycle().take(TRIES).map(|begins| {
            let (app, desk) = (Arc::clone(&app), desk(&haruka));
            let slot = Slot { begins, ..a_slot() };
            tokio::spawn(async move {
                let step = ConferenceStep::Fix(slot);
                fine(app.step_conference(&desk, seen, step).await).err()
            })
        });
        let tries: Vec<_> = tries.collect();
        let mut refused = Vec::new();
        for one in tries {
            refused.push(one.await.expect("a try ends"));
        }
        assert_eq!(refused.iter().filter(|refusal| refusal.is_none()).count(), 1, "{refused:?}");
        let overtaken = Some(ConferenceRefusal::Overtaken);
        assert!(refused.iter().flatten().all(|refusal| Some(*refusal) == overtaken), "{refused:?}");
        let conference = conference_of(&world, &haruka, case, of.id).await;
        assert_eq!((conference.state, conference.version), (ConferenceState::Scheduled, version + 1));
        assert_eq!(poll_of(&world, &haruka, of).await.state, PollState::Closed);
    }
}

on_every_database! {
    async fn nobody_else_reads_or_changes_an_answer(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        let (of, opened) = polled(&world, &haruka, case, doctor).await;
        let poll = poll_of(&world, &haruka, of).await;
        let (doctors, persons) = (code(&opened.links, false), code(&opened.links, true));
        let marks = [Mark::No, Mark::No, Mark::Yes];
        fine(fine(app.answer_poll_by_link(&doctors, said(&poll, &marks)).await));

        // By the link of the one nobody learns more of the other than how many said what, and never why.
        let seen = fine(fine(app.poll_by_link(&persons).await));
        let told = format!("{:?}", (&seen.own, &seen.others, &seen.tallies, &seen.asks));
        assert!(seen.own.is_none() && !told.contains("himitsu-no-wake"), "{told}");
        fine(fine(app.answer_poll_by_link(&persons, said(&poll, &[Mark::Yes])).await));
        let now = poll_of(&world, &haruka, of).await;
        let theirs = fine(now.respondents.iter().find(|one| one.who != Asked::Person).ok_or("the doctor")).id;
        let theirs = fine(now.counts(theirs).ok_or("an answer"));
        assert_eq!(theirs.mark(poll.candidates[2].id), Some(Mark::Yes), "it stands as they said it");

        // Neither another agency nor the person opens what is at the desk.
        let not_found = ConferenceRefusal::Case(ConsentRefusal::NotFound);
        assert_eq!(fine(app.poll(&sora.principal, of).await).err(), Some(ConsentRefusal::NotFound));
        for stranger in [&sora, &hanako] {
            let desk = desk(stranger);
            let heard = HeardAnswer {
                who: theirs.respondent,
                said: said(&poll, &[Mark::Yes]),
                way: AnswerWay::Phone,
                said_at: japan("2026-11-20", "09:00"),
            };
            let seen = SeenConference { case, id: of.id, version: 3 };
            let refused = [
                fine(app.keep_heard_answer(&desk, of, heard).await).err(),
                fine(app.make_poll_link(&desk, of, Asked::Person).await).err(),
                fine(app.close_poll(&desk, of).await).err(),
                fine(app.open_poll(&desk, seen, asking()).await).err(),
            ];
            assert_eq!(refused, [Some(not_found); 4]);
        }
        for wrong in ["", "ABCD-EFGH-JKMN-PQRS", &doctors[..9]] {
            let opened = fine(app.poll_by_link(wrong).await).err();
            assert_eq!(opened, Some(ConferenceRefusal::NoSuchLink), "{wrong}");
            let refused = fine(app.answer_poll_by_link(wrong, said(&poll, &marks)).await);
            assert_eq!(refused.err(), Some(ConferenceRefusal::NoSuchLink));
        }

        // A new link ends the one before; whom the person does not want has none that opens.
        let participant = poll.respondents.iter().find_map(|one| match one.who {
            Asked::Participant(id) => Some(id),
            Asked::Person | Asked::Family => None,
        });
        let participant: ParticipantId = fine(participant.ok_or("the doctor"));
        let newer = app.make_poll_link(&desk(&haruka), of, Asked::Participant(participant)).await;
        let newer = fine(fine(newer)).code;
        let before = fine(app.poll_by_link(&doctors).await).err();
        assert_eq!(before, Some(ConferenceRefusal::NoSuchLink), "the one before");
        assert!(fine(app.poll_by_link(&newer).await).is_ok_and(|seen| seen.own.is_some()));
        let unwanted = ConferenceStep::Want { participant, may_come: false };
        fine(stepped(&world, &haruka, (case, of.id), unwanted).await);
        let unwelcome = fine(app.poll_by_link(&newer).await).err();
        assert_eq!(unwelcome, Some(ConferenceRefusal::LinkEnded), "they are not wanted");
        let refused = fine(app.answer_poll_by_link(&newer, said(&poll, &marks)).await);
        assert_eq!(refused.err(), Some(ConferenceRefusal::LinkEnded));
        let again = app.make_poll_link(&desk(&haruka), of, Asked::Participant(participant)).await;
        assert_eq!(fine(again).err(), Some(PollFault::NotYet.into()));
        let view = view_of(&world, &haruka, of).await;
        assert!(view.progress(&view.ranked()).waiting.is_empty(), "nobody waits for them");

        // Nothing of it stands in the open.
        let tables = contents(&world, &[]).await;
        let open = tables.values().flatten().filter(|row| row.contains("himitsu-no-wake"));
        assert_eq!(open.count(), 0, "why somebody cannot come");
        let code = newer.replace('-', "");
        let known = tables.values().flatten().filter(|row| row.contains(&code) || row.contains(&newer));
        assert_eq!(known.count(), 0, "the code of a link");
    }
}

on_every_database! {
    async fn nobody_is_asked_who_may_not_be_called(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let of = OfConference { case, id };
        let team = ConferenceStep::CallTeam(vec![member_of(doctor)]);
        fine(stepped(&world, &haruka, (case, id), team).await);
        let version = conference_of(&world, &haruka, case, id).await.version;
        let unseen = fine(app.open_poll(&desk(&haruka), SeenConference { case, id, version }, asking()).await);
        assert_eq!(unseen.err(), Some(InvitationFault::NotShown.into()), "the person has not seen who is called");
        let shown = || ConferenceStep::Shown(day("2026-11-20"));
        fine(stepped(&world, &haruka, (case, id), shown()).await);
        let opened = opened(&world, &haruka, of, asking()).await;
        let asked: Vec<Asked> = opened.links.iter().map(|link| link.who).collect();
        assert_eq!(asked, [Asked::Person], "without a consent nothing goes to the doctor");
        let view = view_of(&world, &haruka, of).await;
        let everybody = view.everybody();
        assert_eq!(everybody.iter().filter(|one| one.may_be_asked).count(), 1, "{everybody:?}");

        // What changes after they saw it, they see before anybody else is asked.
        let agenda = conference_of(&world, &haruka, case, id).await.agenda;
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::TalkAbout(agenda)).await);
        let not_shown: Option<ConferenceRefusal> = Some(InvitationFault::NotShown.into());
        assert_eq!(fine(app.send_poll(&desk(&haruka), of).await).err(), not_shown);
        assert_eq!(fine(app.make_poll_link(&desk(&haruka), of, Asked::Person).await).err(), not_shown);
        fine(stepped(&world, &haruka, (case, id), shown()).await);
        assert_eq!(fine(fine(app.send_poll(&desk(&haruka), of).await)).prepared, 0, "the person is handed a sheet");

        let version = conference_of(&world, &haruka, case, id).await.version;
        let seen = SeenConference { case, id, version };
        let twice = fine(app.open_poll(&desk(&haruka), seen, asking()).await);
        assert!(twice.is_ok(), "asking anew ends what was asked before");
        fine(fine(app.close_poll(&desk(&haruka), of).await));
        let closed = fine(app.close_poll(&desk(&haruka), of).await);
        assert_eq!(closed.err(), Some(PollFault::Closed.into()));
    }
}
