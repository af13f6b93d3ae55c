//! What people hold in their hands.

mod file;
mod hostile;
mod look;
mod samples;
mod set_pages;
