//! A desk asks agencies whether what the directory says of them is still so, and does not ask too often.

mod again;
mod answered;
mod asked;
mod closed;
mod forgotten;
mod merged;
mod ways;
mod year;

use chrono::NaiveDate;
use renkei_app::directory::inquiry::begin::Begin;
use renkei_app::directory::inquiry::link::ShownByLink;
use renkei_app::directory::inquiry::view::{InquiryPage, InquiryQuery, InquiryView};
use renkei_app::directory::inquiry::{LinkRefusal, SeenInquiry};
use renkei_domain::directory::freshness::{FieldGroup, Freshness, Verification};
use renkei_domain::directory::inquiry::{
    AnsweredGroup, ProposedField, ProposedValue, Reply, Said, StaleBecause,
};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{InquiryId, ResourceId};
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};
use renkei_domain::people::Standing;
use renkei_store::directory::profile::Audience;
use renkei_tests::World;
use renkei_tests::inside::opened;
use renkei_tests::people::{Somebody, somebody};

use crate::consent::{desk, prose};
use crate::letters::invited::{claimed, demo};
use crate::migrations::{code, line, office_in, register, resource};
use crate::record::fine;

/// The number at which the agencies of these stories are phoned.
pub(crate) const PHONE: &str = "072-000-0301";

/// Whoever sits at the desk of the network.
async fn minato(world: &World) -> Somebody {
    somebody(&world.app, Standing::Coordinator(demo()), "minato").await
}

/// An agency with a phone and a FAX, and with an address for mail where one is given.
fn agency(name: &str, mail: Option<&str>) -> ResourceFacts {
    ResourceFacts {
        phones: vec![Phone::published(line(PHONE))],
        fax: Some(Phone::published(line("072-000-0302"))),
        email: mail.map(line),
        ..office_in(code("272078"), ResourceKind::PeerGroup, name)
    }
}

/// Enters one that the network keeps.
async fn entered(world: &World, number: u128, mail: Option<&str>) -> ResourceId {
    let id = resource(number);
    register(world, id, agency("きかれる会", mail), Profile::default()).await;
    id
}

/// Has it asked about its numbers and its hours.
async fn begun(world: &World, who: &Somebody, id: ResourceId) -> InquiryId {
    let (app, by) = (&world.app, desk(who));
    let groups = vec![FieldGroup::Contact, FieldGroup::Hours];
    let stale = app.report_stale(&by, id, groups, StaleBecause::AtConference);
    fine(fine(stale.await));
    let begun = app.begin_inquiries(&by, demo(), Begin::One(id)).await;
    fine(fine(fine(begun)).first.ok_or("an inquiry"))
}

async fn view(world: &World, who: &Somebody, id: InquiryId) -> InquiryView {
    fine(fine(world.app.inquiry(&who.principal, id).await))
}

/// The inquiry as somebody sees it now.
async fn seen(world: &World, who: &Somebody, id: InquiryId) -> SeenInquiry {
    let version = view(world, who, id).await.inquiry.version;
    SeenInquiry { id, version }
}

/// The version of an entry as it stands.
async fn version(world: &World, id: ResourceId) -> i64 {
    fine(world.store.resources(&[id]).await)[0].version
}

/// The code of the link in a letter.
fn code_in(letter: &str) -> String {
    let mut lines = letter.lines();
    let code = lines.find_map(|line| line.strip_prefix("https://renkei.example.jp/inquiry/"));
    fine(code.ok_or("a link")).to_owned()
}

/// What the page of a link shows now.
async fn shown(world: &World, code: &str) -> ShownByLink {
    let page = fine(fine(world.app.inquiry_by_link(code).await));
    ShownByLink {
        groups: page.groups.iter().map(|one| one.group).collect(),
        version: page.entry.version,
    }
}

/// What an agency answers on the page of its link as it stands.
async fn answered(world: &World, code: &str, reply: Reply) -> Result<InquiryId, LinkRefusal> {
    let shown = shown(world, code).await;
    fine(world.app.answer_inquiry_by_link(code, shown, reply).await)
}

async fn listed(world: &World, who: &Somebody) -> InquiryPage {
    let query = InquiryQuery {
        limit: Some(200),
        ..InquiryQuery::default()
    };
    let page = world.app.inquiries_due(&who.principal, demo(), &query);
    fine(fine(page.await))
}

/// Everything that is written down about an agency.
async fn attempts(world: &World, id: ResourceId) -> Vec<Verification> {
    let profiles = world.store.profiles(&[id], &Audience::Public).await;
    opened(fine(profiles))
        .remove(&id)
        .map(|profile| profile.verifications)
        .unwrap_or_default()
}

/// The last day on which a part was confirmed, and the last in vain since then.
async fn days(
    world: &World,
    id: ResourceId,
    group: FieldGroup,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let attempts = attempts(world, id).await;
    let freshness = Freshness::of(group, &attempts);
    let day = |done: &Verification| done.verified_on;
    (freshness.confirmed.map(day), freshness.tried.map(day))
}

fn changed(group: FieldGroup, values: Vec<ProposedValue>, words: Option<&str>) -> AnsweredGroup {
    AnsweredGroup {
        group,
        said: Said::Changed {
            values,
            words: words.map(prose),
        },
    }
}

fn value(field: ProposedField, text: &str) -> ProposedValue {
    ProposedValue {
        field,
        value: Some(line(text)),
    }
}

/// Every letter that waits is carried, and its try ends so. Says what they said.
async fn carried(world: &World, outcome: DeliveryOutcome) -> Vec<String> {
    let mut said = Vec::new();
    loop {
        let letters = claimed(world).await;
        if letters.is_empty() {
            return said;
        }
        for letter in letters {
            let delivery = Delivery::without_reply(outcome);
            fine(world.app.record_delivery(&letter, delivery).await);
            said.push(letter.letter.text.clone());
        }
    }
}
