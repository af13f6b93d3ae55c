//! The account page without a database.

use renkei_app::people::PasskeyRefusal;
use renkei_domain::ids::{PasskeyId, SessionId};

use super::passkeys::{PasskeyLine, Passkeys};
use super::{
    AccountPage, EntrustedLine, MeetingsLine, NetworkLine, SessionLine, StandingLine, Ways,
};
use crate::pages::{Samples, Shell};
use crate::paths::{
    CalendarPath, CardPath, EntrustedCardPath, ImportDeskPath, MembersPath, NetworkMeetingsPath,
    NewNetworkPath, RemovePasskeyPath, Sampled as _, TokensPath,
};

impl Samples for AccountPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let session = |device: &str, is_this| SessionLine {
            id: SessionId::from_uuid(Default::default()),
            device: device.to_owned(),
            seen: "きょう 9:02".to_owned(),
            until: "12月5日(土) 9:02".to_owned(),
            is_this,
        };
        let entrusted = |name: &str| EntrustedLine {
            name: name.to_owned(),
            card: EntrustedCardPath::sample(),
        };
        let network = |name: &str| NetworkLine {
            name: name.to_owned(),
            members: MembersPath::sample(),
        };
        let meetings = |name: &str| MeetingsLine {
            name: name.to_owned(),
            path: NetworkMeetingsPath::sample(),
        };
        let standing = |words: &str, members: Option<MembersPath>| StandingLine {
            words: words.to_owned(),
            since: "2026年4月1日(水) から".to_owned(),
            import: members.as_ref().map(|_| ImportDeskPath::sample()),
            members: members.map(|path| path.to_string()),
        };
        let passkey = |name: &str, elsewhere: Option<&str>| PasskeyLine {
            id: PasskeyId::from_uuid(Default::default()),
            name: name.to_owned(),
            made: "2026年4月1日(水)".to_owned(),
            used: "まだ".to_owned(),
            elsewhere: elsewhere.map(str::to_owned),
        };
        let passkeys = |lines, refusal: Option<PasskeyRefusal>| Passkeys {
            lines,
            remove: RemovePasskeyPath,
            fault: refusal.map(|refusal| refusal.to_string()),
        };
        let usual = Self {
            shell: Shell::sample_of("高槻 はるか"),
            name: "高槻 はるか".to_owned(),
            mail: "haruka@example.jp".to_owned(),
            standings: vec![standing(
                "たかつき・しまもと障がい者就労支援ネットワーク の 事務局",
                Some(MembersPath::sample()),
            )],
            networks: vec![network("たかつき・しまもと障がい者就労支援ネットワーク")],
            found: None,
            meetings: vec![meetings("たかつき・しまもと障がい者就労支援ネットワーク")],
            has_totp: true,
            codes_left: 7,
            passkeys: passkeys(vec![passkey("事務所のパソコン", None)], None),
            sessions: vec![
                session("WindowsのEdge", true),
                session("iPhoneのSafari", false),
            ],
            entrusted: vec![entrusted("吉田 結")],
            ways: Ways::with(Some(TokensPath), Some(CalendarPath), None),
        };
        let empty = Self {
            shell: Shell::sample_of("島本 そら"),
            name: "島本 そら".to_owned(),
            mail: "sora@example.jp".to_owned(),
            standings: Vec::new(),
            networks: Vec::new(),
            found: Some(NewNetworkPath),
            meetings: Vec::new(),
            has_totp: false,
            codes_left: 0,
            passkeys: passkeys(Vec::new(), None),
            sessions: vec![session("わからない機器", true)],
            entrusted: Vec::new(),
            ways: Ways::with(None, None, Some(CardPath)),
        };
        let long = "とても長い名前の障がい者就労支援ネットワーク".repeat(6);
        let longest = Self {
            shell: Shell::sample_of(&long),
            name: long.clone(),
            mail: format!("{}@example.jp", "a".repeat(240)),
            standings: (0..9)
                .map(|_| standing(&long, Some(MembersPath::sample())))
                .collect(),
            networks: vec![network(&long); 9],
            found: Some(NewNetworkPath),
            meetings: vec![meetings(&long); 9],
            has_totp: true,
            codes_left: 10,
            passkeys: passkeys(
                (0..10).map(|_| passkey(&long, Some(&long))).collect(),
                Some(PasskeyRefusal::LastFactor),
            ),
            sessions: (0..20).map(|n| session("WindowsのEdge", n == 0)).collect(),
            entrusted: vec![entrusted(&long); 20],
            ways: Ways::with(Some(TokensPath), Some(CalendarPath), Some(CardPath)),
        };
        vec![("usual", usual), ("empty", empty), ("longest", longest)]
    }
}
