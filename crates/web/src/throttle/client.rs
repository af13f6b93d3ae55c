//! Who calls, as far as limits care: an address, or the network that one household or office has.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;
use axum::http::header::HeaderName;
use renkei_domain::ids::{AccountId, TokenId};

/// Where proxies write whom they call for, each adding the address it was called from at the end.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The most proxies that a call is followed through.
const HOPS: usize = 16;

/// A caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Client(IpAddr);

/// Whose quota something is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Payer {
    /// The address: of a call nobody says whose it is, and of every page.
    Address(Client),
    /// The account that a session or a token speaks for, with all of its tokens and from wherever: many
    /// addresses are no way around a limit, and a neighbour's program takes nothing from anybody.
    Account(AccountId),
    /// One of its tokens, beside its account: one program leaves something to the others.
    Token(TokenId),
}

impl From<Client> for Payer {
    fn from(client: Client) -> Self {
        Self::Address(client)
    }
}

impl Client {
    /// The account, where one is known, or else this address.
    pub(crate) fn or_account(self, account: Option<AccountId>) -> Payer {
        account.map_or(Payer::Address(self), Payer::Account)
    }

    /// The address, or the first one of the network.
    pub(crate) const fn address(self) -> IpAddr {
        self.0
    }

    /// Whoever stands behind the last proxy that is not trusted. What others write into the header is
    /// believed by nobody: without a trusted proxy the peer itself is the caller.
    pub(super) fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> Self {
        let lines = headers.get_all(FORWARDED_FOR).iter().rev();
        let hops = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        let mut caller = peer.to_canonical();
        for hop in hops.take(HOPS) {
            if !trusted.contains(&caller) {
                break;
            }
            let Some(address) = address(hop.trim()) else {
                break;
            };
            caller = address;
        }
        Self(network(caller))
    }
}

/// An address as proxies write it, some with a port.
fn address(text: &str) -> Option<IpAddr> {
    let plain = text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    plain
        .or_else(with_port)
        .map(|address| address.to_canonical())
}

/// What belongs to one caller: an address of IPv4, the /64 of one of IPv6, in which every machine may
/// choose as many addresses as it likes.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}
