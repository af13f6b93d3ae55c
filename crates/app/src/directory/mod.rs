//! The directory: entering ([`register`]), correcting ([`correct`]), editing part by part ([`edit`]),
//! searching ([`search`], and [`list`] for pages, [`table`] for spreadsheets, [`monthly`] once a month, [`open_data`] for cities, [`hsds`] for other systems), reading what is known by its id ([`read`]), the ways in
//! ([`entrance`], [`area`]), which networks keep it ([`network`]) and who answers for it
//! ([`secretariat`]), what was imported ([`sources`]), what
//! imports left to be decided ([`conflicts`]), what there is for which municipality ([`coverage`]), and asking
//! agencies whether all that is still so ([`inquiry`]). A [`handbook`] is what of all that is handed out on paper.
//!
//! Whatever reads entries reads only the [`parts`] it is asked for; a [`cursor`] says where a search goes
//! on. Who may read what follows from [`read::Viewer`] alone.

pub mod area;
pub mod changed;
pub mod conflicts;
pub mod correct;
pub mod coverage;
pub mod cursor;
pub mod edit;
pub mod entrance;
pub mod handbook;
pub mod hsds;
pub mod inquiry;
pub mod list;
pub mod monthly;
pub mod network;
pub mod open_data;
pub mod parts;
pub mod read;
pub mod register;
pub mod search;
pub mod secretariat;
pub mod sources;
pub mod table;
