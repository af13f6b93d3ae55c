//! Mail of somebody else than who was called.

use renkei_domain::conference::{Participant, Substitute};

use super::*;
use crate::conference::conference_of;
use crate::migrations::line;

on_every_database! {
    async fn whoever_wrote_in_their_place_comes_by_one_press_where_the_list_lets_them(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        let yes = Answer::yes(&world, &haruka, at).await;
        let mut inbox = Inbox::of(&world);
        let alias = Answer { by: "taro@mail.example.jp".to_owned(), ..yes };
        assert_eq!(inbox.read(&alias.mail(UTF_8)).await, [T::Waits]);
        let one = conference_of(&world, &haruka, at.0, at.1).await.participants[0].clone();
        let only_them = Participant { substitute: Substitute::Nobody, ..one.clone() };
        fine(stepped(&world, &haruka, at, ConferenceStep::Call(only_them)).await);
        let waits = fine(mails(&world, &haruka, at).await.pop().ok_or("a mail"));
        let refused = settle(&world, &haruka, at, (&waits, V::Substitute)).await;
        assert_eq!(refused.err(), Some(InvitationFault::NoSubstitute.into()));
        fine(stepped(&world, &haruka, at, ConferenceStep::Call(one)).await);
        fine(settle(&world, &haruka, at, (&waits, V::Substitute)).await);
        let substitute = Reply::Substitute { name: line("受付") };
        assert_eq!(counts(&world, &haruka, at).await, Some((substitute, AnswerChannel::Mail)));
        let taken = fine(mails(&world, &haruka, at).await.pop().ok_or("a mail"));
        assert_eq!((taken.standing, taken.doubt), (M::Taken, Some(D::Alias)));
    }
}
