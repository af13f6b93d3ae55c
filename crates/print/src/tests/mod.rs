//! What people hold in their hands.

mod fax;
mod file;
mod hostile;
mod look;
mod maps;
mod samples;
mod set_pages;
