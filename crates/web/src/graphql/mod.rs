//! `/graphql` over HTTP: what is asked, in which form it is answered, and how a call is refused.
//! What a document may ask for is decided by `renkei-graphql` alone.
//!
//! Start with [`handler`]; [`following`] looks after what somebody watches, [`events`] tells it as a stream, and
//! [`socket`] over a WebSocket, with whatever else is asked there. The endpoint follows the GraphQL over HTTP draft: all audits of the npm
//! package `graphql-http` pass (`tests/graphql`).
//!
//! A program says who it is by a token in `Authorization`; GraphiQL, which is a page of ours, by its
//! session. Two things are absent on purpose. There is no CORS: no answer may be read by a page of another
//! site. And there is no token against forged calls: a GET reads no cookie, and a POST must be
//! `application/json`, which no form of another site can send unasked, and come from a page of ours if
//! it comes from a page.

mod body;
mod caller;
mod events;
pub(crate) mod fault;
mod following;
pub(crate) mod handler;
mod negotiation;
mod socket;

pub(crate) use body::BODY_LIMIT;
pub(crate) use negotiation::MediaType;
pub(crate) use socket::{Close, MESSAGE_LIMIT, OPERATIONS};
