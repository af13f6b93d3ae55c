//! Calling people to a conference: each by their own way, from the date to the answer.

mod agency_feed;
mod answers;
mod brought;
mod found;
mod kills;
mod linked;
mod mails;
mod own_side;
mod places;
mod prepared;
mod pressed;
mod programs;
mod recalled;
pub(super) mod received;
mod typed;

use renkei_app::cases::SeenCase;
use renkei_app::conference::SeenConference;
use renkei_app::conference::call::step::{ByHand, CallStep};
use renkei_app::conference::call::view::{CallRow, CallsView};
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::call::{CallRefusal, KeptCall, SeenCall};
use renkei_app::conference::sent::SentMessages;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, KeptConference};
use renkei_app::consent::ConsentRefusal;
use renkei_app::consent::record::ConsentForm;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::conference::invitation::{
    CallChannel, CallState as S, CheckedHow, InvitationFault, NextStep as N, PhoneOutcome, WayBasis,
};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, Means, PartyId, Validity};
use renkei_domain::ids::{CaseId, ConferenceId, TeamMemberId};
use renkei_tests::clock::japan;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::{a_slot, begun, stepped};
use crate::consent::{
    case_with_a_doctor, day, desk, prose, recorded, seen_by, staff, two_agencies,
};
use crate::migrations::line;
use crate::record::fine;

/// What those who are called are called: by mail, FAX, phone and letter, and one to whom nobody agreed yet.
const NAMES: [&str; 5] = [
    "ハローワークみほん",
    "訪問看護みほん",
    "みほん病院",
    "相談支援みほん",
    "まだの事業所",
];
const MAIL: &str = "desk@example.jp";
const FAX: &str = "072-000-0012";
const PHONE: &str = "072-000-0013";

/// The last day of a consent of which nobody is written to yet.
const NEXT_YEAR: &str = "2027-11-19";

/// Where a conference of a case is.
type At = (CaseId, ConferenceId);

async fn joined(world: &World, who: &Somebody, case: CaseId, name: &str) -> TeamMemberId {
    let version = fine(seen_by(world, who, case).await).file.case.version;
    let by_post = name == NAMES[3];
    let member = TeamMember {
        id: world.app.new_team_member(),
        agency: MemberAgency::Written(line(name)),
        contact: None,
        role: None,
        ring: Ring::WelfareMedical,
        part: Part::Member,
        employer: EmployerTie::NotTheEmployer,
        does: None,
        reach: None,
        seat: Seat {
            address: by_post.then(|| line("高槻市城北町1-2-3")),
            head: None,
        },
        since: day("2026-11-02"),
        until: None,
    };
    let id = member.id;
    let seen = SeenCase { id: case, version };
    fine(fine(
        world.app.keep_team_member(&desk(who), seen, member).await,
    ));
    id
}

/// Five in the team who are to be called, of whom the person agreed to four until a day.
async fn in_the_team(
    world: &World,
    who: &Somebody,
    case: CaseId,
    until: &str,
) -> Vec<TeamMemberId> {
    let mut members = Vec::new();
    for name in NAMES {
        members.push(joined(world, who, case, name).await);
    }
    let named = members.iter().take(4);
    let named = named.map(|id| ConsentRecipient::Named(PartyId::Written(*id)));
    let package = Package::HandoverMeeting;
    let agreed = ConsentForm {
        giver: Giver::Person,
        recipients: named.collect(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: [Means::Meeting, Means::Document, Means::Phone].into(),
        validity: fine(Validity::new(day("2026-11-20"), day(until))),
        renews: None,
    };
    recorded(world, who, case, agreed).await;
    members
}

/// A conference with a date and five who are to be called, of whom the person agreed to four until a day.
async fn to_be_called(world: &World, who: &Somebody, case: CaseId, until: &str) -> At {
    let members = in_the_team(world, who, case, until).await;
    let at = (case, begun(world, who, case).await);
    for step in [
        ConferenceStep::CallTeam(members),
        ConferenceStep::Fix(a_slot()),
    ] {
        fine(stepped(world, who, at, step).await);
    }
    at
}

/// The same once the person saw it and the host chose the ways.
async fn ready(world: &World, who: &Somebody, case: CaseId) -> At {
    ready_until(world, who, case, NEXT_YEAR).await
}

async fn ready_until(world: &World, who: &Somebody, case: CaseId, until: &str) -> At {
    let at = to_be_called(world, who, case, until).await;
    let shown = ConferenceStep::Shown(day("2026-11-20"));
    fine(stepped(world, who, at, shown).await);
    choose(world, who, at, (NAMES[0], CallChannel::Mail, MAIL)).await;
    choose(world, who, at, (NAMES[1], CallChannel::Fax, FAX)).await;
    choose(world, who, at, (NAMES[2], CallChannel::Phone, PHONE)).await;
    confirm(world, who, at, NAMES[1]).await;
    at
}

async fn calls(world: &World, who: &Somebody, (case, id): At) -> CallsView {
    let app = &world.app;
    fine(fine(app.conference_calls(&who.principal, case, id).await))
}

fn row<'v>(view: &'v CallsView, name: &str) -> &'v CallRow {
    let mut rows = view.rows.iter();
    let found = rows.find(|row| row.called.name == name);
    found.unwrap_or_else(|| panic!("{name} is not on the list"))
}

async fn seen(world: &World, who: &Somebody, at: At) -> SeenConference {
    let view = calls(world, who, at).await;
    let conference = fine(view.conference().ok_or("the conference"));
    SeenConference {
        case: at.0,
        id: at.1,
        version: conference.version,
    }
}

async fn way(
    world: &World,
    who: &Somebody,
    (at, name): (At, &str),
    step: WayStep,
) -> Result<KeptConference, CallRefusal> {
    let id = row(&calls(world, who, at).await, name)
        .called
        .participant
        .id;
    let now = seen(world, who, at).await;
    fine(world.app.change_call_way(&desk(who), now, id, step).await)
}

async fn choose(
    world: &World,
    who: &Somebody,
    at: At,
    (name, channel, target): (&str, CallChannel, &str),
) {
    let step = WayStep::Choose {
        channel,
        target: Some(line(target)),
        reason: prose("本人から聞いた"),
    };
    fine(way(world, who, (at, name), step).await);
}

async fn confirm(world: &World, who: &Somebody, at: At, name: &str) {
    let step = WayStep::Confirm {
        number: line(FAX),
        how: CheckedHow::ByPhone,
    };
    fine(way(world, who, (at, name), step).await);
}

async fn send(world: &World, who: &Somebody, at: At) -> Result<SentMessages, CallRefusal> {
    let now = seen(world, who, at).await;
    fine(world.app.send_calls(&desk(who), now).await)
}

/// How many were prepared now, and how many are stuck.
async fn sent(world: &World, who: &Somebody, at: At) -> (u32, u32) {
    let sent = fine(send(world, who, at).await);
    (sent.prepared, sent.stuck)
}

async fn call_of(world: &World, who: &Somebody, at: At, name: &str) -> SeenCall {
    let view = calls(world, who, at).await;
    let invitation = row(&view, name).invitation.as_ref();
    let invitation = fine(invitation.ok_or("an invitation"));
    SeenCall {
        case: at.0,
        conference: at.1,
        id: invitation.id,
        version: invitation.version,
    }
}

async fn step(
    world: &World,
    who: &Somebody,
    (at, name): (At, &str),
    step: CallStep,
) -> Result<KeptCall, CallRefusal> {
    let call = call_of(world, who, at, name).await;
    fine(world.app.step_call(&desk(who), call, step).await)
}

fn marked(what: ByHand) -> CallStep {
    CallStep::Mark {
        what,
        at: None,
        evidence: Some(line("送信レポート 10:05")),
    }
}

fn phoned(outcome: PhoneOutcome) -> CallStep {
    CallStep::Phone {
        outcome,
        at: None,
        note: None,
    }
}

/// Where each stands, in the order of the list.
async fn states(world: &World, who: &Somebody, at: At) -> Vec<S> {
    let view = calls(world, who, at).await;
    view.rows.iter().map(CallRow::state).collect()
}

async fn next(world: &World, who: &Somebody, at: At) -> Vec<Option<N>> {
    let view = calls(world, who, at).await;
    view.rows.iter().map(|row| row.next).collect()
}

const fn of(fault: InvitationFault) -> CallRefusal {
    CallRefusal::Conference(ConferenceRefusal::Invitation(fault))
}

on_every_database! {
    async fn each_is_called_by_their_own_way_and_nothing_counts_as_sent_before_somebody_says_so(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = to_be_called(&world, &haruka, case, NEXT_YEAR).await;
        // The person sees who is called before anything leaves.
        assert_eq!(send(&world, &haruka, at).await.err(), Some(of(InvitationFault::NotShown)));
        fine(stepped(&world, &haruka, at, ConferenceStep::Shown(day("2026-11-20"))).await);
        let view = calls(&world, &haruka, at).await;
        assert_eq!(row(&view, NAMES[3]).way.channel, CallChannel::Letter);
        assert_eq!(row(&view, NAMES[0]).way.basis, WayBasis::Unknown);
        let find = Some(N::FindTarget);
        assert_eq!(next(&world, &haruka, at).await, [find, find, find, Some(N::Prepare), None]);
        assert_eq!(sent(&world, &haruka, at).await, (2, 3), "one by post, and the person by hand");

        choose(&world, &haruka, at, (NAMES[0], CallChannel::Mail, MAIL)).await;
        choose(&world, &haruka, at, (NAMES[1], CallChannel::Fax, FAX)).await;
        choose(&world, &haruka, at, (NAMES[2], CallChannel::Phone, PHONE)).await;
        assert_eq!(row(&calls(&world, &haruka, at).await, NAMES[1]).next, Some(N::ConfirmNumber));
        assert_eq!(sent(&world, &haruka, at).await, (2, 1));
        confirm(&world, &haruka, at, NAMES[1]).await;
        assert_eq!(sent(&world, &haruka, at).await, (1, 0));
        assert_eq!(sent(&world, &haruka, at).await, (0, 0), "whoever knows everything gets nothing twice");
        assert_eq!(states(&world, &haruka, at).await, [S::Prepared, S::Prepared, S::Prepared, S::Prepared, S::NotCalled]);
        let all = [Some(N::WaitForMail), Some(N::SendFax), Some(N::Call), Some(N::PostLetter), None];
        assert_eq!(next(&world, &haruka, at).await, all);

        let by_mail = step(&world, &haruka, (at, NAMES[0]), marked(ByHand::Sent)).await;
        assert_eq!(by_mail.err(), Some(of(InvitationFault::ByTheCourier)));
        let not_by_phone = step(&world, &haruka, (at, NAMES[1]), phoned(PhoneOutcome::Reached)).await;
        assert_eq!(not_by_phone.err(), Some(of(InvitationFault::NotByPhone)));
        fine(step(&world, &haruka, (at, NAMES[1]), marked(ByHand::Sent)).await);
        fine(step(&world, &haruka, (at, NAMES[2]), phoned(PhoneOutcome::NoAnswer)).await);
        fine(step(&world, &haruka, (at, NAMES[3]), marked(ByHand::Sent)).await);
        assert_eq!(states(&world, &haruka, at).await, [S::Prepared, S::Sent, S::Prepared, S::Sent, S::NotCalled]);
        fine(step(&world, &haruka, (at, NAMES[2]), phoned(PhoneOutcome::Reached)).await);
        let view = calls(&world, &haruka, at).await;
        assert_eq!(row(&view, NAMES[2]).state(), S::Delivered);
        let notices = row(&view, NAMES[2]).invitation.iter().flat_map(|one| &one.notices);
        let tries: usize = notices.map(|notice| notice.calls().count()).sum();
        assert_eq!(tries, 2, "every call is kept");
        let evidence = row(&view, NAMES[1]).invitation.as_ref().and_then(|one| one.notice()?.marks.last()?.evidence.clone());
        assert_eq!(evidence, Some(line("送信レポート 10:05")));

        // To whoever has nothing to do with the case there is nothing.
        let sora = staff(&world, there, "sora").await;
        let stranger = fine(app.conference_calls(&sora.principal, at.0, at.1).await);
        assert_eq!(stranger.err(), Some(ConferenceRefusal::Case(ConsentRefusal::NotFound)));
        let now = seen(&world, &haruka, at).await;
        let refused = fine(app.send_calls(&desk(&sora), now).await);
        assert!(refused.is_err(), "{refused:?}");
        let call = call_of(&world, &haruka, at, NAMES[1]).await;
        let refused = fine(app.step_call(&desk(&sora), call, marked(ByHand::Failed)).await);
        assert_eq!(refused.err().map(|refusal| refusal.code()), Some("NOT_FOUND"));
        let stale = SeenCall { version: call.version - 1, ..call };
        let refused = fine(app.step_call(&desk(&haruka), stale, marked(ByHand::Failed)).await);
        assert_eq!(refused.err().map(|refusal| refusal.code()), Some("OVERTAKEN"));
        world.clock.set(japan("2026-12-04", "16:00"));
        assert_eq!(send(&world, &haruka, at).await.err(), Some(of(InvitationFault::Over)));
    }
}
