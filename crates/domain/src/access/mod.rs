//! Who may do what: one rule for every face. Nothing else in renkei decides about rights.
//!
//! Start with [`rule`]: its table is the whole rule. A line of it names an [`action::Action`], the form
//! of an [`object::Object`] and each [`condition::Condition`] in which a [`principal::Principal`] must
//! stand to it. [`scope`] makes of the same lines what lists are narrowed by.

pub mod action;
pub mod condition;
pub mod object;
pub mod principal;
pub mod rule;
pub mod scope;
