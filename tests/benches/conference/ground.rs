//! The host, and conferences whose thirty people may all be called.

use std::fmt::{Debug, Display};

use chrono::{Days, NaiveDate, TimeDelta};
use renkei_app::App;
use renkei_app::cases::SeenCase;
use renkei_app::cases::open::NewCase;
use renkei_app::conference::SeenConference;
use renkei_app::conference::begin::NewConference;
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_domain::cases::case::About;
use renkei_domain::cases::employment::EmployerTie;
use renkei_domain::cases::person::Person;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, Seat, TeamMember};
use renkei_domain::conference::invitation::{CallChannel, CheckedHow};
use renkei_domain::conference::{ConferenceKind, ConferencePurpose, Presence, Slot};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_domain::ids::{CaseId, ConferenceId, NetworkId, OrganizationId, TeamMemberId};
use renkei_domain::people::Standing;
use renkei_domain::text::{Line, Prose};
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page, somebody};

/// How many are called to a conference: as many as there may be.
pub(super) const PEOPLE: usize = 30;

/// The version of a conference whose people, date and look of the person were written down one after the other.
const READY: i64 = 4;

/// What must go well for anything to be measured.
#[track_caller]
pub(super) fn fine<T, E: Display>(ended: Result<T, E>) -> T {
    ended.unwrap_or_else(|fault| panic!("{fault}"))
}

/// The same of what may be refused.
#[track_caller]
fn well<T, R: Debug, F: Display>(outcome: Result<Result<T, R>, F>) -> T {
    fine(outcome).unwrap_or_else(|refusal| panic!("refused: {refusal:?}"))
}

fn line(text: &str) -> Line {
    fine(Line::parse(text))
}

fn prose(text: &str) -> Prose {
    fine(Prose::parse(text))
}

/// A conference to which people are to be called.
#[derive(Clone, Copy)]
pub(super) struct Called {
    pub(super) case: CaseId,
    pub(super) id: ConferenceId,
}

/// Somebody of an agency who calls people.
pub(super) struct Host {
    pub(super) who: Somebody,
    lead: OrganizationId,
}

impl Host {
    pub(super) async fn at(world: &World) -> Self {
        let demo: NetworkId = fine("01932f00-0000-7000-8000-000000000001".parse());
        let members = fine(world.store.member_organizations(demo).await);
        let lead = members.first().map(|(id, _)| *id);
        let lead = lead.unwrap_or_else(|| panic!("nobody belongs to the network"));
        let who = somebody(&world.app, Standing::Staff(lead), "haruka").await;
        Self { who, lead }
    }

    /// A case of its own with a conference in two weeks: the person saw it and agreed to everybody, and each is to be
    /// called by a channel.
    pub(super) async fn called(&self, world: &World, channel: CallChannel) -> Called {
        let app = &world.app;
        let today = app.now().in_japan().date;
        let desk = by_page(&self.who.principal);
        let new = NewCase {
            lead: self.lead,
            about: About::Person(Box::new(Person::named(line("見本 本人")))),
            topic: None,
            started_on: today,
        };
        let case = well(app.open_case(&desk, new).await).0;
        let team = self.team(app, case, today).await;
        self.agreed(app, case, (&team, today)).await;
        let new = NewConference {
            kind: ConferenceKind::CaseConference,
            purpose: ConferencePurpose::Handover,
            presence: Presence::default(),
            host: None,
            to_bring: None,
        };
        let id = well(app.begin_conference(&desk, case, new).await).0;
        let slot = Slot {
            begins: app.now().plus(TimeDelta::days(14)),
            minutes: 90,
            place: line("見本市役所 3階 第2会議室"),
        };
        let steps = [
            ConferenceStep::CallTeam(team),
            ConferenceStep::Fix(slot),
            ConferenceStep::Shown(today),
        ];
        for (step, version) in steps.into_iter().zip(1..READY) {
            let seen = SeenConference { case, id, version };
            well(app.step_conference(&desk, seen, step).await);
        }
        let called = Called { case, id };
        self.ways(app, called, channel).await;
        called
    }

    async fn team(&self, app: &App, case: CaseId, today: NaiveDate) -> Vec<TeamMemberId> {
        let desk = by_page(&self.who.principal);
        let mut team = Vec::with_capacity(PEOPLE);
        for (number, version) in (0..PEOPLE).zip(1..) {
            let member = TeamMember {
                id: app.new_team_member(),
                agency: MemberAgency::Written(line(&format!("見本の機関{number}"))),
                contact: Some(line("見本 担当")),
                role: None,
                ring: Ring::WelfareMedical,
                part: Part::Member,
                employer: EmployerTie::NotTheEmployer,
                does: None,
                reach: None,
                seat: Seat::default(),
                since: today,
                until: None,
            };
            team.push(member.id);
            let seen = SeenCase { id: case, version };
            well(app.keep_team_member(&desk, seen, member).await);
        }
        team
    }

    async fn agreed(&self, app: &App, case: CaseId, (team, today): (&[TeamMemberId], NaiveDate)) {
        let package = Package::HandoverMeeting;
        let named = team.iter();
        let named = named.map(|id| ConsentRecipient::Named(PartyId::Written(*id)));
        let form = ConsentForm {
            giver: Giver::Person,
            recipients: named.collect(),
            categories: package.agreed(&[PlainGroup::Work]),
            purposes: package.purposes(),
            means: package.means(),
            validity: fine(Validity::new(today, today + Days::new(100))),
            renews: None,
        };
        let sitting = Sitting {
            given_on: today,
            how: HowForm::Written,
            text_version: line("同意の質問 2026年11月"),
            explained_by: None,
            said: prose("いつでも止められると話した。"),
            helpers: Vec::new(),
        };
        let desk = by_page(&self.who.principal);
        well(app.record_consents(&desk, case, sitting, vec![form]).await);
    }

    async fn ways(&self, app: &App, Called { case, id }: Called, channel: CallChannel) {
        let desk = by_page(&self.who.principal);
        let view = well(app.conferences(&self.who.principal, case).await);
        let conference = view.conference(id);
        let conference = conference.unwrap_or_else(|| panic!("no conference"));
        let seen = SeenConference {
            case,
            id,
            version: READY,
        };
        for (number, one) in conference.participants.iter().enumerate() {
            let target = match channel {
                CallChannel::Mail => line(&format!("kikan{number}@example.jp")),
                _ => line(&format!("072-000-{number:04}")),
            };
            let chosen = WayStep::Choose {
                channel,
                target: Some(target.clone()),
                reason: prose("そう頼まれた"),
            };
            let confirmed = WayStep::Confirm {
                number: target,
                how: CheckedHow::ByPhone,
            };
            for step in [chosen, confirmed] {
                well(app.change_call_way(&desk, seen, one.id, step).await);
            }
        }
    }

    /// Presses the button that calls everybody.
    pub(super) async fn send(&self, app: &App, Called { case, id }: Called) {
        let desk = by_page(&self.who.principal);
        let seen = SeenConference {
            case,
            id,
            version: READY,
        };
        let sent = well(app.send_calls(&desk, seen).await);
        let prepared = usize::try_from(sent.prepared);
        assert_eq!(prepared, Ok(PEOPLE + 1), "nobody is missed, nor the person");
    }
}
