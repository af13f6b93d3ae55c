//! What stands on the sheets of a conference.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::conference::{
    Agenda, ConferencePurpose, Handover, Outline, Slot, TimeWindow, ToBring,
};
use renkei_domain::consent::{Categories, InformationCategory};
use renkei_domain::directory::address::Address;
use renkei_domain::directory::hours::Hours;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::phone::Phone;
use renkei_domain::people::PaperCode;
use renkei_domain::provisions::{KeptProvision, ToldHow};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;

use super::{Letterhead, MaterialLetter};
use crate::cases::by_category::CaseFact;
use crate::conference::call::script::PhoneWords;

/// From whom sheets of a conference are, and how that agency is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The agency that leads the case.
    pub lead: String,
    /// Who there sees to the conference.
    pub keeper: Option<Line>,
    /// Its phone, where one is known.
    pub phone: Option<Phone>,
    /// Its FAX, where one is known.
    pub fax: Option<Phone>,
    /// Its mail address, where one is known.
    pub mail: Option<String>,
    /// Where it is.
    pub address: Option<Address>,
    /// Its head (代表者).
    pub head_of_body: Option<Line>,
}

impl Sender {
    /// The same on a FAX to the person or their family, which lies where others read it: no agency is named, only who
    /// sees to the conference.
    #[must_use]
    pub fn without_agency(self) -> Self {
        let keeper = self.keeper.map(|keeper| keeper.to_string());
        Self {
            lead: keeper.unwrap_or_else(|| "いつもの担当".to_owned()),
            keeper: None,
            mail: None,
            ..self
        }
    }
}

/// Why somebody hears of a conference once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldAnew {
    /// They do not: they are called for the first time.
    No,
    /// It was moved away from this moment, to which they had been called.
    MovedFrom(Instant),
    /// It is put off; a new date is told later.
    Postponed,
    /// It does not take place.
    Cancelled,
    /// It takes place without them.
    Recalled,
}

/// For whom an agenda is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgendaReader {
    /// Staff.
    Staff,
    /// The person, in easy words.
    Person,
}

/// What a conference talks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// For whom it is.
    pub reader: AgendaReader,
    /// The number of the case, by which staff speak of it.
    pub number: String,
    /// What the conference is.
    pub outline: Outline,
    /// When and where, once that is fixed.
    pub slot: Option<Slot>,
    /// The agency that hosts.
    pub host: String,
    /// Who sees to it.
    pub keeper: Option<Line>,
    /// Who comes beside the person.
    pub called: Vec<AgendaGuest>,
    /// What is talked about.
    pub agenda: Agenda,
    /// Who brings each of the items in, in their order.
    pub presenters: Vec<String>,
}

/// Somebody who comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaGuest {
    /// What they are called.
    pub name: String,
    /// As what.
    pub role: Option<StaffRole>,
    /// For which part; absent for all of it.
    pub window: Option<TimeWindow>,
}

/// Who of those whom no agency stands for is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalledOutside {
    /// The person, by name.
    Person(Line),
    /// Their family, for their part of it.
    Family(TimeWindow),
}

/// The call to a conference for the person or their family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonCallPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// Whom it calls.
    pub whom: CalledOutside,
    /// Why they hear of it once more.
    pub anew: ToldAnew,
    /// When and where.
    pub slot: Slot,
    /// What the person brings along. The family is not told.
    pub to_bring: Option<ToBring>,
    /// Who comes besides. The family is not told.
    pub called: Vec<String>,
    /// Whom to answer.
    pub sender: Sender,
    /// The last day on which an answer is in time.
    pub answer_by: Option<NaiveDate>,
}

/// Calls to a conference by one channel. Nothing of them tells whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallsPaper {
    /// From which network they are.
    pub head: Letterhead,
    /// The number of the conference.
    pub number: String,
    /// Where it is: address and room.
    pub place: Line,
    /// Who calls.
    pub sender: Sender,
    /// The last day on which an answer is in time.
    pub answer_by: Option<NaiveDate>,
    /// Whom they call.
    pub calls: Vec<CallPaper>,
}

/// A call of somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct CallPaper {
    /// The agency.
    pub to: String,
    /// Who there.
    pub contact: Option<Line>,
    /// The number or postal address.
    pub target: Line,
    /// 郵便番号 of that address, where it is known.
    pub postal_code: Option<Line>,
    /// 内線 and 音声案内番号 of that number.
    pub after_dialling: Vec<String>,
    /// Whom to ask for: a desk in the office's words, or a role.
    pub ask_for: Option<String>,
    /// When somebody answers there, where that was stated.
    pub hours: Option<Hours>,
    /// How to go about it.
    pub etiquette: Option<Line>,
    /// What never to do, by what the agency said.
    pub never: Vec<Line>,
    /// Whether they may be told on the phone whom it is about.
    pub may_tell: bool,
    /// Why they hear of it once more.
    pub anew: ToldAnew,
    /// When they are to be there.
    pub begins: Instant,
    /// For how long, in minutes.
    pub minutes: u16,
    /// The short code by which their answer is known.
    pub code: PaperCode,
    /// What is said to them; absent where they are not phoned.
    pub script: Option<PhoneWords>,
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for CallPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CallPaper(..)")
    }
}

/// Forms on which people say by one channel when they could come. Nothing of them tells whom the conference is about, but
/// the one to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollFormPaper {
    /// From which network they are.
    pub head: Letterhead,
    /// The number of the conference.
    pub number: String,
    /// By which channel they go.
    pub channel: CallChannel,
    /// How long it would take, in minutes.
    pub minutes: u16,
    /// When it might begin.
    pub begins: Vec<Instant>,
    /// Who asks.
    pub sender: Sender,
    /// Who is asked.
    pub forms: Vec<PollFormTo>,
}

/// A form for one who is asked.
#[derive(Clone, PartialEq, Eq)]
pub struct PollFormTo {
    /// An agency, or the person by name.
    pub to: String,
    /// Whether that is an agency.
    pub is_agency: bool,
    /// Who asks, where that is not told as to the others.
    pub from: Option<Sender>,
    /// The number or postal address.
    pub target: Line,
    /// Whether they were asked before.
    pub is_reminder: bool,
    /// The last day on which an answer leaves in time.
    pub answer_by: NaiveDate,
    /// The short code by which their answer is known.
    pub code: PaperCode,
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for PollFormTo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PollFormTo(..)")
    }
}

/// A FAX that asks whether a number is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaxTestPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// The agency.
    pub to: String,
    /// The number that is tested.
    pub number: Line,
    /// By what an answer is known: the number of the conference.
    pub mark: String,
    /// Who sends it.
    pub sender: Sender,
}

/// What those who meet about a person have before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// Of whom it tells.
    pub for_whom: String,
    /// When and where they meet, once that is fixed.
    pub slot: Option<Slot>,
    /// Who gives it.
    pub sender: Sender,
    /// What for.
    pub purpose: ConferencePurpose,
    /// The copies, one for each who may have one.
    pub copies: Vec<MaterialCopy>,
}

/// The copy of one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialCopy {
    /// Who gets it.
    pub to: String,
    /// What they may be told by it. Nothing else stands on it.
    pub told: Categories,
    /// 希望, as the person said it.
    pub wishes: Option<Prose>,
    /// できていること, as the person said it.
    pub can_do: Option<Prose>,
    /// What is told besides, in the order of the categories.
    pub facts: Vec<CaseFact>,
    /// When who agreed to it, each once.
    pub agreed: Vec<(NaiveDate, &'static str)>,
    /// How it may reach its recipient: by FAX where consents name that.
    pub ways: BTreeSet<ToldHow>,
    /// Where it is posted to (親展); absent where it is handed over, or goes by FAX.
    pub letter: Option<MaterialLetter>,
}

impl MaterialCopy {
    /// Of which categories something stands on it. A recipient keeps it as the record of what they were given, so that
    /// nothing is named that they may have and nobody wrote down. Whom it is about stands on each.
    #[must_use]
    pub fn printed(&self) -> Categories {
        let said = [
            (InformationCategory::Wishes, self.wishes.is_some()),
            (InformationCategory::Skills, self.can_do.is_some()),
        ];
        let is_there = |category: &InformationCategory| {
            *category == InformationCategory::Basic
                || said.contains(&(*category, true))
                || self.facts.iter().any(|fact| fact.category == *category)
        };
        self.told.iter().copied().filter(is_there).collect()
    }
}

/// What the person takes home from a conference: who does what until when. Their name does not stand on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterMeetingPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// On which day it was.
    pub held_on: NaiveDate,
    /// What was decided; what is due first comes first.
    pub promised: Vec<Promised>,
    /// When and where people meet again, once that is fixed.
    pub next: Option<Slot>,
    /// What the person brings along then.
    pub to_bring: Option<ToBring>,
    /// Whom to ask.
    pub sender: Sender,
}

/// Something that somebody does.
#[derive(Clone, PartialEq, Eq)]
pub struct Promised {
    /// Who; the person themselves where nobody is named.
    pub who: Option<String>,
    /// The last day on which it is done in time.
    pub due_on: NaiveDate,
    /// What.
    pub what: Line,
    /// How.
    pub how: Option<Prose>,
}

/// What was decided with somebody is nobody's to read in a log.
impl std::fmt::Debug for Promised {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Promised(..)")
    }
}

/// The record of a handover that an office keeps (支援体制構築未実施減算 ア・イ・ウ). The person's name is written by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverRecordPaper {
    /// From which network it is.
    pub head: Letterhead,
    /// The number of the case, by which staff speak of it.
    pub number: String,
    /// The agency that helps until the end.
    pub lead: String,
    /// What the handover settles.
    pub handover: Handover,
    /// What was told for the handover by consent, each with who told it; the newest first.
    pub told: Vec<(KeptProvision, String)>,
}
