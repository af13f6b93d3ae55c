//! The record of the agency that leads a case, to which its person shows their map (受領記録). The law asks for none: what
//! persons tell of themselves is no provision of an operator (個人情報保護法29条), and whoever hears it from them does not
//! hear it from a third party, which alone is to be confirmed and recorded (30条; 確認・記録義務編 2-2-1-1, 本人による提供).
//! It is made so that the file of the case says from whom the agency knows what it knows. Another agency of the team
//! keeps no file of the person: none is made there, and the share itself says to whom, of what and from when until when.

use renkei_domain::cases::case::Case;
use renkei_domain::consent::Categories;
use renkei_domain::ids::{AccountId, ReceiptId};
use renkei_domain::map::share::SHARE_MEANS;
use renkei_domain::provisions::{NamedAgency, ObtainedHow, Receipt, ReceivedBy};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use renkei_store::{StoreFault, Work};

/// What the person is called where their agency does not know their name.
const THEMSELF: &str = "本人";

/// What came in with a share.
pub(super) struct CameIn<'s> {
    /// The id of its record.
    pub(super) id: ReceiptId,
    /// The account that showed it.
    pub(super) by: AccountId,
    /// To whom of the agency, in words.
    pub(super) to: &'s str,
    /// Of what it told that day: what is left out is not named.
    pub(super) categories: &'s Categories,
}

/// Keeps in a case that its person showed their map, in the act in which they do.
pub(super) async fn record_came_in(
    work: &Work,
    case: &Case,
    came: &CameIn<'_>,
    now: Instant,
) -> Result<(), StoreFault> {
    let name = case.known().map(|person| person.name.clone());
    let called = name.as_ref().map(Line::to_string);
    let record = Receipt {
        id: came.id,
        case: case.id,
        person: case.person,
        name,
        organization: case.lead,
        from: NamedAgency {
            name: called.unwrap_or_else(|| THEMSELF.to_owned()),
            contact: None,
            address: None,
            body: None,
            head: None,
        },
        obtained: ObtainedHow::FromPerson,
        ground: ReceivedBy::Consent,
        categories: came.categories.clone(),
        what: Prose::parse(&format!("本人が リソースマップを {} に見せた。", came.to)).ok(),
        means: SHARE_MEANS,
        on: now.in_japan().date,
        noted_by: came.by,
        noted_at: now,
    };
    work.add_receipt(&record).await
}
