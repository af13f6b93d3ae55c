//! How long things hold and how often they may be tried. Each number has its reason, for whoever has
//! to change one.

use chrono::TimeDelta;

/// A session that nobody uses ends: a supporter signs in before the first visit and is still signed in
/// after the last one, a PC left open over night is not.
pub const SESSION_IDLE: TimeDelta = TimeDelta::hours(12);

/// A session ends in any case: two weeks bridge a week of leave.
pub const SESSION_WHOLE: TimeDelta = TimeDelta::days(14);

/// That a session is in use is written down no more often than this; reading stays reading.
pub const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// How long whoever has just shown who they are may do what asks for it again.
pub const FRESH: TimeDelta = TimeDelta::minutes(10);

/// A session that has ended is kept so long, so that a form sent too late still finds its owner.
pub const SESSION_KEPT: TimeDelta = TimeDelta::days(30);

/// An invitation may lie on a desk for two weeks: it travels by post or by hand.
pub const INVITATION: TimeDelta = TimeDelta::days(14);

/// Whom an invitation was meant for that nobody accepted is forgotten so long after its end: time for whoever
/// waits for an answer to ask, and no list of people who did not come.
pub const INVITED_KEPT: TimeDelta = TimeDelta::days(30);

/// A link that opens an account anew is handed to somebody who waits for it.
pub const RESET: TimeDelta = TimeDelta::hours(24);

/// A code that links a case with the account of its person is taken home and typed there, perhaps with
/// somebody's help: as long as an invitation.
pub const CASE_LINK: TimeDelta = TimeDelta::days(14);

/// Wrong answers that are taken within [`ATTEMPT_SPAN`] before somebody has to wait. Whoever has several
/// passwords in mind tries them all; a program gets nowhere.
pub const ATTEMPTS: i32 = 10;

/// Wrong passwords that are taken from one place within [`ATTEMPT_SPAN`], for whatever names: a whole city
/// hall mistypes now and then behind one address, a program that tries one password on every name does not
/// come far (ASVS 5.0 2.4.1).
pub const ATTEMPTS_FROM_ONE_PLACE: i32 = 100;

/// Proposals for the directory that are taken from one place within [`ATTEMPT_SPAN`]: an office that goes through its
/// booklet has enough of them, and whoever means to flood a desk has not.
pub const PROPOSALS_FROM_ONE_PLACE: i32 = 20;

/// Wrong passwords for one name from whatever addresses within [`ATTEMPT_SPAN`], after which each address has only
/// [`ATTEMPTS_WHILE_GUESSED`] tries: nobody mistypes from so many places.
pub const ATTEMPTS_ON_ONE_NAME: i32 = 50;

/// The passwords that are looked at from one address within [`ATTEMPT_SPAN`] while a name is guessed from many.
/// Nobody is locked out: the owner comes in with the first, and may mistype it once.
pub const ATTEMPTS_WHILE_GUESSED: i32 = 2;

/// Wrong PINs after which a card opens nothing any more. Whoever holds somebody's card has so many tries
/// among ten thousand PINs, however long they wait; whoever mistypes begins anew with each right one.
pub const CARD_WRONG_PINS: i32 = 20;

/// The span in which wrong answers are counted.
pub const ATTEMPT_SPAN: TimeDelta = TimeDelta::minutes(15);

/// A step of the codes that an authenticator shows (RFC 6238 section 5.2 recommends 30 seconds).
pub const TOTP_STEP: TimeDelta = TimeDelta::seconds(30);

/// An offered authenticator secret that nobody confirms is forgotten.
pub const TOTP_OFFER: TimeDelta = TimeDelta::minutes(30);

/// How long a browser may take to answer for a passkey: time to look for a security key in a drawer.
pub const PASSKEY_CHALLENGE: TimeDelta = TimeDelta::minutes(5);

/// The most passkeys of one account: every PC somebody sits at, and their keys besides.
pub const PASSKEYS: usize = 10;

/// Codes on one sheet: enough for two weeks of work without a phone.
pub const SHEET_CODES: usize = 10;

/// The most days a token may live. Whoever keeps a system running renews it once a year.
pub const TOKEN_DAYS: u64 = 366;

/// The most bytes of a form as a browser packs it, where a Japanese letter takes nine: a page of long texts is
/// taken. A draft may be as long, so that whatever is taken is kept too.
pub const FORM_BYTES: usize = 256 * 1024;

/// The most drafts of one account: every form that somebody has open at a time. The oldest gives way.
pub const DRAFTS: u64 = 20;

/// A draft nobody came back for is forgotten.
pub const DRAFT_KEPT: TimeDelta = TimeDelta::days(90);

/// A call that was planned is forgotten so long after its day, made or not: a list for today is no record
/// of whom somebody spoke with.
pub const CALLS_KEPT: TimeDelta = TimeDelta::days(30);

/// How far ahead a call is planned: no farther than it would be kept afterwards.
pub const CALLS_AHEAD: TimeDelta = TimeDelta::days(30);

/// For so long what was left over is offered to be carried over to today: a week of leave is bridged.
pub const CALLS_OFFERED: TimeDelta = TimeDelta::days(10);

/// The most calls of one day. Nobody makes as many; a sheet of them still prints at once.
pub const CALLS_A_DAY: usize = 60;

/// The fewest characters of a password (OWASP ASVS 5.0 6.2.1); what is easy to guess is refused besides.
pub const PASSWORD_MIN: usize = 8;

/// The most characters of a password: whole sentences fit, and nobody makes the server hash a book.
pub const PASSWORD_MAX: usize = 256;
