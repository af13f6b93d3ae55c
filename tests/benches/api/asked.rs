//! What is asked, and in which words of whom.

use renkei_domain::ids::ResourceId;
use renkei_graphql::global_id;
use renkei_tests::bench::client::posted;
use serde_json::{Value, json};

use super::makes::Make;

/// A question that every make can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// Twenty entries of a kind by their reading, from a cursor on.
    Page,
    /// An entry with its lists.
    Entry,
    /// A hundred entries with who runs them and when they are open.
    Hundred,
}

impl Question {
    pub(super) const ALL: [Self; 3] = [Self::Page, Self::Entry, Self::Hundred];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Page => "a page of 20 entries",
            Self::Entry => "an entry with its lists",
            Self::Hundred => "100 entries with organization and hours",
        }
    }

    /// How often as many answers as that make gives ours should give at least.
    pub(super) const fn aim(self, make: Make) -> f64 {
        match make {
            Make::Ours => 1.0,
            Make::ByHand => 0.60,
            Make::Mercurius => 1.4,
            Make::PostGraphile => 2.0,
        }
    }

    /// The same as the table tells it.
    pub(super) fn aim_in_words(self, make: Make) -> String {
        let more = match (self, make) {
            (Self::Page, Make::PostGraphile) => ", at best 3 ×",
            _ => "",
        };
        format!(">= {} ×{more}", self.aim(make))
    }

    /// The document; what is written by hand knows one question and needs none.
    const fn document(self, make: Make) -> &'static str {
        match (make, self) {
            (Make::ByHand, _) => "",
            (Make::PostGraphile, Self::Page) => include_str!("asked/postgraphile/page.graphql"),
            (Make::PostGraphile, Self::Entry) => include_str!("asked/postgraphile/entry.graphql"),
            (Make::PostGraphile, Self::Hundred) => {
                include_str!("asked/postgraphile/hundred.graphql")
            }
            (Make::Ours | Make::Mercurius, Self::Page) => include_str!("asked/ours/page.graphql"),
            (Make::Ours | Make::Mercurius, Self::Entry) => include_str!("asked/ours/entry.graphql"),
            (Make::Ours | Make::Mercurius, Self::Hundred) => {
                include_str!("asked/ours/hundred.graphql")
            }
        }
    }

    /// Smaller questions to ours, of which the first reads nothing and the second hardly anything: what is left of the
    /// time of an answer goes into reading and writing it.
    pub(super) const fn steps(self) -> [(&'static str, &'static str); 2] {
        let least = match self {
            Self::Page | Self::Hundred => include_str!("asked/ours/least_of_list.graphql"),
            Self::Entry => include_str!("asked/ours/least_of_entry.graphql"),
        };
        [
            ("nothing but __typename", "{ __typename }"),
            ("one entry's id alone", least),
        ]
    }

    /// A request to a make.
    pub(super) fn request(self, make: Make, variables: &Value) -> Vec<u8> {
        asking(self.document(make), variables)
    }
}

/// A request with a document.
pub(super) fn asking(document: &str, variables: &Value) -> Vec<u8> {
    let call = json!({ "query": document, "variables": variables });
    posted("/graphql", &call.to_string())
}

impl Make {
    /// The variables of a list: a kind by its code in the database, and from where on.
    pub(super) fn list(self, kind: &str, after: Option<&str>) -> Value {
        let kind = match self {
            Self::PostGraphile => kind.to_owned(),
            Self::Ours | Self::Mercurius | Self::ByHand => kind.to_ascii_uppercase(),
        };
        json!({ "kind": kind, "after": after })
    }

    /// The variables of an entry.
    pub(super) fn entry(self, id: ResourceId) -> Value {
        let id = match self {
            Self::PostGraphile => id.to_string(),
            Self::Ours | Self::Mercurius | Self::ByHand => global_id(id),
        };
        json!({ "id": id })
    }
}
