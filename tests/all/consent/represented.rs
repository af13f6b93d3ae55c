//! Whoever represents the person by law: named, with what they may decide, and agreeing to nothing else. And who
//! explained it, where that is not whoever writes it down.

use renkei_domain::consent::{
    Categories, ConsentRecipient, Form as ConsentWay, Giver, InformationCategory,
    RepresentationBasis,
};
use renkei_tests::on_every_database;

use super::{TODAY, agreed, case_with_a_doctor, recorded, seen_by, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::record::fine;

/// Who decides about money for the person.
const REPRESENTATIVE: &str = "司法書士 みほん";

on_every_database! {
    async fn a_representative_agrees_to_nothing_outside_of_what_they_may_decide(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let to = ConsentRecipient::Named(doctor).code();
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let ask = format!("{list}/ask");
        let page = browser.look(&ask).await;
        assert!(page.says("親は代理人ではありません"), "{}", page.html);
        let form = Form::on(&page.html, &ask)
            .with("q_daily_contact_living", "yes")
            .with("to_daily_contact", &to)
            .with("how", "written")
            .with("basis", "curatorship")
            .with("scope_since", "2026-04-01");
        let bare = form.clone().send(&browser).await;
        assert_sound("neither a name nor what they may decide", &bare.html);
        for words in ["代理人の名前を入れてください", "代理人が決めてよいことを選んでください"] {
            assert!(bare.status == 422 && bare.says(words), "{words}: {}", bare.html);
        }
        let form = form.with("representative", REPRESENTATIVE);
        let strange = form.clone().with("scope", "living_money").with("q_medical_cooperation_body", "yes");
        let strange = strange.with("to_medical_cooperation", &to).send(&browser).await;
        assert_sound("more than they may decide", &strange.html);
        assert!(strange.status == 422 && strange.says("入っていないものがあります"), "{}", strange.html);
        let outside = "「なまえ・生まれた日・れんらくさき」「しょうがいや びょうきの なまえ」";
        assert!(strange.says(outside), "what is outside is named: {}", strange.html);
        assert!(!strange.says("「くらしのこと・お金のこと」"), "{}", strange.html);
        let by_screen = form.with("how", "on_screen").with("pin", "2580").send(&browser).await;
        assert!(by_screen.status == 422 && by_screen.says("紙か ことばで のこしてください"), "{}", by_screen.html);
        assert!(fine(seen_by(&world, &haruka, id).await).file.ledger.consents.is_empty());

        let whole = [
            ("once", "represented-1"),
            ("q_daily_contact_living", "yes"),
            ("to_daily_contact", to.as_str()),
            ("how", "written"),
            ("basis", "curatorship"),
            ("representative", REPRESENTATIVE),
            ("scope", "basic"),
            ("scope", "living_money"),
            ("scope", "family"),
            ("scope_since", "2026-04-01"),
            ("given_on", TODAY),
            ("last_day", "2027-11-19"),
            ("said", "いつでも止められると話した。"),
        ];
        let done = browser.send(&ask, &whole).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        let kept = &view.file.ledger.consents[0];
        let Giver::Representative(giver) = &kept.giver else { panic!("{:?}", kept.giver) };
        assert_eq!((giver.basis, kept.form), (RepresentationBasis::Curatorship, ConsentWay::Written));
        let [money, family] = [InformationCategory::LivingMoney, InformationCategory::Family];
        let may: Categories = [InformationCategory::Basic, money, family].into_iter().collect();
        assert_eq!(giver.scope, may, "what they may decide, and not what they agreed to");
        assert!(kept.categories.contains(&money) && !kept.categories.contains(&family));
        let page = browser.look(&list).await;
        assert_sound("a representative's consent", &page.html);
        for words in [REPRESENTATIVE, "話したこと", "見せた文", "同意の質問 2026年11月"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_goes_on_in_the_place_of_the_person_says_what_they_may_decide(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        recorded(&world, &haruka, id, agreed(doctor, "2026-12-10")).await;
        let old = fine(seen_by(&world, &haruka, id).await).file.ledger.consents[0].id;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let renew = format!("{list}/{old}/renew");
        let page = browser.look(&renew).await;
        let form = Form::on(&page.html, &renew)
            .with("answer", "yes")
            .with("to", &ConsentRecipient::Named(doctor).code())
            .with("what", "basic")
            .with("basis", "assistance")
            .with("representative", REPRESENTATIVE)
            .with("scope_since", "2026-04-01");
        let strange = form.clone().with("scope", "living_money").send(&browser).await;
        assert_sound("more than they may decide", &strange.html);
        let outside = "「なまえ・生まれた日・れんらくさき」。";
        assert!(strange.status == 422 && strange.says(outside), "{}", strange.html);
        let done = form.with("scope", "basic").send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        let new = view.file.ledger.consents.iter().find(|one| one.id != old).expect("the new one");
        assert!(matches!(new.giver, Giver::Representative(_)), "{:?}", new.giver);
        let said = &view.asking(new.id).expect("how").asking.said;
        assert!(said.as_str().contains(REPRESENTATIVE), "who agreed is kept");
        server.stop().await;
    }
}

on_every_database! {
    async fn who_explained_it_is_one_of_the_agency_and_need_not_be_who_writes(world) {
        let world = world.seeded().await;
        let [here, there] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let minato = staff(&world, here, "minato").await;
        let sora = staff(&world, there, "sora").await;
        let (id, doctor) = case_with_a_doctor(&world, &haruka, here).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let list = format!("/cases/{id}/consents");
        let ask = format!("{list}/ask");
        let page = browser.look(&ask).await;
        let form = Form::on(&page.html, &ask);
        assert_eq!(form.says("explained_by"), haruka.id.to_string(), "whoever writes, as a rule");
        let [another, stranger] = [&minato, &sora].map(|who| who.id.to_string());
        assert!(page.says(&another) && !page.says(&stranger), "{}", page.html);
        let form = form
            .with("q_medical_cooperation_body", "yes")
            .with("to_medical_cooperation", &ConsentRecipient::Named(doctor).code())
            .with("how", "written");
        let nobody = form.clone().with("explained_by", "x").send(&browser).await;
        assert!(nobody.status == 422 && nobody.says("説明した人を選んでください"), "{}", nobody.html);
        let strange = form.clone().with("explained_by", &stranger).send(&browser).await;
        assert_sound("somebody of another agency", &strange.html);
        assert!(strange.status == 422 && strange.says("受けもつ法人の職員から"), "{}", strange.html);
        assert!(fine(seen_by(&world, &haruka, id).await).file.ledger.consents.is_empty());

        let done = form.with("explained_by", &another).send(&browser).await;
        assert_eq!(done.leads_to.as_ref(), Some(&list), "{}", done.html);
        let view = fine(seen_by(&world, &haruka, id).await);
        let kept = &view.file.askings[0];
        assert_eq!((kept.asking.explained_by, kept.kept.by), (minato.id, haruka.id));
        server.stop().await;
    }
}
