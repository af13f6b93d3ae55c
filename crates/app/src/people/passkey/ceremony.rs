//! What browsers are asked and how their answers are judged (WebAuthn Level 3, sections 7.1 and 7.2). The
//! judging is the library's; what has to be signed is drawn and kept by us, so that the state of a ceremony
//! is made anew for the answer.

use passki::{
    AuthenticationChallenge, AuthenticationCredential, AuthenticationOptions, AuthenticationState,
    CredentialProtectionPolicy, Passki, PasskiError, PublicKeyCredentialHint,
    RegistrationChallenge, RegistrationCredential, RegistrationOptions, RegistrationState,
    ResidentKeyRequirement, StoredPasskey, UserVerificationRequirement,
};
use renkei_domain::ids::{AccountId, PasskeyId};
use renkei_domain::people::limits::PASSKEY_CHALLENGE;
use renkei_store::people::passkey::KeptPasskey;

use super::{PasskeyFor, PasskeyPlace, PasskeyRefusal};
use crate::people::view::AccountView;

/// The longest name of a passkey that a browser may give (WebAuthn Level 3, section 7.1, step 25).
const LONGEST_ID: usize = 1_023;

/// The longest public key: RSA of 8,192 bits with its frame.
const LONGEST_KEY: usize = 1_200;

/// Why an answer does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerFault {
    /// The device had to ask for a PIN or a finger.
    NotVerified,
    /// Anything else, in words for the log. What came from outside does not stand in them.
    NotTaken(&'static str),
}

impl AnswerFault {
    pub(super) const fn refusal(self) -> PasskeyRefusal {
        match self {
            Self::NotVerified => PasskeyRefusal::NotVerified,
            Self::NotTaken(_) => PasskeyRefusal::NotTaken,
        }
    }

    /// What the log says.
    pub(super) const fn why(self) -> &'static str {
        match self {
            Self::NotVerified => "nobody was verified",
            Self::NotTaken(why) => why,
        }
    }
}

impl From<PasskiError> for AnswerFault {
    fn from(error: PasskiError) -> Self {
        Self::NotTaken(match error {
            PasskiError::UserVerificationRequired => return Self::NotVerified,
            PasskiError::ChallengeMismatch => "another challenge was signed",
            PasskiError::OriginMismatch { .. } | PasskiError::RpIdHashMismatch => {
                "it was asked at another address"
            }
            PasskiError::CrossOriginNotAllowed => "it was asked within a page of another site",
            PasskiError::SignatureVerificationFailed => "the signature does not fit",
            PasskiError::CounterRegression => "its count went back: there may be a copy",
            _ => "the answer is not one",
        })
    }
}

/// A passkey that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    /// Which one.
    pub(super) id: PasskeyId,
    /// How often it has signed, as far as it counts.
    pub(super) sign_count: u32,
}

fn party(place: &PasskeyPlace) -> Passki {
    Passki::new(&place.rp_id, &[place.origin.as_str()], "renkei")
}

/// The account as devices know it: by its id, which tells nobody anything.
fn handle(account: AccountId) -> [u8; 16] {
    account.uuid().into_bytes()
}

fn timeout() -> u64 {
    u64::try_from(PASSKEY_CHALLENGE.num_milliseconds()).unwrap_or_default()
}

fn stored(kept: &KeptPasskey) -> StoredPasskey {
    let mut stored = StoredPasskey::default();
    stored.credential_id = kept.credential_id.clone();
    stored.public_key = kept.public_key.clone();
    stored.algorithm = kept.algorithm;
    stored.counter = kept.sign_count;
    // They are hints to the browser: without them it looks everywhere.
    stored.transports = serde_json::from_str(&kept.transports).unwrap_or_default();
    if kept.needs_verification {
        stored.cred_protect = Some(CredentialProtectionPolicy::UserVerificationRequired);
    }
    stored
}

fn making(
    party: &Passki,
    account: &AccountView,
    known: &[KeptPasskey],
) -> (RegistrationChallenge, RegistrationState) {
    let known: Vec<StoredPasskey> = known.iter().map(stored).collect();
    let mut options = RegistrationOptions::default();
    options.timeout = timeout();
    // The password says whose passkey is looked for; places on a security key are few.
    options.resident_key = ResidentKeyRequirement::Discouraged;
    options.user_verification = UserVerificationRequirement::Preferred;
    options.hints = vec![
        PublicKeyCredentialHint::ClientDevice,
        PublicKeyCredentialHint::SecurityKey,
    ];
    options.exclude_credentials = Some(known.as_slice());
    party
        .start_passkey_registration(
            &handle(account.id),
            account.mail.as_str(),
            account.name.as_str(),
            options,
        )
        .expect("the id of an account has 16 bytes")
}

fn showing(
    party: &Passki,
    known: &[KeptPasskey],
    what: PasskeyFor,
) -> (AuthenticationChallenge, AuthenticationState) {
    let known: Vec<StoredPasskey> = known.iter().map(stored).collect();
    let mut options = AuthenticationOptions::default();
    options.timeout = timeout();
    options.user_verification = match what {
        PasskeyFor::SecondFactor => UserVerificationRequirement::Preferred,
        PasskeyFor::Confirm => UserVerificationRequirement::Required,
    };
    party
        .start_passkey_authentication(&known, options)
        .expect("no extension is asked for")
}

/// What a browser is told to make a passkey, as the JSON form of `PublicKeyCredentialCreationOptions`.
pub(super) fn to_make(
    place: &PasskeyPlace,
    account: &AccountView,
    known: &[KeptPasskey],
    challenge: &[u8],
) -> String {
    let (mut options, _) = making(&party(place), account, known);
    options.challenge = Passki::base64_encode(challenge);
    serde_json::to_string(&options).expect("texts and numbers are JSON")
}

/// The passkey that a browser made.
pub(super) fn made(
    place: &PasskeyPlace,
    account: &AccountView,
    challenge: Vec<u8>,
    answer: &str,
) -> Result<StoredPasskey, AnswerFault> {
    let answer: RegistrationCredential = serde_json::from_str(answer)
        .map_err(|_| AnswerFault::NotTaken("the answer cannot be read"))?;
    let party = party(place);
    let (options, mut state) = making(&party, account, &[]);
    state.challenge = challenge;
    let made = party.finish_passkey_registration(&answer, &state)?;
    let mut offered = options.pub_key_cred_params.iter();
    let fits = offered.any(|offered| offered.alg == made.algorithm)
        && (1..=LONGEST_ID).contains(&made.credential_id.len())
        && made.public_key.len() <= LONGEST_KEY;
    if fits {
        Ok(made)
    } else {
        Err(AnswerFault::NotTaken(
            "it is of a kind that nobody asked for",
        ))
    }
}

/// What a browser is told to show a passkey, as the JSON form of `PublicKeyCredentialRequestOptions`.
pub(super) fn to_show(
    place: &PasskeyPlace,
    known: &[KeptPasskey],
    what: PasskeyFor,
    challenge: &[u8],
) -> String {
    let (mut options, _) = showing(&party(place), known, what);
    options.challenge = Passki::base64_encode(challenge);
    serde_json::to_string(&options).expect("texts and numbers are JSON")
}

/// Which of an account's passkeys a browser showed.
pub(super) fn shown(
    place: &PasskeyPlace,
    known: &[KeptPasskey],
    what: PasskeyFor,
    challenge: Vec<u8>,
    answer: &str,
) -> Result<Shown, AnswerFault> {
    let answer: AuthenticationCredential = serde_json::from_str(answer)
        .map_err(|_| AnswerFault::NotTaken("the answer cannot be read"))?;
    let named = Passki::base64_decode(&answer.raw_id)?;
    let mut known_by_name = known.iter();
    let kept = known_by_name
        .find(|kept| kept.credential_id == named)
        .ok_or(AnswerFault::NotTaken("it is none of this account"))?;
    let party = party(place);
    let (_, mut state) = showing(&party, known, what);
    state.challenge = challenge;
    let done = party.finish_passkey_authentication(&answer, &state, &stored(kept))?;
    if let Some(of) = done.user_handle
        && of != handle(kept.account)
    {
        return Err(AnswerFault::NotTaken("it says that it is another's"));
    }
    Ok(Shown {
        id: kept.id,
        sign_count: done.counter,
    })
}
