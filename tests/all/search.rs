//! A supporter on the phone types two kanji. What is found is compared with a plain `contains` over
//! normalised texts, never with an earlier answer of the search itself.

mod hostile;

use std::collections::BTreeSet;

use renkei_app::directory::list::ListRequest;
use renkei_app::directory::read::Viewer;
use renkei_domain::directory::contact::policy::SenderKind;
use renkei_domain::directory::kind::ResourceKind;
use renkei_domain::directory::phone::dial;
use renkei_domain::directory::search::{Query, normalise};
use renkei_domain::directory::source::Dataset;
use renkei_exchange::input::Limits;
use renkei_store::directory::resource::StoredResource;
use renkei_tests::{World, on_every_database, shared};

use crate::import::look::shown;
use crate::migrations::every_page;
use renkei_tests::published::request;

const QUERIES: &[&str] = &[
    "桜",
    "看",
    "高",
    "支援",
    "移行",
    "就労",
    "定着",
    "高槻",
    "茨木",
    "島本",
    "吹田",
    "摂津",
    "大阪",
    "株式",
    "法人",
    "社会",
    "就労移行",
    "就労定着",
    "自立訓練",
    "生活訓練",
    "地域移行",
    "地域相談",
    "就労継続支援",
    "就労継続支援Ａ型",
    "A型",
    "a型",
    "株式会社",
    "社会福祉法人",
    "特定非営利活動法人",
    "高槻市",
    "髙槻",
    "高槻 移行",
    "茨木　定着",
    "障がい",
    "障害",
    "障碍",
    "リタリコ",
    "りたりこ",
    "ﾘﾀﾘｺ",
    "LITALICO",
    "litalico",
    "ＬＩＴＡＬＩＣＯ",
    "ワークス",
    "わーくす",
    "センター",
    "せんたー",
    "サポート",
    "0726866663",
    "072-686-6663",
    "０７２−６８６−６６６３",
    "2710901477",
    "27109",
    "城北町",
    "高槻町",
    "１５−８",
    "土・日",
    "年末年始",
    "存在しない機関",
    "看護鶴亀",
    "就ポツ",
    "なかぽつ",
    "職安",
    "移行 高槻 ワークス",
    "B型",
];

/// Every text by which an office of an open table is found.
async fn texts(world: &World, office: &StoredResource) -> Vec<String> {
    let facts = &office.facts;
    let mut texts = vec![
        facts.name.to_string(),
        facts.kind.word().to_owned(),
        facts.kind.service_name().to_owned(),
    ];
    texts.extend(
        facts
            .kana
            .iter()
            .chain(&facts.service_name)
            .chain(&facts.office_number)
            .map(ToString::to_string),
    );
    texts.extend(facts.address.as_ref().map(|address| address.line()));
    texts.extend(facts.hours_note.as_ref().map(ToString::to_string));
    let ids: Vec<_> = facts.organization.into_iter().collect();
    let runs_it = world.store.organizations(&ids).await.unwrap_or_default();
    texts.extend(runs_it.values().map(|facts| facts.name.to_string()));
    let mut texts: Vec<String> = texts.iter().map(|text| normalise(text)).collect();
    texts.extend(
        facts
            .phones
            .iter()
            .chain(&facts.fax)
            .filter_map(|phone| dial(phone.written.as_str())),
    );
    texts
}

async fn found(world: &World, text: &str) -> Vec<renkei_domain::ids::ResourceId> {
    let request = ListRequest {
        text: text.to_owned(),
        ..ListRequest::default()
    };
    let entries = every_page(&world.app, &Viewer::Anonymous, request).await;
    entries.iter().map(|entry| entry.id).collect()
}

on_every_database! {
    async fn a_supporter_finds_what_holds_every_word_and_nothing_else(world) {
        let Some(data) = shared::data("search") else { return };
        let world = world.with_towns().await;
        let bytes = std::fs::read(data.join("wamnet/subset_osaka_mishima.csv")).expect("the file");
        let done = world.try_import(request("mishima"), &bytes, &Limits::default()).await;
        assert!(done.expect("imported").created > 140);
        assert!(!world.store.known_records(Dataset::Wamnet).await.expect("records").records.is_empty());
        let mut offices = Vec::new();
        for office in shown(&world).await {
            let texts = texts(&world, &office).await;
            offices.push((office, texts));
        }
        for text in QUERIES {
            let query = Query::parse(text);
            let holds = |office: &StoredResource, texts: &[String]| {
                query.words().iter().all(|word| {
                    word.kinds().contains(&office.facts.kind) || texts.iter().any(|text| text.contains(word.as_str()))
                })
            };
            let expected: BTreeSet<_> =
                offices.iter().filter(|(office, texts)| holds(office, texts)).map(|(office, _)| office.id).collect();
            let seen = found(&world, text).await;
            assert_eq!(seen.iter().copied().collect::<BTreeSet<_>>(), expected, "{text}");
            assert_eq!(seen.len(), expected.len(), "{text} lists something twice");
        }
    }
}

on_every_database! {
    async fn a_supporter_sees_names_before_the_rest_and_hostile_words_do_no_harm(world) {
        let world = world.seeded().await;
        for (text, first) in [
            ("みはらし病院", "みはらし病院"),
            ("ことのはワークス", "ことのはワークス"),
            ("やまぶき", "やまぶき"),
            ("ハローワーク茨木", "ハローワーク茨木"),
        ] {
            let id = found(&world, text).await.first().copied().unwrap_or_else(|| panic!("{text} finds nothing"));
            let view = world.app.view_resource(&Viewer::Anonymous, id, SenderKind::Supporter).await.expect("the store answers").expect("it");
            assert!(view.facts.name.as_str().contains(first), "{text}: {}", view.facts.name);
        }
        let request = ListRequest { text: "なかぽつ".to_owned(), ..ListRequest::default() };
        let list = world.app.list_resources(&Viewer::Anonymous, request).await.expect("answers").expect("a list");
        assert!(list.entries.iter().any(|entry| entry.facts.kind == ResourceKind::EmploymentLifeSupportCenter));
        let long = "看護".repeat(5_000);
        for hostile in ["\" OR * NEAR(", "name:", "'; DROP TABLE resource; --", "\u{0}看護", "＊＊＊", "%_\\", "AND OR NOT", long.as_str()] {
            found(&world, hostile).await;
        }
        assert!(found(&world, "＊！？").await.is_empty());
    }
}
