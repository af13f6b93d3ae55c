//! Mail that comes back: what is plain becomes an answer by itself, and everything else waits for somebody.

mod imap;
mod pages;
mod programs;
mod substitutes;

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use encoding_rs::{Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8};
use renkei::mail_reader::MailReader;
use renkei::settings::mailbox::CheckedMailbox;
use renkei_app::conference::ConferenceRefusal;
use renkei_app::conference::call::step::{CallStep, ReplyForm};
use renkei_app::conference::replies::settle::SettleForm;
use renkei_app::conference::replies::take::TakenMail as T;
use renkei_app::conference::replies::{KeptMail, SeenMail};
use renkei_app::conference::step::ConferenceStep;
use renkei_delivery::mailbox::MailboxSettings;
use renkei_domain::conference::Slot;
use renkei_domain::conference::invitation::{
    AnswerChannel, CallState, Doubt, InvitationFault, MailDoubt as D, MailStanding as M,
    MailVerdict as V, NextStep, ReceivedMail, Reply, ReplyStanding,
};
use renkei_domain::letters::answer_address::AnswerAddress;
use renkei_tests::clock::japan;
use renkei_tests::mail_server::MailServer;
use renkei_tests::people::Somebody;
use renkei_tests::{World, on_every_database};
use tempfile::TempDir;

use super::mails::{carried, words};
use super::{At, MAIL, NAMES, calls, ready, row, sent, states, step};
use crate::conference::{a_slot, stepped};
use crate::consent::{case_with_a_doctor, desk, staff, two_agencies};
use crate::letters::opened::opened;
use crate::record::fine;

const ANSWERS: &str = "henji+{code}@example.jp";

fn answers() -> AnswerAddress {
    fine(AnswerAddress::parse(ANSWERS).ok_or("an address"))
}

/// A maildir that is read.
struct Inbox {
    folder: TempDir,
    reader: MailReader,
    count: u32,
}

fn reader(world: &World, mailbox: MailboxSettings) -> MailReader {
    let settings = CheckedMailbox {
        mailbox,
        reply_to: Some(answers()),
        every: Duration::from_secs(60),
    };
    MailReader::new(world.app.clone(), settings)
}

impl Inbox {
    fn of(world: &World) -> Self {
        let folder = fine(tempfile::tempdir());
        for part in ["new", "cur", "tmp"] {
            fine(std::fs::create_dir(folder.path().join(part)));
        }
        let reader = reader(world, MailboxSettings::Maildir(folder.path().to_owned()));
        Self {
            folder,
            reader,
            count: 0,
        }
    }

    /// A mail arrives and is read.
    async fn read(&mut self, mail: &[u8]) -> Vec<T> {
        self.count += 1;
        let name = format!("new/{:06}.a.host", self.count);
        fine(std::fs::write(self.folder.path().join(name), mail));
        fine(self.reader.look().await)
    }

    /// The files that lie in a folder of it.
    fn files(&self, folder: &str) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.folder.path().join(folder)) else {
            return Vec::new();
        };
        entries.map(|entry| fine(entry).path()).collect()
    }
}

/// How somebody answers who was called.
#[derive(Clone)]
struct Answer {
    to: String,
    uid: String,
    by: String,
    says: &'static str,
    method: &'static str,
    sequence: u32,
    made: String,
    comment: &'static str,
}

impl Answer {
    /// A plain yes of whom mail called.
    async fn yes(world: &World, who: &Somebody, at: At) -> Self {
        let view = calls(world, who, at).await;
        let invitation = row(&view, NAMES[0]).invitation.as_ref();
        let invitation = fine(invitation.ok_or("an invitation"));
        let to = fine(answers().of(&invitation.code).ok_or("an address"));
        Self {
            to: to.to_string(),
            uid: at.1.to_string(),
            by: MAIL.to_owned(),
            says: "PARTSTAT=ACCEPTED",
            method: "REPLY",
            sequence: invitation.sequence(),
            made: stamp(world, TimeDelta::zero()),
            comment: "少し遅れます。",
        }
    }

    fn calendar(&self) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{}\r\nBEGIN:VEVENT\r\nUID:{}\r\nDTSTAMP:{}\r\nSEQUENCE:{}\r\n\
             ATTENDEE;CN=受付;{}:mailto:{}\r\nCOMMENT:{}\r\nORGANIZER:mailto:somebody-else@example.com\r\n\
             END:VEVENT\r\nEND:VCALENDAR\r\n",
            self.method, self.uid, self.made, self.sequence, self.says, self.by, self.comment
        )
    }

    /// The mail in a charset.
    fn mail(&self, charset: &'static Encoding) -> Vec<u8> {
        let calendar = self.calendar();
        let (body, _, _) = charset.encode(&calendar);
        let kind = format!("text/calendar; charset={}", charset.name());
        mail(&self.to, &kind, &body)
    }
}

/// A moment as calendars write it, so long after now.
fn stamp(world: &World, later: TimeDelta) -> String {
    let now = world.app.now().plus(later);
    let now = DateTime::from_timestamp_micros(now.micros()).unwrap_or_default();
    now.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A mail of one part.
fn mail(to: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "Received: from mx.example.jp\r\nFrom: =?UTF-8?B?5Y+X5LuY?= <{MAIL}>\r\nTo: {to}\r\nSubject: Re: =?UTF-8?B?5omT44Gh5ZCI44KP44Gb?=\r\n\
         MIME-Version: 1.0\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// What a mail server says of a message that it could not hand on.
pub(in crate::conference) fn report(id: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.jp\r\nTo: office@example.jp\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.jp\r\n\r\n\
         Final-Recipient: rfc822; {MAIL}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {id}\r\n\r\n--b--\r\n"
    )
}

/// A conference to which mail has called, in a world that reads answers.
async fn called(world: &mut World, server: &MailServer) -> (Somebody, At) {
    world.app = world.app.clone().answered_at(Some(answers()));
    let [here, _] = two_agencies(world).await;
    let haruka = staff(world, here, "haruka").await;
    let (case, _) = case_with_a_doctor(world, &haruka, here).await;
    let at = ready(world, &haruka, case).await;
    assert_eq!(sent(world, &haruka, at).await, (5, 0));
    carried(world, server, 1).await;
    (haruka, at)
}

async fn mails(world: &World, who: &Somebody, at: At) -> Vec<ReceivedMail> {
    calls(world, who, at).await.mails
}

/// What counts of whom mail called.
async fn counts(world: &World, who: &Somebody, at: At) -> Option<(Reply, AnswerChannel)> {
    let view = calls(world, who, at).await;
    let invitation = row(&view, NAMES[0]).invitation.as_ref()?;
    let reply = invitation.reply()?;
    Some((reply.reply.clone(), reply.channel))
}

async fn settle(
    world: &World,
    who: &Somebody,
    at: At,
    (mail, verdict): (&ReceivedMail, V),
) -> Result<KeptMail, ConferenceRefusal> {
    let seen = SeenMail {
        case: at.0,
        conference: at.1,
        id: mail.id,
        version: mail.version,
    };
    let form = SettleForm {
        verdict,
        invitation: None,
    };
    fine(world.app.settle_mail(&desk(who), seen, form).await)
}

on_every_database! {
    async fn a_plain_answer_counts_in_whichever_charset_it_was_written(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        // Programs answer to whom the entry names: that address says whose answer it is.
        let mail = server.accepted().remove(0);
        let yes = Answer::yes(&world, &haruka, at).await;
        assert_eq!(opened(&mail).header("Reply-To"), yes.to);
        assert!(words(&mail).contains("このメールへの返信でも、お返事できます"));

        let mut inbox = Inbox::of(&world);
        for (charset, says, reply) in [
            (ISO_2022_JP, "PARTSTAT=ACCEPTED", Reply::Coming),
            (SHIFT_JIS, "PARTSTAT=DECLINED", Reply::NotComing),
            (UTF_8, "PARTSTAT=ACCEPTED", Reply::Coming),
        ] {
            world.clock.pass(TimeDelta::minutes(1));
            let answer = Answer { says, made: stamp(&world, TimeDelta::zero()), ..yes.clone() };
            let raw = answer.mail(charset);
            assert_eq!(inbox.read(&raw).await, [T::Answered], "{charset:?}");
            assert_eq!(counts(&world, &haruka, at).await, Some((reply, AnswerChannel::Mail)));
            let view = calls(&world, &haruka, at).await;
            let note = row(&view, NAMES[0]).invitation.as_ref().and_then(|one| one.reply()?.note.clone());
            assert_eq!(note.map(|note| note.to_string()).as_deref(), Some("少し遅れます。"));
            // Another server hands the same mail on once more, by another way.
            let again = [b"Received: from elsewhere\r\n".as_slice(), &raw].concat();
            assert_eq!(inbox.read(&again).await, [T::Kept]);
            assert_eq!(inbox.read(&raw).await, [T::Known]);
        }
        // A no of the very second of the yes that counts: nobody can tell which came later.
        let made = stamp(&world, TimeDelta::zero());
        let no = Answer { says: "PARTSTAT=DECLINED", made, ..yes.clone() };
        assert_eq!(fine(world.app.take_mail(no.mail(UTF_8)).await), T::Waits);
        let all = mails(&world, &haruka, at).await;
        let count = |standing: M| all.iter().filter(|mail| mail.standing == standing).count();
        assert_eq!((count(M::Taken), count(M::Known), count(M::Waits)), (3, 3, 1), "{all:?}");
        let waits = fine(all.iter().find(|mail| mail.is_waiting()).ok_or("a mail"));
        assert_eq!(waits.doubt, Some(D::SameTime));
        assert!(inbox.files("new").is_empty() && inbox.files("cur").is_empty());
        assert_eq!(inbox.files(".renkei-done/cur").len(), 9, "nothing is deleted");
        let known = fine(all.iter().find(|mail| mail.standing == M::Known).ok_or("a mail")).id;
        let kept = fine(fine(world.app.mail_as_it_came(&haruka.principal, at, known).await));
        assert!(kept.is_some_and(|raw| raw.starts_with(b"Received: from elsewhere")));
    }
}

on_every_database! {
    async fn what_is_doubtful_waits_and_is_decided_about_once(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        let yes = Answer::yes(&world, &haruka, at).await;
        let mut inbox = Inbox::of(&world);
        let (bare, other) = ("henji@example.jp".to_owned(), "taro@mail.example.jp".to_owned());
        let unread = yes.calendar().replace("END:VEVENT\r\nEND:VCALENDAR\r\n", "");
        let calendar = |answer: &Answer| answer.mail(UTF_8);
        for (raw, doubt) in [
            (calendar(&Answer { to: bare, ..yes.clone() }), D::NoToken),
            (calendar(&Answer { by: other, ..yes.clone() }), D::Alias),
            (calendar(&Answer { says: "PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:b@example.jp\"", ..yes.clone() }), D::Delegation),
            (calendar(&Answer { method: "COUNTER", ..yes.clone() }), D::Counter),
            (calendar(&Answer { method: "REFRESH", ..yes.clone() }), D::Refresh),
            (calendar(&Answer { sequence: yes.sequence + 7, ..yes.clone() }), D::UnknownSequence),
            (calendar(&Answer { says: "PARTSTAT=TENTATIVE", ..yes.clone() }), D::Tentative),
            (calendar(&Answer { uid: "0193a3c2-77aa-7c1e-9d5e-0c4a5b6d7e8f".to_owned(), ..yes.clone() }), D::OtherEntry),
            (mail(&yes.to, "text/plain; charset=UTF-8", "出席します。\u{7}".as_bytes()), D::PlainText),
            (mail(&yes.to, "text/plain\r\nAuto-Submitted: auto-replied", b"I am away."), D::Automatic),
            (mail(&yes.to, "text/calendar; charset=UTF-8", unread.as_bytes()), D::Unreadable),
        ] {
            assert_eq!(inbox.read(&raw).await, [T::Waits], "{doubt:?}");
            let all = mails(&world, &haruka, at).await;
            assert_eq!(all.iter().filter(|mail| mail.doubt == Some(doubt)).count(), 1, "{doubt:?}: {all:?}");
            world.clock.pass(TimeDelta::minutes(1));
        }
        // After the date moved, an answer to the one before is for somebody to look at.
        let later = Slot { begins: japan("2026-12-18", "15:00"), ..a_slot() };
        fine(stepped(&world, &haruka, at, ConferenceStep::Fix(later)).await);
        carried(&world, &server, 2).await;
        assert_eq!(inbox.read(&yes.mail(UTF_8)).await, [T::Waits]);
        assert_eq!(counts(&world, &haruka, at).await, None, "nothing counts by itself");

        let all = mails(&world, &haruka, at).await;
        assert!(all.iter().all(ReceivedMail::is_waiting));
        let by = |doubt: D| fine(all.iter().find(|mail| mail.doubt == Some(doubt)).ok_or("a mail"));
        assert!(by(D::NoToken).invitation.is_none());
        let nobody = settle(&world, &haruka, at, (by(D::NoToken), V::Coming)).await;
        assert_eq!(nobody.err(), Some(InvitationFault::NoSuchInvitation.into()));
        fine(settle(&world, &haruka, at, (by(D::OldSequence), V::NotComing)).await);
        assert_eq!(counts(&world, &haruka, at).await, Some((Reply::NotComing, AnswerChannel::Mail)));
        fine(settle(&world, &haruka, at, (by(D::Tentative), V::Undecided)).await);
        fine(settle(&world, &haruka, at, (by(D::Automatic), V::Unrelated)).await);
        assert_eq!(counts(&world, &haruka, at).await, Some((Reply::NotComing, AnswerChannel::Mail)));
        let again = settle(&world, &haruka, at, (by(D::Tentative), V::Coming)).await;
        assert_eq!(again.err(), Some(ConferenceRefusal::Overtaken));
        let left = mails(&world, &haruka, at).await;
        assert_eq!(left.iter().filter(|mail| mail.is_waiting()).count(), all.len() - 3);
        let plain = fine(left.iter().find(|mail| mail.doubt == Some(D::PlainText)).ok_or("a mail"));
        assert_eq!(plain.text.as_ref().map(ToString::to_string).as_deref(), Some("出席します。"));
    }
}

on_every_database! {
    async fn an_earlier_mail_never_takes_the_place_of_a_later_call(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        let yes = Answer::yes(&world, &haruka, at).await;
        world.clock.pass(TimeDelta::minutes(10));
        let heard = CallStep::Reply(ReplyForm {
            reply: Reply::NotComing,
            wishes: Default::default(),
            note: None,
            from: None,
            channel: AnswerChannel::Phone,
            given_at: None,
        });
        fine(step(&world, &haruka, (at, NAMES[0]), heard).await);
        world.clock.pass(TimeDelta::minutes(10));
        let mut inbox = Inbox::of(&world);
        assert_eq!(inbox.read(&yes.mail(UTF_8)).await, [T::Answered]);
        assert_eq!(counts(&world, &haruka, at).await, Some((Reply::NotComing, AnswerChannel::Phone)));
        let view = calls(&world, &haruka, at).await;
        let waits: Vec<_> = row(&view, NAMES[0]).invitation.iter().flat_map(|one| one.doubtful().cloned().collect::<Vec<_>>()).collect();
        assert_eq!(waits.len(), 1);
        assert_eq!((waits[0].standing, waits[0].doubt), (ReplyStanding::Waits, Some(Doubt::Older)));
        assert_eq!(row(&view, NAMES[0]).next, Some(NextStep::DecideReply));
    }
}

on_every_database! {
    async fn a_mail_that_came_back_becomes_a_call_by_another_way(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        assert_eq!(states(&world, &haruka, at).await[0], CallState::Sent);
        let sent = opened(&server.accepted()[0]);
        let id = sent.header("Message-ID");
        let report = |action: &str| report(id, action);
        let mut inbox = Inbox::of(&world);
        assert_eq!(inbox.read(report("delayed").as_bytes()).await, [T::Kept]);
        assert_eq!(states(&world, &haruka, at).await[0], CallState::Sent, "it may still arrive");
        assert_eq!(inbox.read(report("failed").as_bytes()).await, [T::Bounced]);
        let view = calls(&world, &haruka, at).await;
        let back = row(&view, NAMES[0]);
        assert_eq!((back.state(), back.next), (CallState::Failed, Some(NextStep::TryOtherWay)));
        let said = back.invitation.as_ref().and_then(|one| one.notice()?.marks.last()?.evidence.clone());
        assert_eq!(said.map(|said| said.to_string()).as_deref(), Some("メールが戻ってきた（5.1.1）"));
    }
}

on_every_database! {
    async fn what_was_taken_before_a_crash_is_known_after_it_and_other_mail_is_left_alone(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        let yes = Answer::yes(&world, &haruka, at).await.mail(UTF_8);
        // Written down, and killed before the file was moved.
        assert_eq!(fine(world.app.take_mail(yes.clone()).await), T::Answered);
        let mut inbox = Inbox::of(&world);
        assert_eq!(inbox.read(&yes).await, [T::Known]);
        assert_eq!(mails(&world, &haruka, at).await.len(), 1);
        let view = calls(&world, &haruka, at).await;
        assert_eq!(row(&view, NAMES[0]).invitation.as_ref().map(|one| one.replies.len()), Some(1));

        let foreign = mail("office@example.jp", "text/plain; charset=UTF-8", "別の用事です。".as_bytes());
        assert_eq!(inbox.read(&foreign).await, [T::NotOurs]);
        assert_eq!(inbox.read(b"no mail at all").await, [T::NotOurs]);
        assert_eq!(inbox.files(".renkei-other/cur").len(), 2);
        assert_eq!(mails(&world, &haruka, at).await.len(), 1, "nothing of it is kept here");
    }
}
