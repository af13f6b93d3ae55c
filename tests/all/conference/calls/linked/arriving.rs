//! Waiting for the mails of calls and links, whatever other mail is on its way: what takes back an earlier call, or says
//! that a consent ends.

use chrono::TimeDelta;
use renkei_tests::World;
use renkei_tests::mail_server::MailServer;
use renkei_tests::patience::until;
use renkei_tests::people::Somebody;

use super::super::{At, MAIL, sent};
use super::linked;
use crate::letters::opened::opened;
use crate::letters::{AMPLE, AtWork};
use crate::record::fine;

/// The codes of the addresses that stand in the mails that arrived.
fn codes(server: &MailServer) -> Vec<String> {
    let mails = server.accepted();
    let codes = mails.iter().filter_map(|mail| {
        let text = opened(mail).text;
        let mut lines = text.lines();
        lines.find_map(|line| Some(line.split_once("入れます: ")?.1.to_owned()))
    });
    codes.collect()
}

/// How many mails arrived at who is called by mail.
fn calls_to_them(server: &MailServer) -> usize {
    let mails = server.accepted();
    let theirs = mails
        .iter()
        .filter(|mail| opened(mail).header("To") == MAIL);
    theirs.count()
}

/// That of the newest.
pub(super) fn code(server: &MailServer) -> String {
    fine(codes(server).pop().ok_or("a link"))
}

async fn carried_until(world: &World, server: &MailServer, is_there: impl Fn() -> bool) {
    world.clock.pass(TimeDelta::minutes(6));
    let courier = AtWork::begin(world, server.settings(AMPLE));
    until("the mail arrives", async || is_there()).await;
    courier.end().await;
}

/// A conference to which somebody was called by mail, with a link that arrived: its address and its number.
pub(super) async fn arrived(
    world: &World,
    who: &Somebody,
    server: &MailServer,
    at: At,
) -> (String, String) {
    let (called, known) = (calls_to_them(server), codes(server).len());
    assert_eq!(sent(world, who, at).await, (5, 0));
    carried_until(world, server, || calls_to_them(server) > called).await;
    let number = linked(world, who, at).await;
    carried_until(world, server, || codes(server).len() > known).await;
    (code(server), number)
}
