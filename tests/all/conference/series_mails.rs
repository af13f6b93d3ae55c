//! Mail that comes back about a meeting of a network: what did not arrive is told by another way, a plain answer counts,
//! and everything else waits for the secretariat.

use chrono::{DateTime, TimeDelta};
use renkei_app::conference::call::way::WayStep;
use renkei_app::conference::replies::take::TakenMail as T;
use renkei_app::conference::series::MeetingRefusal;
use renkei_app::conference::series::hold::MeetingStep;
use renkei_app::conference::series::mails::{MeetingMailForm, SeenMeetingMail};
use renkei_app::conference::series::settle::NoticeStep;
use renkei_domain::conference::invitation::{
    CallChannel, MailDoubt as D, MailStanding as M, MailVerdict as V, NextStep, NoticeState, Says,
};
use renkei_domain::conference::series::{MeetingAnswer, MeetingCame, MeetingMail, SeriesFault};
use renkei_domain::ids::{MeetingSeriesId, ParticipantId};
use renkei_domain::letters::answer_address::AnswerAddress;
use renkei_domain::people::Standing;
use renkei_domain::time::{Minute, Moment};
use renkei_tests::mail_server::MailServer;
use renkei_tests::people::{Somebody, somebody};
use renkei_tests::{World, on_every_database};
use serde_json::{Value, json};

use super::calls::received::report;
use super::series_told::{
    MAIL, PHONE, board, carried, december, read, ready, seen, send, settle, write,
};
use crate::consent::{desk, prose, staff, two_agencies};
use crate::graphql::{api, asked_by as asked};
use crate::letters::invited::demo;
use crate::letters::opened::opened;
use crate::letters::pages::browser_of;
use crate::markup::assert_sound;
use crate::migrations::line;
use crate::record::fine;

on_every_database! {
    async fn a_notice_of_a_meeting_that_came_back_is_told_by_another_way(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let (id, [mail, ..]) = ready(&world, &minato).await;
        send(&world, &minato, id).await;
        let server = MailServer::start();
        carried(&world, &server, 1).await;
        let sent = opened(&server.accepted()[0]);
        let report = |action| report(sent.header("Message-ID"), action).into_bytes();
        assert_eq!(fine(app.take_mail(report("delayed")).await), T::Kept);
        let told = board(&world, &minato, id).await;
        let last = told.rows[0].told.last().map(|one| one.mark.state);
        assert_eq!(last, Some(NoticeState::Sent), "it may still arrive");
        assert_eq!(fine(app.take_mail(report("failed")).await), T::Bounced);
        assert_eq!(fine(app.take_mail(report("failed")).await), T::Known);
        let told = board(&world, &minato, id).await;
        let row = &told.rows[0];
        assert_eq!((row.member.id, row.next), (mail, Some(NextStep::TryOtherWay)));
        let back = fine(row.told.last().ok_or("a message")).mark.clone();
        assert_eq!((back.state, back.by), (NoticeState::Failed, None));
        assert_eq!(back.evidence, Some(line("メールが戻ってきた（5.1.1）")));
        let standings: Vec<M> = told.mails.iter().map(|mail| mail.standing).collect();
        assert!(standings.contains(&M::Bounced) && standings.contains(&M::Unrelated), "{standings:?}");

        let web = world.serve().await;
        let page = format!("/meetings/{id}/on/2026-12-08/notices");
        let page = browser_of(&web, &minato).look(&page).await;
        assert_sound("a notice that came back", &page.html);
        assert!(page.says("メールが戻ってきた（5.1.1）"), "{}", page.html);
        web.stop().await;

        assert_eq!(send(&world, &minato, id).await, (0, 2), "not by the same way");
        let way = WayStep::Choose {
            channel: CallChannel::Phone,
            target: Some(line(PHONE)),
            reason: prose("メールが戻ってきた"),
        };
        let now = seen(&world, &minato, id).await;
        fine(fine(app.change_member_way(&desk(&minato), now, mail, way).await));
        assert_eq!(send(&world, &minato, id).await, (1, 2));
        let told = board(&world, &minato, id).await;
        let again = fine(told.rows[0].told.last().ok_or("a message"));
        assert_eq!((again.says, again.way.channel), (Says::Invitation, CallChannel::Phone));
    }
}

/// A meeting of which mail told somebody, in a world that reads answers, with the mail.
async fn told_by_mail(
    world: &mut World,
    server: &MailServer,
) -> (Somebody, MeetingSeriesId, ParticipantId, String) {
    let answers = AnswerAddress::parse("henji+{code}@example.jp");
    world.app = world.app.clone().answered_at(answers);
    let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
    let (id, [mail, ..]) = ready(world, &minato).await;
    send(world, &minato, id).await;
    carried(world, server, 1).await;
    (minato, id, mail, server.accepted().remove(0))
}

/// How somebody answers who was called.
#[derive(Clone)]
struct Answer {
    to: String,
    series: MeetingSeriesId,
    by: &'static str,
    says: &'static str,
    sequence: u32,
    occurrence: &'static str,
}

impl Answer {
    /// A plain yes of whom mail told.
    fn yes(series: MeetingSeriesId, message: &str) -> Self {
        Self {
            to: opened(message).header("Reply-To").to_owned(),
            series,
            by: MAIL,
            says: "ACCEPTED",
            sequence: 0,
            occurrence: "RECURRENCE-ID:20261208T050000Z\r\n",
        }
    }

    /// The mail, made now.
    fn mail(&self, world: &World) -> Vec<u8> {
        let now = DateTime::from_timestamp_micros(world.app.now().micros()).unwrap_or_default();
        let made = now.format("%Y%m%dT%H%M%SZ");
        let entry = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{}\r\nDTSTAMP:{made}\r\nSEQUENCE:{}\r\n{}\
             ATTENDEE;PARTSTAT={}:mailto:{}\r\nORGANIZER:mailto:somebody-else@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            self.series, self.sequence, self.occurrence, self.says, self.by
        );
        mail(&self.to, "text/calendar; charset=UTF-8", &entry)
    }
}

/// A mail of one part.
fn mail(to: &str, kind: &str, body: &str) -> Vec<u8> {
    format!(
        "From: =?UTF-8?B?5Y+X5LuY?= <{MAIL}>\r\nTo: {to}\r\nSubject: Re: =?UTF-8?B?5Lya6K2w?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}"
    )
    .into_bytes()
}

/// What counts of whom mail told, and whether somebody took it down.
async fn counts(world: &World, who: &Somebody, id: MeetingSeriesId) -> Option<(MeetingCame, bool)> {
    let told = board(world, who, id).await;
    let answer: MeetingAnswer = told.rows[0].told.answer()?;
    Some((answer.comes, answer.by.is_some()))
}

async fn decide(
    world: &World,
    who: &Somebody,
    mail: &MeetingMail,
    (verdict, member): (V, Option<ParticipantId>),
) -> Result<(), MeetingRefusal> {
    let seen = SeenMeetingMail {
        series: mail.series,
        original: mail.original,
        id: mail.id,
        version: mail.version,
    };
    let form = MeetingMailForm { verdict, member };
    let done = world.app.settle_meeting_mail(&desk(who), seen, form).await;
    fine(done).map(|_| ())
}

on_every_database! {
    async fn a_plain_answer_by_mail_to_a_meeting_counts_and_never_overrides_what_somebody_heard(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (minato, id, member, message) = told_by_mail(&mut world, &server).await;
        let yes = Answer::yes(id, &message);
        let no = Answer { says: "DECLINED", ..yes.clone() };
        let (text, entry) = read(&message);
        assert!(text.contains("このメールへの返信でも、お返事できます"), "{text}");
        // Programs answer to whom the entry names: that address says whose answer it is.
        assert!(yes.to.starts_with("henji+") && entry.contains(&format!("mailto:{}", yes.to)), "{entry}");

        let raw = yes.mail(&world);
        assert_eq!(fine(world.app.take_mail(raw.clone()).await), T::Answered);
        assert_eq!(fine(world.app.take_mail(raw).await), T::Known);
        assert_eq!(counts(&world, &minato, id).await, Some((MeetingCame::Came, false)));
        world.clock.pass(TimeDelta::minutes(1));
        assert_eq!(fine(world.app.take_mail(no.mail(&world)).await), T::Answered);
        assert_eq!(counts(&world, &minato, id).await, Some((MeetingCame::Absent, false)));

        // They say on the phone that they come by screen: a mail that says otherwise waits.
        world.clock.pass(TimeDelta::minutes(1));
        let heard = NoticeStep::Answer(MeetingCame::Online);
        assert_eq!(settle(&world, &minato, (id, member), heard).await, Ok(()));
        world.clock.pass(TimeDelta::minutes(1));
        assert_eq!(fine(world.app.take_mail(yes.mail(&world)).await), T::Kept, "it says less");
        assert_eq!(fine(world.app.take_mail(no.mail(&world)).await), T::Waits);
        assert_eq!(counts(&world, &minato, id).await, Some((MeetingCame::Online, true)));
        let mails = board(&world, &minato, id).await.mails;
        let waiting: Vec<_> = mails.iter().filter(|mail| mail.is_waiting()).collect();
        assert_eq!(waiting.len(), 1, "{mails:?}");
        assert_eq!((waiting[0].doubt, waiting[0].member), (Some(D::SameTime), Some(member)));
        assert_eq!(decide(&world, &minato, waiting[0], (V::NotComing, None)).await, Ok(()));
        assert_eq!(counts(&world, &minato, id).await, Some((MeetingCame::Absent, true)));
        let again = decide(&world, &minato, waiting[0], (V::Coming, None)).await;
        assert_eq!(again, Err(MeetingRefusal::Overtaken));
    }
}

on_every_database! {
    async fn what_is_doubtful_about_a_meeting_waits_for_the_secretariat(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (minato, id, member, message) = told_by_mail(&mut world, &server).await;
        let yes = Answer::yes(id, &message);
        let other = Answer { by: "taro@mail.example.jp", ..yes.clone() };
        let perhaps = Answer { says: "TENTATIVE", ..yes.clone() };
        let which = Answer { occurrence: "", ..yes.clone() };
        let strange = Answer { to: "henji@example.jp".to_owned(), ..yes.clone() };
        let plain = mail(&yes.to, "text/plain; charset=UTF-8", "出席します。");
        let away = mail(&yes.to, "text/plain\r\nAuto-Submitted: auto-replied", "I am away.");
        for (raw, doubt) in [
            (other.mail(&world), D::Alias),
            (perhaps.mail(&world), D::Tentative),
            (which.mail(&world), D::UnknownSequence),
            (strange.mail(&world), D::NoToken),
            (plain, D::PlainText),
            (away, D::Automatic),
        ] {
            assert_eq!(fine(world.app.take_mail(raw).await), T::Waits, "{doubt:?}");
            let mails = board(&world, &minato, id).await.mails;
            let found = mails.iter().filter(|mail| mail.doubt == Some(doubt)).count();
            assert_eq!(found, 1, "{doubt:?}: {mails:?}");
        }
        // After the meeting moved, an answer to the day before is for somebody to look at.
        let to = Moment { date: fine("2026-12-15".parse()), minute: Minute::of(10, 0) };
        write(&world, &minato, id, MeetingStep::Move(to, None)).await;
        carried(&world, &server, 2).await;
        assert_eq!(fine(world.app.take_mail(yes.mail(&world)).await), T::Waits);
        assert_eq!(counts(&world, &minato, id).await, None, "nothing counts by itself");

        let mails = board(&world, &minato, id).await.mails;
        let by = |doubt: D| fine(mails.iter().find(|mail| mail.doubt == Some(doubt)).ok_or("a mail"));
        assert_eq!(by(D::OldSequence).member, Some(member));
        assert_eq!(by(D::NoToken).member, None);
        let nobody = decide(&world, &minato, by(D::NoToken), (V::Coming, None)).await;
        assert_eq!(nobody, Err(SeriesFault::NoSuchMember.into()));
        assert_eq!(decide(&world, &minato, by(D::NoToken), (V::Substitute, Some(member))).await, Ok(()));
        assert_eq!(counts(&world, &minato, id).await, Some((MeetingCame::Substitute, true)));
        assert_eq!(decide(&world, &minato, by(D::Automatic), (V::Unrelated, None)).await, Ok(()));
        let left = board(&world, &minato, id).await.mails;
        assert_eq!(left.iter().filter(|mail| mail.is_waiting()).count(), mails.len() - 2);

        // A series of which nobody was told, and a mail about something else, belong to nobody here.
        let elsewhere = Answer { occurrence: "RECURRENCE-ID:20270112T050000Z\r\n", ..strange };
        assert_eq!(fine(world.app.take_mail(elsewhere.mail(&world)).await), T::NotOurs);
    }
}

on_every_database! {
    async fn a_secretariat_decides_about_mail_on_the_page_of_its_notices(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (minato, id, member, message) = told_by_mail(&mut world, &server).await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let yes = Answer::yes(id, &message);
        let words = "出席します。<script>alert(1)</script>";
        let plain = mail(&yes.to, "text/plain; charset=UTF-8", words);
        assert_eq!(fine(world.app.take_mail(plain.clone()).await), T::Waits);
        let waiting = fine(board(&world, &minato, id).await.mails.pop().ok_or("a mail"));
        let kept = world.app.meeting_mail_as_it_came(&minato.principal, (id, december()), waiting.id);
        assert_eq!(fine(fine(kept.await)), Some(plain));

        let web = world.serve().await;
        let (office, reader) = (browser_of(&web, &minato), browser_of(&web, &haruka));
        let page = format!("/meetings/{id}/on/2026-12-08/notices");
        let as_it_came = format!("/meetings/{id}/on/2026-12-08/mail/{}", waiting.id);
        let shown = office.look(&page).await;
        assert_sound("mail that waits", &shown.html);
        for told in ["確かめるメール（1）", "文で書かれた返事です", "出席します。", "みほん病院"] {
            assert!(shown.says(told), "{told}: {}", shown.html);
        }
        assert!(!shown.html.contains("<script>alert"), "{}", shown.html);
        let today = office.look("/today").await;
        assert_sound("a day with mail that waits", &today.html);
        assert!(today.says("確かめるメール 1通") && today.html.contains(&page), "{}", today.html);
        assert!(!reader.look("/today").await.html.contains(&page));
        assert_eq!(office.look(&as_it_came).await.status, 200);
        assert_ne!(reader.look(&as_it_came).await.status, 200);
        let (item, called) = (waiting.id.to_string(), member.to_string());
        let fields = [
            ("once", "mail-once"),
            ("version", "1"),
            ("item", item.as_str()),
            ("called", called.as_str()),
            ("step", "mail-coming"),
        ];
        assert_ne!(reader.send(&page, &fields).await.leads_to.as_deref(), Some(page.as_str()));
        let done = office.send(&page, &fields).await;
        assert_eq!(done.leads_to.as_deref(), Some(page.as_str()), "{}", done.html);
        let shown = office.look(&page).await;
        assert_sound("mail that was decided about", &shown.html);
        assert!(shown.says("出る 1 / 欠席 0") && shown.says("返事として記録した"), "{}", shown.html);
        assert!(!office.look("/today").await.html.contains(&page), "nothing waits");
        web.stop().await;
    }
}

on_every_database! {
    async fn a_secretariat_decides_about_mail_by_graphql_and_nobody_else_does(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (minato, id, _, message) = told_by_mail(&mut world, &server).await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let plain = mail(&Answer::yes(id, &message).to, "text/plain; charset=UTF-8", "欠席します。");
        assert_eq!(fine(world.app.take_mail(plain).await), T::Waits);
        let api = api(&world);
        let fields = "receivedReplies { id version member doubt state text }";
        let read = format!("{{ meetingOccurrence(id: \"{id}\", day: \"2026-12-08\") {{ {fields} }} }}");
        let strange = asked(&api, &haruka.principal, &read).await["data"]["meetingOccurrence"].take();
        assert_eq!(strange["receivedReplies"], Value::Null, "{strange}");
        let told = asked(&api, &minato.principal, &read).await["data"]["meetingOccurrence"].take();
        let one = told["receivedReplies"][0].clone();
        assert_eq!((&one["doubt"], &one["state"], &one["text"]), (&json!("PLAIN_TEXT"), &json!("WAITS"), &json!("欠席します。")), "{told}");
        let message = format!("{{ meetingMessage(id: {}) {{ text isWhole }} }}", one["id"]);
        let came = asked(&api, &minato.principal, &message).await["data"]["meetingMessage"].take();
        let whole = came["text"].as_str().unwrap_or_default();
        assert!(whole.contains("Content-Type: text/plain") && whole.contains("欠席します。"), "{came}");
        let strange = asked(&api, &haruka.principal, &message).await["data"].take();
        assert_eq!(strange, json!({ "meetingMessage": null }));
        let settle = format!(
            "mutation {{ settleMeetingReply(input: {{ id: \"{id}\", day: \"2026-12-08\", received: {}, version: 1, verdict: NOT_COMING }}) \
             {{ occurrence {{ calls {{ answer }} {fields} }} refusal {{ code }} }} }}",
            one["id"]
        );
        let strange = asked(&api, &haruka.principal, &settle).await["data"]["settleMeetingReply"].take();
        assert_eq!(strange["refusal"]["code"], json!("NOT_ALLOWED"), "{strange}");
        let done = asked(&api, &minato.principal, &settle).await["data"]["settleMeetingReply"].take();
        assert_eq!(done["refusal"], Value::Null, "{done}");
        assert_eq!(done["occurrence"]["calls"][0]["answer"], json!("ABSENT"));
        assert_eq!(done["occurrence"]["receivedReplies"][0]["state"], json!("TAKEN"));
    }
}

on_every_database! {
    async fn a_secretariat_chooses_a_way_by_graphql_and_reads_who_changed_what(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let minato = somebody(&world.app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let (id, [_, fax, phone]) = ready(&world, &minato).await;
        let api = api(&world);
        let version = seen(&world, &minato, id).await.version;
        let of = |member, version| format!("id: \"{id}\", member: \"{member}\", version: {version}");
        let number = "072-000-6666";
        let choose = format!(
            "mutation {{ changeMeetingWay(input: {{ {}, channel: FAX, target: \"{number}\", reason: \"電話に出られない\" }}) {{ series {{ version }} refusal {{ code }} }} }}",
            of(phone, version)
        );
        let strange = asked(&api, &haruka.principal, &choose).await["data"]["changeMeetingWay"].take();
        assert_eq!(strange["refusal"]["code"], json!("NOT_ALLOWED"), "{strange}");
        let done = asked(&api, &minato.principal, &choose).await["data"]["changeMeetingWay"].take();
        assert_eq!(done, json!({ "series": { "version": version + 1 }, "refusal": null }));
        let read = format!(
            "{{ meetingOccurrence(id: \"{id}\", day: \"2026-12-08\") {{ calls {{ channel target chosenFor isUnconfirmed never }} }} }}"
        );
        let told = asked(&api, &minato.principal, &read).await["data"]["meetingOccurrence"]["calls"][2].take();
        let chosen = json!({ "channel": "FAX", "target": number, "chosenFor": "電話に出られない", "isUnconfirmed": true, "never": [] });
        assert_eq!(told, chosen);
        let confirm = format!(
            "mutation {{ confirmMeetingNumber(input: {{ {}, number: \"{number}\", how: BY_PHONE }}) {{ refusal {{ code }} }} }}",
            of(phone, version + 1)
        );
        let done = asked(&api, &minato.principal, &confirm).await["data"]["confirmMeetingNumber"].take();
        assert_eq!(done, json!({ "refusal": null }));
        let told = asked(&api, &minato.principal, &read).await["data"]["meetingOccurrence"]["calls"][2].take();
        assert_eq!(told["isUnconfirmed"], json!(false), "{told}");
        let known = format!("mutation {{ changeMeetingWay(input: {{ {} }}) {{ refusal {{ code }} }} }}", of(fax, version + 2));
        let done = asked(&api, &minato.principal, &known).await["data"]["changeMeetingWay"].take();
        assert_eq!(done, json!({ "refusal": null }));
        let told = asked(&api, &minato.principal, &read).await["data"]["meetingOccurrence"]["calls"][1].take();
        assert_eq!(told["chosenFor"], Value::Null, "{told}");

        // Whoever reads the series reads who changed what of it; what was said is not kept.
        send(&world, &minato, id).await;
        let history = format!("{{ meetingSeries(id: \"{id}\") {{ history {{ seq by source changes {{ of day member state }} }} }} }}");
        let told = asked(&api, &minato.principal, &history).await["data"]["meetingSeries"]["history"].take();
        assert_eq!((&told[0]["by"], &told[1]["source"]), (&json!("ACCOUNT"), &json!("GRAPHQL")), "{told}");
        let kinds: Vec<&Value> = told[0]["changes"].as_array().into_iter().flatten().map(|one| &one["of"]).collect();
        assert!(kinds.contains(&&json!("NOTICE")) && told[1]["changes"][0]["of"] == json!("SERIES"), "{told}");
        assert!(!told.to_string().contains(number), "{told}");
    }
}
