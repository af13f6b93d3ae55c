//! Why a socket is closed, as both sides know it.

use axum::extract::ws::{CloseFrame, Message};

use super::super::fault::Fault;

/// The most bytes of a reason (RFC 6455, section 5.5).
const REASON: usize = 123;

/// Why a socket is closed. Codes from 4400 on are those of graphql-transport-ws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Close {
    /// The server ends.
    Away,
    /// What came is no WebSocket, or a message larger than is read.
    Unreadable,
    /// A message is larger than allowed.
    TooLarge,
    /// It may be tried again later.
    Later(Fault),
    /// A message is none of the protocol.
    BadMessage(&'static str),
    /// An operation came before the greeting was answered.
    NotGreeted,
    /// Who calls is not known, or not any more.
    Forbidden(Fault),
    /// The protocol is not the one that is spoken.
    Subprotocol,
    /// No greeting came.
    GreetingLate,
    /// An operation with the id of one that is under way.
    Twice(String),
    /// A second greeting.
    GreetedTwice,
    /// The fault is ours.
    Broken,
}

impl Close {
    /// One of each kind, in the order of their codes.
    pub(crate) const ALL: [Self; 12] = [
        Self::Away,
        Self::Unreadable,
        Self::TooLarge,
        Self::Later(Fault::Throttled),
        Self::BadMessage(""),
        Self::NotGreeted,
        Self::Forbidden(Fault::TokenUnknown),
        Self::Subprotocol,
        Self::GreetingLate,
        Self::Twice(String::new()),
        Self::GreetedTwice,
        Self::Broken,
    ];

    pub(crate) const fn code(&self) -> u16 {
        match self {
            Self::Away => 1001,
            Self::Unreadable => 1002,
            Self::TooLarge => 1009,
            Self::Later(_) => 1013,
            Self::BadMessage(_) => 4400,
            Self::NotGreeted => 4401,
            Self::Forbidden(_) => 4403,
            Self::Subprotocol => 4406,
            Self::GreetingLate => 4408,
            Self::Twice(_) => 4409,
            Self::GreetedTwice => 4429,
            Self::Broken => 4500,
        }
    }

    /// The words of the protocol, or the code of the error.
    fn reason(&self) -> String {
        let fixed = match self {
            Self::Away => "The server ends",
            Self::Unreadable => "Unreadable",
            Self::TooLarge => Fault::TooLarge.code(),
            Self::Later(fault) | Self::Forbidden(fault) => fault.code(),
            Self::BadMessage(what) => what,
            Self::NotGreeted => "Unauthorized",
            Self::Subprotocol => "Subprotocol not acceptable",
            Self::GreetingLate => "Connection initialisation timeout",
            Self::Twice(id) => {
                let named = format!("Subscriber for {id} already exists");
                if named.len() <= REASON {
                    return named;
                }
                "Subscriber already exists"
            }
            Self::GreetedTwice => "Too many initialisation requests",
            Self::Broken => Fault::Broken.code(),
        };
        fixed.to_owned()
    }

    /// What is told to an operation that ends with the socket; nothing where the client has to mend itself. One that
    /// could not go on where it was cut off is told when the server ends; others are begun anew by clients unasked.
    pub(super) const fn fault(&self, has_cursor: bool) -> Option<Fault> {
        match self {
            Self::Later(fault) | Self::Forbidden(fault) => Some(*fault),
            Self::Away if has_cursor => Some(Fault::StreamEnded),
            Self::Away
            | Self::Unreadable
            | Self::TooLarge
            | Self::BadMessage(_)
            | Self::NotGreeted
            | Self::Subprotocol
            | Self::GreetingLate
            | Self::Twice(_)
            | Self::GreetedTwice
            | Self::Broken => None,
        }
    }

    pub(super) fn frame(&self) -> Message {
        Message::Close(Some(CloseFrame {
            code: self.code(),
            reason: self.reason().into(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_fits_into_a_frame_whatever_an_operation_is_called() {
        let short = Close::Twice("4".to_owned());
        assert_eq!(short.reason(), "Subscriber for 4 already exists");
        let long = Close::Twice("あ".repeat(60));
        assert_eq!(long.reason(), "Subscriber already exists");
        for close in [
            short,
            long,
            Close::Forbidden(Fault::TokenUnknown),
            Close::Later(Fault::ReaderTooSlow),
            Close::GreetingLate,
        ] {
            assert!(close.reason().len() <= REASON, "{close:?}");
        }
    }

    #[test]
    fn each_code_of_closing_is_known_once() {
        let codes = Close::ALL.map(|close| close.code());
        assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
    }

    #[test]
    fn whoever_can_go_on_elsewhere_is_told_from_where() {
        assert_eq!(Close::Away.fault(true), Some(Fault::StreamEnded));
        assert_eq!(Close::Away.fault(false), None);
        let revoked = Close::Forbidden(Fault::TokenUnknown);
        assert_eq!(revoked.fault(false), Some(Fault::TokenUnknown));
        assert_eq!(Close::GreetedTwice.fault(true), None);
    }
}
