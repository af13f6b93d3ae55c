//! Notes that a script saves: of a page that went before an answer came, the newest text stands, and nobody else's is
//! written over.

use renkei_tests::on_every_database;

use super::minutes::held;
use crate::consent::{case_with_a_doctor, staff, two_agencies};
use crate::letters::pages::browser_of;

/// Key, version that was seen, text, the keys whose answers never came; whether it is kept, in which version.
type Save<'s> = (&'s str, &'s str, &'s str, &'s [&'s str], Option<u8>);

on_every_database! {
    async fn a_note_taker_whose_page_goes_before_an_answer_keeps_the_newest_text(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let (case, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let id = held(&world, &haruka, case, doctor).await;
        let server = world.serve().await;
        let (browser, other) = (browser_of(&server, &haruka), browser_of(&server, &nagi));
        let address = format!("/cases/{case}/conferences/{id}/minutes");

        let saves: [Save<'_>; 7] = [
            ("a-1", "0", "はじめ", &[], Some(1)),
            ("a-2", "0", "はじめの つづき", &[], None),
            ("a-2", "0", "はじめの つづき", &["a-1"], Some(2)),
            ("a-4", "1", "知らないキーのあと", &["a-3"], None),
            // The one before did not arrive, the one before that did.
            ("a-5", "1", "さらに つづき", &["a-2", "a-3"], Some(3)),
            // What arrives late is not kept over what left later.
            ("a-3", "1", "おくれて着いた", &[], None),
            ("a-6", "1", "前の前のあと", &["a-2"], None),
        ];
        for (key, version, text, follows, kept) in saves {
            let mut fields = vec![("by", "script"), ("once", key), ("item", "own"), ("version", version), ("said", text)];
            fields.extend(follows.iter().map(|key| ("follows", *key)));
            let answer = browser.send(&address, &fields).await;
            let version = answer.html.split('\n').next().and_then(|first| first.parse().ok());
            let expected = (if kept.is_some() { 200 } else { 409 }, kept);
            assert_eq!((answer.status, version), expected, "{key} {text}: {}", answer.html);
        }
        let page = browser.look(&address).await;
        assert!(page.says("さらに つづき") && !page.says("おくれて着いた"), "{}", page.html);

        // Who took over is not written over, by whatever key.
        let fields = [("once", "b-1"), ("item", "own"), ("version", "3"), ("said", "代わった人の言葉"), ("take", "1")];
        assert!(other.send(&address, &fields).await.leads_to.is_some());
        for follows in ["a-5", "b-1"] {
            let fields = [("by", "script"), ("once", "a-7"), ("item", "own"), ("version", "3"), ("said", "古い"), ("follows", follows)];
            let answer = browser.send(&address, &fields).await;
            assert_eq!(answer.status, 409, "{follows}: {}", answer.html);
        }
        assert!(other.look(&address).await.says("代わった人の言葉"));
        server.stop().await;
    }
}
