//! What a search must find, and in which order: a plain `contains` over normalised texts, and one rule
//! for each part of a filter. What people call a kind, and what lies in a place, is said by the tests.

use std::cmp::Ordering;

use chrono::NaiveDate;
use renkei_app::directory::search::ResourceSearch;
use renkei_domain::directory::filter::ResourceOrder;
use renkei_domain::directory::hours::HolidayTable;
use renkei_domain::directory::hours::opening::Openness;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::municipality::Point;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::search::normalise;
use renkei_domain::directory::strength::{Topic, Valence};
use renkei_domain::text::fold;
use renkei_domain::time::Instant;

use super::areas::Area;
use super::offices::Office;

/// What people call a kind: the words of the tests that name one.
const NICKNAMES: &[(&str, &[ResourceKind])] = {
    use ResourceKind as K;
    &[
        ("就ポツ", &[K::EmploymentLifeSupportCenter]),
        ("就労ポツ", &[K::EmploymentLifeSupportCenter]),
        ("なかぽつ", &[K::EmploymentLifeSupportCenter]),
        ("中ポツ", &[K::EmploymentLifeSupportCenter]),
        ("なかぽつセンター", &[K::EmploymentLifeSupportCenter]),
        ("職安", &[K::HelloWork]),
        ("職業安定所", &[K::HelloWork]),
        ("公共職業安定所", &[K::HelloWork]),
        ("ハロワ", &[K::HelloWork]),
        ("職セン", &[K::RegionalVocationalCenter]),
        ("訪看", &[K::VisitingNursing, K::PsychiatricVisitingNursing]),
        ("デイケア", &[K::PsychiatricDayCare]),
        ("クリニック", &[K::MedicalInstitution]),
        ("病院", &[K::MedicalInstitution]),
        ("移行", &[K::EmploymentTransition]),
        ("定着", &[K::EmploymentRetention]),
        ("生活訓練", &[K::LifeTraining]),
        ("A型", &[K::ContinuousEmploymentA]),
        ("B型", &[K::ContinuousEmploymentB]),
        (
            "作業所",
            &[K::ContinuousEmploymentB, K::CommunityActivityCenter],
        ),
        (
            "相談支援",
            &[
                K::CoreConsultationCenter,
                K::CommissionedConsultation,
                K::ServicePlanConsultation,
            ],
        ),
        ("グルホ", &[K::GroupHome]),
        ("GH", &[K::GroupHome]),
        ("地活", &[K::CommunityActivityCenter]),
        ("社協", &[K::SocialWelfareCouncil]),
        ("サポステ", &[K::YouthSupportStation]),
        ("養護学校", &[K::SpecialNeedsSchool]),
        ("就ポツセンター", &[K::EmploymentLifeSupportCenter]),
        ("就労ポツセンター", &[K::EmploymentLifeSupportCenter]),
        ("中ポツセンター", &[K::EmploymentLifeSupportCenter]),
        ("就業・生活支援センター", &[K::EmploymentLifeSupportCenter]),
        ("専門援助部門", &[K::HelloWork]),
        (
            "高齢・障害者雇用支援センター",
            &[K::EmploymentSubsidyOffice],
        ),
        ("職業センター", &[K::RegionalVocationalCenter]),
        ("能開校", &[K::VocationalAbilityDevelopmentSchool]),
        ("発障センター", &[K::DevelopmentalDisabilityCenter]),
        ("医院", &[K::MedicalInstitution]),
        ("訪リハ", &[K::VisitingRehab]),
        ("精保センター", &[K::MentalHealthWelfareCenter]),
        ("基幹", &[K::CoreConsultationCenter]),
        ("計画相談", &[K::ServicePlanConsultation]),
        ("特定相談", &[K::ServicePlanConsultation]),
        ("就労選択", &[K::EmploymentChoice]),
        ("機能訓練", &[K::FunctionalTraining]),
        ("共同生活援助", &[K::GroupHome]),
        ("ヘルパー", &[K::HomeHelp]),
        ("ショートステイ", &[K::ShortStay]),
        ("放デイ", &[K::AfterSchoolDayService]),
        ("児発", &[K::ChildDevelopment]),
        ("支援学校", &[K::SpecialNeedsSchool]),
        ("社労士", &[K::LaborSocialSecurityAttorney]),
        ("後見", &[K::RightsAdvocacy]),
        ("成年後見", &[K::RightsAdvocacy]),
        ("日常生活自立支援", &[K::RightsAdvocacy]),
        ("当事者会", &[K::PeerGroup]),
    ]
};

/// The one holiday that is known: the Monday after stories begin.
pub(super) const HOLIDAY: (NaiveDate, &str) = match NaiveDate::from_ymd_opt(2026, 11, 23) {
    Some(day) => (day, "勤労感謝の日"),
    None => panic!("there is such a day"),
};

/// One word of a search.
struct Word {
    text: String,
    kinds: &'static [ResourceKind],
}

/// Each word once, however often it is typed.
fn words(typed: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for text in typed.split_whitespace().map(normalise) {
        if text.is_empty() || words.iter().any(|word| word.text == text) {
            continue;
        }
        let mut names = NICKNAMES.iter();
        let named = names.find(|(name, _)| normalise(name) == text);
        let kinds: &[ResourceKind] = named.map_or(&[], |(_, kinds)| *kinds);
        words.push(Word { text, kinds });
    }
    words
}

/// Everything a search finds, in its order. The area is what its municipalities stand for.
pub(super) fn expected<'o>(
    offices: &'o [Office],
    search: &ResourceSearch,
    area: Option<Area>,
) -> Vec<&'o Office> {
    let middle = search
        .near
        .map(|near| near.point)
        .or(area.and_then(|area| area.middle));
    let words = words(&search.text);
    if words.is_empty() && !search.text.trim().is_empty() {
        return Vec::new();
    }
    let entered = offices.iter().zip(0_u128..);
    let mut found: Vec<(Rank, &Office)> = entered
        .filter(|(office, _)| holds(office, &words) && is_left(office, search, area))
        .map(|(office, place)| (rank(office, place, &words, search, middle), office))
        .collect();
    found.sort_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    found.into_iter().map(|(_, office)| office).collect()
}

fn holds(office: &Office, words: &[Word]) -> bool {
    words.iter().all(|word| {
        let mut texts = office.texts.iter();
        word.kinds.contains(&office.facts.kind) || texts.any(|text| text.contains(&word.text))
    })
}

/// Whether the parts of a search beside its words leave an entry.
fn is_left(office: &Office, search: &ResourceSearch, area: Option<Area>) -> bool {
    let (facts, profile) = (&office.facts, &office.profile);
    let free = profile.capacity.and_then(|report| report.available);
    let is_open = |at: Instant| {
        let (day, name) = HOLIDAY;
        let holidays: HolidayTable = [(day, name.to_owned())].into_iter().collect();
        facts.hours.open_at(at.in_japan(), &holidays) == Openness::Open
    };
    let runs = |program: &ProgramKind| profile.programs.iter().any(|run| run.kind == *program);
    let is_good_at = |topic: &Topic| {
        let mut said = profile.strengths.iter();
        said.any(|said| said.valence == Valence::Strong && said.topic == *topic)
    };
    let is_confirmed_since = |day: NaiveDate| {
        let mut done = profile.verifications.iter();
        done.any(|done| done.outcome.confirms() && done.verified_on >= day)
    };
    let is_of_sector = search.sectors.contains(&facts.kind.sector());
    (search.kinds.is_empty() || search.kinds.contains(&facts.kind))
        && (search.sectors.is_empty() || is_of_sector)
        && area.is_none_or(|area| is_there(office, area))
        && search
            .near
            .is_none_or(|near| squared(office, near.point) <= near.within_km * near.within_km)
        && search.open_at.is_none_or(is_open)
        && (search.programs.is_empty() || search.programs.iter().any(runs))
        && (search.good_at.is_empty() || search.good_at.iter().any(is_good_at))
        && (!search.has_capacity || free.is_some_and(|free| free > 0))
        && search.verified_since.is_none_or(is_confirmed_since)
}

/// Who declared an area is asked where it serves, and only who declared none where it stands.
fn is_there(office: &Office, area: Area) -> bool {
    let served = &office.profile.service_area;
    if !served.is_empty() {
        let mut served = served.iter().map(ToString::to_string);
        return served.any(|code| area.served.contains(&code.as_str()));
    }
    let address = office.facts.address.as_ref();
    let written = address.map_or("", |address| address.city.as_str());
    area.stood_in.iter().any(|head| written.starts_with(head))
}

/// Square kilometres from the middle, on a plane that touches the earth there. What has no point lies
/// in no circle.
fn squared(office: &Office, from: Point) -> f64 {
    let Some(location) = office.facts.location else {
        return f64::INFINITY;
    };
    let north = location.point.latitude - from.latitude;
    let east = location.point.longitude - from.longitude;
    let wide = 111.32 * from.latitude.to_radians().cos();
    north * north * (111.32 * 111.32) + east * east * (wide * wide)
}

/// What an entry is ordered by.
#[derive(Debug, PartialEq, PartialOrd)]
struct Rank {
    tier: u8,
    squared: f64,
    reading: String,
    last: u128,
}

/// Words are ordered by distance from a circle's middle or from that of one municipality, where they fit
/// equally well; without words a municipality has no middle.
fn rank(
    office: &Office,
    entered: u128,
    words: &[Word],
    search: &ResourceSearch,
    middle: Option<Point>,
) -> Rank {
    let is_measured = search.near.is_some() || !words.is_empty();
    let squared = middle
        .filter(|_| is_measured)
        .map(|from| squared(office, from));
    let by_distance = |tier| Rank {
        tier,
        squared: squared.unwrap_or(0.0),
        reading: String::new(),
        last: entered,
    };
    match (search.order, squared.is_some(), words.is_empty()) {
        (ResourceOrder::Name, _, _) | (_, false, true) => {
            let reading = office.facts.kana.as_ref().unwrap_or(&office.facts.name);
            Rank {
                tier: 0,
                squared: 0.0,
                reading: fold(reading.as_str()),
                last: office.id.uuid().as_u128(),
            }
        }
        (ResourceOrder::Distance, true, _) if search.near.is_some() => by_distance(0),
        (_, true, true) => by_distance(0),
        (_, _, false) => by_distance(tier(office, words)),
    }
}

/// Name is the words, begins with them, holds them; the reading holds them; anything else does.
fn tier(office: &Office, words: &[Word]) -> u8 {
    let joined: String = words.iter().map(|word| word.text.as_str()).collect();
    let all_in = |text: &str| words.iter().all(|word| text.contains(&word.text));
    if office.name == joined {
        0
    } else if office.name.starts_with(&joined) {
        1
    } else if all_in(&office.name) {
        2
    } else if all_in(&office.kana) {
        3
    } else {
        4
    }
}
