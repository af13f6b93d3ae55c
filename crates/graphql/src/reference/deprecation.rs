//! What is promised of a thing that will go: what takes its place, and until when it stays.

use chrono::NaiveDate;

/// What stands before the last day.
const STAYS: &str = " Stays until ";

/// What was promised of a thing when it was deprecated. Its reason has one of two forms, which
/// `tests/graphql/promise.js` reads too:
///
/// - ``Use `Resource.phones` instead: it tells all of them. Stays until 2027-06-30.``
/// - `Nothing takes its place: no source tells it any more. Stays until 2027-06-30.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// The whole reason.
    pub reason: String,
    /// Its last day. Absent only where the reason has another form, which a test refuses of the schema.
    pub until: Option<NaiveDate>,
}

impl Deprecation {
    pub(super) fn read(reason: String) -> Self {
        let ending = reason.strip_suffix('.');
        let ending = ending.and_then(|rest| rest.rsplit_once(STAYS));
        let until = ending.and_then(|(_, day)| {
            let date: NaiveDate = day.parse().ok()?;
            // A day is written in one way.
            (date.to_string() == day).then_some(date)
        });
        Self { reason, until }
    }
}

#[cfg(test)]
mod tests {
    use crate::reference::{Member, Reference};

    /// The places of a schema whose deprecation says neither what to use instead, by a coordinate that is there and stays,
    /// nor that nothing does, or not until when it stays.
    fn not_promised(sdl: &str) -> Vec<String> {
        let reference = Reference::of(sdl);
        let stays = |coordinate: &str| {
            let found = reference.named(coordinate);
            found.is_some_and(|(_, member)| member.is_none_or(|one| one.deprecation.is_none()))
        };
        let is_promised = |member: &Member| {
            member.deprecation.as_ref().is_none_or(|deprecation| {
                let reason = deprecation.reason.as_str();
                let instead = reason.strip_prefix("Use `");
                let instead = instead.and_then(|rest| rest.split_once('`'));
                let says_what = instead.is_some_and(|(coordinate, _)| stays(coordinate))
                    || reason.starts_with("Nothing takes its place: ");
                says_what && deprecation.until.is_some()
            })
        };
        let members = reference.types().iter().flat_map(|one| {
            let members = one.members.iter();
            members.map(move |member| (one.name.as_str(), member))
        });
        let mut found = Vec::new();
        for (owner, member) in members {
            let place = format!("{owner}.{}", member.name);
            for argument in &member.arguments {
                if !is_promised(argument) {
                    found.push(format!("{place}({}:)", argument.name));
                }
            }
            if !is_promised(member) {
                found.push(place);
            }
        }
        found
    }

    #[test]
    fn a_partner_reads_of_whatever_will_go_what_to_use_and_until_when_it_stays() {
        let missing = not_promised(&crate::Api::sdl());
        assert!(
            missing.is_empty(),
            "deprecated without a promise: {missing:?}"
        );
    }

    #[test]
    fn a_deprecation_without_what_to_use_or_without_its_day_is_found() {
        let sdl = |reason: &str| {
            format!(
                "type Query {{ new: String, old(by: Int @deprecated(reason: \"{reason}\")): String \
                 @deprecated(reason: \"{reason}\") }} enum Kind {{ NEW OLD @deprecated(reason: \"{reason}\") }} \
                 input Near {{ x: Int, y: Int @deprecated(reason: \"{reason}\") }}"
            )
        };
        for promised in [
            "Use `Query.new` instead. Stays until 2027-06-30.",
            "Use `Query.new`: it is shorter. Stays until 2027-06-30.",
            "Use `Kind`. Stays until 2027-06-30.",
            "Nothing takes its place: nobody asked. Stays until 2027-06-30.",
        ] {
            assert_eq!(not_promised(&sdl(promised)), [""; 0], "{promised}");
        }
        for empty in [
            "",
            "Too old.",
            "Use `Query.new` instead.",
            "Use `Query.newer` instead. Stays until 2027-06-30.",
            "Use `Query.old` instead. Stays until 2027-06-30.",
            "Use another. Stays until 2027-06-30.",
            "Stays until 2027-06-30.",
            "Use `Query.new`. Stays until 2027-6-30.",
            "Use `Query.new`. Stays until 2027-02-30.",
            "Use `Query.new`. Stays until 2027-06-30",
            "Use `Query.new`. Stays until 2027-06-30. Or longer.",
        ] {
            let expected = ["Query.old(by:)", "Query.old", "Kind.OLD", "Near.y"];
            assert_eq!(not_promised(&sdl(empty)), expected, "{empty}");
        }
        let bare = "type Query { old: String @deprecated }";
        assert_eq!(not_promised(bare), ["Query.old"]);
    }
}
