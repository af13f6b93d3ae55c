//! What a list may be narrowed to by one press, and what it is narrowed to already.

use renkei_app::directory::list::{OpenWhen, ResourceList};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::time::{Minute, japanese_date};

use super::narrowing::{Base, CIRCLES, Narrowing};

/// A link that narrows, or takes a narrowing back. A number stands only where it is exact.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) href: String,
    pub(super) word: String,
    pub(super) count: Option<u64>,
    pub(super) is_set: bool,
}

/// What a list may be narrowed to, by one of its sides.
#[derive(Debug, Clone)]
pub(super) struct Facet {
    pub(super) name: &'static str,
    pub(super) first: Vec<Choice>,
    pub(super) more: Vec<Choice>,
}

impl Facet {
    /// Shows the first few and folds the others away; what is chosen is never folded away.
    pub(super) fn of(name: &'static str, mut choices: Vec<Choice>, shown: usize) -> Option<Self> {
        choices.sort_by_key(|choice| !choice.is_set);
        let set = choices.iter().filter(|choice| choice.is_set).count();
        let more = choices.split_off(choices.len().min(shown.max(set)));
        (!choices.is_empty()).then_some(Self {
            name,
            first: choices,
            more,
        })
    }
}

/// The chips of one list.
pub(super) struct Chips<'l> {
    pub(super) list: &'l ResourceList,
    pub(super) base: Base,
    pub(super) narrowing: &'l Narrowing,
}

impl Chips<'_> {
    fn link(&self, change: impl FnOnce(&mut Narrowing)) -> String {
        self.narrowing.with(change).href(self.base)
    }

    /// The sides of the list with how many entries each choice leaves.
    pub(super) fn facets(&self) -> Vec<Facet> {
        let (sectors, kinds, places) = match self.base {
            Base::Search => (self.sectors(), self.kinds(), self.places()),
            Base::Area(_) => (self.sectors(), self.kinds(), Vec::new()),
            Base::Kind(_) => (Vec::new(), Vec::new(), self.places()),
        };
        [
            Facet::of("分野", sectors, 5),
            Facet::of("種類", kinds, 8),
            Facet::of(TOWNS, places, 6),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn kinds(&self) -> Vec<Choice> {
        let facet = &self.list.facets.kinds;
        let counted = facet.entries.iter();
        let chosen = self.list.request.kinds.iter().map(|kind| (*kind, 0));
        let mut kinds: Vec<_> = counted.copied().chain(chosen).collect();
        // A kind that is chosen can be taken back although it leaves nothing.
        keep_first(&mut kinds);
        let chosen = &self.narrowing.kinds;
        kinds
            .into_iter()
            .map(|(kind, count)| Choice {
                href: self.link(|n| n.kinds = toggled(chosen, kind.code())),
                word: kind.to_string(),
                count: facet.is_exact.then_some(count),
                is_set: chosen.iter().any(|code| code == kind.code()),
            })
            .collect()
    }

    fn sectors(&self) -> Vec<Choice> {
        let facet = &self.list.facets.sectors;
        let counted = facet.entries.iter();
        let chosen = self.list.request.sectors.iter().map(|sector| (*sector, 0));
        let mut sectors: Vec<_> = counted.copied().chain(chosen).collect();
        keep_first(&mut sectors);
        let chosen = &self.narrowing.sectors;
        sectors
            .into_iter()
            .map(|(sector, count)| Choice {
                href: self.link(|n| n.sectors = toggled(chosen, sector.code())),
                word: sector.to_string(),
                count: facet.is_exact.then_some(count),
                is_set: chosen.iter().any(|code| code == sector.code()),
            })
            .collect()
    }

    /// In a circle the entries of its towns are counted, but a press on one of them leads to the circle
    /// around that town: then no number stands there.
    fn places(&self) -> Vec<Choice> {
        let facet = &self.list.facets.municipalities;
        let is_counted = facet.is_exact && self.list.request.within_km.is_none();
        let counted = facet.entries.iter();
        counted
            .filter_map(|(code, count)| {
                let place = self.list.places.iter().find(|place| place.code == *code)?;
                let is_set = self.list.request.area == Some(*code);
                let href = self.link(|n| {
                    if is_set {
                        n.area = String::new();
                        n.km = String::new();
                    } else {
                        n.area = code.to_string();
                        n.network = String::new();
                    }
                });
                Some(Choice {
                    href,
                    word: place.name.clone(),
                    count: is_counted.then_some(*count),
                    is_set,
                })
            })
            .collect()
    }

    /// How far around the area's office.
    pub(super) fn circles(&self) -> Vec<Choice> {
        let area = self.list.area.as_ref();
        if area.and_then(|area| area.point).is_none() {
            return Vec::new();
        }
        let circle = |km: &u32| {
            let km = km.to_string();
            let is_set = self.narrowing.km == km;
            let word = format!("{km}kmまで");
            Choice {
                href: self.link(|n| n.km = if is_set { String::new() } else { km }),
                word,
                count: None,
                is_set,
            }
        };
        CIRCLES.iter().map(circle).collect()
    }

    /// The circles beyond the one that is set, or all of them.
    pub(super) fn wider(&self) -> Vec<Choice> {
        let mut circles = self.circles();
        if let Some(set) = circles.iter().position(|choice| choice.is_set) {
            circles.drain(..=set);
        }
        circles
    }

    /// What is either asked for or not.
    pub(super) fn toggles(&self) -> Vec<Choice> {
        let country = self.toggle("全国どこからでも", "yes", |narrowing| {
            &mut narrowing.country
        });
        // Nothing that names a place is for the whole country.
        let is_of_place = self.list.area.is_some() || self.list.network.is_some();
        let is_offered = match self.base {
            Base::Search => !is_of_place,
            Base::Kind(kind) => kind == ResourceKind::Hotline && !is_of_place,
            Base::Area(_) => false,
        };
        let toggles = vec![
            self.toggle("いま開いている", "now", |narrowing| {
                narrowing.day.clear();
                narrowing.time.clear();
                &mut narrowing.open
            }),
            self.toggle("空きがある", "yes", |narrowing| {
                &mut narrowing.capacity
            }),
        ];
        let country = Some(country).filter(|choice| choice.is_set || is_offered);
        toggles.into_iter().chain(country).collect()
    }

    fn toggle(&self, word: &str, value: &str, own: fn(&mut Narrowing) -> &mut String) -> Choice {
        let mut changed = self.narrowing.first_page();
        let field = own(&mut changed);
        let is_set = !field.is_empty();
        field.clear();
        if !is_set {
            field.push_str(value);
        }
        Choice {
            href: changed.href(self.base),
            word: word.to_owned(),
            count: None,
            is_set,
        }
    }

    /// What is set beyond words: it stands outside of what is folded away, and each can be taken back.
    pub(super) fn set(&self) -> Vec<Choice> {
        let taken = |word: String, change: &dyn Fn(&mut Narrowing)| Choice {
            href: self.link(change),
            word,
            count: None,
            is_set: true,
        };
        let (list, mut set) = (self.list, Vec::new());
        if let (Some(area), false) = (&list.area, self.narrowing.area.is_empty()) {
            set.push(taken(area.name.clone(), &|n| {
                n.area = String::new();
                n.km = String::new();
            }));
        }
        if let Some(network) = &list.network {
            let word = format!("{network}の地域");
            set.push(taken(word, &|n| n.network = String::new()));
        }
        for topic in &list.request.good_at {
            let word = topic.word().unwrap_or("そのほか");
            set.push(taken(format!("得意: {word}"), &|n| {
                n.good = String::new()
            }));
        }
        for program in &list.request.programs {
            set.push(taken(program.to_string(), &|n| n.program = String::new()));
        }
        if let Some(day) = list.request.verified_since {
            let word = confirmed_since(&japanese_date(day));
            set.push(taken(word, &|n| n.since = String::new()));
        }
        if let Some(OpenWhen::At(moment)) = list.request.open {
            let word = open_at(&japanese_date(moment.date), moment.minute);
            set.push(taken(word, &|n| {
                n.day = String::new();
                n.time = String::new();
            }));
        }
        // The town stands above already, also where the list has nothing in it.
        let facets = self.facets().into_iter();
        let of_facets = facets
            .filter(|facet| facet.name != TOWNS)
            .flat_map(|facet| facet.first);
        let others = of_facets.chain(self.toggles()).chain(self.circles());
        set.extend(others.filter(|choice| choice.is_set));
        set
    }
}

/// Which entries are wanted, by the day since which somebody confirmed them.
pub(super) fn confirmed_since(day: &str) -> String {
    format!("{day} 以降に確かめた")
}

/// Which entries are wanted, by when they are open.
pub(super) fn open_at(day: &str, minute: Minute) -> String {
    format!("{day} {minute} に開いている")
}

const TOWNS: &str = "市区町村";

/// The chosen values with one more, or with one less.
fn toggled(chosen: &[String], code: &str) -> Vec<String> {
    let mut toggled = chosen.to_vec();
    match chosen.iter().position(|known| known == code) {
        Some(place) => drop(toggled.remove(place)),
        None => toggled.push(code.to_owned()),
    }
    toggled
}

fn keep_first<T: Copy + PartialEq>(counts: &mut Vec<(T, u64)>) {
    let all = counts.clone();
    let mut place = 0;
    counts.retain(|(word, _)| {
        let is_new = !all[..place].iter().any(|(earlier, _)| earlier == word);
        place += 1;
        is_new
    });
}
