//! Named people whom members of one network know.

use renkei_domain::directory::edit::{Edit, PersonEntry};
use renkei_domain::directory::people::{ContactPerson, StaffRole};
use renkei_domain::directory::phone::Phone;

use super::super::kit::{self, Faults, Reading, Row, at, choices, filled};
use super::{Known, Shape};
use crate::form::{Field, Group, Sent};

pub(super) const LIST: &str = "contactPersons";

fn own(known: &Known) -> impl Iterator<Item = &ContactPerson> {
    let people = known.now.profile.contact_persons.iter();
    people.filter(|person| Some(person.network) == known.network)
}

pub(super) fn rows(known: &Known) -> Vec<Row> {
    let text = |text: Option<String>| text.unwrap_or_default();
    own(known)
        .map(|person| {
            let phone = person.phone.as_ref();
            let extension = phone.and_then(|phone| phone.extension.as_ref());
            Row {
                id: person.id.to_string(),
                fields: vec![
                    ("name", person.name.to_string()),
                    ("kana", text(person.kana.as_ref().map(ToString::to_string))),
                    ("role", text(person.role.map(|role| role.code().to_owned()))),
                    (
                        "title",
                        text(person.title.as_ref().map(ToString::to_string)),
                    ),
                    ("phone", text(phone.map(|phone| phone.written.to_string()))),
                    ("extension", text(extension.map(ToString::to_string))),
                    (
                        "email",
                        text(person.email.as_ref().map(ToString::to_string)),
                    ),
                ],
            }
        })
        .collect()
}

pub(super) fn shape(sent: &Sent, faults: &Faults) -> Shape {
    let group = |row: usize| {
        let name = |field: &str| at(LIST, row, field);
        let value = |field: &str| sent.text(&name(field));
        let roles = StaffRole::ALL.iter().map(|word| (word.code(), word.word()));
        let line = |field: &'static str, label| {
            Field::sentence(name(field), label, value(field)).wrong(faults.of(&name(field)))
        };
        Group {
            legend: format!("{}人め", row + 1),
            fields: vec![
                line("name", "名前").hinted("仕事で使っている名前"),
                line("kana", "よみ"),
                Field::listed(
                    name("role"),
                    "職種",
                    choices(Some("一覧にない・わからない"), roles, value("role")),
                )
                .wrong(faults.of(&name("role"))),
                line("title", "部署・肩書"),
                line("phone", "直通の電話"),
                line("extension", "内線"),
                line("email", "仕事のメール"),
            ],
        }
    };
    Shape {
        groups: (0..kit::rows(sent, LIST)).map(group).collect(),
        ..Shape::default()
    }
}

pub(super) fn read(sent: &Sent, known: &Known) -> Result<Edit, Faults> {
    let mut reading = Reading::of(sent);
    let mut persons = Vec::new();
    for row in filled(sent, LIST, &["name"]) {
        let name = |field: &str| at(LIST, row, field);
        let id = sent.text(&name("id"));
        let earlier = own(known).find(|person| person.id.to_string() == id);
        let written = reading.line(&name("phone"));
        let extension = reading.line(&name("extension"));
        if extension.is_some() && written.is_none() {
            reading.wrong(&name("phone"), "内線だけでなく、電話番号も入れてください。");
        }
        // What is said of a number and stands in no field stays with it.
        let number = earlier.and_then(|person| person.phone.clone());
        let phone = written.map(|written| Phone {
            extension,
            ..match number {
                Some(number) => Phone { written, ..number },
                None => Phone::published(written),
            }
        });
        let kana = reading.line(&name("kana"));
        let role = reading.word(&name("role"), StaffRole::from_code);
        let title = reading.line(&name("title"));
        let email = reading.line(&name("email"));
        persons.extend(reading.line(&name("name")).map(|name| PersonEntry {
            id: earlier.map(|person| person.id),
            name,
            kana,
            role,
            title,
            phone,
            email,
        }));
    }
    match known.network {
        Some(network) => reading.end(Edit::ContactPersons { network, persons }),
        None => Err(Faults::one(
            at(LIST, 0, "name"),
            "どのネットワークの人かを選んでください。",
        )),
    }
}
