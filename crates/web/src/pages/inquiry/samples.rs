//! The page of a link without a database, and the entry that the samples of お確かめ are about.

use chrono::NaiveDate;
use renkei_app::directory::inquiry::view::{AskedByLink, AskedEntry};
use renkei_domain::directory::address::Address;
use renkei_domain::directory::capacity::CapacityReport;
use renkei_domain::directory::comparison::Comparison;
use renkei_domain::directory::freshness::FieldGroup;
use renkei_domain::directory::hours::{HolidayTable, Hours};
use renkei_domain::directory::inquiry::GroupDue;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::Phone;
use renkei_domain::directory::profile::Profile;
use renkei_domain::directory::resource::ResourceFacts;
use renkei_domain::directory::strength::{Strength, Topic, Valence, Voice};
use renkei_domain::ids::{InquiryId, ResourceId, StrengthId};
use renkei_domain::text::{Line, Prose};

use super::{ALL_BUTTON, BUTTON, InquiryLinkPage, fields, filled, packed};
use crate::form::{Form, Sent};
use crate::pages::cases::faults::Faults;
use crate::pages::{Here, Samples, Shell};
use crate::paths::{InquiryLinkPath, Sampled as _};

pub(in crate::pages) const LONG: &str = "とても長い名前の障がい者就業・生活支援センター";

fn line(text: &str) -> Option<Line> {
    Line::parse(text).ok()
}

pub(in crate::pages) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// An entry of which nothing is known but its name.
fn bare(name: &str) -> Option<AskedEntry> {
    let facts = ResourceFacts::named(ResourceKind::VisitingNursing, line(name)?);
    Some(AskedEntry {
        resource: ResourceId::from_uuid(Default::default()),
        version: 3,
        facts,
        profile: Profile::default(),
        holidays: HolidayTable::default(),
    })
}

/// An entry as it is usually, with so many texts in every part.
pub(in crate::pages) fn entry(name: &str, texts: usize) -> Option<AskedEntry> {
    let mut entry = bare(name)?;
    let facts = &mut entry.facts;
    facts.phones = vec![Phone::published(line("072-000-2222")?)];
    facts.fax = Some(Phone::published(line("072-000-2223")?));
    facts.email = line("sodan@example.jp");
    facts.url = line("https://example.jp/");
    facts.address = Some(Address {
        postal_code: line("569-0000"),
        municipality: None,
        city: line("大阪府高槻市")?,
        rest: line("見本町1-2-3 みほんビル4階"),
    });
    facts.hours = Hours::parse("月-金 9:00-17:00; 土 休み; 日 休み").unwrap_or_default();
    facts.hours_note = Prose::parse(&"年末年始は休みます。".repeat(texts)).ok();
    facts.capacity = Some(20);
    let strength = Strength {
        id: StrengthId::from_uuid(Default::default()),
        valence: Valence::Strong,
        topic: Topic::General,
        text: line("精神科の訪問と、24時間の電話")?,
        voice: Voice::SelfDeclared,
        stated_on: day(2025, 10, 5),
    };
    entry.profile = Profile {
        comparison: Comparison {
            eligibility: Prose::parse("高槻市・島本町に住む18歳以上の方").ok(),
            ..Comparison::default()
        },
        capacity: Some(CapacityReport {
            available: Some(2),
            maximum: None,
            waiting: Some(1),
            as_of: day(2026, 9, 2),
        }),
        strengths: vec![strength; texts],
        ..Profile::default()
    };
    Some(entry)
}

/// Every part as it falls due.
pub(in crate::pages) fn due() -> Vec<GroupDue> {
    let groups = FieldGroup::ALL.iter();
    let due = groups.map(|group| GroupDue {
        group: *group,
        confirmed_on: Some(day(2025, 6, 1)),
        last_on: Some(day(2025, 6, 1)),
        due: Some(day(2026, 6, 1)),
    });
    due.collect()
}

fn seen(entry: AskedEntry) -> AskedByLink {
    AskedByLink {
        id: InquiryId::from_uuid(Default::default()),
        entry,
        network_name: "たかつき・しまもと障がい者就労支援ネットワーク".to_owned(),
        ways: vec![
            "電話 072-000-0001 内線 12".to_owned(),
            "FAX 072-000-0002".to_owned(),
        ],
        groups: due(),
        answered: Vec::new(),
        until: day(2026, 12, 20),
    }
}

impl InquiryLinkPage {
    fn sample(seen: &AskedByLink, sent: Option<Sent>, said: (bool, Option<String>)) -> Self {
        let asked = super::asked(seen);
        let sent = sent.unwrap_or_else(|| packed(&seen.entry, &asked).sent());
        let mut faults = Faults::default();
        let _ = fields::read(&asked, &sent, &mut faults);
        let path = InquiryLinkPath::sample();
        let forms = (Form::sample(&path, ALL_BUTTON), Form::sample(&path, BUTTON));
        let forms = filled(forms, seen, (&sent, &faults));
        Self::of(Shell::sample(Here::Directory), seen, forms, said)
    }
}

impl Samples for InquiryLinkPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let nurse = "やまぶき訪問看護ステーション（架空）";
        let wrong = || Sent::read("hours=changed&available=many".to_owned());
        let usual = entry(nurse, 1).map(seen);
        let kept = entry(nurse, 1).map(|entry| AskedByLink {
            groups: due().into_iter().take(2).collect(),
            answered: vec![FieldGroup::Capacity, FieldGroup::Character],
            ..seen(entry)
        });
        let empty = bare(nurse).map(seen);
        let longest = entry(&LONG.repeat(4), 30).map(|entry| AskedByLink {
            network_name: LONG.repeat(6),
            ways: vec![LONG.repeat(4); 3],
            ..seen(entry)
        });
        let nothing = "1つ以上の項目に答えてください。".to_owned();
        let page = Self::sample;
        let pages = [
            (
                "usual",
                usual.as_ref().map(|one| page(one, None, (false, None))),
            ),
            (
                "empty",
                empty.map(|one| page(&one, None, (false, Some(nothing)))),
            ),
            (
                "longest",
                longest.map(|one| page(&one, None, (false, None))),
            ),
            ("kept", kept.map(|one| page(&one, None, (true, None)))),
            (
                "wrong",
                usual
                    .as_ref()
                    .map(|one| page(one, Some(wrong()), (false, None))),
            ),
        ];
        let pages = pages.into_iter();
        pages
            .filter_map(|(name, page)| Some((name, page?)))
            .collect()
    }
}
