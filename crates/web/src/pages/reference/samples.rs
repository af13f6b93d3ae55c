//! Samples: the running schema, one with nothing in it, and one with long names and long words everywhere.

use renkei_graphql::reference::Reference;

use super::super::{Here, Samples, Shell};
use super::ReferenceIndexPage;
use super::one::ReferenceTypePage;

/// The name of the type that the longest sample shows.
const LONG: &str = "UpdateEverythingThatAnyAgencyEverSaidOfItselfToAnybodyInput";

/// A schema of long names, with everything that a schema can say.
fn longest() -> String {
    let said =
        "本人が知っていること and what everybody else was told of it, as `Longest.name` says. "
            .repeat(12);
    let field = "theNumberOfEveryThingThatWasEverCountedInOneOfTheseOffices";
    let promised =
        "Use `Longest.name` instead: it tells the same in fewer words. Stays until 2027-06-30.";
    let fields: String = (1..=40)
        .map(|number| {
            format!(
                "\"\"\"\n{said}\n\"\"\"\n{field}{number}(\"\"\"\n{said}\n\"\"\" {field}: [[{LONG}!]!]! = \
                 [[\"{field}\"]] \"\"\"\n{said}\n\"\"\" other: Int @deprecated(reason: \"{promised}\")): \
                 [[{LONG}!]!]! @deprecated(reason: \"{promised}\")\n"
            )
        })
        .collect();
    format!(
        "\"\"\"\n{said}\n\"\"\"\ntype {LONG} implements Longest {{ name: String! {fields} }}\n\
         interface Longest {{ name: String! }}\n\
         scalar Form @specifiedBy(url: \"https://example.jp/{field}/{field}\")"
    )
}

impl Samples for ReferenceIndexPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |reference: &Reference| Self::of(Shell::sample(Here::Data), reference);
        vec![
            ("usual", page(Reference::current())),
            ("empty", page(&Reference::of(""))),
            ("longest", page(&Reference::of(&longest()))),
        ]
    }
}

impl Samples for ReferenceTypePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let (long, small) = (Reference::of(&longest()), Reference::of("scalar Nothing"));
        let running = Reference::current();
        let page = |sample: &'static str, reference: &Reference, name: &str| {
            let one = reference.get(name)?;
            let shell = Shell::sample(Here::Data);
            Some((sample, Self::of(shell, reference, one)))
        };
        let pages = [
            page("usual", running, "Resource"),
            page("values", running, "RefusalCode"),
            page("one_of", running, "ConferenceHostInput"),
            page("shared", running, "Node"),
            page("form", &long, "Form"),
            page("empty", &small, "Nothing"),
            page("longest", &long, LONG),
        ];
        pages.into_iter().flatten().collect()
    }
}
