//! Documents that ask for too much, or for nothing that there is, with the code of the refusal. The tests
//! look at what is answered, the bench of search at what the answer costs.

/// A document that is too long, or too deep to be read.
pub const TOO_LONG: &str = "DOCUMENT_LIMIT";
/// One that would cost too much.
pub const TOO_MUCH: &str = "QUERY_TOO_COMPLEX";
/// One that asks for what there is not.
pub const INVALID: &str = "VALIDATION_FAILED";
/// Values that hold too much.
pub const INPUT: &str = "INPUT_LIMIT";

/// One refused document: what it is, its text, the code of the refusal.
pub type Attack = (&'static str, String, &'static str);

/// Every document that is refused.
#[must_use]
pub fn refused() -> Vec<Attack> {
    [nested_values(), fragments(), fields(), definitions()].concat()
}

fn lists(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

fn objects(depth: usize) -> String {
    format!("{}1{}", "{and: ".repeat(depth), "}".repeat(depth))
}

/// Fragments of which each spreads the next several times.
fn fan(spreads: usize, levels: usize) -> String {
    let mut document = "{ ...F0 }".to_owned();
    for level in 0..levels {
        let next = format!(" ...F{}", level + 1).repeat(spreads);
        document.push_str(&format!(" fragment F{level} on Query {{{next} }}"));
    }
    document + &format!(" fragment F{levels} on Query {{ __typename }}")
}

/// Introspection in circles, as deep as said (an even number).
#[must_use]
pub fn circles(depth: usize) -> String {
    let turns = depth / 2 - 1;
    let open = "fields { type { ".repeat(turns);
    format!(
        "{{ __schema {{ types {{ {open} name {} }} }} }}",
        "} }".repeat(turns)
    )
}

/// Some text so many times, each made from its number.
#[must_use]
pub fn many(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

/// Values within values.
fn nested_values() -> Vec<Attack> {
    let (deep, objects) = (lists(1_600), objects(1_500));
    vec![
        (
            "lists within lists",
            format!("{{ resources(first: {deep}) {{ nodes {{ id }} }} }}"),
            TOO_LONG,
        ),
        (
            "lists within lists as a default",
            format!("query ($n: [Int] = {deep}) {{ __typename }}"),
            TOO_LONG,
        ),
        (
            "lists within lists in a directive",
            format!("{{ __typename @skip(if: {deep}) }}"),
            TOO_LONG,
        ),
        (
            "lists within lists where nothing uses them",
            format!("{{ __typename }} fragment F on Query {{ __type(name: {deep}) {{ name }} }}"),
            TOO_LONG,
        ),
        (
            "objects within objects",
            format!("{{ resources(filter: {objects}) {{ nodes {{ id }} }} }}"),
            TOO_LONG,
        ),
        (
            "a few lists within lists",
            format!("{{ nodes(ids: {}) {{ id }} }}", lists(20)),
            INPUT,
        ),
        (
            "a list of 300 ids",
            format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"a\" ".repeat(300)),
            INPUT,
        ),
    ]
}

fn fragments() -> Vec<Attack> {
    vec![
        ("2 spreads, 24 levels", fan(2, 24), TOO_MUCH),
        ("2 spreads, 31 levels", fan(2, 31), TOO_MUCH),
        ("8 spreads, 8 levels", fan(8, 8), TOO_MUCH),
        ("50 spreads, 12 levels", fan(50, 12), TOO_MUCH),
        (
            "two fragments in a circle",
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
            INVALID,
        ),
        (
            "a fragment in itself",
            "{ ...A } fragment A on Query { ...A }".to_owned(),
            INVALID,
        ),
        (
            "a circle that nothing uses",
            "{ __typename } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
            INVALID,
        ),
        (
            "the same field by 2,000 fragments",
            format!(
                "{{ {} }} {}",
                many(2_000, |n| format!("...F{n} ")),
                many(2_000, |n| format!(
                    "fragment F{n} on Query {{ __typename }} "
                )),
            ),
            TOO_LONG,
        ),
    ]
}

fn fields() -> Vec<Attack> {
    vec![
        ("28 levels", circles(28), TOO_MUCH),
        ("100 levels", circles(100), TOO_LONG),
        (
            "10,000 levels",
            format!("{}{}", "{a".repeat(10_000), "}".repeat(10_000)),
            TOO_LONG,
        ),
        (
            "20,000 levels",
            format!("{}{}", "{ab".repeat(20_000), "}".repeat(20_000)),
            TOO_LONG,
        ),
        (
            "1,000 names for a field",
            format!("{{ {} }}", many(1_000, |n| format!("a{n}: __typename "))),
            TOO_MUCH,
        ),
        (
            "51 fields at the top",
            format!("{{ {} }}", many(51, |n| format!("a{n}: __typename "))),
            TOO_MUCH,
        ),
        (
            "51 ids one by one",
            format!(
                "{{ {} }}",
                many(51, |n| format!("a{n}: node(id: \"x\") {{ id }} "))
            ),
            TOO_MUCH,
        ),
        (
            "a field 8,000 times",
            format!("{{ {} }}", "id ".repeat(8_001)),
            TOO_LONG,
        ),
        (
            "2,500 fields under one",
            format!("{{ __schema {{ {} }} }}", "__typename ".repeat(2_500)),
            TOO_MUCH,
        ),
        (
            "20,000 fields there are not",
            format!("{{ {} }}", many(20_000, |n| format!("f{n} "))),
            TOO_LONG,
        ),
        (
            "40 fields there are not",
            format!("{{ {} }}", many(40, |n| format!("resourcez{n} "))),
            INVALID,
        ),
    ]
}

fn definitions() -> Vec<Attack> {
    vec![
        (
            "a list of a type there is not",
            "query ($v: [Nothing] = [1]) { nodes(ids: $v) { id } }".to_owned(),
            INVALID,
        ),
        (
            "10,000 skips",
            format!("{{ __typename {} }}", "@skip(if: false) ".repeat(10_000)),
            TOO_LONG,
        ),
        (
            "100 skips",
            format!("{{ __typename {} }}", "@skip(if: false) ".repeat(100)),
            TOO_MUCH,
        ),
        (
            "20,000 directives there are not",
            format!("{{ __typename {} }}", "@aa ".repeat(20_000)),
            TOO_LONG,
        ),
        (
            "100 directives there are not",
            format!("{{ __typename {} }}", "@aa ".repeat(100)),
            TOO_MUCH,
        ),
        (
            "5,000 operations",
            many(5_000, |n| format!("query Q{n} {{ __typename }} ")),
            TOO_LONG,
        ),
        (
            "100 operations",
            many(100, |n| format!("query Q{n} {{ __typename }} ")),
            TOO_LONG,
        ),
    ]
}
