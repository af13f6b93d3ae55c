//! Reading mail and deciding about it by GraphQL.

use renkei_app::person_copy::ask::CopyAsked;
use renkei_domain::access::principal::{Door, Principal, TokenScope};
use renkei_domain::person_copy::{CopyEntry, CopyKind};
use serde_json::{Value, json};

use super::*;
use crate::conference::linked;
use crate::graphql::{api, asked_by as asked};

on_every_database! {
    async fn staff_read_and_decide_about_mail_by_graphql_and_nobody_else_does(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        let [_, there] = two_agencies(&world).await;
        let sora = staff(&world, there, "sora").await;
        let to = Answer::yes(&world, &haruka, at).await.to;
        let mut inbox = Inbox::of(&world);
        let plain = mail(&to, "text/plain; charset=UTF-8", "出席します。".as_bytes());
        assert_eq!(inbox.read(&plain).await, [T::Waits]);
        let api = api(&world);
        let fields = "receivedReplies { id version invitation doubt state text reply }";
        let read = format!("{{ conference(id: \"{}\") {{ {fields} }} }}", at.1);
        let told = asked(&api, &haruka.principal, &read).await["data"]["conference"]["receivedReplies"].take();
        let one = told[0].clone();
        assert_eq!((&one["doubt"], &one["state"], &one["text"]), (&json!("PLAIN_TEXT"), &json!("WAITS"), &json!("出席します。")), "{told}");
        let message = format!("{{ receivedMessage(id: {}) {{ text isWhole }} }}", one["id"]);
        let came = asked(&api, &haruka.principal, &message).await["data"]["receivedMessage"].take();
        let id = fine(one["id"].as_str().unwrap_or_default().parse());
        let file = fine(fine(world.app.mail_as_it_came(&haruka.principal, at, id).await)).unwrap_or_default();
        assert_eq!(came, json!({ "text": String::from_utf8_lossy(&file), "isWhole": true }));
        assert!(came["text"].as_str().is_some_and(|text| text.contains("Content-Type")), "{came}");
        let token = Principal { door: Door::Token(TokenScope::ALL.to_vec()), ..haruka.principal.clone() };
        for stranger in [&sora.principal, &token, &Principal::anybody()] {
            let nothing = asked(&api, stranger, &message).await["data"].take();
            assert_eq!(nothing, json!({ "receivedMessage": null }), "{stranger:?}");
        }
        let settle = format!(
            "mutation {{ settleReply(input: {{ conference: \"{}\", received: {}, version: 1, verdict: COMING }}) {{ conference {{ {fields} }} refusal {{ code }} }} }}",
            at.1, one["id"]
        );
        let stranger = asked(&api, &sora.principal, &settle).await["data"]["settleReply"].take();
        assert_eq!(stranger["refusal"]["code"], json!("NOT_FOUND"), "{stranger}");
        let done = asked(&api, &haruka.principal, &settle).await["data"]["settleReply"].take();
        assert_eq!(done["refusal"], Value::Null, "{done}");
        assert_eq!(done["conference"]["receivedReplies"][0]["state"], json!("TAKEN"));
        assert_eq!(counts(&world, &haruka, at).await, Some((Reply::Coming, AnswerChannel::Mail)));
        let again = asked(&api, &haruka.principal, &settle).await["data"]["settleReply"].take();
        assert_eq!(again["refusal"]["code"], json!("CHANGED"), "{again}");
    }
}

on_every_database! {
    async fn what_others_wrote_by_mail_is_looked_at_before_it_stands_in_the_persons_copy(world) {
        let mut world = world.seeded().await;
        let server = MailServer::start();
        let (haruka, at) = called(&mut world, &server).await;
        let to = Answer::yes(&world, &haruka, at).await.to;
        let plain = mail(&to, "text/plain; charset=UTF-8", "少し心配です。".as_bytes());
        assert_eq!(Inbox::of(&world).read(&plain).await, [T::Waits]);
        let hanako = linked(&world, &haruka, at.0, "hanako").await;
        let copy = fine(fine(world.app.person_copy(&hanako.principal, at.0).await));
        let is_mail = |entry: &CopyEntry| entry.kind == CopyKind::ReceivedMail;
        assert!(!copy.parts.at_once.iter().any(is_mail), "words of somebody else");
        fine(fine(world.app.ask_copy(&desk(&hanako), at.0, CopyAsked::ByThemselves).await));
        let copy = fine(fine(world.app.person_copy(&haruka.principal, at.0).await));
        let mut asked = copy.to_decide.iter();
        let found = fine(asked.find(|one| is_mail(&one.entry)).ok_or("the mail"));
        let values = found.entry.facts.iter().flat_map(|fact| &fact.values);
        let said: Vec<&str> = values.map(|value| value.text.as_str()).collect();
        assert!(said.contains(&"少し心配です。"), "{said:?}");
    }
}
