//! `renkei serve` as an operator runs it, on the day of the story: it dies without a word while it begins to ask and while
//! it sends, and the next one goes on. What it sent is read where it arrived.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;
use std::time::Duration;

use chrono::TimeDelta;
use renkei_app::App;
use renkei_domain::conference::invitation::CallChannel;
use renkei_domain::directory::inquiry::{Contact, ContactOutcome};
use renkei_domain::ids::{InquiryId, LetterId, ResourceId};
use renkei_tests::clock::move_clock;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::server::Visitor;
use reqwest::Method;
use tempfile::TempDir;

use super::super::code_in;
use super::answers::{Manner, address_of, manner};
use super::played::Year;
use crate::binary::{Running, renkei};
use crate::letters::invited::demo;
use crate::letters::kills::settings;
use crate::letters::opened::opened;
use crate::record::fine;
use crate::upgrades::on;

/// Where mails of a round go, and the settings that say so.
struct Post {
    mails: MailServer,
    folder: TempDir,
}

impl Post {
    /// Slow enough for a process to die on the way, however few mails there are.
    fn of_round(agencies: usize) -> Self {
        let mails = MailServer::start();
        mails.set(if agencies < 1_000 { "ok 20" } else { "ok 3" });
        let folder = settings(&mails, Duration::from_secs(5));
        Self { mails, folder }
    }

    /// By each address what arrived there: which letters, how often each, and the code of the last link.
    fn arrived(&self) -> BTreeMap<String, Arrived> {
        let mut arrived: BTreeMap<String, Arrived> = BTreeMap::new();
        for mail in self.mails.accepted() {
            let mail = opened(&mail);
            let at = arrived.entry(mail.header("To").to_owned()).or_default();
            let letter = mail.header("Message-ID").to_owned();
            *at.copies.entry(letter).or_default() += 1;
            // Others of the network are written to about other things.
            if mail.text.contains("/inquiry/") {
                at.code = code_in(&mail.text);
            }
        }
        arrived
    }
}

/// What arrived at one address.
#[derive(Debug, Default)]
struct Arrived {
    /// By the name of each letter.
    copies: BTreeMap<String, usize>,
    code: String,
}

impl Year {
    /// A process on the day of the story.
    fn serve(&self, post: &Post) -> Running {
        let words = on(&self.world.place, &["serve", "--listen", "127.0.0.1:0"]);
        let mut command = renkei(&post.folder, &words);
        command.env("RENKEI_KEY_FILE", &self.world.key_file);
        command.env("RENKEI_PUBLIC_URL", "https://renkei.example.jp");
        move_clock(&mut command, post.folder.path(), self.world.app.now());
        Running::of(command)
    }

    /// The next process begins so much later that nothing is held any more by the one before.
    fn a_while_later(&self) {
        self.world.clock.pass(TimeDelta::minutes(20));
    }

    /// A round begins. In the first one the process dies under the hands of whoever presses; in each it dies while mails
    /// leave. The one after it sends the others, and takes what agencies answer by their links.
    pub(super) async fn begin_round(&mut self, app: &App) {
        let post = Post::of_round(self.ids.len());
        let is_first = self.seen.is_empty();
        if is_first {
            self.die_asking(&post).await;
            self.a_while_later();
        }
        self.press(app).await;
        self.look_what_waits().await;
        let mailed = self.mailed().await;
        let writes: BTreeSet<ResourceId> = self
            .ids
            .iter()
            .copied()
            .filter(|id| match manner(*id) {
                Manner::Never | Manner::ByLink => true,
                // Where a mail came back nobody writes another one.
                Manner::Bounces => is_first,
                Manner::AtOnce | Manner::TheSecondTime | Manner::NotWilling => false,
            })
            .collect();
        let to: BTreeSet<ResourceId> = mailed.values().copied().collect();
        assert!(to == writes, "{} mails for {}", to.len(), writes.len());
        self.die_sending(&post, &mailed).await;
        self.a_while_later();
        let running = self.serve(&post);
        until("every mail has left or came back", async || {
            let mails = self.mails(&mailed).await;
            mails
                .iter()
                .all(|one| one.outcome != ContactOutcome::Prepared)
        })
        .await;
        let codes = self.each_arrived_once(&post, &to).await;
        self.answer_by_link(&codes, &running).await;
        assert_eq!(running.end(), Some(0), "it ends cleanly");
        self.a_while_later();
    }

    /// Somebody presses, and the process dies when it has begun to ask.
    async fn die_asking(&self, post: &Post) {
        let running = self.serve(post);
        let desk = Visitor::calling(running.place(), Ipv4Addr::LOCALHOST);
        let press = desk
            .request(Method::POST, &format!("/networks/{}/upkeep", demo()))
            .header(
                "cookie",
                format!("__Host-renkei={}", self.minato.secret.as_str()),
            )
            .header("content-type", "application/x-www-form-urlencoded")
            .body("once=year");
        let pressing = tokio::spawn(press.send());
        until("some are asked", async || {
            pressing.is_finished() || !self.at_work().await.is_empty()
        })
        .await;
        drop(running);
        let told = fine(pressing.await);
        assert!(told.is_err(), "nobody is told what came of it: {told:?}");
        let begun = self.at_work().await.len();
        assert!(begun > 0 && begun < self.ids.len(), "{begun}");
    }

    /// The inquiries at work that go by mail, with whom they ask.
    async fn mailed(&self) -> BTreeMap<InquiryId, ResourceId> {
        let ids = self.waiting.keys().copied();
        let contacts = fine(self.world.store.inquiry_contacts(ids).await);
        let has_mail = |id: &InquiryId| {
            let of_it = contacts.get(id).map(Vec::as_slice).unwrap_or_default();
            of_it.iter().any(|one| one.channel == CallChannel::Mail)
        };
        let mailed = self.waiting.values().filter(|one| has_mail(&one.id));
        mailed.map(|one| (one.id, one.resource)).collect()
    }

    /// How these mails stand.
    async fn mails(&self, mailed: &BTreeMap<InquiryId, ResourceId>) -> Vec<Contact> {
        let contacts = self.world.store.inquiry_contacts(mailed.keys().copied());
        let contacts = fine(contacts.await).into_values().flatten();
        contacts
            .filter(|one| one.channel == CallChannel::Mail)
            .collect()
    }

    /// A process sends a third of the mails and dies.
    async fn die_sending(&self, post: &Post, mailed: &BTreeMap<InquiryId, ResourceId>) {
        let running = self.serve(post);
        until("a third has left", async || {
            post.mails.count() * 3 >= mailed.len()
        })
        .await;
        drop(running);
        let mails = self.mails(mailed).await;
        let mut mails = mails.iter();
        let is_waiting = mails.any(|one| one.outcome == ContactOutcome::Prepared);
        assert!(is_waiting, "it died when all had left");
    }

    /// Whoever has an address that takes mail got one letter, and a second copy of it only where the desk is told of that.
    /// Says by which code each of them answers.
    async fn each_arrived_once(
        &self,
        post: &Post,
        to: &BTreeSet<ResourceId>,
    ) -> BTreeMap<String, String> {
        let mut arrived = post.arrived();
        let mut codes = BTreeMap::new();
        for id in to {
            let address = address_of(*id).unwrap_or_default();
            let at = arrived.remove(&address).unwrap_or_default();
            if manner(*id) == Manner::Bounces {
                assert!(at.copies.is_empty(), "{address}: {at:?}");
                continue;
            }
            let letters: Vec<(&String, &usize)> = at.copies.iter().collect();
            let [(letter, copies)] = letters.as_slice() else {
                panic!("{address}: {letters:?}");
            };
            let letter = letter.trim_start_matches('<');
            let letter = letter.split('@').next().unwrap_or_default();
            let letter: LetterId = fine(letter.parse());
            let kept = fine(fine(self.world.store.letter(letter).await).ok_or("a letter"));
            assert!(
                **copies == 1 || kept.is_second_copy_possible,
                "{address}: {copies} copies, and nobody is told"
            );
            codes.insert(address, at.code);
        }
        codes
    }
}
