//! What stands on the sheets of a conference.

use chrono::NaiveDate;
use renkei_domain::conference::{Agenda, ConferencePurpose, Outline, Slot, TimeWindow};
use renkei_domain::consent::{Categories, InformationCategory};
use renkei_domain::directory::address::Address;
use renkei_domain::directory::people::StaffRole;
use renkei_domain::directory::phone::Phone;
use renkei_domain::people::PaperCode;
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;

use super::Letterhead;

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
}

/// Where somebody is reached is nobody's to read in a log.
impl std::fmt::Debug for CallPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CallPaper(..)")
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
    pub facts: Vec<MaterialFact>,
    /// When who agreed to it, each once.
    pub agreed: Vec<(NaiveDate, &'static str)>,
}

/// Something that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialFact {
    /// Of which category.
    pub category: InformationCategory,
    /// By what it is known.
    pub label: String,
    /// What it says.
    pub text: String,
}
