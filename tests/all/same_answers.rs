//! The three databases give the same answers: the same lists in the same order, the same log, the same
//! instants. What one of them could not keep or would read as a pattern is refused at the door.

use renkei_app::Caller;
use renkei_app::directory::area::FoundArea;
use renkei_app::directory::correct::CorrectRefusal;
use renkei_app::directory::list::{ListRequest, OpenWhen};
use renkei_app::directory::read::Viewer;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::correction::{CorrectableField, Correction, CorrectionFault};
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::text::{Line, Prose, TextFault, fold};
use renkei_domain::time::Instant;
use renkei_tests::clock::japan;
use renkei_tests::world::Database;
use renkei_tests::{World, on_every_database, shared};

use crate::migrations::{code, enter, every_page, everything, resource};
use crate::record::fine;

/// Everything a visitor may ask of the demo's lists, and the log of how it came to be, in lines.
async fn answers(world: &World) -> Vec<String> {
    let (app, anybody) = (&world.app, Viewer::Anonymous);
    let mut answers = Vec::new();
    for (day, time) in [("2026-11-20", "10:00"), ("2026-11-23", "18:30")] {
        world.clock.set(japan(day, time));
        for (area, open_now) in [
            (None, false),
            (None, true),
            (Some(code("272078")), false),
            (Some(code("272078")), true),
            (Some(code("273015")), false),
            (Some(code("271004")), false),
        ] {
            let request = ListRequest {
                area,
                open: open_now.then_some(OpenWhen::Now),
                ..everything()
            };
            for entry in every_page(app, &anybody, request.clone()).await {
                answers.push(format!("{day} {time} {area:?} {open_now}: {entry:?}"));
            }
            let list = fine(app.list_resources(&anybody, request).await);
            let counts = list.map(|list| list.facets);
            answers.push(format!("{day} {time} {area:?} {open_now}: {counts:?}"));
        }
    }
    for kind in ResourceKind::ALL {
        let request = ListRequest {
            kinds: vec![*kind],
            ..everything()
        };
        let entries = every_page(app, &anybody, request).await;
        let ids: Vec<_> = entries.iter().map(|entry| entry.id).collect();
        answers.push(format!("{kind}: {ids:?}"));
    }
    answers.push(format!("{:?}", fine(app.entrance().await)));
    for recorded in fine(world.store.acts_after(0, 10_000).await) {
        let act = recorded.act;
        let head = format!("{} {} {:?}", act.seq, act.purpose.code(), act.at);
        for line in recorded.changes {
            let (group, before, after) = (line.field_group, line.before, line.after);
            answers.push(format!("{head}: {group} {before:?} {after:?}"));
        }
    }
    answers
}

on_every_database! {
    async fn a_visitor_gets_the_same_answers_whatever_the_database(world) {
        let here = answers(&world.seeded().await).await;
        let embedded = answers(&World::on(Database::Sqlite).await.seeded().await).await;
        assert!(here.len() > 500);
        for (ours, theirs) in here.iter().zip(&embedded) {
            assert_eq!(ours, theirs);
        }
        assert_eq!(here.len(), embedded.len());
    }
}

on_every_database! {
    async fn a_visitor_reads_lists_in_the_order_of_code_points(world) {
        let names = [
            "ん", "が", "かな", "カキ", "きゃ", "きや", "ゔ", "う゛ぁ", "ーあ", "漢字", "亜", "𠮷野", "野",
            "A型", "a型と", "Ａ型の", "Z", "z会", "あ", "ぁ", "é", "e", "10", "9", "！", "・", "～", "ｱｲ",
        ];
        for (name, number) in names.iter().zip(1..) {
            enter(&world, resource(number), name).await;
        }
        let mut expected: Vec<_> = names.iter().zip(1..).map(|(name, number)| (fold(name), resource(number))).collect();
        // Text in UTF-8 sorts by code point.
        expected.sort();
        let listed = every_page(&world.app, &Viewer::Anonymous, everything()).await;
        let listed: Vec<_> = listed.iter().map(|entry| (fold(entry.facts.name.as_str()), entry.id)).collect();
        assert_eq!(listed, expected);
    }
}

on_every_database! {
    async fn an_auditor_reads_instants_to_the_microsecond(world) {
        let instants = [1, 1_795_136_399_999_999, 1_795_136_400_000_001, 253_402_300_799_999_999];
        for (micros, number) in instants.into_iter().zip(1..) {
            world.clock.set(Instant::from_micros(micros));
            enter(&world, resource(number), "ある会").await;
        }
        let acts = fine(world.store.acts_after(0, 100).await);
        let read: Vec<_> = acts.iter().map(|recorded| recorded.act.at.micros()).collect();
        assert_eq!(read, instants);
    }
}

#[test]
fn a_text_with_u0000_is_refused_before_any_database_sees_it() {
    for text in ["\0", "高槻\0市", "\0高槻市", "高槻市\0"] {
        assert_eq!(Line::parse(text), Err(TextFault::Control(0)), "{text:?}");
        assert_eq!(Prose::parse(text), Err(TextFault::Control(0)), "{text:?}");
    }
}

on_every_database! {
    async fn a_coordinator_corrects_a_field_and_the_value_of_the_source_stands_beside_it(world) {
        let id = resource(1);
        enter(&world, id, "もとの名").await;
        let correct = async |id, field, value: Option<&str>| {
            fine(world.app.correct_field(Caller::COMMAND, id, field, value.map(str::to_owned)).await)
        };
        use CorrectableField as F;
        let text = CorrectionFault::Text;
        for (field, value, fault) in [
            (F::Name, None, CorrectionFault::Required),
            (F::Name, Some(" \u{3000}"), text(TextFault::Empty)),
            (F::Kana, Some("か\0な"), text(TextFault::Control(0))),
            (F::Phone, Some("0".repeat(301).as_str()), text(TextFault::TooLong { limit: 300 })),
            (F::AddressRest, Some("1-1"), CorrectionFault::NoAddress),
            (F::Capacity, Some("二十"), CorrectionFault::Number),
            (F::Kind, None, CorrectionFault::Required),
            (F::Kind, Some("なにか"), CorrectionFault::Kind),
            (F::OfficeNumber, Some("なし"), CorrectionFault::OfficeNumber),
            (F::City, Some("大阪府高槻市"), CorrectionFault::City),
            (F::PostalCode, Some("569-0071"), CorrectionFault::NoAddress),
            (F::Location, Some("0,0"), CorrectionFault::Location),
        ] {
            let refused = correct(id, field, value).await;
            assert_eq!(refused, Err(CorrectRefusal::Invalid { field, fault }));
        }
        let refused = correct(id, F::Hours, Some("月 9時から")).await;
        assert!(matches!(refused, Err(CorrectRefusal::Invalid { field: F::Hours, .. })));
        let unknown = correct(id, F::City, Some("272078 大阪府高槻市")).await;
        assert_eq!(unknown, Err(CorrectRefusal::UnknownMunicipality(code("272078"))));
        assert_eq!(correct(resource(2), F::Name, Some("名")).await, Err(CorrectRefusal::NotFound));
        assert_eq!(correct(id, F::Name, Some("もとの名")).await, Err(CorrectRefusal::NothingToChange));
        assert_eq!(correct(id, F::Fax, None).await, Err(CorrectRefusal::NothingToChange));

        for name in ["はじめの訂正", "つぎの訂正"] {
            assert_eq!(correct(id, F::Name, Some(name)).await, Ok(()));
            assert_eq!(correct(id, F::Name, Some(name)).await, Err(CorrectRefusal::NothingToChange));
            let view = fine(world.app.view_resource(&Viewer::Anonymous, id, SenderKind::Supporter).await);
            let shown = view.map(|view| {
                let kept = view.corrections.into_iter().map(|kept| kept.correction);
                (view.facts.name.to_string(), kept.collect::<Vec<_>>())
            });
            let kept = Correction {
                field: F::Name,
                source_value: Some("もとの名".to_owned()),
                value: Some(name.to_owned()),
            };
            assert_eq!(shown, Some((name.to_owned(), vec![kept])));
        }
    }
}

/// What a typed place name led to, as codes.
async fn found(world: &World, typed: &str) -> Vec<String> {
    let areas = match fine(world.app.find_area(typed).await) {
        FoundArea::One(area) => vec![area],
        FoundArea::Several(areas) => areas,
        FoundArea::None => Vec::new(),
    };
    areas.iter().map(|area| area.code.to_string()).collect()
}

on_every_database! {
    async fn a_visitor_finds_an_area_as_people_write_it_and_a_hostile_one_finds_nothing(world) {
        let world = world.seeded().await;
        for (typed, expected) in [
            ("高槻市", "272078"), ("たかつきし", "272078"), ("タカツキ", "272078"), ("272078", "272078"),
            ("27207", "272078"), ("大阪府高槻市", "272078"), ("\u{3000}大阪府 高槻市 ", "272078"),
            ("大阪市", "271004"), ("大阪府大阪市", "271004"), ("大阪市北区", "271276"), ("082163", "082163"),
            ("東京都目黒区", "131105"), ("京都市伏見区", "261092"), ("甲府市", "192015"),
            // 京都府 holds another sign of a prefecture inside.
            ("京都府城陽市", "262072"), ("京都府京都市伏見区", "261092"),
        ] {
            assert_eq!(found(&world, typed).await, [expected], "{typed}");
        }
        assert_eq!(found(&world, "大阪").await.len(), 25, "the city and its wards to choose from");
        let long = "あ".repeat(10_000);
        for typed in [
            "", " ", "\u{3000}", "%", "_", "高_市", "％", "＿", "高＿市", "\\", "\0", "高槻市\0", "\u{1}", "゛",
            "' OR 1=1 --", "北海道", "272079", "99999", long.as_str(),
        ] {
            assert_eq!(found(&world, typed).await, Vec::<String>::new(), "{typed:?}");
        }
    }
}

on_every_database! {
    async fn a_visitor_finds_places_of_the_real_table_by_code_by_name_and_with_the_prefecture(world) {
        let Some(folder) = shared::data(concat!(module_path!(), "::real_table")) else { return };
        let table = fine(std::fs::File::open(folder.join("municipality/localgovjp-utf8.csv")));
        let table = fine(renkei_exchange::municipality::read(table));
        fine(world.app.import_municipalities(&renkei_app::import::edition_name("表"), table.clone()).await);
        for area in table.iter().step_by(13) {
            let number = area.code.to_string();
            assert_eq!(found(&world, &number).await, [number.as_str()]);
            assert_eq!(found(&world, &format!("{}{}", area.prefecture, area.name)).await, [number.as_str()]);
            for typed in [&area.name, &area.kana] {
                assert!(found(&world, typed).await.contains(&number), "{typed}");
            }
        }
    }
}
