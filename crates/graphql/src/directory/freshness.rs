//! How fresh each part of an entry is.

use async_graphql::Object;
use chrono::NaiveDate;
use renkei_domain::directory::freshness::{
    FieldGroup, Freshness, Verification, VerificationMethod, VerificationOutcome,
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
        VerificationMethod::Phone => "somebody called the agency and asked",
        VerificationMethod::Visit => "somebody went to the agency and saw it",
        VerificationMethod::Fax => "a sheet was sent and came back",
        VerificationMethod::Mail => "the agency answered when it was asked in writing",
        VerificationMethod::Letter => "the agency wrote back to what was posted to it",
        VerificationMethod::Meeting => "the agency said so when the network met",
        VerificationMethod::Referral => "a person was introduced there, and found it as stated",
        VerificationMethod::OpenData => "a newer edition of published data says the same",
    }
);

closed_list!(
    VerificationOutcome,
    "VerificationOutcome",
    "What came of asking.",
    |outcome| match outcome {
        VerificationOutcome::Confirmed => "what is stated was right and stands as before",
        VerificationOutcome::Changed => "what was stated was no longer right and was put right",
        VerificationOutcome::NoAnswer => "nothing is confirmed; ask again after three weeks",
        VerificationOutcome::Refused => "nothing is confirmed; ask again after three weeks",
    }
);

/// How fresh one part is on a day.
pub(crate) struct FreshnessType<'a> {
    group: FieldGroup,
    freshness: Freshness<'a>,
    today: NaiveDate,
}

/// Every part of an entry with its last confirmation.
pub(crate) fn freshness_of(
    verifications: &[Verification],
    today: NaiveDate,
) -> Vec<FreshnessType<'_>> {
    let of_group = move |group: &FieldGroup| FreshnessType {
        group: *group,
        freshness: Freshness::of(*group, verifications),
        today,
    };
    FieldGroup::ALL.iter().map(of_group).collect()
}

impl<'a> FreshnessType<'a> {
    /// The last attempt to confirm it, whatever came of it.
    fn last(&self) -> Option<&'a Verification> {
        self.freshness.tried.or(self.freshness.confirmed)
    }
}

/// How fresh one part of an entry is. A whole entry is never "verified". Having been confirmed and
/// having been asked about are two things: an attempt that reached nobody leaves `confirmedOn` as it
/// was.
#[Object(name = "Freshness")]
impl FreshnessType<'_> {
    /// Which part of the entry the line is about.
    fn group(&self) -> Word<FieldGroup> {
        Word(self.group)
    }

    /// The day on which somebody last learned what is so: `outcome` was CONFIRMED or CHANGED. Null
    /// where nobody ever did. This is the day to show beside the part.
    fn confirmed_on(&self) -> Option<DateScalar> {
        let confirmed = self.freshness.confirmed;
        confirmed.map(|done| DateScalar(done.verified_on))
    }

    /// The day of the last attempt to confirm it, one without an answer included: `outcome` says
    /// whether anything was learned. Null where nobody ever asked: then `confirmedOn`, `method`,
    /// `outcome`, `byRole`, `byName` and `due` are null as well.
    fn verified_on(&self) -> Option<DateScalar> {
        self.last().map(|done| DateScalar(done.verified_on))
    }

    /// How the last attempt was made. Null where nobody ever asked.
    fn method(&self) -> Option<Word<VerificationMethod>> {
        self.last().map(|done| Word(done.method))
    }

    /// What came of the last attempt. Null where nobody ever asked.
    fn outcome(&self) -> Option<Word<VerificationOutcome>> {
        self.last().map(|done| Word(done.outcome))
    }

    /// Role or agency of whoever made the last attempt, which says how far to trust it. Null where
    /// nobody ever asked.
    fn by_role(&self) -> Option<&str> {
        self.last().map(|done| done.by_role.as_str())
    }

    /// Name of whoever made the last attempt, whom a colleague may ask about it. For signed-in members
    /// of the network that keeps the entry alone: null for everybody else, as where nobody ever asked.
    fn by_name(&self) -> Option<&str> {
        self.last()?.by_name.as_ref().map(|name| name.as_str())
    }

    /// The day from which it should be asked about again, counted from the last attempt. Null where
    /// nobody ever asked: at once.
    fn due(&self) -> Option<DateScalar> {
        self.freshness.due().map(DateScalar)
    }

    /// True from the day `due` on, and where nobody ever asked.
    fn is_due(&self) -> bool {
        let due = self.freshness.due();
        due.is_none_or(|due| due <= self.today)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, EmptySubscription, Schema};
    use futures_util::FutureExt as _;
    use renkei_domain::text::Line;
    use serde_json::json;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn attempt(on: &str, outcome: VerificationOutcome) -> Verification {
        Verification {
            group: FieldGroup::Contact,
            verified_on: day(on),
            by_name: Some(Line::parse("見本 はなこ").expect("a name")),
            by_role: Line::parse("みほん支援センター").expect("a role"),
            method: VerificationMethod::Phone,
            outcome,
        }
    }

    struct Root(Vec<Verification>);

    #[Object]
    impl Root {
        async fn freshness(&self) -> Vec<FreshnessType<'_>> {
            freshness_of(&self.0, day("2026-10-05"))
        }
    }

    #[test]
    fn a_partner_sees_that_an_attempt_in_vain_confirmed_nothing() {
        let attempts = vec![
            attempt("2026-06-01", VerificationOutcome::Confirmed),
            attempt("2026-10-01", VerificationOutcome::NoAnswer),
        ];
        let schema = Schema::new(Root(attempts), EmptyMutation, EmptySubscription);
        let document = "{ freshness { group confirmedOn verifiedOn outcome due isDue } }";
        let answer = schema.execute(document).now_or_never();
        let answer = answer.expect("nothing waits");
        let body = answer.data.into_json().expect("JSON");
        let lines = body["freshness"].as_array().cloned().unwrap_or_default();
        let expected = json!({
            "group": "CONTACT",
            "confirmedOn": "2026-06-01",
            "verifiedOn": "2026-10-01",
            "outcome": "NO_ANSWER",
            "due": "2026-10-22",
            "isDue": false,
        });
        assert!(lines.contains(&expected), "{body}");
        let never = json!({
            "group": "HOURS",
            "confirmedOn": null,
            "verifiedOn": null,
            "outcome": null,
            "due": null,
            "isDue": true,
        });
        assert!(lines.contains(&never), "{body}");
    }
}
