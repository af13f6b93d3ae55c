//! Who may do what: one rule for every face. Nothing else in renkei decides about rights.
//!
//! Start with [`principal::Principal`] (who asks), [`action::Action`] (what for) and
//! [`object::Object`] (of what).

pub mod action;
pub mod object;
pub mod principal;
