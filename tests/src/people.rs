//! People with accounts: they accept an invitation, set up an authenticator and sign in, as everybody does.

use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr};

use renkei_app::App;
use renkei_app::people::totp::{code_of_step, step_at};
use renkei_app::people::{AcceptForm, Device, Invite, SessionSecret, SignedIn};
use renkei_app::writer::Writer;
use renkei_domain::access::principal::Principal;
use renkei_domain::ids::AccountId;
use renkei_domain::people::{Needs, Standing};
use renkei_domain::record::Source;
use renkei_domain::text::Line;
use renkei_domain::time::Instant;

/// A password that nobody guesses.
pub const PASSWORD: &str = "朝の散歩は川まで行って戻る";

/// A device in the office.
#[must_use]
pub fn device() -> Device {
    device_at(7)
}

/// A device at one of several addresses.
#[must_use]
pub fn device_at(last: u8) -> Device {
    Device {
        address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)),
        words: "Firefox（Windows）".to_owned(),
    }
}

/// An authenticator: it was told a secret in base32 and shows codes.
#[derive(Debug, Clone)]
pub struct Authenticator(Vec<u8>);

impl Authenticator {
    /// Takes the secret as people type it.
    #[must_use]
    pub fn told(base32: &str) -> Self {
        let (mut bits, mut held, mut bytes) = (0_u32, 0_u32, Vec::new());
        for letter in base32.bytes() {
            let value = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'2'..=b'7' => letter - b'2' + 26,
                other => panic!("{other} is no letter of base32"),
            };
            bits = (bits << 5) | u32::from(value);
            held += 5;
            if held >= 8 {
                held -= 8;
                bytes.push((bits >> held) as u8);
                bits &= (1 << held) - 1;
            }
        }
        Self(bytes)
    }

    /// The code it shows.
    #[must_use]
    pub fn shows(&self, at: Instant) -> String {
        code_of_step(&self.0, step_at(at))
    }
}

/// Somebody with an account.
#[derive(Debug, Clone)]
pub struct Somebody {
    /// The account.
    pub id: AccountId,
    /// The address by which they sign in.
    pub mail: String,
    /// The secret of their session.
    pub secret: SessionSecret,
    /// What the rule of access sees of them.
    pub principal: Principal,
    /// Their authenticator, where their role asks for one.
    pub authenticator: Option<Authenticator>,
}

#[track_caller]
fn well<T, R: Debug, F: Debug>(outcome: Result<Result<T, R>, F>) -> T {
    match outcome {
        Ok(Ok(value)) => value,
        Ok(Err(refusal)) => panic!("refused: {refusal:?}"),
        Err(fault) => panic!("{fault:?}"),
    }
}

/// The code of an invitation that the installation itself sends.
pub async fn invited(app: &App, standing: Standing) -> String {
    let name = Line::parse("招かれた人").unwrap_or_else(|fault| panic!("{fault}"));
    let invite = Invite {
        standing,
        name,
        mail: None,
    };
    well(app.invite(&Principal::installation(), invite).await).code
}

/// What somebody writes into the form of an invitation.
#[must_use]
pub fn form(name: &str) -> AcceptForm {
    AcceptForm {
        name: format!("{name} さん"),
        mail: format!("{name}@example.jp"),
        password: PASSWORD.to_owned(),
    }
}

/// Somebody who has accepted an invitation, and no more.
pub async fn newcomer(app: &App, standing: Standing, name: &str) -> SignedIn {
    let code = invited(app, standing).await;
    well(app.accept_invitation(&code, form(name), &device()).await)
}

/// How somebody sends a form that they send but once.
#[must_use]
pub fn by_page(principal: &Principal) -> Writer {
    Writer::by(principal.clone(), Source::Page)
}

/// Somebody with a standing who is signed in with everything that is asked of them.
pub async fn somebody(app: &App, standing: Standing, name: &str) -> Somebody {
    let mut signed_in = newcomer(app, standing, name).await;
    let mut authenticator = None;
    if signed_in.needs == Needs::SetUpSecondFactor {
        let shown = well(app.begin_totp(&signed_in.secret).await);
        let told = Authenticator::told(&shown.secret_base32);
        let code = told.shows(app.now());
        signed_in = well(app.finish_totp(&signed_in.secret, &code).await);
        authenticator = Some(told);
    }
    assert_eq!(signed_in.needs, Needs::Nothing);
    Somebody {
        id: signed_in
            .principal
            .account()
            .unwrap_or_else(|| panic!("{name} has no account")),
        mail: format!("{name}@example.jp"),
        secret: signed_in.secret,
        principal: signed_in.principal,
        authenticator,
    }
}
