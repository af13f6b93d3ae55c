//! The directory: entering ([`register`]), correcting ([`correct`]) and reading ([`read`]).

pub mod correct;
pub mod read;
pub mod register;
