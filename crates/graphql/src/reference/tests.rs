//! A schema is read as it is written.

use super::{Reference, TypeKind};
use crate::api::Api;

const SMALL: &str = r#"
"""
What can be asked. It begins here.
"""
type Query {
  """
  Entries of the
  directory.
  """
  list(
    """
    How many.
    """
    first: Int = 20, near: Near = { x: 1 }
  ): [[Entry!]]! @deprecated(reason: "Use `Query.one`. Stays until 2027-06-30.")
  one: Either
}
interface Node { id: ID! }
type Entry implements Node { id: ID! day: Day kind: Kind! }
type Other implements Node { id: ID! }
union Either = Entry | Other
enum Kind { CLINIC, "教育: a school" SCHOOL }
input Near @oneOf { x: Int near: Near }
scalar Day @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")
directive @tag(name: String!) on FIELD
schema { query: Query }
"#;

#[test]
fn a_partner_finds_what_stands_in_a_schema() {
    let reference = Reference::of(SMALL);
    let kinds: Vec<(&str, TypeKind)> = reference
        .types()
        .iter()
        .map(|one| (one.name.as_str(), one.kind))
        .collect();
    let expected = [
        ("Query", TypeKind::Query),
        ("Node", TypeKind::Interface),
        ("Entry", TypeKind::Object),
        ("Other", TypeKind::Object),
        ("Either", TypeKind::Union),
        ("Kind", TypeKind::Enum),
        ("Near", TypeKind::Input),
        ("Day", TypeKind::Scalar),
    ];
    assert_eq!(kinds, expected);

    let get = |name: &str| reference.get(name).expect("it is there");
    let query = get("Query");
    assert_eq!(query.summary(), "What can be asked.");
    let list = query.member("list").expect("a field");
    assert_eq!(list.description, "Entries of the directory.");
    let shape = list.shape.as_ref().expect("a type");
    let written = [&shape.before, &shape.name, &shape.after].map(String::as_str);
    assert_eq!(written, ["[[", "Entry", "!]]!"]);
    let defaults: Vec<Option<&str>> = list
        .arguments
        .iter()
        .map(|argument| argument.default.as_deref())
        .collect();
    assert_eq!(defaults, [Some("20"), Some("{x: 1}")]);
    let until = list.deprecation.as_ref().and_then(|one| one.until);
    assert_eq!(
        until.map(|day| day.to_string()).as_deref(),
        Some("2027-06-30")
    );

    assert_eq!(get("Node").possible, ["Entry", "Other"]);
    assert_eq!(get("Either").possible, ["Entry", "Other"]);
    assert_eq!(get("Entry").implements, ["Node"]);
    assert!(get("Near").is_one_of && !get("Entry").is_one_of);
    let form = "https://www.rfc-editor.org/rfc/rfc3339";
    assert_eq!(get("Day").specified_by.as_deref(), Some(form));
    let school = get("Kind").member("SCHOOL").expect("a value");
    assert_eq!(school.description, "教育: a school");
    assert_eq!(school.shape, None);
    let uses: Vec<String> = get("Near").uses.iter().map(ToString::to_string).collect();
    assert_eq!(uses, ["Query.list(near:)", "Near.near"]);
}

#[test]
fn a_name_leads_to_what_it_names_and_nothing_else() {
    let reference = Reference::of(SMALL);
    let named = |text: &str| {
        let (owner, member) = reference.named(text)?;
        let member = member.map(|member| member.name.as_str());
        Some((owner.name.as_str(), member))
    };
    assert_eq!(named("Entry"), Some(("Entry", None)));
    assert_eq!(named("Entry.day"), Some(("Entry", Some("day"))));
    assert_eq!(named("Kind.SCHOOL"), Some(("Kind", Some("SCHOOL"))));
    for nothing in [
        "entry",
        "Entry.days",
        "Int",
        "",
        ".",
        "Entry.",
        "Entry.day.day",
    ] {
        assert_eq!(named(nothing), None, "{nothing}");
    }
}

#[test]
fn the_first_sentence_does_not_end_within_what_is_quoted() {
    for (said, expected) in [
        ("One. Two.", "One."),
        ("One", "One"),
        ("", ""),
        ("As `a. b` stands. Two.", "As `a. b` stands. Two."),
        ("Up to 2.5 km. Two.", "Up to 2.5 km."),
    ] {
        let reference = Reference::of(&format!("\"\"\"\n{said}\n\"\"\"\nscalar One"));
        let one = reference.get("One").map(super::TypeEntry::summary);
        assert_eq!(one, Some(expected), "{said}");
    }
}

#[test]
fn the_reference_holds_every_type_of_the_running_schema() {
    let sdl = Api::sdl();
    let kinds = ["type", "input", "enum", "scalar", "interface", "union"];
    let written: Vec<&str> = sdl
        .lines()
        .filter_map(|line| {
            let (kind, rest) = line.split_once(' ')?;
            let name = rest.split([' ', '{', '@']).next()?;
            kinds.contains(&kind).then_some(name)
        })
        .collect();
    assert!(written.len() > 400, "only {} types", written.len());
    let reference = Reference::current();
    let read: Vec<&str> = reference
        .types()
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(read, written);
    for kind in [TypeKind::Query, TypeKind::Mutation, TypeKind::Subscription] {
        let of_kind = reference.types().iter().filter(|one| one.kind == kind);
        assert_eq!(of_kind.count(), 1, "{kind:?}");
    }
    let is_described = |text: &str| !text.is_empty();
    assert!(
        reference
            .types()
            .iter()
            .all(|one| is_described(one.summary()))
    );
}

#[test]
fn what_cannot_be_read_holds_nothing() {
    for broken in ["", "type {", "query { a }"] {
        assert!(Reference::of(broken).types().is_empty(), "{broken}");
    }
}
