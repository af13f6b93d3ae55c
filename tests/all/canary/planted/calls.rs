//! Conferences to which somebody is called, with something in every text of it.

use chrono::TimeDelta;
use renkei_app::cases::SeenCase;
use renkei_app::conference::begin::NewConference;
use renkei_app::conference::call::SeenCall;
use renkei_app::conference::call::step::{ByHand, CallStep, ReplyForm};
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::poll::OfConference;
use renkei_app::conference::poll::open::NewPoll;
use renkei_app::conference::replies::take::TakenMail;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::conference::{ConferenceRefusal, SeenConference};
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_app::writer::Writer;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::conference::invitation::{AnswerChannel, CallChannel, CheckedHow, Reply};
use renkei_domain::conference::poll::{NamesShown, PersonTimes, PollOffer};
use renkei_domain::conference::{ConferenceKind, ConferencePurpose, Presence, Slot};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_domain::ids::{CaseId, ConferenceId, TeamMemberId};
use renkei_domain::record::Source;
use renkei_domain::text::{Line, Prose};
use renkei_tests::World;
use renkei_tests::clock::japan;

use super::{CANARY, day, plant_case, word};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

fn prose(field: &str) -> Prose {
    fine(Prose::parse(&format!("{CANARY}{field}")))
}

/// That somebody of the team may be called to a conference about handing over.
async fn plant_yes(world: &World, desk: &Writer, case: CaseId, to: TeamMemberId) {
    let today = world.app.now().in_japan().date;
    let sitting = Sitting {
        given_on: today,
        how: HowForm::Written,
        text_version: word("text"),
        explained_by: None,
        said: prose("said"),
        helpers: Vec::new(),
    };
    let package = Package::HandoverMeeting;
    let until = today + TimeDelta::days(100);
    let agreed = ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(PartyId::Written(to))].into(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(today, until)),
        renews: None,
    };
    let kept = world
        .app
        .record_consents(desk, case, sitting, vec![agreed])
        .await;
    fine(fine(kept));
}

async fn seen(world: &World, desk: &Writer, (case, id): (CaseId, ConferenceId)) -> SeenConference {
    let view = fine(fine(world.app.conferences(&desk.principal, case).await));
    let version = view.conference(id).map(|conference| conference.version);
    SeenConference {
        case,
        id,
        version: version.unwrap_or_default(),
    }
}

/// A conference to which somebody is called at a place that tells nothing, in a way that was chosen.
pub(in crate::canary) async fn plant_call(
    world: &World,
    desk: &Writer,
    (case, member): (CaseId, TeamMemberId),
    (channel, target): (CallChannel, Line),
) -> (CaseId, ConferenceId) {
    let app = &world.app;
    plant_yes(world, desk, case, member).await;
    let new = NewConference {
        kind: ConferenceKind::CaseConference,
        purpose: ConferencePurpose::Handover,
        presence: Presence::default(),
        host: None,
        to_bring: None,
    };
    let id = fine(fine(app.begin_conference(desk, case, new).await)).0;
    let slot = Slot {
        begins: japan("2036-11-27", "15:00"),
        minutes: 60,
        place: line("市役所 3階 会議室2"),
    };
    for step in [
        ConferenceStep::CallTeam(vec![member]),
        ConferenceStep::Fix(slot),
        ConferenceStep::Shown(day()),
    ] {
        let now = seen(world, desk, (case, id)).await;
        let done: Result<_, ConferenceRefusal> = fine(app.step_conference(desk, now, step).await);
        fine(done);
    }
    let view = fine(fine(app.conference_calls(&desk.principal, case, id).await));
    let participant = view.rows[0].called.participant.id;
    let now = seen(world, desk, (case, id)).await;
    for step in [
        WayStep::Choose {
            channel,
            target: Some(target.clone()),
            reason: prose("call-reason"),
        },
        WayStep::Confirm {
            number: target,
            how: CheckedHow::ByPhone,
        },
    ] {
        fine(fine(
            app.change_call_way(desk, now, participant, step).await,
        ));
    }
    let sent = fine(fine(app.send_calls(desk, now).await));
    assert_eq!(
        (sent.prepared, sent.stuck),
        (1, 1),
        "what the person gave is no address"
    );
    (case, id)
}

/// Somebody who was called by FAX, and what they answered.
pub(super) async fn plant_calls(world: &World, desk: &Writer, case: CaseId, to: TeamMemberId) {
    let app = &world.app;
    let by_fax = (CallChannel::Fax, word("call-target"));
    let (case, conference) = plant_call(world, desk, (case, to), by_fax).await;
    let reply = CallStep::Reply(ReplyForm {
        reply: Reply::Substitute {
            name: word("call-substitute"),
        },
        wishes: Default::default(),
        note: Some(prose("call-note")),
        from: Some(word("call-from")),
        channel: AnswerChannel::Fax,
        given_at: None,
    });
    let marked = CallStep::Mark {
        what: ByHand::Sent,
        at: None,
        evidence: Some(word("call-evidence")),
    };
    for step in [marked, reply] {
        let view = app.conference_calls(&desk.principal, case, conference);
        let view = fine(fine(view.await));
        let invitation = fine(view.rows[0].invitation.as_ref().ok_or("an invitation"));
        let call = SeenCall {
            case,
            conference,
            id: invitation.id,
            version: invitation.version,
        };
        fine(fine(app.step_call(desk, call, step).await));
    }
    let view = app.conference_calls(&desk.principal, case, conference);
    let view = fine(fine(view.await));
    let invitation = fine(view.rows[0].invitation.as_ref().ok_or("an invitation"));
    let code = &invitation.code;
    let mail = format!(
        "From: {CANARY}mail-from <desk@example.jp>\r\nSubject: {CANARY}mail-subject\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         {CANARY}mail-text {code}\r\n"
    );
    assert_eq!(
        fine(app.take_mail(mail.into_bytes()).await),
        TakenMail::Waits
    );
}

/// Sends the only one who is called a link by which they read who it is about. Says the number that opens it.
pub(in crate::canary) async fn plant_link(
    world: &World,
    desk: &Writer,
    (case, conference): (CaseId, ConferenceId),
) -> String {
    let app = &world.app;
    let view = app.conference_calls(&desk.principal, case, conference);
    let view = fine(fine(view.await));
    let invitation = fine(view.rows[0].invitation.as_ref().ok_or("an invitation"));
    let call = SeenCall {
        case,
        conference,
        id: invitation.id,
        version: invitation.version,
    };
    let handed = fine(fine(app.link_about_conference(desk, call).await));
    handed.0.to_string()
}

/// A link to somebody who is called off before any mail to them leaves.
pub(super) async fn plant_ended_link(world: &World, desk: &Writer, case: CaseId, to: TeamMemberId) {
    let target = format!("{CANARY}link@example.jp");
    let by_mail = (CallChannel::Mail, line(&target));
    let of = plant_call(world, desk, (case, to), by_mail).await;
    plant_link(world, desk, of).await;
    let view = fine(fine(
        world
            .app
            .conference_calls(&desk.principal, of.0, of.1)
            .await,
    ));
    let off = ConferenceStep::LeaveOut(view.rows[0].called.participant.id);
    let now = seen(world, desk, of).await;
    let done = world.app.step_conference(desk, now, off).await;
    fine(fine(done));
}

/// Somebody who joins the team of a case, of whom nothing is private.
pub(in crate::canary) async fn plant_member_of(
    world: &World,
    desk: &Writer,
    case: CaseId,
) -> TeamMemberId {
    let app = &world.app;
    let version = fine(fine(app.consents(&desk.principal, case).await))
        .file
        .case
        .version;
    let member = TeamMember {
        id: app.new_team_member(),
        agency: MemberAgency::Written(line("かなりあ病院")),
        contact: None,
        role: None,
        ring: Ring::WelfareMedical,
        part: Part::Member,
        employer: EmployerTie::NotTheEmployer,
        does: None,
        reach: None,
        seat: Seat::default(),
        since: day(),
        until: None,
    };
    let id = member.id;
    let now = SeenCase { id: case, version };
    fine(fine(app.keep_team_member(desk, now, member).await));
    id
}

/// A case with somebody in its team of whom nothing is private.
async fn plant_member(world: &World, names: [&str; 2]) -> (Writer, CaseId, TeamMemberId) {
    let members = fine(world.store.member_organizations(demo()).await);
    let (staff, _, case) = plant_case(world, members[0].0, names).await;
    let desk = Writer::by(staff.principal.clone(), Source::Page);
    let member = plant_member_of(world, &desk, case).await;
    (desk, case, member)
}

/// Somebody who is called to a conference about somebody, by a channel that was chosen.
pub(in crate::canary) async fn plant_call_to(
    world: &World,
    desk: &Writer,
    case: CaseId,
    way: (CallChannel, Line),
) -> (CaseId, ConferenceId) {
    let member = plant_member_of(world, desk, case).await;
    plant_call(world, desk, (case, member), way).await
}

/// Somebody whom mail calls to a conference about somebody of whom everything private is known: it leaves now. Says who
/// calls them to which.
pub(in crate::canary) async fn plant_call_by_mail(
    world: &World,
) -> (Writer, (CaseId, ConferenceId)) {
    let (desk, case, id) = plant_member(world, ["oka", "tani"]).await;
    let by_mail = (CallChannel::Mail, line("hinata@example.jp"));
    let of = plant_call(world, &desk, (case, id), by_mail).await;
    // What is changed within five minutes leaves as one: the courier takes it after them.
    world.clock.pass(TimeDelta::minutes(6));
    (desk, of)
}

/// Somebody whom mail asks about the date of a conference about somebody of whom everything private is known.
pub(in crate::canary) async fn plant_poll_by_mail(world: &World) {
    let app = &world.app;
    let (desk, case, member) = plant_member(world, ["fuji", "sugi"]).await;
    plant_yes(world, &desk, case, member).await;
    let new = NewConference {
        kind: ConferenceKind::CaseConference,
        purpose: ConferencePurpose::Handover,
        presence: Presence::default(),
        host: None,
        to_bring: None,
    };
    let id = fine(fine(app.begin_conference(&desk, case, new).await)).0;
    let now = seen(world, &desk, (case, id)).await;
    let team = ConferenceStep::CallTeam(vec![member]);
    fine(fine(app.step_conference(&desk, now, team).await));
    let now = seen(world, &desk, (case, id)).await;
    let shown = ConferenceStep::Shown(day());
    fine(fine(app.step_conference(&desk, now, shown).await));
    let view = fine(fine(app.conference_calls(&desk.principal, case, id).await));
    let participant = view.rows[0].called.participant.id;
    let now = seen(world, &desk, (case, id)).await;
    let by_mail = WayStep::Choose {
        channel: CallChannel::Mail,
        target: Some(line("hinata@example.jp")),
        reason: prose("poll-reason"),
    };
    let chosen = app.change_call_way(&desk, now, participant, by_mail);
    fine(fine(chosen.await));
    let new = NewPoll {
        minutes: 60,
        begins: vec![japan("2036-12-04", "15:00")],
        deadline: japan("2036-12-01", "12:00").in_japan().date,
        names: NamesShown::Hidden,
        hardest: None,
        offer: PollOffer::Everybody,
        quorum: Vec::new(),
        person_times: PersonTimes::default(),
    };
    let now = seen(world, &desk, (case, id)).await;
    fine(fine(app.open_poll(&desk, now, new).await));
    let of = OfConference { case, id };
    let sent = fine(fine(app.send_poll(&desk, of).await));
    assert_eq!(sent.prepared, 1);
}
