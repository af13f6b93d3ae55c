//! Other people's formats on one side, values of `renkei-domain` on the other.
//!
//! The crate opens published tables and people's own lists, says what is wrong with them, and hands
//! over what can be used. Nothing here knows of a database, a network address, an account or a
//! clock: the same file gives the same offices and the same findings on every machine.
//!
//! Start with [`input::Input`], which decides by content what a file is and refuses what would do
//! harm. Then [`wamnet::rows`], [`iryo::rows`], [`kaigo::rows`] or [`list::Rows`] turn each row into
//! a [`office::PublishedOffice`] with its [`finding::Finding`]s; [`municipality_table`] finds where it
//! stands. [`municipality`] and [`holiday`] read the two reference tables. No defect of a cell rejects its
//! row: the cell is left out or kept as published, the raw cells stay beside the value, and the defect is
//! counted. The other way, [`export`] writes lists that spreadsheets open safely, [`open_data`] says what a city
//! publishes of an entry, and [`hsds`] is the open standard of service directories.

mod cell;
mod csv_rows;
pub mod export;
pub mod finding;
mod fingerprint;
pub mod header;
pub mod holiday;
mod hours_text;
pub mod hsds;
pub mod input;
pub mod iryo;
pub mod kaigo;
pub mod list;
pub mod municipality;
pub mod municipality_table;
pub mod office;
pub mod office_rows;
pub mod open_data;
mod records;
mod reference_rows;
pub mod wamnet;
