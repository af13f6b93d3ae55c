//! The handbook of an area on paper: what everybody may read of each entry, in words. What is ours has readings; what an
//! agency wrote stands as it wrote it.

use renkei_app::directory::handbook::{Confirmed, HandbookEntry, HandbookPaper};
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::comparison::{Distance, Offered, RequiredDocument};
use renkei_domain::directory::contact::policy::{Channel, forbids_a_way};
use renkei_domain::directory::contact::reach::Way;
use renkei_domain::directory::phone::{Confirmation, Phone};
use renkei_domain::directory::strength::Valence;
use renkei_domain::map::Ruby as Readings;
use renkei_domain::text::Line;
use renkei_domain::time::era_date;
use renkei_print::sheets::{self, HandbookKind, HandbookRow, HandbookSector, HandbookSheet};
use renkei_print::{Ruby, Words};

use super::consents::easy;
use super::{ToPrint, contact, network, number};
use crate::words::compare;
use crate::words::reach::{CONFIRM_FIRST, hours_words, line};

/// Between things that are told one after the other.
const BETWEEN: &str = "／";

pub(super) fn handbook(paper: &HandbookPaper) -> ToPrint {
    let sectors = sectors(&paper.entries);
    let chosen = paper.sectors.iter().map(|sector| sector.word());
    let chosen: Vec<&str> = chosen
        .chain(paper.kinds.iter().map(|kind| kind.word()))
        .collect();
    let holds = joined(chosen.into_iter().map(easy), "、");
    ToPrint {
        sheet: renkei_print::Sheet::Handbook(HandbookSheet {
            network: network(&paper.head),
            area: paper.area.join("・").into(),
            holds: holds.map(|words| Words::from("のせたもの: ").followed_by(words)),
            count: paper.entries.len(),
            unconfirmed: paper.unconfirmed().into_iter().sum(),
            tell: contact(&paper.head),
            index: HandbookRow::all(&sectors),
            sectors,
        }),
        ruby: match paper.ruby {
            Readings::With => Ruby::On,
            Readings::Without => Ruby::Off,
        },
        name: "社会資源ハンドブック.pdf",
        plain_name: "handbook.pdf",
    }
}

/// The entries, which stand by sector and kind, under the names of these.
fn sectors(entries: &[HandbookEntry]) -> Vec<HandbookSector> {
    let same_sector =
        |one: &HandbookEntry, next: &HandbookEntry| one.kind.sector() == next.kind.sector();
    let sectors = entries.chunk_by(same_sector).filter_map(|sector| {
        Some(HandbookSector {
            heading: easy(sector.first()?.kind.sector().word()),
            kinds: kinds(sector),
        })
    });
    sectors.collect()
}

fn kinds(sector: &[HandbookEntry]) -> Vec<HandbookKind> {
    let kinds = sector.chunk_by(|one, next| one.kind == next.kind);
    let kinds = kinds.filter_map(|kind| {
        Some(HandbookKind {
            heading: easy(kind.first()?.kind.word()),
            entries: kind.iter().map(entry).collect(),
        })
    });
    kinds.collect()
}

fn entry(entry: &HandbookEntry) -> sheets::HandbookEntry {
    sheets::HandbookEntry {
        name: entry.name.to_string(),
        kana: entry.kana.as_ref().map(ToString::to_string),
        place: entry.municipality.clone(),
        kind: kind_line(entry),
        reach: reach(entry),
        never: said(entry.never.iter().map(Line::as_str)),
        others: others(entry),
        address: entry.address.as_ref().map(|address| {
            let code = address.postal_code.as_ref();
            let code = code.map(|code| format!("〒{code} "));
            format!("{}{}", code.unwrap_or_default(), address.line()).into()
        }),
        hours: hours(entry),
        compare: compared(entry),
        places: places(entry),
        strong: own(entry, Valence::Strong),
        weak: own(entry, Valence::Weak),
        limit: own(entry, Valence::Limit),
        help: help(entry),
        confirmed: confirmed(entry.confirmed),
    }
}

/// What it is, who runs it, and where that is. The kind stands above it, with its reading.
fn kind_line(entry: &HandbookEntry) -> Words {
    let parts = [
        Some(entry.kind_in_words.as_str()),
        entry.organization.as_deref(),
        entry.municipality.as_deref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(BETWEEN).into()
}

/// How it is reached, which stands in every entry.
fn reach(entry: &HandbookEntry) -> Vec<Words> {
    if entry.ways.is_empty() {
        return vec![Words::from("まだ わかりません")];
    }
    entry.ways.iter().map(way).collect()
}

/// A way with when it is open, whom to ask for and how to go about it.
fn way(way: &Way) -> Words {
    let when = match &way.hours {
        _ if way.is_doubtful => CONFIRM_FIRST.to_owned(),
        Some(hours) => hours_words(hours),
        None if way.channel.needs_presence() => "時間は わかりません".to_owned(),
        None => "いつでも".to_owned(),
    };
    let shown = line(way, &[], when);
    let sentence = shown.sentence();
    let channel = way.channel.word();
    let rest = sentence.strip_prefix(channel).unwrap_or(&sentence);
    let etiquette = shown.etiquette.map(|text| format!("。{text}"));
    easy(channel).then(format!("{rest}{}", etiquette.unwrap_or_default()))
}

/// Its numbers besides. Of one that forbade a way none is named but those it asks to be reached by: no sentence tells a
/// program which number it does not want to be used.
fn others(entry: &HandbookEntry) -> Option<Words> {
    if forbids_a_way(&entry.never) {
        return None;
    }
    let phones = entry.phones.iter();
    let phones = phones.filter(|phone| !is_told(entry, Channel::Phone, &phone.written));
    let fax = entry.fax.iter();
    let fax = fax.filter(|fax| !is_told(entry, Channel::Fax, &fax.written));
    let mail = entry.mail.iter();
    let mail = mail.filter(|mail| !is_told(entry, Channel::Mail, mail));
    let numbers = phones
        .map(|phone| numbered(Channel::Phone, phone))
        .chain(fax.map(|fax| numbered(Channel::Fax, fax)))
        .chain(mail.map(|mail| easy(Channel::Mail.word()).then(format!(" {mail}"))));
    joined(numbers, BETWEEN)
}

/// Whether a number stands among the ways already.
fn is_told(entry: &HandbookEntry, channel: Channel, written: &Line) -> bool {
    let mut ways = entry.ways.iter();
    ways.any(|way| way.channel == channel && way.target.as_ref() == Some(written))
}

fn numbered(channel: Channel, phone: &Phone) -> Words {
    let mut notes: Vec<&str> = phone.label.iter().map(Line::as_str).collect();
    if phone.confirmation == Confirmation::Unconfirmed {
        notes.push(phone.confirmation.word());
    }
    let notes = match notes.as_slice() {
        [] => String::new(),
        notes => format!("（{}）", notes.join("・")),
    };
    easy(channel.word()).then(format!(" {}{notes}", number(phone)))
}

fn hours(entry: &HandbookEntry) -> Option<Words> {
    let stated = Some(hours_words(&entry.hours)).filter(|stated| !stated.is_empty());
    let note = entry.hours_note.as_ref().map(ToString::to_string);
    let told: Vec<String> = stated.into_iter().chain(note).collect();
    said(told.iter().map(String::as_str))
}

fn compared(entry: &HandbookEntry) -> Option<Words> {
    let lines = compare::lines(&entry.comparison).into_iter();
    let lines = lines.map(|(term, text)| {
        let text = if is_of_a_list(&text) {
            easy(&text)
        } else {
            Words::from(text)
        };
        easy(term).then(" ").followed_by(text)
    });
    joined(lines, BETWEEN)
}

/// Whether a text is made of words of ours alone.
fn is_of_a_list(text: &str) -> bool {
    let is_ours = |word: &str| {
        Offered::ALL.iter().any(|known| known.word() == word)
            || Distance::ALL.iter().any(|known| known.word() == word)
            || RequiredDocument::ALL
                .iter()
                .any(|known| known.word() == word)
    };
    text.split('、').all(is_ours)
}

/// How many could begin, and on which day it said so.
fn places(entry: &HandbookEntry) -> Option<Words> {
    let designated = entry.designated.map(|most| format!("定員 {most}人"));
    let Some(CapacityReport {
        available,
        maximum,
        waiting,
        as_of,
    }) = entry.places
    else {
        return designated.map(Words::from);
    };
    let told = [
        Some(available.map_or_else(
            || "空きは わかりません".to_owned(),
            |free| format!("あと {free}人"),
        )),
        maximum.map(|most| format!("いちどに {most}人まで")),
        waiting.map(|waiting| format!("待っている人 {waiting}人")),
        designated,
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    let day = era_date(as_of);
    Some(format!("{}（{day}に聞いたこと）", told.join(BETWEEN)).into())
}

fn own(entry: &HandbookEntry, valence: Valence) -> Option<Words> {
    let own = entry.said.iter().filter(|(of, _)| *of == valence);
    said(own.map(|(_, text)| text.as_str()))
}

fn help(entry: &HandbookEntry) -> Option<Words> {
    let languages = entry.languages.iter().map(|one| easy(one.word()));
    let access = entry.access.iter().map(|one| easy(one.word()));
    joined(languages.chain(access), "、")
}

fn confirmed(confirmed: Confirmed) -> Words {
    let contact = Words::read("連絡先", "れんらくさき");
    let on = |day| {
        let words = contact.clone().then("を").then_read("確", "たし");
        let words = words.then("かめた").then_read("日", "ひ");
        words.then(format!(" {}", era_date(day)))
    };
    match confirmed {
        Confirmed::Lately(day) => on(day),
        Confirmed::LongAgo(day) => on(day).then("（1年より前です）"),
        Confirmed::Never => contact
            .then("は、まだ ")
            .then_read("確", "たし")
            .then("かめていません"),
    }
}

/// What an agency said, one thing after the other; nothing where it said nothing.
fn said<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Words> {
    joined(texts.map(Words::from), BETWEEN)
}

fn joined(all: impl Iterator<Item = Words>, between: &str) -> Option<Words> {
    all.reduce(|before, next| before.then(between).followed_by(next))
}

#[cfg(test)]
mod tests;
