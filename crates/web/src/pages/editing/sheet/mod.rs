//! The forms by which an entry is edited, one for each part of it. A form is made from the fields that a
//! browser sends: those of the entry as it stands, of what somebody typed, or of a draft.

use std::collections::HashMap;

use chrono::NaiveDate;
use renkei_app::directory::area::FoundArea;
use renkei_app::directory::edit::open::Editable;
use renkei_domain::access::object::Object;
use renkei_domain::directory::edit::{Edit, FieldFault, Part};
use renkei_domain::directory::municipality::MunicipalityCode;
use renkei_domain::ids::NetworkId;

use super::kit::{self, Faults, MORE, filled};
use crate::form::{Choice, Field, Group, Packed, Sent};
use crate::paths::EditPath;

mod capacity;
mod comparison;
pub(super) mod facts;
mod hours;
mod notices;
mod persons;
mod phones;
mod place;
mod policy;
mod programs;
mod strengths;
mod texts;

pub(super) use strengths::topics;

renkei_domain::word_list! {
    /// A form of its own.
    Sheet {
        Facts = "facts", "名前・住所・連絡先";
        Phones = "phones", "電話番号・内線";
        Hours = "hours", "時間";
        Capacity = "capacity", "空き";
        Description = "description", "紹介";
        Comparison = "comparison", "えらぶときに比べること";
        Programs = "programs", "プログラム";
        Strengths = "strengths", "得意・苦手・できないこと";
        ContactPolicy = "contact_policy", "連絡のしかた";
        Notices = "notices", "お知らせ";
        ServiceArea = "service_area", "担当する地域";
        Roles = "roles", "専門の職員";
        Languages = "languages", "使えることば";
        Access = "access", "設備・配慮";
        ContactPersons = "contact_persons", "担当の人";
    }
}

/// What a form is made for: the entry as it stands, and what else was read.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) now: Editable,
    pub(super) today: NaiveDate,
    /// Which of several things of the part; empty for the part as a whole.
    pub(super) item: String,
    /// The network whose people are edited.
    pub(super) network: Option<NetworkId>,
    /// The names of the municipalities that the entry serves.
    pub(super) served: Vec<(MunicipalityCode, String)>,
    /// What typed names of places led to.
    pub(super) found: HashMap<String, FoundArea>,
}

/// A form without its frame.
#[derive(Debug, Default)]
pub(super) struct Shape {
    pub(super) fields: Vec<Field>,
    pub(super) groups: Vec<Group>,
    pub(super) hidden: Vec<(String, String)>,
    pub(super) again: Option<(&'static str, &'static str)>,
    /// What else of the part has a form of its own: addresses and words.
    pub(super) items: Vec<(String, String)>,
    /// How something that was typed is understood: terms and texts.
    pub(super) understood: Vec<(String, String)>,
}

/// The button that adds rows.
const ROWS: (&str, &str) = (MORE, "書く欄をふやす");

impl Sheet {
    /// The part that it edits.
    pub(in crate::pages) const fn part(self) -> Part {
        match self {
            Self::Facts | Self::Phones | Self::Hours => Part::Facts,
            Self::Capacity => Part::Capacity,
            Self::Description => Part::Description,
            Self::Comparison => Part::Comparison,
            Self::Programs => Part::Programs,
            Self::Strengths => Part::Strengths,
            Self::ContactPolicy => Part::ContactPolicy,
            Self::Notices => Part::Notices,
            Self::ServiceArea => Part::ServiceArea,
            Self::Roles => Part::Roles,
            Self::Languages => Part::Languages,
            Self::Access => Part::Access,
            Self::ContactPersons => Part::ContactPersons,
        }
    }

    /// The sheet on which somebody goes on with a part.
    pub(super) const fn of(part: Part) -> Self {
        match part {
            Part::Facts => Self::Facts,
            Part::Capacity => Self::Capacity,
            Part::Description => Self::Description,
            Part::Comparison => Self::Comparison,
            Part::Programs => Self::Programs,
            Part::Strengths => Self::Strengths,
            Part::ContactPolicy => Self::ContactPolicy,
            Part::Notices => Self::Notices,
            Part::ServiceArea => Self::ServiceArea,
            Part::Roles => Self::Roles,
            Part::Languages => Self::Languages,
            Part::Access => Self::Access,
            Part::ContactPersons => Self::ContactPersons,
        }
    }

    /// What to know before filling it in.
    pub(super) const fn advice(self) -> &'static str {
        match self {
            Self::Facts => {
                "公表データと違う内容を入れると、新しい公表データを取り込んだあとも、ここで入れた内容が残ります。"
            }
            Self::Phones => {
                "はじめにかける番号から、順に書きます。消すときは、その番号の欄をすべて空にします。"
            }
            Self::Hours => {
                "時間は、電話できるかどうかを出すのに使います。わからない日は書かないでください。"
            }
            Self::Capacity => {
                "電話などで聞いた数を、聞いた日といっしょに入れます。わからない数は空にします。"
            }
            Self::Description => "何をするところかを、はじめての人にもわかることばで書きます。",
            Self::Comparison => {
                "わからないことは空にしてください。空は「ない」という意味にはなりません。"
            }
            Self::Programs => {
                "プログラムごとに書きます。期間や回数は、その機関のやり方を書いてください。"
            }
            Self::Strengths => {
                "この機関が自分のことばで言う内容です。「いつ・どう頼むとうまくいくか」がわかるように書きます。人の名前やうわさは書かないでください。消すときは、ことばを空にします。"
            }
            Self::ContactPolicy => "用件と相手ごとに、どの方法がよいかを書きます。",
            Self::Notices => "さいごの日を過ぎると、出なくなります。消すときは、内容を空にします。",
            Self::ServiceArea => {
                "市区町村の名前を、1行に1つ書きます。何も書かないと、所在地の市区町村の一覧に出ます。"
            }
            Self::Roles | Self::Languages | Self::Access => "あるものに しるしを付けてください。",
            Self::ContactPersons => {
                "仕事での連絡先だけを書きます。ネットワークの人だけが読めます。消すときは、名前を空にします。"
            }
        }
    }

    /// Names of places that were typed into it.
    pub(super) fn places(self, sent: &Sent) -> Vec<String> {
        match self {
            Self::Facts => facts::places(sent),
            Self::ServiceArea => texts::places(sent),
            _ => Vec::new(),
        }
    }

    /// The fields as the entry fills them in.
    pub(super) fn written(self, known: &Known) -> Sent {
        let mut packed = Packed::default();
        let now = &known.now;
        let profile = &now.profile;
        match self {
            Self::Facts => facts::pack(facts::CONTACT, &now.facts, &mut packed),
            Self::Phones => kit::pack(&mut packed, phones::LIST, &phones::rows(known)),
            Self::Hours => facts::pack(facts::HOURS, &now.facts, &mut packed),
            Self::Capacity => capacity::pack(profile.capacity, known.today, &mut packed),
            Self::Description => packed.put_some("description", profile.description.as_ref()),
            Self::Comparison => comparison::pack(&profile.comparison, &mut packed),
            Self::Programs => programs::pack(known, &mut packed),
            Self::Strengths => kit::pack(&mut packed, strengths::LIST, &strengths::rows(profile)),
            Self::ContactPolicy => policy::pack(known, &mut packed),
            Self::Notices => kit::pack(&mut packed, notices::LIST, &notices::rows(profile)),
            Self::ServiceArea => texts::pack_area(known, &mut packed),
            Self::Roles => {
                texts::pack_words(profile.roles.iter().map(|word| word.code()), &mut packed)
            }
            Self::Languages => {
                texts::pack_words(
                    profile.languages.iter().map(|word| word.code()),
                    &mut packed,
                );
            }
            Self::Access => {
                texts::pack_words(profile.access.iter().map(|word| word.code()), &mut packed)
            }
            Self::ContactPersons => kit::pack(&mut packed, persons::LIST, &persons::rows(known)),
        }
        packed.put("version", now.version);
        packed.sent()
    }

    /// The form with these fields.
    pub(super) fn shape(self, sent: &Sent, known: &Known, faults: &Faults) -> Shape {
        let mut shape = match self {
            Self::Facts => facts::shape(sent, faults),
            Self::Phones => phones::shape(sent, faults),
            Self::Hours => hours::shape(sent, faults),
            Self::Capacity => capacity::shape(sent, faults),
            Self::Description => texts::shape_description(sent, faults),
            Self::Comparison => comparison::shape(sent, faults),
            Self::Programs => programs::shape(sent, known, faults),
            Self::Strengths => strengths::shape(sent, faults),
            Self::ContactPolicy => policy::shape(sent, known, faults),
            Self::Notices => notices::shape(sent, faults),
            Self::ServiceArea => texts::shape_area(sent, faults),
            Self::Roles | Self::Languages | Self::Access => texts::shape_words(self, sent, faults),
            Self::ContactPersons => persons::shape(sent, faults),
        };
        if let Some(list) = self.list() {
            shape.hidden.extend(kit::carried(sent, list));
            shape.again = Some(ROWS);
        }
        shape.put_faults(faults);
        shape
    }

    /// What somebody means by these fields.
    pub(super) fn read(self, sent: &Sent, known: &Known) -> Result<Edit, Faults> {
        let profile = &known.now.profile;
        match self {
            Self::Facts => facts::read(facts::CONTACT, sent, known),
            Self::Phones => phones::read(sent),
            Self::Hours => facts::read(facts::HOURS, sent, known),
            Self::Capacity => capacity::read(sent),
            Self::Description => texts::read_description(sent),
            Self::Comparison => comparison::read(sent),
            Self::Programs => programs::read(sent, known),
            Self::Strengths => strengths::read(sent, profile),
            Self::ContactPolicy => policy::read(sent, known),
            Self::Notices => notices::read(sent, profile),
            Self::ServiceArea => texts::read_area(sent, known),
            Self::Roles | Self::Languages | Self::Access => texts::read_words(self, sent),
            Self::ContactPersons => persons::read(sent, known),
        }
    }

    /// The form after somebody else came first: what was typed stays, and what was not touched says what
    /// stands now.
    pub(super) fn merged(self, sent: &Sent, known: &Known) -> Sent {
        let mut packed = Packed::of(sent);
        let now = &known.now;
        let profile = &now.profile;
        match self {
            Self::Facts => facts::merge(facts::CONTACT, sent, &now.facts, &mut packed),
            Self::Phones => kit::merge(&mut packed, sent, phones::LIST, &phones::rows(known)),
            Self::Hours => facts::merge(facts::HOURS, sent, &now.facts, &mut packed),
            Self::Strengths => {
                kit::merge(
                    &mut packed,
                    sent,
                    strengths::LIST,
                    &strengths::rows(profile),
                );
            }
            Self::Notices => kit::merge(&mut packed, sent, notices::LIST, &notices::rows(profile)),
            Self::ContactPersons => {
                kit::merge(&mut packed, sent, persons::LIST, &persons::rows(known))
            }
            _ => {}
        }
        packed.replace("version", now.version);
        packed.sent()
    }

    /// The input that shows a mistake which was found while writing.
    pub(super) fn input_of(self, sent: &Sent, fault: &FieldFault) -> String {
        let parts: Vec<&str> = fault
            .field
            .split(['[', ']', '.'])
            .filter(|part| !part.is_empty())
            .collect();
        let row = |list: &str, fields: &[&str], place: &str| {
            let filled = filled(sent, list, fields);
            let place: Option<usize> = place.parse().ok();
            place
                .and_then(|place| filled.get(place).copied())
                .unwrap_or_default()
        };
        match (self, parts.as_slice()) {
            (Self::ContactPolicy, ["rules", _, "ways", place, field]) => {
                kit::at(policy::WAYS, row(policy::WAYS, policy::KEYS, place), field)
            }
            (Self::ContactPolicy, ["rules", _, "ways"]) => kit::at(policy::WAYS, 0, "channel"),
            (Self::ContactPolicy, ["rules", _]) => "purpose".to_owned(),
            (Self::ContactPolicy, ["rules", _, "doNot", ..]) => "do_not".to_owned(),
            (Self::Phones, [list, place, field]) => {
                let row = place.parse::<usize>().ok();
                let row = row.and_then(|place| phones::ordered(sent).get(place).copied());
                kit::at(list, row.unwrap_or_default(), field)
            }
            (Self::Strengths, [list, place, _]) => {
                kit::at(list, row(strengths::LIST, &["text"], place), "text")
            }
            (Self::Notices, [list, place, field]) => {
                let field = if *field == "id" { "text" } else { *field };
                kit::at(list, row(notices::LIST, &["text"], place), field)
            }
            (Self::ContactPersons, [list, place, _]) => {
                kit::at(list, row(persons::LIST, &["name"], place), "name")
            }
            _ => fault.field.clone(),
        }
    }

    const fn list(self) -> Option<&'static str> {
        match self {
            Self::Phones => Some(phones::LIST),
            Self::Strengths => Some(strengths::LIST),
            Self::Notices => Some(notices::LIST),
            Self::ContactPersons => Some(persons::LIST),
            _ => None,
        }
    }
}

impl Shape {
    /// Every mistake stands at a field, in the worst case at the first.
    fn put_faults(&mut self, faults: &Faults) {
        let grouped = self.groups.iter().flat_map(|group| &group.fields);
        let is_shown = |name: &str| {
            let mut fields = self.fields.iter().chain(grouped.clone());
            fields.any(|field| field.name == name)
        };
        let homeless = faults.0.iter().find(|(name, _)| !is_shown(name));
        let homeless = homeless.map(|(_, words)| words.clone());
        let mut grouped = self.groups.iter_mut().flat_map(|group| &mut group.fields);
        let first = self.fields.first_mut().or_else(|| grouped.next());
        if let (Some(words), Some(first)) = (homeless, first)
            && first.error.is_none()
        {
            first.error = Some(words);
        }
    }
}

/// What an address names where something new is written.
const NEW: &str = "new";

/// The tick that takes a thing away.
fn erasing(sent: &Sent, label: &'static str) -> Field {
    let tick = Choice {
        value: "yes".to_owned(),
        word: label.to_owned(),
        is_chosen: is_erased(sent),
    };
    Field::any("erase", "消すとき", vec![tick])
}

fn is_erased(sent: &Sent) -> bool {
    sent.text("erase") == "yes"
}

/// A list in which one thing is as somebody wants it: replaced where it stood, added where it is new, taken
/// away where they erased it. Done twice it is the same list.
fn with_one<T: PartialEq>(mut list: Vec<T>, place: Option<usize>, wanted: Option<T>) -> Vec<T> {
    match (place, wanted) {
        (Some(place), Some(wanted)) => list[place] = wanted,
        (Some(place), None) => drop(list.remove(place)),
        (None, Some(wanted)) if !list.contains(&wanted) => list.push(wanted),
        (None, _) => {}
    }
    list
}

impl Known {
    /// The address of the form of one thing of the part.
    fn address_of(&self, sheet: Sheet, item: &str) -> String {
        format!("{}?item={item}", EditPath::of(self.now.id, sheet.code()))
    }

    /// What has to be allowed to be changed.
    pub(super) fn object(&self, sheet: Sheet) -> Option<Object> {
        let owners = self.now.owners;
        match sheet {
            Sheet::ContactPersons => self.network.map(|owner| Object::InsideResource {
                resource: owners,
                owner,
                observed_by: None,
            }),
            _ => Some(Object::Resource(owners)),
        }
    }
}
