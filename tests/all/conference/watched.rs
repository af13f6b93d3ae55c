//! Watching a conference over a real connection: what changed comes within seconds, to whoever may read it still.

use std::net::SocketAddr;
use std::time::Duration;

use chrono::NaiveDate;
use renkei_app::conference::step::ConferenceStep;
use renkei_app::people::{Ending, NewToken};
use renkei_domain::access::principal::TokenScope;
use renkei_domain::ids::{ConferenceId, TokenId};
use renkei_domain::people::{Circle, Standing};
use renkei_tests::people::{Somebody, by_page, somebody};
use renkei_tests::server::Server;
use renkei_tests::{World, on_every_database};
use renkei_web::throttle::RateLimits;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{a_slot, begun, conference_of, stepped};
use crate::consent::{case_with_a_doctor, desk, prose, staff, two_agencies};
use crate::letters::invited::demo;
use crate::migrations::line;
use crate::record::fine;
use crate::sockets::Socket;

/// Much longer than news take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program of somebody that may read when conferences are.
async fn program(world: &World, of: &Somebody) -> (String, TokenId) {
    let new = NewToken {
        name: line("会議のシステム"),
        scopes: vec![TokenScope::ConferencesRead],
        expires_on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap_or_default(),
    };
    let made = world.app.make_token(&by_page(&of.principal), new).await;
    let made = fine(fine(made));
    (made.secret, made.id)
}

/// What is watched.
fn watching(id: ConferenceId) -> String {
    format!(
        "subscription {{ conferenceChanged(id: \"{id}\") {{ version state agenda {{ title }} }} }}"
    )
}

/// A connection with what was read of it and not looked at yet.
struct Connection {
    stream: TcpStream,
    read: String,
}

impl Connection {
    /// Sends a document with headers of one's own.
    async fn open(address: SocketAddr, headers: &[&str], document: &str) -> Self {
        let body = json!({ "query": document }).to_string();
        let mut head = format!(
            "POST /graphql HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
            body.len()
        );
        for header in headers {
            head.push_str(header);
            head.push_str("\r\n");
        }
        let mut stream = fine(TcpStream::connect(address).await);
        fine(
            stream
                .write_all(format!("{head}\r\n{body}").as_bytes())
                .await,
        );
        let read = String::new();
        Self { stream, read }
    }

    async fn watch(address: SocketAddr, token: &str, id: ConferenceId) -> Self {
        let token = format!("authorization: Bearer {token}");
        let headers = ["accept: text/event-stream", token.as_str()];
        Self::open(address, &headers, &watching(id)).await
    }

    /// Reads on until something stood there; everything up to it.
    async fn until(&mut self, mark: &str) -> String {
        let reading = async {
            let mut bytes = [0; 4_096];
            while !self.read.contains(mark) {
                let read = fine(self.stream.read(&mut bytes).await);
                assert!(read > 0, "{mark} does not come: {}", self.read);
                self.read.push_str(&String::from_utf8_lossy(&bytes[..read]));
            }
        };
        assert!(
            timeout(PATIENCE, reading).await.is_ok(),
            "{mark} does not come"
        );
        let end = self.read.find(mark).unwrap_or_default() + mark.len();
        self.read.drain(..end).collect()
    }

    /// The next event.
    async fn news(&mut self) -> Value {
        self.until("event: next\ndata: ").await;
        let data = self.until("\n\n").await;
        fine(serde_json::from_str(data.trim()))
    }

    /// The code with which it ends.
    async fn last(&mut self) -> String {
        let last = self.news().await;
        self.until("event: complete\n").await;
        last["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

on_every_database! {
    async fn a_program_hears_of_each_change_until_its_owner_may_not_read_it_any_more(world) {
        let world = world.seeded().await;
        let app = &world.app;
        let [here, there] = two_agencies(&world).await;
        let minato = somebody(app, Standing::Coordinator(demo()), "minato").await;
        let haruka = staff(&world, here, "haruka").await;
        let nagi = staff(&world, here, "nagi").await;
        let sora = staff(&world, there, "sora").await;
        let (case, _) = case_with_a_doctor(&world, &nagi, here).await;
        let id = begun(&world, &nagi, case).await;
        let (secret, _) = program(&world, &haruka).await;
        let (stranger, _) = program(&world, &sora).await;
        let server = world.serve().await;

        let mut socket = Socket::greeted(server.address, Some(secret.as_str())).await;
        socket.ask("conference", &watching(id)).await;
        let mut watching = Connection::watch(server.address, &secret, id).await;
        let first = watching.news().await;
        assert_eq!(first["data"]["conferenceChanged"], json!({ "version": 1, "state": "DRAFT", "agenda": [] }), "{first}");
        assert_eq!(socket.next().await["payload"]["data"], first["data"], "by a socket as by events");
        fine(stepped(&world, &nagi, (case, id), ConferenceStep::Fix(a_slot())).await);
        let second = watching.news().await;
        assert_eq!(second["data"]["conferenceChanged"]["state"], json!("SCHEDULED"), "{second}");
        assert_eq!(socket.next().await["payload"]["data"], second["data"]);
        // What is not selected of it, or belongs to something else in the case, is no news.
        let other = begun(&world, &nagi, case).await;
        fine(stepped(&world, &nagi, (case, other), ConferenceStep::Fix(a_slot())).await);
        fine(stepped(&world, &nagi, (case, id), ConferenceStep::Cancel(prose("退職のため"))).await);
        let third = watching.news().await;
        let now = conference_of(&world, &nagi, case, id).await.version;
        assert_eq!(third["data"]["conferenceChanged"]["version"], json!(now), "{third}");
        assert_eq!(socket.next().await["payload"]["data"], third["data"]);
        drop(socket);

        // Somebody else's conference is not there, and one's own only as long as one works there.
        assert_eq!(Connection::watch(server.address, &stranger, id).await.last().await, "NOT_FOUND");
        let mut taken_back = Connection::watch(server.address, &secret, other).await;
        assert_eq!(taken_back.news().await["data"]["conferenceChanged"]["state"], json!("SCHEDULED"));
        let members = fine(fine(app.members_of(&minato.principal, Circle::Organization(here)).await));
        let own = members.members.iter().find(|member| member.account == haruka.id);
        let membership = fine(own.ok_or("haruka works there")).membership.id;
        let until = app.now().in_japan().date;
        let ending = Ending { membership, until, successor: None };
        fine(fine(app.end_membership(&desk(&minato), ending).await));
        assert_eq!(watching.last().await, "NOT_FOUND");
        assert_eq!(taken_back.last().await, "NOT_FOUND");
        let mut gone = Connection::watch(server.address, &secret, id).await;
        assert_eq!(gone.last().await, "NOT_FOUND");
        server.stop().await;
    }
}

on_every_database! {
    async fn a_stream_ends_with_its_token_and_with_the_server(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let (first, token) = program(&world, &haruka).await;
        let server = world.serve().await;
        let mut watching = Connection::watch(server.address, &first, id).await;
        watching.news().await;
        fine(fine(world.app.revoke_token(&haruka.principal, token).await));
        assert_eq!(watching.last().await, "TOKEN_UNKNOWN");

        let (second, _) = program(&world, &haruka).await;
        let mut watching = Connection::watch(server.address, &second, id).await;
        watching.news().await;
        let (ended, ()) = tokio::join!(timeout(PATIENCE, server.stop()), async {
            watching.until("event: complete\n").await;
        });
        assert!(ended.is_ok(), "the server waits for those who watch");
    }
}

on_every_database! {
    async fn a_program_pays_for_each_event_what_stands_in_it(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let (secret, _) = program(&world, &haruka).await;
        let server = Server::start_throttled(world.app.clone(), RateLimits::default(), &[]).await;
        let mut watching = Connection::watch(server.address, &secret, id).await;
        // 700 for the conference and 1 for each of three fields: nothing stands in `agenda`, in which six are usual.
        // Being read costs 100 more each time.
        for left in [1_499_197, 1_498_394] {
            let event = watching.news().await;
            let cost = json!({
                "requested": 709, "actual": 703, "limit": 150_000,
                "left": left, "pointsPerMinute": 1_500_000, "resetSeconds": 1,
            });
            assert_eq!(event["extensions"]["cost"], cost, "{event}");
            if left == 1_499_197 {
                fine(stepped(&world, &haruka, (case, id), ConferenceStep::Fix(a_slot())).await);
            }
        }
        drop(watching);
        server.stop().await;
    }
}

on_every_database! {
    async fn whoever_takes_no_stream_comes_from_elsewhere_or_watches_too_much_is_refused(world) {
        let world = world.seeded().await;
        let [here, _] = two_agencies(&world).await;
        let haruka = staff(&world, here, "haruka").await;
        let (case, _) = case_with_a_doctor(&world, &haruka, here).await;
        let id = begun(&world, &haruka, case).await;
        let (secret, _) = program(&world, &haruka).await;
        let token = format!("authorization: Bearer {secret}");
        let server = world.serve().await;
        let stream = "accept: text/event-stream";
        let document = watching(id);
        let both = "subscription { a: conferenceChanged(id: \"1\") { id } b: conferenceChanged(id: \"1\") { id } }";
        let cases: [(&[&str], &str, u16, &str); 5] = [
            (&["accept: application/json", &token], &document, 200, "SUBSCRIPTION_UNSUPPORTED"),
            (&[stream, &token, "origin: https://elsewhere.example"], &document, 403, "CROSS_ORIGIN"),
            (&[stream, &token], "{ __typename }", 406, "NOT_ACCEPTABLE"),
            (&[stream, &token], "subscription { nothing }", 200, "VALIDATION_FAILED"),
            (&[stream, &token], both, 200, "VALIDATION_FAILED"),
        ];
        for (headers, document, status, code) in cases {
            let mut refused = Connection::open(server.address, headers, document).await;
            let told = refused.until("\"code\":\"").await;
            assert!(told.starts_with(&format!("HTTP/1.1 {status} ")), "{document}: {told}");
            assert_eq!(refused.until("\"").await, format!("{code}\""), "{document}");
        }
        // By GET nothing is watched, whoever links to it.
        let address = format!("/graphql?query={}", document.replace(' ', "%20").replace('{', "%7B").replace('}', "%7D").replace('"', "%22"));
        let visitor = server.visitor();
        let by_get = visitor.request(reqwest::Method::GET, &address).header("accept", "application/json, text/event-stream");
        let by_get: Value = fine(serde_json::from_str(&fine(fine(by_get.send().await).text().await)));
        assert_eq!(by_get["errors"][0]["extensions"]["code"], json!("SUBSCRIPTION_UNSUPPORTED"), "{by_get}");

        let mut open = Vec::new();
        for _ in 0..40 {
            let mut one = Connection::watch(server.address, &secret, id).await;
            one.news().await;
            open.push(one);
        }
        let mut refused = Connection::watch(server.address, &secret, id).await;
        let told = refused.until("\"code\":\"").await;
        assert!(told.starts_with("HTTP/1.1 429 "), "one more than one may have: {told}");
        assert_eq!(refused.until("\"").await, "TOO_MANY_STREAMS\"");
        drop(open);
        server.stop().await;
    }
}
