//! Two organizations of one network, each with something of every kind that has an id and is not for everybody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use renkei_app::cases::open::NewCase;
use renkei_app::consent::except::ExceptionForm;
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::directory::edit::observe::NewObservation;
use renkei_app::people::calls::plan::NewCall;
use renkei_app::people::{NewToken, PasskeyPlace};
use renkei_domain::access::principal::TokenScope;
use renkei_domain::cases::case::About;
use renkei_domain::cases::employment::Voice;
use renkei_domain::conference::feed::CalendarProgram;
use renkei_domain::consent::{HaltOf, InformationCategory, LegalGround, PartyId, Reach};
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{CaseId, OrganizationId, ResourceId};
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::people::Standing;
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page};
use renkei_tests::schema;
use uuid::Uuid;

use crate::canary::planted::plant_case;
use crate::letters::invited::{all_end, demo, invite};
use crate::migrations::line;
use crate::record::fine;
use crate::sign_in::device::Device;

/// An entry of the directory that neither of the two runs.
pub(super) const ENTRY: &str = "01932f00-0000-7002-8000-000000000301";

/// Who runs it.
const RUNS_IT: &str = "01932f00-0000-7001-8000-000000000501";

/// The address at which a passkey is made.
const ORIGIN: &str = "https://renkei.example.jp";

/// An organization and what it has to itself.
pub(super) struct Planted {
    pub(super) organization: OrganizationId,
    pub(super) staff: Somebody,
    pub(super) person: Somebody,
    /// A case of somebody with a name, whom the account above belongs to.
    pub(super) case: CaseId,
    /// One without a name.
    pub(super) consultation: CaseId,
    ids: BTreeMap<String, BTreeSet<Uuid>>,
}

impl Planted {
    /// The ids that it has in a table.
    pub(super) fn ids(&self, table: &str) -> Vec<Uuid> {
        let ids = self.ids.get(table).into_iter().flatten().copied();
        let ids: Vec<Uuid> = ids.collect();
        assert!(!ids.is_empty(), "nothing was planted in {table}");
        ids
    }
}

/// Two organizations of the network that run something else than the entry.
pub(super) async fn two_organizations(world: &World) -> [OrganizationId; 2] {
    let members = fine(world.store.member_organizations(demo()).await);
    let others = members.iter().map(|(id, _)| *id);
    let others: Vec<OrganizationId> = others.filter(|id| id.to_string() != RUNS_IT).collect();
    [others[0], others[1]]
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or_default()
}

/// Plants everything for an organization, whose people are called by a word.
pub(super) async fn plant(world: &World, organization: OrganizationId, word: &str) -> Planted {
    let before = schema::ids(world).await;
    let app = &world.app;
    let names = [format!("{word}-s"), format!("{word}-p")];
    let (mut staff, person, case) = plant_case(world, organization, [&names[0], &names[1]]).await;
    let desk = by_page(&staff.principal);
    let nameless = NewCase {
        lead: organization,
        about: About::Anonymous,
        topic: Some(line(word)),
        started_on: day(),
    };
    let consultation = fine(fine(app.open_case(&desk, nameless).await)).0;
    fine(fine(app.entrust_card(&person.principal, &staff.mail).await));
    plant_at_the_desk(world, &staff, organization, word).await;
    plant_a_passkey(world, &mut staff, word).await;

    let mut ids = schema::ids(world).await;
    for (table, found) in &mut ids {
        let old = before.get(table);
        found.retain(|id| old.is_none_or(|old| !old.contains(id)));
    }
    Planted {
        organization,
        staff,
        person,
        case,
        consultation,
        ids,
    }
}

/// A pause of everything.
pub(super) fn a_pause() -> StopForm {
    StopForm {
        kind: StopKind::Pause,
        of: HaltOf::Everything,
        reach: Reach::Whole,
        by: Voice::Person,
    }
}

/// That somebody may be told although nobody agreed.
pub(super) fn an_exception(recipient: PartyId) -> ExceptionForm {
    ExceptionForm {
        ground: LegalGround::DangerToLife,
        reason: fine(Prose::parse("電話に出ない")),
        recipient,
        categories: [InformationCategory::Emergency].into_iter().collect(),
    }
}

/// What staff have beside their cases.
async fn plant_at_the_desk(
    world: &World,
    staff: &Somebody,
    organization: OrganizationId,
    word: &str,
) {
    let app = &world.app;
    let desk = by_page(&staff.principal);
    let resource: ResourceId = fine(ENTRY.parse());
    let call = NewCall {
        resource,
        day: None,
        purpose: ContactPurpose::Routine,
        note: None,
    };
    fine(fine(app.plan_call(&desk, call).await));
    let token = NewToken {
        name: line(word),
        scopes: vec![TokenScope::DirectoryRead],
        expires_on: NaiveDate::from_ymd_opt(2027, 3, 31).unwrap_or_default(),
    };
    fine(fine(app.make_token(&desk, token).await));
    fine(fine(app.make_feed(&desk, CalendarProgram::Outlook).await));
    let observation = NewObservation {
        resource,
        network: demo(),
        by: organization,
        valence: Valence::Strong,
        topic: Topic::General,
        text: line(word),
        basis: line(word),
        stated_on: day(),
    };
    fine(fine(app.observe(&desk, observation).await));
    let mail = format!("{word}-invited@example.jp");
    invite(world, staff, Standing::Person, word, Some(&mail)).await;
    all_end(world, DeliveryOutcome::Refused).await;
}

/// Whoever makes a passkey has another session from then on.
async fn plant_a_passkey(world: &World, staff: &mut Somebody, word: &str) {
    let app = &world.app;
    let place = PasskeyPlace::new("renkei.example.jp".to_owned(), ORIGIN.to_owned());
    let asked = fine(fine(app.begin_passkey(&staff.secret, &place).await));
    let answer = Device::at(ORIGIN).makes(&fine(serde_json::from_str(&asked)));
    let made = app.finish_passkey(&staff.secret, &place, line(word), &answer);
    let made = fine(fine(made.await));
    staff.secret = made.secret;
    staff.principal = made.principal;
}
