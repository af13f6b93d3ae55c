//! What pages and sheets are made of: the list of what is to be done, one inquiry with its history, and what an agency
//! reads of itself by its link or on its sheet.

use chrono::NaiveDate;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::contact::policy::ContactPolicy;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::inquiry::{
    CapacityRhythm, Contact, GroupDue, Inquiry, InquiryAnswer, NextStep, Reopened, RoundKind,
};
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::ids::{AccountId, InquiryId, NetworkId, ResourceId};
use renkei_domain::text::Line;
use renkei_domain::time::Instant;

/// Whom of the list is asked for: a page of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InquiryQuery {
    /// Where the page goes on: what the page before gave as `next`.
    pub after: Option<String>,
    /// The most rows; 50 where nothing is said, 200 at most.
    pub limit: Option<usize>,
    /// Only what somebody can do something about today: neither what waits nor what leaves by itself.
    pub only_to_do: bool,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquiryPage {
    /// Whose list it is.
    pub network: NetworkId,
    /// What the network is called.
    pub network_name: String,
    /// Today in Japan.
    pub today: NaiveDate,
    /// The rows, by the day on which the oldest group fell due, then by use.
    pub rows: Vec<InquiryRow>,
    /// How many rows the whole list has.
    pub total: usize,
    /// How many of those could be asked for the first time now.
    pub to_begin: usize,
    /// Where the next page goes on.
    pub next: Option<String>,
}

/// An agency on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquiryRow {
    /// Which.
    pub resource: ResourceId,
    /// What it is called.
    pub name: Line,
    /// Its kind in words.
    pub kind: String,
    /// In which round it is asked, or would be.
    pub round: RoundKind,
    /// What is asked, or would be, with its days.
    pub groups: Vec<GroupDue>,
    /// What of it was reopened, and why.
    pub reopened: Vec<Reopened>,
    /// From when on the oldest of it is due; nothing where nobody ever asked.
    pub due: Option<NaiveDate>,
    /// In how many teams of today it stands, with how many conferences and meetings of the network it was called to in the
    /// last year; 0 where they are fewer than are told.
    pub used: u64,
    /// The inquiry that is open; without one the first contact begins it.
    pub inquiry: Option<InquiryId>,
    /// What is to be done.
    pub step: NextStep,
}

/// What is public of an agency, as it reads it of itself. Neither observations nor named people are in it.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedEntry {
    /// Which.
    pub resource: ResourceId,
    /// Its version: a form that puts something into the directory says which one it showed.
    pub version: i64,
    /// Its published facts, corrections applied: name, address, numbers, mail, hours.
    pub facts: ResourceFacts,
    /// What is public of its profile: capacity, what people compare, strengths as it declared them itself, how it likes to
    /// be reached.
    pub profile: Profile,
    /// The holidays, to put hours into words.
    pub holidays: HolidayTable,
}

/// One inquiry with its history.
#[derive(Debug, Clone, PartialEq)]
pub struct InquiryView {
    /// The inquiry.
    pub inquiry: Inquiry,
    /// Whom it asks, as the directory has it.
    pub entry: AskedEntry,
    /// The network that keeps the entry today, and asks: another than the one that began where the area changed hands.
    pub network: NetworkId,
    /// What that is called.
    pub network_name: String,
    /// Every contact, the oldest first.
    pub contacts: Vec<Contact>,
    /// Every answer, the oldest first.
    pub answers: Vec<InquiryAnswer>,
    /// Every group that it asks about, with its days.
    pub groups: Vec<GroupDue>,
    /// What is to be done.
    pub step: NextStep,
    /// By which ways nobody of it was found, at the address or number that the directory still has.
    pub astray: Vec<CallChannel>,
    /// What the accounts are called that did something.
    pub names: Vec<(AccountId, String)>,
    /// Until when the newest link opens, where one left and is in time.
    pub link_until: Option<NaiveDate>,
    /// Now.
    pub now: Instant,
}

/// What an agency reads by its link: public facts alone.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedByLink {
    /// The inquiry.
    pub id: InquiryId,
    /// As the directory has the agency.
    pub entry: AskedEntry,
    /// Who asks: the network.
    pub network_name: String,
    /// How the secretariat of the network is reached, each way on a line.
    pub ways: Vec<String>,
    /// What is still asked, with the last day on which it was confirmed.
    pub groups: Vec<GroupDue>,
    /// What was answered before.
    pub answered: Vec<FieldGroup>,
    /// The last day on which the link opens.
    pub until: NaiveDate,
}

/// What is kept about asking one agency, for its page.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceInquiries {
    /// The inquiries about it, the newest first.
    pub inquiries: Vec<Inquiry>,
    /// What was reopened.
    pub reopened: Vec<Reopened>,
    /// How often it agreed to be asked about free places.
    pub rhythm: Option<CapacityRhythm>,
    /// By which ways it can be asked, the preferred one first.
    pub ways: Vec<CallChannel>,
    /// How it likes to be reached.
    pub policy: ContactPolicy,
}
