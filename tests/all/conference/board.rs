//! The board of how people are called to a conference, in the browser and without script: by FAX, by phone after its
//! script, with answers entered for them, and answered without an account by a short code.

use renkei_app::conference::step::ConferenceStep;
use renkei_app::consent::record::ConsentForm;
use renkei_domain::conference::{Attendance, Invitee, Participant, Slot, Substitute};
use renkei_domain::consent::package::{Package, PlainGroup};
use renkei_domain::consent::{ConsentRecipient, Giver, Validity};
use renkei_domain::ids::{CaseId, ConferenceId, ParticipantId};
use renkei_tests::browser::{Browser, Page};
use renkei_tests::clock::japan;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};

use super::paper::pdf;
use super::{a_slot, begun, conference_of, member_of, stepped};
use crate::consent::{case_with_a_doctor, day, recorded, staff, two_agencies};
use crate::editing_pages::forms::Form;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

/// The name of the client, as the case has it.
const CLIENT: &str = "hanako-no-doui";

/// A conference at a date that the person saw, with a doctor who may be called and somebody who may not be yet.
async fn ready(world: &World, who: &Somebody) -> (CaseId, ConferenceId) {
    let [here, _] = two_agencies(world).await;
    let (case, doctor) = case_with_a_doctor(world, who, here).await;
    let package = Package::HandoverMeeting;
    let agreed = ConsentForm {
        giver: Giver::Person,
        recipients: [ConsentRecipient::Named(doctor)].into(),
        categories: package.agreed(&[PlainGroup::Work]),
        purposes: package.purposes(),
        means: package.means(),
        validity: fine(Validity::new(day("2026-11-20"), day("2027-11-19"))),
        renews: None,
    };
    recorded(world, who, case, agreed).await;
    let id = begun(world, who, case).await;
    let outside = Participant {
        id: world.app.new_participant(),
        who: Invitee::Written {
            name: line("とおくのクリニック"),
            fax: Some(line("072-000-0003")),
        },
        role: None,
        attendance: Attendance::Optional,
        window: None,
        substitute: Substitute::Nobody,
        unwanted_since: None,
    };
    for step in [
        ConferenceStep::CallTeam(vec![member_of(doctor)]),
        ConferenceStep::Call(outside),
        ConferenceStep::Fix(a_slot()),
        ConferenceStep::Shown(day("2026-11-20")),
    ] {
        fine(stepped(world, who, (case, id), step).await);
    }
    (case, id)
}

/// A form of a page, filled in and sent.
async fn filled(browser: &Browser, address: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.look(address).await;
    assert_sound(address, &page.html);
    let form = Form::on(&page.html, address);
    let form = fields
        .iter()
        .fold(form, |form, (name, value)| form.with(name, value));
    form.send(browser).await
}

/// The address of the one who was invited, as the board leads there.
fn invited(board: &str, page: &Page) -> String {
    let mark = format!("href=\"{board}/to/");
    let listed = page.html.split_once("呼ぶ人（").unwrap_or_default().1;
    let rest = listed.split_once(&mark).unwrap_or_default().1;
    let id: String = rest
        .chars()
        .take_while(|letter| *letter != '"' && *letter != '/')
        .collect();
    assert!(!id.is_empty(), "{}", page.html);
    format!("{board}/to/{id}")
}

/// The short code of an invitation, as its page shows it.
fn code(page: &Page) -> String {
    let rest = page.html.split_once("返事の番号 ").unwrap_or_default().1;
    rest.chars().take(9).collect()
}

/// What the page of a call says on the phone, line by line, without spaces.
fn spoken(html: &str) -> Vec<String> {
    let said = html.split_once("受付・同僚が出たら").unwrap_or_default().1;
    let said = said.split("電話の結果").next().unwrap_or_default();
    let lines = said.split("<li>").skip(1);
    let lines = lines.filter_map(|line| line.split("</li>").next());
    lines
        .map(|line| line.split_whitespace().collect())
        .collect()
}

async fn first(world: &World, who: &Somebody, at: (CaseId, ConferenceId)) -> ParticipantId {
    conference_of(world, who, at.0, at.1).await.participants[0].id
}

on_every_database! {
    async fn a_supporter_calls_people_by_hand_and_nothing_says_sent_before_it_was(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, id) = ready(&world, &haruka).await;
        let called = first(&world, &haruka, (case, id)).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let page = browser.look(&format!("/cases/{case}/conferences/{id}")).await;
        assert!(page.says("2026年11月20日(金)（令和8年）の 本人の同意によります"), "by which consent: {}", page.html);
        let board = format!("/cases/{case}/conferences/{id}/calls");
        let page = browser.look(&board).await;
        assert_sound("the board", &page.html);
        for words in ["出席 0 / 欠席 0 / まだ 0", "まだ呼べません", "連絡先を調べて、よび方に入れる", "2026年12月4日(金) 15:00"] {
            assert!(page.says(words), "{words}: {}", page.html);
        }

        // The host chooses a FAX, for a reason, and confirms the number before anything goes there.
        let way = format!("{board}/way/{called}");
        let silent = filled(&browser, &way, &[("channel", "fax"), ("target", "072-000-0009")]).await;
        assert_eq!(silent.status, 422);
        assert!(silent.says("よび方を変えるわけを書いてください"), "{}", silent.html);
        let chosen = [("channel", "fax"), ("target", "072-000-0009"), ("reason", "紙でほしいと言われた")];
        let chosen = filled(&browser, &way, &chosen).await;
        assert_eq!(chosen.leads_to.as_ref(), Some(&board), "{}", chosen.html);
        let page = browser.look(&board).await;
        assert!(page.says("FAX番号がまだ確かめられていません") && page.says("紙でほしいと言われた"), "{}", page.html);
        let version = conference_of(&world, &haruka, case, id).await.version.to_string();
        let confirmed = [("step", "confirm"), ("version", &*version), ("number", "072-000-0009"), ("how", "by_phone")];
        let confirmed = browser.send(&way, &confirmed).await;
        assert_eq!(confirmed.leads_to.as_ref(), Some(&board), "{}", confirmed.html);

        let draft = browser.look(&format!("{board}/draft/{called}")).await;
        assert_sound("what they will see", &draft.html);
        assert!(draft.says("打ち合わせのご案内 №") && draft.says("高槻市役所 3階"), "{}", draft.html);

        let page = browser.look(&board).await;
        let send = format!("{board}/send");
        let sent = Form::on(&page.html, &send).send(&browser).await;
        assert_eq!(sent.leads_to.as_ref(), Some(&board), "{}", sent.html);
        let page = browser.look(&board).await;
        assert_sound("the board with what was prepared", &page.html);
        assert!(page.says("用意した（まだ送っていない）") && page.says("まだ 2"), "{}", page.html);
        assert!(!page.says("送った 2026年"), "nobody sent it: {}", page.html);
        let to = invited(&board, &page);

        let today = browser.look("/today").await;
        assert_sound("today", &today.html);
        assert!(today.says("返事を待っている相手 2"), "{}", today.html);

        let marked = [("what", "sent"), ("evidence", "送信レポート 10:05")];
        let marked = filled(&browser, &format!("{to}/mark"), &marked).await;
        assert_eq!(marked.leads_to.as_ref(), Some(&board), "{}", marked.html);
        let page = browser.look(&board).await;
        assert!(page.says("送った 2026年") && page.says("送信レポート 10:05"), "{}", page.html);

        let wrong = filled(&browser, &format!("{to}/reply"), &[("reply", "substitute")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("代理の人の名前を入れてください"), "{}", wrong.html);
        let about = filled(&browser, &format!("{to}/about"), &[("how", "phone")]).await;
        assert!(about.status == 422 || about.leads_to.as_ref() == Some(&board), "{}", about.html);
        let answered = [("reply", "coming"), ("channel", "fax"), ("wish", "online"), ("note", "10分おくれる")];
        let answered = filled(&browser, &format!("{to}/reply"), &answered).await;
        assert_eq!(answered.leads_to.as_ref(), Some(&board), "{}", answered.html);
        let page = browser.look(&board).await;
        assert!(page.says("出席 1 / 欠席 0 / まだ 1") && page.says("10分おくれる"), "{}", page.html);
        assert!(page.says("オンラインで出たい"), "what was ticked on the sheet: {}", page.html);

        // Whoever answers by the code without an account is asked nothing else, and what they answer is looked at: it
        // differs from what was heard otherwise.
        let code = code(&browser.look(&to).await);
        let outside = Browser::at(&server);
        let answer = format!("/answer/{code}");
        let page = outside.look(&answer).await;
        assert_sound("answering", &page.html);
        assert!(page.says("打ち合わせ №") && page.says("受け取りました: 出席"), "{}", page.html);
        for words in [CLIENT, "引継ぎ", "とおくのクリニック"] {
            assert!(!page.says(words), "{words}: {}", page.html);
        }
        let silent = filled(&outside, &answer, &[]).await;
        assert_eq!(silent.status, 422);
        let refused = filled(&outside, &answer, &[("reply", "not_coming"), ("wish", "with_rests")]).await;
        assert_eq!(refused.leads_to.as_ref(), Some(&answer), "{}", refused.html);
        let page = outside.look(&answer).await;
        assert!(page.says("受け取りました: 出席") && page.says("確かめています"), "{}", page.html);
        let page = browser.look(&board).await;
        assert!(page.says("確かめる返事 1件") && page.says("出席 1"), "{}", page.html);
        let page = browser.look(&to).await;
        assert_sound("an invitation", &page.html);
        assert!(page.says("前に別の方法で聞いた返事とちがいます"), "{}", page.html);
        assert!(page.says("休みながら出たい"), "{}", page.html);
        let decide = format!("{to}/decide");
        let decided = Form::on(&page.html, &decide).with("counts", "yes").send(&browser).await;
        assert_eq!(decided.leads_to.as_ref(), Some(&board), "{}", decided.html);
        let page = browser.look(&board).await;
        assert!(page.says("出席 0 / 欠席 1"), "{}", page.html);

        // Whoever comes for a part says from when until when.
        let part = |from| [("reply", "part"), ("part_from", from), ("part_until", "15:30")];
        for from in ["", "14:00", "15:30"] {
            let wrong = filled(&outside, &answer, &part(from)).await;
            assert_eq!(wrong.status, 422, "{from}: {}", wrong.html);
        }
        let kept = filled(&outside, &answer, &part("15:00")).await;
        assert_eq!(kept.leads_to.as_ref(), Some(&answer), "{}", kept.html);
        let page = browser.look(&to).await;
        assert!(page.says("一部だけ出席"), "{}", page.html);

        // A cancelled one says so kindly, and takes no answer.
        let why = crate::consent::prose("退職したため");
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Cancel(why)).await);
        let page = outside.look(&answer).await;
        assert_sound("a cancelled one", &page.html);
        assert!(page.says("中止になりました") && !page.says("この返事を送る"), "{}", page.html);
        let late = outside.send(&answer, &[("reply", "coming")]).await;
        assert_eq!(late.status, 422, "{}", late.html);
        let page = browser.look(&board).await;
        assert!(page.says("中止の知らせ"), "{}", page.html);

        // Until the FAX that says so has left, it is not over for whoever sees to it.
        let (waits, untold) = ("中止・延期・取り消しを知らせる相手 1", "中止を、まだ知らせていない相手");
        let today = browser.look("/today").await;
        assert_sound("today with one that is off", &today.html);
        assert!(today.says(waits) && today.says("中止しました"), "{}", today.html);
        let list = browser.look("/conferences").await;
        assert_sound("one that is off, in the list", &list.html);
        assert!(list.says(untold), "{}", list.html);
        let marked = filled(&browser, &format!("{to}/mark"), &[("what", "sent")]).await;
        assert_eq!(marked.leads_to.as_ref(), Some(&board), "{}", marked.html);
        assert!(!browser.look("/today").await.says(waits));
        assert!(!browser.look("/conferences").await.says(untold));
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_takes_a_call_hears_a_name_and_a_number_to_call_back(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, id) = ready(&world, &haruka).await;
        let called = first(&world, &haruka, (case, id)).await;
        let server = world.serve().await;
        let browser = browser_of(&server, &haruka);
        let board = format!("/cases/{case}/conferences/{id}/calls");
        let way = format!("{board}/way/{called}");
        let chosen = [("channel", "phone"), ("target", "072-000-0001"), ("reason", "16時を過ぎると出てもらえる")];
        filled(&browser, &way, &chosen).await;
        let page = browser.look(&board).await;
        Form::on(&page.html, &format!("{board}/send")).send(&browser).await;
        let to = invited(&board, &browser.look(&board).await);
        let phone = format!("{to}/phone");
        let page = browser.look(&phone).await;
        assert_sound("the script of a call", &page.html);
        let to_others = page.html.split_once("受付・同僚が出たら").unwrap_or_default().1;
        let to_others = to_others.split("担当の人が出たら").next().unwrap_or_default();
        assert!(to_others.contains("折り返し") && to_others.contains("haruka さん"), "{to_others}");
        for words in ["№", "引継ぎ", CLIENT, "2026年12月4日"] {
            assert!(!to_others.contains(words), "{words}: {to_others}");
        }
        let sheet = format!("/cases/{case}/conferences/{id}/paper/phone/{called}");
        let sheet = fine(pdf(&server, &haruka, &sheet).await.ok_or("a sheet"));
        let lines = spoken(&page.html);
        assert_eq!(lines.len(), 8, "{lines:?}");
        for line in lines {
            assert!(sheet.contains(&line), "the sheet says something else than {line}: {sheet}");
        }
        assert!(page.says("tel:0720000001") && page.says("2026年12月4日(金) 15:00"), "{}", page.html);
        let waiting = filled(&browser, &phone, &[("outcome", "call_back"), ("note", "16時半ごろ")]).await;
        assert_eq!(waiting.leads_to.as_ref(), Some(&board), "{}", waiting.html);
        let page = browser.look(&board).await;
        assert!(page.says("折り返しを待つ") && page.says("電話をかけて、結果を書く"), "{}", page.html);
        let reached = filled(&browser, &phone, &[("outcome", "reached")]).await;
        assert_eq!(reached.leads_to.as_ref(), Some(&board), "{}", reached.html);
        let page = browser.look(&board).await;
        assert!(page.says("相手と話した"), "{}", page.html);

        // Whoever is called once more hears what became of it, and nobody who is called off is asked to come.
        let asks = "出られますか";
        let later = Slot { begins: japan("2026-12-11", "15:00"), ..a_slot() };
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(later)).await);
        let page = browser.look(&phone).await;
        assert!(page.says("日時か場所が 変わりました") && page.says("2026年12月11日(金) 15:00") && page.says(asks), "{}", page.html);
        filled(&browser, &phone, &[("outcome", "reached")]).await;
        let why = crate::consent::prose("退職したため");
        fine(stepped(&world, &haruka, (case, id), ConferenceStep::Cancel(why)).await);
        let page = browser.look(&phone).await;
        assert_sound("the script of a call that calls off", &page.html);
        assert!(page.says("中止になりました") && !page.says(asks) && !page.says("場所は、"), "{}", page.html);
        server.stop().await;
    }
}

on_every_database! {
    async fn codes_that_open_nothing_are_looked_at_only_so_often(world) {
        let world = world.seeded().await;
        let server = world.serve().await;
        let outside = Browser::at(&server);
        let page = outside.look("/answer").await;
        assert_sound("where a code is typed", &page.html);
        let typed = outside.send("/answer", &[("code", "abcdefgh")]).await;
        assert_eq!(typed.leads_to.as_deref(), Some("/answer/ABCD-EFGH"), "{}", typed.html);
        let wrong = outside.send("/answer", &[("code", "123")]).await;
        assert_eq!(wrong.status, 422);
        for _ in 0..100 {
            let page = outside.look("/answer/ABCD-EFGH").await;
            assert_eq!(page.status, 404, "{}", page.html);
        }
        let page = outside.look("/answer/ABCD-EFGH").await;
        assert_eq!(page.status, 429, "{}", page.html);
        assert!(page.says("分ほど開けません"), "{}", page.html);
        server.stop().await;
    }
}
