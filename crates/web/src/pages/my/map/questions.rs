//! The questions of the walk, in their order: each is answered on a page of its own, from what stands on the map and
//! back onto it.

use renkei_domain::ids::MapEntryId;
use renkei_domain::map::resource_map::{AIM_CHARS, TEXT_CHARS};
use renkei_domain::map::{
    Entry, Quadrant, ResourceMap, Tell, Turn, Way, WayKind, WhoKind, Wording,
};

use super::super::super::cases::faults::Faults;
use super::super::super::cases::none;
use super::super::words;
use super::fields::employer;
use super::named::{told, who};
use crate::form::{Choice, Field, Packed, Sent};

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// What life is to be like.
    Aim,
    /// Who can be asked in a part of life.
    Who(Quadrant),
    /// What about.
    About(Quadrant),
    /// How they are reached.
    How(Quadrant),
    /// Whether there is somebody else.
    More(Quadrant),
    /// Signs that the person notices.
    INotice,
    /// Signs that others notice.
    OthersNotice,
    /// What helps.
    Helps,
    /// Whom to tell.
    Tell(Turn),
}

const WORK: Quadrant = Quadrant::Work;
const MIND: Quadrant = Quadrant::MindBody;
const LIVING: Quadrant = Quadrant::Living;
const LEISURE: Quadrant = Quadrant::Leisure;

impl Question {
    /// Every question, in its order.
    pub(super) const ALL: [(Self, &'static str); 25] = [
        (Self::Aim, "aim"),
        (Self::Who(WORK), "work"),
        (Self::About(WORK), "work_about"),
        (Self::How(WORK), "work_how"),
        (Self::More(WORK), "work_more"),
        (Self::Who(MIND), "mind_body"),
        (Self::About(MIND), "mind_body_about"),
        (Self::How(MIND), "mind_body_how"),
        (Self::More(MIND), "mind_body_more"),
        (Self::Who(LIVING), "living"),
        (Self::About(LIVING), "living_about"),
        (Self::How(LIVING), "living_how"),
        (Self::More(LIVING), "living_more"),
        (Self::Who(LEISURE), "leisure"),
        (Self::About(LEISURE), "leisure_about"),
        (Self::How(LEISURE), "leisure_how"),
        (Self::More(LEISURE), "leisure_more"),
        (Self::INotice, "i_notice"),
        (Self::OthersNotice, "others_notice"),
        (Self::Helps, "helps"),
        (Self::Tell(Turn::First), "first"),
        (Self::Tell(Turn::Second), "second"),
        (Self::Tell(Turn::Third), "third"),
        (Self::Tell(Turn::AtNight), "at_night"),
        (Self::Tell(Turn::OnHolidays), "on_holidays"),
    ];

    /// Its code in addresses.
    pub(super) fn code(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        all.find(|(one, _)| *one == self)
            .map_or("", |(_, code)| code)
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, known)| *known == code).map(|(one, _)| one)
    }

    /// Its place, counted from 1.
    pub(super) fn place(self) -> usize {
        let mut all = Self::ALL.iter();
        all.position(|(one, _)| *one == self).unwrap_or(0) + 1
    }

    /// The question after it that can be asked, and the one before it.
    pub(super) fn next(self, map: &ResourceMap) -> Option<Self> {
        let later = Self::ALL.into_iter().skip(self.place());
        later.map(|(one, _)| one).find(|one| one.can_be_asked(map))
    }

    pub(super) fn before(self, map: &ResourceMap) -> Option<Self> {
        let earlier = Self::ALL.into_iter().take(self.place() - 1).rev();
        let mut earlier = earlier.map(|(one, _)| one);
        earlier.find(|one| one.can_be_asked(map))
    }

    /// The first that has no answer yet: where somebody comes back who stopped.
    pub(super) fn first_open(map: &ResourceMap) -> Option<Self> {
        let mut all = Self::ALL.into_iter().map(|(one, _)| one);
        all.find(|one| one.can_be_asked(map) && !one.is_answered(map))
    }

    /// Whether something is written to it. Whether there is somebody else is only chosen.
    pub(super) const fn is_written(self) -> bool {
        !matches!(self, Self::More(_))
    }

    /// What somebody can be asked about is asked once there is somebody.
    pub(super) fn can_be_asked(self, map: &ResourceMap) -> bool {
        match self {
            Self::About(quadrant) | Self::How(quadrant) | Self::More(quadrant) => {
                of(map, quadrant).is_some()
            }
            _ => true,
        }
    }

    /// Whether it has an answer.
    pub(super) fn is_answered(self, map: &ResourceMap) -> bool {
        match self {
            Self::Aim => map.aim.is_some(),
            Self::Who(quadrant) => of(map, quadrant).is_some(),
            Self::About(quadrant) => of(map, quadrant).is_some_and(|one| one.about.is_some()),
            Self::How(quadrant) => of(map, quadrant).is_some_and(|one| !one.ways.is_empty()),
            // Going on leaves nothing on the map: whoever wrote something later went on.
            Self::More(_) => {
                let mut later = Self::ALL.into_iter().skip(self.place());
                later.any(|(one, _)| one.is_answered(map))
            }
            Self::INotice => map.trouble.i_notice.is_some(),
            Self::OthersNotice => map.trouble.others_notice.is_some(),
            Self::Helps => map.trouble.helps.is_some(),
            Self::Tell(turn) => map.trouble.tell.contains_key(&turn),
        }
    }

    /// What is asked, in plain words.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Aim => "どんなふうに くらしたいですか。",
            Self::Who(WORK) => "しごとの ことは だれに 話せますか。",
            Self::Who(MIND) => "こころや からだの ことは だれに 話せますか。",
            Self::Who(LIVING) => "くらしの ことは だれに 話せますか。",
            Self::Who(LEISURE) => "だれと いると たのしいですか。",
            Self::About(_) => "その人に なにを 話せますか。",
            Self::How(_) => "その人と どうやって 話しますか。",
            Self::More(_) => "ほかにも いますか。",
            Self::INotice => "つかれた とき、 じぶんで わかる サインは なんですか。",
            Self::OthersNotice => "つかれた とき、 まわりの 人は なにで 気づきますか。",
            Self::Helps => "どうすると 楽に なりますか。",
            Self::Tell(Turn::First) => "こまったとき、 はじめに だれに 話しますか。",
            Self::Tell(Turn::Second) => "その人が いない ときは だれに 話しますか。",
            Self::Tell(Turn::Third) => "そのつぎは だれに 話しますか。",
            Self::Tell(Turn::AtNight) => "夜に こまったら だれに 話しますか。",
            Self::Tell(Turn::OnHolidays) => "休みの 日に こまったら だれに 話しますか。",
        }
    }

    /// An example, where one helps.
    pub(super) const fn example(self) -> &'static str {
        match self {
            Self::Aim => "例: いまの しごとを つづけて、 休みに つりへ 行きたい",
            Self::Who(_) => "名前でも、「となりの おばさん」でも いいです。",
            Self::About(_) => "例: しごとで まちがえた とき",
            Self::How(_) => "電話番号や、 会える ところを 書きます。",
            Self::More(_) => "もうひとり 書いても、 つぎへ すすんでも いいです。",
            Self::INotice => "例: 朝 おきられない、 ごはんを 食べたくない",
            Self::OthersNotice => "例: 返事が へる、 顔が かたくなる",
            Self::Helps => "例: はやく ねる、 音楽を きく",
            Self::Tell(_) => "マップの 人から えらぶか、 名前を 書きます。",
        }
    }

    /// What stands in its fields before somebody types.
    pub(super) fn pack(self, packed: &mut Packed, map: &ResourceMap) {
        match self {
            Self::Aim => packed.put_some("text", map.aim.as_ref()),
            Self::Who(quadrant) => {
                if let Some(one) = of(map, quadrant) {
                    packed.put("entry", one.id);
                    packed.put("name", &one.name);
                    packed.put("who", one.who.code());
                    packed.put("employer", one.employer.code());
                }
            }
            Self::About(quadrant) => {
                let about = of(map, quadrant).and_then(|one| one.about.as_ref());
                packed.put_some("text", about);
            }
            Self::How(quadrant) => {
                let way = of(map, quadrant).and_then(|one| one.ways.first());
                packed.put_some("way", way.map(|way| way.kind.code()));
                packed.put_some("address", way.and_then(|way| way.to.as_ref()));
            }
            Self::More(_) => {}
            Self::INotice => packed.put_some("text", map.trouble.i_notice.as_ref()),
            Self::OthersNotice => packed.put_some("text", map.trouble.others_notice.as_ref()),
            Self::Helps => packed.put_some("text", map.trouble.helps.as_ref()),
            Self::Tell(turn) => match map.trouble.tell.get(&turn) {
                Some(Tell::Entry(id)) => packed.put("entry", id),
                Some(Tell::Written { name, to, employer }) => {
                    packed.put("name", name);
                    packed.put_some("address", to.as_ref());
                    packed.put("employer", employer.code());
                }
                None => {}
            },
        }
    }

    /// Its fields with what was typed.
    pub(super) fn fields(self, map: &ResourceMap, sent: &Sent, faults: &Faults) -> Vec<Field> {
        let name = || {
            Field::text("name", "名前", sent.raw("name"))
                .wrong(faults.of("name"))
                .aloud()
        };
        let address = |label| {
            Field::text("address", label, sent.raw("address"))
                .wrong(faults.of("address"))
                .aloud()
        };
        match self {
            Self::Aim => vec![text(sent, faults, AIM_CHARS)],
            Self::About(_) | Self::INotice | Self::OthersNotice | Self::Helps => {
                vec![text(sent, faults, TEXT_CHARS)]
            }
            Self::Who(_) => vec![
                name(),
                Field::one(
                    "who",
                    "どんな 人ですか",
                    words(WhoKind::ALL, WhoKind::code, WhoKind::word, sent.text("who")),
                )
                .wrong(faults.of("who"))
                .aloud(),
                employer(sent),
            ],
            Self::How(_) => vec![
                Field::one(
                    "way",
                    "どうやって 話しますか",
                    words(WayKind::ALL, WayKind::code, WayKind::word, sent.text("way")),
                )
                .wrong(faults.of("way"))
                .aloud(),
                address("番号や ところ（書かなくても いいです）"),
            ],
            Self::More(_) => Vec::new(),
            Self::Tell(_) => vec![
                Field::listed(
                    "entry",
                    "マップの 人",
                    none("えらばない", people(map, sent)),
                )
                .wrong(faults.of("entry"))
                .asked_aloud(),
                name(),
                address("番号"),
                employer(sent),
            ],
        }
    }

    /// Puts the answer onto the map. An empty one takes away what stood there; nothing comes back where something is
    /// wrong with it. `new` is who comes onto the map.
    pub(super) fn answered(
        self,
        mut map: ResourceMap,
        (sent, faults): (&Sent, &mut Faults),
        new: MapEntryId,
    ) -> Option<ResourceMap> {
        match self {
            Self::Aim => map.aim = faults.prose_opt(sent, "text"),
            Self::INotice => map.trouble.i_notice = faults.prose_opt(sent, "text"),
            Self::OthersNotice => map.trouble.others_notice = faults.prose_opt(sent, "text"),
            Self::Helps => map.trouble.helps = faults.prose_opt(sent, "text"),
            Self::About(quadrant) => {
                let about = faults.prose_opt(sent, "text");
                change(&mut map, quadrant, |one| one.about = about);
            }
            Self::Who(quadrant) => who(&mut map, quadrant, (sent, &mut *faults), new),
            Self::How(quadrant) => {
                let kind = WayKind::from_code(sent.text("way"));
                let to = faults.line_opt(sent, "address");
                if let Some(kind) = kind {
                    let way = Way { kind, to };
                    change(&mut map, quadrant, |one| match one.ways.first_mut() {
                        Some(first) => *first = way,
                        None => one.ways.push(way),
                    });
                } else if to.is_some() {
                    faults.say("way", "どうやって話すかを えらんでください。");
                }
            }
            Self::More(_) => {}
            Self::Tell(turn) => {
                let tell = told(&map, turn, (sent, &mut *faults));
                match tell {
                    Some(tell) => map.trouble.tell.insert(turn, tell),
                    None => map.trouble.tell.remove(&turn),
                };
            }
        }
        faults.all_well(Some(map))
    }
}

/// The one of a quadrant of whom the walk asks: the last who was written.
fn of(map: &ResourceMap, quadrant: Quadrant) -> Option<&Entry> {
    map.entries_of(quadrant).last()
}

/// Whom the question is about, by name.
pub(super) fn about_whom(question: Question, map: &ResourceMap) -> Option<String> {
    match question {
        Question::About(quadrant) | Question::How(quadrant) => {
            of(map, quadrant).map(|one| one.name.to_string())
        }
        _ => None,
    }
}

fn change(map: &mut ResourceMap, quadrant: Quadrant, put: impl FnOnce(&mut Entry)) {
    if let Some(id) = of(map, quadrant).map(|one| one.id)
        && let Some(one) = map.entries.iter_mut().find(|one| one.id == id)
    {
        put(one);
    }
}

fn text(sent: &Sent, faults: &Faults, most: usize) -> Field {
    Field::prose("text", "こたえ", sent.raw("text"))
        .at_most(u16::try_from(most).unwrap_or(u16::MAX))
        .wrong(faults.of("text"))
        .aloud()
}

fn people(map: &ResourceMap, sent: &Sent) -> Vec<Choice> {
    let choices = map.entries.iter().map(|one| Choice {
        value: one.id.to_string(),
        word: one.name.to_string(),
        is_chosen: sent.text("entry") == one.id.to_string(),
    });
    choices.collect()
}

/// What a quadrant is called in a heading, in the words that were chosen.
pub(super) fn part_of(question: Question, map: &ResourceMap, wording: Wording) -> Option<&str> {
    match question {
        Question::Who(quadrant)
        | Question::About(quadrant)
        | Question::How(quadrant)
        | Question::More(quadrant) => Some(map.name_of(quadrant, wording)),
        _ => None,
    }
}
