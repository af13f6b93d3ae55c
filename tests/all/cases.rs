//! Cases: who reads and writes one, what stands in the house of it, and how its pages tell of it.

mod asked;
mod floor;
mod kept;
mod linked;
mod looked;
mod overdue;
mod pages;
mod rights;

use chrono::NaiveDate;
use renkei_app::cases::open::NewCase;
use renkei_app::cases::read::CaseView;
use renkei_app::cases::{CaseRefusal, SeenCase};
use renkei_app::writer::Writer;
use renkei_domain::cases::case::About;
use renkei_domain::cases::person::Person;
use renkei_domain::ids::{CaseId, OrganizationId};
use renkei_domain::people::Standing;
use renkei_domain::record::Source;
use renkei_domain::text::{Line, Prose};
use renkei_tests::World;
use renkei_tests::people::{Somebody, somebody};
use sea_orm::ConnectionTrait as _;

use crate::keys::{behind, change};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;

/// The name of a person, and how it stands among bytes that are shown as digits.
const NAME: &str = "hanako-no-himitsu";

fn day(text: &str) -> NaiveDate {
    fine(NaiveDate::parse_from_str(text, "%Y-%m-%d"))
}

fn prose(text: &str) -> Prose {
    fine(Prose::parse(text))
}

/// Two organizations of the network.
async fn two_agencies(world: &World) -> [OrganizationId; 2] {
    let members = fine(world.store.member_organizations(demo()).await);
    [members[0].0, members[1].0]
}

async fn staff(world: &World, at: OrganizationId, name: &str) -> Somebody {
    somebody(&world.app, Standing::Staff(at), name).await
}

fn desk(who: &Somebody) -> Writer {
    Writer::by(who.principal.clone(), Source::Page)
}

fn named(name: &str) -> About {
    About::Person(Box::new(Person::named(line(name))))
}

async fn opened_by(world: &World, who: &Somebody, lead: OrganizationId, about: About) -> CaseId {
    let new = NewCase {
        lead,
        about,
        topic: Some(line("はたらきつづけたい")),
        started_on: day("2026-11-02"),
    };
    fine(fine(world.app.open_case(&desk(who), new).await)).0
}

/// Ends every case behind the back of renkei, and puts the conferences about it, so long ago that no law asks to keep
/// it any more.
pub(crate) async fn ended_long_ago(world: &World) {
    let database = behind(world).await;
    let sql = "UPDATE support_case SET started_on = '2015-01-05', ended_on = '2015-01-06'";
    change(&database, sql, Vec::new()).await;
    // There may be none.
    let sql = "UPDATE conference SET begins_at = 0 WHERE begins_at IS NOT NULL";
    fine(database.execute_unprepared(sql).await);
    fine(database.close().await);
}

async fn read_by(world: &World, who: &Somebody, id: CaseId) -> Result<CaseView, CaseRefusal> {
    fine(world.app.case_view(&who.principal, id).await)
}

/// A case as somebody sees it now.
async fn as_seen_by(world: &World, who: &Somebody, id: CaseId) -> SeenCase {
    let view = fine(read_by(world, who, id).await);
    SeenCase {
        id,
        version: view.file.case.version,
    }
}

fn text(words: &str) -> Option<Line> {
    Line::parse(words).ok()
}
