//! What is printed of a conference: what is talked about, the material cut to each recipient, and the sheets by which
//! people are called, none of which names the person.

use renkei_app::conference::call::paper::CallSheet;
use renkei_app::conference::call::step::{ByHand, CallStep};
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::call::{KeptCall, SeenCall};
use renkei_app::conference::paper::ConferencePaper;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::consent::record::ConsentForm;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::paper::{CallsPaper, MaterialPaper, Sheet, ToldAnew};
use renkei_domain::cases::employment::Voice;
use renkei_domain::conference::invitation::{
    CallChannel, CheckedHow, InvitationFault, conference_number,
};
use renkei_domain::conference::{Handover, PersonWords, Slot};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{
    ConsentRecipient, Giver, HaltOf, InformationCategory, PartyId, Reach, Validity,
};
use renkei_domain::ids::{CaseId, ConferenceId, ParticipantId};
use renkei_domain::text::Prose;
use renkei_tests::clock::japan;
use renkei_tests::people::Somebody;
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};
use reqwest::Method;

use super::{a_slot, begun, conference_of, linked, member_of, stepped, view_of};
use crate::canary::words_of;
use crate::consent::{case_with_a_doctor, day, desk, prose, recorded, staff, two_agencies};
use crate::migrations::line;
use crate::record::fine;

/// How the person of the case is called there.
pub(super) const NAME: &str = "hanako-no-doui";

/// How the doctor is called who is in the team.
pub(super) const DOCTOR: &str = "doctor-no-namae";

pub(super) type At = (CaseId, ConferenceId);

/// Lets the doctor hear some things at the meetings of a handover, and have them as a document.
pub(super) async fn agreed(
    world: &World,
    who: &Somebody,
    case: CaseId,
    (to, yes): (PartyId, &[PlainGroup]),
) {
    let package = Package::HandoverMeeting;
    let agreed = ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(to)].into(),
        categories: package.agreed(yes),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(day("2026-11-20"), day("2027-11-19"))),
        renews: None,
    };
    recorded(world, who, case, agreed).await;
}

/// A conference with the doctor at a date, which the person saw.
pub(super) async fn prepared(
    world: &World,
    who: &Somebody,
    (case, doctor): (CaseId, PartyId),
) -> At {
    let at = (case, begun(world, who, case).await);
    for step in [
        ConferenceStep::CallTeam(vec![member_of(doctor)]),
        ConferenceStep::Fix(a_slot()),
        ConferenceStep::Shown(day("2026-11-20")),
    ] {
        fine(stepped(world, who, at, step).await);
    }
    at
}

async fn seen(world: &World, who: &Somebody, (case, id): At) -> SeenConference {
    let version = conference_of(world, who, case, id).await.version;
    SeenConference { case, id, version }
}

/// Chooses how the doctor is called.
pub(super) async fn by(world: &World, who: &Somebody, at: At, step: WayStep) -> ParticipantId {
    let seen = seen(world, who, at).await;
    let conference = conference_of(world, who, at.0, at.1).await;
    let doctor = conference.participants[0].id;
    let app = &world.app;
    fine(fine(
        app.change_call_way(&desk(who), seen, doctor, step).await,
    ));
    doctor
}

pub(super) fn chosen(channel: CallChannel, target: &str) -> WayStep {
    WayStep::Choose {
        channel,
        target: Some(line(target)),
        reason: prose("本人から聞いた"),
    }
}

pub(super) async fn sent(world: &World, who: &Somebody, at: At) {
    let seen = seen(world, who, at).await;
    fine(fine(world.app.send_calls(&desk(who), seen).await));
}

/// That the message to somebody left.
async fn left(world: &World, who: &Somebody, at: At) -> KeptCall {
    let view = fine(fine(
        world.app.conference_calls(&who.principal, at.0, at.1).await,
    ));
    let invitation = fine(view.rows[0].invitation.as_ref().ok_or("an invitation"));
    let seen = SeenCall {
        case: at.0,
        conference: at.1,
        id: invitation.id,
        version: invitation.version,
    };
    let step = CallStep::Mark {
        what: ByHand::Sent,
        at: None,
        evidence: None,
    };
    fine(fine(world.app.step_call(&desk(who), seen, step).await))
}

/// The one sheet of somebody.
async fn sheet_of(
    world: &World,
    who: &Somebody,
    at: At,
    (called, sheet): (ParticipantId, CallSheet),
) -> Result<CallsPaper, ConferenceRefusal> {
    let made = world
        .app
        .conference_call_on_paper(&who.principal, at, called, sheet);
    match fine(made.await) {
        Ok(Sheet::FaxCall(calls) | Sheet::CallLetter(calls) | Sheet::PhoneScript(calls)) => {
            Ok(*calls)
        }
        Ok(_) => panic!("another sheet"),
        Err(refusal) => Err(refusal),
    }
}

/// The sheets of all to whom a message still has to leave.
async fn waiting(world: &World, who: &Somebody, at: At, sheet: CallSheet) -> usize {
    let made = world
        .app
        .conference_calls_on_paper(&who.principal, at, sheet);
    match fine(fine(made.await)) {
        Sheet::FaxCall(calls) | Sheet::CallLetter(calls) | Sheet::PhoneScript(calls) => {
            calls.calls.len()
        }
        _ => panic!("another sheet"),
    }
}

pub(super) async fn material(world: &World, who: &Somebody, at: At) -> MaterialPaper {
    let own = &who.principal;
    let made = world
        .app
        .conference_on_paper(own, at, ConferencePaper::Material);
    match fine(fine(made.await)) {
        Sheet::Material(material) => *material,
        _ => panic!("another sheet"),
    }
}

/// The words of a PDF, without spaces; nothing where there is none.
pub(super) async fn pdf(server: &Server, who: &Somebody, address: &str) -> Option<String> {
    let asked = server.visitor().request(Method::GET, address);
    let cookie = format!("__Host-renkei={}", who.secret.as_str());
    let answer = fine(asked.header("cookie", cookie).send().await);
    if answer.status() != 200 {
        assert_eq!(answer.status(), 404, "{address}");
        return None;
    }
    let named = format!("{:?}", answer.headers().get("content-disposition"));
    assert!(!named.contains(NAME), "{named}");
    Some(words_of(&fine(answer.bytes().await)))
}

on_every_database! {
    async fn staff_print_what_is_talked_about_and_the_person_reads_of_a_meeting(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let hanako = linked(&world, &haruka, case, "hanako").await;
        agreed(&world, &haruka, case, (doctor, &[PlainGroup::Work])).await;
        let (_, id) = prepared(&world, &haruka, (case, doctor)).await;
        let number = view_of(&world, &haruka, case).await.case().number.to_string();
        let server = world.serve().await;
        let staffs = format!("/cases/{case}/conferences/{id}/paper");
        let own = format!("/my/cases/{case}/conferences/{id}/paper");

        let agenda = fine(pdf(&server, &haruka, &format!("{staffs}/agenda")).await.ok_or("a sheet"));
        for words in ["議題", "ケース会議（引継ぎ）", "令和8年12月4日(金)15:00から16:00まで", "高槻市役所", DOCTOR, &number] {
            assert!(agenda.contains(words), "{words}: {agenda}");
        }
        assert!(!agenda.contains(NAME), "{agenda}");
        let plain = fine(pdf(&server, &hanako, &format!("{own}/person-agenda")).await.ok_or("a sheet"));
        for words in ["打ち合わせ", "高槻市役所", "これからしたいこと"] {
            assert!(plain.contains(words), "{words}: {plain}");
        }
        assert!(!plain.contains(&number) && !plain.contains("ケース会議"), "{plain}");
        let call = fine(pdf(&server, &hanako, &format!("{own}/person-call")).await.ok_or("a sheet"));
        assert!(call.contains(NAME) && call.contains("ことわっても") && call.contains(DOCTOR), "{call}");

        // There is no family to call, the material is no page of the person, and strangers see nothing.
        assert_eq!(pdf(&server, &haruka, &format!("{staffs}/family-call")).await, None);
        for sheet in ["agenda", "material", "fax"] {
            assert_eq!(pdf(&server, &hanako, &format!("{own}/{sheet}")).await, None);
            assert_eq!(pdf(&server, &hanako, &format!("{staffs}/{sheet}")).await, None);
            assert_eq!(pdf(&server, &sora, &format!("{staffs}/{sheet}")).await, None);
        }

        // Whoever need not come reads neither who would have come nor until when to answer.
        let why = ConferenceStep::Cancel(prose("退職したため"));
        fine(stepped(&world, &haruka, (case, id), why).await);
        let off = fine(pdf(&server, &haruka, &format!("{staffs}/person-call")).await.ok_or("a sheet"));
        assert!(off.contains(NAME) && !off.contains(DOCTOR), "{off}");
        server.stop().await;
    }
}

on_every_database! {
    async fn the_material_is_cut_to_what_each_may_have_and_opens_with_the_wishes(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let at = prepared(&world, &haruka, (case, doctor)).await;
        let words = PersonWords {
            wishes: Some(prose("kaisha-o-tsuzuketai")),
            can_do: Some(prose("maiasa-kayoeru")),
            ..PersonWords::default()
        };
        let handover = Handover {
            ends_on: day("2027-05-31"),
            unsolved: Some(prose("kyuukei-no-torikata")),
            natural_support: None,
            difference: None,
            explained_on: None,
            from_when: None,
            views: Default::default(),
        };
        for step in [ConferenceStep::Hear(words), ConferenceStep::HandOver(handover)] {
            fine(stepped(&world, &haruka, at, step).await);
        }
        assert!(material(&world, &haruka, at).await.copies.is_empty(), "nobody agreed");

        agreed(&world, &haruka, case, (doctor, &[PlainGroup::Work])).await;
        let made = material(&world, &haruka, at).await;
        assert!(made.for_whom.contains(NAME));
        let [copy] = &made.copies[..] else { panic!("{made:?}") };
        assert_eq!(copy.to, DOCTOR);
        let said = |said: &Option<Prose>| said.as_ref().map(ToString::to_string).unwrap_or_default();
        assert_eq!(said(&copy.wishes), "kaisha-o-tsuzuketai");
        assert_eq!(said(&copy.can_do), "maiasa-kayoeru");
        assert_eq!(copy.agreed, [(day("2026-11-20"), "本人の同意")]);
        assert!(!copy.told.contains(&InformationCategory::History), "{:?}", copy.told);
        let text = format!("{:?}", copy.facts);
        assert!(!text.contains("kyuukei-no-torikata"), "{text}");

        agreed(&world, &haruka, case, (doctor, &[PlainGroup::Body])).await;
        let made = material(&world, &haruka, at).await;
        let text = format!("{:?}", made.copies[0].facts);
        assert!(text.contains("kyuukei-no-torikata"), "{text}");

        let pause = StopForm { kind: StopKind::Pause, of: HaltOf::Everything, reach: Reach::Whole, by: Voice::Person };
        fine(fine(world.app.stop_consent(&desk(&haruka), case, pause).await));
        assert!(material(&world, &haruka, at).await.copies.is_empty(), "it is paused");
    }
}

on_every_database! {
    async fn a_number_that_nobody_confirmed_gets_a_test_and_then_the_call(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        agreed(&world, &haruka, case, (doctor, &[PlainGroup::Work])).await;
        let at = prepared(&world, &haruka, (case, doctor)).await;
        let called = by(&world, &haruka, at, chosen(CallChannel::Fax, "072-000-0102")).await;
        sent(&world, &haruka, at).await;
        let none = sheet_of(&world, &haruka, at, (called, CallSheet::Fax)).await;
        let no_such = ConferenceRefusal::Invitation(InvitationFault::NoSuchInvitation);
        assert_eq!(none.err(), Some(no_such), "nothing goes to it");
        assert_eq!(waiting(&world, &haruka, at, CallSheet::Fax).await, 0);
        let own = &haruka.principal;
        let test = world.app.conference_call_on_paper(own, at, called, CallSheet::FaxTest);
        let Sheet::FaxTest(test) = fine(fine(test.await)) else { panic!("another sheet") };
        assert_eq!((test.to.as_str(), test.number.as_str()), (DOCTOR, "072-000-0102"));

        let confirmed = WayStep::Confirm { number: line("072-000-0102"), how: CheckedHow::TestSheet };
        by(&world, &haruka, at, confirmed).await;
        sent(&world, &haruka, at).await;
        let paper = fine(sheet_of(&world, &haruka, at, (called, CallSheet::Fax)).await);
        let call = &paper.calls[0];
        assert_eq!((call.target.as_str(), call.anew), ("072-000-0102", ToldAnew::No));
        assert_eq!(waiting(&world, &haruka, at, CallSheet::Fax).await, 1);
        left(&world, &haruka, at).await;
        assert_eq!(waiting(&world, &haruka, at, CallSheet::Fax).await, 0, "it left");

        let later = Slot { begins: japan("2026-12-11", "15:00"), ..a_slot() };
        fine(stepped(&world, &haruka, at, ConferenceStep::Fix(later)).await);
        let moved = fine(sheet_of(&world, &haruka, at, (called, CallSheet::Fax)).await);
        assert_eq!(moved.calls[0].anew, ToldAnew::MovedFrom(a_slot().begins));
        left(&world, &haruka, at).await;
        fine(stepped(&world, &haruka, at, ConferenceStep::Cancel(prose("退職のため"))).await);
        let over = fine(sheet_of(&world, &haruka, at, (called, CallSheet::Fax)).await);
        assert_eq!(over.calls[0].anew, ToldAnew::Cancelled);
        assert_eq!(waiting(&world, &haruka, at, CallSheet::Fax).await, 1);
    }
}

on_every_database! {
    async fn no_sheet_by_which_somebody_is_called_names_the_person(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let sora = staff(&world, there, "sora").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        agreed(&world, &haruka, case, (doctor, &[PlainGroup::Work])).await;
        let number = view_of(&world, &haruka, case).await.case().number.to_string();
        let mut all = Vec::new();
        for (sheet, target) in [
            (CallSheet::Fax, "072-000-0102"),
            (CallSheet::Letter, "〒569-0000 大阪府高槻市見本町1-2-3"),
            (CallSheet::Phone, "072-000-0103"),
        ] {
            let at = prepared(&world, &haruka, (case, doctor)).await;
            let called = by(&world, &haruka, at, chosen(sheet.channel(), target)).await;
            if sheet == CallSheet::Fax {
                let confirmed = WayStep::Confirm { number: line(target), how: CheckedHow::ByPhone };
                by(&world, &haruka, at, confirmed).await;
            }
            sent(&world, &haruka, at).await;
            let paper = fine(sheet_of(&world, &haruka, at, (called, sheet)).await);
            let conference = conference_of(&world, &haruka, case, at.1).await;
            assert_eq!(
                fine(world.app.letters_posted_by(&conference).await),
                Some(day("2026-11-20")),
                "祝日 and weekends lie between"
            );
            all.push((at.1, called, sheet, target, paper));
        }
        let server = world.serve().await;
        for (id, called, sheet, target, paper) in &all {
            let staffs = format!("/cases/{case}/conferences/{id}/paper/{}", sheet.code());
            let code = paper.calls[0].code.to_string();
            let target: String = target.trim_start_matches('〒').split(' ').collect();
            for address in [format!("{staffs}/{called}"), staffs] {
                let text = fine(pdf(&server, &haruka, &address).await.ok_or("a sheet"));
                let meeting = conference_number(*id);
                for words in [code.as_str(), &meeting, &target, DOCTOR, "12月4日(金)", "高槻市役所"] {
                    assert!(text.contains(words), "{address}: {words}: {text}");
                }
                for words in [NAME, number.as_str(), "ケース会議", "引継ぎ"] {
                    assert!(!text.contains(words), "{address} tells {words}: {text}");
                }
                assert_eq!(pdf(&server, &sora, &address).await, None);
            }
        }
        server.stop().await;
    }
}
