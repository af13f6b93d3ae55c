//! Addresses that lead inside: nobody there is called, whatever they look like, and what is said of it tells nothing of who
//! listens there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use renkei_delivery::fetch::OutboundSettings;
use renkei_delivery::hooks::{Post, Poster};
use renkei_domain::people::WebhookAddress;
use renkei_domain::people::webhook::{WebhookOutcome, WebhookTry};
use tokio::net::TcpListener;

use super::receiver::Receiver;
use crate::binary::{Ended, installation, renkei};
use crate::record::fine;

/// Counts who calls an address of this machine. Where the machine has no such address nobody can.
async fn watched(address: IpAddr) -> Option<(u16, Arc<AtomicUsize>)> {
    let listener = TcpListener::bind((address, 0)).await.ok()?;
    let port = fine(listener.local_addr()).port();
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::SeqCst);
        }
    });
    Some((port, calls))
}

async fn posted(address: &str, settings: &OutboundSettings) -> WebhookTry {
    let poster = fine(Poster::new(settings).await);
    let post = Post {
        address,
        name: "msg_1",
        seconds: 0,
        signatures: "v1,",
        body: "{}",
    };
    poster.post(post).await
}

#[tokio::test]
async fn asvs_1_3_6_no_webhook_calls_anybody_inside() {
    let four = watched(IpAddr::V4(Ipv4Addr::LOCALHOST)).await;
    let (port, calls) = fine(four.ok_or("127.0.0.1"));
    let six = watched(IpAddr::V6(Ipv6Addr::LOCALHOST)).await;
    let settings = OutboundSettings::default();
    let mut hosts: Vec<String> = [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "017700000001",
        "0177.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00::1]",
        // Names are looked up while connecting; the guard leaves no address of these.
        "localhost",
        "LOCALHOST",
    ]
    .iter()
    .map(|host| format!("{host}:{port}"))
    .collect();
    if let Some((port, _)) = &six {
        hosts.push(format!("[::1]:{port}"));
    }
    for host in hosts {
        let address = format!("https://{host}/hook");
        // Whoever types one may keep it: that it leads inside is found whenever it is called.
        assert!(WebhookAddress::parse(&address).is_ok(), "{address}");
        let tried = posted(&address, &settings).await;
        let refused = WebhookTry::unanswered(WebhookOutcome::Forbidden);
        assert_eq!(
            tried, refused,
            "{address}: the same whether somebody listens there or not"
        );
    }
    // Some systems know this name, and some know nobody of it.
    let tried = posted(&format!("https://localhost.:{port}/hook"), &settings).await;
    let known = [WebhookOutcome::Forbidden, WebhookOutcome::NotReached];
    assert!(known.contains(&tried.outcome), "{tried:?}");
    let calls_of_six = six.map_or(0, |(_, calls)| calls.load(Ordering::SeqCst));
    assert_eq!((calls.load(Ordering::SeqCst), calls_of_six), (0, 0));
}

#[tokio::test]
async fn asvs_1_3_6_a_webhook_follows_nobody_who_leads_it_inside() {
    let (port, calls) = fine(
        watched(IpAddr::V4(Ipv4Addr::LOCALHOST))
            .await
            .ok_or("127.0.0.1"),
    );
    let receiver = Receiver::start().await;
    let settings = receiver.settings(&["localhost"]);
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        receiver.answers(&format!("{status}\r\nLocation: https://127.0.0.1:{port}/"));
        let tried = posted(&receiver.address("/hook"), &settings).await;
        assert_eq!(tried.outcome, WebhookOutcome::Refused, "{status}");
    }
    assert_eq!(receiver.connections(), 4);
    // Without the certificate it is a stranger, who is told nothing.
    let strangers = OutboundSettings {
        ca_file: None,
        ..settings
    };
    let tried = posted(&receiver.address("/hook"), &strangers).await;
    assert_eq!(tried, WebhookTry::unanswered(WebhookOutcome::NotReached));
    assert_eq!((receiver.got().len(), calls.load(Ordering::SeqCst)), (4, 0));
}

/// What posts messages and what fetches editions is one client; the environment of a process is set as it starts.
#[tokio::test]
async fn asvs_1_3_6_no_proxy_of_the_environment_leads_past_the_guard() {
    let (port, calls) = fine(
        watched(IpAddr::V4(Ipv4Addr::LOCALHOST))
            .await
            .ok_or("127.0.0.1"),
    );
    let ended = tokio::task::spawn_blocking(move || {
        let folder = installation();
        let mut command = renkei(
            &folder,
            &["import", "wamnet", "https://localhost:8443/edition.csv"],
        );
        let proxy = format!("http://127.0.0.1:{port}");
        for name in ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy"] {
            command.env(name, &proxy);
        }
        Ended::of(&mut command)
    });
    let ended = fine(ended.await);
    assert_eq!(ended.refused(), (Some(1), "FETCH_FORBIDDEN"));
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}
