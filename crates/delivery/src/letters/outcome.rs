//! Reading what went wrong from an error of the library, by the point the conversation had reached.

use std::error::Error as StdError;
use std::io;

use lettre::transport::smtp::Error;
use renkei_domain::letters::delivery::{Delivery, DeliveryOutcome};

/// While connecting, encrypting and signing in: the letter itself has not been spoken of, so that even a
/// final no (a wrong password) says nothing about it.
pub(super) fn on_arrival(error: &Error) -> Delivery {
    let outcome = if error.status().is_some() || error.is_client() {
        DeliveryOutcome::NotAdmitted
    } else if is_certificate_fault(error) {
        DeliveryOutcome::BadCertificate
    } else {
        DeliveryOutcome::NotConnected
    };
    Delivery {
        outcome,
        reply: error.status().map(u16::from),
    }
}

/// While naming sender and recipient: a no is about this letter; anything else is about the connection.
pub(super) fn before_handover(error: &Error) -> Delivery {
    refusal(error).unwrap_or(Delivery::without_reply(DeliveryOutcome::NotConnected))
}

/// After the content has been sent: without a clear no the server may have taken it.
pub(super) fn after_handover(error: &Error) -> Delivery {
    refusal(error).unwrap_or(Delivery::without_reply(DeliveryOutcome::AnswerMissing))
}

fn refusal(error: &Error) -> Option<Delivery> {
    let reply = u16::from(error.status()?);
    Some(Delivery {
        outcome: if error.is_permanent() {
            DeliveryOutcome::Refused
        } else {
            DeliveryOutcome::RefusedForNow
        },
        reply: Some(reply),
    })
}

/// Whether somewhere below the error TLS says that the certificate does not hold.
fn is_certificate_fault(error: &(dyn StdError + 'static)) -> bool {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return matches!(tls, rustls::Error::InvalidCertificate(_));
    }
    // An I/O error does not name what it wraps as its source.
    if let Some(wrapped) = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        return is_certificate_fault(wrapped);
    }
    error.source().is_some_and(is_certificate_fault)
}
