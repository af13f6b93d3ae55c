//! How a list goes onto paper: all of it at once instead of a page of twenty, with what was asked for in words.

use chrono::NaiveDate;
use renkei_app::directory::list::{ListedResource, OpenWhen, ResourceList};
use renkei_domain::time::{era_date, japanese_date};

use super::ListPage;
use super::chips::{Choice, confirmed_since, open_at};
use super::narrowing::{Base, Narrowing};
use super::row::Row;

/// How many entries go onto paper at once at most: some thirty sheets.
pub(super) const PRINTED: usize = 200;

/// How the list on a page goes onto paper.
#[derive(Debug, Clone)]
pub(super) enum OnPaper {
    /// The page holds all of it.
    Whole,
    /// All of it, or its beginning, stands at another address.
    Elsewhere { href: String, word: &'static str },
    /// This is that address. Whether more than paper gets is left out, and where the pages are.
    Laid { in_pages: String, is_cut: bool },
}

impl OnPaper {
    /// How a page of a list goes onto paper.
    pub(super) fn of(list: &ResourceList, base: Base, narrowing: &Narrowing) -> Self {
        if list.is_first && list.next.is_none() {
            return Self::Whole;
        }
        Self::Elsewhere {
            href: narrowing.printed().href(base),
            word: word(list.facets.total),
        }
    }
}

/// What the link to it does. A total that is not exact is far beyond what paper gets.
pub(super) const fn word(total: u64) -> &'static str {
    if total > PRINTED as u64 {
        "はじめの200件を印刷用に出す"
    } else {
        "ぜんぶを印刷用に出す"
    }
}

impl ListPage {
    /// The same page with these entries, one more than paper gets where there are more.
    pub(super) fn laid_out(
        self,
        entries: &[ListedResource],
        list: &ResourceList,
        in_pages: String,
    ) -> Self {
        let printed = entries.iter().take(PRINTED);
        Self {
            rows: printed.map(|entry| Row::of(entry, list.at)).collect(),
            on_paper: OnPaper::Laid {
                in_pages,
                is_cut: entries.len() > PRINTED,
            },
            first: None,
            previous: None,
            next: None,
            ..self
        }
    }
}

/// All that is asked for in one line: paper shows no chips.
pub(super) fn conditions(
    set: &[Choice],
    list: &ResourceList,
    base: Base,
    narrowing: &Narrowing,
) -> String {
    let words = Some(narrowing.q.trim()).filter(|words| !words.is_empty());
    let of_the_path = match base {
        Base::Search => None,
        Base::Area(_) => list.area.as_ref().map(|area| area.name.clone()),
        Base::Kind(kind) => Some(kind.to_string()),
    };
    let said = words.map(|words| format!("「{words}」"));
    let days: [fn(NaiveDate) -> String; 2] = [japanese_date, era_date];
    let since = list
        .request
        .verified_since
        .map(|day| days.map(|written| confirmed_since(&written(day))));
    let open = match list.request.open {
        Some(OpenWhen::At(moment)) => {
            Some(days.map(|written| open_at(&written(moment.date), moment.minute)))
        }
        Some(OpenWhen::Now) | None => None,
    };
    let dated: Vec<[String; 2]> = since.into_iter().chain(open).collect();
    let set = set.iter().map(|choice| {
        let on_paper = dated
            .iter()
            .find(|[on_screen, _]| *on_screen == choice.word);
        on_paper.map_or_else(|| choice.word.clone(), |[_, on_paper]| on_paper.clone())
    });
    let all: Vec<String> = said.into_iter().chain(of_the_path).chain(set).collect();
    all.join("／")
}
