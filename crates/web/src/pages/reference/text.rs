//! What the schema says in words and types, with links to whatever it names.

use askama::Template;
use askama::filters::HtmlSafe;
use renkei_graphql::reference::{Deprecation, Reference, Shape, TypeEntry};
use renkei_graphql::{FieldCode, RefusalCode};

use crate::paths::{ReferencePath, ReferenceTypePath};
use crate::words::moment::Day;

/// An English text in which Japanese words and names stand.
#[derive(Debug, Clone, Template)]
#[template(path = "reference_text.html")]
pub(super) struct Text {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: String,
    is_code: bool,
    is_japanese: bool,
    /// Where it leads.
    href: Option<String>,
}

/// It is made by a template, which escapes every piece.
impl HtmlSafe for Text {}

/// A type as it stands behind a name.
#[derive(Debug, Clone)]
pub(super) struct ShapeLine {
    pub(super) shape: Shape,
    /// The page of the type inside; absent of what every schema has.
    pub(super) path: Option<ReferenceTypePath>,
}

/// What was promised of something that will go.
#[derive(Debug, Clone)]
pub(super) struct DeprecatedLine {
    pub(super) until: Option<Day>,
    pub(super) reason: Text,
}

/// Around what something is said: names are looked for there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'r> {
    pub(super) reference: &'r Reference,
    pub(super) owner: Option<&'r TypeEntry>,
}

impl Around<'_> {
    /// A text of the schema. Names and values stand in backquotes there.
    pub(super) fn text(self, said: &str) -> Text {
        let parts = said.split('`').enumerate();
        let pieces = parts.flat_map(|(place, part)| {
            let is_code = place % 2 == 1;
            let runs = if is_code {
                vec![(part, part.chars().any(is_japanese))]
            } else {
                runs(part)
            };
            runs.into_iter().map(move |(text, is_japanese)| Piece {
                text: text.to_owned(),
                is_code,
                is_japanese,
                href: is_code.then(|| self.href(text)).flatten(),
            })
        });
        Text {
            pieces: pieces.collect(),
        }
    }

    pub(super) fn shape(self, shape: &Shape) -> ShapeLine {
        let path = self.reference.get(&shape.name);
        ShapeLine {
            path: path.map(|one| ReferenceTypePath::of(&one.name)),
            shape: shape.clone(),
        }
    }

    pub(super) fn deprecated(self, deprecation: &Deprecation) -> DeprecatedLine {
        DeprecatedLine {
            until: deprecation.until.map(Day),
            reason: self.text(&deprecation.reason),
        }
    }

    /// Where a name leads: to what stands beside it, to what it names anywhere in the schema, or to a code of an error.
    fn href(self, name: &str) -> Option<String> {
        let owner = self.owner.filter(|owner| owner.member(name).is_some());
        if let Some(owner) = owner {
            return Some(part(&owner.name, name));
        }
        if let Some((owner, member)) = self.reference.named(name) {
            return Some(match member {
                Some(member) => part(&owner.name, &member.name),
                None => ReferenceTypePath::of(&owner.name).to_string(),
            });
        }
        let of_fields = FieldCode::ALL.iter().map(|code| code.code());
        let of_calls = RefusalCode::ALL.iter().map(|code| code.code());
        let is_code = of_fields.chain(of_calls).any(|code| code == name);
        is_code.then(|| format!("{ReferencePath}#code-{name}"))
    }
}

/// Where a field, part or value of a type stands.
pub(super) fn part(owner: &str, member: &str) -> String {
    format!("{}#part-{member}", ReferenceTypePath::of(owner))
}

const fn is_japanese(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// A text in runs of one language, and whether that is Japanese: what reads it aloud has to know.
fn runs(text: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let (mut start, mut before) = (0, None);
    for (at, letter) in text.char_indices() {
        let now = is_japanese(letter);
        if before == Some(!now) {
            found.push((&text[start..at], !now));
            start = at;
        }
        before = Some(now);
    }
    if let Some(last) = before {
        found.push((&text[start..], last));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const SDL: &str =
        "type Query { list: Entry after: Int } type Entry { id: ID } enum Code { PAGE_SIZE }";

    fn led(reference: &Reference, owner: &str, said: &str) -> Vec<Option<String>> {
        let around = Around {
            reference,
            owner: reference.get(owner),
        };
        let pieces = around.text(said).pieces.into_iter();
        let code = pieces.filter(|piece| piece.is_code);
        code.map(|piece| piece.href).collect()
    }

    #[test]
    fn a_name_leads_to_its_neighbour_to_its_place_or_to_the_code_of_an_error() {
        let reference = Reference::of(SDL);
        let said =
            "See `Entry`, `Entry.id`, `after`, `PAGE_SIZE`, `INTERNAL`, `nothing` and `10:00`.";
        let page = "/graphql/reference";
        let of_query = led(&reference, "Query", said);
        let expected = [
            Some(format!("{page}/Entry")),
            Some(format!("{page}/Entry#part-id")),
            Some(format!("{page}/Query#part-after")),
            Some(format!("{page}#code-PAGE_SIZE")),
            Some(format!("{page}#code-INTERNAL")),
            None,
            None,
        ];
        assert_eq!(of_query, expected);
        let of_code = led(&reference, "Code", "`PAGE_SIZE` `after`");
        assert_eq!(of_code, [Some(format!("{page}/Code#part-PAGE_SIZE")), None]);
        assert_eq!(led(&reference, "", "`after`"), [None::<String>]);
    }

    #[test]
    fn what_is_said_in_japanese_is_told_apart_and_markup_is_text() {
        let reference = Reference::of(SDL);
        let around = Around {
            reference: &reference,
            owner: None,
        };
        let text = around.text("教育: a school (学校) <b> `看護` `id`");
        let html = text.render().expect("it renders");
        assert_eq!(
            html,
            "<span lang=\"ja\">教育</span>: a school (<span lang=\"ja\">学校</span>) &#60;b&#62; \
             <code lang=\"ja\">看護</code> <code>id</code>"
        );
        assert_eq!(around.text("").render().expect("it renders"), "");
    }
}
