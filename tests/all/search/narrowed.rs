//! Words together with whatever else narrows a list, and narrowing without words.

use chrono::NaiveDate;
use renkei_app::directory::search::ResourceSearch;
use renkei_domain::directory::filter::{Near, ResourceOrder};
use renkei_domain::directory::kind::{ResourceKind as K, Sector};
use renkei_domain::directory::municipality::Point;
use renkei_domain::directory::program::ProgramKind;
use renkei_domain::directory::strength::{Disability, Stage, Topic};
use renkei_tests::clock::japan;

use super::areas::{
    Area, BOTH, CHUO, FUSHIMI, IBARAKI, KITA, KYOTO, OSAKA, SAKAI, SAPPORO, SHIMAMOTO, SUE,
    TAKATSUKI, YOKKAICHI,
};
use crate::migrations::code;

/// A search with what its municipalities stand for.
pub(super) type Case = (ResourceSearch, Option<Area>);

/// The city hall of 高槻, a station of Osaka, and one of Fukuoka.
const HALL: (f64, f64) = (34.846_111, 135.617_222);
const UMEDA: (f64, f64) = (34.7025, 135.4959);
const HAKATA: (f64, f64) = (33.5897, 130.4207);
/// An island far from everything that is read in.
const IRIOMOTE: (f64, f64) = (24.3, 123.9);
/// Where several entries share one point.
const SHARED: (f64, f64) = (34.849_149_77, 135.625_387_12);

fn words(text: &str) -> ResourceSearch {
    ResourceSearch {
        text: text.to_owned(),
        ..ResourceSearch::default()
    }
}

fn kinds(kinds: &[K], search: ResourceSearch) -> ResourceSearch {
    ResourceSearch {
        kinds: kinds.to_vec(),
        ..search
    }
}

fn sectors(sectors: &[Sector], search: ResourceSearch) -> ResourceSearch {
    ResourceSearch {
        sectors: sectors.to_vec(),
        ..search
    }
}

fn near((latitude, longitude): (f64, f64), km: f64, search: ResourceSearch) -> ResourceSearch {
    let point = Point {
        latitude,
        longitude,
    };
    ResourceSearch {
        near: Near::new(point, km),
        ..search
    }
}

fn open((day, time): (&str, &str), search: ResourceSearch) -> ResourceSearch {
    ResourceSearch {
        open_at: Some(japan(day, time)),
        ..search
    }
}

fn programs(programs: &[ProgramKind], search: ResourceSearch) -> ResourceSearch {
    ResourceSearch {
        programs: programs.to_vec(),
        ..search
    }
}

fn good_at(good_at: &[Topic], search: ResourceSearch) -> ResourceSearch {
    ResourceSearch {
        good_at: good_at.to_vec(),
        ..search
    }
}

fn free(search: ResourceSearch) -> ResourceSearch {
    ResourceSearch {
        has_capacity: true,
        ..search
    }
}

fn since(day: &str, search: ResourceSearch) -> ResourceSearch {
    ResourceSearch {
        verified_since: day.parse::<NaiveDate>().ok(),
        ..search
    }
}

fn ordered(order: ResourceOrder, search: ResourceSearch) -> ResourceSearch {
    ResourceSearch { order, ..search }
}

fn there(area: Area, search: ResourceSearch) -> Case {
    let asked = ResourceSearch {
        municipalities: area.asked.iter().map(|number| code(number)).collect(),
        ..search
    };
    (asked, Some(area))
}

fn anywhere(search: ResourceSearch) -> Case {
    (search, None)
}

const FRIDAY: (&str, &str) = ("2026-11-20", "10:00");
const FRIDAY_NIGHT: (&str, &str) = ("2026-11-20", "23:00");
const AFTER_MIDNIGHT: (&str, &str) = ("2026-11-21", "01:30");
const SECOND_SATURDAY: (&str, &str) = ("2026-11-14", "11:00");
const HOLIDAY: (&str, &str) = ("2026-11-23", "10:00");
const YEAR_END: (&str, &str) = ("2026-12-30", "10:00");

/// Each finds something.
pub(super) fn cases() -> Vec<Case> {
    let mental = Topic::Disability(Disability::Mental);
    let developmental = Topic::Disability(Disability::Developmental);
    let working = Topic::Stage(Stage::Working);
    let nothing = || words("");
    let welfare: Vec<K> = K::of_sector(Sector::Welfare).collect();
    let (by_name, by_distance) = (ResourceOrder::Name, ResourceOrder::Distance);
    vec![
        // Kind and sector, with words and without.
        anywhere(kinds(&[K::EmploymentTransition], words("高槻"))),
        anywhere(kinds(
            &[K::ContinuousEmploymentA, K::EmploymentRetention],
            words("江坂"),
        )),
        anywhere(kinds(&[K::ResidentialLifeTraining], nothing())),
        anywhere(kinds(
            &[K::HelloWork, K::EmploymentLifeSupportCenter],
            nothing(),
        )),
        anywhere(kinds(&[K::EmploymentLifeSupportCenter], words("なかぽつ"))),
        anywhere(kinds(&welfare, words("桜"))),
        anywhere(kinds(&[K::EmploymentRetention], words("移行"))),
        anywhere(sectors(&[Sector::Labour], words("高槻"))),
        anywhere(sectors(&[Sector::Health], nothing())),
        anywhere(sectors(&[Sector::Health, Sector::Other], words("桜 会"))),
        anywhere(sectors(
            &[Sector::Welfare],
            kinds(&[K::GroupHome, K::HelloWork], nothing()),
        )),
        // Places: who serves them, and who declared no area and stands there.
        there(TAKATSUKI, nothing()),
        there(TAKATSUKI, words("みほん")),
        there(TAKATSUKI, words("看護")),
        there(SHIMAMOTO, nothing()),
        there(SHIMAMOTO, words("桜")),
        there(SHIMAMOTO, kinds(&[K::HelloWork], nothing())),
        there(BOTH, words("相談支援")),
        there(OSAKA, words("LITALICO")),
        there(OSAKA, words("職安")),
        there(KITA, words("移行")),
        there(KITA, sectors(&[Sector::Labour], nothing())),
        there(CHUO, words("就ポツ")),
        there(CHUO, sectors(&[Sector::Labour], nothing())),
        there(SAKAI, kinds(&[K::ContinuousEmploymentA], nothing())),
        there(SAKAI, words("憩い")),
        there(KYOTO, words("みほん")),
        there(KYOTO, words("ワーク")),
        there(FUSHIMI, nothing()),
        there(FUSHIMI, words("社協")),
        there(SAPPORO, words("センター")),
        there(YOKKAICHI, words("障害")),
        there(SUE, nothing()),
        // Distance: inside a tier the nearest first, of one point the one entered first.
        anywhere(near(HALL, 1.0, nothing())),
        anywhere(near(HALL, 5.0, words("移行"))),
        anywhere(near(HALL, 3.0, words("ジョブジョイント"))),
        anywhere(near(SHARED, 0.05, nothing())),
        anywhere(near(SHARED, 0.05, words("高槻"))),
        anywhere(near(UMEDA, 2.0, words("ワークス"))),
        anywhere(near(HALL, 20.0, kinds(&[K::LifeTraining], nothing()))),
        anywhere(near(HALL, 50.0, words("就労支援センター"))),
        anywhere(near(HAKATA, 4.0, words("支援センター"))),
        anywhere(near(HALL, 8.0, words("就ポツ"))),
        anywhere(ordered(by_name, near(HALL, 3.0, nothing()))),
        anywhere(ordered(by_name, near(HALL, 8.0, words("センター")))),
        anywhere(ordered(by_distance, near(HALL, 8.0, words("センター")))),
        anywhere(ordered(by_distance, words("高槻"))),
        anywhere(ordered(by_name, words("高槻"))),
        there(IBARAKI, near(HALL, 6.0, nothing())),
        there(TAKATSUKI, near(HALL, 2.0, words("支援"))),
        // What a profile says.
        anywhere(programs(&[ProgramKind::DayCare], nothing())),
        anywhere(programs(
            &[ProgramKind::ReturnToWork, ProgramKind::JobCoachSupport],
            nothing(),
        )),
        anywhere(programs(&[ProgramKind::JobCoachSupport], words("応援"))),
        anywhere(programs(
            &[ProgramKind::DayCare],
            near(HALL, 2.0, nothing()),
        )),
        there(KITA, programs(&[ProgramKind::JobCoachSupport], nothing())),
        anywhere(good_at(&[mental], nothing())),
        anywhere(good_at(&[mental, developmental], words("高槻"))),
        anywhere(good_at(&[working], nothing())),
        there(TAKATSUKI, good_at(&[mental, developmental], nothing())),
        anywhere(free(nothing())),
        anywhere(free(words("みほん"))),
        there(TAKATSUKI, free(nothing())),
        anywhere(near(HALL, 5.0, free(nothing()))),
        anywhere(since("2026-09-30", nothing())),
        anywhere(since("2026-10-01", nothing())),
        anywhere(since("2026-10-05", words("高槻"))),
        there(SHIMAMOTO, since("2025-01-01", nothing())),
        // Hours, by the stronger statement of the day.
        there(TAKATSUKI, open(FRIDAY, nothing())),
        anywhere(open(FRIDAY, words("江坂"))),
        anywhere(open(FRIDAY_NIGHT, sectors(&[Sector::Health], nothing()))),
        there(TAKATSUKI, open(AFTER_MIDNIGHT, nothing())),
        anywhere(open(SECOND_SATURDAY, words("茨木"))),
        anywhere(open(HOLIDAY, words("高槻"))),
        there(IBARAKI, open(HOLIDAY, nothing())),
        anywhere(open(YEAR_END, near(HALL, 10.0, nothing()))),
        // Everything at once.
        there(
            TAKATSUKI,
            open(
                FRIDAY,
                near(
                    HALL,
                    5.0,
                    since(
                        "2026-10-05",
                        free(good_at(
                            &[developmental],
                            programs(
                                &[ProgramKind::WorkplaceRetention],
                                sectors(
                                    &[Sector::Labour],
                                    kinds(&[K::EmploymentLifeSupportCenter], words("就ポツ 高槻")),
                                ),
                            ),
                        )),
                    ),
                ),
            ),
        ),
    ]
}

/// Each finds nothing: what it asks for contradicts itself, or nobody said it.
pub(super) fn without_hits() -> Vec<Case> {
    // Somebody names it, as what they cannot do.
    let a_limit = Topic::Disability(Disability::Physical);
    vec![
        anywhere(sectors(
            &[Sector::Health],
            kinds(&[K::HelloWork], words("")),
        )),
        anywhere(kinds(&[K::HelloWork], words("なかぽつ"))),
        anywhere(good_at(&[a_limit], words(""))),
        anywhere(since("2026-10-06", words(""))),
        anywhere(near(IRIOMOTE, 50.0, words(""))),
        anywhere(open(("2026-11-20", "03:00"), words("江坂"))),
        there(SUE, words("看護")),
        there(TAKATSUKI, words("桜")),
        there(SAKAI, words("就ポツ")),
        there(SHIMAMOTO, programs(&[ProgramKind::AllNightHelp], words(""))),
    ]
}
