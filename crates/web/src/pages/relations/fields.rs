//! The fields of a relation, and reading them back.

use axum::response::Response;
use chrono::NaiveDate;
use renkei_app::people::relations::{RelationRefusal, WrittenRelation};
use renkei_domain::ids::{AccountId, NetworkId};
use renkei_domain::people::relation::{KnownPerson, Relation};
use renkei_domain::text::{Line, TextFault};

use crate::error::PageFault;
use crate::form::{Choice, Field, Packed, Sent, day, line};
use crate::gate::refused;
use crate::session::Visitor;

/// What is wrong, by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::pages) struct Faults {
    name: Option<String>,
    role: Option<String>,
    since: Option<String>,
    introduced: Option<String>,
    successor: Option<String>,
    note: Option<String>,
}

impl Faults {
    fn is_any(&self) -> bool {
        *self != Self::default()
    }
}

/// What becomes of a form that was not taken.
pub(super) enum Written {
    /// It is shown again with what is wrong, and with what is nobody's field.
    Wrong(Box<Faults>, Option<String>),
    /// Something else is answered.
    Answered(Response),
}

impl Written {
    /// Says what is wrong with what was refused.
    pub(super) fn refused(refusal: RelationRefusal, visitor: &Visitor) -> Result<Self, PageFault> {
        let words = Some(refusal.to_string());
        let (faults, fault) = match refusal {
            RelationRefusal::NotFound => return Err(PageFault::NotFound),
            RelationRefusal::NotAllowed(decision) => {
                return Ok(Self::Answered(refused(decision, visitor)));
            }
            RelationRefusal::UnfitHeir => {
                let faults = Faults {
                    successor: words,
                    ..Faults::default()
                };
                (faults, None)
            }
            RelationRefusal::NotYet => {
                let faults = Faults {
                    since: words,
                    ..Faults::default()
                };
                (faults, None)
            }
            RelationRefusal::Overtaken | RelationRefusal::Full | RelationRefusal::KeyReused => {
                (Faults::default(), words)
            }
        };
        Ok(Self::Wrong(Box::new(faults), fault))
    }
}

/// The fields of a relation, each with what it is called where its value is told.
pub(super) const FIELDS: [(&str, &str); 6] = [
    ("name", "知っている人の名前"),
    ("role", "役割や部署"),
    ("since", "知り合った日"),
    ("introduced", "だれの紹介か"),
    ("successor", "異動のときに引きつぐ人"),
    ("note", "メモ"),
];

/// The fields as they are first shown.
pub(super) fn fresh(today: NaiveDate) -> Sent {
    let mut packed = Packed::default();
    packed.put("since", today);
    packed.sent()
}

/// The fields with what is written of somebody.
pub(super) fn of(relation: &Relation) -> Sent {
    let person = &relation.person;
    let mut packed = Packed::default();
    packed.put("version", relation.version);
    packed.put("name", &person.name);
    packed.put_some("role", person.role.as_ref());
    packed.put("since", relation.since);
    packed.put_some("introduced", person.introduced_by.as_ref());
    packed.put_some("successor", relation.heir);
    packed.put_some("note", person.note.as_ref());
    packed.sent()
}

/// The fields, with what stands in them.
pub(super) fn fields(
    sent: &Sent,
    networks: &[(NetworkId, String)],
    heirs: &[(AccountId, Line)],
    faults: &Faults,
) -> Vec<Field> {
    let heir = sent.text("successor");
    let nobody = Choice::of("", "決めない（わたしの引きつぎと同じ人）", heir);
    let heirs = heirs
        .iter()
        .map(|(id, name)| Choice::of(id.to_string(), name.to_string(), heir));
    let mut fields = vec![
        Field::sentence("name", "知っている人の名前", sent.raw("name"))
            .hinted("仕事での名前だけを書いてください。")
            .wrong(faults.name.as_ref()),
        Field::sentence("role", "役割や部署（なくてもかまいません）", sent.raw("role"))
            .wrong(faults.role.as_ref()),
        Field::day("since", "知り合った日", sent.text("since")).wrong(faults.since.as_ref()),
        Field::sentence(
            "introduced",
            "だれの紹介か（なくてもかまいません）",
            sent.raw("introduced"),
        )
        .wrong(faults.introduced.as_ref()),
        Field::listed(
            "successor",
            "異動のときに引きつぐ人",
            std::iter::once(nobody).chain(heirs).collect(),
        )
        .wrong(faults.successor.as_ref()),
        Field::prose("note", "メモ（なくてもかまいません）", sent.raw("note"))
            .at_most(500)
            .hinted("つながりを続けるのに役立つことを書きます。支援している本人のことは書かないでください。")
            .wrong(faults.note.as_ref()),
    ];
    if networks.len() > 1 {
        let chosen = sent.text("network");
        let networks = networks
            .iter()
            .map(|(id, name)| Choice::of(id.to_string(), name.clone(), chosen));
        let field = Field::listed("network", "どのネットワークのものか", networks.collect());
        fields.insert(0, field);
    }
    fields
}

/// A line that may be left out.
fn optional(text: &str, fault: &mut Option<String>) -> Option<Line> {
    if text.trim().is_empty() {
        return None;
    }
    match line(text, "") {
        Ok(read) => Some(read),
        Err(words) => {
            *fault = Some(words);
            None
        }
    }
}

/// Reads a form, or says what is wrong with it.
pub(super) fn read(sent: &Sent) -> Result<WrittenRelation, Box<Faults>> {
    let mut faults = Faults::default();
    let name = line(sent.raw("name"), "知っている人の名前を入れてください。");
    let name = name.map_err(|words| faults.name = Some(words)).ok();
    let role = optional(sent.raw("role"), &mut faults.role);
    let introduced_by = optional(sent.raw("introduced"), &mut faults.introduced);
    let since = day(sent.text("since"));
    let since = since.map_err(|words| faults.since = Some(words)).ok();
    let heir = match sent.text("successor") {
        "" => None,
        id => {
            let read = id.parse::<AccountId>().ok();
            if read.is_none() {
                faults.successor = Some("引きつぐ人を えらびなおしてください。".to_owned());
            }
            read
        }
    };
    let note = match KnownPerson::note(sent.raw("note")) {
        Ok(note) => note,
        Err(TextFault::TooLong { limit }) => {
            faults.note = Some(format!("長すぎます。{limit}文字までにしてください。"));
            None
        }
        Err(_) => {
            let words = "使えない文字が入っています。消して、打ちなおしてください。";
            faults.note = Some(words.to_owned());
            None
        }
    };
    match (name, since) {
        (Some(name), Some(since)) if !faults.is_any() => Ok(WrittenRelation {
            person: KnownPerson {
                name,
                role,
                introduced_by,
                note,
            },
            since,
            heir,
        }),
        _ => Err(Box::new(faults)),
    }
}
