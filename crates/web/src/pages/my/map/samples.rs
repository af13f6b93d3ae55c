//! The pages of a map without a database: empty, usual, and as long as a map can be.

mod more;
mod shares;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use renkei_app::map::drafts::{DraftOf, MapDraft, MapDrafts};
use renkei_app::map::own::{OwnMap, StoredVersion};
use renkei_app::map::preview::MapPreview;
use renkei_app::map::share::{ShareForm, ShareTo};
use renkei_app::map::shared::{SharedLine, SharedMap};
use renkei_domain::consent::{Categories, InformationCategory};
use renkei_domain::ids::{
    AccountId, CaseId, ConferenceId, MapEntryId, MapPictureId, MapShareId, MapSuggestionId,
    MapVersionId, TeamMemberId,
};
use renkei_domain::map::{
    Entry, Knows, MapChange, MapChangeKind, NightNumber, Quadrant, ReachTime, ResourceMap,
    SharedWith, Suggestion, SuggestionState, Symbol, Tell, Turn, Way, WayKind, WhoKind,
};
use renkei_domain::text::{Line, Prose};
use renkei_domain::time::Instant;
use uuid::Uuid;

use self::shares::share;
use super::super::super::cases::faults::Faults;
use super::about::{MapAboutPage, fields as about_fields, packed as about_packed, sample_form};
use super::entry::{EntryPage, packed as entry_packed};
use super::fields;
use super::questions::Question;
use super::share::{MapLinkPage, MapSharesPage, ShareLookPage};
use super::shared::{CaseSharedMapPage, SharedMapPage};
use super::suggest::{CaseMapPage, fields_of, packed as suggest_packed};
use super::versions::MapVersionsPage;
use super::walk::{QuestionPage, WalkPage, packed as question_packed};
use super::whom::Offered;
use super::{Done, MapPage};
use crate::Origin;
use crate::pages::{Here, Samples, Shell};
use crate::paths::{CaseMapPath, CasePath, MapPath};

const ONCE: &str = "01932f00000070028000000000000001";

/// A name that fills its field, with a character beyond the first plane and an emoji.
const LONG: &str = "𠮷田🌸とても長い名前の人がいる事業所";

fn line(text: &str) -> Option<Line> {
    Line::parse(text).ok()
}

fn prose(text: &str) -> Option<Prose> {
    Prose::parse(text).ok()
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0193_2f00_0000_7061_8000_0000_0000_0000 + number)
}

fn entry(number: u128, quadrant: Quadrant, name: &str, word: &str) -> Option<Entry> {
    let way = |kind, to: &str| Way { kind, to: line(to) };
    Some(Entry {
        affiliation: line(word),
        about: prose(&format!("{word}\nこまったこと")),
        ways: vec![
            way(WayKind::Phone, "072-000-0001"),
            way(WayKind::Message, word),
            way(WayKind::NextAppointment, ""),
        ],
        reachable: BTreeSet::from([ReachTime::WorkingHours, ReachTime::Weekend]),
        reachable_note: line("火曜日の午後2時から"),
        first_words: prose("すこし 話を きいてほしいです。"),
        knows: Knows::Knows,
        symbol: Some(Symbol::Star),
        picture: (number == 1).then(|| MapPictureId::from_uuid(id(90))),
        ..Entry::named(
            MapEntryId::from_uuid(id(number)),
            quadrant,
            WhoKind::Person,
            line(name)?,
        )
    })
}

fn map(name: &str, word: &str, each: u128) -> ResourceMap {
    let mut map = ResourceMap {
        called: line(name),
        aim: prose(word),
        names: BTreeMap::from_iter(line(word).map(|word| (Quadrant::Leisure, word))),
        ..ResourceMap::default()
    };
    for (place, quadrant) in (0..).zip(Quadrant::ALL.iter().skip(1)) {
        let entries = (1..=each).filter_map(|n| entry(place * each + n, *quadrant, name, word));
        map.entries.extend(entries);
    }
    map.trouble.i_notice = prose(word);
    map.trouble.others_notice = prose(word);
    map.trouble.helps = prose(word);
    if let Some(first) = map.entries.first() {
        map.trouble.tell.insert(Turn::First, Tell::Entry(first.id));
    }
    map
}

fn own(map: ResourceMap, name: &str) -> OwnMap {
    let is_empty = map.is_empty();
    let first = map.entries.first().cloned();
    let suggestion = first.clone().map(|entry| Suggestion {
        id: MapSuggestionId::from_uuid(id(70)),
        from: AccountId::from_uuid(id(80)),
        at: Instant::from_micros(0),
        entry,
        why: prose("話しやすい人です。"),
        state: SuggestionState::Waiting,
    });
    let no = |one: &Suggestion| Suggestion {
        state: SuggestionState::Declined,
        ..one.clone()
    };
    let change = first.map(|entry| MapChange {
        kind: MapChangeKind::Phone,
        name: entry.name,
        now: "072-000-0002".to_owned(),
    });
    let version = StoredVersion {
        id: MapVersionId::from_uuid(id(60)),
        saved_at: Instant::from_micros(0),
        map: map.clone(),
    };
    let shares = vec![
        share(51, SharedWith::Link, "リンク・QRコード", false),
        share(52, SharedWith::Link, name, true),
    ];
    OwnMap {
        version: i64::from(!is_empty),
        changed_at: (!is_empty).then(|| Instant::from_micros(0)),
        printed_on: None,
        can_undo: !is_empty,
        current: Vec::new(),
        changes: change.into_iter().collect(),
        on_paper: Vec::new(),
        night: vec![NightNumber::ambulance()],
        gaps: map.gaps(&Default::default()),
        versions: if is_empty { Vec::new() } else { vec![version] },
        declined: suggestion.iter().map(no).collect(),
        suggestions: suggestion.into_iter().collect(),
        shares: if is_empty { Vec::new() } else { shares },
        names: HashMap::from_iter(line(name).map(|name| (AccountId::from_uuid(id(80)), name))),
        now: Instant::from_micros(2),
        map,
    }
}

/// The three maps of the samples, each with how somebody is called.
fn maps() -> [(&'static str, String, OwnMap); 3] {
    let usual = own(map("みどりさん", "つりに行きたい", 1), "島本 ひなた");
    let long = LONG.repeat(5);
    let longest = own(map(&long, &LONG.repeat(5), 20), &long);
    [
        ("usual", "島本 ひなた".to_owned(), usual),
        ("empty", String::new(), own(ResourceMap::default(), "")),
        ("longest", long, longest),
    ]
}

fn shell(name: &str) -> Shell {
    Shell::sample_of_person(name).at(Here::Map)
}

/// A page for each of the three maps.
fn each<P>(page: impl Fn(Shell, OwnMap) -> P) -> Vec<(&'static str, P)> {
    let maps = maps().into_iter();
    maps.map(|(sample, name, own)| (sample, page(shell(&name), own)))
        .collect()
}

impl Samples for MapPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let new = MapEntryId::from_uuid(id(99));
        let mut all = each(|shell, own| Self::of(shell, &own, ONCE.to_owned(), (new, None, None)));
        let [(_, name, usual), ..] = maps();
        let done = Done {
            did: "out".to_owned(),
        };
        let said = (new, done.words(), None);
        all.push((
            "done",
            Self::of(shell(&name), &usual, ONCE.to_owned(), said),
        ));
        all
    }
}

impl Samples for WalkPage {
    fn samples() -> Vec<(&'static str, Self)> {
        each(|shell, own| Self::of(shell, &own))
    }
}

impl Samples for QuestionPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let page = |shell: Shell, own: &OwnMap, question: Question| {
            let sent = question_packed(question, own, MapEntryId::from_uuid(id(99)));
            let form = Self::sample_form(question);
            Self::of(
                shell,
                (question, own),
                form,
                (&sent, &Faults::default(), None),
            )
        };
        let mut all = each(|shell, own| page(shell, &own, Question::Aim));
        let [(_, name, usual), ..] = maps();
        let who = Question::Who(Quadrant::Living);
        all.push(("who", page(shell(&name), &usual, who)));
        let how = Question::How(Quadrant::Living);
        all.push(("how", page(shell(&name), &usual, how)));
        all.push((
            "tell",
            page(shell(&name), &usual, Question::Tell(Turn::Second)),
        ));
        all
    }
}

impl Samples for EntryPage {
    fn samples() -> Vec<(&'static str, Self)> {
        each(|shell, own| {
            let known = own.map.entries.first().map(|one| one.id);
            let id = known.unwrap_or_else(|| MapEntryId::from_uuid(id(99)));
            let sent = entry_packed(&own, id, "living");
            let form = Self::sample_form(id).with(fields::fields(&sent, &Faults::default(), &[]));
            Self::of(shell, (&own, id), form, (ONCE.to_owned(), None))
        })
    }
}

impl Samples for MapAboutPage {
    fn samples() -> Vec<(&'static str, Self)> {
        each(|shell, own| {
            let sent = about_packed(&own, Some("大阪府高槻市"));
            Self {
                shell,
                fault: None,
                map: MapPath,
                form: sample_form().with(about_fields(&sent, &Faults::default())),
            }
        })
    }
}

impl Samples for MapVersionsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let mut all = each(|shell, own| Self::of(shell, (&own, None), None, ONCE.to_owned()));
        let [.., (_, name, mut longest)] = maps();
        let second = longest.versions.first().map(|first| StoredVersion {
            id: MapVersionId::from_uuid(id(61)),
            ..first.clone()
        });
        longest.versions.extend(second);
        let kept = (&longest, longest.versions.last());
        let page = Self::of(shell(&name), kept, None, ONCE.to_owned());
        all.push(("beside", page));
        all
    }
}

fn could_show() -> Categories {
    Categories::from([
        InformationCategory::Basic,
        InformationCategory::Wishes,
        InformationCategory::Emergency,
        InformationCategory::DisabilityDiagnosis,
    ])
}

impl Samples for MapSharesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let whom = [Offered::link()];
        each(|shell, own| {
            let form = Self::sample_form(&whom, &could_show());
            Self::of(shell, &own, form, ONCE.to_owned(), (None, None))
        })
    }
}

impl Samples for ShareLookPage {
    fn samples() -> Vec<(&'static str, Self)> {
        each(|shell, own| {
            let left_out = own.map.entries.iter().map(|one| one.name.clone()).collect();
            let preview = MapPreview {
                map: own.map,
                current: Vec::new(),
                could_show: could_show(),
                left_out,
            };
            let form = ShareForm {
                to: ShareTo::Link,
                categories: could_show(),
                days: Some(7),
            };
            let to = (&form, Offered::link());
            Self::of(shell, &preview, to, Self::sample_form(), None)
        })
    }
}

impl Samples for MapLinkPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let secret = "A".repeat(43);
        let until = Some("2026年11月29日(日)".to_owned());
        let page = |name: &str, origin: Option<Origin>, until: Option<String>| {
            Self::of(shell(name), origin.as_ref(), &secret, until)
        };
        vec![
            (
                "usual",
                page("島本 ひなた", Some(Origin::sample()), until.clone()),
            ),
            ("empty", page("", None, None)),
            ("longest", page(LONG, Some(Origin::longest()), until)),
        ]
    }
}

fn shared(own: OwnMap) -> SharedMap {
    SharedMap {
        id: MapShareId::from_uuid(id(51)),
        case: None,
        earlier: Vec::from_iter(own.versions.into_iter().map(|one| (one.saved_at, one.map))),
        current: Vec::new(),
        changes: own.changes,
        is_whole: false,
        gaps: own.gaps,
        categories: could_show(),
        until: Some(Instant::from_micros(0)),
        may_read_case: false,
        map: own.map,
    }
}

impl Samples for SharedMapPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let maps = maps().into_iter();
        maps.map(|(sample, _, own)| {
            let shell = Shell::sample(Here::Directory);
            (sample, Self::of(shell, &shared(own)))
        })
        .collect()
    }
}

impl Samples for CaseSharedMapPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let case = CaseId::from_uuid(id(40));
        let maps = maps().into_iter();
        maps.map(|(sample, name, own)| {
            let shell = Shell::sample_of(&name).at(Here::Cases);
            let paths = (CasePath::of(case), CaseMapPath::of(case));
            (sample, Self::of(shell, paths, &shared(own)))
        })
        .collect()
    }
}

impl Samples for CaseMapPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let case = CaseId::from_uuid(id(40));
        let maps = maps().into_iter();
        maps.map(|(sample, name, own)| {
            let shell = Shell::sample_of(&name).at(Here::Cases);
            let with = SharedWith::Conference(ConferenceId::from_uuid(id(41)));
            let shown = own.shares.iter().take(1).map(|stored| SharedLine {
                id: stored.share.id,
                with,
                since: stored.share.since,
                until: stored.share.until,
                changes: own.changes.clone(),
            });
            let shown: Vec<SharedLine> = shown.collect();
            let entries = own.map.entries.iter().take(8);
            let drafts = MapDrafts {
                drafts: entries
                    .map(|entry| MapDraft {
                        of: DraftOf::Member(TeamMemberId::from_uuid(entry.id.uuid())),
                        entry: entry.clone(),
                    })
                    .collect(),
                current: Vec::new(),
            };
            let first = drafts.drafts.first().map(|draft| &draft.entry);
            let sent = suggest_packed(first, &drafts.current);
            let form = Self::sample_form(case).with(fields_of((&sent, &Faults::default()), &[]));
            let lists = (shown.as_slice(), own.suggestions.as_slice(), &drafts);
            let page = Self::of(shell, (case, "№12".to_owned()), lists, form, None);
            (sample, page)
        })
        .collect()
    }
}
