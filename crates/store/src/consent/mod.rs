//! Consents in tables. A [`ledger`] is read whole, as the rule asks for it; [`give`], [`stop`] and [`except`] write
//! a line each. [`head`] is what all of them take first, and whoever claims a disclosure too, so that what was
//! stopped before is known to what is told after. `terms` and `asking` are how a consent stands sealed.

mod asking;
pub mod ending;
pub mod evidence;
pub mod except;
pub mod give;
pub(crate) mod givers;
pub mod head;
pub mod ledger;
pub mod notice;
pub mod offices;
pub mod sheet;
pub mod stop;
pub(crate) mod terms;
mod times;

use chrono::NaiveDate;
use renkei_domain::cases::case::Case;
use renkei_domain::cases::team::TeamMember;
use renkei_domain::consent::Ledger;
use renkei_domain::consent::given::{Asking, Evidence};
use renkei_domain::ids::{AccountId, ConsentId, EmploymentId, HaltId};
use renkei_domain::time::Instant;

use sea_orm::ConnectionTrait;

use self::evidence::KeptEvidence;
use self::sheet::KeptSheet;
use crate::cases::team::team_of;
use crate::fault::StoreFault;
use crate::keys::KeyRing;

/// How a consent came into the house.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptAsking {
    /// Which.
    pub id: ConsentId,
    /// How it was asked for and given.
    pub asking: Asking,
    /// Which one it took the place of.
    pub renews: Option<ConsentId>,
    /// Who wrote it down, and when.
    pub kept: Kept,
}

/// Who sat beside whom is nobody's to read in a log.
impl std::fmt::Debug for KeptAsking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeptAsking({})", self.id)
    }
}

/// Who wrote something down, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Instant,
}

/// Everything about the consents of the person of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentFile {
    /// The case.
    pub case: Case,
    /// What decides.
    pub ledger: Ledger,
    /// The last day of each of its employments that has one: for the rule one that has ended counts all the same.
    pub left: Vec<(EmploymentId, NaiveDate)>,
    /// How each consent was given.
    pub askings: Vec<KeptAsking>,
    /// Who wrote down each halt.
    pub halts: Vec<(HaltId, Kept)>,
    /// Who helps or helped, in the order in which they came.
    pub team: Vec<TeamMember>,
    /// The forms that were printed, the newest first.
    pub sheets: Vec<KeptSheet>,
    /// The scanned pages and signatures that show them, in the order in which they came.
    pub evidence: Vec<KeptEvidence>,
}

/// Reads everything about the consents of the person of a case. Of somebody who was erased nothing is there.
pub(crate) async fn file_of(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    case: Case,
) -> Result<ConsentFile, StoreFault> {
    if case.is_erased() {
        return Ok(ConsentFile {
            ledger: Ledger::empty(case.person, case.lead),
            left: Vec::new(),
            askings: Vec::new(),
            halts: Vec::new(),
            team: Vec::new(),
            sheets: Vec::new(),
            evidence: Vec::new(),
            case,
        });
    }
    let person = case.person;
    let mut askings = give::askings_of(connection, keys, person).await?;
    let evidence = evidence::evidence_of(connection, person).await?;
    // A page comes back after the consent was written down, which nothing edits.
    for asking in &mut askings {
        let mut showing = evidence
            .iter()
            .filter(|page| page.shows.contains(&asking.id));
        if let Some(page) = showing.next() {
            asking.asking.evidence = Some(Evidence {
                kind: page.format.kind(),
                id: page.id,
            });
        }
    }
    Ok(ConsentFile {
        ledger: ledger::ledger_of(connection, keys, person).await?,
        left: ledger::left_of(connection, person).await?,
        askings,
        evidence,
        halts: stop::kept_of(connection, person).await?,
        team: team_of(connection, keys, case.id).await?,
        sheets: sheet::sheets_of(connection, keys, person).await?,
        case,
    })
}
