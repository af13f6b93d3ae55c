//! The directory: entering ([`register`]), correcting ([`correct`]), reading ([`read`]) and what imports
//! left to be decided ([`conflicts`]).

pub mod conflicts;
pub mod correct;
pub mod read;
pub mod register;
