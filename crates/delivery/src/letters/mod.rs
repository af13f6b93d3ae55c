//! Handing letters to the installation's mail server.
//!
//! Start with [`smtp::Mailer`]. It goes in two steps, because the courier has to write down in between
//! that the letter is leaving: `approach` does everything that can be undone (connect, sign in, name
//! sender and recipient), `hand_over` does what cannot. `message` puts a letter into the form of RFC
//! 5322, `outcome` reads what went wrong.

mod message;
mod outcome;
pub mod smtp;
