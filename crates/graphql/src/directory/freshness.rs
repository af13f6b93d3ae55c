//! How fresh each part of an entry is.

use async_graphql::Object;
use chrono::NaiveDate;
use renkei_domain::directory::freshness::{
    FieldGroup, Verification, VerificationMethod, VerificationOutcome,
};

use crate::closed_list::{Word, closed_list};
use crate::scalars::DateScalar;

closed_list!(
    FieldGroup,
    "FieldGroup",
    "The parts of an entry that are confirmed separately: a phone number may have been used this \
     morning while the hours are a year old.",
    |group| match group {
        FieldGroup::Contact =>
            "phones, FAX, mail and how to use them; asked about again after 12 months",
        FieldGroup::Hours => "opening hours; asked about again after 12 months",
        FieldGroup::Capacity => "free places; asked about again after 3 months",
        FieldGroup::Eligibility => "who can use it; asked about again after 12 months",
        FieldGroup::Character => "strengths, weaknesses, limits; asked about again after 6 months",
    }
);

closed_list!(
    VerificationMethod,
    "VerificationMethod",
    "How something was confirmed.",
    |method| match method {
        VerificationMethod::Phone => "somebody called",
        VerificationMethod::Visit => "somebody went there",
        VerificationMethod::Fax => "a sheet was sent and came back",
        VerificationMethod::Mail => "a mail was answered",
        VerificationMethod::Meeting => "the agency said so in a meeting",
        VerificationMethod::Referral => "somebody was introduced, and it was so",
        VerificationMethod::OpenData => "a newer edition of published data says the same",
    }
);

closed_list!(
    VerificationOutcome,
    "VerificationOutcome",
    "What came of asking.",
    |outcome| match outcome {
        VerificationOutcome::Confirmed => "it stands as it stood",
        VerificationOutcome::Changed => "it had changed, and was corrected",
        VerificationOutcome::NoAnswer => "nothing is confirmed; ask again after three weeks",
        VerificationOutcome::Refused => "nothing is confirmed; ask again after three weeks",
    }
);

/// The last confirmation of one part.
pub(crate) struct FreshnessType<'a> {
    group: FieldGroup,
    last: Option<&'a Verification>,
    today: NaiveDate,
}

/// Every part of an entry with its last confirmation. The name of whoever asked is nobody else's
/// business and has no field.
pub(crate) fn freshness_of(
    verifications: &[Verification],
    today: NaiveDate,
) -> Vec<FreshnessType<'_>> {
    let of_group = move |group: &FieldGroup| FreshnessType {
        group: *group,
        last: verifications.iter().rev().find(|done| done.group == *group),
        today,
    };
    FieldGroup::ALL.iter().map(of_group).collect()
}

/// How fresh one part of an entry is. A whole entry is never "verified".
#[Object(name = "Freshness")]
impl FreshnessType<'_> {
    /// Which part.
    fn group(&self) -> Word<FieldGroup> {
        Word(self.group)
    }

    /// The day on which it was last asked about. Null where nobody ever asked: then `method`,
    /// `outcome`, `byRole` and `due` are null as well.
    fn verified_on(&self) -> Option<DateScalar> {
        self.last.map(|done| DateScalar(done.verified_on))
    }

    /// How it was asked about. Null where nobody ever asked.
    fn method(&self) -> Option<Word<VerificationMethod>> {
        self.last.map(|done| Word(done.method))
    }

    /// What came of it. Null where nobody ever asked.
    fn outcome(&self) -> Option<Word<VerificationOutcome>> {
        self.last.map(|done| Word(done.outcome))
    }

    /// Role or agency of whoever asked, which says how far to trust it. Null where nobody ever asked.
    fn by_role(&self) -> Option<&str> {
        self.last.map(|done| done.by_role.as_str())
    }

    /// The day from which it should be asked about again. Null where nobody ever asked: at once.
    fn due(&self) -> Option<DateScalar> {
        self.last.map(|done| DateScalar(done.due()))
    }

    /// True from the day `due` on, and where nobody ever asked.
    fn is_due(&self) -> bool {
        self.last.is_none_or(|done| done.due() <= self.today)
    }
}
