//! Plain or usual words, chosen once: headings, navigation, buttons and fields of the person's pages follow.

use renkei_domain::map::{Ruby, Spacing, Wording};
use renkei_domain::people::Display;
use renkei_tests::on_every_database;

use super::{linked, saved, two};
use crate::consent::{case_with_a_doctor, staff, two_agencies};
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

/// Pages of the map, each with usual words of it and the plain ones in whose place they stand.
const OF_MAP: [(&str, &str, &str); 13] = [
    ("/my", "マイページ", "わたしのページ"),
    ("/my", "提供記録・受領記録", "だれに何をつたえたか"),
    ("/my", "同意の内容と撤回", "わたしの同意"),
    ("/my", "記録の開示", "わたしの書類"),
    ("/my", "リソースマップを表示", "マップを見る"),
    ("/my/display", "表示の設定", "見えかた"),
    ("/my/map", "職場の安定", "だれかに見せる"),
    (
        "/my/map/walk",
        "職場のことはだれに相談できますか。",
        "しごとのことは",
    ),
    ("/my/map/about", "「職場の安定」の別名", "べつの名前"),
    ("/my/map/versions", "保存と削除", "とっておく・けす"),
    ("/my/map/print", "印刷する様式", "どの紙ですか"),
    ("/my/map/share", "共有する相手", "だれに見せますか"),
    ("/my/map/file", "書き出しと取り込み", "持ちかえる・入れる"),
];

on_every_database! {
    async fn whoever_chose_usual_words_reads_them_on_every_page_of_their_own(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let yui = linked(&world, &haruka, case, "yui").await;
        saved(&world, &yui, two()).await;
        let usual = Display {
            wording: Wording::Usual,
            ruby: Ruby::Without,
            spacing: Spacing::Usual,
            ..Display::default()
        };
        let server = world.serve().await;
        let browser = browser_of(&server, &yui);
        let own_case = format!("/my/cases/{case}");
        let (looked, copy) = (format!("{own_case}/looked"), format!("{own_case}/copy"));
        let conferences = format!("{own_case}/conferences");
        let shared = format!("/cases/{case}");
        let (consents, records) = (format!("{shared}/consents"), format!("{shared}/records"));
        let (stop, exceptions) = (format!("{consents}/stop"), format!("{shared}/exceptions"));
        let mut pages: Vec<(&str, &str, &str)> = OF_MAP.to_vec();
        pages.extend([
            ("/my/cases", "支援ケース", "わたしの支援"),
            (own_case.as_str(), "支援チーム・支援者", "助けてくれる人"),
            (own_case.as_str(), "同意の確認・撤回", "同意を見る・止める"),
            (looked.as_str(), "閲覧の記録", "だれが見たか"),
            (copy.as_str(), "すぐに開示するもの", "すぐもらえるもの"),
            (copy.as_str(), "が、個別に確認してから開示します。", "ひとつずつたしかめて"),
            (conferences.as_str(), "会議はありません。", "話しあいたいことは"),
            (consents.as_str(), "同意をすべて停止する", "同意をすべて止める"),
            (consents.as_str(), "停止した同意はありません。", "止めた同意は"),
            (stop.as_str(), "停止の範囲", "どこまで止めますか"),
            (records.as_str(), "期間を指定して表示", "このあいだを見る"),
            (exceptions.as_str(), "同意なしの提供", "同意なしで伝えたこと"),
        ]);
        fine(fine(app.choose_display(&yui.principal, usual).await));
        for (path, usual, plain) in &pages {
            let page = browser.look(path).await;
            assert_sound(path, &page.html);
            assert!(page.says(usual) && !page.says(plain), "{path}: {}", page.html);
        }
        let walk = browser.look("/my/map/walk/first").await;
        for words in ["困ったとき、最初にだれに伝えますか。", "質問", "保存して次へ", "勤務先の関係者ですか"] {
            assert!(walk.says(words), "{words}: {}", walk.html);
        }
        // What must be read before anything else is the same in both, and what the person wrote stays theirs.
        let map = browser.look("/my/map").await;
        for words in ["ここに書いても、すぐにはだれも読みません。", "主治医", "病気・障害を知っている"] {
            assert!(map.says(words), "{words}: {}", map.html);
        }

        let with_readings = Display { ruby: Ruby::With, ..usual };
        fine(fine(app.choose_display(&yui.principal, with_readings).await));
        let read = browser.look("/my").await;
        assert!(read.says("<ruby>提供記録<rp>（</rp><rt>ていきょうきろく</rt>"), "{}", read.html);
        fine(fine(app.choose_display(&yui.principal, Display::default()).await));
        let plain = browser.look("/my").await;
        assert!(plain.says("わたしのページ") && !plain.says("マイページ"), "{}", plain.html);

        // Nobody chose anything: words stand apart with their readings, on pages that staff share too, but not for staff.
        let office = browser_of(&server, &haruka);
        for (path, words) in [
            (&own_case, "だれに 何を 話してよいかは、 あなたが きめます。"),
            (&looked, "あなたの 記録を 見た 人です。"),
            (&copy, "わけは いりません。"),
            (&conferences, "支援する 人に 言ってください。"),
            (&consents, "止めた 同意は、 ありません。"),
            (&stop, "止めると、 その ときから 話しません。"),
            (&records, "ほかの 人から 聞いた 記録も あります。"),
            (&exceptions, "いま、 ここに 出ることは ありません。"),
        ] {
            let page = browser.look(path).await;
            assert_sound(path, &page.html);
            assert!(page.says(words) && page.html.contains("<rt>"), "{path}: {}", page.html);
        }
        for path in [&consents, &stop, &records] {
            let page = office.look(path).await;
            assert!(page.status == 200 && !page.html.contains("<rt>"), "{path}: {}", page.html);
        }
    }
}
