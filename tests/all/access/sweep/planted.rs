//! Two organizations of one network, each with something of every kind that has an id and is not for everybody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use renkei_app::cases::SeenCase;
use renkei_app::cases::keep::{DisclosureWord, EmploymentForm, NewNote};
use renkei_app::cases::open::NewCase;
use renkei_app::consent::except::ExceptionForm;
use renkei_app::consent::record::{ConsentForm, HowForm, Sitting};
use renkei_app::consent::stop::{StopForm, StopKind};
use renkei_app::directory::edit::observe::NewObservation;
use renkei_app::people::calls::plan::NewCall;
use renkei_app::people::{NewToken, PasskeyPlace};
use renkei_domain::access::principal::TokenScope;
use renkei_domain::cases::case::About;
use renkei_domain::cases::employment::{EmployerTie, HiringFrame, Voice};
use renkei_domain::cases::note::{NoteCategory, NoteScope};
use renkei_domain::cases::person::Person;
use renkei_domain::cases::team::{MemberAgency, Part, Ring, TeamMember};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{
    ConsentRecipient, Giver, HaltOf, InformationCategory, LegalGround, PartyId, Reach, Validity,
};
use renkei_domain::directory::contact::policy::ContactPurpose;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::ids::{CaseId, OrganizationId, ResourceId};
use renkei_domain::letters::delivery::DeliveryOutcome;
use renkei_domain::people::Standing;
use renkei_domain::text::Prose;
use renkei_tests::World;
use renkei_tests::people::{Somebody, by_page, somebody};
use sea_orm::{ConnectionTrait as _, Statement};
use uuid::Uuid;

use crate::keys::behind;
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

/// The tables of what an organization, its staff and the people it helps have to themselves.
const HELD: [&str; 18] = [
    "account",
    "act",
    "case_note",
    "consent",
    "consent_exception",
    "consent_halt",
    "employment",
    "invitation",
    "letter",
    "membership",
    "passkey",
    "person",
    "planned_call",
    "session",
    "strength",
    "support_case",
    "team_member",
    "token",
];

/// An organization and what it has to itself.
pub(super) struct Planted {
    pub(super) organization: OrganizationId,
    pub(super) staff: Somebody,
    pub(super) person: Somebody,
    /// A case of somebody with a name, whom the account above belongs to.
    pub(super) case: CaseId,
    /// One without a name.
    pub(super) consultation: CaseId,
    /// A word that stands in everything.
    pub(super) word: &'static str,
    ids: BTreeMap<&'static str, BTreeSet<Uuid>>,
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

async fn known(world: &World) -> BTreeMap<&'static str, BTreeSet<Uuid>> {
    let database = behind(world).await;
    let mut known = BTreeMap::new();
    for table in HELD {
        let sql = format!("SELECT id FROM {table}");
        let asked = Statement::from_string(database.get_database_backend(), sql);
        let rows = fine(database.query_all_raw(asked).await);
        let ids = rows.iter().map(|row| fine(row.try_get_by_index::<Uuid>(0)));
        known.insert(table, ids.collect());
    }
    fine(database.close().await);
    known
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or_default()
}

fn prose(word: &str) -> Prose {
    fine(Prose::parse(word))
}

/// Plants everything for an organization.
pub(super) async fn plant(
    world: &World,
    organization: OrganizationId,
    word: &'static str,
) -> Planted {
    let before = known(world).await;
    let app = &world.app;
    let mut staff = somebody(app, Standing::Staff(organization), &format!("{word}-s")).await;
    let person = somebody(app, Standing::Person, &format!("{word}-p")).await;
    let desk = by_page(&staff.principal);
    let open = |about| NewCase {
        lead: organization,
        about,
        topic: Some(line(word)),
        started_on: day(),
    };
    let consultation = fine(fine(app.open_case(&desk, open(About::Anonymous)).await)).0;
    let named = About::Person(Box::new(Person::named(line(word))));
    let case = fine(fine(app.open_case(&desk, open(named)).await)).0;
    plant_in_a_case(world, &staff, case, word).await;
    let link = fine(fine(app.offer_case_link(&desk, case).await));
    fine(fine(
        app.accept_case(&by_page(&person.principal), &link.code)
            .await,
    ));
    fine(fine(app.entrust_card(&person.principal, &staff.mail).await));
    plant_at_the_desk(world, &staff, organization, word).await;
    plant_a_passkey(world, &mut staff, word).await;

    let mut ids = known(world).await;
    for (table, found) in &mut ids {
        found.retain(|id| !before[table].contains(id));
    }
    Planted {
        organization,
        staff,
        person,
        case,
        consultation,
        word,
        ids,
    }
}

async fn plant_in_a_case(world: &World, staff: &Somebody, id: CaseId, word: &str) {
    let app = &world.app;
    let desk = by_page(&staff.principal);
    let seen = |version| SeenCase { id, version };
    let employment = EmploymentForm {
        id: None,
        employer: line(word),
        number: None,
        hired_on: day(),
        left_on: None,
        frame: HiringFrame::General,
        hours: None,
        disclosure: DisclosureWord::Closed,
        by: Voice::Person,
    };
    fine(fine(app.keep_employment(&desk, seen(1), employment).await));
    let member = TeamMember {
        id: app.new_team_member(),
        agency: MemberAgency::Written(line(word)),
        contact: Some(line(word)),
        role: None,
        ring: Ring::Community,
        part: Part::Member,
        employer: EmployerTie::NotTheEmployer,
        does: Some(prose(word)),
        reach: None,
        since: day(),
        until: None,
    };
    let party = PartyId::Written(member.id);
    fine(fine(app.keep_team_member(&desk, seen(2), member).await));
    let note = NewNote {
        on: day(),
        category: NoteCategory::Talk,
        scope: NoteScope::Agency,
        body: prose(word),
        corrects: None,
    };
    fine(fine(app.write_case_note(&desk, id, note).await));

    let package = Package::DailyContact;
    let sitting = Sitting {
        given_on: day(),
        how: HowForm::Written,
        text_version: line(word),
        said: prose(word),
        helpers: Vec::new(),
    };
    let last_day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default();
    let agreed = ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(party)].into_iter().collect(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(day(), last_day)),
        renews: None,
    };
    let recorded = app.record_consents(&desk, id, sitting, vec![agreed]);
    fine(fine(recorded.await));
    fine(fine(app.stop_consent(&desk, id, a_pause()).await));
    fine(fine(
        app.name_exception(&desk, id, an_exception(party)).await,
    ));
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
        reason: prose("電話に出ない"),
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
