//! What hosts write as a place comes to the calendars of those who are called as it was written, through the whole way of a
//! mail: commas, brackets, rare kanji, wide spaces, emoji of several characters and lines that have to be broken.

use chrono::TimeDelta;
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::record::ConsentForm;
use renkei_domain::conference::Slot;
use renkei_domain::conference::invitation::{CallChannel, InvitationFault};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, PartyId, Validity};
use renkei_tests::mail_server::MailServer;
use renkei_tests::on_every_database;

use super::mails::{carried, entry};
use super::{MAIL, NAMES, NEXT_YEAR, choose, joined, sent};
use crate::conference::{a_slot, begun, stepped, view_of};
use crate::consent::{case_with_a_doctor, day, recorded, staff, two_agencies};
use crate::migrations::line;
use crate::record::fine;

/// A place for each conference.
const PLACES: [&str; 12] = [
    "𠮷野ビル，第3会議室",
    "髙橋会館　B棟　　3階",
    "みんなの家（👩‍👩‍👧・🏳️‍🌈）",
    "会議室A;B,C:D",
    "つどい\\n和室\\",
    "「さくら」【2階】: 奥",
    "㈱みほん Ⅲ号館 ～東～",
    "\"わかば\" ^n ^' %41 <b>&",
    "BEGIN:VEVENT END:VCALENDAR",
    "https://example.jp/?a=b&c=d（オンライン）",
    "高槻市立 総合市民 交流センター 東館 八階 大きな窓のある いちばん奥の 第五会議室（受付は一階の窓口です）",
    "あああああああああああああああああああああああああああああああああああああああああああああああああ",
];

on_every_database! {
    async fn a_place_that_tells_the_case_or_what_somebody_has_is_not_fixed(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let at = (case, begun(&world, &haruka, case).await);
        let number = view_of(&world, &haruka, case).await.case().number;
        let fix = async |place: &str| {
            let slot = Slot {
                place: line(place),
                ..a_slot()
            };
            stepped(&world, &haruka, at, ConferenceStep::Fix(slot)).await
        };
        let tells = Some(ConferenceRefusal::from(InvitationFault::PlaceTells));
        for place in [
            format!("ケース{number}の部屋"),
            format!("№{:06}", number.get()),
            "高槻病院 精神科 外来".to_owned(),
            "みほん就労移行支援 相談室".to_owned(),
        ] {
            assert_eq!(fix(&place).await.err(), tells, "{place}");
        }
        fine(fix("高槻市城北町1-1 2階 相談室").await);
    }
}

on_every_database! {
    async fn a_calendar_reads_the_place_as_the_host_wrote_it(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let member = joined(&world, &haruka, case, NAMES[0]).await;
        let package = Package::HandoverMeeting;
        let agreed = ConsentForm {
            giver: Giver::Person,
            recipients: [ConsentRecipient::Named(PartyId::Written(member))].into(),
            categories: package.agreed(&[PlainGroup::Work]),
            purposes: package.purposes(),
            means: package.means(),
            validity: fine(Validity::new(day("2026-11-20"), day(NEXT_YEAR))),
            renews: None,
        };
        recorded(&world, &haruka, case, agreed).await;
        for (number, place) in (0..).zip(PLACES) {
            let at = (case, begun(&world, &haruka, case).await);
            let slot = a_slot();
            let slot = Slot {
                begins: slot.begins.plus(TimeDelta::days(number)),
                place: line(place),
                ..slot
            };
            for step in [
                ConferenceStep::CallTeam(vec![member]),
                ConferenceStep::Fix(slot),
                ConferenceStep::Shown(day("2026-11-20")),
            ] {
                fine(stepped(&world, &haruka, at, step).await);
            }
            choose(&world, &haruka, at, (NAMES[0], CallChannel::Mail, MAIL)).await;
            assert_eq!(sent(&world, &haruka, at).await, (2, 0), "{place}");
        }
        let server = MailServer::start();
        carried(&world, &server, PLACES.len()).await;
        let mails = server.accepted();
        let mut read: Vec<Option<String>> = mails.iter().map(|mail| entry(mail).1.place).collect();
        let mut written: Vec<Option<String>> = PLACES.map(|place| Some(line(place).to_string())).to_vec();
        read.sort();
        written.sort();
        assert_eq!(read, written);
    }
}
