//! What to do when something happens, as agreed with the person: it hangs where it is needed.

use chrono::NaiveDate;
use serde::Serialize;

use crate::words::Words;

/// The emergency sheet of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EmergencySheet {
    /// The network.
    pub network: Words,
    /// Whose it is.
    pub for_whom: Words,
    /// 主治医.
    pub doctor: Option<Words>,
    /// How to reach them.
    pub doctor_phone: Option<String>,
    /// Whom to phone, in which order.
    pub contacts: Option<Words>,
    /// What to do on a seizure.
    pub on_seizure: Option<Words>,
    /// What to do on a bad day.
    pub on_bad_day: Option<Words>,
    /// The steps of 休職.
    pub leave_steps: Option<Words>,
    /// When the person agreed.
    #[serde(serialize_with = "super::day_opt")]
    pub agreed_on: Option<NaiveDate>,
    /// The organization that keeps it.
    pub lead: Words,
    /// Whom to ask there.
    pub keeper: Option<Words>,
}
