//! Who is counted as one caller, and how it is counted.

use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use renkei_domain::ids::AccountId;
use renkei_domain::time::Instant;
use uuid::Uuid;

use super::*;

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

#[test]
fn a_caller_is_known_by_the_last_address_that_is_believed() {
    let trusted = [ip("10.0.0.1"), ip("10.0.0.2"), ip("2001:db8::1")];
    let usual = "203.0.113.7";
    let cases: &[(&str, &[&'static str], &str)] = &[
        // Nobody is believed who is not trusted.
        ("203.0.113.7", &[], usual),
        ("203.0.113.7", &["198.51.100.1"], usual),
        // One proxy, two proxies, one that nobody knows in between.
        ("10.0.0.1", &["203.0.113.7"], usual),
        ("10.0.0.1", &["203.0.113.7, 10.0.0.2"], usual),
        ("10.0.0.1", &["203.0.113.7", "10.0.0.2"], usual),
        ("10.0.0.1", &["198.51.100.1, 203.0.113.7, 10.0.0.2"], usual),
        ("10.0.0.1", &["10.0.0.2, 203.0.113.7"], usual),
        ("2001:db8::1", &[" 203.0.113.7 "], usual),
        // Other ways to write the same.
        ("::ffff:10.0.0.1", &["203.0.113.7:4711"], usual),
        ("10.0.0.1", &["::ffff:203.0.113.7"], usual),
        ("10.0.0.1", &["[2001:db8:5::9]:443"], "2001:db8:5::"),
        // What is no address ends the way at the last one that was.
        ("10.0.0.1", &["unknown"], "10.0.0.1"),
        ("10.0.0.1", &["203.0.113.7, "], "10.0.0.1"),
        ("10.0.0.1", &["203.0.113.7, nonsense, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", &[], "10.0.0.1"),
        // A whole network of IPv6 is one caller.
        ("2001:db8:1:2:3:4:5:6", &[], "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::", &[], "2001:db8:1:2::"),
        ("2001:db8:1:3::", &[], "2001:db8:1:3::"),
    ];
    let name = HeaderName::from_static("x-forwarded-for");
    for (peer, lines, expected) in cases {
        let mut headers = HeaderMap::new();
        for line in *lines {
            headers.append(&name, HeaderValue::from_static(line));
        }
        let client = Client::of(ip(peer), &headers, &trusted);
        let expected = Client::of(ip(expected), &HeaderMap::new(), &[]);
        assert_eq!(client, expected, "{peer} {lines:?}");
    }
    let mut endless = HeaderMap::new();
    let line = ["10.0.0.2"; 5_000].join(", ");
    endless.insert(name, HeaderValue::from_str(&line).expect("a header"));
    let client = Client::of(ip("10.0.0.1"), &endless, &trusted);
    assert_eq!(client, Client::of(ip("10.0.0.2"), &HeaderMap::new(), &[]));
}

/// A clock that stands still until moved.
#[derive(Default)]
struct StandingClock(AtomicI64);

impl StandingClock {
    fn pass(&self, milliseconds: i64) {
        self.0.fetch_add(milliseconds * 1_000, Ordering::SeqCst);
    }
}

impl Clock for StandingClock {
    fn now(&self) -> Instant {
        Instant::from_micros(self.0.load(Ordering::SeqCst))
    }
}

fn bucket(quota: u32) -> (Arc<StandingClock>, Bucket) {
    let clock = Arc::new(StandingClock::default());
    let quota = NonZeroU32::new(quota).expect("a quota");
    let steady = SteadyClock::of(clock.clone());
    (clock, Bucket::new(Measure::Points, quota, steady))
}

fn client(number: u32) -> Client {
    Client::of(IpAddr::V4(number.into()), &HeaderMap::new(), &[])
}

/// What was taken, as a program is told it: what is left, or for how long to wait.
fn told(taken: Result<Taken, Allowance>) -> Result<u32, Option<u64>> {
    match taken {
        Ok(taken) => Ok(taken.left.rest()),
        Err(used_up) => Err(used_up.wait()),
    }
}

#[test]
fn a_caller_may_spend_at_once_or_spread_and_never_more() {
    let (clock, bucket) = bucket(60);
    let take = |wanted| told(bucket.take(client(1), wanted));
    assert_eq!(take(59), Ok(1));
    assert_eq!(take(2), Err(Some(1)));
    assert_eq!(take(1), Ok(0), "what is left may still be had");
    assert_eq!(told(bucket.take(client(2), 60)), Ok(0));
    clock.pass(500);
    assert_eq!(take(1), Err(Some(1)));
    clock.pass(500);
    assert_eq!(take(1), Ok(0));
    // Who wants more than there ever is waits for all of it.
    assert_eq!(take(1_000_000), Err(Some(60)));
    clock.pass(60_000);
    assert_eq!(take(u64::MAX), Ok(0));
    // What nobody takes is not saved up.
    clock.pass(3_600_000);
    assert_eq!(take(60), Ok(0));
    assert_eq!(take(1), Err(Some(1)));
}

#[test]
fn a_server_forgets_who_has_everything_again() {
    let (clock, bucket) = bucket(600);
    let mut most = 0;
    for number in 0..20_000 {
        assert!(bucket.take(client(number), 1).is_ok(), "{number}");
        most = most.max(bucket.clients());
        clock.pass(1);
    }
    assert!(most <= 4_096, "{most} were held at once");
}

#[test]
fn what_was_not_spent_comes_back_and_never_more_than_that() {
    let (clock, bucket) = bucket(60);
    let take = |wanted| bucket.take(client(1), wanted).expect("as much is there");
    // Of two calls at once each gives back its own.
    let (one, two) = (take(40), take(20));
    assert!(bucket.take(client(1), 1).is_err());
    assert_eq!(bucket.give_back(one, 10).rest(), 30);
    assert_eq!(bucket.give_back(two, 20).rest(), 30, "all of it was spent");
    assert_eq!(told(bucket.take(client(1), 31)), Err(Some(1)));
    // Who asked for more than there ever is gives back what is left of everything.
    clock.pass(60_000);
    assert_eq!(bucket.give_back(take(1_000), 15).rest(), 45);
    assert_eq!(told(bucket.take(client(1), 45)), Ok(0));
    clock.pass(60_000);
    assert_eq!(bucket.give_back(take(1_000), 61).rest(), 0);
    // What filled up in the meantime is not given as well.
    clock.pass(60_000);
    let slow = take(30);
    clock.pass(20_000);
    assert_eq!(bucket.give_back(slow, 0).rest(), 60);
    let slow = take(30);
    clock.pass(30_000);
    assert_eq!(told(bucket.take(client(1), 60)), Ok(0));
    assert_eq!(bucket.give_back(slow, 0).rest(), 0);
    // Who was let go has everything, and no more of it for giving back.
    let (clock, bucket) = self::bucket(60);
    let slow = bucket.take(client(1), 60).expect("all of it");
    clock.pass(60_000);
    for number in 2..5_000 {
        assert!(bucket.take(client(number), 1).is_ok(), "{number}");
    }
    assert_eq!(bucket.give_back(slow, 0).rest(), 60);
}

/// Numbers that are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

#[test]
fn nobody_spends_more_than_fills_up_however_much_they_take_and_give_back() {
    for seed in 0..200 {
        let mut numbers = Numbers(seed);
        let (clock, bucket) = bucket(60);
        let mut now = 0;
        // What is open, and each call's time in milliseconds with what it spent.
        let mut open = Vec::new();
        let mut spent: Vec<(u64, u64)> = Vec::new();
        for _ in 0..120 {
            match numbers.below(3) {
                0 => {
                    let wanted = 1 + numbers.below(60);
                    if let Ok(taken) = bucket.take(client(1), wanted) {
                        open.push((taken, spent.len(), wanted));
                        spent.push((now, wanted));
                    }
                }
                1 if !open.is_empty() => {
                    let which = numbers.below(open.len() as u64) as usize;
                    let (taken, call, wanted) = open.swap_remove(which);
                    let part = numbers.below(wanted + 1);
                    spent[call].1 = part;
                    assert!(bucket.give_back(taken, part).rest() <= 60);
                }
                _ => {
                    let pause = numbers.below(9_000);
                    now += pause;
                    clock.pass(pause as i64);
                }
            }
        }
        for (from, first) in spent.iter().enumerate() {
            let mut sum = 0;
            for call in &spent[from..] {
                sum += call.1;
                let filled = (call.0 - first.0).div_ceil(1_000);
                assert!(sum <= 60 + filled, "{seed}: {sum} in {filled} seconds");
            }
        }
    }
}

#[test]
fn calls_side_by_side_take_and_give_back_each_its_own() {
    let (_, bucket) = bucket(10_000);
    let spent = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let mut spent = 0;
                    for _ in 0..500 {
                        if let Ok(taken) = bucket.take(client(1), 10) {
                            bucket.give_back(taken, 4);
                            spent += 4;
                        }
                    }
                    spent
                })
            })
            .collect();
        let spent = callers.into_iter().map(|caller| caller.join());
        spent.map(|spent| spent.expect("it ends")).sum::<u32>()
    });
    assert!((1..=10_000).contains(&spent), "{spent}");
    // The clock stands, so that nothing has filled up.
    let rest = 10_000 - spent;
    assert_eq!(
        told(bucket.take(client(1), u64::from(rest) + 1)),
        Err(Some(1))
    );
    assert_eq!(told(bucket.take(client(1), u64::from(rest))), Ok(0));
}

#[test]
fn a_program_is_told_in_headers() {
    let (_, bucket) = bucket(60);
    for (wanted, expected, older) in [
        (45, ["\"points\";r=15;t=45", ""], ["15", "45"]),
        (20, ["\"points\";r=0;t=5", "5"], ["0", "5"]),
    ] {
        let allowance = match bucket.take(client(1), wanted) {
            Ok(taken) => taken.left,
            Err(used_up) => used_up,
        };
        let mut headers = HeaderMap::new();
        allowance.tell(&mut headers);
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        assert_eq!(header("ratelimit-policy"), Some("\"points\";q=60;w=60"));
        let [left, wait] = expected;
        assert_eq!(header("ratelimit"), Some(left));
        assert_eq!(header("retry-after").unwrap_or_default(), wait);
        assert_eq!(header("ratelimit-limit"), Some("60"));
        let [rest, reset] = older;
        assert_eq!(header("ratelimit-remaining"), Some(rest));
        assert_eq!(header("ratelimit-reset"), Some(reset));
        let purse = allowance.purse();
        let told = [purse.left.to_string(), purse.reset_seconds.to_string()];
        assert_eq!(told, older);
        assert_eq!(purse.points_per_minute, 60);
    }
}

#[test]
fn a_token_pays_nothing_for_what_its_account_refuses() {
    let clock: Arc<dyn Clock> = Arc::new(StandingClock::default());
    let limits = RateLimits {
        points_per_minute: NonZeroU32::new(1_000),
        ..RateLimits::NONE
    };
    let throttle = Throttle::new(&clock, limits, &[]);
    let payer = Payer::Account(AccountId::from_uuid(Uuid::from_u128(1)));
    let token = Some(TokenId::from_uuid(Uuid::from_u128(2)));
    let other = throttle
        .take_points(payer, None, 900)
        .expect("there is all");
    assert!(throttle.take_points(payer, token, 400).is_err());
    // Once the account has it again, the token has its whole half: the clock stands.
    throttle.settle(other, 0);
    let left = throttle
        .take_points(payer, token, 500)
        .map(|taken| taken.left().map(Allowance::rest));
    assert_eq!(left.ok(), Some(Some(0)));
}
